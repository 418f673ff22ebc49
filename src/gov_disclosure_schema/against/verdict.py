"""What both languages' enforcers share: the judgement, the fields as published, the identities as published."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from ..catalogue import Words
from ..contract import Field, contract_of, fields_of
from ..findings import Finding, Findings, Number, Position, Tally
from ..json_source import Path
from ..schemas import schema


class Judgement(NamedTuple):
    """What the artefacts say of a document.

    Attributes
    ----------
    format
        `"json"` or `"xml"`.
    edition
        The edition that the document names.
    organ, year
        What stands there as such; None where there is nothing of the kind.
    findings
        In the order of the source, with the tally of the identities.
    """

    format: str
    edition: str
    organ: str | None
    year: int | None
    findings: Findings

    @property
    def complete(self) -> bool:
        """Nothing is wrong: the artefacts ask for every field and every cell."""
        return not self.findings.errors


class Cells(NamedTuple):
    """The fields of an edition, by address, as a published schema has them; labels for people."""

    fields: Mapping[str, Field]

    def words(self, address: str) -> Words:
        """A cell without its section's heading."""
        field = self.fields[address]
        return Words(" › ".join(field.labels[1:]), " › ".join(field.meanings[1:]))


@cache
def published_fields(kind: str, edition: str) -> Cells:
    """The fields of an edition as its published schema of a kind has them."""
    return Cells({field.address: field for field in fields_of(contract_of(schema(kind, edition)))})


@cache
def identities_of(edition: str) -> Sequence[Mapping[str, Any]]:
    """The published identities of an edition."""
    catalogue: Mapping[str, Any] = json.loads(schema("rules", edition))
    rules: Sequence[Mapping[str, Any]] = catalogue["rules"]
    return rules


def address_of(pointer: str) -> str:
    """A JSON Pointer as an address."""
    return pointer[1:].replace("/", ".")


class Sums(NamedTuple):
    """Both sides of an identity."""

    actual: Number
    expected: Number


def sums_of(rule: Mapping[str, Any], value: Callable[[str], Number | None]) -> Sums | None:
    """Both sums; None where a cell is no number."""
    sides = [[value(address_of(pointer)) for pointer in rule[side]] for side in ("actual", "expected")]
    if any(number is None for side in sides for number in side):
        return None
    actual, expected = (sum(number for number in side if number is not None) for side in sides)
    return Sums(actual, expected)


def broken(rule: Mapping[str, Any], sums: Sums, cells: Cells, position: Position) -> Finding:
    """A broken identity as a finding."""
    at = address_of(rule["at"])
    involved = dict.fromkeys(map(address_of, (rule["at"], *rule["actual"], *rule["expected"])))
    return Finding(
        rule["id"],
        (at,),
        tuple(involved),
        sums.actual,
        sums.expected,
        sums.actual - sums.expected,
        position,
        {"total": cells.words(at)},
        "zero_total" if len(rule["actual"]) == 1 and sums.actual == 0 else "",
        rule["source"],
    )


class Count:
    """The tally of the identities."""

    def __init__(self) -> None:
        self._ran: Counter[tuple[str, str]] = Counter()
        self._rules: dict[str, None] = {}

    def add(self, rule: str, outcome: str) -> None:
        """Count one identity: passed, failed or not_assessable."""
        self._rules[rule] = None
        self._ran[rule, outcome] += 1

    @property
    def tally(self) -> dict[str, Tally]:
        """By rule."""
        return {rule: Tally(*(self._ran[rule, outcome] for outcome in Tally._fields)) for rule in self._rules}


def finding(
    rule: str, path: Path, position: Position, facts: Mapping[str, Any] | None = None, variant: str = ""
) -> Finding:
    """A finding at a location of a document."""
    address = ".".join(map(str, path))
    at = (address,) if address else ()
    return Finding(rule, at, at, position=position, facts=facts or {}, variant=variant)


def without_consequences(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings without those that only follow from another of the same value: what is empty fits no pattern."""
    every = [*findings]
    empty = {known.at for known in every if known.rule in _EMPTY}
    yield from (known for known in every if known.rule in _EMPTY or known.at not in empty)


_EMPTY: Final = ("TEXT-EMPTY", "SHAPE-BLANK")
