"""JSON Schema as shapes: references, definitions anywhere, combinations, as far as a form of fields needs them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NoReturn
from urllib.parse import unquote, urldefrag, urljoin

from ..columns import Positions
from ..errors import DecodeError
from ..findings import Finding, Position
from ..json_source import Path, nodes
from ..refusals import printed
from ..source_text import utf8
from .shape import (
    ANYTHING,
    NOTHING,
    NULL,
    TYPES,
    Budget,
    Member,
    Shape,
    both,
    canonical,
    normal,
    one_of,
    type_of,
)

_WORDS: Final = frozenset(
    {
        "$schema", "$id", "id", "$anchor", "$comment", "$defs", "definitions", "$vocabulary", "title", "description",
        "default", "examples", "deprecated", "readOnly", "writeOnly", "contentEncoding", "contentMediaType",
        "contentSchema",
    }
)  # fmt: skip
"""Keywords that refuse nothing."""
_JUDGED: Final = frozenset(
    {
        "type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
        "minLength", "maxLength", "pattern", "format", "minItems", "maxItems", "items", "properties", "required",
        "additionalProperties", "unevaluatedProperties", "allOf", "anyOf", "oneOf", "$ref",
    }
)  # fmt: skip
_PLAIN_FACETS: Final = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_items",
    "maxItems": "max_items",
}
_REF_ALONE: Final = ("draft-03", "draft-04", "draft-06", "draft-07")
"""Dialects in which whatever stands beside a reference is passed over."""
_EXPONENT_MAX: Final = 400


def shape_of_json_schema(data: bytes) -> Shape:
    """What a JSON Schema accepts.

    Parameters
    ----------
    data
        The schema, in UTF-8.

    Raises
    ------
    DecodeError
        If it is no JSON Schema, is wrong itself, refers to another file or to itself, or is too large.
    """
    text = utf8(data, mark_allowed=True)
    schema = _parsed(text)
    if not isinstance(schema, dict):
        raise DecodeError(Finding("SCHEMA-UNREADABLE", position=Position(1), variant="kind"))
    _refuse_wrong(json.loads(text))  # in the numbers that a validator works with
    return _Reader(text, schema).whole()


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_float=_number, parse_int=_number, parse_constant=_number)
    except json.JSONDecodeError as error:
        position = Position(error.lineno, error.colno)
        raise DecodeError(Finding("JSON-SYNTAX", position=position, facts={"reason": error.msg})) from None
    except RecursionError:
        raise DecodeError(Finding("JSON-SYNTAX", facts={"reason": "nested too deeply"})) from None


def _number(written: str) -> Decimal:
    """A number, exact; one that no schema needs is refused before anything is computed with it."""
    number = Decimal(written)
    if not number.is_finite() or abs(number.adjusted()) > _EXPONENT_MAX or len(written) > _EXPONENT_MAX:
        raise DecodeError(Finding("JSON-NUMBER", facts={"printed": printed(written)}))
    return number


def _refuse_wrong(schema: Mapping[str, Any]) -> None:
    from jsonschema import Draft202012Validator, SchemaError  # noqa: PLC0415  (heavy, on use only)
    from jsonschema.validators import validator_for  # noqa: PLC0415  (likewise)

    dialect = schema.get("$schema", Draft202012Validator.META_SCHEMA["$schema"])
    nothing: Any = None
    known: Any = validator_for({"$schema": dialect}, default=nothing) if isinstance(dialect, str) else None
    if known is None:
        facts = {"printed": printed(str(dialect))}
        raise DecodeError(Finding("SCHEMA-UNREADABLE", facts=facts, variant="dialect"))
    try:
        known.check_schema(schema, format_checker=None)
    except SchemaError as error:
        where = "/" + "/".join(map(str, error.absolute_path))
        facts = {"printed": printed(where), "reason": printed(error.message)}
        raise DecodeError(Finding("SCHEMA-UNREADABLE", facts=facts, variant="invalid")) from None


class _Reader:
    def __init__(self, text: str, schema: Mapping[str, Any]) -> None:
        positions = Positions(text)
        self._positions = {node.path: positions.of(node.offset) for node in nodes(text)}
        self._schema = schema
        self._budget = Budget()
        self._open: list[Path] = []
        self._ref_alone = any(name in str(schema.get("$schema", "")) for name in _REF_ALONE)
        self._named = dict(self._names(schema, (), ""))

    def whole(self) -> Shape:
        """The shape of documents."""
        return self._shape(self._schema, (), "", 0)

    def _names(self, node: Any, path: Path, base: str) -> Iterator[tuple[str, tuple[Any, Path, str]]]:
        """Every place that a reference can name by an id or an anchor: name → schema, path, base."""
        if isinstance(node, dict):
            own = node.get("$id", node.get("id"))
            if isinstance(own, str):
                base = _resolved(base, own)
            if not path or isinstance(own, str):
                yield urldefrag(base).url, (node, path, base)
            if isinstance(node.get("$anchor"), str):
                yield f"{urldefrag(base).url}#{node['$anchor']}", (node, path, base)
            for key, below in node.items():
                if key not in ("enum", "const", "default", "examples"):
                    yield from self._names(below, (*path, key), base)
        elif isinstance(node, list):
            for index, below in enumerate(node):
                yield from self._names(below, (*path, index), base)

    def _shape(self, schema: Any, path: Path, base: str, depth: int) -> Shape:
        """What a schema within the whole accepts."""
        self._budget.spend(depth)
        if isinstance(schema, bool):
            return ANYTHING if schema else NOTHING
        position = self._positions.get(path)
        if path in self._open:
            self._refuse("recursive", "#/" + "/".join(map(str, path)), position)
        own = schema.get("$id", schema.get("id"))
        if isinstance(own, str):
            base = _resolved(base, own)
        self._open.append(path)
        try:
            return self._read(schema, path, base, depth)
        finally:
            self._open.pop()

    def _read(self, schema: Mapping[str, Any], path: Path, base: str, depth: int) -> Shape:
        stated = {"title": "title", "description": "description", "comment": "$comment"}
        words: dict[str, Any] = {key: schema[word] for key, word in stated.items() if isinstance(schema.get(word), str)}
        if self._ref_alone and "$ref" in schema:
            schema = {"$ref": schema["$ref"]}

        def at(*steps: str | int) -> Shape:
            below: Any = schema
            for step in steps:
                below = below[step]
            return self._shape(below, (*path, *steps), base, depth + 1)

        shape = normal(
            Shape(
                types=_types(schema),
                facets=dict(_facets(schema)),
                members=self._members(schema, at),
                others=at("additionalProperties") if "additionalProperties" in schema else None,
                items=at("items") if isinstance(schema.get("items"), (dict, bool)) else None,
                unjudged=frozenset(_unjudged(schema)),
                position=self._positions.get(path),
                **words,
            )
        )
        for further in self._applied(schema, path, base, depth, at):
            shape = both(shape, further, self._budget, depth)
        if "unevaluatedProperties" in schema and shape.others is None:
            shape = both(shape, Shape(members=_unbound(shape), others=at("unevaluatedProperties")), self._budget, depth)
        return shape

    def _applied(
        self, schema: Mapping[str, Any], path: Path, base: str, depth: int, at: Callable[..., Shape]
    ) -> Iterator[Shape]:
        """What else must hold at the same place: values, references, combinations."""
        if "enum" in schema:
            yield _listed(schema["enum"])
        if "const" in schema:
            yield _listed([schema["const"]])
        if "$ref" in schema:
            target, where, its_base = self._target(schema["$ref"], base, path)
            yield self._shape(target, where, its_base, depth + 1)
        for index in range(len(schema.get("allOf", ()))):
            yield at("allOf", index)
        for keyword in ("anyOf", "oneOf"):
            if keyword in schema:
                any_of = one_of([at(keyword, index) for index in range(len(schema[keyword]))])
                yield any_of or Shape(unjudged=frozenset({f"{keyword}: {canonical(schema[keyword])}"}))

    def _members(self, schema: Mapping[str, Any], at: Callable[..., Shape]) -> dict[str, Member]:
        required = [name for name in _list(schema.get("required")) if isinstance(name, str)]
        properties = schema.get("properties", {})
        members = {name: Member(at("properties", name), int(name in required), 1) for name in properties}
        for name in required:
            if name not in members:
                others = at("additionalProperties") if "additionalProperties" in schema else ANYTHING
                members[name] = Member(others, 1, 1)
        # In drafts 3 and 4 a property could say so of itself; such a boolean is no list and refused by the dialect.
        return members

    def _target(self, ref: str, base: str, path: Path) -> tuple[Any, Path, str]:
        """What a reference names: schema, path, base."""
        position = self._positions.get((*path, "$ref"))
        url, fragment = urldefrag(_resolved(base, ref))
        if url not in self._named:
            self._refuse("outside", ref, position)
        if fragment and not fragment.startswith("/"):
            if f"{url}#{fragment}" not in self._named:
                self._refuse("dangling", ref, position)
            return self._named[f"{url}#{fragment}"]
        found, where, its_base = self._named[url]
        for step in unquote(fragment).split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            if isinstance(found, dict) and name in found:
                found, where = found[name], (*where, name)
            elif isinstance(found, list) and name.isdecimal() and int(name) < len(found):
                found, where = found[int(name)], (*where, int(name))
            else:
                self._refuse("dangling", ref, position)
        if not isinstance(found, (dict, bool)):
            self._refuse("dangling", ref, position)
        return found, where, its_base

    def _refuse(self, variant: str, what: str, position: Position | None) -> NoReturn:
        facts = {"printed": printed(what)}
        raise DecodeError(Finding("SCHEMA-UNREADABLE", position=position, facts=facts, variant=variant))


def _resolved(base: str, reference: str) -> str:
    """A reference against its base; URNs, which urljoin does not know, have nothing but fragments beside them."""
    if reference.startswith("#"):
        return urldefrag(base).url + reference
    return urljoin(base, reference)


def _unbound(shape: Shape) -> dict[str, Member]:
    """The fields that a shape lists, free to hold anything."""
    return dict.fromkeys(shape.members, Member(ANYTHING, 0, 1))


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else []


def _types(schema: Mapping[str, Any]) -> frozenset[str]:
    stated = schema.get("type", [*TYPES])
    named = {stated} if isinstance(stated, str) else set(stated)
    return frozenset("number" if name == "integer" else name for name in named) & TYPES


def _facets(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    stated = schema.get("type", "")
    whole = "integer" in stated and "number" not in stated
    step = Fraction(schema["multipleOf"]) if "multipleOf" in schema else None
    if step or whole:
        yield "step", _whole(step) if whole and step else step or Fraction(1)
    for name, keyword, sign in (("minimum", "exclusiveMinimum", 1), ("maximum", "exclusiveMaximum", -1)):
        stated_bounds = []
        exclusive = schema.get(keyword)
        if name in schema:
            # In draft 4 the exclusive keyword is a boolean.
            stated_bounds.append((Fraction(schema[name]), sign if exclusive is True else 0))
        if exclusive is not None and not isinstance(exclusive, bool):
            stated_bounds.append((Fraction(exclusive), sign))
        if stated_bounds:
            yield name, max(stated_bounds) if sign > 0 else min(stated_bounds)
    for keyword, name in _PLAIN_FACETS.items():
        if keyword in schema:
            yield name, int(schema[keyword])
    for name in ("pattern", "format"):
        if name in schema:
            yield name, frozenset({schema[name]})


def _whole(step: Fraction) -> Fraction:
    """The step of whole numbers that are multiples of another."""
    return Fraction(step.numerator)


def _listed(values: Sequence[Any]) -> Shape:
    texts = frozenset(map(canonical, values))
    return Shape(types=frozenset(map(type_of, texts)), values=texts - {NULL} or None)


def _unjudged(schema: Mapping[str, Any]) -> Iterator[str]:
    for keyword, value in schema.items():
        known = keyword in _WORDS or keyword in _JUDGED or keyword.startswith("x-")
        if not known or (keyword == "items" and isinstance(value, list)):
            yield f"{keyword}: {canonical(value)}"
