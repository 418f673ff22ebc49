"""The forms in which `check` tells its results: text for people, JSON, SARIF and annotations for programs, a page."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, Protocol

from ..catalogue import IDENTITY_RULES, YEAR_RULES, Language
from ..files import PIPE, write_bytes
from ..findings import Findings, Tally
from ..results.as_json import json_of
from ..results.github import commands, notice
from ..results.legible import legible
from ..results.result import Result
from ..results.sarif import sarif
from ..results.words import VERDICTS
from .describe import describe, describe_causes
from .terminal import Screen, emit
from .words import said


class Telling(NamedTuple):
    """How results are told.

    Attributes
    ----------
    language
        The language of what is for people.
    off
        The rules that were switched off.
    configuration
        The file that switched them off; empty where none did.
    page
        Where the page goes; None for no page.
    """

    language: Language
    off: tuple[str, ...] = ()
    configuration: str = ""
    page: str | None = None


class Form(Protocol):
    """A form of the output."""

    def result(self, result: Result) -> None:
        """Take in one file's result."""

    def end(self) -> None:
        """All results have been taken in."""


def forms(name: str, telling: Telling) -> list[Form]:
    """What is written: the page, if there is to be one, and a form on standard output, unless the page goes there."""
    written: list[Form] = [Page(telling.page, telling.language)] if telling.page else []
    return written if telling.page == PIPE else [*written, FORMS[name](telling)]


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
    if result.reading:
        describe_causes(screen, result.findings, result.reading)


def _slashes(tally: Tally) -> str:
    return "/".join(map(str, tally))


def switched_off(telling: Telling) -> str:
    """Which rules were switched off, and by which configuration."""
    rules = said("comma", telling.language).join(telling.off)
    key = "switched_off_by" if telling.configuration else "switched_off"
    return said(key, telling.language, file=legible(telling.configuration), rules=rules)


class Text:
    """For people, on the terminal."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._screen = Screen(sys.stdout, telling.language)
        self._verdicts: Counter[str] = Counter()

    def result(self, result: Result) -> None:
        """Show it."""
        if self._verdicts:
            self._screen.line()
        self._verdicts[result.verdict] += 1
        show(self._screen, result)

    def end(self) -> None:
        """Show how many had which verdict, what was switched off, where the page is."""
        screen, telling, verdicts = self._screen, self._telling, self._verdicts
        if verdicts.total() > 1:
            parts = [
                screen.words("summary_part", verdict=words.spoken(screen.language), count=verdicts[verdict])
                for verdict, words in VERDICTS.items()
                if verdicts[verdict]
            ]
            screen.line()
            screen.say("summary", count=verdicts.total(), verdicts=screen.words("comma").join(parts))
        if telling.off:
            screen.line()
            screen.line(switched_off(telling))
        if telling.page:
            screen.say("page_written", output=screen.file(telling.page))


class Json:
    """An array, an object a file, a line each."""

    def __init__(self, telling: Telling) -> None:
        del telling  # both languages are in it
        self._before = "[\n"

    def result(self, result: Result) -> None:
        """Write it."""
        emit(self._before + json.dumps(json_of(result), ensure_ascii=False))
        self._before = ",\n"

    def end(self) -> None:
        """Close the array."""
        emit("\n]\n")


class GitHub:
    """Workflow commands, a line a finding."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling

    def result(self, result: Result) -> None:
        """Write it."""
        emit("".join(f"{line}\n" for line in commands(result, self._telling.language)))

    def end(self) -> None:
        """Say what was switched off."""
        if self._telling.off:
            emit(f"{notice(switched_off(self._telling))}\n")


class Sarif:
    """One log of all results, written when all are there."""

    def __init__(self, telling: Telling) -> None:
        self._language: Language = telling.language
        self._results: list[Result] = []

    def result(self, result: Result) -> None:
        """Keep it."""
        self._results.append(result)

    def end(self) -> None:
        """Write the log."""
        emit(sarif(self._results, self._language))


class Page:
    """All results on one page, written when all are there."""

    def __init__(self, output: str, language: Language) -> None:
        self._output = output
        self._language: Language = language
        self._results: list[Result] = []

    def result(self, result: Result) -> None:
        """Keep it."""
        self._results.append(result)

    def end(self) -> None:
        """Write the page."""
        from ..page.document import page  # noqa: PLC0415  (only for those who ask)

        write_bytes(self._output, page(self._results, self._language))


FORMS: Final[Mapping[str, Callable[[Telling], Form]]] = {
    "text": Text,
    "json": Json,
    "sarif": Sarif,
    "github": GitHub,
}
"""What goes to standard output, by the name that `--format` takes."""
