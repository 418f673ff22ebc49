"""Growth: larger reports, and more of them, one process a size, so that each has a peak of memory of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import orjson
from measuring import EXAMPLE

from gov_disclosure_schema.codecs import json, text, xml

MEGABYTES: Final = (1, 10, 100)
REPORTS: Final = (100, 1_000, 10_000, 100_000)
CODECS: Final = {"json": json, "text": text, "xml": xml}

_PROGRAM: Final = """
import json, time
from pathlib import Path
from gov_disclosure_schema.codecs import {codec} as codec
codec.decode(Path({small!r}).read_bytes())
data = Path({large!r}).read_bytes()
def memory():
    # Not `ru_maxrss`, which begins with the peak of the process that started this one.
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) * 1024
before, began = memory(), time.perf_counter()
for _ in range({times}):
    codec.decode(data)
print(json.dumps([time.perf_counter() - began, memory() - before]))
"""


def grown(codec: str, small: Path, large: Path, times: int) -> tuple[float, int]:
    """Seconds taken by reading a document several times, and bytes by which the peak of memory rose above it."""
    program = _PROGRAM.format(codec=codec, small=str(small), large=str(large), times=times)
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    seconds, memory = orjson.loads(done.stdout)
    return seconds, memory


def section() -> Iterator[str]:
    """How time and memory grow."""
    yield "## Growth"
    yield ""
    yield "One report with 1, 10 and 100 MB of narrative, and many reports one after another; each line is a process"
    yield "that has read a small report before. Memory is what the peak rose by above the bytes of the document."
    yield ""
    yield "| what | MB | seconds | seconds a MB | memory, MB | memory a MB |"
    yield "|---|--:|--:|--:|--:|--:|"
    report = json.decode(EXAMPLE.read_bytes())
    line = "本年度主动公开政府信息情况良好，" * 300
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        for name, codec in CODECS.items():
            small.write_bytes(codec.encode(report))
            for megabytes in MEGABYTES:
                lines = (line,) * (megabytes * 1_000_000 // len(line.encode()))
                large.write_bytes(codec.encode(report.model_copy(update={"overview": lines})))
                yield _row(f"{name}, one report", large.stat().st_size, *grown(name, small, large, 1))
        small.write_bytes(EXAMPLE.read_bytes())
        for times in REPORTS:
            yield _row(f"json, {times} reports", small.stat().st_size * times, *grown("json", small, small, times))


def _row(name: str, size: int, took: float, memory: int) -> str:
    size_mb, memory_mb = size / 1e6, memory / 1e6
    return (
        f"| {name} | {size_mb:.1f} | {took:.3f} | {took / size_mb:.4f} | {memory_mb:.1f} | {memory_mb / size_mb:.2f} |"
    )
