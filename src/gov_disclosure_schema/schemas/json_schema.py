"""JSON Schema 2020-12: structure and bounds of a document, readable, definitions named as the form's parts."""

from __future__ import annotations

import json
from typing import Any, Final

from ..editions import Edition
from ..part import Part
from ..report import report_type
from .parts import Field, description, fields_of, parts_of, scalars_of, summary

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
TITLE: Final = "政府信息公开工作年度报告"


def json_schema(edition: Edition) -> str:
    """The JSON Schema of an edition's documents, as text."""
    root = report_type(edition.name)
    scalars = {
        name: {**facets, "description": scalar.meaning, "examples": [scalar.example]}
        for name, (scalar, facets) in scalars_of(edition).items()
    }
    parts = {part.__name__: {"description": summary(part), **_object(part)} for part in parts_of(edition)}
    described: dict[str, Any] = {
        "$schema": _DIALECT,
        "$id": edition.schema_id,
        "title": TITLE,
        "description": f"Annual report on open government information, {edition.source}",
        **_object(root),
        "$defs": parts | scalars,
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _object(part: type[Part]) -> dict[str, Any]:
    fields = list(fields_of(part))
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.name: _property(field) for field in fields},
        "required": [field.name for field in fields if field.required],
    }


def _property(field: Field) -> dict[str, Any]:
    words = {"title": field.label.official, "description": description(field.label)}
    if field.constant is not None:
        return {"const": field.constant, **words}
    if field.part:
        return {"$ref": f"#/$defs/{field.part.__name__}", **words}
    value = {"$ref": f"#/$defs/{field.scalar.name if field.scalar else ''}"}
    if field.repeated:
        return {"type": "array", "items": value, **words}
    if not field.required:
        return {"anyOf": [value, {"type": "null"}], **words}
    return {**value, **words}
