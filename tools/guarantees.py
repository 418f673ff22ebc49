"""The page of guarantees, derived: what is promised, what proves it, how much was tried, when it last ran at length.

Promises and files stand in ``tests/README.md``; what a file holds is counted in its source; the long runs write their
records to ``assurance/``. `tools/generate.py` writes the page.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
TESTS: Final = ROOT / "tests"
RECORDS: Final = ROOT / "assurance"
PACKAGE: Final = ROOT / "src" / "gov_disclosure_schema"


class Held(NamedTuple):
    """What a file of tests holds: its test functions, and those of them that draw their examples."""

    tests: int
    laws: int


def held_by(path: Path) -> Held:
    """Count the tests in a file."""
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    laws = [one for one in functions if any("given" in ast.unparse(each) for each in one.decorator_list)]
    return Held(len(functions), len(laws))


def promises() -> Iterator[tuple[str, list[str]]]:
    """What ``tests/README.md`` promises, and the files that it names for each."""
    for line in (TESTS / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("|") and len(cells) == 2 and "`" in cells[1]:  # noqa: PLR2004  (promise and files)
            yield cells[0].lstrip("| "), re.findall(r"`([^`]+\.py)`", cells[1])


def page(notice: str) -> Iterator[str]:
    """The lines of ``docs/assurance.md``."""
    yield from (
        notice,
        "# Assurance",
        "",
        "Each promise with the tests that prove it, how many there are, how many of these are laws (the default run",
        "draws 60 examples or more for each, the same each time; `nox -s tests_long` thousands, others each time), and",
        "what the long runs tried. Promises and files are those of the [tests' own page](../tests/README.md).",
        "",
        "| promise | proven in | tests | laws | long run |",
        "|---|---|---|---|---|",
    )
    for promise, files in promises():
        found = [held_by(TESTS / file) for file in files if (TESTS / file).exists()]
        tests, laws = sum(one.tests for one in found), sum(one.laws for one in found)
        names = ", ".join(f"`{file}`" for file in files)
        yield f"| {promise} | {names} | {tests} | {laws} | {'; '.join(_long_runs(files))} |"
    for name, section in _SECTIONS.items():
        record = _record(name)
        if record is not None:
            yield ""
            yield from section(record)
    yield ""


def _record(name: str) -> Any:
    path = RECORDS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _long_runs(files: list[str]) -> Iterator[str]:
    if "test_seeds.py" in files and (laws := _record("laws")):
        runs = laws["runs"]
        yield f"{_documents(runs):,} documents, {_broke(runs)} broke a law ({runs[-1]['date']})"
    if "test_readers_are_total.py" in files and (fuzz := _record("fuzz")):
        inputs, broke = (sum(one[key] for one in fuzz.values()) for key in ("executions", "broke"))
        yield f"{inputs:,} inputs of the fuzzer, {broke} broke a reader ({max(one['last'] for one in fuzz.values())})"


def _documents(runs: list[dict[str, Any]]) -> int:
    return sum(sum(run["documents"].values()) for run in runs)


def _broke(runs: list[dict[str, Any]]) -> int:
    return sum(len(run["broke"]) for run in runs)


def _laws(record: dict[str, Any]) -> Iterator[str]:
    runs = record["runs"]
    yield from (
        "## The laws on numbered reports",
        "",
        "`nox -s laws_long -- --record`: a seed is a valid report, a published one with blanks and wrong numbers, and",
        "one with a single wrong number; each is written, read back and compared, a document for each format. One seed",
        "in fifty goes through HTML, Word and Excel too. The sentences of the laws are in `tests/laws_of_seeds.py`.",
        "",
        "| law | documents |",
        "|---|---|",
    )
    laws = dict.fromkeys(law for run in runs for law in run["documents"])
    for law in laws:
        yield f"| {law.replace('_', ' ')} | {sum(run['documents'].get(law, 0) for run in runs):,} |"
    yield f"| all | {_documents(runs):,} |"
    yield from (
        "",
        "| run | commit | seeds | documents | broke a law | minutes | with |",
        "|---|---|---|---|---|---|---|",
    )
    for run in runs:
        first, last = run["seeds"]
        row = (run["commit"], f"{first:,} to {last:,}", f"{_documents([run]):,}", _broke([run]), run["minutes"])
        yield f"| {run['date']} | {' | '.join(map(str, row))} | {run['jobs']} processes, {run['versions']} |"


def _fuzz(record: dict[str, Any]) -> Iterator[str]:
    yield from (
        "## The readers under the fuzzer",
        "",
        "`nox -s fuzz -- --record`: guided by coverage, from the examples and the conformance suite, with the form's",
        "labels as dictionary. What broke a reader is held in `tests/regressions/`.",
        "",
        "| reader | inputs | minutes | broke it | last run |",
        "|---|---|---|---|---|",
    )
    for name, one in sorted(record.items()):
        row = (
            f"{one['executions']:,}",
            f"{one['seconds'] / 60:.0f}",
            one["broke"],
            f"{one['last']}, {one['versions']}",
        )
        yield f"| {name} | {' | '.join(map(str, row))} |"


def unexplained(record: dict[str, Any]) -> list[str]:
    """The survivors without a reason in the modules of which every mutant was tried."""
    return [
        f"{module} {survivor['where']}: {survivor['after']}"
        for module, one in record["modules"].items()
        for survivor in one["survivors"]
        if one["whole"] and not survivor["reason"]
    ]


def _mutants(record: dict[str, Any]) -> Iterator[str]:
    if without := unexplained(record):
        raise SystemExit("assurance/mutants.json: survivors need a reason each:\n" + "\n".join(without))
    yield from (
        "## Mutants",
        "",
        f"`nox -s mutants -- --record`: one operator, constant or branch changed at a time ({record['versions']});",
        "the tests must notice. All mutants of a module are tried, or a sample drawn by a fixed seed. Survivors are in",
        "`assurance/mutants.json`, each with its reason; equivalent ones compute the same.",
        "",
        "| module | mutants tried | killed | survived | of these equivalent | killed of the others | last run |",
        "|---|---|---|---|---|---|---|",
    )
    modules = record["modules"]
    for name, one in modules.items():
        if one["tried"]:
            yield _row_of_mutants(f"`{name}`", [one])
    for name, below in _TOGETHER.items():
        files = [path.relative_to(PACKAGE).as_posix() for each in below for path in sorted(PACKAGE.glob(each))]
        if recorded := [modules[file] for file in files if file in modules]:
            left = ", ".join(f"`{file}`" for file in files if file not in modules)
            yield _row_of_mutants(f"**{name}**{f', without {left}' if left else ''}", recorded)


def _row_of_mutants(name: str, results: list[dict[str, Any]]) -> str:
    tried, killed = (sum(one[key] for one in results) for key in ("tried", "killed"))
    equivalent = sum(survivor["equivalent"] for one in results for survivor in one["survivors"])
    places = sum(one["places"] for one in results)
    row = (
        name,
        f"all {tried:,}" if all(one["whole"] for one in results) else f"{tried:,}, a sample of {places:,} places",
        f"{killed:,} ({killed / tried:.1%})",
        tried - killed,
        equivalent,
        f"{killed / (tried - equivalent):.1%}",
        max(one["last"] for one in results),
    )
    return f"| {' | '.join(map(str, row))} |"


_TOGETHER: Final = {
    "the checks and the arithmetic": ("arithmetic.py", "checks/**/*.py"),
    "the codecs": ("codecs/**/*.py",),
}
"""What is told as one sum: its name and its files."""


def _bugs(record: list[dict[str, str]]) -> Iterator[str]:
    yield from (
        "## What this work found",
        "",
        "Faults of the package, and of the tools that judge it, which laws and other tests (as they were written or",
        "run), the fuzzer, variants, the conformance suite, faults of the surroundings or a review found. Each is held",
        "by a test.",
        "",
        "| what was wrong | found by | mended | held by |",
        "|---|---|---|---|",
    )
    for bug in record:
        yield f"| {bug['what']} | {bug['found_by']} | {bug['mended']} | `{bug['held_by']}` |"


_SECTIONS: Final = {"laws": _laws, "fuzz": _fuzz, "mutants": _mutants, "bugs": _bugs}
