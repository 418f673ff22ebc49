"""What kind of file some bytes are, told by the bytes themselves."""

from __future__ import annotations

import re
from typing import Final

from .errors import DecodeError
from .findings import Finding
from .source_text import BYTE_ORDER_MARK, UTF16_MARKS

_HEAD: Final = 2**16
"""So much of a file is looked at."""
_OTHER: Final = {b"\xd0\xcf\x11\xe0": "", b"{\\rtf": "rtf", b"%PDF": "pdf"}
"""How a file begins that another program must convert → variant of the message that says how."""
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
"""Name of what an old file holds that is a new one behind a password."""
_ZIP: Final = b"PK\x03\x04"
_IN_ZIP: Final = {b"word/document": "docx", b"xl/workbook": "xlsx"}
"""How the name of a part of an archive begins → format; every archive ends with the names of its parts."""
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument"
_PROLOG: Final = re.compile(
    rb"(?:\s+|<\?xml[^>]*\?>|<!--(?:(?!-->).)*-->|<!DOCTYPE(?!\s+html)[^>\[]*(?:\[[^\]]*\]\s*)?>)*",
    re.DOTALL | re.IGNORECASE,
)
_TAG: Final = re.compile(rb"<(!doctype\s+html|[a-z][a-z0-9]*)(?=[\s/>])", re.IGNORECASE)
_HTML: Final = frozenset(
    b"""html head body title meta link base style script noscript template header main nav article section aside footer
    h1 h2 h3 h4 h5 h6 div p span center font b strong i em u a br hr img pre ul ol li dl table caption thead tbody tfoot
    tr td th form iframe""".split()
)
_MARKUP: Final = re.compile(rb"</(?:td|tr|table|div|p|span|html)\s*>", re.IGNORECASE)


def kind_of(data: bytes) -> str:
    """The name of the format that a file has: `json`, `xml`, `html`, `docx`, `xlsx`; else `text`.

    Raises
    ------
    DecodeError
        If it must be converted first: old Word, Excel or WPS, RTF, OpenDocument, PDF, another archive.
    """
    for magic, variant in _OTHER.items():
        if data.startswith(magic):
            locked = not variant and _ENCRYPTED in data
            raise DecodeError(Finding("FILE-CONVERT", variant="encrypted" if locked else variant))
    if data.startswith(_ZIP):
        return _kind_of_archive(data)
    head = data[:_HEAD]
    if head.startswith(UTF16_MARKS):
        head = head.decode("utf-16", errors="ignore").encode(errors="ignore")
    head = head.removeprefix(BYTE_ORDER_MARK).lstrip()
    if head.startswith(b"{"):
        return "json"
    if head.startswith(b"<"):
        return "html" if _is_html(head) else "xml"
    return "html" if _MARKUP.search(head) else "text"


def _kind_of_archive(data: bytes) -> str:
    names = data[:_HEAD] + data[-_HEAD:]
    for name, kind in _IN_ZIP.items():
        if name in names:
            return kind
    raise DecodeError(Finding("FILE-CONVERT", variant="odf" if _OPEN_DOCUMENT in data[:_HEAD] else "zip"))


def _is_html(head: bytes) -> bool:
    """Whether the first tag, after a declaration and comments, is one of HTML's."""
    prolog = _PROLOG.match(head)
    tag = _TAG.match(head, prolog.end() if prolog else 0)
    if not tag:
        return _MARKUP.search(head) is not None
    return tag[1].lower() in _HTML or tag[1][:1] == b"!"
