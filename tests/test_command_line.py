"""The command: what it prints, to the letter; what it exits with; and that nothing makes it fall over."""

from __future__ import annotations

import json
import locale
import os
import re
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema import cli
from gov_disclosure_schema.cli import words
from gov_disclosure_schema.results.as_json import number
from gov_disclosure_schema.results.output_schema import OUTPUT_ID
from gov_disclosure_schema.results.words import SEVERITIES, VERDICTS

PENDING = "remedies.reconsideration.pending"
RECONSIDERED = "remedies.reconsideration.total"
COMMANDS = ("check", "diff", "convert", "corpus", "aggregate", "schema", "template", "conformance", "rules")
ALL_HOLD = "T3-ROW 25/0/0，T3-OUTCOME 7/0/0，T3-BALANCE 7/0/0，T4-SUM 3/0/0"
on_posix = pytest.mark.skipif(os.name != "posix", reason="signals, /dev and file names of bytes are POSIX's")


def document(**values: int | None) -> dict[str, Any]:
    """A report in which every cell is 0 but those given, `__` standing for a dot."""
    report: dict[str, Any] = {
        "schema_id": "urn:gov-disclosure-schema:annual-report:2021:1",
        "edition": "2021",
        "organ": "云川市",
        "year": 2024,
        "overview": ["总体平稳。"],
        "problems_and_improvements": ["尚有不足。"],
        "other_matters": ["未收取信息处理费。"],
    }
    stated = {name.replace("__", "."): value for name, value in values.items()}
    for cell in gds.cells():
        *parents, leaf = cell.address.split(".")
        part = report
        for parent in parents:
            part = part.setdefault(parent, {})
        part[leaf] = stated.get(cell.address, 0)
    return report


def written(path: Path, **values: int | None) -> str:
    """The same in a file, its format by the suffix."""
    report = gds.PublishedReport.model_validate_json(json.dumps(document(**values)))
    gds.write(report, path)
    return path.name


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_MESSAGES", "LANG", "NO_COLOR", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C")


class Ran:
    """A run within this process: exit code and both outputs."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        return code, *self._capsys.readouterr()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Ran:
    return Ran(capsys)


def start(*arguments: str | bytes, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """A run as users start it."""
    return subprocess.run(
        [sys.executable, "-m", "gov_disclosure_schema", *arguments], capture_output=True, check=False, **options
    )


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


class TestLanguage:
    """Chinese under a Chinese locale, else English; `--lang` wins."""

    @pytest.mark.parametrize(
        ("environment", "due"),
        [
            ({"LANG": "zh_CN.UTF-8"}, "zh"),
            ({"LANG": "zh_TW"}, "zh"),
            ({"LANG": "en_GB.UTF-8"}, "en"),
            ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh"),
            ({"LC_ALL": "C", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
            ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ],
    )
    def test_by_the_locale(
        self, environment: dict[str, str], due: str, run: Ran, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("LC_ALL")
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert run("check", "missing")[1].startswith(
            {"zh": "missing：无法读取（", "en": "missing: cannot be read ("}[due]
        )

    @pytest.mark.parametrize(
        ("name", "due"),
        [("Chinese (Simplified)_China", "zh"), ("zh_CN", "zh"), ("English_United States", "en"), (None, "en")],
    )
    def test_by_the_process_where_no_variable_says(
        self, name: str | None, due: str, run: Ran, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("LC_ALL")
        monkeypatch.setattr(locale, "getlocale", lambda: (name, None))
        assert run("check", "missing")[1].startswith({"zh": "missing：", "en": "missing: "}[due])

    @pytest.mark.parametrize(
        "arguments",
        [
            ("check", "missing", "--lang", "zh"),
            ("check", "--lang=zh", "missing"),
            ("--lang", "zh", "check", "missing"),
            ("--lang", "en", "check", "missing", "--lang", "zh"),
            ("check", "--lang", "en", "--lang=zh", "missing"),
            ("check", "--lang", "zh", "--", "missing", "--lang", "en"),
        ],
    )
    def test_what_is_asked_for_wins(self, arguments: tuple[str, ...], run: Ran) -> None:
        assert run(*arguments)[1].startswith("missing：无法读取（错误 1，警告 0，提示 0）\n")

    @pytest.mark.parametrize("command", COMMANDS)
    def test_chinese_help_is_chinese(self, command: str, run: Ran) -> None:
        code, out, _ = run(command, "--help", "--lang", "zh")
        assert code == 0
        assert out.startswith(f"用法：gov-disclosure {command} ")
        assert re.search("usage:|options:|positional|arguments|Examples|show ", out) is None


class TestTerminal:
    """Colours and progress are for a terminal."""

    def test_no_colours_into_a_pipe(self, run: Ran, tmp_path: Path) -> None:
        assert "\x1b" not in run("check", written(tmp_path / "clean.txt"))[1]

    def test_colours_on_a_terminal(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clean = written(tmp_path / "clean.txt")
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        cli.main(["check", clean])
        assert capsys.readouterr().out.startswith("clean.txt: \x1b[32mpassed\x1b[0m (errors 0,")
        cli.main(["check", "missing"])
        assert capsys.readouterr().out == (
            "missing: \x1b[1;31mcannot be read\x1b[0m (errors 1, warnings 0, infos 0)\n"
            "  \x1b[1;31merror\x1b[0m FILE-MISSING  no such file: missing.\n"
        )

    @pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
    def test_no_colours_where_they_are_not_wanted(
        self,
        name: str,
        value: str,
        capsys: pytest.CaptureFixture[str],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        clean = written(tmp_path / "clean.txt")
        monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        cli.main(["check", clean])
        assert "\x1b" not in capsys.readouterr().out

    def test_progress_over_several_files(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        names = [written(tmp_path / name) for name in ("甲.txt", "乙.txt")]
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        cli.main(["check", *names])
        out, err = capsys.readouterr()
        assert "\x1b" not in out
        assert err == "\r\x1b[K1/2 甲.txt\r\x1b[K" + "\r\x1b[K2/2 乙.txt\r\x1b[K" + "\r\x1b[K"

    def test_progress_fits_one_line(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "12")
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        cli.main(["check", "甲乙丙丁戊", "b"])
        assert capsys.readouterr().err.startswith("\r\x1b[K1/2 甲乙丙\r\x1b[K")  # 10 of 11 columns

    def test_no_progress_for_one_file_or_into_a_pipe(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cli.main(["check", "a", "b"])
        assert capsys.readouterr().err == ""
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        cli.main(["check", "a"])
        assert capsys.readouterr().err == ""

    def test_what_steers_a_terminal_is_escaped(self, run: Ran) -> None:
        code, out, _ = run("check", "a\x1b[2J\nb\u202ec")
        assert code == 3
        assert out == (
            "a\\x1b[2J\\nb\\u202ec: cannot be read (errors 1, warnings 0, infos 0)\n"
            "  error FILE-MISSING  no such file: a\\x1b[2J\\nb\\u202ec.\n"
        )


STEERING = "\x1b[31m\u202e\u2066\u061c\x9b\r\U000e0041"


class TestHostileNames:
    """Nothing that a file, an argument or a configuration says steers a terminal, or begins a line of its own."""

    @pytest.mark.parametrize(
        "arguments",
        [
            ("check", "{}"),
            ("check", "{}", "--previous", "{}"),
            ("check", "{}", "--html", "{}"),
            ("check", "{}", "--html", "/none/{}"),
            ("check", "{}", "--format", "github"),
            ("check", "{}", "--config", "{}"),
            ("check", "{}", "--config", "hostile.toml"),
            ("check", "{}", "--select", "{}"),
            ("check", "{}", "--format", "{}"),
            ("check", "{}", "--{}"),
            ("convert", "{}", "/none/{}.json"),
            ("convert", "{}", "{}.zzz"),
            ("diff", "{}", "{}"),
            ("diff", "{}", "none{}"),
            ("aggregate", "{}"),
            ("template", "{}"),
            ("schema", "json", "--edition", "{}"),
            ("schema", "{}"),
            ("{}",),
        ],
        ids=" ".join,
    )
    def test_whatever_the_command(
        self, run: Ran, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
    ) -> None:
        name = f"a{STEERING}\n::error::b.txt"
        monkeypatch.chdir(tmp_path)
        report = (
            (Path(__file__).parent.parent / "examples" / "planted-errors.txt")
            .read_text("utf-8")
            .replace("云川市", f"云{STEERING}川市")
        )
        Path(name).write_text(report, "utf-8", newline="")
        Path("hostile.toml").write_text('[tool.gov-disclosure]\n"\\u202e\\u001b\\n::error::" = []\n', "utf-8")
        _, out, err = run(*(argument.replace("{}", name) for argument in arguments))
        assert out + err
        assert not {*STEERING.replace("[31m", "")} & {*out, *err}
        assert not [line for line in (out + err).splitlines() if line.strip().startswith("::error::")]


class TestConvert:
    """From one format into another, as it stands."""

    def test_there_and_back(self, run: Ran, tmp_path: Path) -> None:
        text = written(tmp_path / "clean.txt")
        assert run("convert", text, "clean.json") == (0, "", "")
        assert run("convert", "clean.json", "again.txt") == (0, "", "")
        assert (tmp_path / "again.txt").read_bytes() == (tmp_path / "clean.txt").read_bytes()

    def test_a_report_with_errors_is_written_as_it_stands(self, run: Ran, tmp_path: Path) -> None:
        wrong = written(
            tmp_path / "wrong.txt", remedies__reconsideration__pending=3, remedies__reconsideration__total=5
        )
        code, out, err = run("convert", wrong, "wrong.json", "--lang", "zh")
        assert (code, out) == (1, "")
        assert err.startswith("wrong.txt：不合格（错误 1，警告 0，提示 0）\n")
        assert err.endswith("wrong.json 已照原样写出；报告中有错误 1 处，未作改动。\n")
        converted = json.loads((tmp_path / "wrong.json").read_text(encoding="utf-8"))
        assert converted["remedies"]["reconsideration"]["total"] == 5

    def test_strict_leaves_the_old_file(self, run: Ran, tmp_path: Path) -> None:
        wrong = written(tmp_path / "wrong.txt", remedies__reconsideration__total=5)
        (tmp_path / "old.json").write_bytes(b"old")
        code, out, err = run("convert", wrong, "old.json", "--strict")
        assert (code, out) == (1, "")
        assert err.splitlines()[-1] == (
            "old.json was not written: errors in the report: 1, and --strict does not write such a report."
        )
        assert (tmp_path / "old.json").read_bytes() == b"old"

    def test_strict_writes_a_clean_report(self, run: Ran, tmp_path: Path) -> None:
        assert run("convert", written(tmp_path / "clean.txt"), "clean.json", "--strict") == (0, "", "")
        assert (tmp_path / "clean.json").exists()

    def test_warnings_go_to_standard_error(self, run: Ran, tmp_path: Path) -> None:
        blank = written(tmp_path / "blank.txt", remedies__reconsideration__pending=None)
        code, out, err = run("convert", blank, "blank.json")
        assert (code, out) == (0, "")
        assert err.startswith("blank.txt: no errors, but incomplete (errors 0, warnings 2, infos 0)\n")

    def test_pipes(self, tmp_path: Path) -> None:
        written(tmp_path / "clean.txt")
        written(tmp_path / "clean.json")
        done = start("convert", "-", "-", "--from", "text", "--to", "json", input=(tmp_path / "clean.txt").read_bytes())
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == (tmp_path / "clean.json").read_bytes()

    def test_findings_do_not_mix_with_the_output(self, tmp_path: Path) -> None:
        written(tmp_path / "wrong.txt", remedies__reconsideration__total=5)
        done = start("convert", "wrong.txt", "-", "--to", "json", env={**os.environ, "LC_ALL": "C"})
        assert done.returncode == 1
        assert json.loads(done.stdout)["remedies"]["reconsideration"]["total"] == 5
        assert done.stderr.splitlines()[-1] == (
            b"standard output was written; errors in the report, left as they are: 1."
        )

    def test_a_pipe_needs_a_format(self, run: Ran, tmp_path: Path) -> None:
        code, out, err = run("convert", written(tmp_path / "clean.txt"), "-")
        assert (code, out) == (2, "")
        assert err.splitlines()[-1] == (
            "gov-disclosure convert: writing to standard output (-) needs a format: --to FORMAT."
        )

    @pytest.mark.parametrize(
        ("arguments", "due"),
        [
            (("clean.txt", "clean.pdf"), "unknown format .pdf"),
            (("clean.txt", "clean"), "unknown format clean"),
            (("clean.txt", "clean.json", "--to", "pdf"), "unknown format pdf"),
            (("clean.txt", "clean.json", "--from", "pdf"), "unknown format pdf"),
        ],
    )
    def test_an_unknown_format_is_wrong_usage(
        self, arguments: tuple[str, ...], due: str, run: Ran, tmp_path: Path
    ) -> None:
        read = "--from" in arguments
        known = [name for name, format_ in gds.FORMATS.items() if read or format_.encode]
        written(tmp_path / "clean.txt")
        code, out, err = run("convert", *arguments)
        assert (code, out) == (2, "")
        assert err.splitlines()[-1] == f"gov-disclosure convert: {due}; known: {', '.join(known)}."
        assert [path.name for path in tmp_path.iterdir()] == ["clean.txt"]

    def test_what_cannot_be_read_writes_nothing(self, run: Ran, tmp_path: Path) -> None:
        assert run("convert", "missing.txt", "new.json") == (
            3,
            "",
            (
                "missing.txt: cannot be read (errors 1, warnings 0, infos 0)\n"
                "  error FILE-MISSING  no such file: missing.txt.\n"
            ),
        )
        assert list(tmp_path.iterdir()) == []

    def test_what_cannot_be_written(self, run: Ran, tmp_path: Path) -> None:
        clean = written(tmp_path / "clean.txt")
        assert run("convert", clean, "nowhere/clean.json") == (
            3,
            "",
            (
                "  error FILE-UNWRITABLE  nowhere/clean.json cannot be written: No such file or directory. "
                "The old file is as it was.\n"
            ),
        )

    def test_what_the_format_cannot_carry(self, run: Ran, tmp_path: Path) -> None:
        report = document()
        report["organ"] = None
        (tmp_path / "nameless.json").write_text(json.dumps(report), encoding="utf-8")
        assert run("convert", "nameless.json", "nameless.txt") == (
            1,
            "",
            (
                "nameless.json: no errors, but incomplete (errors 0, warnings 1, infos 0)\n"
                "  42 identities (passed/failed/not assessable): 42/0/0; of these "
                "T3-ROW 25/0/0, T3-OUTCOME 7/0/0, T3-BALANCE 7/0/0, T4-SUM 3/0/0\n"
                "  warning 1:93 HEADER-BLANK  the name of the organ that reports is not stated.\n"
                "    name of the organ that reports [organ]\n"
                "    source: 政府信息公开工作年度报告格式\n"
                "  error CARRY-TITLE  organ or year is unknown, and the text layout needs both for its title.\n"
                "    name of the organ that reports [organ]\n"
            ),
        )
        assert not (tmp_path / "nameless.txt").exists()


class TestListings:
    """`schema` and `rules`: what the package knows."""

    def test_schema(self, run: Ran) -> None:
        assert run("schema") == run("schema", "json", "--edition", "2021") == (0, gds.schema("json", "2021"), "")

    def test_rules_lists_every_identity_then_every_other_rule(self, run: Ran) -> None:
        code, out, err = run("rules", "--lang", "zh")
        lines = out.splitlines()
        assert (code, err) == (0, "")
        assert lines[0] == "2021 版表式（国办公开办函〔2021〕30号）的勾稽关系，共 42 项："
        assert lines[1] == (
            "T3-ROW  一、本年新收政府信息公开申请数量：总计 = 自然人 + 法人或其他组织 › 商业企业"
            " + 法人或其他组织 › 科研机构 + 法人或其他组织 › 社会公益组织"
            " + 法人或其他组织 › 法律服务机构 + 法人或其他组织 › 其他"
        )
        assert (
            "T3-BALANCE  自然人：三、本年度办理结果 › （七）总计 + 四、结转下年度继续办理"
            " = 一、本年新收政府信息公开申请数量 + 二、上年结转政府信息公开申请数量"
        ) in lines
        assert "T4-SUM  行政诉讼 › 复议后起诉：总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结" in lines
        assert [line.split()[0] for line in lines[1:43]] == [identity.rule for identity in gds.identities()]
        others = [rule for rule in gds.RULES if rule not in {identity.rule for identity in gds.identities()}]
        assert lines[43:45] == ["", f"其他规则，共 {len(others)} 条："]
        assert [line.split()[0] for line in lines[45:]] == others
        assert "FILE-EMPTY  错误（gov-disclosure-schema）：文件是空的。" in lines

    def test_rules_in_english(self, run: Ran) -> None:
        lines = run("rules")[1].splitlines()
        assert lines[0] == "The 42 arithmetic identities of edition 2021 of the form (国办公开办函〔2021〕30号):"
        assert (
            "T4-SUM  administrative litigation › brought directly: total = upheld + corrected + other result + pending"
            in lines
        )
        assert "FILE-DIRECTORY  error (gov-disclosure-schema): this is a directory, not a file: …." in lines

    def test_rules_as_json(self, run: Ran) -> None:
        code, out, err = run("rules", "--format", "json", "--edition", "2021")
        listed = json.loads(out)
        assert (code, err) == (0, "")
        assert listed["edition"] == "2021"
        assert listed["identities"][-3] == {
            "rule": "T4-SUM",
            "severity": "error",
            "source": "国办公开办函〔2021〕30号",
            "at": RECONSIDERED,
            "expected": [
                "/remedies/reconsideration/upheld",
                "/remedies/reconsideration/corrected",
                "/remedies/reconsideration/other",
                "/remedies/reconsideration/pending",
            ],
            "actual": ["/remedies/reconsideration/total"],
        }
        assert [(identity["rule"], identity["at"]) for identity in listed["identities"]] == [
            (identity.rule, identity.at) for identity in gds.identities()
        ]
        assert {rule["rule"] for rule in listed["rules"]} == gds.RULES.keys() - {
            identity.rule for identity in gds.identities()
        }
        assert {
            "rule": "FILE-EMPTY",
            "severity": "error",
            "severities": {},
            "source": "gov-disclosure-schema",
            "message": {"zh": "文件是空的。", "en": "the file is empty."},
        } in listed["rules"]

    @pytest.mark.parametrize("command", ["rules", "schema"])
    def test_an_unknown_edition_is_wrong_usage(self, command: str, run: Ran) -> None:
        code, out, err = run(command, "--edition", "1999", "--lang", "zh")
        assert (code, out) == (2, "")
        assert err.splitlines()[-1].startswith(f"gov-disclosure {command}: 不认得“1999”版表式；可用：")


class TestUsage:
    """Wrong usage is 2; help and version cost nothing."""

    @pytest.mark.parametrize(
        ("arguments", "english", "chinese"),
        [
            ((), "gov-disclosure: the following arguments are required: COMMAND", "gov-disclosure: 缺少参数：COMMAND"),
            (
                ("check",),
                "gov-disclosure check: the following arguments are required: FILE",
                "gov-disclosure check: 缺少参数：FILE",
            ),
            (
                ("check", "a", "--bogus"),
                "gov-disclosure: unrecognized arguments: --bogus",
                "gov-disclosure: 不认得的参数：--bogus",
            ),
            (
                ("check", "a", "--format"),
                "gov-disclosure check: argument --format: expected one argument",
                "gov-disclosure check: 参数 --format：后面须有一个值",
            ),
            (
                ("convert", "a", "b", "--strict=1"),
                "gov-disclosure convert: argument --strict: ignored explicit argument '1'",
                "gov-disclosure convert: 参数 --strict：不能带值 '1'",
            ),
        ],
    )
    def test_wrong_usage(self, arguments: tuple[str, ...], english: str, chinese: str, run: Ran) -> None:
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert err.startswith("usage: gov-disclosure")
        assert err.splitlines()[-1] == english
        code, out, err = run("--lang", "zh", *arguments)
        assert (code, out) == (2, "")
        assert err.startswith("用法：gov-disclosure")
        assert err.splitlines()[-1] == chinese

    def test_no_such_choice(self, run: Ran) -> None:
        code, _, err = run("rules", "--format", "xml", "--lang", "zh")
        assert code == 2
        assert err.splitlines()[-1].startswith("gov-disclosure rules: 参数 --format：没有 'xml' 这一选择（可用：")

    def test_no_abbreviations(self, run: Ran) -> None:
        assert run("check", "a", "--form", "json")[0] == 2

    def test_version(self, run: Ran) -> None:
        assert run("--version") == (0, f"gov-disclosure {gds.__version__}\n", "")

    @pytest.mark.parametrize("language", ["zh", "en"])
    @pytest.mark.parametrize("command", COMMANDS)
    def test_help_has_examples_and_exit_codes(self, command: str, language: str, run: Ran) -> None:
        code, out, err = run(command, "--help", "--lang", language)
        assert (code, err) == (0, "")
        codes = {"zh": "退出码：0 无误；1 有“错误”级的问题；2 用法不对；3", "en": "Exit codes: 0 clean; 1 findings"}
        if command == "diff":
            codes = {
                "zh": "退出码：0 相同；1 不同；2 用法不对；3",
                "en": "Exit codes: 0 the same; 1 different; 2 wrong usage",
            }
        assert f"\n  gov-disclosure {command}" in out
        assert codes[language] in out

    def test_top_help_lists_every_command(self, run: Ran) -> None:
        code, out, _ = run("--help", "--lang", "zh")
        assert code == 0
        assert re.findall(r"^    (\w+) ", out, re.MULTILINE) == [*COMMANDS]
        assert "\n命令：\n" in out

    @pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"], ["rules", "--help"]])
    def test_it_imports_no_pydantic(self, arguments: list[str]) -> None:
        program = (
            "import sys; from gov_disclosure_schema.cli import main\n"
            f"code = main({arguments!r})\n"
            "sys.exit(code or 'pydantic' in sys.modules)"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")

    def test_every_word_is_in_both_languages(self) -> None:
        for said in (*words.WORDS.values(), *SEVERITIES.values(), *VERDICTS.values()):
            placeholders = [set(re.findall(r"\{\w+\}", spoken)) for spoken in said]
            assert all(said)
            assert placeholders[0] == placeholders[1]

    def test_every_word_is_used(self) -> None:
        package = Path(words.__file__).parent
        code = "".join(path.read_text(encoding="utf-8") for path in package.glob("*.py") if path.name != "words.py")
        derived = {f"{kind}_{command}" for kind in ("help", "epilog") for command in COMMANDS}
        assert [key for key in words.WORDS.keys() - derived if f'"{key}"' not in code] == []


class TestNothingMakesItFallOver:
    """Whatever happens to the streams, there is no traceback."""

    @on_posix
    def test_the_reader_of_a_pipe_goes_away(self) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "gov_disclosure_schema", "rules"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.close()
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (141, b"")

    @on_posix
    def test_a_full_disk(self, tmp_path: Path) -> None:
        written(tmp_path / "clean.txt")
        for arguments in (["rules"], ["schema"], ["check", "clean.txt"], ["convert", "clean.txt", "-", "--to", "json"]):
            with Path("/dev/full").open("wb") as full:
                done = subprocess.run(
                    [sys.executable, "-m", "gov_disclosure_schema", *arguments, "--lang", "en"],
                    stdout=full,
                    stderr=subprocess.PIPE,
                    check=False,
                )
            assert (done.returncode, done.stderr.decode()) == (
                3,
                "  error FILE-UNWRITABLE  standard output cannot be written: No space left on device.\n",
            )

    @on_posix
    def test_closed_streams(self, tmp_path: Path) -> None:
        written(tmp_path / "clean.txt")
        for arguments in ("check clean.txt missing", "schema", "check -"):
            command = f'"{sys.executable}" -m gov_disclosure_schema {arguments} <&- >&- 2>&-'
            done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
            assert done.returncode == (0 if arguments == "schema" else 3)

    @on_posix
    def test_stopped_from_the_keyboard(self) -> None:
        # Whoever started the tests may ignore the signal, and a child inherits that.
        program = (
            "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            "from gov_disclosure_schema.cli import main\n"
            "sys.exit(main(['check', '-', 'missing']))"
        )
        pipe = subprocess.PIPE
        process = subprocess.Popen([sys.executable, "-c", program], stdin=pipe, stdout=pipe, stderr=pipe)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(3)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (130, b"", b"")

    def test_a_stream_that_cannot_say_it(self, tmp_path: Path) -> None:
        name = written(tmp_path / "clean.txt")
        ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
        done = start("check", name, "--lang", "zh", env=ascii_only)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.startswith(b"clean.txt\\uff1a\\u5408\\u683c\\uff08")

    @on_posix
    @pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
    def test_a_name_that_is_no_text(self, encoding: str) -> None:
        environment = {**os.environ, "PYTHONIOENCODING": encoding}
        done = start("check", b"b\xffd.txt", "--lang", "en", env=environment)
        assert (done.returncode, done.stderr) == (3, b"")
        assert done.stdout.startswith(b"b\\udcffd.txt: cannot be read (errors 1, ")
        done = start("check", b"b\xffd.txt", "--format", "json", env=environment)
        assert (done.returncode, done.stderr) == (3, b"")
        assert os.fsencode(json.loads(done.stdout)[0]["file"]) == b"b\xffd.txt"

    def test_a_name_with_a_nul(self, run: Ran) -> None:
        assert run("check", "a\0b")[:2] == (
            3,
            (
                "a\\x00b: cannot be read (errors 1, warnings 0, infos 0)\n"
                "  error FILE-UNREADABLE  a\\x00b cannot be read: embedded null byte.\n"
            ),
        )
