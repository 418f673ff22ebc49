"""ISO Schematron, XPath 1.0: the arithmetic of XML documents, and what an XSD cannot say of their texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile
from types import MappingProxyType
from typing import Final

from ..arithmetic import Identity
from ..catalogue import LANGUAGES, RULES, Words
from ..editions import Edition
from ..report import cells, heading_of, identities, sections
from ..scalars import CREDIT_ALPHABET
from ..xml_names import PARAGRAPH, ROOT
from .markup import Element, document, element

_ISO: Final = "http://purl.oclc.org/dsdl/schematron"
_PREFIX: Final = "r"
_CREDIT_LENGTH: Final = 18
_PLACEHOLDER: Final = re.compile(r"(\{\w+\})")


def schematron(edition: Edition) -> str:
    """The Schematron schema of an edition's documents, as text."""
    words = {cell.address: cell.words for cell in cells(edition.name)}
    by_part: dict[str, list[Identity]] = {}
    for identity in identities(edition.name):
        by_part.setdefault(_part(identity), []).append(identity)
    return document(
        element(
            "sch:schema",
            element("sch:title", f"政府信息公开工作年度报告 勾稽关系 {edition.source}"),
            element("sch:ns", prefix=_PREFIX, uri=edition.schema_id),
            element(
                "sch:pattern",
                *(_rule(part, group, words) for part, group in by_part.items()),
                id="identities",
            ),
            element("sch:pattern", _heading_rule(), id="narrative"),
            element("sch:pattern", _credit_code_rule(), id="header"),
            xmlns__sch=_ISO,
            queryBinding="xslt",
        )
    )


def _part(identity: Identity) -> str:
    """The address of the smallest part that holds every cell of an identity."""
    steps = zip(*(cell.split(".") for cell in identity.cells), strict=False)
    return ".".join(step[0] for step in takewhile(lambda step: len(set(step)) == 1, steps))


def _rule(part: str, group: list[Identity], words: dict[str, Words]) -> Element:
    context = "/".join(f"{_PREFIX}:{name}" for name in (ROOT, *part.split(".")))
    return element("sch:rule", *(_assert(identity, part, words) for identity in group), context=f"/{context}")


def _assert(identity: Identity, part: str, words: dict[str, Words]) -> Element:
    actual, expected = ([_path(cell, part) for cell in side] for side in (identity.actual, identity.expected))
    values = {
        "{actual}": " + ".join(actual),
        "{expected}": " + ".join(expected),
        "{difference}": f"{' + '.join(actual)} - ({' + '.join(expected)})",
    }
    text: list[Element | str] = [f"[{identity.rule}] "]
    message = RULES[identity.rule].message()
    for language in LANGUAGES:
        template = message.spoken(language).replace("{total}", words[identity.at].spoken(language))
        text += [
            element("sch:value-of", select=values[piece]) if piece in values else piece
            for piece in _PLACEHOLDER.split(template)
            if piece
        ]
        text += [" "] if language == "zh" else []
    return element(
        "sch:assert",
        *text,
        id=f"{identity.rule}.{identity.at}",
        role=RULES[identity.rule].severity.value,
        test=_test(actual, expected),
    )


def _test(actual: list[str], expected: list[str]) -> str:
    """That both sums agree, as a test that is exact in the doubles of XPath 1.0.

    A sum of counts that must equal one count is exact as long as it is not too large to be equal. Two sums may both be
    larger, but the difference of two counts never is.
    """
    if len(actual) == len(expected) == 2:  # noqa: PLR2004  (a balance of two and two)
        return f"{actual[0]} - {expected[0]} = {expected[1]} - {actual[1]}"
    return f"{' + '.join(actual)} = {' + '.join(expected)}"


def _path(address: str, part: str) -> str:
    """The path of a cell from a part that holds it."""
    return "/".join(f"{_PREFIX}:{field}" for field in address.removeprefix(f"{part}.").split("."))


def _heading_rule() -> Element:
    refused = " or ".join(f". = '{heading}'" for heading in map(heading_of, sections()))
    return _text_rule("TEXT-HEADING", f"{_PREFIX}:{PARAGRAPH}", f"not({refused})", {"{heading}": "."})


def _credit_code_rule() -> Element:
    """GB 32100: seventeen values, each times 3^i modulo 31, and the last character's add up to a multiple of 31.

    The sum is taken in parts, because Java refuses an expression of more than 100 operators.
    """
    value = "string-length(substring-before('{alphabet}', substring(., {place}, 1)))"
    terms = [
        f"{value.format(alphabet=CREDIT_ALPHABET, place=place + 1)} * {pow(3, place, 31)}"
        for place in range(_CREDIT_LENGTH - 1)
    ]
    lets = {f"part{start // 6 + 1}": " + ".join(terms[start : start + 6]) for start in range(0, len(terms), 6)}
    weighted = " + ".join(f"${name}" for name in lets)
    lets["due"] = f"substring('{CREDIT_ALPHABET}', (31 - ({weighted}) mod 31) mod 31 + 1, 1)"
    printed = f"substring(., {_CREDIT_LENGTH}, 1)"
    context = f"{_PREFIX}:unified_social_credit_code"
    return _text_rule("CREDIT-CODE", context, f"{printed} = $due", {"{printed}": printed, "{due}": "$due"}, lets)


def _text_rule(
    rule: str, context: str, test: str, facts: dict[str, str], lets: Mapping[str, str] = MappingProxyType({})
) -> Element:
    text: list[Element | str] = [f"[{rule}] "]
    for words in (RULES[rule].message().zh, " ", RULES[rule].message().en):
        text += [
            element("sch:value-of", select=facts[piece]) if piece in facts else piece
            for piece in _PLACEHOLDER.split(words)
            if piece
        ]
    asserted = element("sch:assert", *text, id=rule, role=RULES[rule].severity.value, test=test)
    variables = (element("sch:let", name=name, value=value) for name, value in lets.items())
    return element("sch:rule", *variables, asserted, context=context)
