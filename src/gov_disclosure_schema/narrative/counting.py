"""Numbers: which of the names around one it counts, and what is said of a number by another.

A number counts what is named before it, behind it, or in a clause before. An unknown word between a name and a number,
or right behind the number, makes it a number of something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from .lexicon import Kind
from .names import STRANGE, Subjects, names_before, names_behind, weak
from .numerals import Stated
from .said import Said, Taken
from .scopes import Scopes
from .spoken import Speech, Subject
from .token import COUNTED, Token

_TOPICS: Final = frozenset({Kind.THING, Kind.FILLER})
_EACH: Final = frozenset({Kind.EACH, Kind.ALL})
_CHANGES: Final = frozenset({Kind.UP, Kind.DOWN})


class Around(NamedTuple):
    """What stands around a number in its segment.

    Attributes
    ----------
    left, right
        Before it, and behind it up to the next number.
    kinds
        Of what is before it.
    number_first
        Whether the segment begins with a number and not with a name.
    last
        Whether it is the last number of the segment.
    """

    left: Sequence[Token]
    right: Sequence[Token]
    kinds: set[Kind]
    number_first: bool
    last: bool


class Counting:
    """The numbers of one sentence, given in order with what stands around each, and the state that they share.

    Parameters
    ----------
    spoken
        What can be spoken of.
    tokens
        Those of the sentence.
    of_things
        Whether the text before it speaks of what the form counts; None where it does not say.

    Attributes
    ----------
    said
        What it says.
    """

    def __init__(self, spoken: Speech, tokens: Sequence[Token], of_things: bool | None) -> None:  # noqa: FBT001  (one of three states)
        self._speech = spoken
        self._tokens = tokens
        self._kinds = frozenset(token.kind for token in tokens)
        self._names_disclosure = any(token.disclosure for token in tokens if token.kind in _TOPICS)
        self._scopes = Scopes(of_things)
        self._subjects = Subjects(spoken, tokens)
        self._pending: list[Token] = []
        self._last: list[Subject] = []
        self._divided: list[Subject] = []
        self._before: Taken | None = None
        self._fee_told = False
        self._measured: list[Token] = []
        self.said = Said()

    def _note(self, token: Token) -> None:
        self._scopes.note(token)
        if token.kind is Kind.MENTION:
            self._subjects.note(token)
        elif token.kind is Kind.OTHER:
            self._last = []
        elif token.kind is Kind.AMONG:
            self.said.end_parts()
            self._divided = self._last

    def _number(self, token: Token, around: Around) -> None:
        if self._scopes.planned:
            return
        number, kinds = Taken(token.place, token.unit), around.kinds
        another_year = self._scopes.year != 0 and not self._carried(around)
        if number.unit == "%":
            self._percentage(token, number, around.left)
        elif kinds & _CHANGES:
            if self._scopes.compared and number.unit in COUNTED:
                self._change(token, number, around.left)
        elif Kind.COMPARED in kinds or (another_year and self._scopes.year < 0):
            self._last_year(number, around.left)
        elif another_year:
            self._last = []
        elif self._scopes.of_fee and Kind.MENTION not in kinds:
            self._fee(token, number, around.right)
        else:
            self._counted(token, number, around)

    def _carried(self, around: Around) -> bool:
        """Whether a year in this segment only says where something was carried from or to."""
        carried = any(row.time for token in (*around.left, *around.right) for row in token.rows)
        if carried:
            self._scopes.year = 0
        return carried

    def _counted(self, token: Token, number: Taken, around: Around) -> None:
        """A number of things: of what is named before it, behind it, or in a clause before."""
        names, prefixed = self._named(token, around)
        self._pending = []
        subjects = self._subjects_of(names, token, around, bare=not prefixed) if names else []
        self._spoken_of(subjects)
        if not subjects:
            self.said.no_claim(token, listed=self._scopes.among and _lists_parts(around.left))
            return
        if self._scopes.among and self._narrows(subjects, around):
            self.said.retract([self._speech.readings(subject) for subject in subjects])
        own = any(subject.fields or subject.rows[0][0].time for subject in subjects)
        part = self._scopes.part or (self._scopes.among and weak(names) and (prefixed or not own))
        for subject in subjects:
            self.said.claim("number", token, self._speech.readings(subject), self._in_cells(subject, number), part=part)
        self.said.end_parts()
        self.said.total = token

    def _named(self, number: Token, around: Around) -> tuple[list[Token], bool]:
        """The names of what a number counts; and whether something strange stands before them."""
        names, prefixed = names_before(around.left)
        behind = names_behind(around.right)
        if any(other.kind is Kind.THING for other in behind):
            self._scopes.of_things = True
        if not names and around.number_first and behind:
            return behind, prefixed
        if _counts_something_else(number, around.right):
            return [], prefixed
        if not names and around.kinds.isdisjoint(STRANGE):
            names = self._pending or (self._measured if self._before else [])
        if around.last and weak(names) and not weak(behind):
            return behind, prefixed  # 收到 5 件行政复议申请
        return names, prefixed

    def _subjects_of(self, names: Sequence[Token], number: Token, around: Around, *, bare: bool) -> list[Subject]:
        """What the names of a number speak of; nothing where it counts only some of it."""
        if any(other.kind is Kind.SUBSET for other in (*around.left, *_up_to_next(around.right))):
            return []
        each = number.nothing or not around.kinds.isdisjoint(_EACH)
        subjects = self._subjects.of(names, each=each, bare=bare, within=self._scopes.among)
        if self._of_others(names, subjects):
            return []
        return [subject for subject in subjects if self._can_be(subject, number, names)]

    def _narrows(self, subjects: Sequence[Subject], around: Around) -> bool:
        """其中涉及政府信息公开的行政复议: what was said of the same before was of every kind."""
        of_disclosure = any(other.disclosure for other in around.left if other.kind in _TOPICS)
        return of_disclosure and bool(self._speech.pending_of(subjects[0].rows[0][0]))

    def _of_others(self, names: Sequence[Token], subjects: Sequence[Subject]) -> bool:
        """Whether the organ deals with remedies of every kind, as 受理行政复议 without a word of disclosure says."""
        if self._names_disclosure or not subjects or not self._speech.pending_of(subjects[0].rows[0][0]):
            return False
        deals = any(row.counted for token in names if token.kind is Kind.MENTION for row in token.rows)
        if deals:
            self._scopes.of_things = False
            self._subjects.forget(subjects[0].shape)
        return deals

    def _can_be(self, subject: Subject, number: Token, names: Sequence[Token]) -> bool:
        """Whether a number with this unit, in this context, can be the subject's."""
        readings = self._speech.readings(subject)
        if not readings:
            return False
        if self._speech.unit_of(readings[0].plus[0]):
            return number.unit == "元"
        if number.unit not in COUNTED:
            return False
        if self._speech.default_row(subject.shape) is None:
            return True
        if self._scopes.of_things is not None:
            return self._scopes.of_things
        clear = any(token.clear for token in names)
        return clear or any(row.time for choice in subject.rows for row in choice)

    def _in_cells(self, subject: Subject, number: Taken) -> Taken:
        """An amount of money in units of its cells."""
        unit = self._speech.unit_of(self._speech.readings(subject)[0].plus[0])
        return number._replace(unit=unit, converted=True) if unit.startswith("万") else number

    def _spoken_of(self, subjects: Sequence[Subject]) -> None:
        self._last = list(subjects)
        for subject in subjects:
            known = self._subjects.rows.get(subject.shape, [])
            if not (subject.fields and subject.rows[0] in known):
                self._subjects.remember(subject.rows)

    def _fee(self, token: Token, number: Taken | Stated, right: Sequence[Token]) -> None:
        """The information-processing fee: understood, so that it is not taken for another amount."""
        if number.unit == "元" and not (self._scopes.among or self._fee_told or _counts_something_else(token, right)):
            self._fee_told = True
            self.said.claim("number", token, (), number)
            self.said.total = token

    # Numbers about other numbers.

    def _percentage(self, token: Token, number: Taken, left: Sequence[Token]) -> None:
        share = next((place for place, other in enumerate(left) if other.kind is Kind.SHARE), None)
        if share is not None:
            self._share(token, number, left[:share], left[share + 1 :])
        elif any(other.kind in _CHANGES for other in left):
            self._change(token, number, left)

    def _share(self, token: Token, number: Taken, mine: Sequence[Token], whole: Sequence[Token]) -> None:
        names, _ = names_before(mine)
        if self._scopes.of_things is False or (not names and any(other.kind in STRANGE for other in mine)):
            return
        subjects = self._subjects.of(names) if names else self._last
        of_names, _ = names_before(whole)
        named = self._subjects.of(of_names) if of_names and not weak(of_names) else []
        for subject in subjects[-1:]:
            about = self._speech.readings(subject)
            of = tuple(reading for other in named for reading in self._speech.readings(other))
            of = of or self._speech.wholes_of(subject)
            if about and of:
                self._spoken_of([subject])
                self.said.claim("share", token, about, number, of=of, part=self._scopes.part)

    def _change(self, token: Token, number: Taken | Stated, left: Sequence[Token]) -> None:
        """A change against last year, of what is named before it or was spoken of last; or else of what comes next."""
        turn = max((place for place, other in enumerate(left) if other.kind in _CHANGES), default=len(left))
        names, _ = names_before(left[:turn])
        if weak(names) and self._last and not any(other.kind is Kind.THING for other in names):
            names = []
        if not names and any(other.kind in STRANGE for other in left):
            self._last = []
            return
        subjects = self._subjects.of(names) if names else self._last
        if self._scopes.of_things is False and (not subjects or self._speech.default_row(subjects[-1].shape)):
            return
        if any(other.kind is Kind.DOWN for other in left):
            number = _fallen(number)
        if names:
            self._spoken_of(subjects)
            self._pending = list(names)
        # 其中…，同比增长: of the whole before, or of its last part.
        divided = self._divided if self._scopes.among and not names else []
        readings = (reading for subject in (*divided, *subjects[-1:]) for reading in self._speech.readings(subject))
        about = tuple(dict.fromkeys(readings))
        relative = number.unit == "%"
        self.said.claim("growth", token, about, number, before=self._before, relative=relative, part=self._scopes.part)

    def _last_year(self, number: Taken, left: Sequence[Token]) -> None:
        """Last year's number: no claim, but what a change is measured from."""
        if number.unit not in COUNTED:
            return
        names, _ = names_before(left)
        self._measured = names or self._pending
        subjects = self._subjects.of(self._measured) if self._measured else []
        if subjects:
            self._last = subjects[-1:]
            for subject in subjects if names else ():
                self._subjects.remember(subject.rows)
        self._before = number


def _fallen(number: Taken | Stated) -> Taken | Stated:
    """By how much something fell, as a change."""
    return number._replace(falls=True) if isinstance(number, Taken) else number.negative()


def _counts_something_else(number: Token, right: Sequence[Token]) -> bool:
    """Whether what a number counts stands behind it and is none of the form's."""
    if not right:
        return False
    return right[0].kind in (Kind.UNKNOWN, Kind.OTHER) or (not number.unit and right[0].kind is not Kind.AND)


def _up_to_next(tokens: Sequence[Token]) -> Iterator[Token]:
    """What still belongs to the number before."""
    for token in tokens:
        if token.kind in (Kind.AND, Kind.ALL):
            return
        yield token


def _lists_parts(left: Sequence[Token]) -> bool:
    """Whether a number stands in a plain list: behind a strange name and nothing else."""
    return all(token.kind in (*STRANGE, Kind.THING, Kind.AMONG, Kind.PART) for token in left)
