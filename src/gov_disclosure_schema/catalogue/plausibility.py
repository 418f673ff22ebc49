"""What is possible, but rarely right."""

from __future__ import annotations

from typing import Final

from .rule import FORM, INFO, WARNING, Subject

rule = Subject()

_REGULATIONS: Final = "政府信息公开条例第四十九条"

rule(
    "P-POWER",
    WARNING,
    "立法法第九十一条、第九十三条",
    "{row}：“{organ}”看来没有规章制定权，而此行印有不为 0 的数；是否把行政规范性文件误计为规章？",
    "{row}: “{organ}” seems to have no power to make rules, but numbers that are not 0 are printed; were normative "
    "documents counted as rules?",
)
rule(
    "P-STOCK",
    WARNING,
    FORM,
    "{cell}：印为 {actual}，少于{plus}，而没有废止的。",
    "{cell}: {actual} is printed, less than {plus}, though none were repealed.",
)
rule(
    "P-EDITION",
    WARNING,
    FORM,
    "{year} 年度的报告应用 {due} 版表式，而本报告用的是 {edition} 版。",
    "a report of {year} should be on the form of edition {due}, but this one is on that of edition {edition}.",
)
rule(
    "P-PROBLEMS",
    WARNING,
    FORM,
    "“{heading}”部分没有文字，而此部分必须填写。",
    "section {heading} has no text, but must have some.",
    nothing=(
        "“{heading}”部分只写“{printed}”，而应写明存在的主要问题和改进情况。",
        "section {heading} says only “{printed}”, but should say what the problems are and how they are mended.",
    ),
)
rule(
    "P-FEES",
    WARNING,
    "国办函〔2020〕109号",
    "“{heading}”部分没有说明信息处理费的收取情况；未收取的也应说明。",
    "section {heading} does not say what information processing fees (信息处理费) were charged; it should, also where "
    "none were.",
    other=(
        "“{heading}”部分只提到“{printed}”，没有说明信息处理费的收取情况；两者不是一回事。",
        (
            "section {heading} speaks of “{printed}” alone, not of information processing fees (信息处理费), which are "
            "something else."
        ),
    ),
)
rule(
    "P-PERIOD",
    WARNING,
    FORM,
    "文中的统计期限是 {printed} 年，而报告年度是 {year} 年：“{words}”。",
    "the period that the text states is {printed}, but the report is of {year}: “{words}”.",
)
rule(
    "P-DATE",
    WARNING,
    _REGULATIONS,
    "发布日期 {date} 与报告年度 {year} 不符：报告应在次年发布。",
    "the date of publication, {date}, does not fit the reporting year {year}: a report is published the year after.",
)
rule(
    "P-LATE",
    INFO,
    _REGULATIONS,
    "发布日期 {date} 晚于期限 {due}。",
    "published on {date}, after {due}.",
)
PLAUSIBILITY_RULES: Final = tuple(rule)
