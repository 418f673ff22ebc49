"""The identities of the form (勾稽关系): which there are, and that the strict door holds every one of them."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import Annotated, Any

import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter, ValidationError

import gov_disclosure_schema as gds
from gov_disclosure_schema import arithmetic
from gov_disclosure_schema.arithmetic import Verified, all_hold, assess, identities_of
from gov_disclosure_schema.catalogue import IDENTITY_RULES, RULES
from gov_disclosure_schema.part import Label, Part, TotalOf
from gov_disclosure_schema.report import cell_values, report_type, tables
from gov_disclosure_schema.scalars import Count
from gov_disclosure_schema.testing import broken, published_reports, reports
from gov_disclosure_schema.walk import part_of

COLUMNS = [
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_interest_organization",
    "legal_service_organization",
    "other_organization",
    "total",
]
ADDRESSES = [cell.address for cell in gds.cells()]
ROWS = list(dict.fromkeys(at.rpartition(".")[0] for at in ADDRESSES if at.startswith("requests.")))
OUTCOMES = [row for row in ROWS if row.startswith("requests.outcomes.") and row != "requests.outcomes.total"]


def of(rule: str) -> list[gds.Identity]:
    return [identity for identity in gds.identities() if identity.rule == rule]


def refusal_lines(fields: dict[str, Any]) -> list[Any]:
    with pytest.raises(ValidationError) as refused:
        gds.AnnualReport.model_validate(fields)
    return refused.value.errors(include_url=False)


class TestIdentities:
    """42 identities follow from the structure of the form."""

    def test_how_many_there_are_of_each_rule(self):
        counted = Counter(identity.rule for identity in gds.identities())
        assert counted == {"T3-ROW": 25, "T3-OUTCOME": 7, "T3-BALANCE": 7, "T4-SUM": 3}
        assert set(counted) == set(IDENTITY_RULES) <= set(gds.RULES)

    def test_row_sums_are_six_columns_and_their_total_in_every_row_of_the_matrix(self):
        assert len(ROWS) == 25
        assert {identity.at: (identity.expected, identity.actual) for identity in of("T3-ROW")} == {
            f"{row}.total": (tuple(f"{row}.{column}" for column in COLUMNS[:-1]), (f"{row}.total",)) for row in ROWS
        }

    def test_outcomes_are_all_rows_one_to_six_and_their_total_in_every_column(self):
        assert len(OUTCOMES) == 21
        assert [(identity.expected, identity.actual) for identity in of("T3-OUTCOME")] == [
            (tuple(f"{row}.{column}" for row in OUTCOMES), (f"requests.outcomes.total.{column}",)) for column in COLUMNS
        ]

    def test_balances_are_one_and_two_against_three_and_four_in_every_column(self):
        assert [(identity.expected, identity.actual) for identity in of("T3-BALANCE")] == [
            (
                (f"requests.received.{column}", f"requests.carried_over.{column}"),
                (f"requests.outcomes.total.{column}", f"requests.carried_forward.{column}"),
            )
            for column in COLUMNS
        ]

    def test_grid_sums_are_four_results_and_their_total_in_every_group(self):
        groups = ["reconsideration", "litigation.direct", "litigation.after_reconsideration"]
        assert [(identity.expected, identity.actual) for identity in of("T4-SUM")] == [
            (
                tuple(f"remedies.{group}.{result}" for result in ("upheld", "corrected", "other", "pending")),
                (f"remedies.{group}.total",),
            )
            for group in groups
        ]

    def test_every_cell_of_an_identity_is_a_cell_of_the_form_named_once(self):
        for identity in gds.identities():
            assert set(identity.cells) <= set(ADDRESSES)
            assert len(set(identity.cells)) == len(identity.cells) == len(identity.actual) + len(identity.expected)
            assert identity.cells[0] == identity.at
            assert identity.at in identity.actual


class TestCheckedAlike:
    """The generated check, the readable one, and arithmetic written out by hand come to one result."""

    @given(published_reports(max_paragraphs=1) | st.sampled_from(IDENTITY_RULES).flatmap(broken))
    def test_the_generated_function_holds_exactly_if_every_identity_is_assessed_to_hold(self, report):
        values = {at: value or 0 for at, value in cell_values(report).items()}
        for section in tables():
            part: Any = part_of(report_type(report.edition), section)
            identities = [identity.below(section) for identity in identities_of(part)]
            held = part.model_validate(_without_blanks(getattr(report, section).model_dump()))
            assert all_hold(part)(held) == all(assess(identity, values).holds for identity in identities)

    @given(published_reports(max_paragraphs=1))
    def test_assessing_is_adding_up_and_comparing_where_nothing_is_blank(self, report):
        values = cell_values(report)
        for identity in gds.identities():
            outcome = assess(identity, values)
            blank = any(values[at] is None for at in identity.cells)
            assert outcome.assessable != blank
            if not blank:
                actual, expected = (sum(values[at] for at in side) for side in (identity.actual, identity.expected))
                assert (outcome.actual, outcome.expected) == (actual, expected)
                assert (outcome.holds, outcome.difference) == (actual == expected, actual - expected)

    @given(reports(max_paragraphs=1))
    def test_every_identity_of_a_report_behind_the_strict_door_holds(self, report):
        values = cell_values(report)
        for identity in gds.identities():
            assert sum(values[at] for at in identity.actual) == sum(values[at] for at in identity.expected)


def _without_blanks(part: dict[str, Any]) -> dict[str, Any]:
    return {field: _without_blanks(value) if isinstance(value, dict) else value or 0 for field, value in part.items()}


class TestStrictDoor:
    """k broken identities are k lines of one `ValidationError`, each at its cell, with what it comes to."""

    @given(st.data())
    def test_each_broken_identity_has_its_line_and_no_other(self, data):
        wrong = data.draw(published_reports(max_paragraphs=1) | st.sampled_from(IDENTITY_RULES).flatmap(broken))
        fields = wrong.model_dump() | {"organ": "某市", "year": 2023}
        for section in tables():
            fields[section] = _without_blanks(fields[section])
        values = cell_values(gds.PublishedReport.model_validate(fields))
        due = [
            (identity.rule, tuple(identity.at.split(".")), outcome.actual, outcome.expected, outcome.difference)
            for identity in gds.identities()
            if not (outcome := assess(identity, values)).holds
        ]
        if not due:
            assert gds.AnnualReport.model_validate(fields)
            return
        lines = refusal_lines(fields)
        assert [
            (line["type"], line["loc"], *(line["ctx"][name] for name in ("actual", "expected", "difference")))
            for line in lines
        ] == due
        assert [line["input"] for line in lines] == [values[".".join(line["loc"])] for line in lines]

    def test_all_42_can_be_broken_at_once(self, report):
        fields = report.model_dump()
        for n, row in enumerate(ROWS):
            part = fields
            for step in row.split("."):
                part = part[step]
            part.update({column: 3**n * 2**m for m, column in enumerate(COLUMNS)})
        for part in (fields["remedies"]["reconsideration"], *fields["remedies"]["litigation"].values()):
            part["total"] += 1
        lines = refusal_lines(fields)
        assert [(line["type"], ".".join(line["loc"])) for line in lines] == [
            (identity.rule, identity.at) for identity in gds.identities()
        ]

    def test_the_message_is_the_catalogues(self, report):
        fields = report.model_dump()
        fields["remedies"]["litigation"]["direct"]["total"] += 7
        direct = report.remedies.litigation.direct.total
        (line,) = refusal_lines(fields)
        assert line["type"] == "T4-SUM"
        assert line["msg"] == (
            f"行政诉讼 › 未经复议直接起诉 › 总计: printed {direct + 7}, but the four results add up to {direct}, "
            "difference 7."
        )
        assert line["ctx"]["cells"][0] == "litigation.direct.total"

    def test_a_bad_value_elsewhere_hides_no_broken_identity(self, report):
        fields = report.model_dump() | {"year": 1900, "remarks": 1, "overview": ("",)}
        fields["requests"]["received"]["total"] += 1
        fields["remedies"]["reconsideration"]["total"] += 1
        fields["proactive_disclosure"]["rules"]["issued"] = -1
        assert [(".".join(map(str, line["loc"])), line["type"]) for line in refusal_lines(fields)] == [
            ("year", "greater_than_equal"),
            ("overview.0", "TEXT-EMPTY"),
            ("proactive_disclosure.rules.issued", "greater_than_equal"),
            ("requests.received.total", "T3-ROW"),
            ("requests.carried_forward.total", "T3-BALANCE"),
            ("remedies.reconsideration.total", "T4-SUM"),
            ("remarks", "extra_forbidden"),
        ]

    @pytest.mark.parametrize("rule", IDENTITY_RULES)
    def test_the_rules_of_the_form_are_errors(self, rule):
        assert RULES[rule].severity is gds.Severity.ERROR


class TestBroken:
    """`broken(rule)` breaks one identity of the rule and as few others as arithmetic allows, as its docstring says."""

    @pytest.mark.parametrize(
        ("rule", "also"),
        [
            ("T4-SUM", [{}]),
            ("T3-OUTCOME", [{"T3-ROW": 1}]),
            ("T3-BALANCE", [{"T3-ROW": 1}]),
            ("T3-ROW", [{"T3-OUTCOME": 1}, {"T3-BALANCE": 1}, {"T3-OUTCOME": 1, "T3-BALANCE": 1}]),
        ],
    )
    @given(data=st.data())
    def test_what_breaks(self, rule, also, data):
        values = cell_values(data.draw(broken(rule)))
        counted = Counter(identity.rule for identity in gds.identities() if not assess(identity, values).holds)
        assert counted in [Counter({rule: 1, **others}) for others in also]

    def test_a_rule_without_identities_is_told(self):
        with pytest.raises(ValueError, match="CREDIT-CODE has no identities; these have: T3-ROW"):
            broken("CREDIT-CODE")


class Pair(Part):
    """A part with one identity, which no other test has met."""

    one: Annotated[Count, Label("一", "one")]
    two: Annotated[Count, Label("二", "two")]
    total: Annotated[Count, Label("总计", "total"), TotalOf("T4-SUM")]


class TestOnUse:
    """What a report costs: the first pays for no generated function, the second for it, the next ones for it alone."""

    def test_the_generated_function_is_made_for_the_second_and_then_does_the_work(self, monkeypatch):
        made, assessed = [], []

        def made_for(part):
            made.append(part)
            return all_hold(part)

        def assessed_one(identity, values):
            assessed.append(identity.rule)
            return assess(identity, values)

        monkeypatch.setattr(arithmetic, "all_hold", made_for)
        monkeypatch.setattr(arithmetic, "assess", assessed_one)
        door = TypeAdapter(Annotated[Pair, Verified()])
        paid = []
        for two in (2, 2, 2, 5, 2):
            with suppress(ValidationError):
                door.validate_python({"one": 1, "two": two, "total": 3})
            paid.append((len(made), len(assessed)))
        assert paid == [(0, 1), (1, 1), (1, 1), (1, 2), (1, 2)]
