"""`gov-disclosure aggregate`: the consolidated report of a region from those of its organs."""

from __future__ import annotations

import argparse
import sys

from ..catalogue import Language, Severity
from ..errors import InvalidReport
from ..reading import write
from ..region import Member, compared, consolidated
from ..results.result import result_of
from .forms import show
from .terminal import Screen

UNREADABLE = 3


def run(options: argparse.Namespace, language: Language) -> int:
    """Add the reports up; write the sum, or compare it with what was published."""
    screen = Screen(sys.stderr, language)
    if not options.output and not options.against:
        options.parser.error(screen.words("aggregate_needs_output"))
    results = [result_of(file) for file in (*options.files, *([options.against] if options.against else ()))]
    reports = [result.reading.report for result in results if result.reading]
    if len(reports) < len(results):
        for result in results:
            if result.reading is None:
                show(screen, result)
        return UNREADABLE
    members = [Member(*pair) for pair in zip(options.files, reports[: len(options.files)], strict=True)]
    try:
        region = consolidated(members, options.organ)
        findings = [*region.findings, *(compared(reports[-1], region.report) if options.against else ())]
    except InvalidReport as error:
        for finding in error.findings:
            screen.finding(finding)
        return 1
    for finding in findings:
        screen.finding(finding)
    if options.output:
        write(region.report, options.output, options.target)
        screen.say("aggregate_written", output=screen.file(options.output, "standard_output"), count=len(members))
    if options.against:
        differing = sum(finding.severity is Severity.ERROR for finding in findings)
        screen.say("aggregate_compared", file=screen.file(options.against), count=differing)
        return 1 if differing else 0
    return 0
