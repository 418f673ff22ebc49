"""What a report leaves unsaid, told whatever format it was read from (``docs/adr/0001-blank-is-not-zero.md``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..catalogue import Words
from ..findings import Finding, Number, Position
from ..report import PublishedReport, heading_of, narratives
from ..walk import Cell, label_of
from .form_rows import FormRow, form_rows
from .place import Place


def blank_cells(row: FormRow, blank: Sequence[Cell], places: Mapping[str, Place]) -> Finding:
    """The finding that cells of a row are blank, at least one."""
    at = tuple(cell.address for cell in blank)
    place = places.get(at[0])
    facts: dict[str, Any] = {"row": row.words, "count": len(blank)}
    if len(blank) == 1:
        facts = {"cell": blank[0].words, "printed": place.printed.strip() if place else ""}
    variant = "many" if len(blank) > 1 else ""
    return Finding("CELL-BLANK", at, at, position=place.position if place else None, facts=facts, variant=variant)


def all_blanks(edition: str, values: Mapping[str, Number | None], places: Mapping[str, Place]) -> Iterator[Finding]:
    """The same for every row of a report that has a blank cell."""
    for row in form_rows(edition).values() if None in values.values() else ():
        blank = [cell for cell in row.cells if values[cell.address] is None]
        if blank:
            yield blank_cells(row, blank, places)


def unsaid(report: PublishedReport, position_of: Callable[[str], Position]) -> Iterator[Finding]:
    """The findings that organ or year are not stated, or a narrative section has no text."""
    for field in ("organ", "year"):
        if getattr(report, field) is None:
            label = label_of(PublishedReport, field)
            facts: dict[str, Any] = {"field": Words(label.official, label.meaning)}
            yield Finding("HEADER-BLANK", (field,), (field,), position=position_of(field), facts=facts)
    for section in narratives():
        if not getattr(report, section):
            facts = {"heading": heading_of(section)}
            yield Finding("SECTION-EMPTY", (section,), (section,), position=position_of(section), facts=facts)
