"""Hypothesis strategies for reports; needs the extra `testing`.

In short:

    from hypothesis import given
    from gov_disclosure_schema.testing import reports

    @given(reports())
    def test_my_importer(report): ...

    from gov_disclosure_schema.testing import variants

    @given(variants(format="html"))
    def test_my_reader(variant): ...  # variant.data as published, variant.values as printed
"""

from __future__ import annotations

from .printed.recipe import DEFORMATIONS, LAYOUTS, Recipe, Variant
from .printed.strategy import variants
from .printed.verdict import Verdict, verdict
from .reports import broken, published_reports, reports
from .values import amounts, counts, credit_codes, organs, paragraphs

__all__ = [
    "DEFORMATIONS",
    "LAYOUTS",
    "Recipe",
    "Variant",
    "Verdict",
    "amounts",
    "broken",
    "counts",
    "credit_codes",
    "organs",
    "paragraphs",
    "published_reports",
    "reports",
    "variants",
    "verdict",
]
