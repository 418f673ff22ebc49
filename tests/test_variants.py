"""The variants that `gov_disclosure_schema.testing` prints, and how they are read."""

from __future__ import annotations

import pytest
from hypothesis import given

from gov_disclosure_schema.document.layout import grid_of, layouts
from gov_disclosure_schema.editions import EDITIONS, LATEST
from gov_disclosure_schema.report import cell_values
from gov_disclosure_schema.testing import DEFORMATIONS, LAYOUTS, Recipe, reports, variants
from gov_disclosure_schema.testing.printed.page import page_of, spread

PLACES = [(name, layout) for name, known in LAYOUTS.items() for layout in known]


class TestRecipes:
    """A recipe is a line of text; whoever follows it gets the same bytes."""

    @pytest.mark.parametrize("seed", range(30))
    def test_written_down_and_followed_again(self, seed):
        recipe = Recipe.drawn(seed)
        assert Recipe.of(str(recipe)) == recipe
        assert recipe.variant() == recipe.variant()

    @pytest.mark.parametrize("place", PLACES, ids="/".join)
    def test_every_layout_prints_every_number(self, place):
        """The page holds each cell's number as often as the report does."""
        variant = Recipe(1, LATEST.name, *place).variant()
        assert variant.values == cell_values(Recipe(1, LATEST.name, *place).report())
        assert not variant.lost
        assert not variant.told

    @pytest.mark.parametrize("name", DEFORMATIONS)
    def test_every_deformation_has_its_entry_and_changes_something(self, name):
        deformation = DEFORMATIONS[name]
        assert deformation.entry
        format_ = min(deformation.formats)
        layout = {"page_numbers": "aligned"}.get(name, LAYOUTS[format_][0])
        plain, deformed = (
            [Recipe(seed, LATEST.name, format_, layout, done).variant().data for seed in range(4)]
            for done in ((), (name,))
        )
        assert plain != deformed

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_spans_are_spread_as_the_layout_has_them(self, edition):
        page = page_of(Recipe(1, edition, "html", "spans").report())
        for table in page.tables():
            grid = [[box and (box.text, box.rows, box.columns) for box in row] for row in spread(table.rows)]
            due = [[box and box[2:] for box in row] for row in grid_of(layouts(edition)[table.section])]
            assert [[box and box[1:] for box in row] for row in grid] == due


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"format": "pdf"}, "pdf is unknown; these are known: text, html, docx, xlsx"),
        ({"format": "docx", "layout": "tabs"}, "tabs is unknown; these are known: spans, empty_cells"),
    ],
)
def test_what_is_not_there_to_draw(asked, message):
    with pytest.raises(ValueError, match=message):
        variants(**asked)


@given(variants(format="text", layout="tabs", deformations=("notes",), of=reports(max_paragraphs=1)))
def test_the_variant_that_was_asked_for(variant):
    assert variant.recipe[2:] == ("text", "tabs", ("notes",))
    assert variant.told
