"""XML: what is carried exactly, what is passed over, and every refusal with its whole message and line."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from lxml import etree

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import xml
from gov_disclosure_schema.editions import FORMS
from gov_disclosure_schema.report import header_fields
from gov_disclosure_schema.testing import reports
from gov_disclosure_schema.testing.seeded import published_of

EXAMPLE = Path(__file__).parents[1] / "examples" / "suqian-2023.json"
REPORT = gds.codecs.json.decode(EXAMPLE.read_bytes())
CANONICAL = gds.codecs.xml.encode(REPORT).decode()
NAMESPACE = REPORT.schema_id


def line_of(piece: str) -> int:
    """The line of the canonical example that a piece first stands on."""
    return CANONICAL[: CANONICAL.index(piece)].count("\n") + 1


def refusal(text: str | bytes, model: type[gds.PublishedReport] = gds.AnnualReport) -> tuple[str, str]:
    """The type and the whole message of the error that a document gives."""
    with pytest.raises(gds.GovDisclosureError) as refused:
        gds.codecs.xml.decode(text.encode() if isinstance(text, str) else text, model)
    return type(refused.value).__name__, str(refused.value)


class TestOtherSpellings:
    """What XML lets be written in other ways is read the same, by the parser as by place."""

    @given(reports(max_paragraphs=4))
    def test_without_white_space_between_elements(self, report: gds.AnnualReport) -> None:
        canonical = gds.codecs.xml.encode(report).decode()
        packed = "".join(line.strip("\n").lstrip(" ") for line in canonical.splitlines(keepends=True))
        assert gds.codecs.xml.decode(packed.encode()) == report

    @given(reports(max_paragraphs=4))
    def test_with_a_prefix(self, report: gds.AnnualReport) -> None:
        root = etree.fromstring(gds.codecs.xml.encode(report))
        prefixed = etree.Element(root.tag, nsmap={"r": report.schema_id})
        prefixed.extend(list(root))
        assert gds.codecs.xml.decode(etree.tostring(prefixed, encoding="UTF-8")) == report

    @given(reports(max_paragraphs=4))
    def test_with_every_character_as_a_reference(self, report: gds.AnnualReport) -> None:
        root = etree.fromstring(gds.codecs.xml.encode(report))
        assert gds.codecs.xml.decode(etree.tostring(root, encoding="US-ASCII").replace(b"US-ASCII", b"UTF-8")) == report

    @pytest.mark.parametrize(
        "text",
        [
            CANONICAL.replace(">3511<", "> \t\r\n3511 <"),
            CANONICAL.replace(">3511<", ">35<!-- a comment -->11<"),
            CANONICAL.replace(">3511<", ">35<?target data?>11<"),
            CANONICAL.replace(">3511<", "><![CDATA[3511]]><"),
            CANONICAL.replace(">3511<", ">&#51;511<"),
            CANONICAL.replace("59237.2449", "59237.24490"),
            CANONICAL.replace("\n", "\r\n"),
            CANONICAL.replace("\n", "\n<!-- <!DOCTYPE none> -->\n", 1),
            CANONICAL.partition("\n")[2],
            "\ufeff" + CANONICAL,
            CANONICAL.replace("<year>2023</year>", "<year> 2023 </year>"),
            CANONICAL.replace(
                "<annual_report ",
                "<annual_report xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b' ",
            ),
            CANONICAL.replace('encoding="UTF-8"', "encoding='utf-8'"),
        ],
        ids=range(13),
    )
    def test_what_says_nothing(self, text: str) -> None:
        """White space around numbers, comments, CDATA, references, line ends, a mark, schema locations."""
        assert text != CANONICAL
        assert gds.codecs.xml.decode(text.encode()) == REPORT

    def test_text_is_carried_to_the_character(self) -> None:
        awkward = ("a<b>&]]>\"'", "a\u00a0\u3000b", "😀‍", "&amp;", "<![CDATA[x]]>", "<!-- x -->")
        report = REPORT.model_copy(update={"overview": awkward})
        assert gds.codecs.xml.decode(gds.codecs.xml.encode(report)).overview == awkward

    def test_a_blank_cell_is_an_empty_element(self) -> None:
        blank = CANONICAL.replace("<total>3511</total>", "<total/>")
        report = gds.codecs.xml.decode(blank.encode(), gds.PublishedReport)
        assert report.requests.received.total is None
        assert gds.codecs.xml.encode(report).decode() == CANONICAL.replace("<total>3511</total>", "<total></total>")

    def test_an_unknown_organ_is_absent(self) -> None:
        unknown = CANONICAL.replace("  <organ>宿迁市</organ>\n", "").replace("  <year>2023</year>\n", "")
        report = gds.codecs.xml.decode(unknown.encode(), gds.PublishedReport)
        assert (report.organ, report.year) == (None, None)
        assert gds.codecs.xml.encode(report).decode() == unknown


class TestCanonical:
    """There is one canonical form, and other people's libraries know it."""

    @pytest.mark.parametrize("form", FORMS)
    def test_it_is_canonical_xml_indented_by_two_spaces(self, form: str) -> None:
        """Behind its declaration it is what the W3C calls Canonical XML, with a line for each tag or value."""
        for seed in range(5):
            declaration, _, canonical = xml.encode(published_of(seed, form)).decode().partition("\n")
            root = etree.fromstring(canonical)
            etree.indent(root, "  ")
            assert declaration == '<?xml version="1.0" encoding="UTF-8"?>'
            assert canonical == etree.canonicalize(etree.tostring(root, encoding="unicode")) + "\n"

    @pytest.mark.parametrize(("amount", "written"), [("6E+4", "60000"), ("12.50", "12.5"), ("0.00", "0")])
    def test_an_amount_is_written_plainly(self, amount: str, written: str) -> None:
        """However the number was come by."""
        table = REPORT.proactive_disclosure
        changed = table.model_copy(update={"fees": table.fees.model_copy(update={"amount": Decimal(amount)})})
        report = REPORT.model_copy(update={"proactive_disclosure": changed})
        assert f"<amount>{written}</amount>" in xml.encode(report).decode()


NUMBER = "is not a number of this format (ASCII digits, no sign, no leading zeros, no separators, no exponent)."


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        *(
            (
                CANONICAL.replace(">3511<", f">{written}<"),
                "DecodeError",
                f"{line_of('>3511<')}:1: XML-NUMBER [requests.received.total]: “{written}” {NUMBER}",
            )
            for written in ("+3511", "-0", "03511", "3,511", "3511.0", "1e3", "３５１１", "0x1")
        ),
        (
            CANONICAL.replace(">3511<", "><"),
            "InvalidReport",
            f"{line_of('>3511<')}:1: SHAPE-BLANK [requests.received.total]: blank, where a complete report has a number "
            "in every cell (0 where there were none).",
        ),
        (
            CANONICAL.replace(">3511<", ">9007199254740992<"),
            "InvalidReport",
            f"{line_of('>3511<')}:1: SHAPE-VALUE [requests.received.total]: “9007199254740992” is more than "
            "9007199254740991.",
        ),
        (
            CANONICAL.replace("\n", "\n<!DOCTYPE annual_report>\n", 1),
            "DecodeError",
            "2:1: XML-DOCTYPE: the document has a document type declaration, which is refused.",
        ),
        (
            CANONICAL.replace("UTF-8", "GB18030", 1),
            "DecodeError",
            "1:1: XML-ENCODING: the document declares the encoding GB18030; only UTF-8 is taken.",
        ),
        (
            CANONICAL.replace(":2021:1", ":2021:2"),
            "SchemaMismatch",
            "2:1: XML-ROOT: the root element is {urn:gov-disclosure-schema:annual-report:2021:2}annual_repor…; this is a "
            "reader of {urn:gov-disclosure-schema:annual-report:2019:1}annual_report, "
            "{urn:gov-disclosure-schema:annual-report:2021:1}annual_report.",
        ),
        (
            CANONICAL.replace("<received>", "<received unit='件'>"),
            "DecodeError",
            f"{line_of('<received>')}:1: XML-ATTRIBUTE: the attribute unit does not belong to this format.",
        ),
        (
            CANONICAL.replace("<received>", "<received>x"),
            "DecodeError",
            f"{line_of('<received>')}:1: XML-TEXT: text stands where only elements may: “x”.",
        ),
        (  # a section without a paragraph has no element below it
            re.sub("<overview>.*</overview>", "<overview>x</overview>", CANONICAL, flags=re.DOTALL),
            "DecodeError",
            f"{line_of('<overview>')}:1: XML-TEXT: text stands where only elements may: “x”.",
        ),
        (
            CANONICAL.replace("<upheld>309</upheld>", "<affirmed>309</affirmed>"),
            "DecodeError",
            f"{line_of('<upheld>309')}:1: XML-ELEMENT: the element should be upheld, not affirmed.",
        ),
        (
            CANONICAL.replace("<upheld>309</upheld>", "<upheld>309</upheld><upheld>309</upheld>"),
            "DecodeError",
            f"{line_of('<upheld>309')}:1: XML-ELEMENT: the element should be corrected, not upheld.",
        ),
        (
            CANONICAL.replace("</annual_report>", "<x/></annual_report>"),
            "DecodeError",
            f"{line_of('</annual_report>')}:1: XML-ELEMENT: no element should stand here, but x does.",
        ),
        (
            CANONICAL.replace("  <organ>宿迁市</organ>\n", ""),
            "InvalidReport",
            "2:1: SHAPE-MISSING [organ]: this field is missing.",
        ),
        (
            CANONICAL.replace(">3511<", ">0<"),
            "InvalidReport",
            f"{line_of('>3511<')}:1: T3-ROW [requests.received.total]: applications received this year › total: printed "
            "0, but the six kinds of requester add up to 3511, difference -3511.\n"
            f"{line_of('<carried_forward>') + 7}:1: T3-BALANCE [requests.carried_forward.total]: carried forward to next "
            "year › total: items 一 and 二 add up to 96, items 三 (total) and 四 to 3607, difference +3511.",
        ),
        (
            CANONICAL[:3000],
            "DecodeError",
            None,
        ),
        ("<html><body>x</body></html>", "DecodeError", None),
        (b"", "DecodeError", "FILE-EMPTY: the file is empty."),
    ],
)
def test_refusals(text: str | bytes, error: str, message: str | None) -> None:
    """Each departure has its own rule, its line, and a message that says what is due."""
    assert text != CANONICAL
    kind, said = refusal(text)
    assert kind == error
    if message is not None:
        assert said == message


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (CANONICAL[:3000].encode(), "XML-SYNTAX"),
        (b"<html><body>x</body></html>", "FILE-HTML"),
        (b"<a>" * 100_000, "XML-SYNTAX"),
        (CANONICAL.replace("宿迁市", "&organ;").encode(), "XML-SYNTAX"),
        (CANONICAL.encode("utf-16"), "FILE-ENCODING"),
        (CANONICAL.encode("gb18030"), "FILE-ENCODING"),
        (CANONICAL.replace("宿迁市", "宿\x01市").encode(), "XML-SYNTAX"),
        (CANONICAL.replace("宿迁市", "宿&#1;市").encode(), "XML-SYNTAX"),
        (CANONICAL.replace("宿迁市", "宿]]>市").encode(), "XML-SYNTAX"),
    ],
    ids=["truncated", "html", "deep", "entity", "utf-16", "gbk", "control", "control reference", "cdata end"],
)
def test_damaged_documents(data: bytes, rule: str) -> None:
    """What is no XML, or no XML that may be read, is one error of ours."""
    with pytest.raises(gds.DecodeError) as refused:
        gds.codecs.xml.decode(data)
    assert [finding.rule for finding in refused.value.findings] == [rule]
    assert all(finding.message("zh") and finding.message("en") for finding in refused.value.findings)


BOMB = """<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">{}]><a>&z;</a>""".format(
    "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghij", "bcdefghijz", strict=True))
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/none.dtd"><a/>',
        '<?xml version="1.0"?><!-- x --><?y z?>\n<!DOCTYPE a><a/>',
    ],
    ids=["bomb", "external entity", "external subset", "after comments"],
)
def test_no_document_type_is_ever_looked_into(text: str) -> None:
    """An entity bomb or an external entity costs nothing: the declaration is refused before a parser sees it."""
    start = time.process_time()
    assert refusal(text)[1].endswith("XML-DOCTYPE: the document has a document type declaration, which is refused.")
    assert time.process_time() - start < 1


def test_a_text_beyond_the_parser_s_limit() -> None:
    """A text node of 30 million characters is refused by libxml2's limit, or by the model's."""
    long = CANONICAL.replace("宿迁市", "一" * 30_000_000)
    with pytest.raises(gds.GovDisclosureError) as refused:
        gds.codecs.xml.decode(long.encode())
    assert {finding.rule for finding in refused.value.findings} <= {"XML-SYNTAX", "TEXT-LENGTH"}


@given(st.binary(max_size=300), st.integers(0, len(CANONICAL) - 1), st.integers(0, 40))
def test_damage_anywhere_is_an_error_of_ours_or_another_report(noise: bytes, at: int, cut: int) -> None:
    """Whatever bytes are put in for others: a report, or an error of ours."""
    data = CANONICAL.encode()
    with suppress(gds.GovDisclosureError):
        assert isinstance(gds.codecs.xml.decode(data[:at] + noise + data[at + cut :]), gds.AnnualReport)


@given(reports(max_paragraphs=2))
def test_by_place_and_by_the_parser_agree(report: gds.AnnualReport) -> None:
    """The short way for canonical documents is no second opinion."""
    canonical = gds.codecs.xml.encode(report)
    assert gds.codecs.xml.decode(canonical.replace(b"<year>", b"<year> ", 1)) == gds.codecs.xml.decode(canonical)


def test_what_an_xsd_cannot_forbid() -> None:
    """XML Schema lets any element name its own type; the reader refuses every attribute but the schema locations."""
    instance = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
    typed = CANONICAL.replace("<total>3511</total>", f"<total {instance} xsi:type='Count'>3511</total>")
    xsd = etree.XMLSchema(etree.fromstring(gds.schema("xsd").encode()))
    assert xsd.validate(etree.fromstring(typed.encode()))
    assert refusal(typed) == (
        "DecodeError",
        f"{line_of('>3511<')}:1: XML-ATTRIBUTE: the attribute {{http://www.w3.org/2001/XMLSchema-instance}}type does "
        "not belong to this format.",
    )


class TestAsWholes:
    """What is of the form is compared as a whole, and no element is looked at by itself."""

    @pytest.mark.parametrize("form", FORMS)
    def test_tables(self, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
        report = published_of(1, form)
        spelled = xml.encode(report).replace(b"<year>", b"<year> ", 1)
        monkeypatch.setattr(xml._Scan, "_refuse_departures", None)
        assert xml.decode(spelled, gds.PublishedReport) == report

    def test_texts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(etree, "iterwalk", None)
        assert xml.decode(CANONICAL.replace("<year>", "<year> ", 1).encode()) == REPORT


class TestByPlace:
    """A canonical document is read by the places of its lines; no other document is taken for one."""

    @given(reports(max_paragraphs=3))
    def test_a_canonical_document_needs_no_parser(self, report: gds.AnnualReport) -> None:
        assert xml._canonical(xml.encode(report), gds.AnnualReport) == report

    @pytest.mark.parametrize("form", FORMS)
    def test_whatever_the_form_is(self, form: str) -> None:
        for seed in range(10):
            report = published_of(seed, form)
            assert xml._canonical(xml.encode(report), gds.PublishedReport) == report

    @pytest.mark.parametrize(
        "changed",
        [
            lambda _: "",
            lambda line: f"{line}\n{line}",
            lambda line: f" {line}",
            lambda line: f"~{line}",
            lambda line: line[1:],
            lambda line: line.replace(">", "> ", 1),
            lambda line: line.replace("<", "<A"),
            lambda line: re.sub("(</?)", r"\1a", line),
            lambda line: re.sub("(</?)", r"\1z", line),
            lambda line: f"{line}<!---->",
            lambda line: line.replace("</", "\n</"),
        ],
        ids=[
            "gone",
            "twice",
            "indented",
            "marked",
            "outdented",
            "spaced",
            "capital",
            "before",
            "behind",
            "longer",
            "cut",
        ],
    )
    def test_a_document_with_one_other_line_is_no_canonical_one(self, changed: Callable[[str], str]) -> None:
        lines = CANONICAL.splitlines(keepends=True)
        for n, line in enumerate(lines):
            text = "".join((*lines[:n], changed(line), *lines[n + 1 :]))
            if text != CANONICAL:
                read = xml._canonical(text.encode(), gds.PublishedReport)
                assert read is None or xml.encode(read).decode() == text, line

    def test_nor_is_one_with_two_lines_in_the_other_order(self) -> None:
        lines = CANONICAL.splitlines(keepends=True)
        for n in range(len(lines) - 1):
            text = "".join((*lines[:n], lines[n + 1], lines[n], *lines[n + 2 :]))
            read = xml._canonical(text.encode(), gds.PublishedReport)
            assert read is None or xml.encode(read).decode() == text, lines[n]


def described(text: bytes) -> tuple[int, str, str]:
    """The line, the rule and the words of the one finding of a refused document."""
    with pytest.raises(gds.DecodeError) as refused:
        gds.codecs.xml.decode(text)
    [finding] = refused.value.findings
    assert finding.position is not None
    return finding.position.line, finding.rule, finding.message("en")


def name_of(element: etree._Element) -> str:
    """Its name without the namespace."""
    return etree.QName(element).localname


def parsed() -> list[etree._Element]:
    """The elements of the canonical example, the root first, in a tree of their own."""
    return list(etree.fromstring(CANONICAL.encode()).iter())


def written(elements: list[etree._Element]) -> bytes:
    """The tree of these as a document."""
    return etree.tostring(elements[0], encoding="UTF-8", xml_declaration=True)


MUST_BE_THERE = {name_of(element) for element in parsed()} - {
    "annual_report",
    "paragraph",
    "organ",
    "year",
    *header_fields(),
}


class TestEveryElement:
    """Whichever element is missing or one too many, it is named, at the line where that is seen."""

    def test_one_that_is_missing(self) -> None:
        for number, element in enumerate(parsed()):
            name = name_of(element)
            if name in MUST_BE_THERE:
                elements = parsed()
                parent, following = elements[number].getparent(), elements[number].getnext()
                parent.remove(elements[number])
                said = f"the element {name_of(parent)} lacks {name}."
                if following is not None:
                    said = f"the element should be {name}, not {name_of(following)}."
                seen = parent.getroottree().getpath(parent if following is None else following)
                [there] = etree.fromstring(written(elements)).xpath(seen)
                assert described(written(elements)) == (there.sourceline, "XML-ELEMENT", said)

    def test_one_that_is_not_the_form_s(self) -> None:
        """At the beginning of any element, before what is due there."""
        for number, element in enumerate(parsed()):
            first = next(iter(element), None)
            elements = parsed()
            elements[number].insert(0, etree.Element("x"))
            line, said = element.sourceline, "no element should stand here, but x does."
            if first is not None:
                line, said = first.sourceline, f"the element should be {name_of(first)}, not x."
            assert described(written(elements)) == (line, "XML-ELEMENT", said)

    def test_one_too_many(self) -> None:
        """Behind the last one of any element that holds elements."""
        for number, element in enumerate(parsed()):
            if len(element):
                elements = parsed()
                elements[number].append(etree.Element("x"))
                line = element.sourceline + etree.tostring(element, with_tail=False).count(b"\n")
                said = "no element should stand here, but x does."
                if name_of(element[-1]) == "paragraph":
                    said = "the element should be paragraph, not x."
                assert described(written(elements)) == (line, "XML-ELEMENT", said)

    def test_one_of_another_name(self) -> None:
        """Whether the name sorts before the one due or behind it."""
        for number, element in enumerate(parsed()):
            name, other = name_of(element), "az"[number % 2]
            if name in MUST_BE_THERE:
                elements = parsed()
                elements[number].tag = element.tag.replace(name, other)
                said = f"the element should be {name}, not {other}."
                assert described(written(elements)) == (element.sourceline, "XML-ELEMENT", said)

    def test_one_on_another_level(self) -> None:
        """The order of the tags alone does not make the tree: one at the end of the one before, one out of its own."""
        for number, element in enumerate(parsed()):
            elements = parsed()
            moved = elements[number]
            before, parent = moved.getprevious(), moved.getparent()
            if name_of(element) not in MUST_BE_THERE:
                continue
            if before is not None:
                before.append(moved)
                assert described(written(elements))[:2] == (element.sourceline - 1, "XML-ELEMENT")
            elif len(parent) == 1:
                parent.addnext(moved)
                said = f"the element {name_of(parent)} lacks {name_of(element)}."
                assert described(written(elements))[1:] == ("XML-ELEMENT", said)

    def test_text_before_or_behind_it(self) -> None:
        """Text between elements is refused where the element is that it stands behind, or else in."""
        for number, element in enumerate(parsed()):
            for place in ["text"] * (len(element) > 0) + ["tail"] * (number > 0):
                elements = parsed()
                setattr(elements[number], place, "\n\u3000x ")
                said = "text stands where only elements may: “\u3000x”."
                assert described(written(elements)) == (element.sourceline, "XML-TEXT", said)

    def test_the_first_of_two_texts_is_told(self) -> None:
        both = CANONICAL.replace("<received>", "<received>one", 1).replace("</requests>", "</requests>two", 1)
        assert described(both.encode())[2] == "text stands where only elements may: “one”."


def without(*names: str) -> str:
    """The canonical example without some elements of the first level."""
    return re.sub(f"  <({'|'.join(names)})>.*?</\\1>\n", "", CANONICAL, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (without("overview"), "the element should be overview, not proactive_disclosure."),
        (without("overview", "proactive_disclosure"), "the element should be overview, not requests."),
        (without("requests"), "the element should be requests, not remedies."),
        (without("remedies"), "the element should be remedies, not problems_and_improvements."),
        (without("other_matters"), "the element annual_report lacks other_matters."),
        (
            without("problems_and_improvements", "other_matters"),
            "the element annual_report lacks problems_and_improvements.",
        ),
        (
            CANONICAL.replace("  <organ>宿迁市</organ>\n", "  <organ>宿迁市</organ><organ>宿迁市</organ>\n"),
            "the element should be year, not organ.",
        ),
        (
            CANONICAL.replace("<organ>宿迁市</organ>\n  <year>2023</year>", "<year>2023</year><organ>宿迁市</organ>"),
            "the element should be organ, not year.",
        ),
        (
            CANONICAL.replace("<organ>", "<organ><a/><b/><c/>"),
            "no element should stand here, but a does.",
        ),
        *(
            (
                re.sub("(</?)paragraph>", rf"\1{name}>", CANONICAL),
                f"the element should be paragraph, not {name}.",
            )
            for name in ("a", "z")
        ),
    ],
    ids=range(11),
)
def test_the_element_that_is_due_is_named(text: str, message: str) -> None:
    """Whatever stands there instead, and however many are missing, it is the first of them."""
    kind, said = refusal(text)
    assert (kind, said.partition("XML-ELEMENT: ")[2]) == ("DecodeError", message)
