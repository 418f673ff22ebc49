"""The examples are what their README says, and their prose agrees with their tables."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema.part import Part
from gov_disclosure_schema.report import cell_values
from gov_disclosure_schema.walk import label_of, values_of

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
FIGURES = ROOT.parent / "shared" / "reports" / "figures"
PLANTED = EXAMPLES / "planted-errors.txt"
CANONICAL = sorted(set(EXAMPLES.glob("*-20*.*")))
CODECS = {".json": gds.codecs.json, ".txt": gds.codecs.text}

by_name = pytest.mark.parametrize("path", CANONICAL, ids=lambda path: path.name)


def strictly(path: Path) -> gds.AnnualReport:
    report: gds.AnnualReport = CODECS[path.suffix].decode(path.read_bytes())
    return report


def narrative(report: gds.PublishedReport) -> str:
    return "\n".join((*report.overview, *report.problems_and_improvements, *report.other_matters))


def published_figures(path: Path) -> dict[str, Any]:
    figures = FIGURES / f"{path.stem.replace('-', '_')}.json"
    if not figures.exists():
        pytest.skip("the published figures are not beside the project")
    found: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8"))
    return found


def test_there_are_three_canonical_ones_in_both_formats() -> None:
    assert [path.name for path in CANONICAL] == ["songzhuang-2023.txt", "suqian-2023.json", "suqian-2024.txt"]


@by_name
def test_canonical_examples_pass_the_strict_door_and_come_back_byte_for_byte(path: Path) -> None:
    assert CODECS[path.suffix].encode(strictly(path)) == path.read_bytes()


@by_name
def test_canonical_examples_are_read_without_a_finding(path: Path) -> None:
    reading = gds.read(path)
    assert list(reading.findings) == []
    assert reading.complete
    assert reading.findings.total == gds.Tally(passed=len(gds.identities()))
    assert reading.verified() == strictly(path)


@by_name
def test_the_figures_are_the_published_ones(path: Path) -> None:
    published, report = published_figures(path), strictly(path)
    assert (report.organ, report.year, report.edition) == tuple(published[key] for key in ("organ", "year", "edition"))
    due = {
        address.strip("/").replace("/", "."): Decimal(value) if isinstance(value, str) else value
        for address, value in published["cells"].items()
    }
    assert cell_values(report) == due


@by_name
def test_the_prose_states_every_number_that_the_published_text_stated(path: Path) -> None:
    numbers = {Decimal(number) for number in re.findall(r"[0-9]+(?:\.[0-9]+)?", narrative(strictly(path)))}
    for claim in published_figures(path)["narrative_claims"]:
        if claim["text_value"]:
            assert Decimal(claim["text_value"]) in numbers, claim["what"]
        else:
            assert claim["what"] in narrative(strictly(path))


@pytest.mark.parametrize("name", ["suqian-2023.json", "suqian-2024.txt"])
def test_the_prose_agrees_with_the_outcomes_and_the_balance(name: str) -> None:
    """Each kind of outcome is named in the overview with the sum of its rows; so are the four sides of the balance."""
    report = strictly(EXAMPLES / name)
    text, requests = narrative(report), report.requests

    def stated(words: str, number: int) -> None:
        assert f"{words}{number}件" in text

    for field, part in vars(requests.outcomes).items():
        if field != "total":
            label = label_of(type(requests.outcomes), field).official
            rows = [values_of(row)[-1] for row in vars(part).values() if isinstance(row, Part)] or [part.total]
            stated(label.partition("）")[2].partition("（")[0], sum(rows))
    stated("收办政府信息公开申请", requests.received.total + requests.carried_over.total)
    stated("新收", requests.received.total)
    stated("上年结转", requests.carried_over.total)
    stated("办结", requests.outcomes.total.total)
    stated("年末结转", requests.carried_forward.total)


@pytest.mark.parametrize("path", [*CANONICAL, PLANTED], ids=lambda path: path.name)
def test_section_six_says_what_information_processing_fees_were_charged(path: Path) -> None:
    assert any("信息处理费" in paragraph for paragraph in gds.read(path).report.other_matters)


@pytest.mark.parametrize("path", [*CANONICAL, PLANTED], ids=lambda path: path.name)
def test_the_overview_has_the_five_sub_headings(path: Path) -> None:
    headings = [paragraph for paragraph in gds.read(path).report.overview if paragraph.startswith("（")]
    assert headings == [
        "（一）主动公开",
        "（二）依申请公开",
        "（三）政府信息管理",
        "（四）政府信息公开平台建设",
        "（五）监督保障",
    ]


def test_the_carried_figures_of_the_two_years_meet() -> None:
    before, after = strictly(EXAMPLES / "suqian-2023.json"), strictly(EXAMPLES / "suqian-2024.txt")
    assert before.requests.carried_forward.total == after.requests.carried_over.total


def test_the_planted_errors_are_exactly_those_of_the_readme() -> None:
    rows = re.findall(
        r"^\| (\d+) \| (\d+) \| (\w+) \| `([A-Z0-9-]+)` \| (.*) \|$",
        (EXAMPLES / "README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    due = [
        (gds.Position(int(line), int(column)), severity, rule, tuple(re.findall("`([^`]+)`", at)))
        for line, column, severity, rule, at in rows
    ]
    reading = gds.read(PLANTED)
    found = [(finding.position, finding.severity, finding.rule, finding.at) for finding in reading.findings]
    assert due
    assert found == due
    assert reading.findings.total == gds.Tally(passed=35, failed=5, not_assessable=2)
    assert not reading.complete


def test_the_planted_errors_are_five_changes_of_a_real_report() -> None:
    """Five cells differ: one total, one case in two columns, one total of 0, one blank; the note changes no number."""
    right = cell_values(strictly(EXAMPLES / "suqian-2024.txt"))
    planted = cell_values(gds.read(PLANTED).report)
    changed = {address: (right[address], planted[address]) for address in right if right[address] != planted[address]}
    assert changed == {
        "requests.outcomes.disclosed.natural_person": (1408, 1407),
        "requests.outcomes.disclosed.commercial_enterprise": (21, 22),
        "requests.outcomes.partially_disclosed.total": (471, 481),
        "requests.outcomes.not_processed.excessive.research_institution": (0, None),
        "remedies.reconsideration.total": (170, 0),
    }
