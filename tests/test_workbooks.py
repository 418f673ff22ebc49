"""A workbook is read by the values that are stored in it; what is merged, hidden, or not stored is seen and told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from office_files import EXCEL, xlsx
from test_published_text import REPORT

import gov_disclosure_schema as gds
from gov_disclosure_schema.document.blocks import CELLS_MAX, Cell, Document
from gov_disclosure_schema.document.from_xlsx import source_of
from gov_disclosure_schema.document.number_formats import Formats
from gov_disclosure_schema.document.to_xlsx import to_xlsx
from gov_disclosure_schema.document.written import written
from gov_disclosure_schema.empty_forms import empty_form
from gov_disclosure_schema.report import cell_values

Shown = list[str | list[str]]


def shown(document: Document) -> Shown:
    """Paragraphs as their texts, rows of tables as lists of theirs."""
    return [[cell.text for cell in row.cells] if row.table else row.text for row in document]


def text(reference: str, said: str) -> str:
    """A cell with text in it."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{said}</t></is></c>'


def sheet(*rows: str, more: str = "") -> str:
    """A sheet of rows, given by their cells."""
    return f"<sheetData>{''.join(f'<row>{row}</row>' for row in rows)}</sheetData>{more}"


def seen(content: str) -> Shown:
    return shown(source_of(xlsx({"Sheet1": content})).document)


def told(data: bytes) -> list[str]:
    return [
        f"{finding.position.shown('en') if finding.position else ''} {finding.rule}: {finding.message('en')}"
        for finding in source_of(data).findings
    ]


SHEETS: dict[str, tuple[str, Shown]] = {
    "numbers and text": (
        sheet(text("A1", "规章") + '<c r="B1"><v>12</v></c><c r="C1" t="n"><v>1.5</v></c>'),
        [["规章", "12", "1.5"]],
    ),
    "numbers stored as text": (
        sheet(text("A1", "规章") + text("B1", "12") + '<c r="C1" t="str"><v>7</v></c>'),
        [["规章", "12", "7"]],
    ),
    "blank cells that are not stored": (
        sheet(text("A1", "规章") + '<c r="D1"><v>3</v></c>', text("A2", "许可") + '<c r="B2"><v>4</v></c>'),
        [["规章", "", "", "3"], ["许可", "4", "", ""]],
    ),
    "a table that begins in another column": (
        sheet(text("C1", "规章") + '<c r="D1"><v>3</v></c>', text("C2", "许可") + '<c r="D2" s="1"/>'),
        [["规章", "3"], ["许可", ""]],
    ),
    "a row of a table that is blank but for its label, and one that is blank": (
        sheet(
            text("A1", "规章") + '<c r="B1"><v>3</v></c>',
            text("A2", "许可") + '<c r="B2" s="1"/>',
            '<c r="A3" s="1"/><c r="B3" s="1"/>',
            text("A4", "五、存在的主要问题及改进情况"),
        ),
        [["规章", "3"], ["许可", ""], ["", ""], "五、存在的主要问题及改进情况"],
    ),
    "characters that are escaped": (
        sheet(text("A1", "_x005F_x0041_ _x6CD5_ _xD800_ _x41_")),
        ["_x0041_ 法 _xD800_ _x41_"],
    ),
    "a row with one filled cell": (
        sheet(text("A1", "一、总体情况"), text("A2", "甲\n乙")),
        ["一、总体情况", "甲", "乙"],
    ),
    "tables apart": (
        "<sheetData>"
        f'<row r="1">{text("A1", "甲")}<c r="B1"><v>1</v></c></row><row r="3">{text("A3", "乙")}<c r="C3"><v>2</v></c></row>'
        "</sheetData>",
        [["甲", "1"], ["乙", "", "2"]],
    ),
    "merged": (
        sheet(
            text("A1", "左") + text("B1", "头") + '<c r="C1" s="1"/>',
            '<c r="A2" s="1"/><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c>',
            more='<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>',
        ),
        [["左", "头"], ["1", "2"]],
    ),
    "without references": (sheet("<c><v>1</v></c><c><v>2</v></c>"), [["1", "2"]]),
    "true, false, an error": (
        sheet('<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#REF!</v></c>'),
        [["TRUE", "FALSE", "#REF!"]],
    ),
    "a formula with its value": (
        sheet('<c><f>SUM(B1)</f><v>5</v></c><c><f>""</f><v></v></c><c><v>1</v></c>'),
        [["5", "", "1"]],
    ),
    "a string of runs": (
        sheet('<c t="inlineStr"><is><r><t>规</t></r><r><t>章</t></r><rPh><t>guī</t></rPh></is></c><c><v>1</v></c>'),
        [["规章", "1"]],
    ),
}


@pytest.mark.parametrize(("content", "due"), SHEETS.values(), ids=SHEETS)
def test_a_sheet_is_what_is_stored_in_it(content: str, due: Shown) -> None:
    assert seen(content) == due


def test_a_cell_says_where_it_stands_and_what_it_spans() -> None:
    content = sheet(
        text("B1", "甲") + '<c r="C1"><v>1</v></c>',
        '<c r="C2"><v>2</v></c>',
        more='<mergeCells><mergeCell ref="B1:B2"/></mergeCells>',
    )
    first, second = source_of(xlsx({"一": "", "表 2": content})).document[-2:]
    place = gds.Position(table=2, row=1, cell=2, sheet="表 2")
    assert first.cells == (Cell("甲", place, rows=2), Cell("1", place._replace(cell=3)))
    assert first.cells[1].position.shown("zh") == "'表 2'!C1"
    assert [cell.position.shown("zh") for cell in second.cells] == ["'表 2'!C2"]


def test_the_name_of_a_sheet_stands_for_the_heading_that_it_lacks() -> None:
    table = sheet(text("A1", "规章") + '<c r="B1"><v>1</v></c>')
    with_heading = sheet(text("A1", "标题"), text("A2", "规章") + '<c r="B2"><v>1</v></c>')
    assert shown(source_of(xlsx({"二、主动公开": table})).document) == ["二、主动公开", ["规章", "1"]]
    assert shown(source_of(xlsx({"二、主动公开": with_heading})).document) == ["标题", ["规章", "1"]]
    assert shown(source_of(xlsx({"工作表1": table})).document) == [["规章", "1"]]


def test_shared_strings_and_strings_that_are_not_there() -> None:
    strings = f'<sst xmlns="{EXCEL}"><si><t>规章</t></si><si><r><t>许</t></r><r><t>可</t></r></si></sst>'
    content = sheet('<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>-1</v></c>')
    assert shown(source_of(xlsx({"a": content}, {"xl/sharedStrings.xml": strings})).document)[-1] == [
        "规章",
        "许可",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("stored", "code", "due"),
    [
        ("12", "General", "12"),
        ("12.0", "General", "12"),
        ("0.30000000000000004", "General", "0.3"),
        ("18.970000000000001", "0.00", "18.97"),
        ("1.2E+3", "0", "1200"),
        ("1E-2", "0", "0.01"),
        ("12345678901234567", "0", "12345678901234567"),
        ("12", '0"件"', "12"),
        ("12", "[Red]0", "12"),
        ("0.125", "0.0%", "12.5%"),
        ("45311", "yyyy-mm-dd", "2024-01-20"),
        ("45311", 'yyyy"年"m"月"d"日"', "2024-01-20"),
        ("1", "yyyy/m/d", "1900-01-01"),
        ("60", "yyyy/m/d", "60"),
        ("61", "yyyy/m/d", "1900-03-01"),
        ("-1", "yyyy/m/d", "-1"),
        ("9999999", "yyyy/m/d", "9999999"),
        ("NaN", "0", "NaN"),
        ("", "0", ""),
    ],
)
def test_a_number_is_shown_in_full(stored: str, code: str, due: str) -> None:
    assert Formats({"200": code}, ["0", "200"]).shown(stored, "1") == due


def test_formats_that_need_not_be_spelled_out_and_days_since_1904() -> None:
    formats = Formats({}, ["0", "14", "31", "9"])
    assert [formats.shown("45311", str(style)) for style in range(5)] == [
        "45311",
        "2024-01-20",
        "2024-01-20",
        "4531100%",
        "45311",
    ]
    assert Formats({}, ["14"], since_1904=True).shown("43849", "0") == "2024-01-20"


LEFT_OUT: dict[str, tuple[bytes, Shown, list[str]]] = {
    "a formula without its value": (
        xlsx({"S": sheet(text("A1", "甲") + '<c r="B1"><f>SUM(C1)</f></c><c r="C1"><v>1</v></c>')}),
        ["S", ["甲", "", "1"]],
        [
            "S!B1 SHEET-FORMULA: formulas whose result is not stored were taken as blank, 1 of them; open and save the file in Excel or WPS."
        ],
    ),
    "a hidden row and column": (
        xlsx(
            {
                "Sheet1": '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'
                f'<row r="1">{text("A1", "甲")}<c r="B1"><v>9</v></c><c r="C1"><v>1</v></c></row>'
                f'<row r="2" hidden="1">{text("A2", "乙")}</row></sheetData>'
            }
        ),
        [["甲", "1"]],
        ["Sheet1!B1 TEXT-HIDDEN: hidden text was not read, in 2 places, “9”, say."],
    ),
    "text under a merged cell": (
        xlsx(
            {
                "Sheet1": sheet(
                    text("A1", "甲") + text("B1", "乙") + '<c r="C1"><v>1</v></c>',
                    more='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
                )
            }
        ),
        [["甲", "1"]],
        ["Sheet1!B1 TEXT-HIDDEN: hidden text was not read, in 1 places, “乙”, say."],
    ),
}


@pytest.mark.parametrize(("data", "due", "findings"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_left_out_is_told(data: bytes, due: Shown, findings: list[str]) -> None:
    assert shown(source_of(data).document) == due
    assert told(data) == findings


def test_a_hidden_sheet_is_not_read_and_told() -> None:
    data = io.BytesIO(xlsx({"a": sheet(text("A1", "甲")), "b": sheet(text("A1", "乙"))}))
    with zipfile.ZipFile(data) as archive:
        book = archive.read("xl/workbook.xml").replace(b'name="b"', b'name="b" state="veryHidden"')
    parts = {"xl/workbook.xml": book}
    hidden = xlsx({"a": sheet(text("A1", "甲")), "b": sheet(text("A1", "乙"))}, parts)
    assert shown(source_of(hidden).document) == ["甲"]
    assert told(hidden) == [" TEXT-HIDDEN: hidden text was not read, in 1 places, “b”, say."]


WIDE = '<c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c>'
AREAS = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 51))
LIMITS: dict[str, Callable[[], bytes]] = {
    "wide rows": lambda: xlsx({"a": sheet(*[WIDE] * 20)}),
    "wide merged cells": lambda: xlsx({"a": sheet(*[WIDE] * 50, more=f"<mergeCells>{AREAS}</mergeCells>")}),
}


@pytest.mark.parametrize("data", LIMITS.values(), ids=LIMITS)
def test_a_sheet_larger_than_any_report_is_refused(data: Callable[[], bytes]) -> None:
    with pytest.raises(gds.DecodeError) as caught:
        source_of(data())
    assert str(caught.value).endswith(f"rows and cells, more than the limit of {CELLS_MAX}, and cannot be one report.")


def test_areas_larger_than_the_sheet_cost_nothing() -> None:
    content = sheet(
        text("A1", "甲") + '<c r="B1"><v>1</v></c>',
        more='<mergeCells><mergeCell ref="A1:A1048576"/><mergeCell ref="C1:XFD1048576"/></mergeCells>',
    )
    assert seen(content) == [["甲", "1"]]


def saved_by_openpyxl(data: bytes) -> bytes:
    file = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data), data_only=True).save(file)
    return file.getvalue()


def on_one_sheet(data: bytes) -> bytes:
    """All sheets of a workbook under each other on one."""
    book, one = openpyxl.load_workbook(io.BytesIO(data), data_only=True), openpyxl.Workbook()
    for source in book:
        for row in source.iter_rows(values_only=True):
            one.active.append(row)
    file = io.BytesIO()
    one.save(file)
    return file.getvalue()


@pytest.mark.parametrize("change", [bytes, saved_by_openpyxl, on_one_sheet], ids=lambda change: change.__name__)
def test_every_cell_of_a_report_is_read(change: Callable[[bytes], bytes]) -> None:
    reading = gds.read(change(to_xlsx(written(REPORT))))
    assert reading.format == "xlsx"
    assert cell_values(reading.report) == cell_values(REPORT)
    assert reading.report == REPORT
    assert all(place.position.sheet for place in reading.places.values())


def test_the_empty_form_is_a_report_of_blanks() -> None:
    """Its formulas have no result yet, which is stored as such."""
    reading = gds.read(empty_form("xlsx"))
    assert set(cell_values(reading.report).values()) == {None}
    assert "SHEET-FORMULA" not in {finding.rule for finding in reading.findings}
