"""`gov-disclosure diff`: what differs between two reports, cell by cell and paragraph by paragraph."""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from typing import Any, Final

from ..catalogue import LANGUAGES, Language, Words
from ..differences import CellDifference, Differences, FieldDifference, TextDifference, diff
from ..report import PublishedReport, heading_of
from ..results.as_json import number
from ..results.legible import legible
from ..results.names import path_of
from ..results.result import Result, result_of
from ..results.words import VERDICTS
from ..walk import label_of
from .terminal import Screen, emit

_DIFFERENT: Final = 1


def run(options: argparse.Namespace, language: Language) -> int:
    """Compare two reports: 0 where they are the same, 1 where they differ, 3 where one cannot be read."""
    results = [result_of(file) for file in (options.first, options.second)]
    first, second = (result.reading for result in results)
    found = diff(first.report, second.report) if first and second else None
    if options.format == "json":
        emit(json.dumps(_json_of(results, found), ensure_ascii=False, indent=2) + "\n")
    else:
        _show(Screen(sys.stdout, language), results, found)
    if found is None:
        return max(result.code for result in results)
    return _DIFFERENT if found else 0


def _show(screen: Screen, results: list[Result], found: Differences | None) -> None:
    for sign, result in zip("-+", results, strict=True):
        _show_file(screen, sign, result)
    if found is None:
        return
    if not found:
        screen.say("no_difference", cells=found.compared)
    for field in found.fields:
        screen.say("changed", 1, words=_field(field).spoken(screen.language), **_pair(screen, field))
    if found.cells:
        screen.say("cells_differ", differ=len(found.cells), cells=found.compared)
    for cell in found.cells:
        _show_cell(screen, cell)
    for text in found.texts:
        _show_text(screen, text)
    for sign, alone in (("-", found.only_first), ("+", found.only_second)):
        if alone:
            addresses = screen.words("comma").join(cell.address for cell in alone)
            screen.say("not_comparable", sign=sign, count=len(alone), addresses=addresses)


def _show_file(screen: Screen, sign: str, result: Result) -> None:
    verdict = screen.coloured(VERDICTS[result.verdict].spoken(screen.language), result.verdict)
    counts = screen.words("counts", **result.counts)
    screen.say("compared_file", sign=sign, file=screen.file(result.file), verdict=verdict, counts=counts)
    for finding in result.findings if result.reading is None else ():
        screen.finding(finding)


def _show_cell(screen: Screen, difference: CellDifference) -> None:
    words = " › ".join(path_of(difference.cell, screen.language))
    change = "" if difference.change is None else screen.words("change", change=_printed(difference.change, "+"))
    pair = _pair(screen, difference)
    screen.say("changed_cell", 1, words=words, address=difference.cell.address, change=change, **pair)


def _pair(screen: Screen, difference: FieldDifference | CellDifference) -> dict[str, str]:
    """Both values for people."""
    return {
        name: screen.words("blank") if value is None else legible(_printed(value))
        for name, value in (("first", difference.first), ("second", difference.second))
    }


def _printed(value: Any, sign: str = "") -> str:
    return f"{value:{sign}f}" if isinstance(value, Decimal) else f"{value:{sign}}"


def _show_text(screen: Screen, difference: TextDifference) -> None:
    heading = heading_of(difference.section)
    screen.say("text_differs", heading=heading, first=difference.at[0] + 1, second=difference.at[1] + 1)
    for sign, paragraphs in (("-", difference.first), ("+", difference.second)):
        for paragraph in paragraphs:
            screen.line(f"{sign} {legible(paragraph)}", 1)


def _field(difference: FieldDifference) -> Words:
    label = label_of(PublishedReport, difference.field)
    return Words(label.official, label.meaning)


def _json_of(results: list[Result], found: Differences | None) -> dict[str, Any]:
    whole: dict[str, Any] = {"files": [_json_of_file(result) for result in results], "same": None}
    if found is None:
        return whole
    return whole | {
        "same": not found,
        "compared": found.compared,
        "fields": [
            {
                "field": one.field,
                "label": _spoken(_field(one)),
                "first": _json_of_value(one.first),
                "second": _json_of_value(one.second),
            }
            for one in found.fields
        ],
        "cells": [
            {
                "address": one.cell.address,
                "label": {language: " › ".join(path_of(one.cell, language)) for language in LANGUAGES},
                "first": _json_of_value(one.first),
                "second": _json_of_value(one.second),
                "change": number(one.change),
            }
            for one in found.cells
        ],
        "texts": [
            {
                "section": one.section,
                "first_at": one.at[0],
                "second_at": one.at[1],
                "first": list(one.first),
                "second": list(one.second),
            }
            for one in found.texts
        ],
        "not_comparable": {
            "first": [cell.address for cell in found.only_first],
            "second": [cell.address for cell in found.only_second],
        },
    }


def _json_of_file(result: Result) -> dict[str, Any]:
    reading = result.reading
    return {
        "file": result.file,
        "verdict": result.verdict,
        "format": reading.format if reading else None,
        "edition": reading.report.edition if reading else None,
        "organ": reading.report.organ if reading else None,
        "year": reading.report.year if reading else None,
        "counts": result.counts,
        "findings": [
            {"rule": finding.rule, "message": {language: finding.message(language) for language in LANGUAGES}}
            for finding in result.findings
            if reading is None
        ],
    }


def _json_of_value(value: Any) -> Any:
    """A number as a number, anything else but blank as text."""
    if value is None or isinstance(value, str):
        return value
    return number(value) if isinstance(value, int | Decimal) else str(value)


def _spoken(words: Words) -> dict[Language, str]:
    return {language: words.spoken(language) for language in LANGUAGES}
