"""How the form is printed: its three tables as boxes with spans, derived from the model.

A box holds a text of the form, or the address of the cell that is printed there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any, Final, NamedTuple

from ..part import Part
from ..report import report_type, tables
from ..walk import label_of, part_of


class Box(NamedTuple):
    """A box of a printed table.

    Attributes
    ----------
    text
        What the form prints in it; empty where a cell's value stands.
    address
        The address of that cell, from the report's root.
    rows, columns
        How far it spans.
    """

    text: str
    address: str = ""
    rows: int = 1
    columns: int = 1


Layout = tuple[tuple[Box, ...], ...]


@cache
def layouts(edition: str) -> dict[str, Layout]:
    """The tables of an edition's form: section → rows of boxes, those covered by a span left out."""
    root = report_type(edition)
    found = {}
    for section in tables():
        part: Any = part_of(root, section)
        found[section] = tuple(map(tuple, _PRINTED_AS[part.printed_as](part, section)))
    return found


def grid_of(layout: Layout) -> list[list[Box | None]]:
    """A layout with every grid position filled: a box in its first one, None where a span covers it."""
    grid: list[list[Box | None]] = [[] for _ in layout]
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(layout):
        x = 0
        for box in row:
            while (y, x) in taken:
                grid[y].append(None)
                x += 1
            grid[y] += [box, *[None] * (box.columns - 1)]
            taken |= {(y + down, x + right) for down in range(1, box.rows) for right in range(box.columns)}
            x += box.columns
        while (y, x) in taken:
            grid[y].append(None)
            x += 1
    return grid


def _by_clause(part: Any, section: str) -> Iterator[list[Box]]:
    """Section 二: for each item of Article 20 its head, the heads of the columns, and the rows."""
    width = max(len(_fields(part, field)) for field in part.model_fields)
    for clause, group in groupby(part.model_fields, lambda field: label_of(part, field).clause):
        fields = list(group)
        columns = _fields(part, fields[0])
        spans = [width // len(columns)] * len(columns)
        spans[-1] += width - sum(spans)
        below: Any = part_of(part, fields[0])
        yield [Box(clause, columns=width + 1)]
        yield [
            Box(part.corner),
            *(Box(label_of(below, column).official, columns=span) for column, span in zip(columns, spans, strict=True)),
        ]
        for field in fields:
            values = (
                Box("", f"{section}.{field}.{column}", columns=span)
                for column, span in zip(columns, spans, strict=True)
            )
            yield [Box(label_of(part, field).official), *values]


def _matrix(part: Any, section: str) -> Iterator[list[Box]]:
    """Section 三: three rows of heads, then a row of values for each row of the matrix."""
    row_part: Any = part_of(part, next(iter(part.model_fields)))
    depth = _depth(part)
    columns = _fields(part, next(iter(part.model_fields)))
    heads = [label_of(row_part, column) for column in columns]
    groups = [list(group) for _, group in groupby(heads, lambda head: head.group or head.official)]
    yield [Box(part.note, rows=3, columns=depth), Box(row_part.head, columns=len(columns))]
    yield [
        Box(group[0].group, columns=len(group)) if group[0].group else Box(group[0].official, rows=2)
        for group in groups
    ]
    yield [Box(head.official) for head in heads if head.group]
    yield from _rows(part, section, depth)


def _rows(part: type[Part], address: str, depth: int) -> Iterator[list[Box]]:
    """The rows below a part, each led by the labels that begin there, `depth` label columns wide."""
    for field in part.model_fields:
        below: Any = part_of(part, field)
        label = label_of(part, field).official
        here = f"{address}.{field}"
        if _depth(below) == 0:
            values = (Box("", f"{here}.{column}") for column in below.model_fields)
            yield [Box(label, columns=depth), *values]
            continue
        rows = list(_rows(below, here, depth - 1))
        rows[0].insert(0, Box(label, rows=len(rows)))
        yield from rows


def _grid(part: type[Part], section: str) -> Iterator[list[Box]]:
    """Section 四: as many rows of heads as the groups are deep, then one row of values."""
    heads: list[list[Box]] = [[] for _ in range(_depth(part) + 1)]
    values: list[Box] = []
    _heads(part, section, 0, heads, values)
    yield from heads
    yield values


def _heads(part: type[Part], address: str, level: int, heads: list[list[Box]], values: list[Box]) -> int:
    before = len(values)
    for field in part.model_fields:
        below = part_of(part, field)
        label = label_of(part, field).official
        if below is None:
            heads[level].append(Box(label, rows=len(heads) - level))
            values.append(Box("", f"{address}.{field}"))
        else:
            at = len(heads[level])
            width = _heads(below, f"{address}.{field}", level + 1, heads, values)
            heads[level].insert(at, Box(label, columns=width))
    return len(values) - before


def _fields(part: type[Part], field: str) -> list[str]:
    below = part_of(part, field)
    return list(below.model_fields) if below else []


def _depth(part: type[Part]) -> int:
    """How many levels of parts lie below: 0 for a row of values."""
    below = [part_of(part, field) for field in part.model_fields]
    return max((1 + _depth(inner) for inner in below if inner), default=0)


_PRINTED_AS: Final[Mapping[str, Callable[[Any, str], Iterator[list[Box]]]]] = {
    "items": _by_clause,
    "matrix": _matrix,
    "grid": _grid,
}
