"""A report beside last year's. `cell` is this year's cell."""

from __future__ import annotations

from typing import Final

from .rule import ERROR, FORM, INFO, WARNING, Subject, Words

rule = Subject()

_CARRY: Final = (
    "{cell}：印为 {actual}，而上年报告的“{last}”为 {expected}，相差 {difference}。",
    "{cell}: printed {actual}, but “{last}” of last year's report is {expected}, difference {difference}.",
)
rule(
    "Y-CARRY",
    ERROR,
    FORM,
    *_CARRY,
    column=(*_CARRY, WARNING),
    offset=(
        (
            "{cell} 与 {other}：同上年报告的“{last}”相比，一处多 {surplus}，另一处少 {surplus}，两处相抵。"
            "疑有 {surplus} 件记错了列：{cell} 印为 {actual}，上年为 {expected}；"
            "{other} 印为 {other_actual}，上年为 {other_expected}。"
        ),
        (
            "{cell} and {other}: beside “{last}” of last year's report one is {surplus} too high and the other "
            "{surplus} too low, and they cancel out. Probably {surplus} stood in the wrong column: {cell} is printed "
            "as {actual}, last year {expected}; {other} is printed as {other_actual}, last year {other_expected}."
        ),
        WARNING,
    ),
)
rule(
    "Y-STOCK",
    WARNING,
    FORM,
    "{cell}：印为 {actual}，而上年为 {last_value}，加{plus}、减{minus}，应为 {expected}，相差 {difference}。",
    (
        "{cell}: printed {actual}, but {last_value} of last year, plus {plus}, less {minus}, make {expected}, "
        "difference {difference}."
    ),
)
rule(
    "Y-SAME",
    WARNING,
    FORM,
    "“{heading}”的表与上年报告的完全相同（{count} 格不为 0），请核实是否误用了上年的表。",
    "the table of {heading} equals last year's in every cell ({count} are not 0); was last year's table used again?",
)
rule(
    "Y-UNIT",
    WARNING,
    FORM,
    "{cell}：印为 {actual}，上年为 {expected}，相差约一万倍，疑把元与{unit}弄混。",
    "{cell}: printed {actual}, last year {expected}, about 10 000 times as much or as little; was 元 taken for {unit}?",
)
rule(
    "Y-YEAR",
    ERROR,
    FORM,
    "本报告的年度是 {this}，所给上年报告的年度是 {last}，而应为 {due}；跨年核对未进行。",
    "this report is of {this}, the report given as last year's is of {last}, not {due}; the two were not compared.",
)
rule(
    "Y-ORGAN",
    WARNING,
    FORM,
    "本报告的机关是“{this}”，上年报告的是“{last}”；跨年核对未进行。如属更名，可用 --ignore Y-ORGAN 继续核对。",
    (
        "this report is of “{this}”, last year's of “{last}”; the two were not compared. If the organ was renamed, "
        "--ignore Y-ORGAN compares them."
    ),
)
rule(
    "Y-EDITION",
    INFO,
    FORM,
    "本报告用 {this} 版表式，上年报告用 {last} 版，仅核对两版共有的单元格。",
    "this report is on the form of edition {this}, last year's on that of {last}; only cells of both were compared.",
)
YEAR_RULES: Final = tuple(rule)
STATEMENTS: Final[dict[str, Words]] = {
    "Y-CARRY": Words(
        "上年结转的各列，等于上年报告的结转下年度继续办理",
        "carried over from last year, column by column, is what last year's report carried forward",
    ),
    "Y-STOCK": Words(
        "现行有效件数等于上年的加本年制发、减本年废止",
        "documents in force are last year's plus those issued, less those repealed",
    ),
    "Y-SAME": Words("没有哪个表与上年报告的完全相同", "no table equals last year's in every cell"),
    "Y-UNIT": Words("金额与上年的没有约一万倍之差", "no amount is about 10 000 times last year's, or as little"),
    "Y-YEAR": Words("上年报告是上一年度的", "last year's report is of the year before"),
    "Y-ORGAN": Words("两份报告属同一机关", "both reports are of one organ"),
}
"""What each comparison says must hold."""
