"""A document that prints the form to the letter, as `written` has it: taken as it stands, with nothing to recognise.

Any paragraph is a paragraph there, whatever it looks like: sections are told by their official headings, which no
paragraph equals, and tables by every label in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain, compress
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
from .layout import layouts
from .place import Place
from .written import COLON

_TITLE: Final = re.compile(rf"(?P<organ>.*)(?P<year>[0-9]{{4}}){TITLE_ENDING}")
_GRAMMAR: Final = Grammar("LAYOUT-LINE", "number", CANONICAL_NUMBERS)

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

    def __init__(self, literal: Literal, texts: Mapping[str, Place], tables: Mapping[str, Sequence[Row]]) -> None:
        self.literal = literal
        self.texts = texts
        self._tables = tables

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Where each cell stands."""
        places: dict[str, Place] = {}
        for section, rows in self._tables.items():
            form = _form_of(self.literal.edition.name, section)
            cells = compress(chain.from_iterable(row.cells for row in rows), form.are_fields)
            places |= {
                address: Place(cell.text, cell.position) for address, cell in zip(form.addresses, cells, strict=True)
            }
        return places

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
        address = ".".join(map(str, location))
        place = self.texts.get(address) or self.places.get(address)
        return (place.position, place.printed) if place else (None, "")


class _Form(NamedTuple):
    """A table of the form, all its boxes in one line.

    Attributes
    ----------
    widths
        How many boxes begin in each row.
    labels
        What stands in those that hold no cell.
    are_labels, are_fields
        Of each box, whether it is one of these, or holds a cell.
    addresses
        Of the cells.
    written
        Of each kind of cell, which cells are of it, and how they are written, a line each.
    """

    widths: tuple[int, ...]
    labels: tuple[str, ...]
    are_labels: tuple[bool, ...]
    are_fields: tuple[bool, ...]
    addresses: tuple[str, ...]
    written: tuple[tuple[tuple[bool, ...], re.Pattern[str]], ...]


@cache
def _form_of(edition: str, section: str) -> _Form:
    rows = layouts(edition)[section]
    boxes = [box for row in rows for box in row]
    addresses = tuple(box.address for box in boxes if box.address)
    kinds = {cell.address: cell.kind for cell in cells(edition)}
    return _Form(
        widths=tuple(map(len, rows)),
        labels=tuple(box.text for box in boxes if not box.address),
        are_labels=tuple(not box.address for box in boxes),
        are_fields=tuple(bool(box.address) for box in boxes),
        addresses=addresses,
        written=tuple(
            (tuple(kinds[address] == kind for address in addresses), re.compile(f"(?:{written.pattern}\n)*"))
            for kind, written in CANONICAL_NUMBERS.items()
        ),
    )


def _are_written(fields: Sequence[str], form: _Form) -> bool:
    """Whether every cell is written as the format writes it."""
    if "\n" in "".join(fields):
        return False
    return all(
        pattern.fullmatch("".join([f"{field}\n" for field in compress(fields, which)]))
        for which, pattern in form.written
    )


def to_the_letter(document: Document) -> ToTheLetter | None:
    """What a document says, if it prints the form to the letter; else None, and it has to be recognised."""
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
        fields: dict[str, tuple[str, ...]] = {}
        found: dict[str, Sequence[Row]] = {}
        for section in sections():
            self._take(self._line(heading_of(section)), section)
            if section in tables():
                form = _form_of(self._edition.name, section)
                found[section] = self._table(form)
                fields[section] = _fields(found[section], form)
            else:
                narrative[section] = [*self._paragraphs(section)]
        if self._next < len(self._rows):
            raise _DepartsError
        return ToTheLetter(Literal(self._edition, header, narrative, fields), self._places, found)

    def _line(self, due: str = "") -> Cell:
        """The next row, which is a single cell, with a certain text."""
        found = self._rows[self._next] if self._next < len(self._rows) else None
        if found is None or len(found.texts) != 1 or found.texts[0] != (due or found.texts[0]):
            raise _DepartsError
        return found.cells[0]

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

    def _table(self, form: _Form) -> Sequence[Row]:
        """The rows of the next table, each as wide as the form has it."""
        rows = self._rows[self._next : self._next + len(form.widths)]
        if tuple([len(row.texts) for row in rows]) != form.widths:
            raise _DepartsError
        self._next += len(rows)
        return rows


def _fields(rows: Sequence[Row], form: _Form) -> tuple[str, ...]:
    """What stands in the cells of a table whose other boxes are those of the form."""
    texts = [*chain.from_iterable(row.texts for row in rows)]
    fields = tuple(compress(texts, form.are_fields))
    if tuple(compress(texts, form.are_labels)) != form.labels or not _are_written(fields, form):
        raise _DepartsError
    return fields
