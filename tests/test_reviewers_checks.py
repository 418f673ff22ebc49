"""The page of what reviewers check is held to the catalogue and to the tests."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from gov_disclosure_schema.catalogue import CHECK_RULES, RULES

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "reference" / "reviewers-checks.md").read_text(encoding="utf-8")
ROWS = [
    (re.findall("`([A-Z0-9-]+)`", rules), re.findall(r"`(test_\w+\.py::[\w:]+)`", proven))
    for rules, proven in re.findall(r"^\|.*\| ([^|]*) \| ([^|]*::[^|]*) \|$", PAGE, re.MULTILINE)
]


@cache
def named_tests(file: str) -> dict[str, str]:
    """Node id below the file → source, of the tests of a file and of its classes."""
    source = (TESTS / file).read_text(encoding="utf-8")
    found = {}
    for node in ast.parse(source).body:
        members = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
        for member in members:
            if isinstance(member, ast.FunctionDef):
                found[f"{prefix}{member.name}"] = ast.get_source_segment(source, member) or ""
    return found


def test_the_eleven_checks_are_there_in_order() -> None:
    assert re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE) == [str(number) for number in range(1, 12)]
    assert len(ROWS) == len(re.findall(r"^\| (?!no\.|what |---)", PAGE, re.MULTILINE)) == 31


@pytest.mark.parametrize(("rules", "proven"), ROWS, ids=lambda found: " ".join(found)[:60])
def test_each_names_rules_and_tests_that_exist(rules: list[str], proven: list[str]) -> None:
    assert rules
    assert proven
    assert [rule for rule in rules if rule not in RULES] == []
    for node in proven:
        file, _, below = node.partition("::")
        assert below in named_tests(file), node


@pytest.mark.parametrize(("rules", "proven"), ROWS, ids=lambda found: " ".join(found)[:60])
def test_every_rule_is_spoken_of_where_it_is_proven(rules: list[str], proven: list[str]) -> None:
    files = {node.partition("::")[0] for node in proven}
    text = "".join((TESTS / file).read_text(encoding="utf-8") for file in files)
    assert [rule for rule in rules if rule not in text] == []


def test_every_rule_of_the_checks_is_there() -> None:
    assert {rule for rules, _ in ROWS for rule in rules} >= set(CHECK_RULES)
