"""The narrative of a report as claims, paragraph by paragraph."""

from __future__ import annotations

from typing import Final, NamedTuple

from ..report import PublishedReport, sections, tables
from .claim import Breakdown, Claim
from .said import Paragraph
from .scanner import scanner
from .sentence import Parser
from .spoken import speech

_CONTEXT: Final = 200
"""Characters before a sentence that may say what it speaks of."""
_HEADING: Final = 40
"""A paragraph as short as this may be the heading of the next."""


class Narrative(NamedTuple):
    """What running text says of numbers.

    Attributes
    ----------
    claims
        Of the cells, and of the information-processing fee.
    breakdowns
        Totals with parts that no cell holds.
    """

    claims: tuple[Claim, ...]
    breakdowns: tuple[Breakdown, ...]


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
    found: list[Claim] = []
    breakdowns: list[Breakdown] = []
    for section in sections():
        heading = ""
        for number, text in enumerate(getattr(report, section) if section not in tables() else ()):
            said = said_in(Paragraph(section, number, text), report.edition, report.year, heading)
            found += said.claims
            breakdowns += said.breakdowns
            heading = text if len(text) <= _HEADING else ""
    return Narrative(tuple(found), tuple(breakdowns))


def said_in(paragraph: Paragraph, edition: str, year: int | None, heading: str = "") -> Narrative:
    """What one paragraph says, below a heading."""
    scan, spoken = scanner(edition), speech(edition)
    found: list[Claim] = []
    breakdowns: list[Breakdown] = []
    for sentence in scan.sentences(paragraph.text, year):
        before = paragraph.text[max(0, sentence.start - _CONTEXT) : sentence.start]
        of_things = scan.about_things(heading + before if sentence.start <= _CONTEXT else before)
        parser = Parser(spoken, paragraph, sentence, of_things)
        parser.parse()
        found += parser.said.claims
        breakdowns += parser.said.breakdowns
    return Narrative(tuple(found), tuple(breakdowns))
