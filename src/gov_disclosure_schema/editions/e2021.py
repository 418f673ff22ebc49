"""The form in force for reporting years from 2021: 国办公开办函〔2021〕30号."""

from decimal import Decimal
from typing import Annotated, ClassVar, Final, Generic

from typing_extensions import TypeVar

from ..part import Continues, Label, Part, Reserved
from ..scalars import Count, TenThousandYuan
from ..tables import CountT, Remedies, RequesterCounts, Requests
from .edition import Tables

AmountT = TypeVar("AmountT", bound=Decimal | None, covariant=True, default=TenThousandYuan)


class DocumentStock(Part, Generic[CountT], frozen=True):
    """Documents of one kind, in pieces (件)."""

    issued: Annotated[CountT, Label("本年制发件数", "issued this year", spoken=("制发", "制定", "出台", "印发"))]
    repealed: Annotated[CountT, Label("本年废止件数", "repealed this year", spoken=("废止",))]
    in_force: Annotated[
        CountT,
        Label("现行有效件数", "in force", spoken=("现行有效", "继续有效")),
        Continues("Y-STOCK", last="in_force", plus=("issued",), minus=("repealed",)),
    ]


class Decisions(Part, Generic[CountT], frozen=True):
    """Decisions of one kind, in pieces (件)."""

    decisions: Annotated[CountT, Label("本年处理决定数量", "decisions made this year", spoken=())]


class Fees(Part, Generic[AmountT], frozen=True):
    """Fees charged, in units of 10 000 yuan (万元)."""

    amount: Annotated[AmountT, Label("本年收费金额（单位：万元）", "amount charged this year", unit="万元", spoken=())]


class ProactiveDisclosure(Part, Generic[CountT, AmountT], frozen=True):
    """Section 二: what was disclosed proactively, by items of Article 20 of the Regulations."""

    printed_as: ClassVar[str] = "items"
    corner: ClassVar[str] = "信息内容"

    rules: Annotated[
        DocumentStock[CountT],
        Label("规章", "rules", clause="第二十条第（一）项", spoken=()),
        Reserved("P-POWER"),
    ]
    normative_documents: Annotated[
        DocumentStock[CountT],
        Label(
            "行政规范性文件",
            "administrative normative documents",
            clause="第二十条第（一）项",
            also=("规范性文件",),
            spoken=(),
        ),
    ]
    licensing: Annotated[
        Decisions[CountT], Label("行政许可", "administrative licensing", clause="第二十条第（五）项", spoken=())
    ]
    penalties: Annotated[
        Decisions[CountT], Label("行政处罚", "administrative penalties", clause="第二十条第（六）项", spoken=())
    ]
    compulsion: Annotated[
        Decisions[CountT], Label("行政强制", "administrative compulsion", clause="第二十条第（六）项", spoken=())
    ]
    fees: Annotated[
        Fees[AmountT], Label("行政事业性收费", "administrative fees", clause="第二十条第（八）项", spoken=())
    ]


class OtherHandling(Part, Generic[CountT], frozen=True):
    """（六）其他处理: three rows in this edition."""

    correction_overdue: Annotated[
        RequesterCounts[CountT],
        Label(
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "correction overdue without legitimate reason",
            also=("逾期不补正",),
            spoken=(),
        ),
    ]
    fee_unpaid: Annotated[
        RequesterCounts[CountT],
        Label(
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "fee not paid in time",
            also=("逾期不缴费",),
            spoken=(),
        ),
    ]
    miscellaneous: Annotated[RequesterCounts[CountT], Label("3.其他", "miscellaneous", also=("其他原因",))]


TABLES: Final = Tables(ProactiveDisclosure, Requests[Count, OtherHandling[Count]], Remedies)
