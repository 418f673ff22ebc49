"""Start-up: fresh interpreters that import, and read a first report."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from typing import Final

from measuring import EXAMPLE, Comparison, Seconds, measured, table

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
    Comparison("a model of one field, built and used / `from pydantic import BaseModel`", "one model", "BaseModel"),
    Comparison("`gov-disclosure --version` / `from pydantic import BaseModel`", "version", "BaseModel"),
    Comparison("`gov-disclosure --help` / `from pydantic import BaseModel`", "help", "BaseModel"),
)


def seconds(interpreter: str) -> Seconds:
    """Seconds of fresh interpreters, less those of one that does nothing."""
    written = f"open({str(EXAMPLE)!r}, 'rb').read()"
    programs = {
        "nothing": "pass",
        "BaseModel": "from pydantic import BaseModel",
        "one model": "from pydantic import BaseModel\nclass One(BaseModel):\n    field: int\nOne(field=1)",
        "first report": f"import gov_disclosure_schema as gds; gds.AnnualReport.model_validate_json({written})",
        "first decode": f"import gov_disclosure_schema as gds; gds.codecs.json.decode({written})",
        "version": "from gov_disclosure_schema.cli import main\nmain(['--version'])",
        "help": "from gov_disclosure_schema.cli import main\nmain(['--help'])",
    }

    def runner(program: str) -> Callable[[], object]:
        # With SystemExit, which ends `--version`, as with none: exit code 0.
        command = [interpreter, "-I", "-c", program]
        return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    found = measured({name: runner(program) for name, program in programs.items()}, PROCESSES, 1)
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
