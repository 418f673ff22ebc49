"""Numbers as the page shows them."""

from __future__ import annotations

from decimal import Decimal

from ..findings import Number
from ..money import Money
from ..scalars import plain_amount


def plain(value: Number | Money | None) -> str:
    """A number as the form has it: no exponent, no trailing zeros, with the unit that it states; nothing for none."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{'-' if value < 0 else ''}{plain_amount(value)}"
    return str(value)


def signed(value: Number) -> str:
    """A difference, or a change, with its sign."""
    return f"+{plain(value)}" if value > 0 else plain(value)
