"""Tags of a page with more attributes than any page has, found before libxml2 compares each of them with all others."""

from __future__ import annotations

import re
from typing import Final

from ..errors import DecodeError
from ..findings import Finding

ATTRIBUTES_MAX: Final = 1000
"""Most attributes of a tag; published pages have some ten. The parser's time grows with the square of them."""
_ATTRIBUTE: Final = rb"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
"""As browsers tell attributes apart; each repetition is possessive, so that nothing is looked at twice."""
_TAG: Final = rb"</?[a-zA-Z][^\s/>]*+(?:%b){0,%d}+(?!%b)" % (_ATTRIBUTE, ATTRIBUTES_MAX, _ATTRIBUTE)
_PAGE: Final = re.compile(rb"(?:[^<]++|<(?!/?[a-zA-Z])|%b)*+" % _TAG)


def refuse_too_many_attributes(page: bytes) -> None:
    """Refuse a page that has such a tag, in comments and scripts too.

    Raises
    ------
    DecodeError
        If there is one.
    """
    sound = _PAGE.match(page)
    if sound and sound.end() < len(page):
        raise DecodeError(Finding("FILE-TOO-LARGE", facts={"limit": ATTRIBUTES_MAX}, variant="attributes"))
