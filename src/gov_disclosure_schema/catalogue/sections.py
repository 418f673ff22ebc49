"""Sections, title, text around the form."""

from __future__ import annotations

from .rule import ERROR, EXACTNESS, FORM, INFO, PACKAGE, WARNING, Subject

rule = Subject()

rule(
    "FORM-MIXED",
    ERROR,
    FORM,
    "第二部分用的是 {two} 版表式，其余各表用的是 {others} 版；两版混用的报告只能照原样保存，不能通过严格检验。",
    "section 二 is of edition {two} of the form, the other tables are of {others}; a report that mixes two is held as "
    "it is, and no edition's own.",
)

rule("TITLE-MISSING", ERROR, FORM, "未见报告标题，机关名称和年度不明。", "no title was found: organ and year unknown.")
rule("HEADER-BLANK", WARNING, FORM, "未填{field}。", "the {field} is not stated.")
rule(
    "TITLE-SPELLING",
    INFO,
    FORM,
    "标题“{printed}”与规定写法“{due}”不同。",
    "the title “{printed}” is not spelled as the form has it: “{due}”.",
)
rule(
    "TITLE-TWICE",
    WARNING,
    FORM,
    "另有一个标题，机关或年度不同：“{printed}”，未采用。",
    "another title names another organ or year: “{printed}”; it was not taken.",
)
rule(
    "TITLE-YEAR",
    ERROR,
    FORM,
    "标题中的年度 {year} 早于本表施行的 {first} 年，未采用。",
    "the title's year, {year}, is before {first}, when the form came into force; it was not taken.",
)
rule(
    "SECTION-MISSING",
    WARNING,
    FORM,
    "未见“{heading}”部分的标题。",
    "the heading of section {heading} was not found.",
)
rule("SECTION-EMPTY", WARNING, FORM, "“{heading}”部分没有文字。", "section {heading} has no text.")
rule(
    "SECTION-TWICE",
    WARNING,
    FORM,
    "“{heading}”部分的标题出现两次（另见{first}），文字已合并。",
    "the heading of section {heading} stands twice (first at {first}); their texts were joined.",
)
rule(
    "SECTION-ORDER",
    WARNING,
    FORM,
    "“{heading}”部分的次序不对。",
    "section {heading} is out of order.",
)
rule(
    "SECTION-SPELLING",
    INFO,
    FORM,
    "标题“{printed}”与规定写法“{heading}”不同。",
    "the heading “{printed}” is not spelled as the form has it, “{heading}”.",
)
rule(
    "TEXT-UNUSED",
    WARNING,
    PACKAGE,
    "此处文字不属于本表任何部分，未采用：“{printed}”。",
    "text that belongs to no part of the form was not taken: “{printed}”.",
    many=(
        "此处 {count} 行文字不属于本表任何部分，未采用：“{printed}”等。",
        "{count} lines of text that belong to no part of the form were not taken: “{printed}” and so on.",
    ),
)
rule(
    "TEXT-DROPPED",
    ERROR,
    EXACTNESS,
    "一段文字无法录入，未采用：{reason}",
    "a paragraph could not be held and was not taken: {reason}",
)
rule(
    "NOT-A-REPORT",
    ERROR,
    FORM,
    "这不是政府信息公开工作年度报告：未见本表的任何一个表格。",
    "this is not an annual report on open government information: none of the form's tables was found.",
)
