"""A report beside last year's: what must continue, what must not repeat, and whether both belong together."""

from __future__ import annotations

import decimal
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, strategies as st

import gov_disclosure_schema as gds
from gov_disclosure_schema.catalogue import RULES, YEAR_RULES
from gov_disclosure_schema.checks.switches import Switches
from gov_disclosure_schema.checks.years import Pair, compared
from gov_disclosure_schema.editions import FORMS
from gov_disclosure_schema.report import cell_values, continuities, narratives, tables
from gov_disclosure_schema.testing import published_reports
from gov_disclosure_schema.testing.reports import nested

EXAMPLES = Path(__file__).parents[1] / "examples"
FIGURES = Path(__file__).parents[2] / "shared" / "reports" / "figures"
LAST = gds.codecs.json.decode((EXAMPLES / "suqian-2023.json").read_bytes())
THIS = gds.codecs.text.decode((EXAMPLES / "suqian-2024.txt").read_bytes())
ROW = "requests.carried_over"
STOCK = "proactive_disclosure.rules.in_force"
FEES = "proactive_disclosure.fees.amount"


def changed(report: gds.PublishedReport, values: dict[str, Any]) -> gds.PublishedReport:
    """A report as published, with other values at some addresses."""
    fields = report.model_dump()
    for address, value in values.items():
        *path, leaf = address.split(".")
        part: Any = fields
        for step in path:
            part = part[step]
        part[leaf] = value
    return gds.PublishedReport.model_validate(fields)


def years(this: gds.PublishedReport, last: gds.PublishedReport = LAST, **switches: Any) -> gds.Findings:
    """What is found of both years, without what is found of this one alone."""
    return gds.check(this, previous=last, **{"select": "Y"} | switches)


def counted(findings: gds.Findings) -> dict[str, tuple[int, int, int]]:
    return {rule: tuple(tally) for rule, tally in findings.tally.items()}


ALL_PASS = {
    "Y-CARRY": (7, 0, 0),
    "Y-STOCK": (2, 0, 0),
    "Y-SAME": (3, 0, 0),
    "Y-UNIT": (1, 0, 0),
    "Y-YEAR": (1, 0, 0),
    "Y-ORGAN": (1, 0, 0),
}
APART = {rule: (0, 0, sum(tally)) for rule, tally in ALL_PASS.items()}


class TestWhatMustContinueIsMarkedOnTheFields:
    """Last year's carried forward is this year's carried over, column by column; stock is last stock, more, less."""

    def test_the_continuities_of_the_form(self) -> None:
        found = continuities()
        assert [(one.rule, one.at, one.last, one.partial) for one in found if one.rule == "Y-CARRY"] == [
            ("Y-CARRY", f"{ROW}.{column}", f"requests.carried_forward.{column}", column != "total")
            for column in type(THIS.requests.received).model_fields
        ]
        assert [one for one in found if one.rule == "Y-STOCK"] == [
            (
                "Y-STOCK",
                f"proactive_disclosure.{kind}.in_force",
                f"proactive_disclosure.{kind}.in_force",
                (f"proactive_disclosure.{kind}.issued",),
                (f"proactive_disclosure.{kind}.repealed",),
                False,
            )
            for kind in ("rules", "normative_documents")
        ]
        assert len(found) == 9

    @given(published_reports(max_paragraphs=1), st.data())
    def test_a_year_made_from_the_last_one_passes_and_any_other_number_does_not(
        self, last: gds.PublishedReport, data: st.DataObject
    ) -> None:
        """The reference: computed here from the addresses, not from the marks."""
        before, now = cell_values(last), cell_values(THIS)
        year, organ = 2023, last.organ or "某市"
        last = changed(last, {"year": year, "organ": organ, "unified_social_credit_code": None})
        this = changed(THIS, {"year": year + 1, "organ": organ, "unified_social_credit_code": None})
        for column in type(THIS.requests.received).model_fields:
            now[f"{ROW}.{column}"] = before[f"requests.carried_forward.{column}"]
        for kind in ("rules", "normative_documents"):
            stock, issued, repealed = (f"proactive_disclosure.{kind}.{x}" for x in ("in_force", "issued", "repealed"))
            now[issued], now[repealed], now[stock] = 3, 3, before[stock]
        this = changed(this, now)
        findings = years(this, last, select=["Y-CARRY", "Y-STOCK"])
        assert [finding for finding in findings if finding.rule != "NOT-ASSESSABLE"] == []
        blank = [one for one in continuities() if before[one.last] is None]
        for rule, count in (("Y-CARRY", 7), ("Y-STOCK", 2)):
            not_assessable = sum(one.rule == rule for one in blank)
            assert findings.tally[rule] == gds.Tally(count - not_assessable, 0, not_assessable)
        one = data.draw(st.sampled_from(continuities()))
        if before[one.last] is not None:
            wrong = years(changed(this, {one.at: 0 if now[one.at] else 1}), last, select=[one.rule])
            assert [finding.at for finding in wrong if finding.rule == one.rule] == [(one.at,)]
            assert wrong.tally[one.rule].failed == 1


class TestTheRealFigures:
    """Suqian 2024 against 2023, by hand: 118, 3, 0, 0, 0, 0 and 121 carried; 11 + 2 - 1 = 12; 597 + 50 - 227 = 420."""

    def test_every_comparison_passes(self) -> None:
        findings = years(THIS)
        assert list(findings) == []
        assert counted(findings) == ALL_PASS

    def test_the_figures_as_they_were_published(self) -> None:
        if not FIGURES.exists():
            pytest.skip("the published figures are not beside the project")
        then, now = (
            json.loads((FIGURES / f"suqian_{year}.json").read_text(encoding="utf-8"))["cells"] for year in (2023, 2024)
        )
        for column, due in zip(type(THIS.requests.received).model_fields, (118, 3, 0, 0, 0, 0, 121), strict=True):
            assert then[f"/requests/carried_forward/{column}"] == now[f"/requests/carried_over/{column}"] == due
        for kind, before, issued, repealed, after in (
            ("rules", 11, 2, 1, 12),
            ("normative_documents", 597, 50, 227, 420),
        ):
            assert then[f"/proactive_disclosure/{kind}/in_force"] == before
            assert [now[f"/proactive_disclosure/{kind}/{x}"] for x in ("issued", "repealed", "in_force")] == [
                issued,
                repealed,
                after,
            ]
            assert before + issued - repealed == after


class TestCarry:
    """Y-CARRY: an error in the total, a warning in a column, one finding for a case that moved between columns."""

    def test_the_total_is_an_error(self) -> None:
        (finding,) = years(changed(THIS, {f"{ROW}.total": 120}))
        assert (finding.rule, finding.severity, finding.variant) == ("Y-CARRY", gds.Severity.ERROR, "")
        assert (finding.at, finding.cells) == ((f"{ROW}.total",), (f"{ROW}.total",))
        assert finding.previous_cells == ("requests.carried_forward.total",)
        assert (finding.actual, finding.expected, finding.difference) == (120, 121, -1)
        assert finding.message("zh") == (
            "二、上年结转政府信息公开申请数量 › 总计：印为 120，而上年报告的“四、结转下年度继续办理 › 总计”为 121，相差 -1。"
        )
        assert finding.message("en") == (
            "carried over from last year › total: printed 120, but “carried forward to next year › total” of last "
            "year's report is 121, difference -1."
        )

    def test_a_column_is_a_warning(self) -> None:
        (finding,) = years(changed(THIS, {f"{ROW}.natural_person": 119}))
        assert (finding.rule, finding.severity, finding.variant) == ("Y-CARRY", gds.Severity.WARNING, "column")
        assert finding.message("en") == (
            "carried over from last year › natural persons: printed 119, but “carried forward to next year › natural "
            "persons” of last year's report is 118, difference +1."
        )

    def test_a_case_moved_between_two_columns_is_one_finding(self) -> None:
        findings = years(changed(THIS, {f"{ROW}.natural_person": 117, f"{ROW}.commercial_enterprise": 4}))
        (finding,) = findings
        assert (finding.rule, finding.severity, finding.variant) == ("Y-CARRY", gds.Severity.WARNING, "offset")
        assert finding.at == (f"{ROW}.natural_person", f"{ROW}.commercial_enterprise")
        assert finding.previous_cells == (
            "requests.carried_forward.natural_person",
            "requests.carried_forward.commercial_enterprise",
        )
        assert findings.tally["Y-CARRY"] == gds.Tally(5, 2, 0)
        assert finding.message("zh") == (
            "二、上年结转政府信息公开申请数量 › 自然人 与 二、上年结转政府信息公开申请数量 › 法人或其他组织 › 商业企业："
            "同上年报告的“四、结转下年度继续办理 › 自然人”相比，一处多 1，另一处少 1，两处相抵。疑有 1 件记错了列："
            "二、上年结转政府信息公开申请数量 › 自然人 印为 117，上年为 118；"
            "二、上年结转政府信息公开申请数量 › 法人或其他组织 › 商业企业 印为 4，上年为 3。"
        )
        assert finding.message("en") == (
            "carried over from last year › natural persons and carried over from last year › commercial enterprises: "
            "beside “carried forward to next year › natural persons” of last year's report one is 1 too high and the "
            "other 1 too low, and they cancel out. Probably 1 stood in the wrong column: carried over from last year › "
            "natural persons is printed as 117, last year 118; carried over from last year › commercial enterprises is "
            "printed as 4, last year 3."
        )

    def test_a_total_never_cancels_a_column(self) -> None:
        findings = years(changed(THIS, {f"{ROW}.natural_person": 117, f"{ROW}.total": 122}))
        assert [finding.variant for finding in findings] == ["column", ""]

    def test_a_total_beside_two_columns_that_cancel_each_other_is_told_by_itself(self) -> None:
        moved = {f"{ROW}.natural_person": 117, f"{ROW}.commercial_enterprise": 4}
        found = years(changed(THIS, moved | {f"{ROW}.total": 122}))
        assert [(finding.variant, finding.difference) for finding in found] == [("offset", -1), ("", 1)]

    def test_two_pairs_that_cancel_are_two_findings(self) -> None:
        """Each in the place of its first column; what stands between them is told where it stands."""
        one = {f"{ROW}.natural_person": 117, f"{ROW}.commercial_enterprise": 4}
        other = {f"{ROW}.research_institution": 5, f"{ROW}.legal_service_organization": 5}
        last = {
            "requests.carried_forward.research_institution": 7,
            "requests.carried_forward.legal_service_organization": 3,
        }
        found = years(changed(THIS, one | other), changed(LAST, last))
        assert [(finding.variant, finding.facts["surplus"]) for finding in found] == [("offset", "1"), ("offset", "2")]

    def test_differences_that_could_be_paired_in_two_ways_are_told_one_by_one(self) -> None:
        moved = {f"{ROW}.natural_person": 117, f"{ROW}.commercial_enterprise": 2, f"{ROW}.research_institution": 1}
        assert [finding.variant for finding in years(changed(THIS, moved))] == ["column"] * 3

    def test_what_is_blank_in_either_year_is_not_assessable(self) -> None:
        findings = years(
            changed(THIS, {f"{ROW}.total": None}), changed(LAST, {"requests.carried_forward.natural_person": None})
        )
        assert findings.tally["Y-CARRY"] == gds.Tally(5, 0, 2)
        (finding, same) = findings
        assert (finding.rule, finding.variant) == ("NOT-ASSESSABLE", "years")
        assert finding.at == (f"{ROW}.natural_person", f"{ROW}.total")
        assert finding.cells == (f"{ROW}.total",)
        assert finding.previous_cells == ("requests.carried_forward.natural_person",)
        assert finding.message("zh") == (
            "Y-CARRY：2 项与上年的核对因所需数据空白而无法进行（既不算通过，也不算不通过）。"
        )
        assert finding.message("en") == (
            "Y-CARRY: comparisons with last year that could not be made because of a blank (neither passed nor failed): 2."
        )
        assert same.facts["rule"] == "Y-SAME"


class TestStock:
    """Y-STOCK: in force is last year's, with what was issued, less what was repealed; a warning."""

    def test_another_stock(self) -> None:
        (finding,) = years(changed(THIS, {STOCK: 13}))
        assert (finding.rule, finding.severity) == ("Y-STOCK", gds.Severity.WARNING)
        assert finding.cells == (STOCK, "proactive_disclosure.rules.issued", "proactive_disclosure.rules.repealed")
        assert finding.previous_cells == (STOCK,)
        assert (finding.actual, finding.expected, finding.difference) == (13, 12, 1)
        assert finding.message("zh") == (
            "规章 › 现行有效件数：印为 13，而上年为 11，加本年制发件数 2、减本年废止件数 1，应为 12，相差 +1。"
        )
        assert finding.message("en") == (
            "rules › in force: printed 13, but 11 of last year, plus 2 issued this year, less 1 repealed this year, "
            "make 12, difference +1."
        )


class TestTheSameTableAgain:
    """Y-SAME: a table that equals last year's, unless so few digits agree that chance would do it."""

    def test_a_table_used_again(self) -> None:
        again = {address: value for address, value in cell_values(LAST).items() if address.startswith("remedies.")}
        (finding,) = years(changed(THIS, again))
        assert (finding.rule, finding.severity, finding.at) == ("Y-SAME", gds.Severity.WARNING, ("remedies",))
        filled = [address for address, value in again.items() if value]
        assert finding.cells == finding.previous_cells == tuple(filled)
        assert finding.message("zh") == (
            "“四、政府信息公开行政复议、行政诉讼情况”的表与上年报告的完全相同"
            f"（{len(filled)} 格不为 0），请核实是否误用了上年的表。"
        )
        assert finding.message("en") == (
            "the table of 四、政府信息公开行政复议、行政诉讼情况 equals last year's in every cell "
            f"({len(filled)} are not 0); was last year's table used again?"
        )

    @pytest.mark.parametrize("count", [0, 1, 99, 100])
    def test_small_numbers_agree_by_chance(self, count: int) -> None:
        zeros = dict.fromkeys((cell.address for cell in gds.cells() if cell.address.startswith("remedies.")), 0)
        few = zeros | {"remedies.reconsideration.upheld": count, "remedies.reconsideration.total": count}
        assert len(years(changed(THIS, few), changed(LAST, few))) == (count == 100)

    @pytest.mark.parametrize("blank_in", ["this", "last"])
    def test_a_blank_in_one_year_alone_leaves_the_table_open(self, blank_in: str) -> None:
        cell = "remedies.litigation.direct.upheld"
        again = {address: value for address, value in cell_values(LAST).items() if address.startswith("remedies.")}
        this, last = changed(THIS, again), LAST
        if blank_in == "this":
            this = changed(this, {cell: None})
        else:
            last = changed(last, {cell: None})
        findings = years(this, last, select="Y-SAME")
        assert findings.tally == {"Y-SAME": gds.Tally(2, 0, 1)}
        (finding,) = findings
        assert (finding.rule, finding.at) == ("NOT-ASSESSABLE", ("remedies",))
        assert finding.cells == ((cell,) if blank_in == "this" else ())
        assert finding.previous_cells == ((cell,) if blank_in == "last" else ())

    def test_a_stock_that_stays_is_no_table_used_again(self) -> None:
        zeros = dict.fromkeys((cell.address for cell in gds.cells() if cell.address.startswith("proactive")), 0)
        stays = zeros | {STOCK: 1200}
        assert list(years(changed(THIS, stays), changed(LAST, stays))) == []

    def test_every_table_is_compared(self) -> None:
        findings = years(changed(LAST, {"year": 2024}), select="Y-SAME")
        assert [finding.at for finding in findings] == [(table,) for table in tables()]


class TestUnit:
    """Y-UNIT: an amount about 10 000 times last year's, or as much less, was printed in another unit."""

    @pytest.mark.parametrize("amount", ["592372449", "727012578", "5.92", "7.27", "190000000", "18.6"])
    def test_an_amount_in_the_wrong_unit(self, amount: str) -> None:
        (finding,) = years(changed(THIS, {FEES: decimal.Decimal(amount)}))
        assert (finding.rule, finding.severity, finding.at) == ("Y-UNIT", gds.Severity.WARNING, (FEES,))
        assert finding.previous_cells == (FEES,)
        assert finding.message("zh") == (
            f"行政事业性收费 › 本年收费金额（单位：万元）：印为 {amount}，上年为 59237.2449，相差约一万倍，疑把元与万元弄混。"
        )
        assert finding.message("en") == (
            f"administrative fees › amount charged this year: printed {amount}, last year 59237.2449, about 10 000 "
            "times as much or as little; was 元 taken for 万元?"
        )

    @pytest.mark.parametrize("amount", ["0", "59237.2449", "1", "100", "180000000", "1900000000", "592372.449"])
    def test_an_amount_that_only_grew_or_shrank(self, amount: str) -> None:
        assert list(years(changed(THIS, {FEES: decimal.Decimal(amount)}))) == []

    @pytest.mark.parametrize(
        ("this", "last", "told"),
        [
            ("32000", "1", True),
            ("32000.5", "1", False),
            ("3125", "1", True),
            ("3124.5", "1", False),
            ("1", "32000", True),
            ("1", "32000.5", False),
            ("1", "3125", True),
            ("1", "3124.5", False),
        ],
    )
    def test_ten_thousand_times_within_a_factor_of_3_2_either_way(self, this: str, last: str, *, told: bool) -> None:
        """10 000 x 3.2 is 32 000, and 10 000 / 3.2 is 3 125; both are still told."""
        report, before = (changed(one, {FEES: decimal.Decimal(fees)}) for one, fees in ((THIS, this), (LAST, last)))
        assert [finding.rule for finding in years(report, before)] == ["Y-UNIT"] * told

    @pytest.mark.parametrize(
        ("this", "last", "cells", "previous"),
        [
            (None, 1, (FEES,), ()),
            (1, None, (), (FEES,)),
            (None, None, (FEES,), (FEES,)),
            (0, None, (), (FEES,)),
            (None, 0, (FEES,), ()),
        ],
    )
    def test_a_blank_amount_is_not_assessable(
        self, this: int | None, last: int | None, cells: tuple[str, ...], previous: tuple[str, ...]
    ) -> None:
        findings = years(changed(THIS, {FEES: this}), changed(LAST, {FEES: last}), select="Y-UNIT")
        assert findings.tally == {"Y-UNIT": gds.Tally(0, 0, 1)}
        assert [(one.rule, one.cells, one.previous_cells) for one in findings] == [("NOT-ASSESSABLE", cells, previous)]

    def test_in_any_decimal_context(self) -> None:
        with decimal.localcontext(decimal.Context(prec=2, traps=[decimal.Inexact])):
            assert [one.rule for one in years(changed(THIS, {FEES: decimal.Decimal(592372449)}))] == ["Y-UNIT"]


class TestBothBelongTogether:
    """Two reports of one organ for two years in a row; otherwise it is told, and nothing else is assessed."""

    @pytest.mark.parametrize("year", [2024, 2025])
    def test_last_year_is_neither_this_one_nor_a_later_one(self, year: int) -> None:
        (finding,) = years(THIS, changed(LAST, {"year": year}))
        assert (finding.rule, finding.facts) == ("Y-YEAR", {"this": "2024", "last": str(year), "due": "2023"})

    def test_another_year(self) -> None:
        findings = years(THIS, changed(LAST, {"year": 2022}))
        (finding,) = findings
        assert (finding.rule, finding.severity, finding.at) == ("Y-YEAR", gds.Severity.ERROR, ("year",))
        assert finding.message("zh") == (
            "本报告的年度是 2024，所给上年报告的年度是 2022，而应为 2023；跨年核对未进行。"
        )
        assert finding.message("en") == (
            "this report is of 2024, the report given as last year's is of 2022, not 2023; the two were not compared."
        )
        assert counted(findings) == APART | {"Y-YEAR": (0, 1, 0), "Y-ORGAN": (1, 0, 0)}

    def test_another_organ(self) -> None:
        findings = years(THIS, changed(LAST, {"organ": "宿城区"}))
        (finding,) = findings
        assert (finding.rule, finding.severity, finding.at) == ("Y-ORGAN", gds.Severity.WARNING, ("organ",))
        assert finding.message("zh") == (
            "本报告的机关是“宿迁市”，上年报告的是“宿城区”；跨年核对未进行。如属更名，可用 --ignore Y-ORGAN 继续核对。"
        )
        assert finding.message("en") == (
            "this report is of “宿迁市”, last year's of “宿城区”; the two were not compared. If the organ was renamed, "
            "--ignore Y-ORGAN compares them."
        )
        assert counted(findings) == APART | {"Y-YEAR": (1, 0, 0), "Y-ORGAN": (0, 1, 0)}

    def test_a_renamed_organ_is_compared_on_request(self) -> None:
        findings = years(THIS, changed(LAST, {"organ": "宿城区"}), ignore="Y-ORGAN")
        assert list(findings) == []
        assert counted(findings) == {rule: tally for rule, tally in ALL_PASS.items() if rule != "Y-ORGAN"}

    @pytest.mark.parametrize(
        ("this", "last", "same"),
        [
            ({"organ": "宿迁市人民政府"}, {"organ": "宿迁市"}, True),
            ({"organ": "宿迁市　人民政府"}, {"organ": "宿迁市"}, True),
            ({"organ": "宿迁市教育局"}, {"organ": "宿迁市"}, False),
            ({"unified_social_credit_code": "11321300014277015D"}, {"organ": "宿城区"}, False),
            (
                {"unified_social_credit_code": "11321300014277015D"},
                {"organ": "宿城区", "unified_social_credit_code": "11321300014277015D"},
                True,
            ),
            (
                {"unified_social_credit_code": "11321300014277015D"},
                {"unified_social_credit_code": "91350100M000100Y43"},
                False,
            ),
        ],
    )
    def test_one_organ_by_its_code_else_by_its_name(
        self, this: dict[str, Any], last: dict[str, Any], *, same: bool
    ) -> None:
        findings = years(changed(THIS, this), changed(LAST, last), select="Y-ORGAN")
        assert findings.tally == {"Y-ORGAN": gds.Tally(int(same), int(not same), 0)}

    @pytest.mark.parametrize("field", ["organ", "year"])
    @pytest.mark.parametrize(("this", "last"), [(False, True), (True, False), (False, False)])
    def test_what_is_not_stated_is_not_assessable_and_the_rest_is(self, field: str, *, this: bool, last: bool) -> None:
        reports = (one if states else changed(one, {field: None}) for one, states in ((THIS, this), (LAST, last)))
        findings = years(*reports)
        assert counted(findings) == ALL_PASS | {f"Y-{field.upper()}": (0, 0, 1)}
        (finding,) = findings
        assert (finding.rule, finding.facts["rule"]) == ("NOT-ASSESSABLE", f"Y-{field.upper()}")
        assert finding.cells == (() if this else (field,))
        assert finding.previous_cells == (() if last else (field,))


def blank(edition: str, **fields: Any) -> gds.PublishedReport:
    """A report of an edition without a number."""
    blanks = nested(edition, [None] * len(gds.cells(edition)))
    narrative = dict.fromkeys(narratives(), ())
    whole = {"edition": edition, "organ": "某市", **blanks, **narrative, **fields}
    return gds.PublishedReport.model_validate(whole)


def filled(edition: str, year: int, count: int) -> gds.PublishedReport:
    """The same with one number in every row of section 三."""
    report = blank(edition, year=year).model_dump()
    for row in ("received", "carried_over", "carried_forward"):
        report["requests"][row] = dict.fromkeys(report["requests"][row], count)
    return gds.PublishedReport.model_validate(report)


class TestEditions:
    """Every form has what continues by its fields; of two forms only what both have is compared, which is told."""

    @pytest.mark.parametrize("form", FORMS)
    def test_what_every_form_continues(self, form: str) -> None:
        carried = [one for one in continuities(form) if one.rule == "Y-CARRY"]
        stock = [one for one in continuities(form) if one.rule == "Y-STOCK"]
        assert len(carried) == 7
        has_stock = any(cell.address.endswith(".in_force") for cell in gds.cells(form))
        assert len(stock) == (2 if has_stock else 0)

    def test_two_years_on_the_trial_form(self) -> None:
        findings = years(filled("2019", 2020, 3), filled("2019", 2019, 3))
        assert findings.tally["Y-CARRY"] == gds.Tally(passed=7)
        assert "Y-STOCK" not in findings.tally
        assert "Y-UNIT" not in findings.tally

    def test_a_form_is_told_by_its_name_wherever_that_comes_from(self) -> None:
        """The tables of a corpus give names that are equal, but other objects."""
        values, form = cell_values(LAST), LAST.edition.encode().decode()
        of_a_table = SimpleNamespace(edition=form, organ="宿迁市", year=2024, unified_social_credit_code=None)
        findings = compared(Pair(of_a_table, LAST, values, values), Switches())
        assert "Y-EDITION" not in [finding.rule for finding in findings]
        assert findings.tally["Y-SAME"] == gds.Tally(failed=3)

    @pytest.mark.parametrize(("this", "last"), [("2019", "2021"), ("2021", "2019")])
    def test_a_change_of_form_is_told_in_either_direction_and_not_counted(self, this: str, last: str) -> None:
        findings = years(blank(this, year=2021), blank(last, year=2020))
        assert findings[-1].facts == {"this": this, "last": last}
        assert "Y-EDITION" not in findings.tally

    def test_of_reports_that_do_not_belong_together_no_change_of_form_is_told(self) -> None:
        assert [finding.rule for finding in years(blank("2021", year=2021), blank("2019", year=2019))] == ["Y-YEAR"]

    def test_of_two_editions_only_what_both_have_is_compared(self) -> None:
        findings = years(filled("2021", 2021, 3), filled("2019", 2020, 4))
        assert "Y-STOCK" not in findings.tally
        assert "Y-SAME" not in findings.tally
        assert findings.tally["Y-CARRY"] == gds.Tally(failed=7)
        (told,) = [finding for finding in findings if finding.rule == "Y-EDITION"]
        assert (told.severity, told.at) == (gds.Severity.INFO, ("edition",))
        assert told.message("zh") == "本报告用 2021 版表式，上年报告用 2019 版，仅核对两版共有的单元格。"
        assert told.message("en") == (
            "this report is on the form of edition 2021, last year's on that of 2019; only cells of both were compared."
        )

    @given(st.sampled_from([*FORMS]), st.sampled_from([*FORMS]), st.data())
    def test_any_forms_can_be_compared(self, this: str, last: str, data: st.DataObject) -> None:
        findings = years(
            data.draw(published_reports(edition=this, max_paragraphs=1)),
            data.draw(published_reports(edition=last, max_paragraphs=1)),
            ignore=["Y-YEAR", "Y-ORGAN"],
        )
        assert findings.tally["Y-CARRY"].ran == 7
        assert all(finding.message() for finding in findings)


class TestTheRulesOfTwoYears:
    """They run where last year's report is given, speak both languages, and stand in the source."""

    def test_without_last_year_none_runs(self) -> None:
        assert not set(gds.check(THIS).tally) & set(YEAR_RULES)

    @given(published_reports(max_paragraphs=1), published_reports(max_paragraphs=1))
    def test_any_two_reports_can_be_compared(self, this: gds.PublishedReport, last: gds.PublishedReport) -> None:
        findings = gds.check(this, previous=last)
        for finding in findings:
            for language in ("zh", "en"):
                assert finding.message(language)
        for rule, tally in findings.tally.items():
            if rule in YEAR_RULES:
                assert tally.ran == sum(ALL_PASS[rule])

    def test_a_finding_stands_at_this_years_cell(self) -> None:
        data = gds.codecs.text.encode(changed(THIS, {f"{ROW}.total": 120}))
        reading = gds.read(data, previous=LAST, select="Y-CARRY")
        assert [(one.rule, one.position) for one in reading.findings] == [
            ("Y-CARRY", reading.places[f"{ROW}.total"].position)
        ]

    def test_a_rule_has_the_severity_of_its_variant(self) -> None:
        rule = RULES["Y-CARRY"]
        assert rule.severity is gds.Severity.ERROR
        assert dict(rule.severities) == {"column": gds.Severity.WARNING, "offset": gds.Severity.WARNING}
        assert rule.severity_of("") is gds.Severity.ERROR
        assert rule.severity_of("column") is gds.Severity.WARNING
