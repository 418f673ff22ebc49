"""A page that this package wrote and nobody changed: read by place, in less time than a parser takes.

What stands where is looked for in the text; then the page is written again with it. It is the one that was read, to
the byte, or it is left to those who can read any page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape, unescape
from typing import Any, Final, TypeVar

from ..editions import FORMS
from ..errors import DecodeError, InvalidReport
from ..literal import Literal
from ..report import PublishedReport, cells, header_fields, heading_of, narratives, sections
from .printed_tables import printed_tables
from .to_html import to_html
from .to_the_letter import TITLE
from .whole_tables import GRAMMAR
from .written import COLON, Section, Table, Written

ReportT = TypeVar("ReportT", bound=PublishedReport)

_BEGINNING: Final = b'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
_TITLE: Final = re.compile("<h1>(.*)</h1>\n")
_FIELD: Final = re.compile('<p class="field">(.*)</p>\n')
_PARAGRAPH: Final = re.compile("<p>(.*)</p>\n")
_NEXT: Final = re.compile("<div|<h2")
_CELL_BEGINS: Final = '<td id="'
_CELL: Final = re.compile('<td id="([^"]*)"[^>]*>([^<]*)</td>')
_MOST: Final = 10_000
"""Paragraphs of a section; a page of more is left to those who count what they read."""
_HOLE: Final = "\0"


def report_of(data: bytes, model: type[ReportT]) -> ReportT | None:
    """The report that such a page is, through the door that `model` is; None for any other page, and for one refused.

    Why it is refused is told by those who know where everything stands.
    """
    literal = literal_of(data)
    try:
        return literal.through(model, GRAMMAR, lambda _: (None, "")) if literal else None
    except (DecodeError, InvalidReport):
        return None


def literal_of(data: bytes) -> Literal | None:
    """What such a page says, with no cell blank and something said in each section; None for any other page."""
    if not data.startswith(_BEGINNING):
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if not _CELL.match(text, text.find(_CELL_BEGINS)):  # the first cell is changed, and most likely all are
        return None
    found = _CELL.findall(text)
    edition = _edition_of(tuple([address for address, _ in found]))
    title = _TITLE.search(text)
    said = TITLE.fullmatch(unescape(title[1])) if title else None
    if not edition or not said or _HOLE in text:
        return None
    lines = [unescape(line) for line in _FIELD.findall(text)]
    narrative = {section: _paragraphs(text, section) for section in narratives()}
    fields = [field for _, field in found]
    if "" in fields or not all(0 < len(paragraphs) <= _MOST for paragraphs in narrative.values()):
        return None
    if _page(edition, said[0], lines, narrative, fields) != text:
        return None
    header = _header(lines)
    if header is None:
        return None
    by_section: dict[str, list[str]] = {}
    for address, field in found:
        by_section.setdefault(address.partition(".")[0], []).append(field)
    return Literal(FORMS[edition], {"organ": said["organ"], "year": int(said["year"]), **header}, narrative, by_section)


@cache
def _edition_of(addresses: tuple[str, ...]) -> str:
    """The form that has these cells; empty where none has."""
    return next((form for form in FORMS if tuple(cell.address for cell in cells(form)) == addresses), "")


def _paragraphs(text: str, section: str) -> list[str]:
    begins = text.find(f'<h2 id="{section}">')
    ends = _NEXT.search(text, begins + 1)
    return [unescape(line) for line in _PARAGRAPH.findall(text, begins, ends.start() if ends else len(text))]


def _header(lines: list[str]) -> dict[str, str] | None:
    """The fields that the lines below the title state, which are in order; None where one is no such line."""
    header: dict[str, str] = {}
    for field, label in header_fields().items():
        begins = f"{label.official}{COLON}"
        if len(header) < len(lines) and lines[len(header)].startswith(begins):
            header[field] = lines[len(header)].removeprefix(begins)
    return header if len(header) == len(lines) else None


def _page(edition: str, title: str, header: list[str], narrative: Mapping[str, list[str]], fields: list[str]) -> str:
    """The page that we write of these texts."""
    pieces = [*_frame(edition, header=bool(header))]
    given = iter(fields)
    texts = [escape(title)] * 2
    texts += ['</p>\n<p class="field">'.join(map(escape, header))] if header else []
    for section, count in _holes(edition):
        if section in narrative:
            texts.append("</p>\n<p>".join(map(escape, narrative[section])))
        else:
            texts += [next(given) for _ in range(count)]
    pieces[1::2] = texts
    return "".join(pieces)


@cache
def _holes(edition: str) -> tuple[tuple[str, int], ...]:
    """How many texts and numbers each section has in it."""
    forms = printed_tables(edition)
    return tuple((section, len(forms[section].spots) if section in forms else 1) for section in sections())


@cache
def _frame(edition: str, *, header: bool) -> tuple[str, ...]:
    """The page in pieces, every second of which is to be a text or a number: as we write one that holds holes."""
    forms = printed_tables(edition)
    hole: Any = _HOLE
    parts = []
    for section in sections():
        form = forms.get(section)
        table = Table(form, dict.fromkeys(form.spots, hole), {}) if form else None
        parts.append(Section(section, heading_of(section), () if form else (_HOLE,), table))
    document = Written(_HOLE, (_HOLE,) if header else (), tuple(parts))
    around = to_html(document).decode().split(_HOLE)
    return tuple(piece for before in around for piece in (before, ""))[:-1]
