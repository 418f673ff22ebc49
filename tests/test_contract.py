"""The published JSON Schema and the published XSD, each read alone, say of the form what the model says."""

from __future__ import annotations

from decimal import Decimal

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema import scalars
from gov_disclosure_schema.contract import Bounds, Contract, Field, cells_of, contract_of, fields_of
from gov_disclosure_schema.editions import EDITIONS
from gov_disclosure_schema.money import MONEY_PATTERN
from gov_disclosure_schema.report import report_type
from gov_disclosure_schema.schemas import parts
from gov_disclosure_schema.schemas.xsd import pattern as xsd_pattern

BOTH = pytest.mark.parametrize(
    ("edition", "kind"), [(edition, kind) for edition in EDITIONS for kind in ("json", "xsd")]
)
COUNT = Bounds(minimum=Decimal(0), maximum=Decimal(scalars.COUNT_MAX))
CHANGE = Bounds(minimum=Decimal(-scalars.COUNT_MAX), maximum=Decimal(scalars.COUNT_MAX))
AMOUNT = Bounds(
    minimum=Decimal(0),
    maximum=Decimal(10**scalars.AMOUNT_DIGITS - 1),
    places=scalars.AMOUNT_PLACES,
    digits=scalars.AMOUNT_DIGITS,
)


def published(kind: str, edition: str) -> Contract:
    return contract_of(gds.schema(kind, edition))


def constants(kind: str) -> bool:
    """Whether documents state what has but one value; of XML, the namespace says it."""
    return kind == "json"


@BOTH
def test_the_catalogue_of_cells_is_the_models(edition, kind):
    assert cells_of(published(kind, edition)) == gds.cells(edition)


@BOTH
def test_every_cell_is_required_and_has_the_bounds_of_its_kind(edition, kind):
    cells = [field for field in fields_of(published(kind, edition)) if "." in field.address]
    assert len(cells) == len(gds.cells(edition))
    pattern = MONEY_PATTERN if kind == "json" else xsd_pattern(MONEY_PATTERN)
    due = {"count": COUNT, "amount": AMOUNT, "change": CHANGE, "stated_amount": Bounds(pattern=pattern)}
    assert [field.bounds for field in cells] == [due[field.kind] for field in cells]
    assert {(field.required, field.repeated) for field in cells} == {(True, False)}


@BOTH
def test_the_fields_of_the_whole_document_are_the_models(edition, kind):
    model = [
        (field.name, field.label.official, field.label.meaning, field.required, field.repeated, field.constant)
        for field in parts.fields_of(report_type(edition))
        if field.part is None and (field.constant is None or constants(kind))
    ]
    read = [
        (field.address, *field.labels, *field.meanings, field.required, field.repeated, field.bounds.constant)
        for field in fields_of(published(kind, edition))
        if "." not in field.address
    ]
    assert read == model


@BOTH
def test_the_bounds_of_the_whole_documents_fields_are_the_scalars(edition, kind):
    facets = {name: facets for name, (_, facets) in parts.scalars_of(EDITIONS[edition]).items()}
    scalar_of = {field.name: field.scalar.name for field in parts.fields_of(report_type(edition)) if field.scalar}

    def due(field: Field) -> Bounds:
        if field.kind == "constant":
            return Bounds(constant=field.bounds.constant)
        stated = facets[scalar_of[field.address]]
        pattern = stated.get("pattern")
        return Bounds(
            minimum=Decimal(stated["minimum"]) if "minimum" in stated else None,
            maximum=Decimal(stated["maximum"]) if "maximum" in stated else None,
            min_length=stated.get("minLength"),
            max_length=stated.get("maxLength"),
            pattern=pattern if kind == "json" or pattern is None else xsd_pattern(pattern),
        )

    whole = [field for field in fields_of(published(kind, edition)) if "." not in field.address]
    assert [field.bounds for field in whole] == [due(field) for field in whole]


@pytest.mark.parametrize("kind", ["json", "xsd"])
def test_the_kinds_of_the_whole_documents_fields(kind):
    """Told from the schema alone."""
    kinds = {field.address: field.kind for field in fields_of(published(kind, [*EDITIONS][-1]))}
    assert {address: found for address, found in kinds.items() if "." not in address} == (
        {"schema_id": "constant", "edition": "constant"} if constants(kind) else {}
    ) | {
        "organ": "text",
        "year": "year",
        "unified_social_credit_code": "code",
        "administrative_division_code": "code",
        "publication_date": "date",
        "source_url": "text",
        "overview": "text",
        "problems_and_improvements": "text",
        "other_matters": "text",
    }


def test_both_languages_say_the_same_but_for_what_the_namespace_says_and_the_dialect_of_patterns():
    def common(kind: str) -> list[Field]:
        fields = fields_of(published(kind, [*EDITIONS][-1]))
        return [
            field._replace(bounds=field.bounds._replace(pattern=None)) for field in fields if not field.bounds.constant
        ]

    assert common("json") == common("xsd")


def test_a_changed_word_and_a_changed_bound_are_seen():
    """The catalogue is read from the text, not from what made it."""
    text = gds.schema("json").replace('"title": "行政复议"', '"title": "复议"')
    text = text.replace(f'"maximum": {scalars.COUNT_MAX}', '"maximum": 99')
    fields = fields_of(contract_of(text))
    assert {field.labels[1] for field in fields if field.address.startswith("remedies.reconsideration")} == {"复议"}
    assert {field.bounds.maximum for field in fields if field.kind == "count"} == {Decimal(99)}
