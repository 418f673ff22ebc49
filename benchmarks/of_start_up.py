"""Start-up: fresh interpreters that import, and read a first report."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Final

from measuring import EXAMPLE, Comparison, Seconds, measured, table

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import json
from gov_disclosure_schema.conformance.documents import base
from gov_disclosure_schema.money import Money

PROCESSES: Final = 60

COMPARISONS: Final = (
    Comparison(
        "import, and a first verified report from JSON / `from pydantic import BaseModel`",
        "first report",
        "BaseModel",
        1.7,
    ),
    Comparison(
        "the same through `gds.codecs.json.decode` / `from pydantic import BaseModel`", "first decode", "BaseModel", 1.7
    ),
    Comparison("the same of edition 2019 / `from pydantic import BaseModel`", "first of 2019", "BaseModel", 1.7),
    Comparison(
        "the same as published, blanks allowed / `from pydantic import BaseModel`", "first published", "BaseModel"
    ),
    Comparison("a model of one field, built and used / `from pydantic import BaseModel`", "one model", "BaseModel"),
    Comparison("`gov-disclosure --version` / `from pydantic import BaseModel`", "version", "BaseModel"),
    Comparison("`gov-disclosure --help` / `from pydantic import BaseModel`", "help", "BaseModel"),
)


def seconds(interpreter: str) -> Seconds:
    """Seconds of fresh interpreters, less those of one that does nothing."""
    stated = {cell.address: Money(Decimal(0), "元") for cell in gds.cells("2019") if cell.kind == "stated_amount"}
    with tempfile.TemporaryDirectory() as folder:
        older = Path(folder, "2019.json")
        older.write_bytes(json.encode(base("2019", stated)))
        return _seconds(interpreter, EXAMPLE, older)


def _seconds(interpreter: str, example: Path, older: Path) -> Seconds:
    written, written_then = (f"open({str(path)!r}, 'rb').read()" for path in (example, older))
    programs = {
        "nothing": "pass",
        "BaseModel": "from pydantic import BaseModel",
        "one model": "from pydantic import BaseModel\nclass One(BaseModel):\n    field: int\nOne(field=1)",
        "first report": f"import gov_disclosure_schema as gds; gds.AnnualReport.model_validate_json({written})",
        "first decode": f"import gov_disclosure_schema as gds; gds.codecs.json.decode({written})",
        "first of 2019": f"import gov_disclosure_schema as gds; gds.codecs.json.decode({written_then})",
        "first published": f"import gov_disclosure_schema as gds; gds.PublishedReport.model_validate_json({written})",
        "version": "from gov_disclosure_schema.cli import main\nmain(['--version'])",
        "help": "from gov_disclosure_schema.cli import main\nmain(['--help'])",
    }

    def runner(program: str) -> Callable[[], object]:
        # With SystemExit, which ends `--version`, as with none: exit code 0.
        command = [interpreter, "-I", "-c", program]
        return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    found = measured({name: runner(program) for name, program in programs.items()}, PROCESSES, 1, perf_counter)
    nothing = found.pop("nothing")
    return {name: [took - bare for took, bare in zip(times, nothing, strict=True)] for name, times in found.items()}


def section(interpreter: str) -> Iterator[str]:
    """What start-up costs."""
    yield "## Start-up"
    yield ""
    yield f"A fresh interpreter each time ({PROCESSES} of each), of an environment that holds the package and"
    yield "what it needs alone; its own start, without importing anything, is taken off. Neither `--version`"
    yield "nor `--help` imports pydantic."
    yield ""
    yield from table(COMPARISONS, seconds(interpreter), "ms", 1e3)
