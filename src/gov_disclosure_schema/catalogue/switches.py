"""Rules switched off and on."""

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
