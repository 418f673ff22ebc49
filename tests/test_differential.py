"""Documents that nobody chose: model and published artefacts judge them alike, but for what a language cannot say.

Documents are valid reports with mutations, and what a walk of the published JSON Schema makes of its bounds. The profile
`long` judges 25 000 of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import enforcers
import pytest
from hypothesis import given, strategies as st

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import json as json_codec, xml as xml_codec
from gov_disclosure_schema.conformance import cases
from gov_disclosure_schema.editions import EDITIONS
from gov_disclosure_schema.scalars import AMOUNT_DIGITS, COUNT_MAX, YEAR_MAX, YEAR_MIN
from gov_disclosure_schema.testing import broken, published_reports, reports

COUNTS = [cell.address for cell in gds.cells() if cell.kind == "count"]
CHANGES = {cell.address for edition in EDITIONS for cell in gds.cells(edition) if cell.kind == "change"}
of_every_edition = pytest.mark.parametrize("edition", EDITIONS)
IDENTITIES = {identity.rule for identity in gds.identities()}


def findings(codec: Any, data: bytes) -> tuple[gds.Finding, ...]:
    try:
        codec.decode(data)
    except gds.GovDisclosureError as error:
        return error.findings
    return ()


# What JSON Schema cannot say, each with what tells that it is the matter.


def a_whole_number_with_a_point(finding: gds.Finding) -> bool:
    """JSON Schema calls 12.0 and 1e3 integers, the model does not: in a common parser they are another type."""
    if finding.variant != "int_type" or not re.fullmatch(r"-?[0-9.]+([eE][-+]?[0-9]+)?", str(finding.facts["value"])):
        return False
    number = float(str(finding.facts["value"]))
    low, high = (YEAR_MIN, YEAR_MAX) if finding.at == ("year",) else (0, COUNT_MAX)
    if CHANGES.issuperset(finding.at):
        low = -COUNT_MAX
    return number.is_integer() and low <= number <= high


def decimal_places(finding: gds.Finding) -> bool:
    """`multipleOf` divides in binary, and would refuse legal amounts."""
    within = finding.variant in ("decimal_max_places", "decimal_max_digits")
    return within and Decimal(str(finding.facts["value"])) < 10**AMOUNT_DIGITS - 1


def digits_that_a_parser_rounds(finding: gds.Finding) -> bool:
    """A validator sees what the parser made of the number."""
    return finding.rule == "JSON-NUMBER"


def a_day_that_is_none(finding: gds.Finding) -> bool:
    """`format` need not be asserted."""
    return finding.variant == "date_from_datetime_parsing" and str(finding.facts["value"]).startswith('"')


def a_check_character(finding: gds.Finding) -> bool:
    """JSON Schema has no arithmetic."""
    return finding.rule == "CREDIT-CODE"


def a_heading_as_a_paragraph(finding: gds.Finding) -> bool:
    """It could be said, but the headings stand in the titles, and would stand twice."""
    return finding.rule == "TEXT-HEADING"


def arithmetic(finding: gds.Finding) -> bool:
    """JSON Schema has none."""
    return finding.rule in IDENTITIES


BEYOND_JSON_SCHEMA = (
    a_whole_number_with_a_point,
    decimal_places,
    digits_that_a_parser_rounds,
    a_day_that_is_none,
    a_check_character,
    a_heading_as_a_paragraph,
    arithmetic,
)


def sayable(data: bytes) -> list[gds.Finding]:
    """What the model finds that JSON Schema could say."""
    return [
        finding for finding in findings(json_codec, data) if not any(beyond(finding) for beyond in BEYOND_JSON_SCHEMA)
    ]


# Mutations. A value is put in as it is to be written, whatever that is.

RAW_JSON = (
    *("0", "1", "-1", "-0", "-0.0", "12.0", "12.5", "1e3", "1e-7", "1E400", "-1.0", "2023", "2023.0", "2018"),
    *(str(COUNT_MAX), str(COUNT_MAX + 1), f"{COUNT_MAX + 1}.0", "9" * 40),
    *("1.5000", "0.000001", "0.1234567", "9" * 15, "1" + "0" * 15, "12345678901234.56", "0.1000000000000000000001"),
    *("true", "false", "null", "[]", "{}", "[0]", '[""]', '["一"]', '{"total":0}', "NaN", "-Infinity", "+5", "05", "."),
    *('""', '"12"', '"0"', '" 一"', '"一\\u3000"', '"一  二"', '"一\\t"', '"一"', '"\\ufeff"', '"2021"'),
    *('"2024-01-31"', '"2024-02-30"', '"20240131"', '"321300"', '"11321300014277015D"', '"11321300014277015C"'),
    *('"http://a"', '"http://a b"', '"一、总体情况"', '"25.1万元"', '"0.50元"', '"05元"', '"5 元"', '"5.0000001"'),
    *(str(-COUNT_MAX), str(-COUNT_MAX - 1), f"{-COUNT_MAX}.0", '"1" ', f'"{"9" * 15}元"', f'"{"9" * 16}元"'),
)
_MARK = "<raw>"


def paths_of(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in below:
        yield from paths_of(inner, (*path, key))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def raw_json(draw: Any) -> str:
    scalar = (
        st.integers(-2, 10**17)
        | st.floats(-1, 1e16, allow_nan=False)
        | st.text(st.characters(codec="utf-8"), max_size=5)
    )
    return draw(st.sampled_from(RAW_JSON) | scalar.map(json.dumps))


def dumped(document: Any, raws: list[str]) -> bytes:
    text = json.dumps(document, ensure_ascii=False)
    for number, raw in enumerate(raws):
        text = text.replace(f'"{_MARK}{number};"', raw)
    return text.encode()


@st.composite
def mutated_json(draw: Any, edition: str) -> bytes:
    """A valid report with up to three values changed, left out, or added."""
    document = [json.loads(json_codec.encode(draw(reports(edition=edition, max_paragraphs=2))))]
    raws: list[str] = []
    for _ in range(draw(st.integers(0, 3))):
        path = draw(st.sampled_from([path for path in paths_of(document) if path]))
        part = at(document, path[:-1])
        change = draw(st.sampled_from(["value", "value", "value", "leave out", "add"]))
        if change == "leave out" and len(path) > 1:
            del part[path[-1]]
        elif change == "add" and isinstance(part, dict):
            part[draw(st.sampled_from(["remarks", "total", "edition", ""]))] = 0
        else:
            raws.append(raw_json(draw))
            part[path[-1]] = f"{_MARK}{len(raws) - 1};"
    return dumped(document[0], raws)


# The walk of the published JSON Schema.


@cache
def schema(edition: str) -> dict[str, Any]:
    """The published schema, each reference replaced by what it names."""
    published: dict[str, Any] = json.loads(gds.schema("json", edition))
    whole: dict[str, Any] = inlined(published, published["$defs"])
    return whole


def inlined(node: Any, named: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [inlined(inner, named) for inner in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return inlined(named[node["$ref"].rpartition("/")[2]], named)
    return {key: inlined(inner, named) for key, inner in node.items() if key != "$defs"}


def least(node: dict[str, Any]) -> Any:
    """The smallest value that a node of the schema takes."""
    if "const" in node:
        return node["const"]
    if "anyOf" in node:
        return least(node["anyOf"][0])
    if node["type"] == "object":
        return {key: least(node["properties"][key]) for key in node["required"]}
    if node["type"] == "array":
        return []
    return node["minimum"] if "minimum" in node else node["examples"][0]


def leaves(node: dict[str, Any], path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    yield path, node
    for key, inner in node.get("properties", {}).items():
        yield from leaves(inner, (*path, key))


def bounds(node: dict[str, Any]) -> Iterator[str]:
    """Values at and beyond the bounds of a node, as JSON writes them."""
    for inner in node.get("anyOf", []):
        yield from bounds(inner)
    for raw in bounds(node["items"]) if "items" in node else ():
        yield from (f"[{raw}]", f'["一",{raw}]')
    if "const" in node:
        yield from (json.dumps(node["const"]), json.dumps(f"{node['const']}0"))
    yield from numbers(node)
    yield from texts(node)
    yield from objects(node)


def numbers(node: dict[str, Any]) -> Iterator[str]:
    for key, step in (("minimum", -1), ("maximum", 1)):
        if key in node:
            yield from (str(node[key]), str(node[key] + step), str(node[key] - step), f"{node[key]}.0")


def texts(node: dict[str, Any]) -> Iterator[str]:
    for example in node.get("examples", []):
        yield from (json.dumps(example), json.dumps(str(example)))
    for key, step in (("minLength", -1), ("maxLength", 1)):
        if key in node:
            yield from (json.dumps("一" * node[key]), json.dumps("一" * (node[key] + step)))


def objects(node: dict[str, Any]) -> Iterator[str]:
    if "properties" in node:
        whole = least(node)
        yield json.dumps({**whole, "remarks": 0})
        for key in whole:
            yield json.dumps({other: value for other, value in whole.items() if other != key})


@cache
def places(edition: str) -> list[tuple[tuple[Any, ...], list[str]]]:
    return [(path, [*bounds(node)]) for path, node in leaves(schema(edition))]


@st.composite
def from_schema(draw: Any, edition: str) -> bytes:
    """What the schema's own bounds allow, or just do not, in up to four places."""
    document = [least(schema(edition))]
    raws: list[str] = []
    for path, values in draw(st.lists(st.sampled_from(places(edition)), max_size=4)):
        *above, key = (0, *path)
        try:
            part = at(document, tuple(above))
            part[key] = f"{_MARK}{len(raws)};"
        except (KeyError, TypeError):  # what is above was replaced already
            continue
        raws.append(draw(st.sampled_from([*values, *RAW_JSON])))
    return dumped(document[0], raws)


def both(data: bytes) -> tuple[bool, bool]:
    """Whether the JSON Schema and the model take a document."""
    return enforcers.by_jsonschema_rs(data), not findings(json_codec, data)


def with_raw(report: gds.AnnualReport, address: str, raw: str) -> bytes:
    document = json.loads(json_codec.encode(report))
    *path, leaf = address.split(".")
    at(document, tuple(path))[leaf] = f"{_MARK}0;"
    return dumped(document, [raw])


COUNT, AMOUNT = COUNTS[0], next(cell.address for cell in gds.cells() if cell.kind == "amount")
PITFALLS = [
    # address, as written, taken by the schema, taken by the model
    (COUNT, "12", True, True),
    (COUNT, "-0", True, True),
    (COUNT, "12.0", True, False),
    (COUNT, "1e3", True, False),
    (COUNT, "-0.0", True, False),
    (COUNT, "true", False, False),
    (COUNT, '"12"', False, False),
    (COUNT, "12.5", False, False),
    (COUNT, str(2**53), False, False),
    (COUNT, f"{2**53}.0", False, False),
    (COUNT, str(2**53 - 1), True, True),
    (COUNT, "NaN", False, False),
    (COUNT, "1E400", False, False),
    (COUNT, "05", False, False),
    (COUNT, "+5", False, False),
    (COUNT, f'5,"{COUNT.rpartition(".")[2]}":5', True, False),
    (AMOUNT, "1.5000", True, True),
    (AMOUNT, "1e3", True, True),
    (AMOUNT, "-0.0", True, True),
    (AMOUNT, "0.1234567", True, False),
    (AMOUNT, "12345678901234.56", True, False),
    (AMOUNT, f"0.1{'0' * 30}1", True, False),
    (AMOUNT, "1" + "0" * 15, False, False),
    (AMOUNT, "NaN", False, False),
    (AMOUNT, "-Infinity", False, False),
    ("year", "2023.0", True, False),
    ("publication_date", '"2024-02-30"', True, False),
    ("unified_social_credit_code", '"11321300014277015C"', True, False),
    ("overview", '["一、总体情况"]', True, False),
]


class TestPitfalls:
    """Where parsers and validators are known to differ: the verdict of schema and model on each."""

    @pytest.mark.parametrize(("address", "raw", "by_schema", "by_model"), PITFALLS)
    def test_in_json(self, report, address, raw, by_schema, by_model):
        assert both(with_raw(report, address, raw)) == (by_schema, by_model)

    @pytest.mark.parametrize("beyond", BEYOND_JSON_SCHEMA, ids=lambda beyond: beyond.__name__)
    def test_each_thing_beyond_json_schema_is_met_in_the_suite_and_taken_by_the_schema(self, beyond):
        met = [
            case.content
            for case in cases()
            if case.format == "json" and any(beyond(finding) for finding in findings(json_codec, case.content))
        ]
        assert met
        assert {enforcers.by_jsonschema_rs(data) for data in met} == {True}


@of_every_edition
class TestJson:
    """The model refuses what the JSON Schema refuses, and what is beyond JSON Schema, and nothing else."""

    @given(data=st.data())
    def test_of_mutated_reports(self, edition, data):
        document = data.draw(mutated_json(edition))
        assert enforcers.by_jsonschema_rs(document, edition=edition) == (not sayable(document))

    @given(data=st.data())
    def test_of_documents_made_from_the_schema(self, edition, data):
        document = data.draw(from_schema(edition))
        assert enforcers.by_jsonschema_rs(document, edition=edition) == (not sayable(document))


# XML.

RAW_XML = (
    *("", "0", "1", "-1", "-0", "+5", "05", "5.0", "1e3", " 5 ", "\n5\n", "5\t", "5&#160;", "5\u3000", "５", "1,000"),
    *(
        "5<!-- a -->",
        "<!-- a -->5",
        "1<!-- a -->2",
        "5<?a b?>",
        "<![CDATA[5]]>",
        "<![CDATA[]]>",
        "&#53;",
        "&#x35;",
        "<b/>",
    ),
    *("1.5000", "1.50000000", "0.1234567", "0.000001", ".5", "5.", "NaN", "INF", "9" * 15, "1" + "0" * 15),
    *("12345678901234.56", "0.1000000000000000000001", str(COUNT_MAX), str(COUNT_MAX + 1), "9" * 40, "2023", " 2023 "),
    *(
        "一",
        "一 ",
        " 一",
        "一  二",
        "一&#9;二",
        "一&#10;二",
        "一&#13;",
        "一&#x2028;",
        "一&#xFEFF;",
        "&#1;",
        "&lt;b&gt;",
    ),
    *("一、总体情况", "<![CDATA[一、总体情况]]>", "2024-01-31", " 2024-01-31 ", "2024-02-30", "2024-01-31Z", "321300"),
    *("11321300014277015D", "11321300014277015C", " 321300", "http://a", "http://a b", "http://a "),
)
LEAF = re.compile(r"( *)<([a-z_]+)>(.*)</\2>")


@st.composite
def mutated_xml(draw: Any, edition: str) -> bytes:
    """A valid report with up to three lines changed, taken out, doubled, moved or added."""
    lines = xml_codec.encode(draw(reports(edition=edition, max_paragraphs=2))).decode().splitlines()
    for _ in range(draw(st.integers(0, 3))):
        number = draw(st.integers(2, len(lines) - 2))
        line = lines[number]
        leaf = LEAF.fullmatch(line)
        change = draw(st.sampled_from(["value", "value", "value", "out", "twice", "move", "add", "text", "attribute"]))
        if change == "value" and leaf:
            raw = draw(st.sampled_from(RAW_XML) | st.integers(-2, 10**17).map(str))
            lines[number] = f"{leaf[1]}<{leaf[2]}>{raw}</{leaf[2]}>"
        elif change == "out" and leaf:
            del lines[number]
        elif change == "twice" and leaf:
            lines.insert(number, line)
        elif change == "move" and leaf:
            lines.insert(draw(st.integers(2, len(lines) - 2)), lines.pop(number))
        elif change == "add":
            added = draw(
                st.sampled_from(
                    ["<remarks>0</remarks>", "<total>0</total>", "<!-- a -->", "<?a b?>", "<x:y xmlns:x='u'/>"]
                )
            )
            lines.insert(number, added)
        elif change == "text":
            lines.insert(
                number,
                draw(st.sampled_from(["", "  ", "一", "\u3000", "\u00a0", "<![CDATA[]]>", "<![CDATA[ ]]>", "&#32;"])),
            )
        elif change == "attribute" and leaf:
            lines[number] = line.replace(f"<{leaf[2]}>", f'<{leaf[2]} unit="件">', 1)
    return "\n".join(lines).encode()


def ids_of(found: tuple[gds.Finding, ...]) -> set[str]:
    """The findings as Schematron names them, by rule and address, or by rule where it stands at texts."""
    return {f"{one.rule}.{address}" if one.rule in IDENTITIES else one.rule for one in found for address in one.at}


class TestXml:
    """XSD and Schematron together accept what the model accepts; what the XSD accepts, Schematron judges alike."""

    @pytest.mark.parametrize("raw", RAW_XML)
    @pytest.mark.parametrize("address", [COUNT, AMOUNT, "year", "organ"])
    def test_of_each_awkward_value(self, report, address, raw):
        text = xml_codec.encode(report).decode()
        name = address.rpartition(".")[2]
        data = re.sub(rf"<{name}>[^<]*<", f"<{name}>{raw}<".replace("\\", r"\\"), text, count=1).encode()
        found = findings(xml_codec, data)
        assert (enforcers.by_xsd(data) and enforcers.by_schematron(data) == set()) == (not found)

    @of_every_edition
    @given(data=st.data())
    def test_of_mutated_reports(self, edition, data):
        document = data.draw(mutated_xml(edition))
        found = findings(xml_codec, document)
        by_xsd, by_schematron = (
            judge(document, edition=edition) for judge in (enforcers.by_xsd, enforcers.by_schematron)
        )
        assert (by_xsd and by_schematron == set()) == (not found)
        if by_xsd:
            assert by_schematron == ids_of(found)


class TestArithmetic:
    """`check`, the rules catalogue and Schematron find the same identities broken."""

    @given(st.sampled_from(sorted(IDENTITIES)).flatmap(lambda rule: broken(rule, edition=None)))
    def test_of_reports_with_one_wrong_cell(self, report):
        assert self.found_broken(report)
        self.all_say_the_same(report)

    @given(published_reports(edition=None, max_paragraphs=1, broken_identities=2).filter(lambda report: report.title))
    def test_of_reports_with_two_broken_identities(self, report):
        """Of mixed forms too, whose artefacts are built on demand."""
        assert len(self.found_broken(report)) == 2
        self.all_say_the_same(report)

    @of_every_edition
    @given(data=st.data())
    def test_of_reports_with_other_counts(self, edition, data):
        report = data.draw(reports(edition=edition, max_paragraphs=1))
        counts = [cell.address for cell in gds.cells(edition) if cell.kind == "count"]
        number = st.integers(0, 9) | st.integers(0, COUNT_MAX)
        document = json.loads(json_codec.encode(report))
        for address, count in data.draw(st.dictionaries(st.sampled_from(counts), number, max_size=9)).items():
            *path, leaf = address.split(".")
            at(document, tuple(path))[leaf] = count
        published = json_codec.decode(json.dumps(document).encode(), gds.PublishedReport)
        self.all_say_the_same(published)

    def found_broken(self, report: gds.PublishedReport) -> set[tuple[str, str]]:
        return {(one.rule, cell) for one in gds.check(report).errors if one.rule in IDENTITIES for cell in one.at}

    def all_say_the_same(self, report: gds.PublishedReport) -> None:
        due, edition = self.found_broken(report), report.edition
        assert enforcers.by_rules(json_codec.encode(report), edition=edition) == due
        by_schematron = enforcers.by_schematron(xml_codec.encode(report), edition=edition)
        assert by_schematron == {f"{rule}.{place}" for rule, place in due}
