"""What came of reading a variant: every cell right, left and told, or one of the two faults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ...catalogue import IDENTITY_RULES
from ...reading import Reading
from ...report import cell_values, tables
from .recipe import Variant

_OF_ARITHMETIC = {*IDENTITY_RULES, "NOT-ASSESSABLE"}


class Verdict(NamedTuple):
    """The cells of a variant, each counted once.

    Attributes
    ----------
    right
        Read as printed, a blank as a blank and told, a note told.
    lost
        Not read, told, and not on the page with certainty either.
    left
        On the page, not read, and told.
    wrong
        Read as another number than is printed: the one unforgivable fault.
    silent
        Not read, or to be told, and named in no finding.
    texts
        Fields of the header and of the narrative that were read otherwise than printed.
    """

    right: tuple[str, ...]
    lost: tuple[str, ...]
    left: tuple[str, ...]
    wrong: tuple[str, ...]
    silent: tuple[str, ...]
    texts: tuple[str, ...]


def verdict(variant: Variant, reading: Reading) -> Verdict:
    """What came of reading a variant."""
    read = cell_values(reading.report)
    told = [finding for finding in reading.findings if finding.rule not in _OF_ARITHMETIC]
    named = {cell for finding in told for cell in finding.cells}
    # Where a table was not found, its rows are those of a form that the reader had to suppose.
    missing = {section for finding in told for section in finding.at if section in tables()}
    named |= {address for address in variant.values if address.partition(".")[0] in missing}
    # So are those of a row that is not there, or not in the form supposed, which has several in its place, or one.
    rows = {row for cell in named for row in _above(cell)}
    elsewhere = variant.lost | (variant.values.keys() - read.keys())
    named |= {address for address in elsewhere if address.rpartition(".")[0] in rows}
    missed = {cell.rpartition(".")[0] for cell in named}
    named |= {address for address in elsewhere - read.keys() if not missed.isdisjoint(_above(address))}
    found: Mapping[str, list[str]] = {field: [] for field in Verdict._fields}
    for address, value in variant.values.items():
        found[_of_cell(variant, address, read.get(address), value, told=address in named)].append(address)
    found["wrong"].extend(
        address for address, value in read.items() if address not in variant.values and value is not None
    )
    for field, printed in variant.texts.items():
        if getattr(reading.report, field) != printed:
            found["texts"].append(field)
    return Verdict(*(tuple(found[field]) for field in Verdict._fields))


def _above(address: str) -> list[str]:
    steps = address.split(".")
    return [".".join(steps[:n]) for n in range(3, len(steps))]


def _of_cell(variant: Variant, address: str, read: object, printed: object, *, told: bool) -> str:
    if read is not None and read != printed:
        return "wrong"
    if not told and (read is None or address in variant.told):
        return "silent"
    if read == printed:
        return "right"
    return "lost" if address in variant.lost else "left"
