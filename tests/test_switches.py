"""Rules switched off and on: by id or beginning of ids, in Python, on the command line, in a configuration."""

from __future__ import annotations

import json
import os
import pickle
from pathlib import Path
from typing import Any

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema import checks
from gov_disclosure_schema.catalogue import CHECK_RULES, IDENTITY_RULES, RULES
from gov_disclosure_schema.checks import CHECKS
from gov_disclosure_schema.checks.switches import Switches, rules_named
from gov_disclosure_schema.cli import main

EXAMPLES = Path(__file__).parents[1] / "examples"
PLANTED = EXAMPLES / "planted-errors.txt"
CLEAN = EXAMPLES / "suqian-2024.txt"
REPORT = gds.codecs.text.decode(CLEAN.read_bytes())


class TestNames:
    """A rule is named by its id, several by what their ids begin with, up to a hyphen; anything else is refused."""

    @pytest.mark.parametrize(
        ("names", "due"),
        [
            ("T3-ROW", {"T3-ROW"}),
            ("t3-row", {"T3-ROW"}),
            ("T3", {"T3-ROW", "T3-OUTCOME", "T3-BALANCE"}),
            ("T3-", {"T3-ROW", "T3-OUTCOME", "T3-BALANCE"}),
            ("T4-SUM, T3-ROW", {"T4-SUM", "T3-ROW"}),
            (["T4-SUM", "T3-ROW"], {"T4-SUM", "T3-ROW"}),
            (["T4", "Y-CARRY,Y-YEAR"], {"T4-SUM", "Y-CARRY", "Y-YEAR"}),
            ((), set()),
        ],
    )
    def test_what_a_name_stands_for(self, names: Any, due: set[str]) -> None:
        assert rules_named(names) == due

    def test_a_rule_that_is_neither_selected_nor_wanted_is_off_once(self) -> None:
        off = Switches(select="Y", ignore=("P-POWER", "Y-YEAR")).off
        assert {"P-POWER", "Y-YEAR"} <= set(off)
        assert set(CHECK_RULES) - set(off) == {rule for rule in rules_named("Y") if rule != "Y-YEAR"}

    def test_what_reading_finds_is_told_whatever_is_selected(self) -> None:
        reading = set(RULES) - set(CHECK_RULES)
        assert not reading & set(Switches(select=["SECTION", "Y"]).off)

    @pytest.mark.parametrize("rule", RULES)
    def test_every_rule_by_its_id(self, rule: str) -> None:
        assert rule in rules_named(rule)
        assert all(found == rule or found.startswith(f"{rule}-") for found in rules_named(rule))

    @pytest.mark.parametrize(
        ("name", "nearest"),
        [("T3-RWO", "T3-ROW"), ("T", "T4"), ("Y-CARY", "Y-CARRY"), ("sections", "SECTION")],
    )
    def test_an_unknown_name_is_told_the_nearest(self, name: str, nearest: str) -> None:
        with pytest.raises(gds.UsageError) as error:
            Switches(ignore=name)
        (finding,) = error.value.findings
        assert finding.rule == "RULE-UNKNOWN"
        assert finding.message("zh") == f"没有规则“{name}”；最接近的是 {nearest}。"
        assert finding.message("en") == f"there is no rule {name}; the nearest is {nearest}."

    def test_no_name_is_no_rule(self) -> None:
        with pytest.raises(gds.UsageError, match="there is no rule ; the nearest is"):
            Switches(select="T3,")


class TestCheck:
    """What is switched off is neither told nor counted, and the findings say so."""

    def test_a_rule_that_is_ignored(self) -> None:
        report = gds.read(PLANTED).report
        whole, without = gds.check(report), gds.check(report, ignore="T3-ROW")
        assert [one for one in whole if "T3-ROW" not in (one.rule, one.facts.get("rule"))] == list(without)
        assert len(whole) > len(without)
        assert dict(without.tally) == {rule: tally for rule, tally in whole.tally.items() if rule != "T3-ROW"}
        assert (whole.switched_off, without.switched_off) == ((), ("T3-ROW",))

    def test_the_rules_that_are_selected(self) -> None:
        report = gds.read(PLANTED).report
        findings = gds.check(report, select="T3-ROW")
        assert {finding.rule for finding in findings} == {"T3-ROW", "NOT-ASSESSABLE"}
        assert [*findings.tally] == ["T3-ROW"]
        assert findings.switched_off == tuple(rule for rule in RULES if rule in CHECK_RULES and rule != "T3-ROW")

    def test_ignored_weighs_more_than_selected(self) -> None:
        findings = gds.check(gds.read(PLANTED).report, select="T3", ignore="T3-ROW")
        assert [*findings.tally] == ["T3-OUTCOME", "T3-BALANCE"]

    def test_identities_that_were_switched_off_are_not_counted_as_passed(self) -> None:
        assert gds.check(gds.read(CLEAN).report, ignore="T3,T4").total == gds.Tally()

    def test_every_rule_of_the_checks_belongs_to_one_of_them(self) -> None:
        listed = [rule for rules in CHECKS.values() for rule in rules]
        assert sorted(listed) == sorted(CHECK_RULES)

    def test_a_check_whose_rules_are_all_off_does_not_run(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ran: list[tuple[str, ...]] = []
        spies = {lambda _, rules=rules: ran.append(rules) or gds.Findings(): rules for rules in CHECKS.values()}
        monkeypatch.setattr(checks, "CHECKS", spies)
        gds.check(REPORT, select="T4")
        assert ran == [IDENTITY_RULES]

    def test_it_survives_a_pickle(self) -> None:
        findings = gds.check(gds.read(CLEAN).report, ignore="T3")
        assert pickle.loads(pickle.dumps(findings)).switched_off == findings.switched_off  # noqa: S301


class TestRead:
    """Reading takes the same switches; what reading itself finds can be ignored, but never goes by selecting others."""

    def test_what_reading_finds_is_told_whatever_is_selected(self) -> None:
        found = [finding.rule for finding in gds.read(PLANTED, select="T4-SUM").findings]
        assert found == ["CELL-NOTE", "CELL-BLANK", "T4-SUM"]

    def test_what_reading_finds_can_be_ignored(self) -> None:
        reading = gds.read(PLANTED, ignore=["CELL", "T3", "T4", "N"])
        assert list(reading.findings) == []
        assert reading.findings.switched_off[:2] == ("T3-ROW", "T3-OUTCOME")
        assert "CELL-BLANK" in reading.findings.switched_off
        assert not reading.complete

    def test_what_keeps_a_file_from_being_read_cannot(self) -> None:
        with pytest.raises(gds.DecodeError):
            gds.read(b"\xff\xfe", ignore="FILE")

    def test_an_unknown_rule_is_told_before_the_file_is_read(self) -> None:
        with pytest.raises(gds.UsageError):
            gds.read("there is no such file", select="X-NONE")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["check", "--lang", "en", *arguments])
    return code, *capsys.readouterr()


class TestTheCommand:
    """`--select`, `--ignore`, and the configuration; the run says what was switched off."""

    @pytest.fixture(autouse=True)
    def elsewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

    def test_ignored_rules(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _ = run(capsys, str(PLANTED), "--ignore", "T3-OUTCOME,T3-ROW", "--ignore", "T4-SUM")
        assert code == 0
        assert "errors 0" in out.splitlines()[0]
        assert out.splitlines()[1] == (
            "  7 identities (passed/failed/not assessable): 7/0/0; of these T3-BALANCE 7/0/0"
        )
        assert out.endswith(
            "\nRules that were switched off, and neither passed nor failed: T3-ROW, T3-OUTCOME, T4-SUM.\n"
        )

    def test_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        _, out, _ = run(capsys, str(CLEAN), "--ignore", "T3", "--format", "json")
        (result,) = json.loads(out)
        assert result["switched_off"] == ["T3-ROW", "T3-OUTCOME", "T3-BALANCE"]
        assert [*result["tally"]] == ["T4-SUM"]

    def test_an_unknown_rule_is_wrong_usage(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, _, err = run(capsys, str(CLEAN), "--ignore", "T3-RWO")
        assert code == 2
        assert err.endswith("gov-disclosure check: there is no rule T3-RWO; the nearest is T3-ROW.\n")

    @pytest.mark.parametrize("option", ["--previous", "--select", "--ignore", "--config"])
    def test_none_of_it_goes_with_the_published_artefacts(
        self, capsys: pytest.CaptureFixture[str], option: str
    ) -> None:
        code, _, err = run(capsys, str(CLEAN), "--against", "schema", option, "T3")
        assert code == 2
        assert err.endswith(f"gov-disclosure check: {option} cannot go with --against schema.\n")


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


class TestConfiguration:
    """`[tool.gov-disclosure]` with `select` and `ignore`, of the nearest pyproject.toml or of the file that is named."""

    @pytest.fixture(autouse=True)
    def elsewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

    def test_the_nearest_pyproject_and_the_run_names_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = write(tmp_path / "pyproject.toml", '[tool.gov-disclosure]\nignore = ["T3"]\n')
        below = tmp_path / "a" / "b"
        below.mkdir(parents=True)
        monkeypatch.chdir(below)
        _, out, _ = run(capsys, str(CLEAN))
        assert out.endswith(
            f"\nRules that were switched off, and neither passed nor failed (configuration: {file}): "
            "T3-ROW, T3-OUTCOME, T3-BALANCE.\n"
        )

    def test_a_file_that_is_named_takes_its_place(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(tmp_path / "pyproject.toml", '[tool.gov-disclosure]\nignore = ["T3"]\n')
        named = write(tmp_path / "other.toml", '[tool.gov-disclosure]\nselect = ["T4", "T3-ROW"]\n')
        _, out, _ = run(capsys, str(CLEAN), "--config", named, "--format", "json")
        assert [*json.loads(out)[0]["tally"]] == ["T3-ROW", "T4-SUM"]

    def test_options_are_added_to_what_is_ignored_and_take_the_place_of_what_is_selected(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(tmp_path / "pyproject.toml", '[tool.gov-disclosure]\nselect = ["T4"]\nignore = ["T3-ROW"]\n')
        _, out, _ = run(capsys, str(CLEAN), "--select", "T3", "--ignore", "T3-BALANCE", "--format", "json")
        assert [*json.loads(out)[0]["tally"]] == ["T3-OUTCOME"]

    @pytest.mark.parametrize("text", ["", "[tool.other]\nignore = 1\n", "[project]\nname = 'x'\n"])
    def test_one_that_says_nothing_of_it(self, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
        write(tmp_path / "pyproject.toml", text)
        code, out, _ = run(capsys, str(CLEAN))
        assert code == 0
        assert "switched off" not in out

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                "[tool.gov-disclosure]\nignored = []\n",
                "[tool.gov-disclosure] in {file} has no key ignored; the nearest is ignore.",
            ),
            (
                '[tool.gov-disclosure]\nignore = "T3"\n',
                "[tool.gov-disclosure] in {file}: ignore should be an array of rule ids.",
            ),
            (
                "[tool.gov-disclosure]\nselect = [3]\n",
                "[tool.gov-disclosure] in {file}: select should be an array of rule ids.",
            ),
            ("tool.gov-disclosure = 3\n", "tool.gov-disclosure in {file} should be a table."),
            ("tool = 3\n", "tool.gov-disclosure in {file} should be a table."),
            (
                "[tool\n",
                "{file} is not well-formed TOML: Expected ']' at the end of a table declaration (at line 1, column 6).",
            ),
            ('[tool.gov-disclosure]\nignore = ["T3-RWO"]\n', "there is no rule T3-RWO; the nearest is T3-ROW."),
        ],
    )
    def test_what_it_cannot_say_is_wrong_usage(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
    ) -> None:
        file = write(tmp_path / "pyproject.toml", text)
        code, out, err = run(capsys, str(CLEAN))
        assert (code, out) == (2, "")
        assert err.endswith(f"gov-disclosure check: {message.format(file=file)}\n")

    def test_a_named_file_that_is_not_there(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, _, err = run(capsys, str(CLEAN), "--config", "none.toml")
        assert code == 3
        assert err == "  error FILE-MISSING  no such file: none.toml.\n"

    @pytest.mark.skipif(os.name != "posix", reason="a folder in use can only be removed there")
    def test_a_folder_that_is_not_there_any_more(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        gone = tmp_path / "gone"
        gone.mkdir()
        monkeypatch.chdir(gone)
        gone.rmdir()
        code, _, err = run(capsys, str(CLEAN))
        assert (code, err) == (0, "")

    def test_one_that_is_no_text(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "pyproject.toml").write_bytes(b"\xff")
        code, _, err = run(capsys, str(CLEAN))
        assert code == 2
        assert "is not well-formed TOML: 'utf-8' codec can't decode byte 0xff" in err


class TestPrevious:
    """`--previous`: last year's report, in any format; both places are shown."""

    def test_both_years_are_shown(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        text = CLEAN.read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        lines[38] = lines[38].replace("121\n", "120\n")
        draft = write(tmp_path / "draft.txt", "".join(lines))
        code, out, _ = run(capsys, draft, "--previous", str(EXAMPLES / "suqian-2023.json"), "--select", "Y")
        assert code == 1
        assert out.splitlines()[1:6] == [
            "  15 comparisons with last year (passed/failed/not assessable): 14/1/0; of these Y-CARRY 6/1/0, "
            "Y-STOCK 2/0/0, Y-SAME 3/0/0, Y-UNIT 1/0/0, Y-YEAR 1/0/0, Y-ORGAN 1/0/0",
            "  error 39:34 Y-CARRY  carried over from last year › total: printed 120, but “carried forward to next year "
            "› total” of last year's report is 121, difference -1.",
            "    39:34 total = 120 [requests.carried_over.total]",
            "    last year: 1:5730 total = 121 [requests.carried_forward.total]",
            "    source: 政府信息公开工作年度报告格式",
        ]

    def test_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        last = str(EXAMPLES / "suqian-2023.json")
        code, out, _ = run(capsys, str(CLEAN), "--previous", last, "--format", "json", "--select", "Y-CARRY")
        (result,) = json.loads(out)
        assert code == 0
        assert (result["file"], result["previous"]) == (str(CLEAN), last)
        assert result["tally"] == {"Y-CARRY": {"passed": 7, "failed": 0, "not_assessable": 0}}

    def test_last_years_file_that_cannot_be_read_is_told_and_this_one_is_checked(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, out, _ = run(capsys, str(CLEAN), "--previous", "none.json", "--format", "json")
        this, last = json.loads(out)
        assert code == 3
        assert (this["verdict"], this["previous"], this["tally"]["T4-SUM"]["passed"]) == ("passed", None, 3)
        assert (last["file"], last["verdict"]) == ("none.json", "unreadable")

    def test_it_goes_with_one_report_alone(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, _, err = run(capsys, str(CLEAN), str(CLEAN), "--previous", str(CLEAN))
        assert code == 2
        assert err.endswith("gov-disclosure check: --previous goes with one report alone.\n")
