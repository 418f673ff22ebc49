"""Findings for people: each with the cells that it is about, named, valued and placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import islice, takewhile
from typing import Any, Final

from ..catalogue import PACKAGE, Language, Severity
from ..findings import Finding, in_source_order
from ..reading import Reading
from ..report import PublishedReport, cell_values, cells
from ..walk import Cell, label_of, part_of
from .terminal import Screen, legible

CELLS_SHOWN: Final = 8
"""As many cells of a finding are shown; all of them are in the JSON output."""


def describe(screen: Screen, findings: Sequence[Finding], reading: Reading | None = None) -> None:
    """Show findings, the most severe first; with their cells and their source, infos without."""
    for finding in most_severe_first(findings):
        screen.finding(finding)
        if finding.severity is not Severity.INFO:
            _cells(screen, finding, reading)
            if finding.source != PACKAGE:  # which tells a reader nothing
                screen.say("source", 2, source=finding.source)


def most_severe_first(findings: Sequence[Finding]) -> list[Finding]:
    """By severity, then by place in the source."""
    return sorted(in_source_order(findings), key=lambda finding: [*Severity].index(finding.severity))


def number(value: int | Decimal | None) -> int | float | None:
    """A number as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def apart(paths: Sequence[tuple[str, ...]]) -> tuple[str, list[str]]:
    """What labels all paths begin and end with, and what is left of each: one label at least."""
    most = min(map(len, paths)) - 1
    before = _shared(paths, most)
    after = _shared([path[::-1] for path in paths], most - before)
    first = paths[0]
    rest = [" › ".join(path[before : len(path) - after]) for path in paths]
    return " › ".join((*first[:before], *first[len(first) - after :])), rest


def _shared(paths: Sequence[tuple[str, ...]], most: int) -> int:
    """How many labels all paths begin with."""
    same = (len(set(labels)) == 1 for labels in islice(zip(*paths, strict=False), most))
    return sum(1 for _ in takewhile(bool, same))


def path_of(cell: Cell, language: Language) -> tuple[str, ...]:
    """A cell's labels, without the section's heading."""
    return (cell.labels if language == "zh" else cell.meanings)[1:]


def _cells(screen: Screen, finding: Finding, reading: Reading | None) -> None:
    involved = [*dict.fromkeys((*finding.at, *finding.cells))]
    if not involved:
        return
    values = cell_values(reading.report) if reading else {}
    # The message names the place in full; here stands what tells the cells apart.
    names = dict(zip(involved, apart([_path(address, screen.language) for address in involved])[1], strict=True))
    zeros = [address for address in involved if values.get(address) == 0 and address not in finding.at]
    listed = [address for address in involved if address not in zeros]
    for address in listed[:CELLS_SHOWN]:
        place = reading.places.get(address) if reading else None
        shown = _cell(screen, address, names[address], values)
        screen.line(f"{place.position.shown(screen.language)} {shown}" if place else shown, 2)
    if listed[CELLS_SHOWN:]:
        screen.say("more", 2, count=len(listed) - CELLS_SHOWN)
    if zeros:
        screen.say("zeros", 2, count=len(zeros))


def _cell(screen: Screen, address: str, name: str, values: Mapping[str, Any]) -> str:
    facts = {"address": legible(address), "words": name}
    if address not in values:
        return screen.words("no_value", **facts)
    value = values[address]
    return screen.words("value", value=screen.words("blank") if value is None else number(value), **facts)


def _path(address: str, language: Language) -> tuple[str, ...]:
    """An address as labels: a cell's, or those of the fields as far as the form has them."""
    for cell in cells():
        if cell.address == address:
            return path_of(cell, language)
    part: Any = PublishedReport
    names: list[str] = []
    for field in address.split("."):
        if part is None or field not in part.model_fields:
            break
        label = label_of(part, field)
        names.append(label.official if language == "zh" else label.meaning)
        part = part_of(part, field)
    return tuple(names) or (legible(address),)
