"""The public surface: pinned, described, and no dearer to import than it must be."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema import testing

# A name that goes, or comes, is a decision: change it here and say so to the users.
PUBLIC = [
    "FORMATS",
    "RULES",
    "AnnualReport",
    "Cell",
    "Claim",
    "DecodeError",
    "Differences",
    "EncodeError",
    "FileError",
    "Finding",
    "Findings",
    "GovDisclosureError",
    "Identity",
    "InvalidReport",
    "Money",
    "Position",
    "PublishedReport",
    "Reading",
    "SchemaMismatch",
    "Severity",
    "Tally",
    "UsageError",
    "__version__",
    "cells",
    "check",
    "claims",
    "codecs",
    "common_cells",
    "diff",
    "identities",
    "read",
    "schema",
    "write",
]
TESTING = [
    "DEFORMATIONS",
    "LAYOUTS",
    "Recipe",
    "Variant",
    "Verdict",
    "amounts",
    "broken",
    "counts",
    "credit_codes",
    "documents",
    "organs",
    "paragraphs",
    "published_reports",
    "reports",
    "verdict",
]
DESCRIBED = [name for name in PUBLIC if callable(getattr(gds, name)) or inspect.ismodule(getattr(gds, name))]


def modules_after(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after some code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport json, sys\nprint(json.dumps([*sys.modules]))"],
        capture_output=True,
        check=True,
        text=True,
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


def test_the_public_names_are_these():
    assert gds.__all__ == PUBLIC
    assert sorted(dir(gds)) == sorted(PUBLIC)
    assert testing.__all__ == TESTING


def test_the_list_is_sorted_as_isort_has_it():
    """Constants, classes, the rest, each by the alphabet."""
    assert sorted(gds.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)) == gds.__all__
    assert sorted(testing.__all__) == testing.__all__


@pytest.mark.parametrize("name", DESCRIBED)
def test_every_public_name_says_what_it_is(name):
    documented = getattr(gds, name).__doc__
    assert documented
    assert documented.split("\n")[0].rstrip().endswith((".", "?", "`.", ":"))


@pytest.mark.parametrize("name", [name for name in PUBLIC if inspect.isclass(getattr(gds, name))])
def test_every_public_method_says_what_it_does(name):
    cls = getattr(gds, name)
    own = [
        member for member in vars(cls) if not member.startswith("_") and member not in ("model_config", "model_fields")
    ]
    described = [member for member in own if callable(getattr(cls, member)) or isinstance(vars(cls)[member], property)]
    assert [member for member in described if not inspect.getdoc(getattr(cls, member))] == []


@pytest.mark.parametrize("name", [name for name in TESTING if not name.isupper()])
def test_every_strategy_says_what_it_draws(name):
    assert inspect.getdoc(getattr(testing, name))


@pytest.mark.parametrize("name", ["codecs.json", "codecs.text", "codecs.xml"])
def test_every_codec_has_two_verbs_alone(name):
    codec = getattr(gds.codecs, name.partition(".")[2])
    assert codec.__all__ == ["decode", "encode"]
    assert inspect.getdoc(codec.encode)
    assert inspect.getdoc(codec.decode)


def test_an_unknown_name_is_told():
    with pytest.raises(AttributeError, match="module 'gov_disclosure_schema' has no attribute 'reports'"):
        gds.reports  # noqa: B018


def test_importing_the_package_loads_no_heavy_module():
    loaded = modules_after("import gov_disclosure_schema")
    assert loaded.isdisjoint({"pydantic", "pydantic_core", "hypothesis", "lxml"})


def test_reading_and_checking_loads_neither_hypothesis_nor_lxml():
    loaded = modules_after(
        "import gov_disclosure_schema as gds\ngds.check, gds.read, gds.write, gds.codecs.json, gds.cells()"
    )
    assert "pydantic" in loaded
    assert loaded.isdisjoint({"hypothesis", "lxml", "jsonschema"})


def test_everything_public_can_be_used_right_after_the_import():
    modules_after(f"import gov_disclosure_schema as gds\nfor name in {PUBLIC!r}: assert getattr(gds, name) is not None")
    modules_after(
        "import gov_disclosure_schema as gds\ngds.codecs.json.decode, gds.codecs.text.decode, gds.codecs.xml.decode"
    )
