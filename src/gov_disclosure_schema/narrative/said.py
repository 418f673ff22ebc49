"""What a shape of sentences says: its statements, and the totals that it breaks down by what no cell holds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from .claim import ClaimKind, Reading
from .lexicon import Kind
from .numerals import Stated
from .token import Token

NOTHING: Final = Stated(Decimal(0), Decimal(0), Decimal(0), "")


class Taken(NamedTuple):
    """A number that is taken from the sentence.

    Attributes
    ----------
    place
        Of its token.
    unit
        Its unit, or that of its cells, into which it is converted.
    converted
        Whether it is.
    falls
        Whether it is by how much something fell.
    """

    place: int
    unit: str
    converted: bool = False
    falls: bool = False


class Statement(NamedTuple):
    """A claim of every sentence of a shape; its attributes are those of `Claim`, and where it is said.

    Attributes
    ----------
    first, last
        The places of the tokens from which and to which it is said.
    """

    first: int
    last: int
    kind: ClaimKind
    about: tuple[Reading, ...]
    stated: Stated | Taken
    of: tuple[Reading, ...] = ()
    before: Taken | None = None
    relative: bool = False
    part: bool = False


class Division(NamedTuple):
    """A total with parts that no cell holds, by the places of their numbers."""

    total: int
    parts: tuple[int, ...]
    whole: bool


class Said:
    """The statements and divisions of a shape, as they are found.

    Attributes
    ----------
    statements, divisions
        In the order of the text.
    total
        The last number, whose parts may follow.
    parts
        The parts found so far.
    """

    def __init__(self) -> None:
        self._waiting: list[Statement] = []
        self.statements: list[Statement] = []
        self.divisions: list[Division] = []
        self.total: Token | None = None
        self.parts: list[Token] = []

    def claim(
        self,
        kind: ClaimKind,
        token: Token,
        about: tuple[Reading, ...],
        number: Stated | Taken = NOTHING,
        *,
        until: Token | None = None,
        **more: Any,
    ) -> None:
        """A claim from one token to another; a change that waited for what it is of gets it from a number."""
        statement = Statement(token.place, (until or token).place, kind, about, number, **more)
        if not about and kind == "growth":
            self._waiting.append(statement)
            return
        self.statements.append(statement)
        if kind in ("number", "none"):
            self.statements += (waiting._replace(about=about) for waiting in self._waiting)
            self._waiting = []

    def retract(self, abouts: Sequence[tuple[Reading, ...]]) -> None:
        """What was said of the same before turns out to be of something else."""
        self.statements = [statement for statement in self.statements if statement.about not in abouts]

    def no_claim(self, token: Token, *, listed: bool) -> None:
        """A number that is no claim: a part of the total before, if it is in a plain list of parts."""
        if listed and self.total and token.unit == self.total.unit:
            self.parts.append(token)
        else:
            self.end_parts()
            self.total = None

    def end_parts(self, *, whole: bool = False) -> None:
        """The list of parts is at its end; one part is no list."""
        total, parts = self.total, self.parts
        if total and total.kind is Kind.NUMBER and len(parts) > 1 and {part.unit for part in parts} == {total.unit}:
            self.divisions.append(Division(total.place, tuple(part.place for part in parts), whole))
        self.parts = []
