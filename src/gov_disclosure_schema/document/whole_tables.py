"""Tables that print the form to the letter, every label in its place and every cell as we write it: compared as wholes.

Most published tables do, or differ in white space within a label alone. What a table says is then known without a look
at any of its rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, compress
from typing import Final, NamedTuple

from ..editions import EDITIONS
from ..findings import Position
from ..literal import CANONICAL_NUMBERS, Grammar
from ..report import cells, tables
from .blocks import Document, Row, Table, TableOfRows
from .layout import layouts
from .place import Place
from .vocabulary import LONGEST_LABEL

GRAMMAR: Final = Grammar("LAYOUT-LINE", "number", CANONICAL_NUMBERS)
"""How the printed formats write what stands in a cell."""


class _Form(NamedTuple):
    """A table of the form, all its boxes in one line.

    Attributes
    ----------
    widths
        How many boxes begin in each row.
    labels
        What stands in those that hold no cell.
    are_labels, are_fields
        Of each box, whether it is one of these, or holds a cell.
    addresses
        Of the cells.
    written
        Of each kind of cell that the table has, which cells are of it, and how several are written, a line each.
    """

    widths: tuple[int, ...]
    labels: tuple[str, ...]
    are_labels: tuple[bool, ...]
    are_fields: tuple[bool, ...]
    addresses: tuple[str, ...]
    written: tuple[tuple[tuple[bool, ...], re.Pattern[str]], ...]


@cache
def _form_of(edition: str, section: str) -> _Form:
    rows = layouts(edition)[section]
    boxes = [box for row in rows for box in row]
    addresses = tuple(box.address for box in boxes if box.address)
    kinds = {cell.address: cell.kind for cell in cells(edition)}
    which = {kind: tuple(kinds[address] == kind for address in addresses) for kind in CANONICAL_NUMBERS}
    return _Form(
        widths=tuple(map(len, rows)),
        labels=tuple(box.text for box in boxes if not box.address),
        are_labels=tuple(not box.address for box in boxes),
        are_fields=tuple(bool(box.address) for box in boxes),
        addresses=addresses,
        written=tuple(
            (which[kind], re.compile(f"(?:{written.pattern}\n)*"))
            for kind, written in CANONICAL_NUMBERS.items()
            if any(which[kind])
        ),
    )


class WholeTable(NamedTuple):
    """A table that prints the form to the letter.

    Attributes
    ----------
    edition, section
        Whose form.
    number
        Its number among the tables of the document.
    fields
        What stands in its cells, in the order of the form; empty for a blank one.
    texts
        What stands in all its boxes.
    positions
        Tells where those of a row stand, by its number from 0.
    """

    edition: str
    section: str
    number: int
    fields: tuple[str, ...]
    texts: Sequence[str]
    positions: Callable[[int], Sequence[Position]]

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(_form_of(self.edition, self.section).widths)

    @property
    def places(self) -> Iterator[tuple[str, Place]]:
        """The address of each cell, and where it stands."""
        form = _form_of(self.edition, self.section)
        told = map(Place, self.texts, chain.from_iterable(map(self.positions, range(self.height))))
        return zip(form.addresses, compress(told, form.are_fields), strict=True)


def whole_table_of(edition: str, section: str, rows: Sequence[Row]) -> WholeTable | None:
    """The table of an edition's form that the first rows of some are, as many as the form has."""
    return whole_table(edition, section, TableOfRows(rows[: len(_form_of(edition, section).widths)]))


def whole_table(edition: str, section: str, table: Table, *, spaced: bool = False) -> WholeTable | None:
    """The table of an edition's form that a table is.

    Parameters
    ----------
    spaced
        Whether there may be white space within a label that the form has not.
    """
    form = _form_of(edition, section)
    if tuple(table.widths) != form.widths:
        return None
    texts = table.texts
    labels = tuple(compress(texts, form.are_labels))
    if labels != form.labels and not (spaced and all(map(_same_label, labels, form.labels))):
        return None
    fields = tuple(compress(texts, form.are_fields))
    if "\n" in "".join(fields):
        return None
    if not all(written.fullmatch("\n".join([*compress(fields, which), ""])) for which, written in form.written):
        return None
    return WholeTable(edition, section, table.table, fields, texts, table.positions())


def _same_label(printed: str, label: str) -> bool:
    """Whether a label is printed to the letter, but for lines that it is broken over and spaces between its letters."""
    return printed == label or (len(printed) <= LONGEST_LABEL and "".join(printed.split()) == "".join(label.split()))


def whole_tables(document: Document) -> Mapping[str, WholeTable] | None:
    """Section → its table, where a document has the tables of an edition, each once, with no cell blank."""
    printed = [*document.tables()]
    numbers = [table.table for table in printed]
    for edition in reversed([*EDITIONS]):  # most are of the last
        found: dict[str, WholeTable] = {}
        for table in printed:
            for section in tables():
                whole = whole_table(edition, section, table, spaced=True)
                if whole:
                    if section in found or "" in whole.fields or numbers.count(table.table) > 1:
                        return None
                    found[section] = whole
        if len(found) == len(tables()):
            return found
    return None
