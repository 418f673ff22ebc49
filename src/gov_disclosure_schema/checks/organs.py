"""Whether two reports are of one organ, and what an organ's name says of it: only what it says for certain.

A name cannot say whether a city has districts and so may make rules, nor whether an office reports for its government;
of such names nothing is said.
"""

from __future__ import annotations

import re
from typing import Final, Protocol

_TOWNSHIP: Final = re.compile(r"(?:镇|乡|苏木|街道)(?:人民政府|政府|办事处|办)?$")
_AUTONOMOUS_REGION: Final = "自治区"
_BELOW_THE_CITY: Final = re.compile("[县区旗]")
_DEPARTMENT: Final = re.compile(r"(?:局|厅|(?<!管)委|(?<!管理)委员会)$")
_GOVERNMENT: Final = "人民政府"


class Named(Protocol):
    """What a report says of its organ."""

    @property
    def organ(self) -> str | None:
        """Its name."""

    @property
    def unified_social_credit_code(self) -> str | None:
        """Its code."""


def same_organ(one: Named, other: Named) -> bool | None:
    """Whether two reports are of one organ: by its credit code, where both state it, else by its name.

    Returns
    -------
    bool or None
        None where one of them names no organ.
    """
    if one.organ is None or other.organ is None:
        return None
    codes = one.unified_social_credit_code, other.unified_social_credit_code
    return codes[0] == codes[1] if all(codes) else short_name(one.organ) == short_name(other.organ)


def short_name(organ: str) -> str:
    """The name without spaces, and a government by the name of its place alone, as titles also have it."""
    return "".join(organ.split()).removesuffix(_GOVERNMENT)


def is_below_the_city(organ: str) -> bool:
    """Whether it is a town or street, a county or district, or an organ of one.

    Only governments of provinces and of cities with districts, and organs of the State Council, make rules (规章,
    立法法). No name of theirs has 县, 旗, or 区 outside 自治区; 乡 and 镇 stand in names of cities (新乡市, 镇江市), so
    these count at the end alone.
    """
    name = "".join(organ.split())
    return bool(_TOWNSHIP.search(name) or _BELOW_THE_CITY.search(name.replace(_AUTONOMOUS_REGION, "")))


def is_department(organ: str) -> bool:
    """Whether it is a department (局, 厅, 委) of a government, not a government or the committee of a zone."""
    name = "".join(organ.split())
    return _GOVERNMENT not in name and bool(_DEPARTMENT.search(name))
