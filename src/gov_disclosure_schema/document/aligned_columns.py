"""Which column the values of a row stand in, told by the rows around it that have them all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ..printed_numbers import read_number
from .aligned_lines import Chunk, extent

_AWAY: Final = 3
"""So far from its column a value may stand."""
_WITNESSES: Final = 2
"""So many complete rows of a page show where its columns are."""
_GROUPS: Final = 8
"""In so many ways rows of a table may stand; where there are more it is none."""


def columns_of(values: Sequence[Chunk], rows: Sequence[Sequence[Chunk]]) -> list[int]:
    """The column that each value stands in, as the complete rows of the page have them; none where that is not certain.

    Programs count a Chinese character as one column or as two: it is that in which more rows stand under each other,
    and where as many do in both, both must say the same. Rows that stand otherwise, as behind the end of a table, have
    columns of their own: values that fit into several must be in the same ones of each.
    """
    told: list[tuple[int, list[int]]] = []
    for wide in (0, 1):
        groups = alike(rows, wide)
        fitting = [(at, len(group)) for group in groups if (at := columns_counted(values, group, wide))]
        one = bool(fitting) and all(at == fitting[0][0] for at, _ in fitting)
        if one and max(count for _, count in fitting) >= _WITNESSES:
            told.append((len(groups), fitting[0][0]))
        elif fitting and not one:
            told.append((len(groups), []))
    fewest = min((groups for groups, _ in told), default=0)
    sure = [at for groups, at in told if groups == fewest]
    return sure[0] if sure and all(at == sure[0] for at in sure) else []


def alike(rows: Sequence[Sequence[Chunk]], wide: int) -> list[list[Sequence[Chunk]]]:
    """Rows of as many values, those together whose values stand under each other."""
    groups: list[list[Sequence[Chunk]]] = []
    for row in rows:
        fitting = (group for group in groups if columns_counted(row, group, wide) == [*range(len(row))])
        group = next(fitting, None)
        if group is not None:
            group.append(row)
        elif len(groups) < _GROUPS:
            groups.append([row])
        else:  # no table
            return []
    return groups


def columns_counted(values: Sequence[Chunk], rows: Sequence[Sequence[Chunk]], wide: int) -> list[int]:
    """The column of rows in which each value stands; none where one stands in several, in none, or with another."""
    columns = _extents(rows, wide)
    if any(one[1] >= next_one[0] for one, next_one in pairwise(columns)):
        return []
    at: list[int] = []
    for value in values:
        start, end = extent(value, wide)
        touched = [n for n, (first, last) in enumerate(columns) if start < last and first < end]
        if len(touched) != 1 or touched[0] in at:
            return []
        at.append(touched[0])
    return at


def _extents(rows: Sequence[Sequence[Chunk]], wide: int) -> list[tuple[int, int]]:
    """Where each column of some rows begins and ends."""
    columns = []
    for column in zip(*rows, strict=True):
        extents = [extent(value, wide) for value in column]
        columns.append((min(start for start, _ in extents), max(end for _, end in extents)))
    return columns


def stands_otherwise(own: Sequence[Chunk], rows: Sequence[Sequence[Chunk]]) -> bool:
    """Whether all values of a row are there, but not under those of the rows it is one of, and its total is wrong."""
    if own not in rows or len(rows) <= _WITNESSES or _adds_up(own):
        return False
    modes = [(wide, groups) for wide in (0, 1) if (groups := alike(rows, wide))]
    if not modes:
        return False
    wide, groups = min(modes, key=lambda mode: len(mode[1]))
    usual = max(groups, key=len)
    alone = [own] in groups
    return alone and len(usual) >= _WITNESSES and not _under_each_other(own, usual, wide)


def _under_each_other(values: Sequence[Chunk], rows: Sequence[Sequence[Chunk]], wide: int) -> bool:
    """Whether each value stands nearest to those of its own column, and not far from them."""
    columns = _extents(rows, wide)
    for n, value in enumerate(values):
        start, end = extent(value, wide)
        apart = [max(first - end, start - last, 0) for first, last in columns]
        if apart.index(min(apart)) != n or apart[n] > _AWAY:
            return False
    return True


def _adds_up(values: Sequence[Chunk]) -> bool:
    """Whether the last of some values is the sum of the others."""
    *parts, total = (read_number(value.text).number for value in values)
    whole = [part for part in parts if isinstance(part, int)]
    return len(whole) == len(parts) and sum(whole) == total
