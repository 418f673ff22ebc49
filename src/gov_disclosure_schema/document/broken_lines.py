"""Paragraphs that a printed page broke into lines, put together where their indents show it.

The first line of a paragraph is indented, the others begin at the margin, and a line that goes on fills its width. What
is broken between two digits stays apart: it may be one number, or two.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from ..catalogue import Words
from ..findings import Finding
from ..refusals import printed
from ..report import TITLE_ENDING
from .blocks import Document, Row, Source

_INDENT: Final = 2
"""By how many columns, at the least, the first line of a paragraph is indented."""
_FULL: Final = 0.85
"""How much of the widest line of prose a line fills that goes on."""
_LEAST_FULL: Final = 48
"""Where it ends at the least: a printed page has room for some thirty characters of Chinese."""
_PROSE: Final = 30
"""Columns that a line takes at the least to be prose, and not a label or a heading."""


class _Line(NamedTuple):
    """Where a line of text begins and ends, in columns; a Chinese character takes two."""

    begins: int
    ends: int


def put_together(rows: Sequence[Row]) -> Source:
    """The rows of a text, those of one paragraph as one; that lines were put together is told."""
    lines = [_line_of(row) for row in rows]
    prose = [line for line in lines if line and line.ends - line.begins >= _PROSE]
    margin = min((line.begins for line in prose), default=0)
    full = max(_FULL * max((line.ends for line in prose), default=0), _LEAST_FULL)
    whole: list[Row] = []
    goes_on = False
    joined: list[Row] = []
    for row, line in zip(rows, lines, strict=True):
        if goes_on and line and line.begins == margin and not _between_digits(whole[-1], row):
            if not joined or joined[-1] is not whole[-1]:
                joined.append(whole[-1])
            whole[-1] = joined[-1] = _one(whole[-1], row)
        else:
            whole.append(row)
            goes_on = line is not None and line.begins >= margin + _INDENT and not _ends_a_title(row)
        goes_on = goes_on and line is not None and line.ends >= full
    return Source(Document(whole), tuple(_told(joined)))


def _line_of(row: Row) -> _Line | None:
    """A row of one cell as a line; None for a row of several, and for an empty line."""
    text = row.text.rstrip()
    if len(row.cells) != 1 or "\t" in text or "|" in text:
        return None
    begins = len(text) - len(text.lstrip())
    return _Line(_columns(text[:begins]), _columns(text))


def _columns(text: str) -> int:
    # Quotation marks and dashes, which other scripts print narrow, among the wide ones.
    return len(text) + sum(unicodedata.east_asian_width(character) in "WFA" for character in text)


def _ends_a_title(row: Row) -> bool:
    return row.text.rstrip("》 ").endswith(TITLE_ENDING[-2:])


def _between_digits(row: Row, following: Row) -> bool:
    return row.text.rstrip()[-1:].isdigit() and following.text.lstrip()[:1].isdigit()


def _one(row: Row, following: Row) -> Row:
    """Two lines as one; a space between two words of letters, where the line was broken at it."""
    before, behind = row.text.rstrip(), following.text.strip()
    apart = " " if before[-1].isascii() and before[-1].isalnum() and behind[0].isascii() and behind[0].isalnum() else ""
    text = before + apart + behind
    return Row((row.cells[0]._replace(text=text.strip()),), text, row.table)


def _told(joined: Sequence[Row]) -> list[Finding]:
    if not joined:
        return []
    first = joined[0].cells[0]
    facts: dict[str, str | int | Words] = {"count": len(joined), "printed": printed(first.text)}
    return [Finding("LINES-JOINED", position=first.position, facts=facts)]
