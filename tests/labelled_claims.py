"""Precision and recall of the claims read from the labelled sentences in `claims/`; `python tests/labelled_claims.py`.

A claim counts as found if what it speaks of, its kind and its number are those of the label.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gov_disclosure_schema.editions import LATEST
from gov_disclosure_schema.narrative.claim import Claim, Reading
from gov_disclosure_schema.narrative.read import Paragraph, said_in
from gov_disclosure_schema.narrative.spoken import Row, speech

HERE = Path(__file__).parent / "claims"
PARTS = ("development", "held_out")
YEAR = 2023


class Sentence(NamedTuple):
    """A sentence with the claims that it makes."""

    text: str
    expected: tuple[str, ...]


class Score(NamedTuple):
    """How many claims were expected, found, and found rightly."""

    expected: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.expected


@cache
def sentences(part: str) -> tuple[Sentence, ...]:
    """The labelled sentences of a part."""
    lines = (HERE / f"{part}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(Sentence(text, tuple(sorted(filter(None, labels.split("; "))))) for text, labels in rows)


@cache
def names() -> dict[Reading, str]:
    """Every row and column that can be spoken of, by its cells → its short name."""
    spoken = speech(LATEST.name)
    mentions = [mention for found in spoken.words.values() for mention in found]
    rows = {mention.address for mention in mentions if isinstance(mention, Row)}
    found = {}
    for address in rows:
        short = address.partition(".")[2].removeprefix("outcomes.")
        cells = spoken.cells(address, ())
        if cells:
            found[Reading(cells)] = short
            for mention in spoken.row_of(address).shape.model_fields:
                found.setdefault(Reading(spoken.cells(address, (mention,))), f"{short}.{mention}")
        else:
            for field in spoken.row_of(address).shape.model_fields:
                found[Reading(spoken.cells(address, (field,)))] = f"{short}.{field}"
        organisations = [
            f
            for f in spoken.row_of(address).shape.model_fields
            if f.endswith(("enterprise", "institution", "organization"))
        ]
        if organisations:
            found[Reading(spoken.cells(address, tuple(organisations)))] = f"{short}.organizations"
        pending = spoken.pending_of(spoken.row_of(address))
        if pending:
            found[Reading(cells, pending)] = f"{short}.closed"
    return found


def name_of(reading: Reading) -> str:
    """The short name of what is spoken of; a sum is the names of its rows."""
    if reading in names():
        return names()[reading]
    for cut in range(1, len(reading.plus)):
        first = names().get(Reading(reading.plus[:cut]))
        if first:
            return f"{first}+{name_of(Reading(reading.plus[cut:]))}"
    return "?"


def label_of(claim: Claim) -> str:
    """A claim as the labels write it."""
    part = "@" if claim.part else ""
    number = f"{claim.stated.value.normalize():f}"
    if not claim.about:
        return f"processing_fee={number}"
    if claim.kind == "all":
        return f"{name_of(Reading(claim.about[0].minus))}=*{part}"
    name = name_of(claim.about[0])
    if claim.kind == "share":
        return f"{name}%{number}{part}"
    if claim.kind == "growth":
        sign = "+" if claim.stated.value >= 0 else ""
        return f"{name}^{sign}{number}{'%' if claim.stated.unit == '%' else ''}{part}"
    return f"{name}={number}{part}"


def normal(label: str) -> str:
    """A label with its number in one notation."""
    for mark in ("^", "%", "="):
        head, found, tail = label.partition(mark)
        if found and tail[:1] != "*":
            number = tail.rstrip("@%")
            return f"{head}{mark}{'+' if number.startswith('+') else ''}{Decimal(number).normalize():f}{tail[len(number) :]}"
    return label


def found_in(text: str) -> tuple[str, ...]:
    """The claims of a sentence, as the labels write them."""
    return tuple(sorted(map(label_of, said_in(Paragraph("overview", 0, text), LATEST.name, YEAR).claims)))


def score(part: str, *, show: bool = False) -> Score:
    """All sentences of a part."""
    expected = found = right = 0
    for sentence in sentences(part):
        due, read = list(map(normal, sentence.expected)), list(map(normal, found_in(sentence.text)))
        both = [label for label in due if label in read]
        expected, found, right = expected + len(due), found + len(read), right + len(both)
        if show and sorted(due) != sorted(read):
            missed = [label for label in due if label not in read]
            wrong = [label for label in read if label not in due]
            print(f"{sentence.text}\n  missed {missed}\n  wrong  {wrong}")  # noqa: T201
    return Score(expected, found, right)


if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        result = score(part, show=bool(sys.argv[1:]))
        print(  # noqa: T201
            f"{part}: {len(sentences(part))} sentences, {result.expected} claims, "
            f"precision {result.precision:.3f}, recall {result.recall:.3f}"
        )
