"""Tables of a page whose markup is nothing but rows, cells and one text in each: read as they stand, without a parser.

Where attributes that nobody asks for are gone, most tables of published reports are such.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from .blocks import is_article

_WHITE: Final = rb"[ \t\n]*+"
_SPANS: Final = rb"""(?: (?:col|row)span=(?:[0-9]{1,4}|"[0-9]{1,4}"|'[0-9]{1,4}')){0,2}+"""
_TEXT: Final = rb"[^<&]*+(?:&nbsp;[^<&]*+)*+"
_IN_LINE: Final = rb"(?:<span>%b</span>|<b>%b</b>|<strong>%b</strong>|%b)" % (_TEXT, _TEXT, _TEXT, _TEXT)
_IN_CELL: Final = rb"(?:%b<p>%b</p>%b|%b)" % (_WHITE, _IN_LINE, _WHITE, _IN_LINE)
_CELLS: Final = rb"(?:<(?:td%b>%b</td|th%b>%b</th)>%b)++" % (_SPANS, _IN_CELL, _SPANS, _IN_CELL, _WHITE)
_ROWS: Final = rb"(?:<tr>%b%b</tr>%b)++" % (_WHITE, _CELLS, _WHITE)
_CAPTION: Final = rb"(?:<caption>%b(?:<(?P<in>h[1-6]|p|b|strong)>[^<]*+</(?P=in)>%b|[^<]*+)</caption>%b)?+" % (
    (_WHITE,) * 3
)
_COLUMNS: Final = rb"(?:<colgroup>(?:<col>|%b)*?</colgroup>%b)?+" % (rb"[ \t\n]", _WHITE)
PLAIN_TABLE: Final = re.compile(
    rb"(?P<above><table>%b%b%b(?:<t(?:head|body)>%b)?+)" % (_WHITE, _CAPTION, _COLUMNS, _WHITE)
    + rb"(?P<rows>%b(?:</thead>%b<tbody>%b%b)?+)" % (_ROWS, _WHITE, _WHITE, _ROWS)
    + rb"(?P<below>(?:</t(?:head|body)>%b)?+</table>)" % _WHITE
)
"""Such a table: what stands above its rows, these, and what is below them."""
TABLE_PARTS: Final = frozenset({"thead", "tbody", "tr", "td", "th", "p", "span", "b", "strong", "*"})
"""Elements, as style sheets name them, that may be hidden in it."""
_CONTROLS: Final = bytes({*range(0x20), 0x7F} - {*b"\t\n"})
_NO_CHARACTERS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""What parsers do something with."""
_TEXTS: Final = re.compile("<t[dh](?: [^>]*)?>[ \t\n]*(?:<p>)?(?:<(?:span|b|strong)>)?([^<]*)")
_CELL_BEGINS: Final = re.compile("<t[dh]((?: [^>]*)?)>")
_SPAN: Final = re.compile(r"(rowspan|colspan)=[\"']?([0-9]+)")


class PlainTable(NamedTuple):
    """Such a table.

    Attributes
    ----------
    texts
        What stands in its cells, with whatever white space is around it.
    widths
        How many cells each row has.
    markup
        As it stands in the page, up to the end of its last row.
    """

    texts: tuple[str, ...]
    widths: Sequence[int]
    markup: str

    @property
    def letter(self) -> str:
        """A text with a letter in it; empty where no cell has one."""
        return next((text for text in self.texts if any(map(str.isalnum, text))), "")

    def lines(self, first: int) -> list[int]:
        """The line of each cell, where the table begins in the line `first`."""
        before = [piece.count("\n") for piece in _CELL_BEGINS.split(self.markup)[:-1:2]]
        return [first + count for count in accumulate(before)]

    def spans(self) -> list[dict[str, str]]:
        """What each cell says of the rows and columns that it spans; what it says first counts."""
        return [dict(reversed(_SPAN.findall(spans))) for spans in _CELL_BEGINS.findall(self.markup)]


def plain_table(found: re.Match[bytes]) -> PlainTable | None:
    """The table that was found; None where it is lines of text rather than rows."""
    if len(found[0].translate(None, _CONTROLS)) < len(found[0]) or any(map(found[0].__contains__, _NO_CHARACTERS)):
        return None
    markup = (found["above"] + found["rows"]).decode().replace("&nbsp;", "\xa0")
    texts = tuple(_TEXTS.findall(markup))
    widths = [row.count("</td>") + row.count("</th>") for row in markup.split("</tr>")[:-1]]
    # As for any other table; where white space makes a difference, its element is not met as that of a table.
    return None if max(widths) == 1 or is_article(max(texts, key=len)) else PlainTable(texts, widths, markup)
