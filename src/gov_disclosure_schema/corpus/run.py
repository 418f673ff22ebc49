"""A whole corpus: read, checked, put into tables, by all processors, however often it is interrupted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from .. import __version__
from ..checks.switches import RuleNames, Switches
from ..errors import UsageError
from ..findings import Finding
from .across_years import compare_years
from .arrow import pc, pq
from .documents import Chunk, chunks, documents, extent
from .fill import tables_of
from .parts import YEARS, Parts
from .tables import SEVERITIES, VERSION
from .tabulate import checked, killed
from .workers import Workers, worked_on

Progress = Callable[["Pace"], None]
"""Is told how far the run is, after each chunk."""


class Pace(NamedTuple):
    """How far a run is.

    Attributes
    ----------
    documents
        Worked on in this run.
    share
        Of the source, what was done before this run included, from 0 to 1.
    rate
        Documents a second.
    remaining
        Seconds that the rest will take at this rate; None where that cannot be told yet.
    """

    documents: int
    share: float
    rate: float
    remaining: float | None


class Summary(NamedTuple):
    """What is in the tables.

    Attributes
    ----------
    documents
        How many rows `reports` has.
    verdicts
        How many of each verdict.
    errors, warnings, infos
        How many findings of each severity, those across years included.
    worked_on
        How many documents were worked on in this run; the others were done before.
    """

    documents: int
    verdicts: dict[str, int]
    errors: int
    warnings: int
    infos: int
    worked_on: int

    @property
    def code(self) -> int:
        """The exit code of the command: 3 if a document could not be read, 1 if there is an error, else 0."""
        if self.verdicts.get("unreadable"):
            return 3
        return 1 if self.errors else 0


def check_corpus(  # noqa: PLR0913  (each has a default, or is one of the two that say what is done)
    source: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    *,
    select: RuleNames = (),
    ignore: RuleNames = (),
    workers: int | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Read and check every document of a corpus, and write what was found as tables of Parquet files.

    A run that was interrupted goes on where it was; what is done for the same documents is not done again.

    Parameters
    ----------
    source
        A folder, a pattern (`reports/**/*.docx`), a file of JSON Lines (`.jsonl`), an archive (`.zip`), or one file.
    folder
        Where the tables are, or get.
    select, ignore
        As for `check`.
    workers
        How many processes; by default one for each processor.
    progress
        Is told how far it is.

    Raises
    ------
    UsageError
        If there is no such rule, the folder holds something else, or it lies inside the source.
    FileError
        If the source is not there, or the folder cannot be written.
    """
    source = os.fspath(source)
    switches = Switches(select, ignore)
    _refuse_inside(source, folder)
    total = extent(source)
    parts = Parts(folder)
    parts.prepare()
    salt = f"{VERSION} {__version__} {' '.join(switches.off)}"
    names: set[str] = set()
    began, seen, worked = monotonic(), 0, 0
    finished_before = 0

    def undone() -> Iterator[Chunk]:
        nonlocal finished_before
        for chunk in chunks(source):
            name = _name(chunk, salt)
            names.add(name)
            if parts.done(name):
                finished_before += chunk.size
            else:
                yield chunk

    work = partial(tables_of_chunk, folder=os.fspath(folder), off=switches.off, salt=salt)
    probe = partial(_probe, off=switches.off)
    with Workers(workers or os.cpu_count() or 1) as processes:
        for chunk, count in worked_on(undone(), work, probe, processes):
            seen, worked = seen + chunk.size, worked + count
            if progress:
                progress(_pace(worked, seen, finished_before, total, monotonic() - began))
        parts.keep(names)
        compare_years(parts, switches, processes)
    summary = _summary(parts, worked)
    parts.finish(
        {
            "tables": VERSION,
            "package": __version__,
            "source": str(source),
            "switched_off": switches.off,
            **summary._asdict(),
        }
    )
    return summary


def _refuse_inside(source: str, folder: str | os.PathLike[str]) -> None:
    if Path(source).is_dir() and Path(folder).resolve().is_relative_to(Path(source).resolve()):
        raise UsageError(Finding("CORPUS-FOLDER", facts={"path": os.fspath(folder)}, variant="inside"))


def _name(chunk: Chunk, salt: str) -> str:
    """Of the files that hold a chunk's rows: it changes with the documents, and with what is asked of them."""
    return f"part-{chunk.number:06}-{sha256(f'{chunk.identity} {salt}'.encode()).hexdigest()[:12]}"


def tables_of_chunk(chunk: Chunk, killers: frozenset[int], *, folder: str, off: tuple[str, ...], salt: str) -> int:
    """In a worker: write the rows of a chunk."""
    switches = Switches(ignore=off)
    tables = tables_of(
        killed(document.name) if number in killers else checked(document, switches)
        for number, document in enumerate(documents(chunk))
    )
    Parts(folder).write(_name(chunk, salt), tables)
    rows: int = tables["reports"].num_rows
    return rows


def _probe(chunk: Chunk, number: int, *, off: tuple[str, ...]) -> bool:
    """In a worker that may die of it: work on one document."""
    for index, document in enumerate(documents(chunk)):
        if index == number:
            tables_of([checked(document, Switches(ignore=off))])
            return True
    return False


def _pace(worked: int, seen: int, before: int, total: int, took: float) -> Pace:
    left = total - before - seen
    return Pace(
        worked,
        (before + seen) / total if total else 1.0,
        worked / took if took else 0.0,
        took * left / seen if seen else None,
    )


def _summary(parts: Parts, worked: int) -> Summary:
    total: dict[str, int] = dict.fromkeys((*SEVERITIES, "documents"), 0)
    verdicts: dict[str, int] = {}
    for path in parts.paths("reports"):
        table = pq.read_table(path, columns=["verdict", *SEVERITIES])
        total["documents"] += table.num_rows
        for name in SEVERITIES:
            total[name] += pc.sum(table[name]).as_py() or 0
        for counted in pc.value_counts(table["verdict"]).to_pylist():
            verdicts[counted["values"]] = verdicts.get(counted["values"], 0) + counted["counts"]
    years = pq.read_table(parts.folder / "findings" / f"{YEARS}.parquet", columns=["severity"])
    for severity in years["severity"].to_pylist():
        total[f"{severity}s"] += 1
    return Summary(verdicts=dict(sorted(verdicts.items())), worked_on=worked, **total)
