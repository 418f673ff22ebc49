"""A report as a printed page: headings, paragraphs, and tables of boxes with spans, before any format has its say.

A page can be changed: deformations work on it, and keep account of what a reader can still know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...document.layout import layouts
from ...findings import Number
from ...report import PublishedReport, cell_values, heading_of, sections


@dataclass
class Box:
    """A box of a printed table.

    Attributes
    ----------
    text
        What is printed in it; a line break is a line break in the box.
    address
        The address of the cell of the form that is printed there; empty for a label.
    rows, columns
        How far it spans.
    """

    text: str
    address: str = ""
    rows: int = 1
    columns: int = 1


Boxes = list[list[Box]]


@dataclass
class Table:
    """A table: rows of boxes, those covered by a span left out.

    Attributes
    ----------
    rows
        From top to bottom.
    section
        The section of the form that it prints; empty for a table that is none of the form's.
    """

    rows: Boxes
    section: str = ""

    def lines(self) -> Iterator[list[Box]]:
        """The rows that hold cells of the form."""
        return (row for row in self.rows if any(box.address for box in row))


@dataclass
class Paragraph:
    """A line of text outside tables; `section` is that whose heading it is."""

    text: str
    section: str = ""


@dataclass
class Page:
    """A report as printed, and what a reader can know of it.

    Attributes
    ----------
    title
        The title, one of the blocks.
    blocks
        From top to bottom.
    edition
        Name of the form.
    values
        Address → what the page says; None for a blank.
    lost
        Addresses of cells that the page prints but no longer places, or no longer prints: a reader takes what is
        certain, and tells the rest.
    told
        Addresses of cells that a reader must name in a finding, whatever it reads there.
    texts
        Field → what the page says of the header and the narrative; a field that cannot be known is left out.
    how
        Names of the ways in which the format's printer departs from the plain one.
    """

    title: Paragraph
    blocks: list[Paragraph | Table]
    edition: str
    values: dict[str, Number | None]
    lost: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    texts: dict[str, Any] = field(default_factory=dict)
    how: set[str] = field(default_factory=set)

    def tables(self, section: str = "") -> list[Table]:
        """The tables of the form, or those of one section."""
        found = [block for block in self.blocks if isinstance(block, Table) and block.section]
        return [table for table in found if table.section == section] if section else found

    def boxes(self) -> list[Box]:
        """The boxes that print cells of the form."""
        return [box for table in self.tables() for row in table.rows for box in row if box.address]

    def labels(self) -> list[Box]:
        """The boxes that print labels of the form."""
        return [box for table in self.tables() for row in table.rows for box in row if box.text and not box.address]

    def row_labels(self) -> list[Box]:
        """Of each row that its own label names, that label."""
        return [row_label(row) for table in self.tables() for row in table.lines() if not row[0].address]

    def headings(self) -> list[Paragraph]:
        """The headings of the sections."""
        return [block for block in self.blocks if isinstance(block, Paragraph) and block.section]


def page_of(report: PublishedReport) -> Page:
    """A report as the form prints it."""
    values = cell_values(report)
    title = Paragraph(report.title or "")
    page = Page(title, [title], report.edition, dict(values))
    page.texts = {"organ": report.organ, "year": report.year}
    printed = layouts(report.edition)
    for section in sections():
        page.blocks.append(Paragraph(heading_of(section), section))
        if section in printed:
            rows = [
                [Box(_shown(values[box.address]) if box.address else box.text, *box[1:]) for box in row]
                for row in printed[section]
            ]
            page.blocks.append(Table(rows, section))
        else:
            page.texts[section] = getattr(report, section)
            page.blocks += map(Paragraph, getattr(report, section))
    page.told |= {address for address, value in values.items() if value is None}
    return page


def _shown(value: Number | None) -> str:
    return "" if value is None else str(value)


def row_label(row: list[Box]) -> Box:
    """The label next to a row's values: it alone names the row."""
    return [box for box in row if not box.address][-1]


def cells_in(row: list[Box]) -> set[str]:
    """Addresses of the cells that a row prints."""
    return {box.address for box in row if box.address}


def spread(rows: Boxes) -> list[list[Box | None]]:
    """Every place of a table's grid: a box where it begins, None where a span covers it."""
    grid: list[list[Box | None]] = [[] for _ in rows]
    for y, row in enumerate(rows):
        x = 0
        for box in row:
            while x < len(grid[y]) and grid[y][x] is not _FREE:
                x += 1
            for down in range(min(box.rows, len(rows) - y)):
                line = grid[y + down]
                line += [_FREE] * (x + box.columns - len(line))
                line[x : x + box.columns] = [None] * box.columns
            grid[y][x] = box
            x += box.columns
    return [[None if box is _FREE else box for box in line] for line in grid]


_FREE = Box("")
"""Marks a place that nothing has taken yet."""
