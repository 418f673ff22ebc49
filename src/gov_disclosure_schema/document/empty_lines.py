"""Where cells stand one a line: empty lines that are blank cells, told from those that are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .blocks import Cell
from .gather import UNKNOWN, Entry


def with_blanks(entries: list[Entry], due: Callable[[Entry], int]) -> list[Entry]:
    """Entries of cells one a line, their empty lines made blank cells.

    Only where every other entry says the same: rows that have all their values are spaced alike, and in each row that
    lacks some the empty lines are just as many as the values it lacks. Else a blank cell may have vanished, and nothing
    is changed. Where empty lines behind complete rows differ, as before a page break, those behind a row say nothing;
    nor do those before a heading, but what a row lacks there is at its end, if other rows show that blanks are lines.

    Parameters
    ----------
    entries
        All that was gathered.
    due
        How many values the rows of an entry have.
    """
    stacked = [entry for entry in entries if entry.shape is None and entry.values]
    spaced = [entry for entry in stacked if UNKNOWN not in entry.gaps[:-1]]
    complete = [entry for entry in spaced if len(entry.values) == due(entry)]
    first = {entry.gaps[0] for entry in complete}
    between = {gap for entry in complete for gap in entry.gaps[1:-1]}
    behind = {entry.gaps[-1] for entry in complete} - {UNKNOWN}
    if len(first) != 1 or len(between) != 1 or not behind:
        return entries
    usual = (first.pop(), between.pop(), behind.pop() if len(behind) == 1 else UNKNOWN)
    filled: dict[int, Entry] = {}
    open_ended: list[Entry] = []
    for entry in spaced:
        lacking = _lacking_at_end(entry, due(entry), usual)
        if lacking is None:
            return entries
        if lacking and entry.gaps[-1] == UNKNOWN:
            open_ended.append(entry)
        elif len(entry.values) < due(entry) and not (lacking and usual[2] == UNKNOWN):
            filled[id(entry)] = _filled(entry, lacking, usual)
    if filled:
        filled |= {
            id(entry): _filled(entry, _lacking_at_end(entry, due(entry), usual) or 0, usual) for entry in open_ended
        }
    return [filled.get(id(entry)) or entry for entry in entries]


def _surplus(entry: Entry, usual: tuple[int, int, int]) -> list[int]:
    """The empty lines before each value that are more than usual."""
    return [entry.gaps[0] - usual[0], *(gap - usual[1] for gap in entry.gaps[1:-1])]


def _lacking_at_end(entry: Entry, due: int, usual: tuple[int, int, int]) -> int | None:
    """How many values an entry lacks at its end; None where its empty lines contradict that blank cells are lines."""
    if len(entry.values) >= due:
        return 0
    step, surplus = usual[1] + 1, _surplus(entry, usual)
    lacking = due - len(entry.values) - sum(surplus) // step
    behind = entry.gaps[-1] - usual[2] if UNKNOWN not in (entry.gaps[-1], usual[2]) else lacking * step
    fits = lacking >= 0 and behind == lacking * step and not any(lines < 0 or lines % step for lines in surplus)
    return lacking if fits else None


def _filled(entry: Entry, lacking: int, usual: tuple[int, int, int]) -> Entry:
    """An entry with blank cells for its empty lines, and for the values that it lacks at its end."""
    values: list[Cell] = []
    blank = Cell("", entry.label.position)
    for lines, cell in zip(_surplus(entry, usual), entry.values, strict=True):
        values += [*[blank] * (lines // (usual[1] + 1)), cell]
    return replace(entry, values=(*values, *[blank] * lacking))
