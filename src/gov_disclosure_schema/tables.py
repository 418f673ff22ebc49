"""The shapes that every edition of the form prints: rows of requesters, rows of remedies, and the parts made of them.

A part is generic in what a cell may hold: `Count` behind the strict door, `Count | None` in what was published.
"""

# Annotations are not postponed here and in the editions: pydantic would evaluate each again for every type argument.
from typing import Annotated, ClassVar, Final, Generic

from typing_extensions import TypeVar

from .part import Balance, Continues, Label, Part, TotalOf
from .scalars import Count

CountT = TypeVar("CountT", bound=int | None, covariant=True, default=Count)
OtherT = TypeVar("OtherT", bound=Part, covariant=True, default=Part)

_ORGANISATIONS: Final = "法人或其他组织"


class RequesterCounts(Part, Generic[CountT], frozen=True):
    """A row of the matrix in section 三: applications by kind of requester, in pieces (件)."""

    head: ClassVar[str] = "申请人情况"

    natural_person: Annotated[CountT, Label("自然人", "natural persons", spoken=())]
    commercial_enterprise: Annotated[
        CountT, Label("商业企业", "commercial enterprises", group=_ORGANISATIONS, spoken=("企业",))
    ]
    research_institution: Annotated[CountT, Label("科研机构", "research institutions", group=_ORGANISATIONS, spoken=())]
    public_interest_organization: Annotated[
        CountT, Label("社会公益组织", "public interest organisations", group=_ORGANISATIONS, spoken=("公益组织",))
    ]
    legal_service_organization: Annotated[
        CountT, Label("法律服务机构", "legal service organisations", group=_ORGANISATIONS, spoken=("律师事务所",))
    ]
    other_organization: Annotated[CountT, Label("其他", "other organisations", group=_ORGANISATIONS)]
    total: Annotated[CountT, Label("总计", "total", also=("合计",)), TotalOf("T3-ROW")]


class Withheld(Part, Generic[CountT], frozen=True):
    """（三）不予公开: refusals by ground."""

    state_secret: Annotated[RequesterCounts[CountT], Label("1.属于国家秘密", "state secrets", spoken=("国家秘密",))]
    prohibited_by_law: Annotated[
        RequesterCounts[CountT],
        Label(
            "2.其他法律行政法规禁止公开",
            "disclosure prohibited by other laws or administrative regulations",
            also=("其他法律行政止公开",),
            spoken=("法律行政法规禁止公开",),
        ),
    ]
    security_and_stability: Annotated[
        RequesterCounts[CountT],
        Label(
            "3.危及“三安全一稳定”",
            "endangers national, public or economic security or social stability",
            spoken=("三安全一稳定",),
        ),
    ]
    third_party_rights: Annotated[
        RequesterCounts[CountT],
        Label("4.保护第三方合法权益", "protects lawful rights of third parties", spoken=("第三方合法权益",)),
    ]
    internal_affairs: Annotated[
        RequesterCounts[CountT],
        Label("5.属于三类内部事务信息", "the three kinds of internal affairs information", spoken=("内部事务信息",)),
    ]
    deliberative_process: Annotated[
        RequesterCounts[CountT],
        Label("6.属于四类过程性信息", "the four kinds of deliberative information", spoken=("过程性信息",)),
    ]
    enforcement_files: Annotated[
        RequesterCounts[CountT],
        Label("7.属于行政执法案卷", "administrative enforcement files", spoken=("行政执法案卷",)),
    ]
    administrative_inquiry: Annotated[
        RequesterCounts[CountT],
        Label("8.属于行政查询事项", "matters of administrative inquiry", spoken=("行政查询事项",)),
    ]


class UnableToProvide(Part, Generic[CountT], frozen=True):
    """（四）无法提供: applications that could not be met, by reason."""

    not_held: Annotated[
        RequesterCounts[CountT],
        Label("1.本机关不掌握相关政府信息", "not held by this organ", spoken=("本机关不掌握", "不掌握", "信息不存在")),
    ]
    requires_creation: Annotated[
        RequesterCounts[CountT],
        Label(
            "2.没有现成信息需要另行制作",
            "would have to be created",
            spoken=("没有现成信息", "需要另行制作", "需另行制作"),
        ),
    ]
    still_unclear: Annotated[
        RequesterCounts[CountT],
        Label(
            "3.补正后申请内容仍不明确", "still unclear after correction", spoken=("补正后仍不明确", "申请内容不明确")
        ),
    ]


class NotProcessed(Part, Generic[CountT], frozen=True):
    """（五）不予处理: applications not processed, by reason."""

    petition_or_complaint: Annotated[
        RequesterCounts[CountT],
        Label(
            "1.信访举报投诉类申请",
            "petitions, reports or complaints",
            spoken=("信访举报投诉类", "信访、举报、投诉类", "信访举报投诉"),
        ),
    ]
    repeated: Annotated[RequesterCounts[CountT], Label("2.重复申请", "repeated applications", spoken=())]
    publications: Annotated[
        RequesterCounts[CountT], Label("3.要求提供公开出版物", "asks for published works", spoken=("公开出版物",))
    ]
    excessive: Annotated[
        RequesterCounts[CountT],
        Label("4.无正当理由大量反复申请", "excessive without legitimate reason", spoken=("大量反复申请",)),
    ]
    confirmation_or_reissue: Annotated[
        RequesterCounts[CountT],
        Label(
            "5.要求行政机关确认或重新出具已获取信息",
            "asks to confirm or reissue information already obtained",
            spoken=("重新出具已获取信息",),
        ),
    ]


class Outcomes(Part, Generic[CountT, OtherT], frozen=True):
    """三、本年度办理结果: how the year's applications were handled; what （六） holds differs between editions."""

    disclosed: Annotated[
        RequesterCounts[CountT], Label("（一）予以公开", "disclosed", spoken=("同意公开", "全部公开", "公开"))
    ]
    partially_disclosed: Annotated[
        RequesterCounts[CountT],
        Label(
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "partially disclosed",
            also=("部分公开",),
            spoken=(),
        ),
    ]
    withheld: Annotated[Withheld[CountT], Label("（三）不予公开", "withheld", spoken=("不公开",))]
    unable_to_provide: Annotated[
        UnableToProvide[CountT], Label("（四）无法提供", "unable to provide", spoken=("信息不存在",))
    ]
    not_processed: Annotated[NotProcessed[CountT], Label("（五）不予处理", "not processed", spoken=("不再处理",))]
    other: Annotated[OtherT, Label("（六）其他处理", "other handling", spoken=("其他方式处理",))]
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
        Balance(
            "T3-BALANCE",
            expected=("received", "carried_over"),
            actual=("outcomes.total", "carried_forward"),
            spoken=("收到", "受理", "收办", "接收", "接到", "办理", "处理"),
            things=("政府信息公开申请", "信息公开申请", "公开申请", "申请公开", "依申请公开", "申请"),
        ),
    )

    received: Annotated[
        RequesterCounts[CountT],
        Label(
            "一、本年新收政府信息公开申请数量",
            "applications received this year",
            also=("本年新收",),
            spoken=("新收", "新增申请"),
        ),
    ]
    carried_over: Annotated[
        RequesterCounts[CountT],
        Label(
            "二、上年结转政府信息公开申请数量",
            "carried over from last year",
            also=("上年结转",),
            spoken=("上年度结转", "上一年结转", "上一年度结转", "上年转入", "结转", "转入"),
        ),
        Continues("Y-CARRY", last="carried_forward"),
    ]
    outcomes: Annotated[
        Outcomes[CountT, OtherT],
        Label(
            "三、本年度办理结果",
            "outcomes this year",
            spoken=("办结", "答复", "回复", "办复", "办理完毕", "处理完毕", "办理", "处理"),
        ),
    ]
    carried_forward: Annotated[
        RequesterCounts[CountT],
        Label(
            "四、结转下年度继续办理",
            "carried forward to next year",
            also=("结转下一年度继续办理",),
            spoken=("结转下年度", "结转下年", "结转下一年度", "结转至下年度", "转下年度", "转下一年度", "结转", "转入"),
        ),
    ]


class RemedyCounts(Part, Generic[CountT], frozen=True):
    """A group of the grid in section 四: cases by result, in pieces (件)."""

    upheld: Annotated[CountT, Label("结果维持", "upheld", also=("维持",), spoken=())]
    corrected: Annotated[CountT, Label("结果纠正", "corrected", also=("纠正",), spoken=("败诉",))]
    other: Annotated[CountT, Label("其他结果", "other result", also=("其他",), spoken=())]
    pending: Annotated[CountT, Label("尚未审结", "pending", also=("未审结",), spoken=("尚未结案", "未结案"))]
    total: Annotated[
        CountT,
        Label("总计", "total", also=("合计",)),
        TotalOf("T4-SUM", unfinished="pending", finished=("审结", "结案")),
    ]


class Litigation(Part, Generic[CountT], frozen=True):
    """行政诉讼: administrative litigation."""

    direct: Annotated[
        RemedyCounts[CountT], Label("未经复议直接起诉", "brought directly", spoken=("直接起诉", "直接提起诉讼"))
    ]
    after_reconsideration: Annotated[
        RemedyCounts[CountT],
        Label("复议后起诉", "brought after reconsideration", spoken=("经复议后起诉", "复议后提起诉讼")),
    ]


class Remedies(Part, Generic[CountT], frozen=True):
    """Section 四: administrative reconsideration and litigation over open government information."""

    printed_as: ClassVar[str] = "grid"

    reconsideration: Annotated[
        RemedyCounts[CountT], Label("行政复议", "administrative reconsideration", spoken=("被复议", "复议"))
    ]
    litigation: Annotated[Litigation[CountT], Label("行政诉讼", "administrative litigation", spoken=("被诉讼", "诉讼"))]
