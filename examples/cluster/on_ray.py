"""The tables of a corpus, made by Ray Data: `python on_ray.py DOCUMENTS TABLES`."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import ray

from gov_disclosure_schema.corpus import DOCUMENTS, ORGANS, compare_organ, map_documents, map_organs


def checked(files: pa.Table) -> pa.Table:
    """Files with `path` and `bytes` to a row for each document."""
    return pa.Table.from_batches(map_documents(files.to_batches()), DOCUMENTS)


def organs(documents: pa.Table) -> pa.Table:
    """Documents to a row for each key of an organ."""
    return pa.Table.from_batches(map_organs(documents.to_batches()), ORGANS)


def tables(documents: Path, out: Path) -> None:
    """Write a row for each document, its cells and findings in it, and what is found across years."""
    root = f"{documents.resolve()}/"
    files = ray.data.read_binary_files(root, include_paths=True).map_batches(
        lambda found: pa.table(
            {"path": [path.removeprefix(root) for path in found["path"].to_pylist()], "bytes": found["bytes"]}
        ),
        batch_format="pyarrow",
    )
    rows = files.map_batches(checked, batch_format="pyarrow", batch_size=64).materialize()
    rows.write_parquet(str(out / "documents"))
    found = rows.map_batches(organs, batch_format="pyarrow", batch_size=64)
    years = found.groupby("key").map_groups(compare_organ, batch_format="pyarrow")
    years.write_parquet(str(out / "years"))


if __name__ == "__main__":
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    tables(Path(sys.argv[1]), Path(sys.argv[2]))
    ray.shutdown()
