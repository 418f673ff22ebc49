"""Deformations of the numbers in a table's cells."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from ...money import Money
from .deformation import Subject
from .page import Box, Page, cells_in

VALUES = Subject()

_MARKS = ("/", "-", "—", "－", "无", "／", "——")
_FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def _leave_blank(page: Page, boxes: list[Box], printed: str = "") -> None:
    for box in boxes:
        box.text = printed
        page.values[box.address] = None
        page.told.add(box.address)


def _filled(page: Page) -> list[Box]:
    return [box for box in page.boxes() if box.text]


def _some(boxes: list[Box], random: Random, most: int) -> list[Box]:
    return random.sample(boxes, min(len(boxes), random.randint(1, most)))


@VALUES()
def blanks(page: Page, random: Random) -> None:
    """Blank cells that are not 0."""
    _leave_blank(page, _some(_filled(page), random, 30), random.choice(["", "\u3000", "\u00a0"]))


@VALUES()
def slashes(page: Page, random: Random) -> None:
    """A slash, a dash or 无 in cells that are not 0."""
    mark = random.choice(_MARKS)
    _leave_blank(page, _some(_filled(page), random, 60), mark)


@VALUES()
def blank_columns(page: Page, random: Random) -> None:
    """All five columns of organisations blank."""
    mark = random.choice(["", "", "/"])
    for table in page.tables("requests"):
        for row in table.lines():
            cells = [box for box in row if box.address]
            _leave_blank(page, cells[1:-1], mark)


@VALUES()
def mostly_blank(page: Page, random: Random) -> None:
    """Most cells of the matrix blank, totals of rows included."""
    boxes = [box for table in page.tables("requests") for row in table.rows for box in row if box.address]
    _leave_blank(page, random.sample(boxes, len(boxes) * 3 // 4))


@VALUES()
def notes(page: Page, random: Random) -> None:
    """A number with a unit or a note behind it."""
    whole = [box for box in _filled(page) if box.text.isdigit()]
    for box in _some(whole, random, 5):
        box.text += random.choice(["件", "（其中修订3件）", "（含上年度）", "件（次）"])
        page.told.add(box.address)


@VALUES()
def full_width_digits(page: Page, random: Random) -> None:
    """Full-width digits."""
    for box in _some(_filled(page), random, 40):
        box.text = box.text.translate(_FULL_WIDTH)


@VALUES()
def thousands(page: Page, random: Random) -> None:
    """Thousands separators."""
    comma = random.choice([",", "，"])
    for box in page.boxes():
        whole, point, places = box.text.partition(".")
        if len(whole) > 3 and whole.isdigit() and whole.isascii():  # noqa: PLR2004  (thousands)
            box.text = f"{int(whole):,}".replace(",", comma) + point + places


@VALUES()
def invisible(page: Page, random: Random) -> None:
    """Zero-width characters and wide spaces around numbers."""
    for box in _some(_filled(page), random, 20):
        box.text = random.choice(["\u200b{}", "{}\u200b", "\u3000{}", "{}\u00a0", " {} ", "\ufeff{}"]).format(box.text)


@VALUES()
def cut_number(page: Page, random: Random) -> None:
    """A number cut in two by a narrow cell."""
    rows = [row for table in page.tables() for row in table.lines() if len(cells_in(row)) > 1]
    row = random.choice(rows)
    long = [n for n, box in enumerate(row) if box.address and len(box.text) > 1 and box.text.isdigit()]
    if not long:
        return
    at = random.choice(long)
    cut = random.randint(1, len(row[at].text) - 1)
    page.lost |= cells_in(row)
    row.insert(at + 1, Box(row[at].text[cut:], row[at].address))
    row[at].text = row[at].text[:cut]


@VALUES()
def no_unit(page: Page, random: Random) -> None:
    """An amount whose unit is not stated, where the form prints none."""
    del random
    for box in _filled(page):
        number = box.text.rstrip("万元")
        value = page.values[box.address]
        if number not in (box.text, "0") and isinstance(value, Money):
            box.text = number
            page.values[box.address] = replace(value, unit="")
            page.told.add(box.address)


@VALUES()
def signs(page: Page, random: Random) -> None:
    """A plus sign in the column of changes, a wide minus sign."""
    minus = random.choice("-－−")
    for box in _filled(page):
        if box.address.endswith(".change"):  # whose sign may stand behind characters that cannot be seen
            box.text = box.text.replace("-", minus) if "-" in box.text else f"+{box.text}"


@VALUES()
def total_left_out(page: Page, random: Random) -> None:
    """A total left out."""
    totals = [box for box in page.boxes() if box.address.endswith(".total")]
    _leave_blank(page, _some(totals, random, 4))


@VALUES()
def total_zero(page: Page, random: Random) -> None:
    """A total printed 0 above parts that are not 0."""
    totals = [box for box in _filled(page) if box.address.endswith(".total")]
    for box in _some(totals, random, 2):
        box.text = "0"
        page.values[box.address] = 0
        page.told.discard(box.address)
