"""Paragraphs of the narrative, with what findings quote from them marked where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from ..findings import Finding
from .marks import marks_for, marks_of, place_of, quoted
from .markup import Content, Html, tag
from .sheet import Numbered, Sheet

Span = tuple[int, int]
"""Where a piece of a paragraph begins, and where it ends."""
_CUT: Final = "…"


def paragraph(sheet: Sheet, name: str) -> Html:
    """A paragraph of the narrative."""
    text = text_at(sheet, name)
    found: defaultdict[Span, list[Numbered]] = defaultdict(list)
    for numbered in sheet.standing.get(name, ()):
        span = span_of(numbered.finding, text)
        if span and all(span == other or span[0] >= other[1] or span[1] <= other[0] for other in found):
            found[span].append(numbered)
    told = [numbered for group in found.values() for numbered in group]
    return tag(
        "p",
        _pieces(sheet, text, found),
        marks_of(sheet, name, besides=told),
        **place_of(sheet, name, "paragraph"),
    )


def text_at(sheet: Sheet, name: str) -> str:
    """The text of a paragraph, by its address."""
    section, _, number = name.rpartition(".")
    paragraphs: Any = getattr(sheet.report, section)
    text: str = paragraphs[int(number)]
    return text


def span_of(finding: Finding, text: str) -> Span | None:
    """Where what a finding quotes stands: within the words around it that it names, and not within a longer number."""
    printed, words = finding.facts.get("printed"), finding.facts.get("words", "")
    if not isinstance(printed, str) or not isinstance(words, str) or not printed:
        return None
    around = words.removeprefix(_CUT).removesuffix(_CUT)
    start = max(text.find(around), 0)
    end = start + len(around) if around else len(text)
    before = r"(?<![0-9.])" if printed[0].isdecimal() else ""
    after = r"(?![0-9.])" if printed[-1].isdecimal() else ""
    match = re.compile(before + re.escape(printed) + after).search(text, start, end)
    return match.span() if match else None


def _pieces(sheet: Sheet, text: str, found: Mapping[Span, list[Numbered]]) -> Content:
    pieces: list[Content] = []
    reached = 0
    for (start, end), group in sorted(found.items()):
        severity = group[0].finding.severity.value
        marked = tag("mark", quoted(sheet, text[start:end]), class_=severity)
        pieces += [quoted(sheet, text[reached:start]), marked, marks_for(sheet, group)]
        reached = end
    return [*pieces, quoted(sheet, text[reached:])]
