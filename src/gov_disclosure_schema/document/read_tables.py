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
from .gather import Gatherer, with_blanks
from .place import Place
from .place_values import Placed, place
from .vocabulary import FormRow, Vocabulary, name_of

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

    Attributes
    ----------
    values
        Address → number of every cell that was found; None for a blank, and for what is no number.
    places
        Address → where it stood.
    findings
        What is doubtful, wrong, missing, or belongs to no cell.
    """

    def __init__(self, vocabulary: Vocabulary, gathered: Gatherer) -> None:
        self.vocabulary = vocabulary
        self.values: dict[str, Number | Money | None] = {}
        self.places: dict[str, Place] = {}
        self.findings: list[Finding] = []
        self._read(gathered)

    def _read(self, gatherer: Gatherer) -> None:
        due = {row.address: len(row.cells) for row in self.vocabulary.rows.values()}
        entries = with_blanks(gatherer.entries, due)
        groups = {row.address: row for row in self.vocabulary.groups.values()}
        placed, findings = place(entries, groups)
        self.findings += findings
        by_row: defaultdict[str, list[Placed]] = defaultdict(list)
        for row in placed:
            by_row[row.row.address].append(row)
        self._read_rows(by_row)
        self._missing_rows(by_row)
        self._seen_through(placed)
        for cell in gatherer.unplaced:
            self._found("ROW-UNKNOWN", cell.position, printed=printed(cell.text))
        self.findings += _unused(gatherer.unused)

    def _read_rows(self, by_row: Mapping[str, Sequence[Placed]]) -> None:
        differing: defaultdict[str, list[tuple[Placed, Placed]]] = defaultdict(list)
        repeated: defaultdict[str, list[tuple[Placed, Placed]]] = defaultdict(list)
        for printed_rows in by_row.values():
            first, *others = [row for row in printed_rows if _says_something(row)] or printed_rows[:1]
            other = next((other for other in others if not _same(first, other)), None)
            if other:
                differing[first.row.section].append((first, other))
                continue
            repeated[first.row.section] += [(first, other) for other in others]
            if first.cells:
                self._read_row(first.row, first.cells)
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
            else:
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
        every = {row.address: row for row in (*self.vocabulary.rows.values(), *self.vocabulary.groups.values())}
        for section in tables():
            rows = [row for row in every.values() if row.section == section]
            missing = [row for row in rows if row.address not in by_row]
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
            spelled = [row for row in rows if name_of(row.entry.label.text) != name_of(row.row.label)]
            if spelled:
                label, official = spelled[0].entry.label, spelled[0].row.label
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


def _says_something(row: Placed) -> bool:
    return row.cells is None or any(not cell.blank for cell in row.cells)


def _same(one: Placed, other: Placed) -> bool:
    """Whether two rows with one label say the same; one that could not be placed says nothing that is known."""
    return one.cells is not None and other.cells is not None and _numbers(one) == _numbers(other)


def _numbers(row: Placed) -> list[Number | Money | None]:
    cells = zip(row.row.cells, row.cells or (), strict=False)
    return [read_number(cell.text, form_cell.kind).number for form_cell, cell in cells]


def _column(row: Placed) -> int:
    """The column of its line that a row's values begin in."""
    entry = row.entry
    first = row.cells[0] if row.cells else None
    start = next((n for n, cell in enumerate(entry.values) if cell is first), 0)
    return start + (entry.shape[0] if entry.shape else 0)


def _unused(texts: Iterable[Cell]) -> Iterator[Finding]:
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
