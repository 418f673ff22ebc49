"""`gov-disclosure convert`: a report from one format into another, as it stands."""

from __future__ import annotations

import argparse
import sys

from ..catalogue import Language
from ..errors import EncodeError
from ..reading import write
from ..results.result import result_of
from .arguments import needs_format
from .describe import describe
from .forms import show
from .terminal import Screen


def run(options: argparse.Namespace, language: Language) -> int:
    """Convert a report; what is to be said of it goes to standard error."""
    screen = Screen(sys.stderr, language)
    if needs_format(options.output, options.target):
        options.parser.error(screen.words("pipe_needs_format"))
    result = result_of(options.input, options.source)
    if result.findings:
        show(screen, result)
    if result.reading is None:
        return result.code
    output = screen.file(options.output, "standard_output")
    wrong = len(result.findings.errors)
    if wrong and options.strict:
        screen.say("refused_wrong", output=output, count=wrong)
        return result.code
    try:
        write(result.reading.report, options.output, options.target)
    except EncodeError as error:
        describe(screen, error.findings, result.reading)
        return 1
    if wrong:
        screen.say("written_wrong", output=output, count=wrong)
    return result.code
