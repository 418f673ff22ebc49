"""What is written in a printed format is read back as the same report, whatever its texts look like."""

from __future__ import annotations

import io
from datetime import date
from itertools import permutations

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st

import gov_disclosure_schema as gds
from gov_disclosure_schema.editions import EDITIONS, FORMS
from gov_disclosure_schema.report import cell_values
from gov_disclosure_schema.testing import broken, published_reports, reports

PRINTED = {name: getattr(gds.codecs, name) for name in ("docx", "html", "xlsx")}
ALL = {name: getattr(gds.codecs, name) for name in ("json", "xml", "text", *PRINTED)}
in_every_format = pytest.mark.parametrize("name", PRINTED)
FEW = settings(max_examples=max(settings().max_examples // 4, 5))

of_any_edition = st.sampled_from([*EDITIONS]).flatmap(lambda edition: reports(edition=edition, max_paragraphs=5))
of_any_form = (
    st.sampled_from([*FORMS])
    .flatmap(lambda form: published_reports(edition=form, max_paragraphs=5))
    .filter(lambda report: report.title is not None)
)


def said(reading):
    return sorted((finding.rule, finding.at) for finding in reading.findings)


@in_every_format
class TestOneFormat:
    """decode(encode(r)) == r for every report r that has a title, through both doors; and the same bytes again."""

    @FEW
    @given(report=of_any_edition)
    def test_a_report_comes_back_equal_of_the_same_class_and_written_the_same(self, name, report):
        codec = PRINTED[name]
        data = codec.encode(report)
        again = codec.decode(data)
        assert again == report
        assert type(again) is type(report)
        assert codec.encode(again) == data

    @FEW
    @given(published=of_any_form)
    def test_a_published_report_comes_back_too_blanks_and_broken_sums_and_all(self, name, published):
        codec = PRINTED[name]
        data = codec.encode(published)
        assert codec.decode(data, gds.PublishedReport) == published

    @FEW
    @given(published=of_any_form)
    def test_reading_it_finds_what_reading_json_finds_and_every_place(self, name, published):
        reading = gds.read(PRINTED[name].encode(published))
        assert reading.format == name
        assert reading.report == published
        assert said(reading) == said(gds.read(gds.codecs.json.encode(published)))
        assert list(reading.places) == list(cell_values(published))

    @pytest.mark.parametrize("unsaid", ["nothing", "a cell", "a section"])
    def test_last_lines_that_look_like_those_of_a_page_are_the_reports_in_a_file_of_ours(self, name, report, unsaid):
        """Anywhere else such lines are told and left out."""
        said = report.model_dump() | {"other_matters": ("其他情况见附件。", "附件：1. 统计表", "主办：云川市人民政府")}
        if unsaid == "a cell":
            said["requests"]["received"]["total"] = None
        if unsaid == "a section":
            said["problems_and_improvements"] = ()
        published = gds.PublishedReport.model_validate(said)
        reading = gds.read(PRINTED[name].encode(published))
        assert reading.report == published
        assert not [finding for finding in reading.findings if finding.rule == "PAGE-SURROUNDINGS"]

    @FEW
    @given(wrong=st.sampled_from(sorted({identity.rule for identity in gds.identities()})).flatmap(broken))
    def test_a_broken_report_is_refused_at_the_strict_door_at_its_cells(self, name, wrong):
        data = PRINTED[name].encode(wrong)
        with pytest.raises(gds.InvalidReport) as refused:
            PRINTED[name].decode(data)
        due = sorted((finding.rule, at) for finding in gds.check(wrong).errors for at in finding.at)
        assert sorted((finding.rule, at) for finding in refused.value.findings for at in finding.at) == due
        assert all(finding.position is not None for finding in refused.value.findings)

    def test_the_largest_report_is_carried(self, name, report):
        """100 paragraphs of the greatest length in each section."""
        text = ("😀一" * 9000)[: 2**14 - 1]
        sections = ("overview", "problems_and_improvements", "other_matters")
        large = report.model_copy(update=dict.fromkeys(sections, (text,) * 100))
        assert PRINTED[name].decode(PRINTED[name].encode(large)) == large


class TestAcrossFormats:
    """From any format to any other, the report is the same."""

    @FEW
    @given(published=of_any_form)
    def test_all_ordered_pairs(self, published):
        data = {name: codec.encode(published) for name, codec in ALL.items()}
        for one, other in permutations(ALL, 2):
            assert ALL[other].encode(ALL[one].decode(data[one], gds.PublishedReport)) == data[other]


class TestStrictly:
    """`decode` takes a page to the letter, or one in which nothing is wrong; what it cannot read for certain is refused."""

    def test_other_spellings_that_are_certain_are_taken(self, report):
        page = gds.codecs.html.encode(report).decode().replace("二、主动公开政府信息情况", "二、主动公开情况")
        assert gds.codecs.html.decode(page.encode()) == report

    def test_the_optional_fields_of_the_header_are_lines_that_the_recognizer_reads_too(self, report):
        header = {
            "unified_social_credit_code": "11321300014277015D",
            "administrative_division_code": "321300",
            "publication_date": date(2024, 1, 31),
            "source_url": "https://www.example.gov.cn/a?b=1&c=：",
        }
        stated = report.model_copy(update=header)
        page = gds.codecs.html.encode(stated).decode().replace("二、主动公开政府信息情况", "二、主动公开情况")
        assert gds.codecs.html.decode(page.encode()) == stated

    def test_a_lost_row_is_refused(self, report):
        page = gds.codecs.html.encode(report).decode()
        begin = page.index("<tr><th", page.index("2.重复申请") - 200)
        page = page[:begin] + page[page.index("</tr>", begin) :]
        with pytest.raises(gds.DecodeError) as refused:
            gds.codecs.html.decode(page.encode())
        assert {finding.rule for finding in refused.value.findings} == {"ROW-MISSING"}

    def test_what_is_no_report_is_refused(self):
        with pytest.raises(gds.DecodeError, match="NOT-A-REPORT"):
            gds.codecs.html.decode(b"<html><body><p>\xe6\x97\xa0</p></body></html>")

    def test_a_broken_sum_is_refused_at_its_cell_although_the_page_is_not_to_the_letter(self, report):
        value = cell_values(report)["remedies.reconsideration.total"]
        page = gds.codecs.html.encode(report).decode().replace("二、主动公开政府信息情况", "二、主动公开情况")
        cell = '<td id="remedies.reconsideration.total"'
        at = page.index(">", page.index(cell)) + 1
        page = page[:at] + str(value + 1) + page[page.index("<", at) :]
        with pytest.raises(gds.InvalidReport) as refused:
            gds.codecs.html.decode(page.encode())
        (finding,) = refused.value.findings
        assert (finding.rule, finding.at) == ("T4-SUM", ("remedies.reconsideration.total",))
        assert (finding.position.table, finding.position.row, finding.position.cell) == (3, 4, 5)

    def test_a_formula_whose_value_is_not_stored_is_refused_although_the_rest_is_to_the_letter(self, report):
        book = io.BytesIO()
        openpyxl.load_workbook(io.BytesIO(gds.codecs.xlsx.encode(report))).save(book)
        with pytest.raises(gds.DecodeError) as refused:
            gds.codecs.xlsx.decode(book.getvalue(), gds.PublishedReport)
        assert {finding.rule for finding in refused.value.findings} == {"SHEET-FORMULA"}
