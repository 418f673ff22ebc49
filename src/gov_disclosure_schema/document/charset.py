"""Bytes as text, in whatever charset they are: a mark at the beginning, then what is valid, then what is declared.

UTF-8 comes before what a page declares, because text in another charset is never valid UTF-8 for long, while UTF-8
often passes for GBK. Where the charset is not the one declared, or was told by the bytes alone, a finding says so;
where none gives text, the file is refused.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from typing import Final, NamedTuple

from ..errors import DecodeError
from ..findings import Finding
from ..refusals import printed
from ..source_text import BYTE_ORDER_MARK, UTF16_MARKS, not_utf8, refuse_binary

_UTF8: Final = "UTF-8"
_UTF16: Final = "UTF-16"
_GB: Final = "GB18030"
_BY_CODEC: Final = {"utf-8": _UTF8, "utf-16": _UTF16, "gb2312": _GB, "gbk": _GB, "gb18030": _GB, "big5": "Big5"}
"""The charsets that a Chinese text may be in, by the names of Python's codecs."""
_COMMON: Final = 0.9
"""Least share of a Chinese text that is characters of GB 2312; of UTF-8 taken for GBK hardly half is."""
_HEAD: Final = 4096
_DECLARED: Final = re.compile(
    rb"""<meta[^>]+?charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]+?encoding\s*=\s*["']([\w:.-]+)""", re.IGNORECASE
)


class Decoded(NamedTuple):
    """Text, what is to be said of its charset, and whether its bytes were UTF-8 with nothing left out."""

    text: str
    findings: tuple[Finding, ...] = ()
    utf8: bool = False


def declared_in(page: bytes) -> str:
    """The charset that a page of HTML declares at its beginning; empty where it declares none."""
    match = _DECLARED.search(page[:_HEAD])
    return (match[1] or match[2]).decode() if match else ""


def decoded(data: bytes, declared: str = "") -> Decoded:
    """The text that the bytes are.

    Parameters
    ----------
    data
        Text in UTF-8, in UTF-16 with a mark, in GB 18030 (GBK, GB 2312), or in Big5 where that is declared.
    declared
        The charset that it declares; empty where it declares none.

    Raises
    ------
    DecodeError
        If the bytes are empty, binary, or no text in any of these.
    """
    refuse_binary(data)
    known = _known(declared)
    for charset in _candidates(data, known):
        text = _as(data, charset)
        if text is not None:
            break
    else:
        raise DecodeError(_undecodable(data))
    utf8 = charset == _UTF8 and not data.startswith(BYTE_ORDER_MARK)
    if charset == known or (charset == _UTF8 and not declared) or data.isascii():
        return Decoded(text, (), utf8)
    if declared:
        facts = {"declared": printed(declared), "charset": charset}
        return Decoded(text, (Finding("CHARSET-DECLARED", facts=facts),), utf8)
    return Decoded(text, (Finding("CHARSET-TOLD", facts={"charset": charset}),), utf8)


def _known(declared: str) -> str:
    """The charset that a declared name means; empty where it is none of ours."""
    try:
        return _BY_CODEC.get(codecs.lookup(declared).name, "") if declared else ""
    except LookupError:
        return ""


def _candidates(data: bytes, known: str) -> tuple[str, ...]:
    """The charsets that these bytes may be in, the likeliest first."""
    if data.startswith(UTF16_MARKS):
        return (_UTF16,)
    return (_UTF8, known, _GB) if known not in ("", _UTF16) else (_UTF8, _GB)


def _as(data: bytes, charset: str) -> str | None:
    """The bytes in a charset, if that makes them text."""
    try:
        text = data.decode(charset).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    return text if charset != _GB or _in_use(text) else None


def _undecodable(data: bytes) -> Finding:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return replace(not_utf8(data, error.start), variant="unknown")
    raise AssertionError("UTF-8 was a candidate")


def _in_use(text: str) -> bool:
    """Whether the characters of a text are, but for a few, those that Chinese is written in."""
    text = text.replace("\u00a0", " ")  # that of web pages and word processors, which GB 2312 does not know
    ascii_ = len(text.encode("ascii", errors="ignore"))
    # Python's codec knows the dash of GB 2312 as U+2015, those of its successors as U+2014.
    common = len(text.replace("\u2014", "\u2015").encode("gb2312", errors="ignore"))
    return common - ascii_ >= _COMMON * (len(text.encode("gb18030")) - ascii_)
