"""`gov-disclosure check`: the verdict on each file, and each finding."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter

from ..catalogue import Language
from ..findings import Tally
from ..results.as_json import json_of
from ..results.result import Result, judged, result_of
from ..results.words import VERDICTS
from .describe import describe
from .terminal import Progress, Screen, emit


def run(options: argparse.Namespace, language: Language) -> int:
    """Check every file; the highest of their exit codes."""
    write = _Json() if options.format == "json" else _Text(Screen(sys.stdout, language))
    progress = Progress(len(options.files))
    verdicts: Counter[str] = Counter()
    code = 0
    try:
        for count, file in enumerate(options.files, 1):
            progress.show(count, file)
            result = judged(file) if options.against == "schema" else result_of(file)
            progress.erase()
            write.result(result)
            verdicts[result.verdict] += 1
            code = max(code, result.code)
    finally:
        progress.erase()
    write.end(verdicts)
    return code


def show(screen: Screen, result: Result) -> None:
    """One file's result, for people."""
    verdict = screen.coloured(VERDICTS[result.verdict].spoken(screen.language), result.verdict)
    screen.say(
        "file_line", file=screen.file(result.file), verdict=verdict, counts=screen.words("counts", **result.counts)
    )
    if result.findings.tally:
        rules = [f"{rule} {_slashes(tally)}" for rule, tally in result.findings.tally.items()]
        total = result.findings.total
        screen.say("tally", 1, ran=total.ran, all=_slashes(total), rules=screen.words("comma").join(rules))
    describe(screen, result.findings, result.reading)


def _slashes(tally: Tally) -> str:
    return "/".join(map(str, tally))


class _Text:
    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._first = True

    def result(self, result: Result) -> None:
        if not self._first:
            self._screen.line()
        self._first = False
        show(self._screen, result)

    def end(self, verdicts: Counter[str]) -> None:
        if verdicts.total() > 1:
            screen = self._screen
            parts = [
                screen.words("summary_part", verdict=words.spoken(screen.language), count=verdicts[verdict])
                for verdict, words in VERDICTS.items()
                if verdicts[verdict]
            ]
            screen.line()
            screen.say("summary", count=verdicts.total(), verdicts=screen.words("comma").join(parts))


class _Json:
    def __init__(self) -> None:
        self._before = "[\n"

    def result(self, result: Result) -> None:
        emit(self._before + json.dumps(json_of(result), ensure_ascii=False))
        self._before = ",\n"

    def end(self, verdicts: Counter[str]) -> None:
        del verdicts
        emit("\n]\n")
