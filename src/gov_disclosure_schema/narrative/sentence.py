"""The grammar: from the tokens of a sentence to what it states, clause by clause, with the scopes that carry over.

    sentence  = clause { break clause }
    clause    = segment { and segment }
    segment   = names number             予以公开 5 件, 规章、规范性文件共 5 件
              | number names             5 件予以公开
              | nothing names            未发生 行政复议、行政诉讼
              | all names                均已 办结, 均为 自然人
              | [names] change number    同比增长 5 %
              | [names] share number     占 34.2 %
    clause    = names "分别" number { and number }

What carries over: the rows and columns spoken of, the year, the part of the region, a comparison, a breakdown, and a
name that still waits for its number. An unknown word between a name and a number, or right behind the number, makes it
a number of something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ..part import Part
from .claim import ClaimKind, Reading
from .counting import Around, Counting
from .lexicon import Kind
from .names import NAMES, STRANGE, names_before, names_behind, weak
from .numerals import Stated
from .said import NOTHING, Taken
from .spoken import Subject
from .token import Token

_UNCHANGED: Final = Stated(Decimal(0), Decimal(-1), Decimal(1), "%")
"""持平: within one per cent."""
_STATING: Final = frozenset({Kind.NONE, Kind.NOT, Kind.ALL, Kind.SAME})
_BREAKS: Final = frozenset({Kind.BREAK, Kind.STOP, Kind.OPEN, Kind.CLOSE})


class Parser(Counting):
    """What one sentence states: its clauses, its numbers (`Counting`), what it says without a number, its lists."""

    def parse(self) -> None:
        """Read the sentence."""
        clause: list[Token] = []
        for token in self._tokens:
            if token.kind in _BREAKS:
                self._clause(clause)
                self._scopes.end(clause, token)
                if token.kind is Kind.STOP:
                    self._pending, self._last = [], []
                    self.said.end_parts()
                clause = []
            else:
                clause.append(token)
        self._clause(clause)
        self.said.end_parts()

    def _clause(self, tokens: list[Token]) -> None:
        self._scopes.begin(names_fee=Kind.FEE in self._kinds and any(token.kind is Kind.FEE for token in tokens))
        if Kind.RESPECTIVELY in self._kinds and any(token.kind is Kind.RESPECTIVELY for token in tokens):
            self._list(tokens)
            return
        segment: list[Token] = []
        numbered = False
        for token in tokens:
            if token.kind is Kind.AND and numbered:
                self._segment(segment)
                segment, numbered = [], False
            else:
                segment.append(token)
                numbered = numbered or token.kind is Kind.NUMBER
        self._segment(segment)

    def _segment(self, tokens: Sequence[Token]) -> None:
        numbers = [place for place, token in enumerate(tokens) if token.kind is Kind.NUMBER]
        first = next((token.kind for token in tokens if token.kind in NAMES or token.kind is Kind.NUMBER), None)
        done = 0
        for place, following in zip(numbers, [*numbers[1:], len(tokens)], strict=False):
            left, right = tokens[done:place], tokens[place + 1 : following]
            for token in left:
                self._note(token)
            kinds = {token.kind for token in left}
            self._number(tokens[place], Around(left, right, kinds, first is Kind.NUMBER, following == len(tokens)))
            done = place + 1
        self._words(tokens[done:], beginning=not numbers)

    # Statements without a number.

    def _words(self, tokens: Sequence[Token], *, beginning: bool) -> None:
        for token in tokens:
            self._note(token)
        if self._scopes.planned:
            return
        for place, token in enumerate(tokens):
            if token.kind in _STATING:
                self._state(tokens, place)
                return
        if beginning:
            self._name_alone(tokens)

    def _state(self, tokens: Sequence[Token], place: int) -> None:
        kind = tokens[place].kind
        if kind is Kind.ALL:
            self._everything(tokens, place)
        elif kind is Kind.SAME:
            self._unchanged(tokens, place)
        else:
            self._nothing(tokens, place)

    def _name_alone(self, tokens: Sequence[Token]) -> None:
        """A clause that only names something: the number is in the next."""
        names, prefixed = names_before(tokens)
        if names and not any(token.kind in (Kind.SUBSET, Kind.LAW) for token in tokens):
            self._pending = names
            if not prefixed and not weak(names):
                self._subjects.remember(self._subjects.choices(names)[-1:])
        elif any(token.kind in STRANGE for token in tokens):
            self._pending = []

    def _unchanged(self, tokens: Sequence[Token], place: int) -> None:
        self._change(tokens[place], _UNCHANGED, tokens[:place])

    def _nothing(self, tokens: Sequence[Token], place: int) -> None:
        """未收到申请, 无结转; and what has 未发生 behind it."""
        behind = tokens[place + 1 :]
        names = names_behind(behind)
        if not names and all(token.kind is Kind.FILLER for token in behind):
            names, _ = names_before(tokens[:place])
        if self._scopes.of_fee and not names:
            self._fee(tokens[place], NOTHING._replace(unit="元"), ())
        elif names and not (weak(names) and all(token.kind is not Kind.THING for token in names)):
            for subject in self._subjects.of(names, each=True):
                if self._speech.readings(subject) and not self._says_how(subject, tokens[place], names):
                    self._spoken_of([subject])
                    first, last = sorted((tokens[place], names[-1]), key=lambda token: token.place)
                    about = self._speech.readings(subject)
                    self.said.claim("none", first, about, until=last, part=self._scopes.part)

    def _says_how(self, subject: Subject, negation: Token, names: Sequence[Token]) -> bool:
        """Whether a negation is of how something was done: not answered in time is not that nothing was answered."""
        addresses = [row.address for choice in subject.rows for row in choice]
        if weak(names):
            return False
        if any(self._speech.left_over(address) for address in addresses):
            return True
        return negation.kind is Kind.NOT and any(self._speech.is_outcome(address) for address in addresses)

    def _everything(self, tokens: Sequence[Token], place: int) -> None:
        """均已办结, 均获维持, 均为自然人, 均予以公开."""
        names = names_behind(tokens[place + 1 :])
        scopes = self._scopes
        known = self.said.statements or scopes.of_things or Kind.THING in self._kinds
        strange = scopes.excepted or scopes.of_things is False or any(token.kind is Kind.SUBSET for token in tokens)
        if not names or not known or strange:
            return
        before, _ = names_before(tokens[:place])
        if before and not weak(before):
            self._subjects.remember(self._subjects.choices(before)[-1:])
        left = [self._speech.left_over(row.address) for choice in self._subjects.choices(names) for row in choice]
        unsettled = self._unsettled() if any(left) or self._subjects.settles(names) else ()
        if unsettled:
            for cells in unsettled:
                self._claim_all("none", tokens[place], (Reading(cells),), names[-1])
        elif any(left) and not self._of_other_than(self._subjects.choices(names)[0][0].shape):
            rest = next(address for address in left if address)
            self._claim_all("none", tokens[place], (Reading(self._speech.cells(rest, ())),), names[-1])
        elif not any(left) and not weak(names):
            for subject in self._subjects.of(names):
                others = self._speech.others_than(subject)
                if others and not subject.settled and not self._of_other_than(subject.shape):
                    self._claim_all("all", tokens[place], others, names[-1])

    def _of_other_than(self, shape: type[Part]) -> bool:
        """Whether the last number was of something else: 规范性文件 7 件，均按要求公开 is not of applications."""
        return bool(self._last) and self._last[-1].shape is not shape

    def _claim_all(self, kind: ClaimKind, token: Token, about: tuple[Reading, ...], until: Token) -> None:
        self.said.claim(kind, token, about, until=until, part=self._scopes.part)

    def _unsettled(self) -> list[tuple[str, ...]]:
        """What of the rows spoken of last is not settled yet, where their shape tells it."""
        shape = self._last[-1].shape if self._last else self._subjects.shape
        rows = self._subjects.rows.get(shape, []) if shape else []
        return [cells for choice in rows if (cells := self._speech.pending_of(choice[0]))]

    # Lists.

    def _list(self, tokens: Sequence[Token]) -> None:
        """Names, 分别, and as many numbers; or 分别为 and the parts of the number before."""
        for token in tokens:
            self._note(token)
        numbers = [token for token in tokens if token.kind is Kind.NUMBER]
        first = tokens.index(numbers[0]) if numbers else len(tokens)
        names = [token for token in tokens[:first] if token.kind in NAMES]
        if not numbers:
            self._pending = names or self._pending
            return
        strange = any(token.kind in STRANGE for token in tokens[:first]) or self._scopes.planned
        subjects = [] if strange else self._of_each(names or self._pending, len(numbers))
        if not subjects and not names and not strange and self.said.total:
            self.said.parts = numbers
            self.said.end_parts(whole=True)
        self._scopes.times, self._pending, self._last = [], [], []
        for token, subject in zip(numbers, subjects, strict=False):
            if subject and self._can_be(subject, token, names):
                self._spoken_of([subject])
                number = self._in_cells(subject, Taken(token.place, token.unit))
                self.said.claim("number", token, self._speech.readings(subject), number, part=self._scopes.part)

    def _of_each(self, names: Sequence[Token], count: int) -> list[Subject | None]:
        """The subject of each number of a list; None for the numbers of other years."""
        years: list[int] = self._scopes.times[-count:]
        if Kind.YEARS in self._kinds:
            years = [*[-1] * (count - 1), 0]
        if not names:
            return []
        if len(years) == count > 1 and 0 in years:
            self._scopes.year = 0
            single = self._subjects.of(names)[:1]
            return [single[0] if time == 0 else None for time in years] if single else []
        return [*self._subjects.each_of(names, count)]
