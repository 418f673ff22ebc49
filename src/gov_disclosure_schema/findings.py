"""What a check or a reader has to say: a finding, its severity, its place in the source.

A finding is data. Its words come from the catalogue, in the language asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from .catalogue import RULES, Language, Severity, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

Number = int | Decimal


class Position(NamedTuple):
    """A place in a source; positions of one source sort in its order.

    Text, JSON and XML have lines and columns. A printed document has paragraphs and tables, in HTML lines as well; a
    workbook has sheets. All count from 1, and what the source does not have is 0.

    Attributes
    ----------
    line
        Line of the text.
    column
        In characters; 1 where the parser keeps none.
    paragraph
        Number of the paragraph, those in tables not counted; of a table's cell, of the last one before.
    table
        Number of the table in the document, or of the sheet in the workbook.
    row
        Row in the table; row of the sheet.
    cell
        Cell in the row, counted as they are printed, those covered by a span left out; column of the sheet.
    sheet
        Name of the sheet.
    """

    line: int = 0
    column: int = 1
    paragraph: int = 0
    table: int = 0
    row: int = 0
    cell: int = 0
    sheet: str = ""

    def __repr__(self) -> str:
        """What it says, without the parts that its source does not have."""
        parts = self._asdict()
        if not self.line:
            del parts["column"]
        return f"Position({', '.join(f'{name}={part!r}' for name, part in parts.items() if part)})"

    @property
    def words(self) -> Words:
        """The place as a sentence names it."""
        if self.sheet:
            reference = self._reference
            return Words(reference, reference)
        if self.table:
            cell = Words(f"第 {self.cell} 格", f" cell {self.cell}") if self.cell else Words("", "")
            zh = f"表 {self.table} 第 {self.row} 行{cell.zh}"
            return Words(zh, f"table {self.table} row {self.row}{cell.en}")
        if self.line:
            return Words(f"第 {self.line} 行", f"line {self.line}")
        return Words(f"第 {self.paragraph} 段", f"paragraph {self.paragraph}")

    def shown(self, language: Language) -> str:
        """The place before a message: `line:column` as compilers write it, or in words."""
        if self.line and not self.table:
            return f"{self.line}:{self.column}"
        return self.words.spoken(language)

    def parts(self) -> dict[str, int | str]:
        """The parts that say something, by name; those of a cell of a sheet are its name and the cell's reference."""
        if self.sheet:
            return {"sheet": self.sheet, "reference": self._reference.rpartition("!")[2]}
        parts: dict[str, int | str] = {"line": self.line, "column": self.column} if self.line else {}
        if self.table:
            return parts | {"table": self.table, "row": self.row, "cell": self.cell}
        return parts | ({"paragraph": self.paragraph} if self.paragraph else {})

    def near(self, before: Position) -> bool:
        """Whether it follows another without much between: the next line, paragraph or row of the same table."""
        if (self.table, before.table) != (0, 0):
            return self.table == before.table and self.row <= before.row + 2
        return self.line <= before.line + 2 if self.line else self.paragraph <= before.paragraph + 2

    @property
    def _reference(self) -> str:
        """As spreadsheets write it: `Sheet1!B7`, a name that is not plain in quotes."""
        name = self.sheet if self.sheet.isidentifier() else "'" + self.sheet.replace("'", "''") + "'"
        letters, column = "", self.cell
        while column:
            column, letter = divmod(column - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{name}!{letters}{self.row}"


class Span(NamedTuple):
    """Some characters of a text of the report.

    Attributes
    ----------
    start, end
        The first, counted from 0, and the one behind the last.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, doubtful or worth knowing.

    Parameters
    ----------
    rule
        Id in the catalogue of rules; ids are for ever.
    at
        Addresses of the cells or fields that the finding stands at; two when two errors cancel.
    cells
        Addresses of every cell involved, those of `at` included.
    actual, expected, difference
        What is printed, what it should be, and `actual - expected`; None where no number is at stake.
    position
        Where in the source; None when the report did not come from a file.
    facts
        What the message names, by placeholder.
    variant
        Which of the rule's messages applies; empty for the plain one.
    legal_source
        The document that the form was published with, where the rule comes from the form.
    previous_cells
        Addresses of every cell of last year's report involved.
    span
        The characters that it quotes, in the paragraph or line that it stands at; None where it quotes none.
    until
        Where in the source what it quotes ends; None where it quotes nothing, or the source has no columns.
    """

    rule: str
    at: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    actual: Number | None = None
    expected: Number | None = None
    difference: Number | None = None
    position: Position | None = None
    facts: Mapping[str, str | int | Words] = field(default_factory=dict)
    variant: str = ""
    legal_source: str = ""
    previous_cells: tuple[str, ...] = ()
    span: Span | None = None
    until: Position | None = None

    @property
    def severity(self) -> Severity:
        """Error, warning or info, as the catalogue has it."""
        return RULES[self.rule].severity_of(self.variant)

    @property
    def source(self) -> str:
        """The legal or technical source of the rule."""
        return self.legal_source or RULES[self.rule].source

    def placed(self, position: Position, until: Position | None = None) -> Finding:
        """The same finding at a position, or from one to another."""
        return replace(self, position=position, until=until)

    def message(self, language: Language = "zh") -> str:
        """The finding in words.

        Parameters
        ----------
        language
            `"zh"` or `"en"`.
        """
        template = RULES[self.rule].message(self.variant).spoken(language)
        facts: dict[str, str | int | Decimal | None] = {
            "actual": self.actual,
            "expected": self.expected,
            "difference": None if self.difference is None else f"{self.difference:+}",
        }
        for name, fact in self.facts.items():
            facts[name] = fact.spoken(language) if isinstance(fact, Words) else fact
        return template.format_map(facts)

    def __reduce__(self) -> tuple[object, ...]:
        values = [getattr(self, name) for name in self.__slots__]
        return type(self), tuple(dict(v) if isinstance(v, Mapping) else v for v in values)


class Tally(NamedTuple):
    """How the instances of one rule came out; a check that needs a blank cell is neither passed nor failed."""

    passed: int = 0
    failed: int = 0
    not_assessable: int = 0

    @property
    def ran(self) -> int:
        """All that were tried."""
        return sum(self)


class Findings(tuple[Finding, ...]):  # noqa: SLOT001  (a tuple's subclass cannot have slots)
    """A tuple of findings that also says which checks ran and how they came out.

    Attributes
    ----------
    tally
        Rule id → `Tally`, for every rule that counts instances; rules that were not run are absent.
    switched_off
        Ids of the rules that were switched off, in the order of the catalogue; none of them passed or failed.
    """

    tally: Mapping[str, Tally]
    switched_off: tuple[str, ...]

    def __new__(
        cls,
        findings: Iterable[Finding] = (),
        tally: Mapping[str, Tally] | None = None,
        switched_off: Iterable[str] = (),
    ) -> Self:
        """Findings as given, and the tally, empty where nothing was counted."""
        self = super().__new__(cls, findings)
        self.tally = MappingProxyType(dict(tally or {}))
        self.switched_off = tuple(switched_off)
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (tuple(self), dict(self.tally), self.switched_off)

    @property
    def total(self) -> Tally:
        """The tallies of all rules added up."""
        return _added_up(tuple(self.tally.values()))

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(finding for finding in self if finding.severity is severity)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings of severity error."""
        return self.of(Severity.ERROR)


@lru_cache(1024)
def _added_up(tallies: tuple[Tally, ...]) -> Tally:
    """Several as one: most reports of a corpus have the same."""
    return Tally(*map(sum, zip(*tallies, strict=True))) if tallies else Tally()


NOTHING: Final = Findings()
"""What a check gives that found nothing and counts nothing."""


def in_source_order(findings: Sequence[Finding]) -> list[Finding]:
    """Findings by their place in the source; those without a place last, otherwise in the order given."""
    return sorted(findings, key=lambda finding: finding.position or (float("inf"),))
