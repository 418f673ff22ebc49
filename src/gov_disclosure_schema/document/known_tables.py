"""What the recognizer makes of tables that print the form to the letter, without going through their rows.

What it has to say of such tables is the same for all of an edition, so it is asked once, with tables of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from itertools import chain
from typing import Any

from ..editions import FORMS
from ..errors import InvalidReport
from ..findings import Finding, Number, Position
from ..later import Later
from ..literal import Literal
from ..money import Money
from ..printed_numbers import read_number
from ..report import PublishedReport, cells, heading_of, tables
from .blocks import Cell, Document, Row
from .editions_met import editions_met
from .layout import layouts
from .place import Place
from .read_tables import Tables, unused_texts
from .told_apart import Parts, told_apart
from .whole_tables import GRAMMAR, WholeTable, whole_tables


class KnownTables:
    """The cells of the form as tables to the letter print them.

    Attributes
    ----------
    edition
        Whose form it is.
    values, places, findings
        As those of `Tables`.
    """

    def __init__(self, whole: Sequence[WholeTable], said: Sequence[Finding], unused: Sequence[Cell]) -> None:
        self.edition = whole[0].edition
        self._fields = fields = {table.section: table.fields for table in whole}
        self.values: Mapping[str, Number | Money | None] = Later(partial(_values, self.edition, fields))
        self.places: Mapping[str, Place] = Later(lambda: dict(chain.from_iterable(table.places for table in whole)))
        self.findings = [*(_placed(finding, whole) for finding in said), *unused_texts(unused)]

    def report(self, header: Mapping[str, Any], narrative: Mapping[str, Sequence[str]]) -> PublishedReport | None:
        """The report that these tables are with a header and texts; None where the model refuses these."""
        stated = {field: value.isoformat() if isinstance(value, date) else value for field, value in header.items()}
        literal = Literal(FORMS[self.edition], stated, narrative, self._fields)
        try:
            return literal.through(PublishedReport, GRAMMAR, lambda _: (None, ""))
        except InvalidReport:
            return None


def with_known_tables(document: Document) -> tuple[Parts, KnownTables] | None:
    """What a document is made of, and its tables, where they print the form to the letter and are all that it has."""
    found = whole_tables(document)
    said = _said_of(next(iter(found.values())).edition) if found else None
    if not found or said is None:
        return None
    whole = [found[section] for section in tables()]
    parts = told_apart(document, {table.number for table in whole})
    if parts.homeless or not parts.gatherer.idle:
        return None
    return parts, KnownTables(whole, said, parts.gatherer.unused)


@cache
def _said_of(edition: str) -> tuple[Finding, ...] | None:
    """What there is to say of an edition's tables; None where they are not told for its own."""
    document: list[Row] = []
    for table, section in enumerate(tables(), 1):
        heading = heading_of(section)
        document.append(Row((Cell(heading, Position()),), heading))
        for y, boxes in enumerate(layouts(edition)[section], 1):
            row = [Cell(box.text or "0", Position(0, 1, 0, table, y, x)) for x, box in enumerate(boxes, 1)]
            document.append(Row(tuple(row), "", table))
    gatherer = told_apart(Document(document)).gatherer
    met = editions_met(gatherer)
    return tuple(Tables(gatherer, met).findings) if {*met.values()} == {edition} else None


def _values(edition: str, fields: Mapping[str, Sequence[str]]) -> Mapping[str, Number | Money | None]:
    in_order = chain.from_iterable(fields.values())
    return {
        cell.address: read_number(field, cell.kind, cell.unit).number
        for cell, field in zip(cells(edition), in_order, strict=True)
    }


def _placed(finding: Finding, whole: Sequence[WholeTable]) -> Finding:
    """A finding about tables of our own as one about those of a document."""
    at = finding.position
    if at is None:
        return finding
    position = whole[at.table - 1].positions(at.row - 1)[at.cell - 1]
    facts = {name: position.words if fact == at.words else fact for name, fact in finding.facts.items()}
    return replace(finding, position=position, facts=facts)
