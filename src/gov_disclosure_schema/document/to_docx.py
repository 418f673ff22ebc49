"""A written document as a Word file: A4, the fonts and sizes of official documents, heads repeated on each page.

Made of text, without a library: ``docs/adr/0012-office-files-without-a-library.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from . import prompts
from .layout import Box
from .office_package import OFFICE, Part, Relation, packed
from .printed_tables import PrintedTable, Spot
from .word_styles import FOOTER, SETTINGS, STYLES, TABLE_SIZE, WORD
from .written import Section, Table, Written, as_printed

_MEDIA: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# In twentieths of a point: A4, and its margins.
_PAGE: Final = (11906, 16838)
_MARGINS: Final = (1440, 1134)
_WIDTH: Final = _PAGE[0] - 2 * _MARGINS[1]
_PADDING: Final = 28
_ROW_HEIGHT: Final = 340
_DIGIT: Final = 0.65
"""Width of a digit in parts of its size; fonts that stand in for Times New Roman are as wide."""


def to_docx(document: Written) -> bytes:
    """The file: a document, its styles and settings, and a footer with the number of the page."""
    body = "".join(_body(document))
    page = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
        f'<w:pgSz w:w="{_PAGE[0]}" w:h="{_PAGE[1]}"/>'
        f'<w:pgMar w:top="{_MARGINS[0]}" w:right="{_MARGINS[1]}" w:bottom="{_MARGINS[0]}" w:left="{_MARGINS[1]}"'
        ' w:header="851" w:footer="851" w:gutter="0"/></w:sectPr>'
    )
    main = f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}{page}</w:body></w:document>'
    relations = (
        Relation("rId1", "styles", "styles.xml"),
        Relation("rId2", "settings", "settings.xml"),
        Relation("rId3", "footer", "footer.xml"),
    )
    parts = (
        Part("word/document.xml", f"{_MEDIA}.document.main+xml", main, relations),
        Part("word/styles.xml", f"{_MEDIA}.styles+xml", STYLES),
        Part("word/settings.xml", f"{_MEDIA}.settings+xml", SETTINGS),
        Part("word/footer.xml", f"{_MEDIA}.footer+xml", FOOTER),
    )
    return packed(parts, document.title)


def _body(document: Written) -> Iterator[str]:
    if document.to_fill_in:
        yield _prompt("Title", prompts.TITLE, 1)
    else:
        yield _paragraph("Title", document.title)
    for line in document.header:
        yield _paragraph("HeaderField", line)
    for number, section in enumerate(document.sections, 2):
        yield _paragraph("Heading1", section.heading)
        if section.table:
            yield _table(section, section.table)
        elif document.to_fill_in:
            yield _prompt("Narrative", prompts.SECTIONS[section.name], number)
        for paragraph in section.paragraphs:
            yield _paragraph("Narrative", paragraph)


def _paragraph(style: str, text: str, half_points: int = 0) -> str:
    size = f'<w:rPr><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>' if half_points else ""
    run = f"<w:r>{size}<w:t>{escape(text)}</w:t></w:r>" if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _prompt(style: str, text: str, number: int) -> str:
    """A content control that shows what to write, and is empty as long as it does.

    It stands in the paragraph: LibreOffice forgets of one around the paragraph that it shows its prompt.
    """
    grey = '<w:rPr><w:rStyle w:val="PlaceholderText"/><w:color w:val="808080"/></w:rPr>'
    run = f"<w:r>{grey}<w:t>{escape(text)}</w:t></w:r>"
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:sdt><w:sdtPr><w:id w:val="{number}"/><w:showingPlcHdr/>'
        f"</w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt></w:p>"
    )


def _table(section: Section, table: Table) -> str:
    widths = _widths(table.form)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(table, y, widths) for y in range(len(table.form.rows)))
    return f"<w:tbl>{_TABLE % escape(section.heading)}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _widths(form: PrintedTable) -> list[int]:
    """The width of each column; rounding goes to the last."""
    widths = [round(share * _WIDTH) for share in form.shares]
    widths[-1] += _WIDTH - sum(widths)
    return widths


def _row(table: Table, y: int, widths: list[int]) -> str:
    repeated = "<w:tblHeader/>" if y < table.form.heads else ""
    cells = "".join(_cell(table, y, spot, box, widths) for spot, box in table.form.across[y])
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{_ROW_HEIGHT}"/>{repeated}</w:trPr>{cells}</w:tr>'


def _cell(table: Table, y: int, spot: Spot, box: Box, widths: list[int]) -> str:
    width = sum(widths[spot.column : spot.column + box.columns])
    across = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
    begins = spot.row == y
    down = ('<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>") if box.rows > 1 else ""
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{down}<w:vAlign w:val="center"/></w:tcPr>'
    if box.address:
        text = as_printed(table.values.get(box.address))
        return f"<w:tc>{properties}{_paragraph('TableText', text, _smaller(text, width))}</w:tc>"
    return f"<w:tc>{properties}{_paragraph('TableText', box.text if begins else '')}</w:tc>"


def _smaller(number: str, width: int) -> int:
    """The size at which a number fits its cell, because Word would break it in two; 0 where the usual one does."""
    room = (width - 2 * _PADDING) / 10  # in half points
    fits = int(room / (_DIGIT * max(len(number), 1)))
    return fits if fits < TABLE_SIZE else 0


_LINES: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE: Final = (
    f'<w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{_LINES}</w:tblBorders>'
    f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{_PADDING}" w:type="dxa"/>'
    f'<w:right w:w="{_PADDING}" w:type="dxa"/></w:tblCellMar><w:tblCaption w:val="%s"/></w:tblPr>'
)
