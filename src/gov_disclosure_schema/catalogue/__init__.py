"""The catalogue of rules: id, severity, source, and the message in Chinese and in English, once for the whole package.

Ids are for ever: a rule that changes its meaning gets a new one. One module for each subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from . import canonical_text, cells, files, identities, json, schemas, sections, values, xml
from .identities import IDENTITY_RULES
from .rule import LANGUAGES, PACKAGE, Language, Rule, Severity, Words
from .schemas import SCHEMA_ASPECTS, SCHEMA_WORDS

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        id_: rule
        for subject in (identities, values, cells, sections, canonical_text, json, xml, schemas, files)
        for id_, rule in subject.rule.items()
    }
)
"""Every rule by its id, by subject."""

__all__ = [
    "IDENTITY_RULES",
    "LANGUAGES",
    "PACKAGE",
    "RULES",
    "SCHEMA_ASPECTS",
    "SCHEMA_WORDS",
    "Language",
    "Rule",
    "Severity",
    "Words",
]
