"""The narrative of a report as claims, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from ..report import PublishedReport, narratives
from .claim import Breakdown, Claim, Quote
from .numerals import Stated
from .said import Statement, Taken
from .scanner import Sentence, scanner
from .shapes import shapes

_CONTEXT: Final = 200
"""Characters before a sentence that may say what it speaks of."""
_HEADING: Final = 40
"""A paragraph as short as this may be the heading of the next."""


class Paragraph(NamedTuple):
    """A paragraph of the narrative, and where it stands."""

    section: str
    number: int
    text: str


class Sum(NamedTuple):
    """Claims of one sentence whose numbers must add up.

    Attributes
    ----------
    wholes
        Totals; the parts of one may be those of another that stands before it.
    parts
        All of their parts.
    """

    wholes: tuple[Claim, ...]
    parts: tuple[Claim, ...]


class Narrative(NamedTuple):
    """What running text says of numbers.

    Attributes
    ----------
    claims
        Of the cells, and of the information-processing fee.
    breakdowns
        Totals with parts that no cell holds.
    sums
        Totals with parts that cells hold.
    """

    claims: tuple[Claim, ...]
    breakdowns: tuple[Breakdown, ...]
    sums: tuple[Sum, ...]


def claims(report: PublishedReport) -> tuple[Claim, ...]:
    """What the narrative of a report (sections 一, 五 and 六) says of its cells.

    Parameters
    ----------
    report
        A report of either door.

    Returns
    -------
    tuple[Claim, ...]
        In the order of the text: each with its place, its words, its number, and the cells that it can speak of under
        every sound reading. What is not understood is no claim.
    """
    return narrative_of(report).claims


def narrative_of(report: PublishedReport) -> Narrative:
    """Everything that the narrative says of numbers."""
    reader = _Reader(report.edition, report.year)
    for section in narratives():
        heading = ""
        for number, text in enumerate(getattr(report, section)):
            reader.take(Paragraph(section, number, text), heading)
            heading = text if len(text) <= _HEADING else ""
    return reader.narrative


def said_in(paragraph: Paragraph, edition: str, year: int | None, heading: str = "") -> Narrative:
    """What one paragraph says, below a heading."""
    reader = _Reader(edition, year)
    reader.take(paragraph, heading)
    return reader.narrative


class _Reader:
    """Paragraphs, taken one after another, and what they say."""

    def __init__(self, edition: str, year: int | None) -> None:
        self._scanner = scanner(edition)
        self._shapes = shapes(edition)
        self._year = year
        self._claims: list[Claim] = []
        self._breakdowns: list[Breakdown] = []
        self._sums: list[Sum] = []

    @property
    def narrative(self) -> Narrative:
        """What they say."""
        return Narrative(tuple(self._claims), tuple(self._breakdowns), tuple(self._sums))

    def take(self, paragraph: Paragraph, heading: str) -> None:
        """One more paragraph, below a heading."""
        text = paragraph.text
        for sentence in self._scanner.sentences(text, self._year):
            before = text[max(0, sentence.start - _CONTEXT) : sentence.start]
            of_things = self._scanner.about_things(heading + before if sentence.start <= _CONTEXT else before)
            statements, divisions, additions = self._shapes.saying(sentence.shape, of_things)
            claims = [_claim(statement, sentence, paragraph) for statement in statements]
            self._claims += claims
            for total, parts, whole in divisions:
                stated, *others = (sentence.numbers[place] for place in (total, *parts))
                self._breakdowns.append(Breakdown(_quote(paragraph, sentence, total, total), stated, (*others,), whole))
            for wholes, parts in additions:
                self._sums.append(Sum(tuple(claims[one] for one in wholes), tuple(claims[one] for one in parts)))


def _claim(statement: Statement, sentence: Sentence, paragraph: Paragraph) -> Claim:
    first, last, kind, about, number, of, before, relative, part = statement
    stated = _number(number, sentence.numbers) if isinstance(number, Taken) else number
    then = _number(before, sentence.numbers) if before else None
    return Claim(_quote(paragraph, sentence, first, last), kind, about, stated, of, then, relative, part)


def _quote(paragraph: Paragraph, sentence: Sentence, first: int, last: int) -> Quote:
    """From one token to another."""
    start, end, _, spans, _ = sentence
    section, number, text = paragraph
    return Quote(section, number, spans[first][0], spans[last][1], start, end, text)


def _number(taken: Taken, numbers: Mapping[int, Stated]) -> Stated:
    number = numbers[taken.place]
    if taken.falls:
        return number.negative()
    return number.in_ten_thousands(taken.unit) if taken.converted else number
