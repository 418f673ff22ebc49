"""Values and texts of reports: what a cell, a paragraph, an organ's name may hold, the awkward among them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ..editions import EDITIONS
from ..money import Money
from ..report import TITLE_ENDING, PublishedReport, cells, headings
from ..scalars import (
    AMOUNT_DIGITS,
    AMOUNT_PLACES,
    COUNT_MAX,
    CREDIT_ALPHABET,
    LINE_MAX,
    ORGAN_MAX,
    Kind,
    credit_code_check_character,
    refusal,
)

__all__ = ["amounts", "counts", "credit_codes", "organs", "paragraphs"]


def counts() -> SearchStrategy[int]:
    """Counts from 0 to the bound of the model: small ones mostly, the bound itself often."""
    return _COUNTS


def amounts() -> SearchStrategy[Decimal]:
    """Amounts of money with 0 to 6 decimal places and up to the 15 digits that the model takes."""
    return _AMOUNTS


def paragraphs() -> SearchStrategy[str]:
    """Legal paragraphs of narrative, awkward ones among them.

    Characters beyond the basic plane, quotes, brackets, pipes, backslashes, wide spaces, joiners, private use; texts
    that look like a number, a label of the form, a title, or a key and value of JSON; the longest line there is.
    """
    return _PARAGRAPHS


def organs() -> SearchStrategy[str]:
    """Names of organs, such as end in digits or hold 年 among them."""
    return _ORGANS


def credit_codes() -> SearchStrategy[str]:
    """Unified social credit codes with the right check character."""
    return _CREDIT_CODES


_COUNTS: Final = st.one_of(st.integers(0, 20), st.integers(0, COUNT_MAX), st.just(COUNT_MAX))


def _amount(digits: int, places: int) -> Decimal:
    return Decimal(f"{digits}e-{places}")


def _credit_code(letters: str, division: str, rest: str) -> str:
    body = letters + division + rest
    return body + credit_code_check_character(body)


_AMOUNTS: Final = st.builds(
    _amount,
    st.one_of(st.integers(0, 10**7), st.integers(0, 10**AMOUNT_DIGITS - 1)),
    st.integers(0, AMOUNT_PLACES),
)
_MONEY: Final = st.builds(
    Money,
    st.builds(Decimal, st.one_of(st.integers(0, 10**7), st.integers(0, 10**AMOUNT_DIGITS - 1))) | _AMOUNTS,
    st.sampled_from(["", "元", "万元"]),
)
AMOUNTS: Final[Mapping[Kind, SearchStrategy[Any]]] = {"amount": _AMOUNTS, "stated_amount": _MONEY}
"""What draws the values of cells that hold money, by kind."""
_CREDIT_CODES: Final = st.builds(
    _credit_code,
    st.text(CREDIT_ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(CREDIT_ALPHABET, min_size=9, max_size=9),
)

# What is drawn is made legal rather than filtered, as far as that goes: filters are slow and shrink badly.

AWKWARD: Final = "件0123456789０，。：:;|%\\/\"'“”「」()（）[]{}<>&#=+-—·\u00a0\u3000\u200b\u200d\ue000😀𠮷👨"
"""Legal characters that mean something to some format, to the recognizer, or to a program that counts in 16 bits."""
_CHARACTERS: Final = st.one_of(
    st.sampled_from(AWKWARD),
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"),
)


def legal(text: str) -> str:
    """A text without what a line may not hold at its edges or twice; its characters must be legal."""
    return re.sub(" {2,}", " ", text).strip()


def _holdable(text: str) -> bool:
    return refusal(text) is None and text not in headings()


_LOOK_ALIKES: Final = (
    *("0", "12件", "1,234", "-1", "3.5", "1e5", "/", "—", "无", "NaN", "null", "---", "|规章|0|0|0|"),
    *("{}", "[", '"', ":", "a:b::c", "%", "%s", "\\", "\\n", "\\u003a"),
)


@cache
def awkward() -> tuple[str, ...]:
    """Texts that a reader might take for something else."""
    labels = {label for edition in EDITIONS for cell in cells(edition) for label in cell.labels}
    names = {name for edition in EDITIONS for cell in cells(edition) for name in cell.address.split(".")}
    names |= set(PublishedReport.model_fields)
    texts = [
        *_LOOK_ALIKES,
        f"宿迁市2023{TITLE_ENDING}",
        *sorted(f"{heading}。" for heading in headings()),
        *sorted(labels),
        *sorted(f'"{name}": 5' for name in names),
        *sorted(f'{name}":5,"' for name in names),
        *sorted(names),
    ]
    return tuple(filter(_holdable, texts))


def _repeated(text: str, length: int) -> str:
    return legal((text * length)[:length])


def _url(beginning: str, rest: str) -> str:
    return beginning + re.sub(r"\s", "", rest)


def _over_and_over(texts: list[str], number: int) -> list[str]:
    return (texts * number)[:number]


_LINES: Final = (
    st.one_of(
        st.text(_CHARACTERS, min_size=1, max_size=30),
        st.integers(1, 30).flatmap(lambda length: st.text(AWKWARD, min_size=length, max_size=length)),
    )
    .map(legal)
    .filter(bool)
)
_SHORT: Final = st.one_of(_LINES, st.deferred(lambda: st.sampled_from(awkward()))).filter(_holdable)
_LONG: Final = st.builds(
    _repeated,
    _LINES,
    st.sampled_from([100] * 5 + [1000] * 4 + [LINE_MAX]),  # the longest are dear to draw
).filter(_holdable)
_PARAGRAPHS: Final = st.one_of(_SHORT, _LONG)
_ORGANS: Final = st.one_of(
    st.sampled_from(["某市", "某市2023", "2023年", "第1中学2", f"某局2022{TITLE_ENDING}", "年", "0", "某市\u3000某局"]),
    st.text(_CHARACTERS, min_size=1, max_size=ORGAN_MAX).map(legal).filter(bool),
)
URLS: Final = st.builds(
    _url,
    st.sampled_from(["http://www.gov.cn/", "https://例.中国/?q=%20&"]),
    st.text(_CHARACTERS, max_size=30),
)


def narratives(most: int) -> SearchStrategy[tuple[str, ...]]:
    """Narrative sections of up to so many paragraphs: none, a few, or many."""
    few = [st.tuples(*[_PARAGRAPHS] * number) for number in range(min(3, most) + 1)]
    # Many are a few over and over: what matters is their number.
    many = st.builds(_over_and_over, st.lists(_SHORT, min_size=1, max_size=3), st.integers(1, most)).map(tuple)
    return st.one_of(*few, many)
