"""pyarrow, loaded here alone: it is an extra, and has no types for checkers."""

from __future__ import annotations

from importlib import import_module
from typing import Any, TypeAlias

from ..errors import UsageError
from ..findings import Finding

Table: TypeAlias = Any
Schema: TypeAlias = Any
Field: TypeAlias = Any
Array: TypeAlias = Any
RecordBatch: TypeAlias = Any


def _loaded(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        facts = {"extra": "corpus", "package": "pyarrow"}
        raise UsageError(Finding("EXTRA-MISSING", facts=facts)) from None


pa: Any = _loaded("pyarrow")
pc: Any = _loaded("pyarrow.compute")
pq: Any = _loaded("pyarrow.parquet")
