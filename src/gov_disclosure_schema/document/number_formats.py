"""The numbers of a workbook as it shows them: dates as dates, shares as per cent, anything else in full."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

_NUMBER: Final = re.compile(r"-?[0-9]{1,20}(?:(?P<fraction>\.[0-9]{1,20})?(?P<exponent>[eE][+-]?[0-9]{1,3})?)")
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
"""What a format prints as it stands, or says of colours and conditions."""
_DATE: Final = re.compile(r"[ymd年月日]", re.IGNORECASE)
_BUILT_IN_DATES: Final = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)))
"""Numbers of the formats of days that a workbook need not spell out, the Chinese ones among them."""
_BUILT_IN_SHARES: Final = frozenset((9, 10))
_LAST_DAY: Final = 2958465
"""Of the calendar, counted from 1900."""
_NO_DAY: Final = 60
"""29 February 1900, which there was none of; days before it are counted from another one."""


class Formats(NamedTuple):
    """The formats of a workbook.

    Attributes
    ----------
    codes
        Number of a format → how it is spelled, for those that are.
    by_style
        Style of a cell → number of its format.
    since_1904
        Whether days are counted from 1904.
    """

    codes: Mapping[str, str]
    by_style: Sequence[str]
    since_1904: bool = False

    def shown(self, stored: str, style: str | None) -> str:
        """A stored number as a cell of this style shows it."""
        match = _NUMBER.fullmatch(stored)
        if not match:
            return stored
        kind = self._kind(style)
        if kind == "date":
            return self._day(Decimal(stored)) or stored
        if kind == "share":
            return f"{_plain(_kept(stored) * 100)}%"
        return _plain(_kept(stored)) if match["fraction"] or match["exponent"] else stored

    def _kind(self, style: str | None) -> str:
        if not style or not style.isdecimal() or int(style) >= len(self.by_style):
            return ""
        number = self.by_style[int(style)]
        return _kind_of(number, self.codes.get(number))

    def _day(self, serial: Decimal) -> str:
        if not 0 < serial <= _LAST_DAY:
            return ""
        days = int(serial)
        first = date(1904, 1, 1) if self.since_1904 else date(1899, 12, 30 if days > _NO_DAY else 31)
        return "" if days == _NO_DAY and not self.since_1904 else (first + timedelta(days)).isoformat()


@cache
def _kind_of(number: str, code: str | None) -> str:
    if code is None:
        known = int(number) if number.isdecimal() else 0
        return "date" if known in _BUILT_IN_DATES else "share" if known in _BUILT_IN_SHARES else ""
    bare = _LITERAL.sub("", code.partition(";")[0])
    if "general" in bare.lower():
        return ""
    return "date" if _DATE.search(bare) else "share" if "%" in bare else ""


def _kept(stored: str) -> Decimal:
    """A number as far as a workbook keeps it, which counts in doubles and shows no more than 15 digits."""
    return Decimal(f"{float(stored):.15g}")


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
