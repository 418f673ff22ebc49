"""The runner of mutants: what changes the result is noticed, what computes the same survives; no survivor without a reason."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RECORD = ROOT / "assurance" / "mutants.json"

CODE = '''\
from typing import Protocol, overload

BOUND = 7


class Sized(Protocol):
    @property
    def size(self) -> int: ...


def larger(one: int | None, other: int) -> int:
    """The larger of two numbers."""
    return one if one > other else other


@overload
def unknown(number: int) -> bool: ...


def unknown(number: float) -> bool:
    return number > BOUND
'''
CONFTEST = """\
import pytest


@pytest.fixture
def two():
    return 2
"""
TESTS = """\
from toy import larger


def test_larger(two):
    assert larger(1, two) == two
    assert larger(two, 1) == two
"""
RUN = """\
import sys
from pathlib import Path

sys.path[:0] = sys.argv[1:3]
from mutants import tried, warm

warm()
root = Path.cwd()
toy = root / "src" / "toy.py"
for mutant in tried([toy], ["tests/test_toy.py"], root, root / "src")[toy].survivors:
    print("|", mutant.where, "|", mutant.after)
"""


@pytest.mark.skipif(find_spec("cosmic_ray") is None, reason="needs the extra mutants")
def test_what_is_noticed_and_what_is_not(tmp_path: Path) -> None:
    """`>=` for `>` chooses between equals; what no test reaches is not noticed, whatever is done to it.

    Without its decorator an overload runs nothing either, nor does a protocol, and neither is a mutant. The tests run
    with the settings of the root.
    """
    for name, text in (("src/toy.py", CODE), ("tests/test_toy.py", TESTS), ("conftest.py", CONFTEST)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", RUN, str(ROOT / "tools"), str(tmp_path / "src")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    survived = [line for line in done.stdout.splitlines() if line.startswith("|")]
    assert [line for line in survived if "larger" in line] == ["| larger | return one if one >= other else other"]
    assert {line.split(" | ")[0] for line in survived} == {"| ", "| larger", "| unknown"}
    assert "17 mutants" in done.stdout


@pytest.mark.skipif(not RECORD.exists(), reason="nothing recorded")
def test_every_survivor_has_its_reason() -> None:
    """Where all mutants of a module were tried, each that survived is explained."""
    modules = json.loads(RECORD.read_text(encoding="utf-8"))["modules"]
    unexplained = [
        (name, survivor["where"], survivor["after"])
        for name, one in modules.items()
        for survivor in one["survivors"]
        if one["whole"] and not survivor["reason"]
    ]
    assert unexplained == []
