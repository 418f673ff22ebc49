"""One document of a corpus: read and checked, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from ..checks import check_material
from ..checks.material import Material
from ..checks.switches import Switches
from ..codecs import json
from ..document.blanks import all_blanks, unsaid
from ..document.place import Place
from ..errors import GovDisclosureError, UsageError
from ..findings import Finding, Findings, Position
from ..reading import read
from ..report import AnnualReport, PublishedReport, values_in
from .documents import Document


class Checked(NamedTuple):
    """What came of a document.

    Attributes
    ----------
    document
        Its name.
    size
        Its bytes.
    format
        Empty where it could not be read.
    report
        None where it could not be read.
    places
        Where each cell stood, of a printed document.
    findings
        What reading and checking found, or why it could not be read.
    complete
        Whether nothing that a report must have is missing.
    values
        The value of every cell of the report, in the order of the form.
    """

    document: str
    size: int
    format: str
    report: PublishedReport | None
    places: Mapping[str, Place]
    findings: Findings
    complete: bool
    values: Sequence[Any] = ()

    @property
    def verdict(self) -> str:
        """`passed`, `incomplete`, `failed` or `unreadable`, as the command says it."""
        if self.report is None:
            return "unreadable"
        if self.findings.errors:
            return "failed"
        return "passed" if self.complete else "incomplete"


DATA_FORMATS: Final = ("json", "xml")
"""Formats that print nothing: a cell is its value, and its address says where it stands."""


def checked(document: Document, switches: Switches) -> Checked:
    """Read and check one document; whatever goes wrong is told of the document, and stops nothing."""
    name, data = document
    if isinstance(data, GovDisclosureError):
        return _unread(name, 0, data.findings)
    try:
        return _json(name, data, switches) if data.startswith(b'{"') else _whatever_it_is(name, data, switches)
    except UsageError:
        raise
    except GovDisclosureError as error:
        return _unread(name, len(data), error.findings)
    except Exception as error:  # noqa: BLE001  (a fault of ours costs one document, not the run, and is told)
        return _unread(name, len(data), (Finding("CORPUS-CRASHED", facts={"reason": type(error).__name__}),))


def killed(name: str) -> Checked:
    """What is said of a document on which a process died."""
    return _unread(name, 0, (Finding("CORPUS-CRASHED", variant="killed"),))


def _json(name: str, data: bytes, switches: Switches) -> Checked:
    """A JSON document as `read` has it, but for the places: to find where 200 values stand takes most of its time."""
    report, verified = _decoded(data)
    material = Material(report, switches=switches, verified=verified)
    values = values_in(report)
    told = (*unsaid(report, lambda _: _NULL.position), *(() if verified else _blanks(material, values)))
    if told:
        material = replace(material, told=told)
    found = check_material(material)
    findings = Findings((*filter(switches.tells, told), *found), found.tally, found.switched_off) if told else found
    return Checked(name, len(data), "json", report, {}, findings, not told, values)


_NULL: Final = Place("null", Position(1))


def _decoded(data: bytes) -> tuple[PublishedReport, bool]:
    """Through the strict door, if it can be seen at once that nothing is wrong; what is wrong is found elsewhere."""
    if len(data) < json.VALUES_MAX:
        try:
            report = AnnualReport.model_validate_json(data)
        except ValidationError:
            return json.decode(data, PublishedReport), False
        if json.surely_read(data, report):
            return report, True
    return json.decode(data, PublishedReport), False


def _blanks(material: Material, values: Sequence[Any]) -> Iterator[Finding]:
    if None in values:
        blank = {address: _NULL for address, value in material.values.items() if value is None}
        yield from all_blanks(material.report.edition, material.values, blank)


def _whatever_it_is(name: str, data: bytes, switches: Switches) -> Checked:
    reading = read(data, ignore=switches.off)
    places = {} if reading.format in DATA_FORMATS else reading.places
    report, values = reading.report, values_in(reading.report)
    return Checked(name, len(data), reading.format, report, places, reading.findings, reading.complete, values)


def _unread(name: str, size: int, findings: tuple[Finding, ...]) -> Checked:
    return Checked(name, size, "", None, {}, Findings(findings), complete=False)
