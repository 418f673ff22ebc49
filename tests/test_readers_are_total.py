"""Any bytes give a reading that holds, or an error of ours: `reader_law.reader_is_total`, over files damaged by chance.

The fuzzer (`nox -s fuzz`) looks for damage with a purpose; what it finds lies in `regressions/`, and is held here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from reader_law import reader_is_total

import gov_disclosure_schema as gds

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
REGRESSIONS = sorted((HERE / "regressions").glob("*/*"))


@cache
def written(name: str) -> bytes:
    """An example as a file of a format, or as text where it cannot be written."""
    return (gds.FORMATS[name].encode or gds.FORMATS["text"].encode)(gds.read(EXAMPLES / "suqian-2023.json").report)


@st.composite
def damaged(draw: st.DrawFn, name: str) -> bytes:
    """A file of a format with a few pieces cut out, doubled, or overwritten."""
    data = written(name)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 200)))
        piece = draw(st.one_of(st.binary(max_size=8), st.just(data[start:end] * 2), st.just(b"")))
        data = data[:start] + piece + data[end:]
    return data


@pytest.mark.parametrize("name", [name for name, known in gds.FORMATS.items() if known.encode])
class TestTotal:
    """Readers are total."""

    @given(data=st.data())
    def test_a_damaged_file(self, name: str, data: st.DataObject) -> None:
        reader_is_total(data.draw(damaged(name)), name)

    @given(data=st.binary())
    def test_any_bytes(self, name: str, data: bytes) -> None:
        assert reader_is_total(data, name) == "refused"

    def test_the_whole_file(self, name: str) -> None:
        assert reader_is_total(written(name), name) == "read"


@pytest.mark.parametrize("path", REGRESSIONS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_once_broke_a_reader(path: Path) -> None:
    reader_is_total(path.read_bytes(), path.parent.name)
