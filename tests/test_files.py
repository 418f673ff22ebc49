"""Files: read within a bound, written whole or not at all."""

from __future__ import annotations

import io
import os
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema import files
from gov_disclosure_schema.report import texts_of

EXAMPLE = Path(__file__).parents[1] / "examples" / "suqian-2023.json"
REPORT = gds.codecs.json.decode(EXAMPLE.read_bytes())
WRITTEN = [name for name, format_ in gds.FORMATS.items() if format_.encode]
ARCHIVES = {"docx", "xlsx"}


def finding(error: pytest.ExceptionInfo[gds.GovDisclosureError]) -> tuple[str, str]:
    """Rule and English message of the one finding of an error."""
    (only,) = error.value.findings
    return only.rule, only.message("en")


class TestWriting:
    """A failed write leaves the old file as it was."""

    @pytest.mark.parametrize("name", ["a.json", "a.xml", "a.txt", "a.JSON"])
    def test_the_suffix_names_the_format(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        gds.write(REPORT, path)
        assert gds.read(path).report == gds.read(EXAMPLE).report
        assert [*tmp_path.iterdir()] == [path]

    def test_a_format_may_be_named(self, tmp_path: Path) -> None:
        gds.write(REPORT, tmp_path / "report", format="text")
        assert gds.read(tmp_path / "report").format == "text"

    def test_an_unknown_format(self, tmp_path: Path) -> None:
        with pytest.raises(gds.UsageError) as error:
            gds.write(REPORT, tmp_path / "report.pdf")
        assert finding(error) == ("FILE-FORMAT", f"unknown format .pdf; known: {', '.join(WRITTEN)}.")

    def test_the_old_file_s_permissions_and_links_stay(self, tmp_path: Path) -> None:
        path, link = tmp_path / "a.json", tmp_path / "link.json"
        path.write_text("old")
        path.chmod(0o640)
        link.symlink_to(path)
        gds.write(REPORT, link)
        assert link.is_symlink()
        assert path.read_bytes() == gds.codecs.json.encode(REPORT)
        assert path.stat().st_mode & 0o777 == 0o640

    def test_a_new_file_has_the_usual_permissions(self, tmp_path: Path) -> None:
        mask = os.umask(0o027)
        try:
            gds.write(REPORT, tmp_path / "a.json")
        finally:
            os.umask(mask)
        assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o640

    @pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="a system without unnamed files")
    def test_a_file_has_no_name_before_it_is_whole(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        seen = []
        monkeypatch.setattr(os, "fsync", lambda _: seen.extend(tmp_path.iterdir()))
        gds.write(REPORT, tmp_path / "a.json")
        assert seen == []

    @pytest.mark.parametrize("step", ["fsync", "replace"])
    @pytest.mark.parametrize("unnamed", [True, False], ids=["without a name", "named"])
    def test_a_failure_on_the_way(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, *, unnamed: bool
    ) -> None:
        if not unnamed:
            monkeypatch.delattr(os, "O_TMPFILE", raising=False)
        path = tmp_path / "a.json"
        path.write_text("old")

        def fail(*_: Any) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
        with pytest.raises(gds.FileError) as error:
            gds.write(REPORT, path)
        monkeypatch.undo()
        assert finding(error) == (
            "FILE-UNWRITABLE",
            f"{path} cannot be written: No space left on device. The old file is as it was.",
        )
        assert path.read_text() == "old"
        assert [*tmp_path.iterdir()] == [path]

    def test_a_report_that_the_format_cannot_carry(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("old")
        unknown = gds.read(EXAMPLE).report.model_copy(update={"organ": None})
        with pytest.raises(gds.EncodeError) as error:
            gds.write(unknown, path)
        assert finding(error)[0] == "CARRY-TITLE"
        assert path.read_text() == "old"

    def test_a_directory_and_a_missing_directory(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").mkdir()
        with pytest.raises(gds.FileError) as error:
            gds.write(REPORT, tmp_path / "a.json")
        assert finding(error)[0] == "FILE-DIRECTORY"
        with pytest.raises(gds.FileError) as error:
            gds.write(REPORT, tmp_path / "none" / "a.json")
        assert finding(error)[0] == "FILE-UNWRITABLE"

    def test_standard_output(self, monkeypatch: pytest.MonkeyPatch) -> None:
        out = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out))
        gds.write(REPORT, "-", format="json")
        assert out.getvalue() == gds.codecs.json.encode(REPORT)


class TestReading:
    """A file that cannot be read is an error of ours; one that can is read within a bound."""

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(EXAMPLE.read_bytes())))
        assert gds.read("-").report == gds.read(EXAMPLE).report

    def test_a_file_beyond_the_bound(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(files, "SIZE_MAX", 100)
        with pytest.raises(gds.FileError) as error:
            gds.read(EXAMPLE)
        assert finding(error) == ("FILE-TOO-LARGE", "the file is larger than the limit of 100 bytes.")

    def test_a_name_that_no_file_can_have(self) -> None:
        with pytest.raises(gds.FileError) as error:
            gds.read("a\0b")
        assert finding(error)[0] == "FILE-UNREADABLE"

    def test_the_same_places_in_every_format(self, tmp_path: Path) -> None:
        """A broken sum is found in each format with the same rule and address, and its place quotes the number."""
        broken = EXAMPLE.read_bytes().replace(b'"total":3511', b'"total":3512', 1)
        report = gds.read(broken).report
        due = [(one.rule, one.at) for one in gds.check(report)]
        for name in ("a.json", "a.xml", "a.txt"):
            gds.write(report, tmp_path / name)
            reading = gds.read(tmp_path / name)
            assert sorted((one.rule, one.at) for one in reading.findings) == sorted(due)
            assert reading.places["requests.received.total"].printed == "3512"
            line = (tmp_path / name).read_text(encoding="utf-8").splitlines()
            for one in reading.findings:
                assert one.position is not None
                if one.at[0] in reading.texts:
                    assert one.position.line == reading.texts[one.at[0]].line
                else:
                    place = reading.places[one.at[0]]
                    assert place.printed in line[place.position.line - 1]

    @pytest.mark.parametrize("name", WRITTEN)
    def test_every_text_stands_where_the_reading_says(self, name: str) -> None:
        """The line, and where the format has columns the column, hold the paragraph or the field of the header."""
        dated = REPORT.model_copy(update={"publication_date": date(2024, 1, 20), "other_matters": ("一。", "二。")})
        data = gds.FORMATS[name].encode(dated)
        reading = gds.read(data)
        texts = texts_of(dated)
        stated = {"edition": dated.edition} if "edition" in reading.texts else {}  # printed forms have no word for it
        assert [*texts][:4] == ["organ", "year", "administrative_division_code", "publication_date"]
        assert [*texts][-2:] == ["other_matters.0", "other_matters.1"]
        assert reading.texts.keys() == texts.keys() | stated.keys()
        if name in ARCHIVES:
            stands = [position for address, position in reading.texts.items() if address not in ("organ", "year")]
            assert all(position.paragraph or position.sheet for position in stands)
            assert stands == sorted(stands)
            return
        lines = data.decode().splitlines()
        for address, position in reading.texts.items():
            assert (texts | stated)[address] in lines[position.line - 1][position.column - 1 :]
