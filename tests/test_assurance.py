"""The page of guarantees rests on records: what they name is there."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BUGS = json.loads((ROOT / "assurance" / "bugs.json").read_text(encoding="utf-8"))


def names_of_tests(path: Path) -> set[str]:
    """The tests of a file by their names, those of a class with its name before theirs."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
    return {name for name in found if name.rpartition("::")[2].startswith("test_")}


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug["what"][:40])
def test_the_test_that_holds_a_bug_is_there(bug: dict[str, str]) -> None:
    path, _, name = bug["held_by"].partition("::")
    assert name in names_of_tests(ROOT / path)


def test_every_bug_says_when_it_was_mended_and_what_found_it() -> None:
    assert [bug["what"] for bug in BUGS if not all(bug[key] for key in ("mended", "found_by", "what"))] == []
    assert len({bug["what"] for bug in BUGS}) == len(BUGS)
