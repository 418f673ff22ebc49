"""The narrow waist of the printed formats: a document is rows of cells, each cell with its place in the source.

A paragraph is a row of one cell; an empty line is a row of none. Each format only turns bytes into this. A table may be
kept as a whole: its rows are made when they are asked for, which of tables that print the form to the letter they are
not.

A row of a table holds the cells that begin in it, each with the rows and columns that it spans. Where a cell is covered
by a span there is none: the spans of published headers differ from those of their bodies, so cells are counted, never
columns. Formats that have no spans (plain text) leave what they print in a covered place, an empty cell or nothing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple, overload

from ..findings import Finding, Position


class Cell(NamedTuple):
    """A cell of a printed table, or a whole paragraph.

    Attributes
    ----------
    text
        What is printed in it.
    position
        Where.
    rows, columns
        How many of each it spans.
    """

    text: str
    position: Position
    rows: int = 1
    columns: int = 1

    @property
    def blank(self) -> bool:
        """Nothing but white space."""
        return not self.text.strip()


Positions = Callable[[], Sequence[Position]]
"""Tells the places of a row's cells."""
Spans = Callable[[], Sequence[tuple[int, int]]]
"""Tells how many rows and columns each of them spans."""


class Row:
    """A row of a printed table, a paragraph (one cell), or an empty line (no cell).

    Attributes
    ----------
    texts
        What is printed in its cells, from left to right, the empty ones included; in those that begin in this row.
    table
        Which table of the source it is a row of, from 1; 0 outside tables, and where the format marks none.
    """

    __slots__ = ("_cells", "_text", "table", "texts")

    def __init__(self, cells: tuple[Cell, ...], text: str, table: int = 0) -> None:
        self.texts = tuple([cell.text for cell in cells])
        self._text = text
        self.table = table
        self._cells: tuple[Cell, ...] | None = cells

    @property
    def text(self) -> str:
        """The row as it stands in the source, for a reader who finds it to be prose."""
        return self._text

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its cells, each with its place."""
        return self._cells or ()

    def positions(self) -> Positions:
        """What tells the places of its cells."""
        positions = [cell.position for cell in self.cells]
        return lambda: positions


class RowOfTexts(Row):
    """A row of a table whose cells are made when they are asked for: most are only read."""

    __slots__ = ("_positions", "_spans")

    def __init__(self, texts: tuple[str, ...], table: int, positions: Positions, spans: Spans) -> None:
        self.texts = texts
        self.table = table
        self._cells = None
        self._positions = positions
        self._spans = spans

    @property
    def text(self) -> str:
        """As it stands in the source; worked out for the few rows of which it is asked."""
        return "\t".join(self.texts)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its cells, each with its place."""
        if self._cells is None:
            told = zip(self.texts, self._positions(), self._spans(), strict=True)
            self._cells = tuple([Cell(text, position, *span) for text, position, span in told])
        return self._cells

    def positions(self) -> Positions:
        """What tells the places of its cells, without what tells their spans: that may hold the whole source."""
        return self._positions


class Table(ABC):
    """A table.

    Attributes
    ----------
    table
        Its number in the source, from 1.
    texts
        What is printed in its cells, row by row.
    widths
        How many cells begin in each row.
    """

    __slots__ = ()

    table: int
    texts: tuple[str, ...]
    widths: Sequence[int]

    @abstractmethod
    def rows(self) -> Iterable[Row]:
        """Its rows."""

    @abstractmethod
    def positions(self) -> Callable[[int], Sequence[Position]]:
        """What tells the places of the cells of a row, by its number from 0; it holds nothing else of the source."""


class TableOfRows(Table):
    """A table by its rows."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self.table = rows[0].table if rows else 0
        self.texts = tuple([text for row in rows for text in row.texts])
        self.widths = [len(row.texts) for row in rows]

    def rows(self) -> Iterable[Row]:
        """Its rows."""
        return self._rows

    def positions(self) -> Callable[[int], Sequence[Position]]:
        """What tells the places of the cells of a row."""
        told = [row.positions() for row in self._rows]
        return lambda row: told[row]()


def rows_of(block: Row | Table) -> Iterable[Row]:
    """The rows that a block of a document is."""
    return (block,) if isinstance(block, Row) else block.rows()


class Document(Sequence[Row]):
    """The rows of a document.

    Attributes
    ----------
    blocks
        Its rows, and tables that are kept as wholes.
    """

    def __init__(self, blocks: Iterable[Row | Table]) -> None:
        self.blocks = tuple(blocks)

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return tuple([row for block in self.blocks for row in rows_of(block)])

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return self._rows[at]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def tables(self) -> Iterator[Table]:
        """Its tables in order; one between whose rows something else stands is met several times."""
        for number, blocks in groupby(self.blocks, attrgetter("table")):
            if number:
                first, *others = blocks
                if isinstance(first, Table) and not others:
                    yield first
                else:
                    yield TableOfRows([row for block in (first, *others) for row in rows_of(block)])

    def but(self, tables: Collection[int]) -> Iterator[Row | Table]:
        """Its rows, and in the place of those of some tables that are kept as wholes these tables."""
        if not tables:
            yield from self._rows
            return
        for block in self.blocks:
            yield from (block,) if block.table in tables else rows_of(block)


CELLS_MAX: Final = 200_000
"""Most rows and cells of a document; a report has about a thousand, and each takes a hundred times its size."""

NESTING_MAX: Final = 200
"""Deepest nesting of a document's elements; published pages and Word have some thirty."""
_ARTICLE: Final = 400
"""Longer than any label of the form."""


def is_article(text: str) -> bool:
    """Whether a cell has so much text that it lays out the page instead of a table."""
    return len(text) > _ARTICLE


class Source(NamedTuple):
    """A file as the rows that it prints, and what is to be said of the file itself.

    Attributes
    ----------
    document
        What it prints.
    findings
        What was left out, and what was seen through.
    """

    document: Document
    findings: tuple[Finding, ...] = ()
