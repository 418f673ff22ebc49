"""A corpus: every document is a row, whatever befalls it or the run; the tables hold what the documents do."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
import weakref
import zipfile
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given

import gov_disclosure_schema as gds
from gov_disclosure_schema import testing
from gov_disclosure_schema.checks.switches import Switches
from gov_disclosure_schema.cli import main
from gov_disclosure_schema.conformance.documents import base
from gov_disclosure_schema.money import Money
from gov_disclosure_schema.report import cell_values
from gov_disclosure_schema.results.result import result_of

pa = pytest.importorskip("pyarrow")

from gov_disclosure_schema.corpus import (  # noqa: E402
    CELLS,
    FINDINGS,
    ORGANS,
    REPORTS,
    Summary,
    across_years,
    check_corpus,
    compare_organ,
    documents,
    fill,
    map_cells,
    map_documents,
    map_findings,
    map_organs,
    map_reports,
    run,
    workers,
)
from gov_disclosure_schema.corpus.arrow import pq  # noqa: E402
from gov_disclosure_schema.corpus.documents import Document, chunks, documents as documents_of  # noqa: E402
from gov_disclosure_schema.corpus.fill import tables_of  # noqa: E402
from gov_disclosure_schema.corpus.tables import TABLES, plain  # noqa: E402
from gov_disclosure_schema.corpus.tabulate import checked  # noqa: E402

EXAMPLES = Path(__file__).parent.parent / "examples"
KINDS = {"reports": REPORTS, "cells": CELLS, "findings": FINDINGS}


def rows(folder: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of the tables of a folder, in the order of the parts."""
    return {
        table: [row for path in sorted((folder / table).glob("*.parquet")) for row in pq.read_table(path).to_pylist()]
        for table in KINDS
    }


def parts_of(folder: Path) -> dict[Path, int]:
    """The chunks that are done, and when."""
    return {path: path.stat().st_mtime_ns for path in (folder / "reports").glob("part-*.parquet")}


def report(organ: str, year: int, code: str | None = None, **values: int) -> bytes:
    """A report of zeros, but for some cells: `carried_over=3` stands for that row's natural persons and its total."""
    cells = {}
    for row, value in values.items():
        cells |= {f"requests.{row}.natural_person": value, f"requests.{row}.total": value}
    return gds.codecs.json.encode(base("2021", cells, organ=organ, year=year, unified_social_credit_code=code))


@pytest.fixture
def in_one_process(monkeypatch) -> None:
    """Where the workers are not the subject, threads take their place: to start a process takes seconds."""
    monkeypatch.setattr(workers, "pool_of", ThreadPoolExecutor)


@pytest.fixture
def corpus(tmp_path) -> Path:
    """Eleven documents of every kind, two folders deep."""
    folder = tmp_path / "corpus"
    (folder / "b" / "c").mkdir(parents=True)
    for name in ("planted-errors.txt", "songzhuang-2023.txt", "suqian-2023.json", "suqian-2024.txt"):
        shutil.copy(EXAMPLES / name, folder / "b" / name)
    (folder / "a-broken.json").write_bytes(b'{"schema_id": 1')
    (folder / "b" / "c" / "empty.txt").write_bytes(b"")
    (folder / "b" / "c" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "b" / "c" / "poem.txt").write_text("床前明月光\n", encoding="utf-8")
    (folder / "县-2021.json").write_bytes(report("某县", 2021, received=3, carried_forward=3))
    (folder / "县-2022.json").write_bytes(report("某县人民政府", 2022, carried_over=3, carried_forward=3))
    (folder / "县-2023.json").write_bytes(report("某县", 2023, carried_over=2, carried_forward=2))
    return folder


class TestOneDocument:
    """What the tables say of a document is what `read` says of it."""

    @given(testing.published_reports())
    def test_a_json_document_is_judged_as_read_judges_it(self, report):
        data = gds.codecs.json.encode(report)
        found, reading = checked(Document("x", data), Switches()), gds.read(data)
        assert found.report.model_dump() == reading.report.model_dump()
        assert found.complete == reading.complete
        assert found.findings.tally == reading.findings.tally

        def said(findings):
            return sorted(
                (finding.rule, finding.at, finding.message("zh"), finding.message("en")) for finding in findings
            )

        assert said(found.findings) == said(reading.findings)

    @given(testing.published_reports())
    def test_the_cells_are_those_of_the_report(self, report):
        table = tables_of([checked(Document("x", gds.codecs.json.encode(report)), Switches())])["cells"]
        for row, (address, value) in zip(table.to_pylist(), cell_values(report).items(), strict=True):
            assert row["address"] == address == ".".join(filter(None, (row["section"], row["row"], row["column"])))
            if value is None:
                assert row["value"] is None
            elif isinstance(value, Money):
                assert row["unit"] == value.unit
                assert Decimal(row["printed"] or repr(row["value"])) == value.number
            else:
                assert Decimal(repr(row["value"])) == value
                assert (row["unit"] is None) == isinstance(value, int)

    def test_what_is_printed_is_kept_where_it_is_not_the_number(self):
        document = Document("planted", (EXAMPLES / "planted-errors.txt").read_bytes())
        table = tables_of([checked(document, Switches())])["cells"].to_pylist()
        odd = [(row["address"], row["value"], row["printed"]) for row in table if row["printed"] is not None]
        assert odd == [
            ("proactive_disclosure.rules.in_force", 12.0, "12件"),
            ("requests.outcomes.not_processed.excessive.research_institution", None, "/"),
        ]

    def test_a_fault_of_the_program_costs_one_document(self, monkeypatch):
        def fails(*_, **__):
            raise ZeroDivisionError

        monkeypatch.setattr("gov_disclosure_schema.corpus.tabulate.read", fails)
        found = checked(Document("x", b"text"), Switches())
        assert found.verdict == "unreadable"
        assert [finding.message("en") for finding in found.findings] == [
            "the program failed on this document (ZeroDivisionError); it was not checked."
        ]


class TestTheTables:
    """Documented, versioned, read back equal."""

    @pytest.mark.parametrize("table", KINDS)
    def test_a_table_names_itself_and_its_version(self, table):
        assert KINDS[table].metadata == {
            b"gov-disclosure-schema.table": table.encode(),
            b"gov-disclosure-schema.version": b"1",
        }
        assert all(field.metadata[b"meaning"] for field in KINDS[table])

    @pytest.mark.parametrize("table", KINDS)
    def test_parquet_gives_back_what_was_written(self, table, tmp_path):
        found = [checked(Document(path.name, path.read_bytes()), Switches()) for path in sorted(EXAMPLES.glob("*.*"))]
        written = tables_of(found)[table]
        pq.write_table(written, tmp_path / "table.parquet", compression="zstd")
        read = pq.read_table(tmp_path / "table.parquet")
        assert read.schema.equals(KINDS[table], check_metadata=True)
        assert read.to_pylist() == written.to_pylist()

    @pytest.mark.usefixtures("in_one_process")
    def test_the_files_are_small(self, tmp_path):
        """Compressed, and with dictionaries for what repeats: 300 reports of 8 kB each take less than 300 bytes each."""
        lines = tmp_path / "all.jsonl"
        lines.write_bytes(b"".join(report(f"第{n}县", 2022, received=n, carried_forward=n) for n in range(300)))
        check_corpus(lines, tmp_path / "out", ignore="N,P", workers=1)
        paths = [path for table in KINDS for path in (tmp_path / "out" / table).glob("part-*.parquet")]
        assert sum(path.stat().st_size for path in paths) < 300 * 300
        for path in paths:
            written = pq.ParquetFile(path).metadata
            groups = [written.row_group(n) for n in range(written.num_row_groups)]
            assert {group.column(n).compression for group in groups for n in range(group.num_columns)} <= {"ZSTD"}

    def test_a_table_of_no_documents_has_the_same_columns(self):
        assert {name: table.schema for name, table in tables_of([]).items()} == KINDS

    def test_arrow_record_batches_give_the_same_rows(self):
        names = ["planted-errors.txt", "suqian-2023.json", "README.md"]
        found = [Document(name, (EXAMPLES / name).read_bytes()) for name in names]
        due = tables_of(checked(document, Switches()) for document in found)
        batches = [pa.record_batch({"path": [name], "bytes": pa.array([data], pa.binary())}) for name, data in found]
        for table, mapped in {"reports": map_reports, "cells": map_cells, "findings": map_findings}.items():
            got = pa.Table.from_batches(mapped(iter(batches)), plain(TABLES[table]))
            assert got.to_pylist() == due[table].to_pylist()


class TestTheSource:
    """A folder, a pattern, JSON Lines and an archive are cut into the same chunks each time."""

    def test_json_lines_are_documents_by_their_line(self, tmp_path, monkeypatch):
        monkeypatch.setattr(documents, "BYTES", 10)
        lines = tmp_path / "all.jsonl"
        lines.write_bytes(b'{"a": 1}\n\n{"b": "long line of more than ten"}\n{"c": 1}\r\n{"d"')
        found = [document for chunk in chunks(str(lines)) for document in documents_of(chunk)]
        assert found == [
            ("all.jsonl#1", b'{"a": 1}'),
            ("all.jsonl#3", b'{"b": "long line of more than ten"}'),
            ("all.jsonl#4", b'{"c": 1}\r'),
            ("all.jsonl#5", b'{"d"'),
        ]
        assert sum(chunk.size for chunk in chunks(str(lines))) == documents.extent(str(lines)) == lines.stat().st_size

    def test_a_line_too_long_to_be_a_report_is_told_and_the_next_one_read(self, tmp_path, monkeypatch):
        monkeypatch.setattr(documents, "SIZE_MAX", 20)
        monkeypatch.setattr(documents, "BYTES", 10)
        lines = tmp_path / "all.jsonl"
        lines.write_bytes(b"x" * 95 + b"\nshort\n")
        found = [document for chunk in chunks(str(lines)) for document in documents_of(chunk)]
        assert [name for name, _ in found] == ["all.jsonl#1", "all.jsonl#2"]
        assert [finding.rule for finding in found[0].data.findings] == ["FILE-TOO-LARGE"]
        assert found[1].data == b"short"

    def test_an_archive_is_its_members_also_where_a_name_stands_twice(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
            archive.writestr("b.txt", "b")
            archive.writestr("a/", "")
            archive.writestr("a/a.txt", "a")
            with pytest.warns(UserWarning, match="Duplicate name"):
                archive.writestr("b.txt", "other")
        found = [document for chunk in chunks(str(tmp_path / "all.zip")) for document in documents_of(chunk)]
        assert found == [("all.zip!a/a.txt", b"a"), ("all.zip!b.txt", b"b"), ("all.zip!b.txt#2", b"other")]

    def test_a_pattern_gives_files_in_order(self, corpus):
        found = [document.name for chunk in chunks(f"{corpus}/**/*.txt") for document in documents_of(chunk)]
        assert [Path(name).name for name in found] == [
            "empty.txt",
            "poem.txt",
            "planted-errors.txt",
            "songzhuang-2023.txt",
            "suqian-2024.txt",
        ]

    def test_what_is_no_file_is_told(self, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
        found = {document.name: document.data for chunk in chunks(str(tmp_path)) for document in documents_of(chunk)}
        assert {name: error.findings[0].rule for name, error in found.items()} == {
            "pipe": "FILE-UNREADABLE",
            "nowhere": "FILE-UNREADABLE",
        }


class TestTheRun:
    """Every document once, in the order of the names, however it is worked on."""

    def test_every_document_is_a_row_with_the_verdict_of_the_command(self, corpus, tmp_path, monkeypatch):
        summary = check_corpus(corpus, tmp_path / "out", workers=2)
        monkeypatch.setattr(workers, "pool_of", ThreadPoolExecutor)
        found = rows(tmp_path / "out")
        names = sorted(str(path.relative_to(corpus)) for path in corpus.rglob("*") if path.is_file())
        assert [row["document"] for row in found["reports"]] == sorted(names, key=lambda name: name.split("/"))
        assert {row["document"]: row["verdict"] for row in found["reports"]} == {
            name: result_of(str(corpus / name)).verdict for name in names
        }
        assert len(found["cells"]) == 200 * sum(row["edition"] is not None for row in found["reports"])
        across = [
            (row["document"], row["previous_document"], row["rule"], row["severity"], row["at"])
            for row in found["findings"]
            if row["previous_document"] and row["rule"] == "Y-CARRY"
        ]
        assert across == [
            ("县-2023.json", "县-2022.json", "Y-CARRY", "warning", ["requests.carried_over.natural_person"]),
            ("县-2023.json", "县-2022.json", "Y-CARRY", "error", ["requests.carried_over.total"]),
        ]
        severities = [row["severity"] for row in found["findings"]]
        assert summary == Summary(
            documents=11,
            verdicts=summary.verdicts,
            errors=severities.count("error"),
            warnings=severities.count("warning"),
            infos=severities.count("info"),
            worked_on=11,
        )
        assert summary.code == 3
        # Once more: nothing is left to do; and with one document changed, that chunk alone.
        before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "reports").iterdir()}
        assert check_corpus(corpus, tmp_path / "out", workers=1).worked_on == 0
        assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "reports").iterdir()} == before
        assert rows(tmp_path / "out") == found
        (corpus / "a-broken.json").write_bytes(report("某乡", 2023))
        assert check_corpus(corpus, tmp_path / "out", workers=1).worked_on == 11
        assert len(rows(tmp_path / "out")["cells"]) == len(found["cells"]) + 200

    def test_a_run_that_is_killed_again_and_again_ends_where_one_that_is_not_does(self, tmp_path, monkeypatch):
        lines = tmp_path / "all.jsonl"
        lines.write_bytes(b"".join(report(f"第{n // 2}县", 2022 + n % 2, received=n) for n in range(60)))
        killed, whole = tmp_path / "killed", tmp_path / "whole"
        program = textwrap.dedent(f"""
            from gov_disclosure_schema.corpus import check_corpus, documents
            if __name__ == "__main__":
                documents.BYTES = 20_000
                print(check_corpus({str(lines)!r}, {str(killed)!r}, workers=2).worked_on)
        """)
        script = tmp_path / "run.py"
        script.write_text(program, encoding="utf-8")
        kills = 0
        for _ in range(2):
            before = parts_of(killed)
            process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.DEVNULL)
            while process.poll() is None and parts_of(killed).keys() <= before.keys():
                time.sleep(0.005)
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                kills += 1
                assert not (killed / "corpus.json").exists()
            process.wait()
        assert kills
        before = parts_of(killed)
        ended = subprocess.run([sys.executable, str(script)], check=True, capture_output=True, text=True)
        monkeypatch.setattr(workers, "pool_of", ThreadPoolExecutor)
        check_corpus(lines, whole, workers=1)
        assert rows(killed) == rows(whole)
        assert not list(killed.rglob(".*"))
        # What was done before the last run was not done again.
        assert before.items() <= parts_of(killed).items()
        assert int(ended.stdout) <= 60 - len(before)

    def test_the_result_does_not_depend_on_the_order_in_which_chunks_get_done(self, tmp_path, monkeypatch):
        lines = tmp_path / "all.jsonl"
        lines.write_bytes(b"".join(report(f"第{n // 2}县", 2022 + n % 2, received=n) for n in range(20)))
        monkeypatch.setattr(documents, "BYTES", 20_000)

        def in_order(order, chunks, work, _probe, _workers):
            for chunk in order([*chunks]):
                yield workers.Done(chunk, work(chunk, frozenset()))

        for order in (list, reversed):
            monkeypatch.setattr(run, "worked_on", partial(in_order, order))
            check_corpus(lines, tmp_path / order.__name__)
        assert len(parts_of(tmp_path / "list")) == 5
        assert rows(tmp_path / "reversed") == rows(tmp_path / "list")

    def test_all_processors_are_used_unless_told_otherwise(self, tmp_path, monkeypatch):
        asked = []
        monkeypatch.setattr(run, "worked_on", lambda _chunks, _work, _probe, workers: asked.append(workers.count) or ())
        (tmp_path / "one.txt").write_bytes(b"")
        monkeypatch.setattr(os, "cpu_count", lambda: 7)
        for number in (None, 3):
            check_corpus(tmp_path / "one.txt", tmp_path / "out", workers=number)
        assert asked == [7, 3]

    def test_no_more_chunks_are_in_hand_than_the_workers_need(self, tmp_path, monkeypatch):
        """Nor is a report held when its rows are made: what is in memory does not grow with the corpus."""
        monkeypatch.setattr(workers, "pool_of", ThreadPoolExecutor)
        monkeypatch.setattr(documents, "FILES", 1)
        for n in range(50):
            (tmp_path / f"{n:02}.txt").write_bytes(b"")
        drawn, most = 0, 0

        def counted():
            nonlocal drawn
            for chunk in chunks(str(tmp_path)):
                drawn += 1
                yield chunk

        with workers.Workers(2) as two:
            for done, _ in enumerate(workers.worked_on(counted(), lambda _chunk, _killers: 1, lambda *_: False, two)):
                most = max(most, drawn - done)
        assert (drawn, most) == (50, 4)

    def test_the_processes_are_started_once_and_end_with_the_run(self, corpus, tmp_path, monkeypatch):
        started = []

        class Pool(ThreadPoolExecutor):
            def __init__(self, count):
                super().__init__(count)
                started.append(self)

        monkeypatch.setattr(workers, "pool_of", Pool)
        monkeypatch.setattr(across_years, "_TOGETHER", 5)  # more files than one, so that years are compared by workers
        monkeypatch.setattr(documents, "FILES", 4)
        check_corpus(corpus, tmp_path / "out", workers=2)
        assert len(started) == 1
        with pytest.raises(RuntimeError, match="after shutdown"):
            started[0].submit(print)

    def test_no_report_is_held_when_its_rows_are_made(self):
        held: list[weakref.ref] = []
        data = report("某县", 2023)

        def found():
            for n in range(5):
                one = checked(Document(str(n), data), Switches())
                held.append(weakref.ref(one.report))
                yield one
                del one
                assert sum(found() is not None for found in held) <= 1

        assert fill.tables_of(found())["cells"].num_rows == 1000

    def test_a_document_that_kills_its_worker_is_found_out(self, tmp_path):
        for n in range(10):
            (tmp_path / f"{n}.txt").write_bytes(b"deadly" if n in {2, 7} else b"well")
        program = Path(__file__).parent / "corpus_of_workers.py"
        done = subprocess.run([sys.executable, str(program), str(tmp_path)], capture_output=True, check=True, text=True)
        *names, total = done.stdout.splitlines()
        assert total == "10"
        assert sorted(names) == sorted(
            [f"{n}.txt" for n in range(10) if n not in {2, 7}] + ["killed 2.txt", "killed 7.txt"]
        )


@pytest.mark.usefixtures("in_one_process")
class TestAcrossYears:
    """Reports of one organ for two years in a row are found by code, or by name, and compared once."""

    @staticmethod
    def compared(tmp_path, *found: bytes) -> list[tuple[str, str | None, str]]:
        lines = tmp_path / "all.jsonl"
        lines.write_bytes(b"".join(found))
        check_corpus(lines, tmp_path / "out", workers=1, select="Y")
        table = rows(tmp_path / "out")["findings"]
        return [(row["document"][-1], (row["previous_document"] or "-")[-1], row["rule"]) for row in table]

    CODES = ("11321300014277015D", "11410308MB1A12345T")

    def test_by_code_whatever_the_name_and_by_name_where_one_states_no_code(self, tmp_path):
        found = self.compared(
            tmp_path,
            report("旧名局", 2021, self.CODES[0], received=1, carried_forward=1),
            report("新名局", 2022, self.CODES[0], carried_over=2, carried_forward=2),
            report("新名局", 2023, carried_over=3, carried_forward=3),
            report("别局", 2023, carried_over=3, carried_forward=3),
        )
        assert {(this, last) for this, last, rule in found if rule == "Y-CARRY"} == {("2", "1"), ("3", "2")}

    @given(testing.published_reports(), testing.published_reports())
    def test_what_is_told_is_what_check_tells_of_both(self, this, last):
        this, last = (
            report.model_copy(update={"organ": "某局", "year": year, "unified_social_credit_code": None})
            for report, year in ((this, 2023), (last, 2022))
        )
        documents = [("last", last), ("this", this)]
        columns = {
            "path": [name for name, _ in documents],
            "bytes": pa.array([gds.codecs.json.encode(report) for _, report in documents], pa.binary()),
        }
        organs = pa.Table.from_batches(map_organs(map_documents([pa.record_batch(columns)])), ORGANS)
        found = compare_organ(organs).to_pylist()
        due = [
            finding
            for finding in gds.check(this, previous=last)
            if finding.rule.startswith("Y-") or finding.variant == "years"
        ]
        assert {(row["document"], row["previous_document"]) for row in found} <= {("this", "last")}
        assert [(row["rule"], tuple(row["at"]), row["message_zh"], row["message_en"]) for row in found] == [
            (finding.rule, finding.at, finding.message("zh"), finding.message("en")) for finding in due
        ]

    def test_two_reports_for_a_year_are_told_and_not_compared(self, tmp_path):
        found = self.compared(
            tmp_path,
            report("某局", 2021, received=1, carried_forward=1),
            report("某局", 2022, carried_over=2, carried_forward=2),
            report("某局", 2022),
        )
        assert found == [("2", "-", "CORPUS-TWICE"), ("3", "-", "CORPUS-TWICE")]


class Terminal(io.StringIO):
    """What a terminal is told."""

    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("in_one_process")
class TestTheCommand:
    """Exit codes as elsewhere; progress on a terminal; wrong use is told."""

    @pytest.mark.parametrize(
        ("found", "code"),
        [
            ({"a": report("某县", 2022)}, 0),
            ({"a": report("某县", 2022), "b": report("某县", 2023, carried_over=1, carried_forward=1)}, 1),
            ({"a": report("某县", 2022).replace(b'"natural_person":0', b'"natural_person":1', 1)}, 1),
            ({"a": report("某县", 2022), "b": b"{"}, 3),
        ],
        ids=["passed", "failed across years", "failed", "unreadable"],
    )
    def test_the_exit_code_is_that_of_the_worst(self, tmp_path, found, code):
        (tmp_path / "in").mkdir()
        for name, data in found.items():
            (tmp_path / "in" / name).write_bytes(data)
        assert main(["corpus", "check", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--jobs", "1"]) == code

    def test_on_a_terminal_it_shows_how_far_it_is_how_fast_and_how_long_it_will_take(self, tmp_path, monkeypatch):
        monkeypatch.setattr(documents, "FILES", 1)
        (tmp_path / "in").mkdir()
        for n in range(4):
            (tmp_path / "in" / f"{n}.json").write_bytes(report(f"第{n}县", 2022))
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        assert main(["--lang", "en", "corpus", "check", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == 0
        *shown, end = terminal.getvalue().split("\r\x1b[K")
        assert end == ""
        assert [re.sub(r"\d+ a second, \d:\d\d:\d\d left$", "…", line) for line in shown] == [
            "",
            "25.0%  1 documents, …",
            "50.0%  2 documents, …",
            "75.0%  3 documents, …",
            "100.0%  4 documents, …",
        ]
        assert shown[-1].endswith(" 0:00:00 left")

    def test_how_long_it_will_take_is_told_from_this_run_alone(self):
        """Of 100, 20 were done before; 40 documents in 20 units took 10 seconds: 60 are left, for 30 seconds."""
        assert run._pace(40, 20, 20, 100, 10.0) == run.Pace(documents=40, share=0.4, rate=4.0, remaining=30.0)
        assert run._pace(0, 0, 20, 100, 0.0) == run.Pace(documents=0, share=0.2, rate=0.0, remaining=None)

    def test_it_says_what_is_in_the_tables(self, tmp_path, capsys):
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "one.json").write_bytes((EXAMPLES / "suqian-2023.json").read_bytes())
        out = str(tmp_path / "out")
        assert main(["--lang", "en", "corpus", "check", str(tmp_path / "in"), "-o", out, "--jobs", "1"]) == 0
        assert capsys.readouterr().out.splitlines()[0] == "1 files: passed: 1."
        manifest = json.loads((tmp_path / "out" / "corpus.json").read_text(encoding="utf-8"))
        assert (manifest["tables"], manifest["documents"], manifest["verdicts"]) == (1, 1, {"passed": 1})

    def test_a_folder_that_holds_something_else_is_left_alone(self, tmp_path, capsys):
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "letter.txt").write_text("mine", encoding="utf-8")
        assert main(["--lang", "en", "corpus", "check", str(EXAMPLES), "-o", str(tmp_path / "out")]) == 2
        assert "holds something else (letter.txt) than tables written by this command." in capsys.readouterr().err

    def test_the_tables_are_not_written_into_what_is_read(self, tmp_path, capsys):
        assert main(["--lang", "en", "corpus", "check", str(tmp_path), "-o", str(tmp_path / "out")]) == 2
        assert (
            "lies inside the folder that is read and would be read as reports; write elsewhere."
            in capsys.readouterr().err
        )

    def test_a_source_that_is_not_there_is_told(self, tmp_path, capsys):
        gone = str(tmp_path / "gone")
        assert main(["--lang", "en", "corpus", "check", gone, "-o", str(tmp_path / "out")]) == 3
        assert f"no such file: {gone}." in capsys.readouterr().err

    def test_without_pyarrow_it_says_what_to_install(self, tmp_path):
        program = (
            "import sys; sys.modules['pyarrow'] = None\nfrom gov_disclosure_schema.cli import main\n"
            f"sys.exit(main(['--lang', 'en', 'corpus', 'check', {str(EXAMPLES)!r}, '-o', {str(tmp_path / 'out')!r}]))"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, text=True)
        assert done.returncode == 2
        assert done.stderr.endswith(
            "this needs pyarrow; install it first: pip install 'gov-disclosure-schema[corpus]'.\n"
        )
