"""Tokens: what the grammar knows of a piece of text, which is neither where it stands nor which number it holds.

So sentences that differ in their numbers and in words that the grammar does not know have one shape and are parsed
once (`shapes`).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from .lexicon import Kind
from .spoken import Mention, Row

UNITS: Final = ("件次", "件", "宗", "起", "例", "份", "部", "元", "%", "个百分点", "百分点")
"""What the form counts in, and what is told from it; other units make a number one of other things."""
COUNTED: Final = frozenset({"件次", "件", "宗", "起", "例", "份", "部", ""})
_CLEAR_WORD: Final = 4
"""Characters of a name that is told from other words without its context."""


class Token(NamedTuple):
    """A piece of text by what it is to the grammar.

    Attributes
    ----------
    kind
        What it is.
    mentions
        The fields that it speaks of.
    rows
        The rows among them.
    weak
        Of a name: whether it only says that something came in or was dealt with, which a name of a row overrules.
    time
        Of a year: before (-1), within (0), after (1) the reporting year.
    unit
        Of a number: what it counts in.
    nothing
        Of a number: whether it is 0.
    clear
        Of a name: whether it is long enough to be told without its context.
    disclosure
        Whether the word speaks of disclosure (公开).
    also
        Whether the word joins two things that were done to the same (并).
    place
        Which token of its sentence it is, from 0.
    """

    kind: Kind
    mentions: tuple[Mention, ...] = ()
    rows: tuple[Row, ...] = ()
    weak: bool = True
    time: int = 0
    unit: str = ""
    nothing: bool = False
    clear: bool = False
    disclosure: bool = False
    also: bool = False
    place: int = 0


def token_of(word: str, kind: Kind, mentions: tuple[Mention, ...] = (), time: int = 0) -> Token:
    """What a word is to the grammar."""
    rows = tuple(mention for mention in mentions if isinstance(mention, Row))
    return Token(
        kind,
        mentions,
        rows,
        not mentions or any(row.side for row in rows),
        time,
        clear=kind is Kind.MENTION and len(word) >= _CLEAR_WORD,
        disclosure="公开" in word,
        also="并" in word,
    )
