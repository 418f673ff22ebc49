"""Deformations of whole tables: what page breaks, converters and other hands do to rows and spans."""

from __future__ import annotations

from random import Random

from .deformation import MARKED_UP, Subject
from .page import Box, Boxes, Page, Table, cells_in, row_label

TABLES = Subject()
AGAIN = Subject()
"""Deformations that print a table once more, as it then stands."""


def _body(table: Table) -> list[int]:
    """Numbers of the rows that hold cells, but for the first: before each of them a page may break."""
    return [n for n, row in enumerate(table.rows) if any(box.address for box in row)][1:]


def _cut(table: Table, at: int, group: str) -> Boxes:
    """The rows from one on, taken off a table; labels that span the cut are repeated, halved, emptied or gone."""
    upper, lower = table.rows[:at], table.rows[at:]
    carried: list[Box] = []
    for y, row in enumerate(upper):
        for box in row:
            rest = y + box.rows - at
            if rest <= 0:
                continue
            box.rows -= rest
            text = {"repeated": box.text, "halved": box.text[len(box.text) // 2 :]}.get(group, "")
            if group == "halved":
                box.text = box.text[: len(box.text) // 2]
            carried.append(Box(text, rows=rest, columns=box.columns))
    if group != "gone":
        lower[0] = [*carried, *lower[0]]
    table.rows = upper
    return lower


def _split(page: Page, random: Random, group: str, *, header: bool = False) -> None:
    table = next(table for table in page.tables("requests") if _body(table))
    at = random.choice(_body(table))
    head = [[Box(box.text, "", box.rows, box.columns) for box in row] for row in table.rows[: _body(table)[0] - 1]]
    lower = _cut(table, at, group)
    page.blocks.insert(page.blocks.index(table) + 1, Table([*head, *lower] if header else lower, "requests"))


@TABLES()
def group_label_lost(page: Page, random: Random) -> None:
    """Rows after a page break lose their group's label and move left."""
    for table in page.tables("requests"):
        if _body(table):
            lower = _cut(table, random.choice(_body(table)), "gone")
            table.rows = [*table.rows, *lower]


@TABLES()
def split_label_repeated(page: Page, random: Random) -> None:
    """The matrix split at a page break, the group's label repeated."""
    _split(page, random, "repeated")


@TABLES()
def split_label_halved(page: Page, random: Random) -> None:
    """The matrix split at a page break, the group's label halved."""
    _split(page, random, "halved")


@TABLES()
def split_label_gone(page: Page, random: Random) -> None:
    """The matrix split at a page break, the group's label gone."""
    _split(page, random, "gone")


@TABLES()
def split_label_empty(page: Page, random: Random) -> None:
    """The matrix split at a page break, the group's label an empty cell."""
    _split(page, random, "empty")


@TABLES()
def header_repeated(page: Page, random: Random) -> None:
    """The header repeated after a page break."""
    _split(page, random, random.choice(["repeated", "gone"]), header=True)


@TABLES()
def row_label_halved(page: Page, random: Random) -> None:
    """The label of a row halved by a page break."""
    table = random.choice([table for table in page.tables("requests") if _body(table)])
    at = random.choice(_body(table))
    row = table.rows[at]
    label = row_label(row)
    if len(label.text) < 6:  # noqa: PLR2004  (not over two pages)
        return
    cut = len(label.text) // 2
    rest = [Box(label.text[cut:], columns=label.columns), *(Box("") for box in row if box.address)]
    label.text = label.text[:cut]
    if random.random() < 0.5:  # noqa: PLR2004  (the numbers on either page)
        values = [n for n, box in enumerate(row) if box.address]
        rest[1:] = [row[n] for n in values]
        for n in values:
            row[n] = Box("")
    for above in table.rows[:at]:
        for box in above:
            box.rows += box.rows > at - table.rows.index(above)
    for box in row:
        box.rows += box is not label and not box.address and bool(box.text)
    table.rows.insert(at + 1, rest)


@TABLES()
def header_spans_differ(page: Page, random: Random) -> None:
    """Spans of the header that differ from those of the body."""
    for table in page.tables():
        for row in table.rows:
            if not any(box.address for box in row):
                wide = random.choice([box for box in row if box.text] or row)
                wide.columns += random.randint(1, 2)


@TABLES(MARKED_UP)
def three_grids(page: Page, random: Random) -> None:
    """The grid of section 四 as three tables of five."""
    for table in page.tables("remedies"):
        heads, values = [row for row in table.rows if row not in [*table.lines()]], next(table.lines())
        names = [heads[0][0], *(box for box in heads[1] if box.rows == 1)]
        columns = [box.text for box in heads[1] if box.rows > 1]
        at = page.blocks.index(table)
        each = len(values) // len(names)
        page.blocks[at : at + 1] = [
            Table(
                [
                    [Box(name.text, columns=each)],
                    [Box(text) for text in columns],
                    values[each * n : each * (n + 1)],
                ],
                table.section,
            )
            for n, name in enumerate(names)
        ]
    del random


@TABLES()
def row_lost(page: Page, random: Random) -> None:
    """A row that is not there."""
    table = random.choice([table for table in page.tables("requests") if _body(table)])
    at = random.choice(_body(table))
    gone = table.rows[at]
    for box in gone:  # a group's label that begins here begins one row below
        if not box.address and box.rows > 1:
            box.rows -= 1
            table.rows[at + 1].insert(0, box)
    for y, above in enumerate(table.rows[:at]):
        for box in above:
            box.rows -= y + box.rows > at
    del table.rows[at]
    page.lost |= cells_in(gone)


@AGAIN()
def matrix_twice(page: Page, random: Random) -> None:
    """The matrix printed twice."""
    del random
    for table in page.tables("requests"):
        again = Table([[Box(box.text, box.address, box.rows, box.columns) for box in row] for row in table.rows])
        again.section = table.section
        page.blocks.insert(page.blocks.index(table) + 1, again)


@AGAIN()
def another_matrix(page: Page, random: Random) -> None:
    """Last year's matrix beside this year's: neither can be taken where they differ."""
    for table in page.tables("requests"):
        again = Table([[Box(box.text, box.address, box.rows, box.columns) for box in row] for row in table.rows])
        again.section = table.section
        for row in again.lines():
            for box in row:
                if box.address:
                    box.text = str(random.randint(3000, 4000))
            page.lost |= cells_in(row)
        page.blocks.insert(page.blocks.index(table) + 1, again)


@TABLES()
def stray_tables(page: Page, random: Random) -> None:
    """A stray table between those of the form."""
    for table in random.sample(page.tables(), random.randint(1, 2)):
        after = random.choice([0, 1])
        page.blocks.insert(page.blocks.index(table) + after, Table(_stray(random)))


@TABLES()
def footnote_row(page: Page, random: Random) -> None:
    """A footnote in the last row of a table."""
    table = random.choice(page.tables())
    table.rows.append([Box(random.choice(FOOTNOTES), columns=10)])


FOOTNOTES = (
    "注：含上年度结转数量。",
    "说明：本表统计口径为全区各单位，其中街道 8 个。",
    "*表中数据截至2023年12月31日",
)


def _stray(random: Random) -> Boxes:
    lines = random.choice(
        [
            [["公开渠道", "发布条数"], ["门户网站", "{}"], ["微信公众号", "{}"], ["合计", "{}"]],
            [["序号", "培训主题", "参训人次"], ["1", "信息发布审核", "{}"], ["2", "依申请办理流程", "{}"]],
            [["栏目", "上半年", "下半年", "总计"], ["政策文件", "{}", "{}", "{}"], ["其他", "{}", "{}", "{}"]],
        ]
    )
    return [[Box(text.format(random.randint(1, 999))) for text in line] for line in lines]
