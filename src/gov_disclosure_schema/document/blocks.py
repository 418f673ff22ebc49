"""The narrow waist of the printed formats: a document is rows of cells, each cell with its place in the source.

A paragraph is a row of one cell; an empty line is a row of none. Each format only turns bytes into this.
"""

from __future__ import annotations

from typing import NamedTuple

from ..findings import Position


class Cell(NamedTuple):
    """A cell of a printed table, or a whole paragraph."""

    text: str
    position: Position

    @property
    def blank(self) -> bool:
        """Nothing but white space."""
        return not self.text.strip()


class Row(NamedTuple):
    """A row of a printed table, a paragraph (one cell), or an empty line (no cell).

    Attributes
    ----------
    cells
        From left to right, the empty ones included.
    text
        The row as it stands in the source, for a reader who finds it to be prose.
    line
        Its line in the source, from 1.
    """

    cells: tuple[Cell, ...]
    text: str
    line: int


Document = tuple[Row, ...]
