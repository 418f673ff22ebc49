"""Bytes as text: UTF-8, and a clear word on anything else."""

from __future__ import annotations

from typing import Final

from .errors import DecodeError
from .findings import Finding, Position

_MAGIC: Final = {
    b"PK\x03\x04": "ZIP: Word, Excel",
    b"\xd0\xcf\x11\xe0": "OLE: Word 97, WPS, Excel 97",
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "gzip",
}
UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
TAGS_MAX: Final = 2_500_000
"""Most tags of a document; a report has some ten thousand, and each element takes more than a hundred bytes."""


def utf8(data: bytes, *, mark_allowed: bool = False) -> str:
    """The text that the bytes are.

    Parameters
    ----------
    data
        UTF-8.
    mark_allowed
        Whether a byte order mark at the beginning is passed over; canonical formats have none.

    Raises
    ------
    DecodeError
        If the bytes are empty, binary, in another encoding, or begin with a mark that is not allowed.
    """
    refuse_binary(data)
    if data.startswith(UTF16_MARKS):
        raise DecodeError(Finding("FILE-ENCODING", position=Position(1, 1), variant="utf16"))
    if data.startswith(BYTE_ORDER_MARK):
        if not mark_allowed:
            raise DecodeError(Finding("FILE-ENCODING", position=Position(1, 1), variant="bom"))
        data = data[len(BYTE_ORDER_MARK) :]
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise DecodeError(not_utf8(data, error.start)) from None
    return text


def refuse_binary(data: bytes) -> None:
    """Refuse bytes that are no text in any charset.

    Raises
    ------
    DecodeError
        If they are nothing but white space, begin like a binary file, or have a NUL (but for UTF-16 with a mark).
    """
    if not data or data.isspace():
        raise DecodeError(Finding("FILE-EMPTY"))
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise DecodeError(Finding("FILE-BINARY", facts={"kind": kind}))
    if b"\0" in data and not data.startswith(UTF16_MARKS):
        raise DecodeError(Finding("FILE-BINARY", facts={"kind": "NUL"}))


def tags_of(markup: bytes, before: int = 0) -> int:
    """How many tags markup has, with those counted before; looked at before anything is built from it.

    Raises
    ------
    DecodeError
        If they are more than any report has.
    """
    count = before + markup.count(b"<")
    if count > TAGS_MAX:
        raise DecodeError(Finding("FILE-TOO-LARGE", facts={"count": count, "limit": TAGS_MAX}, variant="tags"))
    return count


def not_utf8(data: bytes, offset: int) -> Finding:
    """Why bytes are not UTF-8, and from which on."""
    before = data[:offset]
    position = Position(before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode()) + 1)
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        variant = ""
    else:
        variant = "gb18030"
    return Finding("FILE-ENCODING", position=position, facts={"offset": offset + 1}, variant=variant)
