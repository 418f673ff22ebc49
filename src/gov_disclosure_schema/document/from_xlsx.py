"""An Excel workbook as rows of cells: the values that are stored, as Excel shows them but for rounding.

The XML is read as it stands (``docs/adr/0010-reading-published-documents.md``). Rows of a sheet that follow each other
are a table, filled up with blank cells to one width, because what is blank is often not stored; a row with one filled
cell is lines of text. What is hidden is left out and told; so is a formula whose value is not stored, which is never 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ..catalogue import Words
from ..errors import DecodeError
from ..findings import Finding, Position
from ..refusals import printed
from .blocks import Cell, Row, Source
from .builder import Builder
from .number_formats import Formats
from .office_parts import Parts

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element  # noqa: SLF001  (as its stubs name it)

_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED: Final = re.compile("_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
"""A character that a text of a workbook cannot hold as it is."""
_DEFAULT_NAME: Final = re.compile(r"(?:sheet|工作表)\s*[0-9]*", re.IGNORECASE)
_RELATION: Final = "}id"
_TRUE: Final = ("1", "true")
_DIGITS: Final = 7
_COLUMNS_MAX: Final = 16384
TEXT_MAX: Final = 2**24
"""Most characters in the cells of a workbook, a text that many cells share counted for each."""


def source_of(data: bytes) -> Source:
    """A workbook as rows of cells.

    Raises
    ------
    DecodeError
        If it is damaged or encrypted, or larger or has more cells than any report.
    """
    book = _Book(Parts(data))
    book.read()
    return Source(book.built.document(), tuple(book.findings()))


class _Area(NamedTuple):
    """Cells that are one: from a row and a column to a row and a column."""

    top: int
    left: int
    bottom: int
    right: int


class _Stored(NamedTuple):
    """A cell as it is stored: its column, and its text."""

    column: int
    text: str


class _Book:
    """Takes the sheets of a workbook one by one."""

    def __init__(self, parts: Parts) -> None:
        self.built = Builder()
        self._parts = parts
        path = parts.main()
        self._relations = {relation.id: relation for relation in parts.relations(path)}
        self._root = parts.xml(path)
        self._name = _namespace(self._root)
        self._strings = self._shared_strings()
        self._formats = self._number_formats()
        self._characters = 0
        self._hidden: list[tuple[str, Position | None]] = []
        self._without_value: list[Position] = []

    def read(self) -> None:
        """Read the sheets that are shown, in their order."""
        for number, sheet in enumerate(self._root.iter(f"{self._name}sheet"), 1):
            title = sheet.get("name", "")
            relation = next((value for name, value in sheet.items() if str(name).endswith(_RELATION)), "")
            target = self._relations.get(str(relation))
            if target is None or target.kind != "worksheet":
                continue  # a chart
            if sheet.get("state", "visible") != "visible":
                self._hidden.append((title, None))
                continue
            _Sheet(self, title, number, self._parts.xml(target.target)).read()

    def findings(self) -> Iterator[Finding]:
        """What was left out."""
        yield from self._parts.findings()
        if self._hidden:
            text, position = self._hidden[0]
            facts: dict[str, str | int | Words] = {"count": len(self._hidden), "printed": printed(text)}
            yield Finding("TEXT-HIDDEN", position=position, facts=facts)
        if self._without_value:
            facts = {"count": len(self._without_value)}
            yield Finding("SHEET-FORMULA", position=self._without_value[0], facts=facts)

    def hide(self, text: str, position: Position) -> None:
        """Keep what is not shown for a finding."""
        if text.strip():
            self._hidden.append((text.strip(), position))

    def text_of(self, cell: Element, position: Position) -> str:
        """What a cell shows.

        Raises
        ------
        DecodeError
            If the cells hold more text than any report.
        """
        text = self._shown_in(cell, position)
        self._characters += len(text)
        if self._characters > TEXT_MAX:
            raise DecodeError(Finding("FILE-TOO-LARGE", facts={"limit": TEXT_MAX}, variant="text"))
        return text

    def _shown_in(self, cell: Element, position: Position) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _rich_text(cell, self._name)
        value = next(cell.iterchildren(f"{self._name}v"), None)
        stored = "" if value is None else (value.text or "")
        # A value that is stored may be an empty text, but not an empty number.
        if (value is None or (kind == "n" and not stored)) and next(
            cell.iterchildren(f"{self._name}f"), None
        ) is not None:
            self._without_value.append(position)
        if kind == "s":
            index = int(stored) if stored.isdecimal() and len(stored) <= _DIGITS else -1
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(stored, stored)
        return self._formats.shown(stored, cell.get("s")) if kind == "n" else stored

    def _shared_strings(self) -> list[str]:
        root = self._used("sharedStrings")
        return [] if root is None else [_rich_text(item, self._name) for item in root.iter(f"{self._name}si")]

    def _number_formats(self) -> Formats:
        properties = next(self._root.iter(f"{self._name}workbookPr"), None)
        since_1904 = properties is not None and properties.get("date1904", "0") in _TRUE
        root = self._used("styles")
        if root is None:
            return Formats({}, [], since_1904=since_1904)
        codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter(f"{self._name}numFmt")}
        cells = next(root.iter(f"{self._name}cellXfs"), None)
        return Formats(
            codes, [] if cells is None else [one.get("numFmtId", "0") for one in cells], since_1904=since_1904
        )

    def _used(self, kind: str) -> Element | None:
        """The part of a kind that the workbook uses."""
        for relation in self._relations.values():
            if relation.kind == kind and self._parts.has(relation.target):
                return self._parts.xml(relation.target)
        return None


class _Sheet:
    """Takes the rows of one sheet."""

    def __init__(self, book: _Book, title: str, number: int, root: Element) -> None:
        self._book = book
        self._title = title
        self._number = number
        self._root = root
        self._name = _namespace(root)
        self._areas = sorted(self._merged())
        self._began = {(area.top, area.left): area for area in self._areas}
        self._covered: dict[int, int] = {}
        self._hidden = self._hidden_columns()

    def read(self) -> None:
        """Read the sheet: runs of rows that follow each other, each a table."""
        run: list[tuple[int, list[_Stored]]] = []
        first = True
        for row, cells in self._rows():
            if run and (row > run[-1][0] + 1 or not cells):
                self._print(run, named=not first)
                first = False
                run = []
            if cells:
                run.append((row, cells))
        if run:
            self._print(run, named=not first)

    def _rows(self) -> Iterator[tuple[int, list[_Stored]]]:
        """The rows that are shown, each with the cells that are stored in it, those that are blank too."""
        row = 0
        for element in self._root.iter(f"{self._name}row"):
            row = max(_whole(element.get("r")) or row + 1, row + 1)
            hidden = element.get("hidden", "0") in _TRUE
            cells = []
            column = 0
            for child in element.iterchildren(f"{self._name}c"):
                match = _REFERENCE.fullmatch(child.get("r", ""))
                column = max(_column(match[1]) if match else column + 1, column + 1)
                position = self._position(row, column)
                text = self._book.text_of(child, position)
                if hidden or column in self._hidden:
                    self._book.hide(text, position)
                else:
                    cells.append(_Stored(column, text))
            if not hidden:
                yield row, cells

    def _print(self, run: Sequence[tuple[int, list[_Stored]]], *, named: bool) -> None:
        """Print rows that follow each other as a table of one width."""
        built = self._book.built
        last = max(cells[-1].column for _, cells in run)
        left = min(cells[0].column for _, cells in run)
        shown = [column for column in range(left, last + 1) if column not in self._hidden]
        rows: list[list[Cell]] = []
        for row, stored in run:
            built.count(len(shown))
            rows.append(self._cells(row, {cell.column: cell.text for cell in stored}, shown, last))
        filled = [[cell for cell in cells if not cell.blank] for cells in rows]
        several = [n for n, cells in enumerate(filled) if len(cells) > 1]
        first = next((n for n, cells in enumerate(filled) if cells), 0)
        if several[:1] == [first] and not named and not _DEFAULT_NAME.fullmatch(self._title):
            built.add(Row((Cell(self._title, self._position(run[first][0], left)),), self._title))
        number = built.table() if several else 0
        for n, (cells, (_, stored)) in enumerate(zip(rows, run, strict=True)):
            # Within a table a row may have blank cells: a label alone, or nothing at all.
            begun = {cell.position.cell for cell in cells}
            follows = bool(several) and n > several[-1] and sum(cell.column in begun for cell in stored) > 1
            if follows or (several and several[0] <= n <= several[-1]):
                built.row(cells, number)
            elif filled[n]:
                for line in filled[n][0].text.splitlines():
                    built.add(Row((filled[n][0]._replace(text=line),), line) if line.strip() else Row((), line))
            else:
                built.blank_line()

    def _cells(self, row: int, texts: dict[int, str], shown: Sequence[int], last: int) -> list[Cell]:
        cells = []
        for column in shown:
            if self._covered.get(column, 0) >= row:
                self._book.hide(texts.get(column, ""), self._position(row, column))
                continue
            area = self._began.get((row, column))
            rows, columns = (area.bottom - row + 1, area.right - column + 1) if area else (1, 1)
            if area:
                self._covered |= dict.fromkeys(range(column, min(area.right, last) + 1), area.bottom)
            cells.append(Cell(texts.get(column, ""), self._position(row, column), rows, columns))
        return cells

    def _position(self, row: int, column: int) -> Position:
        return Position(table=self._number, row=row, cell=column, sheet=self._title)

    def _merged(self) -> Iterator[_Area]:
        for merged in self._root.iter(f"{self._name}mergeCell"):
            first, _, last = merged.get("ref", "").partition(":")
            one, other = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
            if one and other:
                yield _Area(int(one[2]), _column(one[1]), int(other[2]), _column(other[1]))

    def _hidden_columns(self) -> frozenset[int]:
        said = [one for one in self._root.iter(f"{self._name}col") if one.get("hidden", "0") in _TRUE]
        hidden: set[int] = set()
        reached = 0
        for low, high in sorted((_whole(one.get("min")), min(_whole(one.get("max")), _COLUMNS_MAX)) for one in said):
            hidden.update(range(max(low, reached + 1), high + 1))
            reached = max(reached, high)
        return frozenset(hidden)


def _rich_text(item: Element, name: str) -> str:
    """The text of a string: of its runs, without how it is pronounced."""
    spoken = f"{name}rPh"
    texts = (text for text in item.iter(f"{name}t") if next(text.iterancestors(spoken), None) is None)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(text.text or "" for text in texts))


def _namespace(root: Element) -> str:
    return str(root.tag).rpartition("}")[0] + "}"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _whole(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) <= _DIGITS else 0
