"""A document judged by the published artefacts alone, as an enforcer in another language would judge it.

The model takes no part: structure and values are for JSON Schema (jsonschema) or XML Schema (libxml2) to say, the
arithmetic for the catalogue of identities or the Schematron. What those languages cannot say is not found:

- of JSON: the check character of a credit code, a paragraph that equals a heading, a key that stands twice, an
  amount of more than 6 decimal places or 15 digits, a whole number that is written ``12.0``;
- of XML: the type attributes of XML Schema instances (``xsi:type``, ``xsi:nil``).
"""

from __future__ import annotations

from ..errors import DecodeError
from ..findings import Finding
from ..source_text import BYTE_ORDER_MARK, utf8
from .json_document import judge_json
from .verdict import Judgement
from .xml_document import judge_xml

__all__ = ["Judgement", "judge"]


def judge(data: bytes) -> Judgement:
    """Judge a JSON or XML document by the published artefacts.

    Parameters
    ----------
    data
        The document, its format told by its first character.

    Raises
    ------
    DecodeError
        If it is neither, or not well formed.
    SchemaMismatch
        If it names no schema that is known.
    """
    first = data.removeprefix(BYTE_ORDER_MARK).lstrip()[:1]
    if first == b"<":
        return judge_xml(data)
    if first == b"{":
        return judge_json(data)
    utf8(data, mark_allowed=True)  # says what bytes these are, if they are no text
    raise DecodeError(Finding("FILE-FORMAT", facts={"printed": "text", "known": "json, xml"}))
