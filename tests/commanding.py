"""The command run on small reports: what its tests have in common."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema import cli

PENDING = "remedies.reconsideration.pending"
RECONSIDERED = "remedies.reconsideration.total"
COMMANDS = ("check", "diff", "convert", "corpus", "aggregate", "schema", "template", "conformance", "rules")
ALL_HOLD = "T3-ROW 25/0/0，T3-OUTCOME 7/0/0，T3-BALANCE 7/0/0，T4-SUM 3/0/0"
on_posix = pytest.mark.skipif(os.name != "posix", reason="signals, /dev and file names of bytes are POSIX's")


def document(**values: int | None) -> dict[str, Any]:
    """A report in which every cell is 0 but those given, `__` standing for a dot."""
    report: dict[str, Any] = {
        "schema_id": "urn:gov-disclosure-schema:annual-report:2021:1",
        "edition": "2021",
        "organ": "云川市",
        "year": 2024,
        "overview": ["总体平稳。"],
        "problems_and_improvements": ["尚有不足。"],
        "other_matters": ["未收取信息处理费。"],
    }
    stated = {name.replace("__", "."): value for name, value in values.items()}
    for cell in gds.cells():
        *parents, leaf = cell.address.split(".")
        part = report
        for parent in parents:
            part = part.setdefault(parent, {})
        part[leaf] = stated.get(cell.address, 0)
    return report


def written(path: Path, **values: int | None) -> str:
    """The same in a file, its format by the suffix."""
    report = gds.PublishedReport.model_validate_json(json.dumps(document(**values)))
    gds.write(report, path)
    return path.name


class Ran:
    """A run within this process: exit code and both outputs."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        return code, *self._capsys.readouterr()


def start(*arguments: str | bytes, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """A run as users start it."""
    return subprocess.run(
        [sys.executable, "-m", "gov_disclosure_schema", *arguments], capture_output=True, check=False, **options
    )
