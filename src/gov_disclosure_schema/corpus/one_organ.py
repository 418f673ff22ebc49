"""The reports of one organ, those for two years in a row compared: what a corpus finds beyond the single document.

An organ has up to two keys, its credit code and its name, because the report for the other year may state no code. All
reports of a key must be together, whoever brings them together: `across_years` does so with files, a cluster by
grouping.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from ..checks.organs import short_name
from ..checks.switches import Switches
from ..checks.years import Pair, compared
from ..findings import Finding, Number
from ..money import Money
from ..report import cell_words, cells
from ..walk import Cell
from .arrow import pa

Told = Iterator[tuple[str, str | None, Finding]]
"""Findings, each with its document and that for the year before."""


class Row(NamedTuple):
    """A report of a known organ and year: what comparing years looks at.

    Attributes
    ----------
    values
        The column `value` of its cells, in the order of the form.
    units
        The units of those cells that state one.
    """

    document: str
    edition: str
    organ: str
    year: int
    unified_social_credit_code: str | None
    values: list[float | None]
    units: list[str | None]

    @property
    def keys(self) -> set[str]:
        """What it may be found by."""
        return {self.unified_social_credit_code or self.name, self.name}

    @property
    def name(self) -> str:
        """The organ's, as names are compared."""
        return short_name(self.organ)

    @property
    def numbers(self) -> dict[str, Number | None]:
        """Address → number of every cell, exact again; an amount that states its unit with it."""
        found: list[Any] = [value if value is None else int(value) for value in self.values]
        units = iter(self.units)
        for n, cell in _amounts(self.edition):
            value = self.values[n]
            unit: Any = next(units) if cell.kind == "stated_amount" else None
            if value is not None:
                exact = Decimal(int(value)) if value.is_integer() else Decimal(repr(value))
                found[n] = Money(exact, unit) if cell.kind == "stated_amount" else exact
        return dict(zip(cell_words(self.edition), found, strict=True))


HEADER: Final = Row._fields[:5]
"""The columns of `reports` that a row has; the others are made of `cells`."""
ROWS: Final = pa.schema(
    [
        *((name, pa.int16() if name == "year" else pa.string()) for name in HEADER),
        ("values", pa.list_(pa.field("element", pa.float64()))),
        ("units", pa.list_(pa.field("element", pa.string()))),
    ]
)
"""Rows, as Arrow has them."""


def told_of(key: str, rows: list[Row], switches: Switches) -> Told:
    """What is found among all reports of a key; of a name, of pairs of which one states no code.

    The keys of a corpus together tell each finding once.
    """
    by_code = any(row.unified_social_credit_code == key for row in rows)
    by_year: defaultdict[int, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.document):
        by_year[row.year].append(row)

    def open_(year: int) -> bool:
        """Whether a report for a year is to be found by this key alone."""
        return any(by_code or row.unified_social_credit_code is None for row in by_year.get(year, ()))

    for year, of_year in sorted(by_year.items()):
        if len(of_year) > 1:
            if open_(year) or open_(year - 1) or open_(year + 1):
                yield from _twice(of_year, switches)
        elif len(before := by_year.get(year - 1, [])) == 1 and (open_(year) or open_(year - 1)):
            yield from _compared(of_year[0], before[0], switches)


def _twice(rows: list[Row], switches: Switches) -> Told:
    if switches.on("CORPUS-TWICE"):
        at, names = ("organ", "year"), [row.document for row in rows]
        for row in rows:
            others = "、".join(name for name in names if name != row.document)
            facts: Mapping[str, str | int] = {
                "organ": row.organ,
                "year": str(row.year),
                "count": len(rows),
                "others": others,
            }
            yield row.document, None, Finding("CORPUS-TWICE", at, at, facts=facts)


def _compared(this: Row, last: Row, switches: Switches) -> Told:
    for finding in compared(Pair(this, last, this.numbers, last.numbers), switches):
        if switches.tells(finding):
            yield this.document, last.document, finding


@cache
def _amounts(form: str) -> tuple[tuple[int, Cell], ...]:
    """The cells that hold amounts, each with its number in the form."""
    return tuple((n, cell) for n, cell in enumerate(cells(form)) if cell.kind in ("amount", "stated_amount"))


@cache
def stated(form: str) -> tuple[int, ...]:
    """The numbers of the cells that state their unit."""
    return tuple(n for n, cell in _amounts(form) if cell.kind == "stated_amount")
