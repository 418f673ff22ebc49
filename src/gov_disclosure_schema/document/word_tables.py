"""Tables of Word documents as rows of cells; those in which nothing is hidden, changed or nested in one quick pass.

Most tables of the form hold paragraphs of plain runs and nothing else. What the quick pass takes from them is what the
walk over every element (`from_docx`) takes, which a test holds equal; whatever could make a difference is left to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from .blocks import is_article

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element  # noqa: SLF001  (as its stubs name it)

_DIGITS: Final = 4
_ALTERNATIVE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
PICTURES: Final = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
TEXTS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
"""Elements that stand for text."""
_STRANGE: Final = """tbl del moveFrom ins moveTo sdt footnoteReference endnoteReference object rt vanish strike dstrike
    numPr cellDel gridBefore tcPrChange txbxContent tab ptab"""
"""What a table must not hold that is read in one pass; a tab may stand in the properties of a paragraph."""
_ROW, _CELL, _PARAGRAPH, _TEXT, _SPAN, _MERGE = range(6)
_TAKEN: Final = {"tr": _ROW, "tc": _CELL, "p": _PARAGRAPH, "t": _TEXT, "gridSpan": _SPAN, "vMerge": _MERGE}

Content = list["str | Element"]
"""Lines of text and tables."""


class Printed(NamedTuple):
    """A cell of a table.

    Attributes
    ----------
    content
        Its lines, and tables in it.
    text
        Its lines.
    columns
        How many it spans.
    continues
        Whether it is the rest of the cell above it.
    article
        Whether it holds another table, or more text than a label has.
    """

    content: Content
    text: str
    columns: int
    continues: bool
    article: bool


class Row(NamedTuple):
    """A row of a table: the column that it begins in, and its cells."""

    first: int
    cells: list[Printed]


def printed_cell(content: Content, columns: int, continues: bool) -> Printed:  # noqa: FBT001  (as Printed has it)
    """A cell by what is in it."""
    lines = [item.strip() for item in content if isinstance(item, str)]
    text = "\n".join(filter(None, lines))
    return Printed(content, text, columns, continues, len(lines) < len(content) or is_article(text))


def whole(said: str | None, least: int) -> int:
    """A number of rows or columns as it is said, within reason."""
    return max(int(said), least) if said and said.isascii() and said.isdigit() and len(said) <= _DIGITS else least


class _Names(NamedTuple):
    """The names of elements and attributes in one namespace."""

    taken: dict[Any, int]
    texts: dict[Any, str]
    strange: tuple[str, ...]
    value: str


@cache
def _names(name: str) -> _Names:
    texts = {f"{name}{tag}": text for tag, text in TEXTS.items() if tag not in _STRANGE.split()}
    strange = (*(f"{name}{tag}" for tag in _STRANGE.split()), _ALTERNATIVE, *PICTURES)
    taken = {f"{name}{tag}": kind for tag, kind in _TAKEN.items()} | dict.fromkeys(texts, _TEXT)
    return _Names(taken, texts, strange, f"{name}val")


def plain_rows(table: Element, name: str) -> list[Row] | None:
    """The rows of a table that holds nothing but text; None for any other.

    Parameters
    ----------
    table
        The table.
    name
        The namespace of its elements, in braces.
    """
    taken, texts, strange, value = _names(name)
    if next(table.iterdescendants(*strange), None) is not None:
        return None
    rows: list[list[_Begun]] = []
    row: list[_Begun] = []
    cell = _Begun([])
    for element in table.iterdescendants(*taken):
        kind = taken[element.tag]
        if kind == _TEXT:
            cell.say(texts.get(element.tag) or element.text or "")
        elif kind == _PARAGRAPH:
            cell.paragraphs.append("")
        elif kind == _SPAN:
            cell.columns = whole(element.get(value), 1)
        elif kind == _MERGE:
            cell.continues = element.get(value) != "restart"
        elif kind == _CELL:
            cell = _Begun([])
            row.append(cell)
        else:
            row = []
            rows.append(row)
    return [Row(0, [cell.printed() for cell in cells]) for cells in rows]


@dataclass(slots=True)
class _Begun:
    """A cell as it is read."""

    paragraphs: list[str]
    columns: int = 1
    continues: bool = False

    def say(self, text: str) -> None:
        """Add to its last paragraph; what stands in none is not shown."""
        if self.paragraphs:
            self.paragraphs[-1] += text

    def printed(self) -> Printed:
        """The whole cell."""
        if len(self.paragraphs) == 1 and "\n" not in self.paragraphs[0]:
            text = self.paragraphs[0].strip()
            return Printed([self.paragraphs[0]], text, self.columns, self.continues, is_article(text))
        content: Content = [line for text in self.paragraphs for line in text.split("\n")]
        return printed_cell(content, self.columns, self.continues)
