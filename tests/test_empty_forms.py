"""Empty forms for drafters: labels, cells to fill in, totals that are formulas; nothing that could be read as said."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

import gov_disclosure_schema as gds
from gov_disclosure_schema import cli
from gov_disclosure_schema.document import prompts
from gov_disclosure_schema.document.layout import layouts
from gov_disclosure_schema.document.printed_tables import printed_tables
from gov_disclosure_schema.editions import EDITIONS
from gov_disclosure_schema.empty_forms import empty_form
from gov_disclosure_schema.report import heading_of, narratives, sections


class TestEmptyForm:
    """The form to be filled in holds labels alone: what it asks for stands in no cell and no text."""

    def test_excel_asks_beside_the_cells_and_shows_no_total_of_nothing(self):
        book = openpyxl.load_workbook(io.BytesIO(empty_form("xlsx", "2021")))
        for section in sections():
            sheet = book[heading_of(section)]
            texts = {cell.value for row in sheet.iter_rows() for cell in row if cell.data_type != "f"} - {None}
            boxes = {box.text for row in layouts("2021").get(section, ()) for box in row if box.text}
            assert texts == {heading_of(section)} | boxes
            assert sheet.data_validations.dataValidation
        sheet = book[heading_of("requests")]
        assert sheet["J5"].value == '=IF(COUNT(D5:I5)=0,"",SUM(D5:I5))'
        values = openpyxl.load_workbook(io.BytesIO(empty_form("xlsx", "2021")), data_only=True)
        assert not values[heading_of("requests")]["J5"].value
        asked = book[heading_of("overview")].data_validations.dataValidation
        assert [str(rule.sqref) for rule in asked] == ["A1", "A3:A14"]

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_excel_marks_each_balance_that_does_not_hold(self, edition):
        book = openpyxl.load_workbook(io.BytesIO(empty_form("xlsx", edition)))
        marks = {
            (sheet.title, str(marked.sqref)): rule.formula
            for sheet in book
            for marked in sheet.conditional_formatting
            for rule in marked.rules
        }
        spots = printed_tables(edition)["requests"].spots
        due = {}
        for identity in gds.identities(edition):
            if len(identity.actual) > 1:
                places = [spots[cell] for cell in (*identity.expected, *identity.actual)]
                one, two, three, four = (f"{'ABCDEFGHIJ'[spot.column]}{spot.row + 2}" for spot in places)
                formula = f"AND(COUNT({one}:{two},{three}:{four})=4,SUM({one}:{two})<>SUM({three}:{four}))"
                due[heading_of("requests"), four] = [formula]
        assert marks == due
        assert len(due) == 7

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_excel_takes_in_each_cell_what_it_may_hold(self, edition):
        book = openpyxl.load_workbook(io.BytesIO(empty_form("xlsx", edition)))
        taken = {}
        for section, form in printed_tables(edition).items():
            sheet = book[heading_of(section)]
            for rule in sheet.data_validations.dataValidation:
                for area in rule.sqref.ranges:
                    for row, column in area.cells:
                        taken[section, row - 2, column - 1] = rule.type, rule.formula1
            for address, spot in form.spots.items():
                due = {
                    "count": ("whole", "0"),
                    "amount": ("decimal", "0"),
                    "change": ("whole", "-9007199254740991"),
                    "stated_amount": (None, None),
                }[form.kinds[address]]
                found = taken.pop((section, spot.row, spot.column), None)
                assert found == (None if address in form.sums else due)
        assert taken == {}

    def test_word_asks_in_content_controls_that_are_empty(self):
        document = docx.Document(io.BytesIO(empty_form("docx", "2021")))
        texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
        assert texts == [heading_of(section) for section in sections()]
        controls = document.element.body.xpath("w:p/w:sdt")
        assert len(controls) == 4
        assert all(control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None for control in controls)

    def test_each_section_of_text_has_a_prompt_short_enough_for_excel(self):
        assert tuple(prompts.SECTIONS) == narratives()
        asked = [words for name, words in vars(prompts).items() if name.isupper() and isinstance(words, str)]
        assert all(len(words) <= 255 for words in [*asked, *prompts.SECTIONS.values()])

    @pytest.mark.parametrize("suffix", ["docx", "xlsx"])
    def test_the_same_bytes_each_time(self, suffix):
        assert empty_form(suffix) == empty_form(suffix, "2021")

    def test_an_unknown_edition_or_format_is_refused(self):
        with pytest.raises(gds.UsageError, match="EDITION-UNKNOWN: unknown edition 1999"):
            empty_form("docx", "1999")
        with pytest.raises(gds.UsageError, match="FILE-FORMAT: unknown format pdf; known: xlsx, docx"):
            empty_form("pdf")


class TestTheCommand:
    """`gov-disclosure template` writes a form, and never over one that may have been filled in."""

    @pytest.mark.parametrize("name", ["form.xlsx", "form.DOCX"])
    def test_the_suffix_tells_the_format(self, name, tmp_path):
        path = tmp_path / name
        assert cli.main(["template", str(path), "--edition", "2021"]) == 0
        assert path.read_bytes() == empty_form(path.suffix[1:].lower(), "2021")

    def test_a_file_that_is_there_is_left_alone(self, tmp_path, capsys):
        path = tmp_path / "form.xlsx"
        path.write_bytes(b"filled in")
        assert cli.main(["template", str(path), "--lang", "zh"]) == 3
        assert path.read_bytes() == b"filled in"
        due = f"  错误 FILE-EXISTS  {path} 已经存在，可能已经填过，空白表式不会覆盖它。\n"
        assert capsys.readouterr().err == due

    def test_a_pipe_needs_a_format(self, capsysbinary):
        assert cli.main(["template", "-"]) == 2
        assert b"writing to standard output (-) needs a format: --to FORMAT." in capsysbinary.readouterr().err
        assert cli.main(["template", "-", "--to", "docx"]) == 0
        assert capsysbinary.readouterr().out == empty_form("docx")

    def test_another_format_is_wrong_usage(self, tmp_path, capsys):
        assert cli.main(["template", str(tmp_path / "form.pdf")]) == 2
        assert "unknown format pdf; known: xlsx, docx." in capsys.readouterr().err
        assert [*tmp_path.iterdir()] == []
