"""What came of the mutants in ``assurance/mutants.json``; reasons are written there by hand, and kept."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

from .places import Mutant

RECORD: Final = Path(__file__).resolve().parent.parent.parent / "assurance" / "mutants.json"


class Result(NamedTuple):
    """What came of a module's mutants.

    Attributes
    ----------
    places
        Where an operator applies; not every one of these makes a mutant that runs otherwise.
    tried
        Mutants tried.
    whole
        Whether these are all, not a sample.
    survivors
        Those that no test noticed.
    """

    places: int
    tried: int
    whole: bool
    survivors: Sequence[Mutant]


def record(path: Path, result: Result, package: Path) -> None:
    """Put the result of a file in place of its last one. A survivor that was there before keeps its reason."""
    held = _held()
    held["versions"] = f"Python {platform.python_version()}, cosmic-ray {version('cosmic-ray')}"
    module = path.relative_to(package).as_posix()
    before = {_key(one): one for one in held["modules"].get(module, {}).get("survivors", [])}
    survivors = []
    for mutant in result.survivors:
        told = _told(mutant)
        known = before.get(_key(told), {})
        survivors.append({**told, "equivalent": known.get("equivalent", False), "reason": known.get("reason", "")})
    held["modules"][module] = {
        "last": datetime.now(UTC).date().isoformat(),
        "source": _digest(path),
        "places": result.places,
        "tried": result.tried,
        "whole": result.whole,
        "killed": result.tried - len(survivors),
        "survivors": survivors,
    }
    held["modules"] = dict(sorted(held["modules"].items()))
    RECORD.write_text(json.dumps(held, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def last(path: Path, package: Path) -> Result | None:
    """The last result of a file, without its survivors; None where the file is another one by now."""
    one = _held()["modules"].get(path.relative_to(package).as_posix(), {})
    return Result(one["places"], one["tried"], one["whole"], ()) if one.get("source") == _digest(path) else None


def survived(package: Path) -> Callable[[Mutant], bool]:
    """What tells whether a mutant is among the last survivors."""
    keys = {(module, *_key(one)) for module, result in _held()["modules"].items() for one in result["survivors"]}
    return lambda mutant: (mutant.path.relative_to(package).as_posix(), *_key(_told(mutant))) in keys


def _held() -> dict[str, Any]:
    held: dict[str, Any] = {"modules": {}}
    return json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else held


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _told(mutant: Mutant) -> dict[str, Any]:
    """A survivor as the record has it; no line numbers, because these change with every other line."""
    return {"where": mutant.where, "before": mutant.before, "after": mutant.after}


def _key(told: dict[str, Any]) -> tuple[str, ...]:
    return tuple(told[name] for name in ("where", "before", "after"))
