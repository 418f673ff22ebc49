"""`gov-disclosure convert`, and the commands that list or print what the package knows."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from commanding import RECONSIDERED, Ran, document, start, written

import gov_disclosure_schema as gds

pytestmark = pytest.mark.usefixtures("in_a_folder_of_its_own")


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
