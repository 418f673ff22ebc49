"""A severity or a verdict as a sign and as a word; colour only repeats them."""

from __future__ import annotations

from ..catalogue import Language
from ..findings import Finding
from ..results.words import SEVERITIES
from .markup import Html, tag
from .words import SIGNS


def sign(kind: str) -> Html:
    """The sign of a severity or a verdict, which a word beside it says too."""
    return tag("span", SIGNS[kind], class_=f"sign {kind}", aria_hidden="true")


def severity_of(finding: Finding, language: Language) -> str:
    """The severity of a finding as a word."""
    return SEVERITIES[finding.severity].spoken(language)
