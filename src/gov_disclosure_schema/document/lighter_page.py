"""A page without what its reading does not ask for, so that the parser has less to do.

Most of a published page is one of three things: the links of a portal, hundreds of list items one behind the other;
what an editor writes on every cell, paragraph and span; and tables of nothing but texts. Of such a run of links the
first is kept, and tells of those taken out; of the attributes only those that say something to the reader; of
the tables the element with two cells; the rest is read as it stands (``docs/adr/0017-a-page-becomes-text-in-c.md``).

Only what is complete in itself is taken out: a browser is where it was, before it and behind it. That it was markup at
all, and no part of a script, a comment, a value, is seen afterwards: no quoted value may hold a `<`, the sheets of the
page may hide no more than was thought, and the reader must meet every stub where it counts links or prints tables. Else
it takes the whole page. Limits on nesting, attributes and rules of sheets are those of what is left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from .plain_tables import PLAIN_TABLE, TABLE_PARTS, PlainTable, plain_table
from .style_sheet import Hiding, hiding_in

_TAKEN: Final = "gov-disclosure-taken"
LINKS_TAKEN: Final = f"{_TAKEN}-links"
"""The attribute of a link that tells which of the runs taken out stood behind it."""
TABLE_TAKEN: Final = f"{_TAKEN}-table"
"""The attribute of a table that tells which of those taken out it is."""
_ASKED_FOR: Final = frozenset({b"colspan", b"rowspan", b"href", b"hidden", b"media", LINKS_TAKEN.encode()})
_ASKED_FOR_BY_SHEETS: Final = frozenset({b"class", b"id"})
"""What those ask for besides that may hide something."""
_VALUE: Final = rb"""(?:"[^"]*+"|'[^']*+'|[^\s"'<>=`/]++)"""
_ATTRIBUTE: Final = rb" ([a-z][a-z0-9:-]*+)=" + _VALUE
_ATTRIBUTES: Final = re.compile(_ATTRIBUTE)
_VALUE_OF_LINK: Final = rb"""(?:"[^"<]*+"|'[^'<]*+'|[^\s"'<>=`/]++)"""
_OF_A_LINK: Final = rb"(?: (?!(?:href|hidden|style|%b)=)[a-z][a-z0-9:-]*+=%b)" % (LINKS_TAKEN.encode(), _VALUE_OF_LINK)
"""An attribute that makes no difference to a link or to the block that it is."""
_CODED_NAME: Final = re.compile(rb""" (?:class|id)=(?:"[^"]*&|'[^']*&|[^\s>]*&)""")
"""A class or an id with a letter that is named by its number."""
_SPACE: Final = b"[ \t\r\n\f]*+"
_TEXT_OF_LINK: Final = rb"(?:[a-zA-Z0-9]|\xe4[\xb8-\xbf]|[\xe5-\xe9])[^<]{0,90}+"
"""A text that begins with a letter, and is no longer than that of a link."""
_BEGINNING: Final = 64
_LINES_MAX: Final = 60_000
"""Behind so many lines, libxml2 does not tell of each element in which it stands."""
_TAG: Final = re.compile(rb"(<[a-z][a-z0-9]* [^>]{1,500}+>)")
_PLAIN: Final = re.compile(rb"<\w++(?:" + _ATTRIBUTE + rb"){1,40}+ ?>")
_LEFT: Final = re.compile(rb"--|<.*<|[\r\n&{}]|/\*|\*/|display|visibility", re.DOTALL | re.IGNORECASE)
"""What is in tags that are left as they are: another tag, what ends a comment, a line or a rule, what may hide."""
_KEPT: Final = 4096
"""So many different tags are remembered from one page to the next."""
_VALUE_WITH_TAG: Final = re.compile(rb"""=[ \t\r\n\f]*+(?:"[^"<]*+<|'[^'<]*+<)""")
_TAGS_AS_TEXT: Final = (b"<xmp", b"<plaintext", b"<noembed")
"""Elements that show tags as text."""


class LinksTaken(NamedTuple):
    """A run of links that was taken out.

    Attributes
    ----------
    markup
        As it stood in the page.
    links
        How many it has.
    white
        The white space before it.
    tail
        What stands in its place: that, and its lines.
    """

    markup: bytes
    links: int
    white: str
    tail: str

    @property
    def beginning(self) -> bytes:
        """Its first links, enough of them for as many characters as a finding quotes."""
        links = self.markup.split(b"</a>", _BEGINNING)[:_BEGINNING]
        return b"</a>".join((*links, b""))

    def begins_with(self, tag: str) -> bool:
        """Whether its links are blocks of this kind."""
        return self.markup.startswith((f"<{tag} ".encode(), f"<{tag}>".encode()))


class LighterPage(NamedTuple):
    """A page from which something was taken out.

    Attributes
    ----------
    page
        What is left.
    links
        The runs of links that were taken out.
    tables
        The tables that were taken out.
    hiding
        What its style sheets were thought to hide.
    """

    page: bytes
    links: Sequence[LinksTaken] = ()
    tables: Sequence[PlainTable] = ()
    hiding: Hiding | None = None

    def allows(self, hiding: Hiding | None) -> bool:
        """Whether nothing was taken out that makes a difference where the sheets of the page may hide this."""
        if hiding is None:
            return True
        thought = self.hiding.names if self.hiding else frozenset()
        return hiding.names <= thought and not (self.tables and hiding.elements & TABLE_PARTS)


def lighter(page: bytes) -> LighterPage | None:
    """A page that is read like another one, and is shorter; None where that cannot be had.

    Parameters
    ----------
    page
        HTML in UTF-8, of which no character is a mark.
    """
    light = _lighter(page, hiding_in(page[: max(page.find(b"<body"), 0)]))  # most sheets stand in the head
    hiding = hiding_in(light.page)
    if hiding != light.hiding:  # there is a sheet elsewhere
        light = _lighter(page, hiding)
    small = light.page.lower()
    told = small.count(_TAKEN.encode()) == len(light.links) + len(light.tables)  # by us alone
    return (
        None if not told or _VALUE_WITH_TAG.search(light.page) or any(map(small.__contains__, _TAGS_AS_TEXT)) else light
    )


def _lighter(page: bytes, hiding: Hiding | None) -> LighterPage:
    """The same, where the style sheets of the page hide this."""
    names = tuple(name.encode() for name in hiding.names) if hiding else ()
    links: list[LinksTaken] = []

    def first_of(run: re.Match[bytes]) -> bytes:
        more, white = run["more"], run["white"].decode()
        if names and (any(map(run[0].__contains__, names)) or _CODED_NAME.search(run[0])):
            return run[0]
        tail = white + "\n" * more.count(b"\n")  # with all lines, so that what follows keeps its own
        links.append(LinksTaken(more, more.count(b"</a>"), white, tail))
        return b'%b %b="%d"%b%b' % (run["before"], LINKS_TAKEN.encode(), len(links) - 1, run["after"], tail.encode())

    def without_others(tag: bytes) -> bytes:
        return _without_others(tag, by_sheets=any(map(tag.__contains__, names)))

    pieces = _TAG.split(_run_of_links().sub(first_of, page))
    pieces[1::2] = map(cache(without_others) if names else _without_others, pieces[1::2])
    left = b"".join(pieces)
    if left.count(b"\n") > _LINES_MAX or (hiding and hiding.elements & TABLE_PARTS):
        return LighterPage(left, links, (), hiding)
    left, tables = _without_tables(left)
    return LighterPage(left, links, tables, hiding)


def _without_tables(page: bytes) -> tuple[bytes, Sequence[PlainTable]]:
    """A page without the texts of its plain tables, and these."""
    tables: list[PlainTable] = []

    def with_two_cells(found: re.Match[bytes]) -> bytes:
        table = plain_table(found)
        if table is None:
            return found[0]
        tables.append(table)
        letter = table.letter.encode()
        above = found["above"].replace(b"<table", b'<table %b="%d"' % (TABLE_TAKEN.encode(), len(tables) - 1), 1)
        left = b"%b%b<tr><td>%b</td><td></td></tr>" % (above, found["begins"], letter)
        return left + b"\n" * (found[0].count(b"\n") - left.count(b"\n") - found["below"].count(b"\n")) + found["below"]

    return PLAIN_TABLE.sub(with_two_cells, page), tables


@lru_cache(_KEPT)
def _without_others(tag: bytes, *, by_sheets: bool = False) -> bytes:
    """A tag without the attributes that are not among those asked for, if it is as plain as it looks."""
    if not _PLAIN.fullmatch(tag) or _LEFT.search(tag):
        return tag
    asked_for = _ASKED_FOR | _ASKED_FOR_BY_SHEETS if by_sheets else _ASKED_FOR
    return _ATTRIBUTES.sub(lambda attribute: attribute[0] if attribute[1] in asked_for else b"", tag)


@cache
def _run_of_links() -> re.Pattern[bytes]:
    """Blocks, one behind the other, each of which is one link; no style on them, nothing but where they lead."""
    begins = rb"%b{0,9}+ href=%b%b{0,9}+>%b</a>%b" % (_OF_A_LINK, _VALUE_OF_LINK, _OF_A_LINK, _TEXT_OF_LINK, _SPACE)
    block = rb"<(?P<block>li|dd|p|div)(?=[^>]{0,500}+>%b<a )%b{0,9}+>%b" % (_SPACE, _OF_A_LINK, _SPACE)
    first = rb"(?P<before>%b<a)(?P<after>%b</(?P=block)>)(?P<white>%b)" % (block, begins, _SPACE)
    plain = rb'<(?P=block)><a href="[^"<]*+">%b</a></(?P=block)>%b' % (_TEXT_OF_LINK, _SPACE)
    other = rb"<(?P=block)%b{0,9}+>%b<a%b</(?P=block)>%b" % (_OF_A_LINK, _SPACE, begins, _SPACE)
    return re.compile(first + rb"(?P<more>(?:%b|%b)++)" % (plain, other))  # most are plain, which is told sooner
