"""What the forms print, and how a printed label is recognised as one of theirs.

Labels are compared by their letters and digits alone: width, spaces, quotes, brackets, punctuation and the number in
front do not count. What is left must be a wording that the model's field knows; failing that, without the notes in
brackets; failing that, it must share at least `SIMILARITY` of its character pairs (Dice) with one label, and clearly
fewer with any other, or else be `MISPRINTS` characters from it at most, and twice as many more from any other.

One vocabulary serves all editions: a name stands for a row by its address, and each edition has its own row there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from ..editions import EDITIONS
from ..printed_numbers import looks_like_value, visible
from ..report import report_type, tables
from ..walk import label_of, part_of
from .form_rows import FormRow, form_rows
from .layout import layouts

SIMILARITY: Final = 0.6
"""Least Dice coefficient of character pairs for a label that is not spelled like any of the form's."""
MARGIN: Final = 0.15
"""By how much it must lead before the next."""
MISPRINTS: Final = 1
"""Characters added, left out or changed by which a label may differ from the one of several that it is like."""

_NUMBER: Final = re.compile(
    r"\s*(?:[(（]?\s*(?P<numeral>[一二三四五六七八九十]+)\s*[)）、.，,:：]|[(（]?[0-9]{1,2}\s*[)、.，,]|[0-9](?=\D))\s*"
)
_BRACKETS: Final = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]?")
_VALUE_BEHIND: Final = re.compile(r"\s[0-9０-９][0-9０-９,，.]*\s*(?:元|万元|件)?\s*$")
"""A label and its values in one cell, columns aligned by spaces, is no spelling of the label: its values would go."""
_PAGE_NUMBER: Final = re.compile(r"[-—–－]+\s*[0-9]{1,4}\s*[-—–－]+|第\s*[0-9]{1,4}\s*页.*")
_SHORTEST_SIMILAR: Final = 5
"""Shortest name that may be similar to another: of a shorter one, a change leaves too little."""
_SHORTEST_NUMBERED: Final = 4
"""Shortest name of a label whose number has no point behind it and that is no wording of the form."""
LONGEST_LABEL: Final = 200


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """A row that some edition's form has, or a group of the grid.

    Attributes
    ----------
    section, address
        Where it belongs, in every edition that has it.
    forms
        Name of an edition → its row.
    telling
        Whether it tells editions apart: not all have it, or not with as many cells.
    """

    section: str
    address: str
    forms: Mapping[str, FormRow]
    telling: bool


class Meaning(NamedTuple):
    """What a printed text is in a table of the form.

    Attributes
    ----------
    blank
        Nothing that can be seen.
    value
        A number, with a note or not, or a mark for a blank.
    name
        Its letters and digits.
    row
        The row that it names.
    exact
        Whether it is a wording that the model knows.
    head
        Whether it is a word of the form that no row begins with: a column's head, a group's label.
    ambiguous
        Whether it names a row and a column.
    grid_head
        Whether it is a head that only the grid has.
    group
        The group of the grid that it names.
    between
        The rows that it is like, where no one of them is clearly the one.
    """

    blank: bool = False
    value: bool = False
    name: str = ""
    row: Known | None = None
    exact: bool = False
    head: bool = False
    ambiguous: bool = False
    grid_head: bool = False
    group: Known | None = None
    between: tuple[Known, ...] = ()


class Vocabulary(NamedTuple):
    """What the forms print.

    Attributes
    ----------
    rows
        Name → row, for every wording of every row that is found by its label.
    groups
        Name → group of the grid, whose values are found by the order of the groups.
    heads
        Names of column heads and other words of the forms that no row begins with.
    grid_heads
        The heads of the grid that no other table has.
    ambiguous
        Names that are a row's and a column's.
    signs
        Section → name → the editions that print it, for names that not all of them print there.
    numbered
        Every beginning of a row's number and name, where it has a number in digits.
    text
        All names in one text, to find parts of labels in.
    """

    rows: Mapping[str, Known]
    groups: Mapping[str, Known]
    heads: frozenset[str]
    grid_heads: frozenset[str]
    ambiguous: frozenset[str]
    signs: Mapping[str, Mapping[str, frozenset[str]]]
    numbered: frozenset[str]
    text: str


_BLANK: Final = Meaning(blank=True)
_VALUE: Final = Meaning(value=True)
_PROSE: Final = Meaning()


def meaning_of(text: str) -> Meaning:
    """What a printed text is in a table of the form."""
    return _PROSE if len(text) > LONGEST_LABEL else _meaning_of(text)


def is_blank(text: str) -> bool:
    """Whether a text is nothing that can be seen."""
    return not text or (not text.isalnum() and not visible(text))


@lru_cache(maxsize=1 << 14)
def _meaning_of(text: str) -> Meaning:
    seen = visible(text)
    if not seen:
        return _BLANK
    if _PAGE_NUMBER.fullmatch(seen):
        return _PROSE
    known, name = vocabulary(), name_of(text)
    value = looks_like_value(seen)
    short = len(name) < _SHORTEST_NUMBERED or name[0].isdigit()
    if value and name not in known.rows and short and not _begins_a_label(seen, known):
        return _VALUE
    row, exact, between = _row_of(text, name, known)
    if value and row is None and name not in known.text:  # else a label, whose number has no point behind it
        return _VALUE
    return Meaning(
        name=name,
        row=row,
        exact=exact,
        head=name in known.heads,
        ambiguous=name in known.ambiguous,
        grid_head=name in known.grid_heads,
        group=known.groups.get(name),
        between=between,
    )


def _begins_a_label(text: str, known: Vocabulary) -> bool:
    """Whether a number without a point and the words behind it are the beginning of a numbered label of the forms."""
    name = _bare_name(text)
    return bool(name) and unicodedata.normalize("NFKC", text)[0] + name in known.numbered


def row_named(text: str) -> Known | None:
    """The row that a printed label names to the letter, but for notes in brackets."""
    known = vocabulary().rows
    return known.get(name_of(text)) or known.get(_bare_name(text))


def _bare_name(text: str) -> str:
    """A label's letters and digits without its number and notes in brackets."""
    return name_of(_BRACKETS.sub("", unnumbered(text)))


def says_nothing(text: str) -> bool:
    """Whether a label has no words beyond its number and notes in brackets."""
    return not _bare_name(text)


def _row_of(text: str, name: str, known: Vocabulary) -> tuple[Known | None, bool, tuple[Known, ...]]:
    """The row that a printed label names, whether to the letter, and else those that it may name."""
    if name in known.rows:
        return known.rows[name], True, ()
    if name in known.heads or name in known.groups or not name:
        return None, False, ()
    bare = _bare_name(text)
    if bare in known.rows:
        return known.rows[bare], True, ()
    if _VALUE_BEHIND.search(text) or len(bare) < _SHORTEST_SIMILAR:
        return None, False, ()
    scores: dict[str, tuple[float, Known]] = {}
    pairs = _pairs(bare)
    for others, row in _like_in_size(len(pairs)):
        score = _dice(pairs, others)
        if score >= SIMILARITY - MARGIN and score > scores.get(row.address, (0.0, row))[0]:
            scores[row.address] = score, row
    ranked = sorted(scores.values(), key=lambda scored: scored[0], reverse=True)
    if not ranked or ranked[0][0] < SIMILARITY:
        return None, False, ()
    near = tuple(row for score, row in ranked if ranked[0][0] - score < MARGIN)
    if len(near) > 1:
        distances = [min(_distance(bare, other) for other, row in known.rows.items() if row is one) for one in near]
        far = [distance for distance in distances if distance > 3 * MISPRINTS]
        if min(distances) <= MISPRINTS and len(far) == len(near) - 1:
            near = (near[distances.index(min(distances))],)
    return (near[0], False, ()) if len(near) == 1 else (None, False, near)


@cache
def _like_in_size(size: int) -> tuple[tuple[frozenset[str], Known], ...]:
    """Pairs of each name of a row that is not so much longer or shorter that it could not be alike."""
    every = [(_pairs(name), row) for name, row in vocabulary().rows.items()]
    least = SIMILARITY - MARGIN
    return tuple(
        (pairs, row) for pairs, row in every if pairs and 2 * min(size, len(pairs)) / (size + len(pairs)) >= least
    )


def _distance(one: str, other: str) -> int:
    """By how many characters added, left out or changed one text becomes another (Levenshtein)."""
    row: list[int] = [*range(len(other) + 1)]
    for n, character in enumerate(one, 1):
        before, row[0] = row[0], n
        for m, its in enumerate(other, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (character != its))
    return row[-1]


@lru_cache(maxsize=4096)
def is_known(text: str) -> bool:
    """Whether the forms print this text, one much like it, or one that it is a part of, anywhere in a table."""
    meaning = meaning_of(text)
    known = vocabulary()
    if meaning.head or meaning.group or meaning.row:
        return True
    if not meaning.name:
        return False
    pairs = _pairs(meaning.name)
    return any(_dice(pairs, _pairs(head)) >= SIMILARITY for head in known.heads)


def prints(name: str) -> bool:
    """Whether a name is that of a row, a group or a head of some form."""
    known = vocabulary()
    return name in known.rows or name in known.groups or name in known.heads


def is_part(text: str) -> bool:
    """Whether a text is a part of a label of the forms, such as one of its lines, or a character of a vertical one."""
    name = meaning_of(text).name
    return bool(name) and name in vocabulary().text


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
    if len(text) > LONGEST_LABEL:
        return ""
    return "".join(filter(str.isalnum, unnumbered(text)))


def similarity(one: str, other: str) -> float:
    """Dice coefficient of the two names' character pairs, from 0 to 1."""
    return _dice(_pairs(one), _pairs(other))


def _dice(pairs: frozenset[str], others: frozenset[str]) -> float:
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else 0.0


@lru_cache(maxsize=4096)
def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[n : n + 2] for n in range(len(name) - 1))


@cache
def vocabulary() -> Vocabulary:
    """What the forms of all editions print."""
    forms: dict[str, dict[str, FormRow]] = {}
    for edition in EDITIONS:
        for address, row in form_rows(edition).items():
            forms.setdefault(address, {})[edition] = row
    rows: dict[str, Known] = {}
    groups: dict[str, Known] = {}
    for address, by_edition in forms.items():
        telling = len(by_edition) < len(EDITIONS) or len({len(row.cells) for row in by_edition.values()}) > 1
        for row in by_edition.values():
            found = groups if row.group else rows
            known = found.get(name_of(row.label.official)) or Known(row.section, address, by_edition, telling)
            found |= {name_of(wording): known for wording in (row.label.official, *row.label.also)}
    columns, grid, others, heads = (set[str]() for _ in range(4))
    for edition in EDITIONS:
        for section in tables():
            part: Any = part_of(report_type(edition), section)
            wordings = set(_column_wordings(part))
            columns |= wordings
            printed = {name_of(box.text) for line in layouts(edition)[section] for box in line if box.text}
            heads |= printed | wordings
            if part.printed_as == "grid":
                grid |= printed | wordings
            elif part.printed_as == "matrix":
                others |= wordings
    heads -= rows.keys()
    text = "\n".join(sorted({*rows, *groups, *heads}))
    return Vocabulary(
        rows,
        groups,
        frozenset(heads),
        frozenset(grid - others),
        frozenset(columns & rows.keys()),
        _signs(),
        _beginnings(row.label.official for by_edition in forms.values() for row in by_edition.values()),
        text,
    )


def _beginnings(labels: Iterable[str]) -> frozenset[str]:
    names = [label[0] + name_of(label) for label in labels if label[0].isdigit()]
    return frozenset(name[:end] for name in names for end in range(2, len(name) + 1))


def _signs() -> dict[str, dict[str, frozenset[str]]]:
    signs: dict[str, dict[str, frozenset[str]]] = {}
    for section in tables():
        printed = {edition: _names(edition, section) for edition in EDITIONS}
        every = set[str]().union(*printed.values())
        by_name = {name: frozenset(edition for edition in EDITIONS if name in printed[edition]) for name in every}
        signs[section] = {name: editions for name, editions in by_name.items() if len(editions) < len(EDITIONS)}
    return signs


def _names(edition: str, section: str) -> set[str]:
    """Every name that an edition prints in a section, in any wording."""
    names = {name_of(box.text) for line in layouts(edition)[section] for box in line if box.text}
    rows = [row for row in form_rows(edition).values() if row.section == section]
    names |= {name_of(wording) for row in rows for wording in row.label.also}
    return names | set(_column_wordings(part_of(report_type(edition), section)))


def _column_wordings(part: Any) -> Iterator[str]:
    for field in part.model_fields:
        below = part_of(part, field)
        if below:
            yield from _column_wordings(below)
        else:
            label = label_of(part, field)
            yield from map(name_of, (label.official, *label.also))
