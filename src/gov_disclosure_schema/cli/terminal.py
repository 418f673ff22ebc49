"""What the command shows: text for people on a stream, bytes for programs, progress on a terminal."""

from __future__ import annotations

import io
import os
import shutil
import sys
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, TextIO

from ..catalogue import Language
from ..files import PIPE
from ..findings import Finding
from ..results.legible import legible
from ..results.words import SEVERITIES
from .words import said

_COLOURS: Final[Mapping[str, str]] = {
    "error": "1;31",
    "failed": "1;31",
    "unreadable": "1;31",
    "warning": "33",
    "incomplete": "33",
    "info": "36",
    "passed": "32",
}


def prepare_streams() -> None:
    """Make the standard streams safe to write to: all there, and no character that would raise."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  (stays open)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def abandon_output() -> None:
    """Send what is left of standard output nowhere, so that the interpreter's last flush does not complain."""
    with suppress(OSError, ValueError):  # no descriptor: not the process's own stream
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def emit(text: str) -> None:
    """Write what a program will read: UTF-8 whatever the locale says; a lone surrogate becomes JSON's escape of it."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


class Screen:
    """A stream for people: one language, colours on a terminal only."""

    def __init__(self, stream: TextIO, language: Language) -> None:
        self._stream = stream
        self.language: Language = language
        self._coloured = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def line(self, text: str = "", indent: int = 0) -> None:
        """One line."""
        self._stream.write(f"{'  ' * indent}{text}\n")

    def say(self, key: str, indent: int = 0, **facts: object) -> None:
        """One line of the command's own words."""
        self.line(self.words(key, **facts), indent)

    def words(self, key: str, **facts: object) -> str:
        """The command's own words."""
        return said(key, self.language, **facts)

    def coloured(self, text: str, kind: str) -> str:
        """The text in the colour of a severity or a verdict."""
        return f"\x1b[{_COLOURS[kind]}m{text}\x1b[0m" if self._coloured else text

    def finding(self, finding: Finding) -> None:
        """One finding: severity, place, rule, message."""
        severity = self.coloured(SEVERITIES[finding.severity].spoken(self.language), finding.severity.value)
        place = f" {finding.position.shown(self.language)}" if finding.position else ""
        self.line(f"{severity}{place} {finding.rule}  {legible(finding.message(self.language))}", 1)

    def file(self, name: str, pipe: str = "standard_input") -> str:
        """A file's name as it is shown."""
        return self.words(pipe) if name == PIPE else legible(name)


class OneLine:
    """One line of a terminal that is erased before anything else is shown; nothing where there is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream if stream.isatty() else None

    def show(self, text: str) -> None:
        """The line that is to be seen now."""
        if self._stream:
            width = shutil.get_terminal_size().columns - 1
            self._stream.write(f"\r\x1b[K{_cut(text, width)}")
            self._stream.flush()

    def erase(self) -> None:
        """Leave nothing of it."""
        if self._stream:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


class Progress:
    """How far a run over several files is."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._line = OneLine(sys.stderr)

    def show(self, count: int, name: str) -> None:
        """The file that comes next."""
        if self._total > 1:
            self._line.show(f"{count}/{self._total} {legible(name)}")

    def erase(self) -> None:
        """Leave nothing of it."""
        if self._total > 1:
            self._line.erase()


def _cut(text: str, width: int) -> str:
    """As much of the text as fits; a Chinese character is two columns wide."""
    for end, character in enumerate(text):
        width -= 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if width < 0:
            return text[:end]
    return text
