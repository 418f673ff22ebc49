"""A result as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..catalogue import LANGUAGES
from ..findings import Finding
from ..report import cell_values
from .causes import Cause, causes
from .output_schema import OUTPUT_ID
from .result import Result, most_severe_first


def json_of(result: Result) -> dict[str, Any]:
    """One file's result, as the schema of `output_schema` describes it."""
    held = result.reading or result.judgement
    known = result.reading.report if result.reading else result.judgement
    return {
        "schema_id": OUTPUT_ID,
        "file": result.file,
        "verdict": result.verdict,
        "format": held.format if held else None,
        "edition": known.edition if known else None,
        "organ": known.organ if known else None,
        "year": known.year if known else None,
        "complete": held.complete if held else False,
        "counts": result.counts,
        "previous": result.previous.file if result.previous else None,
        "switched_off": list(result.findings.switched_off),
        "tally": {rule: tally._asdict() for rule, tally in result.findings.tally.items()},
        "causes": [_json_of_cause(cause) for cause in _causes(result)],
        "findings": [_json_of_finding(finding) for finding in most_severe_first(result.findings)],
    }


def _causes(result: Result) -> Iterator[Cause]:
    if result.reading:
        yield from causes(result.reading.report.edition, cell_values(result.reading.report))


def _json_of_cause(cause: Cause) -> dict[str, Any]:
    return {
        "cell": cause.address,
        "due": number(cause.due),
        "explains": [{"rule": identity.rule, "at": identity.at} for identity in cause.identities],
    }


def _json_of_finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "source": finding.source,
        "at": list(finding.at),
        "cells": list(finding.cells),
        "previous_cells": list(finding.previous_cells),
        "actual": number(finding.actual),
        "expected": number(finding.expected),
        "difference": number(finding.difference),
        "position": finding.position.parts() if finding.position else None,
        "until": finding.until.parts() if finding.until else None,
        "span": finding.span._asdict() if finding.span else None,
        "message": {language: finding.message(language) for language in LANGUAGES},
    }


def number(value: int | Decimal | None) -> int | float | None:
    """A number as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
