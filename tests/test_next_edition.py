"""The next edition of the form takes a module in `editions/` and a line in its list; all else follows.

Shown on a copy of the package, which gets a small form that nobody has published.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import gov_disclosure_schema as gds

LINE = '    Edition("2030", "某办函〔2030〕1号", 2030, None, schema_version=1),\n'
MODULE = '''
"""A form for years that have not come yet."""

from typing import Annotated, ClassVar, Final, Generic

from typing_extensions import TypeVar

from ..money import Money, StatedAmount
from ..part import Balance, Label, Part, TotalOf
from ..scalars import Change, Count
from ..tables import CountT, Remedies
from .edition import Tables

ChangeT = TypeVar("ChangeT", bound=int | None, covariant=True, default=Change)
AmountT = TypeVar("AmountT", bound=Money | None, covariant=True, default=StatedAmount)


class Kept(Part, Generic[CountT, ChangeT], frozen=True):
    """Documents that are kept."""

    number: Annotated[CountT, Label("现有件数", "documents kept")]
    change: Annotated[ChangeT, Label("增减件数", "documents more, or fewer")]


class Costs(Part, Generic[AmountT], frozen=True):
    """What it cost."""

    amount: Annotated[AmountT, Label("支出金额", "amount spent, in the unit that the cell states")]


class ProactiveDisclosure(Part, Generic[CountT, ChangeT, AmountT], frozen=True):
    """Section 二 of that form."""

    printed_as: ClassVar[str] = "items"
    corner: ClassVar[str] = "信息内容"

    charters: Annotated[Kept[CountT, ChangeT], Label("章程", "charters", clause="第九十条第（一）项")]
    costs: Annotated[Costs[AmountT], Label("公开经费", "costs of disclosure", clause="第九十条第（二）项")]


class Requesters(Part, Generic[CountT], frozen=True):
    """A row of its matrix."""

    head: ClassVar[str] = "申请人情况"

    resident: Annotated[CountT, Label("居民", "residents")]
    visitor: Annotated[CountT, Label("访客", "visitors")]
    total: Annotated[CountT, Label("总计", "total"), TotalOf("T3-ROW")]


class Results(Part, Generic[CountT], frozen=True):
    """The outcomes of that form."""

    granted: Annotated[Requesters[CountT], Label("（一）同意", "granted")]
    refused: Annotated[Requesters[CountT], Label("（二）不同意", "refused")]
    total: Annotated[Requesters[CountT], Label("（三）总计", "total of outcomes"), TotalOf("T3-OUTCOME")]


class Matrix(Part, Generic[CountT], frozen=True):
    """Section 三 of that form."""

    printed_as: ClassVar[str] = "matrix"
    note: ClassVar[str] = "（第一项加第二项，等于第三项总计加第四项）"
    balances: ClassVar[tuple[Balance, ...]] = (
        Balance("T3-BALANCE", expected=("new", "old"), actual=("results.total", "left")),
    )

    new: Annotated[Requesters[CountT], Label("一、新到", "new")]
    old: Annotated[Requesters[CountT], Label("二、旧有", "left from last year")]
    results: Annotated[Results[CountT], Label("三、结果", "results")]
    left: Annotated[Requesters[CountT], Label("四、未了", "left for next year")]


TABLES: Final = Tables(ProactiveDisclosure, Matrix, Remedies)
'''


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The package with the form of 2030."""
    home = Path(gds.__file__).parent
    place = tmp_path_factory.mktemp("next") / home.name
    shutil.copytree(home, place, ignore=shutil.ignore_patterns("__pycache__"))
    (place / "editions" / "e2030.py").write_text(MODULE, encoding="utf-8")
    declared = place / "editions" / "__init__.py"
    text = declared.read_text(encoding="utf-8")
    *_, last = [line for line in text.splitlines(keepends=True) if line.startswith("    Edition(")]
    declared.write_text(text.replace(last, last + LINE), encoding="utf-8")
    return place.parent


def said(copy: Path, code: str) -> str:
    """What a program prints that uses the copy."""
    beginning = f"import sys; sys.path.insert(0, {str(copy)!r})\nimport gov_disclosure_schema as gds\n"
    ran = subprocess.run(
        [sys.executable, "-c", beginning + textwrap.dedent(code)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_cells_identities_and_the_printed_form_follow(copy):
    assert said(
        copy,
        """
        from gov_disclosure_schema.document.layout import grid_of, layouts
        print(len(gds.cells("2030")), sorted(one.rule for one in gds.identities("2030")))
        print([*{cell.kind: None for cell in gds.cells("2030")}])
        print([(len(grid_of(table)), {*map(len, grid_of(table))}) for table in layouts("2030").values()])
        print(len(gds.common_cells("2021", "2030")))
        """,
    ) == (
        f"{3 + 6 * 3 + 15} {['T3-BALANCE'] * 3 + ['T3-OUTCOME'] * 3 + ['T3-ROW'] * 6 + ['T4-SUM'] * 3}\n"
        "['count', 'change', 'stated_amount']\n"
        "[(6, {3}), (9, {5}), (4, {15})]\n"
        "15\n"
    )


def test_reports_of_it_go_through_every_exact_format(copy):
    assert said(
        copy,
        """
        from hypothesis import HealthCheck, given, settings, strategies as st
        from gov_disclosure_schema.editions import FORMS
        from gov_disclosure_schema.testing import published_reports, reports

        formats = [gds.codecs.json, gds.codecs.xml, gds.codecs.text]

        @settings(max_examples=20, database=None, suppress_health_check=[HealthCheck.too_slow], deadline=None)
        @given(reports(edition="2030", max_paragraphs=2))
        def of_the_edition(report):
            assert isinstance(report, gds.AnnualReport) and not gds.check(report).errors
            for codec in formats:
                assert codec.decode(codec.encode(report)) == report

        @settings(max_examples=40, database=None, suppress_health_check=[HealthCheck.too_slow], deadline=None)
        @given(st.sampled_from([*FORMS]).flatmap(lambda form: published_reports(edition=form, max_paragraphs=2)))
        def of_every_form(report):
            for codec in formats:
                if report.title or codec is not gds.codecs.text:
                    assert codec.decode(codec.encode(report), gds.PublishedReport) == report

        of_the_edition()
        of_every_form()
        print([*FORMS])
        """,
    ) == ("['2019', '2021', '2030', '2019+2021', '2019+2030', '2021+2019', '2021+2030', '2030+2019', '2030+2021']\n")


def test_its_artefacts_are_built_and_judge_the_conformance_suite_of_it(copy):
    assert (
        said(
            copy,
            """
        from gov_disclosure_schema.against import judge
        from gov_disclosure_schema.conformance import cases
        from gov_disclosure_schema.contract import cells_of, contract_of

        for kind in ("json", "xsd"):
            assert cells_of(contract_of(gds.schema(kind, "2030"))) == gds.cells("2030")
        by_artefacts = {"json-schema", "rules", "xsd", "schematron"}
        wrong, judged = [], 0
        for case in cases("2030"):
            if case.format != "text":
                try:
                    accepted = not judge(case.content).findings.errors
                except gds.GovDisclosureError:
                    accepted = False
                judged += 1
                if accepted != case.valid and (case.valid or by_artefacts.intersection(case.refused_by)):
                    wrong.append(case.file)
        print(wrong, judged > 200)
        """,
        )
        == "[] True\n"
    )


def test_a_text_of_it_is_read(copy):
    assert (
        said(
            copy,
            """
        from gov_disclosure_schema.conformance.documents import base, written
        reading = gds.read(written(base("2030", {"requests.new.resident": 4}), "text").encode())
        print(reading.report.edition, reading.report.requests.new.resident, *sorted({f.rule for f in reading.findings.errors}))
        """,
        )
        == "2030 4 T3-BALANCE T3-ROW\n"
    )
