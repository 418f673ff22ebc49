"""The places where a source can be changed, and the mutants that come of it: cosmic-ray's operators.

Left out is what cannot change what runs: annotations, overloads and blocks for type checkers, the removal of a cache.
Python's own text after the change is compared, so that nothing is left out by the operator's name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.plugins import get_operator, operator_names

_OPERATORS: Final = {name: get_operator(name)() for name in operator_names() if "Variable" not in name}
"""Every operator of cosmic-ray but the two that want to be told names of variables."""
_PASSED_OVER: Final = ("cache", "lru_cache", "cached_property", "overload")
"""Decorators without which the same is computed; of an overload only the last definition of the name is left."""


class Place(NamedTuple):
    """Where an operator applies: the file, the statement of the module and the node in it, the operator, the line."""

    path: Path
    statement: int
    node: int
    operator: str
    index: int
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


class Source:
    """A source and its mutants. It is parsed once; a change is made in the tree, and taken back."""

    def __init__(self, path: Path) -> None:
        self.path: Final = path
        self.text: Final = path.read_text(encoding="utf-8")
        self._tree: Final = get_ast(self.text)
        self._codes: Final = [statement.get_code() for statement in self._tree.children]
        self._statements: Final = [*_statements(ast.parse(self.text), "")]

    def places(self) -> list[Place]:
        """Every place where an operator applies, in the order of the file."""
        return [
            Place(self.path, number, n, name, index, start[0])
            for number, statement in enumerate(self._tree.children)
            for n, node in enumerate(ast_nodes(statement))
            for name, operator in _OPERATORS.items()
            for index, (start, _) in enumerate(operator.mutation_positions(node))
        ]

    def mutant(self, place: Place) -> Mutant | None:
        """The mutant of a place; None where it does not compile or runs as the original does."""
        before = self._codes[place.statement]
        with suppress(SyntaxError, AttributeError):  # `*,` as `+,`; `except a.b`, which the operator cannot rename
            after = self._changed(place)
            if _running(after) != _running(before):
                where, lines = self._statement_at(place.line)
                text = "".join((*self._codes[: place.statement], after, *self._codes[place.statement + 1 :]))
                return Mutant(self.path, where, *_difference(self.text, text), lines, text)
        return None

    def _changed(self, place: Place) -> str:
        """The code of the statement with the change in it."""
        node = next(islice(ast_nodes(self._tree.children[place.statement]), place.node, None))
        siblings = node.parent.children
        held = [(siblings, [*siblings])]
        held += [(each.children, [*each.children]) for each in ast_nodes(node) if hasattr(each, "children")]
        values = [(each, each.value) for each in ast_nodes(node) if hasattr(each, "value")]
        changed = _OPERATORS[place.operator].mutate(node, place.index)
        at = next(n for n, each in enumerate(siblings) if each is node)
        siblings[at : at + 1] = [changed] if changed else []
        code: str = self._tree.children[place.statement].get_code()
        for children, before in held:
            children[:] = before
        for each, value in values:
            each.value = value
        return code

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
    """What runs of a source: without annotations, protocols, blocks and decorators for type checkers, and caches."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                node.returns = None
                node.decorator_list = [one for one in node.decorator_list if not _is_passed_over(one)]
            case ast.arg():
                node.annotation = None
            case ast.AnnAssign():
                node.annotation = ast.Constant(None)
            case ast.ClassDef(bases=[*_, ast.Name("Protocol")]):
                node.body = [ast.Pass()]
            case ast.If() if "TYPE_CHECKING" in ast.unparse(node.test):
                node.test, node.body = ast.Constant(None), [ast.Pass()]
            case _:
                pass
    return ast.dump(tree)


def _is_passed_over(decorator: ast.expr) -> bool:
    return re.split(r"\W", ast.unparse(decorator))[0] in _PASSED_OVER


def _difference(before: str, after: str) -> tuple[str, str]:
    """The lines that differ, of both texts; a decorator that is gone leaves nothing."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return tuple("\n".join(line.strip() for line in lines) for lines in (old, new))
