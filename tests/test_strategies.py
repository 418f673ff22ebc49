"""The published strategies: what they draw is spread over all that may be, and shrinks to little; by type too."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, seed, settings, strategies as st

import gov_disclosure_schema as gds
from gov_disclosure_schema.editions import EDITIONS, FORMS, LATEST
from gov_disclosure_schema.money import Money
from gov_disclosure_schema.report import (
    cell_values,
    identities,
    narratives,
    published_type,
    report_type,
    texts_of,
)
from gov_disclosure_schema.scalars import COUNT_MAX, LINE_MAX
from gov_disclosure_schema.testing import broken, published_reports, reports
from gov_disclosure_schema.testing.reports import PARAGRAPHS_MAX
from gov_disclosure_schema.testing.values import AWKWARD

DRAWS = 200
RUNS = 4
"""Each begins anew: within a run Hypothesis varies what it has drawn, and looks at the constants of what is loaded."""
NARRATIVE = narratives()
CODECS = {name: getattr(gds.codecs, name) for name in ("json", "xml", "text", "html", "docx", "xlsx")}


def drawn(strategy: st.SearchStrategy[Any], number: int = DRAWS) -> list[Any]:
    """So many examples, in runs with seeds of their own."""
    found: list[Any] = []
    for run in range(RUNS):

        @seed(run)
        @settings(max_examples=max(number // RUNS, 1), database=None, phases=[Phase.generate], deadline=None)
        @given(strategy)
        def draw(example: Any) -> None:
            found.append(example)

        draw()
    return found


def counts_of(report: gds.PublishedReport) -> list[int]:
    return [value for value in cell_values(report).values() if isinstance(value, int)]


@pytest.mark.parametrize("edition", EDITIONS)
def test_reports_are_spread(edition):
    """Among 200 reports, all that a program should meet occurs: nothing rare has to be waited for."""
    found = drawn(reports(edition=edition))
    counts = [counts_of(report) for report in found]
    filled = [sum(map(bool, values)) / len(values) for values in counts]
    assert min(filled) == 0
    assert sum(0 < part < 0.1 for part in filled) > DRAWS / 10, "sparse"
    assert sum(part > 0.9 for part in filled) > DRAWS / 20, "dense"
    largest = [max(values) for values in counts]
    assert {0, COUNT_MAX} <= set(largest)
    for low, high in ((1, 100), (100, 10**4), (10**4, 10**8), (10**8, COUNT_MAX)):
        assert sum(low <= value < high for value in largest) >= 5, (low, high)
    numbers = [len(getattr(report, section)) for report in found for section in NARRATIVE]
    assert {0, 1, 2, 3} <= set(numbers)
    assert max(numbers) > PARAGRAPHS_MAX * 0.9
    lengths = {len(text) for report in found for text in texts_of(report).values()}
    assert {1, 100, 1000, LINE_MAX} <= {length + 1 if length == LINE_MAX - 1 else length for length in lengths}
    said = "".join(text for report in found for text in texts_of(report).values())
    assert [character for character in AWKWARD if character not in said] == []
    for field in ("unified_social_credit_code", "administrative_division_code", "publication_date", "source_url"):
        assert {getattr(report, field) is None for report in found} == {True, False}, field


@pytest.mark.parametrize("form", FORMS)
def test_published_reports_are_spread(form):
    """Among 200: cells blank, many and few; identities that hold, are broken, cannot be assessed; organ or year unknown."""
    found = drawn(published_reports(edition=form, max_paragraphs=2))
    blank = [list(cell_values(report).values()).count(None) for report in found]
    assert 0 in blank
    assert sum(0 < number < 10 for number in blank) > DRAWS / 10
    assert max(blank) > len(gds.cells(form)) / 3
    checked = [gds.check(report).total for report in found]
    assert min(tally.failed for tally in checked) == 0
    assert max(tally.failed for tally in checked) > 3
    assert max(tally.not_assessable for tally in checked) > 20
    assert {report.title is None for report in found} == {True, False}


@given(data=st.data(), form=st.sampled_from([*FORMS]))
def test_as_many_identities_are_broken_as_asked_for(data, form):
    times = data.draw(st.integers(0, len(identities(form))))
    report = data.draw(published_reports(edition=form, max_paragraphs=1, broken_identities=times))
    tally = gds.check(report).total
    assert (tally.failed, tally.not_assessable) == (times, 0)


def test_of_any_edition():
    assert {report.edition for report in drawn(reports(edition=None), 60)} == {*EDITIONS}
    assert {report.edition for report in drawn(published_reports(edition=None), 60)} == {*FORMS}
    assert {report.edition for report in drawn(broken("T4-SUM", edition=None), 60)} == {*EDITIONS}
    most = max(len(identities(form)) for form in FORMS)
    only = {form for form in FORMS if len(identities(form)) == most}
    assert {report.edition for report in drawn(published_reports(edition=None, broken_identities=most), 20)} == only


def test_what_cannot_be_drawn_is_told():
    with pytest.raises(gds.UsageError) as refused:
        reports(edition="1999")
    assert refused.value.message("en") == "EDITION-UNKNOWN: unknown edition 1999; known: 2019, 2021."
    with pytest.raises(gds.UsageError, match=r"unknown edition 2021\+2019"):
        reports(edition="2021+2019")
    with pytest.raises(ValueError, match=r"^43 identities cannot be broken; edition 2021 has 42$"):
        published_reports(broken_identities=43)
    with pytest.raises(ValueError, match=r"^43 identities cannot be broken; edition 2021 has 42$"):
        published_reports(edition=None, broken_identities=43)
    with pytest.raises(ValueError, match=r"^-1 identities cannot be broken; edition 2021 has 42$"):
        published_reports(broken_identities=-1)
    with pytest.raises(
        ValueError, match=r"^P-FEES has no identities; these have: T3-ROW, T3-OUTCOME, T3-BALANCE, T4-SUM$"
    ):
        broken("P-FEES")


PLANTED = [
    ("2021", "requests.outcomes.withheld.state_secret.research_institution"),
    ("2019", "remedies.litigation.direct.pending"),
]
HOW = settings(max_examples=2000, derandomize=True, database=None, suppress_health_check=[*HealthCheck], deadline=None)


def smallest(strategy: st.SearchStrategy[Any], fails: Callable[[Any], bool]) -> Any:
    return find(strategy, fails, settings=HOW)


def through(report: gds.PublishedReport, name: str) -> dict[str, Any]:
    """The cells of a report as a reader of the format gets them."""
    codec = CODECS[name]
    return cell_values(codec.decode(codec.encode(report), gds.PublishedReport))


MINIMAL = """
from hypothesis import HealthCheck, find, settings
from gov_disclosure_schema.editions import LATEST
from gov_disclosure_schema.report import cell_values, narratives
from gov_disclosure_schema.testing import published_reports, reports

how = settings(max_examples=2000, derandomize=True, database=None, suppress_health_check=[*HealthCheck], deadline=None)
for strategy in (reports(edition=None, max_paragraphs=1), published_reports(edition=None, max_paragraphs=1)):
    plain = find(strategy, lambda _: True, settings=how)
    assert plain.edition == LATEST.name
    assert {*cell_values(plain).values()} == {0}, plain
    assert not any(getattr(plain, section) for section in narratives())
    assert plain.publication_date is plain.source_url is plain.unified_social_credit_code is None
"""


class TestShrinking:
    """A bug that one cell triggers is shown by a report in which nothing else is there to be seen."""

    @pytest.mark.parametrize(("edition", "cell"), PLANTED)
    def test_a_planted_bug_shrinks_to_one_cell(self, edition, cell):
        """The program under test fails when that cell is 7 or more; so it does in whatever format it is told."""
        titled = published_reports(edition=edition, max_paragraphs=1).filter(lambda report: report.title is not None)
        found = smallest(titled, lambda report: (cell_values(report)[cell] or 0) >= 7)
        assert {each for each, value in cell_values(found).items() if value not in (0, Money(Decimal(0)))} == {cell}
        assert [through(found, name)[cell] for name in CODECS] == [7] * len(CODECS)
        assert [getattr(found, field) for field in NARRATIVE] == [(), (), ()]

    def test_in_a_valid_report_to_that_cell_and_the_totals_that_follow_from_it(self):
        cell = "requests.outcomes.withheld.state_secret.research_institution"
        found = cell_values(smallest(reports(max_paragraphs=1), lambda report: cell_values(report)[cell] >= 7))
        # Its row, the row of the total of outcomes, and one row of the balance, each with its own total.
        assert found[cell] == 7
        assert sorted(value for value in found.values() if isinstance(value, int))[-7:] == [0, *[7] * 6]

    def test_the_minimal_report_is_zeros_without_narrative_of_the_latest_edition(self):
        """In a process of its own: Hypothesis tries what constants it sees, and what a test run has loaded is many."""
        subprocess.run([sys.executable, "-c", MINIMAL], check=True)

    def test_a_broken_identity_shrinks_to_a_single_1(self):
        found = smallest(broken("T3-ROW", edition=None), lambda _: True)
        assert sorted(cell_values(found).values())[-2:] == [0, 1]

    def test_a_text_shrinks_to_the_character_that_matters(self):
        found = smallest(reports(max_paragraphs=1), lambda report: "|" in "".join(report.overview))
        assert found.overview == ("|",)
        assert found.other_matters == ()


BY_TYPE = """
import sys
from hypothesis import HealthCheck, given, settings, strategies as st
assert not any(name.partition(".")[0] in ("pydantic", "pydantic_core", "lxml") for name in sys.modules)
ours = sorted(name for name in sys.modules if name.startswith("gov_disclosure_schema"))
assert ours == ["gov_disclosure_schema", "gov_disclosure_schema.announced", "gov_disclosure_schema.hypothesis_plugin"], ours
import gov_disclosure_schema as gds

def imported(report: gds.AnnualReport) -> dict:
    return report.model_dump()

# The first report loads what draws it, which a machine that is busy with other tests may take a second for.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.builds(imported, report=...))
def test(fields):
    assert gds.AnnualReport.model_validate(fields).model_dump() == fields

test()
"""


class TestByType:
    """A project that depends on us, and has Hypothesis, draws our reports by their type; it imports nothing for it."""

    def test_in_a_project_that_never_imports_our_strategies(self):
        """Nor does Hypothesis, when it starts, load more of us than what waits for a model to be made."""
        subprocess.run([sys.executable, "-c", BY_TYPE], check=True, env={"PATH": ""})

    def test_models_made_before_hypothesis_are_registered_too(self):
        program = """
import gov_disclosure_schema as gds
gds.AnnualReport
from hypothesis import find, settings, strategies as st
print(find(st.from_type(gds.AnnualReport), lambda report: True, settings=settings(database=None)).edition)
"""
        ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
        assert ran.stdout == f"{LATEST.name}\n"

    @given(report=...)
    def test_annual_reports_of_any_edition(self, report: gds.AnnualReport):
        assert gds.AnnualReport.model_validate_json(report.model_dump_json()) == report

    @given(report=st.from_type(gds.PublishedReport))
    def test_published_reports_of_any_form(self, report):
        assert report.edition in FORMS

    @given(several=st.from_type(tuple[gds.AnnualReport, gds.PublishedReport | None]))
    def test_within_other_types(self, several):
        assert several[0].verified() == several[0]

    @pytest.mark.parametrize("form", FORMS)
    def test_the_class_of_each_form(self, form):
        assert {report.edition for report in drawn(st.from_type(published_type(form)), 5)} == {form}
        if form in EDITIONS:
            assert {type(report) for report in drawn(st.from_type(report_type(form)), 5)} == {report_type(form)}
        else:
            with pytest.raises(gds.UsageError, match="unknown edition"):
                drawn(st.from_type(report_type(form)), 1)

    def test_no_strategy_for_what_is_more_than_a_report(self):
        """Reports are not drawn where any model would do."""
        from pydantic import BaseModel

        from gov_disclosure_schema.hypothesis_plugin import _strategy_for

        assert _strategy_for(BaseModel) is NotImplemented

    def test_a_model_of_others_is_theirs(self):
        class Noted(gds.AnnualReport, frozen=True):
            """A report with a note."""

        assert "_documents" not in repr(st.from_type(Noted))
