"""Tables as ``pdftotext -layout`` writes them: columns aligned by runs of spaces, labels broken over lines."""

from __future__ import annotations

import unicodedata

from .page import Box, Table, spread

_GAP = 3
_LABEL_WIDTH = 26
_VALUE_WIDTH = 8


def width_of(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def aligned_table(table: Table) -> list[str]:
    """The lines of a table, a group's label down the left edge one character a line."""
    grid = spread(table.rows)
    widths = _widths(table, grid)
    starts = [sum(widths[:x]) + _GAP * x for x in range(len(widths))]
    wrapped = {
        id(box): _wrapped(box.text, sum(widths[x : x + box.columns]) + _GAP * (box.columns - 1))
        for line in grid
        for x, box in enumerate(line)
        if box
    }
    heights = [max([1, *(len(wrapped[id(box)]) for box in line if box and box.rows == 1)]) for line in grid]
    for y, line in enumerate(grid):
        for box in line:
            if box and box.rows > 1:  # a tall label that needs more lines makes the last row of its span higher
                lacking = len(wrapped[id(box)]) - sum(heights[y : y + box.rows])
                heights[y + min(box.rows, len(heights) - y) - 1] += max(lacking, 0)
    tops = [sum(heights[:y]) for y in range(len(grid))]
    canvas: list[list[tuple[int, str]]] = [[] for _ in range(sum(heights))]
    for y, line in enumerate(grid):
        for x, box in enumerate(line):
            if box is None or not box.text.strip():
                continue
            parts = wrapped[id(box)]
            top = tops[y] + (sum(heights[y : y + box.rows]) - len(parts)) // 2
            for n, part in enumerate(parts):
                canvas[top + n].append((starts[x], part))
    return [_line(placed) for placed in canvas]


def _widths(table: Table, grid: list[list[Box | None]]) -> list[int]:
    """The width of each column of the grid: values narrow, labels wide, a label down many rows one character."""
    widths = [_VALUE_WIDTH] * max(map(len, grid))
    for line in grid:
        for x, box in enumerate(line):
            if box is None or box.columns > 1:
                continue
            if box.address or not any(cell.address for cell in table.rows[-1] + table.rows[0]):
                widths[x] = max(widths[x], width_of(box.text) + 1)
            elif any(beside and beside.address for beside in line[x + 1 :]):
                widths[x] = 2 if box.rows > 10 else max(widths[x], _LABEL_WIDTH)  # noqa: PLR2004  (a vertical label)
    return widths


def _wrapped(text: str, width: int) -> list[str]:
    parts, part = [], ""
    for character in text.replace("\n", ""):
        if part and width_of(part + character) > width:
            parts.append(part)
            part = ""
        part += character
    return [*parts, part]


def _line(placed: list[tuple[int, str]]) -> str:
    line = ""
    for start, text in sorted(placed):
        line += " " * max(start - width_of(line), 2 if line else 0) + text
    return line
