"""What libxml2 says of broken XML: its words differ between versions, ours around them do not."""

from __future__ import annotations

from lxml import etree


def said_of(data: bytes) -> str:
    """The first thing that libxml2 says of a document in UTF-8 that it refuses."""
    try:
        etree.fromstring(data, etree.XMLParser(encoding="utf-8"))
    except etree.XMLSyntaxError as error:
        return error.msg.rpartition(", line ")[0]
    raise AssertionError("libxml2 takes it")
