"""What a link can lead to, and the way back from there to the findings."""

from __future__ import annotations

from collections.abc import Sequence

from .markup import Content, Html, tag
from .sheet import Numbered, Sheet
from .signs import severity_of
from .words import SIGNS, said


def place_of(sheet: Sheet, name: str, kind: str) -> dict[str, str | None]:
    """The attributes of what a link can lead to; what a finding stands at bears its severity."""
    standing = sheet.standing.get(name)
    severity = f" {standing[0].finding.severity.value}" if standing else ""
    return {"id": sheet.id(name), "class_": f"{kind}{severity}", "tabindex": "-1"}


def marks_of(sheet: Sheet, name: str, besides: Sequence[Numbered] = ()) -> Html | None:
    """Links back to the findings that stand here; those of which it is a term are shown to who has come here.

    Parameters
    ----------
    sheet
        The result.
    name
        What the links stand at.
    besides
        Findings whose links stand elsewhere.
    """
    marks = [_mark(sheet, each, stands=True) for each in sheet.standing.get(name, ()) if each not in besides]
    marks += [_mark(sheet, each, stands=False) for each in sheet.involving.get(name, ())]
    return tag("span", marks, class_="marks") if marks else None


def marks_for(sheet: Sheet, findings: Sequence[Numbered]) -> Html:
    """Links back to some findings."""
    return tag("span", (_mark(sheet, each, stands=True) for each in findings), class_="marks")


def _mark(sheet: Sheet, numbered: Numbered, *, stands: bool) -> Html:
    number, finding = numbered
    severity = finding.severity.value
    facts = {"number": number, "rule": finding.rule, "severity": severity_of(finding, sheet.language)}
    spoken = said("to_finding" if stands else "term_of", sheet.language, **facts)
    return sheet.link(
        sheet.of_finding(number),
        tag("span", SIGNS[severity] if stands else "", str(number), aria_hidden="true"),
        tag("span", spoken, class_="spoken"),
        class_=f"mark {severity}" if stands else "mark term",
    )


def quoted(sheet: Sheet, text: str) -> Content:
    """A text of the form, said to be Chinese where the page is not."""
    return tag("span", text, lang=chinese(sheet)) if text and sheet.language != "zh" else text


def chinese(sheet: Sheet) -> str | None:
    """The language of what is quoted, where it is not the page's own."""
    return None if sheet.language == "zh" else "zh-CN"
