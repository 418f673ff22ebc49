"""Documents with one fault: each identity, each cell, each part, each field of the header, each text, and the whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ..arithmetic import Identity
from ..part import Part
from ..report import (
    TITLE_ENDING,
    cells,
    header_fields,
    heading_of,
    identities,
    narratives,
    report_type,
    sections,
)
from ..scalars import COUNT_MAX, LINE_MAX, ORGAN_MAX
from ..schemas.parts import fields_of
from ..walk import part_of
from .case import Case, Deriver, Expected, Finds, finds
from .documents import FORMATS, NOTHING, ORGAN, base, settled, written
from .faults import (
    BY_KIND,
    JSON_PARSERS,
    LINES,
    NO_LINE_OF_TEXT,
    NO_ORGAN,
    NO_TEXT,
    SCHEMA,
    XML_PARSERS,
    XSD,
    YEARS,
    Fault,
    wrong_values,
)


class Invalid(Deriver):
    """The invalid cases of one edition."""

    def all(self) -> Iterator[Case]:
        """Every invalid case."""
        yield from self._broken_identities()
        yield from self._wrong_cells()
        yield from self._wrong_parts()
        yield from self._wrong_narrative()
        yield from self._wrong_header()
        yield from self._wrong_json()
        yield from self._wrong_xml()
        yield from self._wrong_text()

    # Identities.

    def _broken_identities(self) -> Iterator[Case]:
        """A report of zeros with a single 1 breaks every identity that needs the cell, and no other."""
        told: set[str] = set()
        for identity in identities(self._name):
            needed = {cell: len(self._needing(cell)) for cell in identity.expected}
            part = min(needed, key=lambda cell: needed[cell])
            for cell in (identity.at, part):
                if cell not in told:
                    told.add(cell)
                    yield from self._broken("one", identity.rule, {cell: 1}, cell)
        balance = next(one for one in identities(self._name) if len(one.actual) > 1)
        # One too many, beyond where doubles can tell: both sides round to the same.
        values = self._largest(balance)
        values[balance.expected[0]] -= 1
        yield from self._broken("beyond-doubles", balance.rule, values, balance.at)
        group = next(one for one in identities(self._name) if one.rule == identities(self._name)[-1].rule)
        yield from self._broken("zero-total", group.rule, {group.expected[0]: 3, group.expected[1]: 4}, group.at)
        yield from self._broken(
            "off-by-one", group.rule, {group.expected[0]: COUNT_MAX, group.at: COUNT_MAX - 1}, group.at
        )
        row = next(one for one in identities(self._name) if len(one.actual) == 1)
        moved = settled(self._name, {row.expected[0]: 1})
        moved |= {row.expected[0]: 0, row.expected[1]: 1}
        yield from self._broken("moved-between-columns", "T3-BALANCE", moved, row.expected[1])

    def _needing(self, cell: str) -> list[Identity]:
        return [identity for identity in identities(self._name) if cell in identity.cells]

    def _broken(self, fault: str, rule: str, values: dict[str, int], at: str) -> Iterator[Case]:
        def total(side: Iterable[str]) -> int:
            return sum(values.get(cell, 0) for cell in side)

        broken = [one for one in identities(self._name) if total(one.expected) != total(one.actual)]
        broken.sort(key=lambda one: one.rule != rule)
        found = Finds(
            tuple(Expected(one.rule, one.at) for one in broken), frozenset({"model", "check", "rules", "schematron"})
        )
        for format_ in FORMATS:
            text = written(base(self._name, values), format_)
            yield self._case(format_, fault, at, text, found)

    # Cells and parts.

    def _wrong_cells(self) -> Iterator[Case]:
        turn = dict.fromkeys(BY_KIND, 0)
        for cell in cells(self._name):
            yield self._case(
                "json",
                "missing",
                cell.address,
                self._edited("json", {cell.address: None}),
                finds("SHAPE-MISSING", cell.address, *SCHEMA),
            )
            yield self._case(
                "xml",
                "missing",
                cell.address,
                self._edited("xml", {cell.address: None}),
                finds("XML-ELEMENT", "", *XSD),
            )
            for format_, faults in BY_KIND[cell.kind].items():
                # Counts take the faults in turn; of the kinds that few cells hold, the first cell takes all of them.
                few = cell.kind != "count"
                chosen = faults if few and not turn[cell.kind] else [faults[turn[cell.kind] % len(faults)]]
                for fault in chosen:
                    yield self._wrong_value(format_, fault, cell.address)
            turn[cell.kind] += 1
        for kind in BY_KIND:
            for address in self._first(kind):
                yield from self._twice(address, "0", '"0"' if kind == "stated_amount" else "0")
        yield from self._twice("year", str(self._edition.first_year), str(self._edition.first_year))

    def _wrong_value(self, format_: str, fault: Fault, at: str) -> Case:
        placeless = fault.rule in ("JSON-SYNTAX", "XML-ELEMENT")
        text = self._edited(format_, {at: fault.raw})
        return self._case(format_, fault.name, at, text, finds(fault.rule, "" if placeless else at, *fault.seen))

    def _twice(self, address: str, value: str, in_json: str) -> Iterator[Case]:
        name = address.rpartition(".")[2]
        text = self._edited("json", {address: f'{in_json},"{name}":{in_json}'})
        yield self._case("json", "twice", address, text, finds("JSON-DUPLICATE", address, "check"))
        text = self._edited("xml", {address: f"{value}</{name}><{name}>{value}"})
        yield self._case("xml", "twice", address, text, finds("XML-ELEMENT", "", *XSD))

    def _parts(self) -> Iterator[tuple[str, type[Part]]]:
        def walk(part: type[Part], address: str) -> Iterator[tuple[str, type[Part]]]:
            for field in part.model_fields:
                below = part_of(part, field)
                if below:
                    path = f"{address}.{field}".lstrip(".")
                    yield path, below
                    yield from walk(below, path)

        return walk(report_type(self._name), "")

    def _wrong_parts(self) -> Iterator[Case]:
        wrong_types = ("null", "[]", "0", '""', "true")
        for number, (address, part) in enumerate(self._parts()):
            unknown = f"{address}.remarks"
            fields = [*part.model_fields]
            yield self._case(
                "json",
                "missing",
                address,
                self._edited("json", {address: None}),
                finds("SHAPE-MISSING", address, *SCHEMA),
            )
            yield self._case(
                "json",
                "unknown",
                unknown,
                self._edited("json", {unknown: "0"}),
                finds("SHAPE-UNKNOWN", unknown, *SCHEMA),
            )
            wrong = self._edited("json", {address: wrong_types[number % len(wrong_types)]})
            yield self._case("json", "type", address, wrong, finds("SHAPE-VALUE", address, *SCHEMA))
            yield self._case(
                "xml", "missing", address, self._edited("xml", {address: None}), finds("XML-ELEMENT", "", *XSD)
            )
            yield self._case(
                "xml", "unknown", unknown, self._edited("xml", {unknown: "0"}), finds("XML-ELEMENT", "", *XSD)
            )
            yield self._xml_shape(number, address, fields)

    def _xml_shape(self, number: int, address: str, fields: list[str]) -> Case:
        """One of the faults that only markup has; the parts take them in turn."""
        name = address.rpartition(".")[2]
        text = self._base("xml")
        opening = next(iter(self._opening(text, address)))
        begin = text[:opening]
        if number % 3 == 0:
            wrong = begin + text[opening:].replace(f"<{name}>", f'<{name} unit="件">', 1)
            return self._case("xml", "attribute", address, wrong, finds("XML-ATTRIBUTE", "", *XSD))
        if number % 3 == 1 or len(fields) == 1:
            wrong = begin + text[opening:].replace(f"<{name}>", f"<{name}>见附注", 1)
            return self._case("xml", "stray-text", address, wrong, finds("XML-TEXT", "", *XSD))
        first, second = fields[:2]
        if part_of(dict(self._parts())[address], first):
            first, second = fields[0], fields[0]  # the second part's element under the first one's name
            wrong = begin + text[opening:].replace(f"<{fields[1]}>", f"<{first}>", 1)
            wrong = wrong[:opening] + wrong[opening:].replace(f"</{fields[1]}>", f"</{first}>", 1)
            return self._case("xml", "name", address, wrong, finds("XML-ELEMENT", "", *XSD))
        # Two cells that have changed places.
        rest = text[opening:].replace(f"<{first}>0</{first}>", "<first>", 1)
        rest = rest.replace(f"<{second}>0</{second}>", f"<{first}>0</{first}>", 1)
        wrong = begin + rest.replace("<first>", f"<{second}>0</{second}>", 1)
        return self._case("xml", "order", address, wrong, finds("XML-ELEMENT", "", *XSD))

    def _opening(self, text: str, address: str) -> Iterator[int]:
        """Where the element at an address begins."""
        at = 0
        for depth, step in enumerate(address.split("."), start=1):
            at = text.index(f"\n{'  ' * depth}<{step}>", at)
        yield at

    # Text.

    def _wrong_narrative(self) -> Iterator[Case]:
        narrative = narratives()
        headings = [heading_of(section) for section in sections()]
        for section in narrative:
            yield from self._wrong_section(section)
            for name, text, rule, _ in LINES:
                yield from self._wrong_line(section, f"{section}.0", name, text, rule)
            yield from self._wrong_line(section, f"{section}.0", "length", "a" * (LINE_MAX + 1), "TEXT-LENGTH")
        for number, heading in enumerate(headings):
            section = narrative[number % len(narrative)]
            for format_ in FORMATS:
                text = self._edited(format_, {f"{section}.0": json.dumps(heading) if format_ == "json" else heading})
                seen = () if format_ == "text" else ("check", "schematron")
                yield self._case(
                    format_,
                    f"heading-{number + 1}",
                    f"{section}.0",
                    text,
                    finds("TEXT-HEADING", f"{section}.0", *seen),
                )
        for name, text, rule, _ in LINES:
            yield from self._wrong_line("organ", "organ", name, text, rule)
        yield from self._wrong_line("organ", "organ", "length", "局" * (ORGAN_MAX + 1), "TEXT-LENGTH")

    def _wrong_line(self, field: str, at: str, name: str, text: str, rule: str) -> Iterator[Case]:
        yield self._case("json", name, at, self._edited("json", {at: json.dumps(text)}), finds(rule, at, *SCHEMA))
        in_xml = next((holds for line, _, _, holds in LINES if line == name), True)
        raw = "".join(char if char.isprintable() or char == " " else f"&#{ord(char)};" for char in text)
        edited_xml = self._edited("xml", {at: raw})
        if in_xml:
            yield self._case("xml", name, at, edited_xml, finds(rule, at, *XSD))
        else:
            yield self._case("xml", name, at, edited_xml, finds("XML-SYNTAX", "", *XML_PARSERS))
        if name not in NO_LINE_OF_TEXT and field != "organ":
            yield self._case("text", name, at, self._edited("text", {at: text}), finds(rule, at))

    def _wrong_section(self, section: str) -> Iterator[Case]:
        item = f"{section}.0"
        yield self._case(
            "json",
            "missing",
            section,
            self._edited("json", {section: None}),
            finds("SHAPE-MISSING", section, *SCHEMA),
        )
        for name, raw in (("null", "null"), ("string", f'"{NOTHING}"'), ("object", "{}"), ("number", "0")):
            yield self._case(
                "json", name, section, self._edited("json", {section: raw}), finds("SHAPE-VALUE", section, *SCHEMA)
            )
        for name, raw in (("null", "null"), ("number", "1"), ("array", "[]"), ("boolean", "true")):
            yield self._case("json", name, item, self._edited("json", {item: raw}), finds("SHAPE-VALUE", item, *SCHEMA))
        surrogate = self._edited("json", {item: r'"一\ud800"'})
        yield self._case("json", "lone-surrogate", item, surrogate, finds("JSON-SYNTAX", "", "check"))
        missing = self._edited("xml", {section: None})
        yield self._case("xml", "missing", section, missing, finds("XML-ELEMENT", "", *XSD))
        for name, old, new, rule in (
            ("name", "paragraph>", "p>", "XML-ELEMENT"),
            ("attribute", "<paragraph>", '<paragraph xml:lang="zh">', "XML-ATTRIBUTE"),
            ("stray-text", "<paragraph>", "一<paragraph>", "XML-TEXT"),
            ("mixed", NOTHING, f"<b>{NOTHING}</b>", "XML-ELEMENT"),
        ):
            text = self._base("xml")
            end = text.index(f"</{section}>")
            begin = text.index(f"<{section}>")
            wrong = text[:begin] + text[begin:end].replace(old, new) + text[end:]
            yield self._case("xml", name, section, wrong, finds(rule, "", *XSD))

    # The header.

    def _wrong_header(self) -> Iterator[Case]:
        for field in ("schema_id", "edition"):
            for name, raw in (("missing", None), ("null", "null"), ("number", "1"), ("another", '"urn:other"')):
                text = self._edited("json", {field: raw})
                yield self._case("json", name, field, text, finds("JSON-SCHEMA", field, *SCHEMA))
        for field in ("organ", "year"):
            text = self._edited("json", {field: None})
            yield self._case("json", "missing", field, text, finds("SHAPE-MISSING", field, *SCHEMA))
            text = self._edited("xml", {field: None})
            yield self._case("xml", "missing", field, text, finds("SHAPE-MISSING", field, "xsd"))
        for format_, faults in YEARS.items():
            yield from (self._wrong_value(format_, fault, "year") for fault in faults)
        yield self._wrong_value("json", NO_ORGAN, "organ")
        for field in ("organ", *header_fields()):
            yield from (self._wrong_value("json", fault, field) for fault in NO_TEXT)
        for field, example in self._header_values().items():
            kind = self._scalars()[field]
            for format_ in FORMATS:
                for fault in wrong_values(kind, str(example), format_):
                    yield self._wrong_value(format_, fault, field)

    def _scalars(self) -> dict[str, str]:
        """Field of the header → the kind of its value."""
        return {field.name: field.scalar.name for field in fields_of(report_type(self._name)) if field.scalar}

    # Whole documents.

    def _wrong_json(self) -> Iterator[Case]:
        text = self._base("json")
        for name, root in (("array", "[]"), ("null", "null"), ("number", "0"), ("string", '""')):
            yield self._case("json", f"root-{name}", "", f"{root}\n", finds("SHAPE-VALUE", "", "json-schema"))
        unknown = self._edited("json", {"remarks": "0"})
        yield self._case("json", "unknown", "remarks", unknown, finds("SHAPE-UNKNOWN", "remarks", *SCHEMA))
        for name, wrong in (
            ("truncated", text[: len(text) // 2]),
            ("trailing-comma", text.rstrip()[:-1] + ",}\n"),
            ("comment", "{/* none */" + text[1:]),
            ("single-quotes", text.replace('"', "'")),
            ("two-documents", text + text),
            ("raw-line-feed", text.replace(NOTHING, f"一\n{NOTHING}", 1)),
        ):
            yield self._case("json", name, "", wrong, finds("JSON-SYNTAX", "", "json-schema", "rules"))
        yield self._case("json", "empty", "", b"", finds("FILE-EMPTY", "", *JSON_PARSERS))
        yield self._case("json", "byte-order-mark", "", b"\xef\xbb\xbf" + text.encode(), finds("FILE-ENCODING", ""))
        yield self._case("json", "gb18030", "", text.encode("gb18030"), finds("FILE-ENCODING", "", "check"))
        yield self._case("json", "utf-16", "", text.encode("utf-16"), finds("FILE-ENCODING", "", "check"))

    def _wrong_xml(self) -> Iterator[Case]:
        text = self._base("xml")
        root = text[text.index("<annual") + 1 : text.index(" xmlns")]
        namespace = f' xmlns="{self._edition.schema_id}"'
        for name, wrong in (
            ("namespace", text.replace(namespace, ' xmlns="urn:other"')),
            ("no-namespace", text.replace(namespace, "")),
            ("root", text.replace(root, "report")),
        ):
            yield self._case("xml", name, "", wrong, finds("XML-ROOT", "", *XSD))
        for name, wrong in (
            ("truncated", text[: len(text) // 2]),
            ("two-roots", text + text[text.index(f"<{root}") :]),
            ("entity", text.replace(NOTHING, "&none;", 1)),
            ("ampersand", text.replace(NOTHING, "a & b", 1)),
            ("control", text.replace(NOTHING, "&#1;", 1)),
            ("not-closed", text.replace("</organ>", "", 1)),
        ):
            yield self._case("xml", name, "", wrong, finds("XML-SYNTAX", "", *XML_PARSERS))
        declared = text.replace(f"<{root}", f"<!DOCTYPE {root}>\n<{root}", 1)
        yield self._case("xml", "doctype", "", declared, finds("XML-DOCTYPE", "", "check"))
        entity = f'<!DOCTYPE {root} [<!ENTITY none "{NOTHING}">]>\n<{root}'
        yield self._case(
            "xml",
            "doctype-entity",
            "",
            text.replace(f"<{root}", entity, 1).replace(NOTHING, "&none;", 1),
            finds("XML-DOCTYPE", "", "check"),
        )
        yield self._case("xml", "empty", "", b"", finds("FILE-EMPTY", "", *XML_PARSERS))
        other = text.replace("UTF-8", "GB18030", 1).encode("gb18030")
        yield self._case("xml", "gb18030", "", other, finds("FILE-ENCODING", "", "check"))
        yield self._case(
            "xml",
            "declared",
            "",
            text.replace("UTF-8", "GBK", 1).replace(NOTHING, "no").replace(ORGAN, "a"),
            finds("XML-ENCODING", "", "check"),
        )
        yield self._case("xml", "utf-16", "", text.encode("utf-16"), finds("FILE-ENCODING", "", "check"))
        organ, year = (line for line in text.splitlines(keepends=True) if "<organ>" in line or "<year>" in line)
        yield self._case(
            "xml", "order", "organ", text.replace(organ + year, year + organ), finds("XML-ELEMENT", "", *XSD)
        )
        for field, value in self._header_values().items():
            line = f"  <{field}>{value}</{field}>\n"
            yield self._case("xml", "order", field, text.replace(organ, line + organ), finds("XML-ELEMENT", "", *XSD))
            yield self._case(
                "xml", "twice", field, text.replace(year, year + line + line), finds("XML-ELEMENT", "", *XSD)
            )
        unknown = text.replace(organ, f"{organ}  <remarks>0</remarks>\n")
        yield self._case("xml", "unknown", "remarks", unknown, finds("XML-ELEMENT", "", *XSD))
        yield self._case(
            "xml",
            "attribute",
            "",
            text.replace(namespace, f'{namespace} version="1"'),
            finds("XML-ATTRIBUTE", "", *XSD),
        )
        yield self._case("xml", "stray-text", "", text.replace(organ, f"一{organ}"), finds("XML-TEXT", "", *XSD))

    def _wrong_text(self) -> Iterator[Case]:
        text = self._base("text")
        lines = text.splitlines()
        for number, line in enumerate(lines):
            without = "".join(f"{other}\n" for n, other in enumerate(lines) if n != number)
            if line != NOTHING:
                yield self._case("text", f"line-{number + 1:02}-missing", "", without, finds("LAYOUT-LINE", ""))
            if "\t" in line:
                added = "".join(f"{other}\t\n" if n == number else f"{other}\n" for n, other in enumerate(lines))
                yield self._case("text", f"line-{number + 1:02}-field", "", added, finds("LAYOUT-LINE", ""))
        for name, wrong in (
            ("no-end", text.rstrip("\n")),
            ("more", f"{text}\n附件\n"),
            ("carriage-returns", text.replace("\n", "\r\n")),
            ("title", text.replace(TITLE_ENDING, "年年度报告", 1)),
            ("title-space", text.replace(TITLE_ENDING, f" {TITLE_ENDING}", 1)),
            ("preface", f"前言\n{text}"),
            ("half-width", text.replace("（一）", "(一)")),
            ("truncated", text[: len(text) // 2]),
        ):
            yield self._case("text", name, "", wrong, finds("LAYOUT-LINE", ""))
        yield self._case("text", "empty", "", b"", finds("FILE-EMPTY", "", "check"))
        yield self._case("text", "byte-order-mark", "", b"\xef\xbb\xbf" + text.encode(), finds("FILE-ENCODING", ""))
        yield self._case("text", "gb18030", "", text.encode("gb18030"), finds("FILE-ENCODING", ""))
        yield self._case("text", "utf-16", "", text.encode("utf-16"), finds("FILE-ENCODING", ""))
