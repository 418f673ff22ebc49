"""A corpus on other engines: functions over Arrow record batches give what the command gives, row for row."""

from __future__ import annotations

import importlib.util
import pickle
import random
import shutil
from collections import Counter
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")

from gov_disclosure_schema.checks.switches import Switches  # noqa: E402
from gov_disclosure_schema.corpus import (  # noqa: E402
    DOCUMENTS,
    FINDINGS,
    ORGANS,
    across_years,
    check_corpus,
    compare_organ,
    map_cells,
    map_documents,
    map_findings,
    map_organs,
    map_reports,
    plain,
    workers,
)
from gov_disclosure_schema.corpus.arrow import pq  # noqa: E402
from gov_disclosure_schema.corpus.parts import Parts  # noqa: E402
from gov_disclosure_schema.corpus.tables import TABLES  # noqa: E402
from gov_disclosure_schema.testing.corpora import YEARS, corpus_of, documents_of  # noqa: E402

MANY = 120


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """Documents of every kind, and the tables that the command makes of them."""
    folder = tmp_path_factory.mktemp("corpus")
    for name, data in corpus_of(MANY):
        path = folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    check_corpus(folder / "documents", folder / "tables", workers=1)
    return folder


def batches(size: int) -> list:
    """The same documents in record batches, in an order drawn anew."""
    found = [*corpus_of(MANY)]
    random.Random(size).shuffle(found)  # noqa: S311  (no secret)
    parts = [found[n : n + size] for n in range(0, len(found), size)]
    return [
        pa.record_batch(
            {"path": [name for name, _ in part], "bytes": pa.array([data for _, data in part], pa.binary())}
        )
        for part in parts
    ]


def written(folder: Path, table: str, rows) -> None:
    (folder / table).mkdir(parents=True)
    pq.write_table(rows, folder / table / "rows.parquet")


def same_tables():
    path = Path(__file__).parent.parent / "tools" / "same_tables.py"
    spec = importlib.util.spec_from_file_location("same_tables", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestTheFunctions:
    """Without state: any documents in any batches, in any order, and they can be sent to another process."""

    @pytest.mark.parametrize("size", [1, 7, 1000])
    def test_documents_and_organs_give_every_row_of_the_command(self, corpus, size, tmp_path):
        documents = pa.Table.from_batches(map_documents(iter(batches(size))), DOCUMENTS)
        documents.validate(full=True)
        organs = pa.Table.from_batches(map_organs(iter(documents.to_batches())), ORGANS)
        years = [compare_organ(organs.filter(pa.compute.equal(organs["key"], key))) for key in organs["key"].unique()]
        written(tmp_path, "reports", documents.select(TABLES["reports"].names))
        written(tmp_path, "cells", same_tables().unnested(documents, "cells"))
        written(tmp_path, "findings", pa.concat_tables([same_tables().unnested(documents, "findings"), *years]))
        assert [*same_tables().differences(corpus / "tables", tmp_path)] == []
        assert sum(map(len, years)) > 0
        assert compare_organ(organs).num_rows == sum(map(len, years))

    def test_one_table_alone_has_the_same_rows(self):
        documents = pa.Table.from_batches(map_documents(iter(batches(50))), DOCUMENTS)
        alone = {"reports": map_reports, "cells": map_cells, "findings": map_findings}
        for table, mapped in alone.items():
            found = pa.Table.from_batches(mapped(iter(batches(50))), plain(TABLES[table]))
            due = (
                documents.select(TABLES["reports"].names)
                if table == "reports"
                else same_tables().unnested(documents, table)
            )
            assert found.to_pylist() == due.to_pylist()

    @pytest.mark.parametrize("function", [map_documents, map_reports, map_cells, map_findings, map_organs])
    def test_no_batches_give_none(self, function):
        assert [*function(iter(()))] == []

    def test_no_rows_of_an_organ_give_no_findings(self):
        assert compare_organ(ORGANS.empty_table()).schema == plain(FINDINGS)

    @pytest.mark.parametrize("function", [map_documents, map_organs, compare_organ])
    def test_they_can_be_sent_to_another_process(self, function):
        assert pickle.loads(pickle.dumps(function)) is function  # noqa: S301


class TestManyFilesOfOrgans:
    """However many files the organs are sorted into, and whoever compares them, the same is found."""

    @pytest.mark.parametrize("processes", [1, 2])
    def test_organs_in_many_files_give_the_same_rows(self, corpus, processes, monkeypatch, tmp_path):
        monkeypatch.setattr(across_years, "_TOGETHER", 30)
        check_corpus(corpus / "documents", tmp_path / "tables", workers=processes)
        assert [*same_tables().differences(corpus / "tables", tmp_path / "tables")] == []
        assert not (tmp_path / "tables" / ".years").exists()

    def test_where_a_worker_dies_the_rest_is_compared_here(self, corpus, monkeypatch, tmp_path):
        class Broken:
            def map(self, work, numbers):
                yield work(numbers[0])
                raise BrokenProcessPool

            def shutdown(self, **_):
                pass

        monkeypatch.setattr(across_years, "_TOGETHER", 30)
        monkeypatch.setattr(workers, "pool_of", lambda _: Broken())
        shutil.copytree(corpus / "tables", tmp_path, dirs_exist_ok=True)
        (tmp_path / "findings" / "years.parquet").unlink()
        across_years.compare_years(Parts(tmp_path), Switches(), workers.Workers(2))
        assert [*same_tables().differences(corpus / "tables", tmp_path)] == []


class TestTheComparison:
    """What tells whether two engines gave the same rows sees one that differs."""

    @pytest.mark.parametrize("table", TABLES)
    def test_a_row_that_is_missing_is_told(self, corpus, table, tmp_path):
        self.copied(corpus, tmp_path)
        path = next(path for path in sorted((tmp_path / table).iterdir()) if pq.read_table(path).num_rows)
        rows = pq.read_table(path)
        pq.write_table(rows.slice(1), path)
        assert [found.partition(":")[0] for found in same_tables().differences(corpus / "tables", tmp_path)] == [table]

    @pytest.mark.parametrize(("table", "column"), [("reports", "errors"), ("cells", "value"), ("findings", "rule")])
    def test_a_value_that_differs_is_told(self, corpus, table, column, tmp_path):
        self.copied(corpus, tmp_path)
        path = next(path for path in sorted((tmp_path / table).iterdir()) if pq.read_table(path).num_rows)
        rows = pq.read_table(path)
        values = rows[column].to_pylist()
        values[0] = "OTHER" if column == "rule" else 77
        at = rows.schema.get_field_index(column)
        pq.write_table(rows.set_column(at, rows.field(column), pa.array(values, rows.field(column).type)), path)
        told = [*same_tables().differences(corpus / "tables", tmp_path)]
        assert len(told) == 1
        assert told[0].startswith(f"{table}: ")
        assert column in told[0]

    @staticmethod
    def copied(corpus: Path, folder: Path) -> None:
        shutil.copytree(corpus / "tables", folder, dirs_exist_ok=True)


class TestCorporaByNumber:
    """The same numbers are the same documents: of every format, most right, some of everything that can be wrong."""

    def test_a_corpus_is_the_same_each_time_and_begins_like_a_larger_one(self):
        found = [*corpus_of(60)]
        assert found == [*corpus_of(90)][:60] == [*corpus_of(60)]
        assert len({name for name, _ in found}) == 60

    def test_an_organ_publishes_for_each_year(self):
        names = [document.name for document in documents_of(3)]
        assert [name.split(".")[0] for name in names] == [f"0000/000003-{year}" for year in YEARS]

    def test_there_is_something_of_everything(self, corpus):
        reports = pq.read_table(corpus / "tables" / "reports").to_pylist()
        findings = pq.read_table(corpus / "tables" / "findings").to_pylist()
        assert {row["format"] for row in reports} >= {"json", "xml", "text", "html", "docx", "xlsx"}
        verdicts = Counter(row["verdict"] for row in reports)
        assert verdicts["passed"] > MANY / 2
        assert min(verdicts["failed"], verdicts["incomplete"], verdicts["unreadable"]) > 0
        carried = {row["document"] for row in findings if row["rule"] == "Y-CARRY"}
        assert 0 < len(carried) < MANY / 5
