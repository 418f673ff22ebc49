"""A document's headings, paragraphs and tables, told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from ..findings import Position
from ..report import tables
from .blocks import Cell, Document, Row, Table, rows_of
from .gather import Gatherer
from .headings import section_of
from .surroundings import footer_of
from .vocabulary import Meaning, meaning_of


class Parts:
    """What a document is made of.

    Attributes
    ----------
    headings
        Section and line of each heading, in order.
    with_content
        Numbers of the headings that something stands below.
    preface
        What stands before the first of them.
    paragraphs
        Section → its paragraphs.
    footer
        What stands below the last section and is the page's, not the report's.
    gatherer
        What the rows of the tables turned out to be.
    homeless
        Whether a known table stands below no heading of a section that is a table.
    """

    def __init__(self) -> None:
        self.headings: list[tuple[str, Cell]] = []
        self.with_content: set[int] = set()
        self.preface: list[Row] = []
        self.paragraphs: defaultdict[str, list[Cell]] = defaultdict(list)
        self.footer: list[Cell] = []
        self.gatherer = Gatherer()
        self.homeless = False

    def leave_contents(self) -> None:
        """At the first heading that stands again: what stands behind a list of contents belongs to no section."""
        *before, again = [section for section, _ in self.headings]
        if again not in before or len({*before}) < len(before) or len(before) < _LISTED:
            return
        last = len(before) - 1
        if self.with_content.isdisjoint(range(last - _LISTED + 1, last)):
            self.preface += [Row((cell,), cell.text) for cell in self.paragraphs.pop(before[last], ())]
            self.with_content.discard(last)

    def leave_footer(self, section: str | None) -> None:
        """At the end of the document, with the section that it ends in."""
        paragraphs = self.paragraphs[section] if section else []
        for n in reversed(footer_of(paragraphs)):
            self.footer.insert(0, paragraphs.pop(n))


_LISTED: Final = 3
"""So many headings with nothing between them are a list of contents, if one of them stands again behind it."""


def told_apart(document: Document, known: Collection[int] = ()) -> Parts:
    """A document's headings, paragraphs and tables.

    Parameters
    ----------
    known
        Numbers of tables that are known already, and are passed over.
    """
    parts = Parts()
    document = _with_whole_labels(document)
    blocks = [*document.but(known)]
    of_the_form = _tables_of_the_form(blocks, known)
    section: str | None = None
    in_table = False
    for number, row in enumerate(blocks):
        if isinstance(row, Table) or row.table in known:
            parts.homeless = parts.homeless or not in_table
            parts.with_content.add(len(parts.headings) - 1)
            continue
        said = [meaning_of(text) for text in row.texts]
        filled = [n for n, meaning in enumerate(said) if not meaning.blank]
        found = section_of(row.texts[filled[0]]) if len(filled) == 1 else None
        if found:
            parts.gatherer.finish()
            parts.headings.append((found, row.cells[filled[0]]))
            parts.leave_contents()
            section = found
            in_table = section in tables()
            continue
        if filled and section:
            parts.with_content.add(len(parts.headings) - 1)
        if not in_table and not row.table and filled:
            in_table = _is_word(said[filled[0]]) and _begins_a_table(blocks, number)
        if in_table or (row.table in of_the_form if row.table else _is_forms(said, parts.gatherer)):
            parts.gatherer.take(row, said)
        elif filled and section:
            is_line = row.texts == (row.text,)
            line = row.cells[0] if is_line else Cell(row.text, row.positions()()[filled[0]])
            parts.paragraphs[section].append(line)
        elif filled:
            parts.preface.append(row)
    parts.gatherer.finish()
    parts.leave_footer(section)
    return parts


def _with_whole_labels(document: Document) -> Document:
    """The document, lines of one cell of a sheet that make a label of the form put together."""
    first = next((block for block in document.blocks if block.texts), None)
    if not isinstance(first, Row) or not first.cells[0].position.sheet:
        return document
    rows: list[Row] = []
    for cell, lines in groupby(document, key=_cell_of_a_sheet):
        broken = list(lines)
        label = "".join(row.text for row in broken)
        if cell and len(broken) > 1 and _is_word(meaning_of(label)):
            broken = [Row((broken[0].cells[0]._replace(text=label),), label)]
        rows += broken
    return Document(rows)


def _cell_of_a_sheet(row: Row) -> Position | None:
    """Where in a sheet the one cell is that a row is a line of."""
    return row.cells[0].position if len(row.texts) == 1 and row.cells[0].position.sheet else None


def _is_word(meaning: Meaning) -> bool:
    """Whether a text is a word of the form that a table may begin with."""
    return meaning.exact or meaning.head


def _is_forms(said: Sequence[Meaning], gatherer: Gatherer) -> bool:
    """Whether a row of several cells is one of the form's, wherever it stands."""
    if len(said) <= 1:
        return False
    labels = [meaning for meaning in said if not meaning.blank and not meaning.value]
    return bool(labels or gatherer.waiting()) and all(
        meaning.row or meaning.head or meaning.group for meaning in labels
    )


def _tables_of_the_form(blocks: Iterable[Row | Table], known: Collection[int]) -> frozenset[int]:
    """Numbers of the tables in which a row's label of the form stands with a value behind it."""
    found = {*known}
    for row in blocks:
        if row.table and row.table not in found and len(row.texts) > 1:
            said = [meaning_of(text) for text in row.texts]
            labels = [meaning for meaning in said if not meaning.blank and not meaning.value]
            if labels and labels[-1].exact and len(labels[-1].name) > 1 and any(meaning.value for meaning in said):
                found.add(row.table)
    return frozenset(found)


_LOOKED_AT: Final = 12
"""So many rows tell a table whose heading was lost from a paragraph that is a word of it."""


def _begins_a_table(blocks: Sequence[Row | Table], number: int) -> bool:
    """Whether a line that is a label of the form begins a table, whose heading was lost."""
    looked_at, fitting, values = 0, 0, 0
    for row in _rows_from(blocks, number):
        said = [meaning for text in row.texts if not (meaning := meaning_of(text)).blank]
        if said:
            looked_at += 1
            fitting += all(meaning.value or meaning.row or meaning.head or meaning.group for meaning in said)
            values += any(meaning.value for meaning in said)
        if looked_at == _LOOKED_AT:
            break
    return values > 1 and fitting >= _LOOKED_AT - 1


def _rows_from(blocks: Sequence[Row | Table], number: int) -> Iterator[Row]:
    for at in range(number, len(blocks)):
        yield from rows_of(blocks[at])
