"""What an edition of the form declares."""

from __future__ import annotations

from typing import NamedTuple

from ..part import Part


class Edition(NamedTuple):
    """An edition of the form, or the mixture of two (``docs/adr/0007-mixed-forms.md``).

    Attributes
    ----------
    name
        The value of a report's `edition`: the year of the document that fixes the form; of a mixture, that of section
        二 and that of the other tables.
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

    @property
    def mixed(self) -> bool:
        """Whether this is no edition but the mixture of two."""
        return _AND in self.name

    @property
    def pure(self) -> tuple[str, str]:
        """The names of the editions that section 二 and the other tables are of; the same but in a mixture."""
        two, _, others = self.name.partition(_AND)
        return two, others or two


_AND = "+"


def mixture(two: Edition, others: Edition) -> Edition:
    """The form whose section 二 is of one edition and whose other tables are of another."""
    return Edition(
        f"{two.name}{_AND}{others.name}",
        f"{two.source}、{others.source}",
        max(two.first_year, others.first_year),
        None,
        # The versions of both only ever grow, so that no sum comes twice.
        two.schema_version + others.schema_version - 1,
    )


class Tables(NamedTuple):
    """What the sections that are tables hold where nothing is blank; each edition's module has one, `TABLES`."""

    proactive_disclosure: type[Part]
    requests: type[Part]
    remedies: type[Part]
