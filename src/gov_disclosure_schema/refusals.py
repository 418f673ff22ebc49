"""What the model refused, as findings: pydantic's lines turned into rule ids, addresses and words of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .catalogue import RULES, Words
from .findings import Finding, Position
from .report import cells
from .walk import Cell

Place = Callable[[tuple[str | int, ...]], tuple[Position | None, str]]
"""Where in the source the value at a location stands, and how it is written there; for a missing field, the part that
lacks it."""

_LONGEST: Final = 60
_BLANK: Final = ("", "null")
"""How a blank cell is written: an empty field, or JSON's null."""
_VARIANTS: Final = {
    "int_from_float": "int_type",
    "int_parsing": "int_type",
    "int_parsing_size": "less_than_equal",
    "model_attributes_type": "model_type",
    "date_type": "date_from_datetime_parsing",
    "date_parsing": "date_from_datetime_parsing",
    "date_from_datetime_inexact": "date_from_datetime_parsing",
}


def findings_of(error: ValidationError, edition: str, place: Place) -> tuple[Finding, ...]:
    """The lines of a pydantic error as findings.

    Parameters
    ----------
    error
        What a model's validation raised.
    edition
        The edition of the form, for the names of cells.
    place
        Looks up where a value stands in the source.
    """
    named = {cell.address: cell for cell in cells(edition)}
    return tuple(_finding(line, named, place) for line in lines_of(error))


def lines_of(error: ValidationError) -> list[ErrorDetails]:
    """The lines of a pydantic error, without the input: for a missing field the whole document, once for each."""
    return error.errors(include_input=False)


def _finding(line: Mapping[str, Any], named: Mapping[str, Cell], place: Place) -> Finding:
    location: tuple[str | int, ...] = line["loc"]
    kind: str = line["type"]
    address = ".".join(map(str, location))
    position, written = place(location)
    context: dict[str, Any] = dict(line.get("ctx", {}))
    at = (address,) if address else ()
    if kind == "missing":
        return Finding("SHAPE-MISSING", at, at, position=position)
    if kind == "extra_forbidden":
        return Finding("SHAPE-UNKNOWN", at, at, position=position)
    if written in _BLANK and (kind in ("int_type", "decimal_type") or address in named):
        return Finding("SHAPE-BLANK", at, at, position=position)
    if "cells" in context:
        return _identity(kind, address, context, named, position)
    if kind in RULES:
        return Finding(kind, at, at, position=position, facts=context)
    variant = _VARIANTS.get(kind, kind)
    if variant not in RULES["SHAPE-VALUE"].messages:
        variant = ""
    facts: dict[str, str | int | Words] = {"value": printed(written), "reason": line["msg"]}
    facts |= {name: fact if isinstance(fact, int) else str(fact) for name, fact in context.items()}
    if "expected" in facts:  # a name that a finding has for its own
        facts["expected_value"] = facts.pop("expected")
    if variant == "less_than_equal":
        facts.setdefault("le", "2^63")
    return Finding("SHAPE-VALUE", at, at, position=position, facts=facts, variant=variant)


def _identity(
    rule: str, address: str, context: Mapping[str, Any], named: Mapping[str, Cell], position: Position | None
) -> Finding:
    relative: tuple[str, ...] = context["cells"]
    prefix = address.removesuffix(relative[0])
    return Finding(
        rule,
        (address,),
        tuple(prefix + cell for cell in relative),
        context["actual"],
        context["expected"],
        context["difference"],
        position,
        {"total": named[address].words},
    )


def printed(text: str) -> str:
    """What a source says, cut to what a message can hold."""
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return cut.replace("\r", "\\r")
