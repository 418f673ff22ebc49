"""A schema's text as a contract, whichever of the two languages it is written in."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, NamedTuple

from ..errors import DecodeError
from ..findings import Finding, Position
from ..source_text import BYTE_ORDER_MARK, utf8
from ..xml_names import ROOT
from .from_json_schema import shape_of_json_schema
from .from_xsd import root_of_xsd
from .shape import Shape


class Contract(NamedTuple):
    """What a schema says.

    Attributes
    ----------
    kind
        `"json"` or `"xsd"`, as in `gov_disclosure_schema.schema`.
    root, namespace
        The root element of documents and its namespace; empty for JSON.
    shape
        What documents hold.
    """

    kind: Literal["json", "xsd"]
    root: str
    namespace: str
    shape: Shape


def contract_of(schema: str | bytes) -> Contract:
    """The contract that a schema is.

    Parameters
    ----------
    schema
        The text of a JSON Schema or of an XML Schema, told apart by its first character.

    Raises
    ------
    DecodeError
        If it is neither, is wrong itself, refers to another file or to itself, or is too large.
    """
    data = schema.encode() if isinstance(schema, str) else schema
    first = data.removeprefix(BYTE_ORDER_MARK).lstrip()[:1]
    if first == b"<":
        name, namespace, shape = root_of_xsd(data, ROOT)
        return Contract("xsd", name, namespace, shape)
    if first != b"{":
        utf8(data, mark_allowed=True)  # says what bytes these are, if they are no text
        raise DecodeError(Finding("SCHEMA-UNREADABLE", position=Position(1), variant="kind"))
    return Contract("json", "", "", replace(shape_of_json_schema(data), title="", description=""))
