"""Columns of a text: its offsets as positions, and where the characters of what was read from it stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

from .findings import Position, Span

_LINE_FEED: Final = re.compile("\n")


class Positions:
    """Offsets of a text as lines and columns, each looked up in logarithmic time.

    Parameters
    ----------
    text
        The text.
    line_break
        What ends a line of it.
    """

    def __init__(self, text: str, line_break: re.Pattern[str] = _LINE_FEED) -> None:
        self._starts = [0, *(match.end() for match in line_break.finditer(text))]

    def of(self, offset: int) -> Position:
        """Line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def begin_of_line(self, line: int) -> int:
        """The offset of a line's first character."""
        return self._starts[line - 1]


class Characters:
    """Where the characters of paragraphs stand in the text that they were read from.

    Parameters
    ----------
    positions
        Of the text.
    stands
        What of the text each character of a paragraph was read from, by the paragraph's address; None where that is not
        known.
    """

    def __init__(self, positions: Positions, stands: Callable[[str], Sequence[Span] | None]) -> None:
        self._positions = positions
        self._stands = stands
        self._known: dict[str, Sequence[Span] | None] = {}

    def within(self, address: str, span: Span) -> tuple[Position, Position] | None:
        """Where some characters of a paragraph begin and end."""
        if address not in self._known:
            self._known[address] = self._stands(address)
        characters = self._known[address]
        if characters is None:
            return None
        return self._positions.of(characters[span.start].start), self._positions.of(characters[span.end - 1].end)
