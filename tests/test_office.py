"""Our office files in the programs that people open them with: opened, saved, printed, read back: still the same report.

LibreOffice opens each file without a display and saves it in its format, and as PDF. Run by `nox -s office`, which sets
OFFICE; where a program is absent the tests are skipped, with `OFFICE=required` they fail.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema.conformance.documents import base
from gov_disclosure_schema.document.printed_tables import printed_tables
from gov_disclosure_schema.editions import EDITIONS
from gov_disclosure_schema.empty_forms import empty_form
from gov_disclosure_schema.money import Money
from gov_disclosure_schema.report import cell_values, heading_of, tables

pytestmark = pytest.mark.office

ROOT = Path(__file__).resolve().parent.parent
FORMATS = ("html", "docx", "xlsx")
HEADER = {
    "unified_social_credit_code": "11321300014277015D",
    "administrative_division_code": "321300",
    "publication_date": date(2024, 1, 31),
    "source_url": "https://www.example.gov.cn/a?b=1&c=：",
}
AWKWARD = ('=HYPERLINK("http://example.cn","点这里")', "-1", "0", "|规章|0|0|0|", "<b>&amp;“引号”</b> 😀")


def numbered(edition):
    """Every cell another number, so that none adds up, and none can take another's place unseen."""
    made = {
        "count": int,
        "amount": Decimal,
        "change": int.__neg__,
        "stated_amount": lambda n: Money(Decimal(n), "万元"),
    }
    return base(edition, {cell.address: made[cell.kind](n) for n, cell in enumerate(gds.cells(edition), 1)})


CASES = {
    "complete": gds.codecs.json.decode((ROOT / "examples" / "suqian-2023.json").read_bytes(), gds.PublishedReport),
    "awkward": base("2021", organ="某局（试点）", **HEADER, overview=AWKWARD),
    "blanks": base("2021", {cell.address: None for cell in gds.cells()[::3]}),
    "large": base("2021", dict.fromkeys([cell.address for cell in gds.cells() if cell.kind == "count"], 2**53 - 1)),
    **{f"numbered {edition}": numbered(edition) for edition in EDITIONS},
}
in_every_case = pytest.mark.parametrize("name", CASES)
in_every_format = pytest.mark.parametrize("format_", FORMATS)


def need(*programs):
    if not os.environ.get("OFFICE"):
        pytest.skip("nox -s office")
    for program in programs:
        if not shutil.which(program):
            if os.environ["OFFICE"] == "required":
                pytest.fail(f"missing: {program}")
            pytest.skip(f"missing: {program} (python tools/office.py)")


def saved_by_libreoffice(files, as_, folder):
    """The files, opened and saved as another format; one start of the program for all of them."""
    profile = (folder / "profile").as_uri()
    # As a document: as a page for the web, it prints the first page without its title.
    how = ["--infilter=HTML (StarWriter)"] if as_ == "pdf" and files[0].suffix == ".html" else []
    target = "pdf:writer_pdf_Export" if how else as_
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", *how, "--convert-to", target]
    done = subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)], capture_output=True, text=True, check=True, timeout=300
    )
    saved = [folder / f"{file.stem}.{as_}" for file in files]
    assert all(file.is_file() for file in saved), done.stderr
    return saved


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Name and format → the file as LibreOffice saved it; with `pdf` behind the format, as it printed it."""
    need("soffice")
    found = {}
    for format_ in FORMATS:
        folder = tmp_path_factory.mktemp(format_)
        files = [folder / f"{n}.{format_}" for n in range(len(CASES))]
        for file, report in zip(files, CASES.values(), strict=True):
            gds.write(report, file)
        for as_ in (format_, "pdf"):
            out = tmp_path_factory.mktemp(f"{format_}-{as_}")
            for name, file in zip(CASES, saved_by_libreoffice(files, as_, out), strict=True):
                found[name, format_, as_] = file
    return found


def same(found, report):
    return {address: (found[address], value) for address, value in report.items() if found[address] != value}


@in_every_format
@in_every_case
def test_opened_and_saved_it_is_the_same_report(opened, name, format_):
    reading = gds.read(opened[name, format_, format_])
    assert reading.format == format_
    assert same(cell_values(reading.report), cell_values(CASES[name])) == {}
    assert reading.report == CASES[name]
    due = {finding.rule for finding in gds.check(CASES[name])} | {"CELL-BLANK"}
    assert {finding.rule for finding in reading.findings.errors} <= due


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("name", [name for name in CASES if name not in ("blanks", "large")])
def test_printed_every_number_is_read_from_the_page(opened, name, format_):
    need("pdftotext")
    pdf = opened[name, format_, "pdf"]
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout
    reading = gds.read(text)
    assert same(cell_values(reading.report), cell_values(CASES[name])) == {}
    assert reading.report.title == CASES[name].title
    assert {finding.rule for finding in reading.findings.errors} == {f.rule for f in gds.check(CASES[name]).errors}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", ["blanks", "large"])
def test_printed_no_number_is_read_into_another_cell(opened, name, format_):
    """Where cells are blank, or hold sixteen digits, the paper does not say where each number stands."""
    need("pdftotext")
    pdf = opened[name, format_, "pdf"]
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout
    reading, due = gds.read(text), cell_values(CASES[name])
    wrong = {a: v for a, v in cell_values(reading.report).items() if v is not None and v != due.get(a)}
    assert wrong == {}
    assert reading.findings.errors


OLD = {"doc": "docx", "odt": "docx", "rtf": "docx", "xls": "xlsx", "ods": "xlsx"}
"""Formats that another program must convert → that which the message names."""


@pytest.fixture(scope="module")
def old_files(tmp_path_factory):
    """Ending → each case as LibreOffice saves it in that format."""
    need("soffice")
    found = {}
    for suffix, new in OLD.items():
        folder = tmp_path_factory.mktemp(suffix)
        files = [folder / f"report{n}.{new}" for n in range(len(CASES))]
        for file, report in zip(files, CASES.values(), strict=True):
            gds.write(report, file)
        (folder / "old").mkdir()
        saved = saved_by_libreoffice(files, suffix, folder / "old")
        found |= {(suffix, name): file for name, file in zip(CASES, saved, strict=True)}
    return found


@pytest.mark.parametrize("suffix", OLD)
def test_an_old_file_is_refused_with_a_command_and_read_once_that_was_done(old_files, suffix, tmp_path):
    """The command is taken from the message, and run."""
    old, new = [old_files[suffix, name] for name in CASES], OLD[suffix]
    commands = set()
    for file in old:
        with pytest.raises(gds.DecodeError) as caught:
            gds.read(file)
        (finding,) = caught.value.findings
        assert finding.rule == "FILE-CONVERT"
        commands.add(re.search(r"soffice --headless --convert-to docx report\.[a-z]+", finding.message("en"))[0])
        assert "soffice --headless --convert-to docx" in finding.message("zh")
    (command,) = commands
    *words, _ = command.replace("docx", new).split()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run([words[0], profile, *words[1:], *old], cwd=tmp_path, capture_output=True, check=True, timeout=600)
    for file, report in zip(old, CASES.values(), strict=True):
        reading = gds.read(tmp_path / f"{file.stem}.{new}")
        assert reading.format == new
        assert same(cell_values(reading.report), cell_values(report)) == {}
        assert reading.report == report


def test_a_pdf_is_refused_with_the_command_that_takes_its_text(opened):
    need("pdftotext")
    pdf = opened["complete", "docx", "pdf"]
    with pytest.raises(gds.DecodeError) as caught:
        gds.read(pdf)
    command = re.search(r"pdftotext -layout", caught.value.findings[0].message("zh"))[0]
    text = subprocess.run([*command.split(), pdf, "-"], capture_output=True, check=True).stdout
    assert cell_values(gds.read(text).report) == cell_values(CASES["complete"])


def test_the_totals_that_libreoffice_computes_are_those_that_we_stored(tmp_path):
    """Openpyxl saves the formulas without their values, so that LibreOffice has to compute them."""
    need("soffice")
    file = tmp_path / "formulas.xlsx"
    openpyxl.load_workbook(io.BytesIO(gds.codecs.xlsx.encode(CASES["complete"]))).save(file)
    before = cell_values(gds.read(file).report)
    totals = {identity.at for identity in gds.identities() if len(identity.actual) == 1}
    assert {address for address, value in before.items() if value is None} == totals
    (tmp_path / "out").mkdir()
    (saved,) = saved_by_libreoffice([file], "xlsx", tmp_path / "out")
    assert gds.read(saved).report == CASES["complete"]


def test_a_page_opened_as_a_sheet_computes_nothing_that_its_text_says(tmp_path):
    need("soffice")
    texts = ('=HYPERLINK("http://evil.example","点")', "+1+1", "@SUM(1,1)", "-1+1", "=1+1")
    hostile = CASES["complete"].model_copy(update={"organ": "=1+1市", "overview": texts})
    (tmp_path / "page.html").write_bytes(gds.codecs.html.encode(hostile))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--infilter=HTML (StarCalc)", "--convert-to", "fods", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "page.html")], capture_output=True, check=True, timeout=300)
    sheet = (tmp_path / "page.fods").read_text("utf-8")
    assert "1+1市" in sheet
    assert "table:formula" not in sheet


class TestADrafter:
    """Who fills in the empty form gets the totals computed, and a report that reads as filled in."""

    def test_in_excel(self, tmp_path):
        need("soffice")
        book = openpyxl.load_workbook(io.BytesIO(empty_form("xlsx", "2021")))
        due = CASES["complete"]
        for section in gds.PublishedReport.model_fields:
            if section in tables():
                form = printed_tables("2021")[section]
                for address, spot in form.spots.items():
                    if address not in form.sums:
                        book[heading_of(section)].cell(spot.row + 2, spot.column + 1).value = cell_values(due)[address]
        book.worksheets[0]["A1"] = due.title
        for sheet, texts in zip(
            (book.worksheets[0], *book.worksheets[4:]),
            (due.overview, due.problems_and_improvements, due.other_matters),
            strict=True,
        ):
            first = next(cell.row for cell in sheet["A"] if cell.value and cell.value[1] == "、") + 1
            for n, text in enumerate(texts):
                sheet[f"A{first + n}"] = text
        file = tmp_path / "filled.xlsx"
        book.save(file)
        (tmp_path / "out").mkdir()
        (saved,) = saved_by_libreoffice([file], "xlsx", tmp_path / "out")
        reading = gds.read(saved)
        stated = {"administrative_division_code": due.administrative_division_code}
        assert reading.report.model_copy(update=stated) == gds.PublishedReport.model_validate(due.model_dump())
        assert reading.findings.errors == ()

    def test_an_empty_form_that_was_opened_and_saved_says_nothing(self, tmp_path):
        need("soffice")
        for suffix in ("xlsx", "docx"):
            file = tmp_path / f"form.{suffix}"
            file.write_bytes(empty_form(suffix, "2021"))
            (tmp_path / suffix).mkdir()
            (saved,) = saved_by_libreoffice([file], suffix, tmp_path / suffix)
            for form in (file, saved):
                report = gds.read(form).report
                assert set(cell_values(report).values()) == {None}
                assert (report.organ, report.overview, report.other_matters) == (None, (), ())
