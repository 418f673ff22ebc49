"""The arithmetic of the form as JSON: each identity two lists of JSON Pointers whose sums must agree."""

from __future__ import annotations

import json

from ..catalogue import RULES
from ..editions import Edition
from ..report import identities


def rules_catalogue(edition: Edition) -> str:
    """The catalogue of an edition's identities, as text."""
    rules = [
        {
            "id": identity.rule,
            "severity": RULES[identity.rule].severity.value,
            "source": edition.source,
            "at": pointer(identity.at),
            "expected": [*map(pointer, identity.expected)],
            "actual": [*map(pointer, identity.actual)],
        }
        for identity in identities(edition.name)
    ]
    catalogue = {
        "$id": f"{edition.schema_id}:rules",
        "schema_id": edition.schema_id,
        "edition": edition.name,
        "description": "The values at `expected` must add up to the same as those at `actual`; `at` is where to look.",
        "rules": rules,
    }
    return json.dumps(catalogue, ensure_ascii=False, indent=1) + "\n"


def pointer(address: str) -> str:
    """An address as a JSON Pointer (RFC 6901)."""
    return "/" + address.replace(".", "/")
