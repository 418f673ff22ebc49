"""The folder of a corpus's tables: a Parquet file for each chunk and table, whole or not there.

    OUT/reports/part-000000-….parquet    OUT/cells/…    OUT/findings/…    OUT/findings/years.parquet
    OUT/corpus.json                      what the tables hold; there only when all of them are whole

The row of `reports` is written last, so that a chunk whose reports are there is done.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ..errors import FileError, UsageError
from ..findings import Finding
from .arrow import Schema, Table, pq
from .tables import TABLES

MANIFEST: Final = "corpus.json"
YEARS: Final = "years"
SPILL: Final = ".years"
_LAST: Final = "reports"
_ALIKE: Final = {
    "reports": ["verdict", "format", "edition"],
    "cells": True,
    "findings": ["rule", "severity", *(f"{name}.list.element" for name in ("at", "cells", "previous_cells"))],
}
"""Columns whose values repeat, so that a dictionary of them pays."""
_BATCH: Final = 2**14
"""Values that the writer takes at once: more than by default, because most columns repeat over far longer runs."""
_SOUGHT: Final = ["document", "organ", "year", "verdict", "rule", "severity"]
"""Columns by whose bounds a reader may pass over a file; to find those of the others takes as long as to write them."""


def _encoding(table: str) -> dict[str, Any]:
    return {
        "compression": "zstd",
        "use_dictionary": _ALIKE[table],
        "write_batch_size": _BATCH,
        "write_statistics": _SOUGHT,
    }


class Parts:
    """The parts that are in a folder, and those that get there."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder: Final = Path(folder)

    def prepare(self) -> None:
        """Make the folder ready, without touching what was done.

        Raises
        ------
        UsageError
            If there is something else in it.
        FileError
            If it cannot be written.
        """
        try:
            held = sorted(path.name for path in self.folder.iterdir()) if self.folder.exists() else []
            foreign = [name for name in held if name not in (*TABLES, MANIFEST, SPILL)]
            if foreign:
                raise UsageError(Finding("CORPUS-FOLDER", facts={"path": str(self.folder), "printed": foreign[0]}))
            for table in TABLES:
                (self.folder / table).mkdir(parents=True, exist_ok=True)
            (self.folder / MANIFEST).unlink(missing_ok=True)
        except OSError as error:
            raise self._unwritable(error) from None

    def done(self, name: str) -> bool:
        """Whether a chunk's rows are all there."""
        return self._path(_LAST, name).exists()

    def write(self, name: str, tables: Mapping[str, Table]) -> None:
        """Write a chunk's rows, or those of one table.

        Raises
        ------
        FileError
            If they cannot be written.
        """
        for table in sorted(tables, key=lambda table: table == _LAST):
            target = self._path(table, name)
            unfinished = target.with_name(f".{target.name}.{os.getpid()}")
            try:
                pq.write_table(tables[table], unfinished, **_encoding(table))
                unfinished.replace(target)
            except OSError as error:
                raise self._unwritable(error) from None

    def write_in_turn(self, name: str, table: str, schema: Schema, parts: Iterable[Table]) -> None:
        """Write the rows of one table, a part after the other, so that they need not be in memory together.

        Raises
        ------
        FileError
            If they cannot be written.
        """
        target = self._path(table, name)
        unfinished = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            with pq.ParquetWriter(unfinished, schema, **_encoding(table)) as writer:
                for part in parts:
                    writer.write_table(part)
            unfinished.replace(target)
        except OSError as error:
            raise self._unwritable(error) from None

    def paths(self, table: str) -> Iterator[Path]:
        """The files of a table's chunks, in order."""
        yield from sorted((self.folder / table).glob("part-*.parquet"))

    def keep(self, names: set[str]) -> None:
        """Remove the parts of chunks that are no more, and what was left unfinished."""
        for table in TABLES:
            for path in (self.folder / table).iterdir():
                if path.stem not in names and path.stem != YEARS:
                    path.unlink()
        shutil.rmtree(self.folder / SPILL, ignore_errors=True)

    def finish(self, manifest: Mapping[str, Any]) -> None:
        """Say that all is there."""
        unfinished = self.folder / f"{MANIFEST}.{os.getpid()}"
        unfinished.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        unfinished.replace(self.folder / MANIFEST)

    def _path(self, table: str, name: str) -> Path:
        return self.folder / table / f"{name}.parquet"

    def _unwritable(self, error: OSError) -> FileError:
        reason = error.strerror or str(error)
        return FileError(Finding("FILE-UNWRITABLE", facts={"path": str(self.folder), "reason": reason}))
