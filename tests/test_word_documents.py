"""A Word document is read as Word shows it with its changes accepted; what was left out is told; none can do harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from libxml2_words import said_of
from office_files import docx, packed, paragraph, relations, table

import gov_disclosure_schema as gds
from gov_disclosure_schema.document import from_docx, office_parts
from gov_disclosure_schema.document.blocks import CELLS_MAX, NESTING_MAX, Cell, Document
from gov_disclosure_schema.document.from_docx import source_of
from gov_disclosure_schema.testing.printed.recipe import Recipe

Shown = list[str | list[str]]


def shown(document: Document) -> Shown:
    """Paragraphs as their texts, rows of tables as lists of theirs."""
    return [[cell.text for cell in row.cells] if row.table else row.text for row in document]


def seen(body: str) -> Shown:
    return shown(source_of(docx(body)).document)


def told(data: bytes) -> list[str]:
    return [f"{finding.rule}: {finding.message('en')}" for finding in source_of(data).findings]


P = paragraph
BOX = "<w:txbxContent>{}</w:txbxContent>"
MARKUP: dict[str, tuple[str, Shown]] = {
    "paragraphs": (P("甲") + P("") + P("乙"), ["甲", "", "乙"]),
    "runs of a letter": ("<w:p><w:r><w:t>规</w:t></w:r><w:r><w:t>章</w:t></w:r></w:p>", ["规章"]),
    "breaks and tabs": (
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r></w:p>",
        ["甲\t乙", "丙-丁"],
    ),
    "links, fields, tags": (
        "<w:p><w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink><w:fldSimple><w:r><w:t>乙</w:t></w:r></w:fldSimple>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:smartTag><w:r><w:t>丙</w:t></w:r></w:smartTag></w:p>",
        ["甲乙丙"],
    ),
    "content controls": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{P('甲')}</w:sdtContent></w:sdt>"
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>乙</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>请填写</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        ["甲", "乙", ""],
    ),
    "a text box, written twice": (
        "<w:p><w:r><w:t>甲</w:t><mc:AlternateContent><mc:Choice><w:drawing>"
        + BOX.format(P("盒"))
        + "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        + BOX.format(P("盒"))
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>乙</w:t></w:r></w:p>",
        ["甲乙", "盒"],
    ),
    "a table in a text box": (
        f"<w:p><w:r><w:pict>{BOX.format(table(['规章', '1']))}</w:pict></w:r></w:p>",
        ["", ["规章", "1"]],
    ),
    "a table": (table(["规章", "1", ""], ["行政许可", "3"]), [["规章", "1", ""], ["行政许可", "3"]]),
    "a label in two paragraphs": (
        f"<w:tbl><w:tr><w:tc>{P('行政')}{P('许可')}</w:tc><w:tc>{P('3')}</w:tc></w:tr></w:tbl>",
        [["行政\n许可", "3"]],
    ),
    "rows and cells in controls": (
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{P('甲')}</w:tc><w:sdt><w:sdtContent><w:tc>{P('1')}</w:tc></w:sdtContent>"
        "</w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>",
        [["甲", "1"]],
    ),
    "a table in a cell of a table": (
        f"<w:tbl><w:tr><w:tc>{P('左')}</w:tc><w:tc>{P('前')}{table(['规章', '1'])}{P('后')}</w:tc></w:tr></w:tbl>",
        ["左", "前", ["规章", "1"], "后"],
    ),
    "a box with a number in it": (
        f"<w:tbl><w:tr><w:tc>{P('甲')}</w:tc><w:tc>{table(['3'])}{P('')}</w:tc></w:tr></w:tbl>",
        [["甲", "3"]],
    ),
    "a table of one column": (table(["甲"], ["乙"]), ["甲", "乙"]),
    "inserted": (
        "<w:p><w:ins><w:r><w:t>甲</w:t></w:r></w:ins><w:moveTo><w:r><w:t>乙</w:t></w:r></w:moveTo></w:p>",
        ["甲乙"],
    ),
    "numbers that tabs tell apart": (
        "<w:p><w:r><w:t>规章</w:t><w:tab/><w:t>1</w:t><w:tab/><w:tab/><w:t>2</w:t></w:r></w:p>",
        ["规章\t1\t\t2"],
    ),
}


@pytest.mark.parametrize(("body", "due"), MARKUP.values(), ids=MARKUP)
def test_a_document_is_what_word_shows(body: str, due: Shown) -> None:
    assert seen(body) == due


def test_cells_that_are_merged_are_one_and_say_what_they_span() -> None:
    body = P("前") + table(
        ["<w:vMerge w:val='restart'/>|左", "<w:gridSpan w:val='3'/>|头"],
        ["<w:vMerge/>|", "a", "b", "c"],
        ["<w:vMerge w:val='continue'/>|", "<w:gridSpan w:val='2'/><w:vMerge w:val='restart'/>|d", "e"],
        ["f", "<w:gridSpan w:val='2'/><w:vMerge/>|", "<w:vMerge/>|g"],
    )
    before, *rows = source_of(docx(body)).document
    assert before.cells == (Cell("前", gds.Position(paragraph=1)),)
    assert [[(cell.text, cell.rows, cell.columns) for cell in row.cells] for row in rows] == [
        [("左", 3, 1), ("头", 1, 3)],
        [("a", 1, 1), ("b", 1, 1), ("c", 1, 1)],
        [("d", 2, 2), ("e", 2, 1)],
        [("f", 1, 1)],
    ]
    assert rows[2].cells[1].position == gds.Position(paragraph=1, table=1, row=3, cell=2)
    assert told(docx(body)) == ["TEXT-HIDDEN: hidden text was not read, in 1 places, “g”, say."]


def test_a_merged_cell_that_nothing_begins_is_a_cell() -> None:
    assert seen(table(["<w:vMerge/>|甲", "1"])) == [["甲", "1"]]


RUN = "<w:p><w:r><w:t>甲</w:t></w:r>{}</w:p>"
LEFT_OUT = {
    "hidden": (
        RUN.format("<w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r>"),
        "TEXT-HIDDEN: hidden text was not read, in 1 places, “乙”, say.",
    ),
    "struck through": (
        RUN.format("<w:r><w:rPr><w:strike w:val='true'/></w:rPr><w:t>乙</w:t></w:r>"),
        "TEXT-STRUCK: text that is struck through was not taken, in 1 places, “乙”, say.",
    ),
    "deleted": (
        RUN.format(
            "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>丙</w:t></w:r></w:moveFrom>"
        ),
        "WORD-CHANGES: the file has tracked changes: what was inserted was taken, what was deleted, in 2 places, was not, "
        "“乙”, say.",
    ),
    "a deleted row": (
        P("甲") + f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{P('乙')}</w:tc><w:tc>{P('1')}</w:tc></w:tr></w:tbl>",
        "WORD-CHANGES: the file has tracked changes: what was inserted was taken, what was deleted, in 1 places, was not, "
        "“乙1”, say.",
    ),
    "inserted": (
        "<w:p><w:ins><w:r><w:t>甲</w:t></w:r></w:ins></w:p>",
        "WORD-CHANGES: the file has tracked changes: what was inserted was taken, in 1 places, “甲”, say.",
    ),
    "numbers that Word sets": (
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>",
        "WORD-NUMBERS: numbers that Word sets before paragraphs by itself were not read, 1 of them, before “甲”, say.",
    ),
    "a picture": (
        RUN.format("<w:r><w:drawing><pic:pic/></w:drawing></w:r><w:r><w:object/></w:r>"),
        "OFFICE-PICTURES: pictures and embedded objects are not read, and there are 2 of them.",
    ),
}


@pytest.mark.parametrize(("body", "due"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_left_out_is_told(body: str, due: str) -> None:
    assert seen(body) == ["甲"]
    assert told(docx(body)) == [due]


def test_what_is_said_not_to_be_struck_through_is_not() -> None:
    assert seen(
        RUN.format("<w:r><w:rPr><w:strike w:val='0'/><w:vanish w:val='false'/></w:rPr><w:t>乙</w:t></w:r>")
    ) == ["甲乙"]


class TestInOnePass:
    """Tables in which nothing is hidden, changed or nested are read in one pass, and are what the walk makes of them."""

    @staticmethod
    def read(data: bytes) -> tuple[object, ...]:
        source = source_of(data)
        return [(row.cells, row.text, row.table) for row in source.document], source.findings

    def walked(self, data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
        with monkeypatch.context() as patched:
            patched.setattr(from_docx, "plain_rows", lambda *_: None)
            return self.read(data)

    @pytest.mark.parametrize(
        "body", [body for body, _ in (*MARKUP.values(), *LEFT_OUT.values())], ids=[*MARKUP, *LEFT_OUT]
    )
    def test_whatever_stands_in_a_cell(self, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = f"<w:tr><w:tc>{P('左')}</w:tc><w:tc>{body}</w:tc></w:tr><w:tr><w:tc>{P('1')}</w:tc><w:tc/></w:tr>"
        data = docx(f"<w:tbl>{rows}</w:tbl>")
        assert self.read(data) == self.walked(data, monkeypatch)

    @pytest.mark.parametrize("seed", range(20))
    def test_whatever_is_published(self, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
        data = Recipe.drawn(seed, ("docx",)).variant().data
        assert self.read(data) == self.walked(data, monkeypatch)

    def test_what_is_written_here_is_read_so(self, report: gds.AnnualReport, monkeypatch: pytest.MonkeyPatch) -> None:
        data = gds.codecs.docx.encode(report)
        assert self.read(data) == self.walked(data, monkeypatch)
        monkeypatch.setattr(from_docx._Word, "_add_rows", None)
        source_of(data)


def test_footnotes_follow_their_paragraph() -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:id="-1">{P("线")}</w:footnote><w:footnote w:id="2">{P("注")}</w:footnote></w:footnotes>'
    )
    parts = {"word/_rels/document.xml.rels": relations(("footnotes", "footnotes.xml")), "word/footnotes.xml": notes}
    body = RUN.format('<w:r><w:footnoteReference w:id="2"/></w:r>') + P("乙")
    assert shown(source_of(docx(body, parts)).document) == ["甲", "注", "乙"]


def test_heads_and_feet_of_pages_are_told_but_for_page_numbers() -> None:
    margin = '<w:{0} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{1}</w:{0}>'
    parts = {
        "word/_rels/document.xml.rels": relations(("header", "h.xml"), ("header", "h2.xml"), ("footer", "f.xml")),
        "word/h.xml": margin.format("hdr", P("某市政府公报")),
        "word/h2.xml": margin.format("hdr", P("某市政府公报") + P("内部资料")),
        "word/f.xml": margin.format("ftr", P("— 3 —") + P("第1页 共2页") + P("")),
    }
    source = source_of(docx(P("甲"), parts))
    assert shown(source.document) == ["甲"]
    assert [(finding.rule, finding.message("en")) for finding in source.findings] == [
        (
            "PAGE-SURROUNDINGS",
            "navigation, footers and the like were not read, 2 lines of them, “某市政府公报”, say.",
        )
    ]


def test_a_strict_document_is_read_too() -> None:
    data = docx("")
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{P("甲")}{table(["规章", "1"])}</w:body></w:document>'
    assert data.startswith(b"PK")
    assert shown(source_of(docx("", {"word/document.xml": body})).document) == ["甲", ["规章", "1"]]


DOCTYPE = '<!DOCTYPE w:document [<!ENTITY a "b">]><w:document xmlns:w="urn:x">&a;</w:document>'


IN_GBK = '<?xml version="1.0" encoding="GBK"?><a>甲</a>'.encode("gbk")


def shortened(part: str, said: str) -> str:
    """What another program says of a part, as a finding quotes it."""
    whole = f"{part}: {said}"
    return whole if len(whole) <= 60 else f"{whole[:60]}…"


def nested(depth: int) -> str:
    return "<w:sdt>" * depth + P("x") + "</w:sdt>" * depth


def twice() -> bytes:
    file = io.BytesIO(docx(P("甲")))
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "x")
    return file.getvalue()


def encrypted() -> bytes:
    data = bytearray(docx(P("甲")))
    for at in range(len(data) - 4):  # the flag in each entry of the directory at the end
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
    return bytes(data)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "no archive": (
        lambda: b"PK\x03\x04 word/document.xml",
        "OFFICE-DAMAGED: the file is damaged and cannot be opened: File is not a zip file.",
    ),
    "cut short": (
        lambda: docx(P("甲"))[:300],
        "OFFICE-DAMAGED: the file is damaged and cannot be opened: File is not a zip file.",
    ),
    "no document": (
        lambda: packed({"_rels/.rels": relations(("officeDocument", "word/document.xml"))}),
        "OFFICE-DAMAGED: the file is not complete: word/document.xml is missing.",
    ),
    "no relations": (
        lambda: packed({"word/document.xml": "<a/>"}),
        "OFFICE-DAMAGED: the file is not complete: officeDocument is missing.",
    ),
    "no XML": (
        lambda: docx("<w:p>"),
        "OFFICE-DAMAGED: the file is damaged and cannot be opened: word/document.xml: Opening and ending tag mismatch: p line 1….",
    ),
    "a document type": (
        lambda: docx("", {"word/document.xml": DOCTYPE}),
        "OFFICE-DAMAGED: word/document.xml in the file has a document type declaration (DTD) and is not read.",
    ),
    "a document type that declares nothing": (
        lambda: docx("", {"word/document.xml": "<!DOCTYPE a><a/>"}),
        "OFFICE-DAMAGED: word/document.xml in the file has a document type declaration (DTD) and is not read.",
    ),
    "a document type in UTF-16": (
        lambda: docx("", {"word/document.xml": DOCTYPE.encode("utf-16")}),
        "OFFICE-DAMAGED: word/document.xml in the file has a document type declaration (DTD) and is not read.",
    ),
    "a document type in UTF-16 without a mark": (
        lambda: docx(
            "", {"word/document.xml": f'<?xml version="1.0" encoding="UTF-16LE"?>{DOCTYPE}'.encode("utf-16-le")}
        ),
        "OFFICE-DAMAGED: word/document.xml in the file has a document type declaration (DTD) and is not read.",
    ),
    "a document type in the other UTF-16 without a mark": (
        lambda: docx(
            "", {"word/document.xml": f'<?xml version="1.0" encoding="UTF-16BE"?>{DOCTYPE}'.encode("utf-16-be")}
        ),
        "OFFICE-DAMAGED: word/document.xml in the file has a document type declaration (DTD) and is not read.",
    ),
    "a document type in UTF-7, which hides what begins it": (
        lambda: docx(
            "",
            {
                "word/document.xml": b'<?xml version="1.0" encoding="UTF-7"?>'
                + DOCTYPE.replace("<!", "+ADwAIQ-").encode()
            },
        ),
        "OFFICE-DAMAGED: the file is damaged and cannot be opened: word/document.xml: Start tag expected, '<' not found.",
    ),
    "a document type in UTF-32": (
        lambda: docx("", {"word/document.xml": f'<?xml version="1.0" encoding="UCS-4"?>{DOCTYPE}'.encode("utf-32-be")}),
        "OFFICE-DAMAGED: the file is damaged and cannot be opened: word/document.xml: Document is empty.",
    ),
    "another encoding": (
        lambda: docx("", {"word/document.xml": IN_GBK}),
        f"OFFICE-DAMAGED: the file is damaged and cannot be opened: {shortened('word/document.xml', said_of(IN_GBK))}.",
    ),
    "a part twice but for its case": (
        lambda: docx(P("甲"), {"Word/Document.XML": "<a/>"}),
        "OFFICE-DAMAGED: parts of the file have the same name, and which is meant cannot be told.",
    ),
    "a part twice": (twice, "OFFICE-DAMAGED: parts of the file have the same name, and which is meant cannot be told."),
    "encrypted": (encrypted, "OFFICE-DAMAGED: the file is encrypted, or packed in an unusual way."),
    "packed in another way": (
        lambda: packed({"_rels/.rels": relations(("officeDocument", "a"))}, zipfile.ZIP_LZMA),
        "OFFICE-DAMAGED: the file is encrypted, or packed in an unusual way.",
    ),
    "a bomb": (
        lambda: docx("", {"word/document.xml": b"<a>" + b" " * (2 * 2**20) + b"</a>"}),
        "FILE-TOO-LARGE: word/document.xml in the file is packed to less than one 200th, as in a decompression bomb, and is not read.",
    ),
    "too large": (
        lambda: docx("", {"word/document.xml": b" " * (office_parts.SIZE_MAX + 1)}),
        f"FILE-TOO-LARGE: the file unpacks to more than the limit of {office_parts.SIZE_MAX} bytes and cannot be one report.",
    ),
    "too many parts": (
        lambda: docx("", {f"a/{n}": "" for n in range(office_parts.ENTRIES_MAX)}),
        f"FILE-TOO-LARGE: the file has {office_parts.ENTRIES_MAX + 3} parts, more than the limit of {office_parts.ENTRIES_MAX}, and cannot be one report.",
    ),
    "too deep": (
        lambda: docx(nested(NESTING_MAX + 1)),
        f"FILE-TOO-LARGE: the document is nested more than {NESTING_MAX} deep and cannot be a report.",
    ),
    "too deep for the parser": (
        lambda: docx(nested(5000)),
        f"OFFICE-DAMAGED: the file is damaged and cannot be opened: {shortened('word/document.xml', said_of(b'<a>' * 5000))}.",
    ),
    "too many cells": (
        lambda: docx(P("x") * (CELLS_MAX // 2 + 1), method=zipfile.ZIP_STORED),
        f"FILE-TOO-LARGE: the file has {CELLS_MAX + 2} rows and cells, more than the limit of {CELLS_MAX}, and cannot be one report.",
    ),
}


@pytest.mark.parametrize(("data", "due"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_damaged_or_means_harm_is_refused(data: Callable[[], bytes], due: str) -> None:
    with pytest.raises(gds.DecodeError) as caught:
        source_of(data())
    assert str(caught.value) == due


def test_macros_and_what_lies_outside_are_left_alone_and_told() -> None:
    outside = relations(
        ("attachedTemplate", "http://x.test/a.dotm"),
        ("image", "file:///etc/passwd"),
        ("hyperlink", "http://x.test"),
        mode=' TargetMode="External"',
    )
    data = docx(P("甲"), {"word/_rels/document.xml.rels": outside, "word/vbaProject.bin": b"\0"})
    assert shown(source_of(data).document) == ["甲"]
    assert told(data) == [
        "OFFICE-MACROS: the file has macros; they were neither read nor run.",
        "OFFICE-EXTERNAL: content outside the file was not fetched, in 2 places, “http://x.test/a.dotm”, say.",
    ]


def test_a_part_is_looked_for_in_the_archive_alone() -> None:
    """However its path is written."""
    for target in ("../../../../etc/passwd", "/etc/passwd", "..\\..\\etc"):
        with pytest.raises(gds.DecodeError, match=r"is missing\.$"):
            source_of(docx("", {"_rels/.rels": relations(("officeDocument", target))}))
    assert shown(
        source_of(docx(P("甲"), {"_rels/.rels": relations(("officeDocument", "/word/../word/document.xml"))})).document
    ) == ["甲"]


@pytest.mark.parametrize(
    ("data", "due"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "this is a file of old Word, Excel or WPS; convert it first: soffice --headless --convert-to docx report.doc (for sheets xlsx).",
        ),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "the file is protected by a password; take it off in Word, Excel or WPS first.",
        ),
        (b"%PDF-1.7", "this is a PDF; take its text out first: pdftotext -layout report.pdf report.txt."),
        (b"{\\rtf1", "this is an RTF file; convert it first: soffice --headless --convert-to docx report.rtf."),
        (
            packed({"mimetype": "application/vnd.oasis.opendocument.text"}, zipfile.ZIP_STORED),
            "this is an OpenDocument file; convert it first: soffice --headless --convert-to docx report.odt (or xlsx).",
        ),
        (packed({"a.txt": "x"}), "this is a ZIP file that holds neither a Word document nor an Excel workbook."),
    ],
    ids=["OLE", "encrypted", "PDF", "RTF", "ODT", "ZIP"],
)
def test_what_must_be_converted_first_is_told_how(data: bytes, due: str) -> None:
    with pytest.raises(gds.DecodeError) as caught:
        gds.read(data)
    assert str(caught.value) == f"FILE-CONVERT: {due}"
