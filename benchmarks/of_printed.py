"""Printed documents: canonical text through the strict door, and what is published through `read`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from itertools import count
from typing import Any, Final

import docx
import lxml.html
import openpyxl
from lxml import etree
from measuring import EXAMPLE, REAL, ROOT, Comparison, Seconds, measured, table

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import docx as word, html, json, text, xlsx
from gov_disclosure_schema.document import from_docx, from_html, from_text, from_xlsx

pandas: Any = import_module("pandas")  # which has no types of its own

ROUNDS: Final = 300
CALLS: Final = 5
ALIGNED: Final = ROOT / "tests" / "pdftotext" / "libreoffice.txt"

CANONICAL: Final = (
    Comparison("canonical text → report, 42 identities / `splitlines` and `split`", "decode", "split", 8),
    Comparison("report → canonical text / `model_dump_json`", "encode", "model_dump_json"),
)
_PARSERS: Final = {
    "our own page": "lxml on the page",
    "portal page": "lxml on the page",
    "page from Word": "lxml on the page",
    "busy portal page": "lxml on the page",
    "page with broken labels": "lxml on the page",
    "Word": "lxml on the part in the archive",
    "Excel": "openpyxl, read-only, every value",
    "crawled text": "`splitlines` and `split`",
    "aligned text": "`splitlines` and `split`",
}
"""Each document, and the bare parser that it is read beside."""
_PAGES: Final = ("our own page", "portal page", "page from Word")
_OTHER_PAGES: Final = ("busy portal page", "page with broken labels")
_BARE: Final = "reading, running text not checked"
_FRESH: Final = "no paragraph met before → reading"
_MOST: Final = dict.fromkeys(_PAGES, 2.5) | dict.fromkeys(_OTHER_PAGES, 3.0) | {"Excel": 1.3}
READINGS: Final = tuple(
    Comparison(f"{name} → {what} / {parser}", f"{name} → {what}", f"{name}, parsed", most)
    for name, parser in _PARSERS.items()
    for what, most in (("rows", None), ("reading", _MOST.get(name)), (_BARE, _MOST.get(name)))
    if what != _BARE or name in (*_PAGES, *_OTHER_PAGES)
)
PEERS: Final = (
    Comparison(f"portal page, {_FRESH} / lxml on the page", f"portal page, {_FRESH}", "portal page, parsed"),
    Comparison("pandas.read_html, numbers alone / portal page → reading", "pandas", "portal page → reading"),
    Comparison("python-docx, `row.cells` of the tables / Word → reading", "python-docx", "Word → reading", None, 5),
)
_CELL: Final = re.compile(r"<(t[dh])([^>]*)>([^<]*)</t[dh]>")
_LABEL: Final = re.compile(r">([^<>0-9]{2})([^<>0-9]{2,})</span>")
_STYLED: Final = (
    r'<\1 width="57"\2 style="width:42.75pt;border:solid windowtext 1.0pt;border-left:none;padding:0cm 5.4pt">'
    r'<p class="MsoNormal" align="center" style="text-align:center;line-height:20.0pt">'
    r'<span lang="EN-US" style="font-size:10.5pt;font-family:宋体">\3</span></p></\1>'
)


def seconds_of_canonical_text() -> Seconds:
    """Seconds of one call of what reads and writes the canonical text of the report."""
    report = json.decode(EXAMPLE.read_bytes())
    printed = text.encode(report)
    return measured(
        {
            "decode": lambda: text.decode(printed),
            "split": lambda: _split(printed),
            "encode": lambda: text.encode(report),
            "model_dump_json": report.model_dump_json,
        },
        ROUNDS,
        CALLS,
    )


def documents() -> dict[str, bytes]:
    """The documents that are read."""
    report = json.decode(EXAMPLE.read_bytes())
    page = html.encode(report)
    portal, from_word = portal_page(page), _CELL.sub(_STYLED, _unmarked(page).decode())
    return {
        "our own page": page,
        "portal page": portal,
        "page from Word": from_word.encode(),
        "busy portal page": busy_portal_page(portal),
        "page with broken labels": _LABEL.sub(r">\1<br>\2</span>", from_word).encode(),
        "Word": word.encode(report),
        "Excel": xlsx.encode(report),
        "crawled text": REAL.read_bytes(),
        "aligned text": ALIGNED.read_bytes(),
    }


def seconds_of_readings() -> Seconds:
    """Seconds of one call of each reader, of its rows alone, of the bare parser, and of the peers."""
    found = documents()
    page: tuple[Callable[[bytes], object], ...] = (from_html.source_of, _parsed)
    plain: tuple[Callable[[bytes], object], ...] = (from_text.source_of, _split)
    readers: dict[str, tuple[Callable[[bytes], object], ...]] = {
        **dict.fromkeys((*_PAGES, *_OTHER_PAGES), page),
        **dict.fromkeys(("crawled text", "aligned text"), plain),
        "Word": (from_docx.source_of, _part_of_word),
        "Excel": (from_xlsx.source_of, _cells_of_excel),
    }
    subjects: dict[str, Callable[[], object]] = {}
    for name, data in found.items():
        rows_of, parse = readers[name]
        subjects[f"{name}, parsed"] = partial(parse, data)
        subjects[f"{name} → rows"] = partial(rows_of, data)
        subjects[f"{name} → reading"] = partial(gds.read, data)
        if name in (*_PAGES, *_OTHER_PAGES):
            subjects[f"{name} → {_BARE}"] = partial(gds.read, data, ignore="N")
    fresh = count()
    subjects[f"portal page, {_FRESH}"] = lambda: gds.read(_changed(found["portal page"], next(fresh)))
    subjects["pandas"] = lambda: pandas.read_html(io.BytesIO(found["portal page"]), encoding="utf-8")
    subjects["python-docx"] = lambda: _cells_of_word(found["Word"])
    return measured(subjects, ROUNDS // 5, 1)


def portal_page(page: bytes) -> bytes:
    """Our page as a portal frames it: navigation, a table of metadata, no marks of ours on the cells."""
    tree: Any = _parsed(_unmarked(page))
    links = "".join(f'<li><a href="/zwgk/{n}.html">信息公开栏目 {n}</a></li>' for n in range(300))
    frame = f"<div class='nav'><ul>{links}</ul></div><table><tr><td>索引号</td><td>2024-1</td></tr></table>"
    body = tree.find("body")
    body.insert(0, lxml.html.fragment_fromstring(f"<div>{frame}</div>"))
    body.append(lxml.html.fragment_fromstring(f"<div>{frame}</div>"))
    framed: bytes = lxml.html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>")
    return framed


def busy_portal_page(page: bytes) -> bytes:
    """A portal's page with its links in `nav`, a sheet that hides by class, a search box, scripts."""
    page = page.replace(b"</style>", b".popup, #menu li ul { display: none }</style>")
    page = page.replace(b'<div class="nav">', b"<nav>").replace(b"</ul></div><table>", b"</ul></nav><table>")
    box = b'<form><input type="hidden" name="site" value="1"><input name="q"></form><div class="popup">QR</div>'
    script = b"<script>var page = { id: 1, title: 'x' }; function go(n) { return n < 2 ? '' : n; }</script>"
    return page.replace(b"<main>", box + script * 8 + b"<main>")


def _changed(page: bytes, number: int) -> bytes:
    """A page with a number in front of every paragraph."""
    return page.replace(b"<p>", f"<p>〔{number}〕".encode())


def _unmarked(page: bytes) -> bytes:
    """Our page without our marks on the cells: nobody else writes them, and lxml pays for each id."""
    tree: Any = _parsed(page)
    for element in tree.iter():
        for name in [*element.attrib]:
            if name not in ("colspan", "rowspan"):
                del element.attrib[name]
    unmarked: bytes = lxml.html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>")
    return unmarked


def _split(data: bytes) -> list[list[str]]:
    return [line.split("\t") for line in data.decode().splitlines()]


def _parsed(page: bytes) -> object:
    return lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(encoding="utf-8"))


def _part_of_word(document: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def _cells_of_word(document: bytes) -> list[str]:
    opened: Any = docx.Document(io.BytesIO(document))
    return [cell.text for table_ in opened.tables for row in table_.rows for cell in row.cells]


def _cells_of_excel(workbook: bytes) -> list[object]:
    opened: Any = openpyxl.load_workbook(io.BytesIO(workbook), read_only=True)
    return [value for sheet in opened for row in sheet.iter_rows(values_only=True) for value in row]


def section() -> Iterator[str]:
    """What printed documents cost."""
    size = len(text.encode(json.decode(EXAMPLE.read_bytes())))
    yield "## Printed documents"
    yield ""
    yield f"Canonical text, {size} bytes, is read by place, through the strict door."
    yield ""
    yield from table(CANONICAL, seconds_of_canonical_text(), "µs", 1e6)
    yield ""
    yield "A reading is what `read` gives: the report with every check, every finding, and the place of each"
    yield "cell; `rows` is what its format alone makes of the bytes, before anything is recognised. Pages, Word and"
    yield "Excel files are what the package writes of the example: the portal page in a frame of navigation and"
    yield "without our marks, the page from Word without them too, every cell and the paragraph in it styled. The busy"
    yield "portal page has its links in `nav`, a sheet that hides by class, a search box and scripts besides; the page"
    yield "with broken labels is that from Word with a break in every label. A page"
    yield "is read again and again here; where it says so, no paragraph of it was met before, as in most of a corpus:"
    yield "only the form's own words are remembered then. What limits the pages that others wrote stands in"
    yield "[ADR 0017](adr/0017-a-page-becomes-text-in-c.md). The crawled text is"
    yield "`examples/songzhuang-2023.txt`, the aligned one what `pdftotext -layout` made of a PDF. The parsers beside"
    yield "give elements, values or text, and no report."
    yield ""
    yield from table((*READINGS, *PEERS), seconds_of_readings(), "ms", 1e3)
