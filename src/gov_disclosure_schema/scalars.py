"""The values of the form and their constraints, each with a name.

What a text may hold is decided in ``docs/adr/0003-what-text-may-hold.md``: only what every format carries unchanged.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic.types import Strict
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, PydanticKnownError, core_schema

COUNT_MAX: Final = 2**53 - 1
"""Largest count: the largest whole number that every JSON parser keeps."""
AMOUNT_PLACES: Final = 6
AMOUNT_DIGITS: Final = 15
"""Significant digits that always survive a double, so that every JSON parser keeps the amount."""
LINE_MAX: Final = 16_383
"""Longest line: twice as many UTF-16 units still fit a cell of a worksheet (32 767)."""
ORGAN_MAX: Final = 200
URL_MAX: Final = 2048
YEAR_MIN: Final = 2019
YEAR_MAX: Final = 9999


Kind = Literal["count", "amount", "change", "stated_amount"]
"""What a cell of the form may hold."""


class Scalar:
    """The name of a kind of value in the published schemas, and an example of it.

    Parameters
    ----------
    name
        As in this module.
    meaning
        In English.
    example
        As JSON writes it.
    kind
        Of the values of cells, which of the kinds it is.
    """

    __slots__ = ("example", "kind", "meaning", "name")

    def __init__(self, name: str, meaning: str, example: str | float, kind: Kind | None = None) -> None:
        self.name = name
        self.meaning = meaning
        self.example = example
        self.kind: Kind | None = kind

    def __eq__(self, other: object) -> bool:
        # An unpickled one is the same kind of value, and the same type argument.
        return isinstance(other, Scalar) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


class _Whole(Scalar):
    """A whole number within bounds; one annotation, because pydantic takes them one by one for every field."""

    __slots__ = ("least", "most")

    def __init__(  # noqa: PLR0913  (what a scalar has, and its bounds)
        self, name: str, meaning: str, example: int, least: int, most: int, *, kind: Kind | None = None
    ) -> None:
        super().__init__(name, meaning, example, kind)
        self.least = least
        self.most = most

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.int_schema(strict=True, ge=self.least, le=self.most)


Count = Annotated[int, _Whole("Count", "a number of pieces", 3511, 0, COUNT_MAX, kind="count")]
"""A whole number from 0 to 2^53 - 1."""

Change = Annotated[
    int,
    _Whole("Change", "a number of pieces more than the year before, or less", -8, -COUNT_MAX, COUNT_MAX, kind="change"),
]
"""A whole number with a sign, from -(2^53 - 1) to 2^53 - 1."""

Year = Annotated[int, _Whole("Year", "a reporting year", 2023, YEAR_MIN, YEAR_MAX)]
"""The reporting year; the Regulations that the form rests on are in force since 2019."""


class _ExactAmount:
    """An exact decimal of at least 0, with at most 6 decimal places and 15 digits; a JSON number."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            _amount,
            serialization=core_schema.plain_serializer_function_ser_schema(_json_number, when_used="json"),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {
            "type": "number",
            "minimum": 0,
            "maximum": 10**AMOUNT_DIGITS - 1,
            # As `multipleOf`, which validators compute in binary, it would refuse a quarter of all legal amounts.
            "$comment": f"at most {AMOUNT_PLACES} decimal places and {AMOUNT_DIGITS} significant digits",
        }


def _amount(value: Any, info: ValidationInfo) -> Decimal:
    if type(value) is float and info.mode == "json":
        value = Decimal(repr(value))
    elif type(value) is int:
        value = Decimal(value)
    elif not isinstance(value, Decimal):
        raise PydanticKnownError("decimal_type")
    if not value.is_finite():
        raise PydanticKnownError("finite_number")
    if value < 0:
        raise PydanticKnownError("greater_than_equal", {"ge": 0})
    if not value:
        return Decimal(0)
    if value.adjusted() >= AMOUNT_DIGITS:  # before plain notation, which could be as long as the exponent is large
        raise PydanticKnownError("decimal_max_digits", {"max_digits": AMOUNT_DIGITS})
    plain = plain_amount(value) if value.adjusted() >= -AMOUNT_PLACES else f"0.{'0' * AMOUNT_PLACES}1"
    whole, _, places = plain.partition(".")
    if len(places) > AMOUNT_PLACES:
        raise PydanticKnownError("decimal_max_places", {"decimal_places": AMOUNT_PLACES})
    if len(whole.lstrip("0")) + len(places) > AMOUNT_DIGITS:
        raise PydanticKnownError("decimal_max_digits", {"max_digits": AMOUNT_DIGITS})
    return Decimal(plain)


def plain_amount(value: Decimal) -> str:
    """An amount of at least 0 in plain notation: no exponent, no trailing zeros, no sign of zero."""
    text = format(value.copy_abs(), "f")  # abs() would round to the context's precision
    return text.rstrip("0").rstrip(".") if "." in text else text


def same_number(written: str, value: Decimal) -> bool:
    """Whether a number as written is exactly a value."""
    try:
        return Decimal(written) == value
    except InvalidOperation:  # an exponent that even Decimal cannot hold
        return False


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


TenThousandYuan = Annotated[
    Decimal,
    _ExactAmount,
    Scalar("TenThousandYuan", "an amount of money in units of 10 000 yuan", 59237.2449, "amount"),
]
"""An amount of money in units of 10 000 yuan (万元)."""

# What no format may be asked to carry: controls, line and paragraph separators, the byte order mark, and the two
# code points that XML forbids. Lone surrogates are refused before a pattern is tried.
_ILLEGAL = r"\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff"
_WIDE_SPACE = r"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_VISIBLE = rf"[^\u0020{_WIDE_SPACE}{_ILLEGAL}]"
LINE_PATTERN: Final = rf"^{_VISIBLE}(?: ?(?:[{_WIDE_SPACE}] ?)*{_VISIBLE})*$"
"""A line: starts and ends visibly, and holds no two ASCII spaces in a row (HTML would make them one)."""
URL_PATTERN: Final = rf"^https?://{_VISIBLE}+$"


_ILLEGAL_CHARACTER: Final = rf"[{_ILLEGAL}\ud800-\udfff]"


def refusal(text: str, limit: int = LINE_MAX) -> tuple[str, dict[str, str | int]] | None:
    """The rule that keeps a text from being a line of the form, with the facts of its message; None for a legal line.

    The model refuses by this function; `LINE_PATTERN` and the limit say the same in the published schemas, and a
    property test holds both equal.
    """
    # isprintable() is false for more than is refused (wide spaces, joiners, private use), never for less.
    if text and len(text) <= limit and text.isprintable() and text[0] != " " != text[-1] and "  " not in text:
        return None
    if not text:
        return "TEXT-EMPTY", {}
    if len(text) > limit:
        return "TEXT-LENGTH", {"length": len(text), "limit": limit}
    illegal = re.search(_ILLEGAL_CHARACTER, text)
    if illegal:
        return "TEXT-CHARACTER", {"code": f"U+{ord(illegal[0]):04X}", "offset": illegal.start() + 1}
    if text != text.strip():
        return "TEXT-EDGE", {}
    if "  " in text:
        return "TEXT-SPACES", {"offset": text.index("  ") + 1}
    return None


def rule_error(rule: str, **facts: Any) -> PydanticCustomError:
    """A pydantic error whose type is a rule id and whose message is the catalogue's."""
    from .catalogue import RULES  # noqa: PLC0415  (only a refusal needs words)

    # Any, because pydantic asks for literals: both are, in the catalogue.
    kind: Any = rule
    template: Any = RULES[rule].message().en
    return PydanticCustomError(kind, template, facts)


def _legal_name(text: str) -> str:
    refused = refusal(text, ORGAN_MAX)
    if refused:
        raise rule_error(refused[0], **refused[1])
    return text


def _legal_lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    refused = [(n, refusal(text)) for n, text in enumerate(texts)]
    lines = [
        InitErrorDetails(type=rule_error(found[0], **found[1]), loc=(n,), input=texts[n])
        for n, found in refused
        if found
    ]
    if lines:
        raise ValidationError.from_exception_data("Paragraphs", lines)
    return texts


def _line_schema(limit: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "minLength": 1, "maxLength": limit, "pattern": LINE_PATTERN})


OrganName = Annotated[
    str,
    Strict(),
    AfterValidator(_legal_name),
    _line_schema(ORGAN_MAX),
    Scalar("OrganName", "the name of an organ", "宿迁市"),
]
"""The organ's name as the title prints it: one legal line."""

Paragraph = Annotated[
    str, Strict(), _line_schema(LINE_MAX), Scalar("Paragraph", "one line of text", "本年度未收取信息处理费。")
]
"""One legal line of narrative; legality is checked for all of a section at once."""

Paragraphs = Annotated[tuple[Paragraph, ...], AfterValidator(_legal_lines)]
"""Narrative: legal lines, none of them empty."""

SourceUrl = Annotated[
    str,
    StringConstraints(strict=True, max_length=URL_MAX, pattern=URL_PATTERN),
    Scalar("SourceUrl", "an address on the web", "https://www.example.gov.cn/report/2023.html"),
]
"""Where the report was published, http or https; kept to the letter."""


def _calendar_date(value: Any, info: ValidationInfo) -> Any:
    if info.mode != "json" or not isinstance(value, str):
        return value
    # pydantic's parser makes a time stamp of digits alone, and fromisoformat takes weeks too.
    if re.fullmatch(_CALENDAR_DATE, value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise PydanticKnownError("date_from_datetime_parsing", {"error": "not a day of the calendar"})


_CALENDAR_DATE: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

PublicationDate = Annotated[
    date, Strict(), BeforeValidator(_calendar_date), Scalar("PublicationDate", "a day, year-month-day", "2024-01-31")
]
"""A day, written year-month-day."""

DivisionCode = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[0-9]{6}$"),
    Scalar("DivisionCode", "a division of the country (GB/T 2260)", "321300"),
]
"""行政区划代码, six digits (GB/T 2260)."""

CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of a credit code, by their value."""


def credit_code_check_character(body: str) -> str:
    """The eighteenth character that belongs to seventeen, by GB 32100-2015 (weights 3^i modulo 31)."""
    weighted = sum(CREDIT_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return CREDIT_ALPHABET[-weighted % 31]


def _checked_credit_code(code: str) -> str:
    expected = credit_code_check_character(code[:-1])
    if code[-1] != expected:
        raise rule_error("CREDIT-CODE", printed=code[-1], due=expected)
    return code


CreditCode = Annotated[
    str,
    StringConstraints(strict=True, pattern=rf"^[{CREDIT_ALPHABET}]{{2}}[0-9]{{6}}[{CREDIT_ALPHABET}]{{10}}$"),
    AfterValidator(_checked_credit_code),
    Scalar("CreditCode", "a unified social credit code (GB 32100)", "11321300014277015D"),
]
"""统一社会信用代码, eighteen characters (GB 32100-2015), the check character verified."""
