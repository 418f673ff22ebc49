"""Whether two folders of tables hold the same rows, whoever wrote them and in whatever order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from gov_disclosure_schema.corpus.tables import FINDINGS, TABLES, plain

_ORDER: Final = {
    "reports": ("document",),
    "cells": ("document",),  # a document's cells are in the order of the form, which sorting keeps
    "findings": ("document", "previous_document", "rule", "message_en", "place"),
}


def differences(due: Path, found: Path) -> Iterator[str]:
    """What differs between the tables of two folders, a sentence for each table."""
    for table in TABLES:
        left, right = _read(due / table, table), _read(found / table, table)
        if left.num_rows != right.num_rows:
            yield f"{table}: {left.num_rows} rows and {right.num_rows}"
            continue
        differing = [name for name, one, other in _columns(left, right, table) if not one.equals(other)]
        if differing:
            yield f"{table}: {', '.join(differing)} differ in {left.num_rows} rows"


def unnest(folder: Path) -> None:
    """Write the three tables of a folder that holds what `map_documents` gives, and what was found across years."""
    documents = pa.concat_tables(pq.read_table(path) for path in sorted((folder / "documents").glob("*.parquet")))
    years = [pq.read_table(path).cast(plain(FINDINGS)) for path in sorted((folder / "years").glob("*.parquet"))]
    tables = {table: unnested(documents, table) for table in ("cells", "findings")}
    tables["reports"] = documents.select(TABLES["reports"].names)
    tables["findings"] = pa.concat_tables([tables["findings"], *years])
    for table, rows in tables.items():
        (folder / table).mkdir()
        pq.write_table(rows, folder / table / "all.parquet")


def unnested(documents: Any, table: str) -> Any:
    """The rows of a table out of the lists of the documents."""
    lists = documents[table].combine_chunks()
    names = documents["document"].combine_chunks().take(lists.value_parent_indices())
    rows = lists.flatten()
    columns = {name: names if name == "document" else rows.field(name) for name in TABLES[table].names}
    return pa.table(columns).cast(plain(TABLES[table]))


def _read(folder: Path, table: str) -> Any:
    """All rows of a table; what repeats for every report is read as a dictionary, which it need not have been."""
    names = [field.name for field in TABLES[table] if pa.types.is_dictionary(field.type)]
    files = sorted(folder.glob("*.parquet"))
    parts = [pq.read_table(path, read_dictionary=names).select(TABLES[table].names) for path in files]
    return pa.concat_tables(part.cast(TABLES[table]).replace_schema_metadata() for part in parts)


def _columns(left: Any, right: Any, table: str) -> Iterator[tuple[str, Any, Any]]:
    """Both sides of each column, in the same order of rows, one column after the other for the sake of memory."""
    orders = [_sorted(side, table) for side in (left, right)]
    for field in plain(TABLES[table]):
        yield (
            field.name,
            *(
                pc.take(side[field.name].cast(field.type), order)
                for side, order in zip((left, right), orders, strict=True)
            ),
        )


def _sorted(rows: Any, table: str) -> Any:
    """The numbers of the rows, in order; rows that are alike keep theirs."""
    keys = pa.table({name: rows[name].cast(pa.string()) for name in _ORDER[table]})
    return pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in _ORDER[table]])
