"""Findings for people: each with the cells that it is about, named, valued and placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..catalogue import Severity
from ..editions import LATEST
from ..findings import Finding
from ..reading import Reading
from ..report import cell_values
from ..results.as_json import number
from ..results.causes import causes
from ..results.legible import legible
from ..results.names import apart, path_at
from ..results.result import most_severe_first
from ..results.words import DECIDED_HERE
from .terminal import Screen

CELLS_SHOWN: Final = 8
"""As many cells of a finding are shown; all of them are in the JSON output."""


def describe(
    screen: Screen, findings: Sequence[Finding], reading: Reading | None = None, previous: Reading | None = None
) -> None:
    """Show findings, the most severe first; with their cells and their source, infos without."""
    for finding in most_severe_first(findings):
        screen.finding(finding)
        if finding.severity is not Severity.INFO:
            _cells(screen, finding, reading)
            _previous_cells(screen, finding, previous)
            if not finding.source.startswith(DECIDED_HERE):
                screen.say("source", 2, source=finding.source)


def describe_causes(screen: Screen, findings: Sequence[Finding], reading: Reading) -> None:
    """Show the cells that alone would explain several findings."""
    values = cell_values(reading.report)
    for cause in causes(reading.report.edition, values):
        stand = {(identity.rule, identity.at) for identity in cause.identities}
        told = [
            f"{finding.position.shown(screen.language)} {finding.rule}" if finding.position else finding.rule
            for finding in most_severe_first(findings)
            if any((finding.rule, at) in stand for at in finding.at)
        ]
        if len(told) > 1:
            screen.say(
                "cause",
                1,
                words=" › ".join(path_at(cause.address, screen.language, reading.report.edition)),
                address=cause.address,
                due=number(cause.due),
                value=number(values[cause.address]),
                findings=screen.words("comma").join(told),
            )


def _cells(screen: Screen, finding: Finding, reading: Reading | None) -> None:
    involved = [*dict.fromkeys((*finding.at, *finding.cells))]
    if not involved:
        return
    values = cell_values(reading.report) if reading else {}
    # The message names the place in full; here stands what tells the cells apart.
    edition = reading.report.edition if reading else LATEST.name
    paths = [path_at(address, screen.language, edition) for address in involved]
    names = dict(zip(involved, apart(paths)[1], strict=True))
    zeros = [address for address in involved if values.get(address) == 0 and address not in finding.at]
    listed = [address for address in involved if address not in zeros]
    for address in listed[:CELLS_SHOWN]:
        screen.line(_placed(screen, address, names[address], values, reading), 2)
    if listed[CELLS_SHOWN:]:
        screen.say("more", 2, count=len(listed) - CELLS_SHOWN)
    if zeros:
        screen.say("zeros", 2, count=len(zeros))


def _previous_cells(screen: Screen, finding: Finding, previous: Reading | None) -> None:
    """The cells of last year's report, few or the first of them, in the same words."""
    if previous is None:
        return
    values = cell_values(previous.report)
    listed = [address for address in finding.previous_cells if address in values]
    for address in listed[:CELLS_SHOWN]:
        name = " › ".join(path_at(address, screen.language, previous.report.edition)[-1:])
        screen.say("last_value", 2, shown=_placed(screen, address, name, values, previous))
    if listed[CELLS_SHOWN:]:
        screen.say("more", 2, count=len(listed) - CELLS_SHOWN)


def _placed(screen: Screen, address: str, name: str, values: Mapping[str, Any], reading: Reading | None) -> str:
    place = reading.places.get(address) if reading else None
    shown = _cell(screen, address, name, values)
    return f"{place.position.shown(screen.language)} {shown}" if place else shown


def _cell(screen: Screen, address: str, name: str, values: Mapping[str, Any]) -> str:
    facts = {"address": legible(address), "words": name}
    if address not in values:
        return screen.words("no_value", **facts)
    value = values[address]
    return screen.words("value", value=screen.words("blank") if value is None else number(value), **facts)
