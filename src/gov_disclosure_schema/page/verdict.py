"""The verdict before everything else: in a word, with its reason, what was read, and how the identities came out."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import STATEMENTS, Severity
from ..editions import FORMS
from ..results.words import SEVERITIES, VERDICTS
from .marks import marks_of, place_of
from .markup import Content, Html, tag
from .sheet import Sheet
from .signs import sign
from .words import said


def verdict(sheet: Sheet) -> Html:
    """The verdict, its reason, the counts, the file."""
    found = sheet.result.verdict
    reason = said(f"because_{found}", sheet.language)
    return tag(
        "div",
        tag("p", sign(found), tag("strong", VERDICTS[found].spoken(sheet.language)), class_=f"word {found}"),
        tag("p", reason),
        tag("p", said("because_judged", sheet.language)) if sheet.result.judgement else None,
        tag("ul", (_count(sheet, severity) for severity in Severity), class_="counts"),
        tag("dl", _facts(sheet), class_="facts"),
        class_=f"verdict {found}",
    )


def _count(sheet: Sheet, severity: Severity) -> Html:
    count = sheet.result.counts[severity.value]
    return tag("li", sign(severity.value), SEVERITIES[severity].spoken(sheet.language), " ", tag("strong", str(count)))


def _facts(sheet: Sheet) -> Iterator[Html]:
    held = sheet.reading or sheet.result.judgement
    yield _fact(sheet, "file", sheet.file)
    if sheet.result.previous:
        yield _fact(sheet, "previous", sheet.result.previous.file)
    if held:
        edition = FORMS[sheet.edition]
        words = said("edition_value", sheet.language, name=edition.name, source=edition.source)
        yield _fact(sheet, "format", held.format)
        yield _fact(sheet, "edition", words, marks_of(sheet, "edition"), **place_of(sheet, "edition", "field"))
    if off := sheet.result.findings.switched_off:
        yield _fact(sheet, "switched_off", said("comma", sheet.language).join(off))


def _fact(sheet: Sheet, key: str, *value: Content, **attributes: str | None) -> Html:
    return tag("div", tag("dt", said(key, sheet.language)), tag("dd", *value), **attributes)


def tally(sheet: Sheet) -> Html | None:
    """How the identities of each rule came out; None where none was looked at."""
    findings = sheet.result.findings
    if not findings.tally:
        return None
    columns = ("passed", "failed", "not_assessable")
    rows = [
        tag(
            "tr",
            tag("th", tag("code", rule), " ", STATEMENTS[rule].spoken(sheet.language), scope="row"),
            (_number(key, getattr(counted, key)) for key in columns),
        )
        for rule, counted in findings.tally.items()
    ]
    rows.append(
        tag(
            "tr",
            tag("th", said("all", sheet.language), " ", str(findings.total.ran), scope="row"),
            (_number(key, getattr(findings.total, key)) for key in columns),
            class_="all",
        )
    )
    return tag(
        "div",
        tag(
            "table",
            tag("caption", said("tally", sheet.language)),
            tag(
                "thead",
                tag("tr", (tag("th", said(key, sheet.language), scope="col") for key in ("rule", *columns))),
            ),
            tag("tbody", rows),
            class_="tally",
        ),
        class_="identities",
    )


def _number(key: str, count: int) -> Html:
    return tag("td", str(count), class_=key if count and key != "passed" else None)
