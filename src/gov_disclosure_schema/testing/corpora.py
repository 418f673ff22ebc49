"""Corpora by number: what the organs of a country published over some years, in every format, some of it wrong.

The same numbers give the same documents. Most organs' years continue each other; of the documents, a few have a wrong
number or a blank, some are deformed as published ones are, a few are no reports at all, and a few are there twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any, Final, NamedTuple

from ..codecs import json, text, xml
from ..editions import LATEST
from ..findings import Number
from ..report import PublishedReport, cell_values, cells, continuities, identities
from ..scalars import Kind
from .printed.recipe import DEFORMATIONS, LAYOUTS, Recipe, report_of
from .tables import nested, valid_values

YEARS: Final = tuple(range(LATEST.first_year, LATEST.first_year + 4))
_EXACT: Final = {"json": json, "xml": xml, "txt": text}
_PRINTED: Final = {"page.txt": "text", "html": "html", "docx": "docx", "xlsx": "xlsx"}
_FORMATS: Final = (*_EXACT, "json", "json", *_PRINTED, "html")
"""What organs publish in, by suffix; some oftener than others."""
_IN_A_FOLDER: Final = 100
_SIZES: Final = (4, 40, 400)
"""About how many applications of each kind an organ gets."""
_MOST: Final = 3
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_NO_REPORTS: Final = (b"", b'{"schema_id": 1', _OLD_WORD, "床前明月光\n".encode())
"""What lies in archives besides: nothing, a piece of a document, an old Word file, a poem."""


class Published(NamedTuple):
    """A document of a corpus: its name, folders in it, and its bytes."""

    name: str
    data: bytes


def corpus_of(documents: int, first_organ: int = 0) -> Iterator[Published]:
    """So many documents, organ by organ."""
    organ, left = first_organ, documents
    while left > 0:
        for document in [*documents_of(organ)][:left]:
            yield document
            left -= 1
        organ += 1


def documents_of(organ: int, years: Sequence[int] = YEARS) -> Iterator[Published]:
    """What one organ published, about a document a year.

    Parameters
    ----------
    organ
        Its number.
    years
        One after the other.
    """
    drawn = Random(f"organ {organ}")  # noqa: S311  (no secret)
    size, report = drawn.choice(_SIZES), None
    for year in years:
        report = _report(drawn, organ, year, size, report if drawn.random() < 0.97 else None)
        name = f"{organ // _IN_A_FOLDER:04}/{organ:06}-{year}"
        yield _published(drawn, name, report)
        if drawn.random() < 0.01:
            yield _published(drawn, f"{name}-again", report)


def _report(drawn: Random, organ: int, year: int, size: int, last: PublishedReport | None) -> PublishedReport:
    """A report whose identities hold, and that continues last year's, where there is one."""

    def value(kind: Kind) -> Number:
        number = drawn.randrange(size) if drawn.random() < 0.3 else 0
        return Decimal(number).scaleb(-2) if kind == "amount" else number

    known = _continued(last, value) if last else {}
    known["requests.outcomes.disclosed.natural_person"] = drawn.randrange(size, 8 * size)
    form = LATEST.name
    texts = report_of(drawn, form).model_dump(exclude={"proactive_disclosure", "requests", "remedies"})
    report = {**texts, **nested(form, valid_values(form, value, known)), "organ": f"示例第{organ}局", "year": year}
    return PublishedReport.model_validate(report)


def _continued(last: PublishedReport, value: Callable[[Kind], Number]) -> dict[str, Number]:
    """What this year's cells must be, so that they continue last year's; what they continue with is drawn."""
    before: Mapping[str, Any] = cell_values(last)
    known: dict[str, Any] = {}
    for one in continuities(LATEST.name):
        known |= {address: value("count") for address in (*one.plus, *one.minus)}
        grown = before[one.last] + sum(known[address] for address in one.plus)
        for address in one.minus:
            known[address] = min(known[address], grown)
        known[one.at] = grown - sum(known[address] for address in one.minus)
    return known


def _published(drawn: Random, name: str, report: PublishedReport) -> Published:
    kind = drawn.choice(_FORMATS)
    if drawn.random() < 0.02:
        return Published(f"{name}.{kind}", drawn.choice(_NO_REPORTS))
    if drawn.random() < 0.1:
        report = _spoiled(drawn, report)
    if kind in _EXACT:
        return Published(f"{name}.{kind}", _EXACT[kind].encode(report))
    format_ = _PRINTED[kind]
    fitting = [one for one, deformation in DEFORMATIONS.items() if format_ in deformation.formats]
    chosen = drawn.sample(fitting, drawn.randint(0, _MOST)) if drawn.random() < 0.3 else []
    in_order = sorted(chosen, key=fitting.index)
    recipe = Recipe(drawn.randrange(2**31), report.edition, format_, drawn.choice(LAYOUTS[format_]), tuple(in_order))
    return Published(f"{name}.{kind}", recipe.variant(report).data)


def _spoiled(drawn: Random, report: PublishedReport) -> PublishedReport:
    """The same report with a number wrong that identities need, or a blank."""
    form = report.edition
    values = cell_values(report)
    at = drawn.choice([identity.at for identity in identities(form)])
    values[at] = None if drawn.random() < 0.3 else values[at] + drawn.choice((1, 9, 10))
    told = [values[cell.address] for cell in cells(form)]
    return PublishedReport.model_validate({**report.model_dump(), **nested(form, told)})
