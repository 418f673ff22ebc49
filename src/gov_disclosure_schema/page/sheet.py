"""One file's result as the page needs it: its findings numbered, its cells, and where a link to each leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final, NamedTuple

from ..catalogue import Language
from ..document.layout import Box
from ..document.printed_tables import Spot, printed_tables
from ..editions import LATEST
from ..files import PIPE
from ..findings import Finding, Number
from ..report import cell_values, header_fields, sections
from ..results.causes import Cause, causes
from ..results.names import path_at
from ..results.result import Result, most_severe_first
from .markup import Content, Html, tag
from .words import said


class Numbered(NamedTuple):
    """A finding with its number in the list, from 1."""

    number: int
    finding: Finding


_NOTATIONS: Final = ("json", "xml")

TableRow = tuple[tuple[Spot, Box], ...]


def row_address(row: TableRow) -> str | None:
    """The address of the part that a row of a printed table shows; None where it shows no value, or several parts."""
    parts = {box.address.rpartition(".")[0] for _, box in row if box.address}
    return parts.pop() if len(parts) == 1 else None


class Sheet:
    """A result, a language, and what is derived from both.

    Parameters
    ----------
    result
        What a file was found to be.
    language
        In which it is told.
    number
        Which it is of several on the page, from 1, so that their ids do not meet; 0 if it is alone.
    """

    def __init__(self, result: Result, language: Language, number: int = 0) -> None:
        self.result = result
        self.language: Language = language
        self.number = number
        self._prefix = f"file-{number}." if number else ""
        self._level = 2 if number else 1
        self.findings = tuple(Numbered(n, each) for n, each in enumerate(most_severe_first(result.findings), 1))
        self.reading = result.reading
        self.report = result.reading.report if result.reading else None
        self.values: Mapping[str, Number | None] = cell_values(self.report) if self.report else {}
        last = result.previous.reading.report if result.previous else None
        self.values_before: Mapping[str, Number | None] = cell_values(last) if last else {}
        self.edition = self._edition()

    def _edition(self) -> str:
        if self.report:
            return self.report.edition
        return self.result.judgement.edition if self.result.judgement else LATEST.name

    def id(self, name: str) -> str:
        """The id of what bears a name: an address, or a word of the page's own with a hyphen in it."""
        return f"{self._prefix}{name}"

    @property
    def printed(self) -> bool:
        """Whether the cells were read from print; what stands in JSON and XML is notation, which nobody printed."""
        return self.reading is not None and self.reading.format not in _NOTATIONS

    @property
    def file(self) -> str:
        """The name of the file, or words for standard input."""
        return said("standard_input", self.language) if self.result.file == PIPE else self.result.file

    @property
    def title(self) -> str:
        """The report's title, or the name of the file where it is unknown; with its number if there are several."""
        title = (self.report.title if self.report else None) or self.file
        return said("title_of_several", self.language, number=self.number, title=title) if self.number else title

    def heading(self, depth: int) -> str:
        """The element of a heading, so many levels below that of the sheet."""
        return f"h{self._level + depth}"

    def labelled_by(self, name: str) -> str:
        """The ids of what names a part of the page: its heading, after that of the sheet where there are several."""
        return f"{self.id('title-heading')} {self.id(name)}" if self.number else self.id(name)

    @staticmethod
    def of_finding(number: int) -> str:
        """The name of a finding."""
        return f"finding-{number}"

    def link(self, name: str, *content: Content, **attributes: str | None) -> Html:
        """A link to what bears a name."""
        return tag("a", *content, href=f"#{self.id(name)}", **attributes)

    def name(self, address: str) -> tuple[str, ...]:
        """The labels of an address."""
        return path_at(address, self.language, self.edition)

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """The cells that alone would explain several broken identities."""
        return tuple(causes(self.edition, self.values)) if self.values else ()

    @cached_property
    def standing(self) -> Mapping[str, list[Numbered]]:
        """What is on the page → the findings that stand there."""
        found: defaultdict[str, list[Numbered]] = defaultdict(list)
        for numbered in self.findings:
            for name in dict.fromkeys(filter(None, map(self.shown_at, numbered.finding.at))):
                found[name].append(numbered)
        return found

    @cached_property
    def involving(self) -> Mapping[str, list[Numbered]]:
        """What is on the page → the findings that need it and stand elsewhere."""
        found: defaultdict[str, list[Numbered]] = defaultdict(list)
        for numbered in self.findings:
            for name in dict.fromkeys(filter(None, map(self.shown_at, numbered.finding.cells))):
                if numbered not in self.standing.get(name, ()):
                    found[name].append(numbered)
        return found

    @cached_property
    def before(self) -> Mapping[str, Number | None]:
        """A cell that does not continue from last year's report as it should → the value there."""
        pairs = (
            pair
            for _, finding in self.findings
            if len(finding.at) == len(finding.previous_cells)
            for pair in zip(finding.at, finding.previous_cells, strict=True)
        )
        return {at: self.values_before[last] for at, last in pairs if last in self.values_before}

    @cached_property
    def _shown(self) -> frozenset[str]:
        """Every address that the page has a place for: sections, rows, cells, paragraphs, fields of the header."""
        if self.report is None:
            return frozenset()
        found = {
            *sections(),
            *self.values,
            "edition",
            "organ",
            "year",
            *filter(None, map(row_address, self._table_rows())),
        }
        found |= {field for field in header_fields() if getattr(self.report, field) is not None}
        for section in sections():
            held: Any = getattr(self.report, section)
            found |= {f"{section}.{n}" for n in range(len(held))} if isinstance(held, tuple) else set()
        return frozenset(found)

    def _table_rows(self) -> Iterator[TableRow]:
        return (row for table in printed_tables(self.edition).values() for row in table.rows)

    def shown_at(self, address: str) -> str | None:
        """What the page has a place for that is nearest to an address: itself, or what it lies in; None for nothing."""
        while address:
            if address in self._shown:
                return address
            address = address.rpartition(".")[0]
        return None
