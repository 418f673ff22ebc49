"""The check report as a page that a person looks at: self-contained HTML, readable without script or network."""
