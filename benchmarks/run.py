"""Measure what the package costs beside what it stands on and beside its peers, as ratios (see ``measuring.py``).

python benchmarks/run.py
python benchmarks/run.py --only json
python benchmarks/run.py --write       # into docs/benchmarks.md
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Final

import of_growth
import of_json
import of_printed
import of_start_up
import of_xml
from measuring import EXAMPLE, MISSED, ROOT

PAGE: Final = ROOT / "docs" / "benchmarks.md"
PACKAGES: Final = (
    "pydantic",
    "pydantic-core",
    "orjson",
    "cattrs",
    "fastjsonschema",
    "jsonschema",
    "jsonschema-rs",
    "msgspec",
    "lxml",
    "pydantic-xml",
    "xsdata",
    "pandas",
    "python-docx",
    "openpyxl",
)


def sections(interpreter: str) -> dict[str, Callable[[], Iterator[str]]]:
    """The sections of the page, by the name that `--only` knows them by."""
    return {
        "start-up": lambda: of_start_up.section(interpreter),
        "json": of_json.section,
        "xml": of_xml.section,
        "printed": of_printed.section,
        "growth": of_growth.section,
    }


def head(before: Sequence[float]) -> Iterator[str]:
    """What the page says before its tables, of a machine that had a load before they were made."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield "# Benchmarks"
    yield ""
    yield "<!-- Written by benchmarks/run.py; do not edit. -->"
    yield ""
    yield "Written by `nox -s bench`. Ratios, not times, are what to compare between machines. Corpora have"
    yield "[a page of their own](benchmarks-corpus.md)."
    yield ""
    yield f"- Measured on {datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}."
    yield f"- {platform.python_implementation()} {platform.python_version()}, {packages}."
    size = EXAMPLE.stat().st_size
    yield f"- The report is `{EXAMPLE.relative_to(ROOT).as_posix()}`: 200 cells, {size} bytes of JSON."
    yield "- Each subject once a round, in an order drawn anew, the garbage collector off; times are medians of"
    yield "  the rounds, a ratio is the median of the rounds' own ratios."
    after = os.getloadavg()
    yield f"- {os.cpu_count()} processors, with a load of {before[0]:.1f} before and {after[0]:.1f} after. Times are of"
    yield "  the processor; of start-up, of the clock."


def summary(lines: Sequence[str]) -> Iterator[str]:
    """Which targets the tables hold, and which of them are missed."""
    judged = [line for line in lines if line.startswith("| ") and ("≤ " in line or "≥ " in line)]
    missed = [line for line in judged if MISSED in line]
    yield ""
    yield "## Targets"
    yield ""
    yield f"Of {len(judged)} lines with a target, {len(judged) - len(missed)} hold it."
    if missed:
        yield "Missed:"
        yield ""
        for line in missed:
            name, *others = (cell.strip() for cell in line.strip("| ").split(" | "))
            yield f"- {name}: {', '.join(cell for cell in others[2:] if cell)}"


def main() -> None:
    """Print the page; write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md too")
    parser.add_argument("--python", default=sys.executable, help="the interpreter whose start-up is measured")
    parser.add_argument("--only", choices=sections(""), help="measure one section alone, and print it")
    arguments = parser.parse_args()
    chosen = sections(arguments.python)
    if arguments.only:
        print("\n".join(chosen[arguments.only]()))
        return
    before = os.getloadavg()
    tables = [line for section in chosen.values() for line in ("", *section())]
    content = "\n".join([*head(before), *summary(tables), *tables]) + "\n"
    print(content, end="")
    if arguments.write:
        PAGE.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
