"""Excel (XLSX), what offices consolidate: a sheet for each section, the official layout on A4.

What this format does on its own account (``docs/formats/excel.md``):

- numbers are numbers, shown with all their places; a total of an identity is a formula with its value where the formula
  gives what is printed, and a number where it does not; a blank cell is an empty one;
- text is typed as text, whatever it begins with;
- the same bytes for the same report: no time, no author, nothing compressed.

What is published as xlsx is read by `gov_disclosure_schema.read`; `decode` takes only what it can read for certain.
"""

from __future__ import annotations

from typing import TypeVar, overload

from ..document.from_xlsx import source_of
from ..document.strictly import report_of
from ..document.to_xlsx import to_xlsx
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
    return to_xlsx(written(report))


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
    return report_of(source_of(data), model)
