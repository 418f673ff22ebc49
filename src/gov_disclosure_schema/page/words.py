"""Every word that the page says of its own accord, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..catalogue import Language, Words

WORDS: Final[Mapping[str, Words]] = {
    "kind": Words("核对报告", "Check report"),
    "kind_many": Words("{count} 份报告的核对报告", "Check report on {count} files"),
    "heading": Words("{verdict}：{title} · 核对报告", "{verdict}: {title} · check report"),
    "to_summary": Words("回到清单", "Back to the list"),
    "verdict": Words("结论", "Verdict"),
    "because_passed": Words(
        "没有错误；每个单元格有数，各部分有文字。",
        "No error; a number in every cell, some text in every section.",
    ),
    "because_incomplete": Words(
        "没有错误，但有空白或缺失；用到空白单元格的勾稽关系未核对。",
        "No error, but something is blank or missing; identities that need a blank cell were not assessed.",
    ),
    "because_failed": Words(
        "有错误，须对照原始记录更正。本程序只指出数字何处不符，不作改动。",
        "There are errors, to be mended from the records. Where numbers disagree is told here; none was changed.",
    ),
    "because_unreadable": Words(
        "未能核对，原因如下。",
        "It could not be checked, for the reason below.",
    ),
    "because_judged": Words(
        "依公布的模式文件核对，因此下面没有表格。",
        "It was judged by the published artefacts alone, so no tables are shown.",
    ),
    "counts": Words("错误 {error}，警告 {warning}，提示 {info}", "errors {error}, warnings {warning}, infos {info}"),
    "title_of_several": Words("{number}. {title}", "{number}. {title}"),
    "file": Words("文件", "file"),
    "previous": Words("上年报告", "last year's report"),
    "switched_off": Words("已关闭的规则，未核对", "rules switched off, not checked"),
    "last_year": Words("上年报告：", "Last year's report: "),
    "last_year_at": Words("（{place}）", " ({place})"),
    "last_year_value": Words("上年报告 {value}", "last year {value}"),
    "standard_input": Words("标准输入", "standard input"),
    "format": Words("格式", "format"),
    "edition": Words("表式", "edition of the form"),
    "edition_value": Words("{name} 版（{source}）", "{name} ({source})"),
    "summary": Words("各份的结论", "Verdicts"),
    "tally": Words("核对项目", "What was checked"),
    "rule": Words("规则", "rule"),
    "passed": Words("通过", "passed"),
    "failed": Words("不通过", "failed"),
    "not_assessable": Words("无法核对", "not assessable"),
    "all": Words("合计", "all"),
    "findings": Words("问题", "Findings"),
    "findings_count": Words("问题（{count}）", "Findings ({count})"),
    "no_findings": Words("没有问题。", "None."),
    "number": Words("第 {number} 条", "No. {number}"),
    "line_and_column": Words("第 {line} 行第 {column} 字", "line {line}, column {column}"),
    "cause": Words(
        "可能同一原因：若{cell}为 {due}（印为 {value}），第 {numbers} 条都相符。请对照原始记录。",
        "Probably one cause: if {cell} were {due} (printed {value}), no. {numbers} would hold. The records can tell.",
    ),
    "source": Words("依据：{source}", "Source: {source}"),
    "stands_at": Words("位于：", "Stands at: "),
    "cells": Words("涉及：", "Cells: "),
    "further_cells": Words("另有 {count} 格，见下面各表", "{count} more, in the tables below"),
    "further_cells_last_year": Words("另有 {count} 格", "{count} more"),
    "comma": Words("、", ", "),
    "expected": Words("应为", "should be"),
    "actual": Words("印为", "printed"),
    "actual_sum": Words("所印之和", "printed, added up"),
    "difference": Words("相差", "difference"),
    "zeros": Words("{count} 格为 0：", "{count} cells are 0: "),
    "term": Words("项目", "cell"),
    "value": Words("数", "number"),
    "form": Words("报告内容", "The report"),
    "header": Words("报告头", "Header"),
    "not_stated": Words("未填", "not stated"),
    "table_region": Words("{heading}：表格，可左右滚动", "{heading}: table, scrolls sideways"),
    "blank": Words("空白", "blank"),
    "absent": Words("未见", "not found"),
    "not_taken": Words("未采用", "not taken"),
    "printed_as": Words("印作“{printed}”", "printed “{printed}”"),
    "no_text": Words("没有文字。", "No text."),
    "to_finding": Words("{severity} {number}（{rule}）", "{severity} {number} ({rule})"),
    "term_of": Words("是第 {number} 条（{rule}）的一项", "a term of no. {number} ({rule})"),
    "legend": Words(
        "单元格旁的记号带有问题的序号，点击可回到该条。“空白”不等于 0。",
        "A sign beside a cell has the number of its finding, and leads back to it. “Blank” is not 0.",
    ),
    "made_by": Words(
        "由 {program} {version} 生成。本页不联网，不含脚本，可以存档、打印、转发。",
        "Made by {program} {version}. This page uses no network and no script; it can be kept, printed, sent on.",
    ),
}

SIGNS: Final[Mapping[str, str]] = {
    "error": "×",
    "warning": "!",
    "info": "i",
    "failed": "×",
    "incomplete": "!",
    "passed": "✓",
    "unreadable": "?",
}
"""Severities and verdicts as a sign, so that no colour has to be seen."""


def said(key: str, language: Language, **facts: object) -> str:
    """Words of the table, their placeholders filled."""
    return WORDS[key].spoken(language).format_map(facts)
