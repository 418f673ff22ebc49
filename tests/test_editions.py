"""Every edition of the form behind one name: a document goes to the edition that it names, and gets its errors alone."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

import gov_disclosure_schema as gds
from gov_disclosure_schema.against import judge
from gov_disclosure_schema.catalogue import IDENTITY_RULES
from gov_disclosure_schema.editions import EDITIONS, FORMS, e2019, e2021
from gov_disclosure_schema.findings import Position
from gov_disclosure_schema.money import Money
from gov_disclosure_schema.report import published_type, report_type
from gov_disclosure_schema.tables import RequesterCounts
from gov_disclosure_schema.testing import broken, published_reports, reports

MIXED = [name for name, form in FORMS.items() if form.mixed]

of_any_edition = st.sampled_from([*EDITIONS]).flatmap(lambda name: reports(edition=name, max_paragraphs=2))
of_any_form = st.sampled_from([*FORMS]).flatmap(lambda name: published_reports(edition=name, max_paragraphs=2))


def wrong_in_one_cell(chosen: tuple[str, str]) -> st.SearchStrategy[gds.PublishedReport]:
    rule, edition = chosen
    return broken(rule, edition=edition)


class TestForms:
    def test_the_trial_form_has_the_cells_and_identities_that_it_prints(self):
        found = gds.cells("2019")
        assert len(found) == 198
        assert [sum(cell.address.startswith(f"{table}.") for cell in found) for table in FORMS_TABLES] == [22, 161, 15]
        rules = [identity.rule for identity in gds.identities("2019")]
        assert {rule: rules.count(rule) for rule in rules} == {
            "T3-ROW": 23,
            "T3-OUTCOME": 7,
            "T3-BALANCE": 7,
            "T4-SUM": 3,
        }

    def test_other_handling_is_one_row_of_the_sum_of_outcomes(self):
        (natural_persons,) = [
            identity
            for identity in gds.identities("2019")
            if identity.at == "requests.outcomes.total.natural_person" and identity.rule == "T3-OUTCOME"
        ]
        assert "requests.outcomes.other.natural_person" in natural_persons.expected
        assert len(natural_persons.expected) == 19

    def test_changes_have_a_sign_and_the_amount_of_procurement_its_own_unit(self):
        kinds = {cell.address: (cell.kind, cell.unit) for cell in gds.cells("2019")}
        others = {address: kind for address, kind in kinds.items() if kind != ("count", "")}
        assert others == {
            **{
                f"proactive_disclosure.{item}.change": ("change", "")
                for item in ("licensing", "other_services", "penalties", "compulsion", "fees")
            },
            "proactive_disclosure.procurement.amount": ("stated_amount", ""),
        }

    @pytest.mark.parametrize(
        ("form", "cells", "identities"), [("2021", 200, 42), ("2021+2019", 186, 40), ("2019+2021", 212, 42)]
    )
    def test_a_form_is_a_choice_of_edition_for_section_two_and_for_the_other_tables(self, form, cells, identities):
        assert (len(gds.cells(form)), len(gds.identities(form))) == (cells, identities)
        two, others = FORMS[form].pure
        assert gds.cells(form) == (
            *(cell for cell in gds.cells(two) if cell.address.startswith("proactive_disclosure.")),
            *(cell for cell in gds.cells(others) if not cell.address.startswith("proactive_disclosure.")),
        )


FORMS_TABLES = ("proactive_disclosure", "requests", "remedies")


class TestCommonCells:
    def test_are_those_of_one_address_and_one_meaning(self):
        shared = gds.common_cells("2019", "2021")
        addresses = [cell.address for cell in shared]
        assert shared == tuple(cell for cell in gds.cells("2021") if cell.address in addresses)
        assert [address for address in addresses if address.startswith("proactive_disclosure.")] == [
            f"proactive_disclosure.{item}.decisions" for item in ("licensing", "penalties", "compulsion")
        ]
        assert len([address for address in addresses if address.startswith("requests.")]) == 22 * 7
        assert len([address for address in addresses if address.startswith("remedies.")]) == 15

    def test_the_one_row_and_the_three_rows_of_other_handling_are_not_among_them(self):
        assert not [
            cell
            for cell in gds.common_cells("2019", "2021")
            if ".other." in cell.address and "requests" in cell.address
        ]

    @pytest.mark.parametrize("one", FORMS)
    @pytest.mark.parametrize("other", FORMS)
    def test_are_the_same_in_either_direction_and_all_of_an_editions_own(self, one, other):
        here, there = gds.common_cells(one, other), gds.common_cells(other, one)
        assert [cell.address for cell in here] == [cell.address for cell in there]
        assert gds.common_cells(one, one) == gds.cells(one)

    def test_an_unknown_edition_is_told(self):
        with pytest.raises(gds.UsageError) as refused:
            gds.common_cells("2019", "1999")
        assert refused.value.message() == "EDITION-UNKNOWN: unknown edition 1999; known: 2019, 2021."


class TestOneName:
    """`AnnualReport` and `PublishedReport` take a report of any edition, by whatever way it comes."""

    @given(of_any_edition)
    def test_a_report_is_an_annual_report_whatever_its_edition(self, report):
        assert isinstance(report, gds.AnnualReport)
        assert isinstance(report, gds.PublishedReport)
        assert report.schema_id == EDITIONS[report.edition].schema_id
        fields = report.model_dump()
        assert gds.AnnualReport.model_validate(fields) == report
        assert gds.AnnualReport(**fields) == report
        assert gds.AnnualReport.model_validate_json(report.model_dump_json()) == report
        assert gds.AnnualReport.model_validate_json(report.model_dump_json().encode()) == report
        assert gds.AnnualReport.model_validate(report) is report
        assert TypeAdapter(gds.AnnualReport).validate_python(fields) == report
        assert TypeAdapter(list[gds.AnnualReport]).validate_json(f"[{report.model_dump_json()}]") == [report]
        assert report_type(report.edition).model_validate(fields) == report

    @given(of_any_form)
    def test_a_published_report_of_any_form_comes_through_its_door(self, report):
        assert isinstance(report, gds.PublishedReport)
        assert not isinstance(report, gds.AnnualReport)
        assert gds.PublishedReport.model_validate(report.model_dump()) == report
        assert gds.PublishedReport.model_validate_json(report.model_dump_json()) == report
        assert published_type(report.edition).model_validate(report.model_dump()) == report

    @given(of_any_edition)
    def test_from_one_door_to_the_other_and_back(self, report):
        published = gds.PublishedReport.model_validate(report)
        assert not isinstance(published, gds.AnnualReport)
        assert published.verified() == report
        assert gds.AnnualReport.model_validate(published) == report

    @given(of_any_form)
    def test_reports_are_copied_and_pickled(self, report):
        for copy in (pickle.loads(pickle.dumps(report)), deepcopy(report), report.model_copy()):  # noqa: S301
            assert copy == report
            assert type(copy) is type(report)

    @given(of_any_edition)
    def test_a_field_of_a_users_model_takes_either(self, report):
        class Filed(BaseModel):
            number: int
            report: gds.AnnualReport

        filed = Filed.model_validate_json(f'{{"number": 1, "report": {report.model_dump_json()}}}')
        assert filed.report == report
        assert json.loads(filed.model_dump_json())["report"] == json.loads(report.model_dump_json())

    def test_the_json_schema_of_a_users_model_has_one_alternative_for_each_edition(self):
        schema = gds.AnnualReport.model_json_schema()
        assert len(schema["oneOf"]) == len(EDITIONS)
        assert len(gds.PublishedReport.model_json_schema()["oneOf"]) == len(FORMS)

    @given(reports(edition="2019", max_paragraphs=1))
    def test_the_edition_may_stand_anywhere_in_a_document(self, report):
        fields = json.loads(report.model_dump_json())
        last = {**{name: value for name, value in fields.items() if name != "edition"}, "edition": "2019"}
        misleading = {"overview": ['"edition": "2021"'], **last, "overview ": 0}
        assert gds.AnnualReport.model_validate_json(json.dumps(last)) == report
        with pytest.raises(ValidationError) as refused:
            gds.AnnualReport.model_validate_json(json.dumps(misleading))
        assert [line["loc"] for line in refused.value.errors()] == [("overview ",)]

    def test_a_wrong_guess_of_the_edition_is_made_good(self):
        report = gds.AnnualReport.model_validate(zeros("2019"))
        document = '{"x":{"edition":"2021"},' + report.model_dump_json()[1:]
        with pytest.raises(ValidationError) as refused:
            gds.AnnualReport.model_validate_json(document)
        assert [line["loc"] for line in refused.value.errors()] == [("x",)]


def zeros(form: str) -> dict[str, Any]:
    """The fields of a report of zeros."""
    fields: dict[str, Any] = {"edition": form, "organ": "某市", "year": 2020}
    fields |= {"overview": ("一段。",), "problems_and_improvements": (), "other_matters": ()}
    for cell in gds.cells(form):
        *path, leaf = cell.address.split(".")
        part = fields
        for step in path:
            part = part.setdefault(step, {})
        part[leaf] = {"amount": Decimal(0), "stated_amount": Money(Decimal(0))}.get(cell.kind, 0)
    return fields


def lines(model: Any, fields: dict[str, Any]) -> list[tuple[str, str, str]]:
    with pytest.raises(ValidationError) as refused:
        model.model_validate(fields)
    return [(".".join(map(str, line["loc"])), line["type"], line["msg"]) for line in refused.value.errors()]


class TestErrors:
    @pytest.mark.parametrize("edition", EDITIONS)
    def test_are_those_of_the_edition_alone_at_the_cells(self, edition):
        fields = zeros(edition)
        fields["requests"]["received"]["natural_person"] = 1
        fields["remedies"]["litigation"]["direct"]["upheld"] = 2
        fields["year"] = 1999
        assert [line[:2] for line in lines(gds.AnnualReport, fields)] == [
            ("year", "greater_than_equal"),
            ("requests.received.total", "T3-ROW"),
            ("requests.carried_forward.natural_person", "T3-BALANCE"),
            ("remedies.litigation.direct.total", "T4-SUM"),
        ]

    def test_a_report_that_names_no_edition_gets_one_line(self):
        fields = zeros("2019")
        del fields["edition"]
        assert lines(gds.AnnualReport, fields) == [("edition", "missing", "Field required")]

    @pytest.mark.parametrize("name", ["1999", 2019, None, ["2019"]])
    def test_a_report_that_names_another_gets_one_line(self, name):
        unknown = [("edition", "literal_error", "Input should be '2019' or '2021'")]
        assert lines(gds.AnnualReport, {**zeros("2019"), "edition": name}) == unknown
        with pytest.raises(ValidationError) as refused:
            gds.AnnualReport(**{**zeros("2019"), "edition": name})
        assert [line["loc"] for line in refused.value.errors()] == [("edition",)]

    def test_what_is_no_object_is_told_to_be_none(self):
        assert [line[1] for line in lines(gds.AnnualReport, 7)] == ["model_type"]  # type: ignore[arg-type]

    def test_a_table_of_another_edition_is_not_taken(self):
        fields = {**zeros("2019"), "proactive_disclosure": zeros("2021")["proactive_disclosure"]}
        assert {line[1] for line in lines(gds.AnnualReport, fields)} == {"missing", "extra_forbidden"}


class TestArtefacts:
    """The published artefacts of every edition say of a document what the model says."""

    @pytest.mark.parametrize("codec", [gds.codecs.json, gds.codecs.xml], ids=["json", "xml"])
    @given(report=of_any_edition)
    def test_they_take_every_report_that_the_model_takes(self, codec, report):
        judgement = judge(codec.encode(report))
        assert (judgement.edition, judgement.findings.errors) == (report.edition, ())

    @pytest.mark.parametrize("codec", [gds.codecs.json, gds.codecs.xml], ids=["json", "xml"])
    @given(wrong=st.tuples(st.sampled_from(IDENTITY_RULES), st.sampled_from([*EDITIONS])).flatmap(wrong_in_one_cell))
    def test_they_find_the_identities_that_check_finds(self, codec, wrong):
        judged = {(finding.rule, finding.at[0]) for finding in judge(codec.encode(wrong)).findings.errors}
        assert judged == {(finding.rule, at) for finding in gds.check(wrong).errors for at in finding.at}


class TestMixtures:
    """A report that mixes two editions is held as it is, and no edition's own."""

    @pytest.mark.parametrize("form", MIXED)
    def test_the_strict_door_refuses_one_with_one_line(self, form):
        two, others = FORMS[form].pure
        refusal = (
            "edition",
            "FORM-MIXED",
            f"section 二 is of edition {two} of the form, the other tables are of {others}; a report that mixes two is "
            "held as it is, and no edition's own.",
        )
        published = gds.PublishedReport.model_validate(zeros(form))
        assert lines(gds.AnnualReport, zeros(form)) == [refusal]
        assert lines(gds.AnnualReport, published) == [refusal]
        assert lines(report_type(form), zeros(form)) == [refusal]
        with pytest.raises(ValidationError):
            published.verified()
        with pytest.raises(ValidationError):
            gds.AnnualReport(**zeros(form))
        with pytest.raises(ValidationError):
            gds.AnnualReport.model_validate_json(published.model_dump_json())

    @pytest.mark.parametrize("form", MIXED)
    def test_check_tells_of_it_and_assesses_every_identity(self, form):
        findings = gds.check(gds.PublishedReport.model_validate(zeros(form)))
        assert [(finding.rule, finding.at) for finding in findings.errors] == [("FORM-MIXED", ("edition",))]
        passed = sum(tally.passed for rule, tally in findings.tally.items() if rule in IDENTITY_RULES)
        assert passed == len(gds.identities(form))

    @pytest.mark.parametrize("form", MIXED)
    @pytest.mark.parametrize("codec", ["json", "xml", "text", "html", "docx", "xlsx"])
    def test_every_format_carries_one_and_refuses_it_at_the_strict_door(self, form, codec):
        published = gds.PublishedReport.model_validate(zeros(form))
        data = getattr(gds.codecs, codec).encode(published)
        assert getattr(gds.codecs, codec).decode(data, gds.PublishedReport) == published
        with pytest.raises(gds.InvalidReport) as refused:
            getattr(gds.codecs, codec).decode(data)
        assert [(finding.rule, finding.at) for finding in refused.value.findings] == [("FORM-MIXED", ("edition",))]
        reading = gds.read(data)
        assert reading.report == published
        (told,) = reading.findings.errors
        assert told.rule == "FORM-MIXED"
        if codec == "json":
            assert told.position == Position(1, data.decode().find('"edition":"') + len('"edition":') + 1)
        elif codec == "xml":
            assert told.position == Position(2)
        else:  # nothing printed names an edition: it shows from the first cell of the tables on
            assert told.position == min(place.position for place in reading.places.values())

    @pytest.mark.parametrize("form", MIXED)
    @pytest.mark.parametrize("codec", ["json", "xml"])
    def test_its_artefacts_describe_it_and_do_not_let_it_pass(self, form, codec):
        judgement = judge(getattr(gds.codecs, codec).encode(gds.PublishedReport.model_validate(zeros(form))))
        assert judgement.edition == form
        assert [finding.rule for finding in judgement.findings] == ["FORM-MIXED"]
        assert sum(tally.passed for tally in judgement.findings.tally.values()) == len(gds.identities(form))

    def test_nothing_is_invented_for_the_rows_that_were_not_on_the_page(self):
        report = gds.PublishedReport.model_validate(zeros("2021+2019"))
        assert isinstance(report.proactive_disclosure, e2021.ProactiveDisclosure)
        assert isinstance(report.requests.outcomes.other, RequesterCounts)
        assert report.schema_id == "urn:gov-disclosure-schema:annual-report:2021+2019:1"
        other = gds.PublishedReport.model_validate(zeros("2019+2021"))
        assert isinstance(other.proactive_disclosure, e2019.ProactiveDisclosure)
        assert isinstance(other.requests.outcomes.other, e2021.OtherHandling)


class TestThreads:
    def test_threads_that_meet_an_edition_at_once_get_reports_of_one_class(self):
        class Own(gds.PublishedReport, frozen=True):
            """A door that nobody has been through."""

        together = Barrier(8)

        def meet(_: int) -> type:
            together.wait()
            return type(Own.model_validate(zeros("2021+2019")))

        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(meet, range(8)))) == 1


class TestDerivedDoors:
    """A class that a user derives from a door is a door as well."""

    class Filed(gds.AnnualReport, frozen=True):
        number: int = 0

    @given(of_any_edition)
    def test_it_takes_reports_of_any_edition_and_keeps_its_own_fields(self, report):
        filed = self.Filed.model_validate({**report.model_dump(), "number": 7})
        assert isinstance(filed, self.Filed)
        assert filed.number == 7
        assert filed.model_copy(update={"number": 8}).number == 8
        assert gds.check(filed).errors == ()
        wrong = {**report.model_dump(), "number": "7"}
        assert lines(self.Filed, wrong) == [("number", "int_type", "Input should be a valid integer")]


class TestMoney:
    """An amount whose unit the form does not print is kept with the unit that its cell states, if one."""

    @pytest.mark.parametrize(
        ("written", "number", "unit", "yuan"),
        [
            ("0", "0", "", "0"),
            ("251000元", "251000", "元", "251000"),
            ("25.1万元", "25.1", "万元", "251000"),
            ("0.000001万元", "0.000001", "万元", "0.01"),
            ("12", "12", "", None),
            ("999999999999999.999999元", "999999999999999.999999", "元", "999999999999999.999999"),
        ],
    )
    def test_it_is_written_in_one_way(self, written, number, unit, yuan):
        money = Money.parse(written)
        assert (money.number, money.unit) == (Decimal(number), unit)
        assert money.yuan == (None if yuan is None else Decimal(yuan))
        assert str(money) == written
        assert pickle.loads(pickle.dumps(money)) == money  # noqa: S301

    @pytest.mark.parametrize(
        "written", ["", "元", "-1元", "1.0元", "01", "1 元", "1亿元", "1e3", "１元", "1元\n", "1" * 16]
    )
    def test_nothing_else_is_read(self, written):
        with pytest.raises(ValueError, match=f"^{re.escape(written)}$"):
            Money.parse(written)

    @pytest.mark.parametrize(
        "number", ["NaN", "Infinity", "-1", "0.0000001", "1e15", "1e999999", "1e-999999", "1000000000000000"]
    )
    def test_the_model_takes_none_beyond_its_bounds(self, number):
        fields = zeros("2019")
        fields["proactive_disclosure"]["procurement"]["amount"] = Money(Decimal(number), "元")
        assert [line[:2] for line in lines(gds.AnnualReport, fields)] == [
            ("proactive_disclosure.procurement.amount", "string_pattern_mismatch")
        ]

    @pytest.mark.parametrize("number", ["1.50", "15e-1", "0e9", "-0", "1E+2"])
    def test_equal_numbers_are_one_amount(self, number):
        fields = zeros("2019")
        fields["proactive_disclosure"]["procurement"]["amount"] = Money(Decimal(number), "元")
        report: Any = gds.AnnualReport.model_validate(fields)
        assert report.proactive_disclosure.procurement.amount == Money(Decimal(number), "元")
        assert gds.codecs.json.decode(gds.codecs.json.encode(report)) == report

    def test_in_python_it_is_no_text_and_in_a_document_nothing_else(self):
        fields = zeros("2019")
        fields["proactive_disclosure"]["procurement"]["amount"] = "5元"
        assert [line[1] for line in lines(gds.AnnualReport, fields)] == ["string_type"]

    @pytest.mark.parametrize(("money", "told"), [("0", False), ("5元", False), ("5万元", False), ("5", True)])
    def test_a_missing_unit_is_told_and_nothing_is_converted(self, money, told):
        fields = zeros("2019")
        fields["proactive_disclosure"]["procurement"]["amount"] = Money.parse(money)
        report = gds.AnnualReport.model_validate(fields)
        found = [finding for finding in gds.check(report) if finding.rule == "UNIT-MISSING"]
        assert [finding.message("en") for finding in found] == [
            "centralised government procurement › total amount of procurement, in the unit that the cell states: “5” states no unit (yuan or 10 000 yuan); it was taken as printed and not converted."
        ] * told
        for codec in (gds.codecs.json, gds.codecs.xml, gds.codecs.text):
            (again,) = [
                finding for finding in gds.read(codec.encode(report)).findings if finding.rule == "UNIT-MISSING"
            ] or [None]
            assert (again is not None and again.position is not None) == told


class TestOnUse:
    """An edition costs nothing before a report of it is met."""

    @pytest.mark.parametrize("codec", ["json", "xml", "text"])
    def test_a_report_of_the_latest_edition_does_not_load_the_others(self, codec, tmp_path):
        path = tmp_path / "report"
        gds.write(gds.AnnualReport.model_validate(zeros("2021")), path, codec)
        code = (
            "import sys, gov_disclosure_schema as gds\n"
            f"gds.codecs.{codec}.decode(open({str(path)!r}, 'rb').read())\n"
            "print([name for name in sys.modules if name.endswith(('e2019', '.money', '.published'))])"
        )
        found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert found.stdout == "[]\n"
