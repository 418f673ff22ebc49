"""Reports of one organ for two years in a row, found among the documents of a corpus and compared.

The rows of the parts are sorted into files by organ, so that no more than a part's and one file's are in memory.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from ..checks.switches import Switches
from ..report import cells
from .arrow import pa, pq
from .one_organ import HEADER, ROWS, Row, Told, told_of
from .parts import SPILL, YEARS, Parts
from .tables import FINDINGS, findings_table

_TOGETHER: Final = 2000
"""Reports of a file, about."""
_FILES_MAX: Final = 500


def compare_years(parts: Parts, switches: Switches) -> None:
    """Compare what can be compared in the parts of a folder; write what is found beside their findings."""
    spill = parts.folder / SPILL
    shutil.rmtree(spill, ignore_errors=True)
    spill.mkdir()
    total = sum(pq.ParquetFile(path).metadata.num_rows for path in parts.paths("reports"))
    files = min(_FILES_MAX, total // _TOGETHER + 1)
    _sort(parts, spill, files)
    batches = [findings_table(_found(spill, number, files, switches)) for number in range(files)]
    found = pa.concat_tables([FINDINGS.empty_table(), *batches])
    parts.write(YEARS, {"findings": found.sort_by([("document", "ascending"), ("rule", "ascending")])})
    shutil.rmtree(spill)


def _sort(parts: Parts, spill: Path, files: int) -> None:
    """The reports of all parts, each written to the file of each of its keys."""
    writers: dict[int, Any] = {}
    for reports, its_cells in zip(parts.paths("reports"), parts.paths("cells"), strict=True):
        rows: defaultdict[int, list[Row]] = defaultdict(list)
        for row in _rows(reports, its_cells):
            for number in {_file_of(key, files) for key in row.keys}:
                rows[number].append(row)
        for number, found in rows.items():
            if number not in writers:
                writers[number] = pq.ParquetWriter(_path(spill, number), ROWS, compression="zstd")
            writers[number].write_table(pa.Table.from_pylist([row._asdict() for row in found], ROWS))
    for writer in writers.values():
        writer.close()


def _file_of(key: str, files: int) -> int:
    return crc32(key.encode()) % files


def _path(spill: Path, number: int) -> Path:
    return spill / f"{number:04}.parquet"


def _rows(reports: Path, its_cells: Path) -> Iterator[Row]:
    """The reports of a part that are of a known organ and year, each with its cells."""
    held = pq.read_table(its_cells, columns=["value", "unit"])
    begin = 0
    for row in pq.read_table(reports, columns=[*HEADER]).to_pylist():
        if row["edition"] is None:
            continue
        end = begin + len(cells(row["edition"]))
        if row["organ"] is not None and row["year"] is not None:
            own = held.slice(begin, end - begin)
            yield Row(**row, values=own["value"].to_pylist(), units=own["unit"].to_pylist())
        begin = end


def _found(spill: Path, number: int, files: int, switches: Switches) -> Told:
    """What is found among the reports of a file: those of a key are all in the key's file."""
    by_key: defaultdict[str, list[Row]] = defaultdict(list)
    if _path(spill, number).exists():
        for values in pq.read_table(_path(spill, number)).to_pylist():
            row = Row(**values)
            for key in row.keys:
                if _file_of(key, files) == number:
                    by_key[key].append(row)
    for key in sorted(by_key):
        yield from told_of(key, by_key[key], switches)
