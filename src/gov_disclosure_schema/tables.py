"""The shapes that every edition of the form prints: rows of requesters, rows of remedies, and the parts made of them.

A part is generic in what a cell may hold: `Count` behind the strict door, `Count | None` in what was published.
"""

# Annotations are not postponed here and in the editions: pydantic would evaluate each again for every type argument.
from typing import Annotated, ClassVar, Final, Generic

from typing_extensions import TypeVar

from .part import Balance, Label, Part, TotalOf
from .scalars import Count

CountT = TypeVar("CountT", bound=int | None, covariant=True, default=Count)
OtherT = TypeVar("OtherT", bound=Part, covariant=True, default=Part)

_ORGANISATIONS: Final = "法人或其他组织"


class RequesterCounts(Part, Generic[CountT], frozen=True):
    """A row of the matrix in section 三: applications by kind of requester, in pieces (件)."""

    head: ClassVar[str] = "申请人情况"

    natural_person: Annotated[CountT, Label("自然人", "natural persons")]
    commercial_enterprise: Annotated[CountT, Label("商业企业", "commercial enterprises", group=_ORGANISATIONS)]
    research_institution: Annotated[CountT, Label("科研机构", "research institutions", group=_ORGANISATIONS)]
    public_interest_organization: Annotated[
        CountT, Label("社会公益组织", "public interest organisations", group=_ORGANISATIONS)
    ]
    legal_service_organization: Annotated[
        CountT, Label("法律服务机构", "legal service organisations", group=_ORGANISATIONS)
    ]
    other_organization: Annotated[CountT, Label("其他", "other organisations", group=_ORGANISATIONS)]
    total: Annotated[CountT, Label("总计", "total", also=("合计",)), TotalOf("T3-ROW")]


class Withheld(Part, Generic[CountT], frozen=True):
    """（三）不予公开: refusals by ground."""

    state_secret: Annotated[RequesterCounts[CountT], Label("1.属于国家秘密", "state secrets")]
    prohibited_by_law: Annotated[
        RequesterCounts[CountT],
        Label(
            "2.其他法律行政法规禁止公开",
            "disclosure prohibited by other laws or administrative regulations",
            also=("其他法律行政止公开",),
        ),
    ]
    security_and_stability: Annotated[
        RequesterCounts[CountT],
        Label("3.危及“三安全一稳定”", "endangers national, public or economic security or social stability"),
    ]
    third_party_rights: Annotated[
        RequesterCounts[CountT], Label("4.保护第三方合法权益", "protects lawful rights of third parties")
    ]
    internal_affairs: Annotated[
        RequesterCounts[CountT], Label("5.属于三类内部事务信息", "the three kinds of internal affairs information")
    ]
    deliberative_process: Annotated[
        RequesterCounts[CountT], Label("6.属于四类过程性信息", "the four kinds of deliberative information")
    ]
    enforcement_files: Annotated[
        RequesterCounts[CountT], Label("7.属于行政执法案卷", "administrative enforcement files")
    ]
    administrative_inquiry: Annotated[
        RequesterCounts[CountT], Label("8.属于行政查询事项", "matters of administrative inquiry")
    ]


class UnableToProvide(Part, Generic[CountT], frozen=True):
    """（四）无法提供: applications that could not be met, by reason."""

    not_held: Annotated[RequesterCounts[CountT], Label("1.本机关不掌握相关政府信息", "not held by this organ")]
    requires_creation: Annotated[
        RequesterCounts[CountT], Label("2.没有现成信息需要另行制作", "would have to be created")
    ]
    still_unclear: Annotated[
        RequesterCounts[CountT], Label("3.补正后申请内容仍不明确", "still unclear after correction")
    ]


class NotProcessed(Part, Generic[CountT], frozen=True):
    """（五）不予处理: applications not processed, by reason."""

    petition_or_complaint: Annotated[
        RequesterCounts[CountT], Label("1.信访举报投诉类申请", "petitions, reports or complaints")
    ]
    repeated: Annotated[RequesterCounts[CountT], Label("2.重复申请", "repeated applications")]
    publications: Annotated[RequesterCounts[CountT], Label("3.要求提供公开出版物", "asks for published works")]
    excessive: Annotated[
        RequesterCounts[CountT], Label("4.无正当理由大量反复申请", "excessive without legitimate reason")
    ]
    confirmation_or_reissue: Annotated[
        RequesterCounts[CountT],
        Label("5.要求行政机关确认或重新出具已获取信息", "asks to confirm or reissue information already obtained"),
    ]


class Outcomes(Part, Generic[CountT, OtherT], frozen=True):
    """三、本年度办理结果: how the year's applications were handled; what （六） holds differs between editions."""

    disclosed: Annotated[RequesterCounts[CountT], Label("（一）予以公开", "disclosed")]
    partially_disclosed: Annotated[
        RequesterCounts[CountT],
        Label("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "partially disclosed", also=("部分公开",)),
    ]
    withheld: Annotated[Withheld[CountT], Label("（三）不予公开", "withheld")]
    unable_to_provide: Annotated[UnableToProvide[CountT], Label("（四）无法提供", "unable to provide")]
    not_processed: Annotated[NotProcessed[CountT], Label("（五）不予处理", "not processed")]
    other: Annotated[OtherT, Label("（六）其他处理", "other handling")]
    total: Annotated[
        RequesterCounts[CountT],
        Label("（七）总计", "total of outcomes", also=("合计", "办理结果总计")),
        TotalOf("T3-OUTCOME"),
    ]


class Requests(Part, Generic[CountT, OtherT], frozen=True):
    """Section 三: applications received and handled."""

    printed_as: ClassVar[str] = "matrix"
    note: ClassVar[str] = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    balances: ClassVar[tuple[Balance, ...]] = (
        Balance("T3-BALANCE", expected=("received", "carried_over"), actual=("outcomes.total", "carried_forward")),
    )

    received: Annotated[
        RequesterCounts[CountT],
        Label("一、本年新收政府信息公开申请数量", "applications received this year", also=("本年新收",)),
    ]
    carried_over: Annotated[
        RequesterCounts[CountT],
        Label("二、上年结转政府信息公开申请数量", "carried over from last year", also=("上年结转",)),
    ]
    outcomes: Annotated[Outcomes[CountT, OtherT], Label("三、本年度办理结果", "outcomes this year")]
    carried_forward: Annotated[
        RequesterCounts[CountT],
        Label("四、结转下年度继续办理", "carried forward to next year", also=("结转下一年度继续办理",)),
    ]


class RemedyCounts(Part, Generic[CountT], frozen=True):
    """A group of the grid in section 四: cases by result, in pieces (件)."""

    upheld: Annotated[CountT, Label("结果维持", "upheld", also=("维持",))]
    corrected: Annotated[CountT, Label("结果纠正", "corrected", also=("纠正",))]
    other: Annotated[CountT, Label("其他结果", "other result", also=("其他",))]
    pending: Annotated[CountT, Label("尚未审结", "pending", also=("未审结",))]
    total: Annotated[CountT, Label("总计", "total", also=("合计",)), TotalOf("T4-SUM")]


class Litigation(Part, Generic[CountT], frozen=True):
    """行政诉讼: administrative litigation."""

    direct: Annotated[RemedyCounts[CountT], Label("未经复议直接起诉", "brought directly")]
    after_reconsideration: Annotated[RemedyCounts[CountT], Label("复议后起诉", "brought after reconsideration")]


class Remedies(Part, Generic[CountT], frozen=True):
    """Section 四: administrative reconsideration and litigation over open government information."""

    printed_as: ClassVar[str] = "grid"

    reconsideration: Annotated[RemedyCounts[CountT], Label("行政复议", "administrative reconsideration")]
    litigation: Annotated[Litigation[CountT], Label("行政诉讼", "administrative litigation")]
