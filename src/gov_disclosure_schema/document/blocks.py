"""The narrow waist of the printed formats: a document is rows of cells, each cell with its place in the source.

A paragraph is a row of one cell; an empty line is a row of none. Each format only turns bytes into this.

A row of a table holds the cells that begin in it, each with the rows and columns that it spans. Where a cell is covered
by a span there is none: the spans of published headers differ from those of their bodies, so cells are counted, never
columns. Formats that have no spans (plain text) leave what they print in a covered place, an empty cell or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from ..errors import DecodeError
from ..findings import Finding, Position
from ..printed_numbers import looks_like_value


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
            told = zip(self.texts, self.positions()(), self.spans(), strict=True)
            self._cells = tuple([Cell(text, position, *span) for text, position, span in told])
        return self._cells

    def positions(self) -> Positions:
        """What tells the places of its cells, without what tells their spans: that may hold the whole source."""
        return self._positions

    def spans(self) -> Sequence[tuple[int, int]]:
        """How many rows and columns each of its cells spans."""
        return self._spans()


Document = tuple[Row, ...]

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


class Builder:
    """Takes the paragraphs and the tables of a printed document in their order, and counts them.

    Attributes
    ----------
    rows
        What it has taken.
    paragraphs
        How many paragraphs outside tables.
    """

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.paragraphs = 0
        self._tables = 0
        self._cells = 0

    def paragraph(self, text: str, line: int = 0) -> None:
        """Take a paragraph; `line` is where it stands in a source that has lines."""
        self.count(2)
        self.paragraphs += 1
        self.rows.append(Row((Cell(text, Position(line, 1, self.paragraphs)),), text))

    def line(self, text: str) -> None:
        """Take a line as a word processor has it: a paragraph, or nothing, or cells that tabs tell apart."""
        parts = [part.strip() for part in text.strip().split("\t")]
        if not text.strip():
            self.blank_line(text)
        elif any(part and looks_like_value(part) for part in parts[1:]):
            self.count(1 + len(parts))
            self.paragraphs += 1
            position = Position(paragraph=self.paragraphs)
            self.rows.append(Row(tuple(Cell(part, position) for part in parts), text))
        else:
            self.paragraph(text)

    def blank_line(self, text: str = "") -> None:
        """Take a line of nothing but white space."""
        self.count(1)
        self.rows.append(Row((), text))

    def table(self) -> int:
        """The number of a table that begins."""
        self._tables += 1
        return self._tables

    def add(self, *rows: Row) -> None:
        """Take rows."""
        sizes = [1 + len(row.texts) for row in rows]
        together = self._cells + sum(sizes) <= CELLS_MAX
        for size in (sum(sizes),) if together else sizes:
            self.count(size)
        self.rows += rows

    def row(self, cells: Sequence[Cell], table: int) -> None:
        """Take a row of a table."""
        self.add(Row(tuple(cells), "\t".join([cell.text for cell in cells]), table))

    def document(self) -> Document:
        """All that was taken."""
        return tuple(self.rows)

    def count(self, cells: int) -> None:
        """Count rows and cells that are looked at.

        Raises
        ------
        DecodeError
            If they are more than any report has.
        """
        self._cells += cells
        if self._cells > CELLS_MAX:
            facts = {"count": self._cells, "limit": CELLS_MAX}
            raise DecodeError(Finding("FILE-TOO-LARGE", facts=facts, variant="document"))
