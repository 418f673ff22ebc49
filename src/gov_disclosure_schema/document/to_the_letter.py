"""A document that prints the form to the letter, as `written` has it: taken as it stands, with nothing to recognise.

Any paragraph is a paragraph there, whatever it looks like: sections are told by their official headings, which no
paragraph equals, and tables by every label in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from ..editions import FORMS, Edition
from ..findings import Position
from ..literal import CANONICAL_NUMBERS, Grammar, Literal
from ..report import (
    TITLE_ENDING,
    PublishedReport,
    cells,
    header_fields,
    heading_of,
    headings,
    sections,
    tables,
)
from .blocks import Cell, Document, Row
from .layout import Box, layouts
from .place import Place
from .written import COLON

_TITLE: Final = re.compile(rf"(?P<organ>.*)(?P<year>[0-9]{{4}}){TITLE_ENDING}")
_GRAMMAR: Final = Grammar("LAYOUT-LINE", "number", CANONICAL_NUMBERS)

ReportT = TypeVar("ReportT", bound=PublishedReport)


class ToTheLetter(NamedTuple):
    """What such a document says.

    Attributes
    ----------
    literal
        Its values, as they are printed.
    places
        Where each field of the header, each heading (by its section), each paragraph and each cell stands.
    """

    literal: Literal
    places: Mapping[str, Place]

    def through(self, model: type[ReportT]) -> ReportT:
        """The report, through the door that `model` is.

        Raises
        ------
        InvalidReport
            If it breaks rules; one finding each.
        """
        return self.literal.through(model, _GRAMMAR, self.place)

    def place(self, location: tuple[str | int, ...]) -> tuple[Position | None, str]:
        """Where the value at a location stands, and what is printed there."""
        place = self.places.get(".".join(map(str, location)))
        return (place.position, place.printed) if place else (None, "")


def to_the_letter(document: Document) -> ToTheLetter | None:
    """What a document says, if it prints the form to the letter; else None, and it has to be recognised."""
    rows = [row for row in document if row.cells]
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
        self._patterns = {cell.address: CANONICAL_NUMBERS[cell.kind] for cell in cells(edition.name)}
        self._places: dict[str, Place] = {}

    def read(self) -> ToTheLetter:
        """What the rows say."""
        header = self._header()
        narrative: dict[str, list[str]] = {}
        fields: dict[str, list[str]] = {}
        for section in sections():
            self._take(self._line(heading_of(section)), section)
            if section in tables():
                fields[section] = [field for row in layouts(self._edition.name)[section] for field in self._fields(row)]
            else:
                narrative[section] = [*self._paragraphs(section)]
        if self._next < len(self._rows):
            raise _DepartsError
        return ToTheLetter(Literal(self._edition, header, narrative, fields), self._places)

    def _line(self, due: str = "") -> Cell:
        """The next row, which is a single cell, with a certain text."""
        found = self._rows[self._next].cells if self._next < len(self._rows) else ()
        if len(found) != 1 or found[0].text != (due or found[0].text):
            raise _DepartsError
        return found[0]

    def _take(self, line: Cell, *addresses: str) -> None:
        self._places |= dict.fromkeys(addresses, Place(line.text, line.position))
        self._next += 1

    def _header(self) -> dict[str, Any]:
        line = self._line()
        match = _TITLE.fullmatch(line.text)
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

    def _fields(self, boxes: Sequence[Box]) -> Iterator[str]:
        """The cells of the next row, whose other boxes are those of the form."""
        found = self._rows[self._next].cells if self._next < len(self._rows) else ()
        if len(found) != len(boxes):
            raise _DepartsError
        for box, cell in zip(boxes, found, strict=True):
            if box.address:
                if not self._patterns[box.address].fullmatch(cell.text):
                    raise _DepartsError
                self._places[box.address] = Place(cell.text, cell.position)
                yield cell.text
            elif cell.text != box.text:
                raise _DepartsError
        self._next += 1
