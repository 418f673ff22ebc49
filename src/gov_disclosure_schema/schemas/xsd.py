"""XML Schema 1.0: one namespace per schema version, the path of an element is the address of its cell."""

from __future__ import annotations

import re
from typing import Any, Final

from ..editions import Edition
from ..part import Part
from ..report import report_type
from ..scalars import AMOUNT_DIGITS, AMOUNT_PLACES, Scalar
from ..xml_names import PARAGRAPH, ROOT
from .json_schema import TITLE
from .markup import Element, document, element
from .parts import Facets, Field, description, fields_of, parts_of, scalars_of, summary

_XS: Final = "http://www.w3.org/2001/XMLSchema"
_NARRATIVE: Final = "Narrative"
_WHOLE: Final = "0|[1-9][0-9]*"
_SIGNED: Final = "0|-?[1-9][0-9]*"
_DECIMAL: Final = r"(0|[1-9][0-9]*)(\.[0-9]+)?"


def xsd(edition: Edition) -> str:
    """The XML Schema of an edition's documents, as text."""
    root = report_type(edition.name)
    return document(
        element(
            "xs:schema",
            _documentation(TITLE, f"Annual report on open government information, {edition.source}"),
            # Its type has no name of its own: generators of code would make one class of the element, one of the type.
            element("xs:element", _documentation(TITLE, summary(root)), _type(root), name=ROOT),
            element(
                "xs:complexType",
                _documentation(None, "paragraphs of a narrative section"),
                element(
                    "xs:sequence",
                    element("xs:element", name=PARAGRAPH, type="Paragraph", minOccurs=0, maxOccurs="unbounded"),
                ),
                name=_NARRATIVE,
            ),
            *map(_complex, reversed(parts_of(edition))),
            *(_simple(scalar, facets) for scalar, facets in scalars_of(edition).values()),
            xmlns__xs=_XS,
            xmlns=edition.schema_id,
            targetNamespace=edition.schema_id,
            elementFormDefault="qualified",
            version=edition.schema_version,
        )
    )


def _documentation(zh: str | None, en: str) -> Element:
    return element(
        "xs:annotation",
        element("xs:documentation", zh, xml__lang="zh") if zh else None,
        element("xs:documentation", en, xml__lang="en"),
    )


def _complex(part: type[Part]) -> Element:
    return _type(part, _documentation(None, summary(part)), name=part.__name__)


def _type(part: type[Part], *documentation: Element, name: str | None = None) -> Element:
    # What the namespace says is not said again.
    elements = (_element(field) for field in fields_of(part) if field.constant is None)
    return element("xs:complexType", *documentation, element("xs:sequence", *elements), name=name)


def _element(field: Field) -> Element:
    if field.part:
        name = field.part.__name__
    else:
        name = _NARRATIVE if field.repeated else field.scalar.name if field.scalar else ""
    return element(
        "xs:element",
        _documentation(field.label.official, description(field.label)),
        name=field.name,
        type=name,
        minOccurs=None if field.required else 0,
    )


def _simple(scalar: Scalar, facets: Facets) -> Element:
    return element(
        "xs:simpleType",
        _documentation(None, scalar.meaning),
        element("xs:restriction", *_facets(facets), base=_base(scalar, facets)),
        name=scalar.name,
    )


def _base(scalar: Scalar, facets: Facets) -> str:
    if facets["type"] == "integer":
        return "xs:integer" if facets["minimum"] < 0 else "xs:nonNegativeInteger"
    if facets["type"] == "number":
        return "xs:decimal"
    if scalar.kind:  # white space around what a cell says does not count
        return "xs:token"
    return "xs:date" if facets.get("format") == "date" else "xs:string"


def _facets(facets: Facets) -> list[Element]:
    found: dict[str, Any] = {}
    if facets["type"] == "integer":
        whole = _SIGNED if facets["minimum"] < 0 else _WHOLE
        found = {"pattern": whole, "minInclusive": facets["minimum"], "maxInclusive": facets["maximum"]}
    elif facets["type"] == "number":
        found = {"pattern": _DECIMAL, "minInclusive": facets["minimum"], "maxInclusive": facets["maximum"]}
        found |= {"totalDigits": AMOUNT_DIGITS, "fractionDigits": AMOUNT_PLACES}
    elif facets.get("format") == "date":
        found = {"pattern": "[0-9]{4}-[0-9]{2}-[0-9]{2}"}
    else:
        found = {"pattern": pattern(facets["pattern"])}
        found |= {_LENGTHS[key]: facets[key] for key in _LENGTHS if key in facets}
    return [element(f"xs:{name}", value=str(value)) for name, value in found.items()]


_LENGTHS: Final = {"minLength": "minLength", "maxLength": "maxLength"}
_ESCAPE: Final = re.compile(r"\\u([0-9a-f]{4})")
_NOT_IN_XML: Final = (r"\ufffe\uffff", "")
_CONTROLS: Final = (r"\u0000-\u001f", r"\t\n\r")


def pattern(expression: str) -> str:
    """A pattern of JSON Schema in the dialect of XML Schema: whole, plain groups, characters for their escapes.

    What no XML document can hold (most controls, U+FFFE, U+FFFF) is left out.
    """
    whole = expression.removeprefix("^").removesuffix("$").replace("(?:", "(")
    for escaped, plain in (_CONTROLS, _NOT_IN_XML):
        whole = whole.replace(escaped, plain)
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), whole)
