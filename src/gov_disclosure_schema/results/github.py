"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of the files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..catalogue import Language, Severity
from ..files import PIPE
from ..findings import Finding
from .legible import legible
from .result import Result, most_severe_first

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES: Final = _IN_DATA | str.maketrans({":": "%3A", ",": "%2C"})


def commands(result: Result, language: Language) -> Iterator[str]:
    """A line for each finding, the most severe first.

    Parameters
    ----------
    result
        What a file was found to be.
    language
        That of the messages.
    """
    for finding in most_severe_first(result.findings):
        properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(result.file, finding))
        yield f"::{_COMMANDS[finding.severity]} {properties}::{_data(_message(finding, language))}"


def notice(text: str) -> str:
    """A line that is about no file."""
    return f"::notice::{_data(text)}"


def _properties(file: str, finding: Finding) -> Iterator[tuple[str, str]]:
    if file != PIPE:
        yield "file", file
        position = finding.position
        if position and position.line:
            yield "line", str(position.line)
            yield "col", str(position.column)
    yield "title", finding.rule


def _message(finding: Finding, language: Language) -> str:
    """The message; before it the place that a line does not say."""
    position = finding.position
    if position is None or (position.line and not position.table):
        return finding.message(language)
    return f"{position.words.spoken(language)}{_COLONS[language]}{finding.message(language)}"


_COLONS: Final[dict[Language, str]] = {"zh": "：", "en": ": "}


def _data(text: str) -> str:
    return legible(text.translate(_IN_DATA))


def _property(text: str) -> str:
    return legible(text.translate(_IN_PROPERTIES))
