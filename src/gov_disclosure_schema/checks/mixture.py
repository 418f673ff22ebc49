"""Whether a report is of one edition of the form, or mixes two (``docs/adr/0007-mixed-forms.md``)."""

from __future__ import annotations

from collections.abc import Iterator

from ..editions import FORMS
from ..findings import NOTHING, Finding, Findings
from .material import Material


def check(material: Material) -> Findings:
    """One finding for a report whose tables are of two editions, which the strict door refuses for the same reason."""
    form = material.report.edition
    return Findings(mixture(form)) if FORMS[form].mixed else NOTHING


def mixture(form: str) -> Iterator[Finding]:
    """The same for a report of a form."""
    if FORMS[form].mixed:
        two, others = FORMS[form].pure
        yield Finding("FORM-MIXED", ("edition",), ("edition",), facts={"two": two, "others": others})
