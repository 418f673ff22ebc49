"""What the form prints, and how a printed label is recognised as one of the form's.

Labels are compared by their letters and digits alone: width, spaces, quotes, brackets, punctuation and the number in
front do not count. What is left must be a wording that the model's field knows; failing that, without the notes in
brackets; failing that, it must share more than `SIMILARITY` of its character pairs (Dice) with one label, and clearly
fewer with any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from ..catalogue import Words
from ..part import Part
from ..report import cells, heading_of, label_of_section, report_type, tables
from ..walk import Cell, label_of, part_of
from .layout import Layout, grid_of, layouts

SIMILARITY: Final = 0.65
"""Least Dice coefficient of character pairs for a label that is not spelled like any of the form's."""
MARGIN: Final = 0.15
"""By how much it must lead before the next."""
HEADING_SIMILARITY: Final = 0.3
"""The same for a section's heading that has the section's number and its word; without the number, `SIMILARITY`."""

_NUMBER: Final = re.compile(
    r"\s*(?:[(（]?\s*(?P<numeral>[一二三四五六七八九十]+)\s*[)）、.，,:：]|[(（]?[0-9]{1,2}\s*[)、.，,]|[0-9](?=\D))\s*"
)
_BRACKETS: Final = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]?")


class FormRow(NamedTuple):
    """A row of values of the form, or a group of the grid.

    Attributes
    ----------
    section
        The section it belongs to.
    address
        Its address, from the report's root.
    label
        Its official label.
    words
        Its name for a reader.
    cells
        Its cells, in order.
    box
        Column and width of its label's box in the official layout; none for a group of the grid.
    """

    section: str
    address: str
    label: str
    words: Words
    cells: tuple[Cell, ...]
    box: tuple[int, int] = (0, 0)


class Vocabulary(NamedTuple):
    """What an edition of the form prints.

    Attributes
    ----------
    rows
        Name → row, for every wording of every row that is found by its label.
    groups
        Name → group of the grid, whose values are found by the order of the groups.
    heads
        Names of column heads and other words of the form that no row begins with.
    grid_heads
        The heads of the grid that no other table has.
    ambiguous
        Names that are a row's and a column's.
    """

    rows: Mapping[str, FormRow]
    groups: Mapping[str, FormRow]
    heads: frozenset[str]
    grid_heads: frozenset[str]
    ambiguous: frozenset[str]

    def row_of(self, text: str) -> FormRow | None:
        """The row that a printed label names."""
        name = name_of(text)
        if name in self.rows:
            return self.rows[name]
        if name in self.heads or name in self.groups or not name:
            return None
        bare = name_of(_BRACKETS.sub("", unnumbered(text)))
        return self.rows.get(bare) or (None if _VALUE_BEHIND.search(text) else self._similar(bare))

    def known(self, text: str) -> bool:
        """Whether the form prints this text, or one much like it, anywhere in a table."""
        name = name_of(text)
        return (
            name in self.heads
            or name in self.groups
            or self.row_of(text) is not None
            or any(similarity(name, head) > SIMILARITY for head in self.heads)
        )

    def _similar(self, name: str) -> FormRow | None:
        if len(name) < _SHORTEST_SIMILAR:
            return None
        scores: dict[str, tuple[float, FormRow]] = {}
        for known, row in self.rows.items():
            score = similarity(name, known)
            if score > scores.get(row.address, (0.0, row))[0]:
                scores[row.address] = score, row
        ranked = sorted(scores.values(), key=lambda scored: scored[0], reverse=True)
        if not ranked or ranked[0][0] < SIMILARITY:
            return None
        runner_up = ranked[1][0] if len(ranked) > 1 else 0.0
        return ranked[0][1] if ranked[0][0] - runner_up >= MARGIN else None


_VALUE_BEHIND: Final = re.compile(r"\s[0-9０-９][0-9０-９,，.]*\s*$")
"""A label and its values in one cell, columns aligned by spaces, is no spelling of the label: its values would go."""
_SHORTEST_SIMILAR: Final = 4
_LONGEST_LABEL: Final = 200


def unnumbered(text: str) -> str:
    """A label without the number in front of it."""
    text = unicodedata.normalize("NFKC", text)
    return _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text


def numeral_of(text: str) -> str:
    """The Chinese numeral in front of a label; empty where there is none."""
    match = _NUMBER.match(unicodedata.normalize("NFKC", text))
    return (match["numeral"] or "") if match else ""


@lru_cache(maxsize=4096)
def name_of(text: str) -> str:
    """A label's letters and digits, the number in front left out; nothing for a text too long to be a label."""
    if len(text) > _LONGEST_LABEL:
        return ""
    return "".join(filter(str.isalnum, unnumbered(text)))


def similarity(one: str, other: str) -> float:
    """Dice coefficient of the two names' character pairs, from 0 to 1."""
    pairs, others = _pairs(one), _pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else 0.0


def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[n : n + 2] for n in range(len(name) - 1))


@cache
def vocabulary(edition: str) -> Vocabulary:
    """What an edition of the form prints."""
    root = report_type(edition)
    rows: dict[str, FormRow] = {}
    groups: dict[str, FormRow] = {}
    grid_heads: set[str] = set()
    named = {cell.address: cell for cell in cells(edition)}
    for section in tables():
        part: Any = part_of(root, section)
        grid = part.printed_as == "grid"
        found = groups if grid else rows
        boxes = {} if grid else _label_boxes(layouts(edition)[section])
        for address, path in _leaves(part, section, ()):
            label = path[-1]
            leaf = tuple(named[address + "." + column] for column in _columns(root, address))
            words = Words(" › ".join(step.official for step in path), " › ".join(step.meaning for step in path))
            row = FormRow(section, address, label.official, words, leaf, boxes.get(address, (0, 0)))
            found |= {name_of(wording): row for wording in (label.official, *label.also)}
        if grid:
            grid_heads |= {name_of(box.text) for line in layouts(edition)[section] for box in line if box.text}
            grid_heads |= set(_column_wordings(part))
    heads = {name_of(box.text) for layout in layouts(edition).values() for line in layout for box in line if box.text}
    heads |= {wording for section in tables() for wording in _column_wordings(part_of(root, section))} | grid_heads
    ambiguous = _column_names(root) & rows.keys()
    grid_heads -= {name for section in tables() for name in _matrix_columns(part_of(root, section))}
    return Vocabulary(rows, groups, frozenset(heads - rows.keys()), frozenset(grid_heads), frozenset(ambiguous))


def _leaves(part: Any, address: str, path: tuple[Any, ...]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every row of values below a part: its address, and the labels on the way to it."""
    for field in part.model_fields:
        below = part_of(part, field)
        here = (*path, label_of(part, field))
        if below and any(part_of(below, inner) for inner in below.model_fields):
            yield from _leaves(below, f"{address}.{field}", here)
        elif below:
            yield f"{address}.{field}", here


def _label_boxes(layout: Layout) -> dict[str, tuple[int, int]]:
    """Address of a row → column and width of the box of its label, the last one before the values."""
    boxes = {}
    for line in grid_of(layout):
        values = [x for x, box in enumerate(line) if box and box.address]
        if values:
            x = max(x for x, box in enumerate(line[: values[0]]) if box)
            label, value = line[x], line[values[0]]
            boxes[value.address.rpartition(".")[0] if value else ""] = x, label.columns if label else 0
    return boxes


def _columns(root: type[Part], address: str) -> list[str]:
    part: Any = root
    for field in address.split("."):
        part = part_of(part, field)
    return list(part.model_fields)


def _column_wordings(part: Any) -> Iterator[str]:
    for field in part.model_fields:
        below = part_of(part, field)
        if below:
            yield from _column_wordings(below)
        else:
            label = label_of(part, field)
            yield from map(name_of, (label.official, *label.also))


def _matrix_columns(part: Any) -> Iterator[str]:
    return _column_wordings(part) if part.printed_as == "matrix" else iter(())


def _column_names(root: Any) -> set[str]:
    return {name for section in tables() for name in _column_wordings(part_of(root, section))}


def section_of(text: str, edition: str) -> str | None:
    """The section whose heading a line is; None for any other line.

    A heading has the section's words. Where they are not the official ones it must carry a number, the word that
    tells the section from the others, and no full stop; it must be the more alike where the number is another's.
    """
    name = name_of(text) if len(text) <= _LONGEST_LABEL else ""
    if not name or len(name) > _LONGEST_HEADING or _SENTENCE.search(text) or vocabulary(edition).rows.get(name):
        return None
    numeral = numeral_of(text)
    if not numeral and name not in {official for official, _, _ in _headings().values()}:
        return None
    best: tuple[float, str | None] = (0.0, None)
    for section, (official, number, signs) in _headings().items():
        alike = 1.0 if name == official else similarity(name, official)
        least = HEADING_SIMILARITY if numeral == number else _MISNUMBERED
        fits = alike == 1.0 or (bool(numeral) and alike >= least and any(sign in name for sign in signs))
        if fits and not _SUBHEADING.match(text) and alike > best[0]:
            best = alike, section
    return best[1]


_LONGEST_HEADING: Final = 40
_MISNUMBERED: Final = 0.8
_SENTENCE: Final = re.compile("[。；！？;!?]")
_SUBHEADING: Final = re.compile(r"\s*[(（]|\s*[0-9０-９]")


@cache
def _headings() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Section → its official words, its number, and the words that tell it from the others."""
    return {
        section: (name_of(heading_of(section)), numeral_of(heading_of(section)), label.also)
        for section, label in label_of_section().items()
    }
