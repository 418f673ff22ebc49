"""Empty forms for those who draft a report: the official layout with nothing filled in, as an office file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from .document.to_docx import to_docx
from .document.to_xlsx import to_xlsx
from .document.written import Written, blank_form
from .editions import LATEST
from .errors import UsageError
from .findings import Finding

_WRITERS: Final[Mapping[str, Callable[[Written], bytes]]] = MappingProxyType({"xlsx": to_xlsx, "docx": to_docx})


def empty_form(format: str, edition: str = LATEST.name) -> bytes:  # noqa: A002  (its plain name)
    """An empty form.

    Parameters
    ----------
    format
        `"xlsx"`, in which the totals are formulas, or `"docx"`.
    edition
        Name of the edition.

    Returns
    -------
    bytes
        The file, the same bytes each time. What is to be written where stands in no cell and no text: prompts in a
        workbook, empty content controls in a Word file.

    Raises
    ------
    UsageError
        If there is no such format or edition.
    """
    if format not in _WRITERS:
        raise UsageError(Finding("FILE-FORMAT", facts={"printed": format, "known": ", ".join(_WRITERS)}))
    return _WRITERS[format](blank_form(edition))
