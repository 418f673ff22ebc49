"""Growth: larger reports, and more of them, one process a size, so that each has a peak of memory of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import orjson
from measuring import EXAMPLE, judged

from gov_disclosure_schema.codecs import docx, html, json, text, xlsx, xml
from gov_disclosure_schema.report import PublishedReport

MEGABYTES: Final = (1, 10, 100)
MEGABYTES_READ: Final = (1, 10, 30)
"""A page, a Word file and a workbook are refused beyond 32 MB."""
REPORTS: Final = (100, 1_000, 10_000, 100_000)
READ: Final = (100, 1_000, 10_000)
_DECODE: Final = "from gov_disclosure_schema.codecs.{name} import decode as take"
_READ: Final = "from gov_disclosure_schema import read as take"
LINEAR: Final = 2.0
"""A megabyte of a larger document may take so many times what one of a smaller document takes."""
_LEAST: Final = 5.0
"""Memory, in MB, below which it is what Python happens to ask for."""


class Growth(NamedTuple):
    """One format, grown.

    Attributes
    ----------
    name
        What is done.
    encode
        Writes the report.
    program
        Names what reads it.
    sizes
        Megabytes of narrative.
    """

    name: str
    encode: Callable[[PublishedReport], bytes]
    program: str
    sizes: tuple[int, ...]


def _styled(report: PublishedReport) -> bytes:
    return html.encode(report).replace("，".encode(), "<span style='color:red' hidden>，</span>".encode())


ONE: Final = (
    Growth("JSON → report", json.encode, _DECODE.format(name="json"), MEGABYTES),
    Growth("XML → report", xml.encode, _DECODE.format(name="xml"), MEGABYTES),
    Growth("canonical text → report", text.encode, _DECODE.format(name="text"), MEGABYTES),
    Growth("text → reading", text.encode, _READ, MEGABYTES),
    Growth("page → reading", html.encode, _READ, MEGABYTES_READ),
    Growth("page with a style on each comma → reading", _styled, _READ, (1, 4)),
    Growth("Word → reading", docx.encode, _READ, MEGABYTES_READ),
    Growth("Excel → reading", xlsx.encode, _READ, MEGABYTES_READ),
)
MANY: Final = (
    Growth("JSON → report", json.encode, _DECODE.format(name="json"), REPORTS),
    Growth("page → reading", html.encode, _READ, READ),
)

_PROGRAM: Final = """
import json, time
from pathlib import Path
{take}
for _ in range(3):
    take(Path({small!r}).read_bytes())
data = Path({large!r}).read_bytes()
def memory():
    # Not `ru_maxrss`, which begins with the peak of the process that started this one.
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) * 1024
before, began = memory(), time.process_time()
for _ in range({times}):
    take(data)
print(json.dumps([time.process_time() - began, memory() - before]))
"""


class _Grown(NamedTuple):
    """What a size took: megabytes read, seconds, megabytes by which the peak of memory rose above them."""

    size: float
    seconds: float
    memory: float


def grown(take: str, small: Path, large: Path, times: int) -> _Grown:
    """What reading a document takes, several times over."""
    program = _PROGRAM.format(take=take, small=str(small), large=str(large), times=times)
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    seconds, memory = orjson.loads(done.stdout)
    return _Grown(large.stat().st_size * times / 1e6, seconds, memory / 1e6)


def section() -> Iterator[str]:
    """How time and memory grow."""
    yield "## Growth"
    yield ""
    yield "One report with 1, 10 and 100 MB of narrative, and many reports one after another; each line is a process"
    yield "that has read three small reports before. Memory is what the peak rose by above the bytes of the document."
    yield "Growth is linear where a megabyte takes what a megabyte of the line above takes; the smallest sizes hold"
    yield "what is the same for any."
    yield ""
    yield "| what | MB | seconds | seconds a MB | of the line above | memory, MB | memory a MB | of the line above |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    report = json.decode(EXAMPLE.read_bytes())
    line = "本年度主动公开政府信息情况良好，" * 300
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        for growth in ONE:
            small.write_bytes(growth.encode(report))
            before = None
            for megabytes in growth.sizes:
                lines = (line,) * (megabytes * 1_000_000 // len(line.encode()))
                large.write_bytes(growth.encode(report.model_copy(update={"overview": lines})))
                took = grown(growth.program, small, large, 1)
                yield _row(f"{growth.name}, one report", took, before)
                before = took
        for growth in MANY:
            small.write_bytes(growth.encode(report))
            before = None
            for times in growth.sizes:
                took = grown(growth.program, small, small, times)
                yield _row(f"{growth.name}, {times} reports", took, before)
                before = took


def _row(name: str, took: _Grown, before: _Grown | None) -> str:
    size, seconds, memory = took
    slower = fatter = ""
    if before:
        slower = judged(seconds / size / (before.seconds / before.size), LINEAR)
        if before.memory > _LEAST:
            fatter = judged(memory / size / (before.memory / before.size), LINEAR)
    return (
        f"| {name} | {size:.1f} | {seconds:.3f} | {seconds / size:.4f} | {slower} "
        f"| {memory:.1f} | {memory / size:.2f} | {fatter} |"
    )
