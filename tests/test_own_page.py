"""A page that we wrote is read by place, and says what it says to those who read any page; a changed one is no such page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import html
from gov_disclosure_schema.document import own_page
from gov_disclosure_schema.editions import EDITIONS, FORMS
from gov_disclosure_schema.testing import Recipe, published_reports, reports

of_any_form = (
    st.sampled_from([*FORMS])
    .flatmap(lambda form: st.one_of(published_reports(edition=form, max_paragraphs=3), reports(max_paragraphs=3)))
    .filter(lambda report: report.title is not None)
)


def by_itself(data: bytes) -> gds.Reading:
    """What is read of a page as of any other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(own_page, "literal_of", lambda _: None)
        return gds.read(data)


@settings(max_examples=max(settings().max_examples // 4, 5))
@given(report=of_any_form)
def test_it_says_what_it_says_to_those_who_read_any_page(report: gds.PublishedReport) -> None:
    data = html.encode(report)
    own, other = gds.read(data), by_itself(data)
    assert own.report == other.report
    assert own.report.model_dump() == report.model_dump()
    assert own.findings == other.findings
    assert own.findings.tally == other.findings.tally
    assert dict(own.places) == dict(other.places)
    assert dict(own.texts) == dict(other.texts)
    assert own.complete == other.complete


def test_it_is_read_by_place(report: gds.AnnualReport) -> None:
    for one in (report, *(Recipe(1, edition, "html", "spans").report() for edition in EDITIONS)):
        assert own_page.literal_of(html.encode(one)) is not None
        assert html.decode(html.encode(one), type(one)) == one


def test_a_report_that_leaves_something_unsaid_is_not(report: gds.AnnualReport) -> None:
    silent = gds.PublishedReport.model_validate(report.model_dump() | {"other_matters": ()})
    blank = report.model_dump()
    blank["requests"]["received"]["total"] = None
    for one in (silent, gds.PublishedReport.model_validate(blank)):
        assert own_page.literal_of(html.encode(one)) is None


CHANGES = {
    "a space": ("<p>", "<p> "),
    "an element": ("<p>", "<p><b></b>"),
    "hidden": ("<p>", "<p hidden>"),
    "a style": ("</style>", "p { display: none }</style>"),
    "a comment": ("</main>", "<!-- -->\n</main>"),
    "a footer": ("</main>", "</main>\n<p>脚</p>"),
    "another heading": ("五、", "四、"),
    "another title in the head": ("<title>", "<title>新"),
    "a cell less": ('<td id="requests.received.total"', '<td id="requests.received.sum"'),
    "a label": ("信息内容", "内容"),
    "a NUL": ("<p>", "<p>\0"),
    "lines of another system": ("\n", "\r\n"),
}


@pytest.mark.parametrize(("old", "new"), CHANGES.values(), ids=CHANGES)
def test_a_changed_page_is_read_as_any_other(report: gds.AnnualReport, old: str, new: str) -> None:
    page = html.encode(report).decode()
    assert old in page
    assert own_page.report_of(page.replace(old, new, 1).encode(), gds.PublishedReport) is None


@settings(max_examples=max(settings().max_examples, 50))
@given(at=st.floats(0, 1, exclude_max=True), letters=st.text("<>&0129 /p;甲\n", max_size=3), cut=st.integers(0, 3))
def test_whatever_is_changed_the_reading_is_that_of_any_page(at: float, letters: str, cut: int) -> None:
    page = _PAGE.decode()
    begin = int(at * len(page))
    data = (page[:begin] + letters + page[begin + cut :]).encode()
    assert said(gds.read, data) == said(by_itself, data)


def said(read: Callable[[bytes], gds.Reading], data: bytes) -> list[object]:
    """Everything that a reading says; or its error."""
    try:
        one = read(data)
    except gds.DecodeError as error:
        return [str(error)]
    return [one.report, one.findings, one.findings.tally, dict(one.places), dict(one.texts), one.format]


_PAGE = html.encode(gds.read(Path(__file__).parent.parent / "examples" / "suqian-2023.json").report)
