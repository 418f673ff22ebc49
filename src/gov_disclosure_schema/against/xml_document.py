"""XML documents judged by XML Schema and Schematron, both run by libxml2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..catalogue import RULES
from ..checks.mixture import mixture
from ..editions import EDITIONS, FORMS
from ..errors import SchemaMismatch
from ..findings import Finding, Findings, Number, Position, in_source_order
from ..json_source import Path
from ..refusals import printed
from ..schemas import schema
from ..xml_names import PARAGRAPH, ROOT
from ..xml_source import element_at, parsed, position_of
from .verdict import (
    Cells,
    Count,
    Judgement,
    address_of,
    broken,
    finding,
    identities_of,
    published_fields,
    sums_of,
    without_consequences,
)

if TYPE_CHECKING:
    from lxml import etree
    from lxml.isoschematron import Schematron


class _Enforcers(NamedTuple):
    """The compiled artefacts of an edition."""

    structure: etree.XMLSchema
    arithmetic: Schematron


@cache
def _enforcers(edition: str) -> _Enforcers:
    from lxml import etree, isoschematron  # noqa: PLC0415  (heavy, on use only)

    return _Enforcers(
        etree.XMLSchema(etree.fromstring(schema("xsd", edition).encode())),
        isoschematron.Schematron(etree.fromstring(schema("schematron", edition).encode()), store_report=True),
    )


class _Xml:
    """An XML document: its elements by address."""

    def __init__(self, data: bytes) -> None:
        self.root = parsed(data)
        self.namespace = str(self.root.tag).rpartition("}")[0] + "}"

    def number(self, address: str) -> Number | None:
        """The number of a cell."""
        text = self.text(address)
        if text is None or not _NUMBER.fullmatch(text.strip(_SPACE)):
            return None
        number = Decimal(text.strip(_SPACE))
        return int(number) if number == number.to_integral_value() else number

    def text(self, address: str) -> str | None:
        """What stands at an address."""
        steps = [self.namespace + step for step in address.split(".")]
        element = self.root.find("/".join(steps))
        return None if element is None else element.text or ""

    def name_of(self, element: etree._Element) -> str:
        """An element's name as a message has it, without the namespace where it is the form's."""
        return printed(str(element.tag).removeprefix(self.namespace))

    def path_of(self, element: etree._Element) -> Path:
        """The location of an element: field names, and the index of a paragraph."""
        steps: list[str | int] = []
        while (parent := element.getparent()) is not None:
            name = str(element.tag).removeprefix(self.namespace)
            steps.append(parent.findall(str(element.tag)).index(element) if name == PARAGRAPH else name)
            element = parent
        return tuple(reversed(steps))


_NUMBER: Final = re.compile(r"[0-9]{1,400}(?:\.[0-9]{1,400})?")
_SPACE: Final = " \t\r\n"


def judge_xml(data: bytes) -> Judgement:
    """Judge an XML document.

    Raises
    ------
    DecodeError
        If it is not well formed, or not safe to read.
    SchemaMismatch
        If its root is of no schema that is known.
    """
    document = _Xml(data)
    edition = _edition_of(document)
    enforcers = _enforcers(edition)
    findings = [*mixture(edition), *_of_structure(enforcers.structure, document, published_fields("xsd", edition))]
    reports = _failed_asserts(enforcers.arithmetic, document)
    failed = {report.get("id") for report in reports}
    count = Count()
    for rule in identities_of(edition):
        at = address_of(rule["at"])
        name = f"{rule['id']}.{at}"
        sums = sums_of(rule, document.number)
        count.add(rule["id"], "not_assessable" if sums is None else "failed" if name in failed else "passed")
        if sums and name in failed:
            position = position_of(element_at(document.root, tuple(at.split(".")), PARAGRAPH))
            findings.append(broken(rule, sums, published_fields("xsd", edition), position))
    # An assert on the check character means nothing of what is no credit code at all.
    told = {known.at for known in findings}
    findings += (said for said in _of_texts(reports, document) if said.at not in told)
    year = document.number("year")
    return Judgement(
        "xml",
        edition,
        document.text("organ"),
        int(year) if year is not None else None,
        Findings(in_source_order(findings), count.tally),
    )


def _of_structure(structure: etree.XMLSchema, document: _Xml, cells: Cells) -> Iterator[Finding]:
    """What XML Schema says, each thing once."""
    found: dict[tuple[Any, ...], Finding] = {}
    structure.validate(document.root)
    for entry in structure.error_log:
        for told in _of_entry(entry, document, cells):
            found.setdefault((told.at, told.rule, told.variant), told)
    yield from _without_repeats(without_consequences(found.values()))


def _edition_of(document: _Xml) -> str:
    tags = {f"{{{edition.schema_id}}}{ROOT}": edition.name for edition in FORMS.values()}
    tag = str(document.root.tag)
    if tag in tags:
        return tags[tag]
    facts = {"printed": printed(tag), "due": ", ".join(tag for tag, form in tags.items() if form in EDITIONS)}
    raise SchemaMismatch(Finding("XML-ROOT", position=position_of(document.root), facts=facts))


def _of_entry(entry: Any, document: _Xml, cells: Cells) -> Iterator[Finding]:
    """An entry of libxml2's log as findings."""
    element = document.root.xpath(entry.path)[0]
    path = document.path_of(element)
    position = position_of(element)
    match entry.type_name:
        case "SCHEMAV_ELEMENT_CONTENT":
            due = _due(entry.message, document)
            variant = "end" if "Missing child" in entry.message else "" if due else "rest"
            yield finding("XML-ELEMENT", path, position, {"printed": document.name_of(element), "due": due}, variant)
        case "SCHEMAV_CVC_TYPE_3_1_2":
            inner = element[0]
            facts = {"printed": document.name_of(inner), "due": ""}
            yield finding("XML-ELEMENT", document.path_of(inner), position_of(inner), facts, "rest")
        case "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1" | "SCHEMAV_CVC_TYPE_3_1_1":
            for attribute in element.attrib:
                if not str(attribute).startswith(_INSTANCE):
                    yield finding("XML-ATTRIBUTE", path, position, {"printed": printed(str(attribute))})
        case "SCHEMAV_CVC_COMPLEX_TYPE_2_3":
            texts = [element.text, *(below.tail for below in element)]
            stray = next((text for text in texts if text and text.strip(_SPACE)), "")
            yield finding("XML-TEXT", path, position, {"printed": printed(stray.strip())})
        case _:
            yield _of_value(entry, element.text or "", path, position, cells)


_INSTANCE: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_EXPECTED: Final = re.compile(r"Expected is (?:one of )?\( (.*) \)")


def _due(message: str, document: _Xml) -> str:
    """What the log says should stand there."""
    match = _EXPECTED.search(message)
    names = match[1].split(", ") if match else []
    return ", ".join(name.removeprefix(document.namespace) for name in names)


def _of_value(entry: Any, text: str, path: Path, position: Position, cells: Cells) -> Finding:
    """What is wrong with the text of an element, by the facet that it breaks."""
    facts: dict[str, Any] = {"value": printed(text), "printed": printed(text), "reason": entry.message}
    field = cells.fields.get(".".join(step for step in path if isinstance(step, str)))
    if field is None:
        return finding("SHAPE-VALUE", path, position, facts)
    number = field.kind in ("count", "amount", "year")
    line = field.bounds.min_length is not None
    if number and not text.strip(_SPACE):
        return finding("SHAPE-BLANK", path, position)
    if entry.type_name == "SCHEMAV_CVC_MINLENGTH_VALID":
        return finding("TEXT-EMPTY", path, position)
    if entry.type_name == "SCHEMAV_CVC_MAXLENGTH_VALID" and line:
        return finding("TEXT-LENGTH", path, position, {"length": len(text), "limit": field.bounds.max_length})
    if entry.type_name in _FACETS:
        variant, fact, bound = _FACETS[entry.type_name]
        stated = getattr(field.bounds, bound)
        stated = str(stated) if isinstance(stated, Decimal) else stated
        return finding("SHAPE-VALUE", path, position, facts | {fact: stated}, variant)
    if number:
        return finding("XML-NUMBER", path, position, facts)
    variant = "date_from_datetime_parsing" if field.kind == "date" else "string_pattern_mismatch"
    return finding("SHAPE-VALUE", path, position, facts, variant)


_FACETS: Final = {
    "SCHEMAV_CVC_MININCLUSIVE_VALID": ("greater_than_equal", "ge", "minimum"),
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": ("less_than_equal", "le", "maximum"),
    "SCHEMAV_CVC_FRACTIONDIGITS_VALID": ("decimal_max_places", "decimal_places", "places"),
    "SCHEMAV_CVC_TOTALDIGITS_VALID": ("decimal_max_digits", "max_digits", "digits"),
    "SCHEMAV_CVC_MAXLENGTH_VALID": ("string_too_long", "max_length", "max_length"),
}
"""What libxml2 calls a broken facet: variant of the message, its fact, and which bound that is."""


def _without_repeats(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings without those that libxml2 adds to a facet's: that the value is none of the type."""
    every = [*findings]

    def general(known: Finding) -> bool:
        return known.rule == "XML-NUMBER" or known.variant == "string_pattern_mismatch"

    told = {known.at for known in every if not general(known)}
    yield from (known for known in every if not general(known) or known.at not in told)


_SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"


def _failed_asserts(arithmetic: Schematron, document: _Xml) -> list[Any]:
    """The Schematron's reports of failed asserts."""
    arithmetic.validate(document.root)
    report: Any = arithmetic.validation_report
    return [*report.iter(f"{_SVRL}failed-assert")]


def _of_texts(failed: Iterable[Any], document: _Xml) -> Iterator[Finding]:
    """What the Schematron says of texts; an assert on cells has their address in its id, too."""
    for report in failed:
        rule = report.get("id")
        if rule in RULES:
            element = document.root.xpath(report.get("location"))[0]
            said = "".join(report.itertext())
            yield finding(rule, document.path_of(element), position_of(element), _facts(rule, said))


def _facts(rule: str, said: str) -> dict[str, str]:
    """The facts of a message, read back from the message."""
    template = re.escape(RULES[rule].message().en)
    match = re.search(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", template), said)
    return match.groupdict() if match else {}
