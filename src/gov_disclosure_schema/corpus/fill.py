"""The tables of a corpus filled: a row of `reports` for each document, its cells, its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from operator import attrgetter
from typing import Any, Final

from ..catalogue import Severity
from ..findings import Finding, Tally
from ..money import Money
from ..report import PublishedReport
from .arrow import Table, pa
from .cell_columns import CellColumns
from .tables import FINDINGS, REPORTS, SEVERITIES
from .tabulate import DATA_FORMATS, Checked


def tables_of(found: Iterable[Checked]) -> dict[str, Table]:
    """The rows of some documents, table by table, in the order of the documents and of the form.

    No report is kept when its rows are made: to hold those of a chunk together takes a third as long as to decode them.
    """
    reports: list[tuple[Any, ...]] = []
    cells = CellColumns()
    findings: list[tuple[str, None, Finding]] = []
    for one in found:
        reports.append(_row(one))
        if one.report is not None:
            cells.add(one)
        findings += ((one.document, None, _told(one, finding)) for finding in one.findings)
    columns = dict(zip(_COLUMNS, zip(*reports, strict=True), strict=True)) if reports else dict.fromkeys(_COLUMNS, ())
    return {
        "reports": pa.table({name: columns[name] for name in REPORTS.names}, REPORTS),
        "cells": cells.table(),
        "findings": findings_table(findings),
    }


_STATED: Final = tuple(name for name in REPORTS.names if name in PublishedReport.model_fields)
"""The columns of `reports` that say what the report says of itself."""
_COLUMNS: Final = ("document", "verdict", "format", "bytes", *_STATED, *SEVERITIES, *Tally._fields)
_SEVERITIES: Final = tuple(Severity)
_NO_FINDING: Final = (0,) * len(_SEVERITIES)
_stated: Final[Callable[[PublishedReport], tuple[Any, ...]]] = attrgetter(*_STATED)


def _row(one: Checked) -> tuple[Any, ...]:
    """A row of `reports`, its columns as `_COLUMNS` has them."""
    stated = (None,) * len(_STATED) if one.report is None else _stated(one.report)
    severities = [finding.severity for finding in one.findings]
    counts = map(severities.count, _SEVERITIES) if severities else _NO_FINDING
    return (one.document, one.verdict, one.format or None, one.size, *stated, *counts, *one.findings.total)


def _told(one: Checked, finding: Finding) -> Finding:
    return replace(finding, position=None) if one.format in DATA_FORMATS and finding.at else finding


def findings_table(found: Iterable[tuple[str, str | None, Finding]]) -> Table:
    """The rows of findings, each with its document and, across two years, the document for the year before."""
    columns: dict[str, list[Any]] = {name: [] for name in FINDINGS.names}
    for document, previous, finding in found:
        values = (
            document,
            finding.rule,
            finding.severity.value,
            [*finding.at],
            [*finding.cells],
            _number(finding.actual),
            _number(finding.expected),
            _number(finding.difference),
            finding.position.shown("en") if finding.position else None,
            previous,
            [*finding.previous_cells],
            _legible(finding.message("zh")),
            _legible(finding.message("en")),
        )
        for name, value in zip(columns, values, strict=True):
            columns[name].append(value)
    return pa.table(columns, FINDINGS)


def _legible(text: str) -> str:
    """A text that Arrow can hold: a lone surrogate, as of a file's name, is shown as an escape."""
    return text.encode("utf-8", "backslashreplace").decode()


def _number(value: Any) -> float | None:
    if value is None:
        return None
    return float(value.number if isinstance(value, Money) else value)
