"""Whatever a file holds, `read` answers with a reading or with an error of ours, and the command with 1 or 3.

Each case states what is wrong, by rule, and where; nothing but a `GovDisclosureError` leaves `read`, no traceback the
command, and neither time nor memory run away.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commanding import document

import gov_disclosure_schema as gds
from gov_disclosure_schema import cli
from gov_disclosure_schema.codecs.json import VALUES_MAX
from gov_disclosure_schema.document.plain_text import CELLS_MAX

LICENSING = "proactive_disclosure.licensing.decisions"
MEMORY_MB = 300
"""Most that a run over a text of 50 MB may take, interpreter and all."""
JSON_MEMORY_MB = 1000
"""Most for a JSON text of 50 MB: pydantic holds the document once for each field that is missing in it."""
MEASURE = """
import re, sys, time
from pathlib import Path
import gov_disclosure_schema as gds
began = time.process_time()
try:
    gds.read(sys.argv[1])
except gds.GovDisclosureError as error:
    seconds = time.process_time() - began
    # Not ru_maxrss, which a child has from its parent.
    peak = re.search(r"VmHWM:\\s*([0-9]+) kB", Path("/proc/self/status").read_text())
    print(error.findings[0].rule, seconds, peak[1])
"""

Expected = list[tuple[str, tuple[int, int] | None]]


JSON = json.dumps(document(), ensure_ascii=False)
TEXT = gds.codecs.text.encode(gds.PublishedReport.model_validate_json(JSON)).decode()
MATRIX = TEXT[TEXT.index("三、收到") : TEXT.index("四、政府信息公开")]
DECISIONS = '"licensing": {"decisions": 0}'
COLUMN = JSON.index(DECISIONS) + len(DECISIONS) - 1
LINE = TEXT[: TEXT.index("行政许可")].count("\n") + 1


def with_cell(printed: str) -> bytes:
    """The text of a report in which one cell says this."""
    return TEXT.replace("行政许可\t0", f"行政许可\t{printed}").encode()


def with_value(written: str) -> bytes:
    """The JSON of the same."""
    return JSON.replace(DECISIONS, DECISIONS.replace("0", written)).encode()


def place(finding: gds.Finding) -> tuple[int, int] | None:
    return finding.position and (finding.position.line, finding.position.column)


def findings_of(source: bytes | str) -> tuple[type[BaseException] | None, Expected]:
    """The error that `read` raises, if it does, and what is found."""
    try:
        found = gds.read(source).findings
    except gds.GovDisclosureError as error:
        return type(error), [(finding.rule, place(finding)) for finding in error.findings]
    return None, [(finding.rule, place(finding)) for finding in found]


REFUSED = {
    "empty": (b"", gds.DecodeError, [("FILE-EMPTY", None)]),
    "white space": (b" \r\n\t\n", gds.DecodeError, [("FILE-EMPTY", None)]),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", gds.DecodeError, [("FILE-BINARY", None)]),
    "ZIP": (b"PK\x03\x04\x14\0\x06\0", gds.DecodeError, [("FILE-CONVERT", None)]),
    "NUL in text": (TEXT.replace("市", "\0").encode(), gds.DecodeError, [("FILE-BINARY", None)]),
    "random bytes": (bytes(range(128, 256)), gds.DecodeError, [("FILE-ENCODING", (1, 1))]),
    "GBK cut within a character": (TEXT.encode("gbk")[:-2], gds.DecodeError, [("FILE-ENCODING", (1, 1))]),
    "UTF-8 spoilt": (
        b"abc\nde" + TEXT.encode() + b"\xff",
        gds.DecodeError,
        [("FILE-ENCODING", (TEXT.count("\n") + 2, 1))],
    ),
    "UTF-16 without mark": (TEXT.encode("utf-16-le"), gds.DecodeError, [("FILE-BINARY", None)]),
    "another report": (
        "云川公司2024年年度报告\n一、公司概况\n二、财务\n".encode(),
        gds.DecodeError,
        [("NOT-A-REPORT", None)],
    ),
    "another table": ("项目\t数量\n甲\t1\n乙\t2\n".encode(), gds.DecodeError, [("NOT-A-REPORT", None)]),
    "too many cells": (b"1\t" * CELLS_MAX, gds.DecodeError, [("FILE-TOO-LARGE", None)]),
    "too many lines": (b"1\n" * CELLS_MAX, gds.DecodeError, [("FILE-TOO-LARGE", None)]),
    "JSON in GBK": (JSON.encode("gbk"), gds.DecodeError, [("FILE-ENCODING", (1, 1 + JSON.index("云")))]),
    "JSON in UTF-16": (JSON.encode("utf-16"), gds.DecodeError, [("FILE-ENCODING", (1, 1))]),
    "JSON with a mark": (b"\xef\xbb\xbf" + JSON.encode(), gds.DecodeError, [("FILE-ENCODING", (1, 1))]),
    "JSON cut short": (JSON[:200].encode(), gds.DecodeError, [("JSON-SYNTAX", (1, 200))]),
    "JSON and more": (f"{JSON}\nx".encode(), gds.DecodeError, [("JSON-SYNTAX", (2, 1))]),
    "JSON that is an array": (b"[1, 2]", gds.DecodeError, [("NOT-A-REPORT", None)]),
    "another JSON": (b'{"a": 1}', gds.SchemaMismatch, [("JSON-SCHEMA", (1, 1))]),
    "another schema": (
        JSON.replace("report:2021:1", "report:2021:9").encode(),
        gds.SchemaMismatch,
        [("JSON-SCHEMA", (1, 1 + JSON.index('"urn:')))],
    ),
    "a key twice": (
        JSON.replace('"year": 2024', '"year": 2024, "year": 2024').encode(),
        gds.DecodeError,
        [("JSON-DUPLICATE", (1, 1 + JSON.index('"year"') + len('"year": 2024, ')))],
    ),
    "deep JSON, allowed": (
        b'{"edition":' + b"[" * 150 + b"]" * 150 + b"}",
        gds.SchemaMismatch,
        [("JSON-SCHEMA", (1, 12))],
    ),
    "too many values": (b'{"a":[' + b"1," * VALUES_MAX + b"1]}", gds.DecodeError, [("FILE-TOO-LARGE", None)]),
    "a missing section": (
        json.dumps({key: value for key, value in document().items() if key != "remedies"}).encode(),
        gds.InvalidReport,
        [("SHAPE-MISSING", (1, 1))],
    ),
    "an unknown section": (
        JSON.replace('"remedies"', '"remedy"').encode(),
        gds.InvalidReport,
        [("SHAPE-MISSING", (1, 1)), ("SHAPE-UNKNOWN", (1, 1 + JSON.index('{"reconsideration"') - 2))],
    ),
} | {
    f"a value {written}": (with_value(written), gds.InvalidReport, [("SHAPE-VALUE", (1, COLUMN))])
    for written in (
        '"12件"',
        '"一二"',
        "3.5",
        "-1",
        '"12"',
        "true",
        "12.0",
        "1e3",
        "9007199254740992",
        "NaN",
        "[]",
        "{}",
    )
}


@pytest.mark.parametrize(("data", "error", "due"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_refused_with_rule_and_place(data: bytes, error: type[Exception], due: Expected) -> None:
    assert findings_of(data) == (error, due)


@pytest.mark.parametrize("data", [case[0] for case in REFUSED.values()], ids=REFUSED)
def test_the_command_says_so_and_exits_with_3(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "report"
    file.write_bytes(data)
    for language in ("zh", "en"):
        assert cli.main(["check", str(file), "--lang", language]) == 3
        out, err = capsys.readouterr()
        assert err == ""
        assert {"zh": f"{file}：无法读取（错误 ", "en": f"{file}: cannot be read (errors "}[language] in out
    assert cli.main(["convert", str(file), str(tmp_path / "out.json")]) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


BEYOND_THE_PARSER = {
    "deep arrays": b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep objects": b'{"a":' * 100_000,
    "5000 digits": with_value("1" * 5000),
}


@pytest.mark.parametrize("data", BEYOND_THE_PARSER.values(), ids=BEYOND_THE_PARSER)
def test_what_the_parser_gives_up_is_refused_where_it_does(data: bytes) -> None:
    with pytest.raises(gds.DecodeError) as caught:
        gds.read(data)
    (finding,) = caught.value.findings
    assert finding.rule == "JSON-SYNTAX"
    assert finding.position is not None
    assert finding.position.line == 1
    assert 1 < finding.position.column < 10_000


READ = {
    "12件": (with_cell("12件"), [("CELL-NOTE", (LINE, 6))], 0),
    "一二": (with_cell("一二"), [("CELL-VALUE", (LINE, 6))], 1),
    "3.5": (with_cell("3.5"), [("CELL-VALUE", (LINE, 6))], 1),
    "-1": (with_cell("-1"), [("CELL-VALUE", (LINE, 6))], 1),
    "1_2": (with_cell("1_2"), [("CELL-VALUE", (LINE, 6))], 1),
    "1e3": (with_cell("1e3"), [("CELL-VALUE", (LINE, 6))], 1),
    "٣": (with_cell("٣"), [("CELL-VALUE", (LINE, 6))], 1),
    "2^53": (with_cell("9007199254740992"), [("CELL-VALUE", (LINE, 6))], 1),
    "5000 digits": (with_cell("1" * 5000), [("CELL-VALUE", (LINE, 6))], 1),
    "/": (with_cell("/"), [("CELL-BLANK", (LINE, 6))], 0),
}


@pytest.mark.parametrize(("data", "due", "code"), READ.values(), ids=READ)
def test_a_doubtful_cell_is_read_and_told(
    data: bytes, due: Expected, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reading = gds.read(data)
    assert [(finding.rule, place(finding)) for finding in reading.findings] == due
    assert reading.findings[0].at == (LICENSING,)
    # A number is taken from what is one; anything else stays blank, and is never 0.
    assert reading.report.proactive_disclosure.licensing.decisions == (12 if due[0][0] == "CELL-NOTE" else None)
    file = tmp_path / "report.txt"
    file.write_bytes(data)
    assert cli.main(["check", str(file), "--lang", "zh"]) == code
    out, err = capsys.readouterr()
    assert err == ""
    assert f"{LINE}:6 {due[0][0]}  行政许可 › 本年处理决定数量：" in out


def test_a_missing_section_is_told_and_the_rest_is_read() -> None:
    start, end = TEXT.index("五、存在"), TEXT.index("六、其他")
    reading = gds.read((TEXT[:start] + TEXT[end:]).encode())
    assert [(finding.rule, finding.at) for finding in reading.findings] == [
        ("SECTION-MISSING", ("problems_and_improvements",))
    ]
    assert reading.report.other_matters == ("未收取信息处理费。",)
    assert not reading.complete


def test_a_missing_table_is_told_and_the_rest_is_read() -> None:
    reading = gds.read(TEXT.replace(MATRIX, "").encode())
    told = {finding.rule: finding for finding in reading.findings}
    assert told["TABLE-MISSING"].at == ("requests",)
    assert told["TABLE-MISSING"].severity is gds.Severity.ERROR
    assert told["SECTION-MISSING"].at == ("requests",)
    assert len(told["TABLE-MISSING"].cells) == 175
    assert reading.findings.total == (3, 0, 39)
    assert reading.report.remedies.reconsideration.total == 0


def test_a_truncated_table_is_told_and_what_is_there_is_read(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    cut = TEXT[: TEXT.index("（四）无法提供")]
    file.write_text(cut, encoding="utf-8")
    reading = gds.read(file)
    told = {(finding.rule, finding.at[:1]) for finding in reading.findings if finding.severity is gds.Severity.ERROR}
    assert told == {
        ("ROW-MISSING", ("requests.outcomes.unable_to_provide.not_held",)),
        ("TABLE-MISSING", ("remedies",)),
    }
    assert reading.report.requests.outcomes.withheld.administrative_inquiry.total == 0
    assert reading.report.requests.outcomes.total.total is None
    assert cli.main(["check", str(file)]) == 1


@pytest.mark.parametrize("length", range(0, len(TEXT), 97))
def test_a_text_may_end_anywhere(length: int) -> None:
    error, found = findings_of(TEXT[:length].encode())
    assert error in {None, gds.DecodeError}
    assert found


def test_a_second_matrix_with_other_numbers_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    other = MATRIX.replace("0\t0\t0\t0\t0\t0\t0", "1\t0\t0\t0\t0\t0\t1")
    file.write_text(TEXT.replace(MATRIX, MATRIX + other), encoding="utf-8")
    reading = gds.read(file)
    told = [finding for finding in reading.findings if finding.rule == "TABLE-TWICE"]
    assert [finding.severity for finding in told] == [gds.Severity.ERROR]
    first = TEXT[: TEXT.index("一、本年新收")].count("\n") + 1
    assert place(told[0]) == (first + MATRIX.count("\n"), 1)
    # Which of the two is right cannot be told, so neither is taken.
    assert reading.report.requests.received.total is None
    assert cli.main(["check", str(file)]) == 1


def test_files_that_cannot_be_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "folder").mkdir()
    for name, rule, message in (
        ("missing", "FILE-MISSING", "no such file: {path}."),
        ("folder", "FILE-DIRECTORY", "this is a directory, not a file: {path}."),
        ("folder/\0", "FILE-UNREADABLE", "{path} cannot be read: embedded null byte."),
        ("n" * 300, "FILE-UNREADABLE", "{path} cannot be read: File name too long."),
    ):
        path = str(tmp_path / name)
        with pytest.raises(gds.FileError) as caught:
            gds.read(path)
        assert str(caught.value) == f"{rule}: {message.format(path=path)}"
        assert cli.main(["check", path, "--lang", "en"]) == 3
        out, err = capsys.readouterr()
        assert err == ""
        assert out.endswith(f"  error {rule}  {message.format(path=path)}\n".replace("\0", "\\x00"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="whoever may read everything meets no refusal")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text(TEXT, encoding="utf-8")
    file.chmod(0)
    with pytest.raises(gds.FileError) as caught:
        gds.read(file)
    assert str(caught.value) == f"FILE-UNREADABLE: {file} cannot be read: Permission denied."


def test_a_read_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(gds.FileError) as caught:
        gds.read("secret.txt")
    assert str(caught.value) == "FILE-UNREADABLE: secret.txt cannot be read: Permission denied."


LONG = {
    "letters": (b"", b"a", b"", "NOT-A-REPORT"),
    "Chinese": (b"", "政".encode() * 8, b"", "NOT-A-REPORT"),
    "digits": (b"", b"1", b"", "NOT-A-REPORT"),
    "spaces": (b"a", b" ", b"b", "NOT-A-REPORT"),
    "fields": (b"", b"1\t", b"", "FILE-TOO-LARGE"),
    "pipes": (b"", b"1|", b"", "FILE-TOO-LARGE"),
    "JSON text": (b'{"a":"', b"a", b'"}', "JSON-SCHEMA"),
    "JSON values": (b'{"a":[', b"1,", b"1]}", "FILE-TOO-LARGE"),
    "JSON brackets": (b'{"a":', b"[", b"", "JSON-SYNTAX"),
}


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize(("before", "repeated", "after", "rule"), LONG.values(), ids=LONG)
def test_a_line_of_50_mb_takes_linear_time_and_bounded_memory(
    before: bytes, repeated: bytes, after: bytes, rule: str, tmp_path: Path
) -> None:
    seconds: dict[int, float] = {}
    for size in (25, 50):
        file = tmp_path / f"{size}"
        file.write_bytes(before + repeated * (size * 2**20 // len(repeated)) + after)
        done = subprocess.run([sys.executable, "-c", MEASURE, str(file)], capture_output=True, text=True, check=True)
        found, took, kilobytes = done.stdout.split()
        assert found == rule
        seconds[size] = float(took)
        assert int(kilobytes) < (JSON_MEMORY_MB if before.startswith(b"{") else MEMORY_MB) * 1024
        file.unlink()
    # Twice the bytes, twice the time; a quadratic walk would take four times, and at this size hours. Half a second
    # covers what a busy machine adds.
    assert seconds[50] < 3 * seconds[25] + 0.5
