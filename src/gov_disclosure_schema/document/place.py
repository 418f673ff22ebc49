"""Where a cell of the form stood in a source."""

from __future__ import annotations

from typing import NamedTuple

from ..findings import Position


class Place(NamedTuple):
    """Where a cell stood, and what was printed there.

    Attributes
    ----------
    printed
        The text of the source, untouched.
    position
        Line and column.
    """

    printed: str
    position: Position
