"""A line of text whose columns are aligned by spaces: the pieces of labels that it begins with, and its values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ..findings import Position
from ..printed_numbers import looks_like_value
from .blocks import Cell, Row
from .vocabulary import is_part, meaning_of

_CHUNK: Final = re.compile(r"[0-9０-９][0-9０-９,，.]* (?:元|万元)(?!\S)|[^\s\u3000]+")
"""A piece of a line; Word sets a space between a number and its unit."""
_NOTE: Final = re.compile("[(（【].*")
_CLAUSE: Final = re.compile("[。；]|[，、,](?![0-9０-９])")
"""What running text has behind a number, and no value."""


class Chunk(NamedTuple):
    """A piece of a line without white space.

    Attributes
    ----------
    start, end
        Where it begins and ends, in characters.
    text
        What it says.
    wide
        How many columns the characters before it take beyond one each.
    """

    start: int
    end: int
    text: str
    wide: int


class Line(NamedTuple):
    """A line of the text.

    Attributes
    ----------
    number
        From 1.
    page
        How many form feeds are before it.
    row
        As plain text has it.
    labels
        What stands before the values.
    values
        The numbers, and marks for blanks, that it ends in.
    """

    number: int
    page: int
    row: Row
    labels: tuple[Chunk, ...]
    values: tuple[Chunk, ...]


def line_of(number: int, page: int, row: Row) -> Line:
    """A line of plain text, what stands before its values and these apart; running text has neither."""
    if len(row.cells) != 1 or "\t" in row.text or "|" in row.text:
        return Line(number, page, row, (), ())
    chunks = [
        Chunk(match.start(), match.end(), match[0], sum(map(_is_wide, row.text[: match.start()])))
        for match in _CHUNK.finditer(row.text)
    ]
    at = len(chunks)
    while at and _is_value(chunks[at - 1].text) and not _CLAUSE.search(chunks[at - 1].text):
        at -= 1
    values = chunks[at:]
    if len(values) == 1 and at and values[0].start - chunks[at - 1].end == 1:
        values, at = [], len(chunks)  # running text
    return Line(number, page, row, tuple(_with_inner_spaces(chunks[:at])), tuple(values))


def extent(chunk: Chunk, wide: int) -> tuple[int, int]:
    """The columns from and to which a piece stands; ``wide`` is 1 where a Chinese character takes two, else 0."""
    return chunk.start + wide * chunk.wide, chunk.end + wide * chunk.wide


def position(line: Line, chunk: Chunk) -> Position:
    """Where a piece begins."""
    return Position(line.number, chunk.start + 1)


def cell(line: Line, chunk: Chunk) -> Cell:
    """A piece as a cell of its own."""
    return Cell(chunk.text, position(line, chunk))


def _with_inner_spaces(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """Pieces of labels, those put together that one space sets apart and that are a part of a label of the form."""
    whole: Chunk | None = None
    for chunk in chunks:
        if whole and chunk.start - whole.end == 1 and _is_part(whole.text + chunk.text):
            whole = whole._replace(end=chunk.end, text=whole.text + chunk.text)
            continue
        if whole:
            yield whole
        whole = chunk
    if whole:
        yield whole


def _is_part(text: str) -> bool:
    """Whether a text is a part of a label of the form, with a note in brackets behind it or not."""
    return is_part(text) or is_part(_NOTE.sub("", text))


def _is_value(text: str) -> bool:
    return looks_like_value(text) and meaning_of(text).value


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
