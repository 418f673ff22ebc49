"""Tables that print the form to the letter are taken as wholes: with what the recognizer makes of them row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple
from random import Random
from typing import Any

import pytest
from test_published_text import REPORT
from test_web_pages import page_of

import gov_disclosure_schema as gds
from gov_disclosure_schema.document import from_docx, from_html, recognize
from gov_disclosure_schema.document.blocks import Document, Row, Source
from gov_disclosure_schema.document.known_tables import with_known_tables
from gov_disclosure_schema.document.layout import layouts
from gov_disclosure_schema.document.table_of_texts import TableOfTexts
from gov_disclosure_schema.document.whole_tables import whole_tables
from gov_disclosure_schema.editions import EDITIONS, FORMS
from gov_disclosure_schema.testing import Recipe

SOURCES: dict[str, Callable[[bytes], Source]] = {"html": from_html.source_of, "docx": from_docx.source_of}
AROUND = [
    "navigation_before",
    "navigation_after",
    "metadata_table",
    "contents",
    "preface",
    "title_spelling",
    "section_numbers",
    "heading_wordings",
    "heading_lost",
    "footnotes",
    "nothing_to_report",
    "control_characters",
    "nested_spans",
]
INSIDE = [
    "stray_tables",
    "footnote_row",
    "row_lost",
    "misprint",
    "blanks",
    "notes",
    "cut_number",
    "matrix_twice",
    "three_grids",
]


def ways(document: Document, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the recognizer says with and without the quick way: everything, in order, or its error."""
    found = []
    for way in (with_known_tables, lambda _: None):
        monkeypatch.setattr(recognize, "with_known_tables", way)
        try:
            one = recognize.recognize(document)
        except gds.DecodeError as error:
            found.append(str(error))
        else:
            found.append((one.report, one.findings, dict(one.places), dict(one.texts), one.preface))
    return found


def drawn(seed: int, among: list[str]) -> Document:
    random = Random(seed)  # noqa: S311  (no secret)
    format_ = random.choice([*SOURCES])
    done = tuple(name for name in among if random.random() < 0.2)
    recipe = Recipe(seed, random.choice([*FORMS]), format_, "spans", done)
    return SOURCES[format_](recipe.variant().data).document


@pytest.mark.parametrize("seed", range(60))
def test_what_stands_around_them_makes_no_difference(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    quick, slow = ways(drawn(seed, AROUND), monkeypatch)
    assert quick == slow


@pytest.mark.parametrize("seed", range(60))
def test_tables_that_differ_from_the_form_are_read_row_by_row(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    quick, slow = ways(drawn(seed, AROUND + INSIDE), monkeypatch)
    assert quick == slow


def test_the_quick_way_is_taken() -> None:
    taken = [seed for seed in range(60) if with_known_tables(drawn(seed, AROUND))]
    assert len(taken) > 10


@pytest.mark.parametrize("form", EDITIONS)
def test_no_row_of_such_a_table_is_made(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(Recipe(1, form, "html", "spans").report())
    document = from_html.source_of(page.encode()).document
    whole = whole_tables(document)
    assert whole is not None
    made: list[int] = []
    rows_of = TableOfTexts.rows

    def rows(table: TableOfTexts) -> Iterator[Row]:
        made.append(table.table)
        return rows_of(table)

    monkeypatch.setattr(TableOfTexts, "rows", rows)
    assert recognize.recognize(document).report.edition == form
    assert made
    assert {table.number for table in whole.values()}.isdisjoint(made)


FRAMES = {
    "a report between navigation": lambda page: page,
    "a note below a table": lambda page: page.replace("</table>", "</table><p>注：含上年结转数</p>", 3),
    "a unit above a table": lambda page: page.replace("<table>", "<p>单位：件</p><table>"),
    "a word of the form above a table": lambda page: page.replace("<table>", "<p>行政许可</p><table>"),
    "a row of the form as a paragraph": lambda page: page.replace("</h1>", "</h1><p>规章</p><p>3</p>"),
    "a table in a section of text": lambda page: page.replace("<p><strong>三、", "<p><strong>五、存在", 1),
    "the tables twice": lambda page: page.replace("</div><div>主办", page[page.index("<h1>") : page.index("</div><div>主办")] + "</div><div>主办"),
    "another number in a cell": lambda page: page.replace("<td colspan=1 rowspan=1>0</td>", "<td>007</td>", 1),
    "a number over two lines": lambda page: page.replace("<td colspan=1 rowspan=1>0</td>", "<td>0<br>0</td>", 1),
    "a blank cell": lambda page: page.replace("<td colspan=1 rowspan=1>0</td>", "<td></td>", 1),
    "no headings": lambda page: page.replace("<strong>", "<del>").replace("</strong>", "</del>"),
}  # fmt: skip


@pytest.mark.parametrize("form", EDITIONS)
@pytest.mark.parametrize("space", [" ", "\u3000", "<br>", "&nbsp;", "</p><p>"])
def test_white_space_within_labels_makes_no_difference(form: str, space: str, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(f"{form} {space}")  # noqa: S311  (no secret)
    page = page_of(Recipe(1, form, "html", "spans").report())
    labels = {box.text for rows in layouts(form).values() for row in rows for box in row if box.text}
    for label in random.sample(sorted(labels), 20):
        at = random.randrange(len(label) + 1)
        page = page.replace(f">{label}<", f"><p>{label[:at]}{space}{label[at:]}</p><")
    document = from_html.source_of(page.encode()).document
    assert with_known_tables(document) is not None
    quick, slow = ways(document, monkeypatch)
    assert quick == slow


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_a_page_is_read_alike_both_ways(frame: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    page = frame(page_of(REPORT))
    quick, slow = ways(from_html.source_of(page.encode()).document, monkeypatch)
    assert quick == slow
    if not isinstance(quick, str):
        assert [astuple(finding) for finding in quick[1]] == [astuple(finding) for finding in slow[1]]
