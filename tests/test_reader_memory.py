"""Readers take no more memory than `SECURITY.md` states, for long texts and for very many small pieces."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_sizes import long_texts, many_pieces, peak, unpacked

import gov_disclosure_schema as gds

STATED = (Path(__file__).parent.parent / "SECURITY.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (\d+) \| (\d+) \|$", re.MULTILINE)
TIMES = {name: (int(texts), int(pieces)) for name, texts, pieces in ROW.findall(STATED)}
BASE_MB = int(re.search(r"(\d+) MB for the interpreter", STATED)[1])
KINDS = {"long texts": (long_texts, 4), "small pieces": (many_pieces, 1)}


def test_a_bound_is_stated_for_every_reader():
    assert {*TIMES} == {*gds.FORMATS}


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize("name", gds.FORMATS)
@pytest.mark.parametrize(("made", "megabytes"), KINDS.values(), ids=KINDS)
def test_the_peak_is_within_what_is_stated(
    name: str, made: Callable[[str, int], bytes], megabytes: int, tmp_path: Path
) -> None:
    data = made(name, megabytes * 2**20)
    said, reached = peak(data, name, tmp_path)
    times = TIMES[name][made is many_pieces]
    bound = BASE_MB + times * unpacked(data, name) / 2**20
    assert said == "read"
    assert reached <= bound
    assert reached > bound / 3, "stated far above what is needed, the bound would say nothing"
