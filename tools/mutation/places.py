"""The places where a source can be changed, and the mutants that come of it: cosmic-ray's operators.

Left out is what cannot change what runs: annotations, blocks for type checkers, the removal of a cache. Python's own
text after the change is compared, so that nothing is left out by the operator's name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

_OPERATORS: Final = {name: get_operator(name)() for name in operator_names() if "Variable" not in name}
"""Every operator of cosmic-ray but the two that want to be told names of variables."""
_CACHES: Final = ("cache", "lru_cache", "cached_property")


class Place(NamedTuple):
    """Where an operator applies: the file, the operator's name, its how manieth place there, and the line."""

    path: Path
    operator: str
    occurrence: int
    line: int


class Mutant(NamedTuple):
    """A changed source.

    Attributes
    ----------
    path
        The file.
    where
        The function that the change is in, with those around it; empty at the level of the module.
    before, after
        The lines changed.
    lines
        The numbers of the lines that run the changed statement, those of statements within it left out.
    text
        The whole changed source.
    """

    path: Path
    where: str
    before: str
    after: str
    lines: frozenset[int]
    text: str


def places(path: Path) -> list[Place]:
    """Every place of a file where an operator applies, in the order of the file."""
    counted = dict.fromkeys(_OPERATORS, 0)
    found = []
    for node in ast_nodes(get_ast(path.read_text(encoding="utf-8"))):
        for name, operator in _OPERATORS.items():
            for start, _ in operator.mutation_positions(node):
                found.append(Place(path, name, counted[name], start[0]))
                counted[name] += 1
    return found


class Source:
    """A source and what is asked of it for each of its mutants."""

    def __init__(self, path: Path) -> None:
        self.path: Final = path
        self.text: Final = path.read_text(encoding="utf-8")
        self._running: Final = _running(self.text)
        self._statements: Final = [*_statements(ast.parse(self.text), "")]

    def mutant(self, place: Place) -> Mutant | None:
        """The mutant of a place; None where it does not compile or runs as the original does."""
        changed = mutate_code(self.text, _OPERATORS[place.operator], place.occurrence)
        with suppress(SyntaxError):  # `*,` as `+,`
            if changed is not None and _running(changed) != self._running:
                where, lines = self._statement_at(place.line)
                return Mutant(self.path, where, *_difference(self.text, changed), lines, changed)
        return None

    def _statement_at(self, line: int) -> tuple[str, frozenset[int]]:
        return next((where, lines) for where, lines in reversed(self._statements) if line in lines)


def _statements(node: ast.AST, where: str) -> Iterator[tuple[str, frozenset[int]]]:
    """Each statement's lines without those of the statements within it, outer ones first."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            within = [each for each in ast.walk(child) if isinstance(each, ast.stmt) and each is not child]
            own = _lines(child).difference(*map(_lines, within))
            yield where, own
        named = isinstance(child, ast.FunctionDef | ast.ClassDef)
        yield from _statements(child, f"{where}.{child.name}".lstrip(".") if named else where)


def _lines(statement: ast.stmt) -> frozenset[int]:
    decorators = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(one.lineno for one in decorators)])
    return frozenset(range(first, (statement.end_lineno or first) + 1))


def _running(text: str) -> str:
    """What runs of a source: without annotations, docstrings, blocks for type checkers, and caches."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                node.returns = None
                node.decorator_list = [one for one in node.decorator_list if not _is_cache(one)]
            case ast.arg():
                node.annotation = None
            case ast.AnnAssign():
                node.annotation = ast.Constant(None)
            case ast.If() if "TYPE_CHECKING" in ast.unparse(node.test):
                node.test, node.body = ast.Constant(None), [ast.Pass()]
            case _:
                pass
    return ast.dump(tree)


def _is_cache(decorator: ast.expr) -> bool:
    return re.split(r"\W", ast.unparse(decorator))[0] in _CACHES


def _difference(before: str, after: str) -> tuple[str, str]:
    """The lines that differ, of both texts; a decorator that is gone leaves nothing."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return tuple("\n".join(line.strip() for line in lines) for lines in (old, new))
