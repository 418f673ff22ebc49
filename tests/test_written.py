"""Reports written as HTML, Word and Excel, seen by parsers that are not ours: what they print, and how they are built."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings, strategies as st
from lxml import etree, html

import gov_disclosure_schema as gds
from gov_disclosure_schema.document.layout import layouts
from gov_disclosure_schema.document.printed_tables import printed_tables
from gov_disclosure_schema.document.to_docx import to_docx
from gov_disclosure_schema.document.to_html import to_html
from gov_disclosure_schema.document.to_xlsx import to_xlsx
from gov_disclosure_schema.document.written import as_printed, written
from gov_disclosure_schema.editions import EDITIONS, FORMS
from gov_disclosure_schema.report import cell_values, heading_of, narratives, sections, tables
from gov_disclosure_schema.testing import published_reports, reports

WRITERS = {"html": to_html, "docx": to_docx, "xlsx": to_xlsx}
in_every_format = pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
FEW = settings(max_examples=max(settings().max_examples // 4, 5))
of_any_form = (
    st.sampled_from([*FORMS])
    .flatmap(lambda form: published_reports(edition=form, max_paragraphs=3))
    .filter(lambda published: published.title)
)
HOSTILE = '=HYPERLINK("http://evil.example","点这里")<script>alert(1)</script>&amp;]]>'


def page_of(report):
    return html.document_fromstring(to_html(written(report)).decode())


def book_of(report, **how):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(written(report))), **how)


def word_of(report):
    return docx.Document(io.BytesIO(to_docx(written(report))))


def printed_rows(report, section):
    """What the layout prints in each row, box by box: text, rows, columns."""
    values = cell_values(report)
    return [
        [(as_printed(values[box.address]) if box.address else box.text, box.rows, box.columns) for box in row]
        for row in layouts(report.edition)[section]
    ]


class TestEveryFormat:
    """The same report is the same bytes; what stands in it is all there, to the letter."""

    @in_every_format
    def test_the_same_bytes_each_time(self, writer, report):
        assert writer(written(report)) == writer(written(report.model_copy(deep=True)))

    @in_every_format
    def test_a_report_without_a_title_is_refused(self, writer, report):
        untitled = gds.PublishedReport.model_validate({**report.model_dump(), "organ": None})
        with pytest.raises(gds.EncodeError) as refused:
            writer(written(untitled))
        assert str(refused.value) == (
            "CARRY-TITLE [organ]: organ or year is unknown, and a printed report needs both for its title."
        )

    @pytest.mark.parametrize("writer", [to_docx, to_xlsx])
    def test_an_office_file_names_no_time_no_author_and_nothing_outside_itself(self, writer, report):
        package = zipfile.ZipFile(io.BytesIO(writer(written(report))))
        assert {(entry.date_time, entry.compress_type) for entry in package.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}
        assert package.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
        for name in package.namelist():
            part = etree.fromstring(package.read(name))  # each is well formed
            assert not part.xpath("//*[@TargetMode]")
            assert not [
                node for node in part.iter() if etree.QName(node).localname in {"creator", "created", "modified"}
            ]


class TestHtml:
    """The page is the official layout, told to screen readers, with nothing to run and nothing to fetch."""

    def test_the_tables_are_the_layout_box_by_box(self, report):
        found = page_of(report).xpath("//table")
        assert len(found) == len(tables())
        for section, table in zip(tables(), found, strict=True):
            rows = [
                [(box.text or "", int(box.get("rowspan", 1)), int(box.get("colspan", 1))) for box in row.xpath("th|td")]
                for row in table.iter("tr")
            ]
            assert rows == printed_rows(report, section)
            assert table.xpath("string(caption)") == heading_of(section)

    def test_every_cell_has_its_address_and_names_its_heads(self, report):
        page = page_of(report)
        for address, value in cell_values(report).items():
            (cell,) = page.xpath("//td[@id=$address]", address=address)
            assert cell.text == as_printed(value)
        heads = page.get_element_by_id("requests.outcomes.withheld.state_secret.research_institution").get("headers")
        assert [page.get_element_by_id(head).text for head in heads.split()] == [
            "申请人情况",
            "法人或其他组织",
            "科研机构",
            "三、本年度办理结果",
            "（三）不予公开",
            "1.属于国家秘密",
        ]
        heads = page.get_element_by_id("proactive_disclosure.compulsion.decisions").get("headers")
        assert [page.get_element_by_id(head).text for head in heads.split()] == [
            "第二十条第（六）项",
            "本年处理决定数量",
            "行政强制",
        ]
        assert {head.get("scope") for head in page.iter("th")} == {"col", "colgroup", "row", "rowgroup"}
        assert len({node.get("id") for node in page.xpath("//*[@id]")}) == len(page.xpath("//*[@id]"))

    def test_the_heads_of_the_matrix_and_of_the_grid_repeat_on_each_page(self, report):
        assert [len(table.xpath("thead/tr")) for table in page_of(report).xpath("//table")] == [0, 3, 3]

    def test_the_page_says_its_language_and_fetches_nothing(self, report):
        page = page_of(report)
        assert page.get("lang") == "zh-CN"
        assert not page.xpath("//script|//link|//img|//*[@src]|//*[@href]|//@*[starts-with(name(), 'on')]")
        assert "url(" not in page.xpath("string(//style)")
        assert "@media print" in page.xpath("string(//style)")

    @pytest.mark.parametrize("beginning", ["=", "+", "-", "@"])
    def test_a_spreadsheet_that_opens_the_page_takes_no_text_for_a_formula(self, report, beginning):
        """What is before it is not seen, no report can hold it, and it is passed over when the page is read."""
        text = beginning + 'HYPERLINK("http://evil.example","点这里")'
        hostile = report.model_copy(update={"organ": text, "overview": (text, f"如{text}")})
        page = page_of(hostile)
        assert page.xpath("string(//h1)") == f"\ufeff{hostile.title}"
        paragraphs = page.xpath("//h2[@id='overview']/following-sibling::p")
        assert [paragraph.text for paragraph in paragraphs[:2]] == [f"\ufeff{text}", f"如{text}"]
        assert gds.codecs.html.decode(gds.codecs.html.encode(hostile)) == hostile

    def test_hostile_text_is_text(self, report):
        hostile = report.model_copy(update={"organ": HOSTILE, "overview": (HOSTILE,)})
        page = page_of(hostile)
        assert not page.xpath("//script")
        assert page.xpath("string(//title)") == hostile.title
        assert page.xpath("string(//h1)").removeprefix("\ufeff") == hostile.title
        paragraph = page.xpath("//h2[@id='overview']/following-sibling::p[1]")[0]
        assert paragraph.text.removeprefix("\ufeff") == HOSTILE

    @FEW
    @given(published=of_any_form)
    def test_texts_and_values_are_all_there(self, published):
        page = page_of(published)
        for section in sections():
            if section in narratives():
                heading = page.get_element_by_id(section)
                following = list(heading.itersiblings())
                stop = next((n for n, node in enumerate(following) if node.tag != "p"), len(following))
                texts = tuple(node.text.removeprefix("\ufeff") for node in following[:stop])
                assert texts == getattr(published, section)
        for address, value in cell_values(published).items():
            assert (page.get_element_by_id(address).text or "") == as_printed(value)


class TestWord:
    """The Word file is the official layout: merged cells, lines, heads that repeat, numbers that no cell breaks in two."""

    def test_the_tables_are_the_layout_box_by_box(self, report):
        for section, table in zip(tables(), word_of(report).tables, strict=True):
            rows = [
                [
                    (
                        text_of(cell),
                        int(across[0].get(qn("w:val"))) if (across := cell.xpath("w:tcPr/w:gridSpan")) else 1,
                    )
                    for cell in row.tr_lst_cells
                    if not [merge for merge in cell.xpath("w:tcPr/w:vMerge") if merge.get(qn("w:val")) != "restart"]
                ]
                for row in map(Cells, table._tbl.tr_lst)
            ]
            assert rows == [[(text, columns) for text, _, columns in row] for row in printed_rows(report, section)]

    def test_merged_cells_reach_as_far_down_as_their_boxes(self, report):
        for section, table in zip(tables(), word_of(report).tables, strict=True):
            form = printed_tables(report.edition)[section]
            for y in range(len(table.rows)):
                for spot, box in form.across[y]:
                    assert table.cell(y, spot.column)._tc is table.cell(spot.row, spot.column)._tc
                    assert table.cell(y, spot.column + box.columns - 1)._tc is table.cell(spot.row, spot.column)._tc

    def test_rows_do_not_break_and_the_heads_of_matrix_and_grid_repeat(self, report):
        repeated = [
            [bool(row.xpath("w:trPr/w:tblHeader")) for row in table._tbl.tr_lst] for table in word_of(report).tables
        ]
        assert [sum(rows) for rows in repeated] == [0, 3, 3]
        assert all(rows == sorted(rows, reverse=True) for rows in repeated)
        assert all(row.xpath("w:trPr/w:cantSplit") for table in word_of(report).tables for row in table._tbl.tr_lst)

    def test_headings_are_headings_and_the_page_is_a4(self, report):
        document = word_of(report)
        headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
        assert headings == [heading_of(section) for section in sections()]
        assert document.paragraphs[0].style.name == "Title"
        assert document.core_properties.title == report.title
        (page,) = document.sections
        assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)

    def test_a_number_too_long_for_its_cell_is_printed_smaller(self, report):
        def sizes(count):
            values = report.model_dump()
            values["remedies"]["reconsideration"] = dict.fromkeys(values["remedies"]["reconsideration"], count)
            table = word_of(gds.PublishedReport.model_validate(values)).tables[2]
            return {size.get(qn("w:val")) for size in table._tbl.tr_lst[3].xpath("w:tc[1]//w:sz")}

        assert sizes(12345) == set()
        assert sizes(1234567) == {"12"}
        assert sizes(9007199254740991) == {"5"}

    @FEW
    @given(published=of_any_form)
    def test_texts_are_all_there_to_the_letter(self, published):
        narrative = tuple(
            paragraph.text for paragraph in word_of(published).paragraphs if paragraph.style.name == "Narrative"
        )
        stated = (getattr(published, section) for section in narratives())
        assert narrative == tuple(text for texts in stated for text in texts)


class Cells:
    def __init__(self, row):
        self.tr_lst_cells = row.xpath("w:tc")


def text_of(cell):
    return "".join(cell.xpath(".//w:t/text()"))


class TestExcel:
    """The workbook is the official layout; numbers are numbers, totals are formulas, texts are never formulas."""

    def test_a_sheet_for_each_section_with_the_tables_in_the_layout(self, report):
        book = book_of(report, data_only=True)
        assert book.sheetnames == [heading_of(section) for section in sections()]
        for section in tables():
            sheet = book[heading_of(section)]
            form = printed_tables(report.edition)[section]
            values = cell_values(report)
            merged = set()
            for row in form.rows:
                for spot, box in row:
                    value = values[box.address] if box.address else box.text
                    cell = sheet.cell(spot.row + 2, spot.column + 1)
                    if isinstance(value, Decimal):
                        value = float(value)
                    assert (cell.value, type(cell.value) is str) == (value, not box.address)
                    if box.rows * box.columns > 1:
                        merged.add((cell.row, cell.column, cell.row + box.rows - 1, cell.column + box.columns - 1))
                        below = sheet.cell(cell.row + box.rows - 1, cell.column + box.columns - 1)
                        assert below.border.bottom.style == below.border.right.style == "thin"
            merged.add((1, 1, 1, form.columns))
            assert {
                (area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges
            } == merged

    def test_every_total_of_an_identity_is_a_formula_that_gives_it(self, report):
        formulas, values = book_of(report), book_of(report, data_only=True)
        found = {}
        for sheet in formulas:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        (area,) = re.fullmatch(r"=SUM\((\w+:\w+)\)", cell.value).groups()
                        cells = [inner.value for line in values[sheet.title][area] for inner in line]
                        assert sum(cells) == values[sheet.title][cell.coordinate].value
                        found[sheet.title, cell.coordinate] = cell.value
        totals = {identity.at for identity in gds.identities() if len(identity.actual) == 1}
        assert len(found) == len(totals) == 34
        assert found[heading_of("requests"), "D28"] == "=SUM(D7:D27)"
        assert found[heading_of("requests"), "J28"] == "=SUM(D28:I28)"
        assert found[heading_of("remedies"), "O5"] == "=SUM(K5:N5)"

    @FEW
    @given(published=of_any_form)
    def test_a_total_that_is_not_the_sum_is_a_number_as_printed_and_a_blank_stays_blank(self, published):
        formulas, values = book_of(published), book_of(published, data_only=True)
        printed = cell_values(published)
        known = gds.identities(published.edition)
        sums = {identity.at: identity.expected for identity in reversed(known) if len(identity.actual) == 1}
        for section in tables():
            for address, spot in printed_tables(published.edition)[section].spots.items():
                place = (spot.row + 2, spot.column + 1)
                stored, shown = (book[heading_of(section)].cell(*place).value for book in (formulas, values))
                text = as_printed(printed[address])
                kept = re.fullmatch(r"-?[0-9.]*", text) and len(re.sub("[-.]", "", text)) <= 15
                assert shown == ((float(text) if text else None) if kept else text)  # spreadsheets keep 15 digits
                parts = [printed[part] for part in sums.get(address, ())]
                adds_up = bool(parts) and None not in parts and sum(parts) == printed[address]
                assert str(stored).startswith("=SUM(") is (adds_up and bool(kept))

    def test_the_print_titles_are_the_heads(self, report):
        book = book_of(report)
        assert [sheet.print_title_rows for sheet in book] == [None, None, "$1:$4", "$1:$4", None, None]
        assert {(sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage) for sheet in book} == {
            (9, True)
        }

    @pytest.mark.parametrize("beginning", ["=", "+", "-", "@"])
    def test_text_that_begins_like_a_formula_is_text_and_stays_so_when_edited(self, report, beginning):
        text = beginning + 'HYPERLINK("http://evil.example","点这里")'
        sheet = book_of(report.model_copy(update={"organ": text, "overview": (text,)})).worksheets[0]
        title, paragraph = sheet["A1"], next(cell for cell in sheet["A"] if cell.value == text)
        assert title.value.startswith(text)
        assert {title.data_type, paragraph.data_type} == {"s"}
        assert title.quotePrefix
        assert paragraph.quotePrefix
        assert b"<f>HYPERLINK" not in to_xlsx(written(report.model_copy(update={"organ": text})))

    def test_what_excel_would_take_for_an_escape_is_escaped(self, report):
        data = to_xlsx(written(report.model_copy(update={"overview": ("_x0041_", "_x41_", "__x000D_")})))
        sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
        assert [text for text in re.findall("<t>(.*?)</t>", sheet) if text.startswith("_")] == [
            "_x005F_x0041_",
            "_x41_",
            "__x005F_x000D_",
        ]

    def test_an_amount_shows_all_its_places(self, report):
        def shown(amount):
            values = report.model_dump()
            values["proactive_disclosure"]["fees"]["amount"] = Decimal(amount)
            sheet = book_of(gds.AnnualReport.model_validate(values))[heading_of("proactive_disclosure")]
            return sheet["B15"].value, sheet["B15"].number_format

        assert shown("72701.2578") == (72701.2578, "0.0000")
        assert shown("0.000001") == (0.000001, "0.000000")
        assert shown("5") == (5, "0")


@FEW
@given(report=st.sampled_from([*EDITIONS]).flatmap(lambda name: reports(edition=name, max_paragraphs=2)))
def test_values_are_derived_once_and_sums_hold_in_a_valid_report(report):
    document = written(report)
    found = {}
    for section in document.sections:
        if section.table:
            found |= section.table.values
            assert section.table.sums == section.table.form.sums
    assert found == cell_values(report)
