"""Minimal documents in every format, and the edits that put one fault into them.

The base is a report of zeros that says 无 in each narrative section. An edit names an address and the text that is to
stand there, whatever the format thinks of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final

from .. import codecs
from ..editions import FORMS
from ..money import Money
from ..report import PublishedReport, cells, header_fields, identities, sections, tables
from ..scalars import Kind
from ..xml_names import PARAGRAPH

FORMATS: Final[Mapping[str, str]] = {"json": "json", "xml": "xml", "text": "txt"}
"""The formats, and the suffix of their files."""
ORGAN: Final = "某局"
NOTHING: Final = "无。"
_SENTINEL: Final = "777777777"
_RAW: Final = "<raw>"

Edits = Mapping[str, str | None]
"""Address → what is to stand there in place of its value, as the format writes it; None takes it out."""
Values = Mapping[str, Any]


def base(edition: str, values: Values | None = None, **fields: Any) -> PublishedReport:
    """A report of zeros, but for some cells by address and some fields of the root."""
    document: dict[str, Any] = {
        "edition": edition,
        "schema_id": FORMS[edition].schema_id,
        "organ": ORGAN,
        "year": FORMS[edition].first_year,
    }
    for section in sections():
        document[section] = {} if section in tables() else (NOTHING,)
    for cell in cells(edition):
        *parents, leaf = cell.address.split(".")
        part = document
        for field in parents:
            part = part.setdefault(field, {})
        part[leaf] = _stated(cell.kind, 0)
        if values and cell.address in values:
            part[leaf] = values[cell.address]
    return PublishedReport.model_validate(document | fields)


def _stated(kind: Kind, number: int) -> int | Money:
    """A whole number as a cell of a kind holds it."""
    return Money(Decimal(number)) if kind == "stated_amount" else number


def settled(edition: str, values: Mapping[str, int]) -> dict[str, int]:
    """Counts with what must be added to them for every identity to hold, totals first, then balances."""
    found = {cell.address: values.get(cell.address, 0) for cell in cells(edition) if cell.kind == "count"}

    def unsettled() -> Iterator[tuple[bool, tuple[str, ...], tuple[str, ...], int]]:
        for identity in identities(edition):
            surplus = sum(found[cell] for cell in identity.expected) - sum(found[cell] for cell in identity.actual)
            if surplus:
                yield len(identity.actual) > 1, identity.expected, identity.actual, surplus

    while broken := min(unsettled(), key=lambda one: one[0], default=None):
        _, expected, actual, surplus = broken
        raised = actual[-1] if surplus > 0 else expected[0]
        found[raised] += abs(surplus)
    return {address: value for address, value in found.items() if value}


def written(report: PublishedReport, format_: str) -> str:
    """A report in a format, canonical."""
    data: bytes = getattr(codecs, format_).encode(report)
    return data.decode()


def edited(edition: str, format_: str, edits: Edits) -> str:
    """The base document with edits; an address that the form does not have is added to the part above it."""
    return _EDITORS[format_](edition, edits)


@cache
def _base_text(edition: str, format_: str) -> str:
    return written(base(edition), format_)


def _json(edition: str, edits: Edits) -> str:
    root: Any = json.loads(_base_text(edition, "json"))
    for number, (address, raw) in enumerate(edits.items()):
        *parents, leaf = address.split(".")
        part: Any = root
        for field in parents:
            part = part[field]
        key: Any = int(leaf) if isinstance(part, list) else leaf
        if raw is None:
            del part[key]
        else:
            part[key] = f"{_RAW}{number}"
    text = json.dumps(root, ensure_ascii=False, separators=(",", ":"))
    for number, raw in enumerate(edits.values()):
        text = text.replace(f'"{_RAW}{number}"', raw or "")
    return f"{text}\n"


def _xml(edition: str, edits: Edits) -> str:
    lines: list[str | None] = [*_base_text(edition, "xml").splitlines()]
    spans = _spans(edition)
    for address, raw in edits.items():
        parent, _, name = address.rpartition(".")
        first, last = spans.get(address, (0, 0))
        name = PARAGRAPH if name.isdecimal() else name
        new = f"<{name}>{raw}</{name}>"
        if raw is None:
            lines[first : last + 1] = [None] * (last + 1 - first)
        elif first:
            line = str(lines[first])
            lines[first : last + 1] = [line[: line.index("<")] + new, *[None] * (last - first)]
        else:
            end = spans[sections()[0] if name in header_fields() else parent][0 if name in header_fields() else 1]
            line = str(lines[end])
            indent = line[: line.index("<")]
            lines[end] = f"{indent}{new}\n{line}" if not parent else f"{indent}  {new}\n{line}"
    return "".join(f"{line}\n" for line in lines if line is not None)


@cache
def _spans(edition: str) -> dict[str, tuple[int, int]]:
    """Address → the first and the last line of its element in the base document."""
    spans: dict[str, tuple[int, int]] = {}
    path: list[tuple[str, int]] = []
    for number, line in enumerate(_base_text(edition, "xml").splitlines()[1:], start=1):
        tag = line.strip()
        name = tag.strip("</>").partition(">")[0].partition(" ")[0]
        if not tag.startswith("</"):
            path.append((name, number))
        if "</" in tag:
            # The base holds one paragraph in each section.
            steps = ["0" if step == PARAGRAPH else step for step, _ in path[1:]]
            spans[".".join(steps)] = (path[-1][1], number)
            path.pop()
    return spans


def _text(edition: str, edits: Edits) -> str:
    values: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    kinds: dict[str, Kind] = {cell.address: cell.kind for cell in cells(edition)}
    for number, (address, raw) in enumerate(edits.items()):
        del raw
        sentinel = f"{_SENTINEL}{number}"
        root = address.partition(".")[0]
        if address in kinds:
            values[address] = _stated(kinds[address], int(sentinel))
        elif address in ("year", *header_fields()):
            continue
        else:
            fields[root] = (sentinel,) if root in sections() else sentinel
    text = written(base(edition, values, **fields), "text")
    for number, (address, raw) in enumerate(edits.items()):
        if address == "year":
            text = text.replace(str(FORMS[edition].first_year), raw or "", 1)
        elif address in header_fields():
            title, end, rest = text.partition("\n")
            text = f"{title}{end}{header_fields()[address].official}\t{raw}\n{rest}"
        elif raw is None:
            text = text.replace(f"{_SENTINEL}{number}\n", "")
        else:
            text = text.replace(f"{_SENTINEL}{number}", raw)
    return text


_EDITORS: Final[Mapping[str, Callable[[str, Edits], str]]] = {"json": _json, "xml": _xml, "text": _text}
