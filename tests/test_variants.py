"""The variants that `gov_disclosure_schema.testing` prints, and how they are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import gov_disclosure_schema as gds
from gov_disclosure_schema.document import from_html
from gov_disclosure_schema.document.layout import grid_of, layouts
from gov_disclosure_schema.document.vocabulary import meaning_of
from gov_disclosure_schema.editions import EDITIONS, FORMS, LATEST
from gov_disclosure_schema.printed_numbers import BLANK_MARKS, visible
from gov_disclosure_schema.reading import FORMATS
from gov_disclosure_schema.report import cell_values
from gov_disclosure_schema.testing import DEFORMATIONS, LAYOUTS, Recipe, documents, reports, verdict
from gov_disclosure_schema.testing.printed.page import page_of, spread

READ = [name for name in LAYOUTS if name in FORMATS]
WORST = [
    line
    for line in (Path(__file__).parent / "worst_variants.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PLACES = [(name, layout) for name, known in LAYOUTS.items() for layout in known]
SOUND = [place for place in PLACES if place[0] in READ]


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
            [Recipe(seed, form, format_, layout, done).variant().data for seed in range(4) for form in EDITIONS]
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
        ({"format": "pdf"}, "FILE-FORMAT: unknown format pdf; known: text, html, docx, xlsx."),
        ({"edition": "1999"}, f"EDITION-UNKNOWN: unknown edition 1999; known: {', '.join(FORMS)}."),
        (
            {"format": "docx", "layout": "tabs"},
            "NAME-UNKNOWN: unknown layout tabs; known: spans, empty_cells.",
        ),
        (
            {"deformations": ["burnt"]},
            f"NAME-UNKNOWN: unknown deformation burnt; known: {', '.join(DEFORMATIONS)}.",
        ),
        (
            {"format": "xlsx", "deformations": ["widths", "gb18030"]},
            "NAME-UNKNOWN: unknown deformation gb18030; known: "
            f"{', '.join(name for name, done in DEFORMATIONS.items() if 'xlsx' in done.formats)}.",
        ),
        (
            {"layout": "tabs", "deformations": ["numbers_as_text"]},
            "NAME-UNKNOWN: unknown deformation numbers_as_text; known: "
            f"{', '.join(name for name, done in DEFORMATIONS.items() if 'text' in done.formats)}.",
        ),
    ],
)
def test_what_is_not_there_to_draw(asked, message):
    with pytest.raises(gds.UsageError) as caught:
        documents(**asked)
    assert str(caught.value) == message


@given(documents(deformations=("gb18030", "nested_spans")))
def test_deformations_are_done_in_a_format_that_they_are_all_met_in(variant):
    assert variant.format == "html"
    assert variant.recipe.deformations == ("gb18030", "nested_spans")


@given(documents(format="text", layout="tabs", deformations=("notes",), of=reports(max_paragraphs=1)))
def test_the_variant_that_was_asked_for(variant):
    assert variant.recipe[2:] == ("text", "tabs", ("notes",))
    assert variant.told


class TestReading:
    """Whatever is done to a page: no number in a wrong cell, none lost in silence; what it shows for certain is read."""

    @given(st.sampled_from(READ).flatmap(lambda name: documents(format=name)))
    def test_no_number_in_a_wrong_cell_and_none_lost_in_silence(self, variant):
        found = verdict(variant, gds.read(variant.data, variant.format))
        assert (found.wrong, found.silent) == ((), ()), str(variant.recipe)

    @pytest.mark.parametrize("place", SOUND, ids="/".join)
    @pytest.mark.parametrize("form", FORMS)
    def test_a_page_as_the_layout_has_it_is_read_whole(self, place, form):
        variant = Recipe(2, form, *place).variant()
        reading = gds.read(variant.data, variant.format)
        assert cell_values(reading.report) == variant.values
        assert {field: getattr(reading.report, field) for field in variant.texts} == variant.texts
        assert (reading.report.edition, reading.complete) == (form, True)

    @pytest.mark.parametrize("name", DEFORMATIONS)
    def test_one_deformation_alone_loses_nothing_that_the_page_shows(self, name):
        """In every layout of every format that it is met in."""
        for number, (format_, layout) in enumerate(SOUND):
            if format_ in DEFORMATIONS[name].formats:
                variant = Recipe(number, LATEST.name, format_, layout, (name,)).variant()
                found = verdict(variant, gds.read(variant.data, variant.format))
                assert (found.wrong, found.silent, found.left, found.texts) == ((), (), (), ()), str(variant.recipe)

    @pytest.mark.parametrize("line", WORST)
    def test_what_once_went_wrong(self, line):
        """The recipes of variants that an earlier recognizer misread."""
        variant = Recipe.of(line).variant()
        found = verdict(variant, gds.read(variant.data, variant.format))
        assert (found.wrong, found.silent, found.texts) == ((), (), ())


ONCE = [name for name in DEFORMATIONS if name not in ("matrix_twice", "another_matrix")]


@given(documents(format="html", deformations=None), st.data())
def test_every_number_of_a_table_of_the_form_is_read_or_in_a_finding(variant, data):
    """Counted cell by cell: a number in a row of such a table is one that was read, or its row is in a finding."""
    chosen = data.draw(st.lists(st.sampled_from(ONCE), unique=True, max_size=4))
    recipe = variant.recipe._replace(deformations=tuple(name for name in ONCE if name in chosen))
    page = recipe.variant().data
    reading = gds.read(page, "html")
    read = {place.position for place in reading.places.values()}
    told = {(finding.position.table, finding.position.row) for finding in reading.findings if finding.position}
    strays = {finding.position.table for finding in reading.findings if finding.rule == "TABLE-UNKNOWN"}
    form = {position.table for position in read} - strays
    for row in from_html.source_of(page).document:
        for cell in row.cells if row.table in form else ():
            if meaning_of(cell.text).value and visible(cell.text) not in BLANK_MARKS and cell.position not in read:
                assert (cell.position.table, cell.position.row) in told, (str(recipe), cell)
