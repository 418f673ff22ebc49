"""The tables of a corpus, as Arrow has them: `reports`, `cells`, `findings`; and what fills them.

A table that changes gets the next `VERSION`; both stand in the metadata of the schema, and so in every Parquet file.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from ..catalogue import Severity
from ..editions import FORMS
from ..findings import Finding
from ..money import Money
from ..report import cells
from .arrow import Array, Field, Schema, Table, pa, pc
from .tabulate import DATA_FORMATS, Checked

VERSION: Final = 1
"""Version of the tables."""


def _schema(table: str, *fields: Field) -> Schema:
    return pa.schema(
        fields, metadata={"gov-disclosure-schema.table": table, "gov-disclosure-schema.version": str(VERSION)}
    )


def _field(name: str, kind: Any, meaning: str, *, nullable: bool = True) -> Field:
    return pa.field(name, kind, nullable=nullable, metadata={"meaning": meaning})


_WORDS: Final = pa.dictionary(pa.int32(), pa.string())
_ADDRESSES: Final = pa.list_(pa.field("element", pa.string()))  # named as Parquet names it

REPORTS: Final = _schema(
    "reports",
    _field("document", pa.string(), "name of the document in the corpus; one row each", nullable=False),
    _field("verdict", pa.string(), "passed, incomplete, failed or unreadable, as the command says it", nullable=False),
    _field("format", pa.string(), "format of the document; null where it could not be read"),
    _field("bytes", pa.int64(), "size of the document", nullable=False),
    _field("edition", pa.string(), "edition of the form, or the mixture of two"),
    _field("organ", pa.string(), "the organ that reports"),
    _field("year", pa.int16(), "the reporting year"),
    _field("unified_social_credit_code", pa.string(), "the organ's credit code (GB 32100), where it is stated"),
    _field("administrative_division_code", pa.string(), "division code (GB/T 2260), where it is stated"),
    _field("publication_date", pa.date32(), "day of publication, where it is stated"),
    _field("source_url", pa.string(), "where it was published, where that is stated"),
    _field("errors", pa.int32(), "findings of severity error in the document by itself", nullable=False),
    _field("warnings", pa.int32(), "findings of severity warning", nullable=False),
    _field("infos", pa.int32(), "findings of severity info", nullable=False),
    _field("passed", pa.int32(), "identities that hold", nullable=False),
    _field("failed", pa.int32(), "identities that do not", nullable=False),
    _field("not_assessable", pa.int32(), "identities that a blank kept from being assessed", nullable=False),
)
CELLS: Final = _schema(
    "cells",
    _field("document", _WORDS, "name of the document", nullable=False),
    _field("edition", _WORDS, "edition of the form, or the mixture of two", nullable=False),
    _field("section", _WORDS, "first part of the address", nullable=False),
    _field("row", _WORDS, "the parts between; empty where the section has no rows", nullable=False),
    _field("column", _WORDS, "last part of the address", nullable=False),
    _field("address", _WORDS, "address of the cell, as everywhere", nullable=False),
    _field("value", pa.float64(), "the number, exact for every count and for 15 digits; null where the cell is blank"),
    _field("unit", _WORDS, "unit of an amount of money: 元, 万元, or empty where the cell states none; null of counts"),
    _field("printed", pa.string(), "what stood in the cell, where that is not the number in plain notation"),
)
FINDINGS: Final = _schema(
    "findings",
    _field("document", pa.string(), "name of the document", nullable=False),
    _field("rule", pa.string(), "id of the rule", nullable=False),
    _field("severity", pa.string(), "error, warning or info", nullable=False),
    _field("at", _ADDRESSES, "addresses that the finding stands at", nullable=False),
    _field("cells", _ADDRESSES, "addresses of every cell involved", nullable=False),
    _field("actual", pa.float64(), "what is printed, where a number is at stake"),
    _field("expected", pa.float64(), "what it should be"),
    _field("difference", pa.float64(), "actual less expected"),
    _field("place", pa.string(), "where in the source; null in JSON and XML, where the address says it"),
    _field("previous_document", pa.string(), "the document for the year before, of a finding across two years"),
    _field("previous_cells", _ADDRESSES, "addresses of that document's cells involved", nullable=False),
    _field("message_zh", pa.string(), "the finding in Chinese", nullable=False),
    _field("message_en", pa.string(), "the finding in English", nullable=False),
)
SEVERITIES: Final = ("errors", "warnings", "infos")
"""The columns of `reports` that count findings."""
TABLES: Final = {"reports": REPORTS, "cells": CELLS, "findings": FINDINGS}


def tables_of(found: Iterable[Checked]) -> dict[str, Table]:
    """The rows of some documents, table by table, in the order of the documents and of the form."""
    rows = [*found]
    return {
        "reports": _reports(rows),
        "cells": _cells([one for one in rows if one.report is not None]),
        "findings": findings_table(
            (one.document, None, _told(one, finding)) for one in rows for finding in one.findings
        ),
    }


def _told(one: Checked, finding: Finding) -> Finding:
    return replace(finding, position=None) if one.format in DATA_FORMATS and finding.at else finding


def _reports(rows: Sequence[Checked]) -> Table:
    severities = [[finding.severity for finding in one.findings] for one in rows]
    totals = [one.findings.total for one in rows]
    columns: dict[str, list[Any]] = {
        "document": [one.document for one in rows],
        "verdict": [one.verdict for one in rows],
        "format": [one.format or None for one in rows],
        "bytes": [one.size for one in rows],
        "errors": [found.count(Severity.ERROR) for found in severities],
        "warnings": [found.count(Severity.WARNING) for found in severities],
        "infos": [found.count(Severity.INFO) for found in severities],
        "passed": [total.passed for total in totals],
        "failed": [total.failed for total in totals],
        "not_assessable": [total.not_assessable for total in totals],
    }
    for name in (name for name in REPORTS.names if name not in columns):
        columns[name] = [getattr(one.report, name, None) for one in rows]
    return pa.table(columns, REPORTS)


_REPEATED: Final = ("section", "row", "column", "address", "unit")
"""The columns of `cells` that say the same for every report of a form."""


class _Vocabulary(NamedTuple):
    """What the columns of `cells` repeat for every report: the words, and for each form which of them, cell by cell."""

    words: dict[str, list[str]]
    indices: dict[str, dict[str, array[int]]]


@cache
def _vocabulary() -> _Vocabulary:
    seen: dict[str, dict[str, int]] = {name: {} for name in _REPEATED}
    indices: dict[str, dict[str, array[int]]] = {}
    for form in FORMS:
        indices[form] = {name: array("i") for name in seen}
        for cell in cells(form):
            section, *row, column = cell.address.split(".")
            said = {"section": section, "row": ".".join(row), "column": column, "address": cell.address}
            for name, word in said.items():
                indices[form][name].append(seen[name].setdefault(word, len(seen[name])))
            # Of a count there is no unit; of an amount that states its own, it is put in afterwards.
            known = cell.unit if cell.kind in _AMOUNTS else None
            indices[form]["unit"].append(_NONE if known is None else seen["unit"].setdefault(known, len(seen["unit"])))
    return _Vocabulary({name: [*words] for name, words in seen.items()}, indices)


def _cells(rows: Sequence[Checked]) -> Table:
    known = _vocabulary()
    forms = [*FORMS]
    numbers = {name: array("i") for name in ("document", "edition", *_REPEATED)}
    units = {unit: n for n, unit in enumerate(known.words["unit"])}
    values: list[Any] = []
    printed: dict[int, str] = {}
    for number, one in enumerate(rows):
        report: Any = one.report
        form, found, begin = report.edition, [*one.values], len(values)
        numbers["document"] += array("i", [number]) * len(found)
        numbers["edition"] += array("i", [forms.index(form)]) * len(found)
        for name in _REPEATED:
            numbers[name] += known.indices[form][name]
        if one.format not in DATA_FORMATS:
            printed |= {begin + n: text for n, text in enumerate(_texts(one, found)) if text is not None}
        for n in _amounts(form):
            amount = found[n]
            if isinstance(amount, Money):
                numbers["unit"][begin + n] = units.setdefault(amount.unit, len(units))
                text = _text(str(amount.number), amount.number)
                if text is not None:
                    printed.setdefault(begin + n, text)
            found[n] = _number(amount)
        values += found
    words = {**known.words, "unit": [*units], "document": [one.document for one in rows], "edition": forms}
    indices = {name: _int32(of) for name, of in numbers.items()}
    indices["unit"] = pc.if_else(pc.equal(indices["unit"], _NONE), None, indices["unit"])
    columns: dict[str, Any] = {
        name: pa.DictionaryArray.from_arrays(indices[name], pa.array(words[name], pa.string())) for name in numbers
    }
    columns["value"] = pa.array(values, pa.float64())
    columns["printed"] = _scattered(printed, len(values))
    return pa.table({name: columns[name] for name in CELLS.names}, CELLS)


_NONE: Final = -1
"""Number of a word that is none."""
_AMOUNTS: Final = ("amount", "stated_amount")


@cache
def _amounts(form: str) -> tuple[int, ...]:
    """The cells that hold an amount of money, by their number."""
    return tuple(n for n, cell in enumerate(cells(form)) if cell.kind in _AMOUNTS)


def _texts(one: Checked, values: Sequence[Any]) -> list[str | None]:
    """What stood in each cell, where that is not its number; None, too, where the cell was not found."""
    report: Any = one.report
    texts: list[str | None] = []
    for cell, value in zip(cells(report.edition), values, strict=True):
        place = one.places.get(cell.address)
        texts.append(_text(place.printed, value.number if isinstance(value, Money) else value) if place else None)
    return texts


def _text(printed: str, value: Any) -> str | None:
    """A text, unless it is just the number that the column of values holds."""
    if value is None or printed != str(value):
        return printed
    return None if isinstance(value, int) or Decimal(repr(float(value))) == value else printed


def _number(value: Any) -> float | None:
    if value is None:
        return None
    return float(value.number if isinstance(value, Money) else value)


def _int32(numbers: array[int]) -> Array:
    """The numbers as they lie in memory."""
    return pa.Array.from_buffers(pa.int32(), len(numbers), [None, pa.py_buffer(numbers)])


def _scattered(texts: Mapping[int, str], length: int) -> Array:
    """Texts by their place; null between them."""
    return pa.array(map(texts.get, range(length)), pa.string(), size=length) if texts else pa.nulls(length, pa.string())


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


def plain(schema: Schema) -> Schema:
    """A table's schema without dictionaries, which not every engine takes."""
    fields = [field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field for field in schema]
    return pa.schema(fields, metadata=schema.metadata)
