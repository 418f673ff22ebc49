"""A report as a document to be printed: title, lines of the header, sections of paragraphs or of a table.

It is derived from the layout and the report once; a format only turns it into bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from ..editions import EDITIONS
from ..errors import EncodeError, UsageError
from ..findings import Finding, Number
from ..money import Money
from ..report import PublishedReport, cell_values, header_fields, heading_of, sections
from ..scalars import plain_amount
from .printed_tables import PrintedTable, printed_tables

FORMULA: Final = ("=", "+", "-", "@")
"""How a text begins that spreadsheets take for a formula, in pages that they open too."""
COLON = "："
"""Between the label of a field of the header and its value."""
Value = Number | Money
"""What a cell holds that is not blank."""


class Table(NamedTuple):
    """A table of the form with what stands in its cells.

    Attributes
    ----------
    form
        Its boxes.
    values
        Address of a cell → what it holds; None for a blank one.
    sums
        Address of a total → the cells that it adds up. A total that is not their sum, or one of whose cells is blank,
        is not among them: it is a number like any other, and must stay as printed.
    """

    form: PrintedTable
    values: Mapping[str, Value | None]
    sums: Mapping[str, tuple[str, ...]]


class Section(NamedTuple):
    """A section under its heading: paragraphs, or a table."""

    name: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None


class Written(NamedTuple):
    """A document to be printed.

    Attributes
    ----------
    title
        Its title; empty in a form to be filled in.
    header
        The optional fields of the header that are stated, a line each.
    sections
        All six, in order.
    to_fill_in
        Whether it is an empty form, in which prompts say what is to be written where.
    """

    title: str
    header: tuple[str, ...]
    sections: tuple[Section, ...]
    to_fill_in: bool = False


def written(report: PublishedReport) -> Written:
    """A report as a document to be printed.

    Raises
    ------
    EncodeError
        If organ or year is unknown: the title cannot be written.
    """
    if report.title is None:
        missing = tuple(field for field in ("organ", "year") if getattr(report, field) is None)
        raise EncodeError(Finding("CARRY-TITLE", missing, missing, variant="printed"))
    stated = {label.official: getattr(report, field) for field, label in header_fields().items()}
    header = tuple(f"{label}{COLON}{value}" for label, value in stated.items() if value is not None)
    return Written(report.title, header, tuple(_section(report, section) for section in sections()))


def blank_form(edition: str) -> Written:
    """An edition's form with nothing filled in.

    Raises
    ------
    UsageError
        If there is no such edition.
    """
    if edition not in EDITIONS:
        raise UsageError(Finding("EDITION-UNKNOWN", facts={"printed": edition, "known": ", ".join(EDITIONS)}))
    tables = {section: Table(form, {}, form.sums) for section, form in printed_tables(edition).items()}
    return Written(
        "",
        (),
        tuple(Section(section, heading_of(section), table=tables.get(section)) for section in sections()),
        to_fill_in=True,
    )


def as_printed(value: Value | None) -> str:
    """What a cell holds as it is printed; nothing for a blank."""
    if isinstance(value, Decimal):
        return plain_amount(value)
    return "" if value is None else str(value)


def _section(report: PublishedReport, section: str) -> Section:
    form = printed_tables(report.edition).get(section)
    if form is None:
        return Section(section, heading_of(section), getattr(report, section))
    everything = cell_values(report)
    values = {address: everything[address] for address in form.spots}
    sums = {total: parts for total, parts in form.sums.items() if _adds_up(values, total, parts)}
    return Section(section, heading_of(section), table=Table(form, values, sums))


def _adds_up(values: Mapping[str, Value | None], total: str, parts: tuple[str, ...]) -> bool:
    numbers = [number for part in parts if isinstance(number := values[part], int)]
    return len(numbers) == len(parts) and sum(numbers) == values[total]
