"""The model: what a report may hold, and that nothing gets around its doors."""

from __future__ import annotations

import copy
import pickle
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError

import gov_disclosure_schema as gds
from gov_disclosure_schema.editions import EDITIONS
from gov_disclosure_schema.part import Part
from gov_disclosure_schema.report import cell_values, header_fields, headings, narratives, report_type
from gov_disclosure_schema.scalars import CREDIT_ALPHABET
from gov_disclosure_schema.testing import broken, credit_codes, published_reports, reports
from gov_disclosure_schema.walk import part_of

COUNTS = [cell.address for cell in gds.cells() if cell.kind == "count"]
AMOUNTS = [cell.address for cell in gds.cells() if cell.kind == "amount"]
NARRATIVE = narratives()


def with_value(report: gds.PublishedReport, address: str, value: object) -> dict[str, Any]:
    """What a report holds, with another value at an address; `...` leaves the field out."""
    fields = report.model_dump()
    *path, leaf = address.split(".")
    part = fields
    for field in path:
        part = part[field]
    if value is ...:
        part.pop(leaf, None)
    else:
        part[leaf] = value
    return fields


def lines(model: type[gds.PublishedReport], fields: object) -> list[tuple[str, str, str]]:
    """Location, type and message of each line of the one error that validating raises."""
    with pytest.raises(ValidationError) as refused:
        model.model_validate(fields)
    return [(".".join(map(str, line["loc"])), line["type"], line["msg"]) for line in refused.value.errors()]


def parts_of(part: Part) -> list[Part]:
    below = [value for _, value in part if isinstance(value, Part)]
    return [part, *(inner for part in below for inner in parts_of(part))]


class TestClosed:
    """No part of the form has a field that the form has not."""

    def test_every_part_refuses_an_unknown_field(self, report):
        assert {type(part).model_config["extra"] for part in parts_of(report)} == {"forbid"}
        for address in ["remarks", *(f"{cell.rpartition('.')[0]}.remarks" for cell in COUNTS)]:
            assert lines(gds.AnnualReport, with_value(report, address, 1)) == [
                (address, "extra_forbidden", "Extra inputs are not permitted")
            ]

    @pytest.mark.parametrize("model", [gds.AnnualReport, gds.PublishedReport])
    def test_every_field_but_the_optional_ones_is_required(self, report, model):
        optional = {"schema_id", *header_fields()}
        for address in [*gds.PublishedReport.model_fields, *COUNTS, *AMOUNTS]:
            if address in optional:
                assert model.model_validate(with_value(report, address, ...)).organ == report.organ
            else:
                refused = lines(model, with_value(report, address, ...))
                assert refused == [(address, "missing", "Field required")]


class TestFrozen:
    """Nothing in a report can be changed, or holds something that can."""

    def test_no_field_of_any_part_can_be_assigned_or_deleted(self, report):
        for part in parts_of(report):
            for field in type(part).model_fields:
                with pytest.raises(ValidationError, match="Instance is frozen"):
                    setattr(part, field, 0)
                with pytest.raises(ValidationError, match="Instance is frozen"):
                    delattr(part, field)

    def test_narrative_is_a_tuple_even_when_read_from_an_array(self, report):
        again = gds.AnnualReport.model_validate_json(report.model_dump_json())
        assert {type(getattr(again, section)) for section in NARRATIVE} == {tuple}

    def test_a_list_is_no_tuple(self, report):
        assert lines(gds.AnnualReport, with_value(report, "overview", ["一段。"])) == [
            ("overview", "tuple_type", "Input should be a valid tuple")
        ]

    @given(reports(max_paragraphs=3))
    def test_equal_reports_have_equal_hashes(self, report):
        assert hash(report) == hash(gds.AnnualReport.model_validate(report.model_dump()))


class TestCounts:
    """A count is a whole number from 0 to 2^53 - 1, and nothing that merely looks like one."""

    @pytest.mark.parametrize(
        ("value", "type_", "message"),
        [
            ("12", "int_type", "Input should be a valid integer"),
            (True, "int_type", "Input should be a valid integer"),
            (12.0, "int_type", "Input should be a valid integer"),
            (12.5, "int_type", "Input should be a valid integer"),
            (float("nan"), "int_type", "Input should be a valid integer"),
            (Decimal(12), "int_type", "Input should be a valid integer"),
            (-1, "greater_than_equal", "Input should be greater than or equal to 0"),
            (2**53, "less_than_equal", "Input should be less than or equal to 9007199254740991"),
            (10**30, "less_than_equal", "Input should be less than or equal to 9007199254740991"),
            (None, "int_type", "Input should be a valid integer"),
        ],
    )
    def test_anything_else_is_refused_in_every_cell(self, report, value, type_, message):
        for address in COUNTS:
            assert lines(gds.AnnualReport, with_value(report, address, value)) == [(address, type_, message)]

    @pytest.mark.parametrize("address", COUNTS)
    def test_a_published_report_may_leave_any_cell_blank(self, report, address):
        blank = gds.PublishedReport.model_validate(with_value(report, address, None))
        assert cell_values(blank)[address] is None

    def test_the_bounds_are_counts(self, report):
        for value in (0, 2**53 - 1):
            held = gds.AnnualReport.model_validate(with_value(report, "proactive_disclosure.rules.issued", value))
            assert held.proactive_disclosure.rules.issued == value


class TestHeader:
    """The header's values are checked, each by its own rule."""

    @pytest.mark.parametrize("year", [2018, 10_000, "2023", 2023.0, None])
    def test_the_year_has_four_digits_and_is_none_before_the_regulations(self, report, year):
        assert [line[:1] for line in lines(gds.AnnualReport, with_value(report, "year", year))] == [("year",)]

    @pytest.mark.parametrize(
        "code",
        # The standard's own example; a ministry and enterprises, as they are published.
        ["91350100M000100Y43", "11100000000013127D", "91440300708461136T", "914403001922038216", "91330100799655058B"],
    )
    def test_a_credit_code_is_taken_with_the_check_character_of_gb_32100_alone(self, report, code):
        assert check_character(code[:-1]) == code[-1]
        for last in CREDIT_ALPHABET:
            fields = with_value(report, "unified_social_credit_code", code[:-1] + last)
            if last == code[-1]:
                assert gds.AnnualReport.model_validate(fields).unified_social_credit_code == code
            else:
                message = f"the check character of the unified social credit code should be {code[-1]}, not {last}."
                assert lines(gds.AnnualReport, fields) == [("unified_social_credit_code", "CREDIT-CODE", message)]

    @given(credit_codes())
    def test_credit_codes_that_are_drawn_have_the_check_character_of_an_independent_reckoning(self, code):
        assert check_character(code[:-1]) == code[-1]

    @pytest.mark.parametrize(
        "code", ["", "91350100M000100Y4", "91350100M000100Y430", "91350100m000100Y43", "9135010IM000100Y43", 9135]
    )
    def test_a_code_of_another_shape_is_refused_before_it_is_reckoned(self, report, code):
        ((at, kind, _),) = lines(gds.AnnualReport, with_value(report, "unified_social_credit_code", code))
        assert (at, kind) in [
            ("unified_social_credit_code", "string_pattern_mismatch"),
            ("unified_social_credit_code", "string_type"),
        ]

    @pytest.mark.parametrize("code", ["32130", "3213000", "32130a", "３２１３００", 321300, "321300\n"])
    def test_a_division_code_is_six_ascii_digits(self, report, code):
        assert [
            line[0] for line in lines(gds.AnnualReport, with_value(report, "administrative_division_code", code))
        ] == ["administrative_division_code"]

    @pytest.mark.parametrize("day", ["2024-01-31", datetime(2024, 1, 31, 12), 1706659200])  # noqa: DTZ001
    def test_a_publication_date_is_a_date(self, report, day):
        assert [line[0] for line in lines(gds.AnnualReport, with_value(report, "publication_date", day))] == [
            "publication_date"
        ]

    @pytest.mark.parametrize(
        "url",
        [
            "ftp://a.cn/",
            "www.gov.cn",
            "https://",
            "http://a b",
            "http://a\u3000b",
            "http://a\n",
            "http://" + "a" * 2042,
        ],
    )
    def test_a_source_url_is_http_or_https_without_white_space(self, report, url):
        assert [line[0] for line in lines(gds.AnnualReport, with_value(report, "source_url", url))] == ["source_url"]

    def test_the_schema_is_named_by_itself_in_python_and_must_be_named_in_a_document(self, report):
        fields = report.model_dump(exclude={"schema_id"})
        assert gds.AnnualReport.model_validate(fields) == report
        assert report.schema_id in {edition.schema_id for edition in EDITIONS.values()}
        with pytest.raises(ValidationError) as refused:
            gds.AnnualReport.model_validate_json(report.model_dump_json(exclude={"schema_id"}))
        assert [(line["loc"], line["type"]) for line in refused.value.errors()] == [(("schema_id",), "missing")]

    def test_the_title_is_none_where_organ_or_year_is_unknown(self, report):
        published = gds.PublishedReport.model_validate(report.model_dump())
        assert published.title == "宿迁市2023年政府信息公开工作年度报告"
        assert published.model_copy(update={"organ": None}).title is None
        assert published.model_copy(update={"year": None}).title is None


TEXTS = [
    ("", "TEXT-EMPTY", "a text must not be empty."),
    ("一\t二", "TEXT-CHARACTER", "character 2 is U+0009, which not every format can carry."),
    ("一\n", "TEXT-CHARACTER", "character 2 is U+000A, which not every format can carry."),
    ("\0", "TEXT-CHARACTER", "character 1 is U+0000, which not every format can carry."),
    ("一二\x85", "TEXT-CHARACTER", "character 3 is U+0085, which not every format can carry."),
    ("一\u2028二", "TEXT-CHARACTER", "character 2 is U+2028, which not every format can carry."),
    ("\ufeff一", "TEXT-CHARACTER", "character 1 is U+FEFF, which not every format can carry."),
    ("😀\uffff", "TEXT-CHARACTER", "character 2 is U+FFFF, which not every format can carry."),
    ("一\ud83d", "TEXT-CHARACTER", "character 2 is U+D83D, which not every format can carry."),
    (" 一", "TEXT-EDGE", "a text must not begin or end with white space."),
    ("一\u3000", "TEXT-EDGE", "a text must not begin or end with white space."),
    ("\u00a0", "TEXT-EDGE", "a text must not begin or end with white space."),
    ("一  二", "TEXT-SPACES", "two spaces in a row at character 2, which HTML would make one."),
    ("一" * 16_384, "TEXT-LENGTH", "a text of 16384 characters, the limit is 16383."),
]


class TestText:
    """A text is a line that every format carries unchanged; what none of them could carry is refused by its rule."""

    @pytest.mark.parametrize(("text", "rule", "message"), TEXTS)
    @pytest.mark.parametrize("section", NARRATIVE)
    def test_each_rule_speaks_for_itself_at_the_paragraph(self, report, section, text, rule, message):
        fields = with_value(report, section, ("一段。", text))
        assert lines(gds.AnnualReport, fields) == [(f"{section}.1", rule, message)]

    @pytest.mark.parametrize(("text", "rule", "message"), TEXTS)
    def test_the_same_rules_hold_the_name_of_the_organ_within_200_characters(self, report, text, rule, message):
        message = message.replace("16383", "200")
        assert lines(gds.AnnualReport, with_value(report, "organ", text)) == [("organ", rule, message)]

    def test_the_longest_texts_are_taken(self, report):
        longest = with_value(report, "overview", ("😀" * 16_383,)) | {"organ": "局" * 200}
        assert gds.AnnualReport.model_validate(longest).organ == "局" * 200
        assert lines(gds.AnnualReport, longest | {"organ": "局" * 201}) == [
            ("organ", "TEXT-LENGTH", "a text of 201 characters, the limit is 200.")
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "一 二",
            "一\u3000\u3000二",
            "一\u00a0 \u3000二",
            "\u200b",
            "a\u200db",
            "\ue000",
            "\U0010ffff",
            "𠮷",
            "%s {0}",
        ],
    )
    def test_what_every_format_carries_is_taken_to_the_letter(self, report, text):
        assert gds.AnnualReport.model_validate(with_value(report, "overview", (text,))).overview == (text,)

    @pytest.mark.parametrize("section", NARRATIVE)
    @pytest.mark.parametrize("heading", sorted(headings()))
    def test_a_paragraph_that_equals_a_heading_is_refused(self, report, section, heading):
        fields = with_value(report, section, (heading, f"{heading}。", heading))
        message = f"a paragraph equals the section heading {heading}; the text layout could not tell them apart."
        assert lines(gds.PublishedReport, fields) == [
            (f"{section}.0", "TEXT-HEADING", message),
            (f"{section}.2", "TEXT-HEADING", message),
        ]

    def test_every_illegal_paragraph_of_every_section_has_its_line_in_one_error(self, report):
        fields = report.model_dump() | dict.fromkeys(NARRATIVE, ("", "一段。", " "))
        assert [line[:2] for line in lines(gds.AnnualReport, fields)] == [
            (f"{section}.{n}", rule) for section in NARRATIVE for n, rule in ((0, "TEXT-EMPTY"), (2, "TEXT-EDGE"))
        ]


class TestCopies:
    """A copy is a report of the same class, and changing one goes through the same door."""

    @given(reports(max_paragraphs=3) | published_reports(max_paragraphs=3))
    def test_copies_and_pickles_are_equal_and_of_the_same_classes(self, report):
        pickled = [pickle.loads(pickle.dumps(report, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)]  # noqa: S301
        for other in [
            copy.copy(report),
            copy.deepcopy(report),
            report.model_copy(),
            report.model_copy(deep=True),
            *pickled,
        ]:
            assert other == report
            assert [type(part) for part in parts_of(other)] == [type(part) for part in parts_of(report)]

    def test_an_update_is_taken_if_the_report_stays_valid(self, report):
        assert report.model_copy(update={"organ": "泗阳县"}).title == "泗阳县2023年政府信息公开工作年度报告"
        assert report.model_copy(update={"organ": "泗阳县"}).requests is report.requests

    @pytest.mark.parametrize("update", [{"organ": ""}, {"year": "2023"}, {"remarks": 1}, {"overview": ["一段。"]}])
    def test_an_update_that_the_door_refuses_is_refused(self, report, update):
        with pytest.raises(ValidationError):
            report.model_copy(update=update)

    @given(reports(max_paragraphs=1), broken("T3-ROW"))
    def test_no_broken_table_gets_behind_the_strict_door_by_an_update(self, valid, wrong):
        strict: Any = part_of(report_type(valid.edition), "requests")
        for matrix in (wrong.requests, strict.model_validate(wrong.requests.model_dump())):
            with pytest.raises(ValidationError):
                valid.model_copy(update={"requests": matrix})


class TestDoors:
    """`verified` and the strict door say the same: what is true and whole passes, unchanged; nothing else does."""

    @given(reports(max_paragraphs=3))
    def test_a_valid_report_passes_from_one_door_to_the_other_and_back(self, report):
        published = gds.PublishedReport.model_validate(report.model_dump())
        assert isinstance(published, gds.PublishedReport)
        assert not isinstance(published, gds.AnnualReport)
        assert published.verified() == report
        assert report.verified() == report

    @given(published_reports(max_paragraphs=3))
    def test_a_published_report_is_verified_exactly_if_it_is_whole_and_every_identity_holds(self, published):
        values = cell_values(published).values()
        due = published.title is not None and None not in values and not gds.check(published).errors
        try:
            verified: gds.AnnualReport | None = published.verified()
        except ValidationError:
            verified = None
        assert (verified is not None) == due

    @given(st.sampled_from(["T3-ROW", "T3-OUTCOME", "T3-BALANCE", "T4-SUM"]).flatmap(broken))
    def test_a_broken_report_does_not_pass(self, wrong):
        with pytest.raises(ValidationError):
            wrong.verified()

    def test_a_published_part_becomes_a_strict_one_if_it_is_whole(self, report):
        published = gds.PublishedReport.model_validate(report.model_dump())
        taken = gds.AnnualReport.model_validate({**dict(report), "remedies": published.remedies})
        assert taken == report
        assert [type(part) for part in parts_of(taken)] == [type(part) for part in parts_of(report)]
        address = "remedies.litigation.direct.pending"
        blank = gds.PublishedReport.model_validate(with_value(report, address, None))
        assert lines(gds.AnnualReport, {**dict(report), "remedies": blank.remedies}) == [
            (address, "int_type", "Input should be a valid integer")
        ]


def check_character(body: str) -> str:
    """The check character of GB 32100-2015, by its formula C18 = 31 - MOD(SUM(Ci * Wi), 31), weights as tabulated."""
    weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    remainder = sum(alphabet.index(body[n]) * weights[n] for n in range(17)) % 31
    return alphabet[(31 - remainder) % 31]
