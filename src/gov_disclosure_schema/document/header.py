"""What stands before the first section: the title, the optional fields of the header, and whatever else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple, get_args

from ..findings import Finding, Position
from ..refusals import printed
from ..report import TITLE_ENDING, PublishedReport, header_fields
from ..scalars import YEAR_MIN
from .blocks import Cell, Row
from .vocabulary import name_of

_YEAR: Final = r"(?P<year>[0-9]{4}|[０-９]{4}|[〇零○Ｏ一二三四五六七八九]{4})\s*年度?"
_ENDING: Final = r"政府信息公开(?:工作)?(?:年度)?(?:工作)?报告"
_TITLES: Final = (re.compile(rf"(?P<organ>.+?){_YEAR}{_ENDING}"), re.compile(rf"{_YEAR}(?P<organ>.+?){_ENDING}"))
_DIGITS: Final = str.maketrans("０１２３４５６７８９〇零○Ｏ一二三四五六七八九", "01234567890000123456789")
_COLON: Final = re.compile("[：:]")
_DAY: Final = re.compile(
    "|".join(
        rf"([0-9]{{4}})\s*{year}\s*([0-9]{{1,2}})\s*{month}\s*([0-9]{{1,2}})\s*{day}"
        for year, month, day in (("年", "月", "日"), ("-", "-", ""), ("/", "/", ""), (r"\.", r"\.", ""))
    )
)
_BROKEN_OVER: Final = 3
"""Lines that a title may be broken over."""
_LONGEST: Final = 300


class Header(NamedTuple):
    """What the lines before the first section say.

    Attributes
    ----------
    fields
        Name of a field → its value, and where it stood.
    findings
        What is not there, not as prescribed, or not used.
    unused
        The lines that are neither title nor field.
    """

    fields: dict[str, tuple[Any, Position]]
    findings: list[Finding]
    unused: list[Cell]


def read_header(rows: Sequence[Row]) -> Header:
    """Read what stands before the first section.

    Parameters
    ----------
    rows
        Its rows; empty lines left out.
    """
    header = Header({}, [], [])
    cells = [[*map(Cell, row.texts, row.positions()())] for row in rows]
    texts = [Cell("".join(row.texts), cells_of_it[0].position) for row, cells_of_it in zip(rows, cells, strict=True)]
    unused = header.unused
    at = 0
    titles = [_title_in(text.text) for text in texts]
    # Where one line is a title by itself, none is broken over lines: what stands before it is no part of it.
    broken = not any(titles)
    while at < len(rows):
        title, lines = _broken_title(texts[at : at + _BROKEN_OVER]) if broken else (titles[at], 1)
        if title:
            _take_title(title, texts[at], header)
        elif not _fields(cells[at], header):
            unused.append(Cell(rows[at].text, texts[at].position))
        at += lines
    if "organ" not in header.fields:
        header.findings.append(Finding("TITLE-MISSING", ("organ", "year"), ("organ", "year")))
    if unused:
        facts: dict[str, Any] = {"printed": printed(unused[0].text.strip()), "count": len(unused)}
        variant = "many" if len(unused) > 1 else ""
        header.findings.append(Finding("TEXT-UNUSED", position=unused[0].position, facts=facts, variant=variant))
    return header


def _broken_title(texts: Sequence[Cell]) -> tuple[re.Match[str] | None, int]:
    """The title that begins with the first of these lines, and how many it has; 1 where there is none."""
    joined = ""
    for lines, cell in enumerate(texts, 1):
        joined += cell.text
        match = _title_in(joined)
        if match:
            return match, lines
    return None, 1


def _title_in(text: str) -> re.Match[str] | None:
    """The title that a text is."""
    if len(text) > _LONGEST:
        return None
    bare = text if text.isprintable() else "".join(filter(str.isprintable, text))
    bare = bare.replace(" ", "").strip("《》")
    return next((match for form in _TITLES if (match := form.fullmatch(bare))), None)


def _take_title(match: re.Match[str], cell: Cell, header: Header) -> None:
    organ, year = match["organ"], int(match["year"].translate(_DIGITS))
    taken = header.fields.get("organ"), header.fields.get("year")
    if taken[0]:
        if (taken[0][0], taken[1] and taken[1][0]) != (organ, year):
            _found(header, "TITLE-TWICE", cell, printed=printed(match[0]))
        return
    header.fields["organ"] = organ, cell.position
    if year < YEAR_MIN:
        _found(header, "TITLE-YEAR", cell, year=str(year), first=str(YEAR_MIN))
    else:
        header.fields["year"] = year, cell.position
    due = f"{organ}{year}{TITLE_ENDING}"
    if match[0] != due:
        _found(header, "TITLE-SPELLING", cell, printed=printed(match[0]), due=printed(due))


def _found(header: Header, rule: str, cell: Cell, **facts: str) -> None:
    header.findings.append(Finding(rule, ("organ", "year"), ("organ", "year"), position=cell.position, facts=facts))


def _fields(cells: Sequence[Cell], header: Header) -> bool:
    """Take the optional fields of the header that the cells of a row state; whether they state nothing else."""
    taken = [_field(label, value, header) for label, value in _stated(cells)]
    return bool(taken) and all(taken)


def _stated(cells: Sequence[Cell]) -> list[tuple[str, Cell]]:
    """Each label with its value: a colon between them, or a cell for each."""
    filled = [cell for cell in cells if not cell.blank]
    parts = [_COLON.split(cell.text, maxsplit=1) for cell in filled]
    if all(len(part) > 1 and part[1].strip() for part in parts):
        return [(label, Cell(value, cell.position)) for (label, value), cell in zip(parts, filled, strict=True)]
    paired = filled if len(filled) == 2 else cells  # noqa: PLR2004  (label and value)
    return [(label.text, value) for label, value in zip(paired[::2], paired[1::2], strict=False)]


def _field(label: str, value: Cell, header: Header) -> bool:
    field = _names().get(name_of(label))
    if field is None or field in header.fields:
        return False
    taken = _value(field, value.text.strip())
    if taken is None:
        return False
    header.fields[field] = taken, value.position
    return True


@cache
def _names() -> Mapping[str, str]:
    """What the labels of the optional fields are recognised by, with the field."""
    return {
        name_of(wording): field for field, label in header_fields().items() for wording in (label.official, *label.also)
    }


def _value(field: str, text: str) -> Any:
    return _day(text) if _is_day(field) else text


@cache
def _is_day(field: str) -> bool:
    """Whether a field of the header holds a day."""
    return date in _types(PublishedReport.model_fields[field].annotation)


def _day(text: str) -> date | None:
    """A day, year first; None for anything else, a time behind it included, which no field holds."""
    match = _DAY.fullmatch(text.translate(_DIGITS))
    try:
        return date(*map(int, filter(None, match.groups()))) if match else None
    except ValueError:  # the calendar has no such day
        return None


def _types(annotation: Any) -> set[Any]:
    return {annotation}.union(*map(_types, get_args(annotation)))
