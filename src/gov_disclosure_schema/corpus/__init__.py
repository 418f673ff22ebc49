"""Many reports: every document of a corpus read, checked and put into tables. Needs the extra `corpus` (pyarrow).

    from gov_disclosure_schema.corpus import check_corpus, map_documents

Loaded on use, because pyarrow costs more to import than the rest of the package.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .record_batches import (
        DOCUMENTS,
        ORGANS,
        compare_organ,
        map_cells,
        map_documents,
        map_findings,
        map_organs,
        map_reports,
    )
    from .run import Summary, check_corpus
    from .tables import CELLS, FINDINGS, REPORTS, plain

_HOMES: Final = {
    "CELLS": "tables",
    "DOCUMENTS": "record_batches",
    "FINDINGS": "tables",
    "ORGANS": "record_batches",
    "REPORTS": "tables",
    "Summary": "run",
    "check_corpus": "run",
    "compare_organ": "record_batches",
    "map_cells": "record_batches",
    "map_documents": "record_batches",
    "map_findings": "record_batches",
    "map_organs": "record_batches",
    "map_reports": "record_batches",
    "plain": "tables",
}

__all__ = [
    "CELLS",
    "DOCUMENTS",
    "FINDINGS",
    "ORGANS",
    "REPORTS",
    "Summary",
    "check_corpus",
    "compare_organ",
    "map_cells",
    "map_documents",
    "map_findings",
    "map_organs",
    "map_reports",
    "plain",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
