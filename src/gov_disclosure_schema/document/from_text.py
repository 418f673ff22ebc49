"""Plain text in whatever charset as rows of cells: tabs, pipes, one cell a line, or columns aligned by spaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..columns import Characters, Positions
from ..findings import Position, Span
from . import aligned_text, plain_text
from .blocks import Source
from .broken_lines import put_together
from .charset import decoded


def source_of(data: bytes) -> Source:
    """A text as rows of cells.

    Raises
    ------
    DecodeError
        If the bytes are no text, or have more lines and cells than any report.
    """
    text, findings, _ = decoded(data)
    document = plain_text.rows_of(text)
    if aligned_text.is_aligned(text):
        document, doubts = aligned_text.told_apart(document, plain_text.pages_of(text))
        document, joined = put_together(document)
        return Source(document, (*findings, *doubts, *joined))
    return Source(document, findings)


def characters_of(data: bytes, paragraphs: Mapping[str, str], begin: Mapping[str, Position]) -> Characters:
    """Where the characters of some paragraphs stand in the text that they were read from.

    Parameters
    ----------
    data
        The text.
    paragraphs, begin
        Address → what was read, and where it begins.
    """
    text = decoded(data).text
    positions = Positions(text, plain_text.LINE_BREAK)

    def stands(address: str) -> Sequence[Span] | None:
        offset = positions.begin_of_line(begin[address].line)
        return plain_text.characters(text, offset, paragraphs[address])

    return Characters(positions, stands)
