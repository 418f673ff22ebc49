"""The laws of the round trips over the first seeds; `nox -s laws_long` goes on from here."""

from __future__ import annotations

import pytest
from laws_of_seeds import LAWS, tried

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import json
from gov_disclosure_schema.editions import EDITIONS, FORMS
from gov_disclosure_schema.report import cell_values
from gov_disclosure_schema.testing.seeded import broken_of, published_of, report_of


def test_the_first_seeds():
    counts, broke = tried(range(200))
    assert broke == []
    assert set(counts) == {law.__name__ for law in LAWS}


def test_a_law_that_is_broken_is_seen(monkeypatch):
    monkeypatch.setattr(json, "encode", lambda _: b"{}")
    _, broke = tried(range(1))
    assert [line.split(":")[0] for line in broke[:2]] == ["a_report_comes_back 0", "a_published_report_comes_back 0"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_seed_is_always_the_same_report_and_another_seed_is_another(edition):
    assert report_of(7, edition) == report_of(7, edition)
    assert len({json.encode(report_of(seed, edition)) for seed in range(50)}) == 50


@pytest.mark.parametrize("form", FORMS)
def test_published_reports_leave_cells_blank_in_every_form(form):
    blanks = [list(cell_values(published_of(seed, form)).values()).count(None) for seed in range(50)]
    assert 0 in blanks
    assert max(blanks) > 3


def test_one_wrong_cell_is_named():
    report, at = broken_of(3)
    assert any(at in finding.cells for finding in gds.check(report) if finding.severity == "error")
