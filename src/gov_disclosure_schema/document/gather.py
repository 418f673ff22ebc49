"""From the rows of a document to the rows of the form: each label with the cells behind it.

Two ways of printing are told apart, row by row. Where a line has several cells, the cells behind its last label are
its values. Where cells stand one a line, values belong to the label before them, and empty lines may be blank cells.
A label may be broken over lines, cut between two cells, or halved by a page break: its parts, joined, must be a wording
of the form to the letter, or much like one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ..scalars import LINE_MAX
from .blocks import Cell, Row
from .vocabulary import (
    LONGEST_LABEL,
    Known,
    Meaning,
    is_blank,
    is_known,
    is_part,
    meaning_of,
    name_of,
    prints,
    says_nothing,
)

UNKNOWN: Final = -1
"""Empty lines that may be there for another reason than a blank cell."""
_LEAST_NUMBERS: Final = 5
"""So many numbers in one line are cells told apart by white space."""
_PARTS: Final = 4
"""Over how many cells a label may be broken."""


@dataclass(eq=False, slots=True)
class Entry:
    """A label of the form and the cells behind it.

    Attributes
    ----------
    row
        The row of the form; None for a row of the grid, which has no label of its own.
    groups
        Addresses of the grid's groups whose heads were met before the values.
    label
        The printed label, or the first value where there is none.
    values
        The cells behind it, blanks included as far as they are there.
    shape
        How the line is cut: index of the label among its cells, number of its cells; None for cells one a line.
    gaps
        Cells one a line: empty lines before each value, and behind the last; below 0 for those before a heading.
    run
        Which uninterrupted table it stands in; 0 for cells one a line.
    tabbed
        Whether blank cells at its end leave no trace once they are trimmed away: tabs tell its cells apart, or it is a
        row of a sheet.
    parts
        How many cells its label takes.
    foreign
        Cells one a line: whether a text follows that is none of the form's.
    led
        Whether blank cells stand in front of its label.
    filled
        Indices of the values that are no blanks.
    """

    row: Known | None
    groups: tuple[str, ...]
    label: Cell
    values: tuple[Cell, ...]
    shape: tuple[int, int] | None = None
    gaps: tuple[int, ...] = ()
    run: int = 0
    tabbed: bool = False
    parts: int = 1
    led: bool = False
    foreign: bool = False
    filled: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Which of the values are no blanks."""
        self.filled = tuple([n for n, cell in enumerate(self.values) if not is_blank(cell.text)])


@dataclass(eq=False, slots=True)
class Unplaced:
    """A row with numbers that belongs to no row of the form.

    Attributes
    ----------
    cell
        What is printed, and where.
    between
        The rows that its label is like, where it is like several.
    run
        As that of an entry.
    """

    cell: Cell
    between: tuple[Known, ...] = ()
    run: int = 0


@dataclass(eq=False, slots=True)
class _Half:
    """A line whose label the form does not know, or not to the letter: its other half may follow.

    Its labels are those of the line, the last of which, or several of them joined, may be that half.
    """

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]
    shape: tuple[int, int] | None
    kept: Entry | Unplaced | None
    gaps: tuple[int, ...] = ()


@dataclass(eq=False)
class Gatherer:
    """Takes the rows of a document's tables one by one, and keeps what they turn out to be.

    Attributes
    ----------
    entries
        Labels with values, in order.
    unplaced
        Rows with numbers that belong to no row of the form.
    unused
        Texts that the form does not print.
    names
        The names of all labels met.
    heads
        Of each line of column heads: the names in it, with their indices, and how many cells it has.
    padded
        Whether a line whose cells tabs tell apart ends with a blank cell: then none was trimmed.
    edges
        Run → index of the leftmost of its column heads.
    headed
        The runs that have a line of heads up to their last column: then no blank column was trimmed.
    """

    entries: list[Entry] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    unused: list[Cell] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    heads: list[tuple[dict[str, int], int]] = field(default_factory=list)
    padded: bool = False
    edges: dict[int, int] = field(default_factory=dict)
    headed: set[int] = field(default_factory=set)
    _labels: list[Cell] = field(default_factory=list)
    _values: list[Cell] = field(default_factory=list)
    _gaps: list[int] = field(default_factory=list)
    _gap: int = 0
    _run: int = 1
    _table: int = 0
    _marked: bool = False
    _half: _Half | None = None

    def waiting(self) -> bool:
        """Whether labels were met that still have no values."""
        return bool(self._labels)

    @property
    def idle(self) -> bool:
        """Whether nothing was met that the form prints."""
        return not (self.entries or self.unplaced or self.heads) and not any(map(prints, self.names))

    def trimmed(self, entry: Entry) -> bool:
        """Whether blank cells may have been trimmed off the end of an entry's line."""
        whole = entry.run in self.headed if entry.label.position.sheet else self.padded
        return entry.tabbed and not whole

    def take(self, row: Row, said: Sequence[Meaning]) -> None:
        """Take the next row, and what its cells mean."""
        if row.table not in (0, self._table):
            self._run += 1
        self._table = row.table or self._table
        self._marked = bool(row.table)
        if not said:
            self._gap += 1
            if not self._values:
                self._run += 1
        elif len(said) > 1:
            self.end()
            self._take_line(row.cells, said, row.text)
        elif said[0].blank and "|" not in row.text:
            self._gap += 1
        else:
            self._take_cell(row.cells[0], said[0])

    def end(self, by: Cell | None = None) -> None:
        """Close what cells one a line have left open, by a label, or by a heading or what else is no part of them."""
        if self._values:
            self._gaps.append(UNKNOWN - self._gap if by is None else self._gap)
            self._close(foreign=by is not None and not is_known(by.text) and not is_part(by.text))
        self._gap = 0

    def finish(self) -> None:
        """Close the table: what is still waiting for values gets none."""
        self.end()
        self._waiting()
        self._half = None
        self._run += 1

    # Several cells a line.

    def _take_line(self, cells: tuple[Cell, ...], said: Sequence[Meaning], text: str) -> None:
        size = len(cells)
        sheet = bool(cells[0].position.sheet)
        tabbed = sheet or (not self._marked and "\t" in text)
        self.padded = self.padded or (tabbed and not sheet and said[-1].blank)
        leading = next((n for n, meaning in enumerate(said) if meaning.value), size)
        labels = [n for n in range(leading) if not said[n].blank]
        self.names.update([said[n].name for n in labels])
        if leading == size and _is_head([said[n] for n in labels]):
            self.heads.append(({said[n].name: n for n in labels}, size))
            self.edges[self._run] = min(self.edges.get(self._run, labels[0]), labels[0])
            if labels[-1] == size - 1:
                self.headed.add(self._run)
            self._labels += [cells[n] for n in labels]
            return
        earlier = leading < size or _stands_for_a_value(cells, said, labels)
        found = _label_in(cells, said, labels, earlier=earlier)
        if found:
            row, first, last = found
            label = cells[first] if first == last else _joined(cells[first : last + 1])
            self._labels += [cells[n] for n in labels if n < first]
            values = cells[last + 1 :]
            open_ended = not said[last].exact or not _says(values)
            if open_ended and first == last and self._mend(label, values, (last, size)):
                return
            self._waiting()
            cut = first > 0 and not said[first - 1].blank and says_nothing(cells[first - 1].text)  # its number alone
            entry = Entry(
                row,
                (),
                label,
                values,
                (last, size),
                run=self._run,
                tabbed=tabbed,
                parts=last - first + 1 + cut,
                led=first > 0 and said[first - 1].blank,
            )
            self.entries.append(entry)
            self._half = None if said[last].exact else _Half((label,), values, (last, size), entry)
            return
        texts = tuple([cells[n] for n in labels])
        for parts in range(1, min(_PARTS, len(labels)) + 1):
            label = _joined(texts[-parts:])
            if self._mend(label, cells[labels[-1] + 1 :], (labels[-1], size)):
                return
        self._labels += texts
        if leading == size:
            if labels:
                self._half = _Half(texts, cells[labels[-1] + 1 :], (labels[-1], size), None)
            return
        last = labels[-1] if labels else -1
        values = cells[last + 1 :]
        kept = self._grid_or_unplaced(values, (last, size), text)
        self._half = _Half(texts, values, (last, size), kept) if labels else None

    def _mend(self, rest: Cell, values: tuple[Cell, ...], shape: tuple[int, int] | None) -> bool:
        """Whether the label of the line before goes on here: then both lines are the one row."""
        half = self._half
        if half is None:
            return False
        both = _says(values) and _says(half.values)
        joined = [_joined((*half.labels[-parts:], rest)) for parts in range(1, min(_PARTS, len(half.labels)) + 1)]
        label = next((label for label in joined if meaning_of(label.text).exact), None)
        if label is None or both:
            return False
        meaning = meaning_of(label.text)
        self._forget(half)
        self._waiting()
        gaps: tuple[int, ...] = ()
        if not _says(values):
            values, shape, gaps = half.values, half.shape, half.gaps
        gaps = () if shape else gaps or (UNKNOWN,) * (len(values) + 1)
        self.entries.append(Entry(meaning.row, (), label, values, shape, gaps, self._run if shape else 0))
        self._half = None
        return True

    def _forget(self, half: _Half) -> None:
        """Take back what a half of a row was taken for."""
        if isinstance(half.kept, Entry):
            self.entries.remove(half.kept)
        elif half.kept:
            self.unplaced.remove(half.kept)
        for label in half.labels:
            if label in self._labels:
                self._labels.remove(label)

    # One cell a line.

    def _take_cell(self, cell: Cell, meaning: Meaning) -> None:
        numbers = cell.text.split() if len(cell.text) <= LINE_MAX else []
        if len(numbers) >= _LEAST_NUMBERS and all(meaning_of(number).value for number in numbers):
            self.end()
            self._take_line(_split(cell, numbers), [meaning_of(number) for number in numbers], cell.text)
        elif meaning.value or meaning.blank:
            self._values.append(cell)
            self._gaps.append(self._gap)
        else:
            self.end(cell)
            self.names.add(meaning.name)
            self._take_label(cell, meaning)
        self._gap = 0

    def _take_label(self, cell: Cell, meaning: Meaning) -> None:
        half = self._half
        if half and not meaning.exact and not _says(half.values):
            label = _joined([half.labels[-1], cell])
            if meaning_of(label.text).exact:
                self._forget(half)
                cell = label
        elif half and (not meaning.exact or says_nothing(half.labels[-1].text)) and self._mend(cell, (), None):
            return
        self._labels.append(cell)
        self._half = None

    def _close(self, *, foreign: bool) -> None:
        """Values one a line have ended: find their label among those before them."""
        values, gaps = tuple(self._values), tuple(self._gaps)
        self._values.clear()
        self._gaps.clear()
        said = [meaning_of(label.text) for label in self._labels]
        if said and said[-1].ambiguous and any(meaning.grid_head for meaning in said):
            self._grid_or_unplaced(values, None, "", gaps)
            return
        found = _label_in(self._labels, said, range(len(said)), earlier=False)
        if found:
            row, first, last = found
            label = self._labels[first] if first == last else _joined(self._labels[first : last + 1])
            del self._labels[first:]
            self._waiting()
            entry = Entry(row, (), label, values, None, gaps, foreign=foreign)
            self.entries.append(entry)
            self._half = None if said[last].exact else _Half((label,), values, None, entry, gaps)
            return
        labels = tuple(self._labels[-1:])
        kept = self._grid_or_unplaced(values, None, " ".join(cell.text for cell in values), gaps)
        self._half = _Half(labels, values, None, kept, gaps) if labels else None

    # What both have in common.

    def _grid_or_unplaced(
        self, values: tuple[Cell, ...], shape: tuple[int, int] | None, text: str, gaps: tuple[int, ...] = ()
    ) -> Entry | Unplaced:
        said = [meaning_of(cell.text) for cell in self._labels]
        groups = _groups_in(self._labels, said)
        first = next((cell for cell in values if not cell.blank), values[0])
        run = self._run if shape else 0
        if any(meaning.grid_head for meaning in said):
            self._waiting()
            entry = Entry(None, groups, first, values, shape, gaps, run)
            self.entries.append(entry)
            return entry
        label = self._labels[-1] if self._labels else first
        between = said[-1].between if said else ()
        self._waiting(unused=False)
        unplaced = Unplaced(Cell(text if shape else f"{label.text} {text}", label.position), between, run)
        self.unplaced.append(unplaced)
        return unplaced

    def _waiting(self, *, unused: bool = True) -> None:
        """Labels before the one that got the values: rows without values, words of the form, or neither."""
        for cell in self._labels:
            meaning = meaning_of(cell.text)
            if meaning.row and not meaning.ambiguous:
                self.entries.append(Entry(meaning.row, (), cell, ()))
            elif unused and _says_a_word(cell.text) and not is_known(cell.text) and not is_part(cell.text):
                self.unused.append(cell)
        self._labels.clear()


def lines_before_heading(gap: int) -> int:
    """How many empty lines a gap is that ends at a heading."""
    return UNKNOWN - gap


def _says_a_word(text: str) -> bool:
    return len(text) > LONGEST_LABEL or bool(name_of(text))


def _stands_for_a_value(cells: Sequence[Cell], said: Sequence[Meaning], labels: Sequence[int]) -> bool:
    """Whether behind a row's label there is no word of the form: then what is no number stands where one should."""
    for behind, n in enumerate(reversed(labels)):
        if said[n].exact:
            return behind > 0
        if is_known(cells[n].text) or is_part(cells[n].text):
            return False
    return False


def _is_head(said: Sequence[Meaning]) -> bool:
    """Whether a line holds column heads: then a name that is a row's and a column's is a column's."""
    heads = {meaning.name for meaning in said if meaning.head}
    ambiguous = {meaning.name for meaning in said if meaning.ambiguous}
    if any(not (meaning.head or meaning.ambiguous) for meaning in said):
        return len(heads) > 1 and said[-1].ambiguous  # other heads are broken over lines
    # One head beside a name that is also a row's is that row under its group.
    return bool(heads) and not (len(heads) == 1 and len(ambiguous) == 1)


def _label_in(
    cells: Sequence[Cell], said: Sequence[Meaning], labels: Sequence[int], *, earlier: bool = True
) -> tuple[Known, int, int] | None:
    """The row that the last of a line's labels names, alone or joined with those before it.

    Parameters
    ----------
    labels
        Indices of the labels among the cells.
    earlier
        Whether a label further in front will do, what stands between it and the values being a cell that is no number.

    Returns
    -------
    tuple[Known, int, int] | None
        The row, and the indices of the first and the last cell of its label.
    """
    if not labels:
        return None
    last = labels[-1]
    row = said[last].row
    if row and said[last].exact:
        return row, last, last
    joined = [
        (labels[-parts], meaning_of(_joined([cells[n] for n in labels[-parts:]]).text))
        for parts in range(2, min(_PARTS, len(labels)) + 1)
    ]
    found = [(meaning.row, first, last) for first, meaning in joined if meaning.exact]
    found += [(said[last].row, last, last)]
    # Two rows' labels are not one; but a part of a label behind one that is like the whole belongs to it.
    goes_on = is_part(cells[last].text)
    found += [
        (meaning.row, first, last)
        for first, meaning in joined
        if not said[first].row or (goes_on and not said[first].exact and meaning.row is said[first].row)
    ]
    if earlier and not is_part(cells[last].text):
        found += [(said[n].row, n, n) for n in reversed(labels[:-1]) if said[n].exact]
    return next(((row, first, end) for row, first, end in found if row), None)


def _groups_in(cells: Sequence[Cell], said: Sequence[Meaning]) -> tuple[str, ...]:
    """Addresses of the groups that labels name, each alone or over several cells."""
    groups = []
    for n, meaning in enumerate(said):
        if meaning.group:
            groups.append(meaning.group.address)
        elif not meaning.head and not meaning.row:
            joined = (meaning_of(_joined(cells[n : n + parts]).text).group for parts in range(2, _PARTS + 1))
            groups += [group.address for group in joined if group][:1]
    return tuple(groups)


def _joined(parts: Sequence[Cell]) -> Cell:
    return Cell("".join([part.text for part in parts]), parts[0].position)


def _says(cells: Sequence[Cell]) -> bool:
    return any(not is_blank(cell.text) for cell in cells)


def _split(cell: Cell, numbers: Sequence[str]) -> tuple[Cell, ...]:
    """Numbers in one line, told apart by white space, as the cells that they are."""
    cells, at = [], 0
    for number in numbers:
        at = cell.text.index(number, at)
        cells.append(Cell(number, cell.position._replace(column=cell.position.column + at)))
        at += len(number)
    return tuple(cells)
