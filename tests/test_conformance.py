"""The conformance suite is what the generator writes, and every enforcer judges it as the manifest says."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import re
import zipfile
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import enforcers
import pytest
from lxml import etree

import gov_disclosure_schema as gds
from gov_disclosure_schema.cli import main
from gov_disclosure_schema.conformance import CLASSES, ENFORCERS, archive, cases, digests, files
from gov_disclosure_schema.conformance.cases import unique
from gov_disclosure_schema.editions import EDITIONS, LATEST
from gov_disclosure_schema.report import cell_values, header_fields
from gov_disclosure_schema.schemas import KINDS, file_name

ROOT = Path(__file__).resolve().parent.parent
SUITE = ROOT / "tests" / "conformance"
RUNS = ROOT / "build" / "enforcers"


class Suite(NamedTuple):
    """The suite of an edition in a folder: that of the latest as committed, any other as written there anew."""

    edition: str
    folder: Path
    cases: list[dict[str, Any]]

    def content(self, case: dict[str, Any]) -> bytes:
        return (self.folder / case["file"]).read_bytes()


@pytest.fixture(scope="module", params=EDITIONS)
def suite(request, tmp_path_factory) -> Suite:
    folder = SUITE if request.param == LATEST.name else tmp_path_factory.mktemp("conformance")
    if folder != SUITE:
        for path, data in files(request.param).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
    return Suite(request.param, folder, json.loads((folder / "manifest.json").read_bytes())["cases"])


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestSuite:
    """What is committed is what the generator writes; what it writes leaves no rule out."""

    def test_every_file_is_current(self):
        """If this fails, run `python tools/conformance.py`."""
        assert tool("conformance").outdated(SUITE) == []
        assert tool("conformance").outdated_digests(SUITE.parent) == {}

    def test_a_changed_a_missing_and_a_foreign_file_are_told(self, tmp_path, monkeypatch):
        conformance = tool("conformance")
        monkeypatch.setattr(conformance, "files", lambda: {"a.json": b"{}", "b.json": b"[]", "c.json": b"0"})
        for name, data in {"a.json": b"{}", "b.json": b"[ ]", "d.json": b"0"}.items():
            (tmp_path / name).write_bytes(data)
        assert conformance.outdated(tmp_path) == ["b.json", "c.json", "d.json"]

    def test_a_changed_and_a_missing_file_of_digests_are_told(self, tmp_path):
        due = tool("conformance").outdated_digests(tmp_path)
        assert due == {tmp_path / f"conformance-{name}.json": digests(name) for name in EDITIONS if name != LATEST.name}
        for path, text in due.items():
            path.write_text(text.replace("1", "2", 1), encoding="utf-8")
        assert tool("conformance").outdated_digests(tmp_path) == due

    def test_digests_are_what_sha256sum_prints_of_a_folder(self):
        held = {path: data for path, data in files("2019").items() if path.startswith("xml/valid/")}
        lines = "".join(f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(held.items()))
        found = json.loads(digests("2019"))["xml/valid"]
        assert found == [len(held), hashlib.sha256(lines.encode()).hexdigest()]

    def test_two_cases_of_one_name_would_overwrite_each_other_and_are_refused(self):
        one, other = cases()[:2]
        assert unique([other, one]) == [one, other]
        with pytest.raises(ValueError, match=f"^two cases of one name: {re.escape(one.file)}$"):
            unique([one, other, one])

    def test_the_manifest_lists_every_file_once(self, suite):
        assert sorted(case["file"] for case in suite.cases) == sorted(files(suite.edition).keys() - {"manifest.json"})

    @pytest.mark.parametrize("format_", ["json", "xml", "text"])
    def test_every_identity_has_a_document_that_breaks_it_and_one_that_puts_it_to_the_test(self, suite, format_):
        broken, kept = set(), set()
        for case in suite.cases:
            if case["format"] != format_:
                continue
            broken |= {(found["rule"], found["at"]) for found in case["expected"]}
            if case["valid"]:
                values = cell_values(getattr(gds.codecs, format_).decode(suite.content(case)))
                kept |= {
                    (one.rule, one.at)
                    for one in gds.identities(suite.edition)
                    if sum(values[cell] for cell in one.expected) > 0
                }
        due = {(identity.rule, identity.at) for identity in gds.identities(suite.edition)}
        assert broken >= due
        assert kept == due

    def test_every_field_is_left_out_once_in_json(self, suite):
        missing = {case["at"] for case in suite.cases if case["format"] == "json" and case["fault"] == "missing"}
        paths = [cell.address.split(".") for cell in gds.cells(suite.edition)]
        fields = {".".join(path[:depth]) for path in paths for depth in range(1, len(path) + 1)}
        assert missing == fields | (gds.AnnualReport.model_fields.keys() - header_fields().keys())

    @pytest.mark.parametrize("format_", ["json", "xml", "text"])
    def test_every_cell_has_a_wrong_value(self, suite, format_):
        of_format = [case for case in suite.cases if case["format"] == format_]
        wrong = {case["at"] for case in of_format if case["fault"] not in ("missing", "one")}
        assert wrong >= {cell.address for cell in gds.cells(suite.edition)}

    def test_every_rule_of_documents_is_broken(self, suite):
        """But for those that only reading what is published can break."""
        of_documents = (
            "T3-",
            "T4-",
            "SHAPE-",
            "TEXT-",
            "JSON-",
            "XML-",
            "CREDIT-",
            "LAYOUT-",
            "FILE-EMPTY",
            "FILE-ENCODING",
        )
        broken = {found["rule"] for case in suite.cases for found in case["expected"]}
        published_only = {"TEXT-TIDIED", "TEXT-UNUSED", "TEXT-DROPPED", "TEXT-STRUCK", "TEXT-HIDDEN"}
        if not any(cell.kind == "amount" for cell in gds.cells(suite.edition)):
            published_only.add("JSON-NUMBER")  # of the numbers that a parser could round, amounts are the only ones
        if not any(cell.kind == "amount" for cell in gds.cells(suite.edition)):
            published_only.add("JSON-NUMBER")  # of the numbers that a parser could round, amounts are the only ones
        assert {rule for rule in gds.RULES if rule.startswith(of_documents)} - broken == published_only

    def test_a_valid_document_is_refused_by_none_and_an_invalid_one_by_the_model_at_least(self, suite):
        for case in suite.cases:
            assert case["valid"] == (not case["expected"]) == (not case["refused_by"])
            assert case["valid"] or case["refused_by"][0] == "model"
            assert all(case["format"] in CLASSES[kind].formats for kind in case["refused_by"])

    def test_every_class_has_something_to_refuse_and_something_it_cannot_see(self, suite):
        claimed = defaultdict(set)
        for case in suite.cases:
            for kind, enforcer in CLASSES.items():
                if case["format"] in enforcer.formats and not case["valid"]:
                    claimed[kind].add(kind in case["refused_by"])
        assert claimed == {kind: {True} if kind == "model" else {True, False} for kind in CLASSES}


class TestArchive:
    """The suite as one file: the same bytes at any time, with the artefacts it speaks of."""

    def test_it_holds_the_suite_and_the_artefacts(self):
        with zipfile.ZipFile(io.BytesIO(archive())) as packed:
            held = {name.removeprefix("conformance/"): packed.read(name) for name in packed.namelist()}
        schemas = {f"schemas/{file_name(kind)}": (ROOT / "schemas" / file_name(kind)).read_bytes() for kind in KINDS}
        assert held == {**files(), **schemas}

    def test_the_command_writes_it_and_writes_the_same_again(self, tmp_path, capfdbinary):
        out = tmp_path / "suite.zip"
        assert main(["conformance", str(out)]) == 0
        assert out.read_bytes() == archive()
        assert main(["conformance", "-"]) == 0
        assert capfdbinary.readouterr().out == out.read_bytes()

    def test_an_unknown_edition_is_told_and_nothing_is_written(self, tmp_path, capsys):
        out = tmp_path / "suite.zip"
        assert main(["conformance", str(out), "--edition", "1999", "--lang", "en"]) == 2
        assert capsys.readouterr().err.endswith("unknown edition 1999; known: 2019, 2021.\n")
        assert not out.exists()

    def test_a_mixture_of_two_editions_has_no_suite(self):
        with pytest.raises(gds.UsageError, match=r"^EDITION-UNKNOWN: unknown edition 2021\+2019; known: 2019, 2021\.$"):
            archive("2021+2019")


def identities_only(case: dict) -> bool:
    rules = {identity.rule for identity in gds.identities()}
    return bool(case["expected"]) and all(found["rule"] in rules for found in case["expected"])


# Refusals beyond what is claimed of the class: this parser, or this language, sees more.
BEYOND = {
    "jsonschema": {"gb18030"},
    "jsonschema-rs": {"gb18030", "lone-surrogate"},
    "libxml2-xsd": set(),
}


def due_in(case: dict) -> set[tuple[str, str]]:
    return {(found["rule"], found["at"]) for found in case["expected"]}


def model_finds(suite: Suite, case: dict) -> bool:
    """What is expected, and nothing else."""
    return enforcers.model(suite.content(case), case["format"]) == due_in(case)


def check_finds(suite: Suite, case: dict) -> bool:
    """The same where it is expected to find anything, and identities in every format.

    Text is read by tolerance there: what is damaged is told in words of printed tables.
    """
    named = identities_only(case) or ("check" in case["refused_by"] and case["format"] != "text")
    return not named or enforcers.check(suite.content(case), case["format"]) == due_in(case)


FINDS = {"model": model_finds, "check": check_finds}


class TestEnforcers:
    """Each accepts every valid document that it reads, and refuses every one that it can be expected to."""

    @pytest.mark.parametrize("name", enforcers.ACCEPTS)
    def test_it_judges_as_the_manifest_says(self, suite, name):
        kind = ENFORCERS[name]
        read = [case for case in suite.cases if case["format"] in CLASSES[kind].formats]
        accepts = enforcers.ACCEPTS[name]
        accepted = {case["file"]: accepts(suite.content(case), case["format"], suite.edition) for case in read}
        results = {file: "accepted" if yes else "rejected" for file, yes in accepted.items()}
        if suite.folder == SUITE:
            RUNS.mkdir(parents=True, exist_ok=True)
            run = {"enforcer": name, "version": enforcers.VERSIONS[name](), "results": results}
            (RUNS / f"{name}.json").write_text(json.dumps(run, indent=1), encoding="utf-8")
        assert [case["file"] for case in read if case["valid"] and not accepted[case["file"]]] == []
        assert [case["file"] for case in read if kind in case["refused_by"] and accepted[case["file"]]] == []
        unclaimed = {
            case["fault"]
            for case in read
            if not case["valid"] and kind not in case["refused_by"] and not accepted[case["file"]]
        }
        if name in BEYOND:
            assert unclaimed == BEYOND[name]
        if name in FINDS:
            assert [case["file"] for case in read if not FINDS[name](suite, case)] == []

    def test_the_catalogue_of_rules_finds_every_broken_identity_and_nothing_else(self, suite):
        for case in suite.cases:
            if case["format"] == "json" and (case["valid"] or identities_only(case)):
                assert enforcers.by_rules(suite.content(case), edition=suite.edition) == due_in(case)

    def test_schematron_names_the_rules_and_every_assert_is_seen_to_fire_and_not_to_fire(self, suite):
        fired, silent = set(), set()
        artefact = etree.fromstring(gds.schema("schematron", suite.edition).encode())
        asserts = {str(one.get("id")) for one in artefact.iter("{*}assert")}
        for case in suite.cases:
            if case["format"] != "xml":
                continue
            failed = enforcers.by_schematron(suite.content(case), edition=suite.edition)
            if case["valid"]:
                assert failed == set()
                silent |= asserts_met(suite.content(case), suite.edition)
            elif "schematron" in case["refused_by"] and case["expected"][0]["rule"] not in ("XML-SYNTAX", "FILE-EMPTY"):
                by_id = {f"{found['rule']}.{found['at']}" for found in case["expected"]}
                by_rule = {found["rule"] for found in case["expected"]}
                assert failed in (by_id, by_rule)
                fired |= failed
        assert fired == asserts
        assert silent == asserts


def asserts_met(data: bytes, edition: str) -> set[str]:
    """The asserts whose rule's context a document has: those that were tried on it."""
    enforcer = enforcers.schematron(edition)
    enforcer.validate(enforcers.parsed_xml(data))
    fired = {str(one.get("context")) for one in enforcer.validation_report.iter("{*}fired-rule")}
    rules = etree.fromstring(gds.schema("schematron", edition).encode()).iter("{*}rule")
    return {str(one.get("id")) for rule in rules if rule.get("context") in fired for one in rule.iter("{*}assert")}


class TestTable:
    """``docs/reference/enforcers.md`` holds what was run over this suite, and nothing else."""

    @pytest.fixture
    def record(self):
        return json.loads((ROOT / "docs" / "reference" / "enforcers.json").read_bytes())

    def test_it_is_of_this_suite_and_the_page_is_written_from_it(self, record):
        """If this fails, run the tests of conformance and of interoperability, then `python tools/enforcers.py`."""
        table = tool("enforcers")
        assert record["suite"] == table.suite()
        assert (ROOT / "docs" / "reference" / "enforcers.md").read_text(encoding="utf-8") == table.page(record)

    def test_every_enforcer_in_python_is_in_it_with_no_verdict_that_should_be_another(self, record):
        assert record["enforcers"].keys() >= enforcers.ACCEPTS.keys()
        for run in record["enforcers"].values():
            assert {done == due for done, due in [run["valid"], *run["rules"].values()]} == {True}

    def test_an_enforcer_that_was_not_run_is_said_not_to_have_been(self, record):
        table = tool("enforcers")
        without = {**record, "enforcers": {name: run for name, run in record["enforcers"].items() if name != "ajv"}}
        assert "| ajv | json-schema | not run |" in table.page(without)
        other = table.merged({**without, "suite": "another"}, {})
        assert other["enforcers"] == {}

    def test_an_enforcer_that_left_documents_out_is_not_taken(self):
        with pytest.raises(
            ValueError, match=r"^ajv did not judge the suite, the whole suite, and nothing but the suite$"
        ):
            tool("enforcers").summary("ajv", "8", {cases()[0].file: "accepted"})
