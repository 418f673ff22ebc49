"""Text whose columns are aligned by spaces, as ``pdftotext -layout`` writes it, as rows of cells.

A line that ends in numbers holds the values of a row. Its label stands on the same line or is broken over the lines
around it, among pieces of the labels of groups: it is put together from these pieces where they make, joined in their
order, a label of the form to the letter. Values that are fewer than the row has are told by their columns, which the
complete rows of the same page show. Where either cannot be told, the line stays as it is, and the recognizer says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import Final

from ..findings import Finding
from ..refusals import printed
from .aligned_columns import alike, columns_counted, columns_of, stands_otherwise
from .aligned_grid import grids
from .aligned_labels import REACH, Labels, most
from .aligned_lines import Chunk, Line, cell, line_of, position
from .blocks import Cell, Document, Row, Source
from .vocabulary import Known, is_known, is_part, meaning_of

_ALIGNED: Final = re.compile(r"\S {2,}(?:[-－−+＋]?[0-9０-９]\S*(?: (?:元|万元))?|[-—/／－]{1,2})[ \r]*$", re.MULTILINE)
"""A line that ends in a value with a gap before it."""
_PAGE_NUMBER: Final = re.compile(r"(?:第\s*)?[-—–－·]*\s*[0-9]{1,4}\s*[-—–－·]*(?:\s*/\s*[0-9]{1,4}|\s*页.*)?")
_PRINTED_BY: Final = re.compile(r"[a-z]{4,5}://\S+ .*[0-9]+/[0-9]+\s*$|^\s*[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}, ")
"""What browsers print above and below each page: date and title, address and number."""


def is_aligned(text: str) -> bool:
    """Whether a text has lines in which spaces tell columns apart."""
    return _ALIGNED.search(text) is not None


def told_apart(document: Document, pages: Sequence[int]) -> Source:
    """The rows of plain text, those whose columns are aligned by spaces as cells; what may be either of two is told.

    Parameters
    ----------
    document
        A row for each line.
    pages
        For each line how many form feeds are before it.
    """
    lines = [line_of(number, page, row) for number, (row, page) in enumerate(zip(document, pages, strict=True), 1)]
    rows: list[Row] = []
    findings: list[Finding] = []
    for _, lines_of_page in groupby(lines, key=lambda line: line.page):
        page = _Page(list(lines_of_page), paged=bool(pages[-1]))
        rows += page.rows()
        findings += page.findings()
    return Source(Document(rows), tuple(findings))


class _Page:
    """The lines of a page: one by one where they are what they seem to be, else put together."""

    def __init__(self, lines: Sequence[Line], *, paged: bool) -> None:
        self._lines = lines
        written = [n for n, line in enumerate(lines) if line.row.text.strip()]
        self._edges = {*written[:1], *written[-1:]} if paged else set[int]()
        self._labels = Labels(lines)
        self._found, self._doubtful = self._labels.found, self._labels.doubtful
        self._with_values = [n for n, line in enumerate(lines) if line.values]
        self._near = {n + step for n in self._found for step in range(-2 * REACH, 2 * REACH + 1)}
        self._used = {line for found in self._found.values() for line in found.lines}
        self._grids = dict(grids(lines))
        self._heads = {n for heads in self._grids.values() for n in heads.lines}
        self._taken: set[int] = set()
        self._complete = self._complete_rows()
        self._blocks = [*accumulate(not line.row.text.strip() for line in lines)]
        self._strays = self._strays_found()

    def rows(self) -> Iterator[Row]:
        """The rows of the page."""
        first = min(self._with_values, default=0) - 2 * REACH
        for n, line in enumerate(self._lines):
            if n in self._grids:
                yield from self._grid(n)
            elif n in self._found:
                yield self._row(n)
            elif self._has_its_place(n):
                yield Row((), line.row.text)
            elif line.values:
                yield self._unlabelled(line)
            elif len(line.labels) > 1 and all(meaning_of(chunk.text).head for chunk in line.labels):
                yield Row(tuple(cell(line, chunk) for chunk in line.labels), line.row.text)
            elif n >= first and self._is_of_a_label(n):
                yield Row((), line.row.text)
            else:
                yield line.row

    def findings(self) -> Iterator[Finding]:
        """The rows that may be either of two."""
        for n in sorted(self._doubtful - self._found.keys()):
            line = self._lines[n]
            at = position(line, (*line.labels, *line.values)[0])
            yield Finding("ROW-UNKNOWN", position=at, facts={"printed": printed(line.row.text.strip())})

    def _has_its_place(self, n: int) -> bool:
        """Whether a line has its place in other rows, or belongs to the page and not to the text."""
        text = self._lines[n].row.text
        return (
            n in self._taken | self._doubtful
            or n in self._heads
            or (n in self._edges and (_PAGE_NUMBER.fullmatch(text.strip()) or _PRINTED_BY.search(text)) is not None)
        )

    def _is_of_a_label(self, n: int) -> bool:
        """Whether a line holds nothing but pieces of labels."""
        line = self._lines[n]
        rest = line.labels[:-1] if n in self._used else line.labels
        beside = [m for m in (n - 1, n + 1) if 0 <= m < len(self._lines) and self._lines[m].values]
        known = all(m in self._found for m in beside) and n in self._near
        return bool(line.labels) and known and all(is_part(chunk.text) or is_known(chunk.text) for chunk in rest)

    def _complete_rows(self) -> dict[int, list[tuple[int, tuple[Chunk, ...]]]]:
        """How many values a row has → line and values of each row of the page that has them all."""
        complete: dict[int, list[tuple[int, tuple[Chunk, ...]]]] = {}
        for n, found in self._found.items():
            values = self._lines[n].values
            if len(values) == most(found.row) and n not in self._taken:
                complete.setdefault(len(values), []).append((n, values))
        return complete

    def _strays_found(self) -> dict[int, list[Chunk]]:
        """Line of a row → values on lines of their own that touch it: halves of numbers that a narrow cell broke."""
        strays: dict[int, list[Chunk]] = {}
        for n in self._with_values:
            if self._lines[n].labels or n in self._found or n in self._grids:
                continue
            for step in (-1, 1):
                m = n + step
                while 0 <= m < len(self._lines) and self._labels.is_piece(m) and abs(m - n) <= REACH:
                    m += step
                if m in self._found or m in self._grids:
                    strays.setdefault(m, []).extend(self._lines[n].values)
                    self._taken.add(n)
        return strays

    def _values(self, n: int) -> list[Cell]:
        """The values of a row, halves of numbers beside each other."""
        line = self._lines[n]
        return [cell(line, value) for value in sorted((*line.values, *self._strays.get(n, ())))]

    def _row(self, n: int) -> Row:
        """A label and its values, blank cells where the columns have none."""
        line, found = self._lines[n], self._found[n]
        label = Cell(found.text, position(self._lines[found.lines[0]], self._lines[found.lines[0]].labels[-1]))
        due = most(found.row)
        values = self._values(n)
        if len(values) < due:
            complete = self._complete.get(due, [])
            beside = [values for m, values in complete if self._blocks[m] == self._blocks[n]]
            at = columns_of(line.values, beside) or columns_of(line.values, [values for _, values in complete])
            if at and ((0 in at and due - 1 in at) or self._has_its_like(n, at, complete)):
                blank = Cell("", position(line, line.values[0]))
                values = [values[at.index(k)] if k in at else blank for k in range(due)]
        elif len(values) == due and self._stands_otherwise(n, due):
            # One of them may be half a number, beside a blank: then they are one cell more.
            values = [*values, Cell("", position(line, line.values[-1]))]
        return Row((label, *values), line.row.text)

    def _has_its_like(self, n: int, at: list[int], complete: Sequence[tuple[int, tuple[Chunk, ...]]]) -> bool:
        """Whether a complete row whose label stands in the same column has its values where those of a row stand.

        Of a row with a blank at its edge the values alone do not show that it does not stand a column further.
        """
        own = self._found[n]
        beside = {
            values
            for m, values in complete
            if _label_box(self._found[m].row) == _label_box(own.row)
            and self._labels.stand_under_each_other((own.lines[0], self._found[m].lines[0]))
        }
        rows = [values for _, values in complete]
        return any(
            columns_counted(self._lines[n].values, group, wide) == at
            for wide in (0, 1)
            for group in alike(rows, wide)
            if not beside.isdisjoint(group)
        )

    def _stands_otherwise(self, n: int, due: int) -> bool:
        """Whether a row that has all its values has them elsewhere than those around it, and a wrong total."""
        rows = [values for m, values in self._complete.get(due, []) if self._blocks[m] == self._blocks[n]]
        return stands_otherwise(self._lines[n].values, rows)

    def _unlabelled(self, line: Line) -> Row:
        if not line.labels and len(line.values) == 1:
            return line.row
        return Row(tuple(cell(line, chunk) for chunk in (*line.labels, *line.values)), line.row.text)

    def _grid(self, n: int) -> Iterator[Row]:
        above, heads = self._grids[n]
        line = self._lines[n]
        for m in above:
            groups = [chunk for chunk in self._lines[m].labels if meaning_of(chunk.text).group]
            if groups:
                yield Row(tuple(cell(self._lines[m], chunk) for chunk in groups), self._lines[m].row.text)
        at = position(self._lines[above[-1]], self._lines[above[-1]].labels[0])
        yield Row(tuple(Cell(head, at) for head in heads), self._lines[above[-1]].row.text)
        yield Row(tuple(self._values(n)), line.row.text)


def _label_box(row: Known) -> tuple[int, int]:
    """Column and width of a row's label."""
    return next(iter(row.forms.values())).box
