"""JSON, the exchange format of programs.

What this format does on its own account:

- canonical output: compact, keys in the order of the form, UTF-8 without escapes of Chinese, one line feed at the end,
  so that canonical documents put one after another are JSON Lines; optional fields of the header that are not stated
  are absent;
- a cell that is blank in a published report is ``null``;
- amounts are JSON numbers in plain notation that every common parser keeps exactly (15 digits);
- every document names its schema in ``schema_id`` and its edition; another one is refused with one error;
- a key that stands twice is refused, a number that a common parser would round is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeVar, overload

from pydantic import ValidationError

from ..arithmetic import value_at
from ..editions import FORMS
from ..report import AnnualReport, PublishedReport, cells
from ..scalars import plain_amount, same_number
from ..walk import part_of

__all__ = ["decode", "encode"]

ReportT = TypeVar("ReportT", bound=PublishedReport)

VALUES_MAX: Final = 1_000_000
"""Most values of a document, paragraphs included; a report has about 250."""
_TINY: Final = re.compile(rb":([0-9.]+e-[0-9]+)")
"""How the serializer writes what is less than 0.00001."""


def encode(report: PublishedReport) -> bytes:
    """A report as canonical JSON.

    Parameters
    ----------
    report
        A report of either door.

    Returns
    -------
    bytes
        UTF-8, one line.
    """
    data = report.__pydantic_serializer__.to_json(report)  # `model_dump_json` would make text of it first
    for key, _ in _amounts(report.edition):
        tiny = _TINY.match(data, data.find(key + b":") + len(key))
        if tiny:
            plain = plain_amount(Decimal(tiny[1].decode()))
            data = data[: tiny.start(1)] + plain.encode() + data[tiny.end(1) :]
    return data + b"\n"


@overload
def decode(data: bytes) -> AnnualReport: ...


@overload
def decode(data: bytes, model: type[ReportT]) -> ReportT: ...


def decode(data: bytes, model: type[PublishedReport] = AnnualReport) -> PublishedReport:
    """A report from JSON, through the door that `model` is.

    Parameters
    ----------
    data
        UTF-8 without byte order mark.
    model
        `AnnualReport` (the default), whose identities must hold, or `PublishedReport`, the shape alone.

    Raises
    ------
    DecodeError
        If the bytes are not well-formed JSON, a key stands twice, or a number has too many digits.
    SchemaMismatch
        If the document names another schema, or none.
    InvalidReport
        If the report breaks rules; one finding each, with line and column of the offending value.
    """
    if len(data) > VALUES_MAX and data.count(b",") >= VALUES_MAX:
        from ..json_refusals import refuse_too_many  # noqa: PLC0415  (what is said of a refusal is on use only)

        refuse_too_many(data, VALUES_MAX)
    try:
        report = model.model_validate_json(data)
    except ValidationError as error:
        from ..json_refusals import refuse  # noqa: PLC0415  (likewise)

        raise refuse(data, error) from None
    if not surely_read(data, report):
        from ..json_refusals import refuse_unsure  # noqa: PLC0415  (likewise)

        refuse_unsure(data, {address: value_at(report, address) for address in _amount_addresses(report.edition)})
    return report


class _Exactness(NamedTuple):
    """What shows of a document of one form that nothing in it was passed over, or rounded.

    Attributes
    ----------
    colons
        Those of the keys below the report's own, and of the schema's name.
    amounts
        The key of each amount, quoted, and what takes its value from a report.
    """

    colons: int
    amounts: tuple[tuple[bytes, Callable[[PublishedReport], Decimal | None]], ...]


def surely_read(data: bytes, report: PublishedReport) -> bool:
    """Whether no key can stand twice and no amount can have been rounded; where escapes hide keys it is not sure.

    Every key is there at least once, so that one that stands twice leaves one colon too many. Where those of the keys
    and of the schema's name are all, there can be no others in the texts.
    """
    if b"\\" in data and b"\\u" in data:
        return False
    colons, amounts = _exactness(type(report))
    others = data.count(b":") - len(report.__pydantic_fields_set__) - colons
    if others and others != _colons_in_texts(report):
        return False
    for key, value_of in amounts:
        value = value_of(report)
        if value is not None and not _survived(data, key, value):
            return False
    return True


@cache
def _exactness(model: type[PublishedReport]) -> _Exactness:
    edition = model.form
    return _Exactness(_keys_below(model) + FORMS[edition].schema_id.count(":"), _amounts(edition))


def _colons_in_texts(report: PublishedReport) -> int:
    """The colons of the texts that a document may hold besides its schema's name."""
    texts = [value for value in vars(report).values() if isinstance(value, str)]
    texts += [text for value in vars(report).values() if isinstance(value, tuple) for text in value]
    return sum(text.count(":") for text in texts) - report.schema_id.count(":")


def _keys_below(part: Any) -> int:
    """How many keys a document has below those of a part."""
    below = (part_of(part, field) for field in part.model_fields)
    return sum(len(inner.model_fields) + _keys_below(inner) for inner in below if inner)


@cache
def _amount_addresses(edition: str) -> tuple[str, ...]:
    return tuple(cell.address for cell in cells(edition) if cell.kind == "amount")


@cache
def _amounts(edition: str) -> tuple[tuple[bytes, Callable[[PublishedReport], Decimal | None]], ...]:
    """The key of each amount, quoted, and what takes its value from a report."""
    return tuple(
        (f'"{address.rpartition(".")[2]}"'.encode(), attrgetter(address)) for address in _amount_addresses(edition)
    )


_NUMBER_AFTER_KEY: Final = re.compile(rb"\s*:\s*([-+.0-9eE]+)")


def _survived(data: bytes, key: bytes, value: Decimal) -> bool:
    """Whether an amount stands in the document, whose keys are not escaped, as it was read."""
    if key + b":" + str(value).encode() + b"}" in data:  # as we write it, the last of its part
        return True
    written = _NUMBER_AFTER_KEY.match(data, data.find(key) + len(key))
    return written is not None and same_number(written[1].decode(), value)
