"""How another schema differs from the published one, address by address.

Each difference is of one aspect at one address and is judged by that aspect alone: with wider bounds a schema accepts
more there, whatever else it says. What cannot be judged (another pattern, a combination without words of ours) is
said to differ, and is never taken for equal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final, Literal, NamedTuple

from ..catalogue import SCHEMA_ASPECTS, SCHEMA_WORDS, Severity, Words
from ..errors import DecodeError
from ..findings import Finding, Position
from .fields import described
from .read import Contract
from .shape import ANYTHING, FACETS, Member, Shape, admits

Relation = Literal["wider", "narrower", "unrelated", "incomparable", "unit", "label"]
_NONE: Final = SCHEMA_WORDS["none"]


class Difference(NamedTuple):
    """One difference.

    Attributes
    ----------
    relation
        `"wider"` or `"narrower"` than the published schema, `"unrelated"` (neither contains the other: a field missing,
        unknown or of another type), `"incomparable"` (different, not judged), `"unit"`, or `"label"`.
    address
        Of the field; empty for the whole document; ``*`` stands for any item of an array.
    aspect
        What differs, a key of `SCHEMA_ASPECTS`; empty where the field as a whole does.
    other, published
        What the other schema says, and what the published one says.
    variant
        Which message of the rule applies.
    words
        The labels of the field.
    position
        In the other schema's text.
    """

    relation: Relation
    address: str
    aspect: str
    other: Words
    published: Words
    variant: str = ""
    words: Words = Words("", "")
    position: Position | None = None

    @property
    def finding(self) -> Finding:
        """The difference as a finding of the catalogue."""
        field = SCHEMA_WORDS["document"]
        if self.address and self.words.zh:
            field = Words(f"{self.address}（{self.words.zh}）", f"{self.address} ({self.words.en})")
        elif self.address:
            field = Words(self.address, self.address)
        facts: dict[str, str | int | Words] = {"field": field, "other": self.other, "published": self.published}
        if self.aspect:
            facts["aspect"] = SCHEMA_ASPECTS[self.aspect]
        at = (self.address,) if self.address else ()
        rule = f"SCHEMA-{self.relation.upper()}"
        return Finding(rule, at, at, position=self.position, facts=facts, variant=self.variant)


class Comparison(NamedTuple):
    """Every difference, in the order of the form."""

    differences: tuple[Difference, ...]

    @property
    def equal(self) -> bool:
        """Both schemas accept the same and mean the same; labels that differ do not count."""
        return not any(difference.finding.severity is Severity.ERROR for difference in self.differences)


def compare(other: Contract, published: Contract) -> Comparison:
    """Hold a schema beside the published one.

    Raises
    ------
    DecodeError
        If they are not written in the same language.
    """
    if other.kind != published.kind:
        raise DecodeError(Finding("SCHEMA-UNREADABLE", position=Position(1), variant="kind"))
    return Comparison(tuple(_contracts(other, published)))


class _Place(NamedTuple):
    """Where a comparison stands: address, and the labels on the way to it."""

    address: str = ""
    labels: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()

    def below(self, name: str, shape: Shape) -> _Place:
        detail = described(shape)
        return _Place(
            f"{self.address}.{name}" if self.address else name,
            (*self.labels, *filter(None, (detail.group, shape.title))),
            (*self.meanings, *filter(None, (detail.meaning,))),
        )

    def says(
        self, relation: Relation, aspect: str, shape: Shape, said: tuple[Words, Words], variant: str = ""
    ) -> Difference:
        """A difference here; `said` is what the other schema says, then the published one."""
        words = Words(" › ".join(self.labels), " › ".join(self.meanings))
        return Difference(relation, self.address, aspect, *said, variant, words, shape.position)


def _contracts(other: Contract, published: Contract) -> Iterator[Difference]:
    place = _Place()
    for aspect, theirs, ours in (
        ("root", other.root, published.root),
        ("namespace", other.namespace, published.namespace),
    ):
        if theirs != ours:
            yield place.says("unrelated", aspect, other.shape, (_quoted(theirs), _quoted(ours)))
    yield from _shapes(place, other.shape, published.shape)


def _shapes(place: _Place, other: Shape, published: Shape) -> Iterator[Difference]:
    yield from _words(place, other, published)
    # One that accepts anything has no aspects worth telling one by one.
    if _free(other) != _free(published):
        yield place.says(
            "wider" if _free(other) else "narrower", "types", other, (_allowed(other), _allowed(published))
        )
        return
    if other.unjudged != published.unjudged:
        theirs, ours = (_listed(shape.unjudged - rest.unjudged) for shape, rest in _each_way(other, published))
        yield place.says("incomparable", "unjudged", other, (theirs, ours))
    if other.values is not None or published.values is not None:
        yield from _values(place, other, published)
        return
    if not other.types & published.types:
        yield place.says("unrelated", "types", other, (_types(other), _types(published)))
        return
    yield from _kinds(place, other, published)
    common = other.types & published.types
    for name, order in FACETS.items():
        if order.type is None or order.type in common:
            yield from _facet(place, name, other, published)
    if "object" in common:
        yield from _members(place, other, published)
    if "array" in common and (other.items or published.items):
        yield from _shapes(place.below("*", Shape()), _items(other), _items(published))


def _kinds(place: _Place, other: Shape, published: Shape) -> Iterator[Difference]:
    """Types that one of them has and the other has not; more and fewer at once is told as both."""
    if other.types - published.types:
        yield place.says("wider", "types", other, (_types(other), _types(published)))
    if published.types - other.types:
        yield place.says("narrower", "types", other, (_types(other), _types(published)))


def _words(place: _Place, other: Shape, published: Shape) -> Iterator[Difference]:
    """Labels and units that are stated and differ."""
    theirs, ours = described(other).unit, described(published).unit
    if other.description and theirs != ours:
        yield place.says("unit", "", other, (_quoted(theirs), _quoted(ours)))
    if other.title and published.title and other.title != published.title:
        yield place.says("label", "", other, (_quoted(other.title), _quoted(published.title)))


def _values(place: _Place, other: Shape, published: Shape) -> Iterator[Difference]:
    """Lists of values, or a list beside a type."""
    theirs, ours = (shape.values for shape in (other, published))
    shown = _allowed(other), _allowed(published)
    null = len(other.types & {"null"}) - len(published.types & {"null"})
    # Of each side: whether the other side takes all, some or none of its values; None where that is not known.
    contained = _taken(theirs, published), _taken(ours, other)
    if theirs is not None and ours is not None:
        more, fewer = bool(theirs - ours) or null > 0, bool(ours - theirs) or null < 0
        unrelated = not theirs & ours
    elif None in contained:
        yield place.says("incomparable", "values", other, shown)
        return
    else:
        # The side that lists its values is the smaller one, as far as the other takes them.
        listing = contained[0] if theirs is not None else contained[1]
        unrelated = listing == "none"
        some = listing == "some"
        more, fewer = (theirs is None or some or null > 0), (ours is None or some or null < 0)
    if unrelated:
        yield place.says("unrelated", "values", other, shown)
        return
    if more:
        yield place.says("wider", "values", other, shown)
    if fewer:
        yield place.says("narrower", "values", other, shown)


def _taken(values: frozenset[str] | None, by: Shape) -> str | None:
    """How many of some values a shape takes; None where that is not known."""
    verdicts = {admits(by, value) for value in values or ()}
    if None in verdicts:
        return None
    return "some" if len(verdicts) > 1 else "none" if verdicts == {False} else "all"


def _facet(place: _Place, name: str, other: Shape, published: Shape) -> Iterator[Difference]:
    theirs, ours = other.facets.get(name), published.facets.get(name)
    if theirs == ours:
        return
    if theirs is None or ours is None:
        relation: Relation = "wider" if theirs is None else "narrower"
    elif FACETS[name].within(ours, theirs):
        relation = "wider"
    elif FACETS[name].within(theirs, ours):
        relation = "narrower"
    else:
        relation = "incomparable"
    yield place.says(relation, name, other, (_bound(name, theirs), _bound(name, ours)))


def _members(place: _Place, other: Shape, published: Shape) -> Iterator[Difference]:
    for name, member in published.members.items():
        below = place.below(name, member.shape)
        if name in other.members:
            yield from _member(below, other.members[name], member)
        else:
            yield below.says("unrelated", "", other, (_NONE, _NONE), "missing")
    for name, member in other.members.items():
        if name not in published.members:
            below = place.below(name, member.shape)
            yield below.says("unrelated", "", member.shape, (_NONE, _NONE), "unknown")
    yield from _open(place, other.others, published.others, other)
    shared = [name for name in published.members if name in other.members]
    if len(shared) > 1:
        yield from _order(place, other, published, shared)


def _member(place: _Place, other: Member, published: Member) -> Iterator[Difference]:
    if other.least != published.least:
        relation: Relation = "wider" if other.least < published.least else "narrower"
        yield place.says(relation, "least", other.shape, (_plain(other.least), _plain(published.least)))
    if other.most != published.most:
        wider = other.most is None or (published.most is not None and other.most > published.most)
        theirs, ours = (_plain(m.most) if m.most is not None else SCHEMA_WORDS["unbounded"] for m in (other, published))
        yield place.says("wider" if wider else "narrower", "most", other.shape, (theirs, ours))
    yield from _shapes(place, other.shape, published.shape)


def _open(place: _Place, other: Shape | None, published: Shape | None, near: Shape) -> Iterator[Difference]:
    """What fields that are not listed, or items, may be: nothing, anything, or something."""
    other, published = (None if shape is None or _free(shape) else shape for shape in (other, published))
    if other == published:
        return
    empty = [shape is not None and shape.empty for shape in (other, published)]
    if other is None or published is None or any(empty):
        theirs, ours = (
            SCHEMA_WORDS["any" if shape is None else "refused" if shape.empty else "allowed"]
            for shape in (other, published)
        )
        wider = other is None or empty[1]
        if theirs != ours:
            yield place.says("wider" if wider else "narrower", "open", near, (theirs, ours))
        return
    yield from _shapes(place, other, published)


def _order(place: _Place, other: Shape, published: Shape, shared: list[str]) -> Iterator[Difference]:
    if other.ordered and published.ordered:
        order = [name for name in other.members if name in shared]
        if order != shared:
            yield place.says("unrelated", "order", other, (_joined(order), _joined(shared)))
    elif other.ordered != published.ordered:
        relation: Relation = "narrower" if other.ordered else "wider"
        theirs, ours = (
            _joined([*shape.members]) if shape.ordered else SCHEMA_WORDS["any"] for shape in (other, published)
        )
        yield place.says(relation, "order", other, (theirs, ours))


def _free(shape: Shape) -> bool:
    """Anything at all is accepted."""
    return replace(shape, title="", description="", comment="", position=None) == ANYTHING


def _items(shape: Shape) -> Shape:
    """What an array may hold, at the array's place where it does not say."""
    return shape.items or replace(ANYTHING, position=shape.position)


# Values as words.


def _each_way(a: Shape, b: Shape) -> tuple[tuple[Shape, Shape], tuple[Shape, Shape]]:
    return (a, b), (b, a)


_LONGEST: Final = 600
"""Longer than any pattern or list of ours, so that what differs is seen."""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _same(text: str) -> Words:
    return Words(text, text)


def _quoted(text: str) -> Words:
    return _same(_cut(text)) if text else _NONE


def _plain(value: object) -> Words:
    return _same(_cut(str(value)))


def _joined(names: list[str]) -> Words:
    return _plain(", ".join(names))


def _listed(values: Any) -> Words:
    return _joined(sorted(values)) if values else _NONE


def _allowed(shape: Shape) -> Words:
    """The values that are listed, or the types."""
    if _free(shape):
        return SCHEMA_WORDS["any"]
    return _types(shape) if shape.values is None else _listed(shape.values)


def _types(shape: Shape) -> Words:
    names = sorted(shape.types)
    if not names:
        return _NONE
    known = [SCHEMA_WORDS[name] for name in names]
    return Words("、".join(word.zh for word in known), ", ".join(word.en for word in known))


def _bound(name: str, value: Any) -> Words:
    match name, value:
        case _, None:
            return _NONE
        case (("minimum" | "maximum"), (number, excluded)):
            plain = _number(number)
            template = SCHEMA_WORDS["excluded"] if excluded else _same("{value}")
            return Words(template.zh.format(value=plain), template.en.format(value=plain))
        case "step", _:
            return _same(_number(value))
        case (("pattern" | "format" | "lexical"), _):
            return _plain(json.dumps(sorted(value), ensure_ascii=False)[1:-1])
        case _:
            return _plain(value)


def _number(number: Fraction) -> str:
    """A fraction in plain notation; one of a schema always has an end."""
    if number.denominator == 1:
        return _cut(str(number.numerator))
    places = next(n for n in range(1, 2000) if 10**n % number.denominator == 0)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    return _cut(f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}")


RELATIONS: Final[tuple[Relation, ...]] = ("wider", "narrower", "unrelated", "incomparable", "unit", "label")
