"""A web page as rows of cells: what a reader sees of it, without what surrounds the report.

lxml reads what browsers read, and repairs what they repair (``docs/adr/0010-reading-published-documents.md``). One walk
over the tree follows: a block or a line break ends a line, a table's row is a row, and what is not shown is left out.
Tables that only lay out the page are seen through: a row with another table in it, or with a text as long as an
article, is lines of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from ..errors import DecodeError
from ..findings import Finding, Position
from ..refusals import printed
from .blocks import NESTING_MAX, Builder, Cell, Document, Source, is_article
from .charset import declared_in, decoded
from .style_sheet import mark_hidden

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element  # noqa: SLF001  (as its stubs name it)

SIZE_MAX: Final = 32 * 2**20
"""Largest page in bytes; with pictures in it, a published page has a few million."""
_TABLE_OF_FORM: Final = 20
"""Least cells of a table that shows where in the page the report stands."""
_LINK_MAX: Final = 100
"""Longest line that is looked at for being links alone."""
_HEADING: Final = re.compile(r"[一二三四五六七八九]\s*、.{1,40}")
_WHITE_OR_END: Final = " \t\r\n\f\0"
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_SPAN: Final = re.compile(r"\s*([0-9]{1,4})")
_HIDING: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDING_WORDS: Final = (b"display", b"hidden")
_TAG: Final = 4096
"""So far back a tag is looked for that a word stands in."""
_END: Final = "\0"
"""Ends a line within a cell; no text has it."""

_BLOCK, _BREAK, _TABLE, _STRUCK, _APART, _UNSEEN, _INLINE = range(7)
_BLOCKS: Final = """address article blockquote body caption center dd details dialog div dl dt fieldset figcaption
    figure form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary tbody td tfoot th
    thead tr ul"""
_NOT_SEEN: Final = """applet area audio base button canvas col colgroup datalist embed head iframe img input link map
    math meta noframes object option param script select source style svg template textarea title track video wbr"""
_KINDS: Final[dict[Any, int]] = (
    dict.fromkeys(_BLOCKS.split(), _BLOCK)
    | dict.fromkeys(_NOT_SEEN.split(), _UNSEEN)
    | dict.fromkeys(("aside", "footer", "nav"), _APART)
    | dict.fromkeys(("del", "s", "strike"), _STRUCK)
    | {"br": _BREAK, "table": _TABLE}
)
_CELLS: Final = frozenset({"td", "th"})
_PARTS: Final = frozenset({"tbody", "tfoot", "thead", "tr"})
_TITLES: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def source_of(data: bytes) -> Source:
    """A page of HTML as rows of cells.

    Raises
    ------
    DecodeError
        If the bytes are no text, or the page is larger, deeper or has more cells than any report.
    """
    if len(data) > SIZE_MAX:
        raise DecodeError(Finding("FILE-TOO-LARGE", facts={"limit": SIZE_MAX}))
    text, findings = decoded(data, declared_in(data))
    source = text.encode()
    roots = _roots(source)
    hides = mark_hidden(roots)
    page = _Page(hides=hides or _hides(source))
    page.read(roots)
    return Source(page.document(), (*findings, *page.findings()))


def _hides(page: bytes) -> bool:
    """Whether any tag of the page says that something is not to be seen."""
    page = page.lower()
    for word in _HIDING_WORDS:
        at = page.find(word)
        while at >= 0:
            before = page[max(at - _TAG, 0) : at]
            if before.rfind(b"<") >= before.rfind(b">"):
                return True
            at = page.find(word, at + len(word))
    return False


def _roots(page: bytes) -> list[Element]:
    """The page's elements; more than one where something stands behind its end."""
    from lxml import etree  # noqa: PLC0415  (heavy, on use only)

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root: Any = etree.fromstring(page, parser)
    except etree.XMLSyntaxError:  # not one element
        return []
    if root is None:  # nothing but a document type
        return []
    return [root, *root.itersiblings()]


_Pieces = list["str | Element | tuple[Element]"]
"""What stands in an element, in order: texts; where a line ends, the element that holds the next; tables in a tuple."""


class _Printed(NamedTuple):
    """A cell of a table.

    Attributes
    ----------
    element
        The cell.
    pieces
        What stands in it.
    text
        Its lines.
    article
        Whether it holds another table, or more text than a label has.
    """

    element: Element
    pieces: _Pieces
    text: str
    article: bool


class _Row(NamedTuple):
    """A row of a table, and what stands before it without being in any cell."""

    before: _Pieces
    cells: list[_Printed]


class _Page:
    """Takes a page's elements, and keeps what a reader sees of them."""

    def __init__(self, *, hides: bool) -> None:
        self._hides = hides
        self._built = Builder()
        self._tables = 0
        self._anchors: list[Element] = []
        self._behind: list[tuple[int, Element]] = []
        self._links: dict[Element, bool] = {}
        self._apart: list[Cell] = []
        self._hidden: list[Cell] = []
        self._struck: list[Cell] = []

    def read(self, roots: Iterable[Element]) -> None:
        """Read the page."""
        for root in roots:
            pieces: _Pieces = []
            self._take(root, pieces, 0)
            self._print(root, pieces, 0)
        self._leave_what_follows()

    def document(self) -> Document:
        """What a reader sees."""
        return self._built.document()

    def findings(self) -> Iterator[Finding]:
        """What was left out."""
        left = {"PAGE-SURROUNDINGS": self._apart, "TEXT-HIDDEN": self._hidden, "TEXT-STRUCK": self._struck}
        for rule, texts in left.items():
            if texts:
                facts: dict[str, Any] = {"count": len(texts), "printed": printed(texts[0].text)}
                yield Finding(rule, position=texts[0].position, facts=facts)

    # From elements to pieces.

    def _take(self, element: Element, pieces: _Pieces, depth: int, only: Sequence[Element] | None = None) -> None:
        """Add what stands in an element, or only one child of it with the text behind."""
        if depth > NESTING_MAX:
            raise DecodeError(Finding("FILE-TOO-LARGE", facts={"limit": NESTING_MAX}, variant="nesting"))
        text = element.text if only is None else None
        if text:
            pieces.append(text)
        for child in element if only is None else only:
            kind = _KINDS.get(child.tag, _INLINE)
            if kind == _UNSEEN or (self._hides and self._is_hidden(child)):
                pass
            elif kind == _INLINE:
                self._take(child, pieces, depth + 1)
            elif kind == _BREAK:
                pieces.append(element)
            elif kind == _TABLE and not _is_one_cell(child):
                pieces.append((child,))
                self._tables += 1
            elif kind in (_BLOCK, _TABLE):
                pieces.append(child)
                self._take(child, pieces, depth + 1)
                pieces.append(element)
            else:
                self._leave(child, self._struck if kind == _STRUCK else self._apart)
            text = child.tail
            if text:
                pieces.append(text)

    def _is_hidden(self, element: Element) -> bool:
        style = element.get("style")
        if (style and _HIDING.search(style)) or element.get("hidden") is not None:
            self._leave(element, self._hidden)
            return True
        return False

    def _leave(self, element: Element, left: list[Cell]) -> None:
        text = _SPACES.sub(" ", "".join(element.itertext())).strip()
        if text:
            left.append(Cell(text, Position(element.sourceline or 0)))

    # From pieces to rows.

    def _print(self, holder: Element, pieces: _Pieces, depth: int) -> None:
        line: list[str] = []
        for piece in pieces:
            if isinstance(piece, str):
                line.append(piece)
                continue
            if line:
                self._print_line(holder, "".join(line))
                line.clear()
            if isinstance(piece, tuple):
                self._print_table(piece[0], depth)
            else:
                holder = piece
        self._print_line(holder, "".join(line))

    def _print_line(self, holder: Element, text: str) -> None:
        text = _shown(text)
        if not text:
            return
        if not text.strip():
            self._built.blank_line(text)
        elif len(text) <= _LINK_MAX and self._leads_elsewhere(holder):
            self._apart.append(Cell(text, Position(holder.sourceline or 0)))
        else:
            if _HEADING.fullmatch(text):
                self._anchors.append(holder)
                self._behind.clear()
            self._behind.append((len(self._built.rows), holder))
            self._built.paragraph(text, holder.sourceline or 0)

    def _leads_elsewhere(self, holder: Element) -> bool:
        """Whether all text of an element that is no title is links."""
        if holder not in self._links:
            links = () if holder.tag in _TITLES else tuple(holder.iter("a"))
            linked = sum(_letters(link) for link in links if link.get("href") is not None)
            self._links[holder] = bool(linked) and linked == _letters(holder)
        return self._links[holder]

    def _print_table(self, table: Element, depth: int) -> None:
        rows: list[_Row] = []
        self._add_rows(table, rows, depth)
        widest = max((len(row.cells) for row in rows), default=0)
        number = at = 0
        for row in rows:
            if row.before:
                self._print(table, row.before, depth + 1)
            if not row.cells:
                continue
            at += 1
            if widest == 1 or any(cell.article for cell in row.cells):
                for cell in row.cells:
                    self._print(cell.element, cell.pieces, depth + 1)
            else:
                number = number or self._built.table()
                self._print_row(row.cells, number, at)
        if number and sum(len(row.cells) for row in rows) >= _TABLE_OF_FORM:
            self._anchors.append(table)
            self._behind.clear()

    def _print_row(self, row: Sequence[_Printed], table: int, at: int) -> None:
        paragraphs = self._built.paragraphs
        cells = []
        for n, (element, _, text, _) in enumerate(row, 1):
            position = Position(element.sourceline or 0, 1, paragraphs, table, at, n)
            cells.append(Cell(text, position, _span(element.get("rowspan")), _span(element.get("colspan"))))
        self._built.row(cells, table)

    def _add_rows(self, part: Element, rows: list[_Row], depth: int) -> None:
        """Add the rows of a table, of a part of it, or the one row that an element is."""
        if depth > NESTING_MAX:
            raise DecodeError(Finding("FILE-TOO-LARGE", facts={"limit": NESTING_MAX}, variant="nesting"))
        row = _Row([], [])
        if part.text and not part.text.isspace():
            row.before.append(part.text)
        for child in part:
            if child.tag in _CELLS:
                if not (self._hides and self._is_hidden(child)):
                    row.cells.append(self._cell(child, depth))
            elif child.tag in _PARTS or (child.tag != "table" and next(child.iter(*_CELLS), None) is not None):
                if not (self._hides and self._is_hidden(child)):
                    rows.append(row)
                    row = _Row([], [])
                    self._add_rows(child, rows, depth + 1)
            else:
                self._take(part, row.before, depth, [child])
                continue
            if child.tail and not child.tail.isspace():
                row.before.append(child.tail)
        rows.append(row)

    def _cell(self, element: Element, depth: int) -> _Printed:
        pieces: _Pieces = []
        tables = self._tables
        self._take(element, pieces, depth + 1)
        text = "".join([piece if isinstance(piece, str) else _END for piece in pieces]).strip(_WHITE_OR_END)
        if not text.isalnum():
            text = "\n".join(filter(None, map(_shown, text.split(_END))))
        return _Printed(element, pieces, text, is_article(text) or self._tables > tables)

    def _leave_what_follows(self) -> None:
        """Leave out what stands behind the element that holds the tables and the numbered headings."""
        report = _around(self._anchors)
        if report is None:
            return
        rows = self._built.rows
        behind = [n for n, holder in self._behind if report not in (holder, *holder.iterancestors())]
        self._apart += [rows[n].cells[0] for n in behind]
        for n in reversed(behind):
            del rows[n]


def _shown(text: str) -> str:
    """A line with its white space as browsers show it."""
    if text.isspace() and text.isascii():
        return ""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        text = _SPACES.sub(" ", text)
    return text.strip(" ")


def _letters(element: Element) -> int:
    return sum(map(str.isalnum, "".join(element.itertext())))


def _is_one_cell(table: Element) -> bool:
    """Whether a table has one cell at most."""
    cells = table.iter(*_CELLS)
    return next(cells, None) is None or next(cells, None) is None


def _span(said: str | None) -> int:
    """How many rows or columns a cell spans; 1 where that is not said as a number that browsers take."""
    if not said or said == "1":
        return 1
    match = _SPAN.match(said)
    return max(int(match[1]), 1) if match else 1


def _around(elements: Sequence[Element]) -> Element | None:
    """The innermost element around several; None for fewer than two, or where there is none."""
    if len(elements) <= 1:
        return None
    shared = _path(elements[0])
    for element in elements[1:]:
        shared = [one for one, other in zip(shared, _path(element), strict=False) if one is other]
    return shared[-1] if shared else None


def _path(element: Element) -> list[Element]:
    return [element, *element.iterancestors()][::-1]
