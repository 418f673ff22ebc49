"""Two reports compared: every field, cell and paragraph that differs, and nothing else; what cannot be compared."""

from __future__ import annotations

import decimal
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

import gov_disclosure_schema as gds
from gov_disclosure_schema.cli import main
from gov_disclosure_schema.differences import Differences, diff
from gov_disclosure_schema.report import cell_values, narratives
from gov_disclosure_schema.testing import published_reports
from gov_disclosure_schema.testing.reports import nested

EXAMPLES = Path(__file__).parents[1] / "examples"
BEFORE, AFTER = EXAMPLES / "suqian-2023.json", EXAMPLES / "suqian-2024.txt"
REPORT = gds.codecs.json.decode(BEFORE.read_bytes())
NARRATIVE = narratives()


def changed(values: dict[str, Any]) -> gds.PublishedReport:
    fields = REPORT.model_dump()
    for address, value in values.items():
        *path, leaf = address.split(".")
        part: Any = fields
        for step in path:
            part = part[step]
        part[leaf] = value
    return gds.PublishedReport.model_validate(fields)


def blank(edition: str) -> gds.PublishedReport:
    """A report of an edition without a number."""
    blanks = nested(edition, [None] * len(gds.cells(edition)))
    fields = {"edition": edition, "organ": "某市", "year": 2023, **blanks, **dict.fromkeys(NARRATIVE, ())}
    return gds.PublishedReport.model_validate(fields)


class TestCells:
    """A cell is among the differences if and only if its values differ; a blank is not 0."""

    @given(published_reports(max_paragraphs=2), published_reports(max_paragraphs=2))
    def test_exactly_the_cells_that_differ(self, first: gds.PublishedReport, second: gds.PublishedReport) -> None:
        before, after = cell_values(first), cell_values(second)
        found = diff(first, second)
        assert found.compared == len(before) == len(after)
        assert [(one.cell.address, one.first, one.second) for one in found.cells] == [
            (address, before[address], after[address]) for address in before if before[address] != after[address]
        ]
        for one in found.cells:
            assert (one.change is None) == (one.first is None or one.second is None)
        back = diff(second, first)
        assert [(one.cell, one.second, one.first) for one in back.cells] == [
            (one.cell, one.first, one.second) for one in found.cells
        ]

    @given(published_reports(max_paragraphs=2))
    def test_a_report_does_not_differ_from_itself(self, report: gds.PublishedReport) -> None:
        found = diff(report, report)
        assert not found
        assert found == Differences((), (), (), len(cell_values(report)), (), ())

    def test_the_change_is_exact_in_any_context(self) -> None:
        fees = "proactive_disclosure.fees.amount"
        other = changed({fees: decimal.Decimal("999999999.999999")})
        with decimal.localcontext(decimal.Context(prec=3)):
            (found,) = diff(REPORT, other).cells
        assert str(found.change) == "999940762.755099"

    def test_a_blank_is_not_0(self) -> None:
        address = "requests.received.research_institution"
        (found,) = diff(REPORT, changed({address: None})).cells
        assert (found.cell.address, found.first, found.second, found.change) == (address, 0, None, None)


class TestFields:
    """The fields of the header that differ."""

    def test_each_with_both_values(self) -> None:
        found = diff(REPORT, changed({"year": 2024, "publication_date": date(2025, 1, 20)}))
        assert found.fields == (("year", 2023, 2024), ("publication_date", None, date(2025, 1, 20)))
        assert not found.cells
        assert not found.texts


class TestTexts:
    """Paragraphs, section by section: put together, the differences and what is equal are both texts again."""

    @given(
        st.lists(st.sampled_from(["甲。", "乙。", "丙。", "丁。"]), max_size=9),
        st.lists(st.sampled_from(["甲。", "乙。", "丙。", "丁。"]), max_size=9),
    )
    def test_the_second_text_is_the_first_with_the_differences(self, before: list[str], after: list[str]) -> None:
        found = diff(changed({"overview": tuple(before)}), changed({"overview": tuple(after)})).texts
        made = list(before)
        for one in reversed(found):
            assert one.section == "overview"
            assert tuple(before[one.at[0] : one.at[0] + len(one.first)]) == one.first
            assert tuple(after[one.at[1] : one.at[1] + len(one.second)]) == one.second
            made[one.at[0] : one.at[0] + len(one.first)] = one.second
        assert made == after

    def test_a_paragraph_put_in(self) -> None:
        text = REPORT.overview
        (found,) = diff(REPORT, changed({"overview": (*text[:2], "新的一段。", *text[2:])})).texts
        assert found == ("overview", (2, 2), (), ("新的一段。",))


class TestEditions:
    """Of two editions the cells are compared that both have; the others are listed, none is made up."""

    def test_what_both_have_and_what_one_has_alone(self) -> None:
        first, second = blank("2019"), blank("2021")
        found = diff(first, second)
        assert [one.field for one in found.fields] == ["edition"]
        assert found.cells == ()
        alone = {cell.address for cell in found.only_first}, {cell.address for cell in found.only_second}
        both = {cell.address for cell in gds.cells("2019")} - alone[0]
        assert both == {cell.address for cell in gds.cells("2021")} - alone[1]
        assert found.compared == len(both)
        assert "requests.received.total" in both
        assert "proactive_disclosure.licensing.change" in alone[0]
        assert "proactive_disclosure.fees.amount" in alone[1]


def run(capsys: pytest.CaptureFixture[str], *arguments: object, lang: str = "en") -> tuple[int, str, str]:
    code = main(["diff", "--lang", lang, *map(str, arguments)])
    return code, *capsys.readouterr()


def written(path: Path, report: gds.PublishedReport) -> Path:
    gds.write(report, path)
    return path


class TestTheCommand:
    """`diff A B`: 0 the same, 1 different, 3 a file that cannot be read; across formats; as text and as JSON."""

    def test_the_same_in_another_format(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        other = written(tmp_path / "same.xml", REPORT)
        code, out, _ = run(capsys, BEFORE, other)
        assert code == 0
        assert out == (
            f"- {BEFORE}: passed (errors 0, warnings 0, infos 0)\n"
            f"+ {other}: passed (errors 0, warnings 0, infos 0)\n"
            "The reports are the same (200 cells compared).\n"
        )

    def test_what_differs(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        other = changed(
            {
                "year": 2024,
                "requests.received.research_institution": None,
                "proactive_disclosure.fees.amount": decimal.Decimal("59237.3"),
                "proactive_disclosure.rules.in_force": 10,
                "other_matters": ("本年度没有收取信息处理费。",),
            }
        )
        path = written(tmp_path / "other.json", other)
        code, out, _ = run(capsys, BEFORE, path)
        assert code == 1
        old = "\n".join(f"  - {paragraph}" for paragraph in REPORT.other_matters)
        assert out.partition("\n")[2].partition("\n")[2] == (
            "  reporting year: 2023 → 2024\n"
            "Cells that differ, of the 200 that both have: 3\n"
            "  rules › in force: 11 → 10 (-1) [proactive_disclosure.rules.in_force]\n"
            "  administrative fees › amount charged this year: 59237.2449 → 59237.3 (+0.0551) "
            "[proactive_disclosure.fees.amount]\n"
            "  applications received this year › research institutions: 0 → blank "
            "[requests.received.research_institution]\n"
            "六、其他需要报告的事项, from paragraph 1, of the other report from paragraph 1:\n"
            f"{old}\n"
            "  + 本年度没有收取信息处理费。\n"
        )

    def test_in_chinese(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = written(tmp_path / "other.json", changed({"proactive_disclosure.rules.in_force": 10}))
        _, out, _ = run(capsys, BEFORE, path, lang="zh")
        assert out.endswith(
            "共有的 200 格中，1 格不同：\n  规章 › 现行有效件数：11 → 10（-1）〔proactive_disclosure.rules.in_force〕\n"
        )

    def test_as_json(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        other = changed({"publication_date": date(2024, 1, 20), "proactive_disclosure.rules.in_force": 10})
        path = written(tmp_path / "other.json", other)
        code, out, _ = run(capsys, BEFORE, path, "--format", "json")
        told = json.loads(out)
        assert code == 1
        assert [(file["file"], file["verdict"], file["year"]) for file in told["files"]] == [
            (str(BEFORE), "passed", 2023),
            (str(path), "passed", 2023),
        ]
        del told["files"]
        assert told == {
            "same": False,
            "compared": 200,
            "fields": [
                {
                    "field": "publication_date",
                    "label": {"zh": "发布日期", "en": "date of publication"},
                    "first": None,
                    "second": "2024-01-20",
                }
            ],
            "cells": [
                {
                    "address": "proactive_disclosure.rules.in_force",
                    "label": {"zh": "规章 › 现行有效件数", "en": "rules › in force"},
                    "first": 11,
                    "second": 10,
                    "change": -1,
                }
            ],
            "texts": [],
            "not_comparable": {"first": [], "second": []},
        }

    def test_two_editions(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        paths = [written(tmp_path / f"{edition}.json", blank(edition)) for edition in ("2019", "2021")]
        code, out, _ = run(capsys, *paths)
        assert code == 1
        assert "  edition of the form: 2019 → 2021\n" in out
        assert "\n- cells that this form alone has, and that were not compared: " in out
        assert "\n+ cells that this form alone has, and that were not compared: " in out

    def test_a_file_that_cannot_be_read(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _ = run(capsys, BEFORE, "none.txt")
        assert code == 3
        assert out.endswith(
            "+ none.txt: cannot be read (errors 1, warnings 0, infos 0)\n  error FILE-MISSING  no such file: none.txt.\n"
        )
        code, out, _ = run(capsys, BEFORE, "none.txt", "--format", "json")
        assert code == 3
        told = json.loads(out)
        assert told["same"] is None
        assert [finding["rule"] for finding in told["files"][1]["findings"]] == ["FILE-MISSING"]

    def test_one_file_alone_is_wrong_usage(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, _, err = run(capsys, BEFORE)
        assert code == 2
        assert err.endswith("gov-disclosure diff: the following arguments are required: B\n")

    def test_what_a_report_says_cannot_steer_a_terminal(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = written(tmp_path / "other.json", changed({"overview": ("\u202e反。",)}))
        _, out, _ = run(capsys, BEFORE, path)
        assert "\\u202e反。" in out
