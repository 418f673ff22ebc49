"""Takes a printed document apart into blocks, in the order in which a reader meets them, and counts what it takes."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import DecodeError
from ..findings import Finding, Position
from ..printed_numbers import looks_like_value
from .blocks import CELLS_MAX, Cell, Document, Row, Table


class Builder:
    """Takes the paragraphs and the tables of a printed document in their order, and counts them.

    Attributes
    ----------
    blocks
        What it has taken.
    paragraphs
        How many paragraphs outside tables.
    """

    def __init__(self) -> None:
        self.blocks: list[Row | Table] = []
        self.paragraphs = 0
        self._tables = 0
        self._cells = 0

    def paragraph(self, text: str, line: int = 0) -> None:
        """Take a paragraph; `line` is where it stands in a source that has lines."""
        self.count(2)
        self.paragraphs += 1
        self.blocks.append(Row((Cell(text, Position(line, 1, self.paragraphs)),), text))

    def line(self, text: str) -> None:
        """Take a line as a word processor has it: a paragraph, or nothing, or cells that tabs tell apart."""
        parts = [part.strip() for part in text.strip().split("\t")]
        if not text.strip():
            self.blank_line(text)
        elif any(part and looks_like_value(part) for part in parts[1:]):
            self.count(1 + len(parts))
            self.paragraphs += 1
            position = Position(paragraph=self.paragraphs)
            self.blocks.append(Row(tuple(Cell(part, position) for part in parts), text))
        else:
            self.paragraph(text)

    def blank_line(self, text: str = "") -> None:
        """Take a line of nothing but white space."""
        self.count(1)
        self.blocks.append(Row((), text))

    def table(self) -> int:
        """The number of a table that begins."""
        self._tables += 1
        return self._tables

    def add(self, row: Row) -> None:
        """Take a row."""
        self.count(1 + len(row.texts))
        self.blocks.append(row)

    def whole(self, table: Table) -> None:
        """Take a table as a whole."""
        size = len(table.widths) + len(table.texts)
        # Row by row where they are too many, so that the count told is that of the first row that is.
        for cells in (size,) if self._cells + size <= CELLS_MAX else (1 + width for width in table.widths):
            self.count(cells)
        self.blocks.append(table)

    def row(self, cells: Sequence[Cell], table: int) -> None:
        """Take a row of a table."""
        self.add(Row(tuple(cells), "\t".join([cell.text for cell in cells]), table))

    def taken_back(self, lines: Sequence[int]) -> list[Cell]:
        """Leave out lines that were taken, by their places among the blocks, in order; what stood in them."""
        cells = [block.cells[0] for block in map(self.blocks.__getitem__, lines) if isinstance(block, Row)]
        for line in reversed(lines):
            del self.blocks[line]
        return cells

    def document(self) -> Document:
        """All that was taken."""
        return Document(self.blocks)

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
