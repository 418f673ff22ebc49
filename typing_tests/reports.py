"""What users' type checkers must see of a report: code as a user writes it, checked by mypy and by pyright, never run.

An expected error carries an ignore that both checkers verify: one that no longer errs is reported as unused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import assert_type

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import json, text
from gov_disclosure_schema.editions import e2021
from gov_disclosure_schema.money import Money
from gov_disclosure_schema.tables import RemedyCounts, RequesterCounts


def cells_of_a_verified_report_are_numbers(report: gds.AnnualReport) -> None:
    assert_type(report.organ, str)
    assert_type(report.year, int)
    assert_type(report.requests.received.total, int)
    assert_type(report.requests.outcomes.withheld.state_secret.natural_person, int)
    assert_type(report.remedies.litigation.direct.upheld, int)
    assert_type(report.proactive_disclosure.penalties.decisions, int)


def cells_of_a_published_report_may_be_blank(report: gds.PublishedReport) -> None:
    assert_type(report.organ, str | None)
    assert_type(report.year, int | None)
    assert_type(report.title, str | None)
    assert_type(report.requests.received.total, int | None)
    assert_type(report.remedies.litigation.direct.upheld, int | None)
    assert_type(report.proactive_disclosure.penalties.decisions, int | None)
    _ = report.requests.received.total + 1  # type: ignore[operator]


def what_editions_do_not_share_is_told_apart_by_the_part(report: gds.AnnualReport) -> None:
    section = report.proactive_disclosure
    if isinstance(section, e2021.ProactiveDisclosure):
        assert_type(section.rules.in_force, int)
        assert_type(section.fees.amount, Decimal)
    else:
        assert_type(section.licensing.change, int)
        assert_type(section.procurement.amount, Money)
        assert_type(section.procurement.amount.yuan, Decimal | None)
    other = report.requests.outcomes.other
    if isinstance(other, RequesterCounts):
        assert_type(other.total, int)
    else:
        assert_type(other.fee_unpaid.total, int)
    _ = report.proactive_disclosure.fees.amount  # type: ignore[union-attr]
    _ = report.requests.outcomes.other.fee_unpaid  # type: ignore[union-attr]


def the_same_of_a_published_report(report: gds.PublishedReport) -> None:
    section = report.proactive_disclosure
    if isinstance(section, e2021.ProactiveDisclosure):
        assert_type(section.fees.amount, Decimal | None)
    else:
        assert_type(section.procurement.amount, Money | None)
    other = report.requests.outcomes.other
    if isinstance(other, e2021.OtherHandling):
        assert_type(other.fee_unpaid.total, int | None)
    else:
        assert_type(other.total, int | None)


def header_and_narrative_are_the_same_behind_both_doors(report: gds.PublishedReport) -> None:
    assert_type(report.overview, tuple[str, ...])
    assert_type(report.unified_social_credit_code, str | None)
    assert_type(report.publication_date, date | None)
    assert_type(report.verified(), gds.AnnualReport)


def nothing_can_be_assigned(report: gds.AnnualReport, row: RequesterCounts[int]) -> None:
    report.year = 2024  # type: ignore[misc]
    row.total = 1  # type: ignore[misc]
    report.overview[0] = ""  # type: ignore[index]


def a_name_that_the_form_lacks_is_an_error(report: gds.AnnualReport) -> None:
    _ = report.requests.recieved  # type: ignore[attr-defined]


def _blanks(row: RequesterCounts[int | None]) -> int:
    return [row.natural_person, row.total].count(None)


def a_function_over_rows_that_may_be_blank_takes_a_strict_one(
    report: gds.AnnualReport, published: gds.PublishedReport
) -> None:
    assert_type(_blanks(report.requests.received), int)
    assert_type(_blanks(published.requests.received), int)


def _sum(group: RemedyCounts[int]) -> int:
    return group.upheld + group.corrected + group.other + group.pending


def a_function_over_strict_rows_refuses_one_that_may_be_blank(
    report: gds.AnnualReport, published: gds.PublishedReport
) -> None:
    assert_type(_sum(report.remedies.reconsideration), int)
    _sum(published.remedies.reconsideration)  # type: ignore[arg-type]


def a_function_over_published_reports_takes_a_verified_one(report: gds.AnnualReport) -> None:
    cells_of_a_published_report_may_be_blank(report)
    assert_type(gds.check(report), gds.Findings)


def decoding_returns_the_model_asked_for(data: bytes) -> None:
    assert_type(json.decode(data), gds.AnnualReport)
    assert_type(json.decode(data, gds.AnnualReport), gds.AnnualReport)
    assert_type(json.decode(data, gds.PublishedReport), gds.PublishedReport)
    assert_type(text.decode(data), gds.AnnualReport)
    assert_type(text.decode(data, gds.PublishedReport), gds.PublishedReport)
    assert_type(gds.AnnualReport.model_validate_json(data), gds.AnnualReport)
    json.decode(data, dict)  # type: ignore[type-var]


def encoding_returns_bytes(report: gds.PublishedReport) -> None:
    assert_type(json.encode(report), bytes)
    assert_type(gds.codecs.text.encode(report), bytes)


def reading_says_what_was_found(path: Path) -> None:
    reading = gds.read(path)
    assert_type(reading.report, gds.PublishedReport)
    assert_type(reading.findings, gds.Findings)
    assert_type(reading.findings.tally, Mapping[str, gds.Tally])
    assert_type(reading.complete, bool)
    assert_type(reading.format, str)
    for finding in reading.findings:
        assert_type(finding, gds.Finding)
        assert_type(finding.severity, gds.Severity)
        assert_type(finding.position, gds.Position | None)
        assert_type(finding.difference, int | Decimal | None)
        assert_type(finding.message("zh"), str)
        finding.message("fr")  # type: ignore[arg-type]
    gds.write(reading.report, path)


def years_are_compared_and_rules_switched(this: gds.AnnualReport, last: gds.PublishedReport, path: Path) -> None:
    findings = gds.check(this, previous=last, select="Y", ignore=["Y-SAME", "Y-UNIT"])
    assert_type(findings, gds.Findings)
    assert_type(findings.switched_off, tuple[str, ...])
    assert_type(gds.read(path, previous=last, ignore="P-,N-").report, gds.PublishedReport)
    gds.check(this, last)  # type: ignore[call-arg]
    found = gds.diff(this, last)
    assert_type(found, gds.Differences)
    assert_type(found.cells[0].change, int | Decimal | None)


def errors_carry_findings(data: bytes) -> None:
    try:
        gds.read(data)
    except gds.GovDisclosureError as error:
        assert_type(error.findings, tuple[gds.Finding, ...])


def the_form_is_data() -> None:
    assert_type(gds.cells(), tuple[gds.Cell, ...])
    assert_type(gds.identities(), tuple[gds.Identity, ...])
    assert_type(gds.schema("json"), str)
