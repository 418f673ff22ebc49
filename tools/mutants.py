"""Change the code in one place at a time, and see whether the tests notice; what survives is listed.

    python tools/mutants.py [--sample 60] [--jobs 2] [--record] [MODULE…]

Mutants are cosmic-ray's: operators, comparisons, numbers, constants, branches, loops. Left out are those that cannot
change what runs: in annotations, and the removal of a cache. Of each module a sample is tried, drawn by a fixed seed
(`--sample 0`: all), by the tests named below. With `--record` the counts and the survivors go to
``assurance/mutants.json``.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from queue import Queue
from random import Random
from typing import Any, Final, NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = Path("src") / "gov_disclosure_schema"
RECORD: Final = ROOT / "assurance" / "mutants.json"
SLOWEST: Final = 300
"""Seconds after which the tests have noticed."""

CHECKS: Final = (
    "test_check.py",
    "test_arithmetic.py",
    "test_model.py",
    "test_years.py",
    "test_switches.py",
    "test_plausibility.py",
)
TESTS: Final = {
    "arithmetic.py": ("test_arithmetic.py", "test_check.py", "test_model.py", "test_seeds.py"),
    "checks": CHECKS,
    "codecs/json.py": ("test_json.py", "test_round_trips.py", "test_wrong_input.py", "test_seeds.py"),
    "codecs/text.py": ("test_canonical_text.py", "test_round_trips.py", "test_wrong_input.py", "test_seeds.py"),
    "codecs/xml.py": (
        "test_xml.py",
        "test_round_trips.py",
        "test_wrong_input.py",
        "test_seeds.py",
        "test_differential.py",
    ),
    "literal.py": ("test_canonical_text.py", "test_xml.py", "test_round_trips.py", "test_seeds.py"),
    "document/place_values.py": ("test_published_text.py", "test_variants.py"),
    "document/read_tables.py": ("test_published_text.py", "test_variants.py"),
    "document/gather.py": ("test_published_text.py", "test_variants.py"),
}
"""Module or folder below the package → the tests that must notice."""
_EQUIVALENT: Final = (
    "RemoveDecorator",
    "BitOr",
    "BitAnd",
    "BitXor",
    "RShift",
    "LShift",
    "_Pow",
    "_FloorDiv",
    "_Mod",
    "_Div",
    "Variable",
)
"""Operators whose mutants are annotations (`int | None`), caches, or the tenth variant of one addition."""


class Mutant(NamedTuple):
    """One change of one file: the file, what was done, and the whole text that it makes."""

    path: Path
    name: str
    text: str


class Verdict(NamedTuple):
    """Whether the tests noticed a mutant, and what it changed."""

    killed: bool
    change: str


def main() -> int:
    """Try the modules."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"default: {', '.join(TESTS)}")
    parser.add_argument("--sample", type=int, default=60, help="of each module; 0: every mutant")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        copies: Queue[Path] = Queue()
        for number in range(options.jobs):
            copies.put(_copy(Path(scratch) / str(number)))
        for module in options.modules or TESTS:
            every = [place for path in _files(module) for place in places(path)]
            Random(20260101).shuffle(every)  # noqa: S311  (the same each time)
            chosen = [*islice(mutants(every), options.sample or None)]
            tests = [test for test in TESTS[module] if (ROOT / "tests" / test).exists()]
            with ThreadPoolExecutor(options.jobs) as pool:
                verdicts = [*pool.map(lambda mutant: _tried(mutant, tests, copies), chosen)]  # noqa: B023  (awaited here)
            survivors = [verdict.change for verdict in verdicts if not verdict.killed]
            print(f"{module}: {len(chosen)} of {len(every)} places, {len(chosen) - len(survivors)} killed", flush=True)
            for change in survivors:
                print(change, flush=True)
            if options.record:
                record(module, len(every), len(chosen), survivors)
    return 0


def _files(module: str) -> list[Path]:
    path = PACKAGE / module
    return sorted(path.rglob("*.py")) if (ROOT / path).is_dir() else [path]


def places(path: Path) -> Iterator[tuple[Path, str, int]]:
    """Every place of a file where an operator applies: the file, the operator's name, its how manieth place."""
    tree = get_ast_from_path(ROOT / path)
    for name in operator_names():
        if not any(mark in name for mark in _EQUIVALENT):
            operator = get_operator(name)()
            found = (place for node in ast_nodes(tree) for place in operator.mutation_positions(node))
            for occurrence, _ in enumerate(found):
                yield path, name, occurrence


def mutants(chosen: Iterable[tuple[Path, str, int]]) -> Iterator[Mutant]:
    """The mutants of some places, those left out that do not compile or run as the original does."""
    for path, name, occurrence in chosen:
        text = (ROOT / path).read_text(encoding="utf-8")
        changed = mutate_code(text, get_operator(name)(), occurrence)
        with suppress(SyntaxError):  # `*,` as `+,`
            if changed is not None and _running(changed) != _running(text):
                yield Mutant(path, f"{name} {occurrence}", changed)


def _running(text: str) -> str:
    """What runs of a source: without annotations of functions and variables, and without docstrings."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                node.returns = None
            case ast.arg():
                node.annotation = None
            case ast.AnnAssign():
                node.annotation = ast.Constant(None)
            case _:
                pass
    return ast.dump(tree)


def _copy(place: Path) -> Path:
    """A copy of what the tests need."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S607
    for name in listed.splitlines():
        if not name.startswith(("tests/conformance/", "docs/zh/")) and (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, place / name)
    return place


def _tried(mutant: Mutant, tests: list[str], copies: Queue[Path]) -> Verdict:
    """Run the tests over a mutant in one of the copies."""
    copy = copies.get()
    target = copy / mutant.path
    original = target.read_text(encoding="utf-8")
    try:
        target.write_text(mutant.text, encoding="utf-8")
        command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
        environment = os.environ | {"PYTHONPATH": str(copy / "src"), "HYPOTHESIS_PROFILE": "mutants"}
        done = subprocess.run(
            [*command, *(f"tests/{test}" for test in tests)],
            cwd=copy,
            check=False,
            capture_output=True,
            env=environment,
            timeout=SLOWEST,
        )
        killed = done.returncode != 0
    except subprocess.TimeoutExpired:
        killed = True
    finally:
        target.write_text(original, encoding="utf-8")
        copies.put(copy)
    lines = difflib.unified_diff(original.splitlines(), mutant.text.splitlines(), lineterm="", n=0)
    shown = [line for line in lines if line[:1] in "+-@" and line[:3] not in ("+++", "---")]
    return Verdict(killed, f"{mutant.path.relative_to(PACKAGE).as_posix()} {' '.join(shown)}")


def record(module: str, every: int, tried: int, survivors: list[str]) -> None:
    """Put the result of a module in place of its last one."""
    held: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {"modules": {}}
    held["versions"] = f"Python {platform.python_version()}, cosmic-ray {version('cosmic-ray')}"
    before = {one["change"]: one["reason"] for one in held["modules"].get(module, {}).get("survivors", [])}
    held["modules"][module] = {
        "all": every,
        "tried": tried,
        "killed": tried - len(survivors),
        "survivors": [{"change": change, "reason": before.get(change, "")} for change in survivors],
    }
    RECORD.parent.mkdir(exist_ok=True)
    RECORD.write_text(json.dumps(held, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
