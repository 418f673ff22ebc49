"""The published artefacts, built from the model."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from .editions import EDITIONS, LATEST
from .errors import UsageError
from .findings import Finding
from .report import report_type

KINDS = ("json",)
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def schema(kind: str = "json", edition: str = LATEST.name) -> str:
    """A published artefact of an edition.

    Parameters
    ----------
    kind
        One of `KINDS`: `"json"`, the JSON Schema (2020-12) of a document that the strict door takes, the arithmetic
        apart, which JSON Schema cannot say.
    edition
        Name of the edition.

    Returns
    -------
    str
        The artefact's text, a line feed at the end.

    Raises
    ------
    UsageError
        If there is no such kind or edition.
    """
    if kind not in KINDS:
        raise UsageError(Finding("FILE-FORMAT", facts={"printed": kind, "known": ", ".join(KINDS)}))
    return json.dumps(_json_schema(edition), ensure_ascii=False, indent=2) + "\n"


def _json_schema(edition: str) -> dict[str, Any]:
    described = _named_by_part(report_type(edition).model_json_schema())
    described["required"] = ["schema_id", *described["required"]]
    properties = described["properties"]
    properties["schema_id"].pop("default")
    return {
        "$schema": _DIALECT,
        "$id": EDITIONS[edition].schema_id,
        "title": "政府信息公开工作年度报告",
        "description": f"Annual report on open government information, {EDITIONS[edition].source}",
        **{key: value for key, value in described.items() if key not in ("title", "description")},
    }


def _named_by_part(described: dict[str, Any]) -> dict[str, Any]:
    """The same with definitions named as the parts are; pydantic's names spell out the type arguments."""
    text = json.dumps(described)
    for name, definition in described["$defs"].items():
        text = text.replace(f'"{name}"', f'"{definition["title"]}"')
        text = text.replace(f'"#/$defs/{name}"', f'"#/$defs/{definition["title"]}"')
    named: dict[str, Any] = json.loads(text)
    return named
