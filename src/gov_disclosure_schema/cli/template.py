"""`gov-disclosure template`: an empty form for drafters."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..catalogue import Language
from ..editions import LATEST
from ..empty_forms import empty_form
from ..errors import FileError
from ..files import PIPE, write_bytes
from ..findings import Finding
from .arguments import needs_format
from .terminal import Screen


def run(options: argparse.Namespace, language: Language) -> int:
    """Write an empty form, never over a file that is there: it may have been filled in."""
    output: str = options.output
    if needs_format(output, options.target):
        options.parser.error(Screen(sys.stderr, language).words("pipe_needs_format"))
    path = Path(output)
    form = empty_form(options.target or path.suffix.lower().removeprefix(".") or output, options.edition or LATEST.name)
    if output != PIPE and path.exists():
        raise FileError(Finding("FILE-EXISTS", facts={"path": output}))
    write_bytes(output, form)
    return 0
