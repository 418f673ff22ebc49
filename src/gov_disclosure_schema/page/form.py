"""The report as it was read: its header, its sections in order, each place marked at which a finding stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..document.printed_tables import printed_tables
from ..report import PublishedReport, header_fields, heading_of, label_of_section, sections
from ..walk import label_of
from .marks import marks_of, place_of, quoted
from .markup import Content, Html, tag
from .quotes import paragraph
from .sheet import Sheet
from .tables import official_table
from .words import said


def form(sheet: Sheet) -> Html | None:
    """The report; None where none was read."""
    if sheet.report is None:
        return None
    tables = printed_tables(sheet.edition)
    return tag(
        "section",
        tag(sheet.heading(1), said("form", sheet.language), id=sheet.id("form-heading")),
        tag("p", said("legend", sheet.language), class_="legend"),
        tag("dl", _header(sheet, sheet.report), class_="header"),
        (
            _section(sheet, section, official_table(sheet, section, tables[section]), "with-table")
            if section in tables
            else _section(sheet, section, _narrative(sheet, section), "narrative")
            for section in sections()
        ),
        class_="form",
        aria_labelledby=sheet.labelled_by("form-heading"),
    )


def _header(sheet: Sheet, report: PublishedReport) -> Iterator[Html]:
    for field in ("organ", "year", *header_fields()):
        value = getattr(report, field)
        if value is None and field in header_fields():
            continue
        label = label_of(PublishedReport, field)
        words = label.official if sheet.language == "zh" else label.meaning
        shown = tag("span", said("not_stated", sheet.language), class_="nothing") if value is None else str(value)
        yield tag("div", tag("dt", words), tag("dd", shown, marks_of(sheet, field)), **place_of(sheet, field, "field"))


def _section(sheet: Sheet, section: str, content: Content, kind: str) -> Html:
    label = label_of_section()[section]
    heading = f"heading-of-{section}"
    return tag(
        "section",
        tag(
            sheet.heading(2),
            quoted(sheet, heading_of(section)),
            None if sheet.language == "zh" else tag("span", label.meaning, class_="meaning"),
            id=sheet.id(heading),
        ),
        marks_of(sheet, section),
        content,
        **place_of(sheet, section, kind),
        aria_labelledby=sheet.labelled_by(heading),
    )


def _narrative(sheet: Sheet, section: str) -> Content:
    paragraphs: Any = getattr(sheet.report, section)
    if not paragraphs:
        return tag("p", said("no_text", sheet.language), class_="nothing")
    return [paragraph(sheet, f"{section}.{n}") for n in range(len(paragraphs))]
