"""Where each value of a JSON text stands: the paths of its values and keys, and keys that stand twice.

Only run to say where something stands; a well-formed text is assumed, anything else ends the walk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from .findings import Span

Path = tuple[str | int, ...]

_TOKEN: Final = re.compile(
    r"[ \t\r\n]*(?:(?P<mark>[{}\[\],:])|(?P<text>\"[^\"\\]*(?:\\.[^\"\\]*)*\")|(?P<atom>[^\s{}\[\],:\"]+))", re.DOTALL
)


_CHARACTER: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)


class Node(NamedTuple):
    """A value of the text.

    Attributes
    ----------
    path
        Keys and indices from the root.
    offset
        Of the value's first character.
    text
        The value as written, for numbers, strings and words; the opening bracket for the rest.
    again
        Offset of the key, where it already stood in the same object.
    """

    path: Path
    offset: int
    text: str
    again: int | None = None


def nodes(text: str) -> Iterator[Node]:
    """Every value of a JSON text, in the order of the text."""
    path: list[str | int] = []
    seen: list[set[str] | None] = []  # of each open bracket: the keys of an object, None for an array
    key, again = "", None
    expect_key = False
    for match in _TOKEN.finditer(text):
        mark, string = match["mark"], match["text"]
        if mark in ("}", "]"):
            if not seen:
                return
            seen.pop()
            path = path[: len(seen)]
            expect_key = False
        elif mark == ",":
            expect_key = bool(seen) and seen[-1] is not None
            if seen and seen[-1] is None:
                path[-1] = int(path[-1]) + 1
        elif mark == ":":
            continue
        elif expect_key and string:
            keys = seen[-1]
            key = json.loads(string, strict=False) if "\\" in string else string[1:-1]
            again = match.start("text") if keys is not None and key in keys else None
            if keys is not None:
                keys.add(key)
            path[-1:] = [key]
            expect_key = False
        else:
            start = match.start(match.lastgroup or 0)
            yield Node(tuple(path), start, match[match.lastgroup or 0], again)
            again = None
            if mark:
                seen.append(set() if mark == "{" else None)
                path.append("" if mark == "{" else 0)
                expect_key = mark == "{"


def characters(node: Node) -> list[Span]:
    """What of the text each character of a string was written as: itself, or an escape, or two for one character."""
    written = _CHARACTER.finditer(node.text, 1, len(node.text) - 1)
    return [Span(node.offset + match.start(), node.offset + match.end()) for match in written]
