"""Pages as the parts of DOCX and XLSX files, written without any office library."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile, ZipInfo

from .page import Box, Page, Paragraph, Table, spread

DOCX_LAYOUTS: Final = ("spans", "empty_cells")
"""With merged cells; with empty cells in place of them."""
XLSX_LAYOUTS: Final = ("one_sheet", "sheet_each", "empty_cells")
"""All on one sheet; a sheet for each section; no cell merged."""

_OFFICE = "http://schemas.openxmlformats.org"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNCARRIED: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def as_docx(page: Page, layout: str) -> bytes:
    """A page as a Word document."""
    body = "".join(
        _paragraph(block.text, page) if isinstance(block, Paragraph) else _docx_table(block, page, layout)
        for block in page.blocks
    )
    namespace = f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main"'
    document = f"{_XML}<w:document {namespace}><w:body>{body}<w:sectPr/></w:body></w:document>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _package("word/document.xml", {"word/document.xml": (kind, document)})


def _paragraph(text: str, page: Page) -> str:
    text = _UNCARRIED.sub("", text)
    runs = list(text) if "nested_spans" in page.how else [text]
    inner = "".join(
        "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in run.split("\n"))
        .replace('<w:t xml:space="preserve"></w:t>', "")
        .join(("<w:r>", "</w:r>"))
        for run in runs
    )
    return f"<w:p>{inner}</w:p>"


def _docx_table(table: Table, page: Page, layout: str) -> str:
    rows = []
    above: list[Box | None] = []
    for line in spread(table.rows):
        cells, x = "", 0
        current: list[Box | None] = []
        while x < len(line):
            box = line[x]
            merged = box is None and layout != "empty_cells"
            owner = (above[x] if x < len(above) else None) if box is None else box
            width = owner.columns if owner and layout != "empty_cells" else 1
            properties = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
            if merged and owner:
                properties += "<w:vMerge/>"
            elif box and box.rows > 1 and layout != "empty_cells":
                properties += '<w:vMerge w:val="restart"/>'
            text = _paragraph(box.text if box else "", page)
            cells += f'<w:tc><w:tcPr><w:tcW w:w="800" w:type="dxa"/>{properties}</w:tcPr>{text}</w:tc>'
            current += [owner] * width
            x += width
        above = current
        rows.append(f"<w:tr>{cells}</w:tr>")
    columns = "<w:gridCol/>" * max(len(line) for line in spread(table.rows))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def as_xlsx(page: Page, layout: str) -> bytes:
    """A page as a workbook."""
    sheets: list[tuple[list[list[Box | None]], list[tuple[int, int, Box]]]] = [([], [])]
    for block in page.blocks:
        if layout == "sheet_each" and isinstance(block, Paragraph) and block.section and sheets[-1][0]:
            sheets.append(([], []))
        lines, merged = sheets[-1]
        if isinstance(block, Paragraph):
            lines.append([Box(block.text)])
            continue
        for row in block.lines():
            if len(row) > len({box.address for box in row}) and not row[-1].text.strip():
                row[-1].text = "/"  # else nothing of the sheet would show that the row has a cell more than others
        grid = spread(block.rows)
        merged += [
            (len(lines) + y, x, box)
            for y, line in enumerate(grid)
            for x, box in enumerate(line)
            if box and (box.rows > 1 or box.columns > 1) and layout != "empty_cells"
        ]
        lines += grid
        lines.append([])
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    namespace = f'xmlns="{_OFFICE}/spreadsheetml/2006/main"'
    related = f'xmlns:r="{_OFFICE}/officeDocument/2006/relationships"'
    named = "".join(f'<sheet name="Sheet{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1))
    workbook = f"{_XML}<workbook {namespace} {related}><sheets>{named}</sheets></workbook>"
    parts = {"xl/workbook.xml": (f"{kind}.sheet.main+xml", workbook)}
    for n, (lines, merged) in enumerate(sheets, 1):
        text = f"{_XML}<worksheet {namespace}>{_sheet(lines, merged, page)}</worksheet>"
        parts[f"xl/worksheets/sheet{n}.xml"] = (f"{kind}.worksheet+xml", text)
    return _package("xl/workbook.xml", parts)


def _sheet(lines: list[list[Box | None]], merged: list[tuple[int, int, Box]], page: Page) -> str:
    rows = ""
    for y, line in enumerate(lines, 1):
        cells = "".join(_xlsx_cell(f"{_letters(x)}{y}", box, page) for x, box in enumerate(line) if box and box.text)
        rows += f'<row r="{y}">{cells}</row>'
    areas = "".join(
        f'<mergeCell ref="{_letters(x)}{y + 1}:{_letters(x + box.columns - 1)}{y + box.rows}"/>' for y, x, box in merged
    )
    merges = f'<mergeCells count="{len(merged)}">{areas}</mergeCells>' if merged else ""
    return f"<sheetData>{rows}</sheetData>{merges}"


def _xlsx_cell(reference: str, box: Box, page: Page) -> str:
    number = box.address and re.fullmatch(r"0|[1-9][0-9]{0,14}|[1-9][0-9]{0,8}\.[0-9]{1,6}", box.text)
    if number and "numbers_as_text" not in page.how:
        return f'<c r="{reference}"><v>{box.text}</v></c>'
    text = escape(_UNCARRIED.sub("", box.text))
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _letters(column: int) -> str:
    head, last = divmod(column, 26)
    return (chr(ord("A") + head - 1) if head else "") + chr(ord("A") + last)


def _package(main: str, parts: Mapping[str, tuple[str, str]]) -> bytes:
    """The parts as a ZIP file: their types, where to begin, and how the main part names the others."""
    types = "".join(
        f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
        for name, (kind, _) in parts.items()
    )
    relation = f"{_OFFICE}/officeDocument/2006/relationships"
    folder = main.partition("/")[0] + "/"
    others = [name.removeprefix(folder) for name in parts if name != main]
    below = "".join(
        f'<Relationship Id="rId{n}" Type="{relation}/worksheet" Target="{name}"/>' for n, name in enumerate(others, 1)
    )
    relations = f"{_OFFICE}/package/2006/relationships"
    begin = f'<Relationship Id="rId1" Type="{relation}/officeDocument" Target="{main}"/>'
    files = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_OFFICE}/package/2006/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{relations}">{begin}</Relationships>',
        folder + "_rels/" + main.rpartition("/")[2] + ".rels": f'{_XML}<Relationships xmlns="{relations}">{below}'
        "</Relationships>",
    } | {name: text for name, (_, text) in parts.items()}
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(name), text)
    return packed.getvalue()
