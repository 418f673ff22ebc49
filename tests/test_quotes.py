"""A finding about running text points at the characters that it quotes, in the paragraph and in the source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

import gov_disclosure_schema as gds
from gov_disclosure_schema.conformance.documents import base
from gov_disclosure_schema.document.plain_text import characters
from gov_disclosure_schema.editions import LATEST
from gov_disclosure_schema.findings import Finding, Position, Span
from gov_disclosure_schema.report import texts_of
from gov_disclosure_schema.results.as_json import json_of
from gov_disclosure_schema.results.result import Result
from gov_disclosure_schema.results.sarif import sarif
from gov_disclosure_schema.scalars import LINE_MAX
from gov_disclosure_schema.testing import paragraphs, published_reports

CLAIM = "本年新收政府信息公开申请31件，予以公开31件。"
"""Two numbers spelled alike, neither of which an empty form bears out."""
BEFORE = paragraphs().filter(lambda text: len(text) < LINE_MAX - len(CLAIM))
TITLE = "某市2023年政府信息公开工作年度报告"


def quoting(reading: gds.Reading) -> list[tuple[Finding, Span]]:
    """The findings that quote something."""
    return [(finding, finding.span) for finding in reading.findings if finding.span]


def paragraph_of(report: gds.PublishedReport, finding: Finding) -> str:
    section, _, number = finding.at[0].rpartition(".")
    text: str = getattr(report, section)[int(number)]
    return text


def in_source(source: str, finding: Finding) -> str:
    """What of the source stands from where a finding begins to where it ends."""
    lines = source.splitlines(keepends=True)
    begin, end = finding.position, finding.until
    assert begin
    assert end
    before = "".join(lines[: end.line - 1]) + lines[end.line - 1][: end.column - 1]
    return before[len("".join(lines[: begin.line - 1])) + begin.column - 1 :]


class TestInTheParagraph:
    """In every format the span is that of the characters that the message quotes."""

    @pytest.mark.parametrize("codec", ["json", "xml", "text", "html", "docx", "xlsx"])
    def test_whatever_the_format(self, codec: str) -> None:
        report = base(LATEST.name, overview=("首段。", CLAIM))
        reading = gds.read(getattr(gds.codecs, codec).encode(report))
        found = [(finding.rule, finding.at, finding.facts["printed"], span) for finding, span in quoting(reading)]
        assert found == [
            ("N-NUMBER", ("overview.1",), "31件", Span(12, 15)),
            ("N-NUMBER", ("overview.1",), "31件", Span(20, 23)),
            ("P-PROBLEMS", ("problems_and_improvements.0",), "无。", Span(0, 2)),
        ]
        for finding, span in quoting(reading):
            assert paragraph_of(reading.report, finding)[slice(*span)] == finding.facts["printed"]
            assert (finding.until is None) is (codec not in ("json", "text"))
            if not finding.until:
                assert finding.position == reading.texts[finding.at[0]]

    @pytest.mark.parametrize(
        ("fields", "rule", "at", "quoted"),
        [
            (
                {"overview": ("前言。 本报告统计期限为2020年1月1日至2020年12月31日。完。",)},
                "P-PERIOD",
                "overview.0",
                ["本报告统计期限为2020年1月1日至2020年12月31日"],
            ),
            ({"problems_and_improvements": ("暂无。", "无")}, "P-PROBLEMS", "problems_and_improvements.0", ["暂无。"]),
            (
                {"other_matters": ("其他如下。", "行政事业性收费0万元。")},
                "P-FEES",
                "other_matters.1",
                ["行政事业性收费"],
            ),
        ],
    )
    def test_what_is_not_a_number_of_the_tables(
        self, fields: dict[str, Any], rule: str, at: str, quoted: list[str]
    ) -> None:
        report = base(LATEST.name, **fields)
        found = [finding for finding in gds.check(report) if finding.rule == rule]
        assert [finding.at for finding in found] == [(at,)] * len(quoted)
        assert [paragraph_of(report, one)[slice(*one.span)] for one in found if one.span] == quoted


class TestInTheSource:
    """Where the source has columns, the finding stands at the first character quoted, and ends behind the last."""

    @given(BEFORE, st.booleans(), st.sampled_from([None, 1]))
    def test_json_however_its_strings_are_written(self, before: str, ascii_only: bool, indent: int | None) -> None:  # noqa: FBT001
        report = base(LATEST.name, overview=("首段。", f"{before}。{CLAIM}"))
        data = json.loads(gds.codecs.json.encode(report))
        source = json.dumps(data, ensure_ascii=ascii_only, indent=indent)
        found = quoting(gds.read(source.encode()))
        assert found
        for finding, span in found:
            quoted = json.loads(f'"{in_source(source, finding)}"')
            assert quoted == paragraph_of(report, finding)[slice(*span)]

    @given(BEFORE)
    def test_canonical_text(self, before: str) -> None:
        report = base(LATEST.name, overview=("首段。", f"{before}。{CLAIM}"))
        source = gds.codecs.text.encode(report).decode()
        lines = source.split("\n")
        found = quoting(gds.read(source.encode()))
        assert found
        for finding, span in found:
            begin, end = finding.position, finding.until
            assert begin
            assert end
            assert begin.line == end.line
            assert (
                lines[begin.line - 1][begin.column - 1 : end.column - 1] == paragraph_of(report, finding)[slice(*span)]
            )

    @given(published_reports())
    def test_in_canonical_text_everything_has_the_place_that_the_layout_gives_it(
        self, drawn: gds.PublishedReport
    ) -> None:
        """Also where a paragraph looks like a row of a table, or a title."""
        report = drawn.model_copy(update={"organ": "某县", "year": 2023})
        lines = gds.codecs.text.encode(report).decode().split("\n")
        reading = gds.read("\n".join(lines).encode())
        assert reading.report == report
        for place in reading.places.values():
            line, column = place.position[:2]
            assert lines[line - 1][column - 1 :].partition("\t")[0] == place.printed
        for address, text in texts_of(report).items():
            line, column = reading.texts[address][:2]
            assert lines[line - 1][column - 1 :].startswith(text if address != "year" else f"某县{text}")

    @pytest.mark.parametrize(
        ("lines", "places"),
        [
            ([f"　　{CLAIM}"], [(3, 15, 18), (3, 23, 26)]),
            ([f"  今年，   {CLAIM}"], [(3, 21, 24), (3, 29, 32)]),
            (["", f"今\ufeff年，\u0007{CLAIM}"], [(4, 18, 21), (4, 26, 29)]),
        ],
        ids=["indented", "tidied", "characters that no format carries"],
    )
    @pytest.mark.parametrize("line_break", ["\n", "\r\n"])
    def test_published_text(self, lines: list[str], places: list[tuple[int, int, int]], line_break: str) -> None:
        source = line_break.join([TITLE, "一、总体情况", *lines, *_EMPTY_TABLES])
        found = [(one.position, one.until) for one, _ in quoting(gds.read(source.encode())) if one.rule == "N-NUMBER"]
        assert found == [(Position(line, begin), Position(line, end)) for line, begin, end in places]

    def test_a_paragraph_whose_lines_a_page_broke(self) -> None:
        """Each number of the text is made another one; the findings stand at the lines on which they are printed."""
        printed = (Path(__file__).parent / "pdftotext" / "libreoffice.txt").read_text("utf-8")
        source = printed.replace("1078 件", "1079 件").replace("114 件", "115 件")
        reading = gds.read(source.encode())
        found = [(one, span) for one, span in quoting(reading) if one.rule == "N-NUMBER"]
        assert [in_source(source, one) for one, _ in found] == ["115 件", "1079 件"]
        assert [paragraph_of(reading.report, one)[slice(*span)] for one, span in found] == ["115 件", "1079 件"]
        begin = [reading.texts[one.at[0]] for one, _ in found]
        lines = [(at.line, one.position.line) for at, (one, _) in zip(begin, found, strict=True) if one.position]
        assert lines == [(14, 15), (16, 17)]

    def test_where_something_else_stands_between_it_stands_at_the_paragraph(self) -> None:
        assert characters("甲乙\n— 3 —\n丙", 0, "甲乙丙") is None
        assert characters("甲乙\n  丙", 0, "甲乙丙") == [Span(0, 1), Span(1, 2), Span(5, 6)]
        assert characters("甲", 0, "甲乙") is None


_EMPTY_TABLES = [
    "三、收到和处理政府信息公开申请情况",
    "一、本年新收政府信息公开申请数量\t" + "\t".join(["0"] * 7),
    "（一）予以公开\t" + "\t".join(["0"] * 7),
]


class TestInEveryOutput:
    """Programs get the place where the quote ends, and the characters of the paragraph."""

    def test_json_and_sarif(self) -> None:
        source = gds.codecs.text.encode(base(LATEST.name, overview=(CLAIM,))).decode()
        reading = gds.read(source.encode())
        result = Result("report.txt", reading, reading.findings)
        (first, _) = (one for one in json_of(result)["findings"] if one["rule"] == "N-NUMBER")
        assert (first["position"], first["until"], first["span"]) == (
            {"line": 4, "column": 13},
            {"line": 4, "column": 16},
            {"start": 12, "end": 15},
        )
        log = json.loads(sarif([result], "en"))
        (first, _) = (one for one in log["runs"][0]["results"] if one["ruleId"] == "N-NUMBER")
        assert first["locations"][0]["physicalLocation"]["region"] == {
            "startLine": 4,
            "startColumn": 13,
            "endLine": 4,
            "endColumn": 16,
        }
