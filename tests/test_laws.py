"""Laws of checking and reading that hold in every format and for every form, each a sentence; round trips have their own.

What comes back from each format is in `test_round_trips.py` and `test_printed_round_trips.py`, what schemas and model
take in `test_differential.py`, readers of any bytes in `test_readers_are_total.py`.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree, html

import gov_disclosure_schema as gds
from gov_disclosure_schema.catalogue import IDENTITY_RULES
from gov_disclosure_schema.report import cell_values, identities
from gov_disclosure_schema.testing import published_reports

CODECS = {name: getattr(gds.codecs, name) for name in ("json", "xml", "text", "html", "docx", "xlsx")}
in_every_format = pytest.mark.parametrize("name", CODECS)
FEW = settings(max_examples=max(settings().max_examples // 4, 5))


def titled(**how: Any) -> st.SearchStrategy[gds.PublishedReport]:
    """Reports of any form that every format can carry."""
    return published_reports(edition=None, max_paragraphs=2, **how).filter(lambda report: report.title is not None)


def said(findings: Iterable[gds.Finding]) -> Counter[tuple[str, tuple[str, ...]]]:
    return Counter((one.rule, one.at) for one in findings)


class TestBrokenIdentities:
    """A broken identity is found in every format, with the same rule and cell, and nothing else is."""

    @in_every_format
    @FEW
    @given(report=st.integers(1, 4).flatmap(lambda times: titled(broken_identities=times)))
    def test_as_errors_of_reading(self, name, report):
        values = cell_values(report)
        sums = [(one, sum(values[cell] for cell in one.expected)) for one in identities(report.edition)]
        due = {(one.rule, one.at) for one, expected in sums if expected != sum(values[cell] for cell in one.actual)}
        reading = gds.read(CODECS[name].encode(report), format=name)
        errors = [one for one in reading.findings.errors if one.rule != "FORM-MIXED"]
        assert {(one.rule, cell) for one in errors for cell in one.at} == due


class TestOrder:
    """Checking is independent of order: of the cells in the source, of the rules that are asked for."""

    @given(report=titled(), order=st.randoms(use_true_random=False))
    def test_of_the_cells(self, report, order):
        canonical = gds.codecs.json.encode(report)
        shuffled = json.dumps(_shuffled(json.loads(canonical), order), ensure_ascii=False).encode()
        one, other = gds.read(canonical), gds.read(shuffled)
        assert other.report == one.report
        assert said(other.findings) == said(one.findings)
        assert other.findings.tally == one.findings.tally

    @given(report=titled(), order=st.permutations(sorted(IDENTITY_RULES)))
    def test_of_the_rules_asked_for(self, report, order):
        assert gds.check(report, select=order) == gds.check(report, select=sorted(order))

    @given(report=titled())
    def test_a_rule_says_the_same_alone_and_among_the_others(self, report):
        whole = gds.check(report)
        alone = [one for rule in gds.RULES for one in gds.check(report, select=[rule])]
        assert said(alone) == said(whole)

    @given(report=titled())
    def test_findings_stand_in_the_order_of_the_source(self, report):
        positions = [one.position for one in gds.read(gds.codecs.json.encode(report)).findings]
        placed = [position for position in positions if position is not None]
        assert placed == sorted(placed)


def _shuffled(value: Any, order: Any) -> Any:
    if not isinstance(value, dict):
        return value
    pairs = [(key, _shuffled(inner, order)) for key, inner in value.items()]
    order.shuffle(pairs)
    return dict(pairs)


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@lru_cache(maxsize=1)  # of one document, many positions are looked at
def opened(data: bytes, name: str) -> Any:
    """The document as other people's parsers have it."""
    if name == "xml":
        return etree.fromstring(data)
    if name == "xlsx":
        return openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return html.fromstring(data) if name == "html" else docx.Document(io.BytesIO(data))


def stands_at(data: bytes, name: str, position: gds.Position) -> str:
    """What stands at a position, as other people's parsers see the source."""
    if name in ("json", "text"):
        return data.decode().split("\n")[position.line - 1][position.column - 1 :]
    if name == "xml":
        return next(element.text or "" for element in opened(data, name).iter() if element.sourceline == position.line)
    if name == "xlsx":
        value = opened(data, name)[position.sheet].cell(position.row, position.cell)
        return "" if value.value is None else str(value.value)
    if name == "html":
        table = [*opened(data, name).iter("table")][position.table - 1]
        box = [*[*table.iter("tr")][position.row - 1].iter("td", "th")][position.cell - 1]
        return str(box.text_content())
    word = opened(data, name).tables[position.table - 1]
    row = word._tbl.tr_lst[position.row - 1]
    printed = [box for box in row.tc_lst if (merged := box.find(f".//{WORD}vMerge")) is None or merged.attrib]
    return "".join(text.text or "" for text in printed[position.cell - 1].iter(f"{WORD}t"))


class TestPositions:
    """A position points at what is said to stand there, in every format: of each cell, and so of each finding at one."""

    @in_every_format
    @FEW
    @given(report=titled())
    def test_of_every_cell(self, name, report):
        data = CODECS[name].encode(report)
        reading = gds.read(data, format=name)
        assert len(reading.places) == len(gds.cells(report.edition))
        for address, place in reading.places.items():
            there = stands_at(data, name, place.position)
            assert there.startswith(place.printed) if name in ("json", "text") else there == place.printed, address

    @in_every_format
    @FEW
    @given(report=titled(broken_identities=2))
    def test_of_every_broken_identity(self, name, report):
        """At the cell that it is found at, or at the first of two that cancel."""
        reading = gds.read(CODECS[name].encode(report), format=name)
        for one in reading.findings.errors:
            if one.rule in IDENTITY_RULES:
                assert one.position in {reading.places[cell].position for cell in one.at}
