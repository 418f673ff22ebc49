"""A door: one model that stands for the reports of every edition.

A door has a class of its own for each form of a report, made when it is first asked for, and derived from the door. A
document goes to the class that its `edition` names, and gets the errors of that edition alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from threading import RLock
from types import new_class
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError, ValidationInfo, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, core_schema, from_json, to_json

from .announced import announce
from .arithmetic import Verified
from .editions import EDITIONS, FORMS, LATEST, tables_of
from .part import Part
from .quick_start import SignatureWhenAsked
from .scalars import rule_error
from .walk import label_of


class Door(Part, frozen=True):
    """A model whose validation gives a report of the form that the document names."""

    form: ClassVar[str] = ""
    """The form of this class's reports; empty for a door, which takes every form."""
    strict: ClassVar[bool] = False
    """Whether no cell may be blank, every identity holds, and the form is an edition's own."""
    # A door is never built, unless it is a field of another model.
    __signature__: ClassVar[Any] = SignatureWhenAsked()

    if not TYPE_CHECKING:  # a checker sees what pydantic declares: the report has the type of the door

        def __new__(cls, **fields: Any) -> Any:
            """What will be a report of the form that `edition` names."""
            return super().__new__(_class_for(cls, fields) if fields and not cls.form else cls)

        @classmethod
        def model_validate(cls, obj: Any, **how: Any) -> Any:
            """The report, of the form that its `edition` names."""
            if cls.form:
                return super().model_validate(obj, **how)
            model = _class_for(cls, obj)
            return model.model_validate(_fields_of(obj, model), **how)

        @classmethod
        def model_validate_json(cls, json_data: str | bytes | bytearray, **how: Any) -> Any:
            """The same from JSON, which is parsed but once where the edition can be told without."""
            if cls.form:
                return super().model_validate_json(json_data, **how)
            try:
                model = class_of(cls, _guessed(json_data))
                if how:
                    return model.model_validate_json(json_data, **how)
                return model.__pydantic_validator__.validate_json(json_data)  # what pydantic does, without detours
            except ValidationError as error:
                lines = error.errors(include_url=False, include_input=False, include_context=False)
                if not any(line["loc"] == ("edition",) for line in lines):
                    raise
            return _class_for(cls, from_json(json_data)).model_validate_json(json_data, **how)

        @classmethod
        def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Any:
            """A report of the form that `edition` names, without any check."""
            if cls.form:
                return super().model_construct(_fields_set, **values)
            return _class_for(cls, values).model_construct(_fields_set, **values)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Tell of each door, and of each class that it gets."""
        announce(cls)

    def __reduce__(self) -> Any:
        door = type(self).__mro__[1] if self.form else type(self)
        return _restored, (door, self.form, self.__getstate__())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The class's own; of a door, what finds the class of a report's form."""
        if cls.form:
            return handler(source)

        def through(value: Any, info: ValidationInfo) -> Any:
            if info.mode == "json":
                return cls.model_validate_json(to_json(value), context=info.context)
            return cls.model_validate(value, context=info.context)

        return core_schema.with_info_plain_validator_function(through)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The class's own; of a door, one of those of its classes."""
        if cls.form:
            return handler(schema)
        forms = EDITIONS if cls.strict else FORMS
        return {"oneOf": [handler(class_of(cls, form).__pydantic_core_schema__) for form in forms]}


_classes: Final[dict[tuple[type[Door], str], Any]] = {}
_making: Final = RLock()


def class_of(door: type[Door], form: str) -> Any:
    """The class of a door's reports of one form.

    Parameters
    ----------
    door
        `AnnualReport`, `PublishedReport`, or a class derived from either.
    form
        Name of a form.
    """
    found = _classes.get((door, form))
    if found is None:
        with _making:  # two threads that meet an edition at once must not each make a class of it
            found = _classes.get((door, form)) or _made(door, form)
            _classes[door, form] = found
    return found


def _made(door: type[Door], form: str) -> Any:
    # Not imported for who never meets a blank cell.
    if door.strict:
        parts = tables_of(form)._asdict()
    else:
        from .editions.published import published  # noqa: PLC0415  (see above)

        parts = {section: published(part) for section, part in tables_of(form)._asdict().items()}
    held = {section: _annotated(door, section, part) for section, part in parts.items()}
    schema_id, edition = (label_of(door, field) for field in ("schema_id", "edition"))
    namespace: dict[str, Any] = {
        "__module__": door.__module__,
        "__qualname__": door.__qualname__,
        "__doc__": door.__doc__,
        "__annotations__": {
            "form": ClassVar[str],
            "schema_id": Annotated[Literal[FORMS[form].schema_id], schema_id],
            "edition": Annotated[Literal[form], edition],
            **held,
        },
        "form": form,
        "schema_id": FORMS[form].schema_id,
    }
    if door.strict and FORMS[form].mixed:
        refuse: Any = classmethod(_refuse_mixture)
        namespace["refuse_mixture"] = model_validator(mode="before")(refuse)
    return new_class(door.__name__, (door,), {"frozen": True}, lambda own: own.update(namespace))


def _annotated(door: type[Door], section: str, part: type[Part]) -> Any:
    label = label_of(door, section)
    return Annotated[part, label, Verified()] if door.strict else Annotated[part, label]


def _refuse_mixture(model: type[Door], _: Any) -> Any:
    facts = dict(zip(("two", "others"), FORMS[model.form].pure, strict=True))
    refused = InitErrorDetails(type=rule_error("FORM-MIXED", **facts), loc=("edition",), input=model.form)
    raise ValidationError.from_exception_data(model.__name__, [refused])


def _class_for(door: type[Door], value: Any) -> Any:
    """The class for what is to be validated; that of the latest edition for what has no fields at all."""
    if isinstance(value, Mapping):
        if "edition" not in value:
            raise _no_edition(door, InitErrorDetails(type="missing", loc=("edition",), input=dict(value)))
        edition = value["edition"]
    else:
        edition = getattr(value, "edition", LATEST.name)
    if isinstance(edition, str) and edition in FORMS:
        return class_of(door, edition)
    known = " or ".join(map(repr, EDITIONS))
    context = {"expected": known}
    raise _no_edition(door, InitErrorDetails(type="literal_error", loc=("edition",), input=edition, ctx=context))


def _no_edition(door: type[Door], line: InitErrorDetails) -> ValidationError:
    return ValidationError.from_exception_data(door.__name__, [line])


def _fields_of(value: Any, model: type[Door]) -> Any:
    """A report that went through another door as the fields that it states; anything else as it is."""
    if isinstance(value, Door) and not isinstance(value, model):
        return {field: getattr(value, field) for field in type(value).model_fields if field in value.model_fields_set}
    return value


_LATEST_NAMED: Final = f'"edition":"{LATEST.name}"'.encode()
_HEAD: Final = 200
"""Bytes in which a canonical document names its edition."""
_NAMED: Final = r'"edition"\s*:\s*"([^"\\]*)"'
_NAMED_IN_BYTES: Final = re.compile(_NAMED.encode())
_NAMED_IN_TEXT: Final = re.compile(_NAMED)


def _guessed(document: str | bytes | bytearray) -> str:
    """The form that a JSON document seems to name, found without parsing it; the latest edition where none is found.

    A wrong guess is refused by the class that was guessed, whose edition is not the document's.
    """
    if isinstance(document, str):
        match = _NAMED_IN_TEXT.search(document)
        name = match[1] if match else ""
    elif document.find(_LATEST_NAMED, 0, _HEAD) >= 0:
        return LATEST.name
    else:
        found = _NAMED_IN_BYTES.search(document)
        name = found[1].decode(errors="replace") if found else ""
    return name if name in FORMS else LATEST.name


def _restored(door: type[Door], form: str, state: dict[Any, Any]) -> Door:
    found: type[Door] = class_of(door, form) if form else door
    report = found.__new__(found)
    report.__setstate__(state)
    return report
