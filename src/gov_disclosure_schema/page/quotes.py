"""Paragraphs of the narrative, with what findings quote from them marked where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from ..findings import Span
from .marks import marks_for, marks_of, place_of, quoted
from .markup import Content, Html, tag
from .sheet import Numbered, Sheet


class _Quote(NamedTuple):
    """Characters of a paragraph, and the finding that quotes them."""

    span: Span
    by: Numbered


def paragraph(sheet: Sheet, name: str) -> Html:
    """A paragraph of the narrative."""
    quotes = [
        _Quote(numbered.finding.span, numbered)
        for numbered in sheet.standing.get(name, ())
        if numbered.finding.span and numbered.finding.at[0] == name
    ]
    return tag(
        "p",
        _pieces(sheet, text_at(sheet, name), quotes),
        marks_of(sheet, name, besides=[quote.by for quote in quotes]),
        **place_of(sheet, name, "paragraph"),
    )


def text_at(sheet: Sheet, name: str) -> str:
    """The text of a paragraph, by its address."""
    section, _, number = name.rpartition(".")
    paragraphs: Any = getattr(sheet.report, section)
    text: str = paragraphs[int(number)]
    return text


def _pieces(sheet: Sheet, text: str, quotes: Sequence[_Quote]) -> Content:
    """The text in pieces, each marked if a quote covers it; behind the last piece of a quote the way back."""
    begin: defaultdict[int, list[_Quote]] = defaultdict(list)
    end: defaultdict[int, list[Numbered]] = defaultdict(list)
    for quote in quotes:
        begin[quote.span.start].append(quote)
        end[quote.span.end].append(quote.by)
    pieces: list[Content] = []
    over: list[_Quote] = []
    for start, stop in pairwise(sorted({0, len(text), *begin, *end})):
        over = [*(quote for quote in over if quote.span.end > start), *begin[start]]
        piece = quoted(sheet, text[start:stop])
        first = min((quote.by for quote in over), key=lambda numbered: numbered.number, default=None)
        pieces.append(tag("mark", piece, class_=first.finding.severity.value) if first else piece)
        if stop in end:
            pieces.append(marks_for(sheet, end[stop]))
    return pieces
