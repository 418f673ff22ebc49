"""The catalogue of fields and cells, read from a contract alone: address, order, labels, clause, unit, kind, bounds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal, NamedTuple, get_args

from ..scalars import Kind
from ..walk import Cell
from .read import Contract
from .shape import NULL, Member, Shape

FieldKind = Literal["count", "amount", "change", "stated_amount", "year", "text", "code", "date", "constant"]

_DETAIL: Final = re.compile(
    r"(?P<meaning>.*?)(?:; under (?P<group>[^;]+))?(?:; (?P<clause>第[^;]*条[^;]*))?(?:; unit: (?P<unit>[^;]+))?"
)
_DECIMAL: Final = re.compile(r"at most (?P<places>\d+) decimal places and (?P<digits>\d+) significant digits")
_YEAR_DIGITS: Final = 4


class Bounds(NamedTuple):
    """What a value must keep; None where nothing is said.

    Attributes
    ----------
    minimum, maximum
        Of numbers, themselves included.
    places, digits
        Most decimal places and most significant digits.
    min_length, max_length
        Of texts, in characters.
    pattern
        Of texts, in the dialect of the schema's language; how numbers and dates are written is the format's own.
    constant
        The one value that it may have.
    """

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    places: int | None = None
    digits: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    constant: str | None = None


class Field(NamedTuple):
    """A field that holds a value, or a section's paragraphs.

    Attributes
    ----------
    address
        The path of field names from the root.
    labels, meanings
        The official labels down to the field, heads of groups among them; the same in English.
    clause, unit
        The item of Article 20, and the unit; empty where there is none.
    kind
        `"count"`, `"amount"`, `"change"` (a whole number that may be negative), `"year"` (a whole number of four
        digits), `"date"`, `"code"` (a text whose pattern alone says how long it is), `"stated_amount"` (such a text in
        a table), `"text"` or `"constant"`.
    required
        Whether every document has it.
    repeated
        Whether it holds any number of such values.
    bounds
        What each value must keep.
    """

    address: str
    labels: tuple[str, ...]
    meanings: tuple[str, ...]
    clause: str
    unit: str
    kind: FieldKind
    required: bool
    repeated: bool
    bounds: Bounds


class Described(NamedTuple):
    """What the words at a place of a schema say."""

    meaning: str
    group: str
    clause: str
    unit: str


def described(shape: Shape) -> Described:
    """The description at a place, taken apart."""
    match = _DETAIL.fullmatch(shape.description)
    found = match.groupdict() if match else {"meaning": shape.description}
    return Described(*(found.get(name) or "" for name in Described._fields))


def fields_of(contract: Contract) -> tuple[Field, ...]:
    """Every field that a contract has, in order."""
    return tuple(_below(contract.shape, ()))


def cells_of(contract: Contract) -> tuple[Cell, ...]:
    """Every cell of the form's tables that a contract has, in order: what does not lie at the root itself."""
    kinds: dict[FieldKind, Kind] = {kind: kind for kind in get_args(Kind)}
    return tuple(
        Cell(field.address, field.labels, field.meanings, field.clause, field.unit, kinds[field.kind])
        for field in fields_of(contract)
        if "." in field.address and field.kind in kinds
    )


def _below(shape: Shape, way: tuple[tuple[str, Shape], ...]) -> Iterator[Field]:
    for name, member in shape.members.items():
        here = (*way, (name, member.shape))
        item = _item(member.shape)
        if item is None and member.shape.members:
            yield from _below(member.shape, here)
        else:
            yield _field(here, member, item)


def _item(shape: Shape) -> Shape | None:
    """What a list holds: an array, or an element that has nothing below it but one that may be repeated."""
    if "array" in shape.types and shape.items:
        return shape.items
    members: Mapping[str, Member] = shape.members
    only = next(iter(members.values())) if len(members) == 1 else None
    return only.shape if only and only.most is None else None


def _field(way: tuple[tuple[str, Shape], ...], member: Member, item: Shape | None) -> Field:
    shapes = [shape for _, shape in way]
    details = [described(shape) for shape in shapes]
    labels = [(detail.group, shape.title) for detail, shape in zip(details, shapes, strict=True)]
    value = item or member.shape
    bounds = _bounds(value)
    return Field(
        ".".join(name for name, _ in way),
        tuple(label for pair in labels for label in pair if label),
        tuple(detail.meaning for detail in details),
        next((detail.clause for detail in details if detail.clause), ""),
        next((detail.unit for detail in details if detail.unit), ""),
        _kind(value, bounds, in_table=len(way) > 1),
        member.least > 0,
        item is not None,
        bounds,
    )


def _bounds(shape: Shape) -> Bounds:
    facets: Mapping[str, Any] = shape.facets
    number = "number" in shape.types
    stated = _DECIMAL.search(shape.comment) if number else None
    step: Fraction | None = facets.get("step")
    digits: int | None = facets.get("digits")
    places = None if step in (None, 1) else len(f"{_decimal(step):f}".partition(".")[2])
    if stated:
        places, digits = int(stated["places"]), int(stated["digits"])
    patterns = sorted(facets.get("pattern", facets.get("lexical", ())))
    values = sorted(shape.values or ())
    return Bounds(
        _decimal(facets["minimum"][0]) if "minimum" in facets else None,
        _decimal(facets["maximum"][0]) if "maximum" in facets else None,
        places,
        digits,
        facets.get("min_length"),
        facets.get("max_length"),
        patterns[0] if "string" in shape.types and patterns else None,
        str(json.loads(values[0])) if len(values) == 1 else None,
    )


def _decimal(number: Fraction | None) -> Decimal:
    return Decimal(number.numerator) / number.denominator if number is not None else Decimal(0)


def _kind(shape: Shape, bounds: Bounds, *, in_table: bool) -> FieldKind:
    value = replace(shape, types=shape.types - {NULL})
    if bounds.constant is not None:
        return "constant"
    if value.is_only("number"):
        if shape.facets.get("step") != 1:
            return "amount"
        if bounds.minimum is not None and bounds.minimum < 0:
            return "change"
        ends = [len(str(end)) for end in (bounds.minimum, bounds.maximum)]
        return "year" if ends == [_YEAR_DIGITS, _YEAR_DIGITS] else "count"
    if value.is_only("date") or "date" in shape.facets.get("format", ()):
        return "date"
    if not bounds.pattern or bounds.max_length is not None:
        return "text"
    return "stated_amount" if in_table else "code"
