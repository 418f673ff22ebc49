"""What is possible, but rarely right: each rule with what it lets pass and what it tells."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import gov_disclosure_schema as gds
from gov_disclosure_schema.catalogue import RULES
from gov_disclosure_schema.checks import check_material
from gov_disclosure_schema.checks.material import Material
from gov_disclosure_schema.checks.organs import is_below_the_city, is_department, same_organ
from gov_disclosure_schema.checks.switches import Switches
from gov_disclosure_schema.editions import EDITIONS
from gov_disclosure_schema.findings import Span
from gov_disclosure_schema.report import narratives
from gov_disclosure_schema.testing import published_reports
from gov_disclosure_schema.testing.reports import nested

EXAMPLES = Path(__file__).parents[1] / "examples"
REAL = Path(__file__).parents[2] / "shared" / "reports" / "songzhuang-2023.txt"
REPORT = gds.codecs.json.decode((EXAMPLES / "suqian-2023.json").read_bytes())
RULE_ROW = "proactive_disclosure.rules"


def changed(values: dict[str, Any]) -> gds.PublishedReport:
    """The report as published, with other values at some addresses."""
    fields = REPORT.model_dump()
    for address, value in values.items():
        *path, leaf = address.split(".")
        part: Any = fields
        for step in path:
            part = part[step]
        part[leaf] = value
    return gds.PublishedReport.model_validate(fields)


def found(rule: str, values: dict[str, Any]) -> list[gds.Finding]:
    """What a rule finds in the changed report; no other rule of plausibility finds anything."""
    findings = gds.check(changed(values), select="P")
    assert {finding.rule for finding in findings} <= {rule}
    return list(findings)


def only(rule: str, values: dict[str, Any]) -> gds.Finding:
    (finding,) = found(rule, values)
    return finding


class TestNothingIsFoundInWhatIsRight:
    """No rule speaks of the examples, nor of what is left open; the real report lacks one statement."""

    @pytest.mark.parametrize(
        "name", ["suqian-2023.json", "suqian-2024.txt", "songzhuang-2023.txt", "planted-errors.txt"]
    )
    def test_the_examples(self, name: str) -> None:
        assert [one.rule for one in gds.read(EXAMPLES / name, select="P").findings if one.rule.startswith("P-")] == []

    def test_the_real_report(self) -> None:
        if not REAL.exists():
            pytest.skip("the published report is not beside the project")
        (finding,) = [one for one in gds.read(REAL).findings if one.rule.startswith("P-")]
        assert (finding.rule, finding.variant, finding.at) == ("P-FEES", "", ("other_matters.0",))
        assert finding.position

    def test_a_report_of_which_nothing_is_known(self) -> None:
        assert found("", {"organ": None, "year": None, "publication_date": date(2030, 1, 1)}) == []

    @given(published_reports(max_paragraphs=2))
    def test_any_report_gets_warnings_and_infos_alone_in_both_languages(self, report: gds.PublishedReport) -> None:
        for finding in gds.check(report, select="P"):
            assert finding.severity in (gds.Severity.WARNING, gds.Severity.INFO)
            assert finding.message("zh")
            assert finding.message("en")


class TestPower:
    """P-POWER: only governments of provinces and cities, and organs of the State Council, make rules (规章)."""

    @pytest.mark.parametrize(
        "organ",
        [
            "孟津区送庄镇人民政府",
            "某县某乡人民政府",
            "宿城区某街道办事处",
            "某市某街道",
            "鄂温克族自治旗某苏木人民政府",
            "新安县人民政府",
            "新安县教育局",
            "洛阳市孟津区财政局",
            "内蒙古自治区鄂温克族自治旗人民政府",
            "北京市海淀区人民政府",
            "宿迁经济技术开发区管理委员会",
        ],
    )
    def test_organs_that_have_none(self, organ: str) -> None:
        assert is_below_the_city(organ)

    @pytest.mark.parametrize(
        "organ",
        [
            "宿迁市",
            "宿迁市人民政府",
            "新乡市人民政府",
            "镇江市人民政府",
            "景德镇市人民政府",
            "广西壮族自治区人民政府",
            "内蒙古自治区人民政府办公厅",
            "上海市人民政府办公厅",
            "延边朝鲜族自治州人民政府",
            "国家税务总局",
            "国家乡村振兴局",
            "中国证券监督管理委员会",
            "昆山市人民政府",  # a county-level city, which its name does not say
            "宿迁市教育局",
        ],
    )
    def test_organs_that_have_it_or_of_which_the_name_does_not_say(self, organ: str) -> None:
        assert not is_below_the_city(organ)

    def test_rules_of_a_town(self) -> None:
        finding = only("P-POWER", {"organ": "孟津区送庄镇人民政府"})
        assert finding.severity is gds.Severity.WARNING
        assert finding.at == (f"{RULE_ROW}.issued",)
        assert finding.cells == (f"{RULE_ROW}.issued", f"{RULE_ROW}.in_force")
        assert finding.message("zh") == (
            "规章：“孟津区送庄镇人民政府”看来没有规章制定权，而此行印有不为 0 的数；是否把行政规范性文件误计为规章？"
        )
        assert finding.message("en") == (
            "rules: “孟津区送庄镇人民政府” seems to have no power to make rules, but numbers that are not 0 are printed; "
            "were normative documents counted as rules?"
        )

    @pytest.mark.parametrize("count", [0, None])
    def test_a_town_without_rules(self, count: int | None) -> None:
        row = dict.fromkeys((f"{RULE_ROW}.{column}" for column in ("issued", "repealed", "in_force")), count)
        assert found("P-POWER", {"organ": "孟津区送庄镇人民政府", **row}) == []

    def test_a_city_with_rules(self) -> None:
        assert found("P-POWER", {"organ": "宿迁市人民政府"}) == []


class TestStock:
    """P-STOCK: more issued this year than in force at its end, with nothing repealed."""

    def test_more_issued_than_in_force(self) -> None:
        finding = only("P-STOCK", {f"{RULE_ROW}.issued": 12, f"{RULE_ROW}.in_force": 11})
        assert (finding.severity, finding.at, finding.actual) == (
            gds.Severity.WARNING,
            (f"{RULE_ROW}.in_force",),
            11,
        )
        assert finding.message("zh") == "规章 › 现行有效件数：印为 11，少于本年制发件数 12，而没有废止的。"
        assert finding.message("en") == (
            "rules › in force: 11 is printed, less than 12 issued this year, though none were repealed."
        )

    @pytest.mark.parametrize(
        ("issued", "repealed", "in_force"), [(11, 0, 11), (12, 1, 11), (12, None, 11), (None, 0, 11), (12, 0, None)]
    )
    def test_what_can_be(self, issued: int | None, repealed: int | None, in_force: int | None) -> None:
        row = {"issued": issued, "repealed": repealed, "in_force": in_force}
        assert found("P-STOCK", {f"{RULE_ROW}.{column}": value for column, value in row.items()}) == []

    def test_one_row_that_cannot_be_told_hides_no_other(self) -> None:
        row = "proactive_disclosure.normative_documents"
        values = {f"{RULE_ROW}.repealed": None, f"{row}.issued": 12, f"{row}.repealed": 0, f"{row}.in_force": 11}
        assert only("P-STOCK", values).at == (f"{row}.in_force",)


class TestEdition:
    """P-EDITION: the form of another year."""

    @pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda edition: edition.name)
    def test_the_years_of_an_edition(self, edition: Any) -> None:
        last = edition.last_year or 2090
        for year in (edition.first_year, last):
            fields = {"edition": edition.name, "year": year}
            assert [one.rule for one in _of_edition(**fields)] == []
        if edition.last_year:
            (finding,) = _of_edition(edition=edition.name, year=last + 1)
            due = next(one.name for one in EDITIONS.values() if one.first_year == last + 1)
            assert (finding.rule, finding.severity) == ("P-EDITION", gds.Severity.WARNING)
            assert (finding.at, finding.cells) == (("edition",), ("edition", "year"))
            assert finding.message("zh") == (
                f"{last + 1} 年度的报告应用 {due} 版表式，而本报告用的是 {edition.name} 版。"
            )
            assert finding.message("en") == (
                f"a report of {last + 1} should be on the form of edition {due}, but this one is on that of edition "
                f"{edition.name}."
            )

    def test_of_a_mixture_of_editions_nothing_is_said(self) -> None:
        assert _of_edition(edition="2019+2021", year=2030) == []

    @pytest.mark.parametrize("year", [2019, 2020])
    def test_a_report_before_its_edition(self, year: int) -> None:
        (finding,) = _of_edition(edition="2021", year=year)
        assert finding.facts == {"year": str(year), "edition": "2021", "due": "2019"}


def _of_edition(edition: str, year: int) -> list[gds.Finding]:
    """What P-EDITION finds in a report without a number."""
    blanks = nested(edition, [None] * len(gds.cells(edition)))
    narrative = dict.fromkeys(narratives(), ())
    fields = {"edition": edition, "organ": "某市", "year": year, **blanks, **narrative}
    return list(gds.check(gds.PublishedReport.model_validate(fields), select="P-EDITION"))


class TestProblems:
    """P-PROBLEMS: section 五 must say something, and 无 is nothing."""

    @pytest.mark.parametrize("text", ["无", "无。", "暂无。", "没有。", "无问题。", " 无 。".strip()])
    def test_nothing_but_nothing(self, text: str) -> None:
        finding = only("P-PROBLEMS", {"problems_and_improvements": (text,)})
        assert (finding.severity, finding.variant) == (gds.Severity.WARNING, "nothing")
        assert finding.message("zh") == (
            f"“五、存在的主要问题及改进情况”部分只写“{text}”，而应写明存在的主要问题和改进情况。"
        )
        assert finding.message("en") == (
            f"section 五、存在的主要问题及改进情况 says only “{text}”, but should say what the problems are and how they "
            "are mended."
        )

    def test_no_text_at_all(self) -> None:
        finding = only("P-PROBLEMS", {"problems_and_improvements": ()})
        assert (finding.variant, finding.at) == ("", ("problems_and_improvements",))
        assert finding.message("zh") == "“五、存在的主要问题及改进情况”部分没有文字，而此部分必须填写。"
        assert finding.message("en") == "section 五、存在的主要问题及改进情况 has no text, but must have some."

    def test_what_reading_has_told_is_not_told_again(self) -> None:
        data = gds.codecs.json.encode(changed({"problems_and_improvements": (), "other_matters": ()}))
        assert [one.rule for one in gds.read(data).findings] == ["SECTION-EMPTY", "SECTION-EMPTY"]
        assert [one.rule for one in gds.read(data, ignore="SECTION-EMPTY").findings] == ["P-PROBLEMS", "P-FEES"]

    def test_what_reading_has_told_of_this_section_alone_is_not_told_again(self) -> None:
        data = gds.codecs.json.encode(changed({"problems_and_improvements": ()}))
        assert [one.rule for one in gds.read(data).findings] == ["SECTION-EMPTY"]

    @pytest.mark.parametrize(
        ("rule", "section"), [("SECTION-EMPTY", "overview"), ("SECTION-ORDER", "problems_and_improvements")]
    )
    def test_what_reading_has_told_of_another_section_or_otherwise_hides_nothing(self, rule: str, section: str) -> None:
        told = (gds.Finding(rule, (section,), (section,)),)
        report = changed({"problems_and_improvements": ()})
        findings = check_material(Material(report, switches=Switches("P-PROBLEMS"), told=told))
        assert [one.rule for one in findings] == ["P-PROBLEMS"]

    def test_what_is_quoted_is_the_first_paragraph_from_end_to_end(self) -> None:
        finding = only("P-PROBLEMS", {"problems_and_improvements": ("暂无。", "没有。", "无")})
        assert (finding.facts["printed"], finding.at, finding.span) == (
            "暂无。",
            ("problems_and_improvements.0",),
            Span(0, 3),
        )

    @pytest.mark.parametrize("text", ["无障碍浏览功能有待完善。", "没有专职人员，已调配一名。"])
    def test_something(self, text: str) -> None:
        assert found("P-PROBLEMS", {"problems_and_improvements": (text,)}) == []


class TestFees:
    """P-FEES: section 六 states the information processing fees, also where there were none (国办函〔2020〕109号)."""

    @pytest.mark.parametrize(
        "text",
        [
            "本年度没有收取信息处理费。",
            "全年收取政府信息公开信息处理费2230元，涉及3件。",
            "2023年度未产生信息公开处理费。",
            "本机关未收取任何费用。",
            "无收费情况。",
            "发出收费通知的件数和总金额以及实际收取的总金额均为零。",
            "依申请公开政府信息未收取检索费、复制费、邮寄费。",
            "不存在依申请公开收费的情况。",
            "政府信息公开收费：无。",
            "依申请公开收费0元，收费金额为0。",
            "行政事业性收费见第二部分；本年度未收取信息处理费。",
        ],
    )
    def test_stated(self, text: str) -> None:
        assert found("P-FEES", {"other_matters": ("其他事项如下。", text)}) == []

    @pytest.mark.parametrize("text", ["无。", "没有其他需要报告的事项。", "不断加强收费项目的公示。"])
    def test_not_stated(self, text: str) -> None:
        finding = only("P-FEES", {"other_matters": (text,)})
        assert (finding.severity, finding.variant, finding.source) == (
            gds.Severity.WARNING,
            "",
            "国办函〔2020〕109号",
        )
        assert finding.message("zh") == ("“六、其他需要报告的事项”部分没有说明信息处理费的收取情况；未收取的也应说明。")
        assert finding.message("en") == (
            "section 六、其他需要报告的事项 does not say what information processing fees (信息处理费) were charged; it "
            "should, also where none were."
        )

    @pytest.mark.parametrize("text", ["本年度未收取行政事业性收费。", "行政事业性收费12万元。"])
    def test_other_fees_are_not_these(self, text: str) -> None:
        finding = only("P-FEES", {"other_matters": (text,)})
        assert finding.variant == "other"
        assert finding.message("zh") == (
            "“六、其他需要报告的事项”部分只提到“行政事业性收费”，没有说明信息处理费的收取情况；两者不是一回事。"
        )
        assert finding.message("en") == (
            "section 六、其他需要报告的事项 speaks of “行政事业性收费” alone, not of information processing fees "
            "(信息处理费), which are something else."
        )

    def test_other_fees_are_quoted_where_they_stand(self) -> None:
        paragraphs = ("其他事项如下。", "其中，本年度未收取行政事业性收费。")
        finding = only("P-FEES", {"other_matters": paragraphs})
        assert (finding.at, finding.cells, finding.span) == (("other_matters.1",), ("other_matters.1",), Span(9, 16))
        assert paragraphs[1][9:16] == finding.facts["printed"] == "行政事业性收费"

    @pytest.mark.parametrize("year", [2021, None])
    def test_in_their_first_year_and_in_an_unknown_one_they_are_asked_for(self, year: int | None) -> None:
        assert [
            one.rule for one in gds.check(changed({"year": year, "other_matters": ("无。",)}), select="P-FEES")
        ] == ["P-FEES"]

    def test_before_they_were_introduced_nothing_is_asked(self) -> None:
        assert gds.check(changed({"year": 2020, "other_matters": ("无。",)}), select="P-FEES") == ()


class TestPeriod:
    """P-PERIOD: the period that the text states is the reporting year."""

    @pytest.mark.parametrize(
        ("text", "printed"),
        [
            ("本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。", "2022"),
            ("本报告所列数据的统计期限自2022年1月1日至12月31日止。", "2022"),
            ("统计期限为２０２２年１月１日—１２月３１日。", "2022"),
            ("统计期限：二〇二二年一月一日至二〇二二年十二月三十一日。", "2022"),
            ("统计期限自2022年1月1日起至2023年12月31日止。", "2022—2023"),
            ("统计数据自 2022 年 1 月 1 日起至 2022 年 12 月 31 日止。", "2022"),
        ],
    )
    def test_another_year(self, text: str, printed: str) -> None:
        finding = only("P-PERIOD", {"overview": ("概述。", text)})
        assert (finding.severity, finding.at) == (gds.Severity.WARNING, ("overview.1",))
        words = text.removesuffix("。")[:40]
        assert finding.message("zh") == f"文中的统计期限是 {printed} 年，而报告年度是 2023 年：“{words}”。"
        assert finding.message("en") == (
            f"the period that the text states is {printed}, but the report is of 2023: “{words}”."
        )

    @pytest.mark.parametrize(
        "text",
        [
            "统计期限自2023年1月1日起至2023年12月31日止。",
            "统计期限自2023年1月1日至12月31日。",
            "对2019年1月1日至2022年12月31日制发的文件开展清理。",
            "2022年1月1日起，平台改版；统计工作于2022年12月31日结束。",
        ],
    )
    def test_the_same_year_or_another_matter(self, text: str) -> None:
        assert found("P-PERIOD", {"overview": (text,)}) == []

    @pytest.mark.parametrize("before", ["", "本年度概述如下。 ", "本年度概述如下。" * 20])
    def test_the_sentence_is_quoted_from_its_first_character_and_forty_at_most(self, before: str) -> None:
        sentence = "本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止，涉及全市各级行政机关"
        text = f"{before}{sentence} 。其余从略。"
        finding = only("P-PERIOD", {"overview": (text,)})
        start = text.index(sentence)
        assert finding.span == Span(start, start + len(sentence))
        assert finding.facts["words"] == sentence[:40] != sentence

    def test_a_preface_before_the_first_section(self) -> None:
        text = gds.codecs.text.encode(REPORT).decode()
        title, rest = text.split("\n", 1)
        preface = "本报告的统计期限自2022年1月1日起至2022年12月31日止。"
        (finding,) = [
            one for one in gds.read(f"{title}\n{preface}\n{rest}".encode()).findings if one.rule == "P-PERIOD"
        ]
        assert (finding.at, finding.position) == (("year",), gds.Position(2, 1))
        assert finding.facts["printed"] == "2022"
        right = preface.replace("2022", "2023")
        assert "P-PERIOD" not in [one.rule for one in gds.read(f"{title}\n{right}\n{rest}".encode()).findings]


class TestPublication:
    """P-DATE, P-LATE: published the year after, departments by 31 January, governments by 31 March."""

    @pytest.mark.parametrize("day", [date(2023, 12, 31), date(2023, 3, 1), date(2025, 1, 2)])
    def test_in_a_year_that_does_not_fit(self, day: date) -> None:
        finding = only("P-DATE", {"publication_date": day})
        assert (finding.severity, finding.at) == (gds.Severity.WARNING, ("publication_date",))
        assert finding.message("zh") == f"发布日期 {day} 与报告年度 2023 不符：报告应在次年发布。"
        assert finding.message("en") == (
            f"the date of publication, {day}, does not fit the reporting year 2023: a report is published the year after."
        )

    @pytest.mark.parametrize(
        ("organ", "day", "due"),
        [
            ("宿迁市", date(2024, 4, 1), "2024-03-31"),
            ("宿迁市人民政府", date(2024, 12, 31), "2024-03-31"),
            ("宿迁市教育局", date(2024, 2, 1), "2024-01-31"),
            ("宿迁市发展和改革委员会", date(2024, 3, 31), "2024-01-31"),
        ],
    )
    def test_after_the_day(self, organ: str, day: date, due: str) -> None:
        finding = only("P-LATE", {"organ": organ, "publication_date": day})
        assert (finding.severity, finding.at) == (gds.Severity.INFO, ("publication_date",))
        assert finding.message("zh") == f"发布日期 {day} 晚于期限 {due}。"
        assert finding.message("en") == f"published on {day}, after {due}."

    @pytest.mark.parametrize(
        ("organ", "day"),
        [
            ("宿迁市", date(2024, 3, 31)),
            ("宿迁市", date(2024, 1, 1)),
            ("宿迁市教育局", date(2024, 1, 31)),
            ("某开发区管理委员会", date(2024, 3, 1)),
            ("宿迁市人民政府办公室", date(2024, 3, 1)),
        ],
    )
    def test_in_time(self, organ: str, day: date) -> None:
        values = {"organ": organ, "publication_date": day}
        assert [one.rule for one in gds.check(changed(values), select=["P-DATE", "P-LATE"])] == []

    @pytest.mark.parametrize(
        ("organ", "due"),
        [
            ("某市教育局", True),
            ("某省财政厅", True),
            ("某市卫健委", True),
            ("某开发区管委", False),
            ("某管委会", False),
            ("某市城市管理委员会", False),
        ],
    )
    def test_departments_by_name(self, organ: str, *, due: bool) -> None:
        """管理委员会 is the committee of a zone, or a department; nothing is said of it."""
        assert is_department(organ) == due


def test_none_of_them_is_an_error() -> None:
    severities = {rule.id: rule.severity for rule in RULES.values() if rule.id.startswith("P-")}
    assert severities.pop("P-LATE") is gds.Severity.INFO
    assert set(severities.values()) == {gds.Severity.WARNING}


@pytest.mark.parametrize("name", ["shanghai_office_2019", "songzhuang_2023", "suqian_2023", "suqian_2024"])
def test_real_figures_raise_no_alarm(name: str) -> None:
    """Without their text, of which two rules speak, as no section 五 and no section 六 are among the figures."""
    path = REAL.parent / "figures" / f"{name}.json"
    if not path.exists():
        pytest.skip("the published figures are not beside the project")
    figures = json.loads(path.read_text(encoding="utf-8"))
    cells = [(cell, figures["cells"][cell.pointer]) for cell in gds.cells(figures["edition"])]
    values = [float(value) if cell.kind == "amount" else value for cell, value in cells]
    narrative = dict.fromkeys(narratives(), ())
    whole = {field: figures[field] for field in ("edition", "organ", "year")} | narrative
    document = json.dumps(
        whole | nested(figures["edition"], values) | {"schema_id": EDITIONS[figures["edition"]].schema_id}
    )
    report = gds.PublishedReport.model_validate_json(document)
    assert gds.check(report, select="P", ignore="P-PROBLEMS,P-FEES") == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("甲市", None), ("甲市", None), True),
        (("甲市", None), ("乙市", None), False),
        (("乙市", None), ("甲市", None), False),
        (("甲市人民政府", None), ("甲 市", None), True),
        (("甲市", "A"), ("乙市", "A"), True),
        (("甲市", "A"), ("甲市", "B"), False),
        (("甲市", "B"), ("甲市", "A"), False),
        (("甲市", "A"), ("甲市", None), True),
        (("甲市", None), ("乙市", "A"), False),
        ((None, "A"), ("甲市", "A"), None),
        (("甲市", "A"), (None, "A"), None),
        ((None, None), (None, None), None),
    ],
)
def test_one_organ_by_its_code_else_by_its_name(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], *, same: bool | None
) -> None:
    named = [
        REPORT.model_construct(organ=organ, unified_social_credit_code=code and f"{code}1")
        for organ, code in (one, other)
    ]
    assert same_organ(*named) is same
