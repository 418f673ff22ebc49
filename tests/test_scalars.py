"""The named values: what an amount and a line of text may hold, in the model and in the published schema alike."""

from __future__ import annotations

import json
import math
import re
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction

import orjson
import pytest
from hypothesis import example, given, strategies as st
from pydantic import TypeAdapter, ValidationError

from gov_disclosure_schema.scalars import (
    AMOUNT_DIGITS,
    AMOUNT_PLACES,
    LINE_MAX,
    LINE_PATTERN,
    PublicationDate,
    TenThousandYuan,
    plain_amount,
    refusal,
)
from gov_disclosure_schema.testing import amounts, organs, paragraphs

AMOUNT = TypeAdapter(TenThousandYuan)
DAY = TypeAdapter(PublicationDate)
PLACES = "decimal_max_places", "Decimal input should have no more than 6 decimal places"
DIGITS = "decimal_max_digits", "Decimal input should have no more than 15 digits in total"


def refused(adapter: TypeAdapter, value: object) -> tuple[str, str]:
    """Type and message of the one line that refuses a value; bytes are JSON."""
    validate = adapter.validate_json if isinstance(value, bytes) else adapter.validate_python
    with pytest.raises(ValidationError) as error:
        validate(value)
    (line,) = error.value.errors()
    return line["type"], line["msg"]


class TestAmount:
    """An amount is an exact decimal of at least 0 that every JSON parser keeps exactly."""

    @given(amounts())
    def test_every_amount_survives_every_common_parser(self, amount):
        """Written as a JSON number, it comes back from a parser that reads doubles, and from ours, as it was."""
        held = AMOUNT.validate_python(amount)
        assert held == amount
        for written in (plain_amount(held).encode(), AMOUNT.dump_json(held)):
            assert AMOUNT.validate_json(written) == amount
            for parser in (json.loads, orjson.loads):
                assert Decimal(repr(parser(written))) == amount

    @given(amounts())
    def test_plain_notation_is_one_way_of_writing(self, amount):
        written = plain_amount(amount)
        assert re.fullmatch(r"(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", written)
        assert Decimal(written) == amount
        assert plain_amount(Decimal(f"{written}e0") * 1) == written

    @given(
        st.builds(lambda digits, places: Decimal(f"{digits}e{-places}"), st.integers(0, 10**20), st.integers(-6, 12))
    )
    @example(Decimal("0.1000000000000000000000000000000001"))
    @example(Decimal("1.0000000000000000000000000000000000000"))
    @example(Decimal("999999999999999.0000000000000000001"))
    @example(Decimal("1e-999"))
    def test_a_decimal_is_held_exactly_or_refused(self, decimal):
        """Held if at most 6 places make it a whole number below 10^15; otherwise refused, never rounded."""
        shifted = (Fraction(decimal) * 10**places for places in range(AMOUNT_PLACES + 1))
        whole = next((number for number in shifted if number.denominator == 1), None)
        if whole is not None and whole < 10**AMOUNT_DIGITS:
            assert AMOUNT.validate_python(decimal) == decimal
        else:
            assert refused(AMOUNT, decimal) in (PLACES, DIGITS)

    @given(amounts())
    def test_the_precision_of_the_callers_decimal_context_changes_nothing(self, amount):
        due = plain_amount(amount)
        with localcontext() as context:
            context.prec = 1
            context.traps[Inexact] = True
            held = AMOUNT.validate_python(amount)
            assert plain_amount(held) == due
            assert Decimal(AMOUNT.dump_json(held).decode()) == amount

    @pytest.mark.parametrize(
        ("value", "due"),
        [
            (Decimal("-0.01"), ("greater_than_equal", "Input should be greater than or equal to 0")),
            (-1, ("greater_than_equal", "Input should be greater than or equal to 0")),
            (Decimal("0.1234567"), PLACES),
            (Decimal("1e-7"), PLACES),
            (Decimal("1.0000000000000000000000000000001"), PLACES),
            (Decimal("1e-999999999"), PLACES),
            (Decimal("1e15"), DIGITS),
            (Decimal("1e999999999"), DIGITS),
            (10**15, DIGITS),
            (Decimal("1234567890.123456"), DIGITS),
            (Decimal("NaN"), ("finite_number", "Input should be a finite number")),
            (Decimal("sNaN"), ("finite_number", "Input should be a finite number")),
            (Decimal("Infinity"), ("finite_number", "Input should be a finite number")),
            ("12", ("decimal_type", "Decimal input should be an integer, float, string or Decimal object")),
            (True, ("decimal_type", "Decimal input should be an integer, float, string or Decimal object")),
            (12.5, ("decimal_type", "Decimal input should be an integer, float, string or Decimal object")),
            (b"NaN", ("finite_number", "Input should be a finite number")),
            (b"1e400", ("finite_number", "Input should be a finite number")),
            (b"-0.5", ("greater_than_equal", "Input should be greater than or equal to 0")),
            (b"0.0000001", PLACES),
            (b'"12"', ("decimal_type", "Decimal input should be an integer, float, string or Decimal object")),
            (b"true", ("decimal_type", "Decimal input should be an integer, float, string or Decimal object")),
        ],
    )
    def test_anything_else_is_refused(self, value, due):
        assert refused(AMOUNT, value) == due

    @pytest.mark.parametrize(
        ("value", "due"),
        [
            (Decimal("-0"), "0"),
            (Decimal("0e9"), "0"),
            (Decimal("0e-9"), "0"),
            (Decimal("1.500000000"), "1.5"),
            (Decimal("1e14"), "100000000000000"),
            (Decimal("0.000001"), "0.000001"),
            (999_999_999_999_999, "999999999999999"),
            (b"-0", "0"),
            (b"1e3", "1000"),
            (b"1e-6", "0.000001"),
            (b"5.0", "5"),
        ],
    )
    def test_equal_amounts_are_held_as_one(self, value, due):
        held = AMOUNT.validate_json(value) if isinstance(value, bytes) else AMOUNT.validate_python(value)
        assert (str(held) if held >= 1 or not held else plain_amount(held)) == due
        assert math.copysign(1, held) == 1


class TestLine:
    """The pattern that the published schema gives is the rule that the model applies."""

    @given(st.text(st.characters(exclude_categories=["Cs"])))
    @example("a\n")
    @example("a \u3000 b")
    @example("a \u3000  b")
    @example("a\u180eb")
    @example("\u200b")
    @example("\U0001ffff")
    def test_pattern_and_rule_agree_on_any_text(self, text):
        assert (re.fullmatch(LINE_PATTERN, text) is not None) == (refusal(text) is None)

    @given(
        st.text(
            st.sampled_from(" \u3000\u00a0\u2003一a\t\n\r\x1c\x85\u2028\ufeff\ufffe\u200d\u180e\u1680\u202f\u205f"),
            max_size=8,
        )
    )
    def test_pattern_and_rule_agree_on_white_space_of_every_kind(self, text):
        assert (re.fullmatch(LINE_PATTERN, text) is not None) == (refusal(text) is None)

    def test_pattern_and_rule_agree_on_every_character_of_the_basic_plane(self):
        pattern = re.compile(LINE_PATTERN)
        surrogates = range(0xD800, 0xE000)
        texts = [text for n in range(0x10000) if n not in surrogates for text in (chr(n), f"一{chr(n)}二")]
        assert [text for text in texts if bool(pattern.fullmatch(text)) != (refusal(text) is None)] == []

    @pytest.mark.parametrize("bad", ["\ud800", "一\ud83d", "\udc00二", "一\udfff二"], ids=ascii)
    def test_lone_surrogates_are_refused_by_the_rule_alone(self, bad):
        """A pattern never sees them: no UTF-8 text holds one."""
        found = refusal(bad)
        assert found is not None
        assert found[0] == "TEXT-CHARACTER"

    @given(paragraphs() | organs())
    def test_what_is_drawn_is_legal(self, text):
        assert refusal(text) is None
        assert re.fullmatch(LINE_PATTERN, text)
        assert len(text) <= LINE_MAX

    def test_a_long_line_of_wide_spaces_is_decided_at_once(self):
        """Neither the rule nor the pattern backtracks: a minute would be the sign."""
        for text in ("一" + "\u3000 " * 8000 + "\t", "一" + " \u3000" * 8000, "一 " * 8000 + "\u3000"):
            assert re.fullmatch(LINE_PATTERN, text) is None
            assert refusal(text) is not None


class TestDay:
    """A day is written year-month-day, in a document, and nothing else is taken for one."""

    @given(st.dates())
    def test_every_day_survives(self, day):
        assert DAY.validate_json(json.dumps(day.isoformat())) == DAY.validate_python(day) == day

    @pytest.mark.parametrize(
        "written",
        [
            "1706659200",
            "20240131",
            "2024-1-31",
            "2024-02-30",
            "2024-W05-3",
            "2024-01-31T00:00:00",
            "２０２４-01-31",
            "",
        ],
    )
    def test_other_notations_are_refused(self, written):
        assert refused(DAY, json.dumps(written).encode())[0] == "date_from_datetime_parsing"

    def test_a_number_is_no_day(self):
        assert refused(DAY, b"1706659200")[0] == "date_type"
