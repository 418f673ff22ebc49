"""XML, the exchange format of government systems.

What this format does on its own account:

- the root is ``annual_report`` in the namespace that the schema id is, which also says the edition; below it every
  element's path is the cell's address, in the order of the form; paragraphs are ``paragraph`` elements;
- a blank cell of a published report is an empty element; optional fields of the header that are not stated are absent;
- numbers in ASCII digits, no sign, no leading zeros, no exponent; white space around them does not count;
- text of paragraphs is carried to the character; CDATA sections and references to characters are read as the text that
  they stand for; comments and processing instructions are no content and are passed over; attributes are refused, but
  for the schema locations of XML Schema;
- UTF-8 alone; a document type declaration is refused, so there are no entities beyond XML's own five;
- libxml2's limits hold: 256 nested elements, 10 million characters in one text;
- canonical output: XML declaration, two spaces for each level, LF, nothing behind the root.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, overload

from ..editions import EDITIONS, FORMS, Edition
from ..errors import DecodeError, GovDisclosureError, SchemaMismatch
from ..findings import Finding, Position
from ..literal import Grammar, Literal
from ..part import Part
from ..refusals import printed
from ..report import AnnualReport, PublishedReport, header_fields, report_type, sections, tables
from ..walk import part_of, values_of
from ..xml_names import PARAGRAPH, ROOT
from ..xml_source import element_at, parsed, position_of

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["decode", "encode"]

ReportT = TypeVar("ReportT", bound=PublishedReport)

_GRAMMAR: Final = Grammar(
    "XML-NUMBER",
    "",
    {
        "count": re.compile("(?:0|[1-9][0-9]*)?"),
        "amount": re.compile(r"(?:(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)?"),
        "change": re.compile("(?:0|-?[1-9][0-9]*)?"),
        "stated_amount": re.compile(r"(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?(?:元|万元)?)?"),
    },
)
_INSTANCE: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_LOCATIONS: Final = frozenset({f"{_INSTANCE}schemaLocation", f"{_INSTANCE}noNamespaceSchemaLocation"})


def encode(report: PublishedReport) -> bytes:
    """A report as canonical XML.

    Parameters
    ----------
    report
        A report of either door.

    Returns
    -------
    bytes
        UTF-8, with declaration.
    """
    lines = [f"{line}\n" for line in _opening(report.schema_id)]
    for field in ("organ", "year", *header_fields()):
        value = getattr(report, field)
        if value is not None:
            lines.append(f"  <{field}>{_escaped(str(value))}</{field}>\n")
    for section in sections():
        if section in tables():
            values = values_of(getattr(report, section))  # amounts are in plain notation in the model already
            if None in values:
                values = ["" if value is None else value for value in values]
            lines.append(_template(report.edition, section) % tuple(values))
        else:
            lines.append(f"  <{section}>\n")
            lines += [
                f"    <{PARAGRAPH}>{_escaped(paragraph)}</{PARAGRAPH}>\n" for paragraph in getattr(report, section)
            ]
            lines.append(f"  </{section}>\n")
    lines.append(f"{_CLOSING}\n")
    return "".join(lines).encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_CELL: Final = "%s"


@cache
def _template(edition: str, section: str) -> str:
    """A table's elements with a placeholder for each cell."""

    def lines(part: Any, depth: int) -> Iterator[str]:
        indent = "  " * depth
        for field in part.model_fields:
            below = part_of(part, field)
            if below:
                yield f"{indent}<{field}>\n"
                yield from lines(below, depth + 1)
                yield f"{indent}</{field}>\n"
            else:
                yield f"{indent}<{field}>{_CELL}</{field}>\n"

    part = part_of(report_type(edition), section)
    return "".join((f"  <{section}>\n", *lines(part, 2), f"  </{section}>\n"))


@overload
def decode(data: bytes) -> AnnualReport: ...


@overload
def decode(data: bytes, model: type[ReportT]) -> ReportT: ...


def decode(data: bytes, model: type[PublishedReport] = AnnualReport) -> PublishedReport:
    """A report from XML, through the door that `model` is.

    Parameters
    ----------
    data
        UTF-8, without document type declaration.
    model
        `AnnualReport` (the default), whose identities must hold, or `PublishedReport`, the shape alone.

    Raises
    ------
    DecodeError
        If the bytes are not well-formed XML of this form, or a number is not written as one.
    SchemaMismatch
        If the root is of another namespace.
    InvalidReport
        If the report breaks rules; one finding each, with the line of the element.
    """
    report = _canonical(data, model)
    if report is not None:
        return report
    root = parsed(data)
    scan = _Scan(root, _edition_of(root))
    return scan.literal().through(model, _GRAMMAR, scan.place)


def _canonical(data: bytes, model: type[ReportT]) -> ReportT | None:
    """The report that a document in canonical form is, without a parser; None for any other, and for a wrong one."""
    try:
        return _between_tags(data.decode()).through(model, _GRAMMAR, lambda _: (None, ""))
    except (ValueError, LookupError, GovDisclosureError):  # not UTF-8, or a line that should be there is not
        return None


def _between_tags(text: str) -> Literal:
    """What stands between the tags of a canonical document; an error for any other document.

    It is taken by place, put into the canonical form again and compared, so that a document that is not of this form
    to the character is never mistaken for one.
    """
    lines = text.split("\n")
    edition = _BY_OPENING[tuple(lines[:2])]
    at = 2
    header: dict[str, str] = {}
    for name in ("organ", "year", *header_fields()):
        if lines[at].startswith(f"  <{name}>"):
            header[name] = _leaf(lines[at], "  ", name)
            at += 1
    narrative: dict[str, list[str]] = {}
    fields: dict[str, Sequence[str]] = {}
    for section in sections():
        if section in tables():
            table = _canonical_table(edition.name, section)
            printed_lines = lines[at : at + table.lines]
            values = tuple(map(str.__getitem__, table.take(printed_lines), table.cuts))
            if table.template % values != "\n".join(printed_lines):
                raise ValueError
            fields[section] = values
            at += table.lines
        else:
            end = lines.index(f"  </{section}>", at)
            if lines[at] != f"  <{section}>":
                raise ValueError
            narrative[section] = [_leaf(line, "    ", PARAGRAPH) for line in lines[at + 1 : end]]
            at = end + 1
    if lines[at:] != [_CLOSING, ""]:
        raise ValueError
    return Literal(edition, _with_year(header), narrative, fields)


def _leaf(line: str, indent: str, name: str) -> str:
    """The text of an element that has a line for itself; an error for any other line."""
    before, behind = f"{indent}<{name}>", f"</{name}>"
    text = _unescaped(line.removeprefix(before).removesuffix(behind))
    if line != f"{before}{_escaped(text)}{behind}":
        raise ValueError
    return text


def _opening(schema_id: str) -> tuple[str, ...]:
    return '<?xml version="1.0" encoding="UTF-8"?>', f'<{ROOT} xmlns="{schema_id}">'


_CLOSING: Final = f"</{ROOT}>"
_BY_OPENING: Final = {_opening(edition.schema_id): edition for edition in FORMS.values()}


class _CanonicalTable(NamedTuple):
    """A table in canonical form.

    Attributes
    ----------
    template
        Its lines, with a placeholder for each cell.
    lines
        How many there are.
    take
        Takes the cells' lines from them.
    cuts
        Of each cell's line, from where to where the value stands, the end counted from the line's.
    """

    template: str
    lines: int
    take: itemgetter[Any]
    cuts: tuple[slice, ...]


@cache
def _canonical_table(edition: str, section: str) -> _CanonicalTable:
    template = _template(edition, section).removesuffix("\n")
    lines = template.split("\n")
    cells = [number for number, line in enumerate(lines) if _CELL in line]
    around = [lines[number].split(_CELL) for number in cells]
    cuts = tuple(slice(len(before), -len(behind)) for before, behind in around)
    return _CanonicalTable(template, len(lines), itemgetter(*cells), cuts)


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _with_year(header: Mapping[str, str], around: str = "") -> dict[str, str | int]:
    """The header with its year as a number, if it is one; characters that may stand around it do not count."""
    year = header.get("year", "").strip(around)
    return {**header, "year": int(year)} if _YEAR.fullmatch(year) else {**header}


def _edition_of(root: etree._Element) -> Edition:
    edition = {_root_of(edition): edition for edition in FORMS.values()}.get(str(root.tag))
    if edition:
        return edition
    facts = {"printed": printed(str(root.tag)), "due": ", ".join(map(_root_of, EDITIONS.values()))}
    raise SchemaMismatch(Finding("XML-ROOT", position=position_of(root), facts=facts))


def _root_of(edition: Edition) -> str:
    return f"{{{edition.schema_id}}}{ROOT}"


class _Shape(NamedTuple):
    """The elements of a table in document order, the section's own first.

    Attributes
    ----------
    tree
        Their tags, and how many elements lie directly below each; no other tree has the same.
    take
        Takes the cells' items from a list of as many.
    """

    tree: tuple[list[str], list[int]]
    take: itemgetter[Any]


@cache
def _shape(edition: str, section: str) -> _Shape:
    addresses: list[str] = []
    children: list[int] = []
    cells: list[int] = []

    def walk(part: Any, address: str) -> None:
        addresses.append(address)
        children.append(len(part.model_fields) if part else 0)
        if not part:
            cells.append(len(addresses) - 1)
            return
        for field in part.model_fields:
            walk(part_of(part, field), f"{address}.{field}")

    walk(part_of(report_type(edition), section), section)
    namespace = FORMS[edition].schema_id
    tags = [f"{{{namespace}}}{address.rpartition('.')[2]}" for address in addresses]
    return _Shape((tags, children), itemgetter(*cells))


class _Scan:
    """One pass over the elements below the root, which must be the form's, in its order."""

    def __init__(self, root: etree._Element, edition: Edition) -> None:
        self._root = root
        self._edition = edition
        self._namespace = f"{{{edition.schema_id}}}"
        self._header: dict[str, str] = {}
        self._narrative: dict[str, list[str]] = {}
        self._fields: dict[str, list[str]] = {}
        self._texts: list[str] = []
        self._refuse_attributes()
        self._children()
        self._refuse_stray_text()

    def _children(self) -> None:
        stated = {self._name(child) for child in self._root}
        header = [name for name in ("organ", "year", *header_fields()) if name in stated]
        for child, name in self._in_order(self._root, (*header, *sections())):
            if name in tables():
                self._table(name, child)
            elif name in sections():
                paragraphs = self._in_order(child, repeat(PARAGRAPH, len(child)))
                self._narrative[name] = [self._text(paragraph) for paragraph, _ in paragraphs]
            else:
                self._header[name] = self._text(child)

    def _in_order(self, element: etree._Element, due: Iterable[str]) -> Iterator[tuple[etree._Element, str]]:
        """The elements below one, with their names; an error for the first that is not the one due, or is missing."""
        for child, name in zip_longest(element, due):
            if child is None:
                raise self._departure(element, name, "end")
            if name is None:
                raise self._departure(child, "", "rest")
            if child.tag != self._namespace + name:
                raise self._departure(child, name)
            yield child, name

    def _departure(self, element: etree._Element, due: str, variant: str = "") -> DecodeError:
        """The error that an element is not the one due; variant `rest`: none is due; `end`: one is missing below it."""
        facts = {"printed": printed(self._name(element)), "due": due}
        return DecodeError(Finding("XML-ELEMENT", position=position_of(element), facts=facts, variant=variant))

    def _name(self, element: etree._Element) -> str:
        """The element's name, without the namespace where it is the form's."""
        return str(element.tag).removeprefix(self._namespace)

    def _text(self, element: etree._Element) -> str:
        if len(element):
            raise self._departure(element[0], "", "rest")
        text = element.text or ""
        self._texts.append(text)
        return text

    def _table(self, section: str, element: etree._Element) -> None:
        shape = _shape(self._edition.name, section)
        elements = list(element.iter())
        if ([below.tag for below in elements], [*map(len, elements)]) != shape.tree:
            self._refuse_departures(element, part_of(report_type(self._edition.name), section))
        fields = [below.text or "" for below in shape.take(elements)]
        self._texts += fields
        self._fields[section] = [field.strip(_SPACE) for field in fields] if _padded(fields) else fields

    def _refuse_departures(self, element: etree._Element, part: type[Part] | None) -> None:
        """Refuse the first element of a table that is not the form's; below a value none is."""
        for child, name in self._in_order(element, part.model_fields if part else ()):
            self._refuse_departures(child, part_of(part, name) if part else None)

    def _refuse_attributes(self) -> None:
        if not _has_attributes()(self._root):
            return
        for element in self._root.iter():
            for name in element.attrib:
                if str(name) not in _LOCATIONS:
                    facts = {"printed": printed(str(name))}
                    raise DecodeError(Finding("XML-ATTRIBUTE", position=position_of(element), facts=facts))

    def _refuse_stray_text(self) -> None:
        """Refuse text where only elements may stand: all text there is must be that of the elements taken."""
        from lxml import etree  # noqa: PLC0415  (heavy, on use only)

        every = etree.tostring(self._root, method="text", encoding="unicode")
        if _without_space(every) == _without_space("".join(self._texts)):
            return
        for event, element in etree.iterwalk(self._root, events=("start", "end")):
            holds_elements = len(element) or self._name(element) in sections()  # a section may have no paragraph
            texts = {"start": element.text if holds_elements else None, "end": element.tail}
            stray = (texts[event] or "").strip(_SPACE)
            if stray:
                facts = {"printed": printed(stray)}
                raise DecodeError(Finding("XML-TEXT", position=position_of(element), facts=facts))

    def literal(self) -> Literal:
        """What was found."""
        return Literal(self._edition, _with_year(self._header, _SPACE), self._narrative, self._fields)

    def place(self, location: tuple[str | int, ...]) -> tuple[Position | None, str]:
        """Where a value stands, and what is written there; for a value that is not there, where it should be."""
        element = element_at(self._root, location, PARAGRAPH)
        return position_of(element), element.text or ""


_SPACE: Final = " \t\r\n"
_YEAR: Final = re.compile("[0-9]{4}")


def _without_space(text: str) -> str:
    """The text without the white space of XML, and of XML alone: U+3000 between elements is a text there."""
    for space in _SPACE:
        text = text.replace(space, "")
    return text


def _padded(fields: list[str]) -> bool:
    joined = "".join(fields)
    return any(space in joined for space in _SPACE)


@cache
def _has_attributes() -> etree.XPath:
    """Whether there are any. Elements are asked: of attributes libxml2 gathers no more than ten million."""
    from lxml import etree  # noqa: PLC0415  (heavy, on use only)

    return etree.XPath("boolean(//*[@*])")
