"""The narrative against the cells. The text may speak for the office alone while the tables cover the whole region."""

from __future__ import annotations

from typing import Final

from .rule import FORM, INFO, WARNING, Subject

rule = Subject()

rule(
    "N-NUMBER",
    WARNING,
    FORM,
    "文字称“{printed}”（{words}），表中{cells}，两处不符；如文字只说本级而表格包括所属机关，请在文中写明。",
    "the text says “{printed}” ({words}), the tables say {cells}: they do not agree. If the text speaks for the "
    "office alone and the tables for the whole region, let the text say so.",
    part=(
        "文字称其中一部分为“{printed}”（{words}），超过表中全部：{cells}。",
        "the text says “{printed}” of a part ({words}), which is more than the whole in the tables: {cells}.",
    ),
)
rule(
    "N-NONE",
    WARNING,
    FORM,
    "文字称“{printed}”（{words}），而表中{cells}，不为 0。",
    "the text says “{printed}” ({words}), but in the tables {cells}, which is not 0.",
)
rule(
    "N-ALL",
    WARNING,
    FORM,
    "文字称“{printed}”（{words}），而表中另有 {expected} 件：{cells}。",
    "the text says “{printed}” ({words}), but the tables hold {expected} others: {cells}.",
)
rule(
    "N-SHARE",
    WARNING,
    FORM,
    "文字称占“{printed}”（{words}），按表中数字计算为 {computed}%。",
    "the text says a share of “{printed}” ({words}); computed from the tables it is {computed} %.",
)
rule(
    "N-GROWTH",
    WARNING,
    FORM,
    "文字称增减“{printed}”（{words}），按今年 {now}、上年 {then} 计算为 {computed}。",
    "the text says a change of “{printed}” ({words}); from {then} last year to {now} this year it is {computed}.",
)
rule(
    "N-SUM",
    WARNING,
    FORM,
    "文字中各项“{parts}”之和为 {expected}，与所称总数“{printed}”不符（{words}）。",
    "the parts in the text, “{parts}”, add up to {expected}, not to the total that it states, “{printed}” ({words}).",
    more=(
        "文字中各项“{parts}”之和为 {expected}，超过所称总数“{printed}”（{words}）。",
        (
            "the parts in the text, “{parts}”, add up to {expected}, more than the total that it states, “{printed}” "
            "({words})."
        ),
    ),
)
rule(
    "N-BLANK",
    INFO,
    FORM,
    "文字中有 {count} 处所说的单元格为空白，无法与表格核对。",
    "statements of the text that could not be compared, because the cells they speak of are blank: {count}.",
)
NARRATIVE_RULES: Final = tuple(rule)
