"""Which rules are switched off: by id, or by the beginning of ids (`P-`, `Y`)."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from ..catalogue import CHECK_RULES, RULES
from ..errors import UsageError
from ..findings import Finding

RuleNames = str | Iterable[str]
"""Ids of rules, or beginnings of ids, each a string of its own or several in one, separated by commas."""


class Switches:
    """The rules that are on.

    Parameters
    ----------
    select
        If given, no other rule of the checks is on. What reading a file finds is told all the same.
    ignore
        Rules that are off, those of reading included.

    Attributes
    ----------
    off
        Ids of the rules that are off, in the order of the catalogue.

    Raises
    ------
    UsageError
        If there is no such rule.
    """

    def __init__(self, select: RuleNames = (), ignore: RuleNames = ()) -> None:
        selected, ignored = map(rules_named, (select, ignore))
        unselected = frozenset(CHECK_RULES) - selected if selected else frozenset()
        off = ignored | unselected
        self.off: Final = tuple(rule for rule in RULES if rule in off) if off else ()
        self._off: Final = frozenset(self.off)

    def on(self, rule: str) -> bool:
        """Whether a rule is on."""
        return rule not in self._off

    def any_on(self, rules: Iterable[str]) -> bool:
        """Whether at least one of some rules is on."""
        return not self._off.issuperset(rules)

    def tells(self, finding: Finding) -> bool:
        """Whether a finding is told: its rule is on, and so is the rule that it says could not be assessed."""
        return self.on(finding.rule) and self.on(str(finding.facts.get("rule", "")))


def rules_named(names: RuleNames) -> frozenset[str]:
    """The ids that some names stand for.

    Raises
    ------
    UsageError
        If a name stands for none; it says which id is the nearest.
    """
    return _rules_named((names,) if isinstance(names, str) else tuple(names))


@lru_cache(64)
def _rules_named(texts: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for name in (name.strip() for text in texts for name in text.split(",")):
        family = name.upper().removesuffix("-")
        meant = [rule for rule in RULES if rule == family or rule.startswith(f"{family}-")]
        if not meant:
            raise UsageError(_unknown(name))
        found.update(meant)
    return frozenset(found)


def _unknown(name: str) -> Finding:
    families = {rule.rpartition("-")[0] for rule in RULES}
    (nearest,) = get_close_matches(name.upper(), [*RULES, *families], n=1, cutoff=0)
    return Finding("RULE-UNKNOWN", facts={"printed": name, "nearest": nearest})
