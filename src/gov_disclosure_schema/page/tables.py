"""A table of the form in its official layout, its cells marked, what heads each cell said to screen readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ..document.layout import Box
from ..document.printed_tables import PrintedTable, Spot
from ..printed_numbers import BLANK_MARKS, visible
from ..report import heading_of, report_type
from ..walk import label_of, part_of
from .marks import marks_of, place_of, quoted
from .markup import Html, tag
from .numbers import plain
from .sheet import Sheet, TableRow, row_address
from .words import said


def official_table(sheet: Sheet, section: str, table: PrintedTable) -> Html:
    """A table in a region of its own, which scrolls where the window is narrow."""
    heading = f"{sheet.title} {heading_of(section)}" if sheet.number else heading_of(section)
    rows = [_row(sheet, section, table, row) for row in table.rows]
    return tag(
        "div",
        tag(
            "table",
            tag("colgroup", (tag("col", class_=_column(table, n)) for n in range(table.columns))),
            tag("thead", rows[: table.heads]) if table.heads else None,
            tag("tbody", rows[table.heads :]),
            class_=f"official columns-{table.columns}",
            aria_labelledby=sheet.id(f"heading-of-{section}"),
        ),
        class_="scroll",
        role="region",
        tabindex="0",
        aria_label=said("table_region", sheet.language, heading=heading),
    )


def _column(table: PrintedTable, number: int) -> str:
    return f"label-{number + 1}-of-{table.label_columns}" if number < table.label_columns else "numbers"


def _row(sheet: Sheet, section: str, table: PrintedTable, row: TableRow) -> Html:
    address = row_address(row)
    boxes = (
        _cell(sheet, section, table, box) if box.address else _text(sheet, section, table, spot, box)
        for spot, box in row
    )
    return tag("tr", boxes, id=sheet.id(address), tabindex="-1") if address else tag("tr", boxes)


def _cell(sheet: Sheet, section: str, table: PrintedTable, box: Box) -> Html:
    headed_by = " ".join(_id(sheet, section, spot) for spot in table.headed_by[box.address])
    return tag(
        "td",
        _value(sheet, box.address),
        marks_of(sheet, box.address),
        **place_of(sheet, box.address, "value"),
        headers=headed_by,
        **_spans(box),
    )


def _text(sheet: Sheet, section: str, table: PrintedTable, spot: Spot, box: Box) -> Html:
    meaning = None if sheet.language == "zh" else _meanings(sheet.edition, section).get(box.text)
    heads = any(spot in spots for spots in table.headed_by.values())
    # The label beside the numbers stays in sight while they scroll, whatever it spans.
    beside = 0 < table.label_columns == spot.column + box.columns
    return tag(
        "th" if heads else "td",
        quoted(sheet, box.text),
        tag("span", meaning, class_="meaning") if meaning else None,
        id=_id(sheet, section, spot) if heads else None,
        class_=f"text beside over-{box.columns}-of-{table.label_columns}" if beside else "text",
        **_spans(box),
    )


def _id(sheet: Sheet, section: str, spot: Spot) -> str:
    return sheet.id(f"{section}-{spot.row + 1}-{spot.column + 1}")


def _spans(box: Box) -> dict[str, int | None]:
    return {
        "colspan": box.columns if box.columns > 1 else None,
        "rowspan": box.rows if box.rows > 1 else None,
    }


def _value(sheet: Sheet, address: str) -> list[Html]:
    """A number, or what stands in its place, told apart from 0; and what is printed there, where it differs."""
    value = sheet.values[address]
    place = sheet.reading.places.get(address) if sheet.reading else None
    printed = visible(place.printed) if place and sheet.printed else ""
    if value is not None:
        shown = [tag("span", plain(value), class_="number")]
        differs = printed.removeprefix("+") not in {"", plain(value)}
    else:
        key = "absent" if place is None else "blank" if printed in BLANK_MARKS else "not_taken"
        shown = [tag("span", said(key, sheet.language), class_="nothing")]
        differs = bool(printed)
    if differs:
        shown.append(tag("span", said("printed_as", sheet.language, printed=printed), class_="printed"))
    if address in sheet.before:
        before = sheet.before[address]
        told = said("blank", sheet.language) if before is None else plain(before)
        shown.append(tag("span", said("last_year_value", sheet.language, value=told), class_="printed"))
    return shown


@cache
def _meanings(edition: str, section: str) -> Mapping[str, str]:
    """What the printed labels of a table mean in English."""
    part = part_of(report_type(edition), section)
    return dict(_pairs(part)) if part else {}


def _pairs(part: Any) -> Iterator[tuple[str, str]]:
    for field in part.model_fields:
        label = label_of(part, field)
        yield label.official, label.meaning
        below = part_of(part, field)
        if below:
            yield from _pairs(below)
