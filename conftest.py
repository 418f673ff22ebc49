"""Hypothesis profiles, and the documentation as tests.

`pytest` runs the profile `default`; `HYPOTHESIS_PROFILE=ci` and `=long` draw more examples, others each time.

What runs of the documentation are the Python blocks and the console blocks of README and docs. A block ```python```
is executed, one that begins with `>>>` is compared as a doctest. In a block ```console``` each line `$ command` is run
and the lines below it are what it must print, to the letter; a line `…` stands for any lines left out. A command that
does not exit with 0 must be followed by `$ echo $?` and its exit code. Blocks of one document share their names and a
scratch folder that holds the examples.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, chdir
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

if TYPE_CHECKING:
    from xdist.scheduler import LoadScopeScheduling

# No deadline: the first example pays for building the models. The default draws the same examples for everybody, so
# that a red run is the doing of the change at hand; the others draw anew each time, to find what it did not.
settings.register_profile(
    "default", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", settings.get_profile("default"), max_examples=300, derandomize=False, print_blob=True)
settings.register_profile("long", settings.get_profile("ci"), max_examples=5000)
# Thousands of mutants are tried: fewer examples each, none kept for the next, none made smaller.
settings.register_profile(
    "mutants",
    settings.get_profile("default"),
    max_examples=30,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

ROOT = Path(__file__).resolve().parent
OMITTED = "…"
EXIT_CODE = "echo $?"


def console_steps(block: str) -> list[tuple[str, str]]:
    """The commands of a block, each with what stands below it."""
    before, *parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
    if before:
        raise ValueError(f"a console block begins with a command, not with {before!r}")
    steps = []
    for part in parts:
        command, _, output = part.partition("\n")
        steps.append((command, output))
    return steps


def run_console(block: str, language: str) -> list[tuple[str, str]]:
    """The commands of a block, each with what it really prints, exit codes that are not 0 included."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    environment |= {
        "LANG": language,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONUTF8": "1",
        "COLUMNS": "120",
    }
    ran = []
    for command, _ in console_steps(block):
        if command == EXIT_CODE:
            continue
        done = subprocess.run(  # noqa: S603  (the commands are those of our own documents)
            ["bash", "-c", command],  # noqa: S607  (as the reader's shell does)
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env=environment,
            check=False,
        )
        ran.append((command, done.stdout))
        if done.returncode:
            ran.append((EXIT_CODE, f"{done.returncode}\n"))
    return ran


def as_block(steps: list[tuple[str, str]]) -> str:
    """Commands and their output as they stand in a block."""
    return "".join(f"$ {command}\n{output}" for command, output in steps)


def agrees(shown: str, real: str) -> bool:
    """Whether a block shows what its commands print."""
    lines = shown.splitlines(keepends=True)
    pattern = "".join("(?:.*\n)*" if line == f"{OMITTED}\n" else re.escape(line) for line in lines)
    return re.fullmatch(pattern, real) is not None


def language_of(path: str) -> str:
    """The locale that a document's commands run under: that of its readers."""
    page = Path(path)
    return "zh_CN.UTF-8" if "zh-CN" in page.name or page.parent.name == "zh" else "C.UTF-8"


def evaluate_console(example: Example) -> str | None:
    """What is wrong with a console block, or None."""
    shown = str(example.parsed)
    real = as_block(run_console(shown, language_of(example.path)))
    return None if agrees(shown, real) else f"{example.path}:{example.line}: the commands really print\n{real}"


def _enter(namespace: dict[str, Any]) -> None:
    scratch = namespace["_scratch"] = ExitStack()
    folder = scratch.enter_context(tempfile.TemporaryDirectory())
    shutil.copytree(ROOT / "examples", Path(folder) / "examples")
    scratch.enter_context(chdir(folder))


def _leave(namespace: dict[str, Any]) -> None:
    """Leave the scratch folder; pictures that the page drew are kept for the site, where it asks for them."""
    if kept := os.environ.get("DOCS_PICTURES"):
        for picture in Path.cwd().glob("*.svg"):
            shutil.copy(picture, kept)
    namespace["_scratch"].close()


# A page that asks other people's libraries runs where they are installed, as the extra `docs` does.
_ASKED_WITH = {
    "docs/guides/corpus.md": ("pyarrow", "duckdb", "polars", "pandas", "matplotlib"),
    "docs/guides/corpus-on-a-cluster.md": ("pyarrow",),
}
collect_ignore = [page for page, libraries in _ASKED_WITH.items() if not all(map(find_spec, libraries))]

pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), CodeBlockParser("console", evaluate_console)],
    patterns=["README.md", "README.zh-CN.md", "docs/*.md", "docs/**/*.md"],
    setup=_enter,
    teardown=_leave,
).pytest()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Keep the blocks of one document in one worker: they share names. All other tests are dealt out one by one."""
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415  (only where xdist is installed)

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return file if file.endswith(".md") else nodeid

    return Scheduling(config, log)
