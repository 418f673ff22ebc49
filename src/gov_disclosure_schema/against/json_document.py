"""JSON documents judged by JSON Schema (jsonschema) and by the catalogue of identities."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from ..checks.mixture import mixture
from ..columns import Positions
from ..editions import EDITIONS, FORMS
from ..errors import DecodeError, SchemaMismatch
from ..findings import Finding, Findings, Number, Position, in_source_order
from ..json_source import Node, Path, nodes
from ..refusals import printed
from ..schemas import schema
from ..source_text import utf8
from .verdict import (
    Count,
    Judgement,
    address_of,
    broken,
    finding,
    identities_of,
    published_fields,
    sums_of,
    without_consequences,
)

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError


class _Json:
    """A JSON document: its values, and where they stand."""

    def __init__(self, data: bytes) -> None:
        text = utf8(data, mark_allowed=True)
        try:
            self.value: Any = json.loads(text, parse_int=_whole, parse_constant=_refuse_constant)
        except json.JSONDecodeError as error:
            position = Position(error.lineno, error.colno)
            raise DecodeError(Finding("JSON-SYNTAX", position=position, facts={"reason": error.msg})) from None
        except RecursionError:
            raise DecodeError(Finding("JSON-SYNTAX", facts={"reason": "nested too deeply"})) from None
        self._positions = Positions(text)
        self._nodes: dict[Path, Node] = {node.path: node for node in nodes(text)}

    def at(self, path: Path) -> tuple[Position, str]:
        """Where a value stands and how it is written; for one that is not there, the part that lacks it."""
        while path not in self._nodes:
            path = path[:-1]
        node = self._nodes[path]
        return self._positions.of(node.offset), node.text

    def number(self, address: str) -> Number | None:
        """The number of a cell."""
        value: Any = self.value
        for field in address.split("."):
            value = value.get(field) if isinstance(value, dict) else None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return None
        return int(value) if value == int(value) else Decimal(repr(value))


_DIGITS_MAX: Final = 400


def _whole(written: str) -> int | float:
    """A whole number; one that is far beyond any bound becomes infinite, as in a double."""
    return int(written) if len(written) <= _DIGITS_MAX else float(written)


def _refuse_constant(written: str) -> None:
    raise DecodeError(Finding("JSON-SYNTAX", facts={"reason": f"{written} is no JSON"}))


@cache
def _validator(edition: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator, FormatChecker  # noqa: PLC0415  (heavy, on use only)

    return Draft202012Validator(json.loads(schema("json", edition)), format_checker=FormatChecker(["date"]))


def judge_json(data: bytes) -> Judgement:
    """Judge a JSON document.

    Raises
    ------
    DecodeError
        If it is not well formed.
    SchemaMismatch
        If it names no schema that is known.
    """
    document = _Json(data)
    edition = _edition_of(document)
    cells = published_fields("json", edition)
    found: dict[tuple[Any, ...], Finding] = {}
    for error in _validator(edition).iter_errors(document.value):
        for told in _of_error(error, document):
            found.setdefault((told.at, told.rule, told.variant), told)
    findings = [*mixture(edition), *without_consequences(found.values())]
    count = Count()
    for rule in identities_of(edition):
        sums = sums_of(rule, document.number)
        holds = sums is not None and sums.actual == sums.expected
        count.add(rule["id"], "passed" if holds else "not_assessable" if sums is None else "failed")
        if sums and not holds:
            position, _ = document.at(tuple(address_of(rule["at"]).split(".")))
            findings.append(broken(rule, sums, cells, position))
    organ, year = document.value.get("organ"), document.number("year")
    return Judgement(
        "json",
        edition,
        organ if isinstance(organ, str) else None,
        int(year) if year is not None else None,
        Findings(in_source_order(findings), count.tally),
    )


def _edition_of(document: _Json) -> str:
    """The edition whose schema a document names."""
    named = document.value.get("schema_id")
    for edition in FORMS.values():
        if named == edition.schema_id:
            return edition.name
    form = document.value.get("edition")
    known = [FORMS[form]] if isinstance(form, str) and form in FORMS else EDITIONS.values()
    due = ", ".join(edition.schema_id for edition in known)
    stated = "schema_id" in document.value
    raise SchemaMismatch(
        Finding(
            "JSON-SCHEMA",
            ("schema_id",),
            position=document.at(("schema_id",))[0],
            facts={"printed": printed(str(named)), "due": due},
            variant="" if stated else "missing",
        )
    )


def _of_error(error: ValidationError, document: _Json) -> Iterator[Finding]:
    """A validator's error as findings."""
    path: Path = tuple(error.absolute_path)
    match error.validator:
        case "anyOf":
            # An optional field may be null; what is wrong with the value is what its other alternative says.
            for inner in error.context or ():
                if inner.validator_value != "null":
                    yield from _of_error(inner, document)
        case "required" | "additionalProperties":
            yield from _of_names(error, path, document)
        case _:
            yield _of_value(error, path, *document.at(path))


def _of_names(error: ValidationError, path: Path, document: _Json) -> Iterator[Finding]:
    """Fields that are missing, or that are not of the form."""
    stated: Any = error.validator_value
    schema_there: Any = error.schema
    held: Any = error.instance
    if error.validator == "required":
        missing = [name for name in stated if name not in held]
        yield from (finding("SHAPE-MISSING", (*path, name), document.at(path)[0]) for name in missing)
    else:
        unknown = [name for name in held if name not in schema_there["properties"]]
        yield from (finding("SHAPE-UNKNOWN", (*path, name), document.at((*path, name))[0]) for name in unknown)


def _of_value(error: ValidationError, path: Path, position: Position, written: str) -> Finding:
    stated: Any = error.validator_value
    schema_there: Any = error.schema
    value: Any = error.instance
    if error.validator == "minLength":
        return finding("TEXT-EMPTY", path, position)
    if error.validator == "maxLength" and "minLength" in schema_there:
        return finding("TEXT-LENGTH", path, position, {"length": len(value), "limit": stated})
    if error.validator == "type" and value is None and stated in ("integer", "number"):
        return finding("SHAPE-BLANK", path, position)
    variant, fact = _VALUE.get(str(error.validator), ("", ""))
    if error.validator == "type":
        variant = _TYPES.get(str(stated), "")
    facts = {"value": printed(written), "reason": error.message} | ({fact: stated} if fact else {})
    return finding("SHAPE-VALUE", path, position, facts, variant)


_TYPES: Final = {
    "integer": "int_type",
    "number": "decimal_type",
    "string": "string_type",
    "array": "tuple_type",
    "object": "model_type",
}
_VALUE: Final = {
    "minimum": ("greater_than_equal", "ge"),
    "maximum": ("less_than_equal", "le"),
    "maxLength": ("string_too_long", "max_length"),
    "pattern": ("string_pattern_mismatch", ""),
    "format": ("date_from_datetime_parsing", ""),
    "const": ("literal_error", "expected_value"),
}
