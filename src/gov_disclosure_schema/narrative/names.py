"""From names to subjects: which rows and columns a few words speak of together, given those spoken of before."""

from __future__ import annotations

from collections.abc import Sequence

from ..part import Part
from .lexicon import Kind
from .spoken import Column, Row, Settled, Speech, Subject
from .token import Token

Choice = tuple[Row, ...]

NAMES = frozenset({Kind.MENTION, Kind.THING})
STRANGE = frozenset({Kind.UNKNOWN, Kind.OTHER, Kind.SUBSET, Kind.LAW})
"""What a name and its number must not have between them."""
_NAME_ENDS = STRANGE | {Kind.NUMBER, Kind.ALL, Kind.NONE, Kind.NOT, Kind.COMPARED, Kind.SHARE}


def names_before(tokens: Sequence[Token]) -> tuple[list[Token], bool]:
    """The names right before the end, with fillers between; and whether something strange stands before them."""
    names: list[Token] = []
    for token in reversed(tokens):
        if token.kind in NAMES:
            names.append(token)
        elif token.kind in STRANGE or token.kind is Kind.AMONG:
            return names[::-1], token.kind is not Kind.AMONG
    return names[::-1], False


def names_behind(tokens: Sequence[Token]) -> list[Token]:
    """The names right behind the beginning, with fillers between; none where they only describe something strange."""
    names: list[Token] = []
    for place, token in enumerate(tokens):
        if token.kind in NAMES:
            names.append(token)
            describes = tokens[place + 1 : place + 2]
            if describes and describes[0].kind in STRANGE:
                return []
        elif token.kind in _NAME_ENDS:
            break
    return names


def weak(names: Sequence[Token]) -> bool:
    """Whether names only say that something came in or was dealt with, which a name of a row overrules."""
    return all(token.weak for token in names)


class Subjects:
    """What was spoken of in a sentence so far, and what further names speak of.

    Attributes
    ----------
    rows
        The rows named, by shape, the last one last.
    shape
        The shape named last.
    """

    def __init__(self, spoken: Speech, tokens: Sequence[Token]) -> None:
        self._speech = spoken
        self._tokens = tokens
        self._columns: dict[type[Part], tuple[str, ...]] = {}
        self._settled: type[Part] | None = None
        self.rows: dict[type[Part], list[Choice]] = {}
        self.shape: type[Part] | None = None

    def note(self, token: Token) -> None:
        """A name is met, whether or not a number is its own."""
        for mention in token.mentions:
            if isinstance(mention, Row):
                self.shape = mention.shape
            elif isinstance(mention, Settled):
                self._settled = mention.shape
            elif len(token.mentions) == 1:
                self._columns[mention.shape] = mention.fields

    def remember(self, choices: Sequence[Choice]) -> None:
        """Rows are spoken of, so that a column behind them is theirs."""
        for choice in choices:
            known = self.rows.setdefault(choice[0].shape, [])
            if choice in known:
                known.remove(choice)
            known.append(choice)
            self.shape = choice[0].shape

    def forget(self, shape: type[Part]) -> None:
        """Rows of a shape were spoken of, but not those of the form."""
        self.rows.pop(shape, None)

    def of(
        self, names: Sequence[Token], *, each: bool = False, bare: bool = True, within: bool = False
    ) -> list[Subject]:
        """What names speak of together.

        Parameters
        ----------
        names
            The names, in the order of the text.
        each
            Whether the number is that of each of them, not of all together.
        bare
            Whether nothing strange stands before them, so that what is left out can be taken from before.
        within
            Whether they stand in a breakdown of what went before.

        Returns
        -------
        list[Subject]
            None where they speak of nothing, or of what cannot be told.
        """
        choices = self.choices(names)
        columns = [mention for token in names for mention in token.mentions if isinstance(mention, Column)]
        settled = [mention.shape for token in names for mention in token.mentions if isinstance(mention, Settled)]
        if len(choices) > 1 and not self._joined(names):
            if len({row.shape for choice in choices for row in choice}) == 1:
                return []
            choices = choices[-1:]
        shape = choices[0][0].shape if choices else self._shape_of([*(column.shape for column in columns), *settled])
        if shape is None or any(choice[0].shape is not shape for choice in choices):
            return []
        choices = choices or self._rows_before(shape, bare=bare, within=within)
        if not choices:
            return []
        fields = [column.fields for column in columns if column.shape is shape]
        if not fields and not self._speech.cells(choices[0][0].address, ()):
            fields = [self._columns[shape]] if bare and shape in self._columns else []
        without_pending = shape in settled or (self._settled is shape and not fields)
        if each or self._joined(names, also=True):
            of_each = dict.fromkeys(fields) if fields else [()]
            return [Subject((choice,), of, without_pending) for choice in choices for of in of_each]
        together = tuple(dict.fromkeys(field for of in fields for field in of))
        return [Subject(tuple(choices), together, without_pending)]

    def each_of(self, names: Sequence[Token], count: int) -> list[Subject]:
        """The subjects of as many numbers, in order; none where the names are not as many, or do not go together."""
        subjects = self._each_of(names, count)
        fit = all(subject.shape.model_fields.keys() >= {*subject.fields} for subject in subjects)
        return subjects if fit else []

    def _each_of(self, names: Sequence[Token], count: int) -> list[Subject]:
        choices = self.choices(names)
        columns = [mention for token in names for mention in token.mentions if isinstance(mention, Column)]
        fields = list(dict.fromkeys(column.fields for column in columns))
        if len(choices) == count:
            shared = fields[0] if len(fields) == 1 else ()
            return [Subject((choice,), shared or self._columns_before(choice[0])) for choice in choices]
        if len(fields) == count:
            rows = choices[-1:] or self._rows_before(columns[0].shape, bare=True, within=False)
            return [Subject(tuple(rows), of) for of in fields] if rows else []
        if len(fields) == 1 and not choices:
            known = self.rows.get(columns[0].shape, [])[-count:]
            return [Subject((choice,), fields[0]) for choice in known] if len(known) == count else []
        return []

    def choices(self, names: Sequence[Token]) -> list[Choice]:
        """The rows that names speak of: those of their own, rather than those that only say that something came in."""
        own: dict[Choice, None] = {}
        general: dict[Choice, None] = {}
        for place, token in enumerate(names):
            rows = token.rows
            if rows and token.weak:
                general[rows] = None
            elif rows and self._applied_for(rows[0], names[place + 1 : place + 2]):
                return []
            elif rows:
                own[self._of_its_time(rows, token)] = None
        narrow = [choice for choice in own if not any(_wider(choice, other) for other in own)]
        if narrow and not self._joined(names, also=True):
            return narrow
        return [*[*general][:1], *narrow]

    @staticmethod
    def settles(names: Sequence[Token]) -> bool:
        """Whether names say that something is settled."""
        return any(isinstance(mention, Settled) for token in names for mention in token.mentions)

    def _applied_for(self, row: Row, behind: Sequence[Token]) -> bool:
        """Whether an application for something is named: a licence applied for is no licence."""
        if not behind or behind[0].kind is not Kind.THING:
            return False
        return self._speech.default_row(row.shape) is None and not self._speech.pending_of(row)

    def _of_its_time(self, rows: Choice, token: Token) -> Choice:
        """Of rows that share a word, those of the time that is named near it; without one, next year's first."""
        if len({row.time for row in rows}) == 1:
            return rows
        at = token.place
        for other in (*self._tokens[max(at - 4, 0) : at][::-1], *self._tokens[at + 1 : at + 4]):
            if other.kind is Kind.YEAR and other.time:
                return tuple(row for row in rows if row.time == other.time) or rows
        return rows[::-1]

    def _shape_of(self, shapes: Sequence[type[Part]]) -> type[Part] | None:
        """Of the shapes that have the columns named, the one spoken of."""
        if self.shape in shapes:
            return self.shape
        return next((shape for shape in shapes if shape in self.rows), shapes[0] if shapes else None)

    def _rows_before(self, shape: type[Part], *, bare: bool, within: bool) -> list[Choice]:
        """The row of a column that stands alone: the last one named, or where all belong together any of them.

        Within a breakdown the last one is the plainest, outside of one what came in.
        """
        known = self.rows.get(shape, [])
        default = self._speech.default_row(shape)
        if default is None:
            return known[-1:] if bare else []
        before = known[::-1] if within else [(default,), *known]
        return [tuple(dict.fromkeys(row for choice in (*before, (default,)) for row in choice))]

    def _columns_before(self, row: Row) -> tuple[str, ...]:
        return () if self._speech.cells(row.address, ()) else self._columns.get(row.shape, ())

    def _joined(self, names: Sequence[Token], *, also: bool = False) -> bool:
        """Whether a conjunction stands between names, or one that says that both were done to the same."""
        between = self._tokens[names[0].place : names[-1].place]
        return any(token.kind is Kind.AND and (token.also or not also) for token in between)


def _wider(choice: Choice, other: Choice) -> bool:
    """Whether another name says the same more narrowly: something below it, or one of what it may be."""
    below = f"{choice[0].address}."
    return set(choice) > set(other) or all(row.address.startswith(below) for row in other)
