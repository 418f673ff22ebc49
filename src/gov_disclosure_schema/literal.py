"""A report whose values are still text, as the formats that are all text hand it to the model.

The numbers go through the model as the JSON that they would be: its parser proves them, and building a dictionary of
200 numbers costs more than the parser takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import ValidationError

from .arithmetic import value_at
from .editions import Edition
from .errors import DecodeError, InvalidReport
from .findings import Finding
from .refusals import Place, findings_of, printed
from .report import PublishedReport, cells, report_type, sections, unknown_fields
from .scalars import AMOUNT_DIGITS, Kind
from .walk import Cell, part_of

ReportT = TypeVar("ReportT", bound=PublishedReport)


class Grammar(NamedTuple):
    """How a format writes numbers; an empty field is a blank cell.

    Attributes
    ----------
    rule, variant
        What is found where a field is not written so.
    written
        Kind of a cell → pattern of a whole field, the empty one included.
    """

    rule: str
    variant: str
    written: Mapping[Kind, re.Pattern[str]]


CANONICAL_NUMBERS: Final[Mapping[Kind, re.Pattern[str]]] = {
    "count": re.compile("(?:0|[1-9][0-9]*)?"),
    "amount": re.compile(r"(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?)?"),
    "change": re.compile("(?:0|-?[1-9][0-9]*)?"),
    "stated_amount": re.compile(r"(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?(?:元|万元)?)?"),
}
"""How the printed formats write what a cell holds, the one way for each."""


class Literal(NamedTuple):
    """What stands where in a document, still as text.

    Attributes
    ----------
    edition
        The edition of the form.
    header
        Name of a field of the header → its value.
    narrative
        Section → its paragraphs.
    fields
        Section → the fields of its cells, in the order of the form.
    """

    edition: Edition
    header: Mapping[str, str | int]
    narrative: Mapping[str, Sequence[str]]
    fields: Mapping[str, Sequence[str]]

    def through(self, model: type[ReportT], grammar: Grammar, place: Place) -> ReportT:
        """The report, through the door that `model` is.

        Parameters
        ----------
        model
            `AnnualReport` or `PublishedReport`.
        grammar
            How the format writes numbers.
        place
            Looks up where a value stands in the document.

        Raises
        ------
        DecodeError
            If a number is not written as the grammar has it.
        InvalidReport
            If the report breaks rules; one finding each.
        """
        self._refuse_letters(grammar, place)
        try:
            report = model.model_validate_json(self._as_json(unknown_fields(model)).encode())
        except ValidationError as error:
            self._refuse_numbers(grammar, place)
            raise InvalidReport(*findings_of(error, self.edition.name, place)) from None
        self._refuse_rounded(report, place)
        return report

    def _as_json(self, unknown: Sequence[str]) -> str:
        parts = [f'"schema_id":"{self.edition.schema_id}","edition":"{self.edition.name}"']
        parts += [f'"{field}":null' for field in unknown if field not in self.header]
        parts += [f'"{field}":{_quoted(value)}' for field, value in self.header.items()]
        for section in sections():
            if section in self.narrative:
                value = f"[{','.join(map(encode_basestring, self.narrative[section]))}]"
            else:
                value = self._table_as_json(section)
            parts.append(f'"{section}":{value}')
        return "{" + ",".join(parts) + "}"

    def _table_as_json(self, section: str) -> str:
        fields, texts = self.fields[section], _texts(self.edition.name, section)
        if texts or not _are_json(fields):
            fields = [_text(field) if n in texts else _number(field) for n, field in enumerate(fields)]
        pieces = _pieces(self.edition.name, section).copy()
        pieces[1::2] = fields
        return "".join(pieces)

    def _cells(self) -> Iterator[tuple[Cell, str]]:
        every = (field for fields in self.fields.values() for field in fields)
        yield from zip(cells(self.edition.name), every, strict=True)

    def _others(self) -> Iterator[tuple[Cell, str]]:
        """The cells that are no counts."""
        for section, place in _other_places(self.edition.name):
            yield cells(self.edition.name)[place.of_all], self.fields[section][place.of_section]

    def _refuse_letters(self, grammar: Grammar, place: Place) -> None:
        """Refuse what the model's parser might take for a number and the format does not."""
        others = _others_of(self.edition.name)
        digits = ""
        for section, fields in self.fields.items():
            numbers = others.get(section)
            digits += "".join([field for n, field in enumerate(fields) if n not in numbers] if numbers else fields)
        plain = not digits or (digits.isascii() and digits.isdigit())
        if not plain or not all(grammar.written[cell.kind].fullmatch(field) for cell, field in self._others()):
            self._refuse_numbers(grammar, place)

    def _refuse_numbers(self, grammar: Grammar, place: Place) -> None:
        """Refuse every number that is not written as the grammar has it."""
        findings = [
            Finding(
                grammar.rule,
                (cell.address,),
                (cell.address,),
                position=place(tuple(cell.address.split(".")))[0],
                facts={"printed": printed(field)},
                variant=grammar.variant,
            )
            for cell, field in self._cells()
            if not grammar.written[cell.kind].fullmatch(field)
        ]
        if findings:
            raise DecodeError(*findings)

    def _refuse_rounded(self, report: PublishedReport, place: Place) -> None:
        """Refuse an amount that did not survive the model's parser, which reads numbers through a double."""
        for cell, field in self._others():
            if cell.kind == "amount" and field and Decimal(field) != value_at(report, cell.address):
                raise InvalidReport(
                    Finding(
                        "SHAPE-VALUE",
                        (cell.address,),
                        (cell.address,),
                        position=place(tuple(cell.address.split(".")))[0],
                        facts={"value": printed(field), "max_digits": AMOUNT_DIGITS},
                        variant="decimal_max_digits",
                    )
                )


_LONGEST: Final = 400


def _number(field: str) -> str:
    """A field as JSON, without its digits far beyond any bound: the parser does not place a number it cannot hold."""
    return (field or "null") if len(field) <= _LONGEST else field[:_LONGEST].rstrip(".")


def _are_json(fields: Sequence[str]) -> bool:
    """Whether every field is what `_number` makes of it; to look at them together takes a tenth of the time."""
    return "" not in fields and (len("".join(fields)) <= _LONGEST or max(map(len, fields)) <= _LONGEST)


def _quoted(value: str | int) -> str:
    return encode_basestring(value) if isinstance(value, str) else str(value)


def _text(field: str) -> str:
    return _quoted(field) if field else "null"


class _Index(NamedTuple):
    of_all: int
    of_section: int


@cache
def _other_places(edition: str) -> tuple[tuple[str, _Index], ...]:
    found = []
    begins: dict[str, int] = {}
    for number, cell in enumerate(cells(edition)):
        section = cell.address.partition(".")[0]
        begins.setdefault(section, number)
        if cell.kind != "count":
            found.append((section, _Index(number, number - begins[section])))
    return tuple(found)


@cache
def _others_of(edition: str) -> Mapping[str, frozenset[int]]:
    """Of each table with cells that are no counts, those cells by their number in it."""
    found: dict[str, frozenset[int]] = {}
    for section, place in _other_places(edition):
        found[section] = found.get(section, frozenset()) | {place.of_section}
    return found


@cache
def _texts(edition: str, section: str) -> tuple[int, ...]:
    """The cells of a table that JSON writes as texts, by their number in it."""
    return tuple(
        place.of_section
        for found, place in _other_places(edition)
        if found == section and cells(edition)[place.of_all].kind == "stated_amount"
    )


@cache
def _pieces(edition: str, section: str) -> list[str]:
    """The JSON of a table in pieces, every second of which is to be a cell; put together faster than filled in."""

    def template(part: Any) -> str:
        below = {field: part_of(part, field) for field in part.model_fields}
        return (
            "{" + ",".join(f'"{field}":{template(inner) if inner else _CELL}' for field, inner in below.items()) + "}"
        )

    around = template(part_of(report_type(edition), section)).split(_CELL)
    return [piece for before in around for piece in (before, "")][:-1]


_CELL: Final = "%s"
