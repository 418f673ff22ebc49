"""The laws of the round trips for the reports of one seed; a test runs the first seeds, `nox -s laws_long` very many.

Each law is a function whose docstring is its sentence; it returns how many documents it wrote, read and compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import docx, html, json, text, xlsx, xml
from gov_disclosure_schema.editions import EDITIONS, FORMS
from gov_disclosure_schema.report import identities
from gov_disclosure_schema.testing.seeded import broken_of, published_of, report_of

EXACT: Final = {"json": json, "xml": xml, "text": text}
ALL: Final = {**EXACT, "html": html, "docx": docx, "xlsx": xlsx}
PRINTED_EVERY: Final = 50
"""One seed in so many goes through the printed formats too, which are read many times slower."""

Found = list[tuple[str, str]]
"""Rule and address of what was found, sorted."""


def a_report_comes_back(seed: int) -> int:
    """decode(encode(r)) == r, and encode(decode(x)) == x, in every exact format and from each to every other."""
    report = report_of(seed, _of(seed, EDITIONS))
    written = {name: codec.encode(report) for name, codec in EXACT.items()}
    for name, codec in EXACT.items():
        again = codec.decode(written[name])
        assert again == report, name
        assert type(again) is type(report), name
        for other, target in EXACT.items():
            assert target.encode(again) == written[other], f"{name} to {other}"
    return len(EXACT)


def a_published_report_comes_back(seed: int) -> int:
    """The same through the tolerant door: blanks, broken sums, mixed forms and all."""
    published = published_of(seed, _of(seed, FORMS))
    written = {name: codec.encode(published) for name, codec in EXACT.items()}
    for name, codec in EXACT.items():
        again = codec.decode(written[name], gds.PublishedReport)
        assert again == published, name
        for other, target in EXACT.items():
            assert target.encode(again) == written[other], f"{name} to {other}"
    return len(EXACT)


def a_broken_identity_is_found(seed: int) -> int:
    """One wrong cell breaks the identities that need it: each is found in every exact format, and nothing else is."""
    broken, at = broken_of(seed, _of(seed, EDITIONS))
    due = sorted((one.rule, one.at) for one in identities(broken.edition) if at in one.cells)
    assert _found(gds.check(broken).errors) == due
    for name, codec in EXACT.items():
        with pytest.raises(gds.InvalidReport) as refused:
            codec.decode(codec.encode(broken))
        assert _found(refused.value.findings) == due, name
    return len(EXACT)


def a_report_comes_back_from_every_format(seed: int) -> int:
    """The same with HTML, Word and Excel among the formats: from each to another, in turn to every one."""
    if seed % PRINTED_EVERY:
        return 0
    turn = seed // PRINTED_EVERY
    published = published_of(seed, _of(turn, FORMS)) if turn % 2 else report_of(seed, _of(turn // 2, EDITIONS))
    door = gds.PublishedReport if turn % 2 else gds.AnnualReport
    names = [*ALL]
    written = {name: codec.encode(published) for name, codec in ALL.items()}
    for n, name in enumerate(names):
        again = ALL[name].decode(written[name], door)
        assert again == published, name
        other = names[(n + turn) % len(names)]
        assert ALL[other].encode(again) == written[other], f"{name} to {other}"
    return len(ALL)


def a_broken_identity_is_found_in_every_format(seed: int) -> int:
    """The same by `read`, in each format and form, with HTML, Word and Excel: these identities, and no other error."""
    if seed % PRINTED_EVERY:
        return 0
    broken, at = broken_of(seed, _of(seed // PRINTED_EVERY, FORMS))
    due = sorted((one.rule, one.at) for one in identities(broken.edition) if at in one.cells)
    for name in ALL:
        reading = gds.read(gds.FORMATS[name].encode(broken), format=name)
        assert reading.report == broken, name
        assert _found(one for one in reading.findings.errors if one.rule != "FORM-MIXED") == due, name
    return len(ALL)


def _found(findings: Iterable[gds.Finding]) -> Found:
    return sorted((one.rule, cell) for one in findings for cell in one.at)


LAWS: Final[tuple[Callable[[int], int], ...]] = (
    a_report_comes_back,
    a_published_report_comes_back,
    a_broken_identity_is_found,
    a_report_comes_back_from_every_format,
    a_broken_identity_is_found_in_every_format,
)


def _of(seed: int, forms: object) -> str:
    names = [*forms]
    return names[seed % len(names)]


def tried(seeds: range) -> tuple[Counter[str], list[str]]:
    """All laws over some seeds: law → documents, and what broke, by law and seed."""
    counts: Counter[str] = Counter()
    broke = []
    for seed in seeds:
        for law in LAWS:
            try:
                counts[law.__name__] += law(seed)
            except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001  (whatever it is, it is the finding)
                broke.append(f"{law.__name__} {seed}: {type(error).__name__}: {error}"[:500])
    return counts, broke
