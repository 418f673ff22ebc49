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


def record(module: str, result: Result, paths: Sequence[Path], package: Path) -> None:
    """Put the result of a module in place of its last one. A survivor that was there before keeps its reason."""
    held: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {"modules": {}}
    held["versions"] = f"Python {platform.python_version()}, cosmic-ray {version('cosmic-ray')}"
    before = {_key(one): one for one in held["modules"].get(module, {}).get("survivors", [])}
    survivors = []
    for mutant in result.survivors:
        told = _told(mutant, package)
        known = before.get(_key(told), {})
        survivors.append({**told, "equivalent": known.get("equivalent", False), "reason": known.get("reason", "")})
    held["modules"][module] = {
        "last": datetime.now(UTC).date().isoformat(),
        "source": _digest(paths),
        "places": result.places,
        "tried": result.tried,
        "whole": result.whole,
        "killed": result.tried - len(survivors),
        "survivors": survivors,
    }
    held["modules"] = dict(sorted(held["modules"].items()))
    RECORD.write_text(json.dumps(held, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def last(module: str, paths: Sequence[Path]) -> Result | None:
    """The last result of a module, without its survivors; None where the source is another one by now."""
    one = json.loads(RECORD.read_text(encoding="utf-8"))["modules"].get(module, {}) if RECORD.exists() else {}
    if one.get("source") != _digest(paths):
        return None
    return Result(one["places"], one["tried"], one["whole"], ())


def survived(module: str, package: Path) -> Callable[[Mutant], bool]:
    """Whether a mutant is among the last survivors of a module."""
    held = json.loads(RECORD.read_text(encoding="utf-8"))["modules"][module]["survivors"]
    keys = {_key(one) for one in held}
    return lambda mutant: _key(_told(mutant, package)) in keys


def _digest(paths: Sequence[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def _told(mutant: Mutant, package: Path) -> dict[str, Any]:
    """A survivor as the record has it; no line numbers, because these change with every other line."""
    file = mutant.path.relative_to(package).as_posix()
    return {"file": file, "where": mutant.where, "before": mutant.before, "after": mutant.after}


def _key(told: dict[str, Any]) -> tuple[str, ...]:
    return tuple(told[name] for name in ("file", "where", "before", "after"))
