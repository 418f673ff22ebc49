"""Printed documents: canonical text through the strict door, and what is published through the recognizer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, Final

import docx
import lxml.html
import openpyxl
from lxml import etree
from measuring import EXAMPLE, ROOT, Comparison, Seconds, measured, table

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import docx as word, html, json, text, xlsx

pandas: Any = import_module("pandas")  # which has no types of its own

ROUNDS: Final = 300
CALLS: Final = 5
PUBLISHED: Final = ROOT / "examples" / "songzhuang-2023.txt"

CANONICAL: Final = (
    Comparison("canonical text → report, 42 identities / `splitlines` and `split`", "decode", "split", 8),
    Comparison("report → canonical text / `model_dump_json`", "encode", "model_dump_json"),
)
READINGS: Final = (
    Comparison("crawled text → reading / `splitlines` and `split`", "text", "split"),
    Comparison("portal page → reading / lxml on the page", "page", "page, lxml", 2.5),
    Comparison("our own page → reading / lxml on the page", "html", "html, lxml", 2.5),
    Comparison("pandas.read_html, numbers alone / portal page → reading", "page, pandas", "page"),
    Comparison(
        "portal page → reading, running text not checked / lxml on the page", "page, no text", "page, lxml", 2.5
    ),
    Comparison("Word → reading / lxml on the part in the archive", "word", "word, lxml"),
    Comparison("python-docx, `row.cells` of the tables / Word → reading", "word, python-docx", "word", None, 5),
    Comparison("the same / Word → reading, running text not checked", "word, python-docx", "word, no text", None, 5),
    Comparison("Excel → reading / openpyxl, read-only, every value", "excel", "excel, openpyxl", 1.3),
)


def seconds_of_canonical_text() -> Seconds:
    """Seconds of one call of what reads and writes the canonical text of the report."""
    report = json.decode(EXAMPLE.read_bytes())
    printed = text.encode(report)
    return measured(
        {
            "decode": lambda: text.decode(printed),
            "split": lambda: [line.split("\t") for line in printed.decode().splitlines()],
            "encode": lambda: text.encode(report),
            "model_dump_json": report.model_dump_json,
        },
        ROUNDS,
        CALLS,
    )


def seconds_of_readings() -> Seconds:
    """Seconds of one call of what reads published documents: with every check, and the bare parsers."""
    report = json.decode(EXAMPLE.read_bytes())
    crawled = PUBLISHED.read_bytes()
    own, document, workbook = html.encode(report), word.encode(report), xlsx.encode(report)
    page = portal_page(own)

    def reads(data: bytes, ignore: str = "") -> Callable[[], object]:
        return lambda: gds.read(data, ignore=[ignore] if ignore else [])

    return measured(
        {
            "text": reads(crawled),
            "split": lambda: [line.split("\t") for line in crawled.decode().splitlines()],
            "page": reads(page),
            "page, no text": reads(page, "N"),
            "page, lxml": lambda: _parsed(page),
            "page, pandas": lambda: pandas.read_html(io.BytesIO(page), encoding="utf-8"),
            "html": reads(own),
            "html, lxml": lambda: _parsed(own),
            "word": reads(document),
            "word, no text": reads(document, "N"),
            "word, lxml": lambda: etree.fromstring(_part(document)),
            "word, python-docx": lambda: _cells_of_word(document),
            "excel": reads(workbook),
            "excel, openpyxl": lambda: _cells_of_excel(workbook),
        },
        ROUNDS // 15,
        1,
    )


def portal_page(page: bytes) -> bytes:
    """Our page as a portal frames it: navigation, a table of metadata, no marks of ours on the cells."""
    links = "".join(f'<li><a href="/zwgk/{n}.html">信息公开栏目 {n}</a></li>' for n in range(300))
    frame = f"<div class='nav'><ul>{links}</ul></div><table><tr><td>索引号</td><td>2024-1</td></tr></table>"
    tree: Any = _parsed(page)
    for element in tree.iter():
        for name in [*element.attrib]:
            if name not in ("colspan", "rowspan"):
                del element.attrib[name]
    body = tree.find("body")
    body.insert(0, lxml.html.fragment_fromstring(f"<div>{frame}</div>"))
    body.append(lxml.html.fragment_fromstring(f"<div>{frame}</div>"))
    framed: bytes = lxml.html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>")
    return framed


def _parsed(page: bytes) -> object:
    return lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(encoding="utf-8"))


def _part(document: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read("word/document.xml")


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
    yield "cell. The crawled text is `examples/songzhuang-2023.txt`; page, Word and Excel files are what the"
    yield "package writes of the example, the portal page the same in a frame of navigation and without our"
    yield "marks. The parsers beside give text and no report."
    yield ""
    yield from table(READINGS, seconds_of_readings(), "ms", 1e3)
