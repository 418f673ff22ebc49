"""HTML, the page that a portal publishes: the official layout, in one file that fetches nothing.

What this format does on its own account (``docs/formats/html.md``):

- the tables have captions and spans, every cell names its heads for screen readers and has its address as its id;
- a blank cell is an empty one; amounts are in plain notation, with all their places;
- no script, no style from elsewhere; UTF-8, LF.

What is published as html is read by `gov_disclosure_schema.read`; `decode` takes only what it can read for certain.
"""

from __future__ import annotations

from typing import TypeVar, overload

from ..document import own_page
from ..document.from_html import source_of
from ..document.strictly import report_of
from ..document.to_html import to_html
from ..document.written import written
from ..report import AnnualReport, PublishedReport

__all__ = ["decode", "encode"]

ReportT = TypeVar("ReportT", bound=PublishedReport)


def encode(report: PublishedReport) -> bytes:
    """A report in the official layout.

    Parameters
    ----------
    report
        A report of either door.

    Raises
    ------
    EncodeError
        If organ or year is unknown: the title cannot be written.
    """
    return to_html(written(report))


@overload
def decode(data: bytes) -> AnnualReport: ...


@overload
def decode(data: bytes, model: type[ReportT]) -> ReportT: ...


def decode(data: bytes, model: type[PublishedReport] = AnnualReport) -> PublishedReport:
    """A report from a file of this format, through the door that `model` is.

    Parameters
    ----------
    data
        The file.
    model
        `AnnualReport` (the default), whose identities must hold, or `PublishedReport`, the shape alone.

    Raises
    ------
    DecodeError
        If the file is damaged, or anything in it is not read for certain; one finding each.
    InvalidReport
        If the report breaks rules; one finding each, with the position of the cell.
    """
    own = own_page.report_of(data, model)
    return report_of(source_of(data), model) if own is None else own
