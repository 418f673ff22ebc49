"""Corpora: tables made of JSON Lines beside the bare decode, two processes beside one, how memory grows, what it costs.

python benchmarks/of_corpus.py
python benchmarks/of_corpus.py --write              # into docs/benchmarks-corpus.md
python benchmarks/of_corpus.py --most 10000         # leave out the largest corpora
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from itertools import count
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any, Final, NamedTuple

from measuring import EXAMPLE, ROOT, Comparison, measured, table

import gov_disclosure_schema as gds
from gov_disclosure_schema.checks.switches import Switches
from gov_disclosure_schema.corpus.documents import Document, chunks, documents
from gov_disclosure_schema.corpus.fill import tables_of
from gov_disclosure_schema.corpus.run import tables_of_chunk
from gov_disclosure_schema.corpus.tables import TABLES
from gov_disclosure_schema.corpus.tabulate import checked
from gov_disclosure_schema.testing.corpora import corpus_of

PAGE: Final = ROOT / "docs" / "benchmarks-corpus.md"
LINES: Final = 560
"""Reports of a chunk."""
ROUNDS: Final = 15
SIZES: Final = (1_000, 10_000, 100_000)
SPED_UP: Final = 20_000
MIXED: Final = 2_000
YEARLY: Final = 300_000
YEARS: Final = 20
CORES: Final = (2, 64)
_OFF: Final = {
    "the identities alone": ("N", "P", "Y"),
    "all but the running text": ("N",),
    "every check": (),
}
_TARGETS: Final = {"the identities alone": 2.0}
_MB: Final = 1e6


def lines(folder: Path, reports: int) -> Path:
    """A file of so many reports, all different, of organs with two years each; made of two real ones by factors."""
    path = folder / f"{reports}.jsonl"
    written = [json.loads(gds.codecs.json.encode(gds.read(file).report)) for file in _REAL]
    parts = ("proactive_disclosure", "requests", "remedies")
    with path.open("wb") as out:
        for number in range(reports):
            organ, year = divmod(number, 2)
            report = written[year] | {part: _times(written[year][part], 1 + organ % 97) for part in parts}
            report |= {"organ": f"示例第{organ}局"}
            report["proactive_disclosure"]["fees"]["amount"] = organ % 7
            out.write(json.dumps(report, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return path


_REAL: Final = (EXAMPLE, EXAMPLE.with_name("suqian-2024.txt"))


def _times(value: Any, factor: int) -> Any:
    if isinstance(value, Mapping):
        return {key: _times(inner, factor) for key, inner in value.items()}
    return value * factor


def one_core() -> Iterator[str]:
    """A chunk of JSON Lines to tables, beside decoding its lines and nothing else."""
    yield "## One core"
    yield ""
    yield f"{LINES} different reports as JSON Lines; milliseconds for a thousand of them."
    yield ""
    yield "- The bare decode: `AnnualReport.model_validate_json` on each line in memory. The model is built and its"
    yield "  identities are verified; nothing is read from a file, nothing kept."
    yield "- The decode of the codec: `codecs.json.decode`, which also refuses keys that stand twice and numbers that"
    yield "  would be rounded, as all that follows does."
    yield "- The tables: what a worker of `corpus check` does with a chunk. The lines are read from the file, decoded"
    yield "  and checked, and three tables of Parquet written: with the identities alone (`--ignore N,P,Y`), with all"
    yield "  but the running text (`--ignore N`), with every check."
    yield ""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (chunk,) = chunks(str(lines(folder, LINES)))
        found = [document.data for document in documents(chunk) if isinstance(document.data, bytes)]
        for kind in TABLES:
            (folder / kind).mkdir()

        def decoded() -> None:
            for data in found:
                gds.AnnualReport.model_validate_json(data)

        def by_codec() -> None:
            for data in found:
                gds.codecs.json.decode(data)

        rounds = count()

        def tables(off: tuple[str, ...]) -> None:  # as in a run, under a name that is not there yet
            tables_of_chunk(chunk, frozenset(), folder=name, off=off, salt=str(next(rounds)))

        subjects = {what: partial(tables, Switches(ignore=off).off) for what, off in _OFF.items()}
        seconds = measured({"decode": decoded, "codec": by_codec, **subjects}, ROUNDS, 1)
    comparisons = [Comparison("the decode of the codec / the bare decode", "codec", "decode")]
    comparisons += [Comparison(f"{what} / the bare decode", what, "decode", _TARGETS.get(what)) for what in _OFF]
    yield from table(comparisons, seconds, "ms", 1e6 / LINES)
    yield ""
    rates = {what: LINES / statistics.median(took) for what, took in seconds.items()}
    yield f"Reports a second on one core: {rates['decode']:,.0f} decoded;"
    yield f"{', '.join(f'{rates[what]:,.0f} with {what}' for what in _OFF)}."


class Format(NamedTuple):
    """What documents of a format take: milliseconds on one core, and how many there were."""

    milliseconds: float
    documents: int


def by_format() -> dict[str, Format]:
    """Every check and the tables, for a corpus of mixed formats, format by format."""
    groups: dict[str, list[Document]] = {}
    for name, data in corpus_of(MIXED // 4):
        groups.setdefault(name.partition(".")[2], []).append(Document(name, data))
    switches = Switches()

    def tabulated(found: list[Document]) -> None:
        tables_of(checked(document, switches) for document in found)

    seconds = measured({kind: partial(tabulated, found) for kind, found in groups.items()}, 3, 1)
    return {
        kind: Format(statistics.median(seconds[kind]) / len(found) * 1e3, len(found)) for kind, found in groups.items()
    }


def formats(found: Mapping[str, Format]) -> Iterator[str]:
    """The same as a table."""
    yield "## Formats"
    yield ""
    yield "Documents made by number (`testing.corpora`), some of them deformed or broken: read, checked by every rule,"
    yield "and put into tables, on one core. `txt` is the canonical text, `page.txt` text as crawlers leave it."
    yield ""
    yield "| format | ms a document | documents a second |"
    yield "|---|--:|--:|"
    for kind, (milliseconds, _) in sorted(found.items()):
        yield f"| {kind} | {milliseconds:.1f} | {1e3 / milliseconds:,.0f} |"


class Run(NamedTuple):
    """A run of the command: seconds, and the peaks of memory of the command and of its largest worker, in bytes."""

    seconds: float
    parent: int
    worker: int


def lean_python(folder: Path) -> str:
    """The Python of an environment that holds the package and its extra alone: pyarrow loads pandas where it is."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", f"{ROOT}[corpus]"], check=True)
    return python


def run(python: str, source: Path, out: Path, cores: int) -> Run:
    """Run the command on so many processors, with a worker for each, and look at its memory while it runs."""
    began = monotonic()
    command = [python, "-m", "gov_disclosure_schema", "corpus", "check", str(source), "-o", str(out)]
    all_cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {*sorted(all_cores)[:cores]})  # what is started inherits it
    process = subprocess.Popen([*command, "--jobs", str(cores)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.sched_setaffinity(0, all_cores)
    peaks: dict[int, int] = {}
    ended = Event()

    def watch() -> None:
        while not ended.wait(0.05):
            for process_id in (process.pid, *_children(process.pid)):
                peaks[process_id] = max(peaks.get(process_id, 0), _peak(process_id))

    watcher = Thread(target=watch)
    watcher.start()
    code = process.wait()
    ended.set()
    watcher.join()
    if code not in (0, 1, 3):
        raise SystemExit(f"{' '.join(command)}: exit code {code}")
    parent = peaks.pop(process.pid, 0)
    return Run(monotonic() - began, parent, max(peaks.values(), default=0))


def _children(process_id: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()]
    except OSError:
        return []


def _peak(process_id: int) -> int:
    try:
        status = Path(f"/proc/{process_id}/status").read_text()
    except OSError:
        return 0
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 if "VmHWM:" in status else 0


def processors(python: str) -> Iterator[str]:
    """Two processors beside one."""
    yield "## Two cores"
    yield ""
    yield f"The whole command on {SPED_UP:,} reports as JSON Lines, every check, comparing years included, with a"
    yield "worker for each processor; on one, everything that it does is confined to that. In an environment with"
    yield "nothing but the package and its extra; three runs of each, in turn."
    yield ""
    taken: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as name:
        source = lines(Path(name), SPED_UP)
        for attempt in range(3):
            for cores, seconds in taken.items():
                seconds.append(run(python, source, Path(name, f"{cores}-{attempt}"), cores).seconds)
    one, two = (statistics.median(seconds) for seconds in taken.values())
    least = 1.8
    yield "| cores | seconds | reports a second | speed-up | target |"
    yield "|--:|--:|--:|--:|--:|"
    yield f"| 1 | {one:.1f} | {SPED_UP / one:,.0f} | | |"
    missed = "" if one / two >= least else " (missed)"
    yield f"| 2 | {two:.1f} | {SPED_UP / two:,.0f} | {one / two:.2f} | ≥ {least}{missed} |"


def memory(python: str, most: int) -> Iterator[str]:
    """Peaks of memory for corpora of growing size."""
    yield "## Memory"
    yield ""
    yield "Peaks of memory of the command itself and of the larger of its two workers, in MB; most is libraries."
    yield ""
    yield "| corpus | reports | seconds | command, MB | worker, MB |"
    yield "|---|--:|--:|--:|--:|"
    sizes = [size for size in SIZES if size <= most]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in sizes:
            yield _row("JSON Lines", size, run(python, lines(folder, size), folder / f"of-{size}", 2))
        largest = folder / f"{sizes[-1]}.jsonl"
        for kind, source in (("folder of files", _files(largest, folder)), ("archive", _archive(largest, folder))):
            yield _row(kind, sizes[-1], run(python, source, folder / f"of-{source.name}", 2))


def _row(kind: str, reports: int, found: Run) -> str:
    return f"| {kind} | {reports:,} | {found.seconds:.0f} | {found.parent / _MB:.0f} | {found.worker / _MB:.0f} |"


def _files(source: Path, folder: Path) -> Path:
    target = folder / "files"
    with source.open("rb") as found:
        for number, line in enumerate(found):
            path = target / f"{number // 1000:03}" / f"{number:06}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(line)
    return target


def _archive(source: Path, folder: Path) -> Path:
    target = folder / "all.zip"
    with source.open("rb") as found, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, line in enumerate(found):
            archive.writestr(f"{number:06}.json", line)
    return target


def stored() -> dict[str, float]:
    """Bytes of Parquet for a document of a mixed corpus, table by table."""
    with tempfile.TemporaryDirectory() as name:
        for number, (_, data) in enumerate(corpus_of(MIXED)):
            path = Path(name, "documents", f"{number:06}")
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        run(sys.executable, Path(name, "documents"), Path(name, "out"), os.cpu_count() or 1)
        return {
            kind: sum(path.stat().st_size for path in Path(name, "out", kind).glob("*.parquet")) / MIXED
            for kind in TABLES
        }


def costs(found: Mapping[str, Format], sizes: Mapping[str, float]) -> Iterator[str]:
    """What a nation's archive takes, from these figures."""
    whole = YEARLY * YEARS
    mean = sum(one.milliseconds * one.documents for one in found.values()) / sum(
        one.documents for one in found.values()
    )
    yield "## A nation's archive"
    yield ""
    yield f"{YEARLY:,} reports a year for {YEARS} years, in the formats of the corpus above, every check:"
    yield ""
    yield f"- {mean:.1f} ms a document on one core, so {YEARLY * mean / 3.6e6:.1f} core hours a year's reports,"
    yield f"  {whole * mean / 3.6e6:.0f} for all {whole:,}."
    hours = (f"{whole * mean / 3.6e6 / cores / 0.9:.1f} hours on {cores} cores" for cores in CORES)
    yield f"- Where the cores are used to nine tenths: {', '.join(hours)}."
    kinds = ", ".join(f"{kind} {size:.0f}" for kind, size in sizes.items())
    total = sum(sizes.values())
    yield f"- {total:.0f} bytes of Parquet a document ({kinds}), so {whole * total / 1e9:.1f} GB for all."


def head() -> Iterator[str]:
    """What the page says before its tables."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("pydantic", "pyarrow", "lxml"))
    yield "# Benchmarks of corpora"
    yield ""
    yield "<!-- Written by benchmarks/of_corpus.py; do not edit. -->"
    yield ""
    yield "Written by `python benchmarks/of_corpus.py --write`, which wants an otherwise idle machine."
    yield ""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    yield f"- Measured on {datetime.now(UTC):%Y-%m-%d}, {machine};"
    yield f"  the load of the machine was {os.getloadavg()[0]:.1f} before it began."
    yield f"- {platform.python_implementation()} {platform.python_version()}, {packages}."


def page(most: int) -> Iterator[str]:
    """All lines of the page."""
    yield from head()
    yield ""
    yield from one_core()
    with tempfile.TemporaryDirectory() as name:
        python = lean_python(Path(name))
        yield ""
        yield from processors(python)
        yield ""
        yield from memory(python, most)
    found = by_format()
    yield ""
    yield from formats(found)
    yield ""
    yield from costs(found, stored())


def main() -> None:
    """Print the page; write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks-corpus.md too")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="reports of the largest corpus")
    arguments = parser.parse_args()
    content = []
    for line in page(arguments.most):
        print(line, flush=True)
        content.append(line)
    if arguments.write:
        PAGE.write_text("\n".join(content) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
