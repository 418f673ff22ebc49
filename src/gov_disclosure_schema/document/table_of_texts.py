"""A table of a page as what stands in its cells; what else there is to know of them is told when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from ..findings import Position
from .blocks import RowOfTexts

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

    def rows(self, number: int, paragraphs: int) -> Iterator[RowOfTexts]:
        """Its rows, as those of the table with this number, behind so many paragraphs."""
        first = 0
        for n, width in enumerate(self.widths, 1):
            row = slice(first, first + width)
            positions = partial(self._positions, row, (paragraphs, number, n))
            yield RowOfTexts(self.texts[row], number, positions, partial(self._spans, row))
            first += width

    def _positions(self, row: slice, place: tuple[int, int, int]) -> list[Position]:
        lines = self.lines(place[-1] - 1, row)
        return [Position(line, 1, *place, n) for n, line in enumerate(lines, 1)]

    def _spans(self, row: slice) -> list[tuple[int, int]]:
        return [(span_of(cell.get("rowspan")), span_of(cell.get("colspan"))) for cell in self.cells()[row]]


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
