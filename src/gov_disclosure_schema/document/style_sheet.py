"""What the style sheets within a page hide, as far as simple rules say so.

Of every rule that says whether something is shown (`display`, `visibility`), selectors of elements, classes and ids are
understood, below one another or alone; the usual order of rules tells which of several counts. Other selectors, and
rules for paper, for narrow windows and the like, are passed over: what they hide is read. Sheets outside the page are
not fetched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ..errors import DecodeError
from ..findings import Finding

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element  # noqa: SLF001  (as its stubs name it)

LOOKS_MAX: Final = 2_000_000
"""How often a rule is held against an element at most; a page of a portal comes to some thousands."""
_KEPT: Final = 20_000
"""No longer sheet is remembered."""
_PASSED_OVER: Final = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_STRING: Final = re.compile(r"\"[^\"\n]*[\"\n]?|'[^'\n]*['\n]?")
_UP_TO: Final = re.compile(r"([^{};]*)([{};])")
_BRACE: Final = re.compile("[{}]")
_SCREEN: Final = re.compile(r"(?:(?:only\s+)?(?:all|screen)\s*(?:,|\Z)\s*)+")
_SIMPLE: Final = re.compile(r"(?P<element>[a-z][a-z0-9]*|\*)?(?P<marks>(?:[.#][\w-]+)*)", re.ASCII | re.IGNORECASE)
_MARK: Final = re.compile(r"[.#][\w-]+", re.ASCII)
_HIDING: Final = {"display": frozenset({"none"}), "visibility": frozenset({"hidden", "collapse"})}
_BEGINS: Final = re.compile(b"<[sS][tT][yY][lL][eE]")
_ENDS: Final = re.compile(b"</[sS][tT][yY][lL][eE]")
_HIDING_WORDS: Final = ((b"display", b"none"), (b"visibility", b""))
"""Words of which a sheet that hides anything has two."""
_ALWAYS_SHOWN: Final = frozenset({"html", "body"})
"""Pages hide themselves until a script has run."""

_Weight = tuple[bool, int, int, int, int]
"""Whether a declaration is important, ids, classes and elements of its selector, its place among the others."""


class _Simple(NamedTuple):
    """A selector of one element: its name, its id and classes."""

    element: str
    marks: frozenset[str]


class _Rule(NamedTuple):
    """That what a selector selects is hidden, or shown, by one property."""

    selector: tuple[_Simple, ...]
    name: str
    hides: bool
    weight: _Weight


class Hiding(NamedTuple):
    """What the style sheets within a page may hide.

    Attributes
    ----------
    names
        The classes and ids that their selectors ask for.
    elements
        The elements that they may hide whatever their class and id.
    """

    names: frozenset[str]
    elements: frozenset[str]


def hiding_in(page: bytes) -> Hiding | None:
    """What the style sheets within a page hide as far as can be seen before it is parsed; None where nothing."""
    rules: list[_Rule] = []
    begins = _BEGINS.search(page)
    while begins:
        ends = _ENDS.search(page, begins.end())
        _, _, sheet = page[begins.end() : ends.start() if ends else len(page)].partition(b">")
        words = sheet.lower()
        if any(name in words and value in words for name, value in _HIDING_WORDS):
            rules += _rules_of(sheet.decode(errors="replace"))
        begins = _BEGINS.search(page, ends.end()) if ends else None
    return _hiding_of(rules)


def mark_hidden(roots: Iterable[Element]) -> Hiding | None:
    """Set the attribute `hidden` on every element that a style sheet of the page hides.

    Returns
    -------
    Hiding | None
        What the sheets may hide; None where they hide nothing.

    Raises
    ------
    DecodeError
        If the page has more rules and elements than are looked at.
    """
    roots = tuple(roots)
    rules: list[_Rule] = []
    for style in (style for root in roots for style in root.iter("style")):
        for rule in _rules_of(style.text or "", style.get("media", "")):
            rules.append(rule._replace(weight=(*rule.weight[:4], len(rules))))
    hiding = _hiding_of(rules)
    if hiding is not None:
        sheet = _Sheet(rules)
        asked_for = [element for element in sheet.asked_for(roots) if element.tag not in _ALWAYS_SHOWN]
        for element in [element for element in asked_for if sheet.hides(element)]:
            element.set("hidden", "")
    return hiding


def _hiding_of(rules: Sequence[_Rule]) -> Hiding | None:
    if not any(rule.hides for rule in rules):
        return None
    names = frozenset(mark[1:] for rule in rules for simple in rule.selector for mark in simple.marks)
    return Hiding(names, frozenset(rule.selector[-1].element or "*" for rule in rules if not rule.selector[-1].marks))


def _bare(sheet: str) -> str:
    """A style sheet without its comments and strings."""
    return _STRING.sub("", _PASSED_OVER.sub(" ", sheet))


def _rules_of(sheet: str, media: str = "") -> tuple[_Rule, ...]:
    """The rules of a style sheet that say whether something is shown, each with its place among them."""
    return (
        _known_rules_of(sheet, media) if len(sheet) + len(media) <= _KEPT else (*_rules(_bare(sheet), media, count()),)
    )


@lru_cache(64)
def _known_rules_of(sheet: str, media: str) -> tuple[_Rule, ...]:
    """The same, remembered: all pages of a portal have the same sheets."""
    return (*_rules(_bare(sheet), media, count()),)


def _rules(sheet: str, media: str, order: Iterator[int]) -> Iterator[_Rule]:
    if media and not _SCREEN.fullmatch(media.strip().lower()):
        return
    at = 0
    while match := _UP_TO.match(sheet, at):
        at = match.end()
        before = match[1].strip().lower()
        if match[2] != "{" or (before.startswith("@media") and _SCREEN.fullmatch(before[6:].strip())):
            continue
        end = _end_of_block(sheet, at)
        if not before.startswith("@"):
            yield from _of_block(match[1], sheet[at:end], order)
        at = end + 1


def _end_of_block(sheet: str, at: int) -> int:
    depth = 1
    for brace in _BRACE.finditer(sheet, at):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.start()
    return len(sheet)


def _of_block(selectors: str, block: str, order: Iterator[int]) -> Iterator[_Rule]:
    said: dict[str, tuple[bool, bool]] = {}
    for name, value in _declarations(block):
        important = "!" in value
        if name in _HIDING and (important or not said.get(name, (False, False))[1]):
            said[name] = value.partition("!")[0].strip() in _HIDING[name], important
    for text in selectors.split(",") if said else ():
        selector = _selector(text)
        if selector:
            marks = [mark for simple in selector for mark in simple.marks]
            ids = sum(mark.startswith("#") for mark in marks)
            elements = sum(simple.element not in ("", "*") for simple in selector)
            for name, (hides, important) in said.items():
                weight = (important, ids, len(marks) - ids, elements, next(order))
                yield _Rule(selector, name, hides, weight)


def _declarations(block: str) -> Iterator[tuple[str, str]]:
    for declaration in block.split(";"):
        name, _, value = declaration.partition(":")
        yield name.strip().lower(), value.strip().lower()


def _selector(text: str) -> tuple[_Simple, ...]:
    """A selector, outermost element first; nothing for one that is not understood."""
    parts = text.split()
    matches = [_SIMPLE.fullmatch(part) for part in parts]
    return (
        tuple(
            _Simple((match["element"] or "").lower(), frozenset(_MARK.findall(match["marks"])))
            for match in matches
            if match
        )
        if all(matches)
        else ()
    )


def _key(simple: _Simple) -> str:
    return min(simple.marks, default=simple.element or "*")


def _marks(element: Element) -> set[str]:
    """Id and classes of an element as selectors write them."""
    marks = {f".{name}" for name in (element.get("class") or "").split()}
    own = element.get("id")
    return marks | {f"#{own.strip()}"} if own else marks


class _Sheet:
    """Rules, found by what the elements that they select must have."""

    def __init__(self, rules: Iterable[_Rule]) -> None:
        self._rules: defaultdict[str, list[_Rule]] = defaultdict(list)
        for rule in rules:
            self._rules[_key(rule.selector[-1])].append(rule)
        self._looks = 0

    def asked_for(self, roots: Iterable[Element]) -> Iterator[Element]:
        """The elements that any selector may select."""
        names = {key for key in self._rules if key[0] not in ".#"}
        for root in roots:
            for element in root.iter("*"):
                if "*" in names or element.tag in names or element.get("class") or element.get("id"):
                    yield element

    def hides(self, element: Element) -> bool:
        """Whether the strongest rule for an element hides it, and the element itself does not say otherwise."""
        strongest: dict[str, tuple[_Weight, bool]] = {}
        for key in {"*", str(element.tag), *_marks(element)} & self._rules.keys():
            for rule in self._rules[key]:
                stronger = rule.name not in strongest or strongest[rule.name][0] < rule.weight
                if stronger and self._selects(rule.selector, element):
                    strongest[rule.name] = rule.weight, rule.hides
        own = dict(_declarations(element.get("style") or "")) if strongest else {}
        return any(hides and (weight[0] or name not in own) for name, (weight, hides) in strongest.items())

    def _selects(self, selector: tuple[_Simple, ...], element: Element) -> bool:
        *around, last = selector
        if not self._fits(last, element):
            return False
        ancestors = element.iterancestors()
        return all(any(self._fits(simple, ancestor) for ancestor in ancestors) for simple in reversed(around))

    def _fits(self, simple: _Simple, element: Element) -> bool:
        self._looks += 1
        if self._looks > LOOKS_MAX:
            raise DecodeError(Finding("FILE-TOO-LARGE", facts={"limit": LOOKS_MAX}, variant="styles"))
        return simple.element in ("", "*", element.tag) and simple.marks <= _marks(element)
