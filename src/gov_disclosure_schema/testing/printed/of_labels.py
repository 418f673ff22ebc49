"""Deformations of the labels of rows and columns."""

from __future__ import annotations

import re
from random import Random
from typing import Final

from ...part import Label, Part
from ...report import report_type
from ...walk import label_of, part_of
from .deformation import MARKED_UP, Subject
from .page import Box, Page, row_label

LABELS = Subject()

_SPACES = (" ", "\u3000", "\u00a0", "  ")
_BESIDE: Final = re.compile(r"（[^（）]*）|\([^()]*\)|[^\u4e00-\u9fff]|^.、")
"""What is no letter of a label's own words."""
_NUMBER: Final = re.compile(r"^[0-9]\.")
_LONG: Final = 6


@LABELS()
def widths(page: Page, random: Random) -> None:
    """Half-width brackets, another point behind the number, or none."""
    point = random.choice([".", "．", "、", " ", ""])
    brackets = random.random() < 0.5  # noqa: PLR2004  (either)
    for box in page.labels():
        if brackets:
            box.text = box.text.replace("（", "(").replace("）", ") ")
        box.text = _NUMBER.sub(lambda number: number[0][0] + point if point else "", box.text)


@LABELS()
def quotes(page: Page, random: Random) -> None:
    """Other quotes, or none; another comma."""
    left, right = random.choice(['""', "「」", ("", ""), "‘’"])
    comma = random.choice("，,、")
    for box in page.labels():
        box.text = box.text.replace("“", left).replace("”", right).replace("、行政机关", f"{comma}行政机关")


@LABELS()
def inner_spaces(page: Page, random: Random) -> None:
    """Inner spaces anywhere."""
    space = random.choice(_SPACES)
    for box in page.labels():
        if len(box.text) > 1 and random.random() < 0.5:  # noqa: PLR2004  (every other)
            at = random.randint(1, len(box.text) - 1)
            box.text = box.text[:at] + space + box.text[at:]


@LABELS(MARKED_UP)
def wrapped_labels(page: Page, random: Random) -> None:
    """Line breaks inside labels."""
    width = random.choice([2, 4, 6, 9])
    for box in page.labels():
        box.text = "\n".join(box.text[n : n + width] for n in range(0, len(box.text), width))


@LABELS(MARKED_UP)
def vertical_labels(page: Page, random: Random) -> None:
    """Vertical labels, one character a line."""
    whole = random.random() < 0.3  # noqa: PLR2004  (seldom more than the groups)
    for box in page.labels():
        if box.rows > 1 or whole:
            box.text = "\n".join(box.text)


@LABELS()
def short_labels(page: Page, random: Random) -> None:
    """Short forms."""
    known = _wordings(page.edition)
    for box in page.labels():
        short = known.get(box.text, ())
        if short and random.random() < 0.7:  # noqa: PLR2004  (most)
            number = re.match(r"[0-9]\.|（.）|.、", box.text)
            box.text = (number[0] if number else "") + random.choice(short)


@LABELS()
def label_notes(page: Page, random: Random) -> None:
    """Notes added in brackets."""
    for box in random.sample(page.row_labels(), 3):
        box.text += random.choice(["（设区的市、县级政府应提供相关数据）", "(件)", "（含结转）", "【见说明】"])


@LABELS()
def misprint(page: Page, random: Random) -> None:
    """A printing error inside a label."""
    long = [box for box in page.row_labels() if len(_BESIDE.sub("", box.text)) >= _LONG]
    for box in random.sample(long, min(len(long), random.randint(1, 3))):
        at = random.randint(4, min(len(box.text), 12) - 2)
        box.text = box.text[:at] + random.choice(["", "某"]) + box.text[at + 1 :]


@LABELS()
def cut_labels(page: Page, random: Random) -> None:
    """Labels cut between two cells of a narrow grid."""
    for table in page.tables():
        for row in table.lines():
            label = row_label(row) if not row[0].address else None
            if label and label.columns > 1 and len(label.text) > 3:  # noqa: PLR2004  (long enough to be cut)
                at = random.randint(2, len(label.text) - 1)
                row.insert(row.index(label) + 1, Box(label.text[at:], columns=label.columns - 1, rows=label.rows))
                label.text, label.columns = label.text[:at], 1


def _wordings(edition: str) -> dict[str, tuple[str, ...]]:
    """Official label → short or older wordings of it, as the model knows them."""
    known: dict[str, tuple[str, ...]] = {}
    waiting: list[type[Part]] = [report_type(edition)]
    while waiting:
        part = waiting.pop()
        for field in part.model_fields:
            label: Label = label_of(part, field)
            known[label.official] = (*known.get(label.official, ()), *label.also)
            below = part_of(part, field)
            waiting += [below] if below else []
    return {official: also for official, also in known.items() if also}
