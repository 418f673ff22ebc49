"""The table `cells`, filled by columns: most say the same for every report of a form, and are repeated whole."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import groupby
from math import nan
from typing import Any, Final, NamedTuple

from ..editions import FORMS
from ..money import Money
from ..report import cells
from .arrow import Array, Table, pa, pc
from .tables import CELLS
from .tabulate import DATA_FORMATS, Checked

_REPEATED: Final = ("section", "row", "column", "address", "unit")
"""The columns that say the same for every report of a form."""
_AMOUNTS: Final = ("amount", "stated_amount")
_NONE: Final = -1
"""Number of a word that is none."""


class _Vocabulary(NamedTuple):
    """What the columns repeat for every report: the words, and for each form which of them, cell by cell."""

    words: dict[str, list[str]]
    indices: dict[str, dict[str, array[int]]]


@cache
def _vocabulary() -> _Vocabulary:
    seen: dict[str, dict[str, int]] = {name: {} for name in _REPEATED}
    indices: dict[str, dict[str, array[int]]] = {}
    for form in FORMS:
        indices[form] = {name: array("i") for name in seen}
        for cell in cells(form):
            section, *row, column = cell.address.split(".")
            said = {"section": section, "row": ".".join(row), "column": column, "address": cell.address}
            for name, word in said.items():
                indices[form][name].append(seen[name].setdefault(word, len(seen[name])))
            # Of a count there is no unit; of an amount that states its own, it is put in afterwards.
            known = cell.unit if cell.kind in _AMOUNTS else None
            indices[form]["unit"].append(_NONE if known is None else seen["unit"].setdefault(known, len(seen["unit"])))
    return _Vocabulary({name: [*words] for name, words in seen.items()}, indices)


class CellColumns:
    """The columns of some reports' cells, to which a report is added after the other; none is kept."""

    def __init__(self) -> None:
        self._documents: list[str] = []
        self._forms: list[str] = []
        self._values = bytearray()
        self._length = 0
        self._blank = False
        self._units: dict[int, str] = {}
        self._printed: dict[int, str] = {}

    def add(self, one: Checked) -> None:
        """Add the cells of a report, one that could be read."""
        report: Any = one.report
        form, values, begin = report.edition, one.values, self._length
        if one.format not in DATA_FORMATS:
            texts = enumerate(_texts(one, values), begin)
            self._printed |= {n: text for n, text in texts if text is not None}
        if any(isinstance(values[n], Money) for n in _stated(form)):
            values = self._without_units(form, values)
        self._documents.append(one.document)
        self._forms.append(form)
        self._values += self._doubles(form, values)
        self._length += len(values)

    def table(self) -> Table:
        """All that was added."""
        known, forms = _vocabulary(), [*FORMS]
        units = {unit: n for n, unit in enumerate(known.words["unit"])}
        numbers = {name: array("i") for name in ("document", "edition", *_REPEATED)}
        for number, form in enumerate(self._forms):
            numbers["document"] += array("i", [number]) * len(cells(form))
        for form, run in groupby(self._forms):
            reports = len([*run])
            numbers["edition"] += array("i", [forms.index(form)]) * (reports * len(cells(form)))
            for name in _REPEATED:
                numbers[name] += known.indices[form][name] * reports
        for n, unit in self._units.items():
            numbers["unit"][n] = units.setdefault(unit, len(units))
        words = {**known.words, "unit": [*units], "document": self._documents, "edition": forms}
        indices = {name: _lying(pa.int32(), self._length, of) for name, of in numbers.items()}
        indices["unit"] = pc.if_else(pc.equal(indices["unit"], _NONE), None, indices["unit"])
        columns: dict[str, Any] = {
            name: pa.DictionaryArray.from_arrays(indices[name], pa.array(words[name], pa.string())) for name in numbers
        }
        values = _lying(pa.float64(), self._length, self._values)
        columns["value"] = pc.if_else(pc.is_nan(values), None, values) if self._blank else values
        columns["printed"] = _scattered(self._printed, self._length)
        return pa.table({name: columns[name] for name in CELLS.names}, CELLS)

    def _without_units(self, form: str, values: Sequence[Any]) -> list[Any]:
        """The values of a report, of amounts that state their unit the number; the unit, and more digits, are kept."""
        numbers = [*values]
        for n in _stated(form):
            amount = values[n]
            if isinstance(amount, Money):
                numbers[n] = amount.number
                self._units[self._length + n] = amount.unit
                text = _text(str(amount.number), amount.number)
                if text is not None:
                    self._printed.setdefault(self._length + n, text)
        return numbers

    def _doubles(self, form: str, values: Sequence[Any]) -> bytes:
        try:
            return _packer(form).pack(*values)
        except struct.error:  # a cell is blank
            self._blank = True
            return _packer(form).pack(*(nan if value is None else value for value in values))


@cache
def _packer(form: str) -> struct.Struct:
    """What puts the numbers of a report side by side as doubles, as Arrow has them."""
    return struct.Struct(f"{len(cells(form))}d")


@cache
def _stated(form: str) -> tuple[int, ...]:
    """The cells that hold an amount which states its unit, by their number."""
    return tuple(n for n, cell in enumerate(cells(form)) if cell.kind == "stated_amount")


def _texts(one: Checked, values: Sequence[Any]) -> list[str | None]:
    """What stood in each cell, where that is not its number; None, too, where the cell was not found."""
    report: Any = one.report
    texts: list[str | None] = []
    for cell, value in zip(cells(report.edition), values, strict=True):
        place = one.places.get(cell.address)
        texts.append(_text(place.printed, value.number if isinstance(value, Money) else value) if place else None)
    return texts


def _text(printed: str, value: Any) -> str | None:
    """A text, unless it is just the number that the column of values holds."""
    if value is None or printed != str(value):
        return printed
    return None if isinstance(value, int) or Decimal(repr(float(value))) == value else printed


def _lying(kind: Any, length: int, numbers: array[int] | bytearray) -> Array:
    """The numbers as they lie in memory."""
    return pa.Array.from_buffers(kind, length, [None, pa.py_buffer(numbers)])


def _scattered(texts: dict[int, str], length: int) -> Array:
    """Texts by their place; null between them."""
    return pa.array(map(texts.get, range(length)), pa.string(), size=length) if texts else pa.nulls(length, pa.string())
