"""Every limit of `docs/reference/limits.md`: the number there is the code's, and what is beyond it is refused as it says."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from libxml2_words import said_of
from office_files import EXCEL, docx, paragraph, relations, xlsx

import gov_disclosure_schema as gds
from gov_disclosure_schema import files, scalars, source_text
from gov_disclosure_schema.codecs import json as json_codec
from gov_disclosure_schema.document import (
    blocks,
    from_html,
    from_xlsx,
    html_tags,
    office_parts,
    style_sheet,
)

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "limits.md"
ROW = re.compile(r"^\| ([^|]+) \| ([0-9 ]+) \| `([A-Z-]+)` \|$", re.MULTILINE)


class Limit(NamedTuple):
    """A limit: its number in the code, a file beyond it, and what is said of that."""

    most: int
    beyond: Callable[[], bytes]
    message: str


def huge_directory() -> bytes:
    """An archive whose list of parts is said to have two MiB."""
    size = 2 * 2**20
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, size, 0, 0)
    return b"PK\x03\x04word/document.xml".ljust(size, b"\0") + end


def tags_in_two_parts() -> bytes:
    """More than one part may have by itself is in two."""
    body = "<w:p/>" * (source_text.TAGS_MAX // 2)
    footnotes = f'<w:footnotes xmlns:w="urn:x">{body}<w:p/></w:footnotes>'
    parts = {
        "word/_rels/document.xml.rels": relations(("footnotes", "footnotes.xml")),
        "word/footnotes.xml": footnotes,
    }
    return docx(body, parts, zipfile.ZIP_STORED)


def a_shared_text() -> bytes:
    """A text of a million characters in twenty cells."""
    cells = "".join(f'<row><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 21))
    strings = f'<sst xmlns="{EXCEL}"><si><t>{"x" * 10**6}</t></si></sst>'
    return xlsx({"a": f"<sheetData>{cells}</sheetData>"}, {"xl/sharedStrings.xml": strings})


def changed(old: str, new: str) -> bytes:
    """An empty report as JSON with one thing changed."""
    text = (Path(__file__).parent.parent / "examples" / "suqian-2023.json").read_text("utf-8")
    assert old in text
    return text.replace(old, new, 1).encode()


MANY = source_text.TAGS_MAX
LIMITS: dict[str, Limit] = {
    "bytes of a web page": Limit(
        from_html.SIZE_MAX,
        lambda: b"<p>" + b" " * from_html.SIZE_MAX,
        "the file is larger than the limit of 33554432 bytes.",
    ),
    "rows and cells of a document": Limit(
        blocks.CELLS_MAX,
        lambda: b"<p>1" * (blocks.CELLS_MAX // 2 + 1),
        "the file has 200002 rows and cells, more than the limit of 200000, and cannot be one report.",
    ),
    "lines and cells of a text": Limit(
        blocks.CELLS_MAX,
        lambda: b"1\n" * blocks.CELLS_MAX,
        "the text has 200001 lines and cells, more than the limit of 200000, and cannot be one report.",
    ),
    "values of a JSON document": Limit(
        json_codec.VALUES_MAX,
        lambda: b'{"overview":[' + b'"",' * json_codec.VALUES_MAX + b'""]}',
        "the JSON has 1000001 values, more than the limit of 1000000, and cannot be one report.",
    ),
    "tags of a page, an XML document, the parts of an office file together": Limit(
        MANY, tags_in_two_parts, "the file has 2500014 tags, more than the limit of 2500000, and cannot be one report."
    ),
    "attributes of a tag of a page": Limit(
        html_tags.ATTRIBUTES_MAX,
        lambda: b"<p" + b' a=">"' * (html_tags.ATTRIBUTES_MAX + 1) + b">",
        "a tag of the page has more than 1000 attributes, and it cannot be a report.",
    ),
    "elements of a page or a Word document within each other": Limit(
        blocks.NESTING_MAX,
        lambda: docx("<w:sdt>" * 201 + paragraph("x") + "</w:sdt>" * 201),
        "the document is nested more than 200 deep and cannot be a report.",
    ),
    "looks at elements that a page's own style sheet takes": Limit(
        style_sheet.LOOKS_MAX,
        lambda: b"<style>" + b".a.b{display:none}" * 2000 + b"</style>" + b"<p class=a>" * 2000,
        "the page has more style rules than can be looked at (2000000 looks at an element) and cannot be a report.",
    ),
    "bytes of an archive's list of parts": Limit(
        office_parts.DIRECTORY_MAX,
        huge_directory,
        "the list of parts of the archive is larger than the limit of 1048576 bytes, and it cannot be one report.",
    ),
    "parts of an archive": Limit(
        office_parts.ENTRIES_MAX,
        lambda: docx("", {f"a/{n}": "" for n in range(office_parts.ENTRIES_MAX)}),
        "the file has 2003 parts, more than the limit of 2000, and cannot be one report.",
    ),
    "bytes taken out of an archive": Limit(
        office_parts.SIZE_MAX,
        lambda: docx("", {"word/document.xml": b" " * (office_parts.SIZE_MAX + 1)}),
        "the file unpacks to more than the limit of 33554432 bytes and cannot be one report.",
    ),
    "how many times its packed size a part is, from 1 MiB on": Limit(
        office_parts.RATIO_MAX,
        lambda: docx("", {"word/document.xml": b"<a>" + b" " * (2 * 2**20) + b"</a>"}),
        "word/document.xml in the file is packed to less than one 200th, as in a decompression bomb, and is not read.",
    ),
    "characters in the cells of a workbook, those of a shared text counted for each": Limit(
        from_xlsx.TEXT_MAX,
        a_shared_text,
        "the cells of the workbook hold more than 16777216 characters, and it cannot be one report.",
    ),
    "elements of an XML document within each other": Limit(
        256,
        lambda: b"<report>" * 300,
        f"not well-formed XML: {said_of(b'<report>' * 300)}.",
    ),
    "characters of a paragraph": Limit(
        scalars.LINE_MAX,
        lambda: changed('"overview":["', f'"overview":["{"x" * 16_384}","'),
        "a text of 16384 characters, the limit is 16383.",
    ),
    "characters of an organ's name": Limit(
        scalars.ORGAN_MAX,
        lambda: changed('"organ":"', f'"organ":"{"市" * 201}'),
        "a text of 204 characters, the limit is 200.",
    ),
    "a count": Limit(
        scalars.COUNT_MAX,
        lambda: changed('"issued":', '"issued":9007199254740992,"x":'),
        "“9007199254740992” is more than 9007199254740991.",
    ),
}


def test_the_page_names_every_limit_with_its_number() -> None:
    rows = {what: int(most.replace(" ", "")) for what, most, _ in ROW.findall(PAGE.read_text("utf-8"))}
    assert rows == {"bytes of a file": files.SIZE_MAX, **{what: limit.most for what, limit in LIMITS.items()}}


@pytest.mark.parametrize("what", LIMITS)
def test_what_is_beyond_a_limit_is_refused(what: str) -> None:
    (rule,) = (rule for row, _, rule in ROW.findall(PAGE.read_text("utf-8")) if row == what)
    with pytest.raises(gds.GovDisclosureError) as refused:
        gds.read(LIMITS[what].beyond())
    told: list[Any] = [(finding.rule, finding.message("en")) for finding in refused.value.findings]
    assert (rule, LIMITS[what].message) in told
