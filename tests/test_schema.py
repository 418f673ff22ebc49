"""The published JSON Schema takes what the model takes, and refuses what the model's shape refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, strategies as st
from jsonschema import Draft202012Validator
from laws_of_seeds import report_of

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs.json import decode, encode
from gov_disclosure_schema.editions import EDITIONS, LATEST
from gov_disclosure_schema.testing import broken, reports


def addresses(edition: str, kind: str) -> list[str]:
    return [cell.address for cell in gds.cells(edition) if cell.kind == kind]


def parts(edition: str) -> list[str]:
    return sorted({cell.address.rpartition(".")[0] for cell in gds.cells(edition)})


@pytest.fixture(scope="module")
def reports_of(report) -> dict[str, gds.AnnualReport]:
    """A report of every edition, with cells that are many and not 0, with an overview and all that may be left out."""
    return {name: report if name == report.edition else report_of(0, name) for name in EDITIONS}


@cache
def validator(edition: str) -> Draft202012Validator:
    schema = json.loads(gds.schema("json", edition))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def document_of(report: gds.PublishedReport) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(encode(report))
    return document


def with_value(document: dict[str, Any], address: str, value: object) -> dict[str, Any]:
    """A document with another value at an address; `...` leaves the key out."""
    *path, leaf = address.split(".")
    whole = json.loads(json.dumps(document))
    part = whole
    for step in path:
        part = part[step]
    if value is ...:
        part.pop(leaf, None)
    else:
        part[leaf] = value
    return whole


def both(document: Any, edition: str = LATEST.name) -> tuple[bool, bool]:
    """Whether the edition's schema takes a document, and whether the strict door does."""
    try:
        decode(json.dumps(document).encode())
    except gds.GovDisclosureError:
        taken = False
    else:
        taken = True
    return validator(edition).is_valid(document), taken


class TestTakes:
    """No report that passes the strict door is refused by the schema."""

    @given(reports(edition=None, max_paragraphs=3))
    def test_every_report(self, report):
        assert both(document_of(report), report.edition) == (True, True)

    @pytest.mark.parametrize(
        "amount", ["59237.2449", "0.1", "0.000001", "1.1", "4.35", "123456789.123456", "999999999999999"]
    )
    def test_amounts_that_are_no_round_numbers_in_binary(self, report, amount):
        document = with_value(document_of(report), "proactive_disclosure.fees.amount", json.loads(amount))
        assert both(document) == (True, True)

    @pytest.mark.parametrize("amount", ["0", "25.1万元", "0.000001元", "999999999999999.5"])
    def test_amounts_with_the_unit_that_is_stated_or_none(self, reports_of, amount):
        for edition, at in ((name, at) for name in EDITIONS for at in addresses(name, "stated_amount")):
            assert both(with_value(document_of(reports_of[edition]), at, amount), edition) == (True, True)

    @given(st.sampled_from(["T3-ROW", "T4-SUM"]).flatmap(lambda rule: broken(rule, edition=None)))
    def test_arithmetic_is_beyond_it(self, wrong):
        assert both(document_of(wrong), wrong.edition) == (True, False)


def faults(edition: str) -> Iterator[tuple[str, object]]:
    """Addresses of an edition with what may not stand there; `...` is the key left out."""
    counts, changes = addresses(edition, "count"), addresses(edition, "change")
    for address in counts[::17]:
        yield from ((address, value) for value in ("12", True, 12.5, None, -1, 2**53, [], {}, ...))
    for address in changes:
        yield from ((address, value) for value in ("12", True, 12.5, None, -(2**53), 2**53, [], {}, ...))
    for address in addresses(edition, "amount"):
        yield from ((address, value) for value in ("5", True, None, -0.5, 10**15, ...))
    for address in addresses(edition, "stated_amount"):
        yield from (
            (address, value) for value in (5, True, None, "", "-1", "01", "1.10", "1亿元", "1 元", "1" * 16, ...)
        )
    yield from ((f"{part}.remarks", 1) for part in parts(edition))
    yield from ((name, value) for name, values in FAULTS_OF_THE_HEADER.items() for value in values)
    yield "edition", next(name for name in EDITIONS if name != edition)


FAULTS_OF_THE_HEADER: dict[str, tuple[object, ...]] = {
    "organ": ("", " 一", "一\t", "一  二", "局" * 201, None, 1, ...),
    "overview": ([""], ["一\u2028"], ["\u3000一"], ["一" * 16_384], [1], "一", None, ...),
    "year": (2018, 10_000, "2023", None, ...),
    "schema_id": ("urn:other", None, ...),
    "edition": (2021, None, ...),
    "unified_social_credit_code": ("91350100m000100y43", "9135", 1),
    "administrative_division_code": ("32130", "32130a", 321300),
    "source_url": ("ftp://a", "http://a b", "http://" + "a" * 2042),
    "publication_date": (20240131, True),
    **dict.fromkeys(("requests", "remedies", "proactive_disclosure"), (..., None, [], 0)),
    "remarks": ("",),
}
REFUSED = [(edition, address, value) for edition in EDITIONS for address, value in faults(edition)]


class TestRefuses:
    """What the shape of the model refuses, the schema refuses."""

    @pytest.mark.parametrize(
        ("edition", "address", "value"), REFUSED, ids=lambda value: str(value)[:40].encode("unicode_escape").decode()
    )
    def test_a_document_with_one_fault(self, reports_of, edition, address, value):
        assert both(with_value(document_of(reports_of[edition]), address, value), edition) == (False, False)

    @given(reports(edition=None, max_paragraphs=2), st.data())
    def test_any_value_put_anywhere_is_taken_by_both_or_neither(self, report, data):
        """But for what a schema cannot say, all of which the model refuses and the schema takes."""
        document = document_of(report)
        cells = [cell.address for cell in gds.cells(report.edition)]
        address = data.draw(st.sampled_from([*document, *cells, *parts(report.edition)]))
        text = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
        scalar = (
            st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False, allow_infinity=False) | text
        )
        value = data.draw(scalar | st.lists(scalar, max_size=2) | st.dictionaries(text, scalar, max_size=1))
        by_schema, by_model = both(with_value(document, address, value), report.edition)
        assert by_schema or not by_model

    @pytest.mark.parametrize("edition", EDITIONS)
    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            ("count", 12.0),  # JSON Schema calls it an integer
            ("change", -1.0),
            ("amount", 0.1234567),  # said in a comment: validators divide in binary
        ],
    )
    def test_a_number_that_it_cannot_tell_from_another_is_refused_by_the_model_alone(
        self, reports_of, edition, kind, value
    ):
        for address in addresses(edition, kind)[:1]:
            assert both(with_value(document_of(reports_of[edition]), address, value), edition) == (True, False)

    @pytest.mark.parametrize("edition", EDITIONS)
    @pytest.mark.parametrize(
        ("address", "value"),
        [
            ("unified_social_credit_code", "91350100M000100Y44"),  # the check character
            ("publication_date", "2024-02-30"),  # a format, which validators need not assert
            ("overview", ["一、总体情况"]),  # a section heading
        ],
    )
    def test_a_text_that_it_cannot_judge_is_refused_by_the_model_alone(self, reports_of, edition, address, value):
        assert both(with_value(document_of(reports_of[edition]), address, value), edition) == (True, False)


def test_an_unknown_kind_or_edition_is_told():
    with pytest.raises(gds.UsageError) as refused:
        gds.schema("dtd")
    assert refused.value.message() == "FILE-FORMAT: unknown format dtd; known: json, xsd, schematron, rules."
    with pytest.raises(gds.UsageError) as refused:
        gds.schema("json", "1999")
    assert refused.value.message() == "EDITION-UNKNOWN: unknown edition 1999; known: 2019, 2021."


def test_pydantic_s_own_schema_carries_the_official_labels():
    """Who builds on `model_json_schema` (a web framework, say) gets labels, meaning, clause and unit too."""
    described = gds.AnnualReport.model_json_schema()
    fees = next(part for part in described["$defs"].values() if "amount" in part["properties"])
    assert fees["properties"]["amount"]["title"] == "本年收费金额（单位：万元）"
    assert fees["properties"]["amount"]["description"] == "amount charged this year; unit: 万元"
