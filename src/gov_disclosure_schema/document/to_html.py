"""A written document as a web page: one file, nothing fetched, no script, the tables told to screen readers.

Every cell of a table names the boxes that head it (`headers`), and has its address as its id.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from .from_html import NO_FORMULA
from .layout import Box
from .printed_tables import PrintedTable, Spot
from .written import FORMULA, Section, Table, Written, as_printed

_STYLE: Final = """\
body { max-width: 52em; margin: 2em auto; padding: 0 1em; color: #000; background: #fff;
  font-family: SimSun, "Songti SC", "Noto Serif CJK SC", serif; line-height: 1.75; }
h1 { text-align: center; font-size: 1.6em; line-height: 1.4; }
h1, h2 { font-family: SimHei, "Heiti SC", "Noto Sans CJK SC", sans-serif; font-weight: bold; }
h2 { margin: 1.5em 0 .5em; font-size: 1.2em; text-align: left; }
p { margin: .3em 0; text-indent: 2em; overflow-wrap: anywhere; }
p.field { text-indent: 0; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: .85em; line-height: 1.4; }
th, td { border: 1px solid #000; padding: .3em .2em; text-align: center; font-weight: normal; }
td { overflow-wrap: anywhere; }
@media (max-width: 40em) { .table { overflow-x: auto; } table { min-width: 44em; } }
@page { size: A4; margin: 20mm 18mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 11pt; }
  h2 { break-after: avoid; }
  .table, tr { break-inside: avoid; }
  th, td { padding: .2em .15em; line-height: 1.25; }
  thead { display: table-header-group; }
}
"""


def to_html(document: Written) -> bytes:
    """The page: UTF-8, a line for each paragraph and each row of a table."""
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(document.title)}</title>",
        f"<style>\n{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{_text(document.title)}</h1>",
        *(f'<p class="field">{_text(line)}</p>' for line in document.header),
    ]
    for number, section in enumerate(document.sections, 1):
        lines += _section(section, f"t{number}")
    lines += ["</main>", "</body>", "</html>"]
    return "".join(f"{line}\n" for line in lines).encode()


def _section(section: Section, name: str) -> Iterator[str]:
    heading = f'<h2 id="{section.name}">{escape(section.heading)}</h2>'
    if section.table:
        # It scrolls in a narrow window, so the keyboard must reach it, and it must have a name.
        yield f'<div class="table" role="region" tabindex="0" aria-labelledby="{section.name}">'
        yield "<table>"
        yield f"<caption>{heading}</caption>"
        yield from _rows(name, section.table)
        yield "</table>"
        yield "</div>"
    else:
        yield heading
        yield from (f"<p>{_text(paragraph)}</p>" for paragraph in section.paragraphs)


def _text(text: str) -> str:
    """Text, and before what spreadsheets would take for a formula a character that is not seen and no report holds."""
    return f"{NO_FORMULA if text.startswith(FORMULA) else ''}{escape(text)}"


def _rows(name: str, table: Table) -> Iterator[str]:
    form = table.form
    heading = {spot for spots in form.headed_by.values() for spot in spots}
    yield "<colgroup>" + "".join(f'<col style="width: {share:.2%}">' for share in form.shares) + "</colgroup>"
    if form.heads:
        yield "<thead>"
    for y, row in enumerate(form.rows):
        if y == form.heads:
            yield "</thead>\n<tbody>" if y else "<tbody>"
        yield "<tr>" + "".join(_box(name, table, spot, box, heading) for spot, box in row) + "</tr>"
    yield "</tbody>"


def _box(name: str, table: Table, spot: Spot, box: Box, heading: set[Spot]) -> str:
    spans = f' colspan="{box.columns}"' if box.columns > 1 else ""
    spans += f' rowspan="{box.rows}"' if box.rows > 1 else ""
    if box.address:
        headers = " ".join(_id(name, head) for head in table.form.headed_by[box.address])
        value = as_printed(table.values.get(box.address))
        return f'<td id="{box.address}" headers="{headers}"{spans}>{value}</td>'
    text = escape(box.text)
    if spot not in heading:
        return f"<td{spans}>{text}</td>"
    return f'<th id="{_id(name, spot)}" scope="{_scope(table.form, spot, box)}"{spans}>{text}</th>'


def _scope(form: PrintedTable, spot: Spot, box: Box) -> str:
    above = spot.column + box.columns > form.label_columns
    several = (box.columns if above else box.rows) > 1
    return ("col" if above else "row") + ("group" if several else "")


def _id(name: str, spot: Spot) -> str:
    return f"{name}r{spot.row + 1}c{spot.column + 1}"
