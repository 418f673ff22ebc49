"""HTML written so that nothing from outside becomes markup: text is escaped unless it was made here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from ..results.legible import legible

_VOID: Final = frozenset({"br", "col", "link", "meta"})


class Html(str):
    """Text that is HTML already; only the functions of this module make it."""

    __slots__ = ()


Content = str | Iterable["Content"] | None
"""What an element may hold: text, elements, lists of these; nothing for None."""


def tag(element: str, /, *content: Content, **attributes: str | int | None) -> Html:
    """An element.

    Parameters
    ----------
    element
        Its name.
    content
        What it holds. Text that is not `Html` is escaped, its control characters shown as escapes.
    attributes
        By name, an underscore for a hyphen, one at the end left out (`class_`); those that are None are left out.
    """
    start = f"<{element}{''.join(_attributes(attributes))}>"
    return Html(start if element in _VOID else f"{start}{joined(content)}</{element}>")


def joined(content: Content) -> Html:
    """Content one after the other."""
    if content is None:
        return Html("")
    if isinstance(content, Html):
        return content
    if isinstance(content, str):
        return Html(escape(legible(content)))
    return Html("".join(map(joined, content)))


def _attributes(attributes: dict[str, str | int | None]) -> Iterable[str]:
    for name, value in attributes.items():
        if value is not None:
            yield f' {name.rstrip("_").replace("_", "-")}="{escape(legible(str(value)))}"'
