"""The tables of reports: filled so that every identity holds, left blank in places, or broken at chosen identities.

Everything is derived from `cells` and `identities`: a further edition of the form needs nothing here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from hypothesis import reject, strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..findings import Number
from ..money import Money
from ..report import cells, identities
from ..scalars import COUNT_MAX, Kind
from .values import AMOUNTS, counts


def nested(edition: str, values: Sequence[Number | None]) -> dict[str, Any]:
    """The cells' values, in the order of the form, as the parts that hold them."""
    root: dict[str, Any] = {}
    for (parents, leaf), value in zip(_paths(edition), values, strict=True):
        part = root
        for field in parents:
            part = part.setdefault(field, {})
        part[leaf] = value
    return root


@cache
def _paths(edition: str) -> tuple[tuple[Sequence[str], str], ...]:
    """Of each cell, the fields that lead to the part that holds it, and its own."""
    return tuple((path[:-1], path[-1]) for path in (cell.address.split(".") for cell in cells(edition)))


class _Split(NamedTuple):
    """Two cells that share a sum: the first gets what the second, which was drawn, leaves."""

    first: int
    second: int
    terms: tuple[int, ...]

    def fill(self, values: list[Any]) -> None:
        whole = sum(values[n] for n in self.terms)
        values[self.second] = min(values[self.second], whole)
        values[self.first] = whole - values[self.second]


class _Sum(NamedTuple):
    """A cell that is the sum of others."""

    total: int
    terms: tuple[int, ...]

    def fill(self, values: list[Any]) -> None:
        values[self.total] = sum(values[n] for n in self.terms)


class _Plan(NamedTuple):
    """How an edition's tables are filled so that every identity holds; cells by their number in the form.

    Attributes
    ----------
    counts, changes, others
        The cells that are drawn, those that are neither counts nor changes with what draws them.
    purse
        Of each cell, the number of its table: what its drawn cells add up to must not exceed the bound of a count.
    shares
        The drawn cells that do not add to a sum but take their share of it.
    steps
        What computes all other cells, in an order that works.
    """

    counts: tuple[int, ...]
    changes: tuple[int, ...]
    others: tuple[tuple[int, SearchStrategy[Any]], ...]
    purse: tuple[int, ...]
    shares: frozenset[int]
    steps: tuple[_Sum | _Split, ...]

    def computed(self, drawn: Mapping[int, Any]) -> list[Any]:
        """The values of all cells."""
        values: list[Any] = [0] * len(self.purse)
        spent: dict[int, int] = {}
        for n, value in drawn.items():
            values[n] = value
            if isinstance(value, int) and n not in self.shares:
                values[n] = min(value, COUNT_MAX - spent.get(self.purse[n], 0))
                spent[self.purse[n]] = spent.get(self.purse[n], 0) + values[n]
        for step in self.steps:
            step.fill(values)
        return values


@cache
def _plan(edition: str) -> _Plan:
    form, known = cells(edition), _identities(edition)
    totals = {actual[0] for _, actual in known if len(actual) == 1}
    balances = [(expected, actual) for expected, actual in known if len(actual) > 1 and expected[0] not in totals]
    remainders = {expected[0] for expected, _ in balances}
    shares = {expected[1] for expected, _ in balances}
    unknown = totals | remainders | shares
    waiting: list[_Sum | _Split] = [_Sum(actual[0], expected) for expected, actual in known if len(actual) == 1]
    waiting += [_Split(expected[0], expected[1], actual) for expected, actual in balances]
    steps: list[_Sum | _Split] = []
    while waiting:
        ready = next(step for step in waiting if unknown.isdisjoint(step.terms))
        waiting.remove(ready)
        steps.append(ready)
        unknown -= {ready.second, ready.first} if isinstance(ready, _Split) else {ready.total}
        # A grand total is the sum of a row and of a column; once is enough.
        waiting = [step for step in waiting if step[0] != ready[0]]
    drawn = [n for n in range(len(form)) if n not in totals | remainders]
    return _Plan(
        tuple(n for n in drawn if form[n].kind == "count"),
        tuple(n for n in drawn if form[n].kind == "change"),
        tuple((n, AMOUNTS[form[n].kind]) for n in drawn if form[n].kind in AMOUNTS),
        _purses(len(form), [(*expected, *actual) for expected, actual in known]),
        frozenset(shares),
        tuple(steps),
    )


def _purses(size: int, groups: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """A number for each cell, the same for cells that identities connect."""
    purse = list(range(size))
    for group in groups:
        joined = {purse[n] for n in group}
        purse = [min(joined) if n in joined else n for n in purse]
    return tuple(purse)


def valid_values(
    edition: str, value_of: Callable[[Kind], Number | Money], known: Mapping[str, Number | Money] = MappingProxyType({})
) -> list[Any]:
    """The values of all cells, in the order of the form: each kind as given where it is free, the rest computed.

    A free cell that is known, by its address, is what it is known to be, as far as the identities let it.
    """
    plan = _plan(edition)
    form = cells(edition)
    drawn = {n: value_of(form[n].kind) for n in (*plan.counts, *plan.changes, *(n for n, _ in plan.others))}
    return plan.computed({n: known.get(form[n].address, value) for n, value in drawn.items()})


@st.composite
def valid(draw: DrawFn, edition: str) -> list[Number]:
    """Values of all cells, every identity true."""
    return _plan(edition).computed(_parts(draw, edition))


def _parts(draw: DrawFn, edition: str) -> dict[int, Any]:
    """Values of cells from which the others follow; 0 of those that are left out."""
    plan = _plan(edition)
    drawn: dict[int, Any] = {n: draw(values) for n, values in plan.others}
    # The few first: where they are large, they take all that the bound allows, and leave the rest at 0.
    most = draw(st.sampled_from((20, 1000, 10**6, 10**12, COUNT_MAX)))
    drawn |= {n: draw(st.integers(-most, most)) for n in plan.changes}
    few = st.integers(0, most) | st.just(most)
    drawn |= draw(st.dictionaries(st.sampled_from(plan.counts), few, max_size=12))
    dense = draw(st.none() | st.binary(min_size=len(plan.counts), max_size=len(plan.counts)))
    for n, value in zip(plan.counts, dense or (), strict=False):
        drawn.setdefault(n, value)
    return drawn


@st.composite
def spoiled(draw: DrawFn, edition: str) -> list[Number | None]:
    """Values of all cells, some blank or wrong.

    Where totals do not follow, a number stands alone: a bug that one cell triggers shrinks to that cell.
    """
    form = cells(edition)
    parts = _parts(draw, edition)
    follow = draw(st.sampled_from((False, True, True, True)))
    values: list[Any] = _plan(edition).computed(parts) if follow else [parts.get(n, 0) for n in range(len(form))]
    whole = [n for n, cell in enumerate(form) if cell.kind == "count"]
    for n, value in draw(st.dictionaries(st.sampled_from(whole), counts(), max_size=6)).items():
        values[n] = value
    blank = draw(st.none() | st.binary(min_size=len(form), max_size=len(form)))
    for n, byte in enumerate(blank or ()):
        if byte % 2:
            values[n] = None
    for n in draw(st.sets(st.integers(0, len(form) - 1), max_size=6)):
        values[n] = None
    return values


@st.composite
def one_wrong(draw: DrawFn, edition: str, rule: str) -> list[Number]:
    """Values of all cells, one of them wrong: it breaks one identity of the rule, and as few others as can be."""
    values = draw(valid(edition))
    _break(draw, edition, values, draw(st.sampled_from(draw(st.sampled_from(_places(rule, edition))))))
    return values


@st.composite
def broken_often(draw: DrawFn, edition: str, times: int) -> list[Number]:
    """Values of all cells, of which exactly so many identities do not hold."""
    values = draw(valid(edition))
    broken: frozenset[int] = frozenset()
    while len(broken) < times:
        left = times - len(broken)
        fitting = [n for n, own in _needed_by(edition).items() if 0 < len(own - broken) <= left]
        if not fitting:  # a last one that cannot be broken without another
            reject()
        at = draw(st.sampled_from(fitting))
        _break(draw, edition, values, at)
        broken |= _needed_by(edition)[at]
    return values


def _break(draw: DrawFn, edition: str, values: list[Any], at: int) -> None:
    """Put another number into a cell, such that none of the identities that need it holds."""
    known = _identities(edition)
    holding = {_number_that_holds(known[one], values, at) for one in _needed_by(edition)[at]}
    number = draw(st.one_of(st.integers(0, 20), st.integers(0, COUNT_MAX - len(holding))))
    for taken in sorted(holding):
        number += taken <= number
    values[at] = number


def _number_that_holds(identity: tuple[Sequence[int], Sequence[int]], values: Sequence[Any], at: int) -> int:
    own, other = identity if at in identity[0] else identity[::-1]
    due: int = sum(values[n] for n in other) - sum(values[n] for n in own if n != at)
    return due


@cache
def _identities(edition: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """The two lists of cells whose sums must agree, of every identity; cells by their number in the form."""
    number = {cell.address: n for n, cell in enumerate(cells(edition))}
    return tuple(
        (tuple(number[cell] for cell in one.expected), tuple(number[cell] for cell in one.actual))
        for one in identities(edition)
    )


@cache
def _needed_by(edition: str) -> Mapping[int, frozenset[int]]:
    """Cell → the identities that need it."""
    needed: dict[int, frozenset[int]] = {}
    for n, sides in enumerate(_identities(edition)):
        for cell in (*sides[0], *sides[1]):
            needed[cell] = needed.get(cell, frozenset()) | {n}
    return dict(sorted(needed.items()))


@cache
def _places(rule: str, edition: str) -> tuple[tuple[int, ...], ...]:
    """Of each identity of a rule, the cells that no other of the rule needs, and as few other identities as can be."""
    number = {cell.address: n for n, cell in enumerate(cells(edition))}
    needed = Counter((cell, other.rule) for other in identities(edition) for cell in other.cells)
    by_all = Counter(cell for other in identities(edition) for cell in other.cells)
    places = []
    for identity in identities(edition):
        if identity.rule == rule:
            own = [cell for cell in identity.cells if needed[cell, rule] == 1]
            fewest = min(by_all[cell] for cell in own)
            places.append(tuple(number[cell] for cell in own if by_all[cell] == fewest))
    return tuple(places)
