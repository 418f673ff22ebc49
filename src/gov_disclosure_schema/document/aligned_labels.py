"""Labels of the form, put together from the pieces that aligned text breaks them into.

The label of a line with values stands on the same line or is broken over the lines around it, among pieces of the
labels of groups: it is whatever these make, joined in their order, to the letter; of several choices that by which most
letters have their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import Final, NamedTuple

from .aligned_lines import Chunk, Line, extent
from .vocabulary import Known, is_part, meaning_of, name_of, row_named, vocabulary

REACH: Final = 4
"""Over how many lines above and below its values a label is looked for."""
_CUT: Final = 2
"""Into how many pieces a line of a label may be cut."""
_STACKED: Final = 12
"""Over how many lines a part of it may be, one character a line."""
_CHOICES: Final = 8
"""So many ways to give labels to the lines so far are kept in view."""
_PIECES: Final = 5
"""Into how many pieces a label may be broken."""


class Found(NamedTuple):
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
    label: Found | None = None
    before: _Choice | None = None

    def with_label(self, line: int, label: Found) -> _Choice:
        """The choice with one label more."""
        letters = self.letters + len(name_of(label.text))
        return _Choice(letters, max(self.last, *label.lines), line, label, self)

    def labels(self) -> Iterator[tuple[int, Found]]:
        """All that were chosen."""
        choice: _Choice | None = self
        while choice and choice.label:
            yield choice.line, choice.label
            choice = choice.before


class Labels:
    """The labels of the lines of a page.

    Parameters
    ----------
    lines
        Of the page.

    Attributes
    ----------
    found
        Line with values → its label.
    doubtful
        Lines that two labels claim.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self.doubtful: set[int] = set()
        self._with_values = [n for n, line in enumerate(lines) if line.values]
        self.found = self._labels()
        self.found |= self._left_around()

    def is_piece(self, n: int) -> bool:
        """Whether a line without values may be a line of a label."""
        line = self._lines[n]
        return not line.values and bool(line.labels) and is_part(line.labels[-1].text)

    def stand_under_each_other(self, lines: Sequence[int]) -> bool:
        """Whether the last pieces of lines stand under each other."""
        for wide in (0, 1):
            extents = [extent(self._lines[m].labels[-1], wide) for m in lines]
            if max(start for start, _ in extents) < min(end for _, end in extents):
                return True
        return False

    def _labels(self) -> dict[int, Found]:
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

    def _candidates(self, n: int, last: int) -> list[Found]:
        """Labels of the form that the pieces on a line and around it make, behind a line that is taken."""
        line = self._lines[n]
        above = [m for m in self._pieces(range(n - 1, -1, -1)) if m > last][::-1]
        below = self._pieces(range(n + 1, len(self._lines)))
        on = [n] if line.labels else []
        found: dict[str, Found] = {}
        whole = "".join(chunk.text for chunk in line.labels[-_CUT:])
        own = row_named(whole)
        if own and len(line.values) <= most(own):
            found[own.address] = Found(own, whole, (n,))
        for stacked in self._stacked(n):
            found.setdefault(stacked.row.address, stacked)
        for chosen, text in self._joins([*above, *on, *below]):
            row = row_named(text)
            if row is None or len(line.values) > most(row):
                continue
            if not (self._fits(n, chosen, 0) or self._fits(n, chosen, 1)):
                continue
            if n not in chosen and (meaning_of(text).ambiguous or not self._is_left_of(n, chosen)):
                continue  # a head of the columns, or the row has a label of its own, for all that is known
            if row.address not in found or len(found[row.address].text) < len(text):
                found[row.address] = Found(row, text, chosen)
        others = [label for label in found.values() if n not in label.lines]
        if own and others and not meaning_of(whole).ambiguous:
            # A group's label beside the row's, if it is that: then no form has both as rows.
            if any(own.forms.keys() & label.row.forms.keys() for label in others):
                self.doubtful.add(n)
                return []
            return others
        return list(found.values())

    def _stacked(self, n: int) -> Iterator[Found]:
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
                if row and len(self._lines[n].values) <= most(row):
                    yield Found(row, "".join(letters) + rest.text, tuple(range(begin, end + 1)))

    def _is_letter(self, n: int) -> bool:
        """Whether a line begins with one character alone."""
        labels = self._lines[n].labels if 0 <= n < len(self._lines) else ()
        return bool(labels) and len(labels[0].text) == 1 and not self._lines[n].values

    def _left_around(self) -> dict[int, Found]:
        """Lines with values whose label is not there to the letter → what is left around them, if it is like one."""
        used = {line for found in self.found.values() for line in found.lines}
        taken = {found.row.address for found in self.found.values()}
        left: dict[int, Found] = {}
        for n in self._with_values:
            block = () if n in self.found or n in self.doubtful else self._block(n, used)
            text = "".join([self._lines[m].labels[-1].text for m in block])
            row = meaning_of(text).row if block and not meaning_of(text).ambiguous else None
            if row and row.address not in taken and len(self._lines[n].values) <= most(row):
                left[n] = Found(row, text, block)
        claimed = Counter(line for found in left.values() for line in found.lines)
        return {n: found for n, found in left.items() if all(claimed[line] == 1 for line in found.lines)}

    def _block(self, n: int, used: Container[int]) -> tuple[int, ...]:
        """A line with values and those around it in the column of its label that no other label takes."""
        block = [n] if self._lines[n].labels else []
        for step in (-1, 1):
            for m in range(n + step, n + step * (REACH + 1), step):
                free = 0 <= m < len(self._lines) and m not in used and not self._lines[m].values
                if not free or not self._lines[m].labels or not self.stand_under_each_other((*block, m)):
                    break
                block.append(m)
        return tuple(sorted(block))

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
        extents = [extent(self._lines[m].labels[-1], wide) for m in chosen]
        start, end = min(start for start, _ in extents), max(end for _, end in extents)
        if max(start for start, _ in extents) >= min(end for _, end in extents):
            return False
        others = (m for m in range(min(n, *chosen), max(n, *chosen) + 1) if m not in chosen)
        skipped = (extent(chunk, wide) for m in others for chunk in self._lines[m].labels[-1:])
        return not any(first < end and start < last for first, last in skipped)

    def _pieces(self, lines: range) -> list[int]:
        """The next lines in a direction that hold labels alone."""
        pieces: list[int] = []
        for m in lines:
            if self._lines[m].values or not self._lines[m].labels or len(pieces) == REACH:
                break
            if self.is_piece(m):
                pieces.append(m)
        return pieces


def most(row: Known) -> int:
    """How many values a row has, at most."""
    return max(len(form.cells) for form in row.forms.values())
