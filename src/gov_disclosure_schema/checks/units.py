"""Whether an amount states its unit where the form prints none (``docs/adr/0008-an-amount-with-its-unit.md``)."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..catalogue import Words
from ..findings import NOTHING, Finding, Findings
from ..report import cells
from ..walk import Cell
from .material import Material


def check(material: Material) -> Findings:
    """One finding for each amount that is not 0 and states no unit: kept as printed, but nobody can tell how much."""
    found = []
    for cell in _stated_amounts(material.report.edition):
        amount = material.values[cell.address]
        if amount is not None and _unit_matters(amount):
            facts: dict[str, str | int | Words] = {"cell": cell.words, "printed": str(amount)}
            found.append(Finding("UNIT-MISSING", (cell.address,), (cell.address,), facts=facts))
    return Findings(found) if found else NOTHING


@cache
def _stated_amounts(edition: str) -> tuple[Cell, ...]:
    return tuple(cell for cell in cells(edition) if cell.kind == "stated_amount")


def _unit_matters(amount: Any) -> bool:
    return amount.yuan is None
