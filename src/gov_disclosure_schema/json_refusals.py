"""Why a JSON document was refused, and where: syntax, schema, keys that stand twice, numbers that would be rounded."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Final

from pydantic import ValidationError

from .catalogue import RULES
from .columns import Positions
from .editions import EDITIONS, FORMS, LATEST, Edition
from .errors import DecodeError, InvalidReport, SchemaMismatch
from .findings import Finding, Position
from .json_source import Node, Path, nodes
from .refusals import findings_of, lines_of, printed
from .scalars import same_number
from .source_text import utf8

_STRING: Final = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
"""One without an end goes to the end of the document: were it none, so would every quote in it have to be tried."""
_SYNTAX: Final = re.compile(r"(?P<reason>.*) at line (?P<line>\d+) column (?P<column>\d+)", re.DOTALL)


def refuse_too_many(data: bytes, limit: int) -> None:
    """Refuse what would take memory out of all proportion before it can be called no report."""
    count = _STRING.sub(b"", data).count(b",") + 1
    if count > limit:
        raise DecodeError(Finding("FILE-TOO-LARGE", facts={"count": count, "limit": limit}, variant="values"))


def refuse_unsure(data: bytes, amounts: Mapping[str, Decimal | None]) -> None:
    """Refuse a key that stands twice, and a number that did not survive the parser, which reads it through a double.

    Parameters
    ----------
    data
        A document that was read.
    amounts
        Address → amount, as it was read.
    """
    text = data.decode()
    found = [*nodes(text)]
    _refuse_duplicates(text, found)
    numbers = {_address(node.path): node for node in found}
    for address, value in amounts.items():
        node = numbers[address]
        if value is not None and not same_number(node.text, value):
            raise DecodeError(
                Finding(
                    "JSON-NUMBER",
                    (address,),
                    (address,),
                    position=Positions(text).of(node.offset),
                    facts={"printed": printed(node.text)},
                )
            )


def _refuse_duplicates(text: str, found: Iterable[Node]) -> None:
    positions = Positions(text)
    findings = [
        Finding(
            "JSON-DUPLICATE",
            (_address(node.path),),
            position=positions.of(node.again),
            facts={"key": printed(str(node.path[-1]))},
        )
        for node in found
        if node.again is not None
    ]
    if findings:
        raise DecodeError(*findings)


def _address(path: Path) -> str:
    return ".".join(map(str, path))


def refuse(data: bytes, error: ValidationError) -> DecodeError | InvalidReport:
    """The error to raise for a document that the model refused; one finding for each thing that is wrong.

    Raises
    ------
    DecodeError
        If the bytes are no text, or a key stands twice.
    """
    text = utf8(data)
    lines = lines_of(error)
    for line in lines:
        if line["type"] == "json_invalid":
            return DecodeError(_syntax(text, str(line.get("ctx", {})["error"])))
    found: dict[Path, Node] = {}
    # Of a document that may be anything, only what an error stands at is held.
    asked: set[Path] = {("edition",), ("schema_id",)}
    asked.update(line["loc"][:depth] for line in lines for depth in range(len(line["loc"]) + 1))
    for node in nodes(text):
        if node.path in asked:
            found[node.path] = node
        if node.again is not None:
            _refuse_duplicates(text, nodes(text))
    positions = Positions(text)
    mismatch = _mismatch({line["loc"] for line in lines if line["type"] not in RULES}, found, positions)
    if mismatch:
        return SchemaMismatch(mismatch)

    def place(location: Path) -> tuple[Position | None, str]:
        while location and location not in found:
            location = location[:-1]
        node = found[location]
        return positions.of(node.offset), node.text

    return InvalidReport(*findings_of(error, (_form_named(found) or LATEST).name, place))


def _syntax(text: str, said: str) -> Finding:
    match = _SYNTAX.fullmatch(said)
    if not match:
        return Finding("JSON-SYNTAX", facts={"reason": said})
    number, column = int(match["line"]), int(match["column"])
    line = text.split("\n")[number - 1] if number <= text.count("\n") + 1 else ""
    # The parser counts bytes.
    column = len(line.encode()[: max(column - 1, 0)].decode(errors="ignore")) + 1
    return Finding("JSON-SYNTAX", position=Position(number, column), facts={"reason": match["reason"]})


def _mismatch(lines: Collection[Path], found: Mapping[Path, Node], positions: Positions) -> Finding | None:
    named = _form_named(found)
    for field, variant, due in (
        ("edition", "edition", ", ".join(EDITIONS)),
        ("schema_id", "", ", ".join(form.schema_id for form in ([named] if named else EDITIONS.values()))),
    ):
        node = found.get((field,))
        # A document that is no object is of another kind altogether; what it should be is said by the model's line.
        if (node is None and () not in lines) or (node and (field,) in lines):
            return Finding(
                "JSON-SCHEMA",
                (field,),
                position=positions.of((node or found[()]).offset),
                facts={"printed": printed(_said(node)) if node else "", "due": due},
                variant=variant if node else f"{variant}missing",
            )
    return None


def _form_named(found: Mapping[Path, Node]) -> Edition | None:
    """The form that a document names, if there is such a one."""
    node = found.get(("edition",))
    return FORMS.get(_said(node)) if node and node.text.startswith('"') else None


def _said(node: Node) -> str:
    """A value as written, a string without its quotes."""
    return str(json.loads(node.text, strict=False)) if node.text.startswith('"') else node.text
