"""`gov-disclosure check`: the verdict on each file, and each finding."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..catalogue import LANGUAGES, Language, Severity
from ..errors import GovDisclosureError, UsageError
from ..files import read_bytes
from ..findings import Finding, Findings, Tally
from ..reading import Reading, read
from .describe import describe, most_severe_first, number
from .terminal import Progress, Screen, emit
from .words import VERDICTS

if TYPE_CHECKING:
    from ..against import Judgement

_CODES: Final = {"passed": 0, "incomplete": 0, "failed": 1, "unreadable": 3}


class Result(NamedTuple):
    """What a file was found to be.

    Attributes
    ----------
    file
        As given.
    reading
        None where it cannot be read.
    findings
        Of reading and checking, or of the error that kept it from being read.
    judgement
        What the published artefacts say, where they were asked in place of the model.
    """

    file: str
    reading: Reading | None
    findings: Findings
    judgement: Judgement | None = None

    @property
    def verdict(self) -> str:
        """A key of `VERDICTS`."""
        held = self.reading or self.judgement
        if held is None:
            return "unreadable"
        if self.findings.errors:
            return "failed"
        return "passed" if held.complete else "incomplete"

    @property
    def code(self) -> int:
        """The exit code that it asks for."""
        return _CODES[self.verdict]

    @property
    def counts(self) -> dict[str, int]:
        """Severity → how many findings."""
        return {severity.value: len(self.findings.of(severity)) for severity in Severity}


def result_of(file: str, source_format: str | None = None) -> Result:
    """Read and check a file."""
    try:
        reading = read(file, source_format)
    except UsageError:
        raise
    except GovDisclosureError as error:
        return Result(file, None, Findings(error.findings))
    return Result(file, reading, reading.findings)


def judged(file: str) -> Result:
    """Read a file and judge it by the published artefacts alone."""
    from ..against import judge  # noqa: PLC0415  (only for those who ask)

    try:
        judgement = judge(read_bytes(file))
    except GovDisclosureError as error:
        return Result(file, None, Findings(error.findings))
    return Result(file, None, judgement.findings, judgement)


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
        emit(self._before + json.dumps(_json_of(result), ensure_ascii=False))
        self._before = ",\n"

    def end(self, verdicts: Counter[str]) -> None:
        del verdicts
        emit("\n]\n")


def _json_of(result: Result) -> dict[str, Any]:
    held = result.reading or result.judgement
    known = result.reading.report if result.reading else result.judgement
    return {
        "file": result.file,
        "verdict": result.verdict,
        "format": held.format if held else None,
        "edition": known.edition if known else None,
        "organ": known.organ if known else None,
        "year": known.year if known else None,
        "complete": held.complete if held else False,
        "counts": result.counts,
        "tally": {rule: tally._asdict() for rule, tally in result.findings.tally.items()},
        "findings": [_json_of_finding(finding) for finding in most_severe_first(result.findings)],
    }


def _json_of_finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "source": finding.source,
        "at": list(finding.at),
        "cells": list(finding.cells),
        "actual": number(finding.actual),
        "expected": number(finding.expected),
        "difference": number(finding.difference),
        "position": finding.position.parts() if finding.position else None,
        "message": {language: finding.message(language) for language in LANGUAGES},
    }
