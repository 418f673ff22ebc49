"""Write the table of rules and enforcers from what the tests left in ``build/enforcers``.

    python -m pytest tests/test_conformance.py tests/test_interop.py
    python tools/enforcers.py

Each run of an enforcer over the suite leaves ``build/enforcers/<name>.json``: its name, its version, and for each case
that it read `accepted` or `rejected`. What is there replaces what ``docs/reference/enforcers.json`` holds of that
enforcer, and the page is written from that file. Results of another suite than the present one are dropped.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gov_disclosure_schema.conformance import CLASSES, ENFORCERS, Case, cases, files

ROOT = Path(__file__).resolve().parent.parent
RUNS = ROOT / "build" / "enforcers"
RECORD = ROOT / "docs" / "reference" / "enforcers.json"
PAGE = RECORD.with_suffix(".md")
_ACCEPTED = "accepted"


def suite() -> str:
    """What tells one suite from another."""
    digest = hashlib.sha256()
    for path, content in sorted(files().items()):
        digest.update(f"{path} {hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


def summary(enforcer: str, version: str, results: dict[str, str]) -> dict[str, Any]:
    """An enforcer's verdicts, counted: of valid documents those accepted, of each rule's those refused that must be.

    Raises
    ------
    ValueError
        If it did not judge every document that it can read.
    """
    kind = ENFORCERS[enforcer]
    read = [case for case in cases() if case.format in CLASSES[kind].formats]
    if {case.file for case in read} != results.keys():
        raise ValueError(f"{enforcer} did not judge the suite, the whole suite, and nothing but the suite")
    valid = [case for case in read if case.valid]
    rules: dict[str, list[int]] = {}
    for case in read:
        if kind in case.refused_by:
            count = rules.setdefault(_rule(case), [0, 0])
            count[0] += results[case.file] != _ACCEPTED
            count[1] += 1
    accepted = sum(results[case.file] == _ACCEPTED for case in valid)
    return {"version": version, "valid": [accepted, len(valid)], "rules": rules}


def merged(record: dict[str, Any], runs: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The record with the runs in it; what was recorded of another suite is left out."""
    kept = record.get("enforcers", {}) if record.get("suite") == suite() else {}
    fresh = {name: summary(name, run["version"], run["results"]) for name, run in runs.items()}
    found = {**kept, **fresh}
    return {"suite": suite(), "enforcers": {name: found[name] for name in ENFORCERS if name in found}}


def page(record: dict[str, Any]) -> str:
    """The table, as Markdown."""
    return "\n".join(_page(record)) + "\n"


def _page(record: dict[str, Any]) -> Iterator[str]:
    run: dict[str, Any] = record["enforcers"]
    yield from (
        "<!-- Written by tools/enforcers.py; do not edit. -->",
        "# Rules and enforcers",
        "",
        f"The {len(cases())} documents of the conformance suite (`tests/conformance`) have been run through the",
        "enforcers below; the table holds what they answered, nothing else. In a row, of the documents that break the",
        "rule and that the enforcer can be expected to refuse, how many it refused; – where what it is made from",
        "cannot express the rule.",
        "",
        "| enforcer | made from | version |",
        "|---|---|---|",
    )
    for name, kind in ENFORCERS.items():
        yield f"| {name} | {kind} | {run[name]['version'] if name in run else 'not run'} |"
    yield from ("", f"| rule | {' | '.join(ENFORCERS)} |", f"|---|{'---|' * len(ENFORCERS)}")
    yield _row(
        "valid documents accepted", [_of(run[name]["valid"]) if name in run else "not run" for name in ENFORCERS]
    )
    for rule in sorted({_rule(case) for case in cases() if not case.valid}):
        yield _row(f"`{rule}`", [_cell(run, name, rule) for name in ENFORCERS])
    yield from ("", "## What each can see", "")
    for name, kind in CLASSES.items():
        yield f"- **{name}** ({', '.join(kind.formats)}): {kind.accepts}. It cannot express: {kind.cannot}."


def _cell(run: dict[str, Any], name: str, rule: str) -> str:
    if not any(ENFORCERS[name] in case.refused_by for case in cases() if not case.valid and _rule(case) == rule):
        return "–"
    return _of(run[name]["rules"][rule]) if name in run else "not run"


def _of(count: list[int]) -> str:
    return f"{count[0]} of {count[1]}"


def _row(head: str, found: list[str]) -> str:
    return f"| {head} | {' | '.join(found)} |"


def _rule(case: Case) -> str:
    return case.expected[0].rule


def main() -> int:
    """Write record and page; the exit code of the command."""
    record = json.loads(RECORD.read_bytes()) if RECORD.exists() else {}
    newest = (ROOT / "tests" / "conformance" / "manifest.json").stat().st_mtime
    paths = [RUNS / f"{name}.json" for name in ENFORCERS]
    runs = {
        path.stem: json.loads(path.read_bytes()) for path in paths if path.exists() and path.stat().st_mtime > newest
    }
    found = merged(record, runs)
    RECORD.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(found), encoding="utf-8")
    for name in ENFORCERS:
        if name not in found["enforcers"]:
            sys.stdout.write(f"not run over this suite: {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
