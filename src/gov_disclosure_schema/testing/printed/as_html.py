"""Pages as HTML, plain or in the manners of content management systems and word processors."""

from __future__ import annotations

from html import escape
from typing import Final

from .as_text import encoded
from .page import Box, Page, Paragraph, Table, spread

HTML_LAYOUTS: Final = ("spans", "empty_cells", "layout_table")
"""With spans; with empty cells in place of spans; with all of it in a table for layout."""


def as_html(page: Page, layout: str) -> bytes:
    """A page as HTML."""
    charset = "" if "gb18030" in page.how else '<meta charset="utf-8">'
    if "wrong_charset" in page.how:
        charset = '<meta charset="iso-8859-1">'
    blocks = "\n".join(
        _paragraph(block, page) if isinstance(block, Paragraph) else _table(block, page, layout)
        for block in page.blocks
    )
    if layout == "layout_table":
        menu = "".join(f"<li><a href='#'>{text}</a></li>" for text in ("首页", "机构", "年报"))
        blocks = f"<table width='100%'><tr><td><ul>{menu}</ul></td><td>\n{blocks}\n</td></tr></table>"
    text = f"<!DOCTYPE html>\n<html><head>{charset}<title>{escape(page.title.text)}</title></head>\n<body>\n{blocks}\n"
    text += "</body></html>\n"
    return encoded(page, text.replace("\n", "\r\n") if "carriage_returns" in page.how else text)


def _paragraph(block: Paragraph, page: Page) -> str:
    text = _inline(block.text, page)
    indent = "&nbsp;&nbsp;&nbsp;&nbsp;" if "non_breaking" in page.how else ""
    return f"<h2>{text}</h2>" if block.section else f"<p>{indent}{text}</p>"


def _inline(text: str, page: Page) -> str:
    if "nested_spans" not in page.how:
        return escape(text).replace("\n", "<br>")
    return "".join("<br/>" if one == "\n" else f"<span><span lang='EN-US'>{escape(one)}</span></span>" for one in text)


def _table(table: Table, page: Page, layout: str) -> str:
    rows = []
    for row in spread(table.rows) if layout == "empty_cells" else table.rows:
        cells = "".join(_cell(box or Box(""), page, spans=layout != "empty_cells") for box in row)
        rows.append(f"<tr>{cells}</tr>")
    return "<table border='1'><tbody>\n" + "\n".join(rows) + "\n</tbody></table>"


def _cell(box: Box, page: Page, *, spans: bool) -> str:
    text = _inline(box.text, page) or ("&nbsp;" if "non_breaking" in page.how else "")
    if "nested_spans" in page.how:
        text = f"<p>{text}</p>"
    across = f" colspan='{box.columns}'" if spans and box.columns > 1 else ""
    down = f" rowspan='{box.rows}'" if spans and box.rows > 1 else ""
    return f"<td{across}{down}>{text}</td>"
