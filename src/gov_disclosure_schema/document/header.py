"""What stands before the first section: the title, the optional fields of the header, and whatever else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
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
    texts = [Cell("".join(cell.text for cell in row.cells), row.cells[0].position) for row in rows]
    unused = header.unused
    at = 0
    # Where one line is a title by itself, none is broken over lines: what stands before it is no part of it.
    most = 1 if any(_title_in(text.text) for text in texts) else _BROKEN_OVER
    while at < len(rows):
        lines = _title(texts[at : at + most], header)
        if not lines and not _field(rows[at], header):
            unused.append(Cell(rows[at].text, texts[at].position))
        at += lines or 1
    if "organ" not in header.fields:
        header.findings.append(Finding("TITLE-MISSING", ("organ", "year"), ("organ", "year")))
    if unused:
        facts: dict[str, Any] = {"printed": printed(unused[0].text.strip()), "count": len(unused)}
        variant = "many" if len(unused) > 1 else ""
        header.findings.append(Finding("TEXT-UNUSED", position=unused[0].position, facts=facts, variant=variant))
    return header


def _title(texts: Sequence[Cell], header: Header) -> int:
    """Take a title that begins with the first of these lines; how many lines it has, 0 where there is none."""
    joined = ""
    for lines, cell in enumerate(texts, 1):
        joined += cell.text
        match = _title_in(joined)
        if match:
            _take_title(match, texts[0], header)
            return lines
    return 0


def _title_in(text: str) -> re.Match[str] | None:
    """The title that a text is."""
    if len(text) > _LONGEST:
        return None
    bare = "".join(filter(str.isprintable, text)).replace(" ", "").strip("《》")
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
    if match[0] != f"{organ}{year}{TITLE_ENDING}":
        _found(header, "TITLE-SPELLING", cell, printed=printed(match[0]))


def _found(header: Header, rule: str, cell: Cell, **facts: str) -> None:
    header.findings.append(Finding(rule, ("organ", "year"), ("organ", "year"), position=cell.position, facts=facts))


def _field(row: Row, header: Header) -> bool:
    """Take a row that states an optional field of the header: its label, then its value."""
    filled = [cell for cell in row.cells if not cell.blank]
    if len(filled) == 1:
        label, colon, value = (
            re.split("([：:])", filled[0].text, maxsplit=1) if re.search("[：:]", filled[0].text) else ("",) * 3
        )
        filled = [Cell(label, filled[0].position), Cell(value.strip(), filled[0].position)] if colon else filled
    if len(filled) != 2:  # noqa: PLR2004  (label and value)
        return False
    for field, label_of_field in header_fields().items():
        if name_of(filled[0].text) == name_of(label_of_field.official) and field not in header.fields:
            value = _value(field, filled[1].text.strip())
            if value is not None:
                header.fields[field] = value, filled[1].position
                return True
    return False


def _value(field: str, text: str) -> Any:
    if date in _types(PublishedReport.model_fields[field].annotation):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    return text


def _types(annotation: Any) -> set[Any]:
    return {annotation}.union(*map(_types, get_args(annotation)))
