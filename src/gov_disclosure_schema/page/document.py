"""The whole page: one file or several, one language, everything in it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from .. import __version__
from ..catalogue import Language, Severity
from ..results.result import Result
from ..results.words import SEVERITIES, VERDICTS
from .findings import list_of_findings
from .form import form
from .markup import Content, Html, tag
from .sheet import Sheet
from .signs import sign
from .verdict import tally, verdict
from .words import said

_SUMMARY: Final = "list-of-files"


def page(results: Sequence[Result], language: Language) -> bytes:
    """The check report on some files as a self-contained page.

    Parameters
    ----------
    results
        What the files were found to be, at least one; each has its part of the page, several a summary before them.
    language
        In which it is written; the form itself is quoted in Chinese.

    Returns
    -------
    bytes
        HTML in UTF-8. The same results give the same bytes.
    """
    sheets = [Sheet(result, language, n if len(results) > 1 else 0) for n, result in enumerate(results, 1)]
    if len(sheets) == 1:
        facts = {"verdict": VERDICTS[results[0].verdict].spoken(language), "title": sheets[0].title}
        heading = said("heading", language, **facts)
        body: Content = _sheet(sheets[0])
    else:
        heading = said("kind_many", language, count=len(sheets))
        body = [_summary(sheets, heading, language), [_sheet(sheet) for sheet in sheets]]
    document = tag(
        "html",
        tag("head", _head(heading)),
        tag("body", tag("main", body), _foot(language)),
        lang="zh-CN" if language == "zh" else "en",
    )
    return f"<!DOCTYPE html>\n{document}\n".encode("utf-8", "backslashreplace")


@cache
def style() -> str:
    """The style sheet, as it stands in the page."""
    return files("gov_disclosure_schema.page").joinpath("style.css").read_text(encoding="utf-8")


def _head(heading: str) -> list[Html]:
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return [
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("link", rel="icon", href="data:,"),
        tag("title", heading),
        tag("style", Html(style())),
    ]


def _sheet(sheet: Sheet) -> Html:
    return tag(
        "article",
        tag(
            "header",
            tag("p", _kind(sheet), class_="kind"),
            tag(sheet.heading(0), sheet.title, id=sheet.id("title-heading")),
            verdict(sheet),
            tally(sheet),
        ),
        tag("div", list_of_findings(sheet), form(sheet), class_="columns" if sheet.report else None),
        class_="sheet",
        aria_labelledby=sheet.id("title-heading"),
    )


def _kind(sheet: Sheet) -> Content:
    """What the page is; of one sheet of several, the way back to the list of all."""
    if sheet.number:
        return tag("a", said("to_summary", sheet.language), href=f"#{_SUMMARY}")
    return said("kind", sheet.language)


def _summary(sheets: Sequence[Sheet], heading: str, language: Language) -> Html:
    heads = [said("file", language), said("verdict", language)]
    heads += [SEVERITIES[severity].spoken(language) for severity in Severity]
    rows = [
        tag(
            "tr",
            tag("th", sheet.link("title-heading", sheet.file), scope="row"),
            tag("td", sign(sheet.result.verdict), VERDICTS[sheet.result.verdict].spoken(language)),
            (tag("td", str(sheet.result.counts[severity.value]), class_="count") for severity in Severity),
        )
        for sheet in sheets
    ]
    return tag(
        "header",
        tag("h1", heading, id=_SUMMARY, tabindex="-1"),
        tag(
            "div",
            tag(
                "table",
                tag("caption", said("summary", language)),
                tag("thead", tag("tr", (tag("th", head, scope="col") for head in heads))),
                tag("tbody", rows),
                class_="summary",
            ),
            class_="scroll",
            role="region",
            tabindex="0",
            aria_label=said("summary", language),
        ),
        class_="summary",
    )


def _foot(language: Language) -> Html:
    return tag("footer", tag("p", said("made_by", language, program="gov-disclosure-schema", version=__version__)))
