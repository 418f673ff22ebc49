"""Start-up: what is not needed is not loaded, and no plugin for pydantic is passed over for it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel, ValidationError

import gov_disclosure_schema as gds
from gov_disclosure_schema import quick_start, testing
from gov_disclosure_schema.editions import EDITIONS, FORMS
from gov_disclosure_schema.part import Part
from gov_disclosure_schema.report import published_type, report_type

EXAMPLE = Path(__file__).parent.parent / "examples" / "suqian-2023.json"
FIRST_REPORT = f"""
import sys
import gov_disclosure_schema as gds
first = gds.AnnualReport.model_validate_json(open({str(EXAMPLE)!r}, "rb").read())
"""
LOOKED = "print('importlib.metadata' in sys.modules)"


def said(code: str, *before: Path) -> str:
    """What a fresh interpreter prints, with further places to import from."""
    places = "".join(f"import sys; sys.path.insert(0, {str(place)!r})\n" for place in before)
    done = subprocess.run([sys.executable, "-c", places + code], capture_output=True, check=True, text=True)
    return done.stdout


def models() -> list[type[Part]]:
    """The class of every form behind each door that has it, and every part below."""
    roots = [*map(report_type, EDITIONS), *map(published_type, FORMS)]
    return sorted(set().union(*map(parts_below, roots)), key=lambda model: (str(model), getattr(model, "form", "")))


def parts_below(part: type[Part]) -> set[type[Part]]:
    below = {held.annotation for held in part.model_fields.values()}
    found = {held for held in below if isinstance(held, type) and issubclass(held, Part)}
    return {part}.union(*map(parts_below, found))


def refused(validate, document) -> object:
    """What a validator makes of a document: the report, or the title and the lines of its refusal."""
    try:
        return validate(document)
    except ValidationError as error:
        return error.title, error.errors()


class TestTheCommandThatOnlyTellsOfItself:
    """Neither `--version` nor `--help` imports pydantic."""

    @pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"], ["--lang", "zh", "--help"]])
    def test_it_loads_no_pydantic(self, arguments):
        printed = said(
            f"import sys\nfrom gov_disclosure_schema.cli import main\ncode = main({arguments!r})\n"
            "print(code, [name for name in sys.modules if name.startswith(('pydantic', 'lxml', 'jsonschema'))])"
        )
        assert printed.endswith("\n0 []\n")


class TestTheValidatorBuiltQuickly:
    """It is the one that pydantic builds."""

    @pytest.mark.parametrize("model", models())
    def test_it_rests_on_the_same_schema(self, model):
        model.model_rebuild()
        quick = quick_start.built_for(model).schema

        def nameless(schema: object) -> str:
            return re.sub("0x[0-9a-f]+|:[0-9]{9,}", "", repr(schema))

        assert nameless(quick) == nameless(model.__pydantic_core_schema__)

    @given(testing.reports(), st.data())
    def test_it_gives_the_same_report_or_the_same_refusal(self, report, data):
        model = report_type(report.edition)
        assert model.model_rebuild(force=True)
        document = json.loads(gds.codecs.json.encode(report))
        for _ in range(data.draw(st.integers(0, 3))):
            place = document
            keys = data.draw(st.sampled_from(gds.cells(report.edition))).address.split(".")
            for key in keys[:-1]:
                place = place[key]
            place[keys[-1]] = data.draw(st.sampled_from([None, -1, 0, 7, 1.5, "7", {}]))
        written = json.dumps(document)
        quick, own = quick_start.built_for(model).validator, model.__pydantic_validator__
        assert refused(quick.validate_json, written) == refused(own.validate_json, written)
        assert refused(quick.validate_python, document) == refused(own.validate_python, document)

    @given(testing.reports())
    def test_what_is_written_is_the_same(self, report):
        quick = quick_start.built_for(type(report)).serializer
        assert quick.to_json(report) == type(report).__pydantic_serializer__.to_json(report)

    def test_nothing_is_asked_of_importlib_metadata(self):
        assert said(FIRST_REPORT + "first.model_dump_json()\n" + LOOKED) == "False\n"

    def test_nor_for_a_report_as_published(self):
        assert said(
            FIRST_REPORT + f"gds.PublishedReport.model_validate_json(open({str(EXAMPLE)!r}).read())\n" + LOOKED
        ) == ("False\n")

    def test_the_model_can_still_be_completed(self):
        completed = "model = type(first)\nprint(model.__pydantic_complete__, model.model_rebuild(), model.__pydantic_complete__)"
        assert said(FIRST_REPORT + completed) == "False True True\n"

    def test_the_signature_is_the_model_s(self):
        asked = (
            "import inspect\nprint([*inspect.signature(type(first)).parameters][:3], hasattr(first, '__signature__'))"
        )
        assert said(FIRST_REPORT + asked) == "['schema_id', 'edition', 'organ'] False\n"

    def test_other_models_may_hold_a_report(self):
        holder = textwrap.dedent("""
            from pydantic import BaseModel, TypeAdapter
            class Holder(BaseModel):
                report: gds.AnnualReport
                same: type(first)
            held = Holder(report=first, same=first)
            print(held.report is first, held.same is first, TypeAdapter(type(first)).validate_python(first) is first)
        """)
        assert said(FIRST_REPORT + holder) == "True True True\n"

    def test_a_model_that_lacks_a_name_is_left_to_pydantic(self):
        class Waits(BaseModel):
            other: "Unheard"  # noqa: F821, UP037

        assert quick_start.build(Waits) is False


class TestPlugins:
    """A distribution that registers a plugin for pydantic sees the model built, wherever Python would find it."""

    PLUGIN = """
    class Plugin:
        def new_schema_validator(self, schema, schema_type, *others):
            print("asked for", schema_type.__name__)
            return None, None, None
    plugin = Plugin()
    """

    @pytest.fixture
    def plugin(self, tmp_path):
        place = tmp_path / "installed"
        metadata = place / "seen-1.0.dist-info"
        metadata.mkdir(parents=True)
        (place / "seen.py").write_text(textwrap.dedent(self.PLUGIN), encoding="utf-8")
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: seen\nVersion: 1.0\n", encoding="utf-8")
        (metadata / "entry_points.txt").write_text("[pydantic]\nseen = seen:plugin\n", encoding="utf-8")
        return place

    def test_an_installed_one_is_called(self, plugin):
        assert "asked for AnnualReport\n" in said(FIRST_REPORT, plugin)

    def test_one_in_an_archive_is_called(self, plugin, tmp_path):
        archive = tmp_path / "installed.zip"
        with zipfile.ZipFile(archive, "w") as zipped:
            for path in sorted(plugin.rglob("*")):
                zipped.write(path, path.relative_to(plugin))
        assert "asked for AnnualReport\n" in said(FIRST_REPORT, archive)

    def test_one_that_a_finder_of_its_own_knows_is_called(self, plugin):
        finder = textwrap.dedent(f"""
            import sys
            class Finder:
                @staticmethod
                def find_spec(*others):
                    return None
                @staticmethod
                def find_distributions(context):
                    from importlib.metadata import Distribution
                    from pathlib import Path
                    yield Distribution.at(Path({str(plugin / "seen-1.0.dist-info")!r}))
            sys.meta_path.append(Finder)
            import types
            exec(open({str(plugin / "seen.py")!r}).read(), (seen := types.ModuleType("seen")).__dict__)
            sys.modules["seen"] = seen
        """)
        assert "asked for AnnualReport\n" in said(finder + FIRST_REPORT)

    def test_one_of_another_group_makes_no_difference(self, plugin):
        (plugin / "seen-1.0.dist-info" / "entry_points.txt").write_text("[pytest11]\nseen = seen:plugin\n")
        assert said(FIRST_REPORT + LOOKED, plugin) == "False\n"

    def test_a_place_that_is_not_there_makes_no_difference(self, tmp_path):
        assert said(FIRST_REPORT + LOOKED, tmp_path / "nowhere") == "False\n"

    def test_where_distributions_are_known_already_pydantic_is_left_to_look(self):
        assert "importlib.metadata" in sys.modules
        assert not quick_start.plugins_are_ruled_out()
