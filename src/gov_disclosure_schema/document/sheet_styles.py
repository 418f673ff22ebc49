"""The looks of the cells of a workbook, by name, and the part of the package that declares them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from ..scalars import AMOUNT_PLACES


class _Look(NamedTuple):
    """How a cell looks: font, fill and border by their number below, alignment, format of its number."""

    font: int = 0
    fill: int = 0
    border: int = 0
    alignment: str = 'vertical="center" wrapText="1"'
    number: int = 0
    quoted: bool = False


_FONTS: Final = (
    '<font><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font>'
    '<font><b/><sz val="18"/><name val="宋体"/><family val="3"/><charset val="134"/></font>'
    '<font><sz val="14"/><name val="黑体"/><family val="3"/><charset val="134"/></font>'
)
_LINES: Final = "".join(
    f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom")
)
_CENTRED: Final = 'horizontal="center" vertical="center" wrapText="1"'
_FITTED: Final = 'horizontal="center" vertical="center" shrinkToFit="1"'
_TO_FILL_IN: Final = 2
_FIRST_OWN_FORMAT: Final = 164
"""Numbers below are Excel's own formats, of which 1 is a whole number."""

_LOOKS: Final[Mapping[str, _Look]] = {
    "": _Look(alignment=""),
    "title": _Look(font=1, alignment=_CENTRED),
    "title to fill in": _Look(font=1, fill=_TO_FILL_IN, alignment=_CENTRED),
    "field": _Look(),
    "heading": _Look(font=2),
    "text": _Look(alignment='vertical="top" wrapText="1"'),
    "text to fill in": _Look(fill=_TO_FILL_IN, alignment='vertical="top" wrapText="1"'),
    "label": _Look(border=1, alignment=_CENTRED),
    "number to fill in": _Look(fill=_TO_FILL_IN, border=1, alignment=_FITTED),
    "total": _Look(border=1, alignment=_FITTED),
    "0": _Look(border=1, alignment=_FITTED, number=1),
    **{
        str(places): _Look(border=1, alignment=_FITTED, number=_FIRST_OWN_FORMAT + places - 1)
        for places in range(1, AMOUNT_PLACES + 1)
    },
}
"""By name; a number's look is named by its decimal places, all of which are shown."""
# A cell whose text begins like a formula stays text when somebody edits it.
_ALL: Final = {**_LOOKS, **{f"quoted {name}": look._replace(quoted=True) for name, look in _LOOKS.items()}}
STYLES: Final[Mapping[str, int]] = MappingProxyType({name: number for number, name in enumerate(_ALL)})
"""Name of a look, `quoted` before it where the text begins like a formula → its number in the workbook."""


def _record(look: _Look) -> str:
    quoted = ' quotePrefix="1"' if look.quoted else ""
    alignment = f"<alignment {look.alignment}/>" if look.alignment else ""
    return (
        f'<xf numFmtId="{look.number}" fontId="{look.font}" fillId="{look.fill}" borderId="{look.border}" xfId="0"'
        f' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"{quoted}>'
        f"{alignment}</xf>"
    )


_FORMATS: Final = "".join(
    f'<numFmt numFmtId="{_FIRST_OWN_FORMAT + places - 1}" formatCode="0.{"0" * places}"/>'
    for places in range(1, AMOUNT_PLACES + 1)
)
STYLE_SHEET: Final = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    f'<numFmts count="{AMOUNT_PLACES}">{_FORMATS}</numFmts>'
    f'<fonts count="3">{_FONTS}</fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF8DC"/></patternFill></fill></fills>'
    f'<borders count="2"><border><left/><right/><top/><bottom/></border><border>{_LINES}</border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(_ALL)}">{"".join(map(_record, _ALL.values()))}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>'
    # What does not add up; not by its colour alone.
    '<dxfs count="1"><dxf><font><b/><u val="double"/><color rgb="FFC00000"/></font></dxf></dxfs></styleSheet>'
)
