"""Where cells stand one a line: empty lines that are blank cells, told from those that are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from .blocks import Cell
from .gather import Entry, lines_before_heading
from .vocabulary import Known

_WITNESSES: Final = 2
"""So many tables that end alike show how they do, where none of their last rows has all its values."""


class _Spaced(NamedTuple):
    """A row of cells one a line.

    Attributes
    ----------
    entry
        The row.
    due
        How many values it should have.
    last
        Whether its table ends behind it.
    """

    entry: Entry
    due: int
    last: bool

    @property
    def behind(self) -> int:
        """Empty lines behind its last value."""
        gap = self.entry.gaps[-1]
        return gap if gap >= 0 else lines_before_heading(gap)


class _Usual(NamedTuple):
    """How rows that have all their values are spaced.

    Attributes
    ----------
    first, between
        Empty lines before the first value, and before each other.
    behind, last
        Empty lines behind the last value, at the least: within a table, and at its end; -1 where no row shows it.
    same, same_last
        Whether they are as many behind every such row within a table, and at the end of every table.
    """

    first: int
    between: int
    behind: int
    last: int
    same: bool
    same_last: bool

    @property
    def step(self) -> int:
        """Empty lines that a blank cell leaves."""
        return self.between + 1


class _Found(NamedTuple):
    """What the empty lines of a row say.

    Attributes
    ----------
    inside
        For each value, the blank cells before it.
    at_end
        How many values more are missing.
    surplus
        How many blank cells more there may be behind it, or the end of a page.
    """

    inside: tuple[int, ...]
    at_end: int
    surplus: int


def with_blanks(entries: list[Entry], due: Callable[[Entry], int]) -> list[Entry]:
    """Entries of cells one a line, their empty lines made blank cells.

    Only where every other entry says the same: rows that have all their values are spaced alike, and no row that lacks
    some has fewer empty lines than the values that it lacks. Else a blank cell may have vanished, and nothing is
    changed. Empty lines within a row show that blanks are lines; so do lines behind one that are just as many as it
    lacks, where none are behind rows that lack nothing. Then what a row lacks beyond the lines within it is at its end.
    A line more behind a row may be the end of a page, or a blank cell beside a number that was cut in two: it is taken
    for a cell, so that the row has more than are due.

    Parameters
    ----------
    entries
        All that was gathered.
    due
        How many values the rows of an entry have.
    """
    entries = [_up_to_a_gap(entry, due(entry)) for entry in entries]
    stacked = [entry for entry in entries if entry.shape is None and entry.values]
    spaced = [_Spaced(entry, due(entry), last) for entry, last in zip(stacked, _last(entries, stacked), strict=True)]
    longest: dict[Known | None, int] = {}
    for entry in stacked:
        longest[entry.row] = max(longest.get(entry.row, 0), _lines(entry))
    spaced = [
        row
        for row in spaced
        if min(row.entry.gaps[:-1]) >= 0 and (row.entry.row is None or _lines(row.entry) == longest[row.entry.row])
    ]
    usual = _usual(spaced)
    if usual is None:
        return entries
    said = [(row, lacking) for row in spaced if (lacking := _said(row, usual))]
    if len(said) < len(spaced) or not _blanks_are_lines(said, usual):
        return entries
    found = {id(row.entry): lacking for row, lacking in said}
    return [_filled(entry, found[id(entry)]) if id(entry) in found else entry for entry in entries]


def _lines(entry: Entry) -> int:
    """The lines of an entry from its label to its last value."""
    return len(entry.values) + sum(entry.gaps[:-1])


def _up_to_a_gap(entry: Entry, due: int) -> Entry:
    """An entry without the blank cells that an empty line sets apart from all that are due: another table's."""
    gaps = entry.gaps
    whole = entry.shape is None and len(entry.values) > due and not any(gaps[:due]) and gaps[due] > 0
    if not whole or any(n >= due for n in entry.filled):
        return entry
    return replace(entry, values=entry.values[:due], gaps=gaps[: due + 1])


def _last(entries: Sequence[Entry], stacked: Sequence[Entry]) -> list[bool]:
    """Of each row whether it is the last of its table: before a heading, or a row of another table."""
    following = {id(entry): after for entry, after in pairwise(entries)}
    return [
        entry.gaps[-1] < 0 or (id(entry) in following and _section(following[id(entry)]) != _section(entry))
        for entry in stacked
    ]


def _section(entry: Entry) -> str:
    return entry.row.section if entry.row else ""


def _usual(spaced: Sequence[_Spaced]) -> _Usual | None:
    complete = [row for row in spaced if len(row.entry.values) == row.due and not row.entry.foreign]
    behind = [row.behind for row in complete if not row.last]
    between = Counter(gap for row in complete for gap in row.entry.gaps[1:-1]).most_common(1)
    if not behind or not between:
        return None
    first = Counter(row.entry.gaps[0] for row in complete).most_common(1)
    usual = _Usual(first[0][0], between[0][0], min(behind), -1, len({*behind}) == 1, same_last=False)
    ends = [(row.behind - at_end * usual.step, not at_end) for row, at_end in _ends(spaced, usual)]
    complete_ends = [lines for lines, complete in ends if complete]
    if not complete_ends and len(ends) < _WITNESSES:
        return usual
    return usual._replace(last=min(ends)[0], same_last=bool(complete_ends) and len({lines for lines, _ in ends}) == 1)


def _ends(spaced: Sequence[_Spaced], usual: _Usual) -> Iterator[tuple[_Spaced, int]]:
    """The last rows of tables, and how many values each lacks at its end."""
    for row in spaced:
        inside = _inside(row.entry, usual)
        if row.last and inside is not None and not row.entry.foreign:
            yield row, max(row.due - len(row.entry.values) - sum(inside), 0)


def _inside(entry: Entry, usual: _Usual) -> tuple[int, ...] | None:
    """For each value of a row the blank cells before it; None where its empty lines contradict that they are cells."""
    more = [entry.gaps[0] - usual.first, *(gap - usual.between for gap in entry.gaps[1:-1])]
    if any(lines < 0 or lines % usual.step for lines in more):
        return None
    return tuple(lines // usual.step for lines in more)


def _said(row: _Spaced, usual: _Usual) -> _Found | None:
    """What the empty lines of a row say; None where they contradict that blank cells are lines."""
    inside = _inside(row.entry, usual)
    if inside is None:
        return None
    at_end = max(row.due - len(row.entry.values) - sum(inside), 0)
    if row.entry.foreign:  # a footnote, perhaps, right behind the row or behind the end of its table
        more = row.behind - usual.behind - at_end * usual.step
        whole = not at_end and not any(inside)
        return None if more < 0 else _Found(inside, at_end, 0 if whole else more // usual.step)
    if row.last and usual.last < 0:  # no row shows how a table ends
        return _Found(inside, at_end, int(at_end > 0 or any(inside)))
    surplus = row.behind - (usual.last if row.last else usual.behind) - at_end * usual.step
    return None if surplus < 0 else _Found(inside, at_end, surplus // usual.step)


def _blanks_are_lines(found: Iterable[tuple[_Spaced, _Found]], usual: _Usual) -> bool:
    return any(
        any(said.inside) or (said.at_end and not said.surplus and (usual.same_last if row.last else usual.same))
        for row, said in found
        if not row.entry.foreign
    )


def _filled(entry: Entry, found: _Found) -> Entry:
    """An entry with blank cells for its empty lines, and for the values that it lacks at its end."""
    values: list[Cell] = []
    blank = Cell("", entry.label.position)
    for blanks, cell in zip(found.inside, entry.values, strict=True):
        values += [*[blank] * blanks, cell]
    return replace(entry, values=(*values, *[blank] * (found.at_end + found.surplus)))
