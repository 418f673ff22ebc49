"""Try the laws of the round trips on very many seeds, in parts, and record what was tried.

    nice python tools/laws_long.py [--documents 1000000] [--minutes 110] [--jobs 2] [--record [FILE]]

Begins where the record ends, and ends when so many documents are done or the time is up, whichever comes first; the
next run goes on from there. Ctrl-C or SIGTERM ends it early, and nothing that was done is lost: with `--record` the
record, ``assurance/laws.json`` unless another is named, is brought up to date every minute, a broken law too. The laws
are in ``tests/laws_of_seeds.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
RECORD: Final = ROOT / "assurance" / "laws.json"
EVERY_SECONDS: Final = 60
"""Between two updates of the record."""
BROKEN_MAX: Final = 50
"""Most broken laws that a record names."""

sys.path.insert(0, str(ROOT / "tests"))
from laws_of_seeds import tried  # noqa: E402  (the tests are no package)


@dataclass
class Run:
    """What a run has tried: seeds from the first, without a gap.

    Attributes
    ----------
    first, end
        The first seed, and the first that is not done.
    documents
        Law → documents written, read and compared.
    broke
        What broke, by law and seed.
    """

    first: int
    end: int
    documents: Counter[str] = field(default_factory=Counter)
    broke: list[str] = field(default_factory=list)
    _ahead: dict[int, tuple[range, Counter[str], list[str]]] = field(default_factory=dict)

    def add(self, part: range, documents: Counter[str], broke: list[str]) -> None:
        """Take what came of a part; it counts when all before it is there too."""
        self._ahead[part.start] = part, documents, broke
        while self.end in self._ahead:
            done, counted, found = self._ahead.pop(self.end)
            self.documents.update(counted)
            self.broke += found
            self.end = done.stop


def main(arguments: list[str] | None = None) -> int:
    """Run the laws; 1 where one broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1_000_000, help="of this run, to end after")
    parser.add_argument("--minutes", type=float, default=110)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--part", type=int, default=250, help="seeds that a process takes at once")
    parser.add_argument("--record", type=Path, nargs="?", const=RECORD, metavar="FILE")
    options = parser.parse_args(arguments)
    held = recorded(options.record or RECORD)
    first = held["runs"][-1]["seeds"][1] + 1 if held["runs"] else 0
    began, of = time.monotonic(), {"commit": commit(), "jobs": options.jobs}

    def keep(run: Run) -> None:
        if options.record and run.documents:
            record(options.record, held, run, of | {"minutes": round((time.monotonic() - began) / 60, 1)})

    run = Run(first, first)
    try:
        go(run, options, began + 60 * options.minutes, keep)
    finally:
        keep(run)
    seconds = time.monotonic() - began
    documents = run.documents.total()
    print(f"seeds {run.first} to {run.end - 1}: {documents} documents in {seconds:.0f} s, {len(run.broke)} broke a law")
    for law, number in run.documents.items():
        print(f"  {law}: {number}")
    for line in run.broke[:BROKEN_MAX]:
        print(f"  BROKE {line}")
    return int(bool(run.broke))


def go(run: Run, options: argparse.Namespace, deadline: float, keep: Callable[[Run], None]) -> None:
    """Try seed after seed, until so many documents are done, the time is up, or the run is told to stop."""
    parts = (range(start, start + options.part) for start in count(run.first, options.part))
    stopped, kept = _Stopped(), time.monotonic()
    running: dict[Future[Any], range] = {}
    with ProcessPoolExecutor(options.jobs, initializer=_left_to_the_parent) as pool:

        def fill() -> None:
            while len(running) < 2 * options.jobs:
                seeds = next(parts)
                running[pool.submit(tried, seeds)] = seeds

        fill()
        print(f"from seed {run.first} on", flush=True)
        while running:
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                run.add(running.pop(done), *done.result())
            if run.documents.total() < options.documents and time.monotonic() < deadline and not stopped.told:
                fill()
            if time.monotonic() > kept + EVERY_SECONDS:
                kept = time.monotonic()
                keep(run)


class _Stopped:
    """Whether the run was told to end; what is under way is finished first."""

    def __init__(self) -> None:
        self.told = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._tell)

    def _tell(self, *_: object) -> None:
        self.told = True


def _left_to_the_parent() -> None:
    """What ends a run is said to all its processes; these go on until the first takes no more."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def recorded(path: Path) -> dict[str, Any]:
    """The record: the runs so far."""
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"runs": []}
    return held


def record(path: Path, held: dict[str, Any], run: Run, of: dict[str, Any]) -> None:
    """Write the record with this run as its last."""
    packages = ("pydantic", "pydantic-core", "lxml")
    said = {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "seeds": [run.first, run.end - 1],
        "documents": dict(run.documents),
        "broke": run.broke[:BROKEN_MAX],
        **of,
        "versions": ", ".join(
            [f"Python {platform.python_version()}", *(f"{package} {version(package)}" for package in packages)]
        ),
    }
    path.parent.mkdir(exist_ok=True)
    whole = path.with_suffix(".new")
    whole.write_text(json.dumps({"runs": [*held["runs"], said]}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    whole.replace(path)


def commit() -> str:
    """The commit that is tried, with a plus sign where the source differs from it; empty outside a repository."""
    git = ("git", "-C", str(ROOT))
    try:
        head = subprocess.run([*git, "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=True)
        changed = subprocess.run(
            [*git, "status", "--porcelain", "--", "src", "tests"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return head.stdout.strip() + ("+" if changed.stdout else "")


if __name__ == "__main__":
    sys.exit(main())
