"""What a deformation of a page is: one way in which published reports depart from the form, with a name."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final, NamedTuple

from .page import Page

Change = Callable[[Page, Random], None]

MARKED_UP: Final = frozenset({"html", "docx", "xlsx"})
"""The formats that have tables of their own."""
EVERY: Final = MARKED_UP | {"text"}


class Deformation(NamedTuple):
    """A way in which published reports depart from the form.

    Attributes
    ----------
    name
        How a recipe names it.
    entry
        How it is met in published reports, in a few words.
    change
        Does it to a page, and keeps account of what is lost, or must be told.
    formats
        The formats that it is met in.
    """

    name: str
    entry: str
    change: Change
    formats: frozenset[str]


class Subject(dict[str, Deformation]):
    """The deformations of one subject by name; called with formats, it takes in a function as one more."""

    def __call__(self, formats: frozenset[str] = EVERY) -> Callable[[Change], Change]:
        """Take in the function that is decorated, under its own name; its docstring is the entry."""

        def taken(change: Change) -> Change:
            name = change.__name__
            self[name] = Deformation(name, (change.__doc__ or "").removesuffix("."), change, formats)
            return change

        return taken
