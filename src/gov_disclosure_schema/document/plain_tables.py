"""Tables of a page whose markup is nothing but rows, cells and lines of text: read as they stand, without a parser.

Where attributes that nobody asks for are gone, most tables of published reports are such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from .blocks import is_article

_WHITE: Final = rb"[ \t\n]*+"
_SPANS: Final = rb"""(?: (?:col|row)span=(?:[0-9]{1,4}|"[0-9]{1,4}"|'[0-9]{1,4}')){0,2}+"""
_LETTER: Final = rb"[^<>\x00-\x08\x0b-\x1f\x7f]"
"""What texts are of: no `>`, by which texts are cut out, and no control, of which parsers make something else."""
_TEXT: Final = rb"%b*+(?:(?:&nbsp;|<br ?/?>)%b*+)*+" % ((_LETTER.replace(b"<", b"<&"),) * 2)
_IN_LINE: Final = rb"%b(?:<(?:span>%b</span|b>%b</b|strong>%b</strong)>%b)*+" % ((_TEXT,) * 5)
_IN_CELL: Final = rb"%b(?:<p>%b</p>%b)*+" % ((_IN_LINE,) * 3)
_CELLS: Final = rb"(?:<(?:td%b>%b</td|th%b>%b</th)>%b)++" % (_SPANS, _IN_CELL, _SPANS, _IN_CELL, _WHITE)
_ROWS: Final = rb"(?:<tr>%b%b</tr>%b)++" % (_WHITE, _CELLS, _WHITE)
_CAPTION: Final = rb"(?:<caption>%b(?:<(?P<in>h[1-6]|p|b|strong)>%b*+</(?P=in)>%b|%b*+)</caption>%b)?+" % (
    (_WHITE, _LETTER) * 2 + (_WHITE,)
)
PLAIN_TABLE: Final = re.compile(
    rb"(?P<above><table>%b%b)(?P<columns>(?:<colgroup>(?:<col>|[ \t\n])*?</colgroup>%b)?+)" % (_WHITE, _CAPTION, _WHITE)
    + rb"(?P<begins>(?:<t(?:head|body)>%b)?+)" % _WHITE
    + rb"(?P<rows>%b(?:</thead>%b<tbody>%b%b)?+)" % (_ROWS, _WHITE, _WHITE, _ROWS)
    + rb"(?P<below>(?:</t(?:head|body)>%b)?+</table>)" % _WHITE
)
"""Such a table: what stands above its rows, its columns, what its rows begin with, these, and what is below them."""
END: Final = "\x97"
"""What stands for the end of a line in a cell; no page has it."""
_SILENT: Final = ("<span>", "</span>", "<b>", "</b>", "<strong>", "</strong>")
_INNER: Final = re.compile("<[sbp]")
"""What one of them, or one of the next, begins with."""
_ENDS: Final = ("<br>", "<br/>", "<br />", "<p>", "</p>")
TABLE_PARTS: Final = frozenset({"colgroup", "col", "thead", "tbody", "tr", "td", "th", "p", "span", "b", "strong", "*"})
"""Elements, as style sheets name them, that may be hidden in it."""
_NO_CHARACTER: Final = re.compile(b"\xef\xbf[\xbe\xbf]")
"""What parsers do something with, too."""
_TEXTS: Final = re.compile(">([^<]*)</td>")
_CELL_BEGINS: Final = re.compile("<t[dh]((?: [^>]*)?)>")
_SPAN: Final = re.compile(r"(rowspan|colspan)=[\"']?([0-9]+)")


class PlainTable(NamedTuple):
    """Such a table.

    Attributes
    ----------
    texts
        What stands in its cells, with the ends of lines, and whatever white space is around it.
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

    def lines(self, first: int) -> Callable[[int, slice], list[int]]:
        """What tells the lines of a row's cells, where the table begins in the line `first`."""
        rows: list[str] = []
        begin: list[int] = []

        def lines_of(row: int, cells: slice) -> list[int]:
            if not rows:
                rows.extend(self.markup.split("</tr>"))
                begin.extend(accumulate((row.count("\n") for row in rows), initial=first))
            inner = rows[row].lstrip()
            if "\n" not in inner:  # all in one line
                return [begin[row] + rows[row].count("\n")] * (cells.stop - cells.start)
            before = [piece.count("\n") for piece in _CELL_BEGINS.split(rows[row])[:-1:2]]
            return [begin[row] + count for count in accumulate(before)]

        return lines_of

    def spans(self) -> list[dict[str, str]]:
        """What each cell says of the rows and columns that it spans; what it says first counts."""
        return [dict(reversed(_SPAN.findall(spans))) for spans in _CELL_BEGINS.findall(self.markup)]


def plain_table(found: re.Match[bytes]) -> PlainTable | None:
    """The table that was found; None where it is lines of text rather than rows."""
    if _NO_CHARACTER.search(found[0]):
        return None
    markup = found[0][: found.end("rows") - found.start()].decode()
    alone = _table_alone(markup)
    texts = tuple(_TEXTS.findall(alone))
    widths = [row.count("</td>") for row in alone.split("</tr>")[:-1]]
    # What is shown of a text is never longer than it: what is no article here is none for the reader of any table.
    if max(widths) == 1 or is_article(max(texts, key=len)):
        return None
    return PlainTable(texts, widths, markup)


def _table_alone(markup: str) -> str:
    """The same with no element in its cells, all of which are of one kind."""
    said = markup.replace("&nbsp;", "\xa0").replace("</th>", "</td>")
    if not _INNER.search(said):
        return said
    for tag in _SILENT:
        said = said.replace(tag, "")
    said = said.replace("><p>", ">").replace("</p><", "<")
    for tag in _ENDS:
        said = said.replace(tag, END)
    return said
