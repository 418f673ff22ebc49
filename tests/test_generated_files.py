"""The files derived from the model are what the model says today."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "tools" / "generate.py"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_derived_file_is_current(generate: ModuleType) -> None:
    """If this fails, run `python tools/generate.py`."""
    assert generate.outdated() == []


def test_no_schema_is_left_that_nothing_derives(generate: ModuleType) -> None:
    """A schema of an edition that is gone, or was renamed, must not stay behind."""
    committed = {path.relative_to(ROOT).as_posix() for path in (ROOT / "schemas").iterdir()}
    record = {"schemas/released.json"}  # what was released, which nothing derives
    assert committed - record == {path for path in generate.files() if path.startswith("schemas/")}


def test_a_changed_and_a_missing_file_are_told(generate: ModuleType, tmp_path: Path) -> None:
    """The check itself sees one byte."""
    for path, text in generate.files().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
    assert generate.outdated(tmp_path) == []
    with (tmp_path / "docs/reference/cells.md").open("ab") as file:
        file.write(b"\n")
    (tmp_path / "docs/reference/rules.md").unlink()
    assert generate.outdated(tmp_path) == ["docs/reference/cells.md", "docs/reference/rules.md"]


def test_every_module_says_what_it_is(generate: ModuleType) -> None:
    """The page on modules has a line for each, and none of them is empty."""
    rows = [line for line in generate.files()["docs/reference/modules.md"].splitlines() if line.startswith("| `")]
    assert len(rows) == len(list((ROOT / "src").rglob("*.py")))
    assert [row for row in rows if row.endswith("|  |")] == []


def test_check_fails_and_names_the_file_and_writing_mends_it(generate: ModuleType, tmp_path: Path) -> None:
    """`--check` exits 1 for continuous integration and writes nothing."""
    for folder in {path.partition("/")[0] for path in generate.files()} | {"assurance", "src", "tests", "tools"}:
        if (ROOT / folder).exists():
            shutil.copytree(
                ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("conformance", "__pycache__")
            )
    page = tmp_path / "docs" / "reference" / "rules.md"
    page.write_text("old")

    def run(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, str(tmp_path / "tools" / "generate.py"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    assert run("--check") == (1, "not current: docs/reference/rules.md\n")
    assert page.read_text() == "old"
    assert run() == (0, "written: docs/reference/rules.md\n")
    assert run("--check") == (0, "")
