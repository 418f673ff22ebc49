"""Variants drawn by Hypothesis."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ...editions import FORMS
from ...report import PublishedReport
from .recipe import DEFORMATIONS, LAYOUTS, Recipe, Variant


def variants(
    *,
    edition: str | None = None,
    format: str | None = None,  # noqa: A002  (its plain name)
    layout: str | None = None,
    deformations: Sequence[str] | None = None,
    of: SearchStrategy[PublishedReport] | None = None,
) -> SearchStrategy[Variant]:
    """Reports as they might be published, with what a sound reader makes of them.

    Parameters
    ----------
    edition
        Name of an edition, or of a mixture of two; any by default.
    format, layout
        A key of `LAYOUTS`, and one of the layouts behind it; any by default.
    deformations
        Names of `DEFORMATIONS`, all of which are done to the page as far as they are met in the format; by default up
        to five.
    of
        The reports to print, of that edition; by default plain ones.

    Returns
    -------
    SearchStrategy[Variant]
        Shrinks to a page without deformation.

    Raises
    ------
    ValueError
        If there is no such format, layout or deformation.
    """
    formats = [format] if format else [*LAYOUTS]
    places = [(name, each) for name in formats for each in LAYOUTS.get(name, ()) if layout in (None, each)]
    asked = (
        (format, [*LAYOUTS]),
        (layout, [each for name in formats for each in LAYOUTS.get(name, ())]),
        *((name, [*DEFORMATIONS]) for name in deformations or ()),
    )
    for name, known in asked:
        if name is not None and name not in known:
            raise ValueError(f"{name} is unknown; these are known: {', '.join(known)}")
    recipes = _recipes(edition, places, deformations)
    return st.builds(Recipe.variant, recipes, st.none() if of is None else of)


@st.composite
def _recipes(
    draw: DrawFn, edition: str | None, places: Sequence[tuple[str, str]], deformations: Sequence[str] | None
) -> Recipe:
    name, layout = draw(st.sampled_from(places))
    fitting = [known for known, deformation in DEFORMATIONS.items() if name in deformation.formats]
    chosen = deformations
    if chosen is None:
        chosen = draw(st.lists(st.sampled_from(fitting), unique=True, max_size=5))
    done = tuple(known for known in fitting if known in chosen)
    return Recipe(draw(st.integers(0, 2**32)), edition or draw(st.sampled_from([*FORMS])), name, layout, done)
