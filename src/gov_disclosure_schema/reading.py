"""`read` and `write`: a report from whatever file holds it, and to whatever file is asked for.

`read` goes through the tolerant door: what stands there is taken as it stands, and everything that is doubtful, wrong
or was not used is a finding.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from .checks import check_material
from .checks.material import Line, Material, Within, nowhere
from .checks.switches import RuleNames, Switches
from .codecs import docx, html, json, text, xlsx, xml
from .columns import Characters, Positions
from .document import from_docx, from_html, from_text, from_xlsx, own_page
from .document.blanks import all_blanks, unsaid
from .document.blocks import Source
from .document.place import Place
from .document.recognize import Recognized, recognize
from .document.to_the_letter import ToTheLetter, to_the_letter
from .errors import DecodeError, InvalidReport, UsageError
from .file_kind import kind_of
from .files import read_bytes, write_bytes
from .findings import Finding, Findings, Position, Span, in_source_order
from .json_source import characters, nodes
from .later import Later
from .report import AnnualReport, PublishedReport, cell_values, narratives, texts_of
from .source_text import utf8
from .xml_names import PARAGRAPH
from .xml_source import element_at, parsed, position_of, positions_of_texts


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
    texts
        Where each paragraph and each field of the header stood, by address (`overview.0` is the first paragraph).
    format
        The format that the source turned out to have.
    """

    report: PublishedReport
    findings: Findings
    places: Mapping[str, Place]
    texts: Mapping[str, Position]
    format: str

    @property
    def complete(self) -> bool:
        """Whether organ, year, every cell and some text for every narrative section were there."""
        return (
            self.report.title is not None
            and None not in cell_values(self.report).values()
            and all(getattr(self.report, section) for section in narratives())
        )

    def verified(self) -> AnnualReport:
        """The report through the strict door.

        Raises
        ------
        pydantic.ValidationError
            If a cell is blank or an identity is broken.
        """
        return self.report.verified()


def read(
    source: str | os.PathLike[str] | bytes,
    format: str | None = None,  # noqa: A002  (its plain name)
    *,
    previous: PublishedReport | None = None,
    select: RuleNames = (),
    ignore: RuleNames = (),
) -> Reading:
    """Read a report, whatever is wrong with it, and check it.

    Parameters
    ----------
    source
        A path (`"-"` for standard input), or the bytes themselves.
    format
        A name of `FORMATS`; by default, told by the content.
    previous, select, ignore
        As for `check`; `ignore` also takes rules of reading. What keeps a file from being read cannot be ignored.

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
        If there is no such format, or no such rule.
    """
    switches = Switches(select, ignore)
    data = source if isinstance(source, bytes) else read_bytes(source)
    name = format or kind_of(data)
    return _checked(_known(name).read(data), name, previous, switches)


def _checked(taken: Taken, name: str, previous: PublishedReport | None, switches: Switches) -> Reading:
    """What was read, with what checking it finds."""
    positions = Later(lambda: _positions(taken))
    told, preface, within = taken.findings, taken.preface, taken.within
    checked = check_material(Material(taken.report, previous, switches, told, positions, preface, within))
    told = tuple(finding for finding in told if switches.tells(finding))
    findings = Findings(in_source_order([*told, *checked]), checked.tally, checked.switched_off)
    return Reading(taken.report, findings, MappingProxyType(taken.places), MappingProxyType(taken.texts), name)


def _positions(taken: Taken) -> Mapping[str, Position]:
    """Where everything stood that a finding may be about."""
    positions = {address: place.position for address, place in taken.places.items()}
    if positions:  # nothing printed names the edition: it shows in the tables
        positions["edition"] = min(positions.values())
    positions |= taken.texts
    return positions


def write(report: PublishedReport, path: str | os.PathLike[str], format: str | None = None) -> None:  # noqa: A002  (likewise)
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
    encode = FORMATS[name].encode if name in FORMATS else None
    if encode is None:
        raise _unknown(name, (known for known, format_ in FORMATS.items() if format_.encode))
    write_bytes(path, encode(report))


class Taken(NamedTuple):
    """A report as it was read, before any check; its attributes are those of `Reading` and of `Material`."""

    report: PublishedReport
    findings: tuple[Finding, ...]
    places: Mapping[str, Place]
    texts: Mapping[str, Position]
    preface: tuple[Line, ...] = ()
    within: Within = nowhere


@dataclass(frozen=True)
class Format:
    """A format by its two directions; none that cannot be written has the second."""

    read: Callable[[bytes], Taken]
    encode: Callable[[PublishedReport], bytes] | None = None


def _known(name: str) -> Format:
    if name not in FORMATS:
        raise _unknown(name, FORMATS)
    return FORMATS[name]


def _unknown(name: str, known: Iterable[str]) -> UsageError:
    return UsageError(Finding("FILE-FORMAT", facts={"printed": name, "known": ", ".join(known)}))


def _read_json(data: bytes) -> Taken:
    report = json.decode(data, PublishedReport)
    source = utf8(data)
    positions = Positions(source)
    stands = {".".join(map(str, node.path)): node for node in nodes(source)}
    values = cell_values(report)
    places = {address: Place(stands[address].text, positions.of(stands[address].offset)) for address in values}
    texts = {address: positions.of(stands[address].offset) for address in ("edition", *texts_of(report))}
    absent = (
        *unsaid(report, lambda address: positions.of(stands[address].offset)),
        *all_blanks(report.edition, values, places),
    )
    quoted = Characters(positions, lambda address: characters(stands[address]))
    return Taken(report, absent, places, texts, within=quoted.within)


def _read_xml(data: bytes) -> Taken:
    report = xml.decode(data, PublishedReport)
    root = parsed(data)
    values = cell_values(report)
    elements = {address: element_at(root, tuple(address.split(".")), PARAGRAPH) for address in values}
    places = {address: Place(element.text or "", position_of(element)) for address, element in elements.items()}
    texts = {"edition": position_of(root), **positions_of_texts(root, texts_of(report))}
    absent = (
        *unsaid(report, lambda address: position_of(element_at(root, (address,), PARAGRAPH))),
        *all_blanks(report.edition, values, places),
    )
    return Taken(report, absent, places, texts)


def _read_text(data: bytes) -> Taken:
    try:
        return _read_canonical(data)
    except (DecodeError, InvalidReport):
        source = from_text.source_of(data)
        found = recognize(source.document)
        return _taken(source, found)._replace(within=_within_text(data, found.report, found.texts))


def _read_canonical(data: bytes) -> Taken:
    """To the letter, with nothing to see through but what is left unsaid."""
    report, place_of = text.placed(data, PublishedReport)

    def place(address: str) -> Place:
        position, printed = place_of(tuple(address.split(".")))
        return Place(printed, position or Position(1))

    values = cell_values(report)
    places = {address: place(address) for address in values}
    texts = {address: place(address).position for address in texts_of(report)}
    absent = (
        *unsaid(report, lambda address: Position(place(address).position.line - 1)),  # the heading
        *all_blanks(report.edition, values, places),
    )
    return Taken(report, absent, places, texts, within=_within_text(data, report, texts))


def _within_text(data: bytes, report: PublishedReport, begin: Mapping[str, Position]) -> Within:
    """Where what a finding quotes stands; looked for when there is one."""
    known: list[Characters] = []

    def within(address: str, span: Span) -> tuple[Position, Position] | None:
        if not known:
            known.append(from_text.characters_of(data, texts_of(report), begin))
        return known[0].within(address, span)

    return within


def _read_printed(
    source_of: Callable[[bytes], Source], page: Callable[[PublishedReport], bytes] | None = None
) -> Callable[[bytes], Taken]:
    """The reader of a printed format, from what turns its bytes into rows of cells, and what writes it if as a page."""

    def read_printed(data: bytes) -> Taken:
        source = source_of(data)
        exact = to_the_letter(source.document)
        try:
            if exact:
                taken = _read_exact(source, exact)
                # Last lines that look like those around a page are the report's on a page that we wrote.
                if not (page and exact.has_footer) or page(taken.report) == data:
                    return taken
        except InvalidReport:  # a header or a text that no report can hold: told, and left out
            pass
        return _taken(source, recognize(source.document))

    return read_printed


_read_page: Final = _read_printed(from_html.source_of, html.encode)


def _read_html(data: bytes) -> Taken:
    """A page that we wrote is read by place, any other as what a browser shows; both say the same of ours."""
    report = own_page.report_of(data, PublishedReport)
    if report is None:
        return _read_page(data)
    shown = cache(lambda: _read_page(data))
    return Taken(report, (), Later(lambda: shown().places), Later(lambda: shown().texts))


def _read_exact(source: Source, exact: ToTheLetter) -> Taken:
    """A document that prints the form to the letter, with nothing to see through but what is left unsaid."""
    report = exact.through(PublishedReport)
    places = Later(lambda: exact.places)
    texts = {address: exact.texts[address].position for address in texts_of(report)}
    absent = (
        *unsaid(report, lambda address: exact.texts[address].position),
        *(all_blanks(report.edition, cell_values(report), places) if exact.blank else ()),
    )
    return Taken(report, (*source.findings, *absent), places, texts)


def _taken(source: Source, found: Recognized) -> Taken:
    preface = tuple(Line(cell.text, cell.position) for cell in found.preface)
    return Taken(found.report, (*source.findings, *found.findings), found.places, found.texts, preface)


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "json": Format(_read_json, json.encode),
        "xml": Format(_read_xml, xml.encode),
        "text": Format(_read_text, text.encode),
        "html": Format(_read_html, html.encode),
        "docx": Format(_read_printed(from_docx.source_of), docx.encode),
        "xlsx": Format(_read_printed(from_xlsx.source_of), xlsx.encode),
    }
)
"""The formats by name."""
_SUFFIXES: Final = {
    ".json": "json",
    ".xml": "xml",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
}
