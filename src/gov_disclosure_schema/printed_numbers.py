"""The grammar of the numbers that people print in cells. Our own, because `int()` takes `1_2` and `١٢`.

    number    = digits | grouped, then for an amount optionally "." digits; in front of a change optionally a sign
    digits    = 0-9, or full-width ０-９
    grouped   = one to three digits, then groups of a comma (or full-width ，) and three digits
    note      = what follows a number and is not part of one: 件, 元, （其中修订16件）…

A blank is a cell that holds nothing, or one of the marks people put there; it is not 0.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from .findings import Number
from .scalars import AMOUNT_DIGITS, AMOUNT_PLACES, COUNT_MAX, Kind

if TYPE_CHECKING:
    from .money import Money

BLANK_MARKS: Final = frozenset({"", "/", "／", "\\", "-", "－", "–", "—", "——", "―", "无"})
_TO_ASCII: Final = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
_SIGNS: Final = {"+": "+", "＋": "+", "-": "-", "－": "-", "−": "-", "–": "-"}
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_NUMBER: Final = re.compile(r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?)\s*(?P<note>\D.*)?")
# A note begins with a bracket or a word; what multiplies the number, or makes a range or a ratio of it, is no note.
_NOTE: Final = re.compile(r"[（(\[【〔]|(?![十百千万亿〇零一二三四五六七八九])[\u4e00-\u9fff]")


class Printed(NamedTuple):
    """What a cell says.

    Attributes
    ----------
    number
        Its number, with the unit that it states where the form prints none; None where it is blank, or no number.
    note
        What stood behind the number.
    blank
        Nothing, or a mark for nothing.
    """

    number: Number | Money | None
    note: str = ""
    blank: bool = False

    @property
    def legible(self) -> bool:
        """A number or a blank."""
        return self.blank or self.number is not None


def visible(text: str) -> str:
    """The text without invisible characters and surrounding white space."""
    return _INVISIBLE.sub("", text).strip()


_SHORT: Final = 40
"""Longest cell whose reading is remembered: most cells of most reports hold one of a few small numbers."""


def read_number(text: str, kind: Kind = "count", unit: str = "") -> Printed:
    """Read what a cell says.

    Parameters
    ----------
    text
        The cell's text.
    kind
        `"count"` takes whole numbers, `"change"` those with a sign too, `"amount"` and `"stated_amount"` decimals, all
        within the bounds of the model.
    unit
        The form's unit, which may stand behind the number without being a note.
    """
    return _remembered(text, kind, unit) if len(text) <= _SHORT else _read(text, kind, unit)


def _read(text: str, kind: Kind, unit: str) -> Printed:
    text = visible(text)
    if text in BLANK_MARKS:
        return Printed(None, blank=True)
    plain = text.translate(_TO_ASCII) if not text.isascii() else text
    sign = ""
    if kind == "change" and plain[0] in _SIGNS:
        sign, plain, text = _SIGNS[plain[0]], plain[1:].lstrip(), text[1:].lstrip()
    match = _NUMBER.fullmatch(plain)
    if not match:
        return Printed(None)
    note = text[match.start("note") :] if match["note"] else ""
    if kind == "stated_amount":
        return _stated(match["number"].replace(",", ""), note)
    if note == unit:
        note = ""
    if note and not _NOTE.match(note):
        return Printed(None)
    return Printed(_number(sign + match["number"].replace(",", ""), kind), note)


_remembered: Final = lru_cache(maxsize=1 << 14)(_read)


def _stated(digits: str, note: str) -> Printed:
    """An amount of money with its unit, which is what stands right behind it."""
    from .money import Money, MoneyUnit  # noqa: PLC0415  (only where the form prints no unit)

    number = _number(digits, "amount")
    unit: MoneyUnit = "万元" if note.startswith("万元") else "元" if note.startswith("元") else ""
    rest = note.removeprefix(unit).lstrip()
    if number is None or (rest and not _NOTE.match(rest)):
        return Printed(None)
    return Printed(Money(Decimal(number), unit), rest)


def _number(digits: str, kind: Kind) -> Number | None:
    if digits[0] in "+-":
        size = _number(digits[1:], "count")
        return -size if size is not None and digits[0] == "-" else size
    whole, _, places = digits.partition(".")
    whole, places = whole.lstrip("0") or "0", places.rstrip("0")
    if kind in ("count", "change"):
        fits = "." not in digits and len(whole) <= len(str(COUNT_MAX)) and int(whole) <= COUNT_MAX
        return int(whole) if fits else None
    fits = len(places) <= AMOUNT_PLACES and len(whole.lstrip("0") + places) <= AMOUNT_DIGITS
    return Decimal(f"{whole}.{places}" if places else whole) if fits else None


def looks_like_value(text: str) -> bool:
    """Whether a cell's text is a number, with a note or not, or a mark for a blank."""
    text = visible(text)
    return text in BLANK_MARKS or (text[0] in _BEGINS_A_VALUE and not _ITEM.match(text))


_BEGINS_A_VALUE: Final = frozenset("0123456789０１２３４５６７８９") | _SIGNS.keys()
_ITEM: Final = re.compile(r"[0-9０-９]{1,2}\s*[.．、)）]\s*\D")
