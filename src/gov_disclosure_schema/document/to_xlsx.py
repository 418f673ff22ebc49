"""A written document as an Excel workbook: a sheet for each section, A4, numbers as numbers, totals as formulas.

Made of text, without a library (``docs/adr/0012-office-files-without-a-library.md``). A formula stands in the total of
an identity, and only where it gives the number that is printed, which is stored beside it. All text is typed as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import ceil
from typing import Final, NamedTuple

from ..scalars import COUNT_MAX, Kind
from . import prompts
from .layout import Box
from .office_package import OFFICE, Part, Relation, packed
from .printed_tables import PrintedTable, Spot
from .sheet_styles import STYLE_SHEET, STYLES
from .written import FORMULA, Section, Table, Written, as_printed

_SHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MEDIA: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_WIDTH: Final = 92
"""Of a sheet with a table, in digits; a Chinese character is two wide. It is made to fit the page."""
_TEXT_WIDTH: Final = 76
"""Of a sheet of text: a single column fits the page by itself."""
_LINE_HEIGHT: Final = 15
"""In points."""
_HEADING_HEIGHT: Final = 24
_TITLE_HEIGHT: Final = 30
_HIGHEST: Final = 409
"""What Excel allows."""
_TITLE_CHARACTERS: Final = 22
"""What one line of the title holds."""
_TABLE_TOP: Final = 2
"""The row of a sheet that its table begins in, below the heading."""
_LINES_TO_FILL_IN: Final = 12
_DIGITS: Final = 15
"""What spreadsheets keep of a number; one with more is written as text."""


def to_xlsx(document: Written) -> bytes:
    """The file: a workbook, its styles, and a sheet for each section."""
    sheets = [
        Part(f"xl/worksheets/sheet{n}.xml", f"{_MEDIA}.worksheet+xml", _sheet(document, section, first=n == 1))
        for n, section in enumerate(document.sections, 1)
    ]
    relations = [Relation(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    relations.append(Relation(f"rId{len(sheets) + 1}", "styles", "styles.xml"))
    book = Part("xl/workbook.xml", f"{_MEDIA}.sheet.main+xml", _book(document.sections), tuple(relations))
    return packed([book, Part("xl/styles.xml", f"{_MEDIA}.styles+xml", STYLE_SHEET), *sheets], document.title)


def _book(sections: Sequence[Section]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(section.heading)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, section in enumerate(sections, 1)
    )
    repeated = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{n}">'
        f"'{escape(section.heading)}'!$1:${section.table.form.heads + _TABLE_TOP - 1}</definedName>"
        for n, section in enumerate(sections)
        if section.table and section.table.form.heads
    )
    return (
        f'<workbook xmlns="{_SHEET}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets>'
        f"<definedNames>{repeated}</definedNames></workbook>"
    )


class _Content(NamedTuple):
    """What differs between sheets: widths of columns, rows, merged areas, what may be filled in where, and marks."""

    widths: Sequence[float]
    rows: str
    merged: Sequence[str]
    asked: Sequence[str]
    marks: str = ""


def _sheet(document: Written, section: Section, *, first: bool) -> str:
    content = _table(section, section.table) if section.table else _text(document, section, first=first)
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width:.2f}" customWidth="1"/>' for n, width in enumerate(content.widths, 1)
    )
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in content.merged)
    asked = "".join(content.asked)
    return (
        f'<worksheet xmlns="{_SHEET}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><cols>{columns}</cols>'
        f"<sheetData>{content.rows}</sheetData>"
        + (f'<mergeCells count="{len(content.merged)}">{merged}</mergeCells>' if merged else "")
        + content.marks
        + (f'<dataValidations count="{len(content.asked)}">{asked}</dataValidations>' if asked else "")
        + '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.6" right="0.6" top="0.8" bottom="0.8" header="0.4" footer="0.4"/>'
        '<pageSetup paperSize="9" fitToHeight="0" orientation="portrait"/>'
        "<headerFooter><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter></worksheet>"
    )


def _text(document: Written, section: Section, *, first: bool) -> _Content:
    """A sheet of lines, one a row; the first sheet begins with the title."""
    asked: list[str] = []
    lines: list[tuple[str, str]] = []
    if first:
        lines = [("title", document.title), *(("field", line) for line in document.header)]
    lines.append(("heading", section.heading))
    lines += [("text", paragraph) for paragraph in section.paragraphs]
    if document.to_fill_in:
        if first:
            lines[0] = ("title to fill in", "")
            asked.append(_prompt("A1", prompts.TITLE))
        asked.append(_prompt(f"A{len(lines) + 1}:A{len(lines) + _LINES_TO_FILL_IN}", prompts.SECTIONS[section.name]))
        lines += [("text to fill in", "")] * _LINES_TO_FILL_IN
    rows = "".join(_line(y, style, text) for y, (style, text) in enumerate(lines, 1))
    return _Content((_TEXT_WIDTH,), rows, (), asked)


def _line(y: int, style: str, text: str) -> str:
    """A row of one cell, as high as its text needs."""
    if style.startswith("title"):
        height = _TITLE_HEIGHT * max(ceil(len(text) / _TITLE_CHARACTERS), 1)
    elif style == "heading":
        height = _HEADING_HEIGHT
    else:
        height = _LINE_HEIGHT * _lines(text, _TEXT_WIDTH)
    return f'<row r="{y}" ht="{min(height, _HIGHEST)}">{_string(f"A{y}", style, text)}</row>'


def _table(section: Section, table: Table) -> _Content:
    """A sheet with the heading and a table."""
    form = table.form
    widths = [_WIDTH * share for share in form.shares]
    rows = [_line(1, "heading", section.heading)]
    for y, height in enumerate(_heights(form, widths)):
        rows.append(f'<row r="{y + _TABLE_TOP}" ht="{height}" customHeight="1">{"".join(_cells(table, y))}</row>')
    merged = [f"A1:{_letters(form.columns - 1)}1"]
    for row in form.rows:
        merged += [_area(spot, _last(spot, box)) for spot, box in row if box.rows * box.columns > 1]
    return _Content(widths, "".join(rows), merged, [*_checks(table)], "" if table.values else "".join(_marks(form)))


def _marks(form: PrintedTable) -> Iterator[str]:
    """What marks, in a form to be filled in, a cell at which two sums should agree and do not."""
    for number, identity in enumerate(form.balances, 1):
        sides = [_areas([form.spots[cell] for cell in side]) for side in (identity.expected, identity.actual)]
        one, other = map(",".join, sides)
        filled = f"COUNT({one},{other})={len(identity.cells)}"
        yield (
            f'<conditionalFormatting sqref="{_name(form.spots[identity.at])}"><cfRule type="expression" dxfId="0"'
            f' priority="{number}"><formula>AND({filled},SUM({one})&lt;&gt;SUM({other}))</formula></cfRule>'
            "</conditionalFormatting>"
        )


def _checks(table: Table) -> Iterator[str]:
    """What Excel lets nobody write into the cells that are to be filled in, by what they may hold."""
    empty: dict[str, list[Spot]] = {}
    for address, spot in table.form.spots.items():
        if _to_fill_in(table, address):
            empty.setdefault(_CHECKS[table.form.kinds[address]], []).append(spot)
    yield from (check % " ".join(_areas(spots)) for check, spots in empty.items())


def _cells(table: Table, y: int) -> Iterator[str]:
    """The cells of a row of the grid; those that a box covers are there for its borders."""
    for spot, box in table.form.across[y]:
        begins = spot.row == y
        style = _look(table, box)
        if begins:
            yield _value(table, spot, box.address, style) if box.address else _string(_name(spot), style, box.text)
        for x in range(spot.column + begins, spot.column + box.columns):
            yield f'<c r="{_name(Spot(y, x))}" s="{STYLES[style]}"/>'


def _look(table: Table, box: Box) -> str:
    if not box.address:
        return "label"
    if box.address not in table.values:
        return "number to fill in" if _to_fill_in(table, box.address) else "total"
    text = as_printed(table.values[box.address])
    return str(len(text.partition(".")[2])) if _is_number(text) else "0"


def _to_fill_in(table: Table, address: str) -> bool:
    return address not in table.values and address not in table.sums


def _value(table: Table, spot: Spot, address: str, style: str) -> str:
    """A number; a total as its formula with the number that it gives."""
    begins = f'<c r="{_name(spot)}" s="{STYLES[style]}"'
    text = as_printed(table.values.get(address))
    formula = ",".join(_areas([table.form.spots[part] for part in table.sums.get(address, ())]))
    if formula and not text:
        # Nothing as long as nothing is there to be added: an empty form does not say 0.
        return f'{begins} t="str"><f>IF(COUNT({formula})=0,"",SUM({formula}))</f><v></v></c>'
    if not _is_number(text):
        return _string(_name(spot), style, text)
    total = f"<f>SUM({formula})</f>" if formula else ""
    return f"{begins}>{total}<v>{text}</v></c>"


def _is_number(text: str) -> bool:
    """Whether what a cell prints is a number that spreadsheets keep: one with a unit is none."""
    digits = text.removeprefix("-").replace(".", "")
    return digits.isdigit() and len(digits) <= _DIGITS


_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What begins an escape in a text of a workbook, where it stands for itself."""


def _string(name: str, style: str, text: str) -> str:
    """Text, typed as such whatever it looks like."""
    quoted = "quoted " if text.startswith(FORMULA) else ""
    number = STYLES[quoted + style]
    if not text:
        return f'<c r="{name}" s="{number}"/>'
    return f'<c r="{name}" s="{number}" t="inlineStr"><is><t>{escape(_ESCAPE.sub("_x005F_", text))}</t></is></c>'


def _prompt(area: str, text: str) -> str:
    """What is shown when a cell of an area is chosen; it stands in no cell."""
    return f'<dataValidation allowBlank="1" showInputMessage="1" sqref="{area}" prompt="{escape(text)}"/>'


def _check(type_: str, least: int, words: str) -> str:
    return (
        f'<dataValidation type="{type_}" operator="greaterThanOrEqual" allowBlank="1" showErrorMessage="1"'
        f' error="{words}" sqref="%s"><formula1>{least}</formula1></dataValidation>'
    )


_CHECKS: Final[Mapping[Kind, str]] = {
    "count": _check("whole", 0, prompts.COUNT),
    "amount": _check("decimal", 0, prompts.AMOUNT),
    "change": _check("whole", -COUNT_MAX, prompts.CHANGE),
    "stated_amount": _prompt("%s", prompts.STATED_AMOUNT),
}


# Widths, heights and names of cells.


def _heights(form: PrintedTable, widths: Sequence[float]) -> list[int]:
    """The height of each row, in points: Excel does not see that the text of merged cells needs more than one line."""
    heights = [0] * len(form.rows)
    boxes = [(spot, box) for row in form.rows for spot, box in row]
    for spot, box in sorted(boxes, key=lambda placed: placed[1].rows):
        width = sum(widths[spot.column : spot.column + box.columns])
        lacking = _lines(box.text, width) * _LINE_HEIGHT + 5 - sum(heights[spot.row : spot.row + box.rows])
        heights[spot.row + box.rows - 1] += max(lacking, 0)
    return heights


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of so many digits."""
    return max(ceil(sum(1 if character.isascii() else 2 for character in text) / (width - 1)), 1)


def _letters(column: int) -> str:
    """The name of a column, counted from 0."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _name(spot: Spot) -> str:
    return f"{_letters(spot.column)}{spot.row + _TABLE_TOP}"


def _last(spot: Spot, box: Box) -> Spot:
    return Spot(spot.row + box.rows - 1, spot.column + box.columns - 1)


def _area(first: Spot, last: Spot) -> str:
    return _name(first) if first == last else f"{_name(first)}:{_name(last)}"


def _areas(spots: Sequence[Spot]) -> list[str]:
    """Cells as areas, as few as their order allows: those side by side, and those below each other."""
    areas: list[list[Spot]] = []
    for spot in spots:
        if areas and spot in _next(areas[-1]):
            areas[-1].append(spot)
        else:
            areas.append([spot])
    return [_area(area[0], area[-1]) for area in areas]


def _next(area: Sequence[Spot]) -> set[Spot]:
    """The cells that can continue an area, in the direction that it has taken."""
    first, last = area[0], area[-1]
    right, below = Spot(last.row, last.column + 1), Spot(last.row + 1, last.column)
    return {spot for spot in (right, below) if len(area) == 1 or first.row == spot.row or first.column == spot.column}
