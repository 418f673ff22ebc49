"""The rows of values that an edition's form has, as its tables print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from ..catalogue import Words
from ..part import Label, Part
from ..report import cells, report_type, tables
from ..walk import Cell, label_of, part_of
from .layout import Layout, grid_of, layouts


class FormRow(NamedTuple):
    """A row of values of the form, or a group of the grid.

    Attributes
    ----------
    section
        The section it belongs to.
    address
        Its address, from the report's root.
    label
        What the form says of it.
    words
        Its name for a reader.
    cells
        Its cells, in order.
    box
        Column and width of its label's box in the official layout; none for a group of the grid.
    covered
        How many columns the box of its last cell covers beyond its own.
    """

    section: str
    address: str
    label: Label
    words: Words
    cells: tuple[Cell, ...]
    box: tuple[int, int] = (0, 0)
    covered: int = 0

    @property
    def group(self) -> bool:
        """Whether it is a group of the grid, whose values stand below its label."""
        return self.box == (0, 0)


@cache
def form_rows(edition: str) -> Mapping[str, FormRow]:
    """The rows of an edition's form by address, in order."""
    root = report_type(edition)
    named = {cell.address: cell for cell in cells(edition)}
    rows: dict[str, FormRow] = {}
    for section in tables():
        part: Any = part_of(root, section)
        boxes = {} if part.printed_as == "grid" else _label_boxes(layouts(edition)[section])
        for address, path, leaf in _leaves(part, section, ()):
            words = Words(" › ".join(step.official for step in path), " › ".join(step.meaning for step in path))
            own = tuple(named[f"{address}.{column}"] for column in leaf.model_fields)
            rows[address] = FormRow(section, address, path[-1], words, own, *boxes.get(address, ((0, 0), 0)))
    return rows


@cache
def rows_of_tables(editions: tuple[str, ...]) -> Mapping[str, FormRow]:
    """The rows by address, in order, where each table is of an edition of its own, named in the order of the tables."""
    return {
        row.address: row
        for section, edition in zip(tables(), editions, strict=True)
        for row in form_rows(edition).values()
        if row.section == section
    }


class Grid(NamedTuple):
    """The grid of a table whose rows all have as many cells.

    Attributes
    ----------
    width
        Its columns, those of the labels included.
    labels
        How many of them are labels.
    head
        The official label of the first column of cells.
    """

    width: int
    labels: int
    head: str


@cache
def grid_of_table(edition: str, section: str) -> Grid | None:
    """The grid of a table; None where its rows differ, or have no labels beside them."""
    rows = [row for row in form_rows(edition).values() if row.section == section]
    if any(row.group for row in rows) or len({len(row.cells) for row in rows}) > 1:
        return None
    width = len(grid_of(layouts(edition)[section])[-1])
    return Grid(width, width - len(rows[0].cells), rows[0].cells[0].labels[-1])


def _leaves(
    part: type[Part], address: str, path: tuple[Label, ...]
) -> Iterator[tuple[str, tuple[Label, ...], type[Part]]]:
    """Every row of values below a part: its address, the labels on the way to it, and what it holds."""
    for field in part.model_fields:
        below = part_of(part, field)
        here = (*path, label_of(part, field))
        if below and any(part_of(below, inner) for inner in below.model_fields):
            yield from _leaves(below, f"{address}.{field}", here)
        elif below:
            yield f"{address}.{field}", here, below


def _label_boxes(layout: Layout) -> dict[str, tuple[tuple[int, int], int]]:
    """Address of a row → column and width of the box of its label, the last one before the values; what is covered."""
    boxes = {}
    for line in grid_of(layout):
        values = [x for x, box in enumerate(line) if box and box.address]
        if values:
            x = max(x for x, box in enumerate(line[: values[0]]) if box)
            label, value, last = line[x], line[values[0]], line[values[-1]]
            box = x, label.columns if label else 0
            boxes[value.address.rpartition(".")[0] if value else ""] = box, last.columns - 1 if last else 0
    return boxes
