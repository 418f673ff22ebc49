"""The text table layout, version 1: what ``docs/formats/text.md`` specifies, and nothing else.

What this format does on its own account:

- the title carries organ and year, optional header fields follow as label, tab, value;
- sections under their official headings, paragraphs a line each; tables as rows of tab-separated fields, the official
  labels in the first field of their span, the fields that a span covers empty, every row of a table equally wide;
- a blank cell is an empty field; amounts are in plain notation;
- UTF-8, LF, nothing before or after.

What is published as text is read by `gov_disclosure_schema.read`; this module takes the canonical form alone.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeVar, overload

from ..catalogue import Words
from ..document.layout import Layout, grid_of, layouts
from ..editions import EDITIONS, FORMS, Edition
from ..errors import DecodeError, EncodeError
from ..findings import Finding, Position
from ..literal import CANONICAL_NUMBERS, Grammar, Literal
from ..refusals import Place, printed
from ..report import (
    TITLE_ENDING,
    AnnualReport,
    PublishedReport,
    header_fields,
    heading_of,
    sections,
    tables,
)
from ..scalars import plain_amount
from ..source_text import utf8
from ..walk import values_of

__all__ = ["decode", "encode"]

ReportT = TypeVar("ReportT", bound=PublishedReport)

_TITLE: Final = re.compile(rf"(?P<organ>.*)(?P<year>[0-9]{{4}}){TITLE_ENDING}")
_GRAMMAR: Final = Grammar("LAYOUT-LINE", "number", CANONICAL_NUMBERS)


class _Table(NamedTuple):
    """A table of the form as fields: those of one line after another, a field of its own for each line end.

    Attributes
    ----------
    template
        The lines as text, with a placeholder for each cell.
    rows
        The fields of each line: the form's text, or None where a cell stands.
    slots
        Address of each cell, in the order of the text → its line and its field in that line.
    cells, fixed
        Take the cells' fields, and all other fields, from the flat list of fields.
    form
        What `fixed` takes from a canonical table.
    """

    template: str
    rows: tuple[tuple[str | None, ...], ...]
    slots: dict[str, tuple[int, int]]
    cells: itemgetter[Any]
    fixed: itemgetter[Any]
    form: tuple[str, ...]

    def values(self, lines: list[str]) -> tuple[str, ...] | None:
        """The cells' fields, where the lines are this table's; else None."""
        fields = _LINE_END.join(lines).split("\t")
        if len(fields) != len(self.form) + len(self.slots) or self.fixed(fields) != self.form:
            return None
        values: tuple[str, ...] = self.cells(fields)
        return values


_FORMS: Final[tuple[Edition, ...]] = (*[*EDITIONS.values()][::-1], *(form for form in FORMS.values() if form.mixed))
"""In which order forms are tried, the newest first, mixtures last."""
_LINE_END: Final = "\t\n\t"


@cache
def _tables(edition: str) -> dict[str, _Table]:
    return {section: _table(layout) for section, layout in layouts(edition).items()}


def _table(layout: Layout) -> _Table:
    grid = grid_of(layout)
    rows = tuple(tuple((None if box.address else box.text) if box else "" for box in row) for row in grid)
    slots = {box.address: (y, x) for y, row in enumerate(grid) for x, box in enumerate(row) if box and box.address}
    lines = ["\t".join("%s" if field is None else field.replace("%", "%%") for field in row) for row in rows]
    flat = [field for row in rows for field in (*row, "\n")][:-1]
    fixed = [n for n, field in enumerate(flat) if field is not None]
    return _Table(
        "\n".join(lines),
        rows,
        slots,
        itemgetter(*(n for n, field in enumerate(flat) if field is None)),
        itemgetter(*fixed),
        tuple(str(flat[n]) for n in fixed),
    )


def encode(report: PublishedReport) -> bytes:
    """A report in the canonical text layout.

    Parameters
    ----------
    report
        A report of either door.

    Raises
    ------
    EncodeError
        If organ or year is unknown: the title cannot be written.
    """
    title = report.title
    if title is None:
        missing = tuple(field for field in ("organ", "year") if getattr(report, field) is None)
        raise EncodeError(Finding("CARRY-TITLE", missing, missing))
    lines = [title]
    for field, label in header_fields().items():
        value = getattr(report, field)
        if value is not None:
            lines.append(f"{label.official}\t{value}")
    for section in sections():
        lines += ["", heading_of(section)]
        table = _tables(report.edition).get(section)
        if table:
            lines.append(table.template % tuple(map(_written, values_of(getattr(report, section)))))
        else:
            lines += getattr(report, section)
    return "".join(f"{line}\n" for line in lines).encode()


def _written(value: Any) -> str:
    if isinstance(value, Decimal):
        return plain_amount(value)
    return "" if value is None else str(value)


@overload
def decode(data: bytes) -> AnnualReport: ...


@overload
def decode(data: bytes, model: type[ReportT]) -> ReportT: ...


def decode(data: bytes, model: type[PublishedReport] = AnnualReport) -> PublishedReport:
    """A report from the canonical text layout, through the door that `model` is.

    Parameters
    ----------
    data
        UTF-8, lines ended by LF.
    model
        `AnnualReport` (the default), whose identities must hold, or `PublishedReport`, the shape alone.

    Raises
    ------
    DecodeError
        If the text departs from the layout, at the first line that does; or if numbers are not in canonical form.
    InvalidReport
        If the report breaks rules; one finding each, with the position of the field.
    """
    return placed(data, model)[0]


def placed(data: bytes, model: type[ReportT]) -> tuple[ReportT, Place]:
    """The same, with where each value stands: from the steps of its address to its position and what is printed."""
    scan = _Scan(utf8(data).split("\n"))
    return scan.literal().through(model, _GRAMMAR, scan.place), scan.place


@cache
def _order() -> tuple[tuple[str, str, bool], ...]:
    """The sections in order, each with its heading, and whether it is a table."""
    return tuple((section, heading_of(section), section in tables()) for section in sections())


def _begin(fields: list[str], number: int) -> int:
    """The column in which a field of a line begins."""
    return 1 + sum(len(field) + 1 for field in fields[:number])


class _Scan:
    """One pass over the lines: what stands where the layout puts it, still as text."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._next = 0
        self._begins: dict[str, int] = {}
        self._forms = _FORMS
        self._values: dict[str, tuple[str, ...]] = {}
        self._narrative: dict[str, list[str]] = {}
        self._header = self._title()
        self._optional_header()
        for section, heading, printed_in_cells in _order():
            self._expect("")
            self._expect(heading)
            self._begins[section] = self._next
            if printed_in_cells:
                self._fields(section)
            else:
                self._paragraphs(section)
        self._expect("")
        if lines[self._next :]:
            raise self._departure("rest")

    @property
    def edition(self) -> Edition:
        """The newest edition that every table fits; where none does, the mixture of two."""
        return self._forms[0]

    @property
    def _line(self) -> str:
        """The next line; empty behind the last."""
        return "".join(self._lines[self._next : self._next + 1])

    def _departure(self, variant: str = "", due: str = "", column: int = 1, **facts: str | int) -> DecodeError:
        """The error that the next line departs from the layout."""
        position = Position(min(self._next, len(self._lines) - 1) + 1, column)
        named: dict[str, str | int | Words] = {"printed": printed(self._line) or "\\n", "due": due, **facts}
        return DecodeError(Finding("LAYOUT-LINE", position=position, facts=named, variant=variant))

    def _or_end(self, variant: str = "") -> str:
        """The variant of a departure; another one where nothing follows, or nothing behind the last line's end."""
        return "end" if self._lines[self._next :] in ([], [""]) else variant

    def _expect(self, due: str) -> None:
        if self._lines[self._next : self._next + 1] != [due]:
            raise self._departure(self._or_end(), due or "\\n")
        self._next += 1

    def _title(self) -> dict[str, Any]:
        match = _TITLE.fullmatch(self._lines[0])
        if not match:
            raise self._departure(due=f"……{TITLE_ENDING}")
        self._next = 1
        return {"organ": match["organ"], "year": int(match["year"])}

    def _optional_header(self) -> None:
        for field, label in header_fields().items():
            name, tab, value = self._line.partition("\t")
            if tab and name == label.official:
                self._header[field] = value
                self._begins[field] = self._next
                self._next += 1

    def _paragraphs(self, section: str) -> None:
        try:
            end = self._lines.index("", self._next)
        except ValueError:
            end = len(self._lines)
        self._narrative[section] = self._lines[self._next : end]
        self._next = end

    def _fields(self, section: str) -> None:
        # No other form than the newest that fits is looked at, unless it fails to fit a later table.
        if not self._fits(self.edition, section, self._values):
            others = (n for n, form in enumerate(self._forms) if n and self._fits_from_the_first(form, section))
            fitting = next(others, None)
            if fitting is None:
                raise self._first_departure(_tables(self.edition.name)[section])
            self._forms = self._forms[fitting:]
        self._next += len(_tables(self.edition.name)[section].rows)

    def _fits(self, form: Edition, section: str, values: dict[str, tuple[str, ...]]) -> bool:
        """Whether the lines of a table are those that a form has; if so its values join those of the tables before."""
        table, begin = _tables(form.name)[section], self._begins[section]
        taken = table.values(self._lines[begin : begin + len(table.rows)])
        if taken is None or (section in self._values and len(taken) != len(self._values[section])):
            return False
        values[section] = taken
        return True

    def _fits_from_the_first(self, form: Edition, section: str) -> bool:
        """The same for a form that was not looked at before: so must be the lines of every table before."""
        values: dict[str, tuple[str, ...]] = {}
        if not all(self._fits(form, one, values) for one in (*self._values, section)):
            return False
        self._values = values
        return True

    def _first_departure(self, table: _Table) -> DecodeError:
        """The first line, and field of it, that is not the table's."""
        for row in table.rows:
            fields = self._line.split("\t")
            if len(fields) != len(row):
                due = "\t".join(field or "" for field in row)
                return self._departure(self._or_end("fields"), due, fields=len(fields), due_fields=len(row))
            for column, (due_field, field) in enumerate(zip(row, fields, strict=True)):
                if due_field is not None and due_field != field:
                    return self._departure("label", due_field, _begin(fields, column), printed=printed(field))
            self._next += 1
        raise AssertionError  # pragma: no cover  (only called for lines that are not the table's)

    def literal(self) -> Literal:
        """What was found."""
        return Literal(self.edition, self._header, self._narrative, self._values)

    def place(self, location: tuple[str | int, ...]) -> tuple[Position | None, str]:
        """Where a value stands, and what is printed there."""
        first = str(location[0]) if location else "organ"
        line = self._begins.get(first, 0)
        if first in self._narrative:
            line += sum(map(int, location[1:]))  # which of the paragraphs; none where it is about the section
            return Position(line + 1), self._lines[line]
        address = ".".join(map(str, location))
        slots = _tables(self.edition.name)[first].slots if first in tables() else {}
        if address in slots:
            down, column = slots[address]
            fields = self._lines[line + down].split("\t")
            return Position(line + down + 1, _begin(fields, column)), fields[column]
        name, tab, value = self._lines[line].partition("\t")
        return Position(line + 1, len(name) + 2 if tab else 1), value or name
