"""The two names that XML documents have beyond those of the fields."""

from typing import Final

ROOT: Final = "annual_report"
PARAGRAPH: Final = "paragraph"
