"""The classes of enforcers, and what each can see: one table, which the manifest, the tests and the docs follow."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class EnforcerClass(NamedTuple):
    """What enforces the contract, by what it is made from.

    Attributes
    ----------
    formats
        The formats that it reads.
    accepts
        What it means that it accepts a document.
    cannot
        What it cannot express; a document that is wrong in nothing else is not claimed to be refused.
    """

    formats: tuple[str, ...]
    accepts: str
    cannot: str


CLASSES: Final[Mapping[str, EnforcerClass]] = MappingProxyType(
    {
        "model": EnforcerClass(
            ("json", "xml", "text"),
            "`codecs.*.decode` through the strict door raises nothing",
            "nothing: it is the definition",
        ),
        "check": EnforcerClass(
            ("json", "xml", "text"),
            "`read` raises nothing and finds nothing of severity error",
            "blanks and unknown organs, which it takes and warns of; in text, spellings and layouts that it sees "
            "through",
        ),
        "json-schema": EnforcerClass(
            ("json",),
            "a JSON parser (RFC 8259), then a JSON Schema validator (2020-12), take the document",
            "arithmetic; keys that stand twice; 12.0 and 1e3, which it calls integers; decimal places and digits of "
            "amounts; check characters; headings among paragraphs; days, as `format` need not be asserted; what "
            "bytes and code points lie behind the parsed document",
        ),
        "rules": EnforcerClass(
            ("json",),
            "a JSON parser takes the document, and both sums of every entry of the rules catalogue agree",
            "anything but arithmetic",
        ),
        "xsd": EnforcerClass(
            ("xml",),
            "an XML parser, then an XML Schema validator (1.0), take the document",
            "arithmetic; check characters; headings among paragraphs; document type declarations and encodings, which "
            "parsers take",
        ),
        "schematron": EnforcerClass(
            ("xml",),
            "an XML parser takes the document, and no assert fails",
            "anything but arithmetic, check characters and headings among paragraphs",
        ),
    }
)

ENFORCERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "model": "model",
        "check": "check",
        "jsonschema": "json-schema",
        "jsonschema-rs": "json-schema",
        "ajv": "json-schema",
        "rules-python": "rules",
        "rules-js": "rules",
        "rules-java": "rules",
        "libxml2-xsd": "xsd",
        "java-xsd": "xsd",
        "lxml-schematron": "schematron",
        "java-schematron": "schematron",
    }
)
"""The enforcers that are run over the suite, each with its class."""
