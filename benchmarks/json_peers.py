"""The same JSON document through the libraries that users would take instead.

All get what they read from the form: attrs classes for cattrs, structs for msgspec, both made field by field with the
bounds of the model; fastjsonschema, jsonschema and jsonschema-rs the published JSON Schema. None checks an identity.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Annotated, Any, Final, Literal

import attrs
import cattrs.preconf.orjson
import fastjsonschema
import jsonschema
import jsonschema_rs
import msgspec
import orjson

import gov_disclosure_schema as gds
from gov_disclosure_schema.part import Part
from gov_disclosure_schema.report import report_type
from gov_disclosure_schema.scalars import COUNT_MAX, LINE_MAX
from gov_disclosure_schema.schemas.parts import Field, fields_of

# Classes made at run time: for type checkers, what they are made of is anything.
_field: Any = attrs.field
_constant: Any = Literal

Read = Callable[[bytes], object]
"""What makes something of a document, or raises."""


def cattrs_converter() -> Any:
    """As fast as cattrs allows: without the path in its errors; unknown keys are refused, as in the model."""
    converter = cattrs.preconf.orjson.make_converter(detailed_validation=False, forbid_extra_keys=True)
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(repr(value)))
    converter.register_unstructure_hook(Decimal, float)
    return converter


def attrs_class(edition: str, *, bounded: bool) -> Any:
    """The form as frozen attrs classes; with the model's bounds, or with types alone."""

    @cache
    def made(part: type[Part]) -> Any:
        fields = {}
        for field in fields_of(part):
            if field.part:
                fields[field.name] = _field(type=made(field.part))
            elif field.repeated:
                fields[field.name] = _field(type=tuple[str, ...], validator=_each_line if bounded else None)
            else:
                fields[field.name] = _attribute(field, bounded=bounded)
        return attrs.make_class(part.__name__, fields, frozen=True, slots=True, kw_only=True)

    return made(report_type(edition))


def _attribute(field: Field, *, bounded: bool) -> Any:
    kind = _plain(field)
    validators: list[Any] = [attrs.validators.instance_of(kind)] if bounded else []
    if bounded and kind is int:
        validators += [attrs.validators.ge(0), attrs.validators.le(COUNT_MAX)]
    if bounded and kind is Decimal:
        validators += [attrs.validators.ge(0)]
    if field.constant is not None:
        return _field(type=_constant[field.constant])
    if not field.required:
        return _field(type=kind | None, default=None)
    return _field(type=kind, validator=validators)


def _each_line(_: object, __: object, lines: tuple[str, ...]) -> None:
    for line in lines:
        if not 0 < len(line) <= LINE_MAX:
            raise ValueError(line)


_KINDS: Final[dict[str, type]] = {"Count": int, "Year": int, "TenThousandYuan": Decimal, "PublicationDate": date}


def _plain(field: Field) -> type:
    return _KINDS.get(field.scalar.name, str) if field.scalar else str


def msgspec_struct(edition: str) -> Any:
    """The form as frozen structs, with the model's bounds."""
    kinds: dict[type, Any] = {
        int: Annotated[int, msgspec.Meta(ge=0, le=COUNT_MAX)],
        Decimal: Annotated[float, msgspec.Meta(ge=0)],
        str: Annotated[str, msgspec.Meta(min_length=1, max_length=LINE_MAX)],
        date: date,
    }

    lines: Any = tuple[Annotated[str, msgspec.Meta(min_length=1, max_length=LINE_MAX)], ...]

    @cache
    def made(part: type[Part]) -> Any:
        required: list[Any] = []
        optional: list[Any] = []
        for field in fields_of(part):
            if field.part:
                required.append((field.name, made(field.part)))
            elif field.repeated:
                required.append((field.name, lines))
            elif field.constant is not None:
                required.append((field.name, _constant[field.constant]))
            elif field.required:
                required.append((field.name, kinds[_plain(field)]))
            else:
                optional.append((field.name, kinds[_plain(field)] | None, None))
        fields = [*required, *optional]
        return msgspec.defstruct(part.__name__, fields, frozen=True, forbid_unknown_fields=True, kw_only=True)

    return made(report_type(edition))


def readers(edition: str) -> dict[str, Read]:
    """By name: what reads a document with each peer."""
    converter = cattrs_converter()
    bounded, typed = attrs_class(edition, bounded=True), attrs_class(edition, bounded=False)
    structs = msgspec.json.Decoder(msgspec_struct(edition))
    schema = orjson.loads(gds.schema("json", edition))
    compiled: Callable[[Any], Any] = fastjsonschema.compile(schema)
    interpreted = jsonschema.Draft202012Validator(schema)
    in_rust = jsonschema_rs.validator_for(schema)

    def loaded(judge: Callable[[Any], object]) -> Read:
        return lambda data: judge(orjson.loads(data))

    return {
        "cattrs": partial(converter.loads, cl=bounded),
        "cattrs, types alone": partial(converter.loads, cl=typed),
        "fastjsonschema": loaded(compiled),
        "jsonschema": loaded(interpreted.validate),
        "msgspec": structs.decode,
        "jsonschema-rs": loaded(in_rust.validate),
    }
