"""The validator of a model, built without pydantic's search for plugins where there is none to be found.

Most of what a first model costs is that search: pydantic asks `importlib.metadata` for every distribution, and loading
that module takes longer than building the validator. Looking at the names of the installed distributions tells as much
(``docs/adr/0009-start-up.md``). Whatever is out of the ordinary is left to pydantic.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib.machinery import PathFinder
from inspect import Signature
from threading import Lock
from typing import Any, Final, NamedTuple, cast

from pydantic import BaseModel
from pydantic.errors import PydanticUndefinedAnnotation, PydanticUserError
from pydantic_core import CoreSchema, SchemaSerializer, SchemaValidator, core_schema

_building: Final = Lock()


def build(model: type[BaseModel]) -> bool:
    """Give a model its validator and its serializer, if no plugin can be meant to see them built.

    The model does not count as complete then, so that `model_rebuild` does what it always does.

    Returns
    -------
    bool
        Whether it was done; if not, pydantic is to do it.
    """
    if not model.__pydantic_fields_complete__ or not plugins_are_ruled_out():
        return False
    with _building:
        try:
            built = built_for(model)
        except (ImportError, KeyError, PydanticUserError, PydanticUndefinedAnnotation):
            return False  # pydantic has moved what is used here, or tells what is wrong with the model, or it is a door
        model.__pydantic_core_schema__ = built.schema
        model.__pydantic_serializer__ = built.serializer
        model.__pydantic_validator__ = built.validator
        model.__signature__ = cast("Signature", SignatureWhenAsked())
    return True


class Built(NamedTuple):
    """What pydantic makes of a model's fields."""

    schema: CoreSchema
    validator: SchemaValidator
    serializer: SchemaSerializer


def built_for(model: type[BaseModel]) -> Built:
    """What pydantic would make of a model's fields; nothing is changed."""
    from pydantic.experimental.arguments_schema import generate_arguments_schema  # noqa: PLC0415  (may move)

    def function(part: Any) -> None:
        """Take the model as its only argument: of functions, pydantic gives the schema without a validator."""

    function.__annotations__ = {"part": model}
    taken: Any = generate_arguments_schema(function, "arguments")
    shared = taken["definitions"] if taken["type"] == "definitions" else []
    arguments = taken["schema"] if shared else taken
    schema: Any = arguments["arguments_schema"][0]["schema"]
    config = _config_of(schema)
    if shared:
        schema = core_schema.definitions_schema(schema, shared)
    return Built(schema, SchemaValidator(schema, config), SchemaSerializer(schema, config))


def _config_of(schema: Any) -> core_schema.CoreConfig:
    """The model's own configuration, which stands in the innermost schema around its fields."""
    while schema["type"] != "model":
        schema = schema["schema"]
    config: core_schema.CoreConfig = schema["config"]
    return config


class SignatureWhenAsked:
    """The signature of a model, which pydantic makes when it completes one."""

    def __get__(self, instance: BaseModel | None, model: type[BaseModel]) -> Signature:
        if instance is not None:
            raise AttributeError("__signature__")
        model.model_rebuild()
        return model.__signature__


def plugins_are_ruled_out() -> bool:
    """Whether no distribution that Python would find registers a plugin for pydantic.

    False where that is not certain, and where `importlib.metadata` is loaded already: there is nothing to be gained.
    """
    if "importlib.metadata" in sys.modules:
        return False
    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return False
    return all(map(_holds_no_plugin, {entry or "." for entry in sys.path}))


_DISTRIBUTION: Final = (".dist-info", ".egg-info")
_GROUP: Final = b"[pydantic]"


def _holds_no_plugin(folder: str) -> bool:
    try:
        names = os.listdir(folder)  # noqa: PTH208  (pathlib takes three times as long)
    except OSError:
        return not os.path.exists(folder)  # noqa: PTH110  (likewise); an archive may hold anything
    return not any(
        _registers_plugin(f"{folder}/{name}")
        for name in names
        if name.lower().endswith(_DISTRIBUTION) or name.lower() == "egg-info"
    )


def _registers_plugin(distribution: str) -> bool:
    with suppress(OSError), open(f"{distribution}/entry_points.txt", "rb") as file:  # noqa: PTH123  (likewise)
        return _GROUP in file.read()
    return False
