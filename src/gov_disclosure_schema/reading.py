"""`read` and `write`: a report from whatever file holds it, and to whatever file is asked for.

`read` goes through the tolerant door: what stands there is taken as it stands, and everything that is doubtful, wrong
or was not used is a finding.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from .checks import check
from .codecs import json, text, xml
from .document.blanks import all_blanks, unsaid
from .document.place import Place
from .document.plain_text import rows_of
from .document.recognize import recognize
from .errors import DecodeError, InvalidReport, UsageError
from .files import read_bytes, write_bytes
from .findings import Finding, Findings, Position, in_source_order
from .json_source import Positions, nodes
from .report import AnnualReport, PublishedReport, cell_values, sections, tables
from .source_text import BYTE_ORDER_MARK, utf8
from .xml_names import PARAGRAPH
from .xml_source import element_at, parsed, position_of


@dataclass(frozen=True)
class Reading:
    """What was read from a source.

    Attributes
    ----------
    report
        What is published, right or wrong; a blank cell is None.
    findings
        What reading and checking found, in the order of the source, with the tally of the checks.
    places
        Where each cell stood and what was printed there, by address; a row that was not found has no place.
    format
        The format that the source turned out to have.
    """

    report: PublishedReport
    findings: Findings
    places: Mapping[str, Place]
    format: str

    @property
    def complete(self) -> bool:
        """Whether organ, year, every cell and some text for every narrative section were there."""
        narrative = (section for section in sections() if section not in tables())
        return (
            self.report.title is not None
            and None not in cell_values(self.report).values()
            and all(getattr(self.report, section) for section in narrative)
        )

    def verified(self) -> AnnualReport:
        """The report through the strict door.

        Raises
        ------
        pydantic.ValidationError
            If a cell is blank or an identity is broken.
        """
        return self.report.verified()


def read(source: str | os.PathLike[str] | bytes, format: str | None = None) -> Reading:  # noqa: A002  (its plain name)
    """Read a report, whatever is wrong with it, and check it.

    Parameters
    ----------
    source
        A path (`"-"` for standard input), or the bytes themselves.
    format
        A name of `FORMATS`; by default, told by the content.

    Returns
    -------
    Reading
        The report, the findings, and where each cell stood.

    Raises
    ------
    FileError
        If the file cannot be read.
    DecodeError
        If it holds no report of this form, or is damaged beyond reading.
    InvalidReport
        If a JSON document has not the shape of a report.
    UsageError
        If there is no such format.
    """
    data = source if isinstance(source, bytes) else read_bytes(source)
    name = format or _format_of(data)
    return _known(name).read(data)


def write(report: PublishedReport, path: str | os.PathLike[str], format: str | None = None) -> None:  # noqa: A002
    """Write a report; the file is whole at any moment.

    Parameters
    ----------
    report
        A report of either door.
    path
        Where to; `"-"` for standard output.
    format
        A name of `FORMATS`; by default, told by the suffix of the path.

    Raises
    ------
    UsageError
        If there is no such format.
    EncodeError
        If the format cannot carry the report; nothing was written.
    FileError
        If the file cannot be written; the old one is as it was.
    """
    name = format or _SUFFIXES.get(Path(path).suffix.lower(), Path(path).suffix or os.fspath(path))
    write_bytes(path, _known(name).encode(report))


@dataclass(frozen=True)
class Format:
    """A format by its two directions."""

    read: Callable[[bytes], Reading]
    encode: Callable[[PublishedReport], bytes]


def _known(name: str) -> Format:
    if name not in FORMATS:
        raise UsageError(Finding("FILE-FORMAT", facts={"printed": name, "known": ", ".join(FORMATS)}))
    return FORMATS[name]


def _format_of(data: bytes) -> str:
    return {b"{": "json", b"<": "xml"}.get(data.removeprefix(BYTE_ORDER_MARK).lstrip()[:1], "text")


def _read_json(data: bytes) -> Reading:
    report = json.decode(data, PublishedReport)
    findings = check(report)
    source = utf8(data)
    positions = Positions(source)
    values = cell_values(report)
    stands = {".".join(map(str, node.path)): node for node in nodes(source)}
    places = {address: Place(stands[address].text, positions.of(stands[address].offset)) for address in values}
    absent = (
        *unsaid(report, lambda address: positions.of(stands[address].offset)),
        *all_blanks(report.edition, values, places),
    )
    return _reading(report, absent, findings, places, "json")


def _read_xml(data: bytes) -> Reading:
    report = xml.decode(data, PublishedReport)
    root = parsed(data)
    values = cell_values(report)
    elements = {address: element_at(root, tuple(address.split(".")), PARAGRAPH) for address in values}
    places = {address: Place(element.text or "", position_of(element)) for address, element in elements.items()}
    absent = (
        *unsaid(report, lambda address: position_of(element_at(root, (address,), PARAGRAPH))),
        *all_blanks(report.edition, values, places),
    )
    return _reading(report, absent, check(report), places, "xml")


def _read_text(data: bytes) -> Reading:
    found = recognize(rows_of(utf8(data, mark_allowed=True)))
    try:
        report = text.decode(data, PublishedReport)
    except (DecodeError, InvalidReport):
        return _reading(found.report, found.findings, check(found.report), found.places, "text")
    # Canonical: to the letter, with nothing to see through but what is left unsaid.
    headings = {finding.at[0]: finding.position for finding in found.findings if finding.rule == "SECTION-EMPTY"}
    absent = (
        *unsaid(report, lambda address: headings.get(address) or Position(1)),
        *all_blanks(report.edition, cell_values(report), found.places),
    )
    return _reading(report, absent, check(report), found.places, "text")


def _reading(
    report: PublishedReport,
    read_findings: tuple[Finding, ...],
    checked: Findings,
    places: Mapping[str, Place],
    name: str,
) -> Reading:
    placed = []
    for finding in checked:
        place = places.get(finding.at[0])
        placed.append(finding.placed(place.position) if place else finding)
    findings = Findings(in_source_order([*read_findings, *placed]), checked.tally)
    return Reading(report, findings, MappingProxyType(dict(places)), name)


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "json": Format(_read_json, json.encode),
        "xml": Format(_read_xml, xml.encode),
        "text": Format(_read_text, text.encode),
    }
)
"""The formats by name."""
_SUFFIXES: Final = {".json": "json", ".xml": "xml", ".txt": "text"}
