"""The ways in which a value can be wrong: how each format writes it, the rule, and who sees it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from ..scalars import AMOUNT_DIGITS, AMOUNT_PLACES, COUNT_MAX, CREDIT_ALPHABET, URL_MAX, YEAR_MAX, YEAR_MIN, Kind


class Fault(NamedTuple):
    """A way to be wrong, in one format.

    Attributes
    ----------
    name
        For people, and for the file's name.
    raw
        What stands there in place of a value.
    rule
        What the reference finds.
    seen
        The classes of enforcers that see it, the model apart, which sees all.
    """

    name: str
    raw: str
    rule: str
    seen: tuple[str, ...] = ()


SCHEMA: Final = ("check", "json-schema")
XSD: Final = ("check", "xsd")
JSON_PARSERS: Final = ("check", "json-schema", "rules")
XML_PARSERS: Final = ("check", "xsd", "schematron")
_NOT_BLANK: Final = {"json": ("json-schema",), "xml": ("xsd",), "text": ()}

# One fault for each way in which a number can be wrong; the cells take them in turn.
_COUNTS: Final[dict[str, tuple[Fault, ...]]] = {
    "json": (
        Fault("blank", "null", "SHAPE-BLANK", _NOT_BLANK["json"]),
        Fault("string", '"12"', "SHAPE-VALUE", SCHEMA),
        Fault("boolean", "true", "SHAPE-VALUE", SCHEMA),
        Fault("fraction", "12.5", "SHAPE-VALUE", SCHEMA),
        Fault("point-zero", "0.0", "SHAPE-VALUE", ("check",)),
        Fault("exponent", "1e3", "SHAPE-VALUE", ("check",)),
        Fault("negative", "-1", "SHAPE-VALUE", SCHEMA),
        Fault("too-large", str(COUNT_MAX + 1), "SHAPE-VALUE", SCHEMA),
        Fault("far-too-large", "9" * 40, "SHAPE-VALUE", SCHEMA),
        Fault("array", "[]", "SHAPE-VALUE", SCHEMA),
        Fault("object", "{}", "SHAPE-VALUE", SCHEMA),
        Fault("nan", "NaN", "SHAPE-VALUE", JSON_PARSERS),
        Fault("plus", "+5", "JSON-SYNTAX", JSON_PARSERS),
        Fault("leading-zero", "05", "JSON-SYNTAX", JSON_PARSERS),
        Fault("hexadecimal", "0x5", "JSON-SYNTAX", JSON_PARSERS),
    ),
    "xml": (
        Fault("blank", "", "SHAPE-BLANK", _NOT_BLANK["xml"]),
        Fault("negative", "-1", "XML-NUMBER", XSD),
        Fault("negative-zero", "-0", "XML-NUMBER", XSD),
        Fault("plus", "+5", "XML-NUMBER", XSD),
        Fault("leading-zero", "05", "XML-NUMBER", XSD),
        Fault("point-zero", "5.0", "XML-NUMBER", XSD),
        Fault("fraction", "12.5", "XML-NUMBER", XSD),
        Fault("exponent", "1e3", "XML-NUMBER", XSD),
        Fault("separator", "1,000", "XML-NUMBER", XSD),
        Fault("full-width", "５", "XML-NUMBER", XSD),
        Fault("unit", "12件", "XML-NUMBER", XSD),
        Fault("inner-space", "1 2", "XML-NUMBER", XSD),
        Fault("no-break-space", "5&#160;", "XML-NUMBER", XSD),
        Fault("element", "<b>5</b>", "XML-ELEMENT", XSD),
        Fault("too-large", str(COUNT_MAX + 1), "SHAPE-VALUE", XSD),
        Fault("far-too-large", "9" * 40, "SHAPE-VALUE", XSD),
    ),
    "text": (
        Fault("blank", "", "SHAPE-BLANK", _NOT_BLANK["text"]),
        Fault("negative", "-1", "LAYOUT-LINE"),
        Fault("plus", "+5", "LAYOUT-LINE"),
        Fault("leading-zero", "05", "LAYOUT-LINE"),
        Fault("point-zero", "5.0", "LAYOUT-LINE"),
        Fault("exponent", "1e3", "LAYOUT-LINE"),
        Fault("separator", "1,000", "LAYOUT-LINE"),
        Fault("full-width", "５", "LAYOUT-LINE"),
        Fault("unit", "12件", "LAYOUT-LINE"),
        Fault("space", " 5", "LAYOUT-LINE"),
        Fault("dash", "—", "LAYOUT-LINE"),
        Fault("too-large", str(COUNT_MAX + 1), "SHAPE-VALUE", ("check",)),
    ),
}
_PLACES: Final = "0." + "0" * AMOUNT_PLACES + "1"
_DIGITS: Final = "1" * (AMOUNT_DIGITS - 1) + ".25"
_WHOLE: Final = f"1{'0' * AMOUNT_DIGITS}"
_ROUNDED: Final = f"0.1{'0' * 30}1"
_WRITTEN_WRONG: Final = (
    ("negative", "-0.5"),
    ("plus", "+0.5"),
    ("no-whole", ".5"),
    ("no-places", "5."),
    ("leading-zero", "05.5"),
    ("exponent", "1e3"),
    ("nan", "NaN"),
    ("infinity", "INF"),
    ("unit", "5万元"),
)
_OUT_OF_BOUNDS: Final = (("places", _PLACES), ("digits", _DIGITS), ("too-large", _WHOLE), ("rounded", _ROUNDED))
_AMOUNTS: Final[dict[str, tuple[Fault, ...]]] = {
    "json": (
        Fault("blank", "null", "SHAPE-BLANK", _NOT_BLANK["json"]),
        Fault("string", '"5"', "SHAPE-VALUE", SCHEMA),
        Fault("boolean", "true", "SHAPE-VALUE", SCHEMA),
        Fault("negative", "-0.5", "SHAPE-VALUE", SCHEMA),
        Fault("too-large", _WHOLE, "SHAPE-VALUE", SCHEMA),
        Fault("array", "[]", "SHAPE-VALUE", SCHEMA),
        Fault("object", "{}", "SHAPE-VALUE", SCHEMA),
        Fault("places", _PLACES, "SHAPE-VALUE", ("check",)),
        Fault("small-exponent", "1e-7", "SHAPE-VALUE", ("check",)),
        Fault("digits", _DIGITS, "SHAPE-VALUE", ("check",)),
        Fault("rounded", _ROUNDED, "JSON-NUMBER", ("check",)),
        Fault("nan", "NaN", "SHAPE-VALUE", JSON_PARSERS),
        Fault("infinity", "Infinity", "SHAPE-VALUE", JSON_PARSERS),
        Fault("no-whole", ".5", "JSON-SYNTAX", JSON_PARSERS),
        Fault("no-places", "5.", "JSON-SYNTAX", JSON_PARSERS),
    ),
    "xml": (
        Fault("blank", "", "SHAPE-BLANK", _NOT_BLANK["xml"]),
        *(Fault(name, raw, "XML-NUMBER", XSD) for name, raw in _WRITTEN_WRONG),
        *(Fault(name, raw, "SHAPE-VALUE", XSD) for name, raw in _OUT_OF_BOUNDS),
    ),
    "text": (
        Fault("blank", "", "SHAPE-BLANK", _NOT_BLANK["text"]),
        *(Fault(name, raw, "LAYOUT-LINE") for name, raw in _WRITTEN_WRONG),
        Fault("trailing-zero", "1.50", "LAYOUT-LINE"),
        *(Fault(name, raw, "SHAPE-VALUE") for name, raw in _OUT_OF_BOUNDS),
    ),
}
# What a change adds to a count is its sign.
_CHANGES: Final[dict[str, tuple[Fault, ...]]] = {
    "json": (
        *(fault for fault in _COUNTS["json"] if fault.name != "negative"),
        Fault("too-small", str(-COUNT_MAX - 1), "SHAPE-VALUE", SCHEMA),
        Fault("negative-fraction", "-0.5", "SHAPE-VALUE", SCHEMA),
        Fault("negative-leading-zero", "-05", "JSON-SYNTAX", JSON_PARSERS),
    ),
    "xml": (
        *(fault for fault in _COUNTS["xml"] if fault.name != "negative"),
        Fault("too-small", str(-COUNT_MAX - 1), "SHAPE-VALUE", XSD),
        Fault("negative-leading-zero", "-05", "XML-NUMBER", XSD),
        Fault("full-width-sign", "－5", "XML-NUMBER", XSD),
        Fault("space-behind-sign", "- 5", "XML-NUMBER", XSD),
    ),
    "text": (
        *(fault for fault in _COUNTS["text"] if fault.name != "negative"),
        Fault("too-small", str(-COUNT_MAX - 1), "SHAPE-VALUE", ("check",)),
        Fault("negative-zero", "-0", "LAYOUT-LINE"),
        Fault("negative-leading-zero", "-05", "LAYOUT-LINE"),
    ),
}
_STATED_WRONG: Final = (
    ("negative", "-5元"),
    ("plus", "+5元"),
    ("no-whole", ".5万元"),
    ("no-places", "5.元"),
    ("leading-zero", "05元"),
    ("exponent", "1e3元"),
    ("trailing-zero", "1.50万元"),
    ("separator", "1,000元"),
    ("full-width", "５元"),
    ("space", "5 元"),
    ("unit-alone", "万元"),
    ("unit-in-front", "元5"),
    ("another-unit", "5亿元"),
    ("two-units", "5元万元"),
)
_STATED_OUT_OF_BOUNDS: Final = (("places", f"{_PLACES}元"), ("too-large", f"{_WHOLE}元"))
_STATED_AMOUNTS: Final[dict[str, tuple[Fault, ...]]] = {
    "json": (
        Fault("blank", "null", "SHAPE-BLANK", _NOT_BLANK["json"]),
        Fault("number", "5", "SHAPE-VALUE", SCHEMA),
        Fault("boolean", "true", "SHAPE-VALUE", SCHEMA),
        Fault("array", "[]", "SHAPE-VALUE", SCHEMA),
        Fault("object", '{"number":5,"unit":"元"}', "SHAPE-VALUE", SCHEMA),
        Fault("nothing", '""', "SHAPE-VALUE", SCHEMA),
        *(Fault(name, f'"{raw}"', "SHAPE-VALUE", SCHEMA) for name, raw in (*_STATED_WRONG, *_STATED_OUT_OF_BOUNDS)),
    ),
    "xml": (
        Fault("blank", "", "SHAPE-BLANK", _NOT_BLANK["xml"]),
        *(Fault(name, raw, "XML-NUMBER", XSD) for name, raw in _STATED_WRONG),
        *(Fault(name, raw, "SHAPE-VALUE", XSD) for name, raw in _STATED_OUT_OF_BOUNDS),
    ),
    "text": (
        Fault("blank", "", "SHAPE-BLANK", _NOT_BLANK["text"]),
        *(Fault(name, raw, "LAYOUT-LINE") for name, raw in _STATED_WRONG),
        *(Fault(name, raw, "SHAPE-VALUE") for name, raw in _STATED_OUT_OF_BOUNDS),
    ),
}
BY_KIND: Final[dict[Kind, dict[str, tuple[Fault, ...]]]] = {
    "count": _COUNTS,
    "amount": _AMOUNTS,
    "change": _CHANGES,
    "stated_amount": _STATED_AMOUNTS,
}

# What no line of text may be: name, text, rule, and whether an XML document can hold it.
LINES: Final = (
    ("empty", "", "TEXT-EMPTY", True),
    ("leading-space", " 一", "TEXT-EDGE", True),
    ("trailing-space", "一 ", "TEXT-EDGE", True),
    ("ideographic-space", "\u3000一", "TEXT-EDGE", True),
    ("no-break-space", "一\u00a0", "TEXT-EDGE", True),
    ("two-spaces", "一  二", "TEXT-SPACES", True),
    ("tab", "一\t二", "TEXT-CHARACTER", True),
    ("line-feed", "一\n二", "TEXT-CHARACTER", True),
    ("carriage-return", "一\r二", "TEXT-CHARACTER", True),
    ("nul", "一\0二", "TEXT-CHARACTER", False),
    ("escape", "一\u001b二", "TEXT-CHARACTER", False),
    ("delete", "一\u007f二", "TEXT-CHARACTER", True),
    ("next-line", "一\u0085二", "TEXT-CHARACTER", True),
    ("line-separator", "一\u2028二", "TEXT-CHARACTER", True),
    ("paragraph-separator", "一\u2029二", "TEXT-CHARACTER", True),
    ("byte-order-mark", "一\ufeff二", "TEXT-CHARACTER", True),
    ("noncharacter", "一\uffff二", "TEXT-CHARACTER", False),
)
NO_LINE_OF_TEXT: Final = ("empty", "tab", "line-feed", "carriage-return", "nul")
"""What the text layout would take for another line, another field, or no text at all."""

YEARS: Final[dict[str, tuple[Fault, ...]]] = {
    "json": (
        Fault("null", "null", "SHAPE-BLANK", ("json-schema",)),
        Fault("string", '"2023"', "SHAPE-VALUE", SCHEMA),
        Fault("fraction", "2023.5", "SHAPE-VALUE", SCHEMA),
        Fault("point-zero", "2023.0", "SHAPE-VALUE", ("check",)),
        Fault("early", f"{YEAR_MIN - 1}", "SHAPE-VALUE", SCHEMA),
        Fault("late", f"{YEAR_MAX + 1}", "SHAPE-VALUE", SCHEMA),
    ),
    "xml": (
        Fault("blank", "", "SHAPE-BLANK", ("xsd",)),
        Fault("early", f"{YEAR_MIN - 1}", "SHAPE-VALUE", XSD),
        Fault("late", f"{YEAR_MAX + 1}", "SHAPE-VALUE", XSD),
        Fault("unit", "2023年", "SHAPE-VALUE", XSD),
        Fault("plus", "+2023", "SHAPE-VALUE", XSD),
    ),
    "text": (Fault("early", f"{YEAR_MIN - 1}", "SHAPE-VALUE"),),
}
NO_ORGAN: Final = Fault("null", "null", "SHAPE-VALUE", ("json-schema",))
NO_TEXT: Final = tuple(
    Fault(name, raw, "SHAPE-VALUE", SCHEMA)
    for name, raw in (("number", "321300"), ("boolean", "true"), ("array", "[]"), ("object", "{}"))
)

_BOTH: Final = ("json-schema", "xsd")


def wrong_values(kind: str, example: str, format_: str) -> Iterator[Fault]:
    """The faults of a kind of text, made from an example of it, as a format writes them.

    Parameters
    ----------
    kind
        Name of the scalar.
    example
        A legal one.
    format_
        Name of the format.
    """
    for name, value, rule, seen in _WRONG[kind](example):
        raw = json.dumps(value, ensure_ascii=False) if format_ == "json" else value
        yield Fault(name, raw, rule, () if format_ == "text" else ("check", *seen))


_Wrong = Iterator[tuple[str, str, str, tuple[str, ...]]]


def _credit_codes(code: str) -> _Wrong:
    other = CREDIT_ALPHABET[CREDIT_ALPHABET.index(code[-1]) - 1]
    transposed = f"{code[:2]}{code[3]}{code[2]}{code[4:]}"
    yield "short", code[:-1], "SHAPE-VALUE", _BOTH
    yield "long", f"{code}0", "SHAPE-VALUE", _BOTH
    yield "lower-case", f"{code[:-1]}d", "SHAPE-VALUE", _BOTH
    yield "letter", f"I{code[1:]}", "SHAPE-VALUE", _BOTH
    yield "check-character", code[:-1] + other, "CREDIT-CODE", ("schematron",)
    yield "transposed", transposed, "CREDIT-CODE", ("schematron",)


def _division_codes(code: str) -> _Wrong:
    yield "short", code[:-1], "SHAPE-VALUE", _BOTH
    yield "long", f"{code}0", "SHAPE-VALUE", _BOTH
    yield "letter", f"{code[:-1]}a", "SHAPE-VALUE", _BOTH
    yield "full-width", f"{code[:-1]}０", "SHAPE-VALUE", _BOTH


def _days(day: str) -> _Wrong:
    year, month, date = day.split("-")
    for name, wrong in (
        ("no-day", f"{year}-02-30"),
        ("no-leap-year", "2023-02-29"),
        ("short", f"{year}-{int(month)}-{date}"),
        ("digits", day.replace("-", "")),
        ("time", f"{day}T00:00:00"),
        ("zone", f"{day}Z"),
        ("week", f"{year}-W05-3"),
        ("chinese", f"{year}年{int(month)}月{int(date)}日"),
    ):
        yield name, wrong, "SHAPE-VALUE", ("xsd",)


def _urls(url: str) -> _Wrong:
    yield "scheme", f"ftp{url.removeprefix('https')}", "SHAPE-VALUE", _BOTH
    yield "no-scheme", url.partition("//")[2], "SHAPE-VALUE", _BOTH
    yield "no-host", "https://", "SHAPE-VALUE", _BOTH
    yield "space", f"{url} a", "SHAPE-VALUE", _BOTH
    yield "length", url + "a" * (URL_MAX + 1 - len(url)), "SHAPE-VALUE", _BOTH


_WRONG: Final[Mapping[str, Callable[[str], _Wrong]]] = {
    "CreditCode": _credit_codes,
    "DivisionCode": _division_codes,
    "PublicationDate": _days,
    "SourceUrl": _urls,
}
