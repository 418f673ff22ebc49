"""Results as SARIF 2.1.0 (OASIS), for code scanning services and editors.

A run of one tool. Lines and columns are regions; what has no lines (Word, Excel) is told by the address of its cell, a
logical location, and in words. Other cells of a finding are related locations. A fingerprint stands for the rule and
the cells, not for the numbers or the line, so that a finding stays the same one while a draft is edited.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from .. import __version__
from ..catalogue import LANGUAGES, RULES, STATEMENTS, Language, Severity
from ..files import PIPE
from ..findings import Finding, Position
from ..reading import Reading
from ..report import cell_values
from .as_json import number
from .names import path_at
from .result import Result, most_severe_first

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT: Final = "ruleAndCells/v1"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_TAGS: Final[dict[Language, str]] = {"zh": "zh-CN", "en": "en"}
# What SARIF takes for a link, and what it takes for a placeholder.
_LINK: Final = re.compile(r"\[(?=[^\[\]]*\]\()")
_BRACES: Final = re.compile(r"[{}]")
_PLACEHOLDER: Final = re.compile(r"\{\w+\}")


def sarif(results: Sequence[Result], language: Language) -> str:
    """The log of a run over some files.

    Parameters
    ----------
    results
        What the files were found to be.
    language
        That of the messages; the help of the rules is in both.

    Returns
    -------
    str
        JSON. The same results give the same text.
    """
    found = [finding for result in results for finding in result.findings]
    off = [rule for rule in RULES if any(rule in result.findings.switched_off for result in results)]
    told = {*off, *(finding.rule for finding in found)}
    rules = {rule: n for n, rule in enumerate(rule for rule in RULES if rule in told)}
    driver = {
        "name": "gov-disclosure",
        "fullName": "gov-disclosure-schema",
        "version": __version__,
        "language": _TAGS[language],
        "rules": [_rule(rule, language) for rule in rules],
    }
    artifacts: dict[str, Any] = {}
    for result in results:
        artifacts.setdefault(uri_of(result.file), _artifact(result))  # a file may be given twice
    indices = {uri: n for n, uri in enumerate(artifacts)}
    invocation: dict[str, Any] = {
        "executionSuccessful": all(result.verdict != "unreadable" for result in results),
        "exitCode": max((result.code for result in results), default=0),
    }
    if off:
        invocation["ruleConfigurationOverrides"] = [
            {"descriptor": {"id": rule, "index": rules[rule]}, "configuration": {"enabled": False}} for rule in off
        ]
    run = {
        "tool": {"driver": driver},
        "language": _TAGS[language],
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "artifacts": [*artifacts.values()],
        "results": [one for result in results for one in _results(result, indices, rules, language)],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: str, language: Language) -> dict[str, Any]:
    """What holds or is said when it does not, in the language of the run; all of it, in both, as help."""
    known = RULES[rule]
    plain = STATEMENTS.get(rule, known.message()).spoken(language)
    helped = [f"{rule}（{known.severity.value}）  {known.source}"]
    for each in LANGUAGES:
        if rule in STATEMENTS:
            helped.append(STATEMENTS[rule].spoken(each))
        helped += [_without_placeholders(words.spoken(each)) for words in known.messages.values()]
    return {
        "id": rule,
        "shortDescription": _message(_without_placeholders(plain)),
        "help": _message("\n".join(helped)) | {"markdown": "\n\n".join(map(_markdown, helped))},
        "defaultConfiguration": {"level": _LEVELS[known.severity]},
        "properties": {"source": known.source},
    }


def _without_placeholders(template: str) -> str:
    return _PLACEHOLDER.sub("…", template)


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text)


def _message(text: str) -> dict[str, Any]:
    """Text that holds no link and no placeholder, whatever it quotes."""
    return {"text": _LINK.sub(r"\\[", _BRACES.sub(lambda brace: brace[0] * 2, text))}


def _artifact(result: Result) -> dict[str, Any]:
    described: dict[str, Any] = {"location": {"uri": uri_of(result.file)}}
    if result.file == PIPE:
        described["description"] = {"text": "standard input"}
    return described | {"properties": {"verdict": result.verdict}}


def uri_of(file: str) -> str:
    """The file's name as a URI reference: relative names stay relative."""
    path = Path(file)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix().encode("utf-8", "surrogateescape"), safe="/")


def _results(
    result: Result, indices: dict[str, int], rules: dict[str, int], language: Language
) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    uri = uri_of(result.file)
    here = {"uri": uri, "index": indices[uri]}
    for finding in most_severe_first(result.findings):
        digest = _fingerprint(finding)
        seen[digest] += 1
        told = {
            "ruleId": finding.rule,
            "ruleIndex": rules[finding.rule],
            "level": _LEVELS[finding.severity],
            "message": _message(finding.message(language)),
            "locations": [
                _quoted(_location(here, finding.position, finding.at[:1], result.reading, language), finding)
            ],
            "partialFingerprints": {FINGERPRINT: f"{digest}:{seen[digest]}"},
        }
        related = [*_related(result, here, finding, language)]
        yield told | ({"relatedLocations": related} if related else {})


def _related(result: Result, here: dict[str, Any], finding: Finding, language: Language) -> Iterator[dict[str, Any]]:
    """Where the other cells stand, in this report and in last year's."""
    others = [address for address in dict.fromkeys((*finding.at, *finding.cells)) if address not in finding.at[:1]]
    sources = [(here, result.reading, others)]
    if result.previous:
        there = {"uri": uri_of(result.previous.file)}
        sources.append((there, result.previous.reading, [*dict.fromkeys(finding.previous_cells)]))
    for artifact, reading, addresses in sources:
        values = cell_values(reading.report) if reading else {}
        for address in addresses:
            if reading and address in reading.places:
                position = reading.places[address].position
                found = _location(artifact, position, (address,), reading, language)
                value = values.get(address)
                shown = found["logicalLocations"][0]["decoratedName"]
                words = shown if value is None else f"{shown} = {number(value)}"
                yield found | {"message": _message(words)}


def _quoted(location: dict[str, Any], finding: Finding) -> dict[str, Any]:
    """A location, up to where what the finding quotes ends."""
    if finding.until:
        location["physicalLocation"]["region"] |= {"endLine": finding.until.line, "endColumn": finding.until.column}
    return location


def _location(
    artifact: dict[str, Any],
    position: Position | None,
    addresses: Sequence[str],
    reading: Reading | None,
    language: Language,
) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if position and position.line:
        physical["region"] = {"startLine": position.line, "startColumn": position.column}
    found: dict[str, Any] = {"physicalLocation": physical}
    if addresses:
        found["logicalLocations"] = [_logical(address, reading, language) for address in addresses]
    if position and (position.table or not position.line):
        found["message"] = _message(position.words.spoken(language))
    return found


def _logical(address: str, reading: Reading | None, language: Language) -> dict[str, Any]:
    labels = path_at(address, language, reading.report.edition) if reading else path_at(address, language)
    return {"fullyQualifiedName": address, "decoratedName": " › ".join(labels), "kind": "value"}


def _fingerprint(finding: Finding) -> str:
    """Of the rule and where it stands; of what is quoted where it stands nowhere."""
    parts = [finding.rule, *finding.at]
    if not finding.at:
        parts += [f"{name}={fact}" for name, fact in sorted(finding.facts.items()) if isinstance(fact, str)]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
