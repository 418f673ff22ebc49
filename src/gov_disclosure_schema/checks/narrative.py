"""The narrative against the cells: what the text says of them and no sound reading makes true."""

from __future__ import annotations

from collections.abc import Mapping

from ..findings import Findings, Number
from ..narrative.compare import Comparison
from ..narrative.read import narrative_of
from ..report import cell_values
from .material import Material
from .organs import same_organ


def check(material: Material) -> Findings:
    """Every claim of the narrative.

    Returns
    -------
    Findings
        One warning for each claim that the cells do not bear out; nothing is counted.
    """
    comparison = Comparison(material.report.edition, material.values, _last_year(material))
    return Findings(comparison.findings(narrative_of(material.report)))


def _last_year(material: Material) -> Mapping[str, Number | None] | None:
    """The cells of last year's report, if it is of the same organ and of the year before."""
    this, last = material.report, material.previous
    if last is None or this.year is None or last.year != this.year - 1 or not same_organ(this, last):
        return None
    return cell_values(last)
