"""The trial form (试行), in force for the reporting years 2019 and 2020: 国办公开办函〔2019〕60号."""

from typing import Annotated, ClassVar, Final, Generic

from typing_extensions import TypeVar

from ..money import Money, StatedAmount
from ..part import Label, Part, Reserved
from ..scalars import Change, Count
from ..tables import CountT, Remedies, RequesterCounts, Requests
from .edition import Tables

ChangeT = TypeVar("ChangeT", bound=int | None, covariant=True, default=Change)
AmountT = TypeVar("AmountT", bound=Money | None, covariant=True, default=StatedAmount)


class DocumentStock(Part, Generic[CountT], frozen=True):
    """Documents of one kind, in pieces (件)."""

    created: Annotated[
        CountT, Label("本年新制作数量", "newly created this year", spoken=("制发", "新制作", "制定", "出台", "印发"))
    ]
    newly_disclosed: Annotated[CountT, Label("本年新公开数量", "newly disclosed this year", spoken=("新公开",))]
    total_disclosed: Annotated[
        CountT, Label("对外公开总数量", "disclosed to the public in total", spoken=("对外公开总数",))
    ]


class Items(Part, Generic[CountT, ChangeT], frozen=True):
    """Items of one kind (项), and the decisions on them, in pieces (件)."""

    previous_items: Annotated[CountT, Label("上一年项目数量", "items last year")]
    change: Annotated[ChangeT, Label("本年增/减", "items added this year, or removed")]
    decisions: Annotated[CountT, Label("处理决定数量", "decisions made this year", spoken=())]


class FeeItems(Part, Generic[CountT, ChangeT], frozen=True):
    """Items for which fees are charged (项)."""

    previous_items: Annotated[CountT, Label("上一年项目数量", "items last year")]
    change: Annotated[ChangeT, Label("本年增/减", "items added this year, or removed")]


class Procurement(Part, Generic[CountT, AmountT], frozen=True):
    """Centralised procurement: projects, and their total amount, whose unit the cell states."""

    projects: Annotated[CountT, Label("采购项目数量", "procurement projects")]
    amount: Annotated[AmountT, Label("采购总金额", "total amount of procurement, in the unit that the cell states")]


class ProactiveDisclosure(Part, Generic[CountT, ChangeT, AmountT], frozen=True):
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
            "规范性文件",
            "administrative normative documents",
            clause="第二十条第（一）项",
            also=("行政规范性文件",),
            spoken=(),
        ),
    ]
    licensing: Annotated[
        Items[CountT, ChangeT], Label("行政许可", "administrative licensing", clause="第二十条第（五）项", spoken=())
    ]
    other_services: Annotated[
        Items[CountT, ChangeT],
        Label("其他对外管理服务事项", "other administration and services for the public", clause="第二十条第（五）项"),
    ]
    penalties: Annotated[
        Items[CountT, ChangeT], Label("行政处罚", "administrative penalties", clause="第二十条第（六）项", spoken=())
    ]
    compulsion: Annotated[
        Items[CountT, ChangeT], Label("行政强制", "administrative compulsion", clause="第二十条第（六）项", spoken=())
    ]
    fees: Annotated[
        FeeItems[CountT, ChangeT],
        Label("行政事业性收费", "administrative fees", clause="第二十条第（八）项", spoken=()),
    ]
    procurement: Annotated[
        Procurement[CountT, AmountT],
        Label("政府集中采购", "centralised government procurement", clause="第二十条第（九）项", spoken=()),
    ]


TABLES: Final = Tables(ProactiveDisclosure, Requests[Count, RequesterCounts[Count]], Remedies)
