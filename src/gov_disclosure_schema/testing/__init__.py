"""Hypothesis strategies for reports; needs the extra `testing`.

In short:

    from hypothesis import given
    from gov_disclosure_schema.testing import reports

    @given(reports())
    def test_my_importer(report): ...
"""

from __future__ import annotations

from .reports import amounts, broken, counts, credit_codes, organs, paragraphs, published_reports, reports

__all__ = ["amounts", "broken", "counts", "credit_codes", "organs", "paragraphs", "published_reports", "reports"]
