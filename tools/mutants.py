"""Change the code in one place at a time, and see whether the tests notice; what survives is listed.

    python tools/mutants.py [--sample N] [--jobs 2] [--record] [--again] [MODULE…]

Mutants are those of cosmic-ray (`mutation/places.py`), tried by the tests named below, those that reach the changed
line first (`mutation/reach.py`), in forks of one warm process (`mutation/in_place.py`, `mutation/trial.py`). A module
is a file or a folder below the package. With `--sample` so many mutants of each are tried, drawn by a fixed seed, else
all. With `--record` the counts and the survivors go to ``assurance/mutants.json``; the reason why each of these
survives is written there by hand. With `--again` only the survivors of the record are tried.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from mutation.in_place import noticed_in_place
from mutation.places import Mutant, Source
from mutation.reach import Reach, measure
from mutation.record import Result, last, record, survived
from mutation.trial import Children, Task, warm

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = ROOT / "src" / "gov_disclosure_schema"
_SLOWER: Final = 5
_LEAST: Final = 20
"""A mutant has so many times the processor time that its tests need, and at least so many seconds more."""

TESTS: Final = {
    "arithmetic.py": ("test_arithmetic", "test_check", "test_model"),
    "checks": (
        "test_check",
        "test_years",
        "test_switches",
        "test_plausibility",
        "test_editions",
        "test_narrative",
    ),
    "codecs/html.py": ("test_printed_round_trips",),
    "codecs/json.py": ("test_json",),
    "codecs/text.py": ("test_canonical_text",),
    "codecs/xml.py": ("test_xml",),
    "columns.py": ("test_json", "test_canonical_text", "test_quotes", "test_positions"),
    "json_refusals.py": ("test_json",),
    "json_source.py": ("test_json", "test_quotes"),
    "literal.py": ("test_canonical_text",),
    "refusals.py": ("test_json", "test_canonical_text"),
    "source_text.py": ("test_json", "test_canonical_text", "test_charset"),
    "xml_source.py": ("test_xml_source",),
}
"""File or folder below the package → the tests that must notice; what is tried by default."""
RECOGNIZER: Final = (
    *("test_published_text", "test_variants", "test_printed_round_trips", "test_aligned_text", "test_word_documents"),
    *("test_workbooks", "test_web_pages", "test_html_tags", "test_written", "test_charset", "test_known_tables"),
    *("test_own_page", "test_quotes", "test_empty_forms", "test_positions", "test_form"),
)
"""The tests that must notice what is changed below ``document/``; of so much a sample is tried."""
NARRATIVE: Final = ("test_narrative", "test_quotes")
"""The tests that must notice what is changed below ``narrative/``; a sample of it too."""


def main() -> int:
    """Try the modules."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"default: {', '.join(TESTS)}")
    parser.add_argument("--sample", type=int, help="so many mutants of each module; default: all")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--again", action="store_true", help="the survivors of the record alone")
    options = parser.parse_args()
    warm()
    for module in options.modules or TESTS:
        files = [f"tests/{name}.py" for name in _tests_of(module)]
        paths = _files(module)
        known = {path: last(path, PACKAGE) for path in paths} if options.again else {}
        if options.again and not all(known.values()):
            raise SystemExit(f"{module} was not tried, or is another one since")
        among = survived(PACKAGE) if options.again else lambda _: True
        for path, result in tried(paths, files, ROOT, PACKAGE, options.jobs, options.sample, among).items():
            before = known.get(path)
            if options.record:
                record(path, before._replace(survivors=result.survivors) if before else result, PACKAGE)
    return 0


def tried(  # noqa: PLR0913, PLR0917  (what to change, what must notice, where, how)
    paths: list[Path],
    files: list[str],
    root: Path,
    package: Path,
    jobs: int = 1,
    sample: int | None = None,
    among: Callable[[Mutant], bool] = lambda _: True,
) -> dict[Path, Result]:
    """Try the mutants of some files: what came of each. On the way it is told what was found.

    Parameters
    ----------
    paths
        The files to be changed.
    files
        The files of tests that must notice, from the root.
    root, package
        The project, and the package in it.
    jobs
        Processes at a time.
    sample
        How many mutants; None: all.
    among
        Which of these.
    """
    began = time.monotonic()
    children = Children(jobs, root)
    reach = measure(files, package, children)
    sources = {path: Source(path) for path in paths}
    every = [place for source in sources.values() for place in source.places()]
    order = Random(20260101).sample(every, len(every)) if sample else every  # noqa: S311  (the same each time)
    mutants = islice(filter(None, (sources[place.path].mutant(place) for place in order)), sample)
    chosen = [*filter(among, mutants)]
    print(f"{len(chosen)} mutants, {time.monotonic() - began:.0f} s", flush=True)
    noticed = noticed_in_place(chosen, reach, files, root, jobs)
    left = [mutant for number, mutant in enumerate(chosen) if number not in noticed]
    print(f"{len(left)} not noticed in place, {time.monotonic() - began:.0f} s", flush=True)
    survivors = []
    for mutant in _survivors(left, reach, children):
        print(f"SURVIVED {_shown(mutant, package)}", flush=True)
        survivors.append(mutant)
    killed = len(chosen) - len(survivors)
    print(f"{killed} killed, {len(survivors)} survived, {time.monotonic() - began:.0f} s", flush=True)
    return {
        path: Result(
            sum(place.path == path for place in every),
            sum(mutant.path == path for mutant in chosen),
            sample is None,
            [mutant for mutant in survivors if mutant.path == path],
        )
        for path in paths
    }


def _tests_of(module: str) -> tuple[str, ...]:
    beyond = NARRATIVE if Path(module).is_relative_to("narrative") else RECOGNIZER
    return next((tests for key, tests in TESTS.items() if Path(module).is_relative_to(key)), beyond)


def _files(module: str) -> list[Path]:
    path = PACKAGE / module
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _survivors(mutants: list[Mutant], reach: Reach, children: Children) -> Iterator[Mutant]:
    """Those that no test notices in a process that imports them."""
    waiting = [(mutant, reach.stages(mutant.path, mutant.where, mutant.lines)) for mutant in reversed(mutants)]
    running = 0
    while waiting or running:
        while waiting and not children.full():
            mutant, stages = waiting.pop()
            if not stages:
                yield mutant
                continue
            seconds = int(_LEAST + _SLOWER * reach.seconds(stages[0]))
            children.begin((mutant, stages), Task(stages[0], seconds, mutant.path, mutant.text))
            running += 1
        for (mutant, stages), outcome in children.ended():
            running -= 1
            if outcome.passed:
                waiting.append((mutant, stages[1:]))
            elif outcome.failed:
                reach.noticed(mutant.path, mutant.where, outcome.failed)


def _shown(mutant: Mutant, package: Path) -> str:
    lines = [f"{mutant.path.relative_to(package)}, line {min(mutant.lines)}, {mutant.where}"]
    lines += [f"- {line}" for line in mutant.before.splitlines()]
    lines += [f"+ {line}" for line in mutant.after.splitlines()]
    return "\n    ".join(lines)


if __name__ == "__main__":
    sys.exit(main())
