"""Every case of the suite, derived from the cells, the identities and the fields of the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from .case import Case
from .invalid import Invalid
from .valid import Valid


def cases_of(edition: str) -> Iterator[Case]:
    """Every case of an edition."""
    yield from Valid(edition).all()
    yield from Invalid(edition).all()


def unique(found: Iterable[Case]) -> list[Case]:
    """The cases, ordered by file; two of one name would overwrite each other.

    Raises
    ------
    ValueError
        If there are such.
    """
    ordered = sorted(found, key=lambda case: case.file)
    names = [case.file for case in ordered]
    twice = {name for name, following in zip(names, chain(names[1:], [""]), strict=True) if name == following}
    if twice:
        raise ValueError(f"two cases of one name: {', '.join(sorted(twice))}")
    return ordered
