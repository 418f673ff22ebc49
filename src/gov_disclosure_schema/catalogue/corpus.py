"""Many reports together: a corpus, a region."""

from __future__ import annotations

from .rule import ERROR, PACKAGE, WARNING, Subject

rule = Subject()

rule(
    "CORPUS-CRASHED",
    ERROR,
    PACKAGE,
    "程序在处理这份文件时出错（{reason}），文件未能核对。",
    "the program failed on this document ({reason}); it was not checked.",
    killed=(
        "处理这份文件的进程被中断（内存不足或崩溃），文件未能核对。",
        "the process that worked on this document died (out of memory, or a crash); it was not checked.",
    ),
)
rule(
    "CORPUS-TWICE",
    WARNING,
    PACKAGE,
    "“{organ}”{year} 年的报告有 {count} 份（{others}），不知以哪份为准，未与相邻年度比对。",
    "{count} reports of {organ} for {year} ({others}); which of them counts is not known, so that none was compared "
    "with the years beside.",
)
rule(
    "REGION-TWICE",
    ERROR,
    PACKAGE,
    "“{organ}”重复：{others}。同一机关只能汇总一次。",
    "{organ} is there twice: {others}. An organ can be added but once.",
)
rule(
    "REGION-MIXED",
    ERROR,
    PACKAGE,
    "各报告的年度或表式版本不同（{printed}），不能汇总。",
    "the reports are of different years or editions ({printed}) and cannot be added.",
)
rule(
    "REGION-UNIT",
    WARNING,
    PACKAGE,
    "{cell}：各报告的单位不同（{printed}），未汇总，留空。",
    "{cell}: the units differ between the reports ({printed}); it was not added up and is left blank.",
)
rule(
    "REGION-SUM",
    ERROR,
    PACKAGE,
    "{cell}：公布 {actual}，各报告合计 {expected}，相差 {difference}。",
    "{cell}: published {actual}, the reports add up to {expected}, difference {difference}.",
    money=(
        "{cell}：公布的数与各报告的合计不同（{printed}）。",
        "{cell}: what is published is not what the reports add up to ({printed}).",
    ),
)
rule(
    "REGION-BLANK",
    WARNING,
    PACKAGE,
    "{cell}：{others} 为空白，未汇总，留空。",
    "{cell} is blank in {others}; it was not added up and is left blank.",
    against=(
        "{cell}：空白，无法与各报告的合计核对。",
        "{cell}: blank, so that it cannot be compared with what the reports add up to.",
    ),
)
rule(
    "CORPUS-FOLDER",
    ERROR,
    PACKAGE,
    "{path} 里有别的东西（{printed}），不是这里写出的表。",
    "{path} holds something else ({printed}) than tables written by this command.",
    inside=(
        "{path} 在要读的文件夹之内，会被当作报告读入；请写到别处。",
        "{path} lies inside the folder that is read and would be read as reports; write elsewhere.",
    ),
)
