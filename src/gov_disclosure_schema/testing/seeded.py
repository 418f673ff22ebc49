"""Reports by number: the same seed gives the same report, much faster than a strategy draws one.

For long runs, where a million documents count and shrinking does not; a law that breaks is then tried with `reports`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any, Final

from ..editions import FORMS, LATEST
from ..money import Money
from ..report import AnnualReport, PublishedReport, cells, identities, narratives, report_type
from ..scalars import AMOUNT_DIGITS, AMOUNT_PLACES, COUNT_MAX, YEAR_MAX, YEAR_MIN, Kind
from .tables import nested, valid_values
from .values import awkward, legal

_LETTERS: Final = "件年月日共计申请公开宿迁市０１12,.，。“”\"'\\/|<>&{}[]:;%\u3000\u00a0\u200b😀𠮷 "
_BLANKS: Final = 20
"""Most cells of a published report that are blank or wrong."""


def report_of(seed: int, form: str = LATEST.name) -> AnnualReport:
    """The valid report of a seed.

    Parameters
    ----------
    seed
        Any whole number.
    form
        Name of an edition.
    """
    drawn = Random(f"{form} {seed}")  # noqa: S311  (no secret, here and below)
    return report_type(form).model_validate(_fields(drawn, form, _values(drawn, form)))


def published_of(seed: int, form: str = LATEST.name) -> PublishedReport:
    """The published report of a seed: cells blank or wrong, of any form, a mixed one too."""
    drawn = Random(f"published {form} {seed}")  # noqa: S311  (no secret)
    values: list[Any] = [*_values(drawn, form)]
    known = cells(form)
    for at in drawn.sample(range(len(known)), drawn.randrange(_BLANKS)):
        values[at] = drawn.choice((None, _VALUES[known[at].kind](drawn, COUNT_MAX)))
    return PublishedReport.model_validate(_fields(drawn, form, values))


def broken_of(seed: int, form: str = LATEST.name) -> tuple[PublishedReport, str]:
    """A report with one wrong number in a cell that identities need, and the address of that cell."""
    drawn = Random(f"broken {form} {seed}")  # noqa: S311  (no secret)
    values: list[Any] = [*_values(drawn, form)]
    at = drawn.choice(_needed(form))
    wrong = [cell.address for cell in cells(form)].index(at)
    other = drawn.randrange(drawn.choice((20, COUNT_MAX)))
    values[wrong] = other + (other >= values[wrong])
    return PublishedReport.model_validate(_fields(drawn, form, values)), at


@cache
def _needed(form: str) -> Sequence[str]:
    return sorted({cell for identity in identities(form) for cell in identity.cells})


def _values(drawn: Random, form: str) -> Sequence[Any]:
    most, dense, chance = drawn.choice((5, 300, 300, 10**5, COUNT_MAX)), drawn.random(), drawn.random

    def value_of(kind: Kind) -> Any:
        if kind != "count":
            return _VALUES[kind](drawn, most if chance() < dense else 0)
        return int(chance() * (most + 1)) if chance() < dense else 0

    return valid_values(form, value_of)


def _amount(drawn: Random, most: int) -> Decimal:
    places = drawn.randrange(AMOUNT_PLACES + 1)
    return Decimal(drawn.randint(0, min(most, 10**AMOUNT_DIGITS - 1))).scaleb(-places)


_VALUES: Final[Mapping[Kind, Callable[[Random, int], Any]]] = {
    "count": lambda drawn, most: drawn.randint(0, most),
    "amount": _amount,
    "change": lambda drawn, most: drawn.randint(-most, most),
    "stated_amount": lambda drawn, most: Money(_amount(drawn, most), drawn.choice(("元", "万元", ""))),
}


def _fields(drawn: Random, form: str, values: Sequence[Any]) -> dict[str, Any]:
    narrative = {section: _paragraphs(drawn) for section in narratives()}
    head = {
        "edition": form,
        "schema_id": FORMS[form].schema_id,
        "organ": _line(drawn, 20),
        "year": drawn.randint(YEAR_MIN, drawn.choice((YEAR_MIN + 10, YEAR_MAX))),
    }
    return {**head, **narrative, **nested(form, values)}


def _paragraphs(drawn: Random) -> tuple[str, ...]:
    number = drawn.choice((0, 1, 1, 2, 3, 8))
    return tuple(drawn.choice(awkward()) if drawn.random() < 0.2 else _line(drawn, 60) for _ in range(number))  # noqa: PLR2004


def _line(drawn: Random, longest: int) -> str:
    """A legal line; the last character keeps it from ending in white space, or from being a heading."""
    return legal("".join(drawn.choices(_LETTERS, k=drawn.randint(0, longest))).strip() + "。")
