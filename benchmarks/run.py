"""Measure what the package costs beside what it stands on and beside its peers, as ratios (see ``measuring.py``).

python benchmarks/run.py
python benchmarks/run.py --only json
python benchmarks/run.py --write       # into docs/benchmarks.md
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Final

import of_growth
import of_json
import of_printed
import of_published
import of_start_up
import of_xml
from measuring import EXAMPLE, ROOT

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
        "published": of_published.section,
        "growth": of_growth.section,
    }


def head() -> Iterator[str]:
    """What the page says before its tables."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield "# Benchmarks"
    yield ""
    yield "<!-- Written by benchmarks/run.py; do not edit. -->"
    yield ""
    yield "Written by `nox -s bench`. Ratios, not times, are what to compare between machines."
    yield ""
    yield f"- Measured on {datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}."
    yield f"- {platform.python_implementation()} {platform.python_version()}, {packages}."
    size = EXAMPLE.stat().st_size
    yield f"- The report is `{EXAMPLE.relative_to(ROOT).as_posix()}`: 200 cells, {size} bytes of JSON."
    yield "- Each subject once a round, in an order drawn anew, the garbage collector off; times are medians of"
    yield "  the rounds, a ratio is the median of the rounds' own ratios. Where a target is missed, the line says"
    yield "  so."


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
    content = "\n".join([*head(), *(line for section in chosen.values() for line in ("", *section()))]) + "\n"
    print(content, end="")
    if arguments.write:
        PAGE.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
