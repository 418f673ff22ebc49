"""The grammar: from the tokens of a sentence to its claims, clause by clause, with the scopes that carry over.

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

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from .claim import ClaimKind, Reading
from .lexicon import Kind
from .names import NAMES, STRANGE, Subjects, names_before, names_behind, weak
from .numerals import Stated
from .said import NOTHING, Paragraph, Said
from .scanner import COUNTED, Sentence, Token
from .scopes import CLEAR_WORD, Scopes
from .spoken import Row, Speech, Subject

_UNCHANGED: Final = Stated(Decimal(0), Decimal(-1), Decimal(1), "%")
"""持平: within one per cent."""
_BREAKS: Final = frozenset({Kind.BREAK, Kind.STOP, Kind.OPEN, Kind.CLOSE})
_CHANGES: Final = frozenset({Kind.UP, Kind.DOWN})


class Parser:
    """The claims of one sentence.

    Parameters
    ----------
    spoken
        What can be spoken of.
    paragraph
        Where the sentence stands.
    sentence
        Its tokens.
    of_things
        Whether the text before it speaks of what the form counts; None where it does not say.

    Attributes
    ----------
    said
        What it says.
    """

    def __init__(self, spoken: Speech, paragraph: Paragraph, sentence: Sentence, of_things: bool | None) -> None:  # noqa: FBT001
        self._speech = spoken
        self._tokens = sentence.tokens
        self._names_things = any(token.kind is Kind.THING for token in sentence.tokens)
        self._names_years = any(token.kind is Kind.YEARS for token in sentence.tokens)
        self._scopes = Scopes(of_things)
        self._subjects = Subjects(spoken, sentence.tokens)
        self._pending: list[Token] = []
        self._last: list[Subject] = []
        self._divided: list[Subject] = []
        self._before: Stated | None = None
        self._fee_told = False
        self._measured: list[Token] = []
        self._statements: Mapping[Kind, Callable[[Sequence[Token], int], None]] = {
            Kind.NONE: self._nothing,
            Kind.NOT: self._nothing,
            Kind.ALL: self._everything,
            Kind.SAME: self._unchanged,
        }
        self.said = Said(paragraph, sentence)

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
        self._scopes.begin(tokens)
        if any(token.kind is Kind.RESPECTIVELY for token in tokens):
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
            self._number(tokens[place], left, right, number_first=first is Kind.NUMBER, last=following == len(tokens))
            done = place + 1
        self._words(tokens[done:], beginning=not numbers)

    def _note(self, token: Token) -> None:
        self._scopes.note(token)
        if token.kind is Kind.MENTION:
            self._subjects.note(token)
        elif token.kind is Kind.OTHER:
            self._last = []
        elif token.kind is Kind.AMONG:
            self.said.end_parts()
            self._divided = self._last

    # Numbers.

    def _number(
        self, token: Token, left: Sequence[Token], right: Sequence[Token], *, number_first: bool, last: bool
    ) -> None:
        number = token.number
        if number is None or self._scopes.planned:
            return
        kinds = {other.kind for other in left}
        another_year = self._scopes.year != 0 and not self._carried(left, right)
        if number.unit == "%":
            self._percentage(token, number, left)
        elif kinds & _CHANGES:
            if self._scopes.compared:
                self._change(token, number, left)
        elif Kind.COMPARED in kinds or (another_year and self._scopes.year < 0):
            self._last_year(number, left)
        elif another_year:
            self._last = []
        elif self._scopes.of_fee and Kind.MENTION not in kinds:
            self._fee(token, number, right)
        else:
            self._counted(token, number, left, right, number_first=number_first, last=last)

    def _carried(self, left: Sequence[Token], right: Sequence[Token]) -> bool:
        """Whether a year in this segment only says where something was carried from or to."""
        mentions = (mention for token in (*left, *right) for mention in token.mentions)
        carried = any(isinstance(mention, Row) and mention.time for mention in mentions)
        if carried:
            self._scopes.year = 0
        return carried

    def _counted(  # noqa: PLR0913  (the number, what stands around it, and the order of the segment)
        self,
        token: Token,
        number: Stated,
        left: Sequence[Token],
        right: Sequence[Token],
        *,
        number_first: bool,
        last: bool,
    ) -> None:
        """A number of things: of what is named before it, behind it, or in a clause before."""
        names, prefixed = names_before(left)
        behind = names_behind(right)
        if any(other.kind is Kind.THING for other in behind):
            self._scopes.of_things = True
        something_else = _counts_something_else(number, right)
        if not names and number_first:
            names = behind
            something_else = something_else and not names
        if not names and not any(other.kind in STRANGE for other in left):
            names = self._pending or (self._measured if self._before else [])
        general = weak(names)
        if general and last and not weak(behind):
            names, general = behind, False  # 收到 5 件行政复议申请
        each = number.most == 0 or any(other.kind in (Kind.EACH, Kind.ALL) for other in left)
        subset = any(other.kind is Kind.SUBSET for other in (*left, *_up_to_next(right)))
        subjects = self._subjects.of(names, each=each, bare=not prefixed, within=self._scopes.among) if names else []
        if something_else or subset:
            subjects = []
        subjects = [subject for subject in subjects if self._can_be(subject, number, names)]
        self._pending = []
        self._spoken_of(subjects)
        if not subjects:
            self.said.no_claim(token, listed=self._scopes.among and _lists_parts(left))
            return
        own = any(subject.fields or subject.rows[0][0].time for subject in subjects)
        part = self._scopes.part or (self._scopes.among and general and (prefixed or not own))
        for subject in subjects:
            self.said.claim("number", token, self._speech.readings(subject), self._in_cells(subject, number), part=part)
        self.said.end_parts()
        self.said.total = token

    def _can_be(self, subject: Subject, number: Stated, names: Sequence[Token]) -> bool:
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
        clear = any(len(token.word) >= CLEAR_WORD for token in names if token.kind is Kind.MENTION)
        return clear or any(row.time for choice in subject.rows for row in choice)

    def _in_cells(self, subject: Subject, number: Stated) -> Stated:
        """An amount of money in units of its cells."""
        unit = self._speech.unit_of(self._speech.readings(subject)[0].plus[0])
        if not unit.startswith("万"):
            return number
        least, value, most = (part / 10_000 for part in (number.least, number.value, number.most))
        return Stated(value, least, most, unit)

    def _spoken_of(self, subjects: Sequence[Subject]) -> None:
        self._last = list(subjects)
        for subject in subjects:
            known = self._subjects.rows.get(subject.shape, [])
            if not (subject.fields and subject.rows[0] in known):
                self._subjects.remember(subject.rows)

    def _fee(self, token: Token, number: Stated, right: Sequence[Token]) -> None:
        """The information-processing fee: understood, so that it is not taken for another amount."""
        if number.unit == "元" and not (self._scopes.among or self._fee_told or _counts_something_else(number, right)):
            self._fee_told = True
            self.said.claim("number", token, (), number)
            self.said.total = token

    # Numbers about other numbers.

    def _percentage(self, token: Token, number: Stated, left: Sequence[Token]) -> None:
        share = next((place for place, other in enumerate(left) if other.kind is Kind.SHARE), None)
        if share is not None:
            self._share(token, number, left[:share], left[share + 1 :])
        elif any(other.kind in _CHANGES for other in left):
            self._change(token, number, left)

    def _share(self, token: Token, number: Stated, mine: Sequence[Token], whole: Sequence[Token]) -> None:
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

    def _change(self, token: Token, number: Stated, left: Sequence[Token]) -> None:
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
            number = Stated(-number.value, -number.most, -number.least, number.unit)
        if names:
            self._spoken_of(subjects)
            self._pending = list(names)
        # 其中…，同比增长: of the whole before, or of its last part.
        divided = self._divided if self._scopes.among and not names else []
        readings = (reading for subject in (*divided, *subjects[-1:]) for reading in self._speech.readings(subject))
        about = tuple(dict.fromkeys(readings))
        relative = number.unit == "%"
        self.said.claim("growth", token, about, number, last=self._before, relative=relative, part=self._scopes.part)

    def _last_year(self, number: Stated, left: Sequence[Token]) -> None:
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

    # Statements without a number.

    def _words(self, tokens: Sequence[Token], *, beginning: bool) -> None:
        for token in tokens:
            self._note(token)
        if self._scopes.planned:
            return
        for place, token in enumerate(tokens):
            statement = self._statements.get(token.kind)
            if statement:
                statement(tokens, place)
                return
        if beginning:
            self._name_alone(tokens)

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
                    self.said.claim("none", tokens[place], self._speech.readings(subject), part=self._scopes.part)

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
        known = self.said.claims or scopes.of_things or self._names_things
        strange = scopes.excepted or scopes.of_things is False or any(token.kind is Kind.SUBSET for token in tokens)
        if not names or not known or strange:
            return
        left = [self._speech.left_over(row.address) for choice in self._subjects.choices(names) for row in choice]
        unsettled = self._unsettled() if any(left) or self._subjects.settles(names) else ()
        if unsettled:
            for cells in unsettled:
                self._claim_all("none", tokens[place], (Reading(cells),), names[-1])
        elif any(left):
            rest = next(address for address in left if address)
            self._claim_all("none", tokens[place], (Reading(self._speech.cells(rest, ())),), names[-1])
        elif not weak(names):
            for subject in self._subjects.of(names):
                others = self._speech.others_than(subject)
                if others and not subject.settled:
                    self._claim_all("all", tokens[place], others, names[-1])

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
            number = token.number
            if subject and number and self._can_be(subject, number, names):
                self._spoken_of([subject])
                about = self._speech.readings(subject)
                self.said.claim("number", token, about, self._in_cells(subject, number), part=self._scopes.part)

    def _of_each(self, names: Sequence[Token], count: int) -> list[Subject | None]:
        """The subject of each number of a list; None for the numbers of other years."""
        years: list[int] = self._scopes.times[-count:]
        if self._names_years:
            years = [*[-1] * (count - 1), 0]
        if not names:
            return []
        if len(years) == count > 1 and 0 in years:
            self._scopes.year = 0
            single = self._subjects.of(names)[:1]
            return [single[0] if time == 0 else None for time in years] if single else []
        return [*self._subjects.each_of(names, count)]


def _counts_something_else(number: Stated, right: Sequence[Token]) -> bool:
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
