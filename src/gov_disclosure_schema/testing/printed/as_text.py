"""Pages as the texts that crawlers and converters leave: a function for each layout met.

Of its own make, so that an error of the package's writers is no error of the reader's tests.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from ...printed_numbers import visible
from .aligned import aligned_table
from .page import Box, Page, Paragraph, Table, cells_in, spread

Lines = list[str]
Print = Callable[[Page, Table], Lines]


def _flat(text: str) -> str:
    return text.replace("\n", "")


def _lost_where_blank(page: Page, rows: Iterable[list[Box]], *, partly: bool = True) -> None:
    """Rows of which some cells left no trace: which they are cannot be known."""
    for row in rows:
        values = [box for box in row if box.address]
        filled = sum(bool(visible(box.text)) for box in values)
        if 0 < filled < len(values) or (not filled and not partly):
            page.lost |= cells_in(row)


def _grid(table: Table) -> list[list[str]]:
    return [["" if box is None else _flat(box.text) for box in line] for line in spread(table.rows)]


def tabs(page: Page, table: Table) -> Lines:
    """1. Tabs, every covered field kept empty."""
    del page
    return ["\t".join(line) for line in _grid(table)]


def ragged_tabs(page: Page, table: Table) -> Lines:
    """1. Tabs, fields that are covered from above lost, and lines filled up at their end."""
    lines = []
    for line in spread(table.rows):
        kept = [box for n, box in enumerate(line) if box is not None or (n and line[n - 1] is not None)]
        texts = [_flat(box.text) if box else "" for box in kept]
        lines.append("\t".join(texts + [""] * (len(line) - len(kept))))
        values = [box for box in kept if box and box.address]
        if values and not (values[0].text.strip() and values[-1].text.strip()):
            _lost_where_blank(page, [values])  # where the columns begin, only other lines could tell
    return lines


def one_a_line(page: Page, table: Table) -> Lines:
    """2. One cell a line; a blank cell is an empty line."""
    if len(page.tables(table.section)) > 1 or "page_numbers" in page.how:
        # An empty line behind a row may be a blank cell, or the end of a page.
        _lost_where_blank(page, [row for row in table.lines() if not row[-1].text.strip()])
    _lost_at_the_end(page, table)
    return [_flat(box.text) for row in table.rows for box in row]


def _lost_at_the_end(page: Page, table: Table) -> None:
    """A last row with an empty line behind it that no heading follows, and no other table of the form.

    The line may be the end of a page, or one blank cell more: then a number of the row was cut in two. Only a row that
    is whole shows that it is the former, where its total is right if the table goes on.
    """
    following = page.blocks[page.blocks.index(table) + 1 :][:1]
    row = [box for box in table.rows[-1] if box.address]
    if not row or not following or following[0].section not in ("", table.section):
        return
    whole = all(box.text.strip() for box in row)
    if not whole or (following[0].section and not _adds_up(page, row)):
        page.lost |= cells_in(row)


def _adds_up(page: Page, row: Iterable[Box]) -> bool:
    """Whether the last number of a row is the sum of the others."""
    values = [page.values[box.address] for box in row]
    counts = [value for value in values if isinstance(value, int)]
    return len(counts) == len(values) and sum(counts[:-1]) == counts[-1]


def one_a_line_spaced(page: Page, table: Table) -> Lines:
    """2. One cell a line, an empty line between two; a blank cell is one more."""
    return [line for text in one_a_line(page, table) for line in (text, "")]


def one_a_line_vanished(page: Page, table: Table) -> Lines:
    """2. One cell a line; a blank cell has vanished altogether."""
    _lost_where_blank(page, table.lines())
    return [text for text in one_a_line(page, table) if text.strip()]


def trailing_pipes(page: Page, table: Table) -> Lines:
    """3. Pipes at the end of cells, merged cells dropped."""
    del page
    return ["".join(f"{_flat(box.text)} | " for box in row) for row in table.rows]


def markdown(page: Page, table: Table) -> Lines:
    """4. Markdown rows, merged cells as empty ones."""
    del page
    rows = _grid(table)
    lines = ["|" + "|".join(f" {text} " if text else "" for text in row) + "|" for row in rows]
    return [lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]


def pipe_a_line(page: Page, table: Table) -> Lines:
    """5. One cell a line, each ended by a pipe."""
    del page
    return [f"{_flat(box.text)} |".lstrip() for row in table.rows for box in row]


def aligned(page: Page, table: Table) -> Lines:
    """6. Columns aligned by runs of spaces, labels broken over lines, as ``pdftotext -layout`` writes them."""
    for box in page.labels():
        box.text = re.sub(" {2,}", " ", box.text)  # more would be the space between two columns
    for row in table.lines():
        if len(cells_in(row)) < sum(bool(box.address) for box in row) and not visible(row[-1].text):
            row[-1].text = "/"  # else nothing of the page would show that the row has a cell more than others
    lines = aligned_table(table)
    _lost_where_columns_differ(page, table)
    if "page_numbers" in page.how and len(lines) > 20:  # noqa: PLR2004  (a page)
        lines[len(lines) // 2 : len(lines) // 2] = ["", "— 3 —", "\f"]
    return lines


_WITNESSES: Final = 2
"""So many complete rows show where the columns are."""


def _lost_where_columns_differ(page: Page, table: Table) -> None:
    """Rows with blanks whose columns complete rows do not show: two of them at least, and none that shows others.

    With a blank at its edge a row may stand a column further, if no complete one has its label in the same place. A row
    that alone stands otherwise may have a number cut in two beside a blank, if its total is not right.
    """
    lines = [(line, {x: box for x, box in enumerate(line) if box and box.address}) for line in spread(table.rows)]
    labelled = [(_label_of(line), row) for line, row in lines if row]
    complete = [(label, tuple(row)) for label, row in labelled if all(visible(box.text) for box in row.values())]
    shown = Counter(columns for _, columns in complete)
    for label, row in labelled:
        filled = [x for x, box in row.items() if visible(box.text)]
        fitting = [columns for columns in shown if len(columns) == len(row) and {*filled} <= {*columns}]
        placed = {tuple(columns.index(x) for x in filled) for columns in fitting}
        alone = (
            shown[tuple(row)] == 1 and max(count for columns, count in shown.items() if len(columns) == len(row)) > 1
        )
        if len(filled) == len(row) and alone and not _adds_up(page, row.values()):
            page.lost |= cells_in([*row.values()])
        whole = {*filled} >= {min(row), max(row)} or (label, tuple(row)) in complete
        if 0 < len(filled) < len(row) and (shown[tuple(row)] < _WITNESSES or len(placed) > 1 or not whole):
            page.lost |= cells_in([*row.values()])


def _label_of(line: list[Box | None]) -> tuple[int, int]:
    """Column and width of the label next to a line's values."""
    labels = [(x, box.columns) for x, box in enumerate(line) if box and not box.address]
    return labels[-1] if labels else (0, 0)


def grid_in_one_line(page: Page, table: Table) -> Lines:
    """7. The grid's fifteen numbers in one line, told apart by single spaces."""
    lines = []
    for row in table.rows:
        values = [box for box in row if box.address]
        if len(values) < len(row) or not values:
            lines.append("\t".join(_flat(box.text) for box in row))
            continue
        lines.append(" ".join(_flat(box.text) for box in row if box.text.strip()))
        _lost_where_blank(page, [values])
    return lines


def three_grids_of_text(page: Page, table: Table) -> Lines:
    """7. The grid as three tables of five."""
    if table.section != "remedies" or len(table.rows) < 4:  # noqa: PLR2004  (heads in three rows, and values)
        return tabs(page, table)
    top, heads, values = table.rows[0], table.rows[1], next(table.lines())
    names = [top[0], *(box for box in heads if box.rows == 1)]
    columns = [_flat(box.text) for box in heads if box.rows > 1]
    texts = [_flat(box.text) for box in values]
    each = -(-len(texts) // len(names))
    return [
        line
        for n, name in enumerate(names)
        for line in (_flat(name.text), "\t".join(columns), "\t".join(texts[each * n : each * (n + 1)]), "")
    ]


TEXT_LAYOUTS: Final[dict[str, Print]] = {
    print_.__name__: print_
    for print_ in (
        tabs,
        ragged_tabs,
        one_a_line,
        one_a_line_spaced,
        one_a_line_vanished,
        trailing_pipes,
        markdown,
        pipe_a_line,
        aligned,
        grid_in_one_line,
        three_grids_of_text,
    )
}
"""Every text layout by name."""


def as_text(page: Page, layout: str) -> bytes:
    """A page as text, its tables in one of `TEXT_LAYOUTS`."""
    lines: Lines = []
    for number, block in enumerate(page.blocks):
        if isinstance(block, Paragraph):
            lines += [block.text, ""]
            continue
        lines += _trimmed(page, block, TEXT_LAYOUTS[layout](page, block), layout)
        split = number + 1 < len(page.blocks) and isinstance(page.blocks[number + 1], Table)
        if split and "page_numbers" in page.how:
            lines += ["", "- 3 -"]
        lines.append("")
    text = "\n".join(lines)
    return encoded(page, text.replace("\n", "\r\n") if "carriage_returns" in page.how else text)


def _trimmed(page: Page, table: Table, lines: Lines, layout: str) -> Lines:
    """The lines as they are, or as an editor leaves them that takes white space off their ends."""
    if "trimmed" not in page.how or "pipe" in layout or layout == "markdown":
        return lines
    _lost_where_blank(page, table.lines())  # fields that a span covers, kept or not, are no longer told from blank ones
    return [line.rstrip() for line in lines]


def encoded(page: Page, text: str) -> bytes:
    """A text in the character set that the page is to have."""
    mark = "\ufeff" if "byte_order_mark" in page.how and "gb18030" not in page.how else ""
    return (mark + text).encode("gb18030" if "gb18030" in page.how else "utf-8")
