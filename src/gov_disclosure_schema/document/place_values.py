"""Which cell of the form each printed value is: by counting cells, the blank ones included, never by guessing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from ..catalogue import Words
from ..findings import Finding
from ..printed_numbers import read_number
from ..report import heading_of
from .blocks import Cell
from .gather import Entry
from .vocabulary import FormRow

_WITNESSES: Final = 2
"""So many lines of one shape must agree where values begin before a line with blanks is read like them."""


class Placed(NamedTuple):
    """A row of the form with the printed cells that are its values.

    Attributes
    ----------
    row
        The row of the form, or the group of the grid.
    cells
        As many as the row has; None where they could not be told.
    entry
        Where it stood.
    """

    row: FormRow
    cells: tuple[Cell, ...] | None
    entry: Entry


def place(entries: Sequence[Entry], groups: Mapping[str, FormRow]) -> tuple[list[Placed], list[Finding]]:
    """Every entry's values as the cells of its row.

    Parameters
    ----------
    entries
        What was gathered from the tables.
    groups
        Address → group of the grid.

    Returns
    -------
    tuple[list[Placed], list[Finding]]
        Rows in the order of the source, and what could not be placed.
    """
    wanted = [(entry, _rows_of(entry, groups)) for entry in entries]
    usual = _starts(wanted)
    placed: list[Placed] = []
    findings: list[Finding] = []
    for entry, rows in wanted:
        due = sum(len(row.cells) for row in rows)
        start, finding = _start(entry, rows, due, usual)
        if finding:
            findings.append(finding)
        for row in rows:
            cells = None
            if not _filled(entry):
                cells = _blanks(entry, row)
            elif start is not None:
                cells = entry.values[start : start + len(row.cells)]
                start += len(row.cells)
            placed.append(Placed(row, cells, entry))
    return placed, findings


def _rows_of(entry: Entry, groups: Mapping[str, FormRow]) -> tuple[FormRow, ...]:
    """The rows that an entry's values fill: its own; the one group of the grid that its heads name; or all groups."""
    if entry.row:
        return (entry.row,)
    return (groups[entry.groups[0]],) if len(entry.groups) == 1 else tuple(groups.values())


def _filled(entry: Entry) -> int:
    return sum(not cell.blank for cell in entry.values)


def _blanks(entry: Entry, row: FormRow) -> tuple[Cell, ...]:
    return (Cell("", entry.label.position),) * len(row.cells)


def _windows(entry: Entry, due: int) -> range:
    """Every start at which `due` cells in a row hold all filled ones."""
    filled = [n for n, cell in enumerate(entry.values) if not cell.blank]
    last = len(entry.values) - due
    if not filled:
        return range(max(last, -1) + 1)
    return range(max(filled[-1] - due + 1, 0), min(filled[0], last) + 1)


Shape = tuple[str, tuple[int, int], tuple[int, int] | None]
"""How a line is cut: its section, the box of its label on the form, and the label's index and the cells in the line."""


def _shape(entry: Entry) -> Shape:
    return (entry.row.section, entry.row.box, entry.shape) if entry.row else ("", (0, 0), entry.shape)


def _starts(wanted: Iterable[tuple[Entry, tuple[FormRow, ...]]]) -> dict[Shape, list[int]]:
    """Shape of a line → where the values of such lines begin, one for each line of which that is certain."""
    starts: defaultdict[Shape, list[int]] = defaultdict(list)
    for entry, rows in wanted:
        windows = _windows(entry, sum(len(row.cells) for row in rows))
        if len(windows) == 1 and entry.shape and entry.row and _filled(entry):
            starts[_shape(entry)].append(windows[0])
    return starts


def _start(
    entry: Entry, rows: tuple[FormRow, ...], due: int, usual: Mapping[Shape, Sequence[int]]
) -> tuple[int | None, Finding | None]:
    """Where among an entry's values its row begins, or why that cannot be told; neither for a row of blanks."""
    filled = _filled(entry)
    row = rows[0] if entry.row or len(rows) == 1 else None
    cells = tuple(cell.address for form_row in rows for cell in form_row.cells)
    name = row.words if row else heading_of(rows[0].section)
    facts: dict[str, str | int | Words] = {"row": name, "due": due, "count": filled}
    at, position = (cells[0].rpartition(".")[0],), entry.label.position
    if filled > due:
        facts["suggestion"] = _suggestion(entry, rows, due)
        return None, Finding("ROW-TOO-MANY", at, cells, position=position, facts=facts)
    if not filled:
        return None, None
    if due == 1:  # wherever it stands in the columns that the cell spans
        return next(n for n, cell in enumerate(entry.values) if not cell.blank), None
    if len(entry.values) < due:
        facts["count"] = len(entry.values)
        return None, Finding("ROW-TOO-FEW", at, cells, position=position, facts=facts)
    windows = _windows(entry, due)
    known = usual.get(_shape(entry), ())
    if len(windows) > 1 and len(known) >= _WITNESSES and len(set(known)) == 1 and known[0] in windows:
        return known[0], None
    if len(windows) != 1:
        return None, Finding("ROW-SHIFTED", at, cells, position=position, facts=facts)
    return windows[0], None


def _suggestion(entry: Entry, rows: tuple[FormRow, ...], due: int) -> str:
    """The one join of two neighbours that makes every total of the row right; a suggestion, never applied."""
    texts = [cell.text.strip() for cell in entry.values if not cell.blank]
    if len(texts) != due + 1:
        return ""
    joins = []
    for n in range(due):
        joined = [*texts[:n], texts[n] + texts[n + 1], *texts[n + 2 :]]
        if _totals_hold([read_number(text).number for text in joined], rows):
            joins.append((texts[n], texts[n + 1]))
    return f"{joins[0][0]} | {joins[0][1]} → {joins[0][0]}{joins[0][1]}?" if len(set(joins)) == 1 else ""


def _totals_hold(numbers: list[object], rows: tuple[FormRow, ...]) -> bool:
    whole = [number for number in numbers if isinstance(number, int)]
    if len(whole) < len(numbers):
        return False
    for row in rows:
        parts, whole = whole[: len(row.cells)], whole[len(row.cells) :]
        if sum(parts[:-1]) != parts[-1]:
            return False
    return True
