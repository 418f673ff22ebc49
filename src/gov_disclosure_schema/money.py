"""Amounts of money whose cell states the unit, because the form prints none.

``docs/adr/0008-an-amount-with-its-unit.md`` says why the unit is part of the value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

from .scalars import AMOUNT_DIGITS, AMOUNT_PLACES, Scalar, plain_amount

MoneyUnit = Literal["元", "万元", ""]
"""Yuan, 10 000 yuan, or none stated."""
MONEY_PATTERN: Final = (
    rf"^(?:0|[1-9][0-9]{{0,{AMOUNT_DIGITS - 1}}})(?:\.[0-9]{{0,{AMOUNT_PLACES - 1}}}[1-9])?(?:元|万元)?$"
)
_YUAN: Final = {"元": 1, "万元": 10_000}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money with the unit that its cell states, where the form prints none.

    Two are equal where both say the same: 1万元 is not 10000元, though both are as much in yuan.

    Parameters
    ----------
    number
        At least 0, with at most 15 digits before the point and 6 after it.
    unit
        `"元"`, `"万元"`, or `""` where the cell states none.
    """

    number: Decimal
    unit: MoneyUnit = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """From what `str` makes of one.

        Raises
        ------
        ValueError
            If it is not written so.
        """
        if not re.fullmatch(MONEY_PATTERN, text):
            raise ValueError(text)
        digits = text.rstrip("万元")
        unit: Any = text[len(digits) :]
        return cls(Decimal(digits), unit)

    def __str__(self) -> str:
        return f"{plain_amount(self.number)}{self.unit}"

    @property
    def yuan(self) -> Decimal | None:
        """As much in yuan; None where no unit is stated and the amount is not 0."""
        if not self.number:
            return Decimal(0)
        return self.number * _YUAN[self.unit] if self.unit else None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            _money, serialization=core_schema.to_string_ser_schema(when_used="json")
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": MONEY_PATTERN}


def _money(value: Any, info: ValidationInfo) -> Money:
    if info.mode == "json" and isinstance(value, str):
        text = value
    elif isinstance(value, Money):
        # Plain notation could be as long as an exponent is large.
        plain = value.number.is_finite() and value.number >= 0 and abs(value.number.adjusted()) <= AMOUNT_DIGITS
        text = str(value) if plain or not value.number else ""
    else:
        raise PydanticKnownError("string_type")
    try:
        return Money.parse(text)
    except ValueError:
        raise PydanticKnownError("string_pattern_mismatch", {"pattern": MONEY_PATTERN}) from None


StatedAmount = Annotated[
    Money,
    Scalar("StatedAmount", "an amount of money with the unit that is stated, if one is", "25.1万元", "stated_amount"),
]
"""An amount of money with the unit that its cell states: 元, 万元, or none."""
