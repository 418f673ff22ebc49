"""A document that prints the form to the letter, as `written` has it: taken as it stands, with nothing to recognise.

Any paragraph is a paragraph there, whatever it looks like: sections are told by their official headings, which no
paragraph equals, and tables by every label in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, Final, TypeVar

from ..editions import FORMS, Edition
from ..findings import Position
from ..literal import Literal
from ..report import (
    TITLE_ENDING,
    PublishedReport,
    header_fields,
    heading_of,
    headings,
    sections,
    tables,
)
from .blocks import Cell, Document, Row, Table
from .place import Place
from .surroundings import footer_of
from .whole_tables import GRAMMAR, WholeTable, whole_table_of
from .written import COLON

TITLE: Final = re.compile(rf"(?P<organ>.*)(?P<year>[0-9]{{4}}){TITLE_ENDING}")

ReportT = TypeVar("ReportT", bound=PublishedReport)


class ToTheLetter:
    """What such a document says.

    Attributes
    ----------
    literal
        Its values, as they are printed.
    texts
        Where each field of the header, each heading (by its section) and each paragraph stands.
    """

    def __init__(self, literal: Literal, texts: Mapping[str, Place], tables: Sequence[WholeTable]) -> None:
        self.literal = literal
        self.texts = texts
        self._tables = tables

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Where each cell stands."""
        return dict(chain.from_iterable(table.places for table in self._tables))

    @property
    def blank(self) -> bool:
        """Whether any cell is."""
        return any("" in fields for fields in self.literal.fields.values())

    @property
    def has_footer(self) -> bool:
        """Whether its last lines may be those of a page around it."""
        last = self.literal.narrative[sections()[-1]]
        return bool(footer_of([Cell(text, Position()) for text in last]))

    def through(self, model: type[ReportT]) -> ReportT:
        """The report, through the door that `model` is.

        Raises
        ------
        InvalidReport
            If it breaks rules; one finding each.
        """
        return self.literal.through(model, GRAMMAR, self.place)

    def place(self, location: tuple[str | int, ...]) -> tuple[Position | None, str]:
        """Where the value at a location stands, and what is printed there."""
        address = ".".join(map(str, location))
        place = self.texts.get(address) or self.places.get(address)
        return (place.position, place.printed) if place else (None, "")


def to_the_letter(document: Document) -> ToTheLetter | None:
    """What a document says, if it prints the form to the letter; else None, and it has to be recognised."""
    first = next((block for block in document.blocks if block.texts), None)
    if isinstance(first, Table) and first.widths[0] > 1:
        return None  # before any of its rows is made
    rows = [row for row in document if row.texts]
    for edition in sorted(FORMS.values(), key=lambda form: (form.mixed, -form.first_year)):
        try:
            return _Scan(rows, edition).read()
        except _DepartsError:
            continue
    return None


class _DepartsError(Exception):
    """The document departs from the layout."""


class _Scan:
    """One pass over the rows, as the form of one edition."""

    def __init__(self, rows: Sequence[Row], edition: Edition) -> None:
        self._rows = rows
        self._next = 0
        self._edition = edition
        self._places: dict[str, Place] = {}

    def read(self) -> ToTheLetter:
        """What the rows say."""
        header = self._header()
        narrative: dict[str, list[str]] = {}
        found: dict[str, WholeTable] = {}
        for section in sections():
            self._take(self._line(heading_of(section)), section)
            if section in tables():
                found[section] = self._table(section)
            else:
                narrative[section] = [*self._paragraphs(section)]
        if self._next < len(self._rows):
            raise _DepartsError
        fields = {section: table.fields for section, table in found.items()}
        return ToTheLetter(Literal(self._edition, header, narrative, fields), self._places, [*found.values()])

    def _line(self, due: str = "") -> Cell:
        """The next row, which is a single cell, with a certain text."""
        found = self._rows[self._next] if self._next < len(self._rows) else None
        if found is None or len(found.texts) != 1 or found.texts[0] != (due or found.texts[0]):
            raise _DepartsError
        return found.cells[0]

    def _take(self, line: Cell, *addresses: str) -> None:
        place = Place(line.text, line.position)
        for address in addresses:
            self._places[address] = place
        self._next += 1

    def _header(self) -> dict[str, Any]:
        line = self._line()
        match = TITLE.fullmatch(line.text)
        if not match:
            raise _DepartsError
        self._take(line, "organ", "year")
        header: dict[str, Any] = {"organ": match["organ"], "year": int(match["year"])}
        for field, label in header_fields().items():
            line = self._line()
            begins = f"{label.official}{COLON}"
            if line.text.startswith(begins):
                header[field] = line.text.removeprefix(begins)
                self._take(line, field)
        return header

    def _paragraphs(self, section: str) -> Iterator[str]:
        """The lines before the next heading; a paragraph never equals one."""
        number = 0
        while self._next < len(self._rows):
            line = self._line()
            if line.text in headings():
                return
            yield line.text
            self._take(line, f"{section}.{number}")
            number += 1

    def _table(self, section: str) -> WholeTable:
        """The next table."""
        table = whole_table_of(self._edition.name, section, self._rows[self._next :])
        if table is None:
            raise _DepartsError
        self._next += table.height
        return table
