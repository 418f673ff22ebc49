"""Text whose columns are aligned by spaces, as ``pdftotext -layout`` writes it, as rows of cells.

A line that ends in numbers holds the values of a row. Its label stands on the same line or is broken over the lines
around it, among pieces of the labels of groups: it is put together from these pieces where they make, joined in their
order, a label of the form to the letter. Values that are fewer than the row has are told by their columns, which the
complete rows of the same page show. Where either cannot be told, the line stays as it is, and the recognizer says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from typing import Final, NamedTuple

from ..findings import Finding, Position
from ..printed_numbers import looks_like_value, read_number
from ..refusals import printed
from .blocks import Cell, Document, Row, Source
from .vocabulary import Known, is_known, is_part, meaning_of, name_of, row_named, vocabulary

_ALIGNED: Final = re.compile(r"\S {2,}(?:[-－−+＋]?[0-9０-９]\S*(?: (?:元|万元))?|[-—/／－]{1,2})[ \r]*$", re.MULTILINE)
"""A line that ends in a value with a gap before it."""
_CHUNK: Final = re.compile(r"[0-9０-９][0-9０-９,，.]* (?:元|万元)(?!\S)|[^\s\u3000]+")
"""A piece of a line; Word sets a space between a number and its unit."""
_PAGE_NUMBER: Final = re.compile(r"(?:第\s*)?[-—–－·]*\s*[0-9]{1,4}\s*[-—–－·]*(?:\s*/\s*[0-9]{1,4}|\s*页.*)?")
_PRINTED_BY: Final = re.compile(r"[a-z]{4,5}://\S+ .*[0-9]+/[0-9]+\s*$|^\s*[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}, ")
"""What browsers print above and below each page: date and title, address and number."""
_NOTE: Final = re.compile("[(（【].*")
_CLAUSE: Final = re.compile("[。；]|[，、,](?![0-9０-９])")
"""What running text has behind a number, and no value."""
_REACH: Final = 4
"""Over how many lines above and below its values a label is looked for."""
_CUT: Final = 2
"""Into how many pieces a line of a label may be cut."""
_STACKED: Final = 12
"""Over how many lines a part of it may be, one character a line."""
_CHOICES: Final = 8
"""So many ways to give labels to the lines so far are kept in view."""
_PIECES: Final = 5
"""Into how many pieces a label may be broken."""
_AWAY: Final = 3
"""So far from its column a value may stand."""
_WITNESSES: Final = 2
"""So many complete rows of a page show where its columns are."""


class Chunk(NamedTuple):
    """A piece of a line without white space.

    Attributes
    ----------
    start, end
        Where it begins and ends, in characters.
    text
        What it says.
    wide
        How many columns the characters before it take beyond one each.
    """

    start: int
    end: int
    text: str
    wide: int


class _Line(NamedTuple):
    """A line of the text.

    Attributes
    ----------
    number
        From 1.
    page
        How many form feeds are before it.
    row
        As plain text has it.
    labels
        What stands before the values.
    values
        The numbers, and marks for blanks, that it ends in.
    """

    number: int
    page: int
    row: Row
    labels: tuple[Chunk, ...]
    values: tuple[Chunk, ...]


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
    lines = [_line_of(number, page, row) for number, (row, page) in enumerate(zip(document, pages, strict=True), 1)]
    rows: list[Row] = []
    findings: list[Finding] = []
    for _, lines_of_page in groupby(lines, key=lambda line: line.page):
        page = _Page(list(lines_of_page), paged=bool(pages[-1]))
        rows += page.rows()
        findings += page.findings()
    return Source(tuple(rows), tuple(findings))


def _line_of(number: int, page: int, row: Row) -> _Line:
    if len(row.cells) != 1 or "\t" in row.text or "|" in row.text:
        return _Line(number, page, row, (), ())
    chunks = [
        Chunk(match.start(), match.end(), match[0], sum(map(_is_wide, row.text[: match.start()])))
        for match in _CHUNK.finditer(row.text)
    ]
    at = len(chunks)
    while at and _is_value(chunks[at - 1].text) and not _CLAUSE.search(chunks[at - 1].text):
        at -= 1
    values = chunks[at:]
    if len(values) == 1 and at and values[0].start - chunks[at - 1].end == 1:
        values, at = [], len(chunks)  # running text
    return _Line(number, page, row, tuple(_with_inner_spaces(chunks[:at])), tuple(values))


def _with_inner_spaces(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """Pieces of labels, those put together that one space sets apart and that are a part of a label of the form."""
    whole: Chunk | None = None
    for chunk in chunks:
        if whole and chunk.start - whole.end == 1 and _is_part(whole.text + chunk.text):
            whole = whole._replace(end=chunk.end, text=whole.text + chunk.text)
            continue
        if whole:
            yield whole
        whole = chunk
    if whole:
        yield whole


def _is_part(text: str) -> bool:
    """Whether a text is a part of a label of the form, with a note in brackets behind it or not."""
    return is_part(text) or is_part(_NOTE.sub("", text))


class _Found(NamedTuple):
    """A label that was put together, and the lines that its pieces stand on."""

    row: Known
    text: str
    lines: tuple[int, ...]


class _Choice(NamedTuple):
    """Labels that were chosen for lines with values, the last of them and the choice before it.

    Attributes
    ----------
    letters
        Of all labels chosen.
    last
        The last line that one of them takes.
    line, label, before
        The last one chosen.
    """

    letters: int
    last: int
    line: int = 0
    label: _Found | None = None
    before: _Choice | None = None

    def with_label(self, line: int, label: _Found) -> _Choice:
        """The choice with one label more."""
        letters = self.letters + len(name_of(label.text))
        return _Choice(letters, max(self.last, *label.lines), line, label, self)

    def labels(self) -> Iterator[tuple[int, _Found]]:
        """All that were chosen."""
        choice: _Choice | None = self
        while choice and choice.label:
            yield choice.line, choice.label
            choice = choice.before


class _Page:
    """The lines of a page: one by one where they are what they seem to be, else put together."""

    def __init__(self, lines: Sequence[_Line], *, paged: bool) -> None:
        self._lines = lines
        written = [n for n, line in enumerate(lines) if line.row.text.strip()]
        self._edges = {*written[:1], *written[-1:]} if paged else set[int]()
        self._doubtful: set[int] = set()
        self._with_values = [n for n, line in enumerate(lines) if line.values]
        self._found = self._labels()
        self._found |= self._left_around()
        self._near = {n + step for n in self._found for step in range(-2 * _REACH, 2 * _REACH + 1)}
        self._used = {line for found in self._found.values() for line in found.lines}
        self._grids = dict(self._grids_found())
        self._heads = {n for above, _ in self._grids.values() for n in above}
        self._taken: set[int] = set()
        self._complete = self._complete_rows()
        self._blocks = [*accumulate(not line.row.text.strip() for line in lines)]
        self._strays = self._strays_found()

    def rows(self) -> Iterator[Row]:
        """The rows of the page."""
        first = min(self._with_values, default=0) - 2 * _REACH
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
                yield Row(tuple(_cell(line, chunk) for chunk in line.labels), line.row.text)
            elif n >= first and self._is_of_a_label(n):
                yield Row((), line.row.text)
            else:
                yield line.row

    def findings(self) -> Iterator[Finding]:
        """The rows that may be either of two."""
        for n in sorted(self._doubtful - self._found.keys()):
            line = self._lines[n]
            position = _position(line, (*line.labels, *line.values)[0])
            yield Finding("ROW-UNKNOWN", position=position, facts={"printed": printed(line.row.text.strip())})

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

    # Labels.

    def _labels(self) -> dict[int, _Found]:
        """Line with values → its label; the choice by which most letters of labels have their place."""
        best = [_Choice(0, -1)]
        for n in self._with_values:
            reached: dict[int, _Choice] = {}
            for choice in best:
                labels = (None, *self._candidates(n, choice.last))
                for new in (choice if label is None else choice.with_label(n, label) for label in labels):
                    if new.last not in reached or reached[new.last].letters < new.letters:
                        reached[new.last] = new
            best = sorted(reached.values(), key=lambda choice: choice.letters, reverse=True)[:_CHOICES]
        return dict(best[0].labels())

    def _candidates(self, n: int, last: int) -> list[_Found]:
        """Labels of the form that the pieces on a line and around it make, behind a line that is taken."""
        line = self._lines[n]
        above = [m for m in self._pieces(range(n - 1, -1, -1)) if m > last][::-1]
        below = self._pieces(range(n + 1, len(self._lines)))
        on = [n] if line.labels else []
        found: dict[str, _Found] = {}
        whole = "".join(chunk.text for chunk in line.labels[-_CUT:])
        own = row_named(whole)
        if own and len(line.values) <= _most(own):
            found[own.address] = _Found(own, whole, (n,))
        for stacked in self._stacked(n):
            found.setdefault(stacked.row.address, stacked)
        for chosen, text in self._joins([*above, *on, *below]):
            row = row_named(text)
            if row is None or len(line.values) > _most(row):
                continue
            if not (self._fits(n, chosen, 0) or self._fits(n, chosen, 1)):
                continue
            if n not in chosen and (meaning_of(text).ambiguous or not self._is_left_of(n, chosen)):
                continue  # a head of the columns, or the row has a label of its own, for all that is known
            if row.address not in found or len(found[row.address].text) < len(text):
                found[row.address] = _Found(row, text, chosen)
        others = [label for label in found.values() if n not in label.lines]
        if own and others and not meaning_of(whole).ambiguous:
            # A group's label beside the row's, if it is that: then no form has both as rows.
            if any(own.forms.keys() & label.row.forms.keys() for label in others):
                self._doubtful.add(n)
                return []
            return others
        return list(found.values())

    def _stacked(self, n: int) -> Iterator[_Found]:
        """Labels whose beginning stands in a narrow cell of its own, one character a line, beside the rest."""
        *beside, rest = self._lines[n].labels or (Chunk(0, 0, "", 0),)
        if len(beside) > 1 or not is_part(rest.text) or (beside and len(beside[0].text) > 1):
            return
        first = last = n
        while n - first < _STACKED and self._is_letter(first - 1):
            first -= 1
        while last - n < _STACKED and self._is_letter(last + 1):
            last += 1
        for begin in range(first, n + 1):
            for end in range(n, last + 1):
                letters = [self._lines[m].labels[0].text for m in range(begin, end + 1) if m != n or beside]
                row = row_named("".join(letters) + rest.text) if len(letters) > 1 else None
                if row and len(self._lines[n].values) <= _most(row):
                    yield _Found(row, "".join(letters) + rest.text, tuple(range(begin, end + 1)))

    def _is_letter(self, n: int) -> bool:
        """Whether a line begins with one character alone."""
        labels = self._lines[n].labels if 0 <= n < len(self._lines) else ()
        return bool(labels) and len(labels[0].text) == 1 and not self._lines[n].values

    def _left_around(self) -> dict[int, _Found]:
        """Lines with values whose label is not there to the letter → what is left around them, if it is like one."""
        used = {line for found in self._found.values() for line in found.lines}
        taken = {found.row.address for found in self._found.values()}
        left: dict[int, _Found] = {}
        for n in self._with_values:
            block = () if n in self._found or n in self._doubtful else self._block(n, used)
            text = "".join([self._lines[m].labels[-1].text for m in block])
            row = meaning_of(text).row if block and not meaning_of(text).ambiguous else None
            if row and row.address not in taken and len(self._lines[n].values) <= _most(row):
                left[n] = _Found(row, text, block)
        claimed = Counter(line for found in left.values() for line in found.lines)
        return {n: found for n, found in left.items() if all(claimed[line] == 1 for line in found.lines)}

    def _block(self, n: int, used: Container[int]) -> tuple[int, ...]:
        """A line with values and those around it in the column of its label that no other label takes."""
        block = [n] if self._lines[n].labels else []
        for step in (-1, 1):
            for m in range(n + step, n + step * (_REACH + 1), step):
                free = 0 <= m < len(self._lines) and m not in used and not self._lines[m].values
                if not free or not self._lines[m].labels or not self._fits_all((*block, m)):
                    break
                block.append(m)
        return tuple(sorted(block))

    def _fits_all(self, lines: Sequence[int]) -> bool:
        """Whether the last pieces of lines stand under each other."""
        for wide in (0, 1):
            extents = [_extent(self._lines[m].labels[-1], wide) for m in lines]
            if max(start for start, _ in extents) < min(end for _, end in extents):
                return True
        return False

    def _joins(self, pieces: Sequence[int]) -> Iterator[tuple[tuple[int, ...], str]]:
        """Every way to join pieces, in their order, as long as what is joined is a part of a label."""
        begun: list[tuple[tuple[int, ...], str, int]] = []
        for k, m in enumerate(pieces):
            begun.append(((m,), self._lines[m].labels[-1].text, k))
        while begun:
            chosen, text, k = begun.pop()
            yield chosen, text
            for further in range(k + 1, len(pieces)):
                joined = text + self._lines[pieces[further]].labels[-1].text
                if len(chosen) < _PIECES and name_of(joined) in vocabulary().text:
                    begun.append(((*chosen, pieces[further]), joined, further))

    def _is_left_of(self, n: int, chosen: Sequence[int]) -> bool:
        """Whether the last piece on a line, if there is one, stands left of others."""
        own = self._lines[n].labels[-1:]
        return not own or own[0].end <= min(self._lines[m].labels[-1].start for m in chosen)

    def _fits(self, n: int, chosen: Sequence[int], wide: int) -> bool:
        """Whether pieces stand under each other, and no other of their column among them or before the values."""
        extents = [_extent(self._lines[m].labels[-1], wide) for m in chosen]
        start, end = min(start for start, _ in extents), max(end for _, end in extents)
        if max(start for start, _ in extents) >= min(end for _, end in extents):
            return False
        others = (m for m in range(min(n, *chosen), max(n, *chosen) + 1) if m not in chosen)
        skipped = (_extent(chunk, wide) for m in others for chunk in self._lines[m].labels[-1:])
        return not any(first < end and start < last for first, last in skipped)

    def _pieces(self, lines: range) -> list[int]:
        """The next lines in a direction that hold labels alone."""
        pieces: list[int] = []
        for m in lines:
            if self._lines[m].values or not self._lines[m].labels or len(pieces) == _REACH:
                break
            if self._is_piece(m):
                pieces.append(m)
        return pieces

    def _is_piece(self, n: int) -> bool:
        """Whether a line without values may be a line of a label."""
        line = self._lines[n]
        return not line.values and bool(line.labels) and is_part(line.labels[-1].text)

    # Values.

    def _complete_rows(self) -> dict[int, list[tuple[int, tuple[Chunk, ...]]]]:
        """How many values a row has → line and values of each row of the page that has them all."""
        complete: dict[int, list[tuple[int, tuple[Chunk, ...]]]] = {}
        for n, found in self._found.items():
            values = self._lines[n].values
            if len(values) == _most(found.row) and n not in self._taken:
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
                while 0 <= m < len(self._lines) and self._is_piece(m) and abs(m - n) <= _REACH:
                    m += step
                if m in self._found or m in self._grids:
                    strays.setdefault(m, []).extend(self._lines[n].values)
                    self._taken.add(n)
        return strays

    def _values(self, n: int) -> list[Cell]:
        """The values of a row, halves of numbers beside each other."""
        line = self._lines[n]
        return [_cell(line, value) for value in sorted((*line.values, *self._strays.get(n, ())))]

    def _row(self, n: int) -> Row:
        """A label and its values, blank cells where the columns have none."""
        line, found = self._lines[n], self._found[n]
        label = Cell(found.text, _position(self._lines[found.lines[0]], self._lines[found.lines[0]].labels[-1]))
        due = _most(found.row)
        values = self._values(n)
        if len(values) < due:
            complete = self._complete.get(due, [])
            beside = [values for m, values in complete if self._blocks[m] == self._blocks[n]]
            at = _columns_of(line.values, beside) or _columns_of(line.values, [values for _, values in complete])
            if at and ((0 in at and due - 1 in at) or self._has_its_like(n, at, complete)):
                blank = Cell("", _position(line, line.values[0]))
                values = [values[at.index(k)] if k in at else blank for k in range(due)]
        elif len(values) == due and self._stands_otherwise(n, due):
            # One of them may be half a number, beside a blank: then they are one cell more.
            values = [*values, Cell("", _position(line, line.values[-1]))]
        return Row((label, *values), line.row.text)

    def _has_its_like(self, n: int, at: list[int], complete: Sequence[tuple[int, tuple[Chunk, ...]]]) -> bool:
        """Whether a complete row whose label stands in the same column has its values where those of a row stand.

        Of a row with a blank at its edge the values alone do not show that it does not stand a column further.
        """
        own = self._found[n]
        alike = {
            values
            for m, values in complete
            if _label_box(self._found[m].row) == _label_box(own.row)
            and self._fits_all((own.lines[0], self._found[m].lines[0]))
        }
        rows = [values for _, values in complete]
        return any(
            _columns_counted(self._lines[n].values, group, wide) == at
            for wide in (0, 1)
            for group in _alike(rows, wide)
            if not alike.isdisjoint(group)
        )

    def _stands_otherwise(self, n: int, due: int) -> bool:
        """Whether all values of a row are there, but not under each other's, and their total is not right."""
        own = self._lines[n].values
        rows = [values for m, values in self._complete.get(due, []) if self._blocks[m] == self._blocks[n]]
        if own not in rows or len(rows) <= _WITNESSES or _adds_up(own):
            return False
        modes = [(wide, groups) for wide in (0, 1) if (groups := _alike(rows, wide))]
        if not modes:
            return False
        wide, groups = min(modes, key=lambda mode: len(mode[1]))
        usual = max(groups, key=len)
        alone = [own] in groups
        return alone and len(usual) >= _WITNESSES and not _under_each_other(own, usual, wide)

    def _unlabelled(self, line: _Line) -> Row:
        if not line.labels and len(line.values) == 1:
            return line.row
        return Row(tuple(_cell(line, chunk) for chunk in (*line.labels, *line.values)), line.row.text)

    # The grid.

    def _grids_found(self) -> Iterator[tuple[int, tuple[list[int], list[str]]]]:
        """Lines of values that all groups of the grid head → the lines of their heads, and the heads."""
        official = _heads_of_a_group()
        heads = official * len(vocabulary().groups)
        for n in self._with_values:
            line = self._lines[n]
            if line.labels or len(line.values) != len(heads):
                continue
            above: list[int] = []
            for m in range(n - 1, -1, -1):
                if self._lines[m].values or not self._lines[m].labels:
                    break
                above.insert(0, m)
            words = [m for m in above if any(meaning_of(chunk.text).group for chunk in self._lines[m].labels)]
            above = [m for m in above if words and m >= words[0]]
            pieces = [chunk for m in above[1:] for chunk in self._lines[m].labels if not meaning_of(chunk.text).group]
            letters = Counter("".join(chunk.text for chunk in pieces)) == Counter("".join(heads))
            in_order = letters and self._in_order(above[1:], official)
            texts = [piece.text for piece in pieces]
            whole = len(texts) == len(heads) and all(map(_is_head_of, texts, heads))
            if above and (in_order or whole or _by_columns(pieces, line.values, heads)):
                yield n, (above, heads)

    def _in_order(self, lines: Sequence[int], heads: Sequence[str]) -> bool:
        """Whether the pieces of heads stand, on each line, in the order of the form."""
        for m in lines:
            at = -1
            for chunk in self._lines[m].labels:
                following = [k for k in range(max(at, 0), at + 1 + len(heads)) if chunk.text in heads[k % len(heads)]]
                if not following and not meaning_of(chunk.text).group:
                    return False
                at = following[0] if following else at
        return True

    def _grid(self, n: int) -> Iterator[Row]:
        above, heads = self._grids[n]
        line = self._lines[n]
        for m in above:
            groups = [chunk for chunk in self._lines[m].labels if meaning_of(chunk.text).group]
            if groups:
                yield Row(tuple(_cell(self._lines[m], chunk) for chunk in groups), self._lines[m].row.text)
        at = _position(self._lines[above[-1]], self._lines[above[-1]].labels[0])
        yield Row(tuple(Cell(head, at) for head in heads), self._lines[above[-1]].row.text)
        yield Row(tuple(self._values(n)), line.row.text)


def _heads_of_a_group() -> list[str]:
    """The heads of the grid's columns, in the order of the form."""
    group = next(iter(vocabulary().groups.values()))
    form = next(iter(group.forms.values()))
    return [cell.labels[-1] for cell in form.cells]


def _by_columns(pieces: Sequence[Chunk], values: Sequence[Chunk], heads: Sequence[str]) -> bool:
    """Whether above each value stand pieces that make a head of the form, that of its column sooner than another."""
    for wide in (0, 1):
        columns = [_extent(value, wide) for value in values]
        said = [""] * len(values)
        for piece in pieces:
            start, end = _extent(piece, wide)
            touched = [n for n, (first, last) in enumerate(columns) if start < last and first < end]
            if len(touched) == 1:
                said[touched[0]] += piece.text
        if all(map(_is_head_of, said, heads)):
            return True
    return False


def _is_head_of(said: str, head: str) -> bool:
    meaning = meaning_of(said)
    likeness = {other: len(set(meaning.name) & set(other)) for other in _heads_of_a_group()}
    return (meaning.head or meaning.ambiguous) and likeness[head] == max(likeness.values())


def _most(row: Known) -> int:
    """How many values a row has, at most."""
    return max(len(form.cells) for form in row.forms.values())


def _under_each_other(values: Sequence[Chunk], rows: Sequence[Sequence[Chunk]], wide: int) -> bool:
    """Whether each value stands nearest to those of its own column, and not far from them."""
    columns = _extents(rows, wide)
    for n, value in enumerate(values):
        start, end = _extent(value, wide)
        apart = [max(first - end, start - last, 0) for first, last in columns]
        if apart.index(min(apart)) != n or apart[n] > _AWAY:
            return False
    return True


def _adds_up(values: Sequence[Chunk]) -> bool:
    """Whether the last of some values is the sum of the others."""
    *parts, total = (read_number(value.text).number for value in values)
    whole = [part for part in parts if isinstance(part, int)]
    return len(whole) == len(parts) and sum(whole) == total


def _label_box(row: Known) -> tuple[int, int]:
    """Column and width of a row's label."""
    return next(iter(row.forms.values())).box


def _is_value(text: str) -> bool:
    return looks_like_value(text) and meaning_of(text).value


def _columns_of(values: Sequence[Chunk], rows: Sequence[Sequence[Chunk]]) -> list[int]:
    """The column that each value stands in, as the complete rows of the page have them; none where that is not certain.

    Programs count a Chinese character as one column or as two: it is that in which more rows stand under each other,
    and where as many do in both, both must say the same. Rows that stand otherwise, as behind the end of a table, have
    columns of their own: values that fit into several must be in the same ones of each.
    """
    told: list[tuple[int, list[int]]] = []
    for wide in (0, 1):
        groups = _alike(rows, wide)
        fitting = [(at, len(group)) for group in groups if (at := _columns_counted(values, group, wide))]
        one = bool(fitting) and all(at == fitting[0][0] for at, _ in fitting)
        if one and max(count for _, count in fitting) >= _WITNESSES:
            told.append((len(groups), fitting[0][0]))
        elif fitting and not one:
            told.append((len(groups), []))
    fewest = min((groups for groups, _ in told), default=0)
    sure = [at for groups, at in told if groups == fewest]
    return sure[0] if sure and all(at == sure[0] for at in sure) else []


def _alike(rows: Sequence[Sequence[Chunk]], wide: int) -> list[list[Sequence[Chunk]]]:
    """Rows of as many values, those together whose values stand under each other."""
    groups: list[list[Sequence[Chunk]]] = []
    for row in rows:
        fitting = (group for group in groups if _columns_counted(row, group, wide) == [*range(len(row))])
        group = next(fitting, None)
        if group is not None:
            group.append(row)
        elif len(groups) < _CHOICES:
            groups.append([row])
        else:  # no table
            return []
    return groups


def _extents(rows: Sequence[Sequence[Chunk]], wide: int) -> list[tuple[int, int]]:
    """Where each column of some rows begins and ends."""
    columns = []
    for column in zip(*rows, strict=True):
        extents = [_extent(value, wide) for value in column]
        columns.append((min(start for start, _ in extents), max(end for _, end in extents)))
    return columns


def _columns_counted(values: Sequence[Chunk], rows: Sequence[Sequence[Chunk]], wide: int) -> list[int]:
    columns = _extents(rows, wide)
    if any(one[1] >= next_one[0] for one, next_one in pairwise(columns)):
        return []
    at: list[int] = []
    for value in values:
        start, end = _extent(value, wide)
        touched = [n for n, (first, last) in enumerate(columns) if start < last and first < end]
        if len(touched) != 1 or touched[0] in at:
            return []
        at.append(touched[0])
    return at


def _extent(chunk: Chunk, wide: int) -> tuple[int, int]:
    return chunk.start + wide * chunk.wide, chunk.end + wide * chunk.wide


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _cell(line: _Line, chunk: Chunk) -> Cell:
    return Cell(chunk.text, _position(line, chunk))


def _position(line: _Line, chunk: Chunk) -> Position:
    return Position(line.number, chunk.start + 1)
