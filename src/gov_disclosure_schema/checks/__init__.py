"""The checks of a report: which there are, in which order they are told, and `check`, which runs them.

A check is a function of the `Material` that gives findings and a tally; a further one is a module beside the others
and an entry in `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..catalogue import IDENTITY_RULES, NARRATIVE_RULES, PLAUSIBILITY_RULES, YEAR_RULES
from ..findings import Finding, Findings, Tally
from ..report import PublishedReport
from . import identities, mixture, narrative, plausibility, units, years
from .material import Check, Material
from .switches import RuleNames, Switches

CHECKS: Final[Mapping[Check, tuple[str, ...]]] = MappingProxyType(
    {
        mixture.check: ("FORM-MIXED",),
        units.check: ("UNIT-MISSING",),
        identities.check: IDENTITY_RULES,
        years.check: YEAR_RULES,
        narrative.check: NARRATIVE_RULES,
        plausibility.check: PLAUSIBILITY_RULES,
    }
)
"""Every check with its rules, in the order in which their findings and tallies are told."""


def check(
    report: PublishedReport,
    *,
    previous: PublishedReport | None = None,
    select: RuleNames = (),
    ignore: RuleNames = (),
) -> Findings:
    """Check a report against every rule that needs nothing but the report itself, and last year's if given.

    Parameters
    ----------
    report
        A report of either door; one from the strict door has no broken identity.
    previous
        The same organ's report for the year before, to be compared with.
    select, ignore
        Ids of rules, or the beginnings of ids (`"Y"`, `"P-"`): no other rules, or all but these.

    Returns
    -------
    Findings
        What each check finds, in the order of the checks: one finding for each broken identity, or one for two that
        cancel each other, or one for each rule that a blank cell kept from being assessed; with `tally`, how many
        identities of each rule passed, failed, or could not be assessed, and `switched_off`.

    Raises
    ------
    UsageError
        If there is no such rule.
    """
    return check_material(Material(report, previous, Switches(select, ignore)))


def check_material(material: Material) -> Findings:
    """The same, with what is known of the report's source; findings stand where their first cell or line stood."""
    findings: list[Finding] = []
    tally: dict[str, Tally] = {}
    switches = material.switches
    for run, rules in CHECKS.items():
        if not switches.any_on(rules):
            continue
        found = run(material)
        if found:
            findings += (_placed(finding, material) for finding in found if switches.tells(finding))
        if found.tally:
            tally |= {rule: counted for rule, counted in found.tally.items() if switches.on(rule)}
    return Findings(findings, tally, switches.off)


def _placed(finding: Finding, material: Material) -> Finding:
    if finding.position or not finding.at:
        return finding
    first = finding.at[0]
    position = material.positions.get(first)
    if position is None:
        return finding
    quoted = material.within(first, finding.span) if finding.span else None
    return finding.placed(*quoted) if quoted else finding.placed(position)
