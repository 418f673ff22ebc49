"""The one recognizer: rows of a printed document to the report that they are, with findings.

Tables are found by the labels of their rows, sections by the words of their headings, neither by number alone. Each
number is either in the reading or in a finding; nothing is guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from ..catalogue import Words
from ..editions import EDITIONS
from ..errors import DecodeError
from ..findings import Finding, Number, Position
from ..printed_numbers import Printed, read_number, visible
from ..refusals import findings_of, printed
from ..report import PublishedReport, cells, heading_of, sections, tables
from ..walk import Cell as FormCell
from .blocks import Cell, Document, Row
from .gather import Gatherer, with_blanks
from .header import Header, read_header
from .place import Place
from .place_values import Placed, place
from .vocabulary import FormRow, Vocabulary, name_of, section_of, vocabulary

_LEAST_SECTIONS: Final = 2
"""Headings that make a text without any table a report of this form whose tables were lost."""


@dataclass(frozen=True)
class Recognized:
    """What a document turned out to be.

    Attributes
    ----------
    report
        The report as printed.
    findings
        What was seen through, and what could not be.
    places
        Where each cell stood.
    """

    report: PublishedReport
    findings: tuple[Finding, ...]
    places: Mapping[str, Place]


def recognize(document: Document) -> Recognized:
    """The report that a document is.

    Parameters
    ----------
    document
        Rows of cells, from any printed format.

    Raises
    ------
    DecodeError
        If the document is no annual report of this form.
    """
    attempts = [_Attempt(edition, document) for edition in reversed(EDITIONS)]
    best = max(attempts, key=lambda attempt: len(attempt.values))
    if not best.values and len(best.headings) < _LEAST_SECTIONS:
        raise DecodeError(Finding("NOT-A-REPORT"))
    return best.recognized()


@dataclass
class _Section:
    """What stood under one heading."""

    heading: Cell | None = None
    paragraphs: list[Cell] = field(default_factory=list)


class _Attempt:
    """One reading of a document, as the form of one edition."""

    def __init__(self, edition: str, document: Document) -> None:
        self.edition = edition
        self.vocabulary: Vocabulary = vocabulary(edition)
        self.findings: list[Finding] = []
        self.headings: list[tuple[str, Cell]] = []
        self.values: dict[str, Number | None] = {}
        self.places: dict[str, Place] = {}
        self._preface: list[Row] = []
        self._paragraphs: defaultdict[str, list[Cell]] = defaultdict(list)
        self._gatherer = Gatherer(self.vocabulary)
        self._walk(document)
        self._read_tables()

    def _walk(self, document: Document) -> None:
        """Tell headings, paragraphs and tables apart."""
        section: str | None = None
        for row in document:
            filled = [cell for cell in row.cells if not cell.blank]
            found = section_of(filled[0].text, self.edition) if len(filled) == 1 else None
            if found:
                self._gatherer.finish()
                self.headings.append((found, filled[0]))
                section = found
            elif section in tables():
                self._gatherer.take(row)
            elif len(row.cells) > 1 and self._gatherer.is_table(row):
                self._gatherer.take(row)
            elif filled and section:
                self._paragraphs[section].append(Cell(row.text, filled[0].position))
            elif filled:
                self._preface.append(row)
        self._gatherer.finish()

    # Tables.

    def _read_tables(self) -> None:
        gatherer = self._gatherer
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
        for same in by_row.values():
            taken = self._taken(same)
            if taken is None:
                differing[same[0].row.section].append((same[0], same[-1]))
            elif taken.cells:
                self._read_row(taken.row, taken.cells)
        for section, pairs in differing.items():
            self._twice(section, pairs)

    def _taken(self, same: Sequence[Placed]) -> Placed | None:
        """The one of several rows with one label that counts; None where their values differ."""
        first = next((row for row in same if row.cells and any(not cell.blank for cell in row.cells)), same[0])
        for other in same:
            if other is first or not other.cells or all(cell.blank for cell in other.cells):
                continue
            if first.cells is None or _numbers(first) != _numbers(other):
                return None
            self._found(
                "ROW-REPEATED",
                other.entry.label.position,
                (first.row.address,),
                row=first.row.words,
                first=first.entry.line,
            )
        return first

    def _twice(self, section: str, pairs: Sequence[tuple[Placed, Placed]]) -> None:
        """Rows that stand twice with different values: one finding for each, or one for a whole second table."""
        if len(pairs) >= _WHOLE_TABLE:
            cells_of_all = tuple(cell.address for first, _ in pairs for cell in first.row.cells)
            facts = {"heading": heading_of(section), "count": len(pairs)}
            position = pairs[0][1].entry.label.position
            self.findings.append(Finding("TABLE-TWICE", (section,), cells_of_all, position=position, facts=facts))
            return
        for first, second in pairs:
            self._found(
                "ROW-TWICE",
                second.entry.label.position,
                (first.row.address,),
                tuple(cell.address for cell in first.row.cells),
                row=first.row.words,
                first=first.entry.line,
            )

    def _read_row(self, row: FormRow, printed_cells: Sequence[Cell]) -> None:
        blank = []
        for form_cell, cell in zip(row.cells, printed_cells, strict=True):
            said = read_number(cell.text, form_cell.kind, form_cell.unit)
            self.values[form_cell.address] = said.number
            self.places[form_cell.address] = Place(cell.text, cell.position)
            if said.blank:
                blank.append((form_cell, cell))
            else:
                self._doubtful(form_cell, cell, said)
        if len(blank) == 1:
            form_cell, cell = blank[0]
            at = (form_cell.address,)
            self._found("CELL-BLANK", cell.position, at, cell=form_cell.words, printed=cell.text.strip())
        elif blank:
            at = tuple(form_cell.address for form_cell, _ in blank)
            facts: dict[str, Any] = {"row": row.words, "count": len(blank)}
            self.findings.append(Finding("CELL-BLANK", at, at, position=blank[0][1].position, facts=facts, variant="many"))

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
                facts = {"count": len(spelled), "printed": printed(label.text), "official": official}
                at = tuple(row.row.address for row in spelled)
                self._found("LABEL-SPELLING", label.position, at, table=heading_of(section), **facts)
            columns = [(_column(row), row) for row in rows if row.entry.shape and len(row.row.cells) > 1]
            counted = [column for column, _ in columns]
            usual = max(counted, key=counted.count, default=0)
            moved = [row for column, row in columns if column != usual]
            if moved:
                line = moved[0].entry.line
                at = tuple(row.row.address for row in moved)
                facts = {"count": len(moved), "line": line}
                self._found("ROW-MOVED", moved[0].entry.label.position, at, table=heading_of(section), **facts)

    # Sections and text.

    def recognized(self) -> Recognized:
        """The report, what was found, and where."""
        header = read_header(self._preface)
        self.findings += header.findings
        self._check_headings()
        narrative = {section: self._tidied(section) for section in sections() if section not in tables()}
        report = self._report(header, narrative)
        return Recognized(report, tuple(self.findings), self.places)

    def _check_headings(self) -> None:
        first: dict[str, Cell] = {}
        furthest = -1
        for section, cell in self.headings:
            official = heading_of(section)
            if section in first:
                self._found("SECTION-TWICE", cell.position, (section,), heading=official, first=first[section].position.line)
                continue
            first[section] = cell
            place_in_order = sections().index(section)
            if place_in_order < furthest:
                self._found("SECTION-ORDER", cell.position, (section,), heading=official)
            furthest = max(furthest, place_in_order)
            if _letters(cell.text) != _letters(official):
                self._found("SECTION-SPELLING", cell.position, (section,), printed=printed(cell.text), heading=official)
        for section in sections():
            if section not in first:
                self._found("SECTION-MISSING", None, (section,), heading=heading_of(section))
            elif section not in tables() and not self._paragraphs[section]:
                self._found("SECTION-EMPTY", first[section].position, (section,), heading=heading_of(section))

    def _tidied(self, section: str) -> list[Cell]:
        """The paragraphs of a section, white space and invisible characters that no format need carry left out."""
        tidied = []
        changed = []
        for cell in self._paragraphs[section]:
            text = tidy(cell.text)
            if text != cell.text.strip():
                changed.append(cell)
            if text:
                tidied.append(Cell(text, cell.position))
        if changed:
            self._found("TEXT-TIDIED", changed[0].position, (section,), count=len(changed))
        return tidied

    def _report(self, header: Header, narrative: Mapping[str, Sequence[Cell]]) -> PublishedReport:
        """Through the published door; what it refuses of the text is a finding, and is left out."""
        numbers: dict[str, Any] = {}
        for cell in cells(self.edition):
            *path, leaf = cell.address.split(".")
            part = numbers
            for step in path:
                part = part.setdefault(step, {})
            part[leaf] = self.values.get(cell.address)
        kept = {section: list(paragraphs) for section, paragraphs in narrative.items()}
        fields = {name: value for name, (value, _) in header.fields.items()}
        while True:
            texts = {section: tuple(cell.text for cell in paragraphs) for section, paragraphs in kept.items()}
            try:
                return PublishedReport.model_validate(
                    {"edition": self.edition, "organ": None, "year": None, **fields, **numbers, **texts}
                )
            except ValidationError as error:
                refused = findings_of(error, self.edition, self._place_of(header, kept))
            for finding in refused:
                reason = Words(finding.message("zh"), finding.message("en"))
                self._found("TEXT-DROPPED", finding.position, finding.at, reason=reason)
            for finding in reversed(refused):  # the last paragraph first, so that the others keep their numbers
                section, _, index = finding.at[0].partition(".")
                if index:
                    del kept[section][int(index)]
                else:
                    del fields[section]

    def _place_of(self, header: Header, kept: Mapping[str, Sequence[Cell]]) -> Any:
        def place_of(location: tuple[str | int, ...]) -> tuple[Position | None, str]:
            field_name = str(location[0])
            if field_name in kept:
                cell = kept[field_name][int(location[1])]
                return cell.position, cell.text
            value, position = header.fields[field_name]
            return position, str(value)

        return place_of

    def _found(
        self,
        rule: str,
        position: Position | None,
        at: tuple[str, ...] = (),
        involved: tuple[str, ...] = (),
        **facts: str | int | Words,
    ) -> None:
        self.findings.append(Finding(rule, at, involved or at, position=position, facts=facts))


_WHOLE_TABLE: Final = 3
"""So many rows that stand twice are a table that stands twice."""
_MONEY: Final = "元角分亿万千百"
_DUE: Final = {"count": Words("整数", "a whole number"), "amount": Words("金额", "an amount")}
_WHITE_SPACE: Final = re.compile(r"[ \t\r\n\f\v]+")
_UNCARRIED: Final = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]+")


def tidy(text: str) -> str:
    """A text as one legal line: runs of ASCII white space one space, what no format carries left out."""
    return _UNCARRIED.sub("", _WHITE_SPACE.sub(" ", text)).strip()


def _numbers(row: Placed) -> list[Number | None]:
    return [read_number(cell.text, form.kind).number for form, cell in zip(row.row.cells, row.cells or (), strict=False)]


def _column(row: Placed) -> int:
    """The column of its line that a row's values begin in."""
    entry = row.entry
    first = row.cells[0] if row.cells else None
    start = next((n for n, cell in enumerate(entry.values) if cell is first), 0)
    return start + (entry.shape[0] if entry.shape else 0)


def _letters(heading: str) -> str:
    return "".join(filter(str.isalnum, heading))


def _unused(texts: Iterable[Cell]) -> Iterator[Finding]:
    """One finding for each run of neighbouring lines."""
    run: list[Cell] = []
    for cell in texts:
        if run and cell.position.line > run[-1].position.line + 2:
            yield unused(run)
            run = []
        run.append(cell)
    if run:
        yield unused(run)


def unused(run: Sequence[Cell]) -> Finding:
    """The finding that some texts belong to no part of the form."""
    facts: dict[str, str | int | Words] = {"printed": printed(run[0].text.strip()), "count": len(run)}
    return Finding("TEXT-UNUSED", position=run[0].position, facts=facts, variant="many" if len(run) > 1 else "")
