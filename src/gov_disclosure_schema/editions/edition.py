"""What an edition of the form declares."""

from __future__ import annotations

from typing import NamedTuple


class Edition(NamedTuple):
    """An edition of the form.

    Attributes
    ----------
    name
        The value of a report's `edition`.
    source
        The document of the State Council's General Office that fixes the form.
    first_year, last_year
        The reporting years it is in force for; no last year while it still is.
    schema_version
        Version of our schema for it; a changed schema gets the next one.
    """

    name: str
    source: str
    first_year: int
    last_year: int | None
    schema_version: int

    @property
    def schema_id(self) -> str:
        """The URN that a document of this edition names."""
        return f"urn:gov-disclosure-schema:annual-report:{self.name}:{self.schema_version}"
