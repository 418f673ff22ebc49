"""`gov-disclosure schema`: a published artefact, as generated from the model; or another schema beside it."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from typing import Any, Final

from ..catalogue import LANGUAGES, Language
from ..contract import RELATIONS, Comparison, Difference, compare, contract_of
from ..editions import LATEST
from ..errors import GovDisclosureError
from ..files import read_bytes
from ..findings import Finding
from ..results.output_schema import output_schema
from ..results.words import VERDICTS
from ..schemas import schema
from .terminal import Screen, emit

COMPARE: Final = "compare"
CHECK_OUTPUT: Final = "check-output"
_DIFFERENT, _UNREADABLE = 1, 3


def run(options: argparse.Namespace, language: Language) -> int:
    """Print an artefact, or compare."""
    screen = Screen(sys.stdout, language)
    edition = options.edition or LATEST.name
    if options.kind == COMPARE:
        if options.other is None:
            options.parser.error(screen.words("compare_needs_other"))
        return _compare(options, edition, screen)
    if options.other is not None:
        options.parser.error(screen.words("only_compare_takes_other", other=options.other))
    emit(output_schema() if options.kind == CHECK_OUTPUT else schema(options.kind, edition))
    return 0


def _compare(options: argparse.Namespace, edition: str, screen: Screen) -> int:
    published = {kind: schema(kind, edition) for kind in ("json", "xsd")}
    try:
        other = contract_of(read_bytes(options.other))
    except GovDisclosureError as error:
        if options.format == "json":
            _emit(options.other, edition, "unreadable", {}, [{"finding": finding} for finding in error.findings])
        else:
            verdict = screen.coloured(VERDICTS["unreadable"].spoken(screen.language), "unreadable")
            screen.say("compared", file=screen.file(options.other), verdict=verdict)
            for finding in error.findings:
                screen.finding(finding)
        return _UNREADABLE
    comparison = compare(other, contract_of(published[other.kind]))
    verdict = "equal" if comparison.equal else "different"
    if options.format == "json":
        told = [{"finding": difference.finding, **_said(difference)} for difference in comparison.differences]
        _emit(options.other, edition, verdict, _counts(comparison), told)
    else:
        words = screen.words(verdict, edition=edition, **_counts(comparison))
        coloured = screen.coloured(words, "passed" if comparison.equal else "failed")
        screen.say("compared", file=screen.file(options.other), verdict=coloured)
        for difference in comparison.differences:
            screen.finding(difference.finding)
    return 0 if comparison.equal else _DIFFERENT


def _counts(comparison: Comparison) -> dict[str, int]:
    counted = Counter(difference.relation for difference in comparison.differences)
    return {relation: counted[relation] for relation in RELATIONS}


def _said(difference: Difference) -> dict[str, Any]:
    """What a program wants of a difference, beside its finding."""
    return {
        "relation": difference.relation,
        "address": difference.address,
        "aspect": difference.aspect or difference.variant,
        "other": {language: difference.other.spoken(language) for language in LANGUAGES},
        "published": {language: difference.published.spoken(language) for language in LANGUAGES},
    }


def _emit(file: str, edition: str, verdict: str, counts: dict[str, int], told: list[dict[str, Any]]) -> None:
    differences = []
    for entry in told:
        finding: Finding = entry.pop("finding")
        differences.append(
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                **entry,
                "position": finding.position.parts() if finding.position else None,
                "message": {language: finding.message(language) for language in LANGUAGES},
            }
        )
    whole = {"file": file, "edition": edition, "verdict": verdict, "counts": counts, "differences": differences}
    emit(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
