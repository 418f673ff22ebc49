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
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeVar, overload

from pydantic import ValidationError

from ..arithmetic import value_at
from ..report import AnnualReport, PublishedReport, cells, header_fields
from ..scalars import plain_amount, same_number
from ..walk import part_of

__all__ = ["decode", "encode"]

ReportT = TypeVar("ReportT", bound=PublishedReport)

VALUES_MAX: Final = 1_000_000
"""Most values of a document, paragraphs included; a report has about 250."""
_TINY: Final = Decimal("0.00001")
"""Below this the serializer writes an exponent."""


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
    text = report.model_dump_json()
    for address in _amounts(report.edition):
        value = value_at(report, address)
        if value is not None and 0 < value < _TINY:
            key = address.rpartition(".")[2]
            text = text.replace(f'"{key}":{float(value)!r}'.replace("e-0", "e-"), f'"{key}":{plain_amount(value)}')
    return f"{text}\n".encode()


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
    if data.count(b",") >= VALUES_MAX:
        from ..json_refusals import refuse_too_many  # noqa: PLC0415  (what is said of a refusal is on use only)

        refuse_too_many(data, VALUES_MAX)
    try:
        report = model.model_validate_json(data)
    except ValidationError as error:
        from ..json_refusals import refuse  # noqa: PLC0415  (likewise)

        raise refuse(data, error) from None
    if not _surely_read(data, report):
        from ..json_refusals import refuse_duplicates, refuse_rounded  # noqa: PLC0415  (likewise)

        refuse_duplicates(data)
        refuse_rounded(data, {address: value_at(report, address) for address in _amounts(report.edition)})
    return report


def _surely_read(data: bytes, report: PublishedReport) -> bool:
    """Whether no key can stand twice and no amount can have been rounded; where escapes hide keys it is not sure."""
    if b"\\" in data and b"\\u" in data:
        return False
    return _keys_and_colons(report) == data.count(b":") and _amounts_survived(data, report)


@cache
def _amounts(edition: str) -> tuple[str, ...]:
    return tuple(cell.address for cell in cells(edition) if cell.kind == "amount")


@cache
def _required_keys(model: type[PublishedReport]) -> int:
    def keys(part: Any) -> int:
        below = (part_of(part, field) for field in part.model_fields)
        return len(part.model_fields) + sum(keys(inner) for inner in below if inner)

    return keys(model) - len(header_fields())


def _keys_and_colons(report: PublishedReport) -> int:
    """How many colons a document without duplicate keys and without escapes has: one for each key, the rest in texts.

    A key that stands twice leaves one colon too many, so that counting bytes tells whether to look closer.
    """
    stated = len(report.model_fields_set & header_fields().keys())
    texts = [value for value in vars(report).values() if isinstance(value, str)]
    texts += [text for value in vars(report).values() if isinstance(value, tuple) for text in value]
    return _required_keys(type(report)) + stated + sum(text.count(":") for text in texts)


_NUMBER_AFTER_KEY: Final = re.compile(rb'"\s*:\s*([-+.0-9eE]+)')


def _amounts_survived(data: bytes, report: PublishedReport) -> bool:
    """Whether each amount stands in the document, whose keys are not escaped, as it was read."""
    for address in _amounts(report.edition):
        value = value_at(report, address)
        key = f'"{address.rpartition(".")[2]}'.encode()
        written = _NUMBER_AFTER_KEY.match(data, data.find(key) + len(key))
        if value is not None and (not written or not same_number(written[1].decode(), value)):
            return False
    return True
