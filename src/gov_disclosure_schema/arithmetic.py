"""The arithmetic identities of the form (勾稽关系), derived from the structure of its parts, as data.

An identity is two lists of addresses whose sums must agree. `identities_of` derives them from what the fields say of
themselves (`TotalOf`, `balances`); `broken` is the readable check; `Verified` puts the check behind a field of a model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, InitErrorDetails, core_schema

from .part import Part, TotalOf
from .scalars import rule_error
from .walk import addresses_of, cells_of, part_of, values_of

if TYPE_CHECKING:
    from .findings import Number


class Identity(NamedTuple):
    """One identity: the sum of the `expected` cells is what the sum of the `actual` cells should be.

    Attributes
    ----------
    rule
        Rule id.
    at
        The address it is located at: the total's own, or the balancing row's.
    expected, actual
        Addresses of the cells on both sides.
    """

    rule: str
    at: str
    expected: tuple[str, ...]
    actual: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell involved, the one it is located at first."""
        return (self.at, *(address for address in self.actual + self.expected if address != self.at))

    def below(self, field: str) -> Identity:
        """The same identity, its addresses counted from one part further up."""
        return Identity(
            self.rule,
            f"{field}.{self.at}",
            tuple(f"{field}.{address}" for address in self.expected),
            tuple(f"{field}.{address}" for address in self.actual),
        )


@cache
def identities_of(part: type[Part]) -> tuple[Identity, ...]:
    """Every identity within a part, in the order of the form: those of its parts, then its totals, its balances."""
    return tuple(_derive(part))


def _derive(part: type[Part]) -> Iterator[Identity]:
    for field in part.model_fields:
        below = part_of(part, field)
        for identity in identities_of(below) if below else ():
            yield identity.below(field)
    for field, info in part.model_fields.items():
        for fact in info.metadata:
            if isinstance(fact, TotalOf):
                yield from _columns(part, fact.rule, [other for other in part.model_fields if other != field], [field])
    for balance in getattr(part, "balances", ()):
        yield from _columns(part, balance.rule, balance.expected, balance.actual)


def _columns(part: type[Part], rule: str, expected: Sequence[str], actual: Sequence[str]) -> Iterator[Identity]:
    """One identity for each cell of the last `actual` field; a part that has no columns is one cell."""
    expected_cells, actual_cells = _cells_below(part, expected), _cells_below(part, actual)
    for at in _cells_below(part, actual[-1:]):
        column = at[len(actual[-1]) :]
        yield Identity(
            rule,
            at,
            tuple([cell for cell in expected_cells if cell.endswith(column)]),
            tuple([cell for cell in actual_cells if cell.endswith(column)]),
        )


def _cells_below(part: type[Part], paths: Sequence[str]) -> list[str]:
    """The cells at or below some paths, path by path."""
    return [address for path in paths for address in addresses_of(part) if f"{address}.".startswith(f"{path}.")]


class Outcome(NamedTuple):
    """How an identity came out; both sums are None where it needs a blank cell."""

    identity: Identity
    actual: Number | None
    expected: Number | None

    @property
    def assessable(self) -> bool:
        """No cell that it needs is blank."""
        return self.actual is not None

    @property
    def holds(self) -> bool:
        """Assessable, and both sums agree."""
        return self.assessable and self.actual == self.expected

    @property
    def difference(self) -> Number:
        """Actual less expected; 0 where it is not assessable."""
        return (self.actual or 0) - (self.expected or 0)


def assess(identity: Identity, values: Mapping[str, Number | None]) -> Outcome:
    """Check one identity against the cells' values."""
    actual = [values[address] for address in identity.actual]
    expected = [values[address] for address in identity.expected]
    if None in actual or None in expected:
        return Outcome(identity, None, None)
    return Outcome(identity, _sum(actual), _sum(expected))


def _sum(numbers: list[Any]) -> Number:
    total: Number = sum(numbers)
    return total


@cache
def all_hold(part: type[Part]) -> Callable[[Any], bool]:
    """One function that tells of a part without blanks whether every identity in it holds.

    It is generated from the identities once per class, because a walk over their addresses costs more than the whole
    decoding of a report (measured in ``docs/benchmarks.md``). `assess` is the readable reference, and a property test
    holds both equal. Only names of our own fields enter the source.
    """
    identities = identities_of(part)
    used = {address for identity in identities for address in identity.cells}
    names = {address: f"c{n}" for n, address in enumerate(addresses_of(part)) if address in used}
    # The instance dictionaries, because attribute access on a pydantic model takes three times as long.
    fields = {"": "part.__dict__"}
    lines = ["def holds(part):"]
    for address, name in names.items():
        parent, _, leaf = address.rpartition(".")
        for below, step in _steps(parent):
            path = f"{below}.{step}".lstrip(".")
            if path not in fields:
                fields[path] = f"p{len(fields)}"
                lines.append(f"    {fields[path]} = {fields[below]}[{step!r}].__dict__")
        lines.append(f"    {name} = {fields[parent]}[{leaf!r}]")
    sides = (
        (" + ".join(names[address] for address in side) for side in (identity.actual, identity.expected))
        for identity in identities
    )
    lines.append("    return " + (" and ".join(f"{actual} == {expected}" for actual, expected in sides) or "True"))
    namespace: dict[str, Any] = {}
    exec("\n".join(lines), namespace)  # noqa: S102  (see above)
    function: Callable[[Any], bool] = namespace["holds"]
    return function


def _steps(path: str) -> Iterator[tuple[str, str]]:
    """`a.b.c` as ("", "a"), ("a", "b"), ("a.b", "c")."""
    fields = path.split(".") if path else []
    for depth, field in enumerate(fields):
        yield ".".join(fields[:depth]), field


def value_at(part: Any, address: str) -> Any:
    """The value at an address below a part."""
    for field in address.split("."):
        part = getattr(part, field)
    return part


class Verified:
    """Annotation of a field that holds a part: its identities must hold.

    Every broken identity becomes one line of the model's single `ValidationError`: type = rule id, location = the
    cell, context = actual, expected, difference, and the cells involved.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        if not identities_of(source):
            return handler(source)
        hold: Callable[[Any], bool] | None = None
        met = False

        def verify(part: Any) -> Any:
            nonlocal hold, met
            if met:
                hold = hold or all_hold(source)
                if hold(part):
                    return part
            met = True  # the first report does not pay for the function that pays with the second
            lines = list(_lines(source, part))
            if lines:
                raise ValidationError.from_exception_data(source.__name__, lines)
            return part

        return core_schema.no_info_after_validator_function(verify, handler(source))


def _lines(source: type[Part], part: Any) -> Iterator[InitErrorDetails]:
    values = dict(zip(addresses_of(source), values_of(part), strict=True))
    for identity in identities_of(source):
        outcome = assess(identity, values)
        if not outcome.holds:
            context = {
                "actual": outcome.actual,
                "expected": outcome.expected,
                "difference": outcome.difference,
                "total": next(" › ".join(cell.labels) for cell in cells_of(source) if cell.address == identity.at),
                "cells": identity.cells,
            }
            yield InitErrorDetails(
                type=rule_error(identity.rule, **context),
                loc=tuple(identity.at.split(".")),
                input=values[identity.at],
            )
