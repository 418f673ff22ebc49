"""Many reports: every document of a corpus read, checked and put into tables. Needs the extra `corpus` (pyarrow).

    from gov_disclosure_schema.corpus import check_corpus, map_findings

Loaded on use, because pyarrow costs more to import than the rest of the package.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .record_batches import map_cells, map_findings, map_reports
    from .run import Summary, check_corpus
    from .tables import CELLS, FINDINGS, REPORTS

_HOMES: Final = {
    "CELLS": "tables",
    "FINDINGS": "tables",
    "REPORTS": "tables",
    "Summary": "run",
    "check_corpus": "run",
    "map_cells": "record_batches",
    "map_findings": "record_batches",
    "map_reports": "record_batches",
}

__all__ = [
    "CELLS",
    "FINDINGS",
    "REPORTS",
    "Summary",
    "check_corpus",
    "map_cells",
    "map_findings",
    "map_reports",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
