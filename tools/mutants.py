"""Change the code in one place at a time, and see whether the tests notice; what survives is listed.

    python tools/mutants.py [--sample N] [--jobs 2] [--record] [MODULE…]

Mutants are those of cosmic-ray (`mutation/places.py`), tried by the tests named below, those that reach the changed line
first (`mutation/reach.py`), in forks of one warm process (`mutation/trial.py`). A module is a file or a folder below the
package. With `--sample` so many of a module's mutants are tried, drawn by a fixed seed, else all. With `--record` the
counts and the survivors go to ``assurance/mutants.json``; a survivor needs a reason there, which is written by hand.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from mutation.in_place import noticed_in_place
from mutation.places import Mutant, Place, Source, places
from mutation.reach import Reach, measure
from mutation.record import Result, record
from mutation.trial import Children, Task, warm

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = ROOT / "src" / "gov_disclosure_schema"
_SLOWER: Final = 5
_LEAST: Final = 20
"""A mutant has so many times the processor time that its tests need, and at least so many seconds more."""

_CODECS: Final = ("test_round_trips", "test_wrong_input", "test_seeds", "test_positions", "test_scalars")
_RECOGNIZER: Final = ("test_published_text", "test_variants", "test_printed_round_trips", "test_positions")
TESTS: Final = {
    "arithmetic.py": ("test_arithmetic", "test_check", "test_model"),
    "checks": ("test_check", "test_years", "test_switches", "test_plausibility", "test_editions", "test_narrative"),
    "codecs/json.py": ("test_json", *_CODECS),
    "codecs/text.py": ("test_canonical_text", *_CODECS),
    "codecs/xml.py": ("test_xml", "test_differential", *_CODECS),
}
"""File or folder below the package → the tests that must notice."""


def main() -> int:
    """Try the modules."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"default: {', '.join(TESTS)}")
    parser.add_argument("--sample", type=int, help="so many mutants of each module; default: all")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    warm()
    children = Children(options.jobs, ROOT)
    reaches: dict[tuple[str, ...], Reach] = {}
    for module in options.modules or TESTS:
        files = tuple(f"tests/{name}.py" for name in _tests_of(module))
        reaches[files] = reaches.get(files) or measure(files, PACKAGE, children)
        every = [place for path in _files(module) for place in places(path)]
        chosen = [*_mutants(every, options.sample)]
        began = time.monotonic()
        noticed = noticed_in_place(chosen, reaches[files], files, ROOT, options.jobs)
        left = [mutant for number, mutant in enumerate(chosen) if number not in noticed]
        print(f"{module}: {len(chosen)} mutants, {len(left)} not noticed yet, {time.monotonic() - began:.0f} s", flush=True)
        survivors = [*_survivors(left, reaches[files], children)]
        result = Result(len(every), len(chosen), options.sample is None, survivors)
        killed = result.tried - len(survivors)
        print(f"{module}: {result.tried} of {result.places} places, {killed} killed, {time.monotonic() - began:.0f} s")
        if options.record:
            record(module, result, PACKAGE)
    return 0


def _tests_of(module: str) -> tuple[str, ...]:
    return next(tests for key, tests in TESTS.items() if Path(module).is_relative_to(key))


def _files(module: str) -> list[Path]:
    path = PACKAGE / module
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _mutants(every: list[Place], sample: int | None) -> Iterator[Mutant]:
    """All mutants, or so many, drawn by a fixed seed."""
    sources = {path: Source(path) for path in {place.path for place in every}}
    order = Random(20260101).sample(every, len(every)) if sample else every  # noqa: S311  (the same each time)
    return islice(filter(None, (sources[place.path].mutant(place) for place in order)), sample)


def _survivors(mutants: list[Mutant], reach: Reach, children: Children) -> Iterator[Mutant]:
    """Those that no test notices, as it is seen."""
    waiting = [(mutant, reach.stages(mutant.path, mutant.where, mutant.lines)) for mutant in reversed(mutants)]
    running = 0
    while waiting or running:
        while waiting and not children.full():
            mutant, stages = waiting.pop()
            if not stages:
                print(f"SURVIVED {_shown(mutant)}", flush=True)
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


def _shown(mutant: Mutant) -> str:
    lines = [f"{mutant.path.relative_to(PACKAGE)}, line {min(mutant.lines)}, {mutant.where}"]
    lines += [f"- {line}" for line in mutant.before.splitlines()]
    lines += [f"+ {line}" for line in mutant.after.splitlines()]
    return "\n    ".join(lines)


if __name__ == "__main__":
    sys.exit(main())
