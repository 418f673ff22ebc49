"""The models of reports as they are made, told to whoever asked, who need not load one to ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

_made: Final[list[Any]] = []
_asked: Final[list[Callable[[Any], None]]] = []


def announce(model: Any) -> None:
    """Tell of a model that was made."""
    _made.append(model)
    for listener in _asked:
        listener(model)


def listen(listener: Callable[[Any], None]) -> None:
    """Be told of every model, those that were made before included."""
    _asked.append(listener)
    for model in [*_made]:
        listener(model)
