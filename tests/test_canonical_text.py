"""The canonical text layout: what is refused, by which rule, at which line and column."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs.text import decode, encode, placed
from gov_disclosure_schema.editions import FORMS
from gov_disclosure_schema.report import cell_values, heading_of, headings, sections, tables, texts_of
from gov_disclosure_schema.testing import reports
from gov_disclosure_schema.testing.seeded import published_of

NUMBER = "is not a number in canonical form (ASCII digits, no leading zeros, no separators)."
BLANK = "blank, where a complete report has a number in every cell (0 where there were none)."


@pytest.fixture
def report(report: gds.AnnualReport) -> gds.AnnualReport:
    return report.model_copy(
        update={
            "unified_social_credit_code": None,
            "administrative_division_code": "321300",
            "publication_date": None,
            "source_url": "https://www.suqian.gov.cn/",
            "overview": ("概述。", "（一）主动公开"),
            "problems_and_improvements": ("问题。",),
            "other_matters": (),
        }
    )


@pytest.fixture
def text(report: gds.AnnualReport) -> str:
    return encode(report).decode()


def titled(form: str) -> list[gds.PublishedReport]:
    """Published reports of a form, mixed ones too, which have the title that this format needs."""
    return [report for report in (published_of(seed, form) for seed in range(12)) if report.title]


def refusal(data: str | bytes, model: type[gds.PublishedReport] = gds.AnnualReport) -> gds.GovDisclosureError:
    with pytest.raises(gds.GovDisclosureError) as refused:
        decode(data if isinstance(data, bytes) else data.encode(), model)
    assert refused.value.__cause__ is None
    return refused.value


def instead(text: str, line: int, other: str) -> str:
    """The text with another line, or other lines, in place of one."""
    lines = text.split("\n")
    lines[line - 1 : line] = other.split("\n")
    return "\n".join(lines)


class TestWritten:
    """The title, the header, and each section under its official heading, to the letter."""

    def test_the_beginning(self, text):
        assert text.split("\n")[:18] == [
            "宿迁市2023年政府信息公开工作年度报告",
            "行政区划代码\t321300",
            "来源网址\thttps://www.suqian.gov.cn/",
            "",
            "一、总体情况",
            "概述。",
            "（一）主动公开",
            "",
            "二、主动公开政府信息情况",
            "第二十条第（一）项\t\t\t",
            "信息内容\t本年制发件数\t本年废止件数\t现行有效件数",
            "规章\t2\t0\t11",
            "行政规范性文件\t109\t489\t597",
            "第二十条第（五）项\t\t\t",
            "信息内容\t本年处理决定数量\t\t",
            "行政许可\t1808595\t\t",
            "第二十条第（六）项\t\t\t",
            "信息内容\t本年处理决定数量\t\t",
        ]

    def test_the_end(self, text):
        assert text.endswith("\n\n五、存在的主要问题及改进情况\n问题。\n\n六、其他需要报告的事项\n")

    @given(reports(max_paragraphs=2))
    def test_every_row_of_a_table_is_as_wide_as_the_others(self, report):
        lines = encode(report).decode().split("\n")
        widths = {
            heading: [line.count("\t") + 1 for line in lines[lines.index(heading) + 1 :]] for heading in headings()
        }
        assert widths["二、主动公开政府信息情况"][:14] == [4] * 14
        assert widths["三、收到和处理政府信息公开申请情况"][:28] == [10] * 28
        assert widths["四、政府信息公开行政复议、行政诉讼情况"][:4] == [15] * 4

    @pytest.mark.parametrize(
        ("update", "missing"),
        [
            ({"organ": None}, ("organ",)),
            ({"year": None}, ("year",)),
            ({"organ": None, "year": None}, ("organ", "year")),
        ],
    )
    def test_a_report_without_organ_or_year_is_refused_before_a_byte_is_written(self, report, update, missing):
        untitled = gds.PublishedReport.model_validate(report.model_dump() | update)
        with pytest.raises(gds.EncodeError) as refused:
            encode(untitled)
        (finding,) = refused.value.findings
        assert (finding.rule, finding.at) == ("CARRY-TITLE", missing)
        assert finding.message("en") == "organ or year is unknown, and the text layout needs both for its title."
        assert finding.message() == "报告缺机关名称或年度，文本格式的标题无法写出。"


class TestDepartures:
    """A text that departs from the layout is refused at the first line that does."""

    @pytest.mark.parametrize(
        ("line", "other", "message"),
        [
            (
                1,
                "宿迁市年度报告",
                "1:1: LAYOUT-LINE: the line should be “……年政府信息公开工作年度报告”, not “宿迁市年度报告”.",
            ),
            (
                1,
                "宿迁市23年政府信息公开工作年度报告",
                "1:1: LAYOUT-LINE: the line should be “……年政府信息公开工作年度报告”, not “宿迁市23年政府信息公开工作年度报告”.",
            ),
            (1, "", "1:1: LAYOUT-LINE: the line should be “……年政府信息公开工作年度报告”, not “\\n”."),
            (
                1,
                "宿迁市2023年政府信息公开工作年度报告\r",
                "1:1: LAYOUT-LINE: the line should be “……年政府信息公开工作年度报告”, not “宿迁市2023年政府信息公开工作年度报告\\r”.",
            ),
            (
                2,
                "来源网址\thttp://a\n行政区划代码\t321300",
                "3:1: LAYOUT-LINE: the line should be “\\n”, not “行政区划代码\t321300”.",
            ),
            (
                2,
                "行政区划代码\t321300\n行政区划代码\t321300",
                "3:1: LAYOUT-LINE: the line should be “\\n”, not “行政区划代码\t321300”.",
            ),
            (2, "索引号\t1", "2:1: LAYOUT-LINE: the line should be “\\n”, not “索引号\t1”."),
            (4, "\n", "5:1: LAYOUT-LINE: the line should be “一、总体情况”, not “\\n”."),
            (5, "一、总体情况 ", "5:1: LAYOUT-LINE: the line should be “一、总体情况”, not “一、总体情况 ”."),
            (7, "", "8:1: LAYOUT-LINE: the line should be “二、主动公开政府信息情况”, not “\\n”."),
            (
                11,
                "信息内容\t本年制发件数\t本年废止件数\t有效件数",
                "11:20: LAYOUT-LINE: the field should be “现行有效件数”, not “有效件数”.",
            ),
            (12, "规章\t2\t0", "12:1: LAYOUT-LINE: the line should have 4 fields, not 3: “规章\t2\t0”."),
            (12, "规章\t2\t0\t11\t", "12:1: LAYOUT-LINE: the line should have 4 fields, not 5: “规章\t2\t0\t11\t”."),
            (12, "规章 \t2\t0\t11", "12:1: LAYOUT-LINE: the field should be “规章”, not “规章 ”."),
            (16, "行政许可\t1\t1\t1", "16:8: LAYOUT-LINE: the field should be “”, not “1”."),
            (16, "", "16:1: LAYOUT-LINE: the line should have 4 fields, not 1: “\\n”."),
        ],
    )
    def test_told_with_its_place(self, text, line, other, message):
        error = refusal(instead(text, line, other))
        assert error.message() == message
        assert type(error) is gds.DecodeError

    @pytest.mark.parametrize("section", tables())
    def test_a_field_too_many_in_the_last_row_of_a_table(self, text, section):
        lines = text.split("\n")
        last = lines.index("", lines.index(heading_of(section)))
        due = lines[last - 1].count("\t") + 1
        other = f"{lines[last - 1]}\t9"
        assert refusal(instead(text, last, other)).message() == (
            f"{last}:1: LAYOUT-LINE: the line should have {due} fields, not {due + 1}: “{other[:60]}{'…' * (len(other) > 60)}”."
        )

    def test_an_empty_line_within_a_table_is_no_end(self, text):
        lines = text.split("\n")
        row = lines.index("行政许可\t1808595\t\t") + 1
        assert refusal("\n".join([*lines[: row - 1], "", "附件"])).message() == (
            f"{row}:1: LAYOUT-LINE: the line should have 4 fields, not 1: “\\n”."
        )

    @pytest.mark.parametrize(
        ("cut", "message"),
        [
            ("", "FILE-EMPTY: the file is empty."),
            (
                "宿迁市2023年政府信息公开工作年度报告",
                "1:1: LAYOUT-LINE: the file ends here, where “\\n” should follow.",
            ),
            (
                "宿迁市2023年政府信息公开工作年度报告\n",
                "2:1: LAYOUT-LINE: the file ends here, where “一、总体情况” should follow.",
            ),
        ],
    )
    def test_a_text_that_ends_too_early(self, cut, message):
        assert refusal(cut).message() == message

    def test_a_table_that_ends_too_early(self, text):
        at = text.index("行政处罚\t")
        assert refusal(text[:at]).message() == (
            "19:1: LAYOUT-LINE: the file ends here, where “行政处罚\t\t\t” should follow."
        )

    @pytest.mark.parametrize(
        ("more", "message"),
        [
            ("\n", "{0}:1: LAYOUT-LINE: the layout ends here, but “\\n” follows."),
            ("\n\n", "{0}:1: LAYOUT-LINE: the layout ends here, but “\\n” follows."),
            ("\n附件\n", "{0}:1: LAYOUT-LINE: the layout ends here, but “附件” follows."),
        ],
    )
    def test_a_text_that_goes_on(self, text, more, message):
        line = text.count("\n") + 2  # where the blank line that came too many has ended
        assert refusal(text + more).message() == message.format(line)

    def test_a_last_line_without_its_end(self, text):
        assert refusal(text[:-1]).message() == (
            f"{text.count(chr(10))}:1: LAYOUT-LINE: the file ends here, where “\\n” should follow."
        )

    def test_a_departure_in_chinese(self, text):
        assert refusal(instead(text, 5, "一、总体")).message("zh") == (
            "5:1: LAYOUT-LINE: 此行应为“一、总体情况”，实为“一、总体”。"
        )

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (
                b"\xef\xbb\xbf",
                "1:1: FILE-ENCODING: the file begins with a byte order mark, which the canonical format forbids.",
            ),
            (
                "宿迁市2023年政府信息公开工作年度报告\n".encode("gbk"),
                "1:1: FILE-ENCODING: not UTF-8 but probably GBK/GB18030 (from byte 1 on); convert it first: iconv -f GB18030 -t UTF-8.",
            ),
            (
                "宿迁市".encode("utf-16"),
                "1:1: FILE-ENCODING: this is UTF-16 (“Unicode text”); convert it first: iconv -f UTF-16 -t UTF-8.",
            ),
            (b"\x00\x01", "FILE-BINARY: this is a binary file (NUL), not text."),
        ],
    )
    def test_what_is_no_utf_8(self, data, message):
        assert refusal(data).message() == message

    @given(st.data())
    def test_no_text_that_was_spoiled_breaks_the_reader_or_is_read_as_what_it_does_not_say(self, data):
        """It is refused by an error of our own, or canonical itself: what is read is written as it stood."""
        whole = encode(data.draw(reports(max_paragraphs=2)))
        at = data.draw(st.integers(0, len(whole)))
        cut = data.draw(st.integers(0, 3))
        spoiled = whole[:at] + data.draw(
            st.sampled_from([b"0", b"1", b".", b"\t", b"\n", b" ", b"-", b""]) | st.binary(max_size=2)
        )
        spoiled += whole[at + cut :]
        with suppress(gds.GovDisclosureError):
            assert encode(decode(spoiled, gds.PublishedReport)) == spoiled


class TestNumbers:
    """A number is written in one way, and kept exactly or refused."""

    @pytest.mark.parametrize(
        "written",
        [
            "02",
            "00",
            "+2",
            "-2",
            "2.0",
            "2.",
            ".5",
            "1e2",
            "1_000",
            "1,000",
            " 2",
            "2 ",
            "２",
            "٢",
            "二",
            "2件",
            "/",
            "NaN",
            "true",
            "null",
            '"2"',
            "2,3",
            "0x2",
            "²",
        ],
    )
    def test_a_count_in_another_notation(self, text, written):
        error = refusal(instead(text, 12, f"规章\t{written}\t0\t11"))
        assert error.message() == f"12:4: LAYOUT-LINE [proactive_disclosure.rules.issued]: “{written}” {NUMBER}"
        assert type(error) is gds.DecodeError

    @pytest.mark.parametrize(
        "written", ["1.50", "1.", ".5", "01.5", "1e5", "-1", "1,234.5", "１.5", "0.0", "1.2.3", "万", "NaN"]
    )
    def test_an_amount_in_another_notation(self, text, written):
        error = refusal(text.replace("59237.2449", written))
        assert error.message() == f"23:9: LAYOUT-LINE [proactive_disclosure.fees.amount]: “{written}” {NUMBER}"

    @pytest.mark.parametrize(
        ("written", "message"),
        [
            ("0.1234567", "“0.1234567” has more than 6 decimal places."),
            ("1234567890.123456", "“1234567890.123456” has more than 15 digits."),
            ("1000000000000000", "“1000000000000000” has more than 15 digits."),
            ("0.10000000000000000000001", "“0.10000000000000000000001” has more than 15 digits."),
            ("59237.24490000000000001", "“59237.24490000000000001” has more than 15 digits."),
            ("999999999999999.000000001", "“999999999999999.000000001” has more than 15 digits."),
            ("", BLANK),
        ],
    )
    def test_an_amount_beyond_what_is_kept_exactly(self, text, written, message):
        error = refusal(text.replace("59237.2449", written))
        rule = "SHAPE-BLANK" if message is BLANK else "SHAPE-VALUE"
        assert error.message() == f"23:9: {rule} [proactive_disclosure.fees.amount]: {message}"
        assert type(error) is gds.InvalidReport

    @pytest.mark.parametrize("digits", ["9007199254740992", "9" * 59])
    def test_a_count_beyond_the_bound(self, text, digits):
        error = refusal(instead(text, 12, f"规章\t{digits}\t0\t11"))
        assert error.message() == (
            f"12:4: SHAPE-VALUE [proactive_disclosure.rules.issued]: “{digits}” is more than 9007199254740991."
        )

    def test_a_number_of_very_many_digits_is_refused_like_any_other(self, text):
        many = "9" * 10_000
        assert refusal(instead(text, 12, f"规章\t{many}\t0\t11")).message() == (
            f"12:4: SHAPE-VALUE [proactive_disclosure.rules.issued]: “{many[:60]}…” is more than 9007199254740991."
        )
        for amount in (many, f"{many}.5", f"0.{many}", f"{many[:399]}.{many}"):
            (finding,) = refusal(text.replace("59237.2449", amount)).findings
            assert (finding.rule, finding.at) == ("SHAPE-VALUE", ("proactive_disclosure.fees.amount",))
            assert finding.position == gds.Position(23, 9)

    def test_every_number_that_is_none_is_told_at_once(self, text):
        other = instead(instead(text, 12, "规章\t2\t0\t011"), 16, "行政许可\t一\t\t")
        assert refusal(other).message().split("\n") == [
            f"12:8: LAYOUT-LINE [proactive_disclosure.rules.in_force]: “011” {NUMBER}",
            f"16:6: LAYOUT-LINE [proactive_disclosure.licensing.decisions]: “一” {NUMBER}",
        ]


class TestReport:
    """A text in the layout whose report breaks rules: one finding each, at the field."""

    def test_values_of_every_kind(self, text):
        other = instead(text, 1, "宿迁市 2018年政府信息公开工作年度报告")
        other = instead(other, 2, "统一社会信用代码\t91350100M000100Y44\n行政区划代码\t3213\n发布日期\t2024年1月31日")
        other = instead(other, 5, "来源网址\tftp://a")
        other = instead(other, 8, "概述  。")
        other = instead(other, 9, "一、总体情况")
        other = instead(other, 14, "规章\t\t0\t11")
        assert refusal(other).message().split("\n") == [
            "1:1: TEXT-EDGE [organ]: a text must not begin or end with white space.",
            "1:1: SHAPE-VALUE [year]: “宿迁市 2018年政府信息公开工作年度报告” is less than 2019.",
            "2:10: CREDIT-CODE [unified_social_credit_code]: the check character of the unified social credit code should be 3, not 4.",
            "3:8: SHAPE-VALUE [administrative_division_code]: “3213” is not written as it should be.",
            "4:6: SHAPE-VALUE [publication_date]: “2024年1月31日” is not a date (year-month-day).",
            "5:6: SHAPE-VALUE [source_url]: “ftp://a” is not written as it should be.",
            "8:1: TEXT-SPACES [overview.0]: two spaces in a row at character 3, which HTML would make one.",
            f"14:4: SHAPE-BLANK [proactive_disclosure.rules.issued]: {BLANK}",
        ]

    @pytest.mark.parametrize(
        ("paragraph", "message"),
        [
            ("一\t二", "6:1: TEXT-CHARACTER [overview.0]: character 2 is U+0009, which not every format can carry."),
            (
                "一\u2028二",
                "6:1: TEXT-CHARACTER [overview.0]: character 2 is U+2028, which not every format can carry.",
            ),
            ("一\r", "6:1: TEXT-CHARACTER [overview.0]: character 2 is U+000D, which not every format can carry."),
            (" 一", "6:1: TEXT-EDGE [overview.0]: a text must not begin or end with white space."),
            (
                "六、其他需要报告的事项",
                "6:1: TEXT-HEADING [overview.0]: a paragraph equals the section heading 六、其他需要报告的事项; "
                "the text layout could not tell them apart.",
            ),
        ],
    )
    def test_a_paragraph_that_is_none(self, text, paragraph, message):
        assert refusal(instead(text, 6, paragraph)).message() == message

    def test_a_broken_identity_at_the_field_of_its_total(self, text, report):
        lines = text.split("\n")
        line = len(lines) - lines[::-1].index(next(line for line in reversed(lines) if line.count("\t") == 14))
        fields = lines[line - 1].split("\t")
        total = report.remedies.reconsideration.total
        assert int(fields[4]) == total
        fields[4] = str(total + 1)
        column = len("\t".join(fields[:4])) + 2
        other = instead(text, line, "\t".join(fields))
        assert refusal(other).message() == (
            f"{line}:{column}: T4-SUM [remedies.reconsideration.total]: administrative reconsideration › total: "
            f"printed {total + 1}, but the four results add up to {total}, difference +1."
        )
        assert gds.check(decode(other.encode(), gds.PublishedReport)).errors[0].rule == "T4-SUM"


class TestForms:
    """Every form has its text, the mixed ones too; it is told by what the tables print."""

    @pytest.mark.parametrize("form", FORMS)
    def test_what_is_written_is_read_as_the_form_that_it_is(self, form):
        for report in titled(form):
            read = decode(encode(report), gds.PublishedReport)
            assert (read.edition, read) == (form, report)

    @pytest.mark.parametrize("form", FORMS)
    def test_a_departure_from_any_form_is_told(self, form):
        """By what the newest form that fits the tables before has there."""
        text = encode(titled(form)[0]).decode()
        lines = text.split("\n")
        last = lines.index("", lines.index(heading_of(tables()[-1])))
        error = refusal("\n".join([*lines[: last - 1], "合计", *lines[last:]]), gds.PublishedReport)
        assert error.message() == f"{last}:1: LAYOUT-LINE: the line should have 15 fields, not 1: “合计”."


class TestPlaces:
    """What was read stands where it is said to stand."""

    @pytest.mark.parametrize("form", FORMS)
    def test_every_value(self, form):
        for report in titled(form):
            data = encode(report)
            lines = data.decode().split("\n")
            place = placed(data, gds.PublishedReport)[1]
            for address in (*cell_values(report), *texts_of(report)):
                position, printed = place(tuple(address.split(".")))
                assert position
                rest = lines[position.line - 1][position.column - 1 :]
                assert printed == (rest.partition("\t")[0] if address in cell_values(report) else rest)

    def test_of_each_kind(self, text):
        place = placed(text.encode(), gds.AnnualReport)[1]
        title = "宿迁市2023年政府信息公开工作年度报告"
        assert place(()) == place(("year",)) == place(("organ",)) == (gds.Position(1, 1), title)
        assert place(("source_url",)) == (gds.Position(3, 6), "https://www.suqian.gov.cn/")
        assert place(("overview", 0)) == (gds.Position(6), "概述。")
        assert place(("overview", 1)) == (gds.Position(7), "（一）主动公开")
        assert place(("proactive_disclosure", "rules", "issued")) == (gds.Position(12, 4), "2")
        assert place(("proactive_disclosure", "rules", "in_force")) == (gds.Position(12, 8), "11")

    def test_a_section_begins_below_its_heading(self, text):
        place = placed(text.encode(), gds.AnnualReport)[1]
        lines = text.split("\n")
        for section in sections():
            position, _ = place((section,))
            assert position
            assert lines[position.line - 2] == heading_of(section)

    def test_what_is_wrong_with_each_of_several_paragraphs(self, text):
        assert refusal(instead(text, 7, "一  二\n三\n 四")).message().split("\n") == [
            "7:1: TEXT-SPACES [overview.1]: two spaces in a row at character 2, which HTML would make one.",
            "9:1: TEXT-EDGE [overview.3]: a text must not begin or end with white space.",
        ]
