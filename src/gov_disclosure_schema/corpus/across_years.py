"""Reports of one organ for two years in a row, found among the documents of a corpus and compared.

The rows of the parts are sorted into files by organ, so that no more than a part's and one file's are in memory.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple
from zlib import crc32

from ..checks.material import Material
from ..checks.organs import short_name
from ..checks.switches import Switches
from ..checks.years import check
from ..editions import FORMS
from ..findings import Finding
from ..money import Money
from ..report import PublishedReport, cells, sections, tables
from ..walk import Cell
from .arrow import pa, pq
from .parts import SPILL, YEARS, Parts
from .tables import FINDINGS, findings_table

_TOGETHER: Final = 2000
"""Reports of a file, about."""
_FILES_MAX: Final = 500
_HEADER: Final = ("document", "edition", "organ", "year", "unified_social_credit_code")
_SORTED: Final = pa.schema(
    [
        *((name, pa.int16() if name == "year" else pa.string()) for name in _HEADER),
        ("values", pa.list_(pa.float64())),
        ("units", pa.list_(pa.string())),
    ]
)
_Told = Iterator[tuple[str, str | None, Finding]]
"""Findings, each with its document and that for the year before."""


class _Row(NamedTuple):
    """A report of a known organ and year: what comparing years looks at."""

    document: str
    edition: str
    organ: str
    year: int
    unified_social_credit_code: str | None
    values: list[float | None]
    units: list[str | None]

    @property
    def keys(self) -> set[str]:
        """What it may be found by: its code and its name, because the report for the other year may state no code."""
        return {self.unified_social_credit_code or self.name, self.name}

    @property
    def name(self) -> str:
        return short_name(self.organ)


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
        rows: defaultdict[int, list[_Row]] = defaultdict(list)
        for row in _rows(reports, its_cells):
            for number in {_file_of(key, files) for key in row.keys}:
                rows[number].append(row)
        for number, found in rows.items():
            if number not in writers:
                writers[number] = pq.ParquetWriter(_path(spill, number), _SORTED, compression="zstd")
            writers[number].write_table(pa.Table.from_pylist([row._asdict() for row in found], _SORTED))
    for writer in writers.values():
        writer.close()


def _file_of(key: str, files: int) -> int:
    return crc32(key.encode()) % files


def _path(spill: Path, number: int) -> Path:
    return spill / f"{number:04}.parquet"


def _rows(reports: Path, its_cells: Path) -> Iterator[_Row]:
    """The reports of a part that are of a known organ and year, each with its cells."""
    held = pq.read_table(its_cells, columns=["value", "unit"])
    begin = 0
    for row in pq.read_table(reports, columns=[*_HEADER]).to_pylist():
        if row["edition"] is None:
            continue
        end = begin + len(cells(row["edition"]))
        if row["organ"] is not None and row["year"] is not None:
            own = held.slice(begin, end - begin)
            yield _Row(**row, values=own["value"].to_pylist(), units=own["unit"].to_pylist())
        begin = end


def _found(spill: Path, number: int, files: int, switches: Switches) -> _Told:
    """What is found among the reports of a file: those of a key are all in the key's file."""
    by_key: defaultdict[str, list[_Row]] = defaultdict(list)
    if _path(spill, number).exists():
        for values in pq.read_table(_path(spill, number)).to_pylist():
            row = _Row(**values)
            for key in row.keys:
                if _file_of(key, files) == number:
                    by_key[key].append(row)
    for key in sorted(by_key):
        yield from _of_one(key, by_key[key], switches)


def _of_one(key: str, rows: list[_Row], switches: Switches) -> _Told:
    """What is found among the reports of one code, or of one name; there, of pairs of which one states no code."""
    by_code = any(row.unified_social_credit_code == key for row in rows)
    by_year: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in sorted(rows):
        by_year[row.year].append(row)

    def open_(year: int) -> bool:
        """Whether a report for a year is to be found by this key alone."""
        return any(by_code or row.unified_social_credit_code is None for row in by_year.get(year, ()))

    for year, of_year in sorted(by_year.items()):
        if len(of_year) > 1:
            if open_(year) or open_(year - 1) or open_(year + 1):
                yield from _twice(of_year, switches)
        elif len(before := by_year.get(year - 1, [])) == 1 and (open_(year) or open_(year - 1)):
            yield from _compared(of_year[0], before[0], switches)


def _twice(rows: list[_Row], switches: Switches) -> _Told:
    if switches.on("CORPUS-TWICE"):
        at, names = ("organ", "year"), [row.document for row in rows]
        for row in rows:
            others = "、".join(name for name in names if name != row.document)
            facts: Mapping[str, str | int] = {
                "organ": row.organ,
                "year": str(row.year),
                "count": len(rows),
                "others": others,
            }
            yield row.document, None, Finding("CORPUS-TWICE", at, at, facts=facts)


def _compared(this: _Row, last: _Row, switches: Switches) -> _Told:
    for finding in check(Material(_report(this), _report(last), switches)):
        if switches.tells(finding):
            yield this.document, last.document, finding


def _report(row: _Row) -> PublishedReport:
    """A report without its texts, at which comparing years does not look."""
    document: dict[str, Any] = {
        "schema_id": FORMS[row.edition].schema_id,
        "edition": row.edition,
        "organ": row.organ,
        "year": row.year,
        "unified_social_credit_code": row.unified_social_credit_code,
        **{section: {} if section in tables() else () for section in sections()},
    }
    for cell, value, unit in zip(cells(row.edition), row.values, row.units, strict=True):
        *parents, leaf = cell.address.split(".")
        part = document
        for field in parents:
            part = part.setdefault(field, {})
        part[leaf] = _exact(cell, value, unit)
    return PublishedReport.model_validate(document)


def _exact(cell: Cell, value: float | None, unit: Any) -> int | Decimal | Money | None:
    if value is None:
        return None
    if cell.kind == "amount":
        return Decimal(repr(value))
    return Money(Decimal(repr(value)), unit) if cell.kind == "stated_amount" else int(value)
