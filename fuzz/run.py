"""Fuzz every reader for a while, keep what broke one, and record what was done.

    python fuzz/run.py [--seconds 60] [--seed 1] [--jobs 2] [--record] [FORMAT…]

Seeds are the examples in every format, and the small documents of the conformance suite; the dictionary is made of the
form's labels. An input that breaks the law goes to ``tests/regressions/FORMAT/``, where a test holds it from then on.
With `--record` the numbers go to ``assurance/fuzz.json``, from which the table of guarantees is made.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

from archives import around, within

import gov_disclosure_schema as gds
from gov_disclosure_schema.editions import EDITIONS

ROOT: Final = Path(__file__).resolve().parent.parent
REGRESSIONS: Final = ROOT / "tests" / "regressions"
RECORD: Final = ROOT / "assurance" / "fuzz.json"
MEMORY_MB: Final = 2048
LONGEST_SECONDS: Final = 20
"""For one input; longer is a hang."""


class Run(NamedTuple):
    """What came of fuzzing one reader."""

    format: str
    executions: int
    crashes: list[str]
    said: str


def main() -> int:
    """Run the targets; 1 where one was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help="default: all")
    parser.add_argument("--seconds", type=int, default=60, help="for each reader")
    parser.add_argument("--seed", type=int, default=1, help="the same inputs for everybody; 0 for others each time")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    formats = options.formats or [*gds.FORMATS]
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(options.jobs) as pool:
        runs = [*pool.map(lambda name: fuzzed(name, options.seconds, options.seed, Path(scratch)), formats)]
    for run in runs:
        print(f"{run.format}: {run.executions} inputs, {len(run.crashes)} broke it")
        for crash in run.crashes:
            print(f"  {crash}")
        if run.crashes or not run.executions:
            print(run.said[-4000:])
    if options.record:
        record(runs, options.seconds)
    return int(any(run.crashes or not run.executions for run in runs))


def fuzzed(name: str, seconds: int, seed: int, scratch: Path) -> Run:
    """Fuzz one reader."""
    corpus, found = scratch / name / "corpus", scratch / name / "found"
    for folder in (corpus, found):
        folder.mkdir(parents=True)
    for number, document in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(document)
    (scratch / name / "words").write_text("\n".join(dictionary()), encoding="ascii")
    command = [sys.executable, str(ROOT / "fuzz" / "target.py"), name, f"-max_total_time={seconds}", f"-seed={seed}"]
    command += [f"-dict={scratch / name / 'words'}", f"-artifact_prefix={found}/", f"-rss_limit_mb={MEMORY_MB}"]
    command += [f"-timeout={LONGEST_SECONDS}", "-max_len=65536", "-print_final_stats=1", str(corpus)]
    done = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    executed = re.search(r"stat::number_of_executed_units:\s*(\d+)", done.stdout)
    crashes = [_kept(path, name) for path in sorted(found.iterdir())]
    if done.returncode and not crashes:
        crashes = [f"exit code {done.returncode}"]
    return Run(name, int(executed[1]) if executed else 0, crashes, done.stdout)


def seeds(name: str) -> Iterator[bytes]:
    """Documents to begin with: the examples written in the format, and what is committed in it."""
    encode = gds.FORMATS[name].encode
    assert encode  # noqa: S101  (every format is written)
    for path in sorted((ROOT / "examples").iterdir()):
        if path.suffix in {".txt", ".json"}:
            reading = gds.read(path)
            if name == reading.format:
                yield path.read_bytes()
            try:
                yield within(encode(reading.report), name)
            except gds.EncodeError:
                continue
    for path in sorted((ROOT / "tests" / "conformance" / name).glob("invalid/*/*"))[::40]:
        yield path.read_bytes()
    for path in sorted((REGRESSIONS / name).glob("*")):
        yield path.read_bytes()


def dictionary() -> Iterator[str]:
    """The labels of every edition, and the marks that readers look for, as libFuzzer's dictionaries write them."""
    labels = {label for edition in EDITIONS for cell in gds.cells(edition) for label in cell.labels}
    marks = [
        "\t",
        "|",
        "\r\n",
        "/",
        "—",
        "\u3000",
        "\ufeff",
        "<td>",
        "</tr>",
        "rowspan=",
        "&nbsp;",
        "<![CDATA[",
        "null",
    ]
    for word in sorted(labels) + marks:
        yield '"' + "".join(f"\\x{byte:02X}" for byte in word.encode()) + '"'


def _kept(path: Path, name: str) -> str:
    """What broke the law, put where a test holds it."""
    folder = REGRESSIONS / name
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / path.name
    target.write_bytes(around(path.read_bytes(), name))
    return str(target.relative_to(ROOT))


def record(runs: list[Run], seconds: int) -> None:
    """Add a run to the record: totals by reader, and the last run's date and versions."""
    held: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    for run in runs:
        before = held.get(run.format, {"executions": 0, "seconds": 0, "broke": 0})
        held[run.format] = {
            "executions": before["executions"] + run.executions,
            "seconds": before["seconds"] + seconds,
            "broke": before["broke"] + len(run.crashes),
            "last": f"{datetime.now(UTC):%Y-%m-%d}",
            "versions": f"Python {platform.python_version()}, atheris {version('atheris')}",
        }
    RECORD.write_text(json.dumps(held, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
