"""The identities of the form (勾稽关系): each is assessed, counted, and told where it is broken."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from ..arithmetic import Identity, Outcome, all_hold, assess
from ..catalogue import Words
from ..editions import FORMS
from ..findings import Finding, Findings, Number, Tally
from ..part import Part
from ..report import PublishedReport, cell_words, identities, tables
from .material import Material


def check(material: Material) -> Findings:
    """Every identity of the report's form.

    Returns
    -------
    Findings
        One finding for each broken identity, or one for two that cancel each other, or one for each rule that a
        blank cell kept from being assessed; with `tally`, how many identities of each rule passed, failed, or could
        not be assessed.
    """
    edition = material.report.edition
    if material.verified:
        return _all_passed(edition)
    values = material.values
    if None not in values.values() and _all_hold(material.report):
        return _all_passed(edition)
    by_rule: defaultdict[str, list[Outcome]] = defaultdict(list)
    for identity in identities(edition):
        by_rule[identity.rule].append(assess(identity, values))
    words = cell_words(edition)
    source = FORMS[edition].source
    findings: list[Finding] = []
    tally: dict[str, Tally] = {}
    for rule, outcomes in by_rule.items():
        broken = [outcome for outcome in outcomes if outcome.assessable and not outcome.holds]
        unassessable = [outcome.identity for outcome in outcomes if not outcome.assessable]
        passed = len(outcomes) - len(broken) - len(unassessable)
        tally[rule] = Tally(passed, len(broken), len(unassessable))
        findings += _broken(broken, words, source)
        if unassessable:
            findings.append(_not_assessable(rule, unassessable, values))
    return Findings(findings, tally)


def _all_hold(report: PublishedReport) -> bool:
    """Whether every identity of a report without blanks holds, by functions that are made for its form."""
    if report.edition not in _met:
        _met.add(report.edition)  # the first report does not pay for the functions that pay with the second
        return False
    parts: list[Part] = [getattr(report, table) for table in tables()]
    return all(all_hold(type(part))(part) for part in parts)


_met: Final[set[str]] = set()
"""The forms of which a report was checked before."""


@cache
def _all_passed(edition: str) -> Findings:
    """What is said of a report whose identities all hold."""
    counted = Counter(identity.rule for identity in identities(edition))
    return Findings((), {rule: Tally(passed) for rule, passed in counted.items()})


def _not_assessable(rule: str, unassessable: Sequence[Identity], values: Mapping[str, Number | None]) -> Finding:
    blank = {cell: None for identity in unassessable for cell in identity.cells if values[cell] is None}
    return Finding(
        "NOT-ASSESSABLE",
        at=tuple(identity.at for identity in unassessable),
        cells=tuple(blank),
        facts={"rule": rule, "count": len(unassessable)},
    )


def _broken(broken: list[Outcome], words: Mapping[str, Words], source: str) -> list[Finding]:
    """A finding for each, two that cancel each other taken together, if no other could be meant."""
    by_difference: defaultdict[Number, list[Outcome]] = defaultdict(list)
    for outcome in broken:
        by_difference[outcome.difference].append(outcome)
    findings = []
    told: list[Outcome | None] = []
    for outcome in broken:
        other = _offsetting(outcome, by_difference)
        if outcome not in told:
            told.append(other)
            findings.append(_finding(outcome, words, source, other))
    return findings


def _offsetting(outcome: Outcome, by_difference: Mapping[Number, Sequence[Outcome]]) -> Outcome | None:
    """The one identity that cancels this one; None where there are more of either."""
    match by_difference[outcome.difference], by_difference.get(-outcome.difference):
        case [_], [other]:
            return other
        case _:
            return None


def _finding(outcome: Outcome, words: Mapping[str, Words], source: str, other: Outcome | None = None) -> Finding:
    identity = outcome.identity
    at: tuple[str, ...] = (identity.at,)
    involved = identity.cells
    facts: dict[str, str | int | Words] = {"total": words[identity.at]}
    variant = ""
    if other:
        variant = "offset"
        at += (other.identity.at,)
        involved += tuple(cell for cell in other.identity.cells if cell not in involved)
        facts |= {
            "other": words[other.identity.at],
            "surplus": str(abs(outcome.difference)),
            "other_actual": str(other.actual),
            "other_expected": str(other.expected),
        }
    elif len(identity.actual) == 1 and outcome.actual == 0:
        variant = "zero_total"
    return Finding(
        identity.rule,
        at,
        involved,
        outcome.actual,
        outcome.expected,
        outcome.difference,
        facts=facts,
        variant=variant,
        legal_source=source,
    )
