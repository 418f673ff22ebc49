"""`gov-disclosure rules`: the identities of an edition, then the rest of the catalogue."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..arithmetic import Identity
from ..catalogue import LANGUAGES, RULES, Language, Rule
from ..editions import FORMS, LATEST
from ..report import cells, identities
from ..results.names import apart, path_of
from ..results.words import SEVERITIES
from ..walk import Cell
from .terminal import Screen, emit

_PLACEHOLDER: Final = re.compile(r"\{\w+\}")


def run(options: argparse.Namespace, language: Language) -> int:
    """List the rules."""
    edition = LATEST.name if options.edition is None else options.edition
    known = identities(edition)
    others = [rule for rule in RULES.values() if rule.id not in {identity.rule for identity in known}]
    if options.format == "json":
        _as_json(edition, known, others)
    else:
        _as_text(Screen(sys.stdout, language), edition, known, others)
    return 0


def _as_text(screen: Screen, edition: str, known: Sequence[Identity], others: Sequence[Rule]) -> None:
    source = FORMS[edition].source
    by_address = {cell.address: cell for cell in cells(edition)}
    screen.say("identities", edition=edition, source=source, count=len(known))
    for identity in known:
        place, actual, expected = _in_words(identity, by_address, screen.language)
        screen.say("identity", rule=identity.rule, place=place, actual=actual, expected=expected)
    screen.line()
    screen.say("other_rules", count=len(others))
    for rule in others:
        screen.say(
            "rule",
            rule=rule.id,
            severity=SEVERITIES[rule.severity].spoken(screen.language),
            source=rule.source,
            message=_PLACEHOLDER.sub("…", rule.message().spoken(screen.language)),
        )


def _in_words(identity: Identity, by_address: Mapping[str, Cell], language: Language) -> tuple[str, str, str]:
    """What all cells of an identity share, then both sides without that."""
    shared, rest = apart([path_of(by_address[address], language) for address in identity.cells])
    names = dict(zip(identity.cells, rest, strict=True))
    actual, expected = (" + ".join(names[address] for address in side) for side in (identity.actual, identity.expected))
    return shared, actual, expected


def _as_json(edition: str, known: Sequence[Identity], others: Sequence[Rule]) -> None:
    pointers = {cell.address: cell.pointer for cell in cells(edition)}
    listed: dict[str, Any] = {
        "edition": edition,
        "identities": [
            {
                "rule": identity.rule,
                "severity": RULES[identity.rule].severity.value,
                "source": FORMS[edition].source,
                "at": identity.at,
                "expected": [pointers[address] for address in identity.expected],
                "actual": [pointers[address] for address in identity.actual],
            }
            for identity in known
        ],
        "rules": [
            {
                "rule": rule.id,
                "severity": rule.severity.value,
                "severities": {variant: severity.value for variant, severity in rule.severities.items()},
                "source": rule.source,
                "message": {language: rule.message().spoken(language) for language in LANGUAGES},
            }
            for rule in others
        ],
    }
    emit(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")
