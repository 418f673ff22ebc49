"""What differs between two reports: fields of the header, cells, paragraphs; and what cannot be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from .findings import Number
from .money import Money
from .report import PublishedReport, cell_values, cells, common_cells, header_fields, sections, tables
from .walk import Cell

_EXACT: Final = Context(prec=60)


class FieldDifference(NamedTuple):
    """A field of the header that differs.

    Attributes
    ----------
    field
        Its name.
    first, second
        What either report states; None where it states nothing.
    """

    field: str
    first: Any
    second: Any


class CellDifference(NamedTuple):
    """A cell that differs.

    Attributes
    ----------
    cell
        The cell, as the second report's form has it.
    first, second
        What stands in it; None for a blank, which is not 0.
    change
        The second less the first; None where one of them is blank, or is in another unit.
    """

    cell: Cell
    first: Number | Money | None
    second: Number | Money | None
    change: Number | None


class TextDifference(NamedTuple):
    """Paragraphs of a section in place of which the other report has others, or none.

    Attributes
    ----------
    section
        The field of the section.
    at
        Numbers of the first paragraph on either side, from 0; where a side has none, of the one that follows.
    first, second
        The paragraphs of either report.
    """

    section: str
    at: tuple[int, int]
    first: tuple[str, ...]
    second: tuple[str, ...]


class Differences(NamedTuple):
    """What differs between two reports.

    Attributes
    ----------
    fields, cells, texts
        What differs, in the order of the form.
    compared
        How many cells were compared: those that both forms have.
    only_first, only_second
        The cells that one form alone has, which cannot be compared with anything.
    """

    fields: tuple[FieldDifference, ...]
    cells: tuple[CellDifference, ...]
    texts: tuple[TextDifference, ...]
    compared: int
    only_first: tuple[Cell, ...]
    only_second: tuple[Cell, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.cells or self.texts)


def diff(first: PublishedReport, second: PublishedReport) -> Differences:
    """Compare two reports of any years, organs and editions of the form.

    Parameters
    ----------
    first, second
        Reports of either door.

    Returns
    -------
    Differences
        Every field of the header, every cell and every paragraph that differs; false where none does. Of two editions
        the cells are compared that both have, and the others listed.
    """
    common = common_cells(first.edition, second.edition)
    shared = {cell.address for cell in common}
    alone = (tuple(cell for cell in cells(report.edition) if cell.address not in shared) for report in (first, second))
    return Differences(
        tuple(_fields(first, second)),
        tuple(_cells(first, second, common)),
        tuple(_texts(first, second)),
        len(common),
        *alone,
    )


def _fields(first: PublishedReport, second: PublishedReport) -> Iterator[FieldDifference]:
    for field in ("edition", "organ", "year", *header_fields()):
        pair = getattr(first, field), getattr(second, field)
        if pair[0] != pair[1]:
            yield FieldDifference(field, *pair)


def _cells(first: PublishedReport, second: PublishedReport, common: Sequence[Cell]) -> Iterator[CellDifference]:
    before, after = cell_values(first), cell_values(second)
    for cell in common:
        pair = before[cell.address], after[cell.address]
        if pair[0] != pair[1]:
            yield CellDifference(cell, *pair, _change(*pair))


def _change(first: Any, second: Any) -> Number | None:
    """The second less the first, exactly."""
    if isinstance(first, Money) and isinstance(second, Money):
        return _change(first.number, second.number) if first.unit == second.unit else None
    if first is None or second is None:
        return None
    if isinstance(first, Decimal):
        return _EXACT.subtract(second, first)
    change: Number = second - first
    return change


def _texts(first: PublishedReport, second: PublishedReport) -> Iterator[TextDifference]:
    for section in sections():
        if section in tables():
            continue
        before, after = getattr(first, section), getattr(second, section)
        if before == after:
            continue
        for kind, i, i_end, j, j_end in SequenceMatcher(None, before, after).get_opcodes():
            if kind != "equal":
                yield TextDifference(section, (i, j), before[i:i_end], after[j:j_end])
