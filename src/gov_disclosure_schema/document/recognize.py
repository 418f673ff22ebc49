"""The one recognizer: rows of a printed document to the report that they are, with findings.

Tables are found by the labels of their rows, sections by the words of their headings, neither by number alone. Each
number is either in the reading or in a finding; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Final

from pydantic import ValidationError

from ..catalogue import Words
from ..errors import DecodeError
from ..findings import Finding, Position
from ..later import Later
from ..refusals import findings_of, printed
from ..report import PublishedReport, cells, heading_of, narratives, sections
from .blocks import Cell, Document
from .editions_met import editions_met, form_of
from .header import Header, read_header
from .known_tables import KnownTables, with_known_tables
from .place import Place
from .read_tables import Tables
from .told_apart import Parts, told_apart

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
    texts
        Where each paragraph and each field of the header stood, by address (`overview.0`, `organ`).
    preface
        What stands before the first section and is neither title nor field of the header.
    """

    report: PublishedReport
    findings: tuple[Finding, ...]
    places: Mapping[str, Place]
    texts: Mapping[str, Position]
    preface: tuple[Cell, ...] = ()


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
    known = with_known_tables(document)
    if known:
        parts, whole = known
        return _Recognizer(parts, whole, whole.edition).recognized()
    parts = told_apart(document)
    met = editions_met(parts.gatherer)
    tables_read = Tables(parts.gatherer, met)
    if not tables_read.values and len(parts.headings) < _LEAST_SECTIONS:
        raise DecodeError(Finding("NOT-A-REPORT"))
    return _Recognizer(parts, tables_read, form_of(met)).recognized()


class _Recognizer:
    """What was told apart, as the report that it is."""

    def __init__(self, parts: Parts, tables_read: Tables | KnownTables, form: str) -> None:
        self.tables = tables_read
        self.edition = form
        self.findings: list[Finding] = []
        self.headings = parts.headings
        self._with_content = parts.with_content
        self._preface = parts.preface
        self._paragraphs = parts.paragraphs
        self._footer = parts.footer

    @property
    def found(self) -> int:
        """How many cells hold a number."""
        return sum(value is not None for value in self.tables.values.values())

    def recognized(self) -> Recognized:
        """The report, what was found, and where."""
        header = read_header(self._preface)
        self.findings += header.findings
        self._check_headings()
        if self._footer:
            first = self._footer[0]
            self._found("PAGE-SURROUNDINGS", first.position, (), count=len(self._footer), printed=printed(first.text))
        narrative = {section: self._tidied(section) for section in narratives()}
        report, texts = self._report(header, narrative)
        findings = (*self.findings, *self.tables.findings)
        return Recognized(report, findings, self.tables.places, texts, tuple(header.unused))

    def _check_headings(self) -> None:
        first: dict[str, Cell] = {}
        furthest = -1
        last = {section: number for number, (section, _) in enumerate(self.headings)}
        for number, (section, cell) in enumerate(self.headings):
            if number not in self._with_content and number < last[section]:
                continue  # a table of contents
            official = heading_of(section)
            if section in first:
                before = first[section].position.words
                self._found("SECTION-TWICE", cell.position, (section,), heading=official, first=before)
                continue
            first[section] = cell
            place_in_order = sections().index(section)
            if place_in_order < furthest:
                self._found("SECTION-ORDER", cell.position, (section,), heading=official)
            furthest = max(furthest, place_in_order)
            if cell.text != official and _letters(cell.text) != _letters(official):
                self._found("SECTION-SPELLING", cell.position, (section,), printed=printed(cell.text), heading=official)
        for section in sections():
            if section not in first:
                self._found("SECTION-MISSING", None, (section,), heading=heading_of(section))
            elif section in narratives() and not self._paragraphs[section]:
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
                tidied.append(cell if text == cell.text else Cell(text, cell.position))
        if changed:
            self._found("TEXT-TIDIED", changed[0].position, (section,), count=len(changed))
        return tidied

    def _report(
        self, header: Header, narrative: Mapping[str, Sequence[Cell]]
    ) -> tuple[PublishedReport, Mapping[str, Position]]:
        """Through the published door; what it refuses of the text is a finding, and is left out.

        With it, where the texts stood that were taken.
        """
        kept = {section: list(paragraphs) for section, paragraphs in narrative.items()}
        fields = {name: value for name, (value, _) in header.fields.items()}
        if isinstance(self.tables, KnownTables):
            said = {section: [cell.text for cell in paragraphs] for section, paragraphs in kept.items()}
            known = self.tables.report(fields, said)
            if known:
                return known, Later(partial(_positions, fields, header, kept))
        numbers = _numbers(_tree(self.edition), map(self.tables.values.get, _addresses(self.edition)))
        while True:
            texts = {section: tuple(cell.text for cell in paragraphs) for section, paragraphs in kept.items()}
            try:
                report = PublishedReport.model_validate(
                    {"edition": self.edition, "organ": None, "year": None, **fields, **numbers, **texts}
                )
                return report, _positions(fields, header, kept)
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

    def _found(self, rule: str, position: Position | None, at: tuple[str, ...], **facts: str | int | Words) -> None:
        self.findings.append(Finding(rule, at, at, position=position, facts=facts))


_Tree = dict[str, "_Tree | None"]


@cache
def _tree(form: str) -> _Tree:
    """The fields of a form's tables, below each its own; None for those that are cells."""
    tree: _Tree = {}
    for cell in cells(form):
        *path, leaf = cell.address.split(".")
        part = tree
        for step in path:
            below = part.setdefault(step, {})
            part = below if below is not None else {}
        part[leaf] = None
    return tree


@cache
def _addresses(form: str) -> tuple[str, ...]:
    return tuple(cell.address for cell in cells(form))


def _numbers(below: _Tree, values: Iterator[Any]) -> dict[str, Any]:
    """What was read of a part, as the model takes it; the values are in the order of the form."""
    return {field: next(values) if inner is None else _numbers(inner, values) for field, inner in below.items()}


def _positions(
    fields: Iterable[str], header: Header, narrative: Mapping[str, Sequence[Cell]]
) -> Mapping[str, Position]:
    """Where the texts stood, by address."""
    found = {field: header.fields[field][1] for field in fields}
    for section, paragraphs in narrative.items():
        found |= {f"{section}.{n}": paragraph.position for n, paragraph in enumerate(paragraphs)}
    return found


_WHITE_SPACE: Final = re.compile(r"[ \t\r\n\f\v]+")
_UNCARRIED: Final = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]+")


def tidy(text: str) -> str:
    """A text as one legal line: runs of ASCII white space one space, what no format carries left out."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _UNCARRIED.sub("", _WHITE_SPACE.sub(" ", text)).strip()


def _letters(heading: str) -> str:
    return "".join(filter(str.isalnum, heading))
