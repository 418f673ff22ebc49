"""A table of a page as what stands in its cells; what else there is to know of them is told when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import Final, Generic, Protocol, TypeVar

from ..findings import Position
from .blocks import Row, RowOfTexts, Table

T = TypeVar("T")
_SPAN: Final = re.compile(r"\s*([0-9]{1,4})")


class SaysSpans(Protocol):
    """A cell as far as it says what it spans."""

    def get(self, name: str, /) -> str | None:
        """What it says under the name `rowspan` or `colspan`."""


LinesOfRow = Callable[[int, slice], Sequence[int]]
"""Tells in which lines of the page the cells of a row stand, by its number and by theirs."""


class TableOfTexts(Table):
    """A table.

    Parameters
    ----------
    texts
        What stands in its cells, row by row.
    widths
        How many cells each row has.
    lines
        Tells in which lines they stand.
    cells
        Tells what each cell says of its spans.
    place
        How many paragraphs stand before it, and its number.
    """

    __slots__ = ("_cells", "_lines", "_place", "table", "texts", "widths")

    def __init__(
        self,
        texts: tuple[str, ...],
        widths: Sequence[int],
        lines: LinesOfRow,
        cells: Callable[[], Sequence[SaysSpans]],
        place: tuple[int, int],
    ) -> None:
        self.texts: tuple[str, ...] = texts
        self.widths = widths
        self.table = place[1]
        self._lines = lines
        self._cells = cells
        self._place = place

    def rows(self) -> Iterator[Row]:
        """Its rows."""
        for row, (width, end) in enumerate(zip(self.widths, accumulate(self.widths), strict=True)):
            cells = slice(end - width, end)
            positions = partial(_positions, self._lines, row, cells, self._place)
            yield RowOfTexts(self.texts[cells], self.table, positions, partial(self._spans, cells))

    def positions(self) -> Callable[[int], Sequence[Position]]:
        """What tells the places of the cells of a row, by its number from 0."""
        return partial(_positions_in, self._lines, self.widths, self._place)

    def _spans(self, cells: slice) -> Sequence[tuple[int, int]]:
        return [(span_of(cell.get("rowspan")), span_of(cell.get("colspan"))) for cell in self._cells()[cells]]


def _positions_in(lines: LinesOfRow, widths: Sequence[int], place: tuple[int, int], row: int) -> list[Position]:
    first = sum(widths[:row])
    return _positions(lines, row, slice(first, first + widths[row]), place)


def _positions(lines: LinesOfRow, row: int, cells: slice, place: tuple[int, int]) -> list[Position]:
    return [Position(line, 1, *place, row + 1, n) for n, line in enumerate(lines(row, cells), 1)]


class Once(Generic[T]):
    """What a function gives, worked out when it is first asked for; `cache` takes ten times as long to be made."""

    __slots__ = ("_given", "_make")

    def __init__(self, make: Callable[[], T]) -> None:
        self._make: Callable[[], T] | None = make
        self._given: T

    def __call__(self) -> T:
        """What it gives."""
        if self._make is not None:
            self._given = self._make()
            self._make = None
        return self._given


def span_of(said: str | None) -> int:
    """How many rows or columns a cell spans; 1 where that is not said as a number that browsers take."""
    if not said or said == "1":
        return 1
    match = _SPAN.match(said)
    return max(int(match[1]), 1) if match else 1
