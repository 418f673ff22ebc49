"""The enforcers that run in Python: whether each accepts a document, and the rules that it names where it names any.

None but `model` and `check` uses the package for more than the artefacts' text.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from typing import Any, NoReturn

import jsonschema
import jsonschema_rs
from lxml import etree, isoschematron

import gov_disclosure_schema as gds
from gov_disclosure_schema.editions import LATEST

SVRL = "{http://purl.oclc.org/dsdl/svrl}"


@cache
def model(data: bytes, format_: str) -> frozenset[tuple[str, str]]:
    """What the strict door finds: rule and address."""
    try:
        getattr(gds.codecs, format_).decode(data)
    except gds.GovDisclosureError as error:
        return frozenset((finding.rule, at) for finding in error.findings for at in finding.at or ("",))
    return frozenset()


@cache
def check(data: bytes, format_: str) -> frozenset[tuple[str, str]]:
    """What `read` finds of severity error."""
    try:
        findings = gds.read(data, format_).findings.errors
    except gds.GovDisclosureError as error:
        findings = error.findings
    return frozenset((finding.rule, at) for finding in findings for at in finding.at or ("",))


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def parsed_json(data: bytes) -> Any:
    """A document as RFC 8259 has it: no NaN, no Infinity."""
    return json.loads(data, parse_constant=_no_constant)


@cache
def _jsonschema(edition: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(gds.schema("json", edition)))


@cache
def _jsonschema_rs(edition: str) -> Any:
    return jsonschema_rs.Draft202012Validator(json.loads(gds.schema("json", edition)))


def by_jsonschema(data: bytes, format_: str = "json", edition: str = LATEST.name) -> bool:
    del format_
    try:
        document = parsed_json(data)
    except ValueError:
        return False
    return _jsonschema(edition).is_valid(document)


def by_jsonschema_rs(data: bytes, format_: str = "json", edition: str = LATEST.name) -> bool:
    del format_
    try:
        document = parsed_json(data)
    except ValueError:
        return False
    try:
        return bool(_jsonschema_rs(edition).is_valid(document))
    except ValueError:  # a lone surrogate, which Rust's strings cannot hold
        return False


# The ten lines, as a reader of the catalogue would write them, in any language.
def broken_rules(catalogue: str, document: Any) -> list[tuple[str, str]]:
    """Id and place of every entry of the catalogue whose sums do not agree."""

    def value(pointer: str) -> Any:
        found = document
        for key in pointer.split("/")[1:]:
            found = found[key]
        return found

    rules = json.loads(catalogue)["rules"]
    return [
        (rule["id"], rule["at"])
        for rule in rules
        if sum(map(value, rule["expected"])) != sum(map(value, rule["actual"]))
    ]


def by_rules(data: bytes, format_: str = "json", edition: str = LATEST.name) -> set[tuple[str, str]] | None:
    """Rule and address of what the catalogue finds; None for what is no JSON, or cannot be added up."""
    del format_
    try:
        broken = broken_rules(gds.schema("rules", edition), parsed_json(data))
    except (ValueError, TypeError, LookupError):
        return None
    return {(rule, pointer[1:].replace("/", ".")) for rule, pointer in broken}


@cache
def _xsd(edition: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(gds.schema("xsd", edition).encode()))


@cache
def schematron(edition: str = LATEST.name) -> isoschematron.Schematron:
    artefact = gds.schema("schematron", edition).encode()
    return isoschematron.Schematron(etree.fromstring(artefact), store_report=True)


def parsed_xml(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def by_xsd(data: bytes, format_: str = "xml", edition: str = LATEST.name) -> bool:
    del format_
    try:
        return _xsd(edition).validate(parsed_xml(data))
    except etree.XMLSyntaxError:
        return False


def by_schematron(data: bytes, format_: str = "xml", edition: str = LATEST.name) -> set[str] | None:
    """The ids of the asserts that fail; None for what is no XML."""
    del format_
    try:
        root = parsed_xml(data)
    except etree.XMLSyntaxError:
        return None
    enforcer = schematron(edition)
    enforcer.validate(root)
    return {str(failed.get("id")) for failed in enforcer.validation_report.iter(f"{SVRL}failed-assert")}


ACCEPTS: dict[str, Callable[[bytes, str, str], bool]] = {
    "model": lambda data, format_, _: not model(data, format_),
    "check": lambda data, format_, _: not check(data, format_),
    "jsonschema": by_jsonschema,
    "jsonschema-rs": by_jsonschema_rs,
    "rules-python": lambda data, format_, edition: by_rules(data, format_, edition) == set(),
    "libxml2-xsd": by_xsd,
    "lxml-schematron": lambda data, format_, edition: by_schematron(data, format_, edition) == set(),
}
"""Enforcer → whether it accepts a document, by the artefacts of an edition."""

VERSIONS: dict[str, Callable[[], str]] = {
    "model": lambda: f"gov-disclosure-schema {gds.__version__}",
    "check": lambda: f"gov-disclosure-schema {gds.__version__}",
    "jsonschema": lambda: f"jsonschema {version('jsonschema')}",
    "jsonschema-rs": lambda: f"jsonschema-rs {version('jsonschema_rs')}",
    "rules-python": lambda: "ten lines of Python",
    "libxml2-xsd": lambda: f"libxml2 {'.'.join(map(str, etree.LIBXML_VERSION))}",
    "lxml-schematron": lambda: f"libxslt {'.'.join(map(str, etree.LIBXSLT_VERSION))}",
}
