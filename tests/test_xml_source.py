"""XML bytes as elements: what is refused before a parser sees it, the parser's limits, and where elements stand."""

from __future__ import annotations

import pytest
from lxml import etree

from gov_disclosure_schema.errors import DecodeError
from gov_disclosure_schema.findings import Position
from gov_disclosure_schema.xml_source import element_at, parsed, position_of, positions_of_texts


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!DOCTYPE a><a/>", "1:1: XML-DOCTYPE"),
        ("\n<!DOCTYPE a><a/>", "2:1: XML-DOCTYPE"),
        ("<!-- x --><!DOCTYPE a><a/>", "1:11: XML-DOCTYPE"),
        ('<?xml version="1.0"?>\n<!-- x\n-->\n  <!DOCTYPE a><a/>', "4:3: XML-DOCTYPE"),
        ("\n\n <?y z?><html/>", "3:9: FILE-HTML"),
        ("<!doctype html>", "1:1: FILE-HTML"),
        (
            '<?xml version="1.0" encoding="latin1"?>\n<a/>',
            "1:1: XML-ENCODING: the document declares the encoding latin1;",
        ),
        ("<a>\n</b>", "2:5: XML-SYNTAX: not well-formed XML: Opening and ending tag mismatch: a line 1 and b."),
    ],
    ids=range(8),
)
def test_what_is_refused_and_where(text: str, message: str) -> None:
    """The position is that of the declaration, the root, or the piece that the parser could not take."""
    with pytest.raises(DecodeError) as refused:
        parsed(text.encode())
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        "<a/>",
        "\ufeff<a/>",
        '<?xml version="1.0"?><a/>',
        '<?xml version="1.0" encoding="utf-8"?><a/>',
        "<?xml version='1.0' encoding = 'UTF8' ?><a/>",
        '<!-- encoding="latin1" <!DOCTYPE a> --><?a encoding="latin1"?><a/>',
    ],
    ids=range(6),
)
def test_what_is_taken(text: str) -> None:
    """No declaration, or one of UTF-8 by either name; comments and instructions declare nothing."""
    assert parsed(text.encode()).tag == "a"


def test_the_limits_of_libxml2_hold() -> None:
    """256 nested elements, 10 million characters in one text, and no more."""
    assert len([*parsed(b"<a>" * 256 + b"</a>" * 256).iter()]) == 256
    assert len(parsed(b"<a>" + b"x" * 10_000_000 + b"</a>").text or "") == 10_000_000
    for beyond in (b"<a>" * 257 + b"</a>" * 257, b"<a>" + b"x" * 10_000_001 + b"</a>"):
        with pytest.raises(DecodeError, match="XML-SYNTAX: not well-formed XML: "):
            parsed(beyond)


def test_comments_and_instructions_are_no_elements() -> None:
    """The text on both sides of them is one text."""
    root = parsed("<a>一<!-- x -->二<?y z?>三</a>".encode())
    assert (len(root), root.text) == (0, "一二三")


DOCUMENT = b"""<r xmlns="urn:x">
  <organ>o</organ>
  <overview>
    <p>1</p>
    <p>2</p>
  </overview>
  <overview/>
  <table>
    <row><cell>1</cell></row>
  </table>
</r>"""


@pytest.mark.parametrize(
    ("location", "line"),
    [
        ((), 1),
        (("organ",), 2),
        (("overview",), 3),
        (("overview", 0), 4),
        (("overview", 1), 5),
        (("overview", 2), 3),
        (("overview", 9), 3),
        (("table", "row", "cell"), 9),
        (("table", "row", "none"), 9),
        (("table", "none", "cell"), 8),
        (("none",), 1),
        (("none", "organ"), 1),
    ],
    ids=str,
)
def test_the_element_at_a_location_or_the_nearest_above(location: tuple[str | int, ...], line: int) -> None:
    """What is missing is shown where it should be; below it nothing is looked for."""
    assert position_of(element_at(parsed(DOCUMENT), location, "p")) == Position(line)


def test_an_element_of_no_source_is_at_its_beginning() -> None:
    """One that no parser made has no line."""
    assert position_of(etree.Element("a")) == Position(1)


def test_texts_stand_where_their_elements_do() -> None:
    """By address: a field, or a paragraph of one, all in one look at it."""
    addresses = ("organ", "overview.0", "overview.1", "overview")
    found = positions_of_texts(parsed(DOCUMENT), addresses)
    assert found == {
        "organ": Position(2),
        "overview.0": Position(4),
        "overview.1": Position(5),
        "overview": Position(3),
    }
