"""Tables that print the form to the letter, every label in its place and every cell as we write it: compared as wholes.

Most published tables do, or differ in white space within a label alone. What a table says is then known without a look
at any of its rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, compress, groupby
from operator import attrgetter
from typing import Final, NamedTuple

from ..editions import EDITIONS
from ..literal import CANONICAL_NUMBERS, Grammar
from ..report import cells, tables
from .blocks import Document, Positions, Row
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
        Tells where they stand, row by row.
    """

    edition: str
    section: str
    number: int
    fields: tuple[str, ...]
    texts: Sequence[str]
    positions: Sequence[Positions]

    @property
    def places(self) -> Iterator[tuple[str, Place]]:
        """The address of each cell, and where it stands."""
        form = _form_of(self.edition, self.section)
        told = map(Place, self.texts, chain.from_iterable(tell() for tell in self.positions))
        return zip(form.addresses, compress(told, form.are_fields), strict=True)


def whole_table(edition: str, section: str, rows: Sequence[Row], *, spaced: bool = False) -> WholeTable | None:
    """The table of an edition's form that some rows are, or that as many of them are as the form has.

    Parameters
    ----------
    spaced
        Whether there may be white space within a label that the form has not.
    """
    form = _form_of(edition, section)
    rows = rows[: len(form.widths)]
    printed = [row.texts for row in rows]
    if tuple(map(len, printed)) != form.widths:
        return None
    texts = [*chain.from_iterable(printed)]
    labels = tuple(compress(texts, form.are_labels))
    if labels != form.labels and not (spaced and all(map(_same_label, labels, form.labels))):
        return None
    fields = tuple(compress(texts, form.are_fields))
    if "\n" in "".join(fields):
        return None
    if not all(written.fullmatch("\n".join([*compress(fields, which), ""])) for which, written in form.written):
        return None
    return WholeTable(edition, section, rows[0].table, fields, texts, [row.positions() for row in rows])


def _same_label(printed: str, label: str) -> bool:
    """Whether a label is printed to the letter, but for lines that it is broken over and spaces between its letters."""
    return printed == label or (len(printed) <= LONGEST_LABEL and "".join(printed.split()) == "".join(label.split()))


def whole_tables(document: Document) -> Mapping[str, WholeTable] | None:
    """Section → its table, where a document has the tables of an edition, each once, with no cell blank."""
    widths = {len(_form_of(edition, section).widths) for edition in EDITIONS for section in tables()}
    runs = [(number, [*rows]) for number, rows in groupby(document, attrgetter("table")) if number]
    likely = [(number, rows) for number, rows in runs if len(rows) in widths]
    numbers = [number for number, _ in runs]
    for edition in reversed(EDITIONS):
        found: dict[str, WholeTable] = {}
        for number, rows in likely:
            for section in tables():
                as_long = len(rows) == len(_form_of(edition, section).widths)
                whole = whole_table(edition, section, rows, spaced=True) if as_long else None
                if whole:
                    if section in found or "" in whole.fields or numbers.count(number) > 1:
                        return None
                    found[section] = whole
        if len(found) == len(tables()):
            return found
    return None
