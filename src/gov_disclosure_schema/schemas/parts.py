"""What the builders of schemas walk: the parts of the form, their fields, and the kinds of values in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from inspect import cleandoc
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import TypeAdapter

from ..editions import Edition
from ..part import Label, Part
from ..report import report_type
from ..scalars import Scalar
from ..walk import held_by, label_of, part_of

Facets = dict[str, Any]


class Field(NamedTuple):
    """A field of a part.

    Attributes
    ----------
    name
        As in Python, JSON and XML.
    label
        What the form says of it.
    required
        Whether every document has it.
    part
        The part that it holds, if it holds one.
    scalar
        The kind of value that it holds, or of each paragraph.
    repeated
        Whether it holds paragraphs.
    constant
        The one value that it may have, if there is but one.
    """

    name: str
    label: Label
    required: bool
    part: type[Part] | None
    scalar: Scalar | None
    repeated: bool
    constant: str | None


def fields_of(part: type[Part]) -> Iterator[Field]:
    """The fields of a part, in order."""
    for name, info in part.model_fields.items():
        annotation: Any = held_by(part, name)
        literal = get_args(annotation)[0] if get_origin(annotation) is Literal else None
        yield Field(
            name,
            label_of(part, name),
            info.is_required() or literal is not None,
            part_of(part, name),
            next(iter(_scalars(Annotated[annotation, *info.metadata])), None),
            get_origin(annotation) is tuple,
            literal,
        )


def _scalars(annotation: Any) -> Iterator[Scalar]:
    for argument in getattr(annotation, "__metadata__", ()):
        if isinstance(argument, Scalar):
            yield argument
    for argument in get_args(annotation):
        if argument is not annotation:
            yield from _scalars(argument)


def parts_of(edition: Edition) -> list[type[Part]]:
    """The parts of an edition's report below its root, each once, those that are used before those that use them."""
    found: dict[str, type[Part]] = {}

    def walk(part: type[Part]) -> None:
        for field in fields_of(part):
            if field.part and field.part.__name__ not in found:
                walk(field.part)
                found[field.part.__name__] = field.part

    walk(report_type(edition.name))
    return list(found.values())


@cache
def scalars_of(edition: Edition) -> dict[str, tuple[Scalar, Facets]]:
    """The kinds of values in an edition's report: name → what it is, and its facets as JSON Schema has them."""
    found: dict[str, tuple[Scalar, Facets]] = {}
    for part in (report_type(edition.name), *parts_of(edition)):
        for name, info in part.model_fields.items():
            for scalar, annotation in _annotated(Annotated[held_by(part, name), *info.metadata]):
                if scalar.name not in found:
                    facets = TypeAdapter(annotation).json_schema()
                    found[scalar.name] = scalar, {key: value for key, value in facets.items() if key not in _NAMING}
    return found


_NAMING = ("title", "description", "anyOf")


def _annotated(annotation: Any) -> Iterator[tuple[Scalar, Any]]:
    """The annotations below one that name a kind of value, each as pydantic takes it."""
    metadata = getattr(annotation, "__metadata__", ())
    scalar = next((fact for fact in metadata if isinstance(fact, Scalar)), None)
    if scalar:
        yield scalar, Annotated[annotation.__origin__, *(fact for fact in metadata if not isinstance(fact, Label))]
        return
    for argument in get_args(annotation):
        yield from _annotated(argument)


def summary(part: type[Part]) -> str:
    """The first line of a part's docstring."""
    declared = part.__pydantic_generic_metadata__["origin"] or part
    return cleandoc(declared.__doc__ or "").partition("\n")[0]


def description(label: Label) -> str:
    """What the form says of a field, its official label apart: meaning; head; clause; unit."""
    details = [
        label.meaning,
        label.group and f"under {label.group}",
        label.clause,
        label.unit and f"unit: {label.unit}",
    ]
    return "; ".join(filter(None, details))
