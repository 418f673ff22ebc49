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
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


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
    if not data.strip():
        raise DecodeError(Finding("FILE-EMPTY"))
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise DecodeError(Finding("FILE-BINARY", facts={"kind": kind}))
    if data.startswith(_UTF16_MARKS):
        raise DecodeError(Finding("FILE-ENCODING", position=Position(1, 1), variant="utf16"))
    if data.startswith(BYTE_ORDER_MARK):
        if not mark_allowed:
            raise DecodeError(Finding("FILE-ENCODING", position=Position(1, 1), variant="bom"))
        data = data[len(BYTE_ORDER_MARK) :]
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise DecodeError(_not_utf8(data, error.start)) from None
    if "\0" in text:
        raise DecodeError(Finding("FILE-BINARY", facts={"kind": "NUL"}))
    return text


def _not_utf8(data: bytes, offset: int) -> Finding:
    before = data[:offset]
    position = Position(before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode()) + 1)
    if b"\0" in data[:4096]:
        return Finding("FILE-BINARY", facts={"kind": "NUL"})
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        variant = ""
    else:
        variant = "gb18030"
    return Finding("FILE-ENCODING", position=position, facts={"offset": offset + 1}, variant=variant)
