"""What running text says of the cells: a claim, and the readings under which it can be true."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from ..findings import Number
from .numerals import Stated

ClaimKind = Literal["number", "none", "all", "share", "growth"]
_AROUND: Final = 24
"""Characters quoted on either side."""


class Reading(NamedTuple):
    """One way to understand what a claim speaks of: cells added up, others taken off.

    Attributes
    ----------
    plus, minus
        Addresses of cells.
    """

    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()

    def of(self, values: Mapping[str, Number | None]) -> Number | None:
        """Its number; None where a cell is blank."""
        if len(self.plus) == 1 and not self.minus:
            return values.get(self.plus[0])
        total: Number = 0
        for address in self.plus:
            value = values.get(address)
            if value is None:
                return None
            total += value
        for address in self.minus:
            value = values.get(address)
            if value is None:
                return None
            total -= value
        return total


class Quote(NamedTuple):
    """A piece of the narrative.

    Attributes
    ----------
    section, paragraph
        The field of the section, and which of its paragraphs, from 0.
    start, end
        Its characters in the paragraph.
    sentence, sentence_end
        Where its sentence begins and ends.
    text
        The paragraph.
    """

    section: str
    paragraph: int
    start: int
    end: int
    sentence: int
    sentence_end: int
    text: str

    @property
    def printed(self) -> str:
        """The piece itself."""
        return self.text[self.start : self.end]

    @property
    def words(self) -> str:
        """The piece with the words around it."""
        first, last = max(self.sentence, self.start - _AROUND), min(self.sentence_end, self.end + _AROUND)
        words = self.text[first:last].strip()
        return f"{'…' if first > self.sentence else ''}{words}{'…' if last < self.sentence_end else ''}"

    @property
    def at(self) -> str:
        """The paragraph's address, `overview.0` for the first of section 一."""
        return f"{self.section}.{self.paragraph}"


class Claim(NamedTuple):
    """Something that the narrative says of the cells.

    Attributes
    ----------
    quote
        Where and how it is said.
    kind
        `"number"`; `"none"`, that there was nothing; `"all"`, that nothing is left beside; `"share"`, a percentage of
        something; `"growth"`, a change against last year.
    about
        What it can speak of, the plainest reading first; it is true if one of them makes it true. Empty for the
        information-processing fee (信息处理费), which no cell holds.
    stated
        The number, 0 for `"none"` and `"all"`; an amount of money in units of its cell, the fee's in yuan; a growth
        signed.
    of
        What a share is a share of, in the same manner.
    last
        Last year's number, where the text states it before a growth.
    relative
        Whether a growth is in per cent.
    part
        Whether the text speaks of an office or a part of the region, not of everything that the cells count.
    """

    quote: Quote
    kind: ClaimKind
    about: tuple[Reading, ...]
    stated: Stated
    of: tuple[Reading, ...] = ()
    last: Stated | None = None
    relative: bool = False
    part: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """The address of every cell that it is compared with."""
        readings = (*self.about, *self.of)
        return tuple(dict.fromkeys(address for reading in readings for address in (*reading.plus, *reading.minus)))


class Breakdown(NamedTuple):
    """A total of the text with parts that no cell holds: by county, by channel, by matter.

    Attributes
    ----------
    quote
        The total, and where it is said.
    total
        The total.
    parts
        Its parts.
    whole
        Whether the text gives all of them (分别为), or perhaps only some (其中).
    """

    quote: Quote
    total: Stated
    parts: tuple[Stated, ...]
    whole: bool
