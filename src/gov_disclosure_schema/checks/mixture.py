"""Whether a report is of one edition of the form, or mixes two (``docs/adr/0007-mixed-forms.md``)."""

from __future__ import annotations

from ..editions import FORMS
from ..findings import Finding, Findings
from .material import Material


def check(material: Material) -> Findings:
    """One finding for a report whose tables are of two editions, which the strict door refuses for the same reason."""
    form = FORMS[material.report.edition]
    if not form.mixed:
        return Findings((), {})
    two, others = form.pure
    return Findings([Finding("FORM-MIXED", ("edition",), ("edition",), facts={"two": two, "others": others})], {})
