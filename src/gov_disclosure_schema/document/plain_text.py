"""Plain text, as crawlers and converters leave it, as rows of cells.

Cells are told apart by tabs or by pipes; a line with neither is one cell. ``docs/formats/published-text.md`` shows
the layouts met.
"""

from __future__ import annotations

import re
from typing import Final

from ..errors import DecodeError
from ..findings import Finding, Position, Span
from .blocks import CELLS_MAX, Cell, Document, Row

_LINE_BREAKS: Final = "\n\r\f\v\x85\u2028\u2029"
LINE_BREAK: Final = re.compile(rf"\r\n|[{_LINE_BREAKS}]")
"""What ends a line of plain text."""
_MARKDOWN_RULE: Final = re.compile(r"\s*:?-{3,}:?\s*")


def rows_of(text: str) -> Document:
    """A text as rows of cells, every line one row.

    Raises
    ------
    DecodeError
        If it has more lines and cells than any report; nothing was built.
    """
    count = text.count("\t") + text.count("|") + sum(map(text.count, _LINE_BREAKS)) + 1
    if count > CELLS_MAX:
        raise DecodeError(Finding("FILE-TOO-LARGE", facts={"count": count, "limit": CELLS_MAX}, variant="cells"))
    lines = LINE_BREAK.split(text)
    # A pipe begins either every row of a table or none, where it ends a blank cell.
    piped = [line.lstrip().startswith("|") for line in lines if "|" in line]
    opened = 2 * sum(piped) > len(piped)
    return Document(_row(line, number, opened=opened) for number, line in enumerate(lines, 1))


def characters(text: str, offset: int, paragraph: str) -> list[Span] | None:
    """What of a text each character of a paragraph was read from.

    Reading leaves out white space and what no format carries, and joins broken lines; all else is met again in its
    order.

    Parameters
    ----------
    text
        The text.
    offset
        Where the paragraph's first line begins.
    paragraph
        What was read.

    Returns
    -------
    list[Span] or None
        One for each character; None where something else stands between.
    """
    found: list[Span] = []
    for character in paragraph:
        while offset < len(text) and not _same(text[offset], character) and _left_out(text[offset]):
            offset += 1
        if offset == len(text) or not _same(text[offset], character):
            return None
        found.append(Span(offset, offset + 1))
        offset += 1
    return found


def _same(printed: str, read: str) -> bool:
    return printed == read or (read == " " and printed.isspace())


def _left_out(character: str) -> bool:
    return character.isspace() or not character.isprintable()


def pages_of(text: str) -> list[int]:
    """For each line of a text, how many form feeds are before it."""
    pages, page = [], 0
    for match in LINE_BREAK.finditer(text):
        pages.append(page)
        page += match[0] == "\f"
    return [*pages, page]


def _row(line: str, number: int, *, opened: bool) -> Row:
    if not line.strip():
        return Row((), line)
    if "\t" in line:
        return Row(_cells(line, "\t", number), line)
    if "|" in line:
        cells = _cells(line, "|", number)
        if opened and len(cells) > 1 and cells[0].blank:
            cells = cells[1:]
        if len(cells) > 1 and cells[-1].blank and line.rstrip().endswith("|"):
            cells = cells[:-1]
        if all(_MARKDOWN_RULE.fullmatch(cell.text) for cell in cells):
            return Row((), line)
        return Row(cells, line)
    return Row((Cell(line, Position(number, 1 + len(line) - len(line.lstrip()))),), line)


def _cells(line: str, separator: str, number: int) -> tuple[Cell, ...]:
    cells = []
    column = 1
    for field in line.split(separator):
        indent = len(field) - len(field.lstrip()) if field.strip() else 0
        cells.append(Cell(field.strip(), Position(number, column + indent)))
        column += len(field) + 1
    return tuple(cells)
