"""A Word document as rows of cells: its text as Word shows it with all changes accepted.

The XML is walked as it stands (``docs/adr/0010-reading-published-documents.md``). Text boxes and footnotes follow the
paragraph that they hang on; heads and feet of pages are left out, and what Word sets by itself (numbers before
paragraphs), and what is deleted, hidden or struck through; each is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from ..catalogue import Words
from ..errors import DecodeError
from ..findings import Finding, Position
from ..refusals import printed
from .blocks import NESTING_MAX, Document, RowOfTexts, Source
from .builder import Builder
from .office_parts import Parts
from .word_tables import PICTURES, TEXTS, Content, Printed, Row, plain_rows, printed_cell, whole

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element  # noqa: SLF001  (as its stubs name it)

_ALTERNATIVE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_LEAVING: Final = {"vanish": "TEXT-HIDDEN", "strike": "TEXT-STRUCK", "dstrike": "TEXT-STRUCK"}
_NOT_SHOWN: Final = """pPr rPr tblPr tblGrid tblPrEx tcPr trPr sectPr sdtPr sdtEndPr instrText delText delInstrText rt
    fldData ffData footnoteRef endnoteRef separator continuationSeparator annotationRef bookmarkStart bookmarkEnd"""
_LEFT_OUT: Final = ("TEXT-HIDDEN", "TEXT-STRUCK", "WORD-NUMBERS", "PAGE-SURROUNDINGS")
_PAGE_NUMBER: Final = re.compile(r"[\s\-—–·/|第页共总0-9０-９]*")
"""What the foot of a page says that need not be told."""
_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN, _TEXT, _AS_TEXT = range(7)
_DELETED, _INSERTED, _CONTROL, _CHOICES, _NOTE, _OBJECT, _SKIPPED = range(7, 14)


def source_of(data: bytes) -> Source:
    """A Word document as rows of cells.

    Raises
    ------
    DecodeError
        If it is damaged or encrypted, or larger, deeper or has more cells than any report.
    """
    parts = Parts(data)
    path = parts.main()
    relations = parts.relations(path)
    root = parts.xml(path)
    word = _Word(root)
    for relation in relations:
        if relation.kind in ("footnotes", "endnotes") and parts.has(relation.target):
            word.take_notes(relation.kind, parts.xml(relation.target))
        elif relation.kind in ("header", "footer") and parts.has(relation.target):
            word.take_margin(parts.xml(relation.target))
    word.read()
    return Source(word.document(), (*parts.findings(), *word.findings()))


@dataclass(slots=True)
class _Box:
    """A cell as it grows over the rows that it spans."""

    rows: int
    columns: int


class _Begun(NamedTuple):
    """The cells that begin in a row: their texts, how far each reaches, and the place of the first."""

    texts: list[str]
    boxes: list[_Box]
    first: Position

    def positions(self) -> list[Position]:
        """Where each stands."""
        line, column, paragraph, table, row, first, _ = self.first
        return [Position(line, column, paragraph, table, row, first + n) for n in range(len(self.texts))]

    def spans(self) -> list[tuple[int, int]]:
        """How many rows and columns each spans."""
        return [(box.rows, box.columns) for box in self.boxes]


class _Word:
    """Takes the elements of a document, and keeps what Word shows of them."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._name = str(root.tag).rpartition("}")[0] + "}"
        self._kinds = _kinds(self._name)
        self._leaving: dict[Any, str] = {f"{self._name}{name}": rule for name, rule in _LEAVING.items()}
        self._notes: dict[tuple[str, str | None], Element] = {}
        self._waiting: Content = []
        self._built = Builder()
        self._left: dict[str, list[str]] = {rule: [] for rule in _LEFT_OUT}
        self._deleted: list[str] = []
        self._inserted: list[str] = []
        self._objects = 0

    def take_notes(self, kind: str, root: Element) -> None:
        """Take the footnotes or the endnotes."""
        for note in root:
            self._notes[kind[:-1], note.get(f"{self._name}id")] = note

    def take_margin(self, root: Element) -> None:
        """Take the head or the foot of pages: it is not read, but for page numbers it is told."""
        for paragraph in root.iter(f"{self._name}p"):
            text = "".join(text.text or "" for text in paragraph.iter(f"{self._name}t")).strip()
            if text and not _PAGE_NUMBER.fullmatch(text) and text not in self._left["PAGE-SURROUNDINGS"]:
                self._left["PAGE-SURROUNDINGS"].append(text)

    def read(self) -> None:
        """Read the document."""
        for body in self._root.iterchildren(f"{self._name}body"):
            content: Content = []
            self._take_blocks(body, content, 0)
            self._print(content, 0)

    def document(self) -> Document:
        """What Word shows."""
        return self._built.document()

    def findings(self) -> Iterator[Finding]:
        """What was left out."""
        if self._deleted:
            yield Finding("WORD-CHANGES", facts=_facts(self._deleted))
        elif self._inserted:
            yield Finding("WORD-CHANGES", facts=_facts(self._inserted), variant="inserted")
        for rule, texts in self._left.items():
            if texts:
                yield Finding(rule, facts=_facts(texts))
        if self._objects:
            yield Finding("OFFICE-PICTURES", facts={"count": self._objects})

    # From elements to lines and tables.

    def _take_blocks(self, element: Element, content: Content, depth: int) -> None:
        """Add the paragraphs and tables in an element."""
        _refuse_depth(depth)
        for child in element:
            kind = self._kinds.get(child.tag)
            if kind == _PARAGRAPH:
                content += self._lines(child, depth)
                content += self._waiting
                self._waiting = []
            elif kind == _TABLE and not self._is_one_cell(child):
                content.append(child)
            elif kind == _DELETED:
                self._leave(child, self._deleted)
            elif kind != _SKIPPED:
                self._take_blocks(child, content, depth + 1)

    def _lines(self, paragraph: Element, depth: int) -> list[str]:
        pieces: list[str] = []
        self._take_runs(paragraph, pieces, depth)
        text = "".join(pieces)
        properties = self._first(paragraph, "pPr") if text else None
        if properties is not None and self._first(properties, "numPr") is not None:
            self._left["WORD-NUMBERS"].append(text)
        return text.split("\n")

    def _take_runs(self, element: Element, pieces: list[str], depth: int) -> None:
        """Add the text in an element; what hangs on it is kept until the paragraph ends."""
        _refuse_depth(depth)
        for child in element:
            kind = self._kinds.get(child.tag)
            if kind == _TEXT:
                pieces.append(child.text or "")
            elif kind == _AS_TEXT:
                pieces.append(TEXTS[self._local(child)])
            elif kind == _DELETED:
                self._leave(child, self._deleted)
            elif kind in (_PARAGRAPH, _TABLE):  # of a text box
                self._take_blocks_apart(element, depth)
                return
            elif kind == _NOTE:
                self._take_note(child, depth)
            elif kind != _SKIPPED and self._is_shown(child, kind):
                before = len(pieces)
                self._take_runs(next(iter(child), child) if kind == _CHOICES else child, pieces, depth + 1)
                if kind == _INSERTED:
                    self._inserted += filter(None, ["".join(pieces[before:])])

    def _is_shown(self, element: Element, kind: int | None) -> bool:
        """Whether what stands in an element is shown; what is not is kept for a finding."""
        if kind == _RUN:
            left = self._left_by(element)
            if left is not None:
                self._leave(element, left)
            return left is None
        self._objects += kind == _OBJECT
        return kind != _CONTROL or not self._asks_for_text(element)

    def _local(self, element: Element) -> str:
        return str(element.tag)[len(self._name) :]

    def _take_blocks_apart(self, element: Element, depth: int) -> None:
        """Keep the paragraphs and tables in an element until the paragraph that it hangs on has ended."""
        outer, self._waiting = self._waiting, []
        content: Content = []
        self._take_blocks(element, content, depth + 1)
        self._waiting = outer + content

    def _take_note(self, reference: Element, depth: int) -> None:
        kind = self._local(reference).removesuffix("Reference")
        note = self._notes.pop((kind, reference.get(f"{self._name}id")), None)
        if note is not None:
            self._take_blocks_apart(note, depth)

    def _left_by(self, run: Element) -> list[str] | None:
        """Where the text of a run goes that is not shown."""
        for said in self._said(run, "rPr"):
            rule = self._leaving.get(said.tag)
            if rule and said.get(f"{self._name}val", "1") not in ("0", "false", "off"):
                return self._left[rule]
        return None

    def _first(self, element: Element, name: str) -> Element | None:
        """The first child of a name."""
        return next(element.iterchildren(f"{self._name}{name}"), None)

    def _said(self, element: Element, name: str) -> Iterator[Element]:
        """What its properties of a name say of an element."""
        properties = self._first(element, name)
        return iter(()) if properties is None else iter(properties)

    def _is_one_cell(self, table: Element) -> bool:
        cells = table.iter(f"{self._name}tc")
        return next(cells, None) is None or next(cells, None) is None

    def _asks_for_text(self, control: Element) -> bool:
        """Whether a content control shows no more than what to write in it."""
        return control.find(f"{self._name}sdtPr/{self._name}showingPlcHdr") is not None

    def _leave(self, element: Element, left: list[str]) -> None:
        texts = element.iter(f"{self._name}t", f"{self._name}delText")
        text = "".join(piece.text or "" for piece in texts).strip()
        if text:
            left.append(text)

    # From lines and tables to rows.

    def _print(self, content: Content, depth: int) -> None:
        for item in content:
            if isinstance(item, str):
                self._built.line(item)
            else:
                self._print_table(item, depth)

    def _print_table(self, table: Element, depth: int) -> None:
        rows = plain_rows(table, self._name)
        if rows is None:
            rows = []
            self._add_rows(table, rows, depth + 1)
        widest = max((len(row.cells) for row in rows), default=0)
        number = 0
        above: dict[int, _Box] = {}
        begun: list[_Begun] = []
        for at, row in enumerate(rows, 1):
            if widest == 1 or any(cell.article for cell in row.cells):
                self._print_rows(begun, number)
                for cell in row.cells:
                    self._print(cell.content, depth + 1)
                above = {}
            else:
                number = number or self._built.table()
                begun.append(_Begun([], [], Position(0, 1, self._built.paragraphs, number, at, 1)))
                above = self._begin(row, above, begun[-1])
        self._print_rows(begun, number)

    def _begin(self, row: Row, above: dict[int, _Box], begun: _Begun) -> dict[int, _Box]:
        """Add the cells that begin in a row; all that it has a part of, by their first column."""
        reached: dict[int, _Box] = {}
        column = row.first
        for _, text, columns, continues, _ in row.cells:
            box = above.get(column) if continues else None
            if box is None:
                box = _Box(1, columns)
                begun.texts.append(text)
                begun.boxes.append(box)
            else:
                box.rows += 1
                self._left["TEXT-HIDDEN"] += filter(None, [text])
            reached[column] = box
            column += columns
        return reached

    def _print_rows(self, rows: list[_Begun], table: int) -> None:
        for row in rows:
            self._built.add(RowOfTexts(tuple(row.texts), table, row.positions, row.spans))
        rows.clear()

    def _add_rows(self, part: Element, rows: list[Row], depth: int) -> None:
        _refuse_depth(depth)
        for child in part:
            kind = self._kinds.get(child.tag)
            if kind == _ROW:
                if child.find(f"{self._name}trPr/{self._name}del") is not None:
                    self._leave(child, self._deleted)
                    continue
                before = child.find(f"{self._name}trPr/{self._name}gridBefore")
                row = Row(0 if before is None else whole(before.get(f"{self._name}val"), 0), [])
                self._add_cells(child, row, depth)
                rows.append(row)
            elif kind != _SKIPPED:
                self._add_rows(child, rows, depth + 1)

    def _add_cells(self, part: Element, row: Row, depth: int) -> None:
        _refuse_depth(depth)
        for child in part:
            kind = self._kinds.get(child.tag)
            if kind == _CELL:
                row.cells.extend(self._cells_of(child, depth))
            elif kind != _SKIPPED:
                self._add_cells(child, row, depth + 1)

    def _cells_of(self, element: Element, depth: int) -> list[Printed]:
        """A cell, unless it is deleted."""
        columns, continues = 1, False
        for said in self._said(element, "tcPr"):
            name, value = self._local(said), said.get(f"{self._name}val")
            if name == "gridSpan":
                columns = whole(value, 1)
            elif name == "vMerge":
                continues = value != "restart"
            elif name == "cellDel":
                self._leave(element, self._deleted)
                return []
        content: Content = []
        self._take_blocks(element, content, depth + 1)
        return [printed_cell(content, columns, continues)]


def _kinds(name: str) -> dict[Any, int]:
    """Tags by what is done with them; what is not here is walked through."""
    kinds = {
        "p": _PARAGRAPH,
        "tbl": _TABLE,
        "tr": _ROW,
        "tc": _CELL,
        "r": _RUN,
        "t": _TEXT,
        "del": _DELETED,
        "moveFrom": _DELETED,
        "ins": _INSERTED,
        "moveTo": _INSERTED,
        "sdt": _CONTROL,
        "footnoteReference": _NOTE,
        "endnoteReference": _NOTE,
        "object": _OBJECT,
    }
    kinds |= dict.fromkeys(TEXTS, _AS_TEXT) | dict.fromkeys(_NOT_SHOWN.split(), _SKIPPED)
    return (
        {f"{name}{tag}": kind for tag, kind in kinds.items()}
        | {_ALTERNATIVE: _CHOICES}
        | dict.fromkeys(PICTURES, _OBJECT)
    )


def _facts(texts: Sequence[str]) -> dict[str, str | int | Words]:
    return {"count": len(texts), "printed": printed(texts[0].strip())}


def _refuse_depth(depth: int) -> None:
    if depth > NESTING_MAX:
        raise DecodeError(Finding("FILE-TOO-LARGE", facts={"limit": NESTING_MAX}, variant="nesting"))
