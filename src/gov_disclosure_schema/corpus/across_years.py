"""Reports of one organ for two years in a row, found among the documents of a corpus and compared.

The reports of the parts are sorted into files by organ, as Arrow has them; each file is then compared by itself. No
more than a part's and a file's reports are in memory.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from ..checks.switches import Switches
from ..report import cells
from .arrow import Table, pa, pc, pq
from .fill import findings_table
from .one_organ import HEADER, ROWS, Row, stated, told_of
from .parts import SPILL, YEARS, Parts
from .tables import FINDINGS
from .workers import Workers

_TOGETHER: Final = 2000
"""Reports of a file, about."""
_FILES_MAX: Final = 500


def compare_years(parts: Parts, switches: Switches, workers: Workers) -> None:
    """Compare what can be compared in the parts of a folder; write what is found beside their findings."""
    spill = parts.folder / SPILL
    shutil.rmtree(spill, ignore_errors=True)
    spill.mkdir()
    total = sum(pq.ParquetFile(path).metadata.num_rows for path in parts.paths("reports"))
    files = min(_FILES_MAX, total // _TOGETHER + 1)
    _sort(parts, spill, files)
    parts.write_in_turn(YEARS, "findings", FINDINGS, _compared(spill, files, switches, workers))
    shutil.rmtree(spill)


def _compared(spill: Path, files: int, switches: Switches, workers: Workers) -> Iterator[Table]:
    """What is found in each file, in their order; should a worker die, the rest is done here."""
    work = partial(_found, spill, files, switches.off)
    done = 0
    if min(workers.count, files) > 1:
        try:
            for found in workers.pool.map(work, range(files)):
                yield found
                done += 1
        except BrokenProcessPool:
            workers.end()
    yield from map(work, range(done, files))


def _sort(parts: Parts, spill: Path, files: int) -> None:
    """The reports of all parts, each written to the file of each of its keys."""
    writers: dict[int, Any] = {}
    for reports, its_cells in zip(parts.paths("reports"), parts.paths("cells"), strict=True):
        rows = _rows(reports, its_cells)
        places: defaultdict[int, list[int]] = defaultdict(list)
        for n, header in enumerate(rows.select([*HEADER]).to_pylist()):
            for number in {_file_of(key, files) for key in Row(**header, values=[], units=[]).keys}:
                places[number].append(n)
        for number, found in places.items():
            if number not in writers:
                writers[number] = pq.ParquetWriter(_path(spill, number), ROWS, compression="zstd")
            writers[number].write_table(rows.take(found))
    for writer in writers.values():
        writer.close()


def _file_of(key: str, files: int) -> int:
    return crc32(key.encode()) % files


def _path(spill: Path, number: int) -> Path:
    return spill / f"{number:04}.parquet"


def _rows(reports: Path, its_cells: Path) -> Table:
    """The reports of a part that are of a known organ and year, each with its cells."""
    found = pq.read_table(reports, columns=[*HEADER])
    found = found.filter(pc.is_valid(found["edition"]))
    forms = found["edition"].to_pylist()
    offsets = [0]
    for form in forms:
        offsets.append(offsets[-1] + len(cells(form)))
    columns: Mapping[str, Any] = {name: found[name] for name in HEADER}
    values = pq.read_table(its_cells, columns=["value"])["value"].combine_chunks()
    units = pa.array(_units(its_cells, forms, offsets), ROWS.field("units").type)
    rows = pa.table({**columns, "values": pa.ListArray.from_arrays(offsets, values), "units": units})
    return rows.cast(ROWS).filter(pc.and_(pc.is_valid(rows["organ"]), pc.is_valid(rows["year"])))


def _units(its_cells: Path, forms: list[str], offsets: list[int]) -> list[list[str | None]]:
    """Of each report the units of the cells that state one."""
    if not any(map(stated, forms)):
        return [[] for _ in forms]
    units = pq.read_table(its_cells, columns=["unit"])["unit"].to_pylist()
    return [[units[begin + n] for n in stated(form)] for form, begin in zip(forms, offsets, strict=False)]


def _found(spill: Path, files: int, off: tuple[str, ...], number: int) -> Table:
    """What is found among the reports of a file: those of a key are all in the key's file."""
    by_key: defaultdict[str, list[Row]] = defaultdict(list)
    if _path(spill, number).exists():
        for values in pq.read_table(_path(spill, number)).to_pylist():
            row = Row(**values)
            for key in row.keys:
                if _file_of(key, files) == number:
                    by_key[key].append(row)
    switches = Switches(ignore=off)
    found = findings_table(told for key in sorted(by_key) for told in told_of(key, by_key[key], switches))
    return found.sort_by([("document", "ascending"), ("rule", "ascending")])
