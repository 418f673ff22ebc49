"""The laws of the round trips for the reports of one seed; a test runs the first seeds, `nox -s laws_long` a million.

Each law is a function whose docstring is its sentence; it returns how many examples it tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import json, text, xml
from gov_disclosure_schema.editions import EDITIONS, FORMS
from gov_disclosure_schema.report import identities
from gov_disclosure_schema.testing.seeded import broken_of, published_of, report_of

EXACT: Final = {"json": json, "xml": xml, "text": text}
PRINTED: Final = tuple(name for name, known in gds.FORMATS.items() if known.encode and name not in EXACT)
PRINTED_EVERY: Final = 100
"""One seed in so many goes through the printed formats too, which are read a hundred times slower."""


def a_report_comes_back(seed: int) -> int:
    """decode(encode(r)) == r, and encode(decode(x)) == x, in every exact format and on the way through all of them."""
    report = report_of(seed, _of(seed, EDITIONS))
    written = {name: codec.encode(report) for name, codec in EXACT.items()}
    for name, codec in EXACT.items():
        again = codec.decode(written[name])
        assert again == report, name
        assert type(again) is type(report), name
        for other, target in EXACT.items():
            assert target.encode(again) == written[other], f"{name} to {other}"
    return len(EXACT) ** 2


def a_published_report_comes_back(seed: int) -> int:
    """The same through the tolerant door: blanks, broken sums, mixed forms and all."""
    published = published_of(seed, _of(seed, FORMS))
    for name, codec in EXACT.items():
        data = codec.encode(published)
        again = codec.decode(data, gds.PublishedReport)
        assert again == published, name
        assert codec.encode(again) == data, name
    return len(EXACT)


def a_broken_identity_is_found(seed: int) -> int:
    """One wrong cell breaks the identities that need it, and no other, and the strict door names exactly those."""
    broken, at = broken_of(seed, _of(seed, EDITIONS))
    due = sorted((one.rule, one.at) for one in identities(broken.edition) if at in one.cells)
    data = json.encode(broken)
    for door in (lambda: json.decode(data), lambda: xml.decode(xml.encode(broken))):
        try:
            door()
        except gds.InvalidReport as refused:
            found = sorted((one.rule, cell) for one in refused.findings for cell in one.at)
            assert found == due, (found, due)
        else:
            raise AssertionError(due)
    checked = [one for one in gds.check(broken) if one.rule in gds.catalogue.IDENTITY_RULES]
    assert sorted((one.rule, cell) for one in checked for cell in one.at) == due
    return 2


def a_printed_report_comes_back(seed: int) -> int:
    """read(write(r)) == r with no error, in every printed format."""
    if seed % PRINTED_EVERY:
        return 0
    report = report_of(seed, _of(seed // PRINTED_EVERY, EDITIONS))
    for name in PRINTED:
        reading = gds.read(gds.FORMATS[name].encode(report), format=name)
        assert reading.report == gds.PublishedReport.model_validate(report.model_dump()), name
        assert not reading.findings.errors, name
    return len(PRINTED)


LAWS: Final[tuple[Callable[[int], int], ...]] = (
    a_report_comes_back,
    a_published_report_comes_back,
    a_broken_identity_is_found,
    a_printed_report_comes_back,
)


def _of(seed: int, forms: object) -> str:
    names = [*forms]
    return names[seed % len(names)]


def tried(seeds: range) -> tuple[Counter[str], list[str]]:
    """All laws over some seeds: law → examples, and what broke, by law and seed."""
    counts: Counter[str] = Counter()
    broke = []
    for seed in seeds:
        for law in LAWS:
            try:
                counts[law.__name__] += law(seed)
            except Exception as error:  # noqa: BLE001  (whatever it is, it is the finding)
                broke.append(f"{law.__name__} {seed}: {type(error).__name__}: {error}"[:500])
    return counts, broke
