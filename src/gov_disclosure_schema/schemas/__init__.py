"""The published artefacts, built from the model: what integrators need who will never run Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from ..editions import EDITIONS, FORMS, LATEST, Edition
from ..errors import UsageError
from ..findings import Finding
from .json_schema import json_schema
from .rules_catalogue import rules_catalogue
from .schematron import schematron
from .xsd import xsd

_BUILDERS: Final[Mapping[str, tuple[Callable[[Edition], str], str]]] = MappingProxyType(
    {
        "json": (json_schema, "annual-report-{edition}.schema.json"),
        "xsd": (xsd, "annual-report-{edition}.xsd"),
        "schematron": (schematron, "annual-report-{edition}.sch"),
        "rules": (rules_catalogue, "annual-report-{edition}.rules.json"),
    }
)
KINDS: Final = tuple(_BUILDERS)


@cache
def schema(kind: str = "json", edition: str = LATEST.name) -> str:
    """A published artefact of an edition.

    Parameters
    ----------
    kind
        One of `KINDS`:

        - `"json"`, the JSON Schema (2020-12) of a JSON document that the strict door takes, the arithmetic apart;
        - `"xsd"`, the XML Schema (1.0) of an XML document, the arithmetic apart;
        - `"schematron"`, the arithmetic of XML documents, and what an XSD cannot say of their texts (ISO Schematron,
          XPath 1.0);
        - `"rules"`, the arithmetic as JSON: for each identity two lists of JSON Pointers whose sums must agree.
    edition
        Name of the edition.

    Returns
    -------
    str
        The artefact's text, a line feed at the end.

    Raises
    ------
    UsageError
        If there is no such kind or edition.
    """
    if kind not in KINDS:
        raise UsageError(Finding("FILE-FORMAT", facts={"printed": kind, "known": ", ".join(KINDS)}))
    if edition not in FORMS:
        raise UsageError(Finding("EDITION-UNKNOWN", facts={"printed": edition, "known": ", ".join(EDITIONS)}))
    build, _ = _BUILDERS[kind]
    return build(FORMS[edition])


def file_name(kind: str, edition: str = LATEST.name) -> str:
    """The name of an artefact's file in ``schemas/``."""
    return _BUILDERS[kind][1].format(edition=edition)
