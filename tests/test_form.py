"""The form: its cells in order (200 of edition 2021), each with its address, its labels, its clause and its unit, and how it is printed."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import gov_disclosure_schema as gds
from gov_disclosure_schema.arithmetic import value_at
from gov_disclosure_schema.document.layout import grid_of, layouts
from gov_disclosure_schema.report import cell_values, heading_of, headings, sections, tables
from gov_disclosure_schema.testing import published_reports
from gov_disclosure_schema.walk import addresses_of, values_of

FIGURES = Path(__file__).parents[2] / "shared" / "reports" / "figures"
CELLS = {cell.address: cell for cell in gds.cells()}

HEADINGS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
# What is printed down the left of the matrix, beside the 25 rows of numbers.
ROWS = [
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "三、本年度办理结果 › （一）予以公开",
    "三、本年度办理结果 › （二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "三、本年度办理结果 › （三）不予公开 › 1.属于国家秘密",
    "三、本年度办理结果 › （三）不予公开 › 2.其他法律行政法规禁止公开",
    "三、本年度办理结果 › （三）不予公开 › 3.危及“三安全一稳定”",
    "三、本年度办理结果 › （三）不予公开 › 4.保护第三方合法权益",
    "三、本年度办理结果 › （三）不予公开 › 5.属于三类内部事务信息",
    "三、本年度办理结果 › （三）不予公开 › 6.属于四类过程性信息",
    "三、本年度办理结果 › （三）不予公开 › 7.属于行政执法案卷",
    "三、本年度办理结果 › （三）不予公开 › 8.属于行政查询事项",
    "三、本年度办理结果 › （四）无法提供 › 1.本机关不掌握相关政府信息",
    "三、本年度办理结果 › （四）无法提供 › 2.没有现成信息需要另行制作",
    "三、本年度办理结果 › （四）无法提供 › 3.补正后申请内容仍不明确",
    "三、本年度办理结果 › （五）不予处理 › 1.信访举报投诉类申请",
    "三、本年度办理结果 › （五）不予处理 › 2.重复申请",
    "三、本年度办理结果 › （五）不予处理 › 3.要求提供公开出版物",
    "三、本年度办理结果 › （五）不予处理 › 4.无正当理由大量反复申请",
    "三、本年度办理结果 › （五）不予处理 › 5.要求行政机关确认或重新出具已获取信息",
    "三、本年度办理结果 › （六）其他处理 › 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "三、本年度办理结果 › （六）其他处理 › 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "三、本年度办理结果 › （六）其他处理 › 3.其他",
    "三、本年度办理结果 › （七）总计",
    "四、结转下年度继续办理",
]
COLUMNS = [
    "自然人",
    *(f"法人或其他组织 › {kind}" for kind in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")),
    "总计",
]
GROUPS = ["行政复议", "行政诉讼 › 未经复议直接起诉", "行政诉讼 › 复议后起诉"]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
STOCK = ["本年制发件数", "本年废止件数", "现行有效件数"]
ITEMS = [
    *(f"{kind} › {column}" for kind in ("规章", "行政规范性文件") for column in STOCK),
    *(f"{kind} › 本年处理决定数量" for kind in ("行政许可", "行政处罚", "行政强制")),
    "行政事业性收费 › 本年收费金额（单位：万元）",
]


class TestCells:
    """The walk over the model yields the cells of the form, in the order of the form."""

    def test_there_are_200_of_them_each_at_one_address(self):
        assert len(gds.cells()) == len(CELLS) == 200
        assert Counter(address.partition(".")[0] for address in CELLS) == {
            "proactive_disclosure": 10,
            "requests": 175,
            "remedies": 15,
        }

    def test_their_labels_are_those_of_the_form_in_its_order(self):
        due = [f"{HEADINGS[1]} › {item}" for item in ITEMS]
        due += [f"{HEADINGS[2]} › {row} › {column}" for row in ROWS for column in COLUMNS]
        due += [f"{HEADINGS[3]} › {group} › {result}" for group in GROUPS for result in RESULTS]
        assert [" › ".join(cell.labels) for cell in gds.cells()] == due

    @pytest.mark.parametrize("name", ["songzhuang_2023", "suqian_2023"])
    def test_their_addresses_are_those_of_independently_extracted_figures(self, name):
        file = FIGURES / f"{name}.json"
        if not file.exists():
            pytest.skip("the extracted figures are not beside the project")
        assert [cell.pointer for cell in gds.cells()] == list(json.loads(file.read_text(encoding="utf-8"))["cells"])

    def test_only_section_two_has_clauses(self):
        assert Counter(cell.clause for cell in gds.cells()) == {
            "第二十条第（一）项": 6,
            "第二十条第（五）项": 1,
            "第二十条第（六）项": 2,
            "第二十条第（八）项": 1,
            "": 190,
        }
        assert {cell.address.partition(".")[0] for cell in gds.cells() if cell.clause} == {"proactive_disclosure"}

    def test_one_cell_is_an_amount_and_has_a_unit(self):
        amount = CELLS["proactive_disclosure.fees.amount"]
        assert (amount.kind, amount.unit, amount.clause) == ("amount", "万元", "第二十条第（八）项")
        assert {(cell.kind, cell.unit) for cell in gds.cells() if cell is not amount} == {("count", "")}

    def test_every_label_has_its_meaning_in_english(self):
        for cell in gds.cells():
            assert all(meaning.isascii() for meaning in cell.meanings)
            assert all(cell.meanings)

    def test_an_address_is_the_path_of_attributes_and_of_keys(self, report):
        document = json.loads(report.model_dump_json())
        for address, value in cell_values(report).items():
            held, written = report, document
            for step in address.split("."):
                held, written = getattr(held, step), written[step]
            assert held == value
            assert float(written) == float(value)

    def test_an_unknown_edition_is_told(self):
        for function in (gds.cells, gds.identities):
            with pytest.raises(gds.UsageError) as refused:
                function("1999")
            assert refused.value.message() == "EDITION-UNKNOWN: unknown edition 1999; known: 2019, 2021."
            assert refused.value.message("zh") == "EDITION-UNKNOWN: 不认得“1999”版表式；可用：2019, 2021。"


class TestValues:
    """The values of a part, by a function made for its class, are those at its cells' addresses."""

    @given(published_reports())
    def test_values_stand_at_their_addresses(self, report):
        for table in tables():
            part = getattr(report, table)
            due = [value_at(part, address) for address in addresses_of(type(part))]
            assert values_of(part) == due == values_of(part)
            assert [type(value) for value in values_of(part)] == [type(value) for value in due]


class TestSections:
    """Six sections under their official headings."""

    def test_headings_in_order(self):
        assert [heading_of(section) for section in sections()] == HEADINGS
        assert headings() == set(HEADINGS)


TRIAL_STOCK = ["本年新制作数量", "本年新公开数量", "对外公开总数量"]
TRIAL_ITEMS = ["上一年项目数量", "本年增/减", "处理决定数量"]
# Clause → rows, and columns.
TRIAL_SECTION_TWO = {
    "第二十条第（一）项": (("规章", "规范性文件"), TRIAL_STOCK),
    "第二十条第（五）项": (("行政许可", "其他对外管理服务事项"), TRIAL_ITEMS),
    "第二十条第（六）项": (("行政处罚", "行政强制"), TRIAL_ITEMS),
    "第二十条第（八）项": (("行政事业性收费",), TRIAL_ITEMS[:2]),
    "第二十条第（九）项": (("政府集中采购",), ["采购项目数量", "采购总金额"]),
}


class TestTrialForm:
    """The form of 2019: a section 二 of its own, （六）其他处理 in one row, the rest as in 2021."""

    def test_labels_and_clauses(self):
        due = [
            (clause, f"{HEADINGS[1]} › {row} › {column}")
            for clause, (rows, columns) in TRIAL_SECTION_TWO.items()
            for row in rows
            for column in columns
        ]
        rows = [row.partition(" › 1.申请人")[0] for row in ROWS if "2.申请人" not in row and " › 3.其他" not in row]
        due += [("", f"{HEADINGS[2]} › {row} › {column}") for row in rows for column in COLUMNS]
        due += [("", f"{HEADINGS[3]} › {group} › {result}") for group in GROUPS for result in RESULTS]
        assert [(cell.clause, " › ".join(cell.labels)) for cell in gds.cells("2019")] == due

    def test_addresses_are_those_of_independently_extracted_figures(self):
        file = FIGURES / "shanghai_office_2019.json"
        if not file.exists():
            pytest.skip("the extracted figures are not beside the project")
        assert [cell.pointer for cell in gds.cells("2019")] == list(
            json.loads(file.read_text(encoding="utf-8"))["cells"]
        )

    def test_a_report_that_was_published_goes_through_every_format(self, tmp_path):
        """Its unit stands in the cell, 126 cells of its matrix are blank, and nothing is made of them."""
        file = FIGURES / "shanghai_office_2019.json"
        if not file.exists():
            pytest.skip("the extracted figures are not beside the project")
        figures = json.loads(file.read_text(encoding="utf-8"))
        document = {"schema_id": "urn:gov-disclosure-schema:annual-report:2019:1", "edition": "2019", "year": 2019}
        document |= {"organ": figures["organ"], "overview": ["一。"], "problems_and_improvements": ["二。"]}
        document |= {"other_matters": ["本年度未收取信息处理费。"]}
        for pointer, value in figures["cells"].items():
            *path, leaf = pointer[1:].split("/")
            part = document
            for step in path:
                part = part.setdefault(step, {})
            part[leaf] = value
        report: Any = gds.codecs.json.decode(json.dumps(document).encode(), gds.PublishedReport)
        assert report.proactive_disclosure.procurement.amount == gds.Money(Decimal(251000), "元")
        blank = [address for address, value in cell_values(report).items() if value is None]
        assert blank == [pointer[1:].replace("/", ".") for pointer, value in figures["cells"].items() if value is None]
        for name in gds.FORMATS:
            gds.write(report, tmp_path / name, name)
            assert gds.read(tmp_path / name).report == report

    def test_section_two_row_by_row(self):
        rows = [[(box.text, box.columns) for box in row] for row in layouts("2019")["proactive_disclosure"]]
        due = []
        for clause, (labels, columns) in TRIAL_SECTION_TWO.items():
            spans = [1] * (len(columns) - 1) + [4 - len(columns)]
            due += [[(clause, 4)], [("信息内容", 1), *zip(columns, spans, strict=True)]]
            due += [[(label, 1), *(("", span) for span in spans)] for label in labels]
        assert rows == due

    def test_the_one_row_of_other_handling_stands_beside_the_groups(self):
        grid = grid_of(layouts("2019")["requests"])
        assert (len(grid), {len(row) for row in grid}) == (26, {10})
        (row,) = [row for row in layouts("2019")["requests"] if row[0].text == "（六）其他处理"]
        assert [(box.columns, box.rows) for box in row] == [(2, 1)] + [(1, 1)] * 7
        assert [box.address.rpartition(".")[0] for box in row[1:]] == ["requests.outcomes.other"] * 7

    def test_the_grid_is_that_of_2021(self):
        assert layouts("2019")["remedies"] == layouts("2021")["remedies"]


GEOMETRY = {"proactive_disclosure": (14, 4), "requests": (28, 10), "remedies": (4, 15)}


class TestPrinted:
    """The tables have the geometry of the official form."""

    @pytest.mark.parametrize("section", GEOMETRY)
    def test_size(self, section):
        grid = grid_of(layouts("2021")[section])
        assert (len(grid), {len(row) for row in grid}) == (GEOMETRY[section][0], {GEOMETRY[section][1]})

    @pytest.mark.parametrize("section", GEOMETRY)
    def test_spans_cover_the_grid_exactly(self, section):
        rows, columns = GEOMETRY[section]
        covered = Counter()
        for y, row in enumerate(grid_of(layouts("2021")[section])):
            for x, box in enumerate(row):
                if box:
                    covered.update((y + down, x + right) for down in range(box.rows) for right in range(box.columns))
        assert covered == Counter((y, x) for y in range(rows) for x in range(columns))

    @pytest.mark.parametrize("section", GEOMETRY)
    def test_every_cell_is_printed_once_in_the_order_of_the_form(self, section):
        printed = [box.address for row in layouts("2021")[section] for box in row if box.address]
        assert printed == [address for address in CELLS if address.startswith(f"{section}.")]

    def test_section_two_row_by_row(self):
        rows = [[(box.text, box.columns) for box in row] for row in layouts("2021")["proactive_disclosure"]]
        head = [("信息内容", 1), ("本年处理决定数量", 3)]
        assert rows == [
            [("第二十条第（一）项", 4)],
            [("信息内容", 1), *((column, 1) for column in STOCK)],
            [("规章", 1), *[("", 1)] * 3],
            [("行政规范性文件", 1), *[("", 1)] * 3],
            [("第二十条第（五）项", 4)],
            head,
            [("行政许可", 1), ("", 3)],
            [("第二十条第（六）项", 4)],
            head,
            [("行政处罚", 1), ("", 3)],
            [("行政强制", 1), ("", 3)],
            [("第二十条第（八）项", 4)],
            [("信息内容", 1), ("本年收费金额（单位：万元）", 3)],
            [("行政事业性收费", 1), ("", 3)],
        ]

    def test_heads_and_spans_of_the_matrix(self):
        layout = layouts("2021")["requests"]
        heads = [[(box.text, box.rows, box.columns) for box in row] for row in layout[:3]]
        note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
        assert heads == [
            [(note, 3, 3), ("申请人情况", 1, 7)],
            [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
            [(kind, 1, 1) for kind in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
        ]
        spans = {box.text: (box.rows, box.columns) for row in layout[3:] for box in row if box.text}
        wide = {text: span for text, span in spans.items() if span != (1, 1)}
        assert wide == {
            "一、本年新收政府信息公开申请数量": (1, 3),
            "二、上年结转政府信息公开申请数量": (1, 3),
            "四、结转下年度继续办理": (1, 3),
            "三、本年度办理结果": (22, 1),
            "（一）予以公开": (1, 2),
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": (1, 2),
            "（三）不予公开": (8, 1),
            "（四）无法提供": (3, 1),
            "（五）不予处理": (5, 1),
            "（六）其他处理": (3, 1),
            "（七）总计": (1, 2),
        }

    def test_section_four_row_by_row(self):
        rows = [[(box.text, box.rows, box.columns) for box in row] for row in layouts("2021")["remedies"]]
        assert rows == [
            [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
            [*((result, 2, 1) for result in RESULTS), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
            [(result, 1, 1) for result in RESULTS * 2],
            [("", 1, 1)] * 15,
        ]
