"""An id stands for one content: what documents name does not change behind their back; and the wheel holds it."""

from __future__ import annotations

import importlib.util
import json
import shutil
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema.editions import EDITIONS
from gov_disclosure_schema.schemas import KINDS, file_name

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("schema_identity", ROOT / "tools" / "schema_identity.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestIdentity:
    def test_no_artefact_changed_under_an_unchanged_id(self, tool):
        said = tool.complaints()
        assert not said, "\n".join(said)

    def test_every_artefact_bears_the_id_of_its_edition(self, tool):
        for edition in EDITIONS.values():
            held = tool.recorded()[edition.schema_id]
            assert held.keys() == {file_name(kind, edition.name) for kind in KINDS} - {file_name("rules", edition.name)}
            assert tool.recorded()[f"{edition.schema_id}:rules"].keys() == {file_name("rules", edition.name)}

    @pytest.mark.parametrize("kind", KINDS)
    def test_one_byte_is_seen_and_what_to_do_is_said(self, tool, tmp_path, kind):
        shutil.copytree(ROOT / "schemas", tmp_path, dirs_exist_ok=True)
        assert tool.complaints(tmp_path) == []
        name = file_name(kind)
        with (tmp_path / name).open("ab") as file:
            file.write(b"\n")
        identity = next(one for one, held in tool.present().items() if name in held)
        assert tool.complaints(tmp_path) == [
            f"{name} has changed under {identity}. If a valid document could now be invalid, or mean something else, "
            "raise `schema_version` of its edition, and keep the old artefact. If only words changed, or the id was "
            "never released: python tools/schema_identity.py --record"
        ]

    def test_a_new_id_is_to_be_recorded(self, tool, tmp_path):
        shutil.copytree(ROOT / "schemas", tmp_path, dirs_exist_ok=True)
        name = file_name("rules")
        (tmp_path / name).write_text('{"$id": "urn:new:2:rules"}')
        assert tool.complaints(tmp_path) == [
            f"{name} is new under urn:new:2:rules: python tools/schema_identity.py --record"
        ]

    def test_an_artefact_without_an_id_is_no_artefact(self, tool, tmp_path):
        shutil.copytree(ROOT / "schemas", tmp_path, dirs_exist_ok=True)
        (tmp_path / file_name("xsd")).write_text("<schema/>")
        with pytest.raises(ValueError, match=r"^annual-report-2021\.xsd does not say its id$"):
            tool.present(tmp_path)


class TestWheel:
    """Who installs the package has the artefacts as files, the same as `gds.schema` gives."""

    def test_the_folder_of_artefacts_goes_into_the_package(self):
        wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
        assert wheel["force-include"] == {"schemas": "gov_disclosure_schema/schemas/published"}
        assert wheel["packages"] == ["src/gov_disclosure_schema"]

    @pytest.mark.parametrize("edition", EDITIONS)
    @pytest.mark.parametrize("kind", KINDS)
    def test_the_files_are_what_the_package_gives(self, kind, edition):
        assert (ROOT / "schemas" / file_name(kind, edition)).read_text(encoding="utf-8") == gds.schema(kind, edition)

    def test_the_record_names_no_file_that_is_not_there(self):
        record = json.loads((ROOT / "schemas" / "released.json").read_bytes())
        named = {name for artefacts in record.values() for name in artefacts}
        assert {name for name in named if not (ROOT / "schemas" / name).is_file()} == set()
