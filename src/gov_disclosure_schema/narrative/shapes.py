"""Shapes of sentences and what each says: parsed when a sentence of that shape is first met, then remembered.

Reports are written to one form, and their sentences differ mostly in numbers and names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from ..report import identities
from .said import Division, Statement
from .scanner import scanner
from .sentence import Parser
from .spoken import speech

_REMEMBERED: Final = 1024
"""So many shapes are kept, none of which has more tokens than `_LONGEST`."""
_LONGEST: Final = 128
_PARTS_MOST: Final = 60
"""So many numbers behind a total are looked at for its parts."""


class Addition(NamedTuple):
    """Statements whose numbers must add up, by their places.

    Attributes
    ----------
    wholes
        Totals; the parts of one may be those of another that stands before it.
    parts
        All of their parts.
    """

    wholes: tuple[int, ...]
    parts: tuple[int, ...]


class Saying(NamedTuple):
    """What every sentence of a shape says, in the order of the text."""

    statements: tuple[Statement, ...]
    divisions: tuple[Division, ...]
    additions: tuple[Addition, ...]


class Shapes:
    """What sentences say in one edition of the form, by their shape."""

    def __init__(self, edition: str) -> None:
        self._speech = speech(edition)
        self._scanner = scanner(edition)
        self._parts_of = {identity.actual: frozenset(identity.expected) for identity in identities(edition)}
        self._known = lru_cache(_REMEMBERED)(self._parsed)

    @property
    def remembered(self) -> int:
        """How many shapes are."""
        return self._known.cache_info().currsize

    def saying(self, shape: str, of_things: bool | None) -> Saying:  # noqa: FBT001  (three answers)
        """What a sentence of a shape says, behind a text that speaks of applications, does not, or does not say."""
        known = self._known if len(shape) <= _LONGEST else self._parsed
        return known(shape, of_things)

    def _parsed(self, shape: str, of_things: bool | None) -> Saying:  # noqa: FBT001  (one of three states)
        parser = Parser(self._speech, self._scanner.tokens(shape), of_things)
        parser.parse()
        statements = tuple(parser.said.statements)
        return Saying(statements, tuple(parser.said.divisions), tuple(_additions(statements, self._parts_of)))


def _additions(
    statements: Sequence[Statement], parts_of: Mapping[tuple[str, ...], frozenset[str]]
) -> Iterator[Addition]:
    """A number and those behind it that are all its parts."""
    numbers = [place for place, one in enumerate(statements) if one.kind == "number" and one.about]
    found: dict[tuple[tuple[int, int], ...], tuple[list[int], list[int]]] = {}
    for n, whole in enumerate(numbers):
        for reading in statements[whole].about:
            due = parts_of.get(reading.plus)
            parts = _all_parts(due, statements, whole, numbers[n + 1 : n + 1 + _PARTS_MOST]) if due else []
            if parts:
                said_at = tuple(statements[part][:2] for part in parts)
                found.setdefault(said_at, ([], parts))[0].append(whole)
    for wholes, parts in found.values():
        before = [whole for whole in wholes if statements[whole].first < statements[parts[0]].first]
        if before:
            yield Addition(tuple(before), tuple(parts))


def _all_parts(due: frozenset[str], statements: Sequence[Statement], whole: int, behind: Sequence[int]) -> list[int]:
    """The numbers behind a total that are all of its parts, each once; none if one is missing."""
    parts: list[int] = []
    taken: set[str] = set()
    for place in behind:
        part = statements[place]
        mine = next((reading.plus for reading in part.about if due.issuperset(reading.plus)), ())
        if mine and taken.isdisjoint(mine) and part.part == statements[whole].part:
            parts.append(place)
            taken.update(mine)
    return parts if frozenset(taken) == due else []


@cache
def shapes(edition: str) -> Shapes:
    """The shapes of an edition."""
    return Shapes(edition)
