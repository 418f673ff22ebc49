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
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, overload

from ..editions import EDITIONS, FORMS, Edition
from ..errors import DecodeError, GovDisclosureError, SchemaMismatch
from ..findings import Finding, Position
from ..literal import Grammar, Literal
from ..refusals import printed
from ..report import AnnualReport, PublishedReport, cells, header_fields, report_type, sections, tables
from ..scalars import plain_amount
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
_ESCAPED: Final = re.compile("[&<>]")


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
            values = values_of(getattr(report, section))
            if None in values or section in _with_amounts(report.edition):
                values = [*map(_written, values)]
            lines.append(_template(report.edition, section) % tuple(values))
        else:
            lines.append(f"  <{section}>\n")
            lines += [
                f"    <{PARAGRAPH}>{_escaped(paragraph)}</{PARAGRAPH}>\n" for paragraph in getattr(report, section)
            ]
            lines.append(f"  </{section}>\n")
    lines.append(f"{_CLOSING}\n")
    return "".join(lines).encode()


def _written(value: Any) -> str:
    if isinstance(value, Decimal):
        return plain_amount(value)
    return "" if value is None else str(value)


@cache
def _with_amounts(edition: str) -> frozenset[str]:
    """The tables with a cell that is more than a whole number, which is written as it prints."""
    return frozenset(cell.address.partition(".")[0] for cell in cells(edition) if cell.kind not in ("count", "change"))


def _escaped(text: str) -> str:
    if not _ESCAPED.search(text):
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


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
                yield f"{indent}<{field}>%s</{field}>\n"

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
        literal = _between_tags(data.decode())
        return literal.through(model, _GRAMMAR, lambda _: (None, "")) if literal else None
    except (ValueError, GovDisclosureError):  # ValueError: not UTF-8, or a line or mark that should be there is not
        return None


def _between_tags(text: str) -> Literal | None:
    """What stands between the tags of a canonical document.

    It is taken by place, put into the canonical form again and compared, so that a document that is not of this form
    to the character is never mistaken for one.
    """
    lines = text.split("\n")
    edition = next((edition for edition in FORMS.values() if lines[:2] == _opening(edition.schema_id)), None)
    if edition is None or lines[-2:] != [_CLOSING, ""]:
        return None
    narrative: dict[str, list[str]] = {}
    fields: dict[str, Sequence[str]] = {}
    header_end = lines.index(f"  <{sections()[0]}>")
    header = _leaves(lines[2:header_end], 2)
    stated = [name for name, _ in header]
    if stated != [name for name in ("organ", "year", *header_fields()) if name in stated]:
        return None
    at = header_end
    for section in sections():
        if section in tables():
            table = _canonical_table(edition.name, section)
            printed_lines = lines[at : at + table.lines]
            if len(printed_lines) != table.lines:
                return None
            values = tuple(
                [line[start:end] for line, start, end in zip(table.take(printed_lines), *table.cuts, strict=True)]
            )
            if table.template % values != "\n".join(printed_lines):
                return None
            fields[section] = values
            at += table.lines
        else:
            end = lines.index(f"  </{section}>", at)
            if lines[at] != f"  <{section}>":
                return None
            narrative[section] = [text for name, text in _leaves(lines[at + 1 : end], 4) if name == PARAGRAPH]
            if len(narrative[section]) != end - at - 1:
                return None
            at = end + 1
    return Literal(edition, _with_year(dict(header)), narrative, fields) if at == len(lines) - 2 else None


def _leaves(lines: list[str], indent: int) -> list[tuple[str, str]]:
    """Elements that hold text, one a line: name and text; an error for any other line."""
    found = []
    for line in lines:
        name, _, rest = line[indent + 1 :].partition(">")
        written = rest[: -len(name) - 3]
        text = written
        if "&" in written or "<" in written or ">" in written:
            text = _unescaped(written)
            if _escaped(text) != written:
                raise ValueError
        if line != f"{' ' * indent}<{name}>{written}</{name}>":
            raise ValueError
        found.append((name, text))
    return found


def _opening(schema_id: str) -> list[str]:
    return ['<?xml version="1.0" encoding="UTF-8"?>', f'<{ROOT} xmlns="{schema_id}">']


_CLOSING: Final = f"</{ROOT}>"


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
        Of each cell's line, where the value starts, and where it ends, counted from the end.
    """

    template: str
    lines: int
    take: itemgetter[Any]
    cuts: tuple[tuple[int, ...], tuple[int, ...]]


@cache
def _canonical_table(edition: str, section: str) -> _CanonicalTable:
    template = _template(edition, section).removesuffix("\n")
    lines = template.split("\n")
    cells = [number for number, line in enumerate(lines) if "%s" in line]
    starts = tuple(lines[number].index("%s") for number in cells)
    ends = tuple(lines[number].index("%s") + len("%s") - len(lines[number]) for number in cells)
    return _CanonicalTable(template, len(lines), itemgetter(*cells), (starts, ends))


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text


def _with_year(header: Mapping[str, str]) -> dict[str, str | int]:
    year = header.get("year", "")
    return {**header, "year": int(year)} if _YEAR.fullmatch(year) else {**header}


def _edition_of(root: etree._Element) -> Edition:
    for edition in FORMS.values():
        if root.tag == f"{{{edition.schema_id}}}{ROOT}":
            return edition
    due = ", ".join(f"{{{edition.schema_id}}}{ROOT}" for edition in EDITIONS.values())
    position = position_of(root)
    raise SchemaMismatch(Finding("XML-ROOT", position=position, facts={"printed": printed(str(root.tag)), "due": due}))


class _Shape(NamedTuple):
    """The elements of a table in document order, the section's own first.

    Attributes
    ----------
    tags
        Their names.
    children
        How many elements lie directly below each; with the names it makes the tree.
    take
        Takes the cells' items from a list of as many.
    """

    tags: list[str]
    children: list[int]
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
    return _Shape(tags, children, itemgetter(*cells))


class _Scan:
    """One pass over the elements below the root, which must be the form's, in its order."""

    def __init__(self, root: etree._Element, edition: Edition) -> None:
        self._root = root
        self._edition = edition
        self._namespace = f"{{{edition.schema_id}}}"
        self._header: dict[str, str | int] = {}
        self._narrative: dict[str, list[str]] = {}
        self._fields: dict[str, list[str]] = {}
        self._texts: list[str] = []
        self._refuse_attributes()
        self._children()
        self._refuse_stray_text()

    def _children(self) -> None:
        optional = ["organ", "year", *header_fields()]
        due = [*optional, *sections()]
        for child in self._root:
            name = self._name(child)
            while due and due[0] != name and due[0] in optional:
                due.pop(0)  # whether it may be absent is for the model to say
            if not due or name != due[0]:
                raise self._departure(child, due[0] if due else "")
            due.pop(0)
            if name in tables():
                self._table(name, child)
            elif name in sections():
                self._narrative[name] = [self._text(paragraph, PARAGRAPH) for paragraph in child]
            else:
                text = self._text(child, name)
                year = text.strip(_SPACE) if name == "year" else ""
                self._header[name] = int(year) if _YEAR.fullmatch(year) else text
        due = [name for name in due if name not in optional]
        if due:
            raise self._departure(self._root, due[0], "end")

    def _name(self, element: etree._Element) -> str:
        """The element's name, without the namespace where it is the form's."""
        return str(element.tag).removeprefix(self._namespace)

    def _text(self, element: etree._Element, name: str) -> str:
        if element.tag != self._namespace + name:
            raise self._departure(element, name)
        if len(element):
            raise self._departure(element[0], "")
        text = element.text or ""
        self._texts.append(text)
        return text

    def _table(self, section: str, element: etree._Element) -> None:
        shape = _shape(self._edition.name, section)
        elements = list(element.iter())
        if [below.tag for below in elements] != shape.tags or [*map(len, elements)] != shape.children:
            raise self._first_departure(elements, shape)
        fields = [below.text or "" for below in shape.take(elements)]
        self._texts += fields
        self._fields[section] = [field.strip(_SPACE) for field in fields] if _padded(fields) else fields

    def _first_departure(self, elements: list[etree._Element], shape: _Shape) -> DecodeError:
        """The first element of a table that is not the form's, or that has too few below it."""
        for element, tag, children in zip(elements, shape.tags, shape.children, strict=False):
            if element.tag != tag:
                return self._departure(element, tag.removeprefix(self._namespace))
            if len(element) > children:
                return self._departure(element[children], "")
        short = next(
            number
            for number, children in enumerate(shape.children)
            if len(elements) <= number or len(elements[number]) < children
        )
        return self._departure(elements[min(short, len(elements) - 1)], "", "end")

    def _departure(self, element: etree._Element, due: str, variant: str = "") -> DecodeError:
        """The error that an element is not the one due; variant `end`: that one is missing below it."""
        facts: dict[str, Any] = {"printed": printed(self._name(element)), "due": due}
        if not variant and not due:
            variant = "rest"
        return DecodeError(Finding("XML-ELEMENT", position=position_of(element), facts=facts, variant=variant))

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
        for element in self._root.iter():
            texts = [(below, below.tail) for below in element]
            if len(element) or self._name(element) in sections():  # a section may have no paragraph
                texts.insert(0, (element, element.text))
            for near, text in texts:
                if text and text.strip(_SPACE):
                    facts = {"printed": printed(text.strip(_SPACE))}
                    raise DecodeError(Finding("XML-TEXT", position=position_of(near), facts=facts))

    def literal(self) -> Literal:
        """What was found."""
        return Literal(self._edition, self._header, self._narrative, self._fields)

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
    from lxml import etree  # noqa: PLC0415  (heavy, on use only)

    return etree.XPath("boolean(//@*)")
