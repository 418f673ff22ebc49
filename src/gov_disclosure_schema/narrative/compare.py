"""Claims against cells: what the text states and what the tables hold, under every sound reading.

A claim that is true under one of its readings is no finding. One that is true under none is a warning that shows both
places, because a text may speak for the office alone while the tables cover the whole region.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import takewhile
from typing import Final

from ..catalogue import Words
from ..findings import Finding, Number, Span
from ..report import cells, identities
from ..walk import Cell
from .claim import Claim, Quote, Reading
from .numerals import Stated
from .read import Narrative, Sum

Values = Mapping[str, Number | None]
_Told = Mapping[tuple[str, int, Reading], set[Decimal]]
_CHANGES: Final = ("share", "growth")
"""What is computed from several numbers."""


class Comparison:
    """What the narrative of a report says, beside its cells.

    Parameters
    ----------
    edition
        Of the form.
    values
        Address → number, None for a blank.
    before
        The cells of last year's report of the same organ, where it is known.
    """

    def __init__(self, edition: str, values: Values, before: Values | None = None) -> None:
        self._names = _names(edition)
        self._values = values
        self._before = before or {}

    def findings(self, narrative: Narrative) -> Iterator[Finding]:
        """What no reading makes true, and how much could not be compared."""
        blank: list[Claim] = []
        doubted: set[Quote] = set()
        told = _told(narrative.claims) if any(claim.kind == "growth" for claim in narrative.claims) else {}
        for claim in narrative.claims:
            if not claim.about or self._agrees(claim):
                continue
            if not self._known(claim.about):
                blank.append(claim)
                continue
            found = self._finding(claim, told)
            if found:
                doubted.add(claim.quote)
                yield found
        yield from _sums(narrative.sums, doubted)
        for breakdown in narrative.breakdowns:
            yield from _sum(breakdown.quote, breakdown.total, breakdown.parts, whole=breakdown.whole)
        if blank:
            yield Finding(
                "N-BLANK",
                at=tuple(dict.fromkeys(claim.quote.at for claim in blank)),
                cells=tuple(dict.fromkeys(address for claim in blank for address in claim.cells)),
                facts={"count": len(blank)},
            )

    def _agrees(self, claim: Claim) -> bool:
        """Whether a claim about a number is plainly true, as most are."""
        if claim.kind in _CHANGES or claim.part:
            return False
        values = self._values
        _, least, most, _ = claim.stated
        for reading in claim.about:
            number = reading.of(values)
            if number is not None and least <= number <= most:
                return True
        return False

    def _finding(self, claim: Claim, told: _Told) -> Finding | None:
        if claim.kind == "growth":
            return self._growth(claim, told)
        if claim.kind == "share":
            return self._share(claim)
        return self._number(claim)

    def _known(self, readings: Sequence[Reading], values: Values | None = None) -> dict[Reading, Number]:
        found = {reading: reading.of(self._values if values is None else values) for reading in readings}
        return {reading: number for reading, number in found.items() if number is not None}

    def _number(self, claim: Claim) -> Finding | None:
        known = self._known(claim.about)
        if claim.part:
            # Nothing, or all, of a part says nothing of the whole.
            if claim.kind != "number" or any(claim.stated.least <= number for number in known.values()):
                return None
        elif any(claim.stated.means(number) for number in known.values()):
            return None
        plainest = next(iter(known.values()))
        actual = _cell_number(claim.stated.value)
        rule = {"none": "N-NONE", "all": "N-ALL"}.get(claim.kind, "N-NUMBER")
        return Finding(
            rule,
            at=(claim.quote.at,),
            cells=(claim.quote.at, *claim.cells),
            actual=actual,
            expected=plainest,
            difference=actual - plainest,
            facts={**_facts(claim.quote), "cells": self._told(known)},
            variant="part" if claim.part else "",
            span=_span(claim.quote),
        )

    def _share(self, claim: Claim) -> Finding | None:
        wholes = [number for number in self._known(claim.of).values() if number]
        shares = [Decimal(100) * mine / whole for mine in self._known(claim.about).values() for whole in wholes]
        if claim.part or not shares or any(claim.stated.means(share) for share in shares):
            return None
        computed = _rounded(min(shares, key=lambda share: abs(share - claim.stated.value)), claim)
        return Finding(
            "N-SHARE",
            at=(claim.quote.at,),
            cells=(claim.quote.at, *claim.cells),
            actual=claim.stated.value,
            expected=computed,
            difference=claim.stated.value - computed,
            facts={**_facts(claim.quote), "computed": f"{computed}"},
            span=_span(claim.quote),
        )

    def _growth(self, claim: Claim, told: _Told) -> Finding | None:
        """Measured from what the text states of last year, or else from last year's report."""
        same = sorted(told.get((claim.quote.at, claim.quote.sentence, claim.about[0]), ()))
        pairs: list[tuple[Decimal, Decimal]] = []
        for reading, number in self._known(claim.about).items():
            last = claim.last.value if claim.last else reading.of(self._before)
            if last is not None:
                pairs += ((now, Decimal(last)) for now in (Decimal(number), *same))
        if claim.part or not pairs:
            return None
        if claim.relative and not all(then for _, then in pairs):
            return None  # no per cent tells a change from nothing
        changes = [(_change(now, then, claim), now, then) for now, then in pairs]
        if any(claim.stated.means(change) for change, _, _ in changes):
            return None
        change, now, then = min(changes, key=lambda computed: abs(computed[0] - claim.stated.value))
        computed = _rounded(change, claim)
        return Finding(
            "N-GROWTH",
            at=(claim.quote.at,),
            cells=(claim.quote.at, *claim.cells),
            actual=claim.stated.value,
            expected=computed,
            difference=claim.stated.value - computed,
            facts={
                **_facts(claim.quote),
                "now": f"{now.normalize():f}",
                "then": f"{then.normalize():f}",
                "computed": f"{computed:+f}{'%' if claim.relative else ''}",
            },
            span=_span(claim.quote),
        )

    def _told(self, known: Mapping[Reading, Number]) -> Words:
        """Each reading by its cells, with its number."""
        parts = [(self._names.of(reading), number) for reading, number in known.items()]
        return Words(
            "，或".join(f"{name.zh}为 {number}" for name, number in parts),
            ", or ".join(f"{name.en} = {number}" for name, number in parts),
        )


class _Names:
    """Cells named for a reader, one or several added up."""

    def __init__(self, edition: str) -> None:
        self._cells = {cell.address: cell for cell in cells(edition)}
        parts_of = {identity.actual: identity.expected for identity in identities(edition)}
        self._row_totals = {total for (total, *_), parts in parts_of.items() if _row_of(total) in map(_row_of, parts)}

    def of(self, reading: Reading) -> Words:
        plus = self._sum(reading.plus)
        if not reading.minus:
            return plus
        minus = self._sum(reading.minus)
        return Words(f"{plus.zh}减去{minus.zh}", f"{plus.en} less {minus.en}")

    def _shared(self, cells: Sequence[Cell]) -> Words:
        """The labels that cells share, without the section's heading; of a total alone, those of its row."""
        labels = zip(*(cell.labels for cell in cells), strict=False)
        depth = sum(1 for _ in takewhile(lambda same: len({*same}) == 1, labels))
        if len(cells) == 1 and cells[0].address in self._row_totals:
            depth -= 1
        return Words(" › ".join(cells[0].labels[1:depth]), " › ".join(cells[0].meanings[1:depth]))

    def _sum(self, addresses: Sequence[str]) -> Words:
        """Cells by what their labels share, or row by row."""
        rows: dict[str, list[Cell]] = {}
        for address in addresses:
            rows.setdefault(_row_of(address), []).append(self._cells[address])
        groups = list(rows.values())
        shared = self._shared([cell for group in groups for cell in group])
        named = [shared] if shared.zh else [self._shared(group) for group in groups]
        return Words("加".join(words.zh for words in named), " + ".join(words.en for words in named))


@cache
def _names(edition: str) -> _Names:
    return _Names(edition)


def _told(claims: Sequence[Claim]) -> _Told:
    """Every number that the text states, by the paragraph, the sentence, and what it speaks of."""
    found: dict[tuple[str, int, Reading], set[Decimal]] = {}
    for claim in claims:
        if claim.kind == "number" and claim.about:
            where = (claim.quote.at, claim.quote.sentence, claim.about[0])
            found.setdefault(where, set()).add(claim.stated.value)
    return found


def _sums(sums: Sequence[Sum], doubted: set[Quote]) -> Iterator[Finding]:
    """Totals that are not the sum of their parts, where no number among them is doubted already."""
    for wholes, parts in sums:
        if not doubted or doubted.isdisjoint(claim.quote for claim in (*wholes, *parts)):
            stated = [claim.stated for claim in parts]
            if not any(_add_up(stated, claim.stated, whole=True) for claim in wholes):
                yield from _sum(wholes[0].quote, wholes[0].stated, stated, whole=True)


def _add_up(parts: Sequence[Stated], total: Stated, *, whole: bool) -> bool:
    """Whether parts can be all of a total, or no more than it."""
    least = sum([part.least for part in parts])
    return least <= total.most and (not whole or sum([part.most for part in parts]) >= total.least)


def _sum(quote: Quote, total: Stated, parts: Sequence[Stated], *, whole: bool) -> Iterator[Finding]:
    """A finding where parts do not add up, or where some are more than all."""
    if not _add_up(parts, total, whole=whole):
        added = sum(part.value for part in parts)
        yield Finding(
            "N-SUM",
            at=(quote.at,),
            cells=(quote.at,),
            actual=_cell_number(total.value),
            expected=_cell_number(Decimal(added)),
            difference=_cell_number(total.value - added),
            facts={**_facts(quote), "parts": ", ".join(f"{part.value.normalize():f}" for part in parts)},
            variant="" if whole else "more",
            span=_span(quote),
        )


def _row_of(address: str) -> str:
    return address.rpartition(".")[0]


def _span(quote: Quote) -> Span:
    return Span(quote.start, quote.end)


def _facts(quote: Quote) -> dict[str, str | int | Words]:
    return {"printed": quote.printed, "words": quote.words}


def _cell_number(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value.normalize()


def _change(now: Decimal, then: Decimal, claim: Claim) -> Decimal:
    """In per cent or in pieces."""
    return Decimal(100) * (now - then) / then if claim.relative else now - then


def _rounded(computed: Decimal, claim: Claim) -> Decimal:
    """As many places as the text writes, two at least."""
    places = max(2, -int(claim.stated.value.as_tuple().exponent)) if claim.stated.unit == "%" else 0
    return computed.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
