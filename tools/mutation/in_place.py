"""Mutants tried where everything is imported and collected already: a fork each, in which a function gets its new code.

It takes hundredths of a second, but is no proof that a mutant survives: what was computed on import stays. So whatever
is not noticed here is tried again in a process that imports the changed module (`trial.py`). That tests fail for the
exchange alone is ruled out by trying one first that changes nothing.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Final, NoReturn

import pytest

from .places import Mutant
from .reach import Reach
from .trial import OPTIONS, compiled, limit, module_name, silence

_SLOWER: Final = 5
_LEAST: Final = 10


def noticed_in_place(mutants: Sequence[Mutant], reach: Reach, files: Sequence[str], root: Path, jobs: int) -> set[int]:
    """Which of the mutants are noticed, by their places in the list."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        told = Path(scratch) / "told"
        if not (pid := os.fork()):
            try:
                silence(root)
                watch = _InPlace(mutants, reach, jobs, told)
                pytest.main([*OPTIONS, f"--basetemp={scratch}/temp", *files], [watch])
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        if not told.exists():
            raise SystemExit("the tests could not be collected")
        noticed: dict[int, str] | str = pickle.loads(told.read_bytes())  # noqa: S301  (our own)
    if isinstance(noticed, str):
        raise SystemExit(noticed)
    for number, test in noticed.items():
        reach.noticed(mutants[number].path, mutants[number].where, test)
    return {*noticed}


class _InPlace:
    """In the place of pytest's loop over the tests: the loop over the mutants."""

    def __init__(self, mutants: Sequence[Mutant], reach: Reach, jobs: int, told: Path) -> None:
        self._mutants, self._reach, self._jobs, self._told = mutants, reach, jobs, told
        self._failed = ""
        self._running: Final[dict[int, int]] = {}
        self._noticed: Final[dict[int, str]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant, and leave word of it."""
        try:
            told: dict[int, str] | str = self._try_all({item.nodeid: item for item in session.items})
        except BaseException:  # noqa: BLE001  (nobody else would tell)
            told = traceback.format_exc()
        self._told.write_bytes(pickle.dumps(told))
        return True

    def _try_all(self, items: dict[str, pytest.Item]) -> dict[int, str] | str:
        modules = {path: _Module(path) for path in dict.fromkeys(mutant.path for mutant in self._mutants)}
        gc.freeze()
        quick = {test for one in self._mutants for test in self._reach.quick(one.path, one.where, one.lines)}
        broken = self._unchanged([*modules.values()], [item for item in items if item in quick], items)
        if broken:
            return f"{broken} fails when code is exchanged for the same code"
        for number, mutant in enumerate(self._mutants):
            near = self._reach.quick(mutant.path, mutant.where, mutant.lines)
            changed = modules[mutant.path].changed(mutant.text)
            if near and changed:
                self._begin(number, near, items, modules[mutant.path], changed)
            while len(self._running) >= self._jobs:
                self._end()
        while self._running:
            self._end()
        return self._noticed

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what failed."""
        if report.failed:
            self._failed = report.nodeid

    def _unchanged(self, modules: list[_Module], quick: list[str], items: dict[str, pytest.Item]) -> str:
        """The test that fails when nothing is changed, if there is one."""
        if not (pid := os.fork()):
            for module in modules:
                module.exchange(module.codes)
            self._run(-1, quick, items, 600)
        return "" if os.waitpid(pid, 0)[1] == 0 else self._told.with_name("-1").read_text(encoding="utf-8")

    def _begin(
        self, number: int, near: list[str], items: dict[str, pytest.Item], module: _Module, changed: dict[str, CodeType]
    ) -> None:
        if not (pid := os.fork()):
            try:
                module.exchange(changed)
            except ValueError:  # it closes over other names than before
                os._exit(0)
            self._run(number, near, items, int(_LEAST + _SLOWER * self._reach.seconds(near)))
        self._running[pid] = number

    def _end(self) -> None:
        pid, status = os.wait()
        number = self._running.pop(pid)
        if status:
            failed = self._told.with_name(str(number))
            test = self._noticed[number] = failed.read_text(encoding="utf-8") if failed.exists() else ""
            if test:
                self._reach.noticed(self._mutants[number].path, self._mutants[number].where, test)

    def _run(self, number: int, near: list[str], items: dict[str, pytest.Item], seconds: int) -> NoReturn:
        """Be the child: run the tests until one fails."""
        try:
            limit(seconds)
            for test, following in zip(near, [*near[1:], None], strict=True):
                item = items[test]
                item.ihook.pytest_runtest_protocol(item=item, nextitem=items[following] if following else None)
                if self._failed:
                    self._told.with_name(str(number)).write_text(self._failed, encoding="utf-8")
                    os._exit(1)
            os._exit(0)
        finally:
            os._exit(1)


class _Module:
    """A module of the package: its functions, and the code of each by its name."""

    def __init__(self, path: Path) -> None:
        self._path: Final = path
        name = module_name(path)
        importlib.import_module(name)
        self.codes: Final = dict(_codes(compiled(path.read_text(encoding="utf-8"), str(path))))
        self._functions: Final[dict[str, list[FunctionType]]] = {}
        self._caches: Final[list[Any]] = []
        for each in gc.get_objects():
            if isinstance(each, FunctionType) and each.__code__ == self.codes.get(each.__qualname__):
                self._functions.setdefault(each.__qualname__, []).append(each)
            elif isinstance(each, _lru_cache_wrapper) and each.__module__ == name:
                self._caches.append(each)

    def changed(self, text: str) -> dict[str, CodeType]:
        """The functions whose code a change of the source changes."""
        codes = dict(_codes(compiled(text, str(self._path))))
        return {name: code for name, code in codes.items() if name in self._functions and code != self.codes[name]}

    def exchange(self, codes: dict[str, CodeType]) -> None:
        """Give functions their code, and forget what the module's functions computed."""
        for name, code in codes.items():
            for function in self._functions.get(name, ()):
                function.__code__ = code
        for kept in self._caches:
            kept.cache_clear()


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    """The code of each function by its name; of two with one name, neither can be told by it, and one is left."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant.co_qualname, constant
            yield from _codes(constant)
