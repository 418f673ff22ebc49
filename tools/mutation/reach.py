"""Which tests reach which line, and so in which order they are tried on a change of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from .trial import Children, Outcome, Task

_PATIENCE: Final = 600
"""Seconds in which the tests of one file must be through, the lines being counted."""
_QUICK: Final = 2.0
"""Seconds of tests, the quickest ones, that are tried before all others."""
_SOME: Final = 5.0
"""Seconds of tests that are tried though they were not seen to reach the line."""


class Reach:
    """What was measured on the unchanged package, file of tests by file of tests, each in a process of its own.

    Only the first test of a file is seen to reach what is kept in caches: what the tests seen do not notice is tried on
    others of their files.
    """

    def __init__(self, measured: dict[str, Outcome]) -> None:
        self._measured: Final = measured
        self._killers: Final[Counter[tuple[Path, str, str]]] = Counter()

    def quick(self, path: Path, where: str, lines: frozenset[int]) -> list[str]:
        """The tests that reach some lines and take little time, those that are likely to notice a change first."""
        reaching = (test for one in self._measured.values() for test in _reaching(one, path, lines) if test)
        near = sorted(reaching, key=self._in_order(path, where))
        return self._as_long_as(near, _QUICK)

    def stages(self, path: Path, where: str, lines: frozenset[int]) -> list[list[str]]:
        """The same, and apart from them the other tests that reach these lines.

        Where none is seen to, because importing does, or what another test left in a cache, the quickest tests of the
        files that do.
        """
        quick = self.quick(path, where, lines)
        reaching = {test for one in self._measured.values() for test in _reaching(one, path, lines) if test}
        others = sorted(reaching.difference(quick), key=self._in_order(path, where))
        files = [one for one in self._measured.values() if any(True for _ in _reaching(one, path, lines))]
        near = {test for one in files for test in one.seconds}.difference(reaching)
        some = self._as_long_as(sorted(near, key=self._in_order(path, where)), _SOME)
        return [stage for stage in (quick, [*some, *others]) if stage]

    def _as_long_as(self, tests: list[str], most: float) -> list[str]:
        """The first of some tests, that together take no longer than this; one at least."""
        return [test for n, test in enumerate(tests) if not n or self.seconds(tests[: n + 1]) < most]

    def noticed(self, path: Path, where: str, test: str) -> None:
        """Remember which test noticed a change in a function; it may notice the next one too."""
        self._killers[path, where, test] += 1

    def _in_order(self, path: Path, where: str) -> Callable[[str], tuple[int, float]]:
        return lambda test: (-self._killers[path, where, test], self._seconds(test))

    def _seconds(self, test: str) -> float:
        return self._measured[test.partition("::")[0]].seconds[test]

    def seconds(self, tests: Iterable[str]) -> float:
        """How long some tests took, the lines being counted."""
        return sum(map(self._seconds, tests))


def _reaching(outcome: Outcome, path: Path, lines: frozenset[int]) -> Iterator[str]:
    """The tests that reach some lines; an empty name for what importing reaches."""
    return (test for test, reached in outcome.reached.items() if reached.get(str(path), frozenset()) & lines)


def measure(files: Sequence[str], package: Path, children: Children) -> Reach:
    """Run the tests on the unchanged package; they must pass."""
    measured: dict[str, Outcome] = {}
    waiting = [*files]
    while waiting or len(measured) < len(files):
        while waiting and not children.full():
            file = waiting.pop()
            children.begin(file, Task([file], _PATIENCE, measured=package))
        for file, outcome in children.ended():
            if not outcome.passed:
                raise SystemExit(f"{file} fails on the unchanged package: {outcome.failed or 'no test ran'}")
            measured[file] = outcome
    return Reach(measured)
