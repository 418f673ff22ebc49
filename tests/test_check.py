"""`check`: what it finds, how it says it, and that it accounts for every identity."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given, strategies as st

import gov_disclosure_schema as gds
from gov_disclosure_schema.arithmetic import assess
from gov_disclosure_schema.catalogue import IDENTITY_RULES, LANGUAGES
from gov_disclosure_schema.checks import check_material, identities
from gov_disclosure_schema.checks.material import Material
from gov_disclosure_schema.report import cell_values
from gov_disclosure_schema.testing import broken, published_reports, reports

SOURCE = "国办公开办函〔2021〕30号"


@pytest.fixture
def zeros(report: gds.AnnualReport) -> gds.PublishedReport:
    return changed(report, dict.fromkeys((cell.address for cell in gds.cells() if cell.kind == "count"), 0))


def changed(report: gds.PublishedReport, values: dict[str, int | None]) -> gds.PublishedReport:
    """A report as published, with other values in some cells and a text that says nothing of them."""
    fields = report.model_dump() | dict.fromkeys(
        ("overview", "problems_and_improvements", "other_matters"), ("本年度未收取信息处理费。",)
    )
    for address, value in values.items():
        *path, leaf = address.split(".")
        part: Any = fields
        for step in path:
            part = part[step]
        part[leaf] = value
    return gds.PublishedReport.model_validate(fields)


class TestTally:
    """Passed, failed and not assessable always add up to the identities of the form, rule by rule."""

    @given(published_reports(max_paragraphs=1))
    def test_every_identity_is_counted_once(self, report):
        findings = gds.check(report)
        values = cell_values(report)
        assert findings.total.ran == len(gds.identities()) == 42
        for rule, tally in findings.tally.items():
            outcomes = [assess(identity, values) for identity in gds.identities() if identity.rule == rule]
            assert tally == gds.Tally(
                sum(outcome.holds for outcome in outcomes),
                sum(outcome.assessable and not outcome.holds for outcome in outcomes),
                sum(not outcome.assessable for outcome in outcomes),
            )
        assert tuple(findings.tally) == IDENTITY_RULES

    @given(published_reports(max_paragraphs=1))
    def test_every_broken_identity_is_in_a_finding_and_every_finding_is_about_one(self, report):
        values = cell_values(report)
        due = [(i.rule, i.at) for i in gds.identities() if assess(i, values).assessable and not assess(i, values).holds]
        found = [(finding.rule, at) for finding in gds.check(report).errors for at in finding.at]
        assert sorted(found) == sorted(due)

    @given(reports(max_paragraphs=1))
    def test_a_report_from_the_strict_door_passes_all(self, report):
        findings = gds.check(report)
        assert findings.errors == ()
        assert findings.total == gds.Tally(passed=42)

    def test_findings_without_a_tally_have_run_nothing(self):
        assert gds.Findings().total == gds.Tally()


class TestBroken:
    """One wrong cell is found under the right rule, at the right address, with every cell involved."""

    @pytest.mark.parametrize("rule", IDENTITY_RULES)
    @given(data=st.data())
    def test_the_identity_that_is_broken_is_named(self, rule, data):
        report = data.draw(broken(rule))
        values = cell_values(report)
        ((identity, outcome),) = [
            (identity, assess(identity, values))
            for identity in gds.identities()
            if identity.rule == rule and not assess(identity, values).holds
        ]
        (finding,) = [finding for finding in gds.check(report) if finding.rule == rule]
        assert finding.at == (identity.at,)
        assert finding.cells == identity.cells
        assert (finding.actual, finding.expected, finding.difference) == (
            outcome.actual,
            outcome.expected,
            outcome.difference,
        )
        assert finding.severity is gds.Severity.ERROR
        assert finding.source == SOURCE

    @given(published_reports(max_paragraphs=1))
    def test_every_finding_speaks_both_languages_and_survives_a_pickle(self, report):
        findings = gds.check(report)
        again = pickle.loads(pickle.dumps(findings))  # noqa: S301
        assert again == findings
        assert again.tally == findings.tally
        for finding, other in zip(findings, again, strict=True):
            for language in LANGUAGES:
                said = finding.message(language)
                assert said == other.message(language)
                assert "{" not in said
                assert "None" not in said


ROW = "requests.outcomes.withheld.repeated"
DIRECT = "remedies.litigation.direct"


class TestMessages:
    """Which cell, what is printed, what it should be, the difference: in Chinese and in English."""

    def said(self, report: gds.PublishedReport, rule: str) -> tuple[gds.Finding, str, str]:
        (finding,) = [finding for finding in gds.check(report) if finding.rule == rule]
        return finding, finding.message(), finding.message("en")

    def test_a_row_sum(self, zeros):
        report = changed(zeros, {"requests.received.natural_person": 3, "requests.received.total": 5})
        finding, zh, en = self.said(report, "T3-ROW")
        assert (finding.variant, finding.actual, finding.expected, finding.difference) == ("", 5, 3, 2)
        assert zh == "一、本年新收政府信息公开申请数量 › 总计：印为 5，六类申请人之和为 3，相差 +2。"
        assert en == (
            "applications received this year › total: printed 5, but the six kinds of requester add up to 3, "
            "difference +2."
        )

    def test_a_sum_of_outcomes(self, zeros):
        report = changed(
            zeros, {"requests.outcomes.disclosed.natural_person": 7, "requests.outcomes.total.natural_person": 4}
        )
        finding, zh, en = self.said(report, "T3-OUTCOME")
        assert finding.at == ("requests.outcomes.total.natural_person",)
        assert zh == ("三、本年度办理结果 › （七）总计 › 自然人：印为 4，（一）至（六）各项办理结果之和为 7，相差 -3。")
        assert en == (
            "outcomes this year › total of outcomes › natural persons: printed 4, but the outcomes (一) to (六) "
            "add up to 7, difference -3."
        )

    def test_a_balance(self, zeros):
        report = changed(
            zeros,
            {
                "requests.received.commercial_enterprise": 9,
                "requests.carried_over.commercial_enterprise": 1,
                "requests.carried_forward.commercial_enterprise": 4,
            },
        )
        finding, zh, en = self.said(report, "T3-BALANCE")
        assert (finding.variant, finding.actual, finding.expected, finding.difference) == ("", 4, 10, -6)
        assert zh == (
            "四、结转下年度继续办理 › 法人或其他组织 › 商业企业：第一项加第二项为 10，第三项总计加第四项为 4，相差 -6。"
        )
        assert en == (
            "carried forward to next year › commercial enterprises: items 一 and 二 add up to 10, items 三 (total) "
            "and 四 to 4, difference -6."
        )

    def test_a_sum_of_the_grid(self, zeros):
        finding, zh, en = self.said(changed(zeros, {f"{DIRECT}.upheld": 2, f"{DIRECT}.total": 3}), "T4-SUM")
        assert finding.cells == tuple(
            f"{DIRECT}.{cell}" for cell in ("total", "upheld", "corrected", "other", "pending")
        )
        assert zh == "行政诉讼 › 未经复议直接起诉 › 总计：印为 3，四种结果之和为 2，相差 +1。"
        assert en == (
            "administrative litigation › brought directly › total: printed 3, but the four results add up to 2, "
            "difference +1."
        )

    @pytest.mark.parametrize(
        ("rule", "values", "zh", "en"),
        [
            (
                "T3-ROW",
                {"requests.carried_over.natural_person": 3},
                "二、上年结转政府信息公开申请数量 › 总计：总计印为 0，而各项之和为 3，总计疑为漏填。",
                (
                    "carried over from last year › total: the total is printed as 0, but its parts add up to 3; "
                    "the total was probably left out."
                ),
            ),
            (
                "T3-OUTCOME",
                {"requests.outcomes.not_processed.excessive.total": 3},
                "三、本年度办理结果 › （七）总计 › 总计：总计印为 0，而各项之和为 3，总计疑为漏填。",
                (
                    "outcomes this year › total of outcomes › total: the total is printed as 0, but its parts add up "
                    "to 3; the total was probably left out."
                ),
            ),
            (
                "T4-SUM",
                {f"{DIRECT}.pending": 3},
                "行政诉讼 › 未经复议直接起诉 › 总计：总计印为 0，而各项之和为 3，总计疑为漏填。",
                (
                    "administrative litigation › brought directly › total: the total is printed as 0, but its parts "
                    "add up to 3; the total was probably left out."
                ),
            ),
        ],
    )
    def test_a_total_of_0_above_parts_that_are_not(self, zeros, rule, values, zh, en):
        finding, *said = self.said(changed(zeros, values), rule)
        assert finding.variant == "zero_total"
        assert said == [zh, en]

    def test_a_balance_of_0_is_no_total_left_out(self, zeros):
        finding, _, _ = self.said(changed(zeros, {"requests.received.natural_person": 3}), "T3-BALANCE")
        assert (finding.variant, finding.actual) == ("", 0)

    def test_a_case_moved_between_two_columns_is_one_finding_with_both(self, report):
        row = "requests.outcomes.disclosed"
        values = cell_values(report)
        moved = changed(
            report,
            {
                f"{row}.natural_person": values[f"{row}.natural_person"] - 2,
                f"{row}.research_institution": values[f"{row}.research_institution"] + 2,
            },
        )
        (finding,) = gds.check(moved)
        total = "requests.outcomes.total"
        first, second = values[f"{total}.natural_person"], values[f"{total}.research_institution"]
        assert (finding.rule, finding.variant) == ("T3-OUTCOME", "offset")
        assert finding.at == (f"{total}.natural_person", f"{total}.research_institution")
        assert {f"{row}.natural_person", f"{row}.research_institution"} <= set(finding.cells)
        assert len(finding.cells) == len(set(finding.cells)) == 2 * 22
        assert (finding.actual, finding.expected, finding.difference) == (first, first - 2, 2)
        assert finding.message() == (
            "三、本年度办理结果 › （七）总计 › 自然人 与 三、本年度办理结果 › （七）总计 › 法人或其他组织 › 科研机构："
            "一处多 2，另一处少 2，两处相抵。疑有 2 件记错了行或列："
            f"三、本年度办理结果 › （七）总计 › 自然人 印为 {first}，应为 {first - 2}；"
            f"三、本年度办理结果 › （七）总计 › 法人或其他组织 › 科研机构 印为 {second}，应为 {second + 2}。"
        )
        assert finding.message("en") == (
            "outcomes this year › total of outcomes › natural persons and outcomes this year › total of outcomes › "
            "research institutions: one is 2 too high and the other 2 too low, and they cancel out. "
            "Probably 2 stood in the wrong row or column: "
            f"outcomes this year › total of outcomes › natural persons is printed as {first}, should be {first - 2}; "
            "outcomes this year › total of outcomes › research institutions is printed as "
            f"{second}, should be {second + 2}."
        )
        assert gds.check(moved).tally["T3-OUTCOME"] == gds.Tally(passed=5, failed=2)

    def test_a_case_moved_between_two_rows_is_one_finding_with_both(self, report):
        values = cell_values(report)
        rows = "requests.outcomes.disclosed", "requests.outcomes.partially_disclosed"
        moved = changed(
            report,
            {
                f"{rows[0]}.natural_person": values[f"{rows[0]}.natural_person"] - 1,
                f"{rows[1]}.natural_person": values[f"{rows[1]}.natural_person"] + 1,
            },
        )
        (finding,) = gds.check(moved)
        assert (finding.rule, finding.variant) == ("T3-ROW", "offset")
        assert finding.at == (f"{rows[0]}.total", f"{rows[1]}.total")

    def test_offsets_that_could_be_paired_in_two_ways_are_told_one_by_one(self, zeros):
        group = "remedies.reconsideration", DIRECT, "remedies.litigation.after_reconsideration"
        spoiled = {f"{group[0]}.total": 1, f"{group[1]}.total": 1, f"{group[2]}.total": 4, f"{group[2]}.upheld": 5}
        findings = gds.check(changed(zeros, spoiled))
        assert [(finding.variant, finding.at, finding.difference) for finding in findings] == [
            ("", (f"{group[0]}.total",), 1),
            ("", (f"{group[1]}.total",), 1),
            ("", (f"{group[2]}.total",), -1),
        ]

    def test_neither_are_two_that_are_too_high_paired_with_two_that_are_too_low(self, zeros):
        rows = ("received", "carried_over", "outcomes.disclosed", "outcomes.partially_disclosed")
        spoiled = {f"requests.{row}.natural_person": 1 for row in rows[:2]}
        spoiled |= {f"requests.{row}.total": 1 for row in rows[2:]}
        findings = [finding for finding in gds.check(changed(zeros, spoiled)) if finding.rule == "T3-ROW"]
        assert [(finding.variant, finding.at, finding.difference) for finding in findings] == [
            ("zero_total", (f"requests.{rows[0]}.total",), -1),
            ("zero_total", (f"requests.{rows[1]}.total",), -1),
            ("", (f"requests.{rows[2]}.total",), 1),
            ("", (f"requests.{rows[3]}.total",), 1),
        ]

    def test_a_finding_about_several_cells_stands_where_the_first_of_them_does(self, report):
        row = "requests.outcomes.disclosed"
        values = cell_values(report)
        moved = changed(
            report,
            {
                f"{row}.natural_person": values[f"{row}.natural_person"] - 2,
                f"{row}.research_institution": values[f"{row}.research_institution"] + 2,
            },
        )
        positions = {at: gds.Position(line) for line, at in enumerate(values, 1)}
        (finding,) = check_material(Material(moved, positions=positions))
        assert len(finding.at) == 2
        assert finding.position == positions[finding.at[0]]

    def test_blanks_are_told_once_for_each_rule_that_needs_them(self, zeros):
        report = changed(zeros, {"requests.received.natural_person": None, f"{DIRECT}.total": None})
        findings = gds.check(report)
        assert {rule: tuple(tally) for rule, tally in findings.tally.items()} == {
            "T3-ROW": (24, 0, 1),
            "T3-OUTCOME": (7, 0, 0),
            "T3-BALANCE": (6, 0, 1),
            "T4-SUM": (2, 0, 1),
        }
        assert [(finding.rule, finding.at, finding.cells) for finding in findings] == [
            ("NOT-ASSESSABLE", ("requests.received.total",), ("requests.received.natural_person",)),
            (
                "NOT-ASSESSABLE",
                ("requests.carried_forward.natural_person",),
                ("requests.received.natural_person",),
            ),
            ("NOT-ASSESSABLE", (f"{DIRECT}.total",), (f"{DIRECT}.total",)),
        ]
        assert findings[0].severity is gds.Severity.WARNING
        assert findings[0].message() == ("T3-ROW：1 项勾稽关系因所需单元格空白而无法核对（既不算通过，也不算不通过）。")
        assert findings[0].message("en") == (
            "T3-ROW: identities that could not be assessed because of a blank cell (neither passed nor failed): 1."
        )


class TestWhatACheckCosts:
    """The first report of a form is assessed identity by identity; a later one only if one of them is broken."""

    def test_how_many_identities_are_assessed(self, report, zeros, monkeypatch):
        assessed = []

        def counted(identity, values):
            assessed.append(identity.rule)
            return assess(identity, values)

        monkeypatch.setattr(identities, "assess", counted)
        monkeypatch.setattr(identities, "_met", set())
        wrong = changed(zeros, {f"{DIRECT}.total": 3})
        blank = changed(zeros, {f"{DIRECT}.total": None})
        came_out = []
        for one in (report, report, wrong, zeros, blank):
            assessed.clear()
            tally = gds.check(one, select=("T3", "T4")).tally
            came_out.append((len(assessed), tuple(tally["T4-SUM"])))
            assert tuple(tally) == IDENTITY_RULES
        assert came_out == [(42, (3, 0, 0)), (0, (3, 0, 0)), (42, (2, 1, 0)), (0, (3, 0, 0)), (42, (2, 0, 1))]


def test_a_wrong_report_is_told_also_if_it_is_the_first(zeros, monkeypatch):
    monkeypatch.setattr(identities, "_met", set())
    assert len(gds.check(changed(zeros, {f"{DIRECT}.total": 3})).errors) == 1


def test_last_year_is_given_by_name(report):
    with pytest.raises(TypeError):
        gds.check(report, report)


def test_what_is_checked_is_not_changed_by_a_check(report):
    material = Material(report)
    with pytest.raises(FrozenInstanceError):
        material.previous = report


class TestWhatAReportLeavesUnsaidIsTold:
    """A report that is incomplete says what it lacks, in every format."""

    @pytest.mark.parametrize("format_name", ["json", "xml", "text"])
    def test_a_narrative_section_without_text(self, report: gds.AnnualReport, format_name: str) -> None:
        data = gds.FORMATS[format_name].encode(report.model_copy(update={"other_matters": ()}))
        reading = gds.read(data)
        assert not reading.complete
        [finding] = reading.findings
        assert (finding.rule, finding.at, finding.cells) == ("SECTION-EMPTY", ("other_matters",), ("other_matters",))
        assert finding.message("zh") == "“六、其他需要报告的事项”部分没有文字。"
        assert finding.position
        line = data.decode().splitlines()[finding.position.line - 1][finding.position.column - 1 :]
        due = {"json": "[]}", "xml": "  <other_matters>", "text": "六、其他需要报告的事项"}
        assert line == due[format_name]

    @pytest.mark.parametrize("format_name", ["json", "xml"])
    def test_organ_and_year_that_are_not_stated(self, report: gds.AnnualReport, format_name: str) -> None:
        published = gds.PublishedReport.model_validate({**report.model_dump(), "organ": None, "year": None})
        reading = gds.read(gds.FORMATS[format_name].encode(published))
        assert not reading.complete
        assert [(finding.rule, finding.at, finding.message("en")) for finding in reading.findings] == [
            ("HEADER-BLANK", ("organ",), "the name of the organ that reports is not stated."),
            ("HEADER-BLANK", ("year",), "the reporting year is not stated."),
        ]
        assert [finding.message("zh") for finding in reading.findings] == ["未填机关名称。", "未填报告年度。"]
