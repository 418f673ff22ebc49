"""A web page as rows of cells: what a reader sees of it, without what surrounds the report.

The page is one text with marks (``marked_page.py``): a block or a line break ends a line, a table's row is a row, and
what is not shown is left out. Tables that only lay out the page are seen through: a row with another table in it, or
with a text as long as an article, is lines of text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import DecodeError
from ..findings import Finding, Position
from ..source_text import TAGS_MAX, tags_of
from .blocks import Cell, Document, Source, is_article
from .builder import Builder
from .charset import declared_in, decoded
from .left_out import NOTHING, Left, text_left
from .lighter_page import LINKS_TAKEN, TABLE_TAKEN, LinksTaken
from .marked_page import (
    APART,
    BEGINNINGS,
    BLOCK,
    BLOCK_END,
    BREAK,
    CELL,
    CELL_END,
    FREE,
    HIDDEN,
    INLINE,
    LINK,
    LINK_END,
    PART,
    PART_END,
    SPACES,
    STRUCK,
    TABLE,
    TABLE_END,
    TITLE,
    UNSEEN,
    WHITE,
    Marked,
    marked,
)
from .table_of_texts import LinesOfRow, Once, SaysSpans, TableOfTexts, span_of

if TYPE_CHECKING:
    from .marked_page import Element

SIZE_MAX: Final = 32 * 2**20
"""Largest page in bytes; with pictures in it, a published page has a few million."""
_TABLE_OF_FORM: Final = 20
"""Least cells of a table that shows where in the page the report stands."""
_LINK_MAX: Final = 100
"""Longest line that is looked at for being links alone."""
_HEADING: Final = re.compile(r"[一二三四五六七八九]\s*、.{1,40}")
NO_FORMULA: Final = "\ufeff"
"""What is written before a text that spreadsheets would take for a formula, and passed over when it is read."""
_TITLES: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_HELD, _END, _NAVIGATION = FREE
"""A table, with its number behind it; the end of a line within a cell; a block that is one link."""
_WHITE_OR_END: Final = WHITE + _END
_TABLES: Final = re.compile(f"{TABLE}([^{TABLE}{TABLE_END}]*){TABLE_END}")
"""Tables without any in them."""
_LINKS: Final = re.compile(
    f"(?:{BLOCK}[{WHITE}]*+{LINK}[{WHITE}]*+[^\\W_][^\x80-\x9f]{{0,{_LINK_MAX - 1}}}+{LINK_END}"
    f"[{WHITE}]*+{BLOCK_END}[{WHITE}]*+)++"
)
"""Blocks, one behind the other, each of which is one link that begins with a letter."""
_IN_LINES: Final = re.compile(
    f"([{BLOCK}{TITLE}{BREAK}{APART}{HIDDEN}{STRUCK}{BLOCK_END}]|{_HELD}[0-9]+;|{_NAVIGATION}+)"
)
_IN_TABLES: Final = re.compile(f"([{PART}{PART_END}{CELL}{CELL_END}])")
_NOT_PLAIN: Final = re.compile(f"[{APART}{HIDDEN}{STRUCK}{_HELD}]")
"""What no table has whose cells hold nothing but lines."""
_CELLS: Final = re.compile(f"{CELL}([^{CELL_END}]*){CELL_END}")
_BETWEEN_CELLS: Final = WHITE + PART + PART_END
_WHITE_IN: Final = re.compile(f"[{_WHITE_OR_END}]")
_ENDS: Final = BLOCK + TITLE + BREAK + BLOCK_END
_SILENT: Final = INLINE + LINK + LINK_END + UNSEEN
_OTHERS: Final = re.compile(f"[{APART}{HIDDEN}{STRUCK}]|{_HELD}[0-9]+;")
_NUMBERS: Final = re.compile(f"{_HELD}([0-9]+);")
_ALL_BUT_BEGINNINGS: Final = re.compile(f"[^{BEGINNINGS}]+")


def source_of(data: bytes) -> Source:
    """A page of HTML as rows of cells.

    Raises
    ------
    DecodeError
        If the bytes are no text, or the page is larger, deeper or has more cells than any report.
    """
    if len(data) > SIZE_MAX:
        raise DecodeError(Finding("FILE-TOO-LARGE", facts={"limit": SIZE_MAX}))
    if len(data) > TAGS_MAX:  # a shorter page has not as many
        tags_of(data)
    text, findings, utf8 = decoded(data, declared_in(data))
    if NO_FORMULA in text:
        text, utf8 = text.replace(f">{NO_FORMULA}", ">"), False
    html = data if utf8 else text.encode()
    page = _Page(marked(html))
    if not page.read():
        page = _Page(marked(html, whole=True))
        page.read()
    return Source(page.document(), (*findings, *page.findings()))


class _Table(NamedTuple):
    """A table, put aside until its turn: what it holds, and how many elements that are."""

    text: str
    elements: int


class _Printed(NamedTuple):
    """A cell of a table.

    Attributes
    ----------
    element
        The cell.
    held
        What stands in it, with marks.
    first
        The number of its first element.
    text
        Its lines.
    article
        Whether it holds another table, or more text than a label has.
    """

    element: Element
    held: str
    first: int
    text: str
    article: bool


class _Row(NamedTuple):
    """A row of a table, and what stands before it without being in any cell: texts, each with its first element."""

    before: list[tuple[str, int]]
    cells: list[_Printed]


class _Page:
    """Takes a page's text, and keeps what a reader sees of it."""

    def __init__(self, page: Marked) -> None:
        self._text = page.text
        self._elements = page.elements
        self._runs = page.links
        self._links_untold = sum(run.links for run in page.links)
        self._taken = page.tables
        self._tables_untold = len(page.tables)
        self._built = Builder()
        self._tables: list[_Table] = []
        self._links_met = LINK in page.text
        self._anchors: list[Element] = []
        self._behind: list[tuple[int, Element]] = []
        self._links: dict[Element, bool] = {}
        self._apart = Left("PAGE-SURROUNDINGS")
        self._hidden = Left("TEXT-HIDDEN")
        self._struck = Left("TEXT-STRUCK")
        self._left_out = {APART: self._apart, HIDDEN: self._hidden, STRUCK: self._struck}

    def read(self) -> bool:
        """Read the page; whether all that is no element of it was met where it stood."""
        text = self._text
        while TABLE in text:
            text = _TABLES.sub(self._put_aside, text)
        if self._elements:
            self._print(text, 0, self._elements[0])
        self._leave_what_follows()
        return not self._links_untold and not self._tables_untold

    def document(self) -> Document:
        """What a reader sees."""
        return self._built.document()

    def findings(self) -> Iterator[Finding]:
        """What was left out."""
        for left in (self._apart, self._hidden, self._struck):
            yield from left.findings()

    def _put_aside(self, table: re.Match[str]) -> str:
        """A table as its number."""
        self._tables.append(_Table(table[1], self._count(table[1])))
        return f"{_HELD}{len(self._tables) - 1};"

    def _count(self, text: str) -> int:
        """How many elements begin in a text."""
        held = sum(self._tables[int(number)].elements + 1 for number in _NUMBERS.findall(text)) if _HELD in text else 0
        return sum(map(text.count, BEGINNINGS)) + held

    # Lines.

    def _print(self, text: str, at: int, holder: Element) -> None:
        """Print lines. The first element in the text has the number `at`; the first line stands in `holder`."""
        elements, left_out = self._elements, self._left_out
        line: list[str] = []
        blocks: list[Element] = []
        pieces = _IN_LINES.split(_LINKS.sub(_navigation, text) if LINK in text else text)
        for words, mark in zip(pieces[::2], (*pieces[1::2], ""), strict=True):
            if words:
                said, begun = _without_marks(words)
                at += begun
                line += [said] if line or not _is_white(said) else []
            kind = mark[:1]
            if kind in left_out:
                self._leave_with_links(elements[at], left_out[kind])
                at += 1
                continue
            if line:
                self._print_line(holder, "".join(line))
                line.clear()
            if kind == BLOCK_END:
                holder = _parent(blocks.pop())
            elif kind == _HELD:
                table = self._tables[int(mark[1:-1])]
                self._print_table(elements[at], table.text, at + 1)
                at += 1 + table.elements
            elif kind == _NAVIGATION:
                holder = _parent(elements[at])
                self._leave_links(at, len(mark))
                at += 2 * len(mark)
            elif kind == BREAK:
                holder = _parent(elements[at])
                at += 1
            elif kind:
                holder = elements[at]
                blocks.append(holder)
                at += 1

    def _print_line(self, holder: Element, text: str) -> None:
        text = _shown(text)
        if not text:
            return
        if not text.strip():
            self._built.blank_line(text)
        elif len(text) <= _LINK_MAX and self._links_met and self._leads_elsewhere(holder):
            self._apart.add(text, holder.sourceline or 0)
        else:
            if _HEADING.fullmatch(text):
                self._anchors.append(holder)
                self._behind.clear()
            self._behind.append((len(self._built.blocks), holder))
            self._built.paragraph(text, holder.sourceline or 0)

    def _leads_elsewhere(self, holder: Element) -> bool:
        """Whether all text of an element that is no title is links."""
        if holder not in self._links:
            may_lead = holder.tag not in _TITLES and next(holder.iter("a"), None) is not None
            linked = sum(map(_letters, _outer_links(holder))) if may_lead else 0
            self._links[holder] = bool(linked) and linked == _letters(holder)
        return self._links[holder]

    def _leave_links(self, at: int, blocks: int) -> None:
        """Leave out blocks that are one link each, from the number `at` on, and those that they tell of."""
        more = sum(run.links for _, run in self._told_by(self._elements[at + 1 : at + 2 * blocks : 2]))
        self._links_untold -= more
        self._leave(self._elements[at], self._apart, blocks + more)

    def _leave_with_links(self, element: Element, left: Left) -> None:
        """Leave out an element, and the links of which those in it tell."""
        behind: dict[Element, LinksTaken] = {}
        for link, run in self._told_by(element.iter("a")):
            block = _parent(link)
            # The others are no part of a link that is left out by itself.
            if element not in (link, block) and (block.tail or "").startswith(run.tail):
                self._links_untold -= run.links
                behind[block] = run
        # What is left out first is quoted.
        self._leave(element, left, behind=NOTHING if left.met else behind)

    def _told_by(self, links: Iterable[Element]) -> Iterator[tuple[Element, LinksTaken]]:
        """The links that tell of others, each with these, where it stands in a block like theirs."""
        for link in links if self._links_untold else ():
            number = link.get(LINKS_TAKEN)
            if number is not None and self._runs[int(number)].begins_with(str(_parent(link).tag)):
                yield link, self._runs[int(number)]

    def _leave(
        self, element: Element, left: Left, count: int = 1, behind: Mapping[Element, LinksTaken] = NOTHING
    ) -> None:
        """Leave out an element, with the links behind some in it, and as many elements as are counted in all."""
        text = text_left(element, behind)
        if text:
            left.add(text, element.sourceline or 0, count)

    # Tables.

    def _print_table(self, table: Element, text: str, at: int) -> None:
        cells = self._print_taken(table, text, at) or self._print_plain(table, text, at)
        if not cells:
            rows = [*self._rows(text, at)]
            cells = sum(len(row.cells) for row in rows)
            if not self._print_rows(table, rows):
                return
        if cells >= _TABLE_OF_FORM:
            self._anchors.append(table)
            self._behind.clear()

    def _print_taken(self, table: Element, text: str, at: int) -> int:
        """Print a table that was taken out of the page; how many cells it has, 0 if it is another."""
        number = table.get(TABLE_TAKEN) if self._taken else None
        if number is None:
            return 0
        taken = self._taken[int(number)]
        self._tables_untold -= 1
        above, _, _ = text.partition(PART)
        if above:
            self._print(above, at, table)
        lines = taken.lines(table.sourceline or 0)
        return self._print_texts(taken.texts, taken.widths, lines, Once(taken.spans))

    def _print_plain(self, table: Element, text: str, at: int) -> int:
        """Print a table that is rows of lines with nothing between them; how many cells it has, 0 if it is another."""
        above, part, text = text.partition(PART)
        if not part or _NOT_PLAIN.search(text):
            return 0
        said = _replaced(_replaced(text, _SILENT), _ENDS, _END)
        said = said.replace(CELL + _END, CELL).replace(_END + CELL_END, CELL_END)
        pieces = _CELLS.split(said)
        texts = tuple(pieces[1::2])
        widths = [*filter(None, [row.count(CELL) for row in said.replace(PART_END, PART).split(PART)])]
        cells = [*table.iter("td", "th")]
        if len(cells) != len(texts) or not texts or "".join(pieces[::2]).strip(_BETWEEN_CELLS):
            return 0
        if max(widths) == 1 or is_article(max(texts, key=len)):
            return 0
        if above:
            self._print(above, at, table)
        lines = [element.sourceline or 0 for element in cells]

        def lines_of(_row: int, its_cells: slice) -> list[int]:
            return lines[its_cells]

        return self._print_texts(texts, widths, lines_of, lambda: cells)

    def _print_texts(
        self, texts: tuple[str, ...], widths: Sequence[int], lines: LinesOfRow, cells: Callable[[], Sequence[SaysSpans]]
    ) -> int:
        """Print a table of lines; how many cells it has."""
        if _WHITE_IN.search("".join(texts)):
            texts = tuple(map(_lines, texts))
        place = (self._built.paragraphs, self._built.table())
        self._built.whole(TableOfTexts(texts, widths, lines, cells, place))
        return len(texts)

    def _print_rows(self, table: Element, rows: Sequence[_Row]) -> bool:
        """Print any table; whether any row of it is a row, and not lines."""
        widest = max((len(row.cells) for row in rows), default=0)
        number = at = 0
        for row in rows:
            for text, first in row.before:
                self._print(text, first, table)
            if not row.cells:
                continue
            at += 1
            if widest == 1 or any(cell.article for cell in row.cells):
                for cell in row.cells:
                    self._print(cell.held, cell.first, cell.element)
            else:
                number = number or self._built.table()
                self._print_row([self._kept(cell) for cell in row.cells], number, at)
        return bool(number)

    def _print_row(self, row: Iterable[tuple[str, Element]], table: int, at: int) -> None:
        paragraphs = self._built.paragraphs
        cells = []
        for n, (text, element) in enumerate(row, 1):
            position = Position(element.sourceline or 0, 1, paragraphs, table, at, n)
            cells.append(Cell(text, position, span_of(element.get("rowspan")), span_of(element.get("colspan"))))
        self._built.row(cells, table)

    def _rows(self, text: str, at: int) -> Iterator[_Row]:
        """The rows of a table, of which the first element has the number `at`."""
        row = _Row([], [])
        cell = 0
        pieces = _IN_TABLES.split(text)
        for held, mark in zip(pieces[::2], (*pieces[1::2], ""), strict=True):
            if mark == CELL_END:
                row.cells.append(self._cell(held, cell))
            elif _replaced(held, _SILENT).strip():
                row.before.append((held, at))
            at += self._count(held)
            if mark == CELL:
                cell = at
            elif mark != CELL_END:
                yield row
                row = _Row([], [])
            at += mark in (CELL, PART)

    def _cell(self, held: str, at: int) -> _Printed:
        text = _lines(_replaced(_replaced(_OTHERS.sub("", held), _SILENT), _ENDS, _END))
        return _Printed(self._elements[at], held, at + 1, text, _HELD in held or is_article(text))

    def _kept(self, cell: _Printed) -> tuple[str, Element]:
        """A cell of a row; what is not to be read of it is left out."""
        if _OTHERS.search(cell.held):
            for at, mark in enumerate(_ALL_BUT_BEGINNINGS.sub("", cell.held), cell.first):
                if mark in self._left_out:
                    self._leave_with_links(self._elements[at], self._left_out[mark])
        return cell.text, cell.element

    def _leave_what_follows(self) -> None:
        """Leave out what stands behind the element that holds the tables and the numbered headings."""
        report = _around(self._anchors)
        if report is None:
            return
        behind = [n for n, holder in self._behind if report not in (holder, *holder.iterancestors())]
        for cell in self._built.taken_back(behind):
            self._apart.add(cell.text, cell.position.line)


def _without_marks(words: str) -> tuple[str, int]:
    """A piece of a line without the marks of what is part of lines, and how many elements begin in it."""
    if words.isprintable() or words.isascii():
        return words, 0
    said = _replaced(words, _SILENT)
    return said, len(words) - len(said) - words.count(LINK_END)


def _navigation(links: re.Match[str]) -> str:
    return _NAVIGATION * links[0].count(LINK)


def _replaced(text: str, marks: str, by: str = "") -> str:
    """A text with marks left out, or another one in their place: much faster than by a regular expression."""
    for mark in marks:
        text = text.replace(mark, by)
    return text


def _lines(text: str) -> str:
    """What a cell shows."""
    text = text.strip(_WHITE_OR_END)
    return text if text.isalnum() else "\n".join(filter(None, map(_shown, text.split(_END))))


def _shown(text: str) -> str:
    """A line with its white space as browsers show it."""
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    if _is_white(text):
        return ""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        text = SPACES.sub(" ", text)
    return text.strip(" ")


def _is_white(text: str) -> bool:
    """Whether browsers show nothing of a text that is no part of a line."""
    return text.isspace() and text.isascii()


def _letters(element: Element) -> int:
    return sum(map(str.isalnum, "".join(element.itertext())))


def _outer_links(element: Element) -> Iterator[Element]:
    """The links within an element, and not those within them: pages that leave one open have such."""
    inner: set[Element] = set()
    for link in element.iter("a"):
        if link not in inner and link.get("href") is not None:
            inner.update(link.iterdescendants("a"))
            yield link


def _parent(element: Element) -> Element:
    """The element around another; of one with none, itself."""
    parent = element.getparent()
    return element if parent is None else parent


def _around(elements: Sequence[Element]) -> Element | None:
    """The innermost element around several; None for fewer than two, or where there is none."""
    if len(elements) <= 1:
        return None
    around = [elements[0], *elements[0].iterancestors()]  # the innermost first
    places = {element: place for place, element in enumerate(around)}
    innermost = 0
    for element in elements[1:]:
        met: Element | None = element
        while met is not None and met not in places:
            met = met.getparent()
        if met is None:
            return None
        innermost = max(innermost, places[met])
    return around[innermost]
