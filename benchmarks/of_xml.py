"""XML: what reading, writing and judging by the published artefacts cost, and the peers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree, isoschematron
from measuring import EXAMPLE, Comparison, Seconds, measured, table
from xml_peers import pydantic_xml_model, xsdata_classes
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.handlers import LxmlEventHandler
from xsdata.formats.dataclass.serializers import XmlSerializer

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import json, xml

ROUNDS: Final = 60
CALLS: Final = 5

COMPARISONS: Final = (
    Comparison("canonical XML → report, 42 identities / `etree.fromstring`", "decode", "fromstring", 4),
    Comparison("the same without white space between elements / `etree.fromstring`", "decode, packed", "fromstring"),
    Comparison("report → XML / `etree.tostring` of a ready tree", "encode", "tostring", 3),
    Comparison("pydantic-xml, no identities / canonical XML → report", "pydantic-xml read", "decode", None, 4),
    Comparison("xsdata, no identities / canonical XML → report", "xsdata read", "decode", None, 7),
    Comparison("pydantic-xml / report → XML", "pydantic-xml write", "encode", None, 20),
    Comparison("xsdata / report → XML", "xsdata write", "encode", None, 30),
    Comparison("XSD in lxml / `etree.fromstring`", "XSD", "fromstring"),
    Comparison("XSD and Schematron in lxml / XSD in lxml", "XSD and Schematron", "XSD"),
)


def seconds() -> Seconds:
    """Seconds of one call of what reads and writes the report as XML, the other libraries' included."""
    report = json.decode(EXAMPLE.read_bytes())
    document = xml.encode(report)
    packed = b"".join(line.strip() for line in document.splitlines())
    tree = etree.fromstring(document)
    schema = etree.XMLSchema(etree.fromstring(gds.schema("xsd").encode()))
    rules = isoschematron.Schematron(etree.fromstring(gds.schema("schematron").encode()))
    peer = pydantic_xml_model(report.edition)
    read_by_peer = peer.from_xml(document)
    generated = xsdata_classes(report.edition).AnnualReport
    parser, serializer = XmlParser(handler=LxmlEventHandler), XmlSerializer()
    parsed = parser.from_bytes(document, generated)
    return measured(
        {
            "decode": lambda: xml.decode(document),
            "decode, packed": lambda: xml.decode(packed),
            "fromstring": lambda: etree.fromstring(document),
            "encode": lambda: xml.encode(report),
            "tostring": lambda: etree.tostring(tree, encoding="UTF-8"),
            "pydantic-xml read": lambda: peer.from_xml(document),
            "pydantic-xml write": read_by_peer.to_xml,
            "xsdata read": lambda: parser.from_bytes(document, generated),
            "xsdata write": lambda: serializer.render(parsed, ns_map={None: report.schema_id}),
            "XSD": lambda: schema.validate(tree),
            "XSD and Schematron": lambda: schema.validate(tree) and rules.validate(tree),
        },
        ROUNDS,
        CALLS,
    )


def section() -> Iterator[str]:
    """What XML costs."""
    size = len(xml.encode(json.decode(EXAMPLE.read_bytes())))
    yield "## XML"
    yield ""
    yield f"The same report, {size} bytes. A canonical document is read by place, any other by lxml. pydantic-xml reads"
    yield "into a model made from the form with plain types, xsdata into the dataclasses that it generates from the"
    yield "published XSD."
    yield ""
    yield from table(COMPARISONS, seconds(), "µs", 1e6)
