"""What a schema accepts at one place, in a form that does not depend on the schema language, and its intersection.

A shape says less than a schema language can: what it has no words for is kept as it was written, in `unjudged`, so that
two schemas are never called equal where it differs.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm
from types import MappingProxyType
from typing import Any, Final, NamedTuple, Self

from ..errors import DecodeError
from ..findings import Finding, Position

NULL: Final = "null"
TYPES: Final = frozenset({NULL, "boolean", "object", "array", "number", "string"})
DEPTH_MAX: Final = 60
SHAPES_MAX: Final = 50_000
"""Most places of a schema, and most levels, when its references are expanded; the form has about 300 and 6."""


class Order(NamedTuple):
    """How the values of a facet are ordered.

    Attributes
    ----------
    type
        The type of values that it bounds; None for any.
    within
        Whether the first of two values accepts no more than the second.
    both
        The value that accepts what both accept.
    """

    type: str | None
    within: Callable[[Any, Any], bool]
    both: Callable[[Any, Any], Any]


def _lower(bounded: str) -> Order:
    return Order(bounded, operator.ge, max)


def _upper(bounded: str) -> Order:
    return Order(bounded, operator.le, min)


def _all_of(bounded: str | None) -> Order:
    return Order(bounded, operator.ge, operator.or_)


def _multiple_of(a: Fraction, b: Fraction) -> bool:
    return (a / b).denominator == 1


def _common_multiple(a: Fraction, b: Fraction) -> Fraction:
    return Fraction(lcm(a.numerator, b.numerator), gcd(a.denominator, b.denominator))


FACETS: Final[Mapping[str, Order]] = MappingProxyType(
    {
        # A bound and whether it is excluded itself, so that tuples are ordered as the bounds are.
        "minimum": _lower("number"),
        "maximum": _upper("number"),
        "step": Order("number", _multiple_of, _common_multiple),
        "digits": _upper("number"),
        "min_length": _lower("string"),
        "max_length": _upper("string"),
        "pattern": _all_of("string"),
        "format": _all_of("string"),
        "lexical": _all_of(None),
        "min_items": _lower("array"),
        "max_items": _upper("array"),
    }
)
"""The constraints that can be judged, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is accepted at one place; by default, everything.

    Attributes
    ----------
    types
        Types of values; a whole number is a number whose `step` is 1.
    values
        The only values, null apart, as canonical JSON; None where no list is given.
    facets
        Name in `FACETS` → its value; a bound is a pair of the number and 0, or ±1 where the bound itself is excluded.
    members
        The fields of an object, in order.
    others
        What fields that are not listed may hold; None for anything.
    ordered
        Whether the fields must come in their order.
    items
        What an array may hold; None for anything.
    unjudged
        Constraints that are not judged, as they were written.
    title, description, comment
        The words that stand at this place.
    position
        Where in the schema's text.
    """

    types: frozenset[str] = TYPES
    values: frozenset[str] | None = None
    facets: Mapping[str, Any] = field(default_factory=dict)
    members: Mapping[str, Member] = field(default_factory=dict)
    others: Shape | None = None
    ordered: bool = False
    items: Shape | None = None
    unjudged: frozenset[str] = frozenset()
    title: str = ""
    description: str = ""
    comment: str = ""
    position: Position | None = None

    def member(self, name: str) -> Member:
        """A field by its name, listed or not."""
        return self.members.get(name) or Member(self.others or ANYTHING, 0, 1)

    def is_only(self, kind: str) -> bool:
        """No value of another type is accepted."""
        return self.types == frozenset({kind})

    @property
    def empty(self) -> bool:
        """Nothing at all is accepted."""
        return not self.types

    @property
    def closed(self) -> bool:
        """Fields that are not listed are refused."""
        return self.others is not None and self.others.empty


class Member(NamedTuple):
    """A field of an object: what it holds, and how often it occurs (None: any number of times)."""

    shape: Shape
    least: int
    most: int | None


ANYTHING: Final = Shape()
NOTHING: Final = Shape(types=frozenset())


class Budget:
    """How much of a schema has been expanded; a few lines of references can stand for more than memory holds."""

    def __init__(self) -> None:
        self._left = SHAPES_MAX

    def spend(self, depth: int) -> None:
        """Count one place.

        Raises
        ------
        DecodeError
            If there are too many.
        """
        self._left -= 1
        if self._left < 0 or depth > DEPTH_MAX:
            facts = {"limit": SHAPES_MAX, "depth": DEPTH_MAX}
            raise DecodeError(Finding("SCHEMA-UNREADABLE", facts=facts, variant="large"))


def canonical(value: Any) -> str:
    """A value as JSON, one text for equal values."""
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else _Plain(value)
    elif isinstance(value, dict):
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    elif isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return str(value) if isinstance(value, _Plain) else json.dumps(value, ensure_ascii=False)


class _Plain(str):
    """A number in plain notation, without trailing zeros."""

    __slots__ = ()

    def __new__(cls, value: Decimal) -> Self:
        return super().__new__(cls, f"{value.normalize():f}")


def type_of(value: str) -> str:
    """The type of a canonical value."""
    named = {"n": NULL, "t": "boolean", "f": "boolean", "{": "object", "[": "array", '"': "string"}
    return named.get(value[0], "number")


def admits(shape: Shape, value: str) -> bool | None:
    """Whether a shape takes a canonical value; None where that cannot be judged."""
    kind = type_of(value)
    if kind == NULL and NULL in shape.types:
        return None if shape.unjudged else True
    if kind not in shape.types or not all(_within(name, bound, value) for name, bound in shape.facets.items()):
        return False
    if shape.values is not None:
        return value in shape.values
    judged = not shape.unjudged and shape.facets.keys().isdisjoint({"pattern", "format", "lexical", "digits"})
    return True if judged and kind not in ("object", "array") else None


def _within(name: str, bound: Any, value: str) -> bool:
    """Whether a canonical value keeps a bound, as far as that is judged."""
    if type_of(value) != FACETS[name].type:
        return True
    match name:
        case "minimum":
            return bool((Fraction(value), 0) >= bound)
        case "maximum":
            return bool((Fraction(value), 0) <= bound)
        case "step":
            return bool((Fraction(value) / bound).denominator == 1)
        case "min_length":
            return len(json.loads(value)) >= int(bound)
        case "max_length":
            return len(json.loads(value)) <= int(bound)
        case _:
            return True


def normal(shape: Shape) -> Shape:
    """The same set of values, said in the one way in which it is compared."""
    facets = {
        name: bound
        for name, bound in shape.facets.items()
        if (FACETS[name].type is None or FACETS[name].type in shape.types)
        and not (name in ("min_length", "min_items") and bound == 0)
    }
    if facets.get("step") == 1:
        facets |= {name: _whole(name, facets[name]) for name in ("minimum", "maximum") if name in facets}
    # A field that nothing may stand in is as good as one that is not there.
    members = {
        name: member
        for name, member in shape.members.items()
        if not (member.shape.empty and member.least == 0) or not shape.closed
    }
    shape = replace(shape, facets=facets, members=members)
    return shape if shape.values is None else _enumerated(shape, shape.values)


def _whole(name: str, bound: tuple[Fraction, int]) -> tuple[Fraction, int]:
    """The bound of whole numbers that is as good as another."""
    value, excluded = bound
    if name == "minimum":
        return (Fraction(value // 1 + 1), 0) if excluded else (Fraction(-(-value // 1)), 0)
    return (Fraction(-(-value // 1) - 1), 0) if excluded else (Fraction(value // 1), 0)


def _enumerated(shape: Shape, values: frozenset[str]) -> Shape:
    open_shape = replace(shape, values=None)
    kept = frozenset(value for value in values if admits(open_shape, value) is not False)
    # What the values themselves say need not be said again; what was not judged must be.
    facets = {
        name: bound
        for name, bound in shape.facets.items()
        if name in ("pattern", "format", "lexical", "digits") and kept
    }
    return replace(
        shape, types=(shape.types & {NULL}) | frozenset(map(type_of, kept)), values=kept or None, facets=facets
    )


def both(a: Shape, b: Shape, budget: Budget, depth: int = 0) -> Shape:
    """What two shapes accept at once; words are those of the first that has any."""
    budget.spend(depth)
    below = depth + 1
    facets = dict(a.facets)
    for name, bound in b.facets.items():
        facets[name] = FACETS[name].both(facets[name], bound) if name in facets else bound
    members = {
        name: _both_members(a.member(name), b.member(name), budget, below)
        for name in dict.fromkeys((*a.members, *b.members))
    }
    return normal(
        Shape(
            a.types & b.types,
            _both_or(a.values, b.values, lambda x, y: x & y),
            facets,
            members,
            _both_or(a.others, b.others, lambda x, y: both(x, y, budget, below)),
            a.ordered or b.ordered,
            _both_or(a.items, b.items, lambda x, y: both(x, y, budget, below)),
            a.unjudged | b.unjudged,
            a.title or b.title,
            a.description or b.description,
            a.comment or b.comment,
            a.position or b.position,
        )
    )


def _both_members(a: Member, b: Member, budget: Budget, depth: int) -> Member:
    most = [member.most for member in (a, b) if member.most is not None]
    return Member(both(a.shape, b.shape, budget, depth), max(a.least, b.least), min(most) if most else None)


def _both_or(a: Any, b: Any, join: Callable[[Any, Any], Any]) -> Any:
    """Both joined, or the one that there is; None stands for anything."""
    if a is None or b is None:
        return b if a is None else a
    return join(a, b)


def one_of(shapes: Iterable[Shape]) -> Shape | None:
    """What any of several shapes accepts; None where that has no words of ours."""
    alternatives = [shape for shape in shapes if not shape.empty]
    if not alternatives:
        return NOTHING
    if sum(len(shape.types) for shape in alternatives) > len(frozenset[str]().union(*(s.types for s in alternatives))):
        return None
    union = alternatives[0]
    for shape in alternatives[1:]:
        # A list of values speaks for all types but null, so it can stand beside null alone.
        lists = [s.values for s in (union, shape) if not s.is_only(NULL)]
        if len(lists) > 1 and lists != [None, None]:
            if None in lists:
                return None
            lists = [frozenset[str]().union(*(values for values in lists if values is not None))]
        holds = union if "object" in union.types else shape
        lists_items = union if "array" in union.types else shape
        union = Shape(
            union.types | shape.types,
            lists[0] if lists else None,
            {**union.facets, **shape.facets},
            holds.members,
            holds.others,
            holds.ordered,
            lists_items.items,
            union.unjudged | shape.unjudged,
            union.title or shape.title,
            union.description or shape.description,
            union.comment or shape.comment,
            union.position or shape.position,
        )
    return union
