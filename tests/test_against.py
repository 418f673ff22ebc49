"""`check --against schema`: what the published artefacts say is what the model says, where their languages can say it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree

import gov_disclosure_schema as gds
from gov_disclosure_schema import cli
from gov_disclosure_schema.against import judge
from gov_disclosure_schema.codecs import json as json_codec, xml as xml_codec
from gov_disclosure_schema.editions import EDITIONS
from gov_disclosure_schema.testing import broken, reports

COUNTS = [cell.address for cell in gds.cells() if cell.kind == "count"]
ISSUED = "proactive_disclosure.rules.issued"
AMOUNT = "proactive_disclosure.fees.amount"
URN = "urn:gov-disclosure-schema:annual-report:2021:1"
URNS = ", ".join(edition.schema_id for edition in EDITIONS.values())
ROOTS = ", ".join(f"{{{edition.schema_id}}}annual_report" for edition in EDITIONS.values())
FEWER = settings(max_examples=settings.default.max_examples // 2)


def document_of(report: gds.PublishedReport) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json_codec.encode(report))
    return document


def with_value(document: dict[str, Any], address: str, value: object) -> bytes:
    """A JSON document with another value at an address; `...` leaves the key out."""
    whole = json.loads(json.dumps(document))
    part = whole
    *path, leaf = address.split(".")
    for step in path:
        part = part[step]
    if value is ...:
        part.pop(leaf, None)
    else:
        part[leaf] = value
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def element(root: Any, address: str) -> Any:
    return root.find("/".join(f"{{{URN}}}{step}" for step in address.split(".")))


def with_text(report: gds.PublishedReport, address: str, text: str | None) -> bytes:
    """An XML document with another text in an element; None leaves the element out."""
    root = etree.fromstring(xml_codec.encode(report))
    found = element(root, address)
    if text is None:
        found.getparent().remove(found)
    else:
        found.text = text
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def clean(data: bytes) -> tuple[bool, bool]:
    """Whether the artefacts, and the strict door, find nothing wrong."""
    try:
        by_artefacts = not judge(data).findings
    except gds.DecodeError:
        by_artefacts = False
    decode = xml_codec.decode if data.lstrip()[:1] == b"<" else json_codec.decode
    try:
        decode(data)
    except gds.GovDisclosureError:
        return by_artefacts, False
    return by_artefacts, True


def said(data: bytes) -> list[tuple[str, tuple[str, ...], str]]:
    return [(finding.rule, finding.at, finding.message("en")) for finding in judge(data).findings]


class TestTheVerdictIsTheModels:
    @FEWER
    @given(reports(max_paragraphs=3))
    def test_of_every_report(self, report):
        assert clean(json_codec.encode(report)) == (True, True)
        assert clean(xml_codec.encode(report)) == (True, True)

    @FEWER
    @given(st.sampled_from(["T3-ROW", "T3-OUTCOME", "T3-BALANCE", "T4-SUM"]).flatmap(broken))
    def test_of_a_broken_identity_with_its_cells_and_numbers(self, wrong):
        """What `check` says as one finding of two errors that cancel stands here as two."""

        def numbers(findings: Any) -> set[Any]:
            return {(f.rule, at) for f in findings if f.rule in gds.check(wrong).tally for at in f.at}

        for encoded in (json_codec.encode(wrong), xml_codec.encode(wrong)):
            judged = judge(encoded)
            checked = gds.check(wrong)
            assert numbers(judged.findings) == numbers(checked)
            assert judged.findings.tally == checked.tally
            # By rule too: a row's total may be wrong where the balance is.
            single = {(f.rule, f.at): f for f in judged.findings}
            for finding in checked.errors:
                if finding.variant != "offset":
                    same = single[finding.rule, finding.at]
                    assert (same.actual, same.expected) == (finding.actual, finding.expected)
                    assert same.difference == finding.difference
                    assert set(same.cells) == set(finding.cells)

    @FEWER
    @given(
        reports(max_paragraphs=2),
        st.sampled_from(COUNTS),
        st.one_of(
            st.integers(-3, 3),
            st.integers(2**53 - 2, 2**53 + 2),
            st.sampled_from([None, True, "1", 1.5, [], {}, ..., 10**500, 1e300]),
        ),
    )
    def test_of_a_json_document_with_one_cell_changed(self, report, address, value):
        by_artefacts, by_model = clean(with_value(document_of(report), address, value))
        assert by_artefacts == by_model

    @FEWER
    @given(
        reports(max_paragraphs=2),
        st.sampled_from(COUNTS),
        st.one_of(
            st.integers(-3, 3).map(str),
            st.integers(2**53 - 2, 2**53 + 2).map(str),
            st.sampled_from(["", " 1 ", "01", "1.0", "+1", "1e3", "１", "一", None, "9" * 500, "0" * 30]),
        ),
    )
    def test_of_an_xml_document_with_one_cell_changed(self, report, address, text):
        by_artefacts, by_model = clean(with_text(report, address, text))
        assert by_artefacts == by_model

    @FEWER
    @given(reports(max_paragraphs=2), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6))
    def test_of_any_text_as_the_organ(self, report, text):
        assert len(set(clean(with_value(document_of(report), "organ", text)))) == 1
        try:
            data = with_text(report, "organ", text)
        except ValueError:  # two characters that no XML document can hold
            return
        assert len(set(clean(data))) == 1

    @pytest.mark.parametrize(
        ("address", "value"),
        [
            ("unified_social_credit_code", "91350100M000100Y44"),  # the check character
            ("overview", ["一、总体情况"]),  # a section heading
            (AMOUNT, 0.1234567),  # decimal places
            (ISSUED, 12.0),  # JSON Schema calls it a whole number
        ],
    )
    def test_but_not_where_json_schema_has_no_words(self, report, address, value):
        value = value if address != ISSUED else float(report.proactive_disclosure.rules.issued)
        assert clean(with_value(document_of(report), address, value)) == (True, False)

    def test_a_key_that_stands_twice_is_beyond_them_too(self, report):
        data = json_codec.encode(report).replace(b'"year":2023', b'"year":2023,"year":2023')
        assert clean(data) == (True, False)

    @pytest.mark.parametrize(
        ("address", "text"), [("unified_social_credit_code", "91350100M000100Y44"), (AMOUNT, "0.1234567")]
    )
    def test_schematron_and_xsd_have_words_for_these(self, report, address, text):
        assert clean(with_text(report.model_copy(update={"unified_social_credit_code": "91350100M000100Y43"}), address, text)) == (False, False)  # fmt: skip


JSON_CASES: list[tuple[str, Any, list[tuple[str, str, str]]]] = [
    (ISSUED, ..., [("SHAPE-MISSING", ISSUED, "this field is missing.")]),
    ("remarks", 1, [("SHAPE-UNKNOWN", "remarks", "the form has no such field.")]),
    (ISSUED, None, [("SHAPE-BLANK", ISSUED, "blank, where a complete report has a number in every cell (0 where there were none).")]),
    (ISSUED, "12", [("SHAPE-VALUE", ISSUED, '“"12"” is not a whole number.')]),
    (ISSUED, True, [("SHAPE-VALUE", ISSUED, "“true” is not a whole number.")]),
    (ISSUED, -1, [("SHAPE-VALUE", ISSUED, "“-1” is less than 0.")]),
    (ISSUED, 2**53, [("SHAPE-VALUE", ISSUED, "“9007199254740992” is more than 9007199254740991.")]),
    (AMOUNT, "1", [("SHAPE-VALUE", AMOUNT, '“"1"” is not a number.')]),
    ("organ", 1, [("SHAPE-VALUE", "organ", "“1” is not a text.")]),
    ("organ", "", [("TEXT-EMPTY", "organ", "a text must not be empty.")]),
    ("organ", " 市", [("SHAPE-VALUE", "organ", '“" 市"” is not written as it should be.')]),
    ("organ", "市" * 201, [("TEXT-LENGTH", "organ", "a text of 201 characters, the limit is 200.")]),
    ("overview", "无", [("SHAPE-VALUE", "overview", '“"无"” is not an array.')]),
    ("overview", ["无", ""], [("TEXT-EMPTY", "overview.1", "a text must not be empty.")]),
    ("remedies", [], [("SHAPE-VALUE", "remedies", "“[” is not an object.")]),
    ("edition", "2019", [("SHAPE-VALUE", "edition", '“"2019"” should be 2021.')]),
    ("publication_date", "2024-02-30", [("SHAPE-VALUE", "publication_date", '“"2024-02-30"” is not a date (year-month-day).')]),
    ("source_url", "http://" + "a" * 2042, [("SHAPE-VALUE", "source_url", f"“\"http://{'a' * 52}…” is longer than 2048 characters.")]),
    (
        "remedies.reconsideration.total",
        0,
        [("T4-SUM", "remedies.reconsideration.total", "administrative reconsideration › total: the total is printed as 0, but its parts add up to 440; the total was probably left out.")],
    ),
]  # fmt: skip

XML_CASES: list[tuple[str, str | None, list[tuple[str, str, str]]]] = [
    (ISSUED, None, [("XML-ELEMENT", "proactive_disclosure.rules.repealed", "the element should be issued, not repealed.")]),
    ("proactive_disclosure.rules.in_force", None, [("XML-ELEMENT", "proactive_disclosure.rules", "the element rules lacks in_force.")]),
    (ISSUED, "", [("SHAPE-BLANK", ISSUED, "blank, where a complete report has a number in every cell (0 where there were none).")]),
    (ISSUED, "-1", [("XML-NUMBER", ISSUED, "“-1” is not a number of this format (ASCII digits, no sign, no leading zeros, no separators, no exponent).")]),
    (ISSUED, "9007199254740992", [("SHAPE-VALUE", ISSUED, "“9007199254740992” is more than 9007199254740991.")]),
    (AMOUNT, "0.1234567", [("SHAPE-VALUE", AMOUNT, "“0.1234567” has more than 6 decimal places.")]),
    (AMOUNT, "1234567890123.456", [("SHAPE-VALUE", AMOUNT, "“1234567890123.456” has more than 15 digits.")]),
    ("year", "2018", [("SHAPE-VALUE", "year", "“2018” is less than 2019.")]),
    ("organ", "", [("TEXT-EMPTY", "organ", "a text must not be empty.")]),
    ("organ", "市" * 201, [("TEXT-LENGTH", "organ", "a text of 201 characters, the limit is 200.")]),
    ("organ", " 市", [("SHAPE-VALUE", "organ", "“ 市” is not written as it should be.")]),
    ("overview.paragraph", "一、总体情况", [("TEXT-HEADING", "overview.0", "a paragraph equals the section heading 一、总体情况; the text layout could not tell them apart.")]),
    ("overview", "文字", [("XML-TEXT", "overview", "text stands where only elements may: “文字”.")]),
    ("unified_social_credit_code", "91350100M000100Y44", [("CREDIT-CODE", "unified_social_credit_code", "the check character of the unified social credit code should be 3, not 4.")]),
    ("unified_social_credit_code", "1", [("SHAPE-VALUE", "unified_social_credit_code", "“1” is not written as it should be.")]),
    ("publication_date", "2024-02-30", [("SHAPE-VALUE", "publication_date", "“2024-02-30” is not a date (year-month-day).")]),
    ("source_url", "http://" + "a" * 2042, [("SHAPE-VALUE", "source_url", f"“http://{'a' * 53}…” is longer than 2048 characters.")]),
]  # fmt: skip


@pytest.fixture(scope="module")
def full(report: gds.AnnualReport) -> gds.AnnualReport:
    """With every optional field of the header."""
    return gds.AnnualReport.model_validate_json(
        json.dumps(
            document_of(report)
            | {
                "unified_social_credit_code": "91350100M000100Y43",
                "administrative_division_code": "321300",
                "publication_date": "2024-01-31",
                "source_url": "https://www.example.gov.cn/a.html",
            }
        )
    )


class TestFindings:
    """Rule, address, whole message, and place."""

    @pytest.mark.parametrize(("address", "value", "due"), JSON_CASES, ids=lambda case: str(case)[:30])
    def test_of_json(self, full, address, value, due):
        data = with_value(document_of(full), address, value)
        shape = [found for found in said(data) if not (found[0].startswith("T3") or found[0].startswith("T4"))]
        found = shape or said(data)
        assert [(rule, at[0], message) for rule, at, message in found] == due

    @pytest.mark.parametrize(("address", "text", "due"), XML_CASES, ids=lambda case: str(case)[:30])
    def test_of_xml(self, full, address, text, due):
        assert [(rule, at[0], message) for rule, at, message in said(with_text(full, address, text))] == due

    def test_an_attribute_and_an_element_within_a_cell(self, full):
        data = (
            xml_codec.encode(full)
            .replace(b"<issued>", b'<issued unit="a">', 1)
            .replace(b"<repealed>", b"<repealed><b/>", 1)
        )
        assert said(data) == [
            ("XML-ATTRIBUTE", (ISSUED,), "the attribute unit does not belong to this format."),
            ("XML-ELEMENT", ("proactive_disclosure.rules.repealed.b",), "no element should stand here, but b does."),
            (
                "SHAPE-BLANK",
                ("proactive_disclosure.rules.repealed",),
                "blank, where a complete report has a number in every cell (0 where there were none).",
            ),
        ]  # fmt: skip

    def test_places_are_lines_and_columns(self, full):
        data = with_value(document_of(full), ISSUED, -1)
        (finding,) = judge(data).findings
        line = data.decode().splitlines()[finding.position.line - 1]
        assert line[finding.position.column - 1 :] == "-1,"
        data = with_text(full, ISSUED, "-1")
        (finding,) = judge(data).findings
        assert data.decode().splitlines()[finding.position.line - 1].strip() == "<issued>-1</issued>"

    def test_an_identity_that_needs_what_is_no_number_is_neither_passed_nor_failed(self, full):
        for data in (
            with_value(document_of(full), "remedies.reconsideration.pending", None),
            with_text(full, "remedies.reconsideration.pending", ""),
        ):
            judged = judge(data)
            assert judged.findings.tally["T4-SUM"] == (2, 0, 1)
            assert not judged.complete

    def test_what_is_read_of_the_header(self, full):
        for name, data in (("json", json_codec.encode(full)), ("xml", xml_codec.encode(full))):
            judged = judge(data)
            assert judged[:4] == (name, "2021", "宿迁市", 2023)
            assert judged.complete


class TestRefuses:
    @pytest.mark.parametrize(
        ("data", "due"),
        [
            (b"", "FILE-EMPTY: the file is empty."),
            (b"text", "FILE-FORMAT: unknown format text; known: json, xml."),
            (b"{", "1:2: JSON-SYNTAX: not well-formed JSON: Expecting property name enclosed in double quotes."),
            (b'{"a": NaN}', "JSON-SYNTAX: not well-formed JSON: NaN is no JSON."),
            (b'{"a":' + b"[" * 100_000, "JSON-SYNTAX: not well-formed JSON: nested too deeply."),
            (b"{}", f"1:1: JSON-SCHEMA [schema_id]: the document names no schema; schema_id should be {URNS}."),
            (
                b'{"schema_id": "urn:x"}',
                f"1:15: JSON-SCHEMA [schema_id]: the document names the schema urn:x; this is a reader of {URNS}.",
            ),
            (b"<a/>", f"1:1: XML-ROOT: the root element is a; this is a reader of {ROOTS}."),
            (b"<a>", "1:4: XML-SYNTAX: not well-formed XML: Premature end of data in tag a line 1."),
            (
                b"<!DOCTYPE a><a/>",
                "1:1: XML-DOCTYPE: the document has a document type declaration, which is refused.",
            ),
        ],
        ids=lambda case: str(case)[:24],
    )
    def test_whole_messages(self, data, due):
        with pytest.raises(gds.DecodeError) as error:
            judge(data)
        assert error.value.message() == due


class TestCommand:
    @pytest.fixture(autouse=True)
    def _in_a_folder_of_its_own(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("LC_ALL", "C")

    def run(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
        return cli.main(["check", "--against", "schema", *arguments]), *capsys.readouterr()

    def test_clean_and_failed_and_unreadable(self, capsys, full):
        Path("a.xml").write_bytes(xml_codec.encode(full))
        Path("b.json").write_bytes(with_value(document_of(full), ISSUED, -1))
        Path("c.txt").write_text("report")
        code, out, err = self.run(capsys, "a.xml", "b.json", "c.txt")
        tally = (
            "  42 identities (passed/failed/not assessable): 42/0/0; of these "
            "T3-ROW 25/0/0, T3-OUTCOME 7/0/0, T3-BALANCE 7/0/0, T4-SUM 3/0/0\n"
        )
        place = judge(Path("b.json").read_bytes()).findings[0].position
        assert (code, out, err) == (
            3,
            (
                f"a.xml: passed (errors 0, warnings 0, infos 0)\n{tally}\n"
                f"b.json: failed (errors 1, warnings 0, infos 0)\n{tally}"
                f"  error {place.line}:{place.column} SHAPE-VALUE  “-1” is less than 0.\n"
                "    issued this year [proactive_disclosure.rules.issued]\n\n"
                "c.txt: cannot be read (errors 1, warnings 0, infos 0)\n"
                "  error FILE-FORMAT  unknown format text; known: json, xml.\n\n"
                "3 files: passed: 1, failed: 1, cannot be read: 1.\n"
            ),
            "",
        )

    def test_as_json(self, capsys, full):
        Path("b.xml").write_bytes(with_text(full, ISSUED, ""))
        code, out, err = self.run(capsys, "b.xml", "--format", "json")
        assert (code, err) == (1, "")
        (found,) = json.loads(out)
        assert {key: found[key] for key in ("verdict", "format", "edition", "organ", "year", "complete")} == {
            "verdict": "failed",
            "format": "xml",
            "edition": "2021",
            "organ": "宿迁市",
            "year": 2023,
            "complete": False,
        }
        assert [(finding["rule"], finding["at"]) for finding in found["findings"]] == [("SHAPE-BLANK", [ISSUED])]

    def test_the_model_is_what_is_asked_by_default(self, capsys, full):
        Path("a.json").write_bytes(with_value(document_of(full), "overview", ["一、总体情况"]))
        assert self.run(capsys, "a.json")[0] == 0
        assert cli.main(["check", "a.json"]) == 3
        assert cli.main(["check", "--against", "model", "a.json"]) == 3
