"""What a writer needs of a printed table beside its boxes: where they stand, which head which, what the totals add up.

All of it is derived from the layout and the identities, once for each edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from ..arithmetic import Identity
from ..report import cells, identities
from ..scalars import Kind
from .layout import Box, Layout, grid_of, layouts


class Spot(NamedTuple):
    """Where a box begins: row and column of the grid, from 0."""

    row: int
    column: int


Line = tuple[tuple[Spot, Box], ...]
"""Boxes from left to right, each with where it begins."""


class PrintedTable(NamedTuple):
    """A table of the form, as it stands on paper.

    Attributes
    ----------
    rows
        The boxes that begin in each row, from left to right, each with its spot.
    across
        All boxes that each row goes through, those that began further up among them, from left to right.
    columns
        How many columns the grid has.
    label_columns
        How many of them, on the left, hold no values.
    heads
        How many rows at its top are heads of the whole table, to be repeated on each page; 0 where heads change on the
        way down.
    spots
        Address of a cell → its spot.
    headed_by
        Address of a cell → the spots of the boxes that head it: those above it from the top, then those on its left.
    sums
        Address of a total → the addresses of the cells that it adds up.
    balances
        The identities whose both sides are sums, each located at a cell of the table.
    kinds
        Address of a cell → what it may hold.
    """

    rows: tuple[Line, ...]
    across: tuple[Line, ...]
    columns: int
    label_columns: int
    heads: int
    spots: Mapping[str, Spot]
    headed_by: Mapping[str, tuple[Spot, ...]]
    sums: Mapping[str, tuple[str, ...]]
    balances: tuple[Identity, ...]
    kinds: Mapping[str, Kind]

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of the table's width that each column takes."""
        labels = _LABEL_SHARES.get(self.label_columns, (_ALL_LABELS / max(self.label_columns, 1),) * self.label_columns)
        values = self.columns - self.label_columns
        return (*labels, *((1 - sum(labels)) / values,) * values)


_ALL_LABELS: Final = 0.5
_LABEL_SHARES: Final[Mapping[int, tuple[float, ...]]] = {1: (0.34,), 3: (0.07, 0.11, 0.3)}
"""By how many columns of labels there are: a single one, or groups within groups, which are narrow and tall."""


@cache
def printed_tables(edition: str) -> Mapping[str, PrintedTable]:
    """The tables of an edition's form: section → what a writer needs of it."""
    kinds: dict[str, Kind] = {cell.address: cell.kind for cell in cells(edition)}
    return {section: _printed(layout, identities(edition), kinds) for section, layout in layouts(edition).items()}


def _printed(layout: Layout, known: Sequence[Identity], kinds: Mapping[str, Kind]) -> PrintedTable:
    grid = grid_of(layout)
    rows = tuple(tuple((Spot(y, x), box) for x, box in enumerate(line) if box) for y, line in enumerate(grid))
    boxes = [found for row in rows for found in row]
    spots = {box.address: spot for spot, box in boxes if box.address}
    with_values = {spot.row for spot in spots.values()}
    first = min(with_values)
    return PrintedTable(
        rows,
        across=tuple(_across(boxes, row) for row in range(len(rows))),
        columns=len(grid[0]),
        label_columns=min(spot.column for spot in spots.values()),
        heads=first if with_values == set(range(first, len(grid))) else 0,
        spots=spots,
        headed_by={address: tuple(_heads(spot, boxes, with_values)) for address, spot in spots.items()},
        sums=_sums(identity for identity in known if identity.at in spots),
        balances=tuple(identity for identity in known if identity.at in spots and len(identity.actual) > 1),
        kinds={address: kinds[address] for address in spots},
    )


def _across(boxes: list[tuple[Spot, Box]], row: int) -> Line:
    found = [(spot, box) for spot, box in boxes if spot.row <= row < spot.row + box.rows]
    return tuple(sorted(found, key=lambda placed: placed[0].column))


def _heads(cell: Spot, boxes: list[tuple[Spot, Box]], with_values: set[int]) -> Iterator[Spot]:
    last = max((row for row in range(cell.row) if row not in with_values), default=-1)
    first = max((row for row in range(last) if row in with_values), default=-1) + 1
    for spot, box in boxes:
        if first <= spot.row <= last and spot.column <= cell.column < spot.column + box.columns:
            yield spot
    for spot, box in boxes:
        if not box.address and spot.column < cell.column and spot.row <= cell.row < spot.row + box.rows:
            yield spot


def _sums(known: Iterable[Identity]) -> Mapping[str, tuple[str, ...]]:
    """Address of a cell that an identity calls a total → the cells that it adds up; the first, where there are two."""
    sums: dict[str, tuple[str, ...]] = {}
    for identity in known:
        if len(identity.actual) == 1:
            sums.setdefault(identity.at, identity.expected)
    return sums
