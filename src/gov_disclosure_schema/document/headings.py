"""How the heading of a section is recognised: by its words, its number alone proves nothing."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import Final

from ..report import heading_of, label_of_section
from .vocabulary import LONGEST_LABEL, name_of, numeral_of, similarity, vocabulary

HEADING_SIMILARITY: Final = 0.3
"""Least Dice coefficient of character pairs for a heading that has the section's number and its word."""
MISNUMBERED_SIMILARITY: Final = 0.8
"""The same for a heading that has the section's word and another section's number."""
ALL_LETTERS: Final = 0.9
"""Or so much of the official heading's letters, in whatever order and whatever stands among them."""
ABRIDGED: Final = 0.7
"""Or so much of them, and no others."""
_LONGEST_HEADING: Final = 40
_SENTENCE: Final = re.compile("[。；！？;!?]")
_SUBHEADING: Final = re.compile(r"\s*[(（]|\s*[0-9０-９]")


def section_of(text: str) -> str | None:
    """The section whose heading a line is; None for any other line.

    A heading has the section's words. Where they are not the official ones it must carry a number, the word that
    tells the section from the others, and no full stop; it must be the more alike where the number is another's, or
    have nearly all letters of the official one, or most of them and no others.
    """
    return _section_of(text) if len(text) <= LONGEST_LABEL else None


@lru_cache(maxsize=4096)
def _section_of(text: str) -> str | None:
    name = name_of(text)
    if not name or len(name) > _LONGEST_HEADING or _SENTENCE.search(text) or name in vocabulary().rows:
        return None
    numeral = numeral_of(text)
    if not numeral and name not in {official for official, _, _ in _headings().values()}:
        return None
    best: tuple[float, str | None] = (0.0, None)
    for section, (official, number, signs) in _headings().items():
        alike = 1.0 if name == official else similarity(name, official)
        least = HEADING_SIMILARITY if numeral == number else MISNUMBERED_SIMILARITY
        like = alike >= least or name in signs or _share(official, name) >= ALL_LETTERS
        like = like or (_share(name, official) == 1.0 and _share(official, name) >= ABRIDGED)
        fits = alike == 1.0 or (bool(numeral) and like and any(sign in name for sign in signs))
        if fits and not _SUBHEADING.match(text) and alike > best[0]:
            best = alike, section
    return best[1]


def _share(official: str, name: str) -> float:
    """How much of the official heading's letters a heading has."""
    return (Counter(official) & Counter(name)).total() / len(official)


@cache
def _headings() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Section → its official words, its number, and the words that tell it from the others."""
    return {
        section: (name_of(heading_of(section)), numeral_of(heading_of(section)), label.also)
        for section, label in label_of_section().items()
    }
