"""The catalogue of rules: id, severity, source, and the message in Chinese and in English, once for the whole package.

Ids are for ever: a rule that changes its meaning gets a new one. One module for each subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from . import (
    canonical_text,
    cells,
    corpus,
    documents,
    files,
    identities,
    json,
    narrative,
    plausibility,
    schemas,
    sections,
    switches,
    values,
    xml,
    years,
)
from .identities import IDENTITY_RULES
from .narrative import NARRATIVE_RULES
from .plausibility import PLAUSIBILITY_RULES
from .rule import LANGUAGES, PACKAGE, Language, Rule, Severity, Words
from .schemas import SCHEMA_ASPECTS, SCHEMA_WORDS
from .years import YEAR_RULES

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        id_: rule
        for subject in (
            identities,
            years,
            narrative,
            plausibility,
            values,
            cells,
            sections,
            canonical_text,
            json,
            xml,
            schemas,
            documents,
            files,
            corpus,
            switches,
        )
        for id_, rule in subject.rule.items()
    }
)
"""Every rule by its id, by subject."""

CHECK_RULES: Final = (
    "FORM-MIXED",
    "UNIT-MISSING",
    *IDENTITY_RULES,
    *YEAR_RULES,
    *NARRATIVE_RULES,
    *PLAUSIBILITY_RULES,
)
"""The rules of the checks: what `check` can say of a report, whatever it was read from."""

STATEMENTS: Final[Mapping[str, Words]] = MappingProxyType(identities.STATEMENTS | years.STATEMENTS)
"""What must hold, for every rule whose instances are counted."""

__all__ = [
    "CHECK_RULES",
    "IDENTITY_RULES",
    "LANGUAGES",
    "NARRATIVE_RULES",
    "PACKAGE",
    "PLAUSIBILITY_RULES",
    "RULES",
    "SCHEMA_ASPECTS",
    "SCHEMA_WORDS",
    "STATEMENTS",
    "YEAR_RULES",
    "Language",
    "Rule",
    "Severity",
    "Words",
]
