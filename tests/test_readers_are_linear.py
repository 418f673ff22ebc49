"""Twice the document is twice the work, in every printed format: calls are counted, not seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from office_files import docx, paragraph, table, xlsx

from gov_disclosure_schema.document import from_docx, from_html, from_text, from_xlsx
from gov_disclosure_schema.document.blocks import Source

DOCUMENTS: dict[str, tuple[Callable[[bytes], Source], Callable[[int], bytes]]] = {
    "cells of a page": (from_html.source_of, lambda n: b"<table>" + b"<tr><td>a<td><p><b>1</b></p>" * n + b"</table>"),
    "links and lines of a page": (from_html.source_of, lambda n: b"<div><a href=x>a</a> b</div>c<br>" * n),
    "tables in tables of a page": (
        from_html.source_of,
        lambda n: b"<table><tr><td>a<td><table><tr><td>1<td>2</table></table>" * n,
    ),
    "style sheets of a page": (
        from_html.source_of,
        lambda n: b"<style>" + b".a{color:red} .b .c{display:none} /*" * n + b"</style>" + b"<p class='c b'>a" * n,
    ),
    "cells of Word": (from_docx.source_of, lambda n: docx(table(*[["<w:vMerge/>|a", "1"]] * n))),
    "paragraphs of Word": (from_docx.source_of, lambda n: docx(paragraph("a") * n)),
    "cells of a sheet": (
        from_xlsx.source_of,
        lambda n: xlsx({"a": f"<sheetData>{'<row><c><v>1</v></c><c><v>2</v></c></row>' * n}</sheetData>"}),
    ),
    "aligned text": (from_text.source_of, lambda n: "行政许可\n其他\n规章   1   2   3\n行政\n许可\n\f".encode() * n),
    "aligned text without pages": (from_text.source_of, lambda n: "行政\n许可\n规章   1   2   3\n其他\n".encode() * n),
}


def calls_of(read: Callable[[bytes], Source], data: bytes) -> int:
    """How many functions are called while a document is read."""
    count = 0

    def profile(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        read(data)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(("read", "document"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_twice_the_document_is_twice_the_work(
    read: Callable[[bytes], Source], document: Callable[[int], bytes]
) -> None:
    read(document(300))  # fills what is remembered of words
    once, twice = calls_of(read, document(300)), calls_of(read, document(600))
    assert twice < 2.2 * once
