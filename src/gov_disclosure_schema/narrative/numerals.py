"""Numbers as running text writes them: digits, groups, 万 and 亿, Chinese numerals, and how exact they are.

    number   = (digits | grouped | numerals) [余 | 多] [万 | 亿] unit
    digits   = 0-9 or full-width, with a decimal point
    grouped  = one to three digits, then groups of a comma or a space and three digits
    numerals = 零 〇 一 二 两 … 九 with 十 百 千 万 亿, by place or digit by digit

`1.2万件` is rounded to the hundreds of 万 that it writes, `3600余件` is less than 3700, `3607件` is exact.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

_DIGITS: Final = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_SCALES: Final = {"万": 10_000, "亿": 100_000_000}
_INEXACT: Final = ("元", "%")
DIGITS_MAX: Final = 15
"""No cell holds more; a longer number is not read."""


class Stated(NamedTuple):
    """A number as a text states it.

    Attributes
    ----------
    value
        As written.
    least, most
        What it can stand for; both included.
    unit
        As written, without its 万 or 亿.
    """

    value: Decimal
    least: Decimal
    most: Decimal
    unit: str

    @property
    def exact(self) -> bool:
        """One number and no other."""
        return self.least == self.most

    def negative(self) -> Stated:
        """As a change downwards."""
        return Stated(-self.value, -self.most, -self.least, self.unit)

    def in_ten_thousands(self, unit: str) -> Stated:
        """In a unit of ten thousands of its own."""
        return Stated(self.value / 10_000, self.least / 10_000, self.most / 10_000, unit)

    def means(self, value: Decimal | int) -> bool:
        """Whether it can stand for a value."""
        return self.least <= value <= self.most


def stated(digits: str, scale: str, roughly: int | None, unit: str) -> Stated | None:
    """A number written in digits.

    Parameters
    ----------
    digits
        ASCII digits with a point, commas, spaces.
    scale
        万, 亿, 百, 千, or nothing.
    roughly
        1 above, -1 below, 0 around what is written; None where nothing says so.
    unit
        What is counted; an amount of money is never exact beyond the places that it writes.
    """
    plain = digits.replace(",", "").replace(" ", "")
    if len(plain) > DIGITS_MAX:
        return None
    if roughly is None and not scale and unit not in _INEXACT:
        exact = Decimal(plain)
        return Stated(exact, exact, exact, unit)
    factor = _factor(scale)
    written = Decimal(plain)
    places = len(plain.partition(".")[2])
    return _between(written * factor, Decimal(factor).scaleb(-places), scale != "", roughly, unit)


def stated_in_numerals(numerals: str, roughly: int | None, unit: str) -> Stated | None:
    """A number written in Chinese numerals; None where they are none."""
    value = _value(numerals)
    return None if value is None else _between(Decimal(value), Decimal(1), False, roughly, unit)  # noqa: FBT003


def _factor(scale: str) -> int:
    factor = 1
    for character in scale:
        factor *= _SCALES.get(character) or _PLACES[character]
    return factor


def _between(value: Decimal, step: Decimal, rounded: bool, roughly: int | None, unit: str) -> Stated:  # noqa: FBT001
    if roughly is not None:
        step = max(step, _last_place(value))
        above = step if roughly >= 0 else Decimal(0)
        below = step if roughly <= 0 else Decimal(0)
        return Stated(value, value - below, value + above - (1 if roughly > 0 and step >= 1 else 0), unit)
    if rounded or unit in _INEXACT:
        # Cut off rather than rounded is as good; the next step itself is not.
        return Stated(value, value - step / 2, value + step * Decimal("0.999999"), unit)
    return Stated(value, value, value, unit)


def _last_place(value: Decimal) -> Decimal:
    """The place of the last digit that is not 0: 100 for 3600."""
    if not value:
        return Decimal(1)
    digits = value.normalize().as_tuple()
    return Decimal(1).scaleb(int(digits.exponent))


def _value(numerals: str) -> int | None:
    if not any(character in _PLACES or character in _SCALES for character in numerals):
        digits = "".join(str(_DIGITS[character]) for character in numerals)
        return int(digits) if len(numerals) > 1 or numerals else None
    total = section = digit = 0
    for character in numerals:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _PLACES:
            section += (digit or 1) * _PLACES[character]
            digit = 0
        else:
            total = (total + section + digit) * _SCALES[character]
            section = digit = 0
    return total + section + digit
