"""An identity drawn: what was added up, what it should be, what is printed, the difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..arithmetic import Identity, assess
from ..findings import Finding, Number
from ..report import identities
from ..results.names import apart
from .markup import Content, Html, tag
from .numbers import plain, signed
from .sheet import Sheet
from .words import said


def broken_identities(sheet: Sheet, finding: Finding) -> list[Identity]:
    """The identities that a finding says are broken; none where the cells were not read."""
    if not sheet.values:
        return []
    return [
        identity
        for at in finding.at
        for identity in identities(sheet.edition)
        if (identity.rule, identity.at) == (finding.rule, at)
    ]


def common_cause(sheet: Sheet, broken: Sequence[Identity]) -> Iterator[Html]:
    """That one cell alone would explain these identities and others, with the numbers of the findings."""
    for cause in sheet.causes:
        if not any(identity in cause.identities for identity in broken):
            continue
        numbers = [
            number
            for number, finding in sheet.findings
            if any((finding.rule, at) == (one.rule, one.at) for one in cause.identities for at in finding.at)
        ]
        if len(numbers) > 1:
            cell = sheet.link(cause.address, " › ".join(sheet.name(cause.address)))
            facts = {"due": plain(cause.due), "value": plain(sheet.values[cause.address])}
            listed = said("comma", sheet.language).join(map(str, numbers))
            before, after = said("cause", sheet.language, cell="\0", numbers=listed, **facts).split("\0")
            yield tag("p", before, cell, after, class_="cause")


def equation(sheet: Sheet, identity: Identity) -> Html:
    """An identity as a small table: the terms of both sides, each a link to its cell; those that are 0 in one row."""
    outcome = assess(identity, sheet.values)
    place, rest = apart([sheet.name(address) for address in identity.cells])
    names = dict(zip(identity.cells, rest, strict=True))
    rows = [
        *_side(sheet, identity.expected, names, outcome.expected, "expected"),
        *_side(sheet, identity.actual, names, outcome.actual, "actual"),
        _row("", said("difference", sheet.language), signed(outcome.difference), "difference"),
    ]
    return tag(
        "table",
        tag("caption", place) if place else None,
        tag("thead", tag("tr", *(tag("th", said(key, sheet.language), scope="col") for key in ("term", "value")))),
        tag("tbody", rows),
        class_="equation",
    )


def _side(
    sheet: Sheet, addresses: Sequence[str], names: dict[str, str], total: Number | None, side: str
) -> Iterator[Html]:
    """The rows of one side; a single term that is printed is its own sum."""
    if len(addresses) == 1:
        words = (said(side, sheet.language), " ", sheet.link(addresses[0], names[addresses[0]]))
        yield _row("", words, plain(total), side)
        return
    zeros = [address for address in addresses if sheet.values[address] == 0]
    sign = ""
    for address in addresses:
        if address not in zeros:
            yield _row(sign, sheet.link(address, names[address]), plain(sheet.values[address]), "term")
            sign = "+"
    if zeros:
        links = [
            (said("comma", sheet.language) if n else "", sheet.link(address, names[address]))
            for n, address in enumerate(zeros)
        ]
        yield _row(sign, (said("zeros", sheet.language, count=len(zeros)), links), "0", "zeros")
    key = "expected" if side == "expected" else "actual_sum"
    yield _row("=", said(key, sheet.language), plain(total), side)


def _row(sign: str, name: Content, value: str, kind: str) -> Html:
    shown = tag("span", sign, class_="operator", aria_hidden="true" if not sign else None)
    return tag("tr", tag("th", shown, name, scope="row"), tag("td", value), class_=kind)
