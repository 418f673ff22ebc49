"""`gov-disclosure check`: the verdict on each file, and each finding."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter

from ..catalogue import IDENTITY_RULES, YEAR_RULES, Language
from ..checks.switches import Switches
from ..findings import Findings, Tally
from ..results.as_json import json_of
from ..results.legible import legible
from ..results.result import Previous, Result, judged, result_of
from ..results.words import VERDICTS
from .configuration import Configuration, configured
from .describe import describe
from .terminal import Progress, Screen, emit
from .words import said


def run(options: argparse.Namespace, language: Language) -> int:
    """Check every file; the highest of their exit codes."""
    _refuse_what_does_not_go_together(options, language)
    configuration = Configuration() if options.against == "schema" else configured(options)
    off = Switches(configuration.select, configuration.ignore).off
    write = _Json() if options.format == "json" else _Text(Screen(sys.stdout, language), off, configuration.file)
    progress = Progress(len(options.files))
    verdicts: Counter[str] = Counter()
    code = 0
    try:
        for count, file in enumerate(options.files, 1):
            progress.show(count, file)
            results = [judged(file)] if options.against == "schema" else _results(file, options.previous, configuration)
            progress.erase()
            for result in results:
                write.result(result)
                verdicts[result.verdict] += 1
                code = max(code, result.code)
    finally:
        progress.erase()
    write.end(verdicts)
    return code


def _refuse_what_does_not_go_together(options: argparse.Namespace, language: Language) -> None:
    if options.previous and len(options.files) > 1:
        options.parser.error(said("previous_needs_one_file", language))
    for option in ("previous", "select", "ignore", "config"):
        if options.against == "schema" and getattr(options, option):
            options.parser.error(said("only_model_takes", language, option=f"--{option}"))


def _results(file: str, last: str | None, configuration: Configuration) -> list[Result]:
    """A file's result; and that of last year's file where it cannot be read, so that the comparison was not made."""
    if last is None:
        return [result_of(file, select=configuration.select, ignore=configuration.ignore)]
    found = result_of(last)
    previous = Previous(last, found.reading) if found.reading else None
    result = result_of(file, None, previous, configuration.select, configuration.ignore)
    return [result] if previous else [result, found]


def show(screen: Screen, result: Result) -> None:
    """One file's result, for people."""
    verdict = screen.coloured(VERDICTS[result.verdict].spoken(screen.language), result.verdict)
    screen.say(
        "file_line", file=screen.file(result.file), verdict=verdict, counts=screen.words("counts", **result.counts)
    )
    for key, counted in (("tally", IDENTITY_RULES), ("tally_years", YEAR_RULES)):
        tally = {rule: found for rule, found in result.findings.tally.items() if rule in counted}
        if tally:
            rules = [f"{rule} {_slashes(found)}" for rule, found in tally.items()]
            total = Findings((), tally).total
            screen.say(key, 1, ran=total.ran, all=_slashes(total), rules=screen.words("comma").join(rules))
    describe(screen, result.findings, result.reading, result.previous.reading if result.previous else None)


def _slashes(tally: Tally) -> str:
    return "/".join(map(str, tally))


class _Text:
    def __init__(self, screen: Screen, off: tuple[str, ...], configuration: str) -> None:
        self._screen = screen
        self._off = off
        self._configuration = configuration
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
        if self._off:
            key = "switched_off_by" if self._configuration else "switched_off"
            rules = self._screen.words("comma").join(self._off)
            self._screen.line()
            self._screen.say(key, file=legible(self._configuration), rules=rules)


class _Json:
    def __init__(self) -> None:
        self._before = "[\n"

    def result(self, result: Result) -> None:
        emit(self._before + json.dumps(json_of(result), ensure_ascii=False))
        self._before = ",\n"

    def end(self, verdicts: Counter[str]) -> None:
        del verdicts
        emit("\n]\n")
