"""What running text can speak of, derived from the fields of the form and the words on their labels.

A word mentions a row (whatever has a total: 予以公开, 行政复议, 不予公开 with its eight grounds), a column of such
rows (自然人, 结果维持, 本年制发), or what is settled (审结: a total without what is pending). A word that
several fields share mentions either.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import product
from typing import Final, NamedTuple

from ..editions import tables_of
from ..part import Balance, Label, Part, TotalOf
from ..walk import label_of, part_of
from .claim import Reading
from .lexicon import AFTER, BEFORE

_REMEMBERED: Final = 1024
"""So many subjects keep their readings; a text could combine words without end."""


class Row(NamedTuple):
    """Something that has a total.

    Attributes
    ----------
    address
        Of a row of cells, or of a part made of rows.
    shape
        The part that each of its rows is.
    side
        The side of a balance that the word may mean as a whole; empty for the row by a name of its own.
    time
        -1 where it is last year's by its label, 1 where it is next year's.
    counted
        Whether it counts the things of a balance: applications.
    """

    address: str
    shape: type[Part]
    side: tuple[str, ...] = ()
    time: int = 0
    counted: bool = True


class Column(NamedTuple):
    """Cells of every row of a shape."""

    shape: type[Part]
    fields: tuple[str, ...]


class Settled(NamedTuple):
    """The total of a row of a shape, without what is not settled yet."""

    shape: type[Part]


Mention = Row | Column | Settled


class Subject(NamedTuple):
    """What a number speaks of.

    Attributes
    ----------
    rows
        Rows that are added up, each with those that it may as well be.
    fields
        The columns; the total where there are none.
    settled
        Without what is not settled yet.
    """

    rows: tuple[tuple[Row, ...], ...]
    fields: tuple[str, ...] = ()
    settled: bool = False

    @property
    def shape(self) -> type[Part]:
        """What its rows are."""
        return self.rows[0][0].shape


class Speech:
    """Everything that running text can speak of in one edition of the form.

    Attributes
    ----------
    words
        Word → what it mentions.
    things
        What the things are called that a balance counts → the row that speaks of them.
    """

    def __init__(self, edition: str) -> None:
        self._tables: Mapping[str, type[Part]] = tables_of(edition)._asdict()
        self._balances = tuple(self._sides_of_balances())
        words: defaultdict[str, dict[Mention, None]] = defaultdict(dict)
        for word, mention in self._mentions():
            words[word][mention] = None
        self.words: Mapping[str, tuple[Mention, ...]] = {word: tuple(found) for word, found in words.items()}
        self.things: Mapping[str, tuple[Mention, ...]] = {
            word: (row,) for row, balance in self._balances for word in balance.things
        }
        remember = lru_cache(_REMEMBERED)
        self.readings = remember(self._readings)
        self.cells = remember(self._cells)
        self.unit_of = remember(self._unit_of)
        self.wholes_of = remember(self._wholes_of)
        self.left_over = remember(self._left_over)
        self.is_outcome = remember(self._is_outcome)

    def _sides_of_balances(self) -> Iterator[tuple[Row, Balance]]:
        for section, part in self._tables.items():
            for balance in getattr(part, "balances", ()):
                side = tuple(f"{section}.{field}" for field in balance.expected)
                yield Row(side[0], self._shape(side[0]), side), balance

    def _left_over(self, address: str) -> str | None:
        """The row that holds what is not in an address, both being one side of a balance."""
        for _, balance in self._balances:
            section = address.partition(".")[0]
            side = [f"{section}.{field}" for field in balance.actual]
            if address in (side[0], side[0].rpartition(".")[0]):
                return side[1]
        return None

    def _mentions(self) -> Iterator[tuple[str, Mention]]:
        for row, balance in self._balances:
            for word in balance.spoken:
                yield word, row
        shapes: dict[type[Part], None] = {}
        for section, part in self._tables.items():
            for word, row in self._rows(part, section):
                shapes[row.shape] = None
                yield word, row
        for shape in shapes:
            yield from _columns(shape)

    def _rows(self, part: type[Part], address: str) -> Iterator[tuple[str, Row]]:
        for field in part.model_fields:
            below = part_of(part, field)
            if below:
                here = f"{address}.{field}"
                label = label_of(part, field)
                for word in spoken_words(label):
                    yield word, self._row(here, label)
                yield from self._rows(below, here)

    def _row(self, address: str, label: Label) -> Row:
        shape = self._shape(address)
        return Row(address, shape, (), _time_of(label), self.default_row(shape) is not None)

    def _part_at(self, address: str) -> type[Part]:
        section, *fields = address.split(".")
        part = self._tables[section]
        for field in fields:
            below = part_of(part, field)
            if below is None:
                return part
            part = below
        return part

    def _shape(self, address: str) -> type[Part]:
        part = self._part_at(address)
        below = part_of(part, next(iter(part.model_fields)))
        while below:
            part, below = below, part_of(below, next(iter(below.model_fields)))
        return part

    def _cells(self, address: str, fields: tuple[str, ...]) -> tuple[str, ...]:
        """The cells that a row speaks of, by columns or as a total; none where it has neither."""
        part = self._part_at(address)
        if part is self._shape(address):
            if fields:
                return tuple(f"{address}.{field}" for field in fields)
            total = _total_of(part)
            return (f"{address}.{total}",) if total else ()
        total = _total_of(part)
        below = [total] if total else [*part.model_fields]
        found = [self.cells(f"{address}.{field}", fields) for field in below]
        return tuple(cell for cells in found for cell in cells) if all(found) else ()

    def _readings(self, subject: Subject) -> tuple[Reading, ...]:
        """Every sound way to understand it, the plainest first."""
        alternatives = [[side for row in choice for side in _sides(row)] for choice in subject.rows]
        unfinished = _unfinished_of(subject.shape)
        found: dict[Reading, None] = {}
        for chosen in product(*alternatives):
            addresses = [address for side in chosen for address in side]
            plus = [self.cells(address, subject.fields) for address in addresses]
            if not all(plus):
                continue
            whole = tuple(cell for cells in plus for cell in cells)
            minus = [self.cells(address, (unfinished,)) for address in addresses] if unfinished else []
            if not subject.settled:
                found[Reading(whole)] = None
            if unfinished and not subject.fields:
                found[Reading(whole, tuple(cell for cells in minus for cell in cells))] = None
                settled = _settled_of(subject.shape)
                results = [self.cells(address, settled) for address in addresses]
                found[Reading(tuple(cell for cells in results for cell in cells))] = None
        return tuple(found)

    def pending_of(self, row: Row) -> tuple[str, ...]:
        """The cells of a row that hold what is not settled yet; none where its shape does not tell it."""
        unfinished = _unfinished_of(row.shape)
        return self.cells(row.address, (unfinished,)) if unfinished else ()

    def others_than(self, subject: Subject) -> tuple[Reading, ...]:
        """What is left of the nearest whole beside a subject; none where it has no whole."""
        found: dict[Reading, None] = {}
        for choice in subject.rows:
            for row in choice:
                for mine in self.readings(subject._replace(rows=((row,),))):
                    for whole in self.wholes_of(subject._replace(rows=((row._replace(side=()),),)))[:1]:
                        found[Reading(whole.plus, mine.plus)] = None
        return tuple(found)

    def _wholes_of(self, subject: Subject) -> tuple[Reading, ...]:
        """What a subject can be a share of: the total of its row, of the parts that hold it, a side of the balance."""
        found: dict[Reading, None] = {}
        for choice in subject.rows:
            for row in choice:
                names = row.address.split(".")
                holders = [row.address] if subject.fields else []
                holders += [".".join(names[:length]) for length in range(len(names) - 1, 1, -1)]
                for holder in holders:
                    cells = self.cells(holder, ())
                    if cells:
                        found[Reading(cells)] = None
        for row, _ in self._balances:
            if row.shape is subject.shape:
                for side in _sides(row):
                    found[Reading(tuple(cell for address in side for cell in self.cells(address, ())))] = None
        return tuple(found)

    def _unit_of(self, address: str) -> str:
        """The unit of a cell; empty for a number of pieces."""
        *names, field = address.split(".")
        return label_of(self._part_at(".".join(names)), field).unit

    def _is_outcome(self, address: str) -> bool:
        """Whether a row is one of the parts that a side of a balance is made of."""
        return any(self.left_over(address[:place]) for place in range(len(address)) if address[place] == ".")

    def default_row(self, shape: type[Part]) -> Row | None:
        """The row that a column speaks of when none is named."""
        return next((row for row, _ in self._balances if row.shape is shape), None)

    def row_of(self, address: str) -> Row:
        """A row by its address."""
        return Row(address, self._shape(address))


@cache
def speech(edition: str) -> Speech:
    """What running text can speak of in an edition."""
    return Speech(edition)


def _columns(shape: type[Part]) -> Iterator[tuple[str, Mention]]:
    """The columns of a shape, alone and under their heads, and what is settled of it."""
    labels = {field: label_of(shape, field) for field in shape.model_fields}
    for field, label in labels.items():
        for word in spoken_words(label):
            yield word, Column(shape, (field,))
        together = tuple(other for other in labels if labels[other].group == label.group)
        for word in _words_of_group(label):
            yield word, Column(shape, together)
        for fact in shape.model_fields[field].metadata:
            for word in fact.finished if isinstance(fact, TotalOf) else ():
                yield word, Settled(shape)


def _sides(row: Row) -> list[tuple[str, ...]]:
    return [(row.address,), row.side] if row.side else [(row.address,)]


def _total_of(part: type[Part]) -> str:
    """The field that is the total of a part, or the only one that a number of the whole can mean."""
    for field, info in part.model_fields.items():
        if any(isinstance(fact, TotalOf) for fact in info.metadata):
            return field
    single = [field for field in part.model_fields if label_of(part, field).spoken is not None]
    return single[0] if len(single) == 1 else ""


@cache
def _unfinished_of(shape: type[Part]) -> str:
    facts = (fact for info in shape.model_fields.values() for fact in info.metadata)
    return next((fact.unfinished for fact in facts if isinstance(fact, TotalOf)), "")


@cache
def _settled_of(shape: type[Part]) -> tuple[str, ...]:
    """The fields of what is settled: those that are neither the total nor what is not settled yet."""
    return tuple(field for field in shape.model_fields if field not in (_total_of(shape), _unfinished_of(shape)))


_NUMBERING: Final = re.compile(r"^(?:（.）|[0-9][.．]|[一二三四五六]、)")


def plain(label: str) -> str:
    """A label as running text would write it: without its number, without what it explains in brackets."""
    return _NUMBERING.sub("", label).partition("（")[0]


def spoken_words(label: Label) -> Iterator[str]:
    """The words by which running text speaks of a field."""
    if label.spoken is not None:
        for word in (label.official, *label.also, *label.spoken):
            yield plain(word)


def _words_of_group(label: Label) -> Iterator[str]:
    """A head over several columns, and its variants with another “or”."""
    first, _, rest = label.group.partition("或")
    if rest:
        yield first
        for conjunction in ("或", "和", "及", "与", "或者", "、"):
            yield f"{first}{conjunction}{rest}"


def _time_of(label: Label) -> int:
    if any(word in label.official for word in BEFORE):
        return -1
    return 1 if any(word in label.official for word in AFTER) else 0
