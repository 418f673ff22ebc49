"""JSON: what is refused, by which rule, at which line and column; nothing else is proven here (see the round trips)."""

from __future__ import annotations

import json
import re
import sys
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import json as codec
from gov_disclosure_schema.codecs.json import decode, encode, surely_read
from gov_disclosure_schema.editions import FORMS
from gov_disclosure_schema.json_source import nodes
from gov_disclosure_schema.testing import published_reports, reports
from gov_disclosure_schema.testing.seeded import published_of

SCHEMA = "urn:gov-disclosure-schema:annual-report:2021:1"
ISSUED = '"issued":2,'
AMOUNT = '"amount":59237.2449'


@pytest.fixture
def document(report: gds.AnnualReport) -> str:
    return encode(report).decode()


def spread(document: str) -> str:
    """The same document over many lines, so that line and column matter."""
    return json.dumps(json.loads(document), ensure_ascii=False, indent=1)


def refusal(data: str | bytes, model: type[gds.PublishedReport] = gds.AnnualReport) -> gds.GovDisclosureError:
    with pytest.raises(gds.GovDisclosureError) as refused:
        decode(data if isinstance(data, bytes) else data.encode(), model)
    assert refused.value.__cause__ is None
    return refused.value


def where(document: str, what: str, offset: int = 0) -> str:
    """Line and column of a piece of text, as they stand before a message."""
    at = document.index(what) + offset
    return f"{document.count(chr(10), 0, at) + 1}:{at - document.rfind(chr(10), 0, at)}"


class TestCanonical:
    """Canonical JSON is compact, in the order of the form, UTF-8, one line."""

    def test_to_the_letter(self, report):
        document = encode(report).decode()
        assert document.startswith(f'{{"schema_id":"{SCHEMA}","edition":"2021","organ":"宿迁市","year":2023,"')
        assert document.endswith('"]}\n')
        assert "\n" not in document[:-1]
        assert AMOUNT in document
        assert list(json.loads(document)) == [
            field for field in gds.PublishedReport.model_fields if getattr(report, field) is not None
        ]

    @given(published_reports())
    def test_compact_without_escapes_that_json_does_not_need(self, report):
        document = encode(report).decode()
        numbers = json.loads(document, parse_float=lambda written: f"\0{written}")
        due = json.dumps(numbers, ensure_ascii=False, separators=(",", ":"))
        assert document == re.sub(r'"\\u0000([0-9.]+)"', r"\1", due) + "\n"

    @pytest.mark.parametrize("amount", ["0.000001", "0.000009", "0.00001", "0.000012", "0.1", "0", "999999999.999999"])
    def test_amounts_are_written_plainly(self, document, amount):
        written = document.replace(AMOUNT, f'"amount":{amount}')
        assert encode(decode(written.encode())).decode() == written

    def test_a_paragraph_that_spells_a_tiny_amount_is_left_alone(self, report):
        texts = ("amount", '"amount":1e-6', '\\"amount":1e-6', '"amount":1e-06')
        fields: dict[str, Any] = report.model_dump() | {"overview": texts}
        tiny = decode(encode(report).replace(AMOUNT.encode(), b'"amount":0.000001')).proactive_disclosure
        odd = gds.AnnualReport.model_validate(fields | {"proactive_disclosure": tiny.model_dump()})
        assert decode(encode(odd)) == odd
        assert json.loads(encode(odd))["overview"] == list(texts)


class TestNotJson:
    """What is not well-formed JSON is refused at the character where it stops being so."""

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"", "FILE-EMPTY: the file is empty."),
            (b" \r\n\t ", "FILE-EMPTY: the file is empty."),
            (b"{", "1:1: JSON-SYNTAX: not well-formed JSON: EOF while parsing an object."),
            ('{"机关":"宿迁市", "x":}'.encode(), "1:18: JSON-SYNTAX: not well-formed JSON: expected value."),
            ('{\n "机关": 1,\n "年": 02}'.encode(), "3:8: JSON-SYNTAX: not well-formed JSON: invalid number."),
            ('{"a": 1,\n"机关": x,\n"b": 2}'.encode(), "2:7: JSON-SYNTAX: not well-formed JSON: expected value."),
            ('{"a": 1,\n"机关": x}'.encode(), "2:7: JSON-SYNTAX: not well-formed JSON: expected value."),
            (b'{"a": 1,}', "1:9: JSON-SYNTAX: not well-formed JSON: trailing comma."),
            (b"{'a': 1}", "1:2: JSON-SYNTAX: not well-formed JSON: key must be a string."),
            (b'{"a": +1}', "1:7: JSON-SYNTAX: not well-formed JSON: expected value."),
            (b"{} {}", "1:4: JSON-SYNTAX: not well-formed JSON: trailing characters."),
            (b'["\\ud800"]', "1:9: JSON-SYNTAX: not well-formed JSON: unexpected end of hex escape."),
            (b"[" * 300 + b"]" * 300, "1:202: JSON-SYNTAX: not well-formed JSON: recursion limit exceeded."),
            (
                b"\xef\xbb\xbf{}",
                "1:1: FILE-ENCODING: the file begins with a byte order mark, which the canonical format forbids.",
            ),
            (
                '{"机关": 1}'.encode("gb18030"),
                (
                    "1:3: FILE-ENCODING: not UTF-8 but probably GBK/GB18030 (from byte 3 on); convert it first: iconv -f "
                    "GB18030 -t UTF-8."
                ),
            ),
            (b'{\n"\xe6\x9c\xff": 1}', "2:2: FILE-ENCODING: not UTF-8 from byte 4 on."),
            (b'["\xed\xa0\x80"]', "1:3: FILE-ENCODING: not UTF-8 from byte 3 on."),
            (b'{"a": "\0"}', "FILE-BINARY: this is a binary file (NUL), not text."),
            (b"PK\x03\x04\x14\0", "FILE-BINARY: this is a binary file (ZIP: Word, Excel), not text."),
            (b"%PDF-1.7", "FILE-BINARY: this is a binary file (PDF), not text."),
        ],
    )
    def test_told_with_its_place(self, data, message):
        error = refusal(data)
        assert error.message() == message
        assert type(error) is gds.DecodeError

    @given(st.data())
    def test_no_document_that_was_cut_gets_through(self, data):
        whole = encode(data.draw(reports(max_paragraphs=2)))
        assert refusal(whole[: data.draw(st.integers(0, len(whole) - 2))]).message("zh")

    @given(st.data())
    def test_no_document_that_was_spoiled_breaks_the_reader(self, data):
        """It is read as another report, which is written to the same effect, or refused by an error of our own."""
        whole = encode(data.draw(reports(max_paragraphs=2)))
        at = data.draw(st.integers(0, len(whole) - 2))
        spoiled = whole[:at] + data.draw(st.binary(min_size=1, max_size=3)) + whole[at + 1 :]
        with suppress(gds.GovDisclosureError):
            report = decode(spoiled)
            assert decode(encode(report)) == report

    @given(st.binary())
    @example(b'{"\\ud800": 1}')
    @example(b"[1e400]")
    @example(b'{"a":1,"a":[{}]}')
    def test_no_bytes_break_the_reader(self, data):
        assert refusal(data, gds.PublishedReport).findings


class TestSchemaMismatch:
    """A document of another schema or edition gets one error, whatever else it holds."""

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            (
                f'"{SCHEMA}"',
                '"urn:other:1"',
                f"the document names the schema urn:other:1; this is a reader of {SCHEMA}.",
            ),
            (f'"{SCHEMA}"', '{"a": 1}', "the document names the schema {; this is a reader of " + SCHEMA + "."),
            (
                '"edition": "2021"',
                '"edition": "1999"',
                "the document names edition 1999; the editions known are 2019, 2021.",
            ),
            (
                '"edition": "2021"',
                '"edition": 2021',
                "the document names edition 2021; the editions known are 2019, 2021.",
            ),
        ],
    )
    def test_named_otherwise(self, document, old, new, message):
        other = spread(document).replace(old, new, 1).replace('"issued": 2', '"issued": "2"')
        error = refusal(other)
        assert type(error) is gds.SchemaMismatch
        field = "schema_id" if SCHEMA in old else "edition"
        at = where(other, f'"{field}": ', len(f'"{field}": '))
        assert error.message() == f"{at}: JSON-SCHEMA [{field}]: {message}"

    def test_a_document_of_a_later_version_with_other_fields(self):
        later = {"schema_id": SCHEMA.replace(":1", ":2"), "edition": "2021", "summary": [], "tables": {"a": 1}}
        assert refusal(json.dumps(later)).message("zh") == (
            f"1:15: JSON-SCHEMA [schema_id]: 文件声明的模式是“{SCHEMA[:-1]}2”，本程序只读“{SCHEMA}”。"
        )

    @pytest.mark.parametrize("spoil", ['"issued":2', '"issued":"2"'])
    def test_a_document_that_names_no_schema(self, document, spoil):
        other = document.replace(f'"schema_id":"{SCHEMA}",', "").replace('"issued":2', spoil)
        assert refusal(other).message() == (
            f"1:1: JSON-SCHEMA [schema_id]: the document names no schema; schema_id should be {SCHEMA}."
        )
        assert refusal(other).message("zh") == (
            f"1:1: JSON-SCHEMA [schema_id]: 文件没有声明模式（schema_id 应为“{SCHEMA}”）。"
        )

    def test_a_document_that_names_no_edition(self, document):
        other = document.replace('"edition":"2021",', "")
        assert refusal(other).message() == (
            "1:1: JSON-SCHEMA [edition]: the document names no edition of the form; the editions known are 2019, 2021."
        )
        assert type(refusal("{}")) is gds.SchemaMismatch

    @pytest.mark.parametrize(("data", "shown"), [("[]", "["), ("null", "null"), ("7", "7"), ('"a"', '"a"')])
    def test_what_is_no_object_is_told_to_be_none(self, data, shown):
        error = refusal(data)
        assert error.message() == f"1:1: SHAPE-VALUE: “{shown}” is not an object."
        assert type(error) is gds.InvalidReport


class TestDuplicates:
    """A key that stands twice is refused, at its second place, whatever stands beside it and however it is spelled."""

    @pytest.mark.parametrize(
        ("old", "new", "again"),
        [
            (ISSUED, '"issued":2,"issued":2,', '"issued":2,"repealed"'),
            (ISSUED, '"issued":7,"issued":2,', '"issued":2,"repealed"'),
            (ISSUED, '"issued":null,"issued":2,', '"issued":2,"repealed"'),
            (ISSUED, '"iss\\u0075ed":2,"issued":2,', '"issued":2,"repealed"'),
            (ISSUED, '"issued":2,"iss\\u0075ed":2,', '"iss\\u0075ed"'),
            (ISSUED, '"issued":[":","\\""],"issued":2,', '"issued":2,"repealed"'),
            (ISSUED, '"issued":2,\n\t"issued"  :2,', '"issued"  :'),
            (ISSUED, f'"issued":{"9" * 4000},"issued":2,', '"issued":2,"repealed"'),
            (ISSUED, '"issued":"x","issued":"y",', '"issued":"y"'),
        ],
    )
    def test_a_cell(self, document, old, new, again):
        other = document.replace(old, new, 1)
        error = refusal(other)
        assert type(error) is gds.DecodeError
        assert error.message() == (
            f"{where(other, again)}: JSON-DUPLICATE [proactive_disclosure.rules.issued]: the key issued stands twice."
        )
        assert error.message("zh").endswith("键“issued”重复。")

    def test_every_one_is_told(self, document):
        other = document.replace(ISSUED, ISSUED * 3).replace('"year":2023', '"year":2023,"year":2023')
        assert [finding.at for finding in refusal(other).findings] == [
            ("year",),
            ("proactive_disclosure.rules.issued",),
            ("proactive_disclosure.rules.issued",),
        ]

    def test_the_number_of_digits_that_python_converts_does_not_matter(self, document):
        limit = sys.get_int_max_str_digits()
        sys.set_int_max_str_digits(640)
        try:
            assert [
                finding.rule for finding in refusal(document.replace(ISSUED, f'"issued":{"9" * 700},{ISSUED}')).findings
            ] == ["JSON-DUPLICATE"]
        finally:
            sys.set_int_max_str_digits(limit)

    @given(data=st.data())
    def test_any_key_of_any_document(self, data):
        """Texts full of colons, quotes, braces and escapes do not hide a second key, nor feign one."""
        text = encode(data.draw(published_reports(max_paragraphs=3))).decode()
        inner = [node for node in nodes(text) if node.path and isinstance(node.path[-1], str)]
        chosen = data.draw(st.sampled_from(inner))
        key = json.dumps(chosen.path[-1])
        start = text.rindex(key, 0, chosen.offset)
        first = data.draw(
            st.sampled_from([f"{key}:0,", f'{key}:"",', f'{key}:":::",', f'{key}:["a:b"],', f"{key}:null,"])
        )
        error = refusal(text[:start] + first + text[start:], gds.PublishedReport)
        assert [(finding.rule, finding.at) for finding in error.findings] == [
            ("JSON-DUPLICATE", (".".join(map(str, chosen.path)),))
        ]

    @given(published_reports(max_paragraphs=3))
    def test_escapes_that_are_none_needed_are_read(self, report):
        """Every character of every string and key escaped: another spelling of the same document."""
        plain = json.loads(encode(report), parse_float=Decimal)
        assert decode(_escaped(plain).encode(), gds.PublishedReport) == report


def test_as_many_values_as_a_document_may_have(document, monkeypatch):
    """The bound is on commas, one for each value but the first; a real report is far below it."""
    assert codec.VALUES_MAX == 1_000_000
    commas = document.count(",")
    for most, refused in ((commas + 1, False), (commas, True), (commas - 1, True)):
        monkeypatch.setattr(codec, "VALUES_MAX", most)
        if refused:
            assert refusal(document).findings[0].rule == "FILE-TOO-LARGE"
        else:
            assert encode(decode(document.encode())) == document.encode()


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_values_too_many_are_counted(monkeypatch, count):
    monkeypatch.setattr(codec, "VALUES_MAX", 1)
    values = ",".join(['","'] * count)
    assert refusal(f"[{values}]").findings[0].facts == {"count": count, "limit": 1}


def test_a_string_without_end_hides_its_commas(monkeypatch):
    """It goes to the end of the document, however many quotes are in it, and is not looked at once for each of them."""
    monkeypatch.setattr(codec, "VALUES_MAX", 10)
    assert refusal(b'["' + b'\\",' * 1_000_000).findings[0].rule == "JSON-SYNTAX"
    assert refusal(b'["",' + b'"\\",\\",",' * 9 + b'""').findings[0].rule == "FILE-TOO-LARGE"
    assert refusal(b'["",' + b'"\\",\\",",' * 8 + b'""').findings[0].rule == "JSON-SYNTAX"


class TestSurelyRead:
    """What a glance at the document proves is not looked at again; what it cannot prove is, and no other."""

    @pytest.mark.parametrize("form", FORMS)
    def test_a_canonical_document_needs_no_second_look(self, form):
        for seed in range(20):
            report = published_of(seed, form)
            data = encode(report)
            assert surely_read(data, decode(data, gds.PublishedReport))

    def test_colons_in_every_text_are_counted(self, report):
        texts = {"organ": "a:b市", "source_url": "https://a:80/::", "overview": (":", "a::b"), "other_matters": ("x:",)}
        held = decode(encode(report.model_copy(update=texts)))
        assert surely_read(encode(held), held)

    def test_however_many_they_are(self, report):
        held = decode(encode(report.model_copy(update={"overview": (":" * 1000,)})))
        assert surely_read(encode(held), held)

    @pytest.mark.parametrize("said", ["a:", "a:::"])
    def test_another_number_of_colons_than_those_of_the_texts_does(self, report, said):
        held, other = (decode(encode(report.model_copy(update={"overview": (text,)}))) for text in ("a::", said))
        assert not surely_read(encode(other), held)

    def test_neither_does_one_over_many_lines(self, document):
        wide = spread(document).replace('":', '" \t:\n').encode()
        assert surely_read(wide, decode(wide))

    @pytest.mark.parametrize("written", ["59237.24490", "5.92372449e4", "592372449E-4"])
    def test_neither_does_another_way_of_writing_an_amount(self, document, written):
        data = document.replace("59237.2449", written).encode()
        assert surely_read(data, decode(data))

    def test_a_letter_written_as_its_number_does(self, report):
        held = decode(encode(report.model_copy(update={"overview": ("a\\b",)})))
        assert surely_read(encode(held), held)
        data = encode(held).replace(b'"organ"', rb'"org\u0061n"')
        assert not surely_read(data, decode(data))

    def test_a_key_that_stands_twice_does(self, document):
        assert not surely_read(document.replace(ISSUED, ISSUED * 2, 1).encode(), decode(document.encode()))

    @pytest.mark.parametrize("written", ["59237.24490000000001", "592372449", "59237.24", "null"])
    def test_an_amount_that_is_another_one_does(self, document, written):
        data = document.replace("59237.2449", written).encode()
        assert not surely_read(data, decode(document.encode()))


def _escaped(value: Any) -> str:
    if isinstance(value, str):
        units = value.encode("utf-16-be")
        return '"' + "".join(f"\\u{units[n]:02x}{units[n + 1]:02X}" for n in range(0, len(units), 2)) + '"'
    if isinstance(value, dict):
        return "{" + ",".join(f"{_escaped(key)} : {_escaped(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_escaped, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value)


class TestNumbers:
    """A number is kept exactly or refused; nothing is coerced."""

    @pytest.mark.parametrize(
        ("written", "message"),
        [
            ('"12"', 'SHAPE-VALUE [{at}]: “"12"” is not a whole number.'),
            ("true", "SHAPE-VALUE [{at}]: “true” is not a whole number."),
            ("12.5", "SHAPE-VALUE [{at}]: “12.5” is not a whole number."),
            ("12.0", "SHAPE-VALUE [{at}]: “12.0” is not a whole number."),
            ("1e2", "SHAPE-VALUE [{at}]: “1e2” is not a whole number."),
            ("NaN", "SHAPE-VALUE [{at}]: “NaN” is not a whole number."),
            ("-Infinity", "SHAPE-VALUE [{at}]: “-Infinity” is not a whole number."),
            ("[2]", "SHAPE-VALUE [{at}]: “[” is not a whole number."),
            ("-1", "SHAPE-VALUE [{at}]: “-1” is less than 0."),
            ("9007199254740992", "SHAPE-VALUE [{at}]: “9007199254740992” is more than 9007199254740991."),
            ("9" * 70, "SHAPE-VALUE [{at}]: “" + "9" * 60 + "…” is more than 9007199254740991."),
            (
                "null",
                "SHAPE-BLANK [{at}]: blank, where a complete report has a number in every cell (0 where there were none).",
            ),
        ],
    )
    def test_of_counts(self, document, written, message):
        other = spread(document).replace('"issued": 2,', f'"issued": {written},', 1)
        at = where(other, '"issued": ', len('"issued": '))
        error = refusal(other)
        assert error.message() == f"{at}: " + message.format(at="proactive_disclosure.rules.issued")
        assert type(error) is gds.InvalidReport

    @pytest.mark.parametrize(
        ("written", "message"),
        [
            (
                "0.1000000000000000000001",
                "JSON-NUMBER [{at}]: 0.1000000000000000000001 has more digits than common parsers keep.",
            ),
            (
                "59237.24490000000000001",
                "JSON-NUMBER [{at}]: 59237.24490000000000001 has more digits than common parsers keep.",
            ),
            (
                "999999999999999.00000001",
                "JSON-NUMBER [{at}]: 999999999999999.00000001 has more digits than common parsers keep.",
            ),
            ("1e-400", "JSON-NUMBER [{at}]: 1e-400 has more digits than common parsers keep."),
            (
                "1e-99999999999999999999",
                "JSON-NUMBER [{at}]: 1e-99999999999999999999 has more digits than common parsers keep.",
            ),
            ("0.1234567", "SHAPE-VALUE [{at}]: “0.1234567” has more than 6 decimal places."),
            ("1e15", "SHAPE-VALUE [{at}]: “1e15” has more than 15 digits."),
            ("1234567890.123456", "SHAPE-VALUE [{at}]: “1234567890.123456” has more than 15 digits."),
            ("-0.5", "SHAPE-VALUE [{at}]: “-0.5” is less than 0."),
            ("1e400", "SHAPE-VALUE [{at}]: “1e400” is not a finite number."),
            ("NaN", "SHAPE-VALUE [{at}]: “NaN” is not a finite number."),
            ('"5"', 'SHAPE-VALUE [{at}]: “"5"” is not a number.'),
            (
                "null",
                "SHAPE-BLANK [{at}]: blank, where a complete report has a number in every cell (0 where there were none).",
            ),
        ],
    )
    @pytest.mark.parametrize("narrative", ['"一段。"', '"\\"amount\\": 59237.2449"', '"amount"', '"\\u0061mount"'])
    def test_of_amounts_whatever_the_narrative_says(self, document, written, message, narrative):
        fields = json.loads(document)
        other = document.replace(AMOUNT, f'"amount": {written}', 1)
        other = other.replace(f'"overview":["{fields["overview"][0]}"', f'"overview":[{narrative}', 1)
        assert narrative in other
        error = refusal(other)
        at = where(other, '"amount": ' + written, len('"amount": '))
        assert error.message() == f"{at}: " + message.format(at="proactive_disclosure.fees.amount")

    def test_a_key_with_an_escape_hides_no_rounding(self, document):
        other = document.replace(AMOUNT, '"amoun\\u0074":0.1000000000000000000001', 1)
        assert [finding.rule for finding in refusal(other).findings] == ["JSON-NUMBER"]

    @pytest.mark.parametrize(
        ("written", "canonical"),
        [("5.0", "5"), ("1e3", "1000"), ("1E-6", "0.000001"), ("-0", "0"), ("-0.0", "0"), ("0e5", "0")],
    )
    def test_another_way_of_writing_an_amount_is_read_as_the_same(self, document, written, canonical):
        read = decode(document.replace(AMOUNT, f'"amount" : {written}').encode())
        assert encode(read).decode() == document.replace(AMOUNT, f'"amount":{canonical}')


class TestShape:
    """Each fault of the shape is one finding, at its line and column."""

    def refused(self, document: str) -> list[str]:
        return refusal(document).message().split("\n")

    def test_a_missing_field_is_told_at_the_part_that_lacks_it(self, document):
        other = spread(document).replace('"issued": 2,', "", 1)
        at = where(other, '"rules": {', len('"rules": '))
        assert self.refused(other) == [
            f"{at}: SHAPE-MISSING [proactive_disclosure.rules.issued]: this field is missing."
        ]

    def test_an_unknown_field_is_told_at_its_value(self, document):
        other = spread(document).replace('"issued": 2,', '"issued": 2, "remarks": {"a": [1]},', 1)
        at = where(other, '{"a": [1]}')
        assert self.refused(other) == [
            f"{at}: SHAPE-UNKNOWN [proactive_disclosure.rules.remarks]: the form has no such field."
        ]

    def test_a_list_of_faults_in_one_error(self, document):
        fields = json.loads(document)
        fields["organ"] = "某市 "
        fields["year"] = 1999
        fields["overview"] = ["一段。", "", "两  格", "一、总体情况。"]
        fields["other_matters"] = "无。"
        fields["publication_date"] = "1706659200"
        fields["unified_social_credit_code"] = "91350100M000100Y44"
        fields["administrative_division_code"] = "3213"
        fields["source_url"] = "ftp://a"
        del fields["requests"]["received"]
        other = json.dumps(fields, ensure_ascii=False, indent=1)
        assert [line.partition(": ")[2] for line in self.refused(other)] == [
            "TEXT-EDGE [organ]: a text must not begin or end with white space.",
            "SHAPE-VALUE [year]: “1999” is less than 2019.",
            "CREDIT-CODE [unified_social_credit_code]: the check character of the unified social credit code should be 3, not 4.",
            'SHAPE-VALUE [administrative_division_code]: “"3213"” is not written as it should be.',
            'SHAPE-VALUE [publication_date]: “"1706659200"” is not a date (year-month-day).',
            'SHAPE-VALUE [source_url]: “"ftp://a"” is not written as it should be.',
            "TEXT-EMPTY [overview.1]: a text must not be empty.",
            "TEXT-SPACES [overview.2]: two spaces in a row at character 2, which HTML would make one.",
            "SHAPE-MISSING [requests.received]: this field is missing.",
            'SHAPE-VALUE [other_matters]: “"无。"” is not an array.',
        ]
        for finding in refusal(other).findings:
            value = fields["overview"][int(finding.at[0][-1])] if "overview" in finding.at[0] else None
            assert finding.position is not None
            line = other.split("\n")[finding.position.line - 1]
            if value is not None:
                assert line[finding.position.column - 1 :].startswith(json.dumps(value, ensure_ascii=False))

    def test_broken_identities_with_the_place_of_the_total(self, document):
        other = spread(document)
        total = json.loads(document)["remedies"]["reconsideration"]["total"]
        at = other.index('"total": ', other.index('"reconsideration"')) + len('"total": ')
        other = other[:at] + str(total + 1) + other[at + len(str(total)) :]
        assert self.refused(other) == [
            (
                f"{where(other[:at] + '♯', '♯')}: T4-SUM [remedies.reconsideration.total]: administrative reconsideration › total: "
                f"printed {total + 1}, but the four results add up to {total}, difference +1."
            )
        ]

    def test_a_published_report_may_have_what_an_annual_report_may_not(self, document):
        fields = json.loads(document)
        fields["organ"] = fields["year"] = fields["remedies"]["reconsideration"]["total"] = None
        fields["requests"]["received"]["total"] += 1
        data = json.dumps(fields).encode()
        published = decode(data, gds.PublishedReport)
        assert published.title is None
        assert [(finding.rule, finding.at) for finding in refusal(data).findings] == [
            ("SHAPE-VALUE", ("organ",)),
            ("SHAPE-BLANK", ("year",)),
            ("T3-ROW", ("requests.received.total",)),
            ("T3-BALANCE", ("requests.carried_forward.total",)),
            ("SHAPE-BLANK", ("remedies.reconsideration.total",)),
        ]
