"""Documents as they are published, drawn by Hypothesis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ...catalogue import Words
from ...editions import FORMS
from ...errors import UsageError
from ...findings import Finding
from ...report import PublishedReport
from .recipe import DEFORMATIONS, LAYOUTS, Recipe, Variant

_LAYOUT: Final = Words("版面", "layout")
_DEFORMATION: Final = Words("变形", "deformation")
_MOST: Final = 5


def documents(
    format: str | None = None,  # noqa: A002  (its plain name)
    layout: str | None = None,
    deformations: Sequence[str] | None = None,
    edition: str | None = None,
    *,
    of: SearchStrategy[PublishedReport] | None = None,
) -> SearchStrategy[Variant]:
    """Documents as they might be published, with what a sound reader makes of them.

    Parameters
    ----------
    format, layout
        A key of `LAYOUTS`, and one of the layouts behind it; any by default.
    deformations
        Names of `DEFORMATIONS`, all of which are done to the page, in a format that they are met in; by default up to
        five that are met in the format.
    edition
        Name of an edition, or of a mixture of two; any by default.
    of
        The reports to print, of that edition; by default plain ones.

    Returns
    -------
    SearchStrategy[Variant]
        Shrinks to a page without deformation.

    Raises
    ------
    UsageError
        If there is no such format, layout, edition or deformation, or not in that format.
    """
    formats = [format] if format else [*LAYOUTS]
    _refuse_unknown("FILE-FORMAT", format, LAYOUTS)
    _refuse_unknown("EDITION-UNKNOWN", edition, FORMS)
    _refuse_unknown("NAME-UNKNOWN", layout, [each for name in formats for each in LAYOUTS[name]], _LAYOUT)
    for done in deformations or ():
        _refuse_unknown("NAME-UNKNOWN", done, _fitting(formats), _DEFORMATION)
    places = [
        (name, each)
        for name in formats
        for each in LAYOUTS[name]
        if layout in (None, each) and set(deformations or ()) <= set(_fitting([name]))
    ]
    if not places:  # no format has all of them
        names = [name for name in formats if layout in (None, *LAYOUTS[name])]
        known = [done for done in DEFORMATIONS if all(done in _fitting([name]) for name in names)]
        unknown = next(done for done in deformations or () if done not in known)
        _refuse_unknown("NAME-UNKNOWN", unknown, known, _DEFORMATION)
    recipes = _recipes(edition, places, deformations)
    return st.builds(Recipe.variant, recipes, st.none() if of is None else of)


def _fitting(formats: Sequence[str]) -> list[str]:
    """The deformations that are met in one of some formats."""
    return [name for name, deformation in DEFORMATIONS.items() if not deformation.formats.isdisjoint(formats)]


def _refuse_unknown(rule: str, asked: str | None, known: Iterable[str], kind: Words | None = None) -> None:
    if asked is not None and asked not in known:
        facts: dict[str, str | int | Words] = {"printed": asked, "known": ", ".join(known)}
        raise UsageError(Finding(rule, facts=facts | ({"kind": kind} if kind else {})))


@st.composite
def _recipes(
    draw: DrawFn, edition: str | None, places: Sequence[tuple[str, str]], deformations: Sequence[str] | None
) -> Recipe:
    name, layout = draw(st.sampled_from(places))
    fitting = _fitting([name])
    chosen = deformations
    if chosen is None:
        chosen = draw(st.lists(st.sampled_from(fitting), unique=True, max_size=_MOST))
    done = tuple(known for known in fitting if known in chosen)
    return Recipe(draw(st.integers(0, 2**32)), edition or draw(st.sampled_from([*FORMS])), name, layout, done)
