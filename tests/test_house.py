"""How the house is built: what the import contracts of `pyproject.toml` cannot say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import gov_disclosure_schema
from gov_disclosure_schema.editions import EDITIONS

PACKAGE = Path(gov_disclosure_schema.__file__).parent
OUTSIDE = sorted(path for path in PACKAGE.rglob("*.py") if path.parent.name != "editions")
# Editions of the form that exist, whether this version of the package has a module for each or not.
NAMES = {"2019", "2021", *EDITIONS}


def names_of_editions(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every literal and every identifier that names an edition; prose in docstrings may."""
    tree = ast.parse(source)
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in prose:
                words = [text]
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                words = [name]
            case ast.ImportFrom(module=str(module)):
                words = [module]
            case _:
                words = []
        for word in words:
            if any(name in word for name in NAMES):
                yield node.lineno, word


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_outside_the_editions_names_one(path):
    assert list(names_of_editions(path.read_text(encoding="utf-8"))) == []


def test_a_name_would_be_seen():
    source = '''"""Since 2021."""
from .editions import e2021
from .editions.e2019 import EDITION
if report.edition == "2021":
    schema = f"urn:{scheme}:2019:1"
    part = e2021.Fees
'''
    assert sorted(names_of_editions(source)) == [
        (2, "e2021"),
        (3, "editions.e2019"),
        (4, "2021"),
        (5, ":2019:1"),
        (6, "e2021"),
    ]
