"""XML bytes as elements, safely: UTF-8 alone, no document type, no entity of the document's own, libxml2's limits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from .errors import DecodeError
from .findings import Finding, Position
from .refusals import printed
from .source_text import tags_of, utf8

if TYPE_CHECKING:
    from lxml import etree

_PROLOG: Final = re.compile(
    r"(?:<\?xml[ \t\r\n](?P<declaration>[^?]*)\?>)?(?:[ \t\r\n]+|<!--(?:(?!-->).)*-->|<\?(?:(?!\?>).)*\?>)*", re.DOTALL
)
_ENCODING: Final = re.compile(r"""encoding\s*=\s*["']([^"']*)["']""")
_HTML: Final = re.compile(r"<(?:!doctype\s+)?html\b", re.IGNORECASE)


def parsed(data: bytes) -> etree._Element:
    """The root of an XML document; comments and processing instructions are left out.

    Parameters
    ----------
    data
        UTF-8, a byte order mark allowed.

    Raises
    ------
    DecodeError
        If the bytes are not well-formed XML in UTF-8, have a document type declaration or more tags than any report, or
        exceed libxml2's limits (256 nested elements, 10 million characters in one text).
    """
    from lxml import etree  # noqa: PLC0415  (heavy, on use only)

    text = utf8(data, mark_allowed=True)
    prolog = next(_PROLOG.finditer(text))  # there is one, if an empty one
    end = prolog.end()
    position = Position(text.count("\n", 0, end) + 1, end - text.rfind("\n", 0, end))
    if _HTML.match(text, end):
        raise DecodeError(Finding("FILE-HTML", position=position))
    if text.startswith("<!DOCTYPE", end):
        raise DecodeError(Finding("XML-DOCTYPE", position=position))
    declared = _ENCODING.search(prolog["declaration"] or "")
    if declared and declared[1].lower() not in ("utf-8", "utf8"):
        raise DecodeError(Finding("XML-ENCODING", position=Position(1), facts={"printed": printed(declared[1])}))
    tags_of(data)
    parser = etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = str(error.msg).partition(", line ")[0]
        position = Position(*error.position)
        raise DecodeError(Finding("XML-SYNTAX", position=position, facts={"reason": reason})) from None


def position_of(element: etree._Element) -> Position:
    """The line that an element begins on; libxml2 keeps no column."""
    return Position(element.sourceline or 1)


def element_at(root: etree._Element, location: tuple[str | int, ...], item: str) -> etree._Element:
    """The element at a location of the model, or the nearest one above it that is there.

    Parameters
    ----------
    root
        Of the document.
    location
        Field names, and the index of a paragraph.
    item
        Name of the elements that an index counts.
    """
    namespace = str(root.tag).partition("}")[0] + "}"
    element = root
    for step in location:
        name, index = (item, step) if isinstance(step, int) else (step, 0)
        found = element.findall(f"{namespace}{name}")
        if len(found) <= index:
            break
        element = found[index]
    return element


def positions_of_texts(root: etree._Element, addresses: Iterable[str]) -> dict[str, Position]:
    """Where texts stand, by address: `organ`, and `overview.0` for the first element below `overview`."""
    below: dict[str, list[Position]] = {}
    found = {}
    for address in addresses:
        field, _, index = address.partition(".")
        if field not in below:
            element = element_at(root, (field,), "")
            below[field] = [position_of(element), *map(position_of, element)]
        found[address] = below[field][int(index) + 1 if index else 0]
    return found
