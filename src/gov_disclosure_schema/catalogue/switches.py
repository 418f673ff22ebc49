"""Rules switched off and on, and the command's configuration."""

from __future__ import annotations

from .rule import ERROR, PACKAGE, Subject

rule = Subject()

rule(
    "RULE-UNKNOWN",
    ERROR,
    PACKAGE,
    "没有规则“{printed}”；最接近的是 {nearest}。",
    "there is no rule {printed}; the nearest is {nearest}.",
)
rule(
    "CONFIG-SYNTAX",
    ERROR,
    PACKAGE,
    "{file} 不是合法的 TOML：{reason}。",
    "{file} is not well-formed TOML: {reason}.",
)
rule(
    "CONFIG-KEY",
    ERROR,
    PACKAGE,
    "{file} 的 [tool.gov-disclosure] 中没有“{printed}”这一项；最接近的是 {nearest}。",
    "[tool.gov-disclosure] in {file} has no key {printed}; the nearest is {nearest}.",
)
rule(
    "CONFIG-VALUE",
    ERROR,
    PACKAGE,
    "{file} 的 [tool.gov-disclosure] 中，{key} 应为规则代号的数组。",
    "[tool.gov-disclosure] in {file}: {key} should be an array of rule ids.",
    table=("{file} 的 {key} 应为表。", "{key} in {file} should be a table."),
)
