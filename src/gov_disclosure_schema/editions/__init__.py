"""The editions of the form: one module each. Nothing outside this package names one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from ..scalars import Count, TenThousandYuan
from ..tables import Remedies, Requests
from . import e2021
from .edition import Edition

EDITIONS: Final[Mapping[str, Edition]] = MappingProxyType({edition.name: edition for edition in (e2021.EDITION,)})
"""Every edition by its name, oldest first."""
LATEST: Final[Edition] = [*EDITIONS.values()][-1]

# What the sections hold behind the strict door; a further edition joins each as one more alternative.
EditionName = e2021.EditionName
SchemaId = e2021.SchemaId
ProactiveDisclosure: TypeAlias = e2021.ProactiveDisclosure[Count, TenThousandYuan]
RequestMatrix: TypeAlias = Requests[Count, e2021.OtherHandling[Count]]
RemedyGrid: TypeAlias = Remedies[Count]

__all__ = [
    "EDITIONS",
    "LATEST",
    "Edition",
    "EditionName",
    "ProactiveDisclosure",
    "RemedyGrid",
    "RequestMatrix",
    "SchemaId",
]
