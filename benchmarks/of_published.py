"""Published documents: reading each printed format, beside what its bare parser takes for the same bytes."""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from lxml import etree, html
from measuring import EXAMPLE, Comparison, Seconds, measured, table

import gov_disclosure_schema as gds
from gov_disclosure_schema.document import from_docx, from_html, from_text, from_xlsx

ROUNDS: Final = 60
CALLS: Final = 2
_CELL: Final = re.compile(r"(<t[dh][^>]*>)([^<]*)(</t[dh]>)")
_STYLED: Final = (
    r'\1<p class="MsoNormal" style="text-align:center;line-height:20px;margin:0;border-top:none;padding:0 7px">'
    r'<span style="font-family:宋体;font-size:14px;letter-spacing:0">\2</span></p>\3'
)
_ALIGNED: Final = EXAMPLE.parent.parent / "tests" / "pdftotext" / "libreoffice.txt"
_BESIDE: Final = {
    "page": "`lxml.html`",
    "styled": "`lxml.html`",
    "docx": "`zipfile` and `etree.fromstring`",
    "xlsx": "openpyxl, read only",
    "aligned": "`splitlines` and `split`",
}
_NAMES: Final = {
    "page": "HTML, as we write it",
    "styled": "HTML, each cell styled as Word does it",
    "docx": "Word",
    "xlsx": "Excel",
    "aligned": "text of `pdftotext -layout`",
}
_TARGETS: Final = {"styled": 3.0, "page": 3.0, "xlsx": 1.3}
"""Most that reading in all may take, in units of the bare parser."""

COMPARISONS: Final = tuple(
    Comparison(f"{_NAMES[name]}: {what} / {_BESIDE[name]}", f"{name} {what}", name, most)
    for name in _NAMES
    for what, most in (("rows", None), ("read", _TARGETS.get(name)))
)


def seconds() -> Seconds:
    """Seconds of one call of each reader, of its rows alone, and of the bare parser."""
    report = gds.read(EXAMPLE.read_bytes()).report
    page = gds.codecs.html.encode(report)
    styled = _CELL.sub(_STYLED, page.decode()).encode()
    word, book = gds.codecs.docx.encode(report), gds.codecs.xlsx.encode(report)
    aligned = _ALIGNED.read_bytes()
    documents = {"page": page, "styled": styled, "docx": word, "xlsx": book, "aligned": aligned}
    rows: dict[str, Callable[[bytes], object]] = {
        "page": from_html.source_of,
        "styled": from_html.source_of,
        "docx": from_docx.source_of,
        "xlsx": from_xlsx.source_of,
        "aligned": from_text.source_of,
    }
    subjects: dict[str, Callable[[], object]] = {
        "page": lambda: html.document_fromstring(page.decode()),
        "styled": lambda: html.document_fromstring(styled.decode()),
        "docx": lambda: etree.fromstring(zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml")),
        "xlsx": lambda: _through_openpyxl(book),
        "aligned": lambda: [line.split() for line in aligned.decode().splitlines()],
    }
    for name, data in documents.items():
        subjects[f"{name} rows"] = partial(rows[name], data)
        subjects[f"{name} read"] = partial(gds.read, data)
    return measured(subjects, ROUNDS, CALLS)


def _through_openpyxl(book: bytes) -> list[object]:
    openpyxl = importlib.import_module("openpyxl")
    sheets = openpyxl.load_workbook(io.BytesIO(book), read_only=True, data_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in sheets]


def section() -> Iterator[str]:
    """What published documents cost."""
    yield "## Published documents"
    yield ""
    yield "The same report in each format. `rows` makes rows of cells of it; `read` recognises and checks them as well."
    yield ""
    yield from table(COMPARISONS, seconds(), "ms", 1e3)
