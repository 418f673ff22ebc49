"""Documents in Arrow record batches to rows in Arrow record batches: what Spark, Ray and Dask take as it is.

Each of the three functions takes batches with the columns `path` (string) and `bytes` (binary) and gives batches of one
table, its dictionaries as plain strings. They keep no state, so that any worker may run them on any part of a corpus:

    frame.mapInArrow(map_findings, spark_schema)                                # Spark
    dataset.map_batches(map_table, batch_format="pyarrow")                      # Ray, by `next(map_findings([batch]))`
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..checks.switches import Switches
from .arrow import RecordBatch
from .documents import Document
from .tables import TABLES, plain, tables_of
from .tabulate import checked

Batches = Iterable[RecordBatch]


def map_reports(batches: Batches) -> Iterator[RecordBatch]:
    """A row of `reports` for each document."""
    return _mapped(batches, "reports")


def map_cells(batches: Batches) -> Iterator[RecordBatch]:
    """The rows of `cells` for each document."""
    return _mapped(batches, "cells")


def map_findings(batches: Batches) -> Iterator[RecordBatch]:
    """The rows of `findings` for each document, of each by itself."""
    return _mapped(batches, "findings")


def _mapped(batches: Batches, table: str) -> Iterator[RecordBatch]:
    switches = Switches()
    for batch in batches:
        rows: Any = zip(batch.column("path").to_pylist(), batch.column("bytes").to_pylist(), strict=True)
        found = tables_of(checked(Document(name, data or b""), switches) for name, data in rows)[table]
        yield from found.cast(plain(TABLES[table])).combine_chunks().to_batches()
