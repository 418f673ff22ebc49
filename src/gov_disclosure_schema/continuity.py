"""What must continue from one year's report to the next, derived from marks on the fields (`Continues`), as data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from .arithmetic import identities_of
from .part import Continues, Part
from .walk import addresses_of, part_of


class Continuity(NamedTuple):
    """One cell of this year: last year's cell, with the `plus` cells of this year and less the `minus` cells.

    Attributes
    ----------
    rule
        Rule id.
    at
        Address of this year's cell.
    last
        Address of last year's cell.
    plus, minus
        Addresses of this year's cells.
    partial
        Whether the cell is one of the columns beside a total.
    """

    rule: str
    at: str
    last: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]
    partial: bool

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell of this year involved, the one it is located at first."""
        return (self.at, *self.plus, *self.minus)

    def below(self, field: str) -> Continuity:
        """The same, its addresses counted from one part further up."""
        at, last = f"{field}.{self.at}", f"{field}.{self.last}"
        plus, minus = (tuple(f"{field}.{address}" for address in side) for side in (self.plus, self.minus))
        return Continuity(self.rule, at, last, plus, minus, self.partial)


@cache
def continuities_of(part: type[Part]) -> tuple[Continuity, ...]:
    """Every continuity within a part, in the order of the form."""
    return tuple(_derive(part))


def _derive(part: type[Part]) -> Iterator[Continuity]:
    for field, info in part.model_fields.items():
        below = part_of(part, field)
        for continuity in continuities_of(below) if below else ():
            yield continuity.below(field)
        for fact in info.metadata:
            if isinstance(fact, Continues):
                yield from _cells(part, field, fact)


def _cells(part: type[Part], field: str, mark: Continues) -> Iterator[Continuity]:
    """One for each cell of the field; the others are taken from the same column."""
    below = part_of(part, field)
    totals = {identity.at for identity in identities_of(below)} if below else {""}
    for column in addresses_of(below) if below else ("",):
        tail = f".{column}" if column else ""
        yield Continuity(
            mark.rule,
            field + tail,
            mark.last + tail,
            tuple(other + tail for other in mark.plus),
            tuple(other + tail for other in mark.minus),
            partial=column not in totals,
        )
