"""What carries over from clause to clause of a sentence: its year, its topic, a part of the region, a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .lexicon import Kind
from .token import Token


class _Bracketed(NamedTuple):
    """What is put back where a bracket closes."""

    year: int = 0
    part: bool = False
    among: bool = False


class Scopes:
    """The scopes of a sentence, opened and closed by its words.

    Attributes
    ----------
    of_things
        Whether the topic is what the form counts; None where nothing said.
    of_fee
        Whether amounts are of the information-processing fee.
    year
        Before (-1), within (0), after (1) the reporting year.
    times
        Every year named, for a list of numbers by years.
    compared
        Whether something is compared with last year.
    part
        Whether an office or a part of the region is spoken of.
    among
        Whether a breakdown is open.
    planned
        Whether what follows is still to come, or is a rule.
    excepted
        Whether something was taken out of “all”.
    """

    def __init__(self, of_things: bool | None) -> None:  # noqa: FBT001  (three answers)
        self.of_things = of_things
        self.of_fee = self.compared = self.planned = self.excepted = False
        self.times: list[int] = []
        self.year, self.part, self.among = _Bracketed()
        self._whole = self._fee_here = False
        self._outside: list[_Bracketed] = []

    def begin(self, *, names_fee: bool) -> None:
        """A clause begins, which names the information-processing fee or does not."""
        self._whole = False
        self._fee_here = names_fee
        self.of_fee = self.of_fee or names_fee

    def end(self, clause: Sequence[Token], boundary: Token) -> None:
        """A clause ends with a comma, a semicolon or a bracket."""
        if boundary.kind is Kind.OPEN:
            self._outside.append(_Bracketed(self.year, self.part, self.among))
            if clause and clause[-1].kind is Kind.COMPARED:
                self.year = -1
        elif boundary.kind is Kind.CLOSE and self._outside:
            self.year, self.part, self.among = self._outside.pop()
        elif boundary.kind is Kind.STOP:
            self.year, self.part, self.among = _Bracketed()
            self.compared = self.of_fee = False

    def note(self, token: Token) -> None:
        """What a word says of all that follows it."""
        kind = token.kind
        if kind in (Kind.THING, Kind.OTHER):
            self.of_things = kind is Kind.THING
            self.of_fee = self._fee_here and self.of_things
        elif kind is Kind.MENTION:
            self._mention(token)
        elif kind is Kind.YEAR:
            self.year = token.time
            self.times.append(token.time)
            self.compared = self.compared and token.time != 0
        elif kind in (Kind.PART, Kind.WHOLE):
            self._whole = self._whole or kind is Kind.WHOLE
            self.part = not self._whole
        else:
            self.compared = self.compared or kind is Kind.COMPARED
            self.among = self.among or kind is Kind.AMONG
            self.planned = self.planned or kind is Kind.PLAN
            self.excepted = self.excepted or kind is Kind.EXCEPT

    def _mention(self, token: Token) -> None:
        rows = token.rows
        self.of_fee = self.of_fee and not rows
        clear = rows and not token.weak and token.clear
        if clear and self.of_things is not False:
            self.of_things = rows[0].counted or None
