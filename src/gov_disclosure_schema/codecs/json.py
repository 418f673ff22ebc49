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

import json
import re
from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Final, TypeVar, overload

from pydantic import ValidationError

from ..arithmetic import value_at
from ..editions import EDITIONS, LATEST
from ..errors import DecodeError, InvalidReport, SchemaMismatch
from ..findings import Finding, Position
from ..json_source import Node, Path, Positions, nodes
from ..refusals import findings_of, printed
from ..report import AnnualReport, PublishedReport, cells, header_fields
from ..scalars import plain_amount
from ..source_text import utf8
from ..walk import part_of

__all__ = ["decode", "encode"]

ReportT = TypeVar("ReportT", bound=PublishedReport)

VALUES_MAX: Final = 1_000_000
"""Most values of a document, paragraphs included; a report has about 250."""
_STRING: Final = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_TINY: Final = Decimal("0.00001")
"""Below this the serializer writes an exponent."""
_SYNTAX: Final = re.compile(r"(?P<reason>.*) at line (?P<line>\d+) column (?P<column>\d+)", re.DOTALL)


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
        _refuse_too_many(data)
    try:
        report = model.model_validate_json(data)
    except ValidationError as error:
        raise _refused(data, error) from None
    escapes = b"\\" in data and b"\\u" in data
    if escapes or _keys_and_colons(report) != data.count(b":"):
        _refuse_duplicates(data)
    if escapes or not _amounts_survived(data, report):
        _refuse_rounded(data, report)
    return report


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


def _refuse_too_many(data: bytes) -> None:
    """Refuse what would take memory out of all proportion before it can be called no report."""
    count = _STRING.sub(b"", data).count(b",") + 1
    if count > VALUES_MAX:
        raise DecodeError(Finding("FILE-TOO-LARGE", facts={"count": count, "limit": VALUES_MAX}, variant="values"))


class _TwiceError(Exception):
    pass


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _TwiceError
    return found


def _refuse_duplicates(data: bytes) -> None:
    text = data.decode()
    try:
        json.loads(text, object_pairs_hook=_unique, parse_int=str)  # int() has a limit of digits, set by the user
    except _TwiceError:
        positions = Positions(text)
        raise DecodeError(
            *(
                Finding(
                    "JSON-DUPLICATE",
                    (_address(node.path),),
                    position=positions.of(node.again),
                    facts={"key": printed(str(node.path[-1]))},
                )
                for node in nodes(text)
                if node.again is not None
            )
        ) from None


_NUMBER_AFTER_KEY: Final = re.compile(rb'"\s*:\s*([-+.0-9eE]+)')


def _amounts_survived(data: bytes, report: PublishedReport) -> bool:
    """Whether each amount stands in the document, whose keys are not escaped, as it was read."""
    for address in _amounts(report.edition):
        value = value_at(report, address)
        key = f'"{address.rpartition(".")[2]}'.encode()
        written = _NUMBER_AFTER_KEY.match(data, data.find(key) + len(key))
        if value is not None and (not written or not _exactly(written[1].decode(), value)):
            return False
    return True


def _exactly(written: str, value: Decimal) -> bool:
    try:
        return Decimal(written) == value
    except InvalidOperation:  # an exponent that even Decimal cannot hold
        return False


def _refuse_rounded(data: bytes, report: PublishedReport) -> None:
    """The parser reads numbers through a double; refuse one that did not survive it."""
    text = data.decode()
    numbers = {_address(node.path): node for node in nodes(text)}
    for address in _amounts(report.edition):
        value, node = value_at(report, address), numbers[address]
        if value is not None and not _exactly(node.text, value):
            raise DecodeError(
                Finding(
                    "JSON-NUMBER",
                    (address,),
                    (address,),
                    position=Positions(text).of(node.offset),
                    facts={"printed": printed(node.text)},
                )
            )


def _address(path: Path) -> str:
    return ".".join(map(str, path))


def _refused(data: bytes, error: ValidationError) -> DecodeError | InvalidReport:
    text = utf8(data)
    lines = error.errors(include_url=False, include_input=False)
    if lines[0]["type"] == "json_invalid":
        return DecodeError(_syntax(text, str(lines[0].get("ctx", {})["error"])))
    found: dict[Path, Node] = {}
    # Of a document that may be anything, only what an error stands at is held.
    asked: set[Path] = {("edition",), ("schema_id",)}
    asked.update(line["loc"][:depth] for line in lines for depth in range(len(line["loc"]) + 1))
    for node in nodes(text):
        if node.path in asked:
            found[node.path] = node
        if node.again is not None:
            _refuse_duplicates(data)
    positions = Positions(text)
    mismatch = _mismatch({line["loc"] for line in lines}, found, positions)
    if mismatch:
        return SchemaMismatch(mismatch)

    def place(location: Path) -> tuple[Position | None, str]:
        while location and location not in found:
            location = location[:-1]
        node = found[location]
        return positions.of(node.offset), node.text

    return InvalidReport(*findings_of(error, LATEST.name, place))


def _syntax(text: str, said: str) -> Finding:
    match = _SYNTAX.fullmatch(said)
    if not match:
        return Finding("JSON-SYNTAX", facts={"reason": said})
    number, column = int(match["line"]), int(match["column"])
    line = text.split("\n")[number - 1] if number <= text.count("\n") + 1 else ""
    # The parser counts bytes.
    column = len(line.encode()[: max(column - 1, 0)].decode(errors="ignore")) + 1
    return Finding("JSON-SYNTAX", position=Position(number, column), facts={"reason": match["reason"]})


def _mismatch(lines: Collection[Path], found: Mapping[Path, Node], positions: Positions) -> Finding | None:
    for field, variant, due in (
        ("edition", "edition", ", ".join(EDITIONS)),
        ("schema_id", "", ", ".join(edition.schema_id for edition in EDITIONS.values())),
    ):
        node = found.get((field,))
        # A document that is no object is of another kind altogether; what it should be is said by the model's line.
        if (node is None and () not in lines) or (node and (field,) in lines):
            return Finding(
                "JSON-SCHEMA",
                (field,),
                position=positions.of((node or found[()]).offset),
                facts={"printed": printed(_said(node)) if node else "", "due": due},
                variant=variant if node else f"{variant}missing",
            )
    return None


def _said(node: Node) -> str:
    """A value as written, a string without its quotes."""
    return str(json.loads(node.text, strict=False)) if node.text.startswith('"') else node.text
