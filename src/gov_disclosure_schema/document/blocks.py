"""The narrow waist of the printed formats: a document is rows of cells, each cell with its place in the source.

A paragraph is a row of one cell; an empty line is a row of none. Each format only turns bytes into this.

A row of a table holds the cells that begin in it, each with the rows and columns that it spans. Where a cell is covered
by a span there is none: the spans of published headers differ from those of their bodies, so cells are counted, never
columns. Formats that have no spans (plain text) leave what they print in a covered place, an empty cell or nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from ..findings import Position


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


class Row(NamedTuple):
    """A row of a printed table, a paragraph (one cell), or an empty line (no cell).

    Attributes
    ----------
    cells
        From left to right, the empty ones included; those that begin in this row.
    text
        The row as it stands in the source, for a reader who finds it to be prose.
    table
        Which table of the source it is a row of, from 1; 0 outside tables, and where the format marks none.
    """

    cells: tuple[Cell, ...]
    text: str
    table: int = 0


Document = tuple[Row, ...]
