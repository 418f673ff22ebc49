"""A table of a page as what stands in its cells; what else there is to know of them is told when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from ..findings import Position
from .blocks import Positions, Row, RowOfTexts

T = TypeVar("T")
_SPAN: Final = re.compile(r"\s*([0-9]{1,4})")


class SaysSpans(Protocol):
    """A cell as far as it says what it spans."""

    def get(self, name: str, /) -> str | None:
        """What it says under the name `rowspan` or `colspan`."""


class TableOfTexts(NamedTuple):
    """A table.

    Attributes
    ----------
    texts
        What stands in its cells, row by row.
    widths
        How many cells each row has.
    lines
        Tells in which lines of the page the cells of a row stand, by its number and by theirs.
    cells
        Tells what each cell says of its spans.
    """

    texts: tuple[str, ...]
    widths: Sequence[int]
    lines: Callable[[int, slice], Sequence[int]]
    cells: Callable[[], Sequence[SaysSpans]]

    def rows(self, number: int, paragraphs: int) -> Iterator[Row]:
        """Its rows, as those of the table with this number, behind so many paragraphs."""
        texts, place, first = self.texts, (paragraphs, number), 0
        for n, width in enumerate(self.widths, 1):
            end = first + width
            yield _RowOfTable(texts[first:end], self, place, n, first)
            first = end


class _RowOfTable(RowOfTexts):
    """A row of it: made for each row of a page, and asked for what it holds but seldom."""

    __slots__ = ("_first", "_number", "_of", "_place")

    def __init__(
        self, texts: tuple[str, ...], table: TableOfTexts, place: tuple[int, int], number: int, first: int
    ) -> None:
        self.texts = texts
        self.table = place[1]
        self._cells = None
        self._of = table
        self._place = place
        self._number = number
        self._first = first

    def positions(self) -> Positions:
        """What tells the places of its cells, without what tells their spans."""
        return partial(_positions, self._of.lines, self._cells_of_it, (*self._place, self._number))

    def spans(self) -> Sequence[tuple[int, int]]:
        """How many rows and columns each of its cells spans."""
        return [
            (span_of(cell.get("rowspan")), span_of(cell.get("colspan"))) for cell in self._of.cells()[self._cells_of_it]
        ]

    @property
    def _cells_of_it(self) -> slice:
        return slice(self._first, self._first + len(self.texts))


def _positions(
    lines: Callable[[int, slice], Sequence[int]], cells: slice, place: tuple[int, int, int]
) -> list[Position]:
    return [Position(line, 1, *place, n) for n, line in enumerate(lines(place[-1] - 1, cells), 1)]


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
