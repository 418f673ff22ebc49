"""The formats, one module each, with the same two verbs: `encode` a report to bytes, `decode` bytes to a report."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import docx, html, json, text, xlsx, xml

__all__ = ["docx", "html", "json", "text", "xlsx", "xml"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f".{name}", __name__)  # loaded on first use, so that one format costs nothing of another


def __dir__() -> list[str]:
    return __all__
