"""Published text is read as it stands: every number in its cell or in a finding, never in another cell.

The reports here have a different number in every cell, so that a number in a wrong cell shows.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from published_layouts import LAYOUTS, ragged_tabs

import gov_disclosure_schema as gds
from gov_disclosure_schema.findings import Position
from gov_disclosure_schema.report import cell_values

ADDRESSES = [cell.address for cell in gds.cells()]
IDENTITIES = {identity.rule for identity in gds.identities()} | {"NOT-ASSESSABLE"}
REAL = Path(__file__).parents[2] / "shared" / "reports" / "songzhuang-2023.txt"


def numbered(blank: frozenset[str] = frozenset()) -> gds.PublishedReport:
    """A report whose cells hold 1000, 1001, 1002 …, some of them blank."""
    fields: dict[str, Any] = {
        "edition": "2021",
        "organ": "某市",
        "year": 2023,
        "overview": ("今年公开信息 1190 条。", "（一）主动公开", "1.拓展渠道。"),
        "problems_and_improvements": ("人手不足。",),
        "other_matters": ("本年度未收取信息处理费。",),
    }
    for number, cell in enumerate(gds.cells(), 1000):
        *path, leaf = cell.address.split(".")
        part = fields
        for field in path:
            part = part.setdefault(field, {})
        value: int | Decimal = Decimal(number) if cell.kind == "amount" else number
        part[leaf] = None if cell.address in blank else value
    return gds.PublishedReport.model_validate(fields)


REPORT = numbered()
RAGGED = ragged_tabs(REPORT)


def seen(text: str) -> gds.Reading:
    return gds.read(text.encode())


def found(reading: gds.Reading, language: str = "zh") -> list[tuple[str, tuple[int, int] | None, str]]:
    """The findings apart from the arithmetic: rule, place, message."""
    return [
        (finding.rule, finding.position and finding.position[:2], finding.message(language))
        for finding in reading.findings
        if finding.rule not in IDENTITIES and finding.rule != "ROW-MOVED"
    ]


def differing(reading: gds.Reading) -> dict[str, tuple[object, object]]:
    """The cells that were not read as they are in `REPORT`: address → read, printed."""
    read, due = cell_values(reading.report), cell_values(REPORT)
    return {address: (read[address], due[address]) for address in due if read[address] != due[address]}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_every_cell(layout: str) -> None:
    """Layouts 1 to 5 and 7 of the ways that text is published give the same report, with no doubt about it."""
    reading = seen(LAYOUTS[layout](REPORT))
    assert reading.report == REPORT
    assert reading.complete
    assert {finding.rule for finding in reading.findings} - IDENTITIES <= {"ROW-MOVED"}
    assert set(reading.places) == set(ADDRESSES)


@given(
    layout=st.sampled_from(sorted(LAYOUTS)),
    blank=st.frozensets(st.sampled_from(ADDRESSES), max_size=200),
    mark=st.sampled_from(["", "/", "—", "－", "无"]),
)
def test_no_number_in_a_wrong_cell_and_none_lost_silently(layout: str, blank: frozenset[str], mark: str) -> None:
    """Whatever cells are blank, in whatever layout: each number is in its own cell, or a finding names the cell."""
    text = LAYOUTS[layout](numbered(blank), mark or ("/" if layout == "grid_in_one_line" else ""))
    reading = seen(text)
    named = {cell for finding in reading.findings if finding.rule not in IDENTITIES for cell in finding.cells}
    due = cell_values(numbered(blank))
    for address, value in cell_values(reading.report).items():
        assert value in (due[address], None)
        assert value == due[address] or address in named, f"{address} was lost in silence"
        assert value is not None or address in named, f"{address} is blank in silence"


@given(st.sampled_from(sorted(LAYOUTS)), st.frozensets(st.sampled_from(ADDRESSES), max_size=60))
def test_a_mark_in_every_blank_cell_keeps_every_number(layout: str, blank: frozenset[str]) -> None:
    """Where a blank cell is marked, counting cells never fails: every number is read."""
    reading = seen(LAYOUTS[layout](numbered(blank), "/"))
    assert cell_values(reading.report) == cell_values(numbered(blank))


@pytest.mark.parametrize(
    ("old", "new", "cell", "expected"),
    [
        (
            "\t1010\t",
            "\t1010件\t",
            1010,
            (
                "CELL-NOTE",
                (33, 19),
                "一、本年新收政府信息公开申请数量 › 自然人：“1010件”中取数 1010，其余“件”为附注。",
            ),
        ),
        (
            "\t1010\t",
            "\t22（其中修订16件）\t",
            22,
            (
                "CELL-NOTE",
                (33, 19),
                "一、本年新收政府信息公开申请数量 › 自然人：“22（其中修订16件）”中取数 22，其余“（其中修订16件）”为附注。",
            ),
        ),
        (
            "\t1010\t",
            "\t一二\t",
            None,
            ("CELL-VALUE", (33, 19), "一、本年新收政府信息公开申请数量 › 自然人：“一二”不是整数，未采用。"),
        ),
        (
            "\t1010\t",
            "\t3.5\t",
            None,
            ("CELL-VALUE", (33, 19), "一、本年新收政府信息公开申请数量 › 自然人：“3.5”不是整数，未采用。"),
        ),
        (
            "\t1010\t",
            "\t-1\t",
            None,
            ("CELL-VALUE", (33, 19), "一、本年新收政府信息公开申请数量 › 自然人：“-1”不是整数，未采用。"),
        ),
        (
            "\t1010\t",
            "\t1 010\t",
            None,
            ("CELL-VALUE", (33, 19), "一、本年新收政府信息公开申请数量 › 自然人：“1 010”不是整数，未采用。"),
        ),
        (
            "\t1010\t",
            "\t/\t",
            None,
            (
                "CELL-BLANK",
                (33, 19),
                "一、本年新收政府信息公开申请数量 › 自然人：单元格空白（印作“/”），未当作 0。",
            ),
        ),
    ],
)
def test_a_cell_that_is_no_plain_number(
    old: str, new: str, cell: int | None, expected: tuple[str, tuple[int, int], str]
) -> None:
    """A note is kept and told, a blank is no 0, and what is no number is not taken."""
    assert old in RAGGED
    reading = seen(RAGGED.replace(old, new))
    assert reading.report.requests.received.natural_person == cell
    assert found(reading) == [expected]
    assert set(differing(reading)) <= {"requests.received.natural_person"}


@pytest.mark.parametrize("printed", ["１０１０", "1,010", "1，010", "01010", " 1010 ", "\u200b1010"])
def test_other_ways_to_write_a_number(printed: str) -> None:
    """Full-width digits, thousands in threes, leading zeros and invisible characters change nothing."""
    reading = seen(RAGGED.replace("\t1010\t", f"\t{printed}\t"))
    assert reading.report == REPORT
    assert found(reading) == []


def test_a_unit_that_is_not_the_form_s() -> None:
    """An amount in yuan is taken as printed, and its unit is an error to look at."""
    reading = seen(RAGGED.replace("行政事业性收费\t1009", "行政事业性收费\t251000元"))
    assert reading.report.proactive_disclosure.fees.amount == 251000
    assert found(reading) == [
        (
            "CELL-UNIT",
            (26, 9),
            "行政事业性收费 › 本年收费金额（单位：万元）：本表单位为万元，而印作“251000元”；数值照印录入，请核对单位。",
        )
    ]


def test_a_number_cut_in_two() -> None:
    """Sixteen cells in a row of fifteen: the join that makes the totals right is suggested, none is made."""
    printed = "\t".join(map(str, range(1185, 1200)))
    assert printed in RAGGED
    reading = seen(RAGGED.replace(printed, "5 1 0 0 6 1 0 0 0 0 10 1 0 0 0 1".replace(" ", "\t")))
    assert found(reading) == [
        (
            "ROW-TOO-MANY",
            (64, 1),
            "四、政府信息公开行政复议、行政诉讼情况：应有 15 个数，印有 16 个，整行未采用。1 | 0 → 10?",
        )
    ]
    assert set(differing(reading)) == {address for address in ADDRESSES if address.startswith("remedies")}


def test_the_same_matrix_twice() -> None:
    """A table that stands twice with the same numbers is read once, and said."""
    start, end = RAGGED.index("（本列"), RAGGED.index("四、政府信息")
    reading = seen(RAGGED[:end] + RAGGED[start:end] + RAGGED[end:])
    assert reading.report == REPORT
    assert found(reading) == [
        (
            "ROW-REPEATED",
            (62, 1),
            "“三、收到和处理政府信息公开申请情况”的表有 25 行重复出现（自第 62 行起），数值相同。",
        )
    ]


def test_two_different_matrices() -> None:
    """Of two tables with different numbers neither is taken: last year's may be printed beside this year's."""
    start, end = RAGGED.index("（本列"), RAGGED.index("四、政府信息")
    other = RAGGED[start:end].replace("\t10", "\t20").replace("\t11", "\t21")
    reading = seen(RAGGED[:end] + other + RAGGED[end:])
    assert found(reading) == [
        (
            "TABLE-TWICE",
            (62, 1),
            "“三、收到和处理政府信息公开申请情况”的表出现两次，有 25 行数值不同，均未采用。",
        )
    ]
    assert set(differing(reading)) == {address for address in ADDRESSES if address.startswith("requests")}


def test_one_row_twice() -> None:
    """A row that stands twice with different numbers is not taken, and both places are named."""
    line = next(line for line in RAGGED.splitlines() if "2.重复申请" in line)
    reading = seen(RAGGED.replace(line, f"{line}\n{line.replace('11', '21')}"))
    assert found(reading, "en") == [
        (
            "ROW-TWICE",
            (50, 1),
            "outcomes this year › not processed › repeated applications: the row stands twice (first at line 49) "
            "with different values; neither was taken.",
        )
    ]
    assert set(differing(reading)) == {cell for cell in ADDRESSES if "not_processed.repeated" in cell}


@pytest.mark.parametrize(
    "title",
    [
        "某市 2023 年政府信息公开工作 年度报告",
        "某市\n2023年政府信息公开工作\n年度报告",
        "2023年某市政府信息公开工作年度报告",
        "某市2023年度政府信息公开年度报告",
        "《某市二〇二三年政府信息公开工作年度报告》",
        "某市２０２３年政府信息公开工作报告",
    ],
)
def test_titles(title: str) -> None:
    """Organ first or year first, spaces, a line break, a missing word: organ and year are found."""
    reading = seen(RAGGED.replace("某市2023年政府信息公开工作年度报告", title))
    assert (reading.report.organ, reading.report.year) == ("某市", 2023)
    assert {rule for rule, _, _ in found(reading)} <= {"TITLE-SPELLING"}


@pytest.mark.parametrize(
    ("official", "published"),
    [
        ("五、存在的主要问题及改进情况", "五、存在问题及改进情况"),
        ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况"),
        ("四、政府信息公开行政复议、行政诉讼情况", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        ("五、存在的主要问题及改进情况", "四、存在的主要问题及改进情况"),
        ("六、其他需要报告的事项", "其他需要报告的事项"),
    ],
)
def test_headings_by_their_words(official: str, published: str) -> None:
    """A section is found by its words, whatever number it has."""
    reading = seen(RAGGED.replace(official, published))
    assert reading.report == REPORT
    assert {rule for rule, _, _ in found(reading)} <= {"SECTION-SPELLING"}


@pytest.mark.parametrize(
    ("official", "published"),
    [
        ("行政规范性文件", "规范性文件"),
        ("规章", "规章（设区的市、县级政府应提供相关数据）"),
        ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
        ("1.属于国家秘密", "1、属于 国家秘密"),
        ("3.危及“三安全一稳定”", "3．危及三安全一稳定"),
        ("（七）总计", "(七) 合计"),
        ("一、本年新收政府信息公开申请数量", "本年新收"),
        ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.逾期不补正"),
    ],
)
@pytest.mark.parametrize("layout", ["ragged_tabs", "one_a_line", "trailing_pipes"])
def test_labels_otherwise_spelled(official: str, published: str, layout: str) -> None:
    """Short forms, notes in brackets, other widths and quotes, a misprint: the row is found, at most with an info."""
    text = LAYOUTS[layout](REPORT)
    assert official in text
    reading = seen(text.replace(official, published, 1))
    assert reading.report == REPORT
    assert {rule for rule, _, _ in found(reading)} <= {"LABEL-SPELLING"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            RAGGED.replace("三、收到和处理政府信息公开申请情况\n", ""),
            [("SECTION-MISSING", None, "未见“三、收到和处理政府信息公开申请情况”部分的标题。")],
        ),
        (
            RAGGED.replace("行政处罚\t", "其他对外管理服务事项\t3\n行政处罚\t"),
            [("ROW-UNKNOWN", (22, 1), "表中有一行无法对应到本表的任何一行，未采用：“其他对外管理服务事项 3”。")],
        ),
        (
            RAGGED.replace("\n四、政府信息公开行政", "\n注：含上年度结转数量。\n\n四、政府信息公开行政"),
            [("TEXT-UNUSED", (59, 1), "此处文字不属于本表任何部分，未采用：“注：含上年度结转数量。”。")],
        ),
        (
            RAGGED.replace("今年公开信息", "\u0007今年 \u00a0 公开信息"),
            [("TEXT-TIDIED", (5, 1), "1 处文字中的多余空白或不可见字符已略去。")],
        ),
        ("\ufeff" + RAGGED, []),
        (RAGGED.replace("\n", "\r\n"), []),
    ],
)
def test_what_stands_around_the_form(text: str, expected: list[object]) -> None:
    """A lost heading, a foreign row, a footnote, control characters: no cell suffers, and each is told."""
    reading = seen(text)
    assert differing(reading) == {}
    assert found(reading) == expected


def test_a_table_of_contents_is_no_second_set_of_sections() -> None:
    """Headings without a word between them, met again later, are a list of contents."""
    listed = "\n".join(
        line for line in RAGGED.splitlines() if line[:2] in "一、二、三、四、五、六、" and "\t" not in line
    )
    reading = seen(RAGGED.replace("\n一、", f"\n{listed}\n\n一、", 1))
    assert reading.report == REPORT


@pytest.mark.skipif(not REAL.exists(), reason="the real report lies beside the project only where it is developed")
class TestTheRealReport:
    """A report as crawled: ragged tabs, rows moved by page breaks, spaces in labels and in the title."""

    reading = gds.read(REAL) if REAL.exists() else None

    def test_every_cell(self) -> None:
        """All 200 cells are read, each with its place."""
        assert self.reading is not None
        assert set(cell_values(self.reading.report).values()) == {0}
        assert len(self.reading.places) == len(ADDRESSES) == 200

    def test_header_and_sections(self) -> None:
        """Organ, year, and every paragraph of the three narrative sections."""
        assert self.reading is not None
        report = self.reading.report
        assert (report.organ, report.year) == ("孟津区送庄镇人民政府", 2023)
        lines = [line for line in REAL.read_text(encoding="utf-8").splitlines() if line.strip() and "\t" not in line]
        narrative = [*report.overview, *report.problems_and_improvements, *report.other_matters]
        assert narrative == [line for line in lines[1:] if not line.startswith(tuple(f"{n}、" for n in "一二三四五六"))]

    def test_irregularities_are_infos(self) -> None:
        """What it had to see through is an info at most; its section 六 says nothing of fees, which is one warning."""
        assert self.reading is not None
        assert [finding.rule for finding in self.reading.findings.of(gds.Severity.WARNING)] == ["P-FEES"]
        assert self.reading.findings.errors == ()
        assert self.reading.findings.total == (42, 0, 0)
        assert self.reading.verified().title == "孟津区送庄镇人民政府2023年政府信息公开工作年度报告"


TITLE = "某市2023年政府信息公开工作年度报告"


class TestBeforeTheFirstSection:
    """Title and header: what is stated is taken, what is doubtful or not used is told."""

    def test_optional_fields_by_tab_or_by_colon(self) -> None:
        stated = (
            "统一社会信用代码\t11321300014277015D\n行政区划代码：321300\n"
            "发布日期: 2024-01-30\n来源网址：https://example.gov.cn/a?b=c"
        )
        reading = seen(RAGGED.replace(TITLE, f"{TITLE}\n{stated}"))
        assert reading.report.unified_social_credit_code == "11321300014277015D"
        assert reading.report.administrative_division_code == "321300"
        assert str(reading.report.publication_date) == "2024-01-30"
        assert reading.report.source_url == "https://example.gov.cn/a?b=c"
        assert found(reading) == []

    @pytest.mark.parametrize(
        "line",
        [
            "发布日期：2024年1月30日",
            "发布时间：２０２４年０１月３０日",
            "发布日期\t2024/1/30",
            "发布时间：2024.01.30",
            "发布日期： 2024 年 1 月 30 日",
            "行政区划代码\t321300\t发布日期\t2024-1-30",
            "行政区划代码：321300\t发布日期：2024-01-30",
        ],
    )
    def test_the_date_of_publication_as_pages_write_it(self, line: str) -> None:
        reading = seen(RAGGED.replace(TITLE, f"{TITLE}\n{line}"))
        assert str(reading.report.publication_date) == "2024-01-30"
        assert found(reading) == []

    @pytest.mark.parametrize(
        "line",
        [
            "生成日期：2024年1月30日",
            "成文日期：2024-01-30",
            "2024年1月30日",
            "发布日期：2024年2月30日",
            "发布日期：2024-01/30",
            "发布日期：1月30日",
            "发布日期：20240130",
            "发布日期：2024-W05-2",
            "发布时间：2024-01-30 10:30",
        ],
    )
    def test_another_date_or_what_is_no_day_is_not_taken_for_it(self, line: str) -> None:
        reading = seen(RAGGED.replace(TITLE, f"{TITLE}\n{line}"))
        assert reading.report.publication_date is None
        assert found(reading) == [("TEXT-UNUSED", (2, 1), f"此处文字不属于本表任何部分，未采用：“{line}”。")]

    def test_of_a_row_of_several_what_is_a_field_is_taken_and_the_rest_told(self) -> None:
        reading = seen(RAGGED.replace(TITLE, f"{TITLE}\n索引号\t321300/2024-1\t发布日期\t2024年1月30日"))
        assert str(reading.report.publication_date) == "2024-01-30"
        assert [rule for rule, _, _ in found(reading)] == ["TEXT-UNUSED"]

    def test_what_is_no_field_of_the_form_is_told_as_one(self) -> None:
        reading = seen(RAGGED.replace(TITLE, f"{TITLE}\n索引号：123\n发布日期：去年冬天\n根据条例，编制本报告。"))
        assert reading.report == REPORT
        assert found(reading) == [("TEXT-UNUSED", (2, 1), "此处 3 行文字不属于本表任何部分，未采用：“索引号：123”等。")]

    def test_a_field_that_the_model_refuses_is_left_out_with_its_reason(self) -> None:
        reading = seen(RAGGED.replace(TITLE, f"{TITLE}\n统一社会信用代码：113213000142770151"))
        assert reading.report == REPORT
        assert found(reading) == [
            ("TEXT-DROPPED", (2, 1), "一段文字无法录入，未采用：统一社会信用代码的校验码应为 D，印为 1。")
        ]

    def test_a_title_otherwise_spelled_is_told_with_the_one_prescribed(self) -> None:
        reading = seen(RAGGED.replace(TITLE, "2023年度某市政府信息公开年度报告"))
        assert (reading.report.organ, reading.report.year) == ("某市", 2023)
        assert found(reading) == [
            ("TITLE-SPELLING", (1, 1), f"标题“2023年度某市政府信息公开年度报告”与规定写法“{TITLE}”不同。")
        ]

    def test_no_title(self) -> None:
        reading = seen(RAGGED.replace(f"{TITLE}\n", ""))
        assert (reading.report.organ, reading.report.year) == (None, None)
        assert not reading.complete
        assert found(reading, "en") == [("TITLE-MISSING", None, "no title was found: organ and year unknown.")]

    def test_a_year_before_the_form(self) -> None:
        reading = seen(RAGGED.replace("2023年政府", "2018年政府"))
        assert (reading.report.organ, reading.report.year) == ("某市", None)
        assert found(reading) == [("TITLE-YEAR", (1, 1), "标题中的年度 2018 早于本表施行的 2019 年，未采用。")]

    def test_two_titles(self) -> None:
        """The same title again is nothing new; another one is not taken, and told."""
        assert found(seen(RAGGED.replace(TITLE, f"{TITLE}\n{TITLE}"))) == []
        other = "某县2022年政府信息公开工作年度报告"
        reading = seen(RAGGED.replace(TITLE, f"{TITLE}\n{other}"))
        assert (reading.report.organ, reading.report.year) == ("某市", 2023)
        assert found(reading) == [("TITLE-TWICE", (2, 1), f"另有一个标题，机关或年度不同：“{other}”，未采用。")]


class TestSections:
    """Sections: missing, empty, twice, out of order, or with a paragraph that cannot be held."""

    def test_a_paragraph_too_long_to_hold_is_left_out_and_the_others_are_kept(self) -> None:
        long = "长" * 16_384
        reading = seen(RAGGED.replace("（一）主动公开\n", f"{long}\n\n（一）主动公开\n{long}\n"))
        assert reading.report == REPORT
        message = "一段文字无法录入，未采用：一段文字有 16384 个字符，上限为 16383。"
        assert found(reading) == [("TEXT-DROPPED", (7, 1), message), ("TEXT-DROPPED", (10, 1), message)]

    def test_an_empty_section(self) -> None:
        reading = seen(RAGGED.replace("人手不足。\n", ""))
        assert reading.report.problems_and_improvements == ()
        assert not reading.complete
        assert found(reading) == [("SECTION-EMPTY", (66, 1), "“五、存在的主要问题及改进情况”部分没有文字。")]

    def test_a_section_twice(self) -> None:
        again = "五、存在的主要问题及改进情况\n\n力度不够。\n\n六、其他"
        reading = seen(RAGGED.replace("六、其他", again))
        assert reading.report.problems_and_improvements == ("人手不足。", "力度不够。")
        assert found(reading) == [
            (
                "SECTION-TWICE",
                (70, 1),
                "“五、存在的主要问题及改进情况”部分的标题出现两次（另见第 66 行），文字已合并。",
            )
        ]

    def test_out_of_order(self) -> None:
        start, end = RAGGED.index("五、"), RAGGED.index("六、")
        reading = seen(RAGGED[:start] + RAGGED[end:] + RAGGED[start:end])
        assert reading.report == REPORT
        assert [(rule, message) for rule, _, message in found(reading)] == [
            ("SECTION-ORDER", "“五、存在的主要问题及改进情况”部分的次序不对。")
        ]

    def test_a_table_that_is_not_there(self) -> None:
        start, end = RAGGED.index("行政复议\t"), RAGGED.index("五、")
        reading = seen(RAGGED[:start] + RAGGED[end:])
        assert found(reading) == [
            (
                "TABLE-MISSING",
                None,
                "未见“四、政府信息公开行政复议、行政诉讼情况”的表，其 15 个单元格按空白记。",
            )
        ]
        assert reading.findings.tally["T4-SUM"] == (0, 0, 3)

    def test_rows_that_are_not_there(self) -> None:
        lines = [line for line in RAGGED.splitlines() if "2.重复申请" not in line]
        assert found(seen("\n".join(lines))) == [
            (
                "ROW-MISSING",
                None,
                "三、本年度办理结果 › （五）不予处理 › 2.重复申请：表中未见此行，按空白记。",
            )
        ]
        lines = [line for line in lines if "4.保护第三方" not in line]
        assert found(seen("\n".join(lines)), "en") == [
            (
                "ROW-MISSING",
                None,
                "2 rows were not found; their cells are blank: outcomes this year › withheld › protects lawful rights of "
                "third parties; outcomes this year › not processed › repeated applications.",
            )
        ]

    def test_rows_that_are_too_short_or_ambiguous(self) -> None:
        short = RAGGED.replace("\t".join(map(str, range(1010, 1017))), "1010\t1011\t1012")
        rule, _, message = found(seen("\n".join(line.rstrip("\t") for line in short.splitlines())))[0]
        assert (rule, message) == (
            "ROW-TOO-FEW",
            "一、本年新收政府信息公开申请数量：应有 7 个单元格，只见 4 个，无法判断缺哪一个，整行未采用。",
        )
        shifted = RAGGED.replace("\t".join(map(str, range(1171, 1178))), "\t".join(("", *map(str, range(1172, 1178)))))
        rule, _, message = found(seen(shifted))[0]
        assert (rule, message) == (
            "CELL-BLANK",
            "三、本年度办理结果 › （七）总计 › 自然人：单元格空白（印作“”），未当作 0。",
        )
        # Other rows show what becomes of the fields that a label covers; without them nothing does.
        wide = ("一、", "二、", "三、本年度办理结果", "（二）", "四、结转")
        alone = "\n".join(line for line in shifted.splitlines() if not (line.startswith(wide) and "\t" in line))
        rule, _, message = found(seen(alone))[0]
        assert (rule, message) == (
            "ROW-SHIFTED",
            "三、本年度办理结果 › （七）总计：有空白单元格，且列的起点无法确定，整行未采用。",
        )


def test_a_text_among_the_rows_of_a_table_is_told_however_long_it_is():
    """A line too long to be a label is no row, and not passed over."""
    text = gds.codecs.text.encode(gds.read(Path(__file__).parents[1] / "examples" / "suqian-2024.txt").report).decode()
    assert "行政许可\t" in text
    long = "说明" * 150
    line = text.split("行政许可\t")[0].count("\n") + 1
    reading = gds.read(text.replace("行政许可\t", f"{long}\n行政许可\t", 1).encode())
    (told,) = (finding for finding in reading.findings if finding.rule == "TEXT-UNUSED")
    assert told.message("en").startswith("text that belongs to no part of the form was not taken: “说明说明")
    assert told.position == Position(line, 1)
