"""The narrative against the cells: what is read from running text, what it is compared with, and what is told of it."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from labelled_claims import PARTS, found_in, score, sentences

import gov_disclosure_schema as gds
from gov_disclosure_schema.editions import FORMS
from gov_disclosure_schema.narrative.claim import Reading
from gov_disclosure_schema.narrative.numerals import stated, stated_in_numerals
from gov_disclosure_schema.narrative.read import Paragraph, narrative_of, said_in
from gov_disclosure_schema.narrative.scanner import scanner
from gov_disclosure_schema.narrative.shapes import shapes
from gov_disclosure_schema.narrative.spoken import Column, Row, Subject, speech
from gov_disclosure_schema.report import cell_values, cells

EXAMPLES = Path(__file__).parent.parent / "examples"
FIGURES = Path(__file__).parent.parent.parent / "shared" / "reports" / "figures"


def warnings(report, *paragraphs, section="overview", language="en"):
    """What is said of the narrative, once it holds these paragraphs only."""
    texts = {"overview": (), "problems_and_improvements": (), "other_matters": ()} | {section: paragraphs}
    return [
        f"{finding.rule} {finding.message(language)}"
        for finding in gds.check(report.model_copy(update=texts))
        if finding.rule.startswith("N-")
    ]


class TestLabelledSentences:
    """Sentences with the claims that each makes; those held out were written before the grammar was."""

    def test_there_are_enough_of_them(self):
        assert sum(len(sentences(part)) for part in PARTS) >= 300

    def test_none_stands_twice(self):
        texts = [sentence.text for part in PARTS for sentence in sentences(part)]
        assert len(texts) == len(set(texts))

    @pytest.mark.parametrize("part", PARTS)
    def test_precision_and_recall(self, part):
        result = score(part)
        assert result.precision >= 0.98
        assert result.recall >= 0.90


class TestNumerals:
    """A number is what it says, as exactly as it says it."""

    @pytest.mark.parametrize(
        ("numerals", "value"),
        [
            ("零", 0),
            ("两", 2),
            ("十", 10),
            ("十二", 12),
            ("一百零五", 105),
            ("一千二百三十四", 1234),
            ("二〇", 20),
            ("三万五千", 35000),
            ("一百二十万", 1200000),
            ("二百", 200),
            ("一亿零五", 100000005),
        ],
    )
    def test_chinese_numerals(self, numerals, value):
        number = stated_in_numerals(numerals, None, "件")
        assert (number.least, number.value, number.most) == (value, value, value)

    @pytest.mark.parametrize(
        ("digits", "scale", "roughly", "inside", "outside"),
        [
            ("3,607", "", None, [3607], [3606, 3608]),
            ("1 280", "", None, [1280], [1279]),
            ("1.2", "万", None, [11_500, 12_000, 12_999], [11_499, 13_000]),
            ("3600", "", 1, [3600, 3699], [3599, 3700]),
            ("3500", "", -1, [3400, 3500], [3399, 3501]),
            ("500", "", 0, [400, 500, 600], [399, 601]),
        ],
    )
    def test_how_exact_a_number_is(self, digits, scale, roughly, inside, outside):
        number = stated(digits, scale, roughly, "件")
        assert all(number.means(value) for value in inside)
        assert not any(number.means(value) for value in outside)

    def test_more_digits_than_a_cell_can_hold_are_no_number(self):
        assert stated("1" * 16, "", None, "件") is None


class TestFindings:
    """A claim that is true under a sound reading is no finding; any other is a warning that shows both places."""

    def test_a_number(self, report):
        assert warnings(report, "全年予以公开1911件。") == [
            "N-NUMBER the text says “1911件” (全年予以公开1911件。), the tables say outcomes this year › disclosed = "
            "1191: they do not agree. If the text speaks for the office alone and the tables for the whole region, let "
            "the text say so."
        ]
        assert warnings(report, "全年予以公开1911件。", language="zh") == [
            "N-NUMBER 文字称“1911件”（全年予以公开1911件。），表中三、本年度办理结果 › （一）予以公开为 1191，两处不符；"
            "如文字只说本级而表格包括所属机关，请在文中写明。"
        ]

    @pytest.mark.parametrize("number", [3511, 3607])
    def test_what_came_in_is_the_new_or_all_there_was_to_do(self, report, number):
        assert warnings(report, f"全年收到政府信息公开申请{number}件。") == []

    def test_what_is_called_new_is_new(self, report):
        assert warnings(report, "全年新收政府信息公开申请3607件。") != []

    def test_what_came_in_names_both_readings(self, report):
        assert warnings(report, "全年收到政府信息公开申请3600件。") == [
            "N-NUMBER the text says “3600件” (全年收到政府信息公开申请3600件。), the tables say applications received this "
            "year = 3511, or applications received this year + carried over from last year = "
            "3607: they do not agree. If the text speaks for the office alone and the tables for the whole region, let "
            "the text say so."
        ]

    @pytest.mark.parametrize(("cases", "suits"), [(440, 113), (414, 98)])
    def test_remedies_are_all_or_those_closed(self, report, cases, suits):
        assert warnings(report, f"全年被申请行政复议{cases}件，被提起行政诉讼{suits}件。") == []

    def test_a_part_of_the_region_is_no_more_than_the_whole(self, report):
        assert warnings(report, "其中市政府办公室本级收到申请349件。") == []
        assert warnings(report, "其中市政府办公室本级收到申请4000件。") == [
            "N-NUMBER the text says “4000件” of a part (其中市政府办公室本级收到申请4000件。), which is more than the whole in "
            "the tables: applications received this year = 3511, or applications received this year + "
            "carried over from last year = 3607."
        ]

    def test_nothing(self, report):
        assert warnings(report, "2023年度未收到政府信息公开申请。") == [
            "N-NONE the text says “未收到政府信息公开申请” (2023年度未收到政府信息公开申请。), but in the tables applications received this year "
            "= 3511, or applications received this year + carried over from last year = 3607, "
            "which is not 0."
        ]

    def test_all_settled(self, report):
        found = warnings(report, "全年收到申请3511件，均已办结。", "被申请行政复议440件，均已审结。")
        assert found == [
            "N-NONE the text says “均已办结” (全年收到申请3511件，均已办结。), but in the tables carried forward to next year "
            "= 121, which is not 0.",
            "N-NONE the text says “均已审结” (被申请行政复议440件，均已审结。), but in the tables administrative "
            "reconsideration › pending = 26, which is not 0.",
        ]

    def test_all_of_one_kind(self, report):
        assert warnings(report, "被申请行政复议440件，均获维持。") == [
            "N-ALL the text says “均获维持” (被申请行政复议440件，均获维持。), but the tables hold 131 others: administrative "
            "reconsideration less administrative reconsideration › upheld = 131."
        ]

    def test_a_share(self, report):
        assert warnings(report, "予以公开1191件，占34.2%。", "予以公开1191件，占34.16%。") == []
        assert warnings(report, "予以公开1191件，占43.2%。") == [
            "N-SHARE the text says a share of “43.2%” (予以公开1191件，占43.2%。); computed from the tables it is 34.17 %."
        ]

    def test_growth_from_what_the_text_says_of_last_year(self, report):
        assert warnings(report, "2022年收到申请2118件，2023年收到申请3607件，同比增长70.3%。") == []
        assert warnings(report, "2022年收到申请2118件，2023年收到申请3607件，同比增长73.0%。") == [
            "N-GROWTH the text says a change of “73.0%” (…118件，2023年收到申请3607件，同比增长73.0%。); from 2118 "
            "last year to 3607 this year it is +70.30%."
        ]

    def test_growth_that_nothing_is_known_of_is_not_judged(self, report):
        assert warnings(report, "全年收到申请3607件，同比增长70.3%。") == []

    def test_parts_that_do_not_add_up(self, report):
        assert warnings(report, "收到申请3607件，其中甲县349件、乙县3933件。") == [
            "N-SUM the parts in the text, “349, 3933”, add up to 4282, more than the total that it states, “3607件” "
            "(收到申请3607件，其中甲县349件、乙县3933件。)."
        ]
        assert warnings(report, "收到申请3607件，其中甲县349件、乙县393件。") == []
        assert warnings(report, "收取信息处理费2230元，分别为880元、1080元、370元。", section="other_matters") == [
            "N-SUM the parts in the text, “880, 1080, 370”, add up to 2330, not to the total that it states, “2230元” "
            "(收取信息处理费2230元，分别为880元、1080元、370元。)."
        ]

    def test_parts_of_the_office_alone_that_do_not_add_up(self, report):
        assert warnings(report, "市政府办公室收到申请18件，其中自然人12件、法人或其他组织5件。") == [
            "N-SUM the parts in the text, “12, 5”, add up to 17, not to the total that it states, “18件” "
            "(市政府办公室收到申请18件，其中自然人12件、法人或其他组织5件。)."
        ]

    def test_blank_cells_are_told_not_judged(self, report):
        document = json.loads(gds.codecs.json.encode(report))
        document["requests"]["outcomes"]["disclosed"]["total"] = None
        published = gds.PublishedReport.model_validate_json(json.dumps(document))
        assert warnings(published, "全年予以公开1911件。") == [
            "N-BLANK statements of the text that could not be compared, because the cells they speak of are blank: 1."
        ]

    def test_a_finding_stands_at_its_paragraph_and_names_its_cells(self, report):
        found = gds.check(report.model_copy(update={"overview": ("第一段。", "全年予以公开1911件。")}))
        (finding,) = [finding for finding in found if finding.rule == "N-NUMBER"]
        cell = "requests.outcomes.disclosed.total"
        assert (finding.at, finding.cells) == (("overview.1",), ("overview.1", cell))
        assert (finding.actual, finding.expected, finding.difference) == (1911, 1191, 720)
        assert finding.severity is gds.Severity.WARNING

    def test_in_a_file_it_stands_where_the_paragraph_does(self, report):
        changed = report.model_copy(update={"overview": ("第一段。", "全年予以公开1911件。")})
        data = gds.codecs.text.encode(changed)
        (finding,) = [found for found in gds.read(data).findings if found.rule == "N-NUMBER"]
        lines = data.decode().splitlines()
        assert lines[finding.position.line - 1] == "全年予以公开1911件。"


class TestClaims:
    """`claims` says what was understood, in the order of the text, each with its place."""

    def test_where_and_what(self, report):
        text = "全市收到申请3607件，其中自然人3493件。"
        first, second = gds.claims(
            report.model_copy(update={"overview": (text,), "problems_and_improvements": ("无。",)})
        )[:2]
        assert (first.quote.at, text[first.quote.start : first.quote.end]) == ("overview.0", "3607件")
        assert [reading.plus for reading in first.about] == [
            ("requests.received.total",),
            ("requests.received.total", "requests.carried_over.total"),
        ]
        assert second.quote.printed == "3493件"
        assert second.stated.value == 3493

    def test_a_heading_says_what_the_next_paragraph_is_of(self, report):
        paragraphs = ("（二）依申请公开", "全年共收到12件。")
        read = gds.claims(report.model_copy(update={"overview": paragraphs, "other_matters": ("无。",)}))
        assert [claim.stated.value for claim in read] == [12]

    def test_a_word_at_the_end_ends_with_its_paragraph(self, report):
        text = "收到政府信息公开申请无"
        (claim, *_) = gds.claims(report.model_copy(update={"overview": (text,)}))
        assert (claim.quote.printed, claim.quote.end) == ("政府信息公开申请无", len(text))

    def test_names_that_do_not_go_together_are_no_list(self):
        assert found_in("本年收费金额予以公开分别为1191件。") == ()

    def test_last_years_numbers_are_no_claims(self):
        assert found_in("2022年收到申请96件。") == ()

    def test_a_year_that_is_not_known_is_not_this_years(self, report):
        document = json.loads(gds.codecs.json.encode(report)) | {"year": None, "overview": ["2023年收到申请96件。"]}
        published = gds.PublishedReport.model_validate_json(json.dumps(document))
        assert gds.claims(published)[:1] == () or gds.claims(published)[0].quote.section != "overview"


@pytest.mark.skipif(not FIGURES.is_dir(), reason="the figures beside the project are not there")
class TestRealFigures:
    """Real reports give no false alarm; what is wrong in one of them is found."""

    @pytest.mark.parametrize("name", ["suqian_2023", "suqian_2024"])
    def test_what_a_real_report_says_in_its_text(self, name):
        figures = json.loads((FIGURES / f"{name}.json").read_text(encoding="utf-8"))
        report = gds.read(EXAMPLES / _EXAMPLES[name]).report
        text = "，".join(
            f"{claim['what'].partition(' ')[0]}{claim['text_value']}件" for claim in figures["narrative_claims"][:-1]
        )
        assert warnings(report, f"{text}。") == []
        assert (
            len(narrative_of(report.model_copy(update={"overview": (f"{text}。",)})).claims)
            >= len(figures["narrative_claims"]) - 1
        )

    def test_a_real_report_without_applications(self):
        reading = gds.read(FIGURES.parent / "songzhuang-2023.txt", select="N")
        assert [claim.kind for claim in gds.claims(reading.report)] == ["none"]
        assert [finding for finding in reading.findings if finding.rule.startswith("N-")] == []

    def test_closed_cases(self):
        report = gds.read(EXAMPLES / "suqian-2024.txt").report
        assert warnings(report, "办理行政复议案件134件，行政诉讼案件57件。") == []

    def test_the_growth_that_the_report_got_wrong(self):
        report = gds.read(EXAMPLES / "suqian-2024.txt").report
        assert warnings(report, "收办申请3646件，较上年3607件增长1.08%。") == []
        assert warnings(report, "收办申请3646件，较上年3607件增长1.05%。") == [
            "N-GROWTH the text says a change of “1.05%” (收办申请3646件，较上年3607件增长1.05%。); from 3607 last year to "
            "3646 this year it is +1.08%."
        ]


_EXAMPLES = {"suqian_2023": "suqian-2023.json", "suqian_2024": "suqian-2024.txt"}


def spoken_cells(form):
    """Every word by which running text speaks of rows, with a column where rows have no total: word, cells of each."""
    spoken = speech(form)
    columns = [(word, column) for word, found in spoken.words.items() for column in found if isinstance(column, Column)]
    for word, found in spoken.words.items():
        rows = [row for row in found if isinstance(row, Row)]
        if not rows:
            continue
        if spoken.cells(rows[0].address, ()):
            yield word, [reading for row in rows for reading in spoken.readings(Subject(((row,),)))]
            continue
        for named, column in columns:
            if column.shape is rows[0].shape:
                yield f"{word}{named}", [Reading(spoken.cells(row.address, column.fields)) for row in rows]


class TestEveryWord:
    """Whatever word a label has: the cell's own number is not doubted, and no other is let pass."""

    @pytest.mark.parametrize(
        ("word", "readings"), [*spoken_cells("2021")], ids=[word for word, _ in spoken_cells("2021")]
    )
    def test_of_the_form(self, report, word, readings):
        numbers = {reading.of(cell_values(report)) for reading in readings}
        unit = "万元" if isinstance(next(iter(numbers)), Decimal) else "件"
        for number in numbers:
            assert warnings(report, f"政府信息公开申请方面，{word}{number}{unit}。") == []
        wrong = max(numbers) + 1
        (found,) = warnings(report, f"政府信息公开申请方面，{word}{wrong}{unit}。")
        assert found.startswith("N-NUMBER ")


class TestEditions:
    """What can be spoken of is what the form has: an edition or a mixture speaks with its own labels."""

    @pytest.mark.parametrize(
        ("form", "issued", "decisions", "other"),
        [
            ("2019", "created", "decisions", 1),
            ("2021", "issued", "decisions", 3),
            ("2019+2021", "created", "decisions", 3),
            ("2021+2019", "issued", "decisions", 1),
        ],
    )
    def test_each_form_has_its_rows_and_columns(self, form, issued, decisions, other):
        text = "全年制发规范性文件60件，作出行政处罚决定31件，其他处理5件。"
        read = said_in(Paragraph("overview", 0, text), form, 2020).claims
        assert [len(claim.about[0].plus) for claim in read] == [1, 1, other]
        assert read[0].cells == (f"proactive_disclosure.normative_documents.{issued}",)
        assert read[1].cells == (f"proactive_disclosure.penalties.{decisions}",)

    def test_what_a_form_does_not_have_is_no_claim(self):
        text = "行政事业性收费25万元。"
        assert said_in(Paragraph("overview", 0, text), "2019", 2020).claims == ()
        assert len(said_in(Paragraph("overview", 0, text), "2021", 2021).claims) == 1

    @pytest.mark.parametrize("form", [*FORMS])
    def test_whatever_can_be_spoken_of_is_a_cell(self, form):
        spoken = speech(form)
        rows = {mention for found in spoken.words.values() for mention in found if isinstance(mention, Row)}
        known = {cell.address for cell in cells(form)}
        assert rows
        assert all(known.issuperset(spoken.cells(row.address, ())) for row in rows)
        assert all(
            known.issuperset(spoken.cells(row.address, (field,))) for row in rows for field in row.shape.model_fields
        )


class TestLastYear:
    """A growth is measured from last year's report of the same organ, where the text does not state what it was."""

    def test_the_growth_that_the_report_got_wrong(self):
        last, this = (gds.read(EXAMPLES / name).report for name in _EXAMPLES.values())
        said = this.model_copy(update={"overview": ("全市收办政府信息公开申请3646件，同比增长1.05%。",)})
        found = [one.message("en") for one in gds.check(said, previous=last, select="N-GROWTH")]
        assert found == [
            "the text says a change of “1.05%” (全市收办政府信息公开申请3646件，同比增长1.05%。); from 3607 last year to 3646 this year it "
            "is +1.08%."
        ]
        right = this.model_copy(update={"overview": ("全市收办政府信息公开申请3646件，同比增长1.08%。",)})
        assert gds.check(right, previous=last, select="N-GROWTH") == ()

    def test_another_organs_report_is_not_measured_from(self):
        last, this = (gds.read(EXAMPLES / name).report for name in _EXAMPLES.values())
        said = this.model_copy(update={"overview": ("全市收办政府信息公开申请3646件，同比增长1.05%。",)})
        assert gds.check(said, previous=last.model_copy(update={"organ": "云川市"}), select="N-GROWTH") == ()

    @pytest.mark.parametrize("year", [2022, 2024, 2025])
    def test_a_report_of_another_year_than_the_last_is_not_measured_from(self, year):
        last, this = (gds.read(EXAMPLES / name).report for name in _EXAMPLES.values())
        said = this.model_copy(update={"overview": ("全市收办政府信息公开申请3646件，同比增长1.05%。",)})
        assert gds.check(said, previous=last.model_copy(update={"year": year}), select="N-GROWTH") == ()

    def test_one_organ_is_what_the_comparison_of_years_takes_for_one(self):
        last, this = (gds.read(EXAMPLES / name).report for name in _EXAMPLES.values())
        said = this.model_copy(update={"overview": ("全市收办政府信息公开申请3646件，同比增长1.05%。",)})
        code = {"unified_social_credit_code": "11321300014277015D"}
        government = last.model_copy(update={"organ": "宿迁市人民政府"})
        assert [one.rule for one in gds.check(said, previous=government, select="N-GROWTH")] == ["N-GROWTH"]
        renamed = last.model_copy(update={"organ": "云川市", **code})
        coded = said.model_copy(update=code)
        assert [one.rule for one in gds.check(coded, previous=renamed, select="N-GROWTH")] == ["N-GROWTH"]


class TestShapes:
    """Sentences that differ in their numbers and in unknown words alone have one shape, which is parsed once."""

    @staticmethod
    def shape(text: str) -> str:
        (sentence,) = scanner("2021").sentences(text, 2023)
        return sentence.shape

    def test_other_numbers_and_names_are_the_same_shape(self):
        assert self.shape("甲乡收到申请3607件，予以公开1,191件。") == self.shape("丙村收到申请12件，予以公开3件。")

    @pytest.mark.parametrize("other", ["收到申请0件。", "收到申请3607元。", "收到申请共3607件。", "受理复议3607件。"])
    def test_nothing_another_unit_and_other_words_are_not(self, other):
        assert self.shape(other) != self.shape("收到申请3607件。")

    @pytest.mark.parametrize("part", PARTS)
    def test_what_is_remembered_is_what_is_parsed(self, part):
        for sentence in sentences(part):
            shapes.cache_clear()
            parsed = said_in(Paragraph("overview", 0, sentence.text), "2021", 2023)
            assert said_in(Paragraph("overview", 0, sentence.text), "2021", 2023) == parsed

    def test_no_long_ones_are_remembered(self):
        shapes.cache_clear()
        for clauses in range(1, 50):
            said_in(Paragraph("overview", 0, "收到申请5件，" * clauses), "2021", 2023)
        assert shapes("2021").remembered == 128 // len(self.shape("收到申请5件，"))

    def test_no_more_than_a_thousand_are_remembered(self):
        shapes.cache_clear()
        words = ("收到", "申请", "5件", "、", "和", "均", "已", "未", "占", "全市")
        for drawn in range(3_000):
            text = "申请" + "".join(words[int(digit)] for digit in str(drawn)) + "5件"
            said_in(Paragraph("overview", 0, text), "2021", 2023)
        assert shapes("2021").remembered == 1024


class TestCost:
    """Work grows with the length of the text, whatever it holds."""

    @pytest.mark.parametrize(
        "piece",
        [
            "1",
            "1,000",
            "一",
            "件",
            "未",
            "均",
            "、",
            "规章、",
            "收到",
            "申请12件",
            "分别",
            "（",
            "）",
            "占",
            "同比增长",
            "结转",
            " ",
            "2023年",
            "申请12件，其中甲县3件、乙县4件，",
            "予以公开、部分公开分别为3件、4件，",
            "。",
        ],
    )
    def test_ten_times_the_text_is_ten_times_the_work(self, piece):
        def work(length):
            return calls(lambda: said_in(Paragraph("overview", 0, piece * (length // len(piece))), "2021", 2023))

        work(100)
        assert work(20_000) < 12 * work(2_000) + 1_000

    @pytest.mark.parametrize("piece", ["1", "一", "（"])
    def test_a_million_characters_are_read(self, piece):
        assert said_in(Paragraph("overview", 0, piece * 1_000_000), "2021", 2023).claims == ()

    def test_many_claims_are_compared_in_proportion(self, report):
        def work(count):
            text = "收到申请3607件，同比增长70.3%，占5%，予以公开1件。" * count
            said = report.model_copy(update={"overview": (text,)})
            return calls(lambda: gds.check(said, select="N"))

        work(10)
        assert work(500) < 12 * work(50)

    def test_sentences_without_numbers_are_not_taken_apart(self):
        text = "持续推进政府信息公开，规范办理依申请公开，加强平台建设。" * 50
        assert [*scanner("2021").sentences(text, 2023)] == []


def calls(function):
    """How many functions are called."""
    count = 0

    def seen(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count
