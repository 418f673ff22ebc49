"""Hypothesis strategies for reports; needs the extra `testing`.

In short:

    from hypothesis import given
    from gov_disclosure_schema.testing import reports

    @given(reports())
    def test_my_importer(report): ...

    from gov_disclosure_schema.testing import documents

    @given(documents(format="html"))
    def test_my_reader(document): ...  # document.data as published, document.values as printed
"""

from __future__ import annotations

from ..errors import UsageError
from ..findings import Finding

try:
    import hypothesis as _hypothesis  # noqa: F401  # pyright: ignore[reportUnusedImport]  (to see that it is there)
except ImportError:
    raise UsageError(Finding("EXTRA-MISSING", facts={"extra": "testing", "package": "hypothesis"})) from None

from .printed.recipe import DEFORMATIONS, LAYOUTS, Recipe, Variant
from .printed.strategy import documents
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
    "documents",
    "organs",
    "paragraphs",
    "published_reports",
    "reports",
    "verdict",
]
