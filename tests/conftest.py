"""The reports that many tests begin with, and the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from commanding import Ran

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import json


@pytest.fixture(scope="session")
def report() -> gds.AnnualReport:
    """A real report whose cells are many and not 0, with narrative."""
    return json.decode((Path(__file__).parent.parent / "examples" / "suqian-2023.json").read_bytes())


@pytest.fixture
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working folder is empty, and the locale C."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_MESSAGES", "LANG", "NO_COLOR", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Ran:
    """The command within this process."""
    return Ran(capsys)
