"""Printed documents: canonical text through the strict door, and what is published through the recognizer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from measuring import EXAMPLE, Comparison, Seconds, measured, table

from gov_disclosure_schema.codecs import json, text

ROUNDS: Final = 300
CALLS: Final = 5

CANONICAL: Final = (
    Comparison("canonical text → report, 42 identities / `splitlines` and `split`", "decode", "split", 8),
    Comparison("report → canonical text / `model_dump_json`", "encode", "model_dump_json"),
)


def seconds_of_canonical_text() -> Seconds:
    """Seconds of one call of what reads and writes the canonical text of the report."""
    report = json.decode(EXAMPLE.read_bytes())
    printed = text.encode(report)
    return measured(
        {
            "decode": lambda: text.decode(printed),
            "split": lambda: [line.split("\t") for line in printed.decode().splitlines()],
            "encode": lambda: text.encode(report),
            "model_dump_json": report.model_dump_json,
        },
        ROUNDS,
        CALLS,
    )


def section() -> Iterator[str]:
    """What printed documents cost."""
    size = len(text.encode(json.decode(EXAMPLE.read_bytes())))
    yield "## Printed documents"
    yield ""
    yield f"Canonical text, {size} bytes, is read by place, through the strict door."
    yield ""
    yield from table(CANONICAL, seconds_of_canonical_text(), "µs", 1e6)
