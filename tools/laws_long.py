"""Try the laws of the round trips on very many seeds, in parts, on all cores, and record what was tried.

    python tools/laws_long.py [--seeds 1000000] [--minutes 110] [--record]

Begins where the record ends, and ends when the seeds are done or the time is up, whichever comes first. The laws are
in ``tests/laws_of_seeds.py``. With `--record` the counts go to ``assurance/laws.json``, a broken law too.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
RECORD: Final = ROOT / "assurance" / "laws.json"
PART: Final = 500
"""Seeds that a process takes at once."""

sys.path.insert(0, str(ROOT / "tests"))
from laws_of_seeds import tried  # noqa: E402  (the tests are no package)


def main() -> int:
    """Run the laws; 1 where one broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=110)
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    held: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {"seeds": 0}
    first = held["seeds"]
    counts, broke, end = run(first, first + options.seeds, time.monotonic() + 60 * options.minutes)
    print(f"seeds {first} to {end - 1}: {sum(counts.values())} examples, {len(broke)} broke a law")
    for law, count in counts.items():
        print(f"  {law}: {count}")
    for line in broke[:50]:
        print(f"  BROKE {line}")
    if options.record:
        record(held, counts, broke, end)
    return int(bool(broke))


def run(first: int, last: int, deadline: float) -> tuple[Counter[str], list[str], int]:
    """Seeds from the first, parts in order; the counts, what broke, and the first seed that was not tried."""
    counts: Counter[str] = Counter()
    broke: list[str] = []
    parts = _parts(first, last)
    end = first
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        running: dict[Future[Any], range] = {}
        while True:
            while len(running) < 2 * (os.cpu_count() or 1) and time.monotonic() < deadline:
                part = next(parts, None)
                if part is None:
                    break
                running[pool.submit(tried, part)] = part
            if not running:
                return counts, broke, end
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                part = running.pop(done)
                found, wrong = done.result()
                counts.update(found)
                broke += wrong
                end = max(end, part.stop)


def _parts(first: int, last: int) -> Iterator[range]:
    for start in range(first, last, PART):
        yield range(start, min(start + PART, last))


def record(held: dict[str, Any], counts: Counter[str], broke: list[str], end: int) -> None:
    """Add a run to the record."""
    examples = Counter(held.get("examples", {}))
    examples.update(counts)
    packages = ("pydantic", "pydantic-core", "lxml")
    held |= {
        "seeds": end,
        "examples": dict(examples),
        "broke": [*held.get("broke", []), *broke[:50]],
        "last": f"{datetime.now(UTC):%Y-%m-%d}",
        "versions": ", ".join(
            [f"Python {platform.python_version()}", *(f"{package} {version(package)}" for package in packages)]
        ),
    }
    RECORD.parent.mkdir(exist_ok=True)
    RECORD.write_text(json.dumps(held, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
