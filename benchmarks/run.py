"""Measure what the package costs beside what it stands on, as ratios; ``--write`` puts the table into the docs.

Every subject of a table is measured once a round, the order drawn anew for each, so that none always follows the same
other. A ratio is the median of the rounds' own ratios: a machine whose speed changes from one round to the next changes
both sides of each. The garbage collector is off while the clock runs.

    python benchmarks/run.py
    python benchmarks/run.py --write
"""

from __future__ import annotations

import argparse
import gc
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Annotated, Any, Final, NamedTuple

import orjson
from lxml import etree, isoschematron
from pydantic import create_model
from xml_peers import pydantic_xml_model, xsdata_classes
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.handlers import LxmlEventHandler
from xsdata.formats.dataclass.serializers import XmlSerializer

import gov_disclosure_schema as gds
from gov_disclosure_schema.arithmetic import Verified
from gov_disclosure_schema.codecs import json, text, xml
from gov_disclosure_schema.editions import LATEST
from gov_disclosure_schema.report import published_type, report_type

ROOT: Final = Path(__file__).resolve().parent.parent
EXAMPLE: Final = ROOT / "examples" / "suqian-2023.json"
PAGE: Final = ROOT / "docs" / "benchmarks.md"

PROCESSES: Final = 60
ROUNDS: Final = 300
PACKAGES: Final = ("pydantic", "pydantic-core", "orjson", "lxml", "pydantic-xml", "xsdata")
CALLS: Final = 5
"""Calls in a round, timed together."""


class Comparison(NamedTuple):
    """A line of the table: one subject in units of another.

    Attributes
    ----------
    name
        What is compared with what.
    subject, base
        Names of the subjects.
    most, least
        The ratio that is to be held, or to be exceeded; None where none is set.
    """

    name: str
    subject: str
    base: str
    most: float | None = None
    least: float | None = None


START_UP: Final = (
    Comparison(
        "import, and a first verified report from JSON / `from pydantic import BaseModel`",
        "first report",
        "BaseModel",
        1.8,
    ),
    Comparison("the same / that and a model of one field, built and used", "first report", "one model"),
    Comparison("a model of one field, built and used / `from pydantic import BaseModel`", "one model", "BaseModel"),
    Comparison(
        "the same through `gds.codecs.json.decode` / `from pydantic import BaseModel`", "first decode", "BaseModel"
    ),
    Comparison("`gov-disclosure --version` / `from pydantic import BaseModel`", "version", "BaseModel"),
)
XML: Final = (
    Comparison("canonical XML → report, 42 identities / `etree.fromstring`", "XML decode", "fromstring", 4.5),
    Comparison(
        "the same without white space between elements / `etree.fromstring`", "XML decode, packed", "fromstring"
    ),
    Comparison("report → XML / `etree.tostring` of a ready tree", "XML encode", "tostring", 3),
    Comparison("pydantic-xml, no identities / canonical XML → report", "pydantic-xml read", "XML decode", None, 4),
    Comparison("xsdata, no identities / canonical XML → report", "xsdata read", "XML decode", None, 7),
    Comparison("pydantic-xml / report → XML", "pydantic-xml write", "XML encode", None, 20),
    Comparison("xsdata / report → XML", "xsdata write", "XML encode", None, 30),
    Comparison("XSD and Schematron in lxml / `etree.fromstring`", "XSD and Schematron", "fromstring"),
)
CODECS: Final = (
    Comparison("JSON → report, 42 identities / the same codec without them", "JSON decode", "JSON decode, shape", 1.3),
    Comparison("the model alone, 42 identities / without them", "model", "model, shape", 1.3),
    Comparison("JSON → report, 42 identities / the model alone without them", "JSON decode", "model, shape"),
    Comparison("canonical text → report / `splitlines` and `split`", "text decode", "split", 10),
    Comparison("JSON → report / `orjson.loads`", "JSON decode", "orjson.loads"),
    Comparison("report → JSON / `model_dump_json`", "JSON encode", "model_dump_json"),
    Comparison("report → canonical text / `model_dump_json`", "text encode", "model_dump_json"),
    Comparison("`check` of a report / JSON → report", "check", "JSON decode"),
)


def shape_without_identities() -> type[gds.PublishedReport]:
    """`AnnualReport` once more, field by field, without what verifies the identities."""
    own: dict[str, Any] = {
        field: Annotated[(info.annotation, *(fact for fact in info.metadata if not isinstance(fact, Verified)))]
        for field, info in report_type(LATEST.name).model_fields.items()
        if field in gds.AnnualReport.__annotations__
    }
    return create_model("Shape", __base__=published_type(LATEST.name), **own)


Seconds = dict[str, list[float]]
"""Of each subject: seconds of one call, round by round."""


def measured(subjects: dict[str, Callable[[], object]], rounds: int, calls: int) -> Seconds:
    """Seconds of one call of each subject, round by round."""
    times: Seconds = {name: [] for name in subjects}
    for subject in subjects.values():
        subject()
    order = Random(0)  # noqa: S311  (no secret)
    for _ in range(rounds):
        for name, subject in order.sample([*subjects.items()], len(subjects)):
            gc.collect(0)
            gc.disable()
            begin = perf_counter()
            for _ in range(calls):
                subject()
            times[name].append((perf_counter() - begin) / calls)
            gc.enable()
    return times


def start_up(interpreter: str) -> Seconds:
    """Seconds of fresh interpreters, less those of one that does nothing."""
    written = f"open({str(EXAMPLE)!r}, 'rb').read()"
    first = f"import gov_disclosure_schema as gds; gds.AnnualReport.model_validate_json({written})"
    programs = {
        "nothing": "pass",
        "BaseModel": "from pydantic import BaseModel",
        "one model": "from pydantic import BaseModel\nclass One(BaseModel):\n    field: int\nOne(field=1)",
        "first report": first,
        "first decode": f"import gov_disclosure_schema as gds; gds.codecs.json.decode({written})",
        "version": "from gov_disclosure_schema.cli import main\nmain(['--version'])",
    }

    def runner(program: str) -> Callable[[], object]:
        # With SystemExit, which ends `--version`, as with none: exit code 0.
        command = [interpreter, "-I", "-c", program]
        return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    found = measured({name: runner(program) for name, program in programs.items()}, PROCESSES, 1)
    nothing = found.pop("nothing")
    return {name: [took - bare for took, bare in zip(times, nothing, strict=True)] for name, times in found.items()}


def codecs(written: bytes) -> Seconds:
    """Seconds of one call of what reads and writes the report."""
    report = json.decode(written)
    printed = text.encode(report)
    shape = shape_without_identities()
    return measured(
        {
            "JSON decode": lambda: json.decode(written),
            "JSON decode, shape": lambda: json.decode(written, shape),
            "model": lambda: gds.AnnualReport.model_validate_json(written),
            "model, shape": lambda: shape.model_validate_json(written),
            "orjson.loads": lambda: orjson.loads(written),
            "text decode": lambda: text.decode(printed),
            "split": lambda: [line.split("\t") for line in printed.decode().splitlines()],
            "JSON encode": lambda: json.encode(report),
            "text encode": lambda: text.encode(report),
            "model_dump_json": report.model_dump_json,
            "check": lambda: gds.check(report),
        },
        ROUNDS,
        CALLS,
    )


def exchanged(written: bytes) -> Seconds:
    """Seconds of one call of what reads and writes the report as XML, the other libraries' included."""
    report = json.decode(written)
    document = xml.encode(report)
    packed = b"".join(line.strip() for line in document.splitlines())
    tree = etree.fromstring(document)
    schema = etree.XMLSchema(etree.fromstring(gds.schema("xsd").encode()))
    rules = isoschematron.Schematron(etree.fromstring(gds.schema("schematron").encode()))
    peer = pydantic_xml_model(report.edition)
    read_by_peer = peer.from_xml(document)
    generated = xsdata_classes(report.edition).AnnualReport
    parser, serializer = XmlParser(handler=LxmlEventHandler), XmlSerializer()
    parsed = parser.from_bytes(document, generated)
    return measured(
        {
            "XML decode": lambda: xml.decode(document),
            "XML decode, packed": lambda: xml.decode(packed),
            "fromstring": lambda: etree.fromstring(document),
            "XML encode": lambda: xml.encode(report),
            "tostring": lambda: etree.tostring(tree, encoding="UTF-8"),
            "pydantic-xml read": lambda: peer.from_xml(document),
            "pydantic-xml write": read_by_peer.to_xml,
            "xsdata read": lambda: parser.from_bytes(document, generated),
            "xsdata write": lambda: serializer.render(parsed, ns_map={None: report.schema_id}),
            "XSD and Schematron": lambda: schema.validate(tree) and rules.validate(tree),
        },
        ROUNDS // 5,
        CALLS,
    )


def table(comparisons: tuple[Comparison, ...], seconds: Seconds, unit: str, scale: float) -> Iterator[str]:
    """The comparisons as a Markdown table; a ratio is the median of those of the rounds."""
    yield f"| what / beside what | {unit} | {unit} beside | ratio | target |"
    yield "|---|--:|--:|--:|--:|"
    for name, subject, base, most, least in comparisons:
        ratio = statistics.median(one / other for one, other in zip(seconds[subject], seconds[base], strict=True))
        took, beside = (statistics.median(seconds[one]) * scale for one in (subject, base))
        target = f"≤ {most:g}" if most is not None else f"≥ {least:g}" if least is not None else ""
        missed = (most is not None and ratio > most) or (least is not None and ratio < least)
        yield (f"| {name} | {took:.1f} | {beside:.1f} | {ratio:.2f} | {target}{' (missed)' if missed else ''} |")


def page(interpreter: str) -> Iterator[str]:
    """The page of results."""
    written = EXAMPLE.read_bytes()
    printed = text.encode(json.decode(written))
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield "# Benchmarks"
    yield ""
    yield "<!-- Written by benchmarks/run.py; do not edit. -->"
    yield ""
    yield "Written by `nox -s bench`. Ratios, not times, are what to compare between machines."
    yield ""
    yield f"- Measured on {datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}."
    yield f"- {platform.python_implementation()} {platform.python_version()}, {packages}."
    yield (
        f"- The report is `{EXAMPLE.relative_to(ROOT).as_posix()}`: 200 cells, {len(written)} bytes of JSON, "
        f"{len(printed)} of canonical text."
    )
    yield (
        f"- Each subject once a round, in an order drawn anew; medians of {PROCESSES} processes, or of "
        f"{ROUNDS} rounds of {CALLS} calls, the garbage collector off; a ratio is the median of the rounds' own ratios."
    )
    yield ""
    yield "## Start-up"
    yield ""
    yield "A fresh interpreter each time; its own start, without importing anything, is taken off. `nox -s bench` takes"
    yield "one of an environment that holds the package and what it needs alone: pydantic looks through all that is"
    yield "installed for plugins."
    yield ""
    yield from table(START_UP, start_up(interpreter), "ms", 1e3)
    yield ""
    yield "## Reading and writing"
    yield ""
    yield "“Without them” is a model of the same strict fields, derived from `AnnualReport`, that verifies no identity."
    yield ""
    yield from table(CODECS, codecs(written), "µs", 1e6)
    yield ""
    yield "## XML"
    yield ""
    size = len(xml.encode(json.decode(written)))
    yield f"The same report, {size} bytes. A canonical document is read by place, any other by lxml. pydantic-xml reads"
    yield "into a model made from the form with plain types, xsdata into the dataclasses that it generates from the"
    yield "published XSD."
    yield ""
    yield from table(XML, exchanged(written), "µs", 1e6)


def main() -> None:
    """Print the page; write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md too")
    parser.add_argument("--python", default=sys.executable, help="the interpreter whose start-up is measured")
    arguments = parser.parse_args()
    content = "\n".join(page(arguments.python)) + "\n"
    print(content, end="")
    if arguments.write:
        PAGE.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
