"""Reports, valid by construction or broken on purpose, and the values and texts in them.

Everything is derived from `cells`, `identities` and the fields of the model: a further edition of the form needs
nothing here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..catalogue import IDENTITY_RULES
from ..editions import EDITIONS, FORMS, LATEST
from ..errors import UsageError
from ..findings import Finding, Number
from ..money import Money
from ..report import (
    TITLE_ENDING,
    AnnualReport,
    PublishedReport,
    cells,
    header_fields,
    headings,
    identities,
    report_type,
    sections,
    tables,
)
from ..scalars import (
    AMOUNT_DIGITS,
    AMOUNT_PLACES,
    COUNT_MAX,
    CREDIT_ALPHABET,
    LINE_MAX,
    ORGAN_MAX,
    YEAR_MAX,
    YEAR_MIN,
    Kind,
    credit_code_check_character,
    refusal,
)

__all__ = ["amounts", "broken", "counts", "credit_codes", "organs", "paragraphs", "published_reports", "reports"]

PARAGRAPHS_MAX: Final = 200
"""Most paragraphs of a narrative section, where nothing else is asked for."""


def counts() -> SearchStrategy[int]:
    """Counts from 0 to the bound of the model: small ones mostly, the bound itself often."""
    return _COUNTS


def amounts() -> SearchStrategy[Decimal]:
    """Amounts of money with 0 to 6 decimal places and up to the 15 digits that the model takes."""
    return _AMOUNTS


def paragraphs() -> SearchStrategy[str]:
    """Legal paragraphs of narrative, awkward ones among them.

    Characters beyond the basic plane, quotes, brackets, pipes, backslashes, wide spaces, joiners, private use; texts
    that look like a number, a label of the form, a title, or a key and value of JSON; the longest line there is.
    """
    return _PARAGRAPHS


def organs() -> SearchStrategy[str]:
    """Names of organs, such as end in digits or hold 年 among them."""
    return _ORGANS


def credit_codes() -> SearchStrategy[str]:
    """Unified social credit codes with the right check character."""
    return _CREDIT_CODES


def reports(*, edition: str = LATEST.name, max_paragraphs: int = PARAGRAPHS_MAX) -> SearchStrategy[AnnualReport]:
    """Reports that are valid by construction: parts are drawn, totals computed.

    Parameters
    ----------
    edition
        Name of the edition.
    max_paragraphs
        Most paragraphs of a narrative section, at least 1.

    Returns
    -------
    SearchStrategy[AnnualReport]
        Sparse and dense tables, totals up to the bound of a count, empty and long narrative, optional fields of the
        header stated or not. Shrinks to a report of zeros without narrative.

    Raises
    ------
    UsageError
        If there is no such edition; the mixture of two is none, `published_reports` draws such.
    """
    model = report_type(edition)
    if FORMS[edition].mixed:
        raise UsageError(Finding("EDITION-UNKNOWN", facts={"printed": edition, "known": ", ".join(EDITIONS)}))
    return _documents(edition, _valid(edition), max_paragraphs).map(model.model_validate)


def published_reports(
    *, edition: str = LATEST.name, max_paragraphs: int = PARAGRAPHS_MAX
) -> SearchStrategy[PublishedReport]:
    """Reports of the right shape, right or wrong: cells blank, sums broken, organ or year unknown.

    Parameters
    ----------
    edition
        Name of the edition.
    max_paragraphs
        Most paragraphs of a narrative section, at least 1.

    Returns
    -------
    SearchStrategy[PublishedReport]
        Shrinks to a report of zeros without narrative.

    Raises
    ------
    UsageError
        If there is no such edition.
    """
    report_type(edition)
    return _documents(edition, _spoiled(edition), max_paragraphs, title_unknown=True).map(
        PublishedReport.model_validate
    )


def broken(rule: str, *, edition: str = LATEST.name) -> SearchStrategy[PublishedReport]:
    """Reports with one wrong cell, which breaks exactly one identity of a rule.

    Rows and columns of the matrix add up to the same grand total, so none of its identities can be broken alone. The
    wrong cell is one that breaks as few others as can be:

    - ``T4-SUM``: none;
    - ``T3-OUTCOME`` and ``T3-BALANCE``: the ``T3-ROW`` of the wrong cell's row;
    - ``T3-ROW``: the ``T3-OUTCOME`` or the ``T3-BALANCE`` of the wrong cell's column, and both where the row is the
      total of outcomes.

    Parameters
    ----------
    rule
        Id of a rule that has identities.
    edition
        Name of the edition.

    Returns
    -------
    SearchStrategy[PublishedReport]
        Every cell is filled. Shrinks to a report of zeros with a single 1.

    Raises
    ------
    ValueError
        If the rule has no identities.
    UsageError
        If there is no such edition.
    """
    if rule not in IDENTITY_RULES:
        raise ValueError(f"{rule} has no identities; these have: {', '.join(IDENTITY_RULES)}")
    return _documents(edition, _one_wrong(edition, _places(rule, edition)), 2).map(PublishedReport.model_validate)


# Values.

_COUNTS: Final = st.one_of(st.integers(0, 20), st.integers(0, COUNT_MAX), st.just(COUNT_MAX))


def _amount(digits: int, places: int) -> Decimal:
    return Decimal(f"{digits}e-{places}")


def _credit_code(letters: str, division: str, rest: str) -> str:
    body = letters + division + rest
    return body + credit_code_check_character(body)


_AMOUNTS: Final = st.builds(
    _amount,
    st.one_of(st.integers(0, 10**7), st.integers(0, 10**AMOUNT_DIGITS - 1)),
    st.integers(0, AMOUNT_PLACES),
)
_CHANGES: Final = st.one_of(st.integers(-20, 20), st.integers(-COUNT_MAX, COUNT_MAX))
_MONEY: Final = st.builds(
    Money,
    st.builds(Decimal, st.one_of(st.integers(0, 10**7), st.integers(0, 10**AMOUNT_DIGITS - 1))) | _AMOUNTS,
    st.sampled_from(["", "元", "万元"]),
)
_OTHERS: Final[Mapping[Kind, SearchStrategy[Any]]] = {"amount": _AMOUNTS, "change": _CHANGES, "stated_amount": _MONEY}
_CREDIT_CODES: Final = st.builds(
    _credit_code,
    st.text(CREDIT_ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(CREDIT_ALPHABET, min_size=9, max_size=9),
)

# Text. What is drawn is made legal rather than filtered, as far as that goes: filters are slow and shrink badly.

_CHARACTERS: Final = st.one_of(
    st.sampled_from("件0123456789０，。：:;|%\\/\"'“”「」()（）[]{}<>&#=+-—·\u00a0\u3000\u200b\u200d\ue000😀𠮷👨"),
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"),
)


def legal(text: str) -> str:
    """A text without what a line may not hold at its edges or twice; its characters must be legal."""
    return re.sub(" {2,}", " ", text).strip()


def _holdable(text: str) -> bool:
    return refusal(text) is None and text not in headings()


_LOOK_ALIKES: Final = (
    *("0", "12件", "1,234", "-1", "3.5", "1e5", "/", "—", "无", "NaN", "null", "---", "|规章|0|0|0|"),
    *("{}", "[", '"', ":", "a:b::c", "%", "%s", "\\", "\\n", "\\u003a"),
)


@cache
def awkward() -> tuple[str, ...]:
    """Texts that a reader might take for something else."""
    labels = {label for edition in EDITIONS for cell in cells(edition) for label in cell.labels}
    names = {name for edition in EDITIONS for cell in cells(edition) for name in cell.address.split(".")}
    names |= set(PublishedReport.model_fields)
    texts = [
        *_LOOK_ALIKES,
        f"宿迁市2023{TITLE_ENDING}",
        *sorted(f"{heading}。" for heading in headings()),
        *sorted(labels),
        *sorted(f'"{name}": 5' for name in names),
        *sorted(f'{name}":5,"' for name in names),
        *sorted(names),
    ]
    return tuple(filter(_holdable, texts))


def _repeated(text: str, length: int) -> str:
    return legal((text * length)[:length])


def _url(beginning: str, rest: str) -> str:
    return beginning + re.sub(r"\s", "", rest)


def _over_and_over(texts: list[str], number: int) -> list[str]:
    return (texts * number)[:number]


_LINES: Final = st.text(_CHARACTERS, min_size=1, max_size=30).map(legal).filter(bool)
_SHORT: Final = st.one_of(_LINES, st.deferred(lambda: st.sampled_from(awkward()))).filter(_holdable)
_LONG: Final = st.builds(_repeated, _LINES, st.sampled_from([100, 1000, LINE_MAX])).filter(_holdable)
_PARAGRAPHS: Final = st.one_of(_SHORT, _SHORT, _SHORT, _LONG)
_ORGANS: Final = st.one_of(
    st.sampled_from(["某市", "某市2023", "2023年", "第1中学2", f"某局2022{TITLE_ENDING}", "年", "0", "某市\u3000某局"]),
    st.text(_CHARACTERS, min_size=1, max_size=ORGAN_MAX).map(legal).filter(bool),
)
_URLS: Final = st.builds(
    _url,
    st.sampled_from(["http://www.gov.cn/", "https://例.中国/?q=%20&"]),
    st.text(_CHARACTERS, max_size=30),
)


def _narratives(most: int) -> SearchStrategy[tuple[str, ...]]:
    few = st.lists(_PARAGRAPHS, max_size=min(3, most))
    # Many are a few over and over: what matters is their number.
    many = st.builds(_over_and_over, st.lists(_SHORT, min_size=1, max_size=3), st.integers(1, most))
    return st.one_of(few, few, few, many).map(tuple)


# The header and the whole.

_OPTIONAL: Final[Mapping[str, SearchStrategy[Any]]] = {
    "unified_social_credit_code": _CREDIT_CODES,
    "administrative_division_code": st.text("0123456789", min_size=6, max_size=6),
    "publication_date": st.dates(),
    "source_url": _URLS,
}
_YEARS: Final = st.one_of(st.integers(LATEST.first_year, LATEST.first_year + 10), st.integers(YEAR_MIN, YEAR_MAX))


@st.composite
def _documents(
    draw: DrawFn,
    edition: str,
    values: SearchStrategy[Sequence[Number | None]],
    max_paragraphs: int,
    *,
    title_unknown: bool = False,
) -> dict[str, Any]:
    """What the fields of a report hold."""
    unknown = st.none() if title_unknown else st.nothing()
    narrative = [section for section in sections() if section not in tables()]
    texts = draw(st.tuples(*[_narratives(max_paragraphs)] * len(narrative)))
    optional = draw(st.fixed_dictionaries({}, optional={field: _OPTIONAL[field] for field in header_fields()}))
    return {
        "edition": edition,
        "schema_id": FORMS[edition].schema_id,
        "organ": draw(_ORGANS | unknown),
        "year": draw(_YEARS | unknown),
        **optional,
        **dict(zip(narrative, texts, strict=True)),
        **nested(edition, draw(values)),
    }


def nested(edition: str, values: Sequence[Number | None]) -> dict[str, Any]:
    """The cells' values, in the order of the form, as the parts that hold them."""
    root: dict[str, Any] = {}
    for (parents, leaf), value in zip(_paths(edition), values, strict=True):
        part = root
        for field in parents:
            part = part.setdefault(field, {})
        part[leaf] = value
    return root


@cache
def _paths(edition: str) -> tuple[tuple[Sequence[str], str], ...]:
    """Of each cell, the fields that lead to the part that holds it, and its own."""
    return tuple((path[:-1], path[-1]) for path in (cell.address.split(".") for cell in cells(edition)))


# The tables.


class _Split(NamedTuple):
    """Two cells that share a sum: the first gets what the second, which was drawn, leaves."""

    first: int
    second: int
    terms: tuple[int, ...]

    def fill(self, values: list[Any]) -> None:
        whole = sum(values[n] for n in self.terms)
        values[self.second] = min(values[self.second], whole)
        values[self.first] = whole - values[self.second]


class _Sum(NamedTuple):
    """A cell that is the sum of others."""

    total: int
    terms: tuple[int, ...]

    def fill(self, values: list[Any]) -> None:
        values[self.total] = sum(values[n] for n in self.terms)


class _Plan(NamedTuple):
    """How an edition's tables are filled so that every identity holds; cells by their number in the form.

    Attributes
    ----------
    counts, others
        The cells that are drawn, those that are no counts with what draws them.
    purse
        Of each cell, the number of its table: what its drawn cells add up to must not exceed the bound of a count.
    shares
        The drawn cells that do not add to a sum but take their share of it.
    steps
        What computes all other cells, in an order that works.
    """

    counts: tuple[int, ...]
    others: tuple[tuple[int, SearchStrategy[Any]], ...]
    purse: tuple[int, ...]
    shares: frozenset[int]
    steps: tuple[_Sum | _Split, ...]

    def computed(self, drawn: Mapping[int, Any]) -> list[Any]:
        """The values of all cells."""
        values: list[Any] = [0] * len(self.purse)
        spent: dict[int, int] = {}
        for n, value in drawn.items():
            values[n] = value
            if isinstance(value, int) and n not in self.shares:
                values[n] = min(value, COUNT_MAX - spent.get(self.purse[n], 0))
                spent[self.purse[n]] = spent.get(self.purse[n], 0) + values[n]
        for step in self.steps:
            step.fill(values)
        return values


@cache
def _plan(edition: str) -> _Plan:
    form = cells(edition)
    number = {cell.address: n for n, cell in enumerate(form)}
    known = [
        (tuple(number[cell] for cell in identity.expected), tuple(number[cell] for cell in identity.actual))
        for identity in identities(edition)
    ]
    totals = {actual[0] for _, actual in known if len(actual) == 1}
    balances = [(expected, actual) for expected, actual in known if len(actual) > 1 and expected[0] not in totals]
    remainders = {expected[0] for expected, _ in balances}
    shares = {expected[1] for expected, _ in balances}
    unknown = totals | remainders | shares
    waiting: list[_Sum | _Split] = [_Sum(actual[0], expected) for expected, actual in known if len(actual) == 1]
    waiting += [_Split(expected[0], expected[1], actual) for expected, actual in balances]
    steps: list[_Sum | _Split] = []
    while waiting:
        ready = next(step for step in waiting if unknown.isdisjoint(step.terms))
        waiting.remove(ready)
        steps.append(ready)
        unknown -= {ready.second, ready.first} if isinstance(ready, _Split) else {ready.total}
        # A grand total is the sum of a row and of a column; once is enough.
        waiting = [step for step in waiting if step[0] != ready[0]]
    drawn = [n for n in range(len(form)) if n not in totals | remainders]
    return _Plan(
        tuple(n for n in drawn if form[n].kind == "count"),
        tuple((n, _OTHERS[form[n].kind]) for n in drawn if form[n].kind != "count"),
        _purses(len(form), [(*expected, *actual) for expected, actual in known]),
        frozenset(shares),
        tuple(steps),
    )


def _purses(size: int, groups: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """A number for each cell, the same for cells that identities connect."""
    purse = list(range(size))
    for group in groups:
        joined = {purse[n] for n in group}
        purse = [min(joined) if n in joined else n for n in purse]
    return tuple(purse)


def valid_values(
    edition: str, value_of: Callable[[Kind], Number | Money], known: Mapping[str, Number | Money] = MappingProxyType({})
) -> list[Any]:
    """The values of all cells, in the order of the form: each kind as given where it is free, the rest computed.

    A free cell that is known, by its address, is what it is known to be, as far as the identities let it.
    """
    plan = _plan(edition)
    form = cells(edition)
    drawn = {n: value_of(form[n].kind) for n in (*plan.counts, *(n for n, _ in plan.others))}
    return plan.computed({n: known.get(form[n].address, value) for n, value in drawn.items()})


@st.composite
def _valid(draw: DrawFn, edition: str) -> list[Number]:
    plan = _plan(edition)
    drawn: dict[int, Any] = {n: draw(values) for n, values in plan.others}
    # Large counts first: they take what the bound allows, dense small ones the rest.
    drawn |= draw(st.dictionaries(st.sampled_from(plan.counts), _COUNTS, max_size=12))
    dense = draw(st.none() | st.binary(min_size=len(plan.counts), max_size=len(plan.counts)))
    for n, value in zip(plan.counts, dense or (), strict=False):
        drawn.setdefault(n, value)
    return plan.computed(drawn)


@st.composite
def _spoiled(draw: DrawFn, edition: str) -> list[Number | None]:
    values: list[Number | None] = [*draw(_valid(edition))]
    form = cells(edition)
    whole = [n for n, cell in enumerate(form) if cell.kind == "count"]
    for n, value in draw(st.dictionaries(st.sampled_from(whole), _COUNTS, max_size=6)).items():
        values[n] = value
    blank = draw(st.none() | st.binary(min_size=len(form), max_size=len(form)))
    for n, byte in enumerate(blank or ()):
        if byte % 2:
            values[n] = None
    for n in draw(st.sets(st.integers(0, len(form) - 1), max_size=6)):
        values[n] = None
    return values


@st.composite
def _one_wrong(draw: DrawFn, edition: str, places: Sequence[Sequence[int]]) -> list[Number]:
    values = draw(_valid(edition))
    at = draw(st.sampled_from(draw(st.sampled_from(places))))
    other = draw(st.one_of(st.integers(0, 20), st.integers(0, COUNT_MAX - 1)))
    values[at] = other + (other >= values[at])
    return values


@cache
def _places(rule: str, edition: str) -> tuple[tuple[int, ...], ...]:
    """Of each identity of a rule, the cells that no other of the rule needs, and as few other identities as can be."""
    number = {cell.address: n for n, cell in enumerate(cells(edition))}
    needed = Counter((cell, other.rule) for other in identities(edition) for cell in other.cells)
    by_all = Counter(cell for other in identities(edition) for cell in other.cells)
    places = []
    for identity in identities(edition):
        if identity.rule == rule:
            own = [cell for cell in identity.cells if needed[cell, rule] == 1]
            fewest = min(by_all[cell] for cell in own)
            places.append(tuple(number[cell] for cell in own if by_all[cell] == fewest))
    return tuple(places)
