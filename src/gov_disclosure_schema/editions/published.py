"""What the sections hold in a report as published, where a cell may be blank; made when first needed.

A further edition joins each as one more alternative.
"""

from typing import TypeAlias

from ..scalars import Count, TenThousandYuan
from ..tables import Remedies, Requests
from . import e2021

ProactiveDisclosure: TypeAlias = e2021.ProactiveDisclosure[Count | None, TenThousandYuan | None]
RequestMatrix: TypeAlias = Requests[Count | None, e2021.OtherHandling[Count | None]]
RemedyGrid: TypeAlias = Remedies[Count | None]
