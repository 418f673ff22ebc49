"""A position says where, in the words of its kind of source, and positions of one source sort in its order."""

from __future__ import annotations

import pickle

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema.findings import Position, in_source_order
from gov_disclosure_schema.later import Later

TEXT = Position(56, 9)
PARAGRAPH = Position(paragraph=12)
CELL = Position(paragraph=12, table=2, row=5, cell=3)
IN_PAGE = Position(310, 1, paragraph=12, table=2, row=5, cell=3)
SHEET = Position(table=1, row=7, cell=28, sheet="Sheet1")
QUOTED = Position(table=2, row=1, cell=1, sheet="it's 表 2")


@pytest.mark.parametrize(
    ("position", "zh", "en", "parts"),
    [
        (TEXT, "56:9", "56:9", {"line": 56, "column": 9}),
        (PARAGRAPH, "第 12 段", "paragraph 12", {"paragraph": 12}),
        (CELL, "表 2 第 5 行第 3 格", "table 2 row 5 cell 3", {"table": 2, "row": 5, "cell": 3}),
        (
            IN_PAGE,
            "表 2 第 5 行第 3 格",
            "table 2 row 5 cell 3",
            {"line": 310, "column": 1, "table": 2, "row": 5, "cell": 3},
        ),
        (SHEET, "Sheet1!AB7", "Sheet1!AB7", {"sheet": "Sheet1", "reference": "AB7"}),
        (QUOTED, "'it''s 表 2'!A1", "'it''s 表 2'!A1", {"sheet": "it's 表 2", "reference": "A1"}),
    ],
)
def test_a_place_is_named_as_its_source_names_it(
    position: Position, zh: str, en: str, parts: dict[str, int | str]
) -> None:
    assert (position.shown("zh"), position.shown("en"), position.parts()) == (zh, en, parts)
    assert str(gds.DecodeError(gds.Finding("FILE-EMPTY", position=position))) == f"{en}: FILE-EMPTY: the file is empty."


def test_in_a_sentence_a_line_is_called_one() -> None:
    assert TEXT.words == ("第 56 行", "line 56")


def test_findings_come_in_the_order_of_the_source() -> None:
    """A table comes behind the paragraph before it, whether the page has lines or stands in one."""
    in_order = [
        Position(1, 1, paragraph=1),
        Position(1, 1, paragraph=1, table=1, row=2, cell=1),
        Position(1, 1, paragraph=1, table=1, row=2, cell=2),
        Position(1, 1, paragraph=1, table=2, row=1, cell=1),
        Position(1, 1, paragraph=2),
        Position(2, 1, paragraph=2, table=3, row=1, cell=1),
        None,
    ]
    findings = [gds.Finding("FILE-EMPTY", position=position) for position in in_order]
    assert in_source_order(findings[::-1]) == findings


def test_a_place_is_written_with_the_parts_that_its_source_has() -> None:
    assert repr(Position(3, 4)) == "Position(line=3, column=4)"
    assert repr(Position(0, 1, 2, 3, 4, 5)) == "Position(paragraph=2, table=3, row=4, cell=5)"
    assert repr(Position(table=1, row=2, cell=3, sheet="a")) == "Position(table=1, row=2, cell=3, sheet='a')"


def test_where_the_cells_stood_is_looked_for_when_it_is_asked_for() -> None:
    asked = []

    def places() -> dict[str, Position]:
        asked.append(True)
        return {"a": TEXT}

    later = Later(places)
    assert not asked
    assert (later["a"], later.get("b"), [*later], len(later)) == (TEXT, None, ["a"], 1)
    assert later == {"a": TEXT}
    assert repr(later) == repr({"a": TEXT})
    assert pickle.loads(pickle.dumps(later)) == {"a": TEXT}  # noqa: S301
    assert len(asked) == 1
