"""Text is read in the charset that it is in; where that was not said, or said otherwise, a finding tells; no mojibake."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import gov_disclosure_schema as gds
from gov_disclosure_schema.catalogue import LANGUAGES
from gov_disclosure_schema.document.charset import declared_in, decoded

TEXT = "云川市2024年政府信息公开工作年度报告\n一、总体情况\n　　今年主动公开信息“三千”条——全部上网。\n"
TOLD = [
    "CHARSET-TOLD: 文件未说明编码，按 {} 读取。",
    "CHARSET-TOLD: the file does not say its charset; it was read as {}.",
]
OTHERWISE = [
    "CHARSET-DECLARED: 文件声明的编码是 {}，实际是 {}，按后者读取。",
    "CHARSET-DECLARED: the file declares the charset {} but is in {}; it was read as the latter.",
]


def said(data: bytes, declared: str = "") -> list[str]:
    text, findings, _ = decoded(data, declared)
    assert text == TEXT
    return [f"{finding.rule}: {finding.message(language)}" for finding in findings for language in LANGUAGES]


@pytest.mark.parametrize("declared", ["", "utf-8", "UTF8"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_needs_no_word(mark: bytes, declared: str) -> None:
    assert said(mark + TEXT.encode(), declared) == []


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030"])
@pytest.mark.parametrize("charset", ["gbk", "gb18030"])
def test_gbk_that_is_declared_needs_no_word(charset: str, declared: str) -> None:
    assert said(TEXT.encode(charset), declared) == []


@pytest.mark.parametrize(("charset", "name"), [("gbk", "GB18030"), ("utf-16", "UTF-16")])
def test_what_is_told_by_the_bytes_alone_is_said(charset: str, name: str) -> None:
    assert said(TEXT.encode(charset)) == [line.format(name) for line in TOLD]


@pytest.mark.parametrize(
    ("charset", "declared", "name"),
    [
        ("utf-8", "gb2312", "UTF-8"),
        ("utf-8", "iso-8859-1", "UTF-8"),
        ("gbk", "utf-8", "GB18030"),
        ("gbk", "iso-8859-1", "GB18030"),
        ("gbk", "windows-1252", "GB18030"),
        ("gbk", "no-such-charset", "GB18030"),
        ("utf-16", "gb2312", "UTF-16"),
    ],
)
def test_a_declaration_that_is_wrong_is_said(charset: str, declared: str, name: str) -> None:
    """Charsets of one byte a character take any bytes: what declares one is never read in it."""
    assert said(TEXT.encode(charset), declared) == [line.format(declared, name) for line in OTHERWISE]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (TEXT.encode() + b"\xff", "4:1"),
        (TEXT.encode().replace("条".encode(), b"\xe6\x9d"), "3:15"),
        (TEXT.encode("gbk")[1:], "1:2"),
    ],
    ids=["a byte too much", "a character cut", "begins within a character"],
)
def test_what_is_text_in_no_charset_is_refused_where_it_fails(data: bytes, place: str) -> None:
    """UTF-8 with a fault is not taken for GBK, which it nearly is."""
    with pytest.raises(gds.DecodeError) as caught:
        decoded(data)
    offset = str(caught.value).partition("from byte ")[2].partition(" ")[0]
    assert str(caught.value) == (
        f"{place}: FILE-ENCODING: from byte {offset} on neither UTF-8 nor GB18030; the text cannot be read."
    )


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=20, max_size=200))
def test_utf8_is_never_taken_for_gbk(text: str) -> None:
    """Not even if it is spoilt."""
    assert decoded(text.encode()) == (text, (), True)
    assert decoded(b"\xef\xbb\xbf" + text.encode()) == (text, (), False)
    with pytest.raises(gds.DecodeError):
        decoded(text.encode()[1:])


@pytest.mark.parametrize(
    ("head", "declared"),
    [
        ('<meta charset="gb2312">', "gb2312"),
        ("<meta charset=GBK />", "GBK"),
        ('<META http-equiv=Content-Type content="text/html; charset=gb2312">', "gb2312"),
        ('<?xml version="1.0" encoding="GB18030"?>', "GB18030"),
        ("<title>charset=x</title>", ""),
    ],
)
def test_what_a_page_declares(head: str, declared: str) -> None:
    assert declared_in(f"<html><head>{head}</head>".encode()) == declared


def test_a_text_in_gbk_is_read_and_told() -> None:
    data = (Path(__file__).parent.parent / "examples" / "suqian-2024.txt").read_bytes()
    plain, in_gbk = gds.read(data), gds.read(data.decode().encode("gb18030"))
    assert in_gbk.report == plain.report
    assert [finding.rule for finding in in_gbk.findings] == ["CHARSET-TOLD", *(one.rule for one in plain.findings)]
