"""Cells that alone would explain several broken identities: with one other number in it, all of them would hold.

A wrong cell breaks its row, its column, a balance. Each is a finding; that they have one cause is said beside them. It
is only said: which number is right, the records tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..arithmetic import Identity, Outcome, assess
from ..findings import Number
from ..report import identities


class Cause(NamedTuple):
    """A cell that alone would explain several broken identities.

    Attributes
    ----------
    address
        The cell.
    due
        The number with which all of them would hold.
    identities
        Those that it would explain, at least two: every one that needs the cell.
    """

    address: str
    due: Number
    identities: tuple[Identity, ...]


def causes(edition: str, values: Mapping[str, Number | None]) -> Iterator[Cause]:
    """Every such cell, in the order of the identities.

    Parameters
    ----------
    edition
        Name of the edition.
    values
        Address → number, None for a blank cell; every cell of the edition.
    """
    needed_by: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in (assess(identity, values) for identity in identities(edition)):
        for address in outcome.identity.cells:
            needed_by[address].append(outcome)
    for address, outcomes in needed_by.items():
        corrections = {_correction(address, outcome) for outcome in outcomes}
        value = values[address]
        if len(outcomes) > 1 and len(corrections) == 1 and value is not None:
            (correction,) = corrections
            if correction and value + correction >= 0:
                yield Cause(address, value + correction, tuple(outcome.identity for outcome in outcomes))


def _correction(address: str, outcome: Outcome) -> Number:
    """What must be added to a cell for an identity to hold; 0 where it holds, or cannot be assessed."""
    return -outcome.difference if address in outcome.identity.actual else outcome.difference
