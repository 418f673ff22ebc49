"""The list of findings: each with its severity, its words, its place, and the cells that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..catalogue import Language
from ..findings import Finding, Number, Position
from ..reading import Reading
from ..results.names import apart, path_at
from ..results.words import DECIDED_HERE
from .equation import broken_identities, common_cause, equation
from .markup import Html, tag
from .numbers import plain
from .sheet import Numbered, Sheet
from .signs import severity_of, sign
from .words import said

CELLS_LISTED: Final = 12
"""As many cells of a finding are listed; all of them are marked in the tables."""


def list_of_findings(sheet: Sheet) -> Html:
    """Every finding, the most severe first."""
    heading = said("findings_count", sheet.language, count=len(sheet.findings))
    return tag(
        "section",
        tag(sheet.heading(1), heading, id=sheet.id("list-heading")),
        tag("ol", (_item(sheet, numbered) for numbered in sheet.findings), class_="findings")
        if sheet.findings
        else tag("p", said("no_findings", sheet.language)),
        class_="list",
        id=sheet.id("list-of-findings"),
        aria_labelledby=sheet.labelled_by("list-heading"),
    )


def _item(sheet: Sheet, numbered: Numbered) -> Html:
    number, finding = numbered
    severity = finding.severity.value
    return tag(
        "li",
        tag(
            sheet.heading(2),
            sign(severity),
            tag("span", severity_of(finding, sheet.language), class_="severity"),
            tag("span", said("number", sheet.language, number=number), class_="number"),
            tag("code", finding.rule),
        ),
        tag("p", finding.message(sheet.language), class_="message"),
        _where(sheet, finding),
        _cells(sheet, finding),
        _last_year(sheet, finding),
        tag("p", said("source", sheet.language, source=finding.source), class_="source")
        if not finding.source.startswith(DECIDED_HERE)
        else None,
        id=sheet.id(sheet.of_finding(number)),
        class_=f"finding {severity}",
        tabindex="-1",
    )


def _where(sheet: Sheet, finding: Finding) -> Html | None:
    if finding.position is None:
        return None
    return tag("p", _words_of(finding.position, sheet.language), class_="where")


def _words_of(position: Position, language: Language) -> str:
    if position.line and not position.table:
        return said("line_and_column", language, line=position.line, column=position.column)
    return position.words.spoken(language)


def _cells(sheet: Sheet, finding: Finding) -> Html | list[Html] | None:
    broken = broken_identities(sheet, finding)
    if broken:
        return [*(equation(sheet, identity) for identity in broken), *common_cause(sheet, broken)]
    at = [*dict.fromkeys(finding.at)]
    others = [address for address in dict.fromkeys(finding.cells) if address not in at]
    listed = [*_listed(sheet, "stands_at", at), *_listed(sheet, "cells", others)]
    return listed or None


def _listed(sheet: Sheet, key: str, addresses: list[str]) -> Iterator[Html]:
    if not addresses:
        return
    place, rest = apart([sheet.name(address) for address in addresses])
    if len(addresses) == 1:
        place, rest = "", [" › ".join(sheet.name(addresses[0]))]
    items = [tag("li", _named(sheet, address, name)) for address, name in zip(addresses, rest, strict=True)]
    if more := len(items[CELLS_LISTED:]):
        items[CELLS_LISTED:] = [tag("li", said("further_cells", sheet.language, count=more))]
    yield tag("div", tag("p", said(key, sheet.language), place), tag("ul", items), class_="cells")


def _last_year(sheet: Sheet, finding: Finding) -> Html | None:
    """The cells of last year's report, with their values and where they stand in it, as they are not on the page."""
    last = sheet.result.previous.reading if sheet.result.previous else None
    if last is None:
        return None
    listed = [address for address in finding.previous_cells if address in sheet.values_before]
    items = [_cell_before(sheet, last, address) for address in listed[:CELLS_LISTED]]
    if more := len(listed[CELLS_LISTED:]):
        items.append(tag("li", said("further_cells_last_year", sheet.language, count=more)))
    return tag("div", tag("p", said("last_year", sheet.language)), tag("ul", items), class_="cells") if items else None


def _cell_before(sheet: Sheet, last: Reading, address: str) -> Html:
    place = last.places.get(address)
    stands = said("last_year_at", sheet.language, place=_words_of(place.position, sheet.language)) if place else ""
    name = " › ".join(path_at(address, sheet.language, last.report.edition))
    return tag("li", name, " = ", _shown(sheet, sheet.values_before[address]), stands)


def _shown(sheet: Sheet, value: Number | None) -> str:
    return plain(value) if value is not None else said("blank", sheet.language)


def _named(sheet: Sheet, address: str, name: str) -> Html | str | list[Html | str]:
    shown = sheet.shown_at(address)
    named = sheet.link(shown, name) if shown else name
    value = sheet.values.get(address)
    if address not in sheet.values:
        return named
    return [named, " = ", _shown(sheet, value)]
