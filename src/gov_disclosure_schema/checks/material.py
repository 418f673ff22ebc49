"""What a check looks at: the report, and what reading it left behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..findings import Finding, Findings, Number, Position, Span
from ..report import PublishedReport, cell_values
from .switches import Switches


class Line(NamedTuple):
    """A line of the source that is no part of the report, and where it stood."""

    text: str
    position: Position


Within = Callable[[str, Span], tuple[Position, Position] | None]
"""Where some characters of a text begin and end in the source, by the text's address; None where it has no columns."""


def nowhere(_address: str, _span: Span) -> None:
    """What is known of a source without columns."""


@dataclass(frozen=True)
class Material:
    """A report to check, with what is known of its source.

    Attributes
    ----------
    report
        The report, from either door.
    previous
        Last year's report, where it was given.
    switches
        Which rules are on. Findings of the others are left out afterwards; a check need only ask where one rule
        decides what becomes of another.
    told
        What reading it has found already, which no check says once more.
    positions
        Where in the source each cell, paragraph and field of the header stood, by address (`overview.0` is the first
        paragraph); empty when the report did not come from a file.
    preface
        The lines of the source before the first section that are no part of the form.
    within
        Where characters of a paragraph stood.
    verified
        Whether the report has just come through the strict door, so that every identity is known to hold.
    """

    report: PublishedReport
    previous: PublishedReport | None = None
    switches: Switches = field(default_factory=Switches)
    told: tuple[Finding, ...] = ()
    positions: Mapping[str, Position] = field(default_factory=dict)
    preface: tuple[Line, ...] = ()
    within: Within = nowhere
    verified: bool = False

    @cached_property
    def values(self) -> Mapping[str, Number | None]:
        """Address → number of every cell, None for a blank."""
        return cell_values(self.report)


Check = Callable[[Material], Findings]
"""A check: from the material to what it finds, with a tally of what it counts."""
