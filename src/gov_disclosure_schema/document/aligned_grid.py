"""The grid of reviews and lawsuits in aligned text: a line of values below heads that narrow columns break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .aligned_lines import Chunk, Line, extent
from .vocabulary import meaning_of, vocabulary


class Heads(NamedTuple):
    """The heads of a line of values.

    Attributes
    ----------
    lines
        That they stand on, the groups' first.
    texts
        One for each value.
    """

    lines: list[int]
    texts: list[str]


def grids(lines: Sequence[Line]) -> Iterator[tuple[int, Heads]]:
    """Lines of values that all groups of the grid head → the lines of their heads, and the heads."""
    official = _heads_of_a_group()
    heads = official * len(vocabulary().groups)
    for n, line in enumerate(lines):
        if line.labels or len(line.values) != len(heads):
            continue
        above: list[int] = []
        for m in range(n - 1, -1, -1):
            if lines[m].values or not lines[m].labels:
                break
            above.insert(0, m)
        words = [m for m in above if any(meaning_of(chunk.text).group for chunk in lines[m].labels)]
        above = [m for m in above if words and m >= words[0]]
        pieces = [chunk for m in above[1:] for chunk in lines[m].labels if not meaning_of(chunk.text).group]
        letters = Counter("".join(chunk.text for chunk in pieces)) == Counter("".join(heads))
        in_order = letters and _in_order([lines[m] for m in above[1:]], official)
        texts = [piece.text for piece in pieces]
        whole = len(texts) == len(heads) and all(map(_is_head_of, texts, heads))
        if above and (in_order or whole or _by_columns(pieces, line.values, heads)):
            yield n, Heads(above, heads)


def _in_order(lines: Sequence[Line], heads: Sequence[str]) -> bool:
    """Whether the pieces of heads stand, on each line, in the order of the form."""
    for line in lines:
        at = -1
        for chunk in line.labels:
            following = [k for k in range(max(at, 0), at + 1 + len(heads)) if chunk.text in heads[k % len(heads)]]
            if not following and not meaning_of(chunk.text).group:
                return False
            at = following[0] if following else at
    return True


def _heads_of_a_group() -> list[str]:
    """The heads of the grid's columns, in the order of the form."""
    group = next(iter(vocabulary().groups.values()))
    form = next(iter(group.forms.values()))
    return [cell.labels[-1] for cell in form.cells]


def _by_columns(pieces: Sequence[Chunk], values: Sequence[Chunk], heads: Sequence[str]) -> bool:
    """Whether above each value stand pieces that make a head of the form, that of its column sooner than another."""
    for wide in (0, 1):
        columns = [extent(value, wide) for value in values]
        said = [""] * len(values)
        for piece in pieces:
            start, end = extent(piece, wide)
            touched = [n for n, (first, last) in enumerate(columns) if start < last and first < end]
            if len(touched) == 1:
                said[touched[0]] += piece.text
        if all(map(_is_head_of, said, heads)):
            return True
    return False


def _is_head_of(said: str, head: str) -> bool:
    meaning = meaning_of(said)
    likeness = {other: len(set(meaning.name) & set(other)) for other in _heads_of_a_group()}
    return (meaning.head or meaning.ambiguous) and likeness[head] == max(likeness.values())
