"""The table `cells`, filled by columns: most say the same for every report of a form, and are repeated whole."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from itertools import accumulate, groupby
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
        self._numbers = bytearray()
        self._length = 0
        self._exceptions: dict[int, float] = {}
        self._units: dict[int, str] = {}
        self._printed: dict[int, str] = {}

    def add(self, one: Checked) -> None:
        """Add the cells of a report, one that could be read."""
        report: Any = one.report
        form, values, begin = report.edition, one.values, self._length
        if one.format not in DATA_FORMATS:
            texts = enumerate(_texts(one, values), begin)
            self._printed |= {n: text for n, text in texts if text is not None}
        self._documents.append(one.document)
        self._forms.append(form)
        self._numbers += self._packed(form, values)
        self._length += len(values)

    def table(self) -> Table:
        """All that was added."""
        known, forms = _vocabulary(), [*FORMS]
        units = {unit: n for n, unit in enumerate(known.words["unit"])}
        numbers = {name: array("i") for name in _REPEATED}
        for form, run in groupby(self._forms):
            reports = len([*run])
            for name in _REPEATED:
                numbers[name] += known.indices[form][name] * reports
        for n, unit in self._units.items():
            numbers["unit"][n] = units.setdefault(unit, len(units))
        indices = {name: _lying(pa.int32(), of) for name, of in numbers.items()}
        indices["unit"] = pc.if_else(pc.equal(indices["unit"], _NONE), None, indices["unit"])
        lengths = [len(cells(form)) for form in self._forms]
        indices["document"] = _runs(range(len(lengths)), lengths)
        indices["edition"] = _runs(map(forms.index, self._forms), lengths)
        words = {**known.words, "unit": [*units], "document": self._documents, "edition": forms}
        columns: dict[str, Any] = {
            name: pa.DictionaryArray.from_arrays(of, pa.array(words[name], pa.string()), safe=False)
            for name, of in indices.items()
        }
        columns["value"] = self._values()
        columns["printed"] = _scattered(self._printed, self._length)
        return pa.table({name: columns[name] for name in CELLS.names}, CELLS)

    def _packed(self, form: str, values: Sequence[Any]) -> bytes:
        """The values of a report, 0 for each that is no whole number: what it is instead is kept apart."""
        counts, begin = [*values], self._length
        for n in _amounts(form):
            amount = counts[n]
            if isinstance(amount, Money):
                self._units[begin + n] = amount.unit
                amount = amount.number
                text = _text(str(amount), amount)
                if text is not None:
                    self._printed.setdefault(begin + n, text)
            if amount is not None:
                self._exceptions[begin + n] = float(amount)
                counts[n] = 0
        pack = _packer(form).pack
        try:
            return pack(*counts)
        except struct.error:  # a cell is blank
            self._exceptions |= {begin + n: nan for n, value in enumerate(counts) if value is None}
            return pack(*(value or 0 for value in counts))

    def _values(self) -> Array:
        """The column of the values: whole numbers turned into doubles together, then what is none put between them."""
        doubles = _lying(pa.int64(), self._numbers).cast(pa.float64())
        if not self._exceptions:
            return doubles
        numbers = array("d", doubles.buffers()[1].to_pybytes())
        for n, value in self._exceptions.items():
            numbers[n] = value
        values = _lying(pa.float64(), numbers)
        return pc.if_else(pc.is_nan(values), None, values)


@cache
def _packer(form: str) -> struct.Struct:
    """What puts the whole numbers of a report side by side, as Arrow has them."""
    return struct.Struct(f"{len(cells(form))}q")


@cache
def _amounts(form: str) -> tuple[int, ...]:
    """The cells that hold an amount of money, by their number."""
    return tuple(n for n, cell in enumerate(cells(form)) if cell.kind in _AMOUNTS)


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


def _lying(kind: Any, numbers: array[int] | array[float] | bytearray) -> Array:
    """The numbers as they lie in memory."""
    buffer = pa.py_buffer(numbers)
    return pa.Array.from_buffers(kind, buffer.size * 8 // kind.bit_width, [None, buffer])


def _runs(numbers: Iterable[int], lengths: Iterable[int]) -> Array:
    """Each number as often as its length says."""
    ends, each = (pa.array(of, pa.int32()) for of in (accumulate(lengths), numbers))
    return pc.run_end_decode(pa.RunEndEncodedArray.from_arrays(ends, each))


def _scattered(texts: dict[int, str], length: int) -> Array:
    """Texts by their place; null between them."""
    return pa.array(map(texts.get, range(length)), pa.string(), size=length) if texts else pa.nulls(length, pa.string())
