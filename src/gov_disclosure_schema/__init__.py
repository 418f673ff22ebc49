"""The annual report on open government information (政府信息公开工作年度报告) as a typed schema, with codecs.

In short:

    import gov_disclosure_schema as gds

    reading = gds.read("report.txt")              # whatever is published, with findings
    report = gds.AnnualReport.model_validate_json(data)   # the strict door
    gds.check(report)                             # the identities of the form (勾稽关系)
    gds.write(report, "report.json")
    gds.codecs.text.encode(report)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from . import codecs
    from .arithmetic import Identity
    from .catalogue import RULES, Severity
    from .checks import check
    from .differences import Differences, diff
    from .errors import (
        DecodeError,
        EncodeError,
        FileError,
        GovDisclosureError,
        InvalidReport,
        SchemaMismatch,
        UsageError,
    )
    from .findings import Finding, Findings, Position, Tally
    from .money import Money
    from .narrative.claim import Claim
    from .narrative.read import claims
    from .reading import FORMATS, Reading, read, write
    from .report import AnnualReport, PublishedReport, cells, common_cells, identities
    from .schemas import schema
    from .walk import Cell

__version__ = "0.1.0"

# Loaded on first use, so that `gov-disclosure --version` costs no more than the interpreter.
_HOMES: Final = {
    "AnnualReport": "report",
    "Cell": "walk",
    "Claim": "narrative.claim",
    "DecodeError": "errors",
    "Differences": "differences",
    "EncodeError": "errors",
    "FORMATS": "reading",
    "FileError": "errors",
    "Finding": "findings",
    "Findings": "findings",
    "GovDisclosureError": "errors",
    "Identity": "arithmetic",
    "Money": "money",
    "InvalidReport": "errors",
    "Position": "findings",
    "PublishedReport": "report",
    "RULES": "catalogue",
    "Reading": "reading",
    "SchemaMismatch": "errors",
    "Severity": "catalogue",
    "Tally": "findings",
    "UsageError": "errors",
    "cells": "report",
    "check": "checks",
    "claims": "narrative.read",
    "codecs": "codecs",
    "common_cells": "report",
    "diff": "differences",
    "identities": "report",
    "read": "reading",
    "schema": "schemas",
    "write": "reading",
}

__all__ = [
    "FORMATS",
    "RULES",
    "AnnualReport",
    "Cell",
    "Claim",
    "DecodeError",
    "Differences",
    "EncodeError",
    "FileError",
    "Finding",
    "Findings",
    "GovDisclosureError",
    "Identity",
    "InvalidReport",
    "Money",
    "Position",
    "PublishedReport",
    "Reading",
    "SchemaMismatch",
    "Severity",
    "Tally",
    "UsageError",
    "__version__",
    "cells",
    "check",
    "claims",
    "codecs",
    "common_cells",
    "diff",
    "identities",
    "read",
    "schema",
    "write",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(f".{_HOMES[name]}", __name__)
    value: object = home if name == "codecs" else getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
