"""What the sections hold in a report as published, where a cell may be blank; made when first needed."""

from __future__ import annotations

from typing import Any

from ..part import Part


def published(part: type[Part]) -> type[Part]:
    """A part whose cells may be blank, from one whose cells may not."""
    blank: type[Part] = _blank(part)
    return blank


def _blank(held: Any) -> Any:
    if not (isinstance(held, type) and issubclass(held, Part)):
        return held | None
    generic: Any = held.__pydantic_generic_metadata__
    origin: Any = generic["origin"] or held
    held_by_it = generic["args"] or [parameter.__default__ for parameter in generic["parameters"]]
    return origin[tuple(map(_blank, held_by_it))]
