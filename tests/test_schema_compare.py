"""Another schema beside the published one: each difference at its address, with its direction, and nothing else."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree

import gov_disclosure_schema as gds
from gov_disclosure_schema import cli
from gov_disclosure_schema.contract import Comparison, compare, contract_of, fields_of
from gov_disclosure_schema.scalars import COUNT_MAX

COUNTS = [cell.address for cell in gds.cells() if cell.kind == "count"]
PARTS = sorted({address.rpartition(".")[0] for address in COUNTS})
RECEIVED = "requests.received.total"
XS = "{http://www.w3.org/2001/XMLSchema}"


# A comparison takes as long as some twenty examples of most other laws.
FEWER = settings(max_examples=settings.default.max_examples // 4)


@cache
def published(kind: str) -> Any:
    return contract_of(gds.schema(kind))


def compared(schema: Any) -> Comparison:
    """A JSON Schema as a value, or an XSD as a root, beside the published one."""
    if isinstance(schema, dict):
        return compare(contract_of(json.dumps(schema)), published("json"))
    return compare(contract_of(etree.tostring(schema)), published("xsd"))


def told(schema: Any) -> list[tuple[str, str, str, str, str]]:
    """Relation, address, aspect, what the other says, what is published."""
    return [
        (d.relation, d.address, d.aspect or d.variant, d.other.en, d.published.en) for d in compared(schema).differences
    ]


def messages(schema: Any, language: Any = "en") -> list[str]:
    return [difference.finding.message(language) for difference in compared(schema).differences]


def fresh() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(gds.schema("json"))
    return schema


def inlined() -> dict[str, Any]:
    """The published JSON Schema with a copy of a definition at every place that refers to it."""
    whole = fresh()
    definitions = whole.pop("$defs")

    def expand(node: Any) -> Any:
        if isinstance(node, dict):
            if "$ref" in node:
                definition = expand(definitions[node["$ref"].rpartition("/")[2]])
                return {**definition, **{key: value for key, value in node.items() if key != "$ref"}}
            return {key: expand(value) for key, value in node.items()}
        return [expand(item) for item in node] if isinstance(node, list) else node

    expanded: dict[str, Any] = expand(whole)
    return expanded


def own(node: dict[str, Any]) -> dict[str, Any]:
    """A place of the published JSON Schema, with a copy of the definition that it refers to."""
    if "$ref" in node:
        definition = fresh()["$defs"][node.pop("$ref").rpartition("/")[2]]
        node.update({**definition, **node})
    return node


def at(schema: dict[str, Any], address: str) -> dict[str, Any]:
    """The schema of a field, with copies of the definitions on the way to it."""
    for name in address.split("."):
        schema = own(schema["properties"][name])
    return schema


def parent(schema: dict[str, Any], address: str) -> dict[str, Any]:
    above = address.rpartition(".")[0]
    return at(schema, above) if above else schema


def xsd() -> Any:
    return etree.fromstring(gds.schema("xsd").encode())


def named(root: Any, kind: str, name: str) -> Any:
    return next(element for element in root.iter(f"{XS}{kind}") if element.get("name") == name)


def declared(root: Any, address: str) -> Any:
    """The element of an address, after giving it and those above it types of their own."""
    element = named(root, "element", "annual_report")
    for name in address.split("."):
        if element.get("type"):
            kind = element.attrib.pop("type")
            own = copy.deepcopy(next(t for t in root if t.get("name") == kind))
            del own.attrib["name"]
            element.append(own)
        fields = element.find(f"{XS}complexType/{XS}sequence")
        element = next(below for below in fields if below.get("name") == name)
    if element.get("type"):
        kind = element.attrib.pop("type")
        own = copy.deepcopy(next(t for t in root if t.get("name") == kind))
        del own.attrib["name"]
        element.append(own)
    return element


def facet(element: Any, name: str) -> Any:
    return next(element.iter(f"{XS}{name}"))


class TestEqual:
    """What is only written otherwise is equal."""

    def test_the_published_schemas_themselves(self):
        assert compared(fresh()) == Comparison(())
        assert compared(xsd()) == Comparison(())

    def test_definitions_inlined(self):
        assert told(inlined()) == []

    @pytest.mark.parametrize(
        "spelled",
        [
            {"type": ["integer"], "minimum": 0, "maximum": COUNT_MAX},
            {"type": "number", "multipleOf": 1, "exclusiveMinimum": -1, "exclusiveMaximum": COUNT_MAX + 1},
            {"type": "number", "multipleOf": 1.0, "minimum": -0.5, "maximum": COUNT_MAX},
            {"type": "integer", "multipleOf": 0.25, "minimum": 0.0, "maximum": COUNT_MAX},
            {"allOf": [{"$ref": "#/$defs/Count"}]},
            {"allOf": [{"type": "integer", "minimum": 0}, {"maximum": COUNT_MAX}]},
            {"anyOf": [{"$ref": "#/$defs/Count"}]},
            {"oneOf": [{"$ref": "#/$defs/Count"}, False]},
            {"$ref": "urn:gov-disclosure-schema:annual-report:2021:1#/$defs/Count"},
            {"$ref": "#here", "$defs": {"Any": {"$anchor": "here", "$ref": "#/$defs/Count"}}},
            {"$ref": "#/%24defs/Count", "$comment": "a fragment is a part of an address on the web"},
            {"$ref": "#/$defs/Count", "minimum": 0, "x-note": "kept", "examples": [1]},
        ],
        ids=lambda spelled: json.dumps(spelled)[:60],
    )
    def test_a_count_in_other_words(self, spelled):
        schema = fresh()
        schema["$defs"]["RequesterCounts"]["properties"]["total"] = spelled
        assert told(schema) == []

    @pytest.mark.parametrize(
        "spelled",
        [
            {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/DivisionCode"}]},
            {"oneOf": [{"$ref": "#/$defs/DivisionCode"}, {"const": None}]},
            {"type": ["string", "null"], "pattern": "^[0-9]{6}$"},
        ],
        ids=lambda spelled: json.dumps(spelled)[:60],
    )
    def test_a_value_that_may_be_null_in_other_words(self, spelled):
        schema = fresh()
        schema["properties"]["administrative_division_code"] = spelled
        assert told(schema) == []

    def test_a_constant_as_a_list_of_one(self):
        schema = fresh()
        edition = schema["properties"]["edition"]
        edition |= {"enum": [edition.pop("const")], "type": "string"}
        assert told(schema) == []

    def test_closed_by_what_is_not_evaluated(self):
        schema = fresh()
        del schema["$defs"]["Remedies"]["additionalProperties"]
        schema["$defs"]["Remedies"]["unevaluatedProperties"] = False
        assert told(schema) == []

    def test_an_older_dialect(self):
        """Whatever stands beside a reference is passed over there, the words apart."""
        schema = json.loads(json.dumps(fresh()).replace("#/$defs/", "#/definitions/"))
        schema["$schema"] = "http://json-schema.org/draft-07/schema#"
        schema["definitions"] = schema.pop("$defs")
        schema["definitions"]["RequesterCounts"]["properties"]["total"]["maximum"] = 5
        assert told(schema) == []

    def test_exclusive_bounds_of_draft_4(self):
        schema = inlined()
        schema["$schema"] = "http://json-schema.org/draft-04/schema#"
        for constant in ("schema_id", "edition"):
            part = schema["properties"][constant]
            part["enum"] = [part.pop("const")]
        at(schema, RECEIVED).update(minimum=-1, exclusiveMinimum=True)
        assert told(schema) == []

    def test_xsd_types_inlined(self):
        root = xsd()
        declared(root, RECEIVED)
        assert told(root) == []

    @pytest.mark.parametrize(
        "written",
        [
            '<xs:restriction base="Count"/>',
            '<xs:restriction base="Count"><xs:minInclusive value="0"/></xs:restriction>',
            '<xs:restriction><xs:simpleType><xs:restriction base="Count"/></xs:simpleType></xs:restriction>',
            (
                '<xs:restriction base="xs:decimal"><xs:fractionDigits value="0"/><xs:pattern value="0|[1-9][0-9]*"/>'
                '<xs:minExclusive value="-1"/><xs:maxExclusive value="9007199254740992"/></xs:restriction>'
            ),
        ],
    )
    def test_a_count_of_an_xsd_in_other_words(self, written):
        root = xsd()
        element = declared(root, RECEIVED)
        namespace = f'xmlns:xs="{XS[1:-1]}" xmlns="{root.nsmap[None]}"'
        spelled = etree.fromstring(f"<xs:simpleType {namespace}>{written}</xs:simpleType>")
        element.replace(element[-1], spelled)
        assert told(root) == []

    def test_an_xsd_with_references_to_global_elements_and_groups(self):
        root = xsd()
        grid = named(root, "complexType", "Remedies")
        sequence = grid.find(f"{XS}sequence")
        group = etree.SubElement(root, f"{XS}group", name="both")
        grid.replace(sequence, etree.Element(f"{XS}group", ref="both"))
        group.append(sequence)
        litigation = sequence[1]
        sequence.replace(litigation, etree.Element(f"{XS}element", ref="litigation"))
        root.append(litigation)
        assert told(root) == []

    def test_an_xsd_type_derived_by_extension(self):
        root = xsd()
        stock = named(root, "complexType", "DocumentStock")
        last = stock.find(f"{XS}sequence")[-1]
        extended = etree.SubElement(root, f"{XS}complexType", name="More")
        content = etree.SubElement(etree.SubElement(extended, f"{XS}complexContent"), f"{XS}extension")
        content.set("base", "DocumentStock")
        etree.SubElement(content, f"{XS}sequence").append(last)
        for element in root.iter(f"{XS}element"):
            if element.get("type") == "DocumentStock":
                element.set("type", "More")
        assert told(root) == []


class TestOneEditOfTheJsonSchema:
    """Our own schema with one edit differs in exactly that, at exactly that address."""

    @FEWER
    @given(st.sampled_from(COUNTS), st.integers(0, 2**60).filter(lambda n: n != COUNT_MAX))
    def test_another_maximum(self, address, maximum):
        schema = fresh()
        at(schema, address)["maximum"] = maximum
        relation = "wider" if maximum > COUNT_MAX else "narrower"
        assert told(schema) == [(relation, address, "maximum", str(maximum), str(COUNT_MAX))]

    @FEWER
    @given(st.sampled_from(COUNTS), st.integers(-(2**40), 2**40).filter(bool))
    def test_another_minimum(self, address, minimum):
        schema = fresh()
        at(schema, address)["minimum"] = minimum
        relation = "wider" if minimum < 0 else "narrower"
        assert told(schema) == [(relation, address, "minimum", str(minimum), "0")]

    @FEWER
    @given(st.sampled_from(COUNTS), st.sampled_from(["minimum", "maximum"]))
    def test_no_bound(self, address, bound):
        schema = fresh()
        due = str(at(schema, address).pop(bound))
        assert told(schema) == [("wider", address, bound, "none", due)]

    @FEWER
    @given(st.sampled_from([field.address for field in fields_of(contract_of(gds.schema("json"))) if field.required]))
    def test_a_field_that_need_not_be_there(self, address):
        schema = fresh()
        parent(schema, address)["required"].remove(address.rpartition(".")[2])
        assert told(schema) == [("wider", address, "least", "0", "1")]

    @FEWER
    @given(st.sampled_from(["publication_date", "source_url", "unified_social_credit_code"]))
    def test_an_optional_field_that_must_be_there(self, address):
        schema = fresh()
        schema["required"].append(address)
        assert told(schema) == [("narrower", address, "least", "1", "0")]

    @FEWER
    @given(st.sampled_from([*COUNTS, *PARTS]))
    def test_a_renamed_field(self, address):
        schema = fresh()
        above, _, name = address.rpartition(".")
        part = parent(schema, address)
        part["properties"]["renamed"] = part["properties"].pop(name)
        part["required"] = ["renamed" if other == name else other for other in part["required"]]
        renamed = f"{above}.renamed".removeprefix(".")
        assert told(schema) == [
            ("unrelated", address, "missing", "none", "none"),
            ("unrelated", renamed, "unknown", "none", "none"),
        ]

    @FEWER
    @given(st.sampled_from(COUNTS), st.sampled_from(["string", "array", "object", "boolean"]))
    def test_another_type(self, address, other):
        schema = fresh()
        at(schema, address)["type"] = other
        shown = {"string": "text"}.get(other, other)
        assert told(schema) == [("unrelated", address, "types", shown, "number")]

    @FEWER
    @given(st.sampled_from(COUNTS))
    def test_a_blank_allowed(self, address):
        schema = fresh()
        at(schema, address)["type"] = ["integer", "null"]
        assert told(schema) == [("wider", address, "types", "null, number", "number")]

    @FEWER
    @given(st.sampled_from(COUNTS))
    def test_fractions_allowed(self, address):
        schema = fresh()
        at(schema, address)["type"] = "number"
        assert told(schema) == [("wider", address, "step", "none", "1")]

    @FEWER
    @given(st.sampled_from(COUNTS), st.integers(2, 9))
    def test_only_some_whole_numbers(self, address, step):
        schema = fresh()
        at(schema, address)["multipleOf"] = step
        assert told(schema) == [("narrower", address, "step", str(step), "1")]

    @FEWER
    @given(st.sampled_from(["", *PARTS]))
    def test_a_part_left_open(self, address):
        schema = fresh()
        del (at(schema, address) if address else schema)["additionalProperties"]
        assert told(schema) == [("wider", address, "open", "any", "refused")]

    @FEWER
    @given(st.sampled_from(["", *PARTS]))
    def test_a_field_more(self, address):
        schema = fresh()
        (at(schema, address) if address else schema)["properties"]["remarks"] = {"type": "string"}
        assert told(schema) == [("unrelated", f"{address}.remarks".lstrip("."), "unknown", "none", "none")]

    @FEWER
    @given(st.sampled_from(COUNTS), st.lists(st.integers(0, 9), min_size=1, max_size=3, unique=True))
    def test_some_values_only(self, address, values):
        schema = fresh()
        at(schema, address)["enum"] = values
        listed = ", ".join(sorted(map(str, values)))
        assert told(schema) == [("narrower", address, "values", listed, "number")]

    @FEWER
    @given(st.sampled_from(["overview", "problems_and_improvements", "other_matters"]), st.integers(2, 50_000))
    def test_another_length_of_paragraphs(self, address, length):
        schema = fresh()
        items = own(at(schema, address)["items"])
        due, items["maxLength"] = items["maxLength"], length
        relation = "wider" if length > due else "narrower"
        expected = [(relation, f"{address}.*", "max_length", str(length), str(due))] if length != due else []
        assert told(schema) == expected


class TestOneEditOfTheXsd:
    @FEWER
    @given(st.sampled_from(COUNTS), st.integers(1, 2**60).filter(lambda n: n != COUNT_MAX))
    def test_another_maximum(self, address, maximum):
        root = xsd()
        facet(declared(root, address), "maxInclusive").set("value", str(maximum))
        relation = "wider" if maximum > COUNT_MAX else "narrower"
        assert told(root) == [(relation, address, "maximum", str(maximum), str(COUNT_MAX))]

    @FEWER
    @given(st.sampled_from(COUNTS))
    def test_a_field_that_need_not_be_there(self, address):
        root = xsd()
        declared(root, address).set("minOccurs", "0")
        assert told(root) == [("wider", address, "least", "0", "1")]

    @FEWER
    @given(st.sampled_from(COUNTS), st.sampled_from(["2", "unbounded"]))
    def test_a_field_that_may_stand_more_than_once(self, address, most):
        root = xsd()
        declared(root, address).set("maxOccurs", most)
        assert told(root) == [("wider", address, "most", most, "1")]

    @FEWER
    @given(st.sampled_from([*COUNTS, *PARTS]))
    def test_a_renamed_field(self, address):
        root = xsd()
        declared(root, address).set("name", "renamed")
        renamed = f"{address.rpartition('.')[0]}.renamed".removeprefix(".")
        assert told(root) == [
            ("unrelated", address, "missing", "none", "none"),
            ("unrelated", renamed, "unknown", "none", "none"),
        ]

    @FEWER
    @given(
        st.sampled_from(COUNTS),
        st.sampled_from([("xs:string", "text"), ("xs:date", "date"), ("xs:boolean", "boolean")]),
    )
    def test_another_type(self, address, other):
        root = xsd()
        element = declared(root, address)
        element.remove(element[-1])
        element.set("type", other[0])
        assert told(root) == [("unrelated", address, "types", other[1], "number")]

    @FEWER
    @given(st.sampled_from(PARTS))
    def test_the_order_left_free(self, address):
        root = xsd()
        sequence = facet(declared(root, address), "sequence")
        names = ", ".join(element.get("name") for element in sequence)
        sequence.tag = f"{XS}all"
        # With one field there is no order to be free of.
        assert told(root) == ([("wider", address, "order", "any", names)] if "," in names else [])

    @FEWER
    @given(st.sampled_from([part for part in PARTS if part.startswith("re")]))
    def test_another_order(self, address):
        root = xsd()
        sequence = facet(declared(root, address), "sequence")
        names = [element.get("name") for element in sequence]
        sequence.append(sequence[0])
        moved = [*names[1:], names[0]]
        assert told(root) == [("unrelated", address, "order", ", ".join(moved), ", ".join(names))]


def edited(address: str, **change: Any) -> dict[str, Any]:
    schema = fresh()
    at(schema, address).update(change)
    return schema


AMOUNT = "proactive_disclosure.fees.amount"
NAMED = f"{RECEIVED} (applications received and handled › applications received this year › total)"
CASES: list[tuple[dict[str, Any], list[str]]] = [
    (
        edited(RECEIVED, maximum=99),
        [f"{NAMED}: narrower than the published schema. maximum: 99; published: {COUNT_MAX}."],
    ),
    (
        edited(RECEIVED, exclusiveMinimum=0.5, type="number"),
        [
            f"{NAMED}: narrower than the published schema. minimum: 0.5 (excluded); published: 0.",
            f"{NAMED}: wider than the published schema. multiple of: none; published: 1.",
        ],
    ),
    (edited(RECEIVED, type="string"), [f"{NAMED}: neither contains the other. type: text; published: number."]),
    (
        edited(RECEIVED, **{"not": {"const": 4}}),
        [f'{NAMED}: different, not comparable. constraints that are not judged: not: {{"const":4}}; published: none.'],
    ),
    (
        edited(RECEIVED, nullable=True),
        [f"{NAMED}: different, not comparable. constraints that are not judged: nullable: true; published: none."],
    ),
    (
        edited(
            "administrative_division_code", anyOf=[{"type": "string", "pattern": "^[1-9][0-9]{5}$"}, {"type": "null"}]
        ),
        [
            "administrative_division_code (administrative division code (GB/T 2260)): different, not comparable. "
            'pattern: "^[1-9][0-9]{5}$"; published: "^[0-9]{6}$".'
        ],
    ),
    (
        edited("administrative_division_code", anyOf=[{"type": "string"}, {"type": "integer"}, {"type": "null"}]),
        [
            "administrative_division_code (administrative division code (GB/T 2260)): wider than the published schema. "
            "type: null, number, text; published: null, text.",
            "administrative_division_code (administrative division code (GB/T 2260)): wider than the published schema. "
            'pattern: none; published: "^[0-9]{6}$".',
        ],
    ),
    (
        edited("edition", const="2019"),
        ['edition (edition of the form): neither contains the other. values: "2019"; published: "2021".'],
    ),
    (
        edited("edition", const=2021),
        ['edition (edition of the form): neither contains the other. values: 2021; published: "2021".'],
    ),
    (
        edited("overview", minItems=1, items={}),
        [
            "overview (overview): narrower than the published schema. least items: 1; published: none.",
            "overview.* (overview): wider than the published schema. type: any; published: text.",
        ],
    ),
    (
        edited(AMOUNT, description="amount charged this year; unit: 元"),
        [
            f"{AMOUNT} (proactive disclosure › administrative fees › amount charged this year): "
            "the units differ, 元 is stated; published: 万元."
        ],
    ),
    (
        edited(RECEIVED, anyOf=[{"multipleOf": 2}, {"multipleOf": 3}]),
        [
            f"{NAMED}: different, not comparable. constraints that are not judged: "
            'anyOf: [{"multipleOf":2},{"multipleOf":3}]; published: none.'
        ],
    ),
]


class TestWords:
    @pytest.mark.parametrize(("schema", "due"), CASES)
    def test_whole_messages(self, schema, due):
        assert messages(schema) == due

    def test_in_chinese(self):
        assert messages(edited(RECEIVED, maximum=99), "zh") == [
            f"{RECEIVED}（三、收到和处理政府信息公开申请情况 › 一、本年新收政府信息公开申请数量 › 总计）："
            f"比公布的模式窄。上限：99；公布的是：{COUNT_MAX}。"
        ]

    def test_labels_that_differ_are_told_and_do_not_count(self):
        comparison = compared(edited("year", title="年度"))
        assert comparison.equal
        assert [difference.finding.message("zh") for difference in comparison.differences] == [
            "year（报告年度）：标签不同，写作“年度”；公布的是“报告年度”。"
        ]

    def test_another_namespace_another_root(self):
        root = xsd()
        text = (
            etree.tostring(root)
            .decode()
            .replace("annual-report:2021:1", "other")
            .replace('"annual_report"', '"report"')
        )
        assert [d.finding.message() for d in compare(contract_of(text), published("xsd")).differences] == [
            "整个文件：与公布的模式互不包含。根元素：report；公布的是：annual_report。",
            "整个文件：与公布的模式互不包含。命名空间：urn:gov-disclosure-schema:other；"
            "公布的是：urn:gov-disclosure-schema:annual-report:2021:1。",
        ]

    @pytest.mark.parametrize(
        ("edit", "due"),
        [
            (lambda e: e.set("nillable", "true"), ("wider", "types", "null, number", "number")),
            (lambda e: e.set("default", "0"), ("incomparable", "unjudged", "default=0", "none")),
            (lambda e: e.set("form", "unqualified"), ("incomparable", "unjudged", "form=unqualified", "none")),
            (lambda e: facet(e, "pattern").set("value", "[0-9]+"), ("incomparable", "lexical", '"[0-9]+"', '"0|[1-9][0-9]*"')),
            (lambda e: facet(e, "restriction").remove(facet(e, "pattern")), ("wider", "lexical", "none", '"0|[1-9][0-9]*"')),
            (
                lambda e: etree.SubElement(facet(e, "restriction"), f"{XS}enumeration", value="7"),
                ("incomparable", "values", "7", "number"),
            ),
        ],
    )  # fmt: skip
    def test_what_an_xsd_says_of_one_element(self, edit, due):
        root = xsd()
        edit(declared(root, RECEIVED))
        relation, aspect, other, ours = due
        assert told(root) == [(relation, RECEIVED, aspect, other, ours)]

    def test_a_choice_and_an_attribute_and_any_element(self):
        root = xsd()
        part = declared(root, "remedies.litigation").find(f"{XS}complexType")
        etree.SubElement(part, f"{XS}attribute", name="note", type="xs:string")
        etree.SubElement(part.find(f"{XS}sequence"), f"{XS}any")
        part.set("mixed", "true")
        assert told(root) == [
            ("incomparable", "remedies.litigation", "unjudged", "mixed", "none"),
            ("unrelated", "remedies.litigation.@note", "unknown", "none", "none"),
            ("wider", "remedies.litigation", "open", "any", "refused"),
        ]
        root = xsd()
        facet(declared(root, "remedies.litigation"), "sequence").tag = f"{XS}choice"
        assert told(root) == [
            ("incomparable", "remedies.litigation", "unjudged", "xs:choice direct, after_reconsideration", "none"),
            ("wider", "remedies.litigation.direct", "least", "0", "1"),
            ("wider", "remedies.litigation.after_reconsideration", "least", "0", "1"),
        ]


def refused(schema: str | bytes) -> str:
    with pytest.raises(gds.DecodeError) as error:
        contract_of(schema)
    return error.value.message()


def xsd_of(inner: str) -> str:
    return f'<xs:schema xmlns:xs="{XS[1:-1]}">\n{inner}</xs:schema>'


DEEP = '{"$defs":{' + ",".join(f'"d{n}":{{"allOf":[{{"$ref":"#/$defs/d{n + 1}"}},{{"$ref":"#/$defs/d{n + 1}"}}]}}' for n in range(30)) + ',"d30":{}},"$ref":"#/$defs/d0"}'  # fmt: skip


class TestUnreadable:
    @pytest.mark.parametrize(
        ("schema", "due"),
        [
            ("", "FILE-EMPTY: the file is empty."),
            ("[]", "1:1: SCHEMA-UNREADABLE: this is neither a JSON Schema nor an XML Schema."),
            ("element x { text }", "1:1: SCHEMA-UNREADABLE: this is neither a JSON Schema nor an XML Schema."),
            ("<a/>", "1:1: SCHEMA-UNREADABLE: this is neither a JSON Schema nor an XML Schema."),
            (xsd_of(""), "1:1: SCHEMA-UNREADABLE: this is neither a JSON Schema nor an XML Schema."),
            ('{"type":', "1:9: JSON-SYNTAX: not well-formed JSON: Expecting value."),
            ('{"allOf":' + '[{"allOf":' * 50_000, "JSON-SYNTAX: not well-formed JSON: nested too deeply."),
            ('{"minimum": 1e9999999}', "JSON-NUMBER: 1e9999999 has more digits than common parsers keep."),
            ('{"minimum": NaN}', "JSON-NUMBER: NaN has more digits than common parsers keep."),
            (
                '{"type": "strng"}',
                "SCHEMA-UNREADABLE: the schema itself is wrong, at /type: "
                "'strng' is not valid under any of the given schemas.",
            ),
            (
                '{"$schema": "https://example.org/mine"}',
                "SCHEMA-UNREADABLE: https://example.org/mine is no known dialect of JSON Schema.",
            ),
            (
                '{"$ref": "other.json#/a"}',
                "1:10: SCHEMA-UNREADABLE: other.json#/a refers to another file; make it one file first.",
            ),
            ('{\n "$ref": "#/$defs/A"}', "2:10: SCHEMA-UNREADABLE: #/$defs/A is referred to, but is not there."),
            ('{"$ref": "#a"}', "1:10: SCHEMA-UNREADABLE: #a is referred to, but is not there."),
            (
                '{"properties": {"a": {"$ref": "#"}}}',
                "1:1: SCHEMA-UNREADABLE: #/ refers to itself, which the form never does.",
            ),
            (DEEP, "SCHEMA-UNREADABLE: the schema has more than 50000 items or 60 levels when expanded, and is not compared."),
            (
                xsd_of('<xs:import schemaLocation="other.xsd"/>'),
                "2:1: SCHEMA-UNREADABLE: other.xsd refers to another file; make it one file first.",
            ),
            (
                xsd_of('<xs:include schemaLocation="http://127.0.0.1:9/a.xsd"/>'),
                "2:1: SCHEMA-UNREADABLE: http://127.0.0.1:9/a.xsd refers to another file; make it one file first.",
            ),
            (
                xsd_of('<xs:element name="a" type="B"/>'),
                "2:1: SCHEMA-UNREADABLE: B is referred to, but is not there.",
            ),
            (
                xsd_of('<xs:element name="a" type="xs:integr"/>'),
                "2:1: SCHEMA-UNREADABLE: xs:integr is referred to, but is not there.",
            ),
            (
                xsd_of(
                    '<xs:element name="a" type="A"/>\n<xs:complexType name="A"><xs:sequence>'
                    '<xs:element name="a" type="A"/></xs:sequence></xs:complexType>'
                ),
                "3:1: SCHEMA-UNREADABLE: A refers to itself, which the form never does.",
            ),
            (
                xsd_of('<xs:element name="a"><xs:simpleType><xs:restriction base="xs:decimal">\n<xs:minInclusive value="x"/></xs:restriction></xs:simpleType></xs:element>'),
                "3:1: SCHEMA-UNREADABLE: the schema itself is wrong, at x: minInclusive.",
            ),
            (
                '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
                "1:1: XML-DOCTYPE: the document has a document type declaration, which is refused.",
            ),
        ],
    )  # fmt: skip
    def test_whole_messages(self, schema, due):
        assert refused(schema) == due

    def test_schemas_of_two_languages_are_not_compared(self):
        with pytest.raises(gds.DecodeError) as error:
            compare(published("xsd"), published("json"))
        assert error.value.message() == "1:1: SCHEMA-UNREADABLE: this is neither a JSON Schema nor an XML Schema."


class TestCommand:
    @pytest.fixture(autouse=True)
    def _in_a_folder_of_its_own(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("LC_ALL", "C")
        monkeypatch.setenv("COLUMNS", "200")

    def run(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
        return cli.main(["schema", *arguments]), *capsys.readouterr()

    @pytest.mark.parametrize("kind", ["json", "xsd"])
    def test_equal(self, capsys, kind):
        Path("own").write_text(gds.schema(kind), encoding="utf-8")
        assert self.run(capsys, "compare", "own") == (0, "own: equal to the published schema of edition 2021\n", "")

    def test_different(self, capsys):
        Path("other.json").write_text(json.dumps(edited(RECEIVED, maximum=99), indent=1), encoding="utf-8")
        code, out, err = self.run(capsys, "compare", "other.json")
        assert (code, err) == (1, "")
        head, line = out.splitlines()
        assert head == (
            "other.json: different from the published schema of edition 2021: "
            "wider 0, narrower 1, unrelated 0, not comparable 0, other units 0"
        )
        place, _, rest = line.strip().removeprefix("error ").partition(" SCHEMA-NARROWER  ")
        lines = Path("other.json").read_text(encoding="utf-8").splitlines()
        assert '"maximum": 99,' in [line.strip() for line in lines[int(place.partition(":")[0]) :][:3]]
        assert rest == f"{NAMED}: narrower than the published schema. maximum: 99; published: {COUNT_MAX}."

    def test_as_json(self, capsys):
        Path("other.json").write_text(json.dumps(edited("year", maximum=2100)), encoding="utf-8")
        code, out, err = self.run(capsys, "compare", "other.json", "--format", "json")
        assert (code, err) == (1, "")
        said = json.loads(out)
        assert said["differences"][0].pop("position")["line"] == 1
        assert said == {
            "file": "other.json",
            "edition": "2021",
            "verdict": "different",
            "counts": {"wider": 0, "narrower": 1, "unrelated": 0, "incomparable": 0, "unit": 0, "label": 0},
            "differences": [
                {
                    "rule": "SCHEMA-NARROWER",
                    "severity": "error",
                    "relation": "narrower",
                    "address": "year",
                    "aspect": "maximum",
                    "other": {"zh": "2100", "en": "2100"},
                    "published": {"zh": "9999", "en": "9999"},
                    "message": {
                        "zh": "year（报告年度）：比公布的模式窄。上限：2100；公布的是：9999。",
                        "en": "year (reporting year): narrower than the published schema. maximum: 2100; published: 9999.",
                    },
                }
            ],
        }

    def test_unreadable(self, capsys):
        Path("other.xsd").write_text("<a/>")
        assert self.run(capsys, "compare", "other.xsd") == (
            3,
            "other.xsd: cannot be read\n"
            "  error 1:1 SCHEMA-UNREADABLE  this is neither a JSON Schema nor an XML Schema.\n",
            "",
        )
        code, out, _ = self.run(capsys, "compare", "other.xsd", "--format", "json")
        assert (code, json.loads(out)["verdict"]) == (3, "unreadable")
        assert self.run(capsys, "compare", "none.json", "--lang", "zh") == (
            3,
            "none.json：无法读取\n  错误 FILE-MISSING  没有这个文件：none.json。\n",
            "",
        )

    def test_wrong_usage(self, capsys):
        assert self.run(capsys, "compare")[0] == 2
        assert self.run(capsys, "json", "other.json")[2].endswith("only compare takes a file: other.json\n")
        assert self.run(capsys, "compare", "--lang", "zh")[2].endswith("compare 之后须有一个文件。\n")
        assert self.run(capsys, "compare", "x", "--edition", "1999")[0] == 2

    def test_printing_an_artefact_is_as_before(self, capsys):
        assert self.run(capsys, "rules") == (0, gds.schema("rules"), "")
        assert self.run(capsys) == (0, gds.schema("json"), "")
