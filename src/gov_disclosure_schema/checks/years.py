"""A report beside last year's: whether both belong together, what must continue, what must not be the same.

Where the two are not reports of one organ for two years in a row, nothing else is assessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any, Final, NamedTuple, Protocol

from ..catalogue import YEAR_RULES, Words
from ..continuity import Continuity
from ..findings import Finding, Findings, Number, Tally
from ..money import Money
from ..report import cell_values, cell_words, cells, continuities, heading_of, identities, tables
from .material import Material
from .organs import Named, same_organ
from .sums import in_words, total
from .switches import Switches

_DIGITS_IN_COMMON: Final = 3
"""Digits that a table must have in common with last year's: so many agree by chance one time in 1000."""
_UNIT_MISTAKEN: Final = 10_000
_ABOUT: Final = Fraction("3.2")
"""Amounts that differ by the mistaken unit may besides have grown or shrunk by this factor, the square root of ten."""


class Stated(Named, Protocol):
    """What a report says of its organ, its year and its form."""

    @property
    def year(self) -> int | None:
        """The reporting year."""

    @property
    def edition(self) -> str:
        """The form."""
        ...


class Pair(NamedTuple):
    """Both reports with their cells; of the reports themselves only what they say of the organ is looked at."""

    this: Stated
    last: Stated
    now: Mapping[str, Number | None]
    then: Mapping[str, Number | None]


class _Outcome(NamedTuple):
    """How one comparison came out.

    Attributes
    ----------
    rule
        Rule id.
    holds
        None where it needs what is blank.
    told
        What is to be said of it: that it failed, or, where it was not assessed, where it stands and what is blank.
    """

    rule: str
    holds: bool | None
    told: Finding | None = None


def check(material: Material) -> Findings:
    """Every comparison of the report with last year's; nothing where last year's was not given."""
    if material.previous is None:
        return Findings()
    return compared(
        Pair(material.report, material.previous, material.values, cell_values(material.previous)), material.switches
    )


def compared(pair: Pair, switches: Switches) -> Findings:
    """Every comparison of two reports."""
    together = [_years(pair), _organs(pair)]
    of_cells = [*_continuities(pair), *_tables(pair), *_amounts(pair)]
    apart = any(one.holds is False and switches.on(one.rule) for one in together)
    if apart:
        of_cells = [_Outcome(one.rule, None) for one in of_cells]
    outcomes = [*together, *of_cells]
    return Findings((*_told(outcomes), *(() if apart else _edition(pair))), _tallies(outcomes))


def _years(pair: Pair) -> _Outcome:
    at = ("year",)
    this, last = pair.this.year, pair.last.year
    if this is None or last is None:
        return _one_blank("Y-YEAR", at, this, last)
    facts = {"this": str(this), "last": str(last), "due": str(this - 1)}
    holds = last == this - 1
    return _Outcome("Y-YEAR", holds, None if holds else Finding("Y-YEAR", at, at, facts=facts, previous_cells=at))


def _organs(pair: Pair) -> _Outcome:
    at = ("organ",)
    this, last = pair.this.organ, pair.last.organ
    if this is None or last is None:
        return _one_blank("Y-ORGAN", at, this, last)
    holds = same_organ(pair.this, pair.last)
    facts = {"this": this, "last": last}
    return _Outcome("Y-ORGAN", holds, None if holds else Finding("Y-ORGAN", at, at, facts=facts, previous_cells=at))


def _edition(pair: Pair) -> Iterator[Finding]:
    """A change of edition is told, but is no fault that could be counted."""
    this, last = pair.this.edition, pair.last.edition
    if this != last:
        at = ("edition",)
        yield Finding("Y-EDITION", at, at, facts={"this": this, "last": last}, previous_cells=at)


def _continuities(pair: Pair) -> Iterator[_Outcome]:
    for one in continuities(pair.this.edition):
        if one.last in pair.then:
            yield _continuity(one, pair)


def _continuity(one: Continuity, pair: Pair) -> _Outcome:
    actual, before = pair.now[one.at], pair.then[one.last]
    plus, minus = ([pair.now[address] for address in side] for side in (one.plus, one.minus))
    if actual is None or before is None or None in plus or None in minus:
        blank = tuple(address for address in one.cells if pair.now[address] is None)
        return _blank(one.rule, (one.at,), blank, (one.last,) if before is None else ())
    expected = before + total(plus) - total(minus)
    if actual == expected:
        return _Outcome(one.rule, holds=True)
    words = cell_words(pair.this.edition)
    facts: dict[str, str | int | Words] = {
        "cell": words[one.at],
        "last": cell_words(pair.last.edition)[one.last],
        "last_value": str(before),
        "plus": in_words(one.plus, words, pair.now),
        "minus": in_words(one.minus, words, pair.now),
    }
    variant = "column" if one.partial else ""
    return _failed(
        Finding(
            one.rule,
            (one.at,),
            one.cells,
            actual,
            expected,
            actual - expected,
            facts=facts,
            variant=variant,
            previous_cells=(one.last,),
        )
    )


def _tables(pair: Pair) -> Iterator[_Outcome]:
    """A table that repeats last year's; its sums, and what continues by itself, prove nothing."""
    if pair.this.edition != pair.last.edition:
        return
    for table in tables():
        addresses = _addresses(pair.this.edition, table)
        now, then = ([values[address] for address in addresses] for values in (pair.now, pair.then))
        if None in now or None in then:
            blank, last_blank = (
                tuple(address for address in addresses if values[address] is None) for values in (pair.now, pair.then)
            )
            yield _blank("Y-SAME", (table,), blank, last_blank)
            continue
        own = (pair.now[address] for address in addresses if address not in _derived(pair.this.edition))
        if now != then or sum(map(_digits, own)) < _DIGITS_IN_COMMON:
            yield _Outcome("Y-SAME", holds=True)
            continue
        filled = tuple(address for address in addresses if _digits(pair.now[address]))
        facts: dict[str, str | int | Words] = {"heading": heading_of(table), "count": len(filled)}
        yield _failed(Finding("Y-SAME", (table,), filled, facts=facts, previous_cells=filled))


def _digits(value: Any) -> int:
    """How many digits a number has; none for 0."""
    number = value.number if isinstance(value, Money) else value
    return sum(map(str.isdigit, str(number))) if number else 0


@cache
def _addresses(edition: str, table: str) -> tuple[str, ...]:
    return tuple(cell.address for cell in cells(edition) if cell.address.startswith(f"{table}."))


@cache
def _derived(edition: str) -> frozenset[str]:
    """The cells that follow from others: totals, and what continues from last year."""
    return frozenset(
        (*(one.at for one in identities(edition)), *(one.at for one in continuities(edition))),
    )


def _amounts(pair: Pair) -> Iterator[_Outcome]:
    """Amounts of money of which one was probably printed in another unit than the form's."""
    last = {cell.address for cell in cells(pair.last.edition) if cell.unit}
    for cell in cells(pair.this.edition):
        if cell.unit and cell.address in last:
            at = (cell.address,)
            now, then = pair.now[cell.address], pair.then[cell.address]
            if now is None or then is None:
                yield _one_blank("Y-UNIT", at, now, then)
            elif now and then and _by_a_unit(Fraction(now) / Fraction(then)):
                facts: dict[str, str | int | Words] = {"cell": cell.words, "unit": cell.unit}
                yield _failed(Finding("Y-UNIT", at, at, now, then, facts=facts, previous_cells=at))
            else:
                yield _Outcome("Y-UNIT", holds=True)


def _by_a_unit(ratio: Fraction) -> bool:
    return 1 / _ABOUT <= max(ratio, 1 / ratio) / _UNIT_MISTAKEN <= _ABOUT


def _failed(finding: Finding) -> _Outcome:
    return _Outcome(finding.rule, holds=False, told=finding)


def _one_blank(rule: str, at: tuple[str, ...], this: object, last: object) -> _Outcome:
    """A value that is blank in one of the reports, or in both."""
    return _blank(rule, at, at if this is None else (), at if last is None else ())


def _blank(rule: str, at: tuple[str, ...], blank: tuple[str, ...], last_blank: tuple[str, ...]) -> _Outcome:
    return _Outcome(rule, None, Finding(rule, at, blank, previous_cells=last_blank))


def _tallies(outcomes: Sequence[_Outcome]) -> dict[str, Tally]:
    tallies = {}
    for rule in YEAR_RULES:
        came_out = [one.holds for one in outcomes if one.rule == rule]
        if came_out:
            tallies[rule] = Tally(came_out.count(True), came_out.count(False), came_out.count(None))
    return tallies


def _told(outcomes: Sequence[_Outcome]) -> Iterator[Finding]:
    """Rule by rule, what failed, two columns that cancel each other taken together, and what could not be assessed."""
    for rule in YEAR_RULES:
        told: defaultdict[bool | None, list[Finding]] = defaultdict(list)
        for one in outcomes:
            if one.rule == rule and one.told:
                told[one.holds].append(one.told)
        yield from _offsetting_taken_together(told[False])
        if blank := told[None]:
            yield Finding(
                "NOT-ASSESSABLE",
                tuple(at for one in blank for at in one.at),
                tuple(dict.fromkeys(cell for one in blank for cell in one.cells)),
                facts={"rule": rule, "count": len(blank)},
                variant="years",
                previous_cells=tuple(dict.fromkeys(cell for one in blank for cell in one.previous_cells)),
            )


def _offsetting_taken_together(failed: Sequence[Finding]) -> Iterator[Finding]:
    """Columns of which one is as much too high as another too low, if no other could be meant, as one finding."""
    columns: defaultdict[Any, list[Finding]] = defaultdict(list)
    for finding in failed:
        if finding.variant:
            columns[finding.difference].append(finding)
    taken: list[Finding | None] = []
    for finding in failed:
        other = _offsetting(finding, columns)
        if finding not in taken:
            taken.append(other)
            yield _offset(finding, other) if other else finding


def _offsetting(finding: Finding, columns: Mapping[Any, Sequence[Finding]]) -> Finding | None:
    """The one column that cancels this one; None where there are more of either, and for what is no column."""
    difference: Any = finding.difference
    if finding.variant:
        match columns[difference], columns[-difference]:
            case [_], [other]:
                return other
            case _:
                pass
    return None


def _offset(finding: Finding, other: Finding) -> Finding:
    difference: Any = finding.difference
    facts = {
        **finding.facts,
        "other": other.facts["cell"],
        "surplus": str(abs(difference)),
        "other_actual": str(other.actual),
        "other_expected": str(other.expected),
    }
    return replace(
        finding,
        at=finding.at + other.at,
        cells=finding.cells + other.cells,
        facts=facts,
        variant="offset",
        previous_cells=finding.previous_cells + other.previous_cells,
    )
