"""A region: cells are added, blanks stay blank, nothing is added twice; what was published is compared cell by cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import gov_disclosure_schema as gds
from gov_disclosure_schema import testing
from gov_disclosure_schema.cli import main
from gov_disclosure_schema.conformance.documents import base
from gov_disclosure_schema.money import Money
from gov_disclosure_schema.region import Member, compared, consolidated
from gov_disclosure_schema.report import cell_values, identities

EXAMPLES = Path(__file__).parent.parent / "examples"
RECEIVED = "requests.received.total"


def member(name: str, organ: str, **fields) -> Member:
    values = fields.pop("values", {})
    return Member(name, base(fields.pop("edition", "2021"), values, organ=organ, **fields))


def said(findings) -> list[str]:
    return [f"{finding.rule} {finding.message('en')}" for finding in findings]


class TestTheSum:
    """Each cell of the sum is the sum of the cells; so every identity that holds in all parts holds in the sum."""

    @given(st.lists(testing.reports(), min_size=1, max_size=4, unique_by=lambda report: report.organ))
    def test_cells_are_added(self, reports):
        reports = [report for report in reports if report.edition == reports[0].edition]
        members = [
            Member(str(n), report.model_copy(update={"year": 2023, "unified_social_credit_code": None}))
            for n, report in enumerate(reports)
        ]
        small = all(
            (value if isinstance(value, int) else 0) < 2**50 for one in reports for value in cell_values(one).values()
        )
        money = [value for one in reports for value in cell_values(one).values() if not isinstance(value, int)]
        if not small or any(isinstance(value, Money) or value > 10**6 for value in money):
            return
        region = consolidated(members)
        for address, value in cell_values(region.report).items():
            assert value == sum(cell_values(report)[address] for report in reports)
        assert region.findings == ()
        assert len(gds.check(region.report, select=["T3", "T4"])) == 0
        assert identities(region.report.edition)

    def test_the_texts_are_left_to_the_drafter(self):
        region = consolidated([member("a", "甲局"), member("b", "乙局")], "某市")
        assert (region.report.organ, region.report.year) == ("某市", 2021)
        assert region.report.overview == region.report.other_matters == ()

    def test_a_blank_cell_is_blank_in_the_sum_and_told(self):
        region = consolidated([member("a", "甲局", values={RECEIVED: None}), member("b", "乙局", values={RECEIVED: 2})])
        assert cell_values(region.report)[RECEIVED] is None
        assert said(region.findings) == [
            "REGION-BLANK applications received this year › total is blank in a; it was not added up and is left blank."
        ]

    def test_amounts_of_different_units_are_not_added(self):
        amount = "proactive_disclosure.procurement.amount"
        parts = [
            member(str(n), organ, edition="2019", values={amount: Money(Decimal(2), unit)})
            for n, (organ, unit) in enumerate({"甲局": "元", "乙局": "万元"}.items())
        ]
        region = consolidated(parts)
        assert cell_values(region.report)[amount] is None
        assert [finding.rule for finding in region.findings] == ["REGION-UNIT"]
        same = consolidated([parts[0], member("c", "丙局", edition="2019", values={amount: Money(Decimal(3), "元")})])
        assert cell_values(same.report)[amount] == Money(Decimal(5), "元")


class TestWhatIsRefused:
    """An organ that is there twice, reports that do not belong together."""

    @pytest.mark.parametrize(
        "others",
        [
            [member("b", "甲 局")],
            [member("b", "改名局", unified_social_credit_code="11321300014277015D")],
        ],
    )
    def test_an_organ_twice_by_name_or_by_code(self, others):
        first = member("a", "甲局", unified_social_credit_code="11321300014277015D")
        with pytest.raises(gds.InvalidReport) as refused:
            consolidated([first, *others])
        assert said(refused.value.findings) == [
            "REGION-TWICE 甲局 is there twice: a、b. An organ can be added but once."
        ]

    def test_two_organs_of_one_name_are_two(self):
        codes = ("11321300014277015D", _other_code())
        consolidated([member(code, "司法局", unified_social_credit_code=code) for code in codes])

    def test_different_years_or_editions(self):
        with pytest.raises(gds.InvalidReport) as refused:
            consolidated([member("a", "甲局"), member("b", "乙局", year=2022)])
        assert said(refused.value.findings) == [
            "REGION-MIXED the reports are of different years or editions (2021/2021、2022/2021) and cannot be added."
        ]


def _other_code() -> str:
    from gov_disclosure_schema.scalars import credit_code_check_character

    body = "11321300014277016"
    return body + credit_code_check_character(body)


class TestWhatWasPublished:
    """Which cells are not what the parts add up to, and by how much."""

    def test_each_cell_that_differs_is_told_with_its_difference(self):
        region = consolidated([member("a", "甲局", values={RECEIVED: 3}), member("b", "乙局", values={RECEIVED: 4})])
        published = base("2021", {RECEIVED: 9, "remedies.reconsideration.upheld": None}, organ="某市")
        assert said(compared(published, region.report)) == [
            "REGION-SUM applications received this year › total: published 9, the reports add up to 7, difference +2.",
            "REGION-BLANK administrative reconsideration › upheld: blank, so that it cannot be compared with what the "
            "reports add up to.",
        ]

    def test_the_command_writes_the_sum_and_compares(self, tmp_path, capsys):
        files = []
        for one in (member("a.json", "甲局", values={RECEIVED: 3}), member("b.json", "乙局", values={RECEIVED: 4})):
            files.append(str(tmp_path / one.name))
            gds.write(one.report, files[-1])
        out = str(tmp_path / "sum.json")
        assert main(["--lang", "en", "aggregate", *files, "-o", out, "--organ", "某市"]) == 0
        assert capsys.readouterr().err == f"Written to {out}: the sum of 2 reports.\n"
        assert gds.read(out).report.requests.received.total == 7
        assert main(["--lang", "en", "aggregate", *files, "--against", out]) == 0
        assert main(["--lang", "en", "aggregate", *files, "--against", files[0]]) == 1
        assert capsys.readouterr().err.splitlines()[1:] == [
            "  error REGION-SUM  applications received this year › total: published 3, the reports add up to 7, difference -4.",
            f"{files[0]}: cells that do not add up: 1.",
        ]
        assert main(["--lang", "en", "aggregate", *files, files[0], "-o", out]) == 1
        assert main(["--lang", "en", "aggregate", *files]) == 2
        assert main(["--lang", "en", "aggregate", str(tmp_path / "gone.json"), "-o", out]) == 3
