"""Columns that only spaces tell apart: labels are put together, blanks told by their columns, doubts left to a finding.

``pdftotext/`` holds what ``pdftotext -layout`` (poppler 22.12) makes of ``examples/suqian-2023.json`` as a PDF: written as
Word and printed by LibreOffice, written as HTML and printed by Chromium with its own heads and feet of pages.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema.document.from_text import source_of
from gov_disclosure_schema.editions import FORMS
from gov_disclosure_schema.report import cell_values
from gov_disclosure_schema.testing import Recipe, verdict

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "suqian-2023.json"


def rows(text: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in source_of(text.encode()).document if row.cells]


@pytest.mark.parametrize("program", ["libreoffice", "chromium"])
def test_a_report_printed_as_a_pdf_is_read_whole(program: str) -> None:
    """Labels over several lines, a table over three pages with its head on each, page numbers, all in their place."""
    reading = gds.read(HERE / "pdftotext" / f"{program}.txt")
    due = gds.read(EXAMPLE)
    assert cell_values(reading.report) == cell_values(due.report)
    assert reading.report.title == due.report.title
    assert reading.findings.tally == due.findings.tally
    assert {finding.rule for finding in reading.findings.errors} == set()
    place = reading.places["requests.outcomes.withheld.third_party_rights.natural_person"]
    text = (HERE / "pdftotext" / f"{program}.txt").read_bytes().decode()
    line = text.replace("\f", "\n").split("\n")
    assert line[place.position.line - 1][place.position.column - 1 :].startswith("38")


@pytest.mark.parametrize("program", ["libreoffice", "chromium"])
def test_paragraphs_that_the_page_broke_are_whole_again_and_it_is_told(program: str) -> None:
    """But for the spaces that LibreOffice puts between Chinese and digits."""
    reading = gds.read(HERE / "pdftotext" / f"{program}.txt")
    due = gds.read(EXAMPLE).report
    for section in ("overview", "problems_and_improvements", "other_matters"):
        texts = [text.replace(" ", "") for text in getattr(reading.report, section)]
        assert texts == [text.replace(" ", "") for text in getattr(due, section)]
    (told,) = (finding for finding in reading.findings if finding.rule == "LINES-JOINED")
    assert told.position is not None
    assert told.message("en").startswith("paragraphs broken into lines were put together by their indents, ")
    assert not [finding for finding in reading.findings if finding.rule.startswith("N-")]


WIDE = "全市各级行政机关认真贯彻落实条例及其各项配套制度的规定"
BROKEN = {
    "goes on at the margin": (f"    {WIDE}\n{WIDE}公开\n不断推进。\n", [f"{WIDE}{WIDE}公开不断推进。"]),
    "another begins indented": (f"    {WIDE}\n{WIDE}公开\n    {WIDE}\n", [f"{WIDE}{WIDE}公开", WIDE]),
    "no line is indented": (f"{WIDE}\n{WIDE}\n", [WIDE, WIDE]),
    "the line before is short": (f"    三个方面：\n{WIDE}\n", ["三个方面：", WIDE]),
    "between two digits": (f"    {WIDE}12\n34件，{WIDE}\n", [f"{WIDE}12", f"34件，{WIDE}"]),
    "between two words": (f"    {WIDE}GB\nT 2260，{WIDE}\n", [f"{WIDE}GB T 2260，{WIDE}"]),
    "a title goes on": (
        f"    某市{WIDE}2023年政府信息公开工作年度报告\n{WIDE}\n",
        [f"某市{WIDE}2023年政府信息公开工作年度报告", WIDE],
    ),
    "no line of a page's width": (
        "    某市认真贯彻落实条例及其制度规定\n某市认真贯彻落实条例\n",
        ["某市认真贯彻落实条例及其制度规定", "某市认真贯彻落实条例"],
    ),
    "an empty line between": (f"    {WIDE}\n\n{WIDE}公开\n", [WIDE, f"{WIDE}公开"]),
}


@pytest.mark.parametrize(("text", "due"), BROKEN.values(), ids=BROKEN)
def test_lines_are_put_together_where_indents_show_it(text: str, due: list[str]) -> None:
    aligned = "规章      1    2    3\n\n" + text
    assert [row[0].strip() for row in rows(aligned)[1:]] == due


LINES = {
    "on one line": ("规章      1    2    3\n", [["规章", "1", "2", "3"]]),
    "around its values": (
        "（二）部分公开（区分处理的，只计这一情形，\n"
        "                             1   2   3   4   5   6   21\n"
        "      不计其他情形）\n",
        [["（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "1", "2", "3", "4", "5", "6", "21"]],
    ),
    "below its values, beside a group's": (
        "年度办                       1   2   3   4   5   6   21\n                1.属于国家秘密\n",
        [["1.属于国家秘密", "1", "2", "3", "4", "5", "6", "21"]],
    ),
    "before an amount with its unit apart": (
        "政府集中采购    21    22.5 万元\n",
        [["政府集中采购", "21", "22.5 万元"]],
    ),
    "cut on its line": (
        "（一）予以    公开     1   2   3   4   5   6   21\n",
        [["（一）予以公开", "1", "2", "3", "4", "5", "6", "21"]],
    ),
}


@pytest.mark.parametrize(("text", "due"), LINES.values(), ids=LINES)
def test_a_label_is_put_together(text: str, due: list[list[str]]) -> None:
    assert rows(text) == due


MATRIX = """\
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量     10    11    12    13    14    15    75
二、上年结转政府信息公开申请数量      0     1     2     3     4     5    15
（一）予以公开                        1           2     3                 6
（七）总计                                 1   2                 3        6
"""


def test_a_blank_cell_is_told_by_the_columns_of_complete_rows() -> None:
    assert rows(MATRIX)[3] == ["（一）予以公开", "1", "", "2", "3", "", "", "6"]


def test_a_value_between_two_columns_is_not_taken() -> None:
    reading = gds.read(("某市2023年政府信息公开工作年度报告\n" + MATRIX).encode())
    assert [
        value
        for address, value in cell_values(reading.report).items()
        if address.startswith("requests.outcomes.total.")
    ] == [None] * 7
    assert "ROW-TOO-FEW" in {finding.rule for finding in reading.findings if finding.at == ("requests.outcomes.total",)}


def test_a_number_that_a_narrow_cell_broke_is_not_taken_in_halves() -> None:
    """Whichever half stands on the line of the row."""
    sample = f"某市2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n规章        123   5   6\n              4\n{MATRIX}"
    reading = gds.read(sample.encode())
    assert reading.report.proactive_disclosure.rules.issued is None
    told = next(finding for finding in reading.findings if finding.rule == "ROW-TOO-MANY")
    assert told.message("en") == "rules: values due 3, printed 4; none was taken. "


def test_a_label_of_the_next_row_is_not_given_to_a_row_that_lost_its_own() -> None:
    sample = "行政许可\n第二十条第（六）项\n行政处罚     1502\n"
    assert ["行政处罚", "1502"] in rows(sample)
    assert ["行政许可", "1502"] not in rows(sample)


def test_running_text_is_left_as_it_is() -> None:
    text = "本年共收到  12 件，\n其中  3\n406件，其他 341件。年末   121件。\n"
    assert rows(f"规章   1   2   3\n\n\n{text}")[1:] == [
        ["本年共收到  12 件，"],
        ["其中", "3"],
        ["406件，其他 341件。年末   121件。"],
    ]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_whole(form: str) -> None:
    variant = Recipe(2, form, "text", "aligned").variant()
    reading = gds.read(variant.data, "text")
    assert cell_values(reading.report) == variant.values
    assert reading.complete


@pytest.mark.parametrize(
    "recipe",
    [
        "264 2021 text/aligned carriage_returns blanks",
        "891 2021 text/aligned cut_labels",
        "41 2021 text/aligned mostly_blank",
        "10 2021+2019 text/aligned split_label_halved total_left_out",
    ],
)
def test_what_is_not_certain_is_told(recipe: str) -> None:
    """The first two once went wrong."""
    variant = Recipe.of(recipe).variant()
    found = verdict(variant, gds.read(variant.data, "text"))
    assert (found.wrong, found.silent) == ((), ())
