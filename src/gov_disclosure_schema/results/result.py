"""What a file was found to be: read or not, its findings, the verdict, the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from ..catalogue import Severity
from ..errors import GovDisclosureError, UsageError
from ..files import read_bytes
from ..findings import Finding, Findings, in_source_order
from ..reading import Reading, read

if TYPE_CHECKING:
    from ..against import Judgement

_CODES: Final = {"passed": 0, "incomplete": 0, "failed": 1, "unreadable": 3}


class Previous(NamedTuple):
    """Last year's report: the file as given, and what was read from it."""

    file: str
    reading: Reading


class Result(NamedTuple):
    """What a file was found to be.

    Attributes
    ----------
    file
        As given.
    reading
        None where it cannot be read.
    findings
        Of reading and checking, or of the error that kept it from being read.
    judgement
        What the published artefacts say, where they were asked in place of the model.
    previous
        Last year's report, where it was compared with.
    """

    file: str
    reading: Reading | None
    findings: Findings
    judgement: Judgement | None = None
    previous: Previous | None = None

    @property
    def verdict(self) -> str:
        """A key of `VERDICTS`."""
        held = self.reading or self.judgement
        if held is None:
            return "unreadable"
        if self.findings.errors:
            return "failed"
        return "passed" if held.complete else "incomplete"

    @property
    def code(self) -> int:
        """The exit code that it asks for."""
        return _CODES[self.verdict]

    @property
    def counts(self) -> dict[str, int]:
        """Severity → how many findings."""
        return {severity.value: len(self.findings.of(severity)) for severity in Severity}


def result_of(
    file: str,
    source_format: str | None = None,
    previous: Previous | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> Result:
    """Read and check a file."""
    last = previous.reading.report if previous else None
    try:
        reading = read(file, source_format, previous=last, select=select, ignore=ignore)
    except UsageError:
        raise
    except GovDisclosureError as error:
        return Result(file, None, Findings(error.findings), previous=previous)
    return Result(file, reading, reading.findings, previous=previous)


def judged(file: str) -> Result:
    """Read a file and judge it by the published artefacts alone."""
    from ..against import judge  # noqa: PLC0415  (only for those who ask)

    try:
        judgement = judge(read_bytes(file))
    except GovDisclosureError as error:
        return Result(file, None, Findings(error.findings))
    return Result(file, None, judgement.findings, judgement)


def most_severe_first(findings: Sequence[Finding]) -> list[Finding]:
    """By severity, then by place in the source."""
    return sorted(in_source_order(findings), key=lambda finding: [*Severity].index(finding.severity))
