"""Tags of a page with more attributes than any page has, found before libxml2 compares each of them with all others."""

from __future__ import annotations

import re
from typing import Final

from ..errors import DecodeError
from ..findings import Finding

ATTRIBUTES_MAX: Final = 1000
"""Most attributes of a tag; published pages have some ten. The parser's time grows with the square of them."""
_LEAST: Final = 2 * ATTRIBUTES_MAX
"""So many bytes are too few for a tag that has more."""
_ATTRIBUTE: Final = rb"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
"""As browsers tell attributes apart; each repetition is possessive, so that nothing is looked at twice."""
_PLAIN: Final = rb"/?[a-zA-Z][^\s/>]*+(?:\s[a-zA-Z][\w-]*+=\"[^\"]*+\"){0,%d}+>" % ATTRIBUTES_MAX
"""Most tags, and what they are looked at for first: attributes in quotes with one space before each."""
_ANY: Final = rb"/?[a-zA-Z][^\s/>]*+(?:%b){0,%d}+(?!%b)" % (_ATTRIBUTE, ATTRIBUTES_MAX, _ATTRIBUTE)
_PAGE: Final = re.compile(rb"(?:[^<]++|<(?:%b|(?!/?[a-zA-Z])|%b))*+" % (_PLAIN, _ANY))
_QUOTES: Final = (b'"', b"'")
_MAY_OPEN: Final = b"= \t\r\n\f\v"
"""What stands before a quote that opens a value."""
_TRIES: Final = 8
"""So many places are looked at before the page is read tag by tag from there on."""


def refuse_too_many_attributes(page: bytes) -> None:
    """Refuse a page that has such a tag, in comments and scripts too.

    Raises
    ------
    DecodeError
        If there is one.
    """
    sound = _PAGE.match(page, _without_long_tags(page))
    if sound and sound.end() < len(page):
        raise DecodeError(Finding("FILE-TOO-LARGE", facts={"limit": ATTRIBUTES_MAX}, variant="attributes"))


def _without_long_tags(page: bytes) -> int:
    """Up to where every tag is too short for so many attributes, because whatever tag there is ends every few bytes."""
    at = 0
    while len(page) - at > _LEAST:
        end = _certain_end(page, at)
        if end < 0:
            break
        at = end + 1
    return at


def _certain_end(page: bytes, at: int) -> int:
    """The last `>` within reach that is in no quotes, whatever stands before `at`, where no tag goes on; or -1."""
    end = at + _LEAST
    for _ in range(_TRIES):
        end = page.rfind(b">", at, end)
        if end < 0 or not any(_may_be_open(page, quote, at, end) for quote in _QUOTES):
            break
    else:
        return -1
    return end


def _may_be_open(page: bytes, quote: bytes, at: int, end: int) -> bool:
    """Whether the last quote between two places may be one that opens a value; right behind a `>` none does."""
    last = page.rfind(quote, at, end)
    return last > at and page[last - 1] in _MAY_OPEN
