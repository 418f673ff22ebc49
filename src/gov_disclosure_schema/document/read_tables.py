"""The printed tables as numbers: every row of the form with what is printed in its cells, and what is wrong with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..catalogue import Words
from ..findings import Finding, Number, Position
from ..printed_numbers import Printed, read_number, visible
from ..refusals import printed
from ..report import heading_of, tables
from ..walk import Cell as FormCell
from .blanks import blank_cells
from .blocks import Cell
from .empty_lines import with_blanks
from .form_rows import FormRow, grid_of_table, rows_of_tables
from .gather import Entry, Gatherer, Unplaced
from .place import Place
from .place_values import Placed, place
from .vocabulary import name_of

if TYPE_CHECKING:
    from ..money import Money

_WHOLE_TABLE: Final = 3
"""So many rows that stand twice are a table that stands twice."""
_MONEY: Final = "元角分亿万千百"
_DUE: Final = {
    "count": Words("整数", "a whole number"),
    "change": Words("整数", "a whole number"),
    "amount": Words("金额", "an amount"),
    "stated_amount": Words("金额", "an amount"),
}


class Tables:
    """The cells of the form as the tables of a document print them.

    Parameters
    ----------
    gathered
        What the rows of the document's tables turned out to be.
    editions
        Section → name of the edition whose form its table is.

    Attributes
    ----------
    rows
        Address → row of the form, for the rows that these tables have.
    values
        Address → number of every cell that was found; None for a blank, and for what is no number.
    places
        Address → where it stood.
    findings
        What is doubtful, wrong, missing, or belongs to no cell.
    """

    def __init__(self, gathered: Gatherer, editions: Mapping[str, str]) -> None:
        self.rows = rows_of_tables(tuple(editions[section] for section in tables()))
        self.values: dict[str, Number | Money | None] = {}
        self.places: dict[str, Place] = {}
        self.findings: list[Finding] = []
        self._read(gathered, editions)

    def _read(self, gathered: Gatherer, editions: Mapping[str, str]) -> None:
        entries, unplaced = self._entries(gathered)
        wanted = [(entry, self._rows_of(entry)) for entry in entries]
        placed = place(wanted, _kept(gathered, editions), gathered.trimmed, gathered.edges)
        placed, unplaced = self._without_strays(placed, unplaced)
        by_row: defaultdict[str, list[Placed]] = defaultdict(list)
        for row in placed:
            by_row[row.row.address].append(row)
        self._read_rows(by_row)
        self._missing_rows(by_row)
        self._seen_through(placed)
        for foreign in unplaced:
            self._unknown(foreign)
        self.findings += unused_texts(gathered.unused)

    def _entries(self, gathered: Gatherer) -> tuple[list[Entry], list[Unplaced]]:
        """What was gathered, as far as these tables have such a row; the rest belongs to none."""
        entries: list[Entry] = []
        unplaced = [*gathered.unplaced]
        for entry in gathered.entries:
            if entry.row is None or entry.row.address in self.rows:
                entries.append(entry)
            elif entry.filled:
                text = " ".join([entry.label.text, *(entry.values[n].text for n in entry.filled)])
                unplaced.append(Unplaced(Cell(text, entry.label.position), (), entry.run))
        return with_blanks(entries, lambda entry: sum(len(row.cells) for row in self._rows_of(entry))), unplaced

    def _rows_of(self, entry: Entry) -> tuple[FormRow, ...]:
        """The rows that an entry's values fill: its own; the one group that its heads name; or all groups."""
        if entry.row:
            return (self.rows[entry.row.address],)
        if len(entry.groups) == 1:
            return (self.rows[entry.groups[0]],)
        return tuple(row for row in self.rows.values() if row.group)

    def _without_strays(
        self, placed: Sequence[Placed], unplaced: Sequence[Unplaced]
    ) -> tuple[list[Placed], list[Unplaced]]:
        """Tables between those of the form left out: most of their rows with numbers are none of the form's."""
        foreign = Counter(row.run for row in unplaced)
        own = Counter(row.entry.run for row in placed if row.cells and row.entry.filled)
        strays = {run for run, rows in foreign.items() if run and own[run] < min(rows, _WHOLE_TABLE)}
        rows_of: defaultdict[int, list[Cell]] = defaultdict(list)
        for row in unplaced:
            rows_of[row.run].append(row.cell)
        for filled in placed:
            if filled.entry.filled:
                rows_of[filled.entry.run].append(filled.entry.label)
        for run in strays:
            rows = rows_of[run]
            first = min(rows, key=lambda cell: cell.position)
            self._found("TABLE-UNKNOWN", first.position, count=len(rows), printed=printed(first.text))
        return (
            [row for row in placed if row.entry.run not in strays],
            [row for row in unplaced if row.run not in strays],
        )

    def _unknown(self, row: Unplaced) -> None:
        between = [self.rows[known.address] for known in row.between if known.address in self.rows]
        if between:
            alike = Words(" / ".join(one.words.zh for one in between), " / ".join(one.words.en for one in between))
            cells = tuple(cell.address for one in between for cell in one.cells)
            facts: dict[str, Any] = {"printed": printed(row.cell.text), "alike": alike}
            at = tuple(one.address for one in between)
            position = row.cell.position
            self.findings.append(Finding("ROW-UNKNOWN", at, cells, position=position, facts=facts, variant="alike"))
        else:
            self._found("ROW-UNKNOWN", row.cell.position, printed=printed(row.cell.text))

    def _read_rows(self, by_row: Mapping[str, Sequence[Placed]]) -> None:
        differing: defaultdict[str, list[tuple[Placed, Placed]]] = defaultdict(list)
        repeated: defaultdict[str, list[tuple[Placed, Placed]]] = defaultdict(list)
        read: dict[str, Placed] = {}
        for address, rows in by_row.items():
            first, *others = _one_readable_first([row for row in rows if row.entry.filled]) or rows[:1]
            other = next((other for other in others if not _same(first, other)), None)
            if other:
                differing[first.row.section].append((first, other))
            else:
                read[address] = first
                repeated[first.row.section] += [(first, other) for other in others]
        for section in [*differing]:
            if len(differing[section]) >= _WHOLE_TABLE:
                differing[section] += _in_doubt(section, read, by_row)
            else:
                differing[section] = [pair for pair in differing[section] if not _one_readable(pair, read)]
        for row in read.values():
            if row.cells:
                self._read_row(row.row, row.cells)
        self.findings += [row.finding for rows in by_row.values() for row in rows if row.finding]
        for section, pairs in differing.items():
            self._twice("ROW-TWICE", "TABLE-TWICE", "", section, pairs)
        for section, pairs in repeated.items():
            self._twice("ROW-REPEATED", "ROW-REPEATED", "many", section, pairs)

    def _twice(
        self, rule: str, rule_for_all: str, variant: str, section: str, pairs: Sequence[tuple[Placed, Placed]]
    ) -> None:
        """Rows that stand twice: one finding for each, or one for a whole second table."""
        second_table = len(pairs) >= _WHOLE_TABLE
        for first, second in pairs[:1] if second_table else pairs:
            rows = [one.row for one, _ in pairs] if second_table else [first.row]
            facts: dict[str, Any] = {"heading": heading_of(section), "count": len(pairs), "row": first.row.words}
            facts |= {"first": first.entry.label.position.words, "place": second.entry.label.position.words}
            self.findings.append(
                Finding(
                    rule_for_all if second_table else rule,
                    tuple(row.address for row in rows),
                    tuple(cell.address for row in rows for cell in row.cells),
                    position=second.entry.label.position,
                    facts=facts,
                    variant=variant if second_table else "",
                )
            )

    def _read_row(self, row: FormRow, printed_cells: Sequence[Cell]) -> None:
        blank = []
        for form_cell, cell in zip(row.cells, printed_cells, strict=True):
            said = read_number(cell.text, form_cell.kind, form_cell.unit)
            self.values[form_cell.address] = said.number
            self.places[form_cell.address] = Place(cell.text, cell.position)
            if said.blank:
                blank.append(form_cell)
            elif said.number is None or said.note:
                self._doubtful(form_cell, cell, said)
        if blank:
            self.findings.append(blank_cells(row, blank, self.places))

    def _doubtful(self, form_cell: FormCell, cell: Cell, said: Printed) -> None:
        at, text = (form_cell.address,), printed(visible(cell.text))
        if said.number is None:
            self._found("CELL-VALUE", cell.position, at, cell=form_cell.words, printed=text, due=_DUE[form_cell.kind])
        elif said.note and form_cell.unit and said.note[0] in _MONEY:
            self._found("CELL-UNIT", cell.position, at, cell=form_cell.words, printed=text, unit=form_cell.unit)
        elif said.note:
            facts = {"value": str(said.number), "note": printed(said.note)}
            self._found("CELL-NOTE", cell.position, at, cell=form_cell.words, printed=text, **facts)

    def _missing_rows(self, by_row: Mapping[str, object]) -> None:
        lacking = [row for row in self.rows.values() if row.address not in by_row]
        for section in dict.fromkeys(row.section for row in lacking):
            rows = [row for row in self.rows.values() if row.section == section]
            missing = [row for row in lacking if row.section == section]
            involved = tuple(cell.address for row in missing for cell in row.cells)
            if len(missing) == len(rows):
                facts: dict[str, Any] = {"heading": heading_of(section), "count": len(involved)}
                self.findings.append(Finding("TABLE-MISSING", (section,), involved, facts=facts))
            elif len(missing) == 1:
                facts = {"row": missing[0].words}
                self.findings.append(Finding("ROW-MISSING", (missing[0].address,), involved, facts=facts))
            elif missing:
                names = Words("；".join(row.words.zh for row in missing), "; ".join(row.words.en for row in missing))
                at = tuple(row.address for row in missing)
                facts = {"count": len(missing), "rows": names}
                self.findings.append(Finding("ROW-MISSING", at, involved, facts=facts, variant="many"))

    def _seen_through(self, placed: Sequence[Placed]) -> None:
        """Say, once a table, that columns were shifted or labels spelled otherwise."""
        for section in tables():
            rows = [row for row in placed if row.row.section == section and row.cells and row.entry.row]
            spelled = [row for row in rows if name_of(row.entry.label.text) != name_of(row.row.label.official)]
            if spelled:
                label, official = spelled[0].entry.label, spelled[0].row.label.official
                facts: dict[str, Any] = {"count": len(spelled), "printed": printed(label.text), "official": official}
                at = tuple(row.row.address for row in spelled)
                self._found("LABEL-SPELLING", label.position, at, table=heading_of(section), **facts)
            columns = [(_column(row), row) for row in rows if row.entry.shape and len(row.row.cells) > 1]
            usual = Counter(column for column, _ in columns).most_common(1)
            moved = [row for column, row in columns if column != usual[0][0]]
            if moved:
                position = moved[0].entry.label.position
                at = tuple(row.row.address for row in moved)
                facts = {"count": len(moved), "place": position.words}
                self._found("ROW-MOVED", position, at, table=heading_of(section), **facts)

    def _found(
        self,
        rule: str,
        position: Position | None,
        at: tuple[str, ...] = (),
        **facts: str | int | Words,
    ) -> None:
        self.findings.append(Finding(rule, at, at, position=position, facts=facts))


def _same(one: Placed, other: Placed) -> bool:
    """Whether two rows with one label say the same; one that could not be placed says nothing that is known."""
    return one.cells is not None and other.cells is not None and _numbers(one) == _numbers(other)


def _in_doubt(
    section: str, read: dict[str, Placed], by_row: Mapping[str, Sequence[Placed]]
) -> list[tuple[Placed, Placed]]:
    """Of a table that stands twice, its other rows: a blank of one, or a row that one lacks, is the other's number."""
    pairs = []
    for address in [address for address, row in read.items() if row.row.section == section]:
        first, *others = by_row[address]
        other = next((other for other in others if not _same(first, other)), None)
        if other or not others:
            pairs.append((first, other or first))
            del read[address]
    return pairs


def _one_readable_first(rows: list[Placed]) -> list[Placed]:
    """Rows with one label, that one in front that alone could be placed while all others are too short."""
    readable = [row for row in rows if row.cells]
    others = [row for row in rows if not row.cells]
    if len(readable) == 1 and all(len(row.entry.filled) < len(row.row.cells) for row in others):
        return [*readable, *others]
    return rows


def _one_readable(pair: tuple[Placed, Placed], read: dict[str, Placed]) -> bool:
    """Whether just one of two rows with one label has as many values as are due: it is read, and both are told."""
    readable = [row for row in pair if row.cells]
    short = [row for row in pair if not row.cells and len(row.entry.filled) < len(row.row.cells)]
    if len(readable) == len(short) == 1:
        read[readable[0].row.address] = readable[0]
    return len(readable) == len(short) == 1


def _numbers(row: Placed) -> list[Number | Money | None]:
    cells = zip(row.row.cells, row.cells or (), strict=False)
    return [read_number(cell.text, form_cell.kind).number for form_cell, cell in cells]


def _column(row: Placed) -> int:
    """The column of its line that a row's values begin in."""
    return row.start + (row.entry.shape[0] if row.entry.shape else 0)


def _kept(gathered: Gatherer, editions: Mapping[str, str]) -> dict[str, int]:
    """Tables whose printed head has every column where the form's grid has it: covered fields are kept empty."""
    kept = {}
    for section, edition in editions.items():
        grid = grid_of_table(edition, section)
        if grid:
            head, place_of_head = name_of(grid.head), (grid.labels, grid.width)
            if any((names.get(head), size) == place_of_head for names, size in gathered.heads):
                kept[section] = grid.width
    return kept


def unused_texts(texts: Iterable[Cell]) -> Iterator[Finding]:
    """One finding for each run of neighbouring lines, paragraphs or rows."""
    run: list[Cell] = []
    for cell in texts:
        if run and not cell.position.near(run[-1].position):
            yield unused(run)
            run = []
        run.append(cell)
    if run:
        yield unused(run)


def unused(run: Sequence[Cell]) -> Finding:
    """The finding that some texts belong to no part of the form."""
    facts: dict[str, str | int | Words] = {"printed": printed(run[0].text.strip()), "count": len(run)}
    return Finding("TEXT-UNUSED", position=run[0].position, facts=facts, variant="many" if len(run) > 1 else "")
