"""A page without what its reading does not ask for, so that the parser has less to do.

Most of a published page is one of three things: the links of a portal, hundreds of list items one behind the other;
what an editor writes on every cell, paragraph and span; and tables of nothing but texts. Of such a run of links the
first is kept, and tells of those taken out; of the attributes only those that say something to the reader; of
the tables the element with two cells; the rest is read as it stands (``docs/adr/0017-a-page-becomes-text-in-c.md``).

What is taken out cannot change what browsers make of the rest, if it is what it looks like. That is seen afterwards: no
quoted value may hold a `<`, or a "tag" may have stood in it; and the reader must meet every run where blocks of links
are counted or left out with what is around them, and every table where tables are printed, or it takes the whole page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache, partial
from typing import Final, NamedTuple

from .plain_tables import PLAIN_TABLE, TABLE_PARTS, PlainTable, plain_table
from .style_sheet import Hiding, hiding_in

_TAKEN: Final = "gov-disclosure-taken"
LINKS_TAKEN: Final = f"{_TAKEN}-links"
"""The attribute of a link that tells which of the runs taken out stood behind it."""
TABLE_TAKEN: Final = f"{_TAKEN}-table"
"""The attribute of a table that tells which of those taken out it is."""
_ASKED_FOR: Final = b"colspan|rowspan|href|hidden|media|" + LINKS_TAKEN.encode()
_ASKED_FOR_BY_SHEETS: Final = _ASKED_FOR + b"|class|id"
"""With what those ask for that may hide something."""
_VALUE: Final = rb"""(?:"[^"]*+"|'[^']*+'|[^\s"'<>=`/]++)"""
_ATTRIBUTE: Final = rb"[a-z][a-z0-9:-]*+=" + _VALUE
_SPACE: Final = b"[ \t\r\n\f]*+"
_TEXT: Final = rb"(?:[a-zA-Z0-9]|\xe4[\xb8-\xbf]|[\xe5-\xe9])[^<]{0,90}+"
"""A text that begins with a letter, and is no longer than that of a link."""
_BEGINNING: Final = 64
_LINES_MAX: Final = 60_000
"""Behind so many lines, libxml2 does not tell of each element in which it stands."""
_TAG: Final = re.compile(rb"(<[a-z][a-z0-9]* [^>]{1,500}+>)")
_PLAIN: Final = re.compile(rb"<\w++(?: " + _ATTRIBUTE + rb"){1,40}+ ?/?>")
_LEFT: Final = re.compile(rb"--|<.*<|\n|&|display|visibility", re.DOTALL | re.IGNORECASE)
"""What is in tags that are left as they are: the end of a comment, another tag, the end of a line, what may hide."""
_KEPT: Final = 4096
"""So many different tags are remembered from one page to the next."""
_VALUE_WITH_TAG: Final = re.compile(rb"""=[ \t\r\n\f]*+(?:"[^"<]*+<|'[^'<]*+<)""")
_TAGS_AS_TEXT: Final = (b"<xmp", b"<plaintext", b"<noembed")
"""Elements that show tags as text."""


class LighterPage(NamedTuple):
    """A page from which something was taken out.

    Attributes
    ----------
    page
        What is left.
    links
        The runs of links that were taken out, each as it stood in the page.
    tables
        The tables that were taken out.
    styled
        Whether a style sheet in it hides anything.
    """

    page: bytes
    links: Sequence[bytes]
    tables: Sequence[PlainTable]
    styled: bool


def lighter(page: bytes) -> LighterPage:
    """A page that is read like another one, and is shorter.

    Parameters
    ----------
    page
        HTML in UTF-8, of which no character is a mark.
    """
    unchanged = LighterPage(page, (), (), styled=True)
    if _TAKEN.encode() in page:
        return unchanged
    hiding = hiding_in(page[: page.find(b"<body")])
    shorter, links, tables = _shorter(page, hiding)
    by_another_sheet = hiding_in(shorter)
    if by_another_sheet != hiding:
        hiding = by_another_sheet
        shorter, links, tables = _shorter(page, hiding)
    if _VALUE_WITH_TAG.search(shorter) or any(map(shorter.lower().__contains__, _TAGS_AS_TEXT)):
        return unchanged
    return LighterPage(shorter, tuple(links), tables, hiding is not None)


def links_in(run: bytes) -> int:
    """How many links a run has."""
    return run.count(b"</a>")


def beginning_of(run: bytes) -> bytes:
    """The first links of a run, enough of them for as many characters as their number."""
    links = run.split(b"</a>", _BEGINNING)[:_BEGINNING]
    return b"</a>".join((*links, b""))


def _shorter(page: bytes, hiding: Hiding | None) -> tuple[bytes, Sequence[bytes], Sequence[PlainTable]]:
    """A page without what can be taken out, the runs of links, and the tables that were."""
    names = tuple(name.encode() for name in hiding.names) if hiding else ()
    links: list[bytes] = []

    def first_of(run: re.Match[bytes]) -> bytes:
        if names and any(map(run[0].__contains__, names)):
            return run[0]
        links.append(run["more"])
        lines = b"\n" * run["more"].count(b"\n")  # so that all that follows keeps its line
        return b'%b %b="%d"%b%b' % (run["before"], LINKS_TAKEN.encode(), len(links) - 1, run["after"], lines)

    def of_names(tag: bytes) -> bytes:
        return _without(_ASKED_FOR_BY_SHEETS, tag) if any(map(tag.__contains__, names)) else _without(_ASKED_FOR, tag)

    pieces = _TAG.split(_run_of_links().sub(first_of, page))
    pieces[1::2] = map(cache(of_names) if names else partial(_without, _ASKED_FOR), pieces[1::2])
    shorter = b"".join(pieces)
    if shorter.count(b"\n") > _LINES_MAX or (hiding and hiding.elements & TABLE_PARTS):
        return shorter, links, ()
    shorter, tables = _without_tables(shorter)
    return shorter, links, tables


def _without_tables(page: bytes) -> tuple[bytes, Sequence[PlainTable]]:
    """A page without the texts of its plain tables, and these."""
    tables: list[PlainTable] = []

    def with_two_cells(found: re.Match[bytes]) -> bytes:
        table = plain_table(found)
        if table is None:
            return found[0]
        tables.append(table)
        letter = table.letter.encode()
        lines = b"\n" * (found["rows"].count(b"\n") - letter.count(b"\n"))
        above = found["above"].replace(b"<table", b'<table %b="%d"' % (TABLE_TAKEN.encode(), len(tables) - 1), 1)
        return b"%b<tr><td>%b</td><td></td></tr>%b%b" % (above, letter, lines, found["below"])

    return PLAIN_TABLE.sub(with_two_cells, page), tuple(tables)


@lru_cache(_KEPT)
def _without(asked_for: bytes, tag: bytes) -> bytes:
    """A tag without the attributes that are not among those asked for, if it is as plain as it looks."""
    return _others(asked_for).sub(b"", tag) if _PLAIN.fullmatch(tag) and not _LEFT.search(tag) else tag


@cache
def _others(asked_for: bytes) -> re.Pattern[bytes]:
    return re.compile(_other(asked_for))


def _other(asked_for: bytes) -> bytes:
    return rb"(?: (?!(?:%b)=)%b)" % (asked_for, _ATTRIBUTE)


@cache
def _run_of_links() -> re.Pattern[bytes]:
    """Blocks, one behind the other, each of which is one link; of what is asked for, they say where it leads."""
    other = _other(_ASKED_FOR)
    link = rb"%b{0,9}+ href=%b%b{0,9}+>%b</a>%b" % (other, _VALUE, other, _TEXT, _SPACE)
    block = rb"<(?P<block>li|dd|p|div)(?=[^>]{0,500}+>%b<a )%b{0,9}+>%b" % (_SPACE, other, _SPACE)
    first = rb"(?P<before>%b<a)(?P<after>%b</(?P=block)>%b)" % (block, link, _SPACE)
    more = rb"(?P<more>(?:<(?P=block)%b{0,9}+>%b<a%b</(?P=block)>%b)++)" % (other, _SPACE, link, _SPACE)
    return re.compile(first + more)
