"""How things are measured, and how what was measured is shown.

Every subject of a table is measured once a round, the order drawn anew for each, so that none always follows the same
other. A ratio is the median of the rounds' own ratios: a machine whose speed changes from one round to the next changes
both sides of each. What runs in this process is measured by the time that the processor gave it, so that other programs
count for little; the garbage collector is off meanwhile.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from random import Random
from time import thread_time
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
EXAMPLE: Final = ROOT / "examples" / "suqian-2023.json"
REAL: Final = ROOT / "examples" / "songzhuang-2023.txt"
"""A report as it was published, as text."""
MISSED: Final = " (missed)"
"""What a line says of a target that it misses."""

Seconds = dict[str, list[float]]
"""Of each subject: seconds of one call, round by round."""


class Comparison(NamedTuple):
    """A line of a table: one subject in units of another.

    Attributes
    ----------
    name
        What is compared with what.
    subject, base
        Names of the subjects.
    most, least
        The ratio that is to be held, or to be exceeded; None where none is set.
    """

    name: str
    subject: str
    base: str
    most: float | None = None
    least: float | None = None


def measured(
    subjects: Mapping[str, Callable[[], object]],
    rounds: int,
    calls: int,
    clock: Callable[[], float] = thread_time,
) -> Seconds:
    """Seconds of one call of each subject, round by round: of the processor, unless another clock is given."""
    times: Seconds = {name: [] for name in subjects}
    for subject in subjects.values():
        subject()
    order = Random(0)  # noqa: S311  (no secret)
    for _ in range(rounds):
        for name, subject in order.sample([*subjects.items()], len(subjects)):
            gc.collect(0)
            gc.disable()
            begin = clock()
            for _ in range(calls):
                subject()
            times[name].append((clock() - begin) / calls)
            gc.enable()
    return times


def table(comparisons: Iterable[Comparison], seconds: Seconds, unit: str, scale: float) -> Iterator[str]:
    """The comparisons as a Markdown table; a ratio is the median of those of the rounds."""
    yield f"| what / beside what | {unit} | {unit} beside | ratio | target |"
    yield "|---|--:|--:|--:|--:|"
    for name, subject, base, most, least in comparisons:
        ratio = statistics.median(one / other for one, other in zip(seconds[subject], seconds[base], strict=True))
        took, beside = (statistics.median(seconds[one]) * scale for one in (subject, base))
        target = f"≤ {most:g}" if most is not None else f"≥ {least:g}" if least is not None else ""
        missed = (most is not None and ratio > most) or (least is not None and ratio < least)
        yield f"| {name} | {took:.1f} | {beside:.1f} | {ratio:.2f} | {target}{MISSED if missed else ''} |"


def judged(ratio: float, most: float) -> str:
    """A ratio with its target beside it."""
    return f"{ratio:.2f} (≤ {most:g}){MISSED if ratio > most else ''}"
