"""The consolidated report of a region from those of its organs, and a published one beside what they add up to.

Cells are added; texts are the drafter's. A cell that is blank in one report is blank in the sum, which is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .catalogue import Words
from .editions import FORMS
from .errors import InvalidReport
from .findings import Finding
from .money import Money
from .report import PublishedReport, cell_values, cell_words, cells, sections, tables


class Member(NamedTuple):
    """A report of the region: what it is called (its file), and what it holds."""

    name: str
    report: PublishedReport


class Consolidated(NamedTuple):
    """The sum of a region's reports, and what is to be said of it."""

    report: PublishedReport
    findings: tuple[Finding, ...]


def consolidated(members: Sequence[Member], organ: str | None = None) -> Consolidated:
    """The sum of the reports of a region's organs.

    Parameters
    ----------
    members
        At least one.
    organ
        Name of the organ that reports for the region, where it is known.

    Returns
    -------
    Consolidated
        The report, without texts; and a finding for each cell that could not be added.

    Raises
    ------
    InvalidReport
        If an organ is there twice, or the reports are of different years or editions.
    """
    refused = [*_mixed(members), *_twice(members)]
    if refused:
        raise InvalidReport(*refused)
    form, year = members[0].report.edition, members[0].report.year
    found = [cell_values(member.report) for member in members]
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for cell in cells(form):
        column = [values_[cell.address] for values_ in found]
        value = _sum(column)
        values[cell.address] = value
        if value is None:
            findings.append(_unsummed(cell.address, cell_words(form)[cell.address], column, members))
    return Consolidated(_report(form, year, organ, values), tuple(findings))


def compared(published: PublishedReport, region: PublishedReport) -> tuple[Finding, ...]:
    """Which cells of a published consolidated report are not what the reports of its organs add up to.

    Returns
    -------
    tuple[Finding, ...]
        One for each cell, in the order of the form: with both numbers and their difference, or that one is blank.

    Raises
    ------
    InvalidReport
        If both are of different years or editions.
    """
    refused = [*_mixed([Member("", published), Member("", region)])]
    if refused:
        raise InvalidReport(*refused)
    return tuple(_differences(published, region))


def _differences(published: PublishedReport, region: PublishedReport) -> Iterator[Finding]:
    words, due = cell_words(published.edition), cell_values(region)
    for address, actual in cell_values(published).items():
        expected, at = due[address], (address,)
        facts: dict[str, str | int | Words] = {"cell": words[address]}
        if actual is None or expected is None:
            yield Finding("REGION-BLANK", at, at, facts=facts, variant="against")
        elif actual != expected:
            if isinstance(actual, Money) or isinstance(expected, Money):
                facts |= {"printed": f"{actual} / {expected}"}
                yield Finding("REGION-SUM", at, at, facts=facts, variant="money")
            else:
                yield Finding("REGION-SUM", at, at, actual, expected, actual - expected, facts=facts)


def _mixed(members: Sequence[Member]) -> Iterator[Finding]:
    kinds = dict.fromkeys(f"{member.report.year or '—'}/{member.report.edition}" for member in members)
    if len(kinds) > 1:
        yield Finding("REGION-MIXED", ("year", "edition"), ("year", "edition"), facts={"printed": "、".join(kinds)})


def _twice(members: Sequence[Member]) -> Iterator[Finding]:
    """Each organ that is there more than once, by its credit code or by its name."""
    by_key: defaultdict[str, list[Member]] = defaultdict(list)
    for member in members:
        report = member.report
        for key in {report.unified_social_credit_code, report.organ and "".join(report.organ.split())} - {None}:
            by_key[str(key)].append(member)
    told: set[tuple[str, ...]] = set()
    for key, found in by_key.items():
        names = tuple(member.name for member in found)
        if len(found) > 1 and names not in told and not _differ(found):
            told.add(names)
            facts = {"organ": found[0].report.organ or key, "others": "、".join(names)}
            yield Finding("REGION-TWICE", ("organ",), ("organ",), facts=facts)


def _differ(members: Sequence[Member]) -> bool:
    """Whether reports of one name are of as many organs, each with a credit code of its own."""
    codes = [member.report.unified_social_credit_code for member in members]
    return None not in codes and len({*codes}) == len(codes)


def _sum(column: Sequence[Any]) -> Any:
    """None where a cell is blank, or where units differ that a sum would have to state."""
    if None in column:
        return None
    if not any(isinstance(value, Money) for value in column):
        return sum(column[1:], column[0])
    units = {value.unit for value in column}
    total: Any = sum((value.number for value in column[1:]), column[0].number)
    return Money(total, units.pop()) if len(units) == 1 else None


def _unsummed(address: str, words: Words, column: Sequence[Any], members: Sequence[Member]) -> Finding:
    at = (address,)
    blank = [member.name for member, value in zip(members, column, strict=True) if value is None]
    if blank:
        return Finding("REGION-BLANK", at, at, facts={"cell": words, "others": "、".join(blank)})
    units = "、".join(dict.fromkeys(value.unit or "—" for value in column))
    return Finding("REGION-UNIT", at, at, facts={"cell": words, "printed": units})


def _report(form: str, year: int | None, organ: str | None, values: Mapping[str, Any]) -> PublishedReport:
    document: dict[str, Any] = {
        "schema_id": FORMS[form].schema_id,
        "edition": form,
        "organ": organ,
        "year": year,
        **{section: {} if section in tables() else () for section in sections()},
    }
    for address, value in values.items():
        *parents, leaf = address.split(".")
        part = document
        for field in parents:
            part = part.setdefault(field, {})
        part[leaf] = value
    return PublishedReport.model_validate(document)
