"""Which cell of the form each printed value is: by counting cells, the blank ones included, never by guessing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from ..catalogue import Words
from ..findings import Finding
from ..printed_numbers import read_number, visible
from ..report import heading_of
from .blocks import Cell
from .form_rows import FormRow
from .gather import Entry
from .vocabulary import meaning_of

_WITNESSES: Final = 2
"""So many lines must agree where values begin before a line with blanks at its edges is read like them."""

_OUTWEIGHS: Final = 4
"""So many lines that agree outweigh one that does not: in that one a number may have been cut in two."""


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
    start
        Index of the first of them among the entry's values.
    finding
        Why they could not be told.
    """

    row: FormRow
    cells: tuple[Cell, ...] | None
    entry: Entry
    start: int = 0
    finding: Finding | None = None


Wanted = Sequence[tuple[Entry, tuple[FormRow, ...]]]


def place(
    wanted: Wanted, kept: Mapping[str, int], trimmed: Callable[[Entry], bool], edges: Mapping[int, int]
) -> list[Placed]:
    """Every entry's values as the cells of its row.

    Parameters
    ----------
    wanted
        What was gathered from the tables, each entry with the rows of the form that its values fill.
    kept
        Section → width of its table's grid, where the printed head shows that fields covered by a span are kept empty.
    trimmed
        Whether blank cells may have been taken off the end of an entry's line.
    edges
        Run → index of the leftmost of its column heads.

    Returns
    -------
    list[Placed]
        Rows in the order of the source.
    """
    usual = _Usual(wanted, kept, trimmed)
    spans = _Spans(wanted, kept, edges)
    placed: list[Placed] = []
    for entry, rows in wanted:
        due = sum([len(row.cells) for row in rows])
        if not entry.filled:
            blank = Cell("", entry.label.position)
            placed += [Placed(row, (blank,) * len(row.cells), entry) for row in rows]
            continue
        start = _start(entry, rows, due, usual)
        values = entry.values
        if start is None:
            start, values = spans.placed(entry, rows[0], due) or (None, values)
        if start is None:
            # Told once, at the first of the rows.
            findings = [_unplaceable(entry, rows, due), *[None] * (len(rows) - 1)]
            placed += [Placed(row, None, entry, 0, finding) for row, finding in zip(rows, findings, strict=True)]
            continue
        for row in rows:
            end = start + len(row.cells)
            placed.append(Placed(row, values[start:end], entry, start))
            start = end
    return placed


def _start(entry: Entry, rows: Sequence[FormRow], due: int, usual: _Usual) -> int | None:
    """Where among an entry's values its row begins; None where that cannot be told."""
    filled, row = entry.filled, rows[0]
    if len(filled) > due:
        return None
    if due == 1:  # wherever it stands in the columns that the cell spans
        return filled[0]
    if usual.trimmed(entry, row, due):
        start = usual.start_of_trimmed(entry, row)
        whole = start is not None and start <= filled[0] and start + due == len(entry.values)
        return start if whole else None
    windows = _windows(entry, due)
    if len(windows) > 1:
        return usual.start(entry, row, windows)
    return windows[0] if windows and usual.sound(entry, rows, due, windows[0]) else None


def _windows(entry: Entry, due: int, *, stored: bool = False) -> range:
    """Every start at which `due` cells in a row hold all filled ones; blank ones at the end may not be stored."""
    filled = entry.filled
    last = filled[0] if stored else min(filled[0], len(entry.values) - due)
    return range(max(filled[-1] - due + 1, 0), last + 1)


Shape = tuple[str, tuple[int, int], tuple[int, int] | None]
"""How a line is cut: its section, the box of its label on the form, and the label's index and the cells in the line."""


class _Usual:
    """Where the values of lines begin, as those lines say of which that is certain."""

    def __init__(self, wanted: Wanted, kept: Mapping[str, int], trimmed: Callable[[Entry], bool]) -> None:
        self._trimmed = trimmed
        self._starts: defaultdict[Shape, list[int]] = defaultdict(list)
        self._padded = Counter[tuple[int, int]]()
        self._kept = kept
        self._uneven = set[str]()
        self._wide: defaultdict[str, list[int]] = defaultdict(list)
        for entry, rows in wanted:
            due = sum([len(row.cells) for row in rows])
            if not (entry.shape and entry.row and entry.filled) or self.trimmed(entry, rows[0], due):
                continue
            if len(entry.values) > due:
                self._padded[entry.run, entry.shape[1]] += 1
            windows = _windows(entry, due)
            if len(windows) == 1:
                self._starts[_shape(entry, rows[0])].append(windows[0])
                if rows[0].box[1] > 1:
                    self._wide[rows[0].section].append(windows[0])
                if windows[0] != rows[0].box[1] - 1:
                    self._uneven.add(rows[0].section)

    def start(self, entry: Entry, row: FormRow, windows: range) -> int | None:
        """Where a line begins whose blanks leave several places; None where the others do not tell, or disagree."""
        known = self._starts[_shape(entry, row)]
        if len(known) >= _WITNESSES:
            ((usual, agree),) = Counter(known).most_common(1)
            return usual if len(known) - agree <= agree // _OUTWEIGHS and usual in windows else None
        width = self._kept.get(row.section)
        if not width or not entry.shape or row.section in self._uneven:
            return None
        start = row.box[1] - 1
        label, size = entry.shape
        # With fields gone in front of the label, as after a page break, the line is so much shorter.
        return start if start in windows and row.box[0] - label == width - size else None

    def sound(self, entry: Entry, rows: Sequence[FormRow], due: int, start: int) -> bool:
        """Whether no number was cut in two beside a blank: such lines are padded and begin there, or the sums hold."""
        if len(entry.values) == due:
            return True
        others = Counter(self._starts[_shape(entry, rows[0])])
        others[start] -= 1
        padded = entry.shape and self._padded[entry.run, entry.shape[1]] >= _WITNESSES
        if padded and others[start] >= max(others.values()):
            return True
        cells = entry.values[start : start + due]
        return _totals_hold([read_number(cell.text).number for cell in cells], rows)

    def trimmed(self, entry: Entry, row: FormRow, due: int) -> bool:
        """Whether it makes a difference that blank cells at a line's end may be gone.

        That is where fields that the label's span covers may stand before a value.
        """
        return len(entry.filled) < due and entry.filled[0] > 0 and row.box[1] != 1 and self._trimmed(entry)

    def start_of_trimmed(self, entry: Entry, row: FormRow) -> int | None:
        """The same for such a line, told by those that are cut alike but for their length."""
        alike = [
            start
            for (section, box, shape), starts in self._starts.items()
            if (section, box) == (row.section, row.box) and shape and entry.shape and shape[0] == entry.shape[0]
            for start in starts
        ]
        if len(alike) >= _WITNESSES:
            return alike[0] if len(set(alike)) == 1 else None
        # Where no line keeps the fields that its label's span covers, neither does this one.
        wide = self._wide[row.section]
        return 0 if len(wide) >= _WITNESSES and set(wide) == {0} else None


class _Spans:
    """What the lines of a document's tables leave of the fields that a label's box covers: none, the first, or all."""

    def __init__(self, wanted: Wanted, kept: Mapping[str, int], edges: Mapping[int, int]) -> None:
        self._edges = edges
        against = Counter[int]()
        padded = Counter[tuple[int, int]]()
        self._runs = Counter[int](
            entry.run for entry, _ in wanted if entry.row and not meaning_of(entry.label.text).ambiguous
        )
        odd = whole = 0
        for entry, rows in wanted:
            due = sum([len(row.cells) for row in rows])
            if not (entry.shape and entry.row and entry.filled) or due == 1:
                continue
            windows = _windows(entry, due, stored=bool(entry.label.position.sheet))
            fits = {left for left in _LEFT if _begins(entry, rows[0], left) in windows}
            against.update(_LEFT - fits if fits else ())
            odd += not fits
            if len(windows) == 1 and len(entry.values) > windows[0] + due:
                padded[entry.run, entry.shape[1]] += 1
            whole += _stands_in_the_grid(entry, rows[0])
        self._padded = padded
        self._left = {left for left in _LEFT if against[left] < _WITNESSES} if odd < _WITNESSES else set[int]()
        if kept or whole >= _WITNESSES:
            self._left &= {_ALL}

    def placed(self, entry: Entry, row: FormRow, due: int) -> tuple[int, tuple[Cell, ...]] | None:
        """Where a row begins among its values, and these, blank cells that a sheet does not store included.

        None where the lines do not show what becomes of covered fields, or where the row has more cells than are due.
        """
        values, sheet = entry.values, bool(entry.label.position.sheet)
        if entry.row:
            begins = {_begins(entry, row, left) for left in self._left}
        else:  # the grid, which begins where its heads do, in columns that a sheet has for certain
            begins = {self._edges[entry.run]} if sheet and entry.run in self._edges else set[int]()
        if not entry.shape or len(entry.filled) > due or len(begins) != 1:
            return None
        (start,) = begins
        end = start + due
        own = self._runs[entry.run] > 0  # else it may be a stray table's, whose last rows are alike
        if sheet and own and len(values) < end:
            values = (*values, *[Cell("", entry.label.position)] * (end - len(values)))
        beside = (*values[:start], *values[end:])
        if len(values) < end or any(visible(cell.text) for cell in beside):
            return None
        behind = len(values) - end
        moved = {_covered(entry, row) - start} if sum(self._padded.values()) >= _WITNESSES else set[int]()
        usual = {min(left, row.covered) for left in self._left} | moved
        padded = sheet or self._padded[entry.run, entry.shape[1]] >= _WITNESSES
        return (start, values) if padded or behind in usual else None


_ALL: Final = 9
_LEFT: Final = frozenset({0, 1, _ALL})
"""How many of the fields that a box covers a line may keep, at most."""


def _begins(entry: Entry, row: FormRow, left: int) -> int:
    """Where a row's values begin if so many of the fields that its label's box covers are left."""
    return min(_covered(entry, row), left)


def _covered(entry: Entry, row: FormRow) -> int:
    """How many fields a label's box covers beyond those that it takes, by its own spans or cells."""
    return max(row.box[1] - max(entry.parts, entry.label.columns), 0)


def _stands_in_the_grid(entry: Entry, row: FormRow) -> bool:
    """Whether a line keeps the fields that are covered from above: then it keeps all that are."""
    label, size = entry.shape or (0, 0)
    whole = entry.label.position.sheet or size == sum(row.box) + len(row.cells) + row.covered
    return entry.led and bool(whole) and label - entry.parts + 1 == row.box[0]


def _shape(entry: Entry, row: FormRow) -> Shape:
    return row.section, row.box, entry.shape


def _unplaceable(entry: Entry, rows: Sequence[FormRow], due: int) -> Finding:
    """The finding that an entry's values cannot be told apart, with the reason."""
    filled = len(entry.filled)
    name = rows[0].words if entry.row or len(rows) == 1 else heading_of(rows[0].section)
    cells = tuple(cell.address for row in rows for cell in row.cells)
    facts: dict[str, str | int | Words] = {"row": name, "due": due, "count": filled}
    rule = "ROW-SHIFTED"
    if filled > due:
        rule = "ROW-TOO-MANY"
        facts["suggestion"] = _suggestion(entry, rows, due)
    elif len(entry.values) < due:
        rule = "ROW-TOO-FEW"
        facts["count"] = len(entry.values)
    return Finding(rule, (cells[0].rpartition(".")[0],), cells, position=entry.label.position, facts=facts)


def _suggestion(entry: Entry, rows: Iterable[FormRow], due: int) -> str:
    """The one join of two neighbours that makes every total of the row right; a suggestion, never applied."""
    texts = [entry.values[n].text.strip() for n in entry.filled]
    if len(texts) != due + 1:
        return ""
    joins = []
    for n in range(due):
        joined = [*texts[:n], texts[n] + texts[n + 1], *texts[n + 2 :]]
        if _totals_hold([read_number(text).number for text in joined], rows):
            joins.append((texts[n], texts[n + 1]))
    return f"{joins[0][0]} | {joins[0][1]} → {joins[0][0]}{joins[0][1]}?" if len(set(joins)) == 1 else ""


def _totals_hold(numbers: Sequence[object], rows: Iterable[FormRow]) -> bool:
    whole = [number for number in numbers if isinstance(number, int)]
    if len(whole) < len(numbers):
        return False
    for row in rows:
        parts, whole = whole[: len(row.cells)], whole[len(row.cells) :]
        if sum(parts[:-1]) != parts[-1]:
            return False
    return True
