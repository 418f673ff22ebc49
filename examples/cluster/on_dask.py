"""The tables of a corpus, made by Dask: `python on_dask.py DOCUMENTS TABLES`."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from dask.distributed import Client

from gov_disclosure_schema.corpus import DOCUMENTS, FINDINGS, ORGANS, compare_organ, map_documents, map_organs, plain

_TOGETHER = 64
"""Documents of a task."""


def checked(root: Path, paths: list[Path], target: Path) -> pa.Table:
    """Check some documents and write a row for each; what is to be compared across years."""
    columns = {
        "path": [path.relative_to(root).as_posix() for path in paths],
        "bytes": pa.array([path.read_bytes() for path in paths], pa.binary()),
    }
    rows = pa.Table.from_batches(map_documents([pa.record_batch(columns)]), DOCUMENTS)
    pq.write_table(rows, target)
    return pa.Table.from_batches(map_organs(rows.to_batches()), ORGANS)


def tables(client: Client, documents: Path, out: Path) -> None:
    """Write a row for each document, its cells and findings in it, and what is found across years."""
    for name in ("documents", "years"):
        (out / name).mkdir(parents=True)
    files = sorted(path for path in documents.rglob("*") if path.is_file())
    parts = [files[n : n + _TOGETHER] for n in range(0, len(files), _TOGETHER)]
    targets = [out / "documents" / f"{n:06}.parquet" for n in range(len(parts))]
    organs = client.gather(client.map(checked, [documents] * len(parts), parts, targets))
    years = client.submit(compare_organ, pa.concat_tables(organs)).result() if organs else plain(FINDINGS).empty_table()
    pq.write_table(years, out / "years" / "all.parquet")


if __name__ == "__main__":
    with Client(n_workers=2, threads_per_worker=1, dashboard_address=None) as found:
        tables(found, Path(sys.argv[1]), Path(sys.argv[2]))
