"""A web page as one text, in which marks stand for what its elements do to the text.

lxml reads what browsers read, and repairs what they repair (``docs/adr/0010-reading-published-documents.md``). A style
sheet then makes one text of the tree, in C (``docs/adr/0017-a-page-becomes-text-in-c.md``): to walk the elements in
Python takes ten times as long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from threading import local
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from ..errors import DecodeError
from ..findings import Finding
from .blocks import NESTING_MAX
from .html_tags import refuse_too_many_attributes
from .lighter_page import LighterPage, LinksTaken, lighter
from .plain_tables import END, PlainTable
from .style_sheet import mark_hidden

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element  # noqa: SLF001  (as its stubs name it)

# Every element begins with one mark, so that the number of a mark is the number of its element.
BLOCK: Final = "\x80"
"""An element whose text begins a line and ends one."""
TITLE: Final = "\x82"
"""The same, being a title."""
INLINE: Final = "\x83"
"""An element that is part of a line."""
LINK: Final = "\x84"
"""The same, being a link."""
BREAK: Final = "\x86"
"""The end of a line."""
TABLE: Final = "\x87"
"""A table of more than one cell; one of one cell is a block."""
PART: Final = "\x88"
"""A row of a table, or what holds rows."""
CELL: Final = "\x89"
APART: Final = "\x8a"
"""What the page itself sets apart from its content. Its text is left out, like that of the next two."""
HIDDEN: Final = "\x8b"
STRUCK: Final = "\x8c"
UNSEEN: Final = "\x8e"
"""What is no text on the page; also whatever is in an element whose text is left out."""
BEGINNINGS: Final = BLOCK + TITLE + INLINE + LINK + BREAK + TABLE + PART + CELL + APART + HIDDEN + STRUCK + UNSEEN
BLOCK_END: Final = "\x91"
TABLE_END: Final = "\x92"
PART_END: Final = "\x93"
CELL_END: Final = "\x94"
LINK_END: Final = "\x95"
FREE: Final = ("\x96", END, "\x98")
"""Marks for those who go on with the text: no page has one of them."""

WHITE: Final = " \t\r\n\f"
"""What browsers take for white space."""
SPACES: Final = re.compile(f"[{WHITE}]+")

_MARK: Final = re.compile("[\x80-\x9f]")
_MARK_IN: Final = re.compile(rb"\xc2[\x80-\x9f]")
_MARK_NAMED_IN: Final = re.compile(rb"&#(?:[xX]0*[89][0-9a-fA-F]|0*1[2-5][0-9])(?![0-9a-fA-F])")
"""A character that is one of the marks, as bytes of a page and as its number. No report may have one."""
_NO_MARK: Final = "\x7f"
"""A character that no report may have either."""

_BLOCKS: Final = """address article blockquote body caption center dd details dialog div dl dt fieldset figcaption
    figure form header hgroup hr html legend li main menu ol p pre section summary tbody td tfoot th thead tr ul"""
_PARTS: Final = "tbody tfoot thead tr"
_TITLES: Final = "h1 h2 h3 h4 h5 h6"
_NOT_SEEN: Final = """applet area audio base button canvas col colgroup datalist embed head iframe img input link map
    math meta noframes object option param script select source style svg template textarea title track video wbr"""
CODE: Final = ("script", "style", "textarea", "title", "iframe", "noframes")
"""Those of them that hold no elements, whatever stands in them."""
_SET_APART: Final = "aside footer nav"
_STRUCK_THROUGH: Final = "del s strike"

_HIDING: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE | re.ASCII)
_OWN: Final = "urn:hidden"
"""The name space of the name that hidden elements get."""


class Marked(NamedTuple):
    """A page.

    Attributes
    ----------
    elements
        All its elements, in order.
    text
        Its text, with the mark of each element where it begins.
    links
        Runs of links of which the one before tells, and which are no elements (``lighter_page.py``).
    tables
        What stands in tables of which only the element is there, and two cells.
    """

    elements: list[Element]
    text: str
    links: Sequence[LinksTaken] = ()
    tables: Sequence[PlainTable] = ()


def marked(page: bytes, *, whole: bool = False) -> Marked:
    """A page as text with marks.

    Parameters
    ----------
    page
        HTML in UTF-8.
    whole
        Whether every link and every cell is an element.

    Raises
    ------
    DecodeError
        If its elements are nested deeper, or have more attributes, than those of any report.
    """
    has_marks = (b"\xc2" in page and _MARK_IN.search(page)) or (b"&" in page and _MARK_NAMED_IN.search(page))
    light = None if whole or has_marks else lighter(page)
    light = light or LighterPage(page)
    refuse_too_many_attributes(light.page)
    # Where something stands behind the page's end, the tree has more than one root; all of them are one text.
    roots = _roots(light.page)
    elements = [element for root in roots for element in root.iter()]
    if not elements:
        return Marked([], "", light.links, light.tables)
    tools = _tools()
    if _may_be_too_deep(elements) and tools.too_deep(roots[0]):
        raise DecodeError(Finding("FILE-TOO-LARGE", facts={"limit": NESTING_MAX}, variant="nesting"))
    hiding = mark_hidden(roots)  # as the tree has it, where the lighter page had but the bytes
    if light.page is not page and not light.allows(hiding):
        return marked(page, whole=True)
    _rename_hidden(roots)
    if has_marks:
        _drop_marks(roots)
    return Marked(elements, str(tools.style(roots[0])), light.links, light.tables)


def text_of(markup: bytes) -> str:
    """The text of some elements."""
    return "".join(map(text_within, _roots(markup)))


def text_within(element: Element) -> str:
    """All text within an element, that of scripts included."""
    from lxml import etree  # noqa: PLC0415  (heavy, on use only)

    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def _roots(page: bytes) -> list[Element]:
    from lxml import etree  # noqa: PLC0415  (heavy, on use only)

    try:
        root: Any = etree.fromstring(page, _tools().parser)
    except etree.XMLSyntaxError:  # not one element
        return []
    if root is None:  # nothing but a document type
        return []
    return [root, *root.itersiblings()]


def _may_be_too_deep(elements: list[Element]) -> bool:
    """Whether any element is halfway to the limit, of so few that none between two of them is much deeper.

    An element is at most one deeper than the one before it.
    """
    half = NESTING_MAX // 2
    return any(sum(1 for _ in element.iterancestors()) >= half for element in elements[::half])


def _rename_hidden(roots: Sequence[Element]) -> None:
    """Give elements that are hidden a name of their own; the roots, and those that are never seen, keep theirs."""
    for attribute in (says for ask in _tools().asked_for for says in ask(roots[0])):
        element = attribute.getparent()
        style = element.get("style")
        hides = (style and _HIDING.search(style)) or element.get("hidden") is not None
        if hides and element.tag not in _NEVER and element not in roots:
            element.tag = f"{{{_OWN}}}hidden"


def _drop_marks(roots: list[Element]) -> None:
    """Change the characters that are marks into one that reports may not have either."""
    for root in roots:
        for element in root.iter():
            element.text, element.tail = _without(element.text), _without(element.tail)


def _without(text: str | None) -> str | None:
    return _MARK.sub(_NO_MARK, text) if text else text


_NEVER: Final = frozenset(_NOT_SEEN.split())


class _Tools(NamedTuple):
    """What libxml2 and libxslt compile.

    Attributes
    ----------
    parser
        Makes a tree of a page.
    style
        Makes a text of a tree.
    too_deep
        Elements nested deeper than those of any report.
    asked_for
        The attributes by which elements of a document may say that they are hidden. A step to the elements, or a union
        of both, would take libxml2 the square of their number.
    """

    parser: Any
    style: Any
    too_deep: Any
    asked_for: tuple[Any, ...]


class _OfThread(local):
    """What is compiled, once in each thread: not every lxml shares it between them."""

    tools: _Tools | None = None


_compiled: Final = _OfThread()


def _tools() -> _Tools:
    if _compiled.tools is None:
        from lxml import etree  # noqa: PLC0415  (heavy, on use only)

        # No element is looked up by its id, and a table of them costs a fifth of the parse where each cell has one.
        parser = etree.HTMLParser(
            encoding="utf-8",
            huge_tree=True,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
        )
        _compiled.tools = _Tools(
            parser=parser,
            style=etree.XSLT(etree.XML(_style())),
            too_deep=etree.XPath("/*" * (NESTING_MAX + 1)),
            asked_for=(etree.XPath("//@style"), etree.XPath("//@hidden")),
        )
    return _compiled.tools


def _style() -> str:
    """The style sheet: a rule for each kind of element, those of tables twice, in the mode "rows" as their parts."""
    rules = (
        _rule("*", _mark(INLINE) + _inside()),
        _rule("a[@href]", _mark(LINK) + _inside() + _mark(LINK_END)),
        _rule("br", _mark(BREAK) + _UNSEEN_INSIDE),
        _rule(_any(_BLOCKS), _BLOCK_RULE),
        _rule(_any(_TITLES), _mark(TITLE) + _inside() + _mark(BLOCK_END)),
        _rule(_any(_NOT_SEEN), _mark(UNSEEN) + _UNSEEN_INSIDE),
        _rule(_any(_SET_APART), _mark(APART) + _UNSEEN_INSIDE),
        _rule(_any(_STRUCK_THROUGH), _mark(STRUCK) + _UNSEEN_INSIDE),
        _rule("own:hidden", _mark(HIDDEN) + _UNSEEN_INSIDE),
        _rule("table", _choice("count(descendant::td | descendant::th) > 1", _TABLE_RULE, _BLOCK_RULE)),
        _rule("*", _choice("descendant::td or descendant::th", _PART_RULE, _THIS), "rows"),
        _rule(_any(_PARTS), _PART_RULE, "rows"),
        _rule("td | th", _mark(CELL) + _inside() + _mark(CELL_END), "rows"),
        _rule("table | own:hidden", _THIS, "rows"),
    )
    return f"""<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:own="{_OWN}">
        <xsl:output method="text" encoding="UTF-8"/>{"".join(rules)}
    </xsl:stylesheet>"""


def _rule(elements: str, gives: str, mode: str = "") -> str:
    return f"<xsl:template match='{elements}'{_in(mode)}>{gives}</xsl:template>"


def _any(*names: str) -> str:
    return " | ".join(name for several in names for name in several.split())


def _in(mode: str) -> str:
    return f" mode='{mode}'" if mode else ""


def _mark(mark: str) -> str:
    return f"<xsl:text>{mark}</xsl:text>"


def _inside(mode: str = "") -> str:
    return f"<xsl:apply-templates{_in(mode)}/>"


def _choice(test: str, gives: str, otherwise: str) -> str:
    chosen = f"<xsl:when test='{test}'>{gives}</xsl:when>"
    return f"<xsl:choose>{chosen}<xsl:otherwise>{otherwise}</xsl:otherwise></xsl:choose>"


_THIS: Final = "<xsl:apply-templates select='.'/>"
_UNSEEN_INSIDE: Final = f"<xsl:for-each select='descendant::*'>{_mark(UNSEEN)}</xsl:for-each>"
_BLOCK_RULE: Final = _mark(BLOCK) + _inside() + _mark(BLOCK_END)
_TABLE_RULE: Final = _mark(TABLE) + _inside("rows") + _mark(TABLE_END)
_PART_RULE: Final = _mark(PART) + _inside("rows") + _mark(PART_END)
