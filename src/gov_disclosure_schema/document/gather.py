"""From the rows of a document to the rows of the form: each label with the cells behind it.

Two ways of printing are told apart, row by row. Where a line has several cells, the cells behind its last label are
its values. Where cells stand one a line, values belong to the label before them, and empty lines may be blank cells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from ..printed_numbers import looks_like_value
from ..scalars import LINE_MAX
from .blocks import Cell, Row
from .vocabulary import FormRow, Vocabulary, name_of

_UNKNOWN: Final = -1
"""Empty lines that may be there for another reason than a blank cell: those before a heading."""
_LEAST_NUMBERS: Final = 5
"""So many numbers in one line are cells told apart by white space."""
_WRAPPED: Final = 4
"""Over how many cells a label may be broken."""


@dataclass(frozen=True)
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
        Cells one a line: empty lines before each value, and behind the last.
    """

    row: FormRow | None
    groups: tuple[str, ...]
    label: Cell
    values: tuple[Cell, ...]
    shape: tuple[int, int] | None = None
    gaps: tuple[int, ...] = ()


@dataclass
class Gatherer:
    """Takes the rows of a document's tables one by one, and keeps what they turn out to be.

    Attributes
    ----------
    entries
        Labels with values, in order.
    unplaced
        Rows with numbers that belong to no row of the form: what is printed, and where.
    unused
        Texts that the form does not print.
    """

    vocabulary: Vocabulary
    entries: list[Entry] = field(default_factory=list)
    unplaced: list[Cell] = field(default_factory=list)
    unused: list[Cell] = field(default_factory=list)
    _labels: list[Cell] = field(default_factory=list)
    _values: list[Cell] = field(default_factory=list)
    _gaps: list[int] = field(default_factory=list)
    _gap: int = 0

    def is_table(self, row: Row) -> bool:
        """Whether a row of several cells is one of the form's, wherever it stands."""
        labels = [cell for cell in row.cells if not cell.blank and not looks_like_value(cell.text)]
        return bool(labels or self._labels) and all(self.vocabulary.known(cell.text) for cell in labels)

    def take(self, row: Row) -> None:
        """Take the next row."""
        if not row.cells:
            self._gap += 1
        elif len(row.cells) > 1:
            self.end()
            self._take_line(row)
        else:
            for cell in row.cells:
                self._take_cell(cell)

    def end(self, *, by_label: bool = False) -> None:
        """Close what cells one a line have left open; empty lines count as long as a label ends them."""
        if self._values:
            self._gaps.append(self._gap if by_label else _UNKNOWN)
            self._close()
        self._gap = 0

    def finish(self) -> None:
        """Close the table: what is still waiting for values gets none."""
        self.end()
        for cell in self._labels:
            row = self._own_row(cell)
            if row:
                self.entries.append(Entry(row, (), cell, ()))
            else:
                self._pass_over(cell)
        self._labels.clear()

    def _take_line(self, row: Row) -> None:
        cells = row.cells
        leading = next(
            (n for n, cell in enumerate(cells) if not cell.blank and looks_like_value(cell.text)), len(cells)
        )
        named = [(n, self.vocabulary.row_of(cell.text)) for n, cell in enumerate(cells[:leading]) if not cell.blank]
        if self._is_head(cells):
            self._labels += [cell for cell in cells if not cell.blank]
            return
        found = [(n, form_row) for n, form_row in named if form_row]
        if found:
            at, form_row = found[-1]
            self._labels += [cell for cell in cells[:at] if not cell.blank]
            self._waiting()
            self.entries.append(Entry(form_row, (), cells[at], cells[at + 1 :], (at, len(cells))))
            return
        labels = [cell for cell in cells[:leading] if not cell.blank]
        if leading == len(cells):
            self._labels += labels
            return
        last = max((n for n, cell in enumerate(cells[:leading]) if not cell.blank), default=-1)
        self._labels += labels
        self._grid_or_unplaced(cells[last + 1 :], (last, len(cells)), row.text)

    def _is_head(self, cells: Iterable[Cell]) -> bool:
        """Whether a line holds column heads: then a name that is a row's and a column's is a column's."""
        names = {name_of(cell.text) for cell in cells if not cell.blank}
        vocabulary = self.vocabulary
        heads = names & vocabulary.heads
        ambiguous = names & vocabulary.ambiguous
        # One head beside a name that is also a row's is that row under its group.
        alone = bool(ambiguous) and len(heads) == 1 and len(ambiguous) == 1
        return bool(heads) and names <= vocabulary.heads | vocabulary.ambiguous and not alone

    def _take_cell(self, cell: Cell) -> None:
        text = cell.text
        numbers = text.split() if len(text) <= LINE_MAX else []
        if len(numbers) >= _LEAST_NUMBERS and all(map(looks_like_value, numbers)):
            self.end()
            self._take_line(_split(cell))
        elif looks_like_value(text):
            self._values.append(cell)
            self._gaps.append(self._gap)
        else:
            self.end(by_label=True)
            self._labels.append(cell)
        self._gap = 0

    def _close(self) -> None:
        """Values one a line have ended: find their label among those before them."""
        values, gaps = tuple(self._values), tuple(self._gaps)
        self._values.clear()
        self._gaps.clear()
        names = [name_of(label.text) for label in self._labels]
        if (
            names
            and names[-1] in self.vocabulary.ambiguous
            and any(name in self.vocabulary.grid_heads for name in names)
        ):
            self._grid_or_unplaced(values, None, "", gaps)
            return
        for wrapped in range(1, min(_WRAPPED, len(self._labels)) + 1):
            parts = self._labels[-wrapped:]
            label = Cell("".join(part.text for part in parts), parts[0].position)
            row = self.vocabulary.row_of(label.text)
            if row:
                del self._labels[-wrapped:]
                self._waiting()
                self.entries.append(Entry(row, (), label, values, None, gaps))
                return
        self._grid_or_unplaced(values, None, " ".join(cell.text for cell in values), gaps)

    def _grid_or_unplaced(
        self, values: tuple[Cell, ...], shape: tuple[int, int] | None, text: str, gaps: tuple[int, ...] = ()
    ) -> None:
        names = [name_of(cell.text) for cell in self._labels]
        groups = tuple(self.vocabulary.groups[name].address for name in names if name in self.vocabulary.groups)
        first = next(cell for cell in values if not cell.blank) if any(not cell.blank for cell in values) else values[0]
        if any(name in self.vocabulary.grid_heads for name in names):
            self._waiting()
            self.entries.append(Entry(None, groups, first, values, shape, gaps))
        else:
            label = self._labels[-1] if self._labels else first
            self._waiting(unused=False)
            self.unplaced.append(Cell(text if shape else f"{label.text} {text}", label.position))

    def _waiting(self, *, unused: bool = True) -> None:
        """Labels before the one that got the values: rows without values, words of the form, or neither."""
        for cell in self._labels:
            row = self._own_row(cell)
            if row:
                self.entries.append(Entry(row, (), cell, ()))
            elif unused:
                self._pass_over(cell)
        self._labels.clear()

    def _own_row(self, cell: Cell) -> FormRow | None:
        """The row that a label without values names, a name that is a column's too left aside."""
        return None if name_of(cell.text) in self.vocabulary.ambiguous else self.vocabulary.row_of(cell.text)

    def _pass_over(self, cell: Cell) -> None:
        if not self.vocabulary.known(cell.text):
            self.unused.append(cell)


def _split(cell: Cell) -> Row:
    """Numbers in one line, told apart by white space, as the cells that they are."""
    cells, at = [], 0
    for number in cell.text.split():
        at = cell.text.index(number, at)
        cells.append(Cell(number, cell.position._replace(column=cell.position.column + at)))
        at += len(number)
    return Row(tuple(cells), cell.text)


def with_blanks(entries: list[Entry], due: dict[str, int]) -> list[Entry]:
    """Entries of cells one a line, their empty lines made blank cells.

    Only where every other entry says the same: rows that have all their values are spaced alike, and in each row that
    lacks some the empty lines are just as many as the values it lacks. Else a blank cell may have vanished, or an empty
    line may be a page break, and nothing is changed.

    Parameters
    ----------
    entries
        All that was gathered.
    due
        Address of a row → how many values it has.
    """
    stacked = [entry for entry in entries if entry.shape is None and entry.row and entry.values]
    complete = [entry for entry in stacked if entry.row and len(entry.values) == due[entry.row.address]]
    first = {entry.gaps[0] for entry in complete}
    between = {gap for entry in complete for gap in entry.gaps[1:-1]}
    behind = {entry.gaps[-1] for entry in complete} - {_UNKNOWN}
    if len(first) != 1 or len(between) != 1 or len(behind) != 1:
        return entries
    usual = (first.pop(), between.pop(), behind.pop())
    filled = {id(entry): _filled(entry, due[entry.row.address], usual) for entry in stacked if entry.row}
    if None in filled.values():
        return entries
    return [filled.get(id(entry)) or entry for entry in entries]


def _filled(entry: Entry, due: int, usual: tuple[int, int, int]) -> Entry | None:
    """An entry with as many values as are due; None where its empty lines do not make them."""
    if len(entry.values) >= due:
        return entry
    step = usual[1] + 1
    surplus = [gap - usual[1] for gap in entry.gaps]
    surplus[0], surplus[-1] = entry.gaps[0] - usual[0], entry.gaps[-1] - usual[2]
    if entry.gaps[-1] == _UNKNOWN:
        surplus[-1] = (due - len(entry.values)) * step - sum(surplus[:-1])
        if surplus[-1]:
            return None
    if any(lines < 0 or lines % step for lines in surplus) or len(entry.values) + sum(surplus) // step != due:
        return None
    values: list[Cell] = []
    for lines, cell in zip(surplus, (*entry.values, None), strict=True):
        values += [Cell("", entry.label.position)] * (lines // step)
        if cell:
            values.append(cell)
    return replace(entry, values=tuple(values))
