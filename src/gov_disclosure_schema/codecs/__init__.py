"""One module a format; the verbs are always the same: `encode(report) -> bytes`, `decode(data) -> report`."""
