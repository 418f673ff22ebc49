"""The editions of the form: a line here, and a module each, loaded on use. Nothing outside this package names one.

A report's form is a choice of an edition for each table. That of all tables from one edition is the edition itself; the
others are mixtures, met in published reports, and held as they are (``docs/adr/0007-mixed-forms.md``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from itertools import permutations
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from ..part import Part
from .edition import Edition, Tables, mixture

if TYPE_CHECKING:
    from ..money import Money
    from ..scalars import Change, Count, TenThousandYuan
    from ..tables import Remedies, RequesterCounts, Requests
    from . import e2019, e2021

_EDITIONS: Final = (
    Edition("2019", "国办公开办函〔2019〕60号", 2019, 2020, schema_version=1),
    Edition("2021", "国办公开办函〔2021〕30号", 2021, None, schema_version=1),
)

EDITIONS: Final[Mapping[str, Edition]] = MappingProxyType({edition.name: edition for edition in _EDITIONS})
"""Every edition by its name, oldest first."""
LATEST: Final[Edition] = _EDITIONS[-1]
FORMS: Final[Mapping[str, Edition]] = MappingProxyType(
    {**EDITIONS, **{mixed.name: mixed for mixed in (mixture(*pair) for pair in permutations(_EDITIONS, 2))}}
)
"""Every form that a report can be of by its name: the editions, then the mixtures of two."""


@cache
def tables_of(form: str) -> Tables:
    """What the tables of a form hold where nothing is blank."""
    two, others = FORMS[form].pure
    if two != others:
        return tables_of(others)._replace(proactive_disclosure=tables_of(two).proactive_disclosure)
    tables: Tables = import_module(f".e{form}", __name__).TABLES
    return tables


# What a type checker sees in the sections of a report, whatever its edition; a further one joins as an alternative.
if TYPE_CHECKING:
    ProactiveDisclosure: TypeAlias = (
        e2019.ProactiveDisclosure[Count, Change, Money] | e2021.ProactiveDisclosure[Count, TenThousandYuan]
    )
    RequestMatrix: TypeAlias = Requests[Count, RequesterCounts[Count] | e2021.OtherHandling[Count]]
    RemedyGrid: TypeAlias = Remedies[Count]
    PublishedDisclosure: TypeAlias = (
        e2019.ProactiveDisclosure[Count | None, Change | None, Money | None]
        | e2021.ProactiveDisclosure[Count | None, TenThousandYuan | None]
    )
    PublishedMatrix: TypeAlias = Requests[
        Count | None, RequesterCounts[Count | None] | e2021.OtherHandling[Count | None]
    ]
    PublishedGrid: TypeAlias = Remedies[Count | None]
else:
    ProactiveDisclosure = RequestMatrix = RemedyGrid = Part
    PublishedDisclosure = PublishedMatrix = PublishedGrid = Part

__all__ = [
    "EDITIONS",
    "FORMS",
    "LATEST",
    "Edition",
    "ProactiveDisclosure",
    "PublishedDisclosure",
    "PublishedGrid",
    "PublishedMatrix",
    "RemedyGrid",
    "RequestMatrix",
    "Tables",
    "tables_of",
]
