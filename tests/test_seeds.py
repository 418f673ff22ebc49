"""The laws of the round trips over the first seeds; `nox -s laws_long` goes on from here."""

from __future__ import annotations

import json as standard_json
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

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


TOOL = Path(__file__).parents[1] / "tools" / "laws_long.py"


def runs_in(record: Path) -> list[dict[str, object]]:
    return standard_json.loads(record.read_text(encoding="utf-8"))["runs"]


class TestLongRun:
    """A long run ends when it is told, and the next goes on where it ended: no seed is left out, none tried twice."""

    def test_it_goes_on_where_it_ended(self, tmp_path):
        record = tmp_path / "laws.json"
        command = [sys.executable, TOOL, "--documents", "30", "--jobs", "2", "--part", "2", "--record", record]
        for _ in range(2):
            subprocess.run(command, check=True, capture_output=True)
        first, second = runs_in(record)
        assert first["seeds"][0] == 0
        assert second["seeds"][0] == first["seeds"][1] + 1
        for run in (first, second):
            begin, end = run["seeds"]
            assert run["documents"]["a_report_comes_back"] == 3 * (end - begin + 1)
            assert run["broke"] == []

    @pytest.mark.skipif(sys.platform == "win32", reason="signals of a POSIX system")
    def test_it_ends_when_it_is_told_and_keeps_what_is_done(self, tmp_path):
        record = tmp_path / "laws.json"
        command = [sys.executable, TOOL, "--jobs", "1", "--part", "2", "--record", record]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            begun = process.stdout.readline()
            process.send_signal(signal.SIGTERM)
            said, wrong = process.communicate(timeout=60)
        assert (process.returncode, wrong) == (0, "")
        assert begun == "from seed 0 on\n"
        assert said.startswith("seeds 0 to ")
        (run,) = runs_in(record)
        assert run["documents"]["a_report_comes_back"] == 3 * (run["seeds"][1] + 1)

    def test_parts_count_in_order(self, monkeypatch):
        monkeypatch.syspath_prepend(str(TOOL.parent))
        from laws_long import Run

        run = Run(0, 0)
        parts = [range(start, end) for start, end in pairwise((0, 2, 4, 6))]
        run.add(parts[2], {"law": 3}, ["third"])
        assert (run.end, run.documents, run.broke) == (0, {}, [])
        run.add(parts[0], {"law": 1}, [])
        run.add(parts[1], {"law": 2}, ["second"])
        assert (run.end, run.documents, run.broke) == (6, {"law": 6}, ["second", "third"])
