"""The published artefacts in other languages: validators give the suite's verdicts, generated code holds a report.

Where a program that is needed is absent the test is skipped; with `INTEROP=required` it fails. `python tools/interop.py`
fetches what can be fetched. Each enforcer leaves its verdicts in `build/enforcers`.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema.conformance import ENFORCERS, files
from gov_disclosure_schema.editions import EDITIONS, LATEST
from gov_disclosure_schema.scalars import LINE_MAX
from gov_disclosure_schema.schemas import file_name

pytestmark = pytest.mark.interop

ROOT = Path(__file__).resolve().parent.parent
SUITE = ROOT / "tests" / "conformance"
BUILD = ROOT / "build"
INTEROP = ROOT / "interop"
INTEGRATOR = ROOT / "examples" / "integrator"
NODE_MODULES = INTEROP / "node_modules"
JACKSON = BUILD / "interop" / "jackson"
EXAMPLE = ROOT / "examples" / "suqian-2023.json"
ARTEFACTS = {kind: ROOT / "schemas" / file_name(kind) for kind in ("json", "xsd", "schematron", "rules")}
# Where the commands that belong to this interpreter are.
ENVIRONMENT = os.environ | {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}


def need(there: object, what: str) -> None:
    if not there:
        if os.environ.get("INTEROP") == "required":
            pytest.fail(f"missing: {what}")
        pytest.skip(f"missing: {what}")


def need_node() -> None:
    need(shutil.which("node"), "node")
    need(NODE_MODULES.is_dir(), "packages of Node.js (python tools/interop.py)")


def need_java() -> None:
    need(shutil.which("javac"), "a JDK")


def need_jackson() -> None:
    need_java()
    need(JACKSON.is_dir(), "Jackson (python tools/interop.py)")


def run(*command: object, folder: Path = ROOT, codes: tuple[int, ...] = (0,)) -> str:
    """What a command prints; it must exit with one of the codes and complain of nothing else."""
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode in codes, done.stderr
    return done.stdout


def script(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = sys.modules[name] = importlib.util.module_from_spec(spec)  # where dataclasses and pydantic look for types
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def manifest() -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((SUITE / "manifest.json").read_bytes())["cases"]
    return cases


@pytest.fixture(scope="module")
def stylesheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Schematron as a stylesheet."""
    return stylesheet_of(LATEST.name, tmp_path_factory.mktemp("schematron"))


def stylesheet_of(edition: str, folder: Path) -> Path:
    """The Schematron of an edition as a stylesheet in a folder."""
    artefact = ROOT / "schemas" / file_name("schematron", edition)
    path = folder / f"{artefact.name}.xslt"
    path.write_bytes(script("fetch_interop", ROOT / "tools" / "interop.py").stylesheet(artefact.read_text("utf-8")))
    return path


# Each program, and how it tells what is wrong with each file.


def json_lines(printed: str) -> Iterator[tuple[str, list[str]]]:
    yield from map(json.loads, printed.removesuffix("\n").split("\n"))


def by_line(printed: str) -> Iterator[tuple[str, list[str]]]:
    for line in printed.removesuffix("\n").split("\n"):
        file, _, finding = line.partition(": ")
        yield file, [finding]


def indented(printed: str) -> Iterator[tuple[str, list[str]]]:
    for line in printed.removesuffix("\n").split("\n"):
        yield (line, []) if not line.startswith("\t") else ("", [line.strip()])


class Program(NamedTuple):
    """An enforcer in another language.

    Attributes
    ----------
    format
        What it reads.
    command
        Its command line without the files.
    heard
        Takes what it prints apart.
    needs
        Skips the test if something is absent.
    version
        Says what ran.
    """

    format: str
    command: tuple[object, ...]
    heard: Callable[[str], Iterator[tuple[str, list[str]]]]
    needs: Callable[[], None]
    version: Callable[[], str]


def node() -> str:
    return f"Node.js {run('node', '--version').strip().removeprefix('v')}"


def ajv() -> str:
    return f"ajv {json.loads((NODE_MODULES / 'ajv' / 'package.json').read_bytes())['version']}, {node()}"


def java() -> str:
    return " ".join(run("java", "--version").split()[:2])


def jackson() -> str:
    with zipfile.ZipFile(JACKSON / "jackson-databind.jar") as jar:
        named = jar.read("META-INF/MANIFEST.MF").decode()
    version = re.findall(r"^Implementation-Version: (.+?)\s*$", named, re.MULTILINE)
    return f"Jackson {version[0]}, {java()}"


RULES_JAVA = ("java", "-cp", JACKSON / "*", INTEGRATOR / "Rules.java", ARTEFACTS["rules"])
PROGRAMS: Mapping[str, Program] = {
    "ajv": Program("json", ("node", INTEROP / "ajv.mjs", ARTEFACTS["json"]), json_lines, need_node, ajv),
    "rules-js": Program("json", ("node", INTEGRATOR / "rules.mjs", ARTEFACTS["rules"]), by_line, need_node, node),
    "rules-java": Program("json", RULES_JAVA, by_line, need_jackson, jackson),
    "java-xsd": Program("xml", ("java", INTEROP / "Validate.java", ARTEFACTS["xsd"]), indented, need_java, java),
    "java-schematron": Program("xml", ("java", INTEROP / "Validate.java"), indented, need_java, java),
}


def findings(program: Program, files: list[str], *more: object, folder: Path = SUITE) -> dict[str, list[str]]:
    """What a program finds in each file of a folder, by default the suite."""
    found: dict[str, list[str]] = {file: [] for file in files}
    last = ""
    for file, errors in program.heard(run(*program.command, *more, *files, folder=folder, codes=(0, 1))):
        last = file or last
        found[last] += errors
    assert list(found) == files
    return found


def disagreements(cases: list[dict[str, Any]], found: Mapping[str, list[str]], *classes: str) -> list[str]:
    """The cases that a program of some classes must refuse and did not, or accept and did not."""
    return [
        f"{case['file']}: {found[case['file']] or 'accepted'}"
        for case in cases
        if (case["valid"] and found[case["file"]])
        or (not found[case["file"]] and not set(classes).isdisjoint(case["refused_by"]))
    ]


class TestEnforcers:
    """Every enforcer refuses what its class must refuse, and accepts every valid document of its format."""

    @pytest.mark.parametrize("name", PROGRAMS)
    def test_gives_the_verdicts_of_the_suite(self, name: str, manifest: list[dict[str, Any]], stylesheet: Path) -> None:
        program = PROGRAMS[name]
        program.needs()
        cases = [case for case in manifest if case["format"] == program.format]
        files = [case["file"] for case in cases]
        found = findings(program, files, *([stylesheet] if name == "java-schematron" else []))
        results = {
            "enforcer": name,
            "version": program.version(),
            "results": {file: "rejected" if found[file] else "accepted" for file in files},
        }
        (BUILD / "enforcers").mkdir(parents=True, exist_ok=True)
        (BUILD / "enforcers" / f"{name}.json").write_text(
            json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        assert disagreements(cases, found, ENFORCERS[name]) == []

    @pytest.mark.parametrize("edition", [name for name in EDITIONS if name != LATEST.name])
    @pytest.mark.parametrize("name", PROGRAMS)
    def test_gives_the_verdicts_of_a_suite_that_is_not_committed(self, name: str, edition: str, tmp_path: Path) -> None:
        PROGRAMS[name].needs()
        for path, data in files(edition).items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(data)
        artefacts = {ARTEFACTS[kind]: ROOT / "schemas" / file_name(kind, edition) for kind in ARTEFACTS}
        command = tuple(
            artefacts.get(part, part) if isinstance(part, Path) else part for part in PROGRAMS[name].command
        )
        program = PROGRAMS[name]._replace(command=command)
        more = [stylesheet_of(edition, tmp_path)] if name == "java-schematron" else []
        cases = [
            case for case in json.loads(files(edition)["manifest.json"])["cases"] if case["format"] == program.format
        ]
        found = findings(program, [case["file"] for case in cases], *more, folder=tmp_path)
        assert disagreements(cases, found, ENFORCERS[name]) == []

    @pytest.mark.parametrize("name", ["rules-js", "rules-java", "java-schematron"])
    def test_names_the_rule_and_the_place(self, name: str, manifest: list[dict[str, Any]], stylesheet: Path) -> None:
        """In the cases of arithmetic, exactly the identities that are broken."""
        program = PROGRAMS[name]
        program.needs()
        identities = {identity.rule for identity in gds.identities()}
        due = {
            case["file"]: {(expected["rule"], expected["at"]) for expected in case["expected"]}
            for case in manifest
            if case["format"] == program.format
            and case["expected"]
            and identities.issuperset(expected["rule"] for expected in case["expected"])
        }
        found = findings(program, [*due], *([stylesheet] if name == "java-schematron" else []))
        assert len(due) >= len(gds.identities())
        assert {file: set(map(named, lines)) for file, lines in found.items()} == due

    @pytest.mark.parametrize("name", ["ajv", "java-xsd"])
    def test_counts_characters(self, name: str, report: gds.AnnualReport, tmp_path: Path) -> None:
        """The longest legal line is legal, whatever the characters, which both languages hold as two units."""
        program = PROGRAMS[name]
        program.needs()
        for length in (LINE_MAX, LINE_MAX + 1):
            text = getattr(gds.codecs, program.format).encode(report).decode()
            line = report.other_matters[-1]
            (tmp_path / f"{length}").write_text(text.replace(line, "𠮷" * length), "utf-8")
        found = findings(program, [f"{LINE_MAX}", f"{LINE_MAX + 1}"], folder=tmp_path)
        assert [bool(errors) for errors in found.values()] == [False, True]


def named(line: str) -> tuple[str, str]:
    """Rule and address of a finding: `T4-SUM /remedies/…: …`, or `T4-SUM.remedies.… …`."""
    rule, at = re.match(r"([A-Z0-9-]+)[ .]/?([\w./]+)", line).groups()  # type: ignore[union-attr]  # fails if there is none
    return rule, at.replace("/", ".")


class TestIntegrator:
    """The programs of `examples/integrator` print what their page shows, and do so over the suite."""

    def test_the_page_shows_what_they_print(self, tmp_path: Path) -> None:
        need_node()
        need_jackson()
        console = script("documents_console", ROOT / "conftest.py")
        for folder in ("examples", "schemas"):
            shutil.copytree(ROOT / folder, tmp_path / folder)
        (tmp_path / "node_modules").symlink_to(NODE_MODULES)
        (tmp_path / "jackson").symlink_to(JACKSON)
        page = (INTEGRATOR / "README.md").read_text("utf-8")
        blocks = re.findall(r"^```console\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
        with chdir(tmp_path):
            real = [console.as_block(console.run_console(block, "C.UTF-8")) for block in blocks]
        assert len(blocks) == 2
        assert blocks == real

    def test_the_checker_in_javascript(self, manifest: list[dict[str, Any]], tmp_path: Path) -> None:
        """Schema and rules together refuse what either must refuse."""
        need_node()
        for file in ("check.mjs", "rules.mjs"):
            shutil.copy(INTEGRATOR / file, tmp_path)
        (tmp_path / "node_modules").symlink_to(NODE_MODULES)
        command = ("node", tmp_path / "check.mjs", ARTEFACTS["json"], ARTEFACTS["rules"])
        self._over_the_suite(Program("json", command, by_line, need_node, node), manifest, "json-schema", "rules")

    def test_the_checker_in_java(self, manifest: list[dict[str, Any]]) -> None:
        need_java()
        command = ("java", INTEGRATOR / "Check.java", ARTEFACTS["xsd"], ARTEFACTS["schematron"])
        self._over_the_suite(Program("xml", command, by_line, need_java, java), manifest, "xsd", "schematron")

    @staticmethod
    def _over_the_suite(program: Program, manifest: list[dict[str, Any]], *classes: str) -> None:
        cases = [case for case in manifest if case["format"] == program.format]
        found = findings(program, [case["file"] for case in cases])
        assert all(found.values())  # each is called valid, or told of
        told = {file: [line for line in lines if line != "valid"] for file, lines in found.items()}
        assert disagreements(cases, told, *classes) == []


class TestGeneratedCode:
    """Code that others' generators make of the artefacts compiles, loads an example, and has its values."""

    @pytest.fixture
    def typescript(self, tmp_path: Path) -> Path:
        need_node()
        (tmp_path / "node_modules").symlink_to(NODE_MODULES)
        (tmp_path / "package.json").write_text('{"type": "module"}')
        (tmp_path / "report.ts").write_text(run("node", INTEROP / "typescript.mjs", ARTEFACTS["json"]), "utf-8")
        return tmp_path

    def _compile(self, folder: Path, program: str, source: str, codes: tuple[int, ...] = (0,)) -> str:
        (folder / program).write_text(source, "utf-8")
        options = ("--strict", "--module", "nodenext", "--target", "es2022", "--types", "node", "--outDir", "out")
        return run(NODE_MODULES / ".bin" / "tsc", *options, program, folder=folder, codes=codes)

    def test_typescript(self, typescript: Path) -> None:
        source = (INTEROP / "three_values.mts").read_text("utf-8")
        assert self._compile(typescript, "program.mts", source) == ""
        shown = json.loads(run("node", "out/program.mjs", EXAMPLE, folder=typescript))
        document = json.loads(EXAMPLE.read_bytes())
        received, fees = document["requests"]["received"]["total"], document["proactive_disclosure"]["fees"]["amount"]
        assert shown == [document["organ"], received, fees, document.get("unified_social_credit_code")]

    def test_the_types_of_typescript_are_named_as_the_parts(self, typescript: Path) -> None:
        """A name for each part and kind of value, none numbered."""
        names = re.findall(
            r"^export (?:interface|type) (\w+)", (typescript / "report.ts").read_text("utf-8"), re.MULTILINE
        )
        assert sorted(names) == sorted(["AnnualReport", *json.loads(ARTEFACTS["json"].read_bytes())["$defs"]])

    def test_typescript_refuses_a_field_that_the_form_does_not_have(self, typescript: Path) -> None:
        source = (INTEROP / "three_values.mts").read_text("utf-8").replace("received.total", "received.totals")
        printed = self._compile(typescript, "program.mts", source, codes=(1, 2))
        assert (
            "error TS2551: Property 'totals' does not exist on type 'RequesterCounts'. Did you mean 'total'?" in printed
        )

    def test_pydantic(self, tmp_path: Path) -> None:
        need(importlib.util.find_spec("datamodel_code_generator"), "datamodel-code-generator (the extra `interop`)")
        generator = (sys.executable, "-W", "ignore", "-m", "datamodel_code_generator", "--disable-timestamp")
        options = ("--input-file-type", "jsonschema", "--output-model-type", "pydantic_v2.BaseModel")
        readable = ("--class-name", "AnnualReport", "--collapse-root-models", "--use-annotated")
        files = ("--input", ARTEFACTS["json"], "--output", tmp_path / "generated_models.py")
        run(*generator, *options, *readable, *files)
        generated = script("generated_models", tmp_path / "generated_models.py").AnnualReport
        report = generated.model_validate_json(EXAMPLE.read_bytes())
        ours = gds.codecs.json.decode(EXAMPLE.read_bytes())
        values = {cell.address: attrgetter(cell.address) for cell in gds.cells()}
        assert {at: value(report) for at, value in values.items()} == {
            at: float(value(ours)) if isinstance(value(ours), Decimal) else value(ours) for at, value in values.items()
        }
        assert report.model_dump(mode="json", exclude_none=True) == json.loads(EXAMPLE.read_bytes())
        assert generated.model_fields["requests"].title == "三、收到和处理政府信息公开申请情况"

    def test_dataclasses(self, tmp_path: Path) -> None:
        need(importlib.util.find_spec("xsdata"), "xsdata (the extra `interop`)")
        generate = (
            "generate",
            ARTEFACTS["xsd"],
            "--package",
            "generated_classes",
            "--structure-style",
            "single-package",
        )
        run(sys.executable, "-m", "xsdata", *generate, folder=tmp_path)
        generated = script("generated_classes", tmp_path / "generated_classes.py").AnnualReport
        from xsdata.formats.dataclass.parsers import XmlParser
        from xsdata.formats.dataclass.serializers import XmlSerializer

        ours = gds.codecs.json.decode(EXAMPLE.read_bytes())
        report = XmlParser().from_bytes(gds.codecs.xml.encode(ours), generated)
        values = {cell.address: attrgetter(cell.address) for cell in gds.cells()}
        assert {at: str(value(report)) for at, value in values.items()} == {
            at: str(value(ours)) for at, value in values.items()
        }
        assert tuple(report.overview.paragraph) == ours.overview
        written = XmlSerializer().render(report, ns_map={None: ours.schema_id})
        assert gds.codecs.xml.decode(written.encode()) == ours
