"""What a case of the suite is, and what those who derive cases share."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from ..arithmetic import Identity
from ..editions import EDITIONS, Edition
from ..report import cells, header_fields, identities, report_type
from ..scalars import COUNT_MAX, Kind
from ..schemas.parts import fields_of
from .documents import FORMATS, Edits, edited
from .enforcers import CLASSES


class Expected(NamedTuple):
    """A finding that the reference makes: rule and address, which is empty where the rule stands at none."""

    rule: str
    at: str


class Case(NamedTuple):
    """A document of the suite.

    Attributes
    ----------
    file
        Its path in the suite.
    format
        A name of `FORMATS`.
    fault
        What is wrong with it, or, in a valid one, what it shows.
    at
        The address that the document is about; empty for the whole.
    expected
        What the reference finds; nothing in a valid document.
    refused_by
        The classes of enforcers that must refuse it; none must refuse a valid one.
    content
        The document.
    """

    file: str
    format: str
    fault: str
    at: str
    expected: tuple[Expected, ...]
    refused_by: tuple[str, ...]
    content: bytes

    @property
    def valid(self) -> bool:
        """Whether every enforcer must accept it."""
        return not self.expected


class Finds(NamedTuple):
    """What is found in a document: by the reference, and by which classes of enforcers."""

    expected: tuple[Expected, ...] = ()
    seen: frozenset[str] = frozenset()


def finds(rule: str, at: str, *seen: str) -> Finds:
    """One finding, which the model makes and others see."""
    return Finds((Expected(rule, at),), frozenset({"model", *seen}))


class Deriver:
    """What derives the cases of one edition.

    Parameters
    ----------
    edition
        Name of the edition.
    """

    def __init__(self, edition: str) -> None:
        self._edition: Edition = EDITIONS[edition]
        self._name = edition

    def _case(self, format_: str, fault: str, at: str, content: str | bytes, found: Finds = Finds()) -> Case:  # noqa: B008
        folder = f"invalid/{found.expected[0].rule}" if found.expected else "valid"
        name = f"{fault}.{at}" if at else fault
        return Case(
            f"{format_}/{folder}/{name}.{FORMATS[format_]}",
            format_,
            fault,
            at,
            found.expected,
            tuple(kind for kind in CLASSES if kind in found.seen and format_ in CLASSES[kind].formats),
            content if isinstance(content, bytes) else content.encode(),
        )

    def _edited(self, format_: str, edits: Edits) -> str:
        return edited(self._name, format_, edits)

    def _base(self, format_: str) -> str:
        return self._edited(format_, {})

    def _first(self, kind: Kind) -> list[str]:
        """The first cell of a kind, if the form has one."""
        return [cell.address for cell in cells(self._name) if cell.kind == kind][:1]

    def _largest(self, balance: Identity) -> dict[str, int]:
        column = balance.at.rpartition(".")[2]
        total = next(one for one in identities(self._name) if one.at in balance.actual and len(one.actual) == 1)
        term = total.expected[0]
        at_bound = [*balance.expected, *balance.actual, term]
        values = dict.fromkeys(at_bound, COUNT_MAX)
        # Their rows' totals follow.
        return values | {f"{address.removesuffix(column)}total": COUNT_MAX for address in at_bound}

    def _header_values(self) -> dict[str, Any]:
        model = report_type(self._name)
        found = {}
        for field in fields_of(model):
            if field.name in header_fields() and field.scalar:
                example = {**json.loads(self._base("json")), field.name: field.scalar.example}
                found[field.name] = getattr(model.model_validate_json(json.dumps(example)), field.name)
        return found
