"""The JSON Schema of what `check --format json` writes, so that programs can rely on it.

Its id ends in a version; a changed output gets the next one. Objects are open, so that a reader who passes over keys
that it does not know can read outputs of later versions that only add some.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from ..catalogue import LANGUAGES, Severity
from ..editions import FORMS
from .words import VERDICTS

OUTPUT_ID: Final = "urn:gov-disclosure-schema:check-output:1"
FILE_NAME: Final = "check-output.schema.json"

Held = dict[str, Any]
"""What a schema says of a value."""
Properties = Mapping[str, tuple[Held, str]]
"""The properties of an object: what each holds, and what it is."""

_ADDRESSES: Final[Held] = {"type": "array", "items": {"type": "string"}}
_COUNT: Final[Held] = {"type": "integer", "minimum": 0}
_POSITIVE: Final[Held] = {"type": "integer", "minimum": 1}


def output_schema() -> str:
    """The schema's text, a line feed at the end."""
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": OUTPUT_ID,
        "title": "The output of gov-disclosure check --format json",
        "description": "One object for each file, in the order in which they were given.",
        "type": "array",
        "items": {"$ref": "#/$defs/Result"},
        "$defs": {
            "Result": _object(_RESULT, "What a file was found to be."),
            "Tally": _object(
                {outcome: (_COUNT, words) for outcome, words in _OUTCOMES.items()},
                "How the instances of a rule came out.",
            ),
            "Finding": _object(_FINDING, "One thing that is wrong, doubtful or worth knowing."),
            "Cause": _object(_CAUSE, "A cell that with another number would make several broken identities hold."),
            "Identity": _object(_IDENTITY, "An identity of the form, which has a finding if it is broken."),
            "Position": _position(),
            "Span": _object(_SPAN, "Characters of the paragraph at which the finding stands."),
            "Message": _object(
                {language: ({"type": "string"}, words) for language, words in _LANGUAGES.items()},
                "The finding in words.",
            ),
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _object(properties: Properties, description: str) -> dict[str, Any]:
    """An object that has all of some properties."""
    return {
        "description": description,
        "type": "object",
        "required": [*properties],
        "properties": {name: {"description": words} | held for name, (held, words) in properties.items()},
    }


_RESULT: Final[Properties] = {
    "schema_id": ({"const": OUTPUT_ID}, "Names this schema."),
    "file": ({"type": "string"}, "The file as given; - is standard input."),
    "verdict": (
        {"enum": [*VERDICTS]},
        (
            "failed: a finding of severity error; incomplete: none, but something is blank or missing, so that what "
            "needs it was not assessed; passed: neither; unreadable: it could not be read, or is no report."
        ),
    ),
    "format": ({"type": ["string", "null"]}, "The format that was read; null where it could not be."),
    "edition": (
        {"enum": [*FORMS, None]},
        "The edition of the form, or the mixture of two; null where unknown.",
    ),
    "organ": ({"type": ["string", "null"]}, "The organ that reports; null where unknown."),
    "year": ({"type": ["integer", "null"]}, "The reporting year; null where unknown."),
    "complete": (
        {"type": "boolean"},
        "Whether organ, year, a number in every cell and some text in every narrative section were there.",
    ),
    "counts": (
        {
            "type": "object",
            "required": [severity.value for severity in Severity],
            "properties": {severity.value: _COUNT for severity in Severity},
        },
        "Severity → how many findings.",
    ),
    "previous": ({"type": ["string", "null"]}, "Last year's file, where the report was compared with one."),
    "switched_off": (
        {"type": "array", "items": {"type": "string"}},
        "Ids of the rules that were switched off; they neither passed nor failed.",
    ),
    "tally": (
        {"type": "object", "additionalProperties": {"$ref": "#/$defs/Tally"}},
        "Rule id → how its instances came out, for the rules that count them and were run.",
    ),
    "causes": (
        {"type": "array", "items": {"$ref": "#/$defs/Cause"}},
        "Cells each of which alone would explain several broken identities.",
    ),
    "findings": (
        {"type": "array", "items": {"$ref": "#/$defs/Finding"}},
        "The most severe first, then in the order of the source.",
    ),
}
_OUTCOMES: Final = {
    "passed": "How many hold.",
    "failed": "How many are broken.",
    "not_assessable": "How many need a cell that is blank.",
}
_LANGUAGES: Final = dict(zip(LANGUAGES, ("In Chinese.", "In English."), strict=True))
_FINDING: Final[Properties] = {
    "rule": ({"type": "string"}, "Id of the rule; ids are for ever."),
    "severity": ({"enum": [severity.value for severity in Severity]}, "Only an error makes a file fail."),
    "source": (
        {"type": "string"},
        "Where the rule comes from: the document that fixed the form, or else.",
    ),
    "at": (_ADDRESSES, "Addresses of the cells or fields at which it stands."),
    "cells": (_ADDRESSES, "Addresses of every cell involved, those of at included."),
    "previous_cells": (_ADDRESSES, "Addresses of the cells of last year's report that are involved."),
    "actual": ({"type": ["number", "null"]}, "What is printed, or what the printed cells add up to."),
    "expected": ({"type": ["number", "null"]}, "What it should be."),
    "difference": ({"type": ["number", "null"]}, "Actual less expected."),
    "position": (
        {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/Position"}]},
        "Where in the source; null where there is no one place.",
    ),
    "until": (
        {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/Position"}]},
        "Where what it quotes ends, which begins at position; null where it quotes nothing, or there are no columns.",
    ),
    "span": (
        {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/Span"}]},
        "What it quotes of the paragraph at[0], in whatever format; null where it quotes nothing.",
    ),
    "message": ({"$ref": "#/$defs/Message"}, "In words."),
}
_SPAN: Final[Properties] = {
    "start": (_COUNT, "The first, counted from 0 in code points."),
    "end": (_POSITIVE, "The one behind the last."),
}
_CAUSE: Final[Properties] = {
    "cell": ({"type": "string"}, "Its address."),
    "due": ({"type": "number"}, "The number with which they would hold. Which number is right, only the records tell."),
    "explains": (
        {"type": "array", "items": {"$ref": "#/$defs/Identity"}, "minItems": 2},
        "The identities that would hold: all that need the cell.",
    ),
}
_IDENTITY: Final[Properties] = {
    "rule": ({"type": "string"}, "Id of the rule."),
    "at": ({"type": "string"}, "The address at which the finding stands."),
}
_PARTS_OF_POSITION: Final[Properties] = {
    "line": (_POSITIVE, "Line of the text, from 1."),
    "column": (_POSITIVE, "Column in characters, from 1."),
    "paragraph": (_POSITIVE, "Number of the paragraph."),
    "table": (_POSITIVE, "Number of the table in the document."),
    "row": (_POSITIVE, "Row in the table."),
    "cell": (_COUNT, "Cell in the row, as they are printed; 0 for the whole row."),
    "sheet": ({"type": "string"}, "Name of the sheet."),
    "reference": ({"type": "string"}, "The cell as spreadsheets name it, B7."),
}


def _position() -> dict[str, Any]:
    described = _object(_PARTS_OF_POSITION, "A place in the source: those parts that the source has.")
    del described["required"]
    together = (("line", "column"), ("table", "row", "cell"), ("sheet", "reference"))
    return described | {
        "minProperties": 1,
        "dependentRequired": {
            part: [other for other in group if other != part] for group in together for part in group
        },
    }
