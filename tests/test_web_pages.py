"""A web page is read as a reader sees it, however it is marked up; what was left out of it is told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from test_published_text import REPORT

import gov_disclosure_schema as gds
from gov_disclosure_schema.document.blocks import CELLS_MAX, NESTING_MAX, Cell, Document
from gov_disclosure_schema.document.from_html import SIZE_MAX, source_of
from gov_disclosure_schema.document.layout import layouts
from gov_disclosure_schema.document.style_sheet import LOOKS_MAX
from gov_disclosure_schema.errors import DecodeError
from gov_disclosure_schema.report import cell_values, heading_of, sections

Shown = list[str | list[str]]


def shown(document: Document) -> Shown:
    """Paragraphs as their texts, rows of tables as lists of theirs."""
    return [[cell.text for cell in row.cells] if row.table else row.text for row in document]


def seen(page: str) -> Shown:
    return shown(source_of(f"<html><body>{page}</body></html>".encode()).document)


def told(page: str, language: str = "en") -> list[str]:
    findings = source_of(page.encode()).findings
    return [
        f"{finding.position.shown('en')} {finding.rule}: {finding.message(language)}"
        for finding in findings
        if finding.position
    ]


ROWS = [["规章", "1", "2"], ["行政许可", "3"]]
MARKUP: dict[str, tuple[str, Shown]] = {
    "plain": ("<table><tr><td>规章</td><td>1</td><td>2</td></tr><tr><td>行政许可</td><td>3</td></tr></table>", [*ROWS]),
    "no end tags": ("<table><tr><td>规章<td>1<td>2<tr><td>行政许可<td>3</table>", [*ROWS]),
    "no table row": ("<table><td>规章<td>1<td>2</table>", [ROWS[0]]),
    "head, body, foot": (
        "<table><thead><tr><th>规章<th>1<th>2</thead><tbody><tr><td>行政许可<td>3</tbody></table>",
        [*ROWS],
    ),
    "upper case and attributes": (
        "<TABLE BORDER=1><TR CLASS='a'><TD WIDTH=10>规章</TD><TD>1</TD><TD>2</TD></TR></TABLE>",
        [ROWS[0]],
    ),
    "paragraphs and spans": (
        "<table><tr><td>\n<p><span>规</span><span>章</span></p>\n</td><td><p><b>1</b><o:p></o:p></p></td><td>2</td></table>",
        [ROWS[0]],
    ),
    "spaces of all kinds": (
        "<table><tr><td>&nbsp;规章&#12288;</td><td>\n 1 \n</td><td>&#8203;</td></table>",
        [["\xa0规章\u3000", "1", "\u200b"]],
    ),
    "a label broken over lines": ("<table><tr><td>行政<br>许可</td><td>3</td></table>", [["行政\n许可", "3"]]),
    "a label in two paragraphs": (
        "<table><tr><td><p>行政</p><p>许可</p></td><td>3</td></table>",
        [["行政\n许可", "3"]],
    ),
    "an empty cell": ("<table><tr><td>规章</td><td></td><td>2</td></table>", [["规章", "", "2"]]),
    "Word's comments": (
        "<table><tr><!--[if a]><td>x</td><![endif]--><td>规章</td><![if !b]><td>1</td><![endif]></tr></table>",
        [["规章", "1"]],
    ),
    "a table in a cell of a table": (
        "<table><tr><td>目录</td><td><p>前</p><table><tr><td>规章<td>1<td>2</table>后</td></tr></table>",
        ["目录", "前", ROWS[0], "后"],
    ),
    "a table around everything": (
        "<table><tr><td>总体情况<table><tr><td>规章<td>1</table><table><tr><td>行政许可<td>3</table></td></tr></table>",
        ["总体情况", ["规章", "1"], ROWS[1]],
    ),
    "a table of one column": (
        "<table><tr><td><p>前</p><p>后</p></td></tr><tr><td>又</td></tr></table>",
        ["前", "后", "又"],
    ),
    "a box with a number in it": (
        "<table><tr><td>行政许可</td><td><table><tr><td>3</table></td></tr></table>",
        [ROWS[1]],
    ),
    "a cell that holds an article": (
        f"<table><tr><td>一</td><td><p>{'长' * 300}</p><p>{'短' * 300}</p></td></tr></table>",
        ["一", "长" * 300, "短" * 300],
    ),
    "text between the rows": (
        "<table>甲<tr>乙<td>规章<td>1</tr><p>丙</p><tr><td>行政许可<td>3</table>",
        ["甲", "乙", ["规章", "1"], "丙", ROWS[1]],
    ),
    "a caption": ("<table><caption>表一</caption><tr><td>规章<td>1</table>", ["表一", ["规章", "1"]]),
    "paragraphs": ("<p>　　甲</p><div>乙<span>丙</span></div>丁<br>戊<br/>己", ["　　甲", "乙丙", "丁", "戊", "己"]),
    "an empty paragraph": ("<p>甲</p><p>&nbsp;</p><p></p><p>乙</p>", ["甲", "\xa0", "乙"]),
    "lists": ("<ul><li>甲</li><li>乙<ul><li>丙</li></ul></li></ul>", ["甲", "乙", "丙"]),
    "what is not shown": (
        "<script>if (a < b) document.write('<p>x</p>')</script><style>p {}</style><template><p>x</p></template>"
        "<select><option>x</select><textarea>x</textarea><p>甲<!-- x --></p>",
        ["甲"],
    ),
    "behind the end of the page": (
        "<p>甲</p></body></html><p>乙</p><table><tr><td>规章<td>1</table>",
        ["甲", "乙", ["规章", "1"]],
    ),
    "end tags that nothing began": ("</div></td></p><p>甲</table></p>乙", ["甲", "乙"]),
    "cells behind the last row": ("<table><tr><td>规章<td>1<td>2</tr><td>行政许可<td>3</table>", [*ROWS]),
    "characters that no report may have": ("<p>甲\x80&#129;乙</p>", ["甲\x7f\x7f乙"]),
    "a link with a day behind it": ("<ul><li><a href='x'>甲</a> 2024</li></ul>", ["甲 2024"]),
    "a sign that is a link": ("<ul><li><a href='x'>|</a></li></ul>", ["|"]),
    "a line that ends in a link": ("<p><span>甲<br><a href='x'>乙</a></span>丙</p>", ["甲", "乙丙"]),
    "a link in a heading": ("<h1><a href='#'>甲</a></h1>", ["甲"]),
    "a place to jump to": ("<p><a name='a'>甲</a></p>", ["甲"]),
}


@pytest.mark.parametrize(("page", "due"), MARKUP.values(), ids=MARKUP)
def test_a_page_is_what_its_reader_sees(page: str, due: Shown) -> None:
    assert seen(page) == due


def test_a_cell_says_where_it_stands_and_what_it_spans() -> None:
    page = "<p>甲</p>\n<table>\n<tr><td rowspan=2>乙</td><td colspan='3'>丙</td></tr>\n<tr>\n<td colspan=x>丁</td></tr></table>"
    paragraph, first, second = source_of(page.encode()).document
    assert paragraph.cells == (Cell("甲", gds.Position(1, 1, paragraph=1)),)
    assert first.cells == (
        Cell("乙", gds.Position(3, 1, 1, table=1, row=1, cell=1), rows=2),
        Cell("丙", gds.Position(3, 1, 1, table=1, row=1, cell=2), columns=3),
    )
    assert second.cells == (Cell("丁", gds.Position(5, 1, 1, table=1, row=2, cell=1)),)
    assert (paragraph.table, first.table, second.table) == (0, 1, 1)


def test_tables_are_counted_as_a_reader_counts_them() -> None:
    """Those that lay out the page are none."""
    page = "<table><tr><td>左</td><td><table><tr><td>甲<td>1</table><table><tr><td>乙<td>2</table></td></tr></table>"
    assert [row.table for row in source_of(page.encode()).document] == [0, 1, 2]


LEFT_OUT = {
    "links alone": (
        "<p>甲</p>\n<div><a href='/'>首页</a> &gt; <a href='/x'>公开</a></div>\n<li><a href='a.docx'>附件</a></li>",
        "2:1 PAGE-SURROUNDINGS: navigation, footers and the like were not read, 2 lines of them, “首页 > 公开”, say.",
    ),
    "navigation and footer": (
        "<nav>栏目<ul><li>一</ul></nav>\n<p>甲</p><footer>版权</footer>",
        "1:1 PAGE-SURROUNDINGS: navigation, footers and the like were not read, 2 lines of them, “栏目一”, say.",
    ),
    "hidden": (
        "<p>甲</p>\n<p style='color: red; DISPLAY : none'>乙</p><div hidden>丙</div>",
        "2:1 TEXT-HIDDEN: hidden text was not read, in 2 places, “乙”, say.",
    ),
    "struck through": (
        "<p>甲<del>乙</del></p>",
        "1:1 TEXT-STRUCK: text that is struck through was not taken, in 1 places, “乙”, say.",
    ),
}


@pytest.mark.parametrize(("page", "due"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_left_out_is_told(page: str, due: str) -> None:
    assert seen(page) == ["甲"]
    assert told(page) == [due]


SHEETS: dict[str, tuple[str, str, bool]] = {
    "a class": (".off{display:none}", "<p class='on off'>乙</p>", False),
    "an id": ("p{} #off { color: red; DISPLAY : NONE ; }", "<p id=off>乙</p>", False),
    "an element": ("u, ins {visibility: hidden}", "<ins>乙</ins>", False),
    "all of them": ("p.on.off#x{display:none}", "<p class='off on' id=x>乙</p>", False),
    "one below others": ("div .in p{display:none}", "<div><div class=in><p>乙</p></div></div>", False),
    "one not below it": ("div .in p{display:none}", "<div><p>乙</p></div>", True),
    "a class that it has not": (".off{display:none}", "<p class='offer'>乙</p>", True),
    "a later rule": (".off{display:none} .on{display:block}", "<p class='on off'>乙</p>", True),
    "a stronger rule": ("p.off{display:none} .on{display:block}", "<p class='on off'>乙</p>", False),
    "an important one": (".off{display:none!important} p.on{display:block}", "<p class='on off'>乙</p>", False),
    "the element's own word": (".off{display:none}", "<p class=off style='display:block'>乙</p>", True),
    "an important one against it": (
        ".off{display:none !important}",
        "<p class=off style='display:block'>乙</p>",
        False,
    ),
    "on paper": ("@media print{.off{display:none}}", "<p class=off>乙</p>", True),
    "on the screen": ("@media screen, all{.off{display:none}} .b{}", "<p class=off>乙</p>", False),
    "in a narrow window": ("@media (max-width: 9em){.a{} .off{display:none}}", "<p class=off>乙</p>", True),
    "behind other rules": ("@import 'x'; @font-face{a:b} /* .on{ */ .off{display:none}", "<p class=off>乙</p>", False),
    "in a string": (".a{content:'}.off{display:none}'}", "<p class=off>乙</p>", True),
    "a selector that is not understood": (
        ".off:not(.on), p[hidden], body > p{display:none}",
        "<p class=off>乙</p>",
        True,
    ),
    "commented out": ("/* .off{display:none}", "<p class=off>乙</p>", True),
    "a page that hides itself": ("body{display:none}", "<p>乙</p>", True),
    "a rule that does not end": (".off{display:none", "<p class=off>乙</p>", False),
}


@pytest.mark.parametrize(("sheet", "markup", "seen_there"), SHEETS.values(), ids=SHEETS)
def test_what_a_style_sheet_of_the_page_hides_is_not_read_and_told(
    sheet: str, markup: str, *, seen_there: bool
) -> None:
    page = f"<html><head><style><!--\n{sheet}\n--></style></head><body><p>甲</p>{markup}</body></html>"
    assert shown(source_of(page.encode()).document) == (["甲", "乙"] if seen_there else ["甲"])
    due = ["2:1 TEXT-HIDDEN: hidden text was not read, in 1 places, “乙”, say."]
    assert [line.partition(":")[2] for line in told(page)] == ([] if seen_there else [due[0].partition(":")[2]])


def test_a_sheet_for_paper_hides_nothing_on_the_screen() -> None:
    page = "<style media=print>.off{display:none}</style><p class=off>甲</p>"
    assert (seen(page), told(page)) == (["甲"], [])


def test_what_is_hidden_behind_the_end_of_the_page_is_not_read() -> None:
    source = source_of(
        "<body><p>甲</p></body></html>\n<p>乙</p><p hidden>丙</p><p style=visibility:hidden>丁</p>".encode()
    )
    assert [row.text for row in source.document if row.texts] == ["甲", "乙"]
    assert [finding.facts for finding in source.findings] == [{"count": 2, "printed": "丙"}]


def test_a_hidden_cell_or_row_is_not_read() -> None:
    page = "<table><tr><td>甲<td style='display:none'>9<td>1</tr><tr hidden><td>乙<td>2</tr></table>"
    assert seen(page) == [["甲", "1"]]
    assert [finding.rule for finding in source_of(page.encode()).findings] == ["TEXT-HIDDEN"]


@pytest.mark.parametrize("columns", [1, 2])
def test_a_report_may_stand_in_one_table(columns: int) -> None:
    page = page_of(REPORT).replace("\u3000\u3000", "")
    report = page[page.index("<h1>") : page.index("</div><div>主办")]
    report = re.sub(
        "<(h1|p)>(?:<strong>)?(.*?)(?:</strong>)?</\\1>", rf"<tr><td colspan={columns}>\2</td></tr>", report
    )
    lines = report.replace("<table>", "").replace("</table>", "")
    reading = gds.read(f"<html><body><table>{lines}</table></body></html>".encode())
    assert reading.report == REPORT


def page_of(report: gds.PublishedReport, cell: Callable[[str], str] = str) -> str:
    """A report as a portal publishes it, with what stands around it."""
    values = cell_values(report)
    lines = [
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>政府信息公开</title></head><body>",
        "<div class='nav'><a href='/'>首页</a> <a href='/x'>信息公开</a></div>",
        "<table><tr><td>公开方式</td><td>主动公开</td></tr></table><p>发布时间：2024年1月20日</p>",
        f"<div class='article'><h1>{report.title}</h1>",
    ]
    for section in sections():
        lines.append(f"<p><strong>{heading_of(section)}</strong></p>")
        lines += [
            f"<p>　　{paragraph}</p>"
            for paragraph in getattr(report, section)
            if section not in layouts(report.edition)
        ]
        if section in layouts(report.edition):
            lines.append("<table>")
            for row in layouts(report.edition)[section]:
                boxes = [
                    f"<td colspan={box.columns} rowspan={box.rows}>{cell(str(values[box.address]) if box.address else box.text)}</td>"
                    for box in row
                ]
                lines.append(f"<tr>{''.join(boxes)}</tr>")
            lines.append("</table>")
    return "\n".join([*lines, "</div><div>主办：某市人民政府 备案号 0000</div></body></html>"])


@pytest.mark.parametrize(
    "cell",
    [
        str,
        lambda text: f"<p class=MsoNormal><span lang=EN-US>{text}</span></p>",
        lambda text: "".join(f"<span>{letter}</span>" for letter in text),
    ],
    ids=["plain", "Word's", "a span for each letter"],
)
def test_a_report_is_read_from_among_what_surrounds_it(cell: Callable[[str], str]) -> None:
    """The footer behind the report is no part of its last section."""
    reading = gds.read(page_of(REPORT, cell).encode())
    assert reading.format == "html"
    assert cell_values(reading.report) == cell_values(REPORT)
    assert reading.report.other_matters == REPORT.other_matters
    place = reading.places["requests.received.natural_person"]
    assert place.position.parts() == {"line": 31, "column": 1, "table": 3, "row": 4, "cell": 2}
    surroundings = next(finding for finding in reading.findings if finding.rule == "PAGE-SURROUNDINGS")
    assert surroundings.facts["count"] == 2


FOOTER = (
    "附件：云川市年报.docx",
    "附件2：统计表",
    "【打印】 【关闭】",
    "[字体：大 中 小] 打印本页",
    "分享到：微信 微博",
    "扫一扫在手机打开当前页",
    "上一篇：没有了",
    "下一条： 云川市2022年年报",
    "返回顶部",
    "责任编辑：某某",
    "主办：云川市人民政府办公室",
    "版权所有 云川市人民政府",
    "网站标识码：3200000001",
    "苏ICP备00000000号-1  苏公网安备00000000000000号",
)


def test_a_footer_within_the_articles_own_element_is_no_part_of_section_six() -> None:
    """Its lines are told by their words, and all else behind the last sentence stays: no sentence is dropped."""
    signed = ("云川市人民政府办公室", "2024年1月20日", "附件1中的数据已经核对。")
    inside = "".join(f"<p>{line}</p>" for line in (*signed, *FOOTER))
    page = page_of(REPORT).replace("</div><div>主办", f"{inside}</div><div>主办")
    reading = gds.read(page.encode())
    assert reading.report.other_matters == (*REPORT.other_matters, *signed)
    inner, outer = (finding for finding in reading.findings if finding.rule == "PAGE-SURROUNDINGS")
    assert (inner.facts["count"], outer.facts["count"]) == (2, len(FOOTER))
    assert outer.message("zh") == "有 14 段导航、页脚一类的文字未读，如“附件：云川市年报.docx”。"


@pytest.mark.parametrize(
    "line",
    [
        "附件1中的数据已经核对",
        "无",
        "某市人民政府办公室",
        "2024年1月20日",
        "下载服务持续优化",
        "来源广泛",
        "联系电话：0527-1",
        "大",
    ],
)
def test_a_line_of_the_report_is_no_footer(line: str) -> None:
    page = page_of(REPORT).replace("</div><div>主办", f"<p>{line}</p></div><div>主办")
    assert gds.read(page.encode()).report.other_matters == (*REPORT.other_matters, line)


def test_what_stands_before_the_report_is_not_taken_for_its_surroundings() -> None:
    page = "<table><tr><td>目录</td><td><h1>题</h1><p>一、总体情况</p><p>二、其他</p><table><tr><td>甲<td>1</table></td></tr></table><p>脚</p>"
    assert seen(page) == ["目录", "题", "一、总体情况", "二、其他", ["甲", "1"]]
    assert told(page) == [
        "1:1 PAGE-SURROUNDINGS: navigation, footers and the like were not read, 1 lines of them, “脚”, say."
    ]


def test_a_gbk_page_is_read_by_its_declaration() -> None:
    page = page_of(REPORT).replace("utf-8", "gb2312").encode("gbk")
    assert cell_values(gds.read(page).report) == cell_values(REPORT)
    assert "CHARSET-DECLARED" not in {finding.rule for finding in gds.read(page).findings}


@pytest.mark.parametrize("before", [0, 1, 50, 99, 100, 150])
def test_a_page_is_nested_to_the_limit_wherever_it_is_deep(before: int) -> None:
    page = "<p>甲</p>" * before + "<div>" * (NESTING_MAX - 2) + "乙"
    assert seen(page) == ["甲"] * before + ["乙"]
    with pytest.raises(DecodeError, match=f"nested more than {NESTING_MAX} deep"):
        seen(page.replace("<div>", "<div><div>", 1))


LIMITS = {
    "too large": (
        lambda: b"<p>" + b" " * SIZE_MAX,
        f"FILE-TOO-LARGE: the file is larger than the limit of {SIZE_MAX} bytes.",
    ),
    "too deep": (
        lambda: b"<div>" * 5000,
        f"FILE-TOO-LARGE: the document is nested more than {NESTING_MAX} deep and cannot be a report.",
    ),
    "too deep in tables": (
        lambda: b"<table><tr><td>a<td>" * 2000,
        f"FILE-TOO-LARGE: the document is nested more than {NESTING_MAX} deep and cannot be a report.",
    ),
    "too many cells": (
        lambda: b"<table>" + b"<tr><td>1<td>2" * (CELLS_MAX // 2) + b"</table>",
        f"FILE-TOO-LARGE: the file has {CELLS_MAX + 1} rows and cells, more than the limit of {CELLS_MAX}, and cannot be one report.",
    ),
    "too many style rules": (
        lambda: b"<style>" + b".a.b{display:none}" * 2000 + b"</style>" + b"<p class=a>" * 2000,
        f"FILE-TOO-LARGE: the page has more style rules than can be looked at ({LOOKS_MAX} looks at an element) and cannot be a report.",
    ),
    "too many paragraphs": (
        lambda: b"<p>1" * (CELLS_MAX // 2 + 1),
        f"FILE-TOO-LARGE: the file has {CELLS_MAX + 2} rows and cells, more than the limit of {CELLS_MAX}, and cannot be one report.",
    ),
}


@pytest.mark.parametrize(("page", "due"), LIMITS.values(), ids=LIMITS)
def test_a_page_larger_than_any_report_is_refused(page: Callable[[], bytes], due: str) -> None:
    with pytest.raises(gds.DecodeError) as caught:
        source_of(page())
    assert str(caught.value) == due


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("<!DOCTYPE html><html>", "html"),
        ("\ufeff\n<?xml version='1.0'?><!-- a --><!DOCTYPE html PUBLIC 'x' 'y'><html xmlns='z'>", "html"),
        ("<div>", "html"),
        ("<TABLE>", "html"),
        ("云川市</p><p>报告", "html"),
        ("<?xml version='1.0'?><annual-report xmlns='urn:x'/>", "xml"),
        ("<annual-report/>", "xml"),
        ("<!DOCTYPE r [<!ENTITY a 'b'>]><r/>", "xml"),
        ("{}", "json"),
        ("云川市", "text"),
    ],
)
def test_a_page_is_told_from_other_files(data: str, kind: str) -> None:
    from gov_disclosure_schema.file_kind import kind_of

    assert kind_of(data.encode()) == kind
    assert kind_of(data.encode("utf-16")) == kind
