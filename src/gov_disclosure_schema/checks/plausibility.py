"""What is possible, but rarely right: each check looks at one thing, and is silent where it cannot tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from ..catalogue import Words
from ..editions import EDITIONS, Edition
from ..findings import Finding, Findings, Span
from ..part import Required, Reserved
from ..report import (
    PublishedReport,
    cell_words,
    cells,
    continuities,
    heading_of,
    narratives,
    report_type,
    sections,
    tables,
)
from ..walk import label_of, part_of
from .material import Material
from .organs import is_below_the_city, is_department
from .sums import in_words, total

_DEPARTMENTS_BY: Final = (1, 31)
"""Month and day by which departments publish; whom the Regulations give another day, or none, has more time."""
_GOVERNMENTS_BY: Final = (3, 31)

_PUNCTUATION: Final = re.compile(r"[\s　，。、；：,.;:!！]+")
_NOTHING: Final = re.compile("暂?无|没有|不存在|无(?:主要)?问题")
_TOLD: Final = ("SECTION-EMPTY", "SECTION-MISSING")
"""What reading says of a section without text."""

_FEE: Final = "收费"
_FEES_STATED: Final = re.compile(
    r"处理费|收费通知|(?:未|没有|无|不存在|不收|免收)[^，。；]{0,30}(?:收费|费用)|收取[^，。；]{0,30}费"
    r"|(?:收费|费用)[^，。；]{0,30}(?:元|为零|为0|[：:]\s*无)"
)

_SENTENCE: Final = re.compile("[^。；\n]+")
_SPEAKS_OF_THE_REPORT: Final = re.compile("统计|期限|报告期|本报告|本年度报告|年度报告")
_MONTH: Final = "月"
_YEAR: Final = "[0-9０-９〇零一二三四五六七八九]{4}"
_PERIOD: Final = re.compile(
    rf"(?P<first>{_YEAR})年(?:1|01|１|一)月(?:1|01|１|一)日[^0-9０-９。；]{{0,6}}?"
    rf"(?:(?P<last>{_YEAR})年)?(?:12|１２|十二)月(?:31|３１|三十一)日"
)
_SHOWN: Final = 40
"""Characters of a sentence that a message quotes."""


def check(material: Material) -> Findings:
    """Everything that is possible, but rarely right."""
    report = material.report
    return Findings(
        (
            *_power(material),
            *_stock(material),
            *_edition(report),
            *_required(material),
            *_period(material),
            *_publication(report),
        )
    )


class _Row(NamedTuple):
    """A row that only some organs fill."""

    at: str
    rule: str
    words: Words
    cells: tuple[str, ...]


@cache
def _reserved(edition: str) -> tuple[_Row, ...]:
    """The rows of a form that are marked so."""
    root = report_type(edition)
    found = []
    for table in tables():
        part = part_of(root, table)
        for field, info in part.model_fields.items() if part else ():
            at = f"{table}.{field}"
            addresses = tuple(cell.address for cell in cells(edition) if cell.address.startswith(f"{at}."))
            label = label_of(part, field) if part else None
            found += [
                _Row(at, mark.rule, Words(label.official, label.meaning), addresses)
                for mark in info.metadata
                if isinstance(mark, Reserved) and label
            ]
    return tuple(found)


def _power(material: Material) -> Iterator[Finding]:
    """Rules by an organ that cannot make any."""
    organ = material.report.organ
    for row in _reserved(material.report.edition):
        filled = tuple(address for address in row.cells if material.values[address])
        if filled and organ and is_below_the_city(organ):
            yield Finding(row.rule, filled[:1], filled, facts={"row": row.words, "organ": organ})


def _stock(material: Material) -> Iterator[Finding]:
    """More documents issued in the year than are in force at its end, though none were taken away."""
    falling = (one for one in continuities(material.report.edition) if one.minus)
    for one in falling:
        now, plus, minus = ([material.values[address] for address in side] for side in ((one.at,), one.plus, one.minus))
        if None in (*now, *plus, *minus) or any(minus):
            continue
        stock, added = total(now), total(plus)
        if added > stock:
            words = cell_words(material.report.edition)
            yield Finding(
                "P-STOCK",
                (one.at,),
                one.cells,
                stock,
                facts={"cell": words[one.at], "plus": in_words(one.plus, words, material.values)},
            )


def _edition(report: PublishedReport) -> Iterator[Finding]:
    """A form that was not in force for the reporting year; a form that mixes two editions is told as that."""
    edition = EDITIONS.get(report.edition)
    if edition and report.year:
        due = [one.name for one in EDITIONS.values() if _covers(one, report.year)]
        if edition.name not in due:
            facts: dict[str, Any] = {"year": str(report.year), "edition": edition.name, "due": ", ".join(due)}
            yield Finding("P-EDITION", ("edition",), ("edition", "year"), facts=facts)


def _covers(edition: Edition, year: int) -> bool:
    return edition.first_year <= year and (edition.last_year is None or year <= edition.last_year)


def _required(material: Material) -> Iterator[Finding]:
    """Sections in which something must be said, and is not."""
    for section, mark in _marked():
        if (material.report.year or mark.first_year) >= mark.first_year:
            yield from _unsaid(section, mark, material)


@cache
def _marked() -> tuple[tuple[str, Required], ...]:
    """The sections that are marked so."""
    return tuple(
        (section, mark)
        for section in sections()
        for mark in PublishedReport.model_fields[section].metadata
        if isinstance(mark, Required)
    )


def _unsaid(section: str, mark: Required, material: Material) -> Iterator[Finding]:
    paragraphs: tuple[str, ...] = getattr(material.report, section)
    facts: dict[str, str | int | Words] = {"heading": heading_of(section)}
    if not paragraphs:
        told = any(one.rule in _TOLD and section in one.at and material.switches.on(one.rule) for one in material.told)
        if not told:
            yield Finding(mark.rule, (section,), (section,), facts=facts)
        return
    at = (f"{section}.0",)
    if mark.subject:
        confused, labels = _confused(material.report.edition)
        text = "\n".join(paragraphs)
        if not _FEES_STATED.search(labels.sub("", text)):
            yield _other_fees(Finding(mark.rule, at, at, facts=facts), section, paragraphs, confused)
    elif all(_NOTHING.fullmatch(_PUNCTUATION.sub("", paragraph)) for paragraph in paragraphs):
        facts |= {"printed": paragraphs[0]}
        yield Finding(mark.rule, at, at, facts=facts, variant="nothing", span=Span(0, len(paragraphs[0])))


def _other_fees(finding: Finding, section: str, paragraphs: Sequence[str], confused: Sequence[str]) -> Finding:
    """The finding that nothing is said of the fees asked for; where others are spoken of, at these."""
    for label in confused:
        for n, paragraph in enumerate(paragraphs):
            if label in paragraph:
                at = (f"{section}.{n}",)
                start = paragraph.index(label)
                facts = {**finding.facts, "printed": label}
                span = Span(start, start + len(label))
                return replace(finding, at=at, cells=at, facts=facts, variant="other", span=span)
    return finding


@cache
def _confused(edition: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Labels of the form that speak of fees, but of others than section 六 is asked for; and what finds any of them."""
    labels = tuple(dict.fromkeys(label for cell in cells(edition) for label in cell.labels if label.endswith(_FEE)))
    return labels, re.compile("|".join(map(re.escape, labels)) or "(?!)")


def _period(material: Material) -> Iterator[Finding]:
    """A period from 1 January to 31 December that the text states as the report's own, of another year."""
    report = material.report
    if report.year is None:
        return
    for section in narratives():
        for n, paragraph in enumerate(getattr(report, section)):
            for sentence, years in _periods(paragraph, report.year) if _MONTH in paragraph else ():
                found = _other_period(f"{section}.{n}", report.year, sentence[0], years)
                start = sentence.end() - len(sentence[0].lstrip())
                yield replace(found, span=Span(start, start + len(sentence[0].strip())))
    for line in material.preface:
        for sentence, years in _periods(line.text, report.year):
            yield _other_period("year", report.year, sentence[0], years).placed(line.position)


def _other_period(at: str, year: int, sentence: str, years: set[int]) -> Finding:
    facts: dict[str, Any] = {
        "year": str(year),
        "printed": "—".join(map(str, sorted(years))),
        "words": sentence.strip()[:_SHOWN],
    }
    return Finding("P-PERIOD", (at,), ("year",), facts=facts)


def _periods(text: str, year: int) -> Iterator[tuple[re.Match[str], set[int]]]:
    """The sentences that state a period of another year, with its years."""
    for sentence in _SENTENCE.finditer(text) if _MONTH in text else ():
        years = _years_of(sentence[0])
        if years and years != {year}:
            yield sentence, years


def _years_of(sentence: str) -> set[int]:
    """The years of the period that a sentence about the report states; none where it states none."""
    joined = "".join(sentence.split())
    found = _PERIOD.search(joined) if _SPEAKS_OF_THE_REPORT.search(joined) else None
    return {_number(year) for year in (found["first"], found["last"]) if year} if found else set()


def _number(year: str) -> int:
    return int("".join(str(int(unicodedata.numeric(digit))) for digit in year))


def _publication(report: PublishedReport) -> Iterator[Finding]:
    """Published in another year than the one after, or in that year too late."""
    published, year = report.publication_date, report.year
    if published is None or year is None:
        return
    at = ("publication_date",)
    if published.year != year + 1:
        facts = {"date": published.isoformat(), "year": str(year)}
        yield Finding("P-DATE", at, ("publication_date", "year"), facts=facts)
        return
    due = date(year + 1, *(_DEPARTMENTS_BY if is_department(report.organ or "") else _GOVERNMENTS_BY))
    if published > due:
        yield Finding("P-LATE", at, at, facts={"date": published.isoformat(), "due": due.isoformat()})
