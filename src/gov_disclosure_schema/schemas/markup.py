"""Elements as text, for the artefacts that are XML themselves: nested, indented, escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr


class Element(NamedTuple):
    """An element: its name, attributes, and what it holds, elements or texts."""

    name: str
    attributes: dict[str, str]
    children: tuple[Element | str, ...] = ()


def element(tag: str, /, *children: Element | str | None, **attributes: str | int | None) -> Element:
    """An element; attributes and children that are None are left out, a trailing underscore of a name too."""
    kept = {key.rstrip("_").replace("__", ":"): str(value) for key, value in attributes.items() if value is not None}
    return Element(tag, kept, tuple(child for child in children if child is not None))


def document(root: Element) -> str:
    """A root as a document, indented by two spaces; an element that holds text is kept in one line."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(f"{line}\n" for line in _lines(root, ""))


def _lines(node: Element, indent: str) -> Iterator[str]:
    attributes = "".join(f" {name}={_quoted(value)}" for name, value in node.attributes.items())
    if not node.children:
        yield f"{indent}<{node.name}{attributes}/>"
    elif any(isinstance(child, str) for child in node.children):
        yield f"{indent}<{node.name}{attributes}>{''.join(_inline(node.children))}</{node.name}>"
    else:
        yield f"{indent}<{node.name}{attributes}>"
        for child in node.children:
            if isinstance(child, Element):
                yield from _lines(child, f"{indent}  ")
        yield f"{indent}</{node.name}>"


def _quoted(value: str) -> str:
    """An attribute's value, what cannot be seen as a reference to the character."""
    quoted = quoteattr(value)
    return "".join(char if char.isprintable() else f"&#x{ord(char):X};" for char in quoted)


def _inline(children: Iterable[Element | str]) -> Iterator[str]:
    for child in children:
        if isinstance(child, str):
            yield escape(child)
        else:
            yield from _lines(child, "")
