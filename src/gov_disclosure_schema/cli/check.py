"""`gov-disclosure check`: the verdict on each file, and each finding."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..catalogue import Language
from ..checks.switches import Switches
from ..files import PIPE
from ..results.result import Previous, Result, judged, result_of
from .configuration import Configuration, configured
from .forms import Telling, forms
from .terminal import Progress
from .words import said


def run(options: argparse.Namespace, language: Language) -> int:
    """Check every file; the highest of their exit codes."""
    _refuse_what_does_not_go_together(options, language)
    configuration = Configuration() if options.against == "schema" else configured(options)
    off = Switches(configuration.select, configuration.ignore).off
    written = forms(options.format, Telling(language, off, configuration.file, options.html))
    progress = Progress(len(options.files))
    code = 0
    try:
        for count, file in enumerate(options.files, 1):
            progress.show(count, file)
            results = [judged(file)] if options.against == "schema" else _results(file, options.previous, configuration)
            progress.erase()
            for result in results:
                for form in written:
                    form.result(result)
                code = max(code, result.code)
    finally:
        progress.erase()
    for form in written:
        form.end()
    return code


def _refuse_what_does_not_go_together(options: argparse.Namespace, language: Language) -> None:
    if options.previous and len(options.files) > 1:
        options.parser.error(said("previous_needs_one_file", language))
    for option in ("previous", "select", "ignore", "config"):
        if options.against == "schema" and getattr(options, option):
            options.parser.error(said("only_model_takes", language, option=f"--{option}"))
    page = options.html
    if page not in {None, PIPE} and any(_same_file(file, page) for file in (*options.files, options.previous) if file):
        options.parser.error(said("page_over_report", language, output=page))


def _same_file(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except (OSError, ValueError):  # one is not there, or no file can have such a name
        return False


def _results(file: str, last: str | None, configuration: Configuration) -> list[Result]:
    """A file's result; and that of last year's file where it cannot be read, so that the comparison was not made."""
    if last is None:
        return [result_of(file, select=configuration.select, ignore=configuration.ignore)]
    found = result_of(last)
    previous = Previous(last, found.reading) if found.reading else None
    result = result_of(file, None, previous, configuration.select, configuration.ignore)
    return [result] if previous else [result, found]
