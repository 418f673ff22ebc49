"""Reports, valid by construction or broken on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..catalogue import IDENTITY_RULES
from ..editions import EDITIONS, FORMS, LATEST
from ..errors import UsageError
from ..findings import Finding
from ..report import (
    AnnualReport,
    PublishedReport,
    header_fields,
    identities,
    narratives as narrative_sections,
    report_type,
)
from ..scalars import YEAR_MAX, YEAR_MIN
from .tables import broken_often, nested, one_wrong, spoiled, valid
from .values import URLS, credit_codes, narratives, organs

__all__ = ["broken", "published_reports", "reports"]

PARAGRAPHS_MAX: Final = 200
"""Most paragraphs of a narrative section, where nothing else is asked for."""


def reports(*, edition: str | None = LATEST.name, max_paragraphs: int = PARAGRAPHS_MAX) -> SearchStrategy[AnnualReport]:
    """Reports that are valid by construction: parts are drawn, totals computed.

    Parameters
    ----------
    edition
        Name of the edition; None for any.
    max_paragraphs
        Most paragraphs of a narrative section, at least 1.

    Returns
    -------
    SearchStrategy[AnnualReport]
        Sparse and dense tables, totals up to the bound of a count, empty and long narrative, optional fields of the
        header stated or not. Shrinks to a report of zeros without narrative, of the latest edition.

    Raises
    ------
    UsageError
        If there is no such edition; the mixture of two is none, `published_reports` draws such.
    """
    if edition is None:
        return st.one_of([reports(edition=each, max_paragraphs=max_paragraphs) for each in _latest_first(EDITIONS)])
    model = report_type(edition)
    if FORMS[edition].mixed:
        raise UsageError(Finding("EDITION-UNKNOWN", facts={"printed": edition, "known": ", ".join(EDITIONS)}))
    return _documents(edition, valid(edition), max_paragraphs).map(model.model_validate)


def published_reports(
    *,
    edition: str | None = LATEST.name,
    max_paragraphs: int = PARAGRAPHS_MAX,
    broken_identities: int | None = None,
) -> SearchStrategy[PublishedReport]:
    """Reports of the right shape, right or wrong: cells blank, sums broken, organ or year unknown.

    Parameters
    ----------
    edition
        Name of the edition, or of a mixture of two; None for any.
    max_paragraphs
        Most paragraphs of a narrative section, at least 1.
    broken_identities
        How many identities of the form do not hold, 0 to all; no cell is blank then. By default as it comes.

    Returns
    -------
    SearchStrategy[PublishedReport]
        Shrinks to a report of zeros without narrative, of the latest edition; to as few wrong numbers as will do where
        identities are to be broken.

    Raises
    ------
    ValueError
        If the form has not so many identities.
    UsageError
        If there is no such edition.
    """
    if edition is None:
        forms = [form for form in _latest_first(FORMS) if len(identities(form)) >= (broken_identities or 0)]
        how: dict[str, Any] = {"max_paragraphs": max_paragraphs, "broken_identities": broken_identities}
        return st.one_of([published_reports(edition=form, **how) for form in forms or [LATEST.name]])
    values: SearchStrategy[Sequence[Any]] = spoiled(edition)
    if broken_identities is not None:
        known = len(identities(edition))
        if not 0 <= broken_identities <= known:
            raise ValueError(f"{broken_identities} identities cannot be broken; edition {edition} has {known}")
        values = broken_often(edition, broken_identities)
    report_type(edition)
    return _documents(edition, values, max_paragraphs, title_unknown=True).map(PublishedReport.model_validate)


def broken(rule: str, *, edition: str | None = LATEST.name) -> SearchStrategy[PublishedReport]:
    """Reports with one wrong cell, which breaks exactly one identity of a rule.

    Rows and columns of the matrix add up to the same grand total, so none of its identities can be broken alone. The
    wrong cell is one that breaks as few others as can be:

    - ``T4-SUM``: none;
    - ``T3-OUTCOME`` and ``T3-BALANCE``: the ``T3-ROW`` of the wrong cell's row;
    - ``T3-ROW``: the ``T3-OUTCOME`` or the ``T3-BALANCE`` of the wrong cell's column, and both where the row is the
      total of outcomes.

    Parameters
    ----------
    rule
        Id of a rule that has identities.
    edition
        Name of the edition, or of a mixture of two; None for any edition.

    Returns
    -------
    SearchStrategy[PublishedReport]
        Every cell is filled. Shrinks to a report of zeros with a single 1.

    Raises
    ------
    ValueError
        If the rule has no identities.
    UsageError
        If there is no such edition.
    """
    if rule not in IDENTITY_RULES:
        raise ValueError(f"{rule} has no identities; these have: {', '.join(IDENTITY_RULES)}")
    if edition is None:
        return st.one_of([broken(rule, edition=each) for each in _latest_first(EDITIONS)])
    report_type(edition)
    return _documents(edition, one_wrong(edition, rule), 2).map(PublishedReport.model_validate)


def _latest_first(names: Iterable[str]) -> list[str]:
    """So that what is drawn shrinks to the latest edition."""
    return sorted(names, key=lambda name: name != LATEST.name)


_OPTIONAL: Final[Mapping[str, SearchStrategy[Any]]] = {
    "unified_social_credit_code": credit_codes(),
    "administrative_division_code": st.text("0123456789", min_size=6, max_size=6),
    "publication_date": st.dates(),
    "source_url": URLS,
}
_YEARS: Final = st.one_of(st.integers(LATEST.first_year, LATEST.first_year + 10), st.integers(YEAR_MIN, YEAR_MAX))


@st.composite
def _documents(
    draw: DrawFn,
    edition: str,
    values: SearchStrategy[Sequence[Any]],
    max_paragraphs: int,
    *,
    title_unknown: bool = False,
) -> dict[str, Any]:
    """What the fields of a report hold."""
    unknown = st.none() if title_unknown else st.nothing()
    narrative = narrative_sections()
    texts = draw(st.tuples(*[narratives(max_paragraphs)] * len(narrative)))
    optional = draw(st.fixed_dictionaries({}, optional={field: _OPTIONAL[field] for field in header_fields()}))
    return {
        "edition": edition,
        "schema_id": FORMS[edition].schema_id,
        "organ": draw(organs() | unknown),
        "year": draw(_YEARS | unknown),
        **optional,
        **dict(zip(narrative, texts, strict=True)),
        **nested(edition, draw(values)),
    }
