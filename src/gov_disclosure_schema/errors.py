"""The errors that this package raises.

No other type leaves it, pydantic's `ValidationError` from the strict door apart.

    GovDisclosureError
    ├── UsageError            an unknown format or edition was asked for
    ├── FileError             a file could not be read, or could not be written (the old one is as it was)
    ├── DecodeError           the bytes are not a document of the format
    │   └── SchemaMismatch    the document names another schema, or another version
    ├── InvalidReport         a well-formed document whose report breaks rules
    └── EncodeError           the format cannot carry the report; nothing was written

Each carries its `findings`: rule id, position, numbers, words in both languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .catalogue import Language
    from .findings import Finding


class GovDisclosureError(Exception):
    """Base of all errors; one or more findings.

    Attributes
    ----------
    findings : tuple[Finding, ...]
        What is wrong, at least one, in the order of the source.
    """

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*findings)
        self.findings = findings

    def message(self, language: Language = "en") -> str:
        """Every finding on a line, its rule id and its position before it."""
        return "\n".join(_line(finding, language) for finding in self.findings)

    def __str__(self) -> str:
        return self.message()


def _line(finding: Finding, language: Language) -> str:
    place = f"{finding.position.shown(language)}: " if finding.position else ""
    where = f" [{finding.at[0]}]" if finding.at else ""
    return f"{place}{finding.rule}{where}: {finding.message(language)}"


class UsageError(GovDisclosureError):
    """A format, edition or option that does not exist was asked for."""


class FileError(GovDisclosureError):
    """A file could not be read or written."""


class DecodeError(GovDisclosureError):
    """The bytes are not a document of the format."""


class SchemaMismatch(DecodeError):  # noqa: N818  (the name says what is the matter, as in the tree above)
    """The document names a schema that is not the one asked for."""


class InvalidReport(GovDisclosureError):  # noqa: N818  (likewise)
    """The document is well formed, but its report breaks rules of the form."""


class EncodeError(GovDisclosureError):
    """The format cannot carry this report; nothing was written."""
