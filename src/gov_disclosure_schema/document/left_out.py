"""What a page hides, or shows as no part of the report: it is left out, counted, and the first of it quoted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from ..findings import Finding, Position
from ..refusals import printed
from .blocks import Cell
from .marked_page import CODE, SPACES, text_of, text_within

if TYPE_CHECKING:
    from .lighter_page import LinksTaken
    from .marked_page import Element

NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})


class Left:
    """What was left out: how many texts, and the first of them."""

    def __init__(self, rule: str) -> None:
        self._rule = rule
        self._first: Cell | None = None
        self._count = 0

    def add(self, text: str, line: int, count: int = 1) -> None:
        """Leave out a text; with it others, of which only the number is told."""
        self._first = self._first or Cell(text, Position(line))
        self._count += count

    @property
    def met(self) -> bool:
        """Whether anything was left out."""
        return self._first is not None

    def findings(self) -> Iterator[Finding]:
        """What is to be said of it."""
        if self._first:
            facts: dict[str, Any] = {"count": self._count, "printed": printed(self._first.text)}
            yield Finding(self._rule, position=self._first.position, facts=facts)


def text_left(element: Element, behind: Mapping[Element, LinksTaken] = NOTHING) -> str:
    """The text within an element that is left out, in one line.

    Parameters
    ----------
    behind
        The links that stood behind some elements in it (``lighter_page.py``).
    """
    texts: list[str] = []
    if behind:
        _collect(element, behind, texts)
    elif next(element.iter(*CODE), None) is None:
        texts.append(text_within(element))
    else:
        texts += element.xpath("descendant::text()[not(parent::{})]".format(" or parent::".join(CODE)))
    return SPACES.sub(" ", "".join(texts)).strip()


def _collect(element: Element, behind: Mapping[Element, LinksTaken], texts: list[str]) -> None:
    """All text within an element but that of scripts and the like, which nobody reads; links back in their places."""
    if element.tag not in CODE:
        texts.append(element.text or "")
    for inner in element:
        _collect(inner, behind, texts)
        tail = inner.tail or ""
        if inner in behind:
            run = behind[inner]
            texts += (run.white, text_of(run.beginning))  # more than is quoted
            tail = tail.removeprefix(run.tail)
        texts.append(tail)
