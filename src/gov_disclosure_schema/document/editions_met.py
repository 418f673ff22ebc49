"""Which edition's form each table of a document is, told by the labels of its rows and the heads of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ..editions import EDITIONS, FORMS, LATEST
from ..report import tables
from .gather import Gatherer
from .vocabulary import vocabulary


def editions_met(gathered: Gatherer) -> Mapping[str, str]:
    """Section → name of the edition whose form its table is.

    A label or head that not all editions print speaks for those that do; so does a row with numbers that only they
    have. Where nothing speaks, as in a table that all editions print alike, it is the edition of the others, or the
    one in force.
    """
    votes = {section: _votes(section, gathered) for section in tables()}
    every = sum(votes.values(), Counter[str]())
    usual = _first(every) or LATEST.name
    return {section: _first(votes[section], usual) or usual for section in votes}


def form_of(met: Mapping[str, str]) -> str:
    """The name of the form that tables of these editions make: an edition's, or that of a mixture."""
    two, *others = (met[section] for section in tables())
    return next(name for name, form in FORMS.items() if form.pure == (two, others[0]))


def _first(votes: Counter[str], usual: str = "") -> str:
    """The edition with most votes; among several the usual one, or else the latest."""
    most = max(votes.values(), default=0)
    leading = [edition for edition in EDITIONS if most and votes[edition] == most]
    return usual if usual in leading or not leading else leading[-1]


def _votes(section: str, gathered: Gatherer) -> Counter[str]:
    votes = Counter[str]()
    signs = vocabulary().signs[section]
    for name in gathered.names & signs.keys():
        votes.update(signs[name])
    for entry in gathered.entries:
        if entry.row is None or entry.row.section != section or not entry.filled:
            continue
        sizes = {edition: len(row.cells) for edition, row in entry.row.forms.items()}
        if len(sizes) < len(EDITIONS) or len(set(sizes.values())) > 1:
            # A row of its own, or with more cells than in others: the surer, the more of its cells are there.
            for edition, size in sizes.items():
                votes[edition] += _WHOLE_ROW if size == len(entry.values) or size == len(entry.filled) else 1
    return votes


_WHOLE_ROW = 3
"""So much more a row with all its numbers says than one with some of them."""
