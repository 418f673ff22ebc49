"""The identities of the form (勾稽关系). `total` is the cell that should hold the sum."""

from __future__ import annotations

from typing import Final

from .rule import BLANKS, ERROR, FORM, WARNING, Subject, Words

rule = Subject()

_ZERO_TOTAL = (
    "{total}：总计印为 0，而各项之和为 {expected}，总计疑为漏填。",
    "{total}: the total is printed as 0, but its parts add up to {expected}; the total was probably left out.",
)
_OFFSET = (
    (
        "{total} 与 {other}：一处多 {surplus}，另一处少 {surplus}，两处相抵。疑有 {surplus} 件记错了行或列："
        "{total} 印为 {actual}，应为 {expected}；{other} 印为 {other_actual}，应为 {other_expected}。"
    ),
    (
        "{total} and {other}: one is {surplus} too high and the other {surplus} too low, and they cancel out. "
        "Probably {surplus} stood in the wrong row or column: {total} is printed as {actual}, should be {expected}; "
        "{other} is printed as {other_actual}, should be {other_expected}."
    ),
)
rule(
    "T3-ROW",
    ERROR,
    FORM,
    "{total}：印为 {actual}，六类申请人之和为 {expected}，相差 {difference}。",
    "{total}: printed {actual}, but the six kinds of requester add up to {expected}, difference {difference}.",
    zero_total=_ZERO_TOTAL,
    offset=_OFFSET,
)
rule(
    "T3-OUTCOME",
    ERROR,
    FORM,
    "{total}：印为 {actual}，（一）至（六）各项办理结果之和为 {expected}，相差 {difference}。",
    "{total}: printed {actual}, but the outcomes (一) to (六) add up to {expected}, difference {difference}.",
    zero_total=_ZERO_TOTAL,
    offset=_OFFSET,
)
rule(
    "T3-BALANCE",
    ERROR,
    FORM,
    "{total}：第一项加第二项为 {expected}，第三项总计加第四项为 {actual}，相差 {difference}。",
    "{total}: items 一 and 二 add up to {expected}, items 三 (total) and 四 to {actual}, difference {difference}.",
    offset=_OFFSET,
)
rule(
    "T4-SUM",
    ERROR,
    FORM,
    "{total}：印为 {actual}，四种结果之和为 {expected}，相差 {difference}。",
    "{total}: printed {actual}, but the four results add up to {expected}, difference {difference}.",
    zero_total=_ZERO_TOTAL,
    offset=_OFFSET,
)
IDENTITY_RULES: Final = tuple(rule)
STATEMENTS: Final[dict[str, Words]] = {
    "T3-ROW": Words(
        "第三部分各行：六类申请人之和等于总计",
        "in every row of section 三, the six kinds of requester add up to 总计",
    ),
    "T3-OUTCOME": Words(
        "第三部分各列：（一）至（六）各项办理结果之和等于（七）总计",
        "in every column of section 三, the outcomes （一） to （六） add up to （七）总计",
    ),
    "T3-BALANCE": Words(
        "第三部分各列：第一项加第二项，等于第三项总计加第四项",
        "in every column of section 三, items 一 and 二 equal the total of 三 and item 四",
    ),
    "T4-SUM": Words(
        "第四部分各组：四种结果之和等于总计",
        "in every group of section 四, the four results add up to 总计",
    ),
}
"""What each identity says must hold."""

rule(
    "NOT-ASSESSABLE",
    WARNING,
    BLANKS,
    "{rule}：{count} 项勾稽关系因所需单元格空白而无法核对（既不算通过，也不算不通过）。",
    "{rule}: identities that could not be assessed because of a blank cell (neither passed nor failed): {count}.",
    years=(
        "{rule}：{count} 项与上年的核对因所需数据空白而无法进行（既不算通过，也不算不通过）。",
        (
            "{rule}: comparisons with last year that could not be made because of a blank (neither passed nor failed): "
            "{count}."
        ),
    ),
)
