"""The check report as a page: what stands on it, where its links lead, and that nothing from outside becomes markup."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from lxml import html

import gov_disclosure_schema as gds
from gov_disclosure_schema.arithmetic import assess
from gov_disclosure_schema.catalogue import LANGUAGES, RULES, STATEMENTS, Language
from gov_disclosure_schema.cli import main
from gov_disclosure_schema.conformance.documents import base
from gov_disclosure_schema.document.layout import layouts
from gov_disclosure_schema.editions import FORMS, LATEST
from gov_disclosure_schema.findings import Finding, Findings, Span
from gov_disclosure_schema.page import words
from gov_disclosure_schema.page.document import page
from gov_disclosure_schema.page.markup import tag
from gov_disclosure_schema.page.numbers import plain
from gov_disclosure_schema.report import cell_values, continuities, identities
from gov_disclosure_schema.results.causes import causes
from gov_disclosure_schema.results.legible import legible
from gov_disclosure_schema.results.result import Previous, Result, judged, result_of
from gov_disclosure_schema.testing import published_reports, reports

# A page takes as long as twenty checks.
FEWER = settings(max_examples=max(1, settings.default.max_examples // 6))

EXAMPLES = Path(__file__).parent.parent / "examples"
PLANTED = EXAMPLES / "planted-errors.txt"
TEXT_RULES = [rule for rule in RULES if rule.startswith(("N-", "P-"))]


def parsed(*results: Result, language: Language = "en") -> Any:
    return html.document_fromstring(page(results, language).decode())


def result_of_text(text: str, name: str = "draft.txt") -> Result:
    reading = gds.read(text.encode())
    return Result(name, reading, reading.findings)


def result_of_json(report: gds.PublishedReport) -> Result:
    reading = gds.read(gds.codecs.json.encode(report))
    return Result("report.json", reading, reading.findings)


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def shown(cell: Any) -> str:
    """What a cell of the form says, the signs of findings and what is printed left out."""
    return (cell.xpath("./span[@class='number' or @class='nothing']/text()") or [cell.text_content()])[0]


def unmarked(element: Any) -> str:
    """The text of a paragraph without the links to findings."""
    return "".join(element.xpath(".//text()[not(ancestor::span[@class='marks'])]"))


def elements(document: Any) -> set[str]:
    return {element.tag for element in document.iter()}


def at(document: Any, name: str) -> Any:
    (found,) = document.xpath(f"//*[@id='{name}']")
    return found


@pytest.fixture(scope="module")
def planted() -> Result:
    """Its errors are planted in the tables; what is said of its text is not what these tests are about."""
    return result_of(str(PLANTED), ignore=TEXT_RULES)


class TestWhatStandsOnIt:
    """The verdict, the tally, each finding in words, the report as it was read."""

    def test_the_verdict_comes_first(self, planted: Result) -> None:
        document = parsed(planted, language="zh")
        first = document.xpath("//main//p")[:2]
        assert [text_of(element) for element in first] == ["核对报告", "× 不合格".replace(" ", "")]
        assert text_of(document.find_class("counts")[0]) == "×错误 4!警告 4i提示 0"
        assert text_of(document.find_class("facts")[0]) == (
            f"文件{planted.file}格式text表式2021 版（国办公开办函〔2021〕30号）已关闭的规则，未核对{'、'.join(TEXT_RULES)}"
        )

    def test_the_edition_can_be_led_to(self) -> None:
        mixed = next(form for form in FORMS if FORMS[form].mixed)
        document = parsed(result_of_json(base(mixed)))
        (link,) = document.xpath("//div[@class='cells']//a[@href='#edition']")
        assert link.text_content() == "edition of the form"
        assert at(document, "edition").xpath(".//a/@href") == ["#finding-1"]

    def test_the_label_beside_the_numbers_of_each_row_of_the_matrix_is_known_to_the_style(
        self, planted: Result
    ) -> None:
        rows = parsed(planted, language="zh").xpath("//*[@id='requests']//tbody/tr")
        beside = [[label.get("class") for label in row if "beside" in label.get("class")] for row in rows]
        assert Counter(label for (label,) in beside) == {
            "text beside over-1-of-3": 19,
            "text beside over-2-of-3": 3,
            "text beside over-3-of-3": 3,
        }

    def test_the_tally_says_what_must_hold(self, planted: Result) -> None:
        rows = parsed(planted).xpath("//table[@class='tally']/tbody/tr")
        assert [text_of(row) for row in rows] == [
            "T3-ROW in every row of section 三, the six kinds of requester add up to 总计2311",
            "T3-OUTCOME in every column of section 三, the outcomes （一） to （六） add up to （七）总计331",
            "T3-BALANCE in every column of section 三, items 一 and 二 equal the total of 三 and item 四700",
            "T4-SUM in every group of section 四, the four results add up to 总计210",
            "all 423552",
        ]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_finding_has_its_severity_as_word_and_sign_and_its_message(
        self, planted: Result, language: Language
    ) -> None:
        items = parsed(planted, language=language).xpath("//ol[@class='findings']/li")
        told = {(text_of(item[0]), text_of(item[1])) for item in items}
        names = {"zh": ("×错误", "!警告"), "en": ("×error", "!warning")}[language]
        numbered = {"zh": "第 {} 条", "en": "No. {}"}[language]
        found = sorted(planted.findings, key=lambda finding: finding.severity.value)
        assert told == {
            (
                f"{names[finding.severity.value != 'error']}{numbered.format(n)}{finding.rule}",
                " ".join(finding.message(language).split()),
            )
            for n, finding in enumerate(found, 1)
        }
        assert len(items) == 8

    @pytest.mark.parametrize("form", FORMS)
    @FEWER
    @given(st.data())
    def test_every_box_of_the_form_and_every_value_is_there(self, form: str, data: st.DataObject) -> None:
        report = data.draw(published_reports(edition=form, max_paragraphs=1))
        reading = gds.read(gds.codecs.json.encode(report))
        document = parsed(Result("drawn.json", reading, gds.check(report)), language="zh")
        tables = document.xpath("//table[starts-with(@class, 'official')]")
        values = {address: "空白" if value is None else plain(value) for address, value in cell_values(report).items()}
        for table, layout in zip(tables, layouts(form).values(), strict=True):
            boxes = [box for row in layout for box in row]
            cells = table.xpath(".//th | .//td")
            assert [(shown(cell), cell.get("rowspan", "1"), cell.get("colspan", "1")) for cell in cells] == [
                (values.get(box.address, box.text), str(box.rows), str(box.columns)) for box in boxes
            ]
            assert [cell.get("id") for cell in table.xpath(".//td[@headers]")] == [
                box.address for box in boxes if box.address
            ]

    def test_every_cell_is_headed_by_boxes_that_are_there(self, planted: Result) -> None:
        document = parsed(planted, language="zh")
        cell = at(document, "requests.outcomes.withheld.state_secret.commercial_enterprise")
        assert [at(document, name).text_content() for name in cell.get("headers").split()] == [
            "申请人情况",
            "法人或其他组织",
            "商业企业",
            "三、本年度办理结果",
            "（三）不予公开",
            "1.属于国家秘密",
        ]

    def test_the_source_is_told_where_it_is_not_this_package_itself(self, planted: Result) -> None:
        items = parsed(planted).xpath("//ol[@class='findings']/li")
        told = {item[0].xpath("./code/text()")[0]: item.xpath("./p[@class='source']/text()") for item in items}
        assert told == {
            "T3-ROW": ["Source: 国办公开办函〔2021〕30号"],
            "T3-OUTCOME": ["Source: 国办公开办函〔2021〕30号"],
            "T4-SUM": ["Source: 国办公开办函〔2021〕30号"],
            "CELL-NOTE": ["Source: 政府信息公开工作年度报告格式"],
            "CELL-BLANK": [],
            "NOT-ASSESSABLE": [],
        }

    def test_a_blank_cell_is_not_0_and_what_is_printed_is_shown_where_it_differs(self, planted: Result) -> None:
        document = parsed(planted, language="en")
        due = {
            "proactive_disclosure.rules.in_force": "12printed “12件”!5warning 5 (CELL-NOTE)",
            "requests.outcomes.not_processed.excessive.research_institution": (
                "blankprinted “/”!6warning 6 (CELL-BLANK)7a term of no. 7 (NOT-ASSESSABLE)8a term of no. 8 (NOT-ASSESSABLE)"
            ),
            "requests.outcomes.not_processed.excessive.public_interest_organization": "0",
        }
        assert {name: text_of(at(document, name)) for name in due} == due

    def test_a_row_that_was_not_found_and_a_value_that_was_not_taken_are_told_apart(self) -> None:
        text = PLANTED.read_text("utf-8")
        text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("规章"))
        document = parsed(result_of_text(text.replace("1573179", "约百万")))
        assert text_of(at(document, "proactive_disclosure.rules.issued")).startswith("not found")
        assert text_of(at(document, "proactive_disclosure.licensing.decisions")).startswith(
            "not takenprinted “约百万”×"
        )

    def test_the_narrative_is_there_as_it_stands(self, planted: Result) -> None:
        assert planted.reading
        document = parsed(planted)
        for n, paragraph in enumerate(planted.reading.report.overview):
            assert unmarked(at(document, f"overview.{n}")) == paragraph

    def test_an_unreadable_file_says_why_and_has_no_tables(self, tmp_path: Path) -> None:
        (tmp_path / "draft.txt").write_bytes("政府信息".encode("gb18030"))
        result = result_of(str(tmp_path / "draft.txt"))
        assert result.verdict == "unreadable"
        document = parsed(result)
        assert text_of(document.find_class("word")[0]) == "?cannot be read"
        assert document.xpath("//p[@class='message']")[0].text_content() == result.findings[0].message("en")
        assert document.xpath("//table") == []

    def test_a_file_that_is_missing(self, tmp_path: Path) -> None:
        document = parsed(result_of(str(tmp_path / "none.txt")))
        assert text_of(document.find_class("message")[0]) == f"no such file: {tmp_path / 'none.txt'}."

    def test_what_the_published_artefacts_say_has_no_tables(self, report: gds.AnnualReport, tmp_path: Path) -> None:
        gds.write(report, tmp_path / "report.json")
        document = parsed(judged(str(tmp_path / "report.json")))
        assert text_of(document.find_class("word")[0]) == "✓passed"
        assert "published artefacts" in text_of(document.find_class("verdict")[0])
        assert document.find_class("official") == []

    def test_several_files_have_a_summary_before_them_and_ids_of_their_own(self, planted: Result) -> None:
        clean = result_of(str(EXAMPLES / "suqian-2024.txt"), ignore=TEXT_RULES)
        missing = result_of("none.txt")
        document = parsed(clean, planted, missing)
        rows = document.xpath("//table[@class='summary']/tbody/tr")
        assert [text_of(row) for row in rows] == [
            f"{clean.file}✓passed000",
            f"{planted.file}×failed440",
            "none.txt?cannot be read100",
        ]
        for row in rows:
            (link,) = row.xpath(".//a/@href")
            assert at(document, link.removeprefix("#")).tag == "h2"

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_headings_do_not_skip_a_level(self, planted: Result, language: Language) -> None:
        for results in ([planted], [planted, planted]):
            levels = [
                int(heading.tag[1]) for heading in parsed(*results, language=language).xpath("//h1|//h2|//h3|//h4")
            ]
            assert levels[0] == 1
            assert levels.count(1) == 1
            assert all(after <= before + 1 for before, after in pairwise(levels))


class TestEquations:
    """An identity that is broken is drawn: its terms, what they add up to, what is printed, the difference."""

    def test_a_total(self, planted: Result) -> None:
        document = parsed(planted, language="zh")
        (table,) = at(document, "finding-1").xpath(".//table[@class='equation']")
        assert [text_of(row) for row in table.iter("caption", "tr")] == [
            "三、本年度办理结果 › （二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "项目数",
            "自然人462",
            "+法人或其他组织 › 商业企业9",
            (
                "+4 格为 0：法人或其他组织 › 科研机构、法人或其他组织 › 社会公益组织、"
                "法人或其他组织 › 法律服务机构、法人或其他组织 › 其他0"
            ),
            "=应为471",
            "印为 总计481",
            "相差+10",
        ]

    def test_a_balance_has_two_sums(self) -> None:
        text = (EXAMPLES / "suqian-2024.txt").read_text("utf-8")
        lines = text.split("\n")
        lines[37] = lines[37].replace("3440", "3441").removesuffix("3525") + "3526"
        document = parsed(result_of_text("\n".join(lines)))
        tables = document.xpath("//table[@class='equation']")
        assert [text_of(row) for row in tables[0].iter("tr")] == [
            "cellnumber",
            "applications received this year3441",
            "+carried over from last year118",
            "=should be3559",
            "outcomes this year › total of outcomes3440",
            "+carried forward to next year118",
            "=printed, added up3558",
            "difference-1",
        ]

    def test_two_errors_that_cancel_are_two_equations_of_one_finding(self, planted: Result) -> None:
        assert len(at(parsed(planted), "finding-2").find_class("equation")) == 2

    @FEWER
    @given(st.data())
    def test_every_broken_identity_is_drawn_once_and_adds_up(self, data: st.DataObject) -> None:
        report = data.draw(published_reports())
        findings = gds.check(report)
        reading = gds.read(gds.codecs.json.encode(report))
        document = parsed(Result("r.json", reading, findings))
        broken = Counter(
            identity.cells
            for identity in identities(report.edition)
            if (outcome := assess(identity, cell_values(report))).assessable and not outcome.holds
        )
        drawn = Counter(
            tuple(sorted({link.removeprefix("#") for link in table.xpath(".//a/@href")}))
            for table in document.find_class("equation")
        )
        assert drawn == Counter(tuple(sorted(cells)) for cells in broken.elements())


@pytest.fixture(scope="module")
def beside_last_year() -> Result:
    """One cell does not continue from last year's report."""
    last = gds.read(EXAMPLES / "suqian-2023.json")
    lines = (EXAMPLES / "suqian-2024.txt").read_text("utf-8").split("\n")
    lines[38] = lines[38].removesuffix("121") + "120"
    reading = gds.read("\n".join(lines).encode(), previous=last.report, select="Y")
    return Result("draft.txt", reading, reading.findings, previous=Previous("last.json", last))


class TestLastYear:
    """What does not continue from last year's report shows both values, and where the other one stands."""

    @pytest.mark.parametrize(
        ("language", "listed", "cell"),
        [
            ("zh", "四、结转下年度继续办理 › 总计 = 121（第 1 行第 5730 字）", "120上年报告 121×1错误 1（Y-CARRY）"),
            (
                "en",
                "carried forward to next year › total = 121 (line 1, column 5730)",
                "120last year 121×1error 1 (Y-CARRY)",
            ),
        ],
    )
    def test_both_values(self, beside_last_year: Result, language: Language, listed: str, cell: str) -> None:
        document = parsed(beside_last_year, language=language)
        assert text_of(at(document, "finding-1").find_class("cells")[1][1]) == listed
        assert text_of(at(document, "requests.carried_over.total")) == cell
        others = [each for each in document.find_class("printed") if "12" in each.text_content()]
        assert len(others) == 1

    def test_a_blank_of_last_year_is_not_0(self) -> None:
        report = base(LATEST.name, year=2023)
        fields = report.model_dump()
        fields["requests"]["carried_forward"]["total"] = None
        last = gds.PublishedReport.model_validate(fields)
        this = base(LATEST.name, year=2024)
        reading = gds.read(gds.codecs.json.encode(this), previous=last, select="Y-CARRY")
        before = Previous("last.json", gds.read(gds.codecs.json.encode(last)))
        document = parsed(Result("draft.json", reading, reading.findings, previous=before), language="zh")
        assert text_of(at(document, "requests.carried_over.total")).startswith("0上年报告 空白!1")


class TestCauses:
    """Findings that one cell alone would explain say so, with the number that would make them all hold."""

    def test_a_wrong_total_that_breaks_a_row_and_a_column(self, planted: Result) -> None:
        document = parsed(planted, language="zh")
        cell = "三、本年度办理结果 › （二）部分公开（区分处理的，只计这一情形，不计其他情形） › 总计"
        for number in (1, 3):
            (note,) = at(document, f"finding-{number}").xpath("./p[@class='cause']")
            assert note.text_content() == (
                f"可能同一原因：若{cell}为 471（印为 481），第 1、3 条都相符。请对照原始记录。"
            )
            assert note.xpath("./a/@href") == ["#requests.outcomes.partially_disclosed.total"]
        assert at(document, "finding-2").xpath("./p[@class='cause']") == []

    @FEWER
    @given(st.data())
    def test_one_wrong_cell_is_found_and_the_number_is_the_right_one(self, data: st.DataObject) -> None:
        report = data.draw(reports())
        values = cell_values(report)
        needed = Counter(address for identity in identities(report.edition) for address in identity.cells)
        address = data.draw(st.sampled_from([address for address, count in needed.items() if count > 1]))
        wrong = data.draw(st.integers(0, 1000).filter(lambda number: number != values[address]))
        found = [*causes(report.edition, values | {address: wrong})]
        assert [(cause.address, cause.due, len(cause.identities)) for cause in found] == [
            (address, values[address], needed[address])
        ]

    @FEWER
    @given(published_reports())
    def test_with_the_number_due_all_that_need_the_cell_hold_and_no_other_changes(
        self, report: gds.PublishedReport
    ) -> None:
        values = cell_values(report)
        for cause in causes(report.edition, values):
            mended = values | {cause.address: cause.due}
            for identity in identities(report.edition):
                if identity in cause.identities:
                    assert not assess(identity, values).holds
                    assert assess(identity, mended).holds
                else:
                    assert cause.address not in identity.cells


class TestQuotes:
    """What a finding quotes from the narrative is marked where it stands, with the way back beside it."""

    TEXT = "办结3521件：予以公开1431件，部分公开31件。上年31件。"

    def paragraph(self, *findings: Finding, text: str = TEXT) -> Any:
        report = base(LATEST.name, overview=("首段。", text))
        reading = gds.read(gds.codecs.json.encode(report))
        result = Result("quotes.json", reading, Findings(findings))
        return at(parsed(result, language="zh"), "overview.1")

    def quoting(self, start: int, end: int, rule: str = "TITLE-SPELLING") -> Finding:
        facts = {"printed": "", "due": ""}
        return Finding(rule, ("overview.1",), ("overview.1",), facts=facts, span=Span(start, end))

    def marked(self, paragraph: Any) -> list[tuple[str, str, list[str]]]:
        """Each quote, what stands before it, and where the links behind it lead."""
        found = []
        for mark in paragraph.iter("mark"):
            before = "".join(mark.xpath("./preceding-sibling::node()[not(@class='marks')]/descendant-or-self::text()"))
            found.append((mark.text_content(), before, mark.xpath("./following-sibling::span[1]/a/@href")))
        return found

    def test_the_characters_quoted_are_marked_and_no_others_that_are_spelled_alike(self) -> None:
        paragraph = self.paragraph(self.quoting(28, 31))
        assert self.marked(paragraph) == [("31件", "办结3521件：予以公开1431件，部分公开31件。上年", ["#finding-1"])]
        assert unmarked(paragraph) == self.TEXT

    def test_two_findings_may_quote_the_same(self) -> None:
        paragraph = self.paragraph(self.quoting(2, 7), self.quoting(2, 7), self.quoting(12, 17))
        assert [(quote, links) for quote, _, links in self.marked(paragraph)] == [
            ("3521件", ["#finding-1", "#finding-2"]),
            ("1431件", ["#finding-3"]),
        ]

    def test_quotes_may_overlap_and_the_more_severe_shows(self) -> None:
        paragraph = self.paragraph(
            self.quoting(0, 7, "TITLE-TWICE"), self.quoting(2, 17), self.quoting(8, 12, "FILE-EMPTY")
        )
        marks = [(mark.text_content(), mark.get("class")) for mark in paragraph.iter("mark")]
        assert marks == [
            ("办结", "warning"),
            ("3521件", "warning"),
            ("：", "info"),
            ("予以公开", "error"),
            ("1431件", "info"),
        ]
        links = [link.get("href") for link in paragraph.xpath("./span[@class='marks']/a")]
        assert links == ["#finding-2", "#finding-1", "#finding-3"]
        assert unmarked(paragraph) == self.TEXT

    def test_what_quotes_nothing_or_stands_at_another_paragraph_first_has_its_link_at_the_end(self) -> None:
        paragraph = self.paragraph(
            Finding("TEXT-UNUSED", ("overview.1",), facts={"printed": ""}),
            Finding("TEXT-UNUSED", ("overview.0", "overview.1"), facts={"printed": ""}, span=Span(0, 2)),
        )
        assert self.marked(paragraph) == []
        assert paragraph[-1].xpath("./a/@href") == ["#finding-1", "#finding-2"]

    def test_a_quote_is_escaped(self) -> None:
        paragraph = self.paragraph(self.quoting(1, 6), text="共<b>1件</b>。")
        assert self.marked(paragraph) == [("<b>1件", "共", ["#finding-1"])]
        assert unmarked(paragraph) == "共<b>1件</b>。"

    def test_the_second_of_two_numbers_spelled_alike(self) -> None:
        """The claim is the one of 部分公开, which the cell does not bear out; 31件 stands before it too."""
        text = "本年新收政府信息公开申请31件，予以公开31件，部分公开31件。"
        report = base(LATEST.name, overview=("首段。", text))
        result = result_of_json(report)
        quoting = [finding for finding in result.findings if finding.rule == "N-NUMBER"]
        paragraph = at(parsed(result, language="zh"), "overview.1")
        assert [before + quote for quote, before, _ in self.marked(paragraph)] == [
            text[: finding.span.end] for finding in quoting if finding.span
        ]
        assert len(quoting) > 1


class TestLinks:
    """From a finding to each of its cells, and from a cell back to each of its findings."""

    @FEWER
    @given(published_reports(), st.sampled_from(LANGUAGES))
    def test_every_link_leads_to_one_place_and_no_id_stands_twice(
        self, report: gds.PublishedReport, language: Language
    ) -> None:
        reading = gds.read(gds.codecs.json.encode(report))
        result = Result("r.json", reading, reading.findings)
        document = parsed(result, result, language=language)
        ids = Counter(document.xpath("//@id"))
        assert set(ids.values()) == {1}
        assert {link.removeprefix("#") for link in document.xpath("//a/@href")} <= ids.keys()
        named = document.xpath("//@headers | //@aria-labelledby")
        assert {name for names in named for name in names.split()} <= ids.keys()

    def test_where_a_finding_stands_there_is_a_way_back(self, planted: Result) -> None:
        document = parsed(planted)
        for item in document.xpath("//ol[@class='findings']/li"):
            for link in item.xpath(".//tr[@class='actual']//a/@href"):
                back = at(document, link.removeprefix("#")).xpath(".//a[starts-with(@class, 'mark')]/@href")
                assert f"#{item.get('id')}" in back

    def test_a_finding_about_a_section_leads_to_it(self) -> None:
        text = re.sub("(?m)^六、[^\n]*\n(.*\n)*", "", PLANTED.read_text("utf-8"))
        document = parsed(result_of_text(text))
        (item,) = [item for item in document.xpath("//li") if "SECTION-MISSING" in item.text_content()]
        assert item.xpath(".//a/@href") == ["#other_matters"]
        assert at(document, "other_matters").xpath(".//a/@href") == [f"#{item.get('id')}"]


HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>\u202e\x1b[31m"


class TestNothingFromOutsideIsMarkup:
    """Names and texts are text: escaped, their control characters shown."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_hostile_names_and_texts(self, language: Language) -> None:
        text = PLANTED.read_text("utf-8").replace("云川市", "云川<b onclick=x>市", 1)
        text = text.replace("文件公开属性", HOSTILE[:60] + "文件公开属性", 1).replace("1573179", "<script>1</script>")
        result = result_of_text(text, HOSTILE)
        document = parsed(result, result, language=language)
        plain = result_of_text(PLANTED.read_text("utf-8"))
        assert elements(document) == elements(parsed(plain, plain, language=language))
        attributes = {name for element in document.iter() for name in element.attrib}
        assert not {name for name in attributes if name.startswith("on") or name in {"src", "style", "action"}}
        assert {link for link in document.xpath("//@href") if not link.startswith("#")} == {"data:,"}
        written = page([result], language)
        assert b"<script" not in written
        assert "\u202e".encode() not in written
        assert b"\x1b" not in written

    @given(st.text(), st.text())
    def test_any_text_comes_back_as_itself_but_for_what_steers(self, content: str, attribute: str) -> None:
        element = html.fragment_fromstring(
            tag("p", content, title=attribute).encode("utf-8", "backslashreplace").decode()
        )
        assert element.text_content() == _as_bytes(legible(content))
        assert element.get("title", "") == _as_bytes(legible(attribute))
        assert len(element) == 0

    def test_a_name_that_is_no_text(self) -> None:
        written = page([result_of("a\udcff.txt")], "zh")
        assert b"a\\udcff.txt" in written


def _as_bytes(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


class TestSelfContained:
    """One file: no script, nothing fetched, a policy that forbids both; the same input, the same bytes."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_nothing_is_fetched(self, planted: Result, language: Language) -> None:
        written = page([planted], language).decode()
        assert re.findall(r"(?:https?:)?//[^\s*]", written) == []
        assert re.findall(r"url\(|@import|<script|<img|<iframe|<form|style=", written) == []

    def test_the_policy_allows_the_style_and_nothing_else(self, planted: Result) -> None:
        document = parsed(planted)
        (style,) = document.xpath("//style")
        digest = b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
        assert document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [
            f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
        ]

    def test_the_same_input_gives_the_same_bytes_in_another_process(self, tmp_path: Path) -> None:
        made = [tmp_path / "1.html", tmp_path / "2.html"]
        for path, seed in zip(made, "12", strict=True):
            command = [sys.executable, "-m", "gov_disclosure_schema", "check", str(PLANTED), "--html", str(path)]
            subprocess.run([*command, "--lang", "zh"], check=False, capture_output=True, env={"PYTHONHASHSEED": seed})
        assert made[0].read_bytes() == made[1].read_bytes() == page([result_of(str(PLANTED))], "zh")


def test_every_word_is_in_both_languages_and_used() -> None:
    for said in words.WORDS.values():
        placeholders = [set(re.findall(r"\{\w+\}", spoken)) for spoken in said]
        assert all(said)
        assert placeholders[0] == placeholders[1]
    package = Path(words.__file__).parent
    code = "".join(path.read_text("utf-8") for path in package.glob("*.py") if path.name != "words.py")
    derived = {f"because_{verdict}" for verdict in ("passed", "failed", "incomplete", "unreadable")}
    assert [key for key in words.WORDS.keys() - derived if f'"{key}"' not in code] == []


def test_every_identity_says_what_must_hold() -> None:
    counted = {identity.rule for form in FORMS for identity in identities(form)}
    counted |= {one.rule for form in FORMS for one in continuities(form)}
    assert counted <= STATEMENTS.keys() <= RULES.keys()


class TestCommand:
    """`check --html`: the page beside what else is shown, whole or not at all, and never over a report."""

    def test_it_is_written_beside_the_text(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        out = tmp_path / "out.html"
        assert main(["check", str(PLANTED), "--html", str(out), "--lang", "zh"]) == 1
        shown = capsys.readouterr().out
        assert shown.startswith(f"{PLANTED}：不合格（错误 4，")
        assert shown.endswith(f"\n核对报告（网页）：{out}\n")
        assert out.read_bytes() == page([result_of(str(PLANTED))], "zh")

    def test_on_standard_output_it_stands_alone(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        assert main(["check", str(PLANTED), "--html", "-", "--format", "json", "--lang=en"]) == 1
        assert capsysbinary.readouterr().out == page([result_of(str(PLANTED))], "en")

    def test_it_is_never_written_over_a_report(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        draft = tmp_path / "draft.html"
        draft.write_bytes(PLANTED.read_bytes())
        (tmp_path / "link.html").symlink_to(draft)
        for out in (draft, tmp_path / "link.html"):
            assert main(["check", str(draft), "--html", str(out), "--lang=en"]) == 2
            assert f"--html would overwrite a report to be checked: {out}\n" in capsys.readouterr().err
        assert draft.read_bytes() == PLANTED.read_bytes()

    def test_where_it_cannot_be_written_that_is_said(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        out = tmp_path / "none" / "out.html"
        assert main(["check", str(PLANTED), "--html", str(out), "--lang=en"]) == 3
        assert f"FILE-UNWRITABLE  {out} cannot be written: No such file or directory." in capsys.readouterr().err
