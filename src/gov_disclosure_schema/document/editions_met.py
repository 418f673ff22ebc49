"""Which edition's form each table of a document is, told by the labels of its rows and the heads of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ..editions import EDITIONS, FORMS, LATEST
from ..report import tables
from .gather import Entry, Gatherer
from .vocabulary import vocabulary


def editions_met(gathered: Gatherer) -> Mapping[str, str]:
    """Section → name of the edition whose form its table is.

    A label or head that not all editions print speaks for those that do; so does a row with numbers that only they
    have, or that has more cells in some than in others. Where nothing speaks, as in a table that all editions print
    alike, it is the edition of the others, or the one in force.
    """
    votes = {section: _of_names(section, gathered) for section in tables()}
    for entry in gathered.entries:
        if entry.row and entry.values and entry.row.telling:
            for edition, row in entry.row.forms.items():
                votes[entry.row.section][edition] += _weight(entry, len(row.cells), len(entry.row.forms))
    every = sum(votes.values(), Counter[str]())
    usual = _first(every) or LATEST.name
    return {section: _first(votes[section], usual) or usual for section in votes}


def _weight(entry: Entry, due: int, forms: int) -> int:
    """How much a row says for an edition: most with all its numbers, less with all cells blank, little with some."""
    cells, filled = len(entry.values), len(entry.filled)
    whole = due in (cells, filled) or (cells > due and forms < len(EDITIONS))
    if filled:
        return 4 if whole else 1
    return 2 if whole else 0


def _of_names(section: str, gathered: Gatherer) -> Counter[str]:
    votes = Counter[str]()
    signs = vocabulary().signs[section]
    for name in gathered.names & signs.keys():
        votes.update(signs[name])
    return votes


def form_of(met: Mapping[str, str]) -> str:
    """The name of the form that tables of these editions make: an edition's, or that of a mixture."""
    two, *others = (met[section] for section in tables())
    return next(name for name, form in FORMS.items() if form.pure == (two, others[0]))


def _first(votes: Counter[str], usual: str = "") -> str:
    """The edition with most votes; among several the usual one, or else the latest."""
    most = max(votes.values(), default=0)
    leading = [edition for edition in EDITIONS if most and votes[edition] == most]
    return usual if usual in leading or not leading else leading[-1]
