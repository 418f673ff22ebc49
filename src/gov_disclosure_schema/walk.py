"""The one walk over the form: from a part's class to its cells, each with address, labels, clause, unit and kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .part import Label, Part
from .scalars import Kind, Scalar

if TYPE_CHECKING:
    from .catalogue import Words


class Cell(NamedTuple):
    """A cell of the form.

    Attributes
    ----------
    address
        The path of field names from the report's root, joined by dots.
    labels
        The official labels from the section down to the cell.
    meanings
        The same in English.
    clause
        The item of Article 20 that the cell reports on; empty outside section 二.
    unit
        The unit that the form prints; empty for a number of pieces.
    kind
        `"count"` (whole number), `"amount"` (exact decimal), `"change"` (whole number with a sign) or
        `"stated_amount"` (exact decimal with the unit that the cell states).
    """

    address: str
    labels: tuple[str, ...]
    meanings: tuple[str, ...]
    clause: str
    unit: str
    kind: Kind

    @property
    def pointer(self) -> str:
        """The address as a JSON Pointer (RFC 6901)."""
        return "/" + self.address.replace(".", "/")

    @property
    def words(self) -> Words:
        """The cell named for a reader, without the section's heading."""
        from .catalogue import Words  # noqa: PLC0415  (words are on use only)

        return Words(" › ".join(self.labels[1:]), " › ".join(self.meanings[1:]))


def label_of(part: type[Part], field: str) -> Label:
    """What the form says of one field of a part."""
    return next(fact for fact in part.model_fields[field].metadata if isinstance(fact, Label))


def part_of(part: type[Part], field: str) -> type[Part] | None:
    """The part that a field holds; None where it holds a value."""
    held = held_by(part, field)
    return held if isinstance(held, type) and issubclass(held, Part) else None


def held_by(part: type[Part], field: str) -> Any:
    """What a field is annotated with; for a type parameter, what it stands for by default."""
    held: Any = part.model_fields[field].annotation
    return getattr(held, "__default__", held)


@cache
def addresses_of(part: type[Part]) -> tuple[str, ...]:
    """The addresses of a part's cells alone, counted from it, in the order of the form."""
    found: list[str] = []
    for field in part.model_fields:
        below = part_of(part, field)
        found += [f"{field}.{address}" for address in addresses_of(below)] if below else [field]
    return tuple(found)


@cache
def cells_of(part: type[Part]) -> tuple[Cell, ...]:
    """The cells of a part, addresses and labels counted from it, in the order of the form."""
    return tuple(_walk(part))


def cells_below(part: type[Part], field: str) -> Iterator[Cell]:
    """The cells of one field of a part that is a part itself; none where the field holds a value."""
    below = part_of(part, field)
    label = label_of(part, field)
    for cell in cells_of(below) if below else ():
        yield Cell(
            f"{field}.{cell.address}",
            (*heads(label), *cell.labels),
            (label.meaning, *cell.meanings),
            label.clause or cell.clause,
            label.unit or cell.unit,
            cell.kind,
        )


def heads(label: Label) -> tuple[str, ...]:
    """The official label, under the head of its group where it has one."""
    return (label.group, label.official) if label.group else (label.official,)


def _walk(part: type[Part]) -> Iterator[Cell]:
    for field in part.model_fields:
        if part_of(part, field):
            yield from cells_below(part, field)
        else:
            label = label_of(part, field)
            yield Cell(field, heads(label), (label.meaning,), label.clause, label.unit, _kind_of(part, field))


def _kind_of(part: type[Part], field: str) -> Kind:
    facts = (*getattr(held_by(part, field), "__metadata__", ()), *part.model_fields[field].metadata)
    return next(fact.kind for fact in facts if isinstance(fact, Scalar) and fact.kind)


def values_of(part: Part) -> list[Any]:
    """The values of a part's cells, in the order of `cells_of` its class."""
    kind = type(part)
    if kind in _met:
        return _all_at_once(kind)(part)
    _met.add(kind)  # the first report does not pay for the function that pays with the second
    values: list[Any] = []
    _collect(part, values)
    return values


_met: Final[set[type[Part]]] = set()
"""The parts whose values were collected before."""


@cache
def _all_at_once(part: type[Part]) -> Callable[[Any], list[Any]]:
    """What `_collect` does, as one function without calls; only names of our own fields enter its source."""
    lines, values = ["def values(p):", "    p = p.__dict__"], list[str]()

    def walk(below: type[Part], name: str) -> None:
        for field in below.model_fields:
            inner = part_of(below, field)
            if inner:
                lines.append(f"    {name}_{field} = {name}[{field!r}].__dict__")
                walk(inner, f"{name}_{field}")
            else:
                values.append(f"{name}[{field!r}]")

    walk(part, "p")
    lines.append(f"    return [{', '.join(values)}]")
    namespace: dict[str, Any] = {}
    exec("\n".join(lines), namespace)  # noqa: S102  (see above)
    function: Callable[[Any], list[Any]] = namespace["values"]
    return function


def _collect(part: Part, values: list[Any]) -> None:
    take, parts = _reader(type(part))
    found = take(vars(part))
    if not parts:
        values += found
        return
    for below in found:
        _collect(below, values)


@cache
def _reader(part: type[Part]) -> tuple[Callable[[Any], tuple[Any, ...]], bool]:
    """What takes the fields of a part from its dictionary, as a tuple; and whether they are parts."""
    fields = [*part.model_fields]
    parts = part_of(part, fields[0]) is not None
    if len(fields) > 1:
        return itemgetter(*fields), parts
    return lambda found: (found[fields[0]],), parts
