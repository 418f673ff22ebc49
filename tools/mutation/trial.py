"""Tests run in a child of a warm process, with one module of the package changed on its way in.

The parent has imported everything but the package and the tests; each child is a fork of it, imports these two, and
runs the tests in its own process. It may take so much time and memory and is ended by the system when it takes more.
Processes that a test starts itself know nothing of the change.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import Any, Final, NamedTuple

import coverage
import pytest

_WARM: Final = ("hypothesis", "hypothesis.strategies", "jsonschema", "lxml.etree", "pydantic", "sybil")
_MEMORY: Final = 4 << 30
OPTIONS: Final = (
    "--quiet",
    "--exitfirst",
    "--confcutdir=.",  # the profiles of Hypothesis stand at the root; its deadline is no test
    "-p_hypothesis_pytestplugin",
    "-pno:cacheprovider",
    "-Wignore::pytest.PytestAssertRewriteWarning",  # of what is warm
)


class Task(NamedTuple):
    """What a child is to run.

    Attributes
    ----------
    tests
        The tests by their ids, the first to be run first; or files of tests, all of them.
    seconds
        Of processor time, after which it is ended; it may wait ten times as long.
    module, text
        The file of the package that is changed, and the text that it is changed to.
    measured
        The folder below which the lines are to be told that each test reaches; None: no.
    """

    tests: Sequence[str]
    seconds: int
    module: Path | None = None
    text: str = ""
    measured: Path | None = None


class Outcome(NamedTuple):
    """How a child ended.

    Attributes
    ----------
    passed
        Whether every test passed.
    failed
        The test that failed; empty where it was ended, or failed before the first test.
    seconds
        How long each test took.
    reached
        By test and file, the lines reached, if they were measured; those reached by importing under an empty name.
    """

    passed: bool
    failed: str
    seconds: dict[str, float]
    reached: dict[str, dict[str, frozenset[int]]]


def warm() -> None:
    """Import what the children would import, before there are any."""
    for name in _WARM:
        importlib.import_module(name)
    gc.freeze()


class Children:
    """At most so many children at a time; they end in any order."""

    def __init__(self, jobs: int, root: Path) -> None:
        self._jobs, self._root = jobs, root
        self._running: Final[dict[int, tuple[Any, Path]]] = {}

    def full(self) -> bool:
        """Whether one must end before the next can begin."""
        return len(self._running) >= self._jobs

    def begin(self, key: Any, task: Task) -> None:
        """Begin a child."""
        scratch = Path(tempfile.mkdtemp(prefix="mutants-"))
        sys.stdout.flush()
        pid = os.fork()
        if not pid:
            _run(task, self._root, scratch)
        self._running[pid] = key, scratch

    def ended(self) -> Iterator[tuple[Any, Outcome]]:
        """Wait for one child, if there is any: what it was begun for, and its outcome."""
        if self._running:
            pid, status = os.wait()
            key, scratch = self._running.pop(pid)
            failed, seconds, reached = "", {}, {}
            with suppress(FileNotFoundError, EOFError, pickle.UnpicklingError):
                failed, seconds, reached = pickle.loads((scratch / "told").read_bytes())  # noqa: S301  (our own)
            shutil.rmtree(scratch, ignore_errors=True)
            yield key, Outcome(status == 0, failed, seconds, reached)


def silence(root: Path) -> None:
    """Make this process one that runs tests and tells nobody."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    os.chdir(root)
    os.environ |= {"HYPOTHESIS_PROFILE": "mutants", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def limit(seconds: int) -> None:
    """End this process after so much processor time, or ten times as much of waiting; and give it no more memory."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    signal.alarm(10 * seconds)


def module_name(path: Path) -> str:
    """The module of a file below ``src``."""
    return ".".join(path.with_suffix("").parts[path.parts.index("src") + 1 :]).removesuffix(".__init__")


def compiled(text: str, path: str) -> CodeType:
    """The code of a changed source; that it does what nobody should (`x is 1`) is not the tests' to notice."""
    with warnings.catch_warnings(action="ignore", category=SyntaxWarning):
        return compile(text, path, "exec", dont_inherit=True)


def _run(task: Task, root: Path, scratch: Path) -> None:
    """Be the child; never return."""
    code = 1
    try:
        silence(root)
        limit(task.seconds)
        if task.module:
            sys.meta_path.insert(0, _Changed(task.module, task.text))
        watch = _Watch(task)
        files = dict.fromkeys(test.partition("::")[0] for test in task.tests)
        code = int(pytest.main([*OPTIONS, f"--basetemp={scratch / 'temp'}", *files], [watch]))
        (scratch / "told").write_bytes(pickle.dumps((watch.failed, watch.seconds, watch.reached())))
    finally:
        os._exit(code)


class _Changed:
    """What finds the changed module before anything else does."""

    def __init__(self, path: Path, text: str) -> None:
        self._name, self._path, self._text = module_name(path), str(path), text

    def find_spec(self, name: str, *_: Any) -> ModuleSpec | None:
        if name != self._name:
            return None
        loader = _Loader(name, self._path)
        loader.text = self._text
        folders = [str(Path(self._path).parent)] if self._path.endswith("__init__.py") else None
        return spec_from_file_location(name, self._path, loader=loader, submodule_search_locations=folders)


class _Loader(SourceFileLoader):
    text = ""

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002  (the machinery's)
        return compiled(self.text, self.path)


class _Watch:
    """What pytest calls: tests are put in order, and it is noted what each took, and reached."""

    def __init__(self, task: Task) -> None:
        self.failed = ""
        self.seconds: Final[dict[str, float]] = {}
        self._order: Final = {test: place for place, test in enumerate(task.tests)}
        self._coverage: Final = None
        if task.measured:
            self._coverage = coverage.Coverage(data_file=None, config_file=False, include=[f"{task.measured}/*"])
            self._coverage.start()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that are to run, in their order."""
        if any("::" in test for test in self._order):
            kept = [item for item in items if item.nodeid in self._order]
            items[:] = sorted(kept, key=lambda item: self._order[item.nodeid])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Measure one test."""
        if self._coverage:
            self._coverage.switch_context(item.nodeid)
        done = yield
        if self._coverage:
            self._coverage.switch_context("")
        return done

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how a test ended."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration
        if report.failed:
            self.failed = report.nodeid

    def reached(self) -> dict[str, dict[str, frozenset[int]]]:
        """The lines of each test and file."""
        if not self._coverage:
            return {}
        self._coverage.stop()
        data = self._coverage.get_data()
        found: dict[str, dict[str, frozenset[int]]] = {}
        for context in data.measured_contexts():
            data.set_query_context(context)
            found[context] = {file: frozenset(data.lines(file) or ()) for file in data.measured_files()}
        return found
