"""Tags with too many attributes: what is passed over at a glance is what reading tag by tag finds sound."""

from __future__ import annotations

import re
from typing import Final

import pytest
from hypothesis import example, given, strategies as st

from gov_disclosure_schema.document.html_tags import ATTRIBUTES_MAX, refuse_too_many_attributes
from gov_disclosure_schema.errors import DecodeError

_BEGINS: Final = re.compile(rb"</?[a-zA-Z][^\s/>]*")
_ATTRIBUTE: Final = re.compile(rb"""[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")
_PIECES: Final = st.sampled_from(
    (
        *(b"<a", b"<p ", b"<", b">", b'">', b"'>", b'"', b"'", b"=", b" ", b"\n", b"/", b"x", b"text", b"</b>"),
        *(b' b="c"', b" b='c'", b' b=">"', b" b='\">'", b' b= "', b" b='", b' b="', b" b=c"),
    )
)
_SOME: Final = st.lists(_PIECES, max_size=8).map(b"".join)
_PAGES: Final = st.builds(
    lambda before, again, times, behind: before + again * times + behind,
    _SOME,
    _SOME,
    st.integers(0, ATTRIBUTES_MAX + 10),
    _SOME,
)


def most_attributes(page: bytes) -> int:
    """The most attributes of any tag, counted one after another."""
    most = at = 0
    while begins := _BEGINS.search(page, at):
        at, count = begins.end(), 0
        while attribute := _ATTRIBUTE.match(page, at):
            at, count = attribute.end(), count + 1
        most = max(most, count)
    return most


@given(page=_PAGES)
@example(page=b"<p" + b' a=">"' * (ATTRIBUTES_MAX + 1) + b">")
@example(page=b"<p" + b" a='\">'" * (ATTRIBUTES_MAX + 1) + b">")
@example(page=b"<p" + b' a="<p>"' * ATTRIBUTES_MAX + b">")
@example(page=b"<b>text</b>" * ATTRIBUTES_MAX + b"<p" + b" a" * (ATTRIBUTES_MAX + 1))
@example(page=b'<p a= "' + b" b>" * ATTRIBUTES_MAX + b'"' + b" c" * ATTRIBUTES_MAX + b">")
def test_a_page_is_refused_where_a_tag_has_too_many(page: bytes) -> None:
    if most_attributes(page) > ATTRIBUTES_MAX:
        with pytest.raises(DecodeError, match="FILE-TOO-LARGE"):
            refuse_too_many_attributes(page)
    else:
        refuse_too_many_attributes(page)
