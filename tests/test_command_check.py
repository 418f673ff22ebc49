"""`gov-disclosure check`: what it prints, to the letter, and the same as JSON."""

from __future__ import annotations

import json
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from commanding import PENDING, RECONSIDERED, Ran, document, start, written

import gov_disclosure_schema as gds
from gov_disclosure_schema.results.as_json import number
from gov_disclosure_schema.results.output_schema import OUTPUT_ID

pytestmark = pytest.mark.usefixtures("in_a_folder_of_its_own")


class TestCheck:
    """The verdict on each file, then each finding, the most severe first."""

    def test_a_clean_report(self, run: Ran, tmp_path: Path) -> None:
        name = written(tmp_path / "clean.txt")
        assert run("check", name) == (
            0,
            (
                "clean.txt: passed (errors 0, warnings 0, infos 0)\n"
                "  42 identities (passed/failed/not assessable): 42/0/0; of these "
                "T3-ROW 25/0/0, T3-OUTCOME 7/0/0, T3-BALANCE 7/0/0, T4-SUM 3/0/0\n"
            ),
            "",
        )

    def test_a_broken_identity_with_its_cells_in_chinese(self, run: Ran, tmp_path: Path) -> None:
        name = written(tmp_path / "wrong.txt", remedies__reconsideration__pending=3, remedies__reconsideration__total=5)
        assert run("check", name, "--lang", "zh") == (
            1,
            (
                "wrong.txt：不合格（错误 1，警告 0，提示 0）\n"
                "  勾稽关系 42 项（通过/不通过/无法核对）：41/1/0；其中 "
                "T3-ROW 25/0/0，T3-OUTCOME 7/0/0，T3-BALANCE 7/0/0，T4-SUM 2/1/0\n"
                "  错误 56:9 T4-SUM  行政复议 › 总计：印为 5，四种结果之和为 3，相差 +2。\n"
                "    56:9 总计 = 5〔remedies.reconsideration.total〕\n"
                "    56:7 尚未审结 = 3〔remedies.reconsideration.pending〕\n"
                "    另有 3 格为 0\n"
                "    依据：国办公开办函〔2021〕30号\n"
            ),
            "",
        )

    def test_the_same_in_english(self, run: Ran, tmp_path: Path) -> None:
        name = written(tmp_path / "wrong.txt", remedies__reconsideration__pending=3, remedies__reconsideration__total=5)
        assert run("check", name, "--lang=en") == (
            1,
            (
                "wrong.txt: failed (errors 1, warnings 0, infos 0)\n"
                "  42 identities (passed/failed/not assessable): 41/1/0; of these "
                "T3-ROW 25/0/0, T3-OUTCOME 7/0/0, T3-BALANCE 7/0/0, T4-SUM 2/1/0\n"
                "  error 56:9 T4-SUM  administrative reconsideration › total: "
                "printed 5, but the four results add up to 3, difference +2.\n"
                "    56:9 total = 5 [remedies.reconsideration.total]\n"
                "    56:7 pending = 3 [remedies.reconsideration.pending]\n"
                "    cells that are 0 besides: 3\n"
                "    source: 国办公开办函〔2021〕30号\n"
            ),
            "",
        )

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            (
                "zh",
                "  可能同一原因：若一、本年新收政府信息公开申请数量 › 总计〔requests.received.total〕为 0（印为 3），"
                "26:32 T3-ROW，50:27 T3-BALANCE 都相符\n",
            ),
            (
                "en",
                "  probably one cause: if applications received this year › total [requests.received.total] were 0 "
                "(printed 3), 26:32 T3-ROW, 50:27 T3-BALANCE would hold\n",
            ),
        ],
    )
    def test_one_cell_that_would_explain_several_findings_is_named_last(
        self, run: Ran, tmp_path: Path, language: str, said: str
    ) -> None:
        name = written(tmp_path / "wrong.txt", requests__received__total=3)
        code, out, _ = run("check", name, "--lang", language)
        assert code == 1
        assert out.endswith(said)

    def test_what_a_blank_keeps_from_being_assessed_is_not_passed(self, run: Ran, tmp_path: Path) -> None:
        name = written(tmp_path / "blank.txt", remedies__reconsideration__pending=None)
        code, out, _ = run("check", name, "--lang", "zh")
        assert code == 0
        assert out == (
            "blank.txt：未见错误，但不完整（错误 0，警告 2，提示 0）\n"
            "  勾稽关系 42 项（通过/不通过/无法核对）：41/0/1；其中 "
            "T3-ROW 25/0/0，T3-OUTCOME 7/0/0，T3-BALANCE 7/0/0，T4-SUM 2/0/1\n"
            "  警告 56:7 CELL-BLANK  行政复议 › 尚未审结：单元格空白（印作“”），未当作 0。\n"
            "    56:7 尚未审结 = 空白〔remedies.reconsideration.pending〕\n"
            "  警告 56:8 NOT-ASSESSABLE  T4-SUM：1 项勾稽关系因所需单元格空白而无法核对（既不算通过，也不算不通过）。\n"
            "    56:8 总计 = 0〔remedies.reconsideration.total〕\n"
            "    56:7 尚未审结 = 空白〔remedies.reconsideration.pending〕\n"
        )

    def test_a_blank_that_no_identity_needs_is_not_passed_either(self, run: Ran, tmp_path: Path) -> None:
        name = written(tmp_path / "blank.json", proactive_disclosure__licensing__decisions=None)
        column = 1 + (tmp_path / "blank.json").read_text(encoding="utf-8").index("null")
        code, out, _ = run("check", name)
        assert code == 0
        assert out == (
            "blank.json: no errors, but incomplete (errors 0, warnings 1, infos 0)\n"
            "  42 identities (passed/failed/not assessable): 42/0/0; of these "
            "T3-ROW 25/0/0, T3-OUTCOME 7/0/0, T3-BALANCE 7/0/0, T4-SUM 3/0/0\n"
            f"  warning 1:{column} CELL-BLANK  administrative licensing › decisions made this year: the cell is blank "
            "(printed “null”); it was not taken for 0.\n"
            f"    1:{column} decisions made this year = blank [proactive_disclosure.licensing.decisions]\n"
        )

    def test_errors_before_warnings_before_infos_each_in_source_order(self, run: Ran, tmp_path: Path) -> None:
        # A blank in the matrix stands before the broken sums of the grid, a label spelled otherwise before both.
        written(
            tmp_path / "mixed.txt",
            requests__carried_over__natural_person=None,
            remedies__reconsideration__total=1,
            remedies__litigation__direct__total=2,
        )
        text = (tmp_path / "mixed.txt").read_text(encoding="utf-8")
        (tmp_path / "mixed.txt").write_text(text.replace("行政规范性文件\t", "规范性文件\t"), encoding="utf-8")
        code, out, _ = run("check", "mixed.txt")
        heads = re.findall(r"^  (error|warning|info) (\d+):\d+ (\S+)", out, re.MULTILINE)
        assert code == 1
        assert heads == [
            ("error", "56", "T4-SUM"),
            ("error", "56", "T4-SUM"),
            ("warning", "27", "CELL-BLANK"),
            ("warning", "27", "NOT-ASSESSABLE"),
            ("warning", "50", "NOT-ASSESSABLE"),
            ("info", "10", "LABEL-SPELLING"),
        ]

    def test_an_info_is_one_line(self, run: Ran, tmp_path: Path) -> None:
        written(tmp_path / "spelled.txt")
        text = (tmp_path / "spelled.txt").read_text(encoding="utf-8")
        (tmp_path / "spelled.txt").write_text(text.replace("行政规范性文件\t", "规范性文件\t"), encoding="utf-8")
        code, out, _ = run("check", "spelled.txt")
        assert code == 0
        assert out.splitlines()[0] == "spelled.txt: passed (errors 0, warnings 0, infos 1)"
        assert out.splitlines()[2:] == [
            (
                "  info 10:1 LABEL-SPELLING  二、主动公开政府信息情况: labels not spelled as on the form: 1, "
                "“规范性文件” for “行政规范性文件”, say."
            )
        ]

    def test_no_more_cells_than_a_reader_takes_in(self, run: Ran, tmp_path: Path) -> None:
        disclosed = [cell.address for cell in gds.cells() if cell.address.endswith("natural_person")]
        values = {address.replace(".", "__"): 1 for address in disclosed}
        _, out, _ = run("check", written(tmp_path / "many.json", **values))
        block = out[out.index("T3-OUTCOME  ") :].splitlines()
        finding = next(f for f in gds.read(tmp_path / "many.json").findings if f.rule == "T3-OUTCOME")
        assert len(finding.cells) == 22
        assert len([line for line in block[1:9] if " = 1 [" in line]) == 8
        assert block[9] == "    further cells: 14, all in check --format json"

    def test_a_place_in_json_is_line_and_column(self, run: Ran, tmp_path: Path) -> None:
        lines = json.dumps(document(remedies__reconsideration__total=1), indent=1).splitlines()
        (tmp_path / "indented.json").write_text("\n".join(lines), encoding="utf-8")
        due = 1 + next(n for n, line in enumerate(lines) if line.strip() == '"total": 1')
        code, out, _ = run("check", "indented.json")
        assert code == 1
        assert f"  error {due}:13 T4-SUM  administrative reconsideration › total: printed 1, but" in out

    def test_a_field_that_is_no_cell_is_named_too(self, run: Ran, tmp_path: Path) -> None:
        report = document()
        report["organ"] = 12
        report["overview"] = [7]
        text = json.dumps(report)
        (tmp_path / "shape.json").write_text(text, encoding="utf-8")
        organ, overview = (1 + text.index(value) for value in ("12,", "7],"))
        code, out, _ = run("check", "shape.json")
        assert code == 3
        assert out == (
            "shape.json: cannot be read (errors 2, warnings 0, infos 0)\n"
            f"  error 1:{organ} SHAPE-VALUE  “12” is not a text.\n"
            "    name of the organ that reports [organ]\n"
            f"  error 1:{overview} SHAPE-VALUE  “7” is not a text.\n"
            "    overview [overview.0]\n"
        )

    def test_many_files_one_unreadable(self, run: Ran, tmp_path: Path) -> None:
        clean = written(tmp_path / "clean.txt")
        wrong = written(tmp_path / "wrong.json", remedies__reconsideration__total=1)
        code, out, err = run("check", clean, "missing.txt", wrong, clean, "--lang", "zh")
        assert (code, err) == (3, "")
        heads = [line for line in out.splitlines() if line and not line.startswith(" ")]
        assert heads == [
            "clean.txt：合格（错误 0，警告 0，提示 0）",
            "missing.txt：无法读取（错误 1，警告 0，提示 0）",
            "wrong.json：不合格（错误 1，警告 0，提示 0）",
            "clean.txt：合格（错误 0，警告 0，提示 0）",
            "共 4 份：合格 2，不合格 1，无法读取 1。",
        ]

    def test_the_exit_code_is_the_highest(self, run: Ran, tmp_path: Path) -> None:
        clean = written(tmp_path / "clean.txt")
        wrong = written(tmp_path / "wrong.json", remedies__reconsideration__total=1)
        assert run("check", wrong, clean)[0] == 1
        assert run("check", "missing.txt", wrong)[0] == 3
        assert run("check", clean, clean)[0] == 0

    def test_standard_input(self, tmp_path: Path) -> None:
        written(tmp_path / "clean.txt")
        done = start("check", "-", "--lang", "zh", input=(tmp_path / "clean.txt").read_bytes(), encoding=None)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode().startswith("标准输入：合格（错误 0，警告 0，提示 0）\n")


class TestCheckAsJson:
    """One JSON document, an array in the order of the files; stable."""

    def test_a_broken_identity(self, run: Ran, tmp_path: Path) -> None:
        name = written(tmp_path / "wrong.txt", remedies__reconsideration__pending=3, remedies__reconsideration__total=5)
        code, out, err = run("check", name, "--format", "json")
        assert (code, err) == (1, "")
        assert json.loads(out) == [
            {
                "schema_id": OUTPUT_ID,
                "file": "wrong.txt",
                "verdict": "failed",
                "format": "text",
                "edition": "2021",
                "organ": "云川市",
                "year": 2024,
                "complete": True,
                "counts": {"error": 1, "warning": 0, "info": 0},
                "previous": None,
                "switched_off": [],
                "tally": {
                    "T3-ROW": {"passed": 25, "failed": 0, "not_assessable": 0},
                    "T3-OUTCOME": {"passed": 7, "failed": 0, "not_assessable": 0},
                    "T3-BALANCE": {"passed": 7, "failed": 0, "not_assessable": 0},
                    "T4-SUM": {"passed": 2, "failed": 1, "not_assessable": 0},
                },
                "causes": [],
                "findings": [
                    {
                        "rule": "T4-SUM",
                        "severity": "error",
                        "source": "国办公开办函〔2021〕30号",
                        "at": [RECONSIDERED],
                        "cells": [
                            RECONSIDERED,
                            "remedies.reconsideration.upheld",
                            "remedies.reconsideration.corrected",
                            "remedies.reconsideration.other",
                            PENDING,
                        ],
                        "previous_cells": [],
                        "actual": 5,
                        "expected": 3,
                        "difference": 2,
                        "position": {"line": 56, "column": 9},
                        "until": None,
                        "span": None,
                        "message": {
                            "zh": "行政复议 › 总计：印为 5，四种结果之和为 3，相差 +2。",
                            "en": "administrative reconsideration › total: "
                            "printed 5, but the four results add up to 3, difference +2.",
                        },
                    }
                ],
            }
        ]

    def test_a_file_a_line_the_unreadable_ones_too(self, run: Ran, tmp_path: Path) -> None:
        clean = written(tmp_path / "clean.json")
        code, out, _ = run("check", "missing.txt", clean, "--format", "json", "--lang", "zh")
        lines = out.splitlines()
        assert code == 3
        assert (lines[0], lines[-1], len(lines)) == ("[", "]", 4)
        missing, read = json.loads(out)
        assert (read["file"], read["verdict"], read["findings"]) == ("clean.json", "passed", [])
        assert missing == {
            "schema_id": OUTPUT_ID,
            "file": "missing.txt",
            "verdict": "unreadable",
            "format": None,
            "edition": None,
            "organ": None,
            "year": None,
            "complete": False,
            "counts": {"error": 1, "warning": 0, "info": 0},
            "previous": None,
            "switched_off": [],
            "tally": {},
            "causes": [],
            "findings": [
                {
                    "rule": "FILE-MISSING",
                    "severity": "error",
                    "source": "gov-disclosure-schema",
                    "at": [],
                    "cells": [],
                    "previous_cells": [],
                    "actual": None,
                    "expected": None,
                    "difference": None,
                    "position": None,
                    "until": None,
                    "span": None,
                    "message": {"zh": "没有这个文件：missing.txt。", "en": "no such file: missing.txt."},
                }
            ],
        }

    def test_it_is_the_same_in_every_locale(self, tmp_path: Path) -> None:
        name = written(tmp_path / "wrong.txt", remedies__reconsideration__total=5)
        outputs = {
            start(
                "check", name, "--format", "json", env={**os.environ, "LC_ALL": spoken, "PYTHONIOENCODING": encoding}
            ).stdout
            for spoken in ("C", "zh_CN.UTF-8")
            for encoding in ("ascii", "utf-8", "gb18030")
        }
        assert len(outputs) == 1
        assert "云川市" in outputs.pop().decode("utf-8")

    @pytest.mark.parametrize(
        ("value", "due"),
        [(None, None), (3, 3), (Decimal(3), 3), (Decimal("-0.000001"), -1e-06), (Decimal("2.50"), 2.5)],
    )
    def test_amounts_are_numbers(self, value: Any, due: Any) -> None:
        assert number(value) == due
        assert type(number(value)) is type(due)
