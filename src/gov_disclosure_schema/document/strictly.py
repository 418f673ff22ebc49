"""A printed document as a report, strictly: nothing seen through, nothing left unread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pydantic import ValidationError

from ..catalogue import Severity
from ..errors import DecodeError, InvalidReport
from ..findings import Finding, Position
from ..refusals import findings_of
from ..report import PublishedReport
from .blocks import Source
from .recognize import recognize
from .to_the_letter import to_the_letter

ReportT = TypeVar("ReportT", bound=PublishedReport)


def report_of(source: Source, model: type[ReportT]) -> ReportT:
    """The report that a document is, through the door that `model` is.

    Parameters
    ----------
    source
        A file as the rows that it prints.
    model
        `AnnualReport` or `PublishedReport`.

    Raises
    ------
    DecodeError
        If anything in the document is not read for certain; one finding each.
    InvalidReport
        If the report breaks rules; one finding each.
    """
    _refuse(source.findings)
    exact = to_the_letter(source.document)
    if exact:
        return exact.through(model)
    found = recognize(source.document)
    _refuse(found.findings)

    def place(location: tuple[str | int, ...]) -> tuple[Position | None, str]:
        address = ".".join(map(str, location))
        if address in found.places:
            return found.places[address].position, found.places[address].printed
        return found.texts.get(address), ""

    try:
        return model.model_validate(found.report.model_dump())
    except ValidationError as error:
        raise InvalidReport(*findings_of(error, found.report.edition, place)) from None


def _refuse(findings: Iterable[Finding]) -> None:
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise DecodeError(*errors)
