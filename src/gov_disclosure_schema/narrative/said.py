"""What a sentence was found to say: its claims, and the totals that it breaks down by what no cell holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from .claim import Breakdown, Claim, ClaimKind, Quote, Reading
from .numerals import Stated
from .scanner import Sentence, Token

NOTHING: Final = Stated(Decimal(0), Decimal(0), Decimal(0), "")
_AROUND: Final = 24
"""Characters quoted on either side."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the narrative, and where it stands."""

    section: str
    number: int
    text: str


class Said:
    """The claims and breakdowns of a sentence, as they are found.

    Attributes
    ----------
    claims, breakdowns
        In the order of the text.
    total
        The last number, whose parts may follow.
    parts
        The parts found so far.
    """

    def __init__(self, paragraph: Paragraph, sentence: Sentence) -> None:
        self._paragraph = paragraph
        self._sentence = sentence
        self._waiting: list[Claim] = []
        self.claims: list[Claim] = []
        self.breakdowns: list[Breakdown] = []
        self.total: Token | None = None
        self.parts: list[Token] = []

    def claim(
        self,
        kind: ClaimKind,
        token: Token,
        about: tuple[Reading, ...],
        number: Stated = NOTHING,
        *,
        until: Token | None = None,
        **more: Any,
    ) -> None:
        """A claim from one token to another; a change that waited for what it is of gets it from a number."""
        claim = Claim(self._quote(token.start, (until or token).end), kind, about, number, **more)
        if not about and kind == "growth":
            self._waiting.append(claim)
            return
        self.claims.append(claim)
        if kind in ("number", "none"):
            self.claims += (replace(waiting, about=about) for waiting in self._waiting)
            self._waiting = []

    def retract(self, abouts: Sequence[tuple[Reading, ...]]) -> None:
        """What was said of the same before turns out to be of something else."""
        self.claims = [claim for claim in self.claims if claim.about not in abouts]

    def no_claim(self, token: Token, *, listed: bool) -> None:
        """A number that is no claim: a part of the total before, if it is in a plain list of parts."""
        if listed and self.total and _unit(token) == _unit(self.total):
            self.parts.append(token)
        else:
            self.end_parts()
            self.total = None

    def end_parts(self, *, whole: bool = False) -> None:
        """The list of parts is at its end; one part is no list."""
        parts = tuple(token.number for token in self.parts if token.number)
        if self.total and self.total.number and len(parts) > 1 and {part.unit for part in parts} == {_unit(self.total)}:
            quote = self._quote(self.total.start, self.total.end)
            self.breakdowns.append(Breakdown(quote, self.total.number, parts, whole))
        self.parts = []

    def _quote(self, start: int, end: int) -> Quote:
        text = self._paragraph.text
        first, last = max(self._sentence.start, start - _AROUND), min(self._sentence.end, end + _AROUND)
        words = text[first:last].strip()
        words = f"{'…' if first > self._sentence.start else ''}{words}{'…' if last < self._sentence.end else ''}"
        return Quote(
            self._paragraph.section, self._paragraph.number, start, end, self._sentence.start, text[start:end], words
        )


def _unit(token: Token) -> str:
    return token.number.unit if token.number else ""
