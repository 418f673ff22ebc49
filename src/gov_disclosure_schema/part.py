"""What every part of the form shares: closed, frozen, strict models whose fields carry their official label."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Self

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from . import quick_start


class Label(NamedTuple):
    """What the form says of a field; it stands on the field once, and everything else is derived from it.

    Parameters
    ----------
    official
        The label as the form prints it.
    meaning
        The same in English.
    group
        The head that the form prints above several columns, this one among them.
    clause
        The item of Article 20 of the Regulations (State Council Order 711) that the field reports on.
    unit
        The unit that the form prints for the value.
    also
        Short or older wordings met in published reports, for recognition only.
    spoken
        Words by which running text speaks of the field, beside its label; None where running text does not.
    """

    official: str
    meaning: str
    group: str = ""
    clause: str = ""
    unit: str = ""
    also: tuple[str, ...] = ()
    spoken: tuple[str, ...] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        # It says nothing of the value: spares pydantic looking for what it might say, once for every field.
        return handler(source)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        described = handler(schema)
        described["title"] = self.official
        details = [self.meaning, self.clause, self.unit and f"unit: {self.unit}"]
        described["description"] = "; ".join(detail for detail in details if detail)
        return described


class TotalOf(NamedTuple):
    """Marks a field as the sum of all other fields of its part, cell by cell (勾稽关系).

    Parameters
    ----------
    rule
        Id of the rule that says so.
    unfinished
        The field of what is not settled yet, which running text often leaves out of the total.
    finished
        Words by which running text speaks of the total without it.
    """

    rule: str
    unfinished: str = ""
    finished: tuple[str, ...] = ()

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler(source)


class Continues(NamedTuple):
    """Marks a field as what last year's report left, with what this year added and took away, cell by cell.

    Parameters
    ----------
    rule
        Id of the rule that says so.
    last
        The field of the same part in last year's report.
    plus, minus
        Fields of the same part in this year's report.
    """

    rule: str
    last: str
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler(source)


class Reserved(NamedTuple):
    """Marks a row in which only some organs can have numbers: those with the power to make rules.

    Parameters
    ----------
    rule
        Id of the rule that says so.
    """

    rule: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler(source)


class Required(NamedTuple):
    """Marks a section of narrative in which something must be said.

    Parameters
    ----------
    rule
        Id of the rule that says so.
    subject
        What it must speak of; empty where any words will do.
    first_year
        The first reporting year of which this is asked.
    """

    rule: str
    subject: str = ""
    first_year: int = 0

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler(source)


class Balance(NamedTuple):
    """Two lists of fields of a part whose sums must agree, column by column (勾稽关系).

    Parameters
    ----------
    rule
        Id of the rule that says so.
    expected, actual
        Paths below the part; the sum of `expected` is what the sum of `actual` should be.
    spoken
        Words by which running text speaks of all of `expected` or, as often, of its first field alone.
    things
        What running text calls the things that are counted.
    """

    rule: str
    expected: tuple[str, ...]
    actual: tuple[str, ...]
    spoken: tuple[str, ...] = ()
    things: tuple[str, ...] = ()


class Part(
    BaseModel, frozen=True, extra="forbid", strict=True, defer_build=True, revalidate_instances="subclass-instances"
):
    """A part of the form: unknown fields are refused, values are not coerced, nothing can be changed afterwards."""

    def __class_getitem__(cls, arguments: Any) -> Any:
        """The part itself where the arguments are its own, or those it has by default: a class less to tell apart."""
        given = arguments if isinstance(arguments, tuple) else (arguments,)
        parameters = cls.__pydantic_generic_metadata__["parameters"]
        if len(given) == len(parameters) and all(
            argument is parameter or getattr(parameter, "__default__", None) == argument
            for parameter, argument in zip(parameters, given, strict=True)
        ):
            return cls
        return super().__class_getitem__(arguments)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy; with `update`, one that went through the same door (pydantic's own skips every check).

        Raises
        ------
        pydantic.ValidationError
            If the updated part breaks a rule.
        """
        if not update:
            return super().model_copy(deep=deep)
        return self.model_validate({**dict(self), **update})

    @classmethod
    def model_rebuild(cls, *, _types_namespace: Mapping[str, Any] | None = None, **how: Any) -> bool | None:
        """Build the validator; not where pydantic only wants to see names resolved that are resolved already.

        It asks for that, with a namespace, whenever a generic part gets its arguments; building all of them, which
        nothing is ever validated against, costs more than decoding a report.
        """
        if _types_namespace is not None and cls.__pydantic_fields_complete__:
            return None
        # Who asks by name wants the model complete; first use, which takes no errors, only wants it to work.
        if how.get("raise_errors") is False and "force" not in how and quick_start.build(cls):
            return True
        return super().model_rebuild(_types_namespace=_types_namespace, **how)

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """The part's own name, `Published…` where its cells may be blank."""
        return f"Published{cls.__name__}" if _may_be_blank(params[0]) else cls.__name__

    def __reduce__(self) -> tuple[Callable[..., Part], tuple[object, ...]]:
        return _restore, (_importable(type(self)), self.__getstate__())


def _may_be_blank(parameter: Any) -> bool:
    return type(None) in getattr(parameter, "__args__", ())


def _importable(argument: Any) -> Any:
    """A part's class as its origin and arguments: what pydantic makes for type arguments has no importable name."""
    generic = getattr(argument, "__pydantic_generic_metadata__", {})
    return (generic["origin"], *map(_importable, generic["args"])) if generic.get("origin") else argument


def _imported(argument: Any) -> Any:
    if not isinstance(argument, tuple):
        return argument
    origin, *arguments = argument
    return origin[tuple(map(_imported, arguments))]


def _restore(model: Any, state: dict[Any, Any]) -> Part:
    found: type[Part] = _imported(model)
    part = found.__new__(found)
    part.__setstate__(state)
    return part
