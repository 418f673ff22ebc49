"""Documents in Arrow record batches to rows in Arrow record batches: what Spark, Ray and Dask take as it is.

`map_documents` takes batches with the columns `path` (string) and `bytes` (binary) and gives a row for each document:
that of `reports`, with the document's rows of `cells` and `findings` as lists. It keeps no state, so that any worker
may run it on any part of a corpus, and again. `map_reports`, `map_cells` and `map_findings` give the rows of one table
alone.

Findings across years need all reports of an organ together: `map_organs` gives, of what `map_documents` gave, a row for
each key of an organ, and `compare_organ` takes those of a key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any, Final

from ..checks.switches import Switches
from ..report import cells
from .arrow import Array, RecordBatch, Table, pa
from .documents import Document
from .fill import findings_table, tables_of
from .one_organ import HEADER, ROWS, Row, stated, told_of
from .tables import FINDINGS, REPORTS, SEVERITIES, TABLES, plain
from .tabulate import checked

Batches = Iterable[RecordBatch]


def _rows_of(table: str) -> Any:
    """A list of a document's rows of another table, which need not name the document once more."""
    of_document = [field for field in plain(TABLES[table]) if field.name != "document"]
    return pa.list_(pa.field("element", pa.struct(of_document), nullable=False))


DOCUMENTS: Final = pa.schema(
    [*plain(REPORTS), *(pa.field(table, _rows_of(table), nullable=False) for table in ("cells", "findings"))],
    metadata=REPORTS.metadata,
)
"""What `map_documents` gives."""
ORGANS: Final = pa.schema([pa.field("key", pa.string(), nullable=False), *ROWS])
"""What `map_organs` gives."""


def map_documents(batches: Batches) -> Iterator[RecordBatch]:
    """A row of `reports` for each document, with its rows of `cells` and of `findings` as lists."""
    for found in _tabulated(batches):
        columns = {name: found["reports"][name] for name in REPORTS.names}
        for table, lengths in _lengths(found["reports"]).items():
            columns[table] = _listed(found[table], lengths, DOCUMENTS.field(table).type)
        yield from pa.table(columns, DOCUMENTS).combine_chunks().to_batches()


def map_reports(batches: Batches) -> Iterator[RecordBatch]:
    """A row of `reports` for each document."""
    return _mapped(batches, "reports")


def map_cells(batches: Batches) -> Iterator[RecordBatch]:
    """The rows of `cells` for each document."""
    return _mapped(batches, "cells")


def map_findings(batches: Batches) -> Iterator[RecordBatch]:
    """The rows of `findings` for each document, of each by itself."""
    return _mapped(batches, "findings")


def map_organs(batches: Batches) -> Iterator[RecordBatch]:
    """A row for each key of an organ, its credit code or its name, of the documents that `map_documents` gave."""
    for batch in batches:
        found: list[dict[str, Any]] = []
        for document in pa.table(batch).select([*HEADER, "cells"]).to_pylist():
            listed = document.pop("cells")
            if document["organ"] is not None and document["year"] is not None:
                values = [cell["value"] for cell in listed]
                units = [listed[n]["unit"] for n in stated(document["edition"])]
                row = Row(**document, values=values, units=units)
                found += ({"key": key, **row._asdict()} for key in sorted(row.keys))
        yield from pa.Table.from_pylist(found, ORGANS).to_batches()


def compare_organ(rows: Table) -> Table:
    """The rows of `findings` across years, of all rows of a key, or of several keys."""
    by_key: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows.select(ORGANS.names).to_pylist():
        by_key[row.pop("key")].append(Row(**row))
    switches = Switches()
    told = (told for key in sorted(by_key) for told in told_of(key, by_key[key], switches))
    return findings_table(told).cast(plain(FINDINGS))


def _mapped(batches: Batches, table: str) -> Iterator[RecordBatch]:
    for found in _tabulated(batches):
        yield from found[table].combine_chunks().to_batches()


def _tabulated(batches: Batches) -> Iterator[dict[str, Table]]:
    """The tables of each batch, their dictionaries as plain strings, which every engine takes."""
    switches = Switches()
    for batch in batches:
        rows: Any = zip(batch.column("path").to_pylist(), batch.column("bytes").to_pylist(), strict=True)
        found = tables_of(checked(Document(name, data or b""), switches) for name, data in rows)
        yield {name: table.cast(plain(TABLES[name])) for name, table in found.items()}


def _lengths(reports: Table) -> dict[str, list[int]]:
    """How many rows of `cells` and of `findings` each document has."""
    rows = reports.select(["edition", *SEVERITIES]).to_pylist()
    return {
        "cells": [len(cells(row["edition"])) if row["edition"] else 0 for row in rows],
        "findings": [sum(row[severity] for severity in SEVERITIES) for row in rows],
    }


def _listed(table: Table, lengths: Iterable[int], kind: Any) -> Array:
    """The rows of a table as lists of so many."""
    offsets = pa.array([0, *accumulate(lengths)], pa.int32())
    fields = [*kind.value_type]
    arrays = [table[field.name].combine_chunks() for field in fields]
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(arrays, fields=fields), type=kind)
