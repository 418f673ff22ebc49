"""The command `gov-disclosure`: arguments, what is shown, exit codes. The work is done below it.

Exit codes, for every command:

- 0: clean;
- 1: a finding of severity error;
- 2: wrong usage;
- 3: a file that cannot be read or written, or that holds no report;
- 130: stopped from the keyboard; 141: whoever read the output stopped doing so.

With several files it is the highest of 0, 1 and 3 that came up, and every file is still looked at.

What `check --format json` writes is described by a schema of its own (`results.output_schema`,
``docs/reference/check-output.md``).

`diff --format json` writes one JSON document: `files` (two objects, each with `file`, `verdict`, `format`, `edition`,
`organ`, `year`, `counts`, and, where it cannot be read, `findings`) and `same`, null where one cannot be read. Where
both can, it has besides: `compared`, how many cells both forms have; `fields` and `cells` that differ (`field` or
`address`, `label`, `first`, `second`, of cells `change`, null where a side is blank); `texts` (`section`; `first` and
`second`, the paragraphs in place of each other; `first_at` and `second_at`, their numbers from 0); `not_comparable`
(`first` and `second`, the addresses of cells that one form alone has).

`rules --format json` writes one JSON document: `edition`, `identities` (each with `rule`, `severity`, `source`, `at`,
an address as in findings, and `expected` and `actual`, two arrays of JSON Pointers whose sums must agree) and `rules`
(the rest of the catalogue: `rule`, `severity`, `severities` of the variants that weigh something else, `source`,
`message`, its placeholders in braces).

A byte of a file's name that is not text stands in JSON as a lone surrogate, escaped (as in Python's `os.fsdecode`).
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module

from ..catalogue import Language
from ..errors import FileError, UsageError
from ..findings import Finding
from .arguments import language_of, parser_for
from .terminal import Screen, abandon_output, prepare_streams

__all__ = ["main"]

UNREADABLE = 3
INTERRUPTED = 130
NOBODY_READS = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv
        The arguments; by default those of the process.

    Returns
    -------
    int
        The exit code.
    """
    arguments = sys.argv[1:] if argv is None else [*argv]
    prepare_streams()
    language = language_of(arguments)
    try:
        code = _run(arguments, language)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        abandon_output()
        return NOBODY_READS
    except FileError as error:
        abandon_output()
        return _unwritable(language, *error.findings)
    except OSError as error:  # the output, all input being read through `files`
        abandon_output()
        reason = error.strerror or str(error)
        return _unwritable(language, Finding("FILE-UNWRITABLE", facts={"reason": reason}, variant="output"))
    return code


def _unwritable(language: Language, *findings: Finding) -> int:
    screen = Screen(sys.stderr, language)
    for finding in findings:
        screen.finding(finding)
    return UNREADABLE


def _run(arguments: Sequence[str], language: Language) -> int:
    try:
        options = parser_for(language).parse_args(arguments)
        return _command(options, language)
    except SystemExit as stop:  # argparse has said why
        return int(stop.code or 0)


def _command(options: Namespace, language: Language) -> int:
    # What a command imports is not needed for --help and --version.
    command = import_module(f".{options.command}", __name__)
    parser: ArgumentParser = options.parser
    try:
        code: int = command.run(options, language)
    except UsageError as error:
        parser.error(" ".join(finding.message(language) for finding in error.findings))
    return code
