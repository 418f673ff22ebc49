"""What Hypothesis runs when it starts: reports are drawn by their type alone (entry point group ``hypothesis``).

Nothing is loaded for it but this page: a model is registered when it is made, strategies load when one is asked for.
"""

from __future__ import annotations

from typing import Any

from .announced import listen


def register() -> None:
    """Give every model of a report, made or to be made, the strategy that draws its reports."""
    listen(_registered)


def _registered(model: Any) -> None:
    if model.__module__.partition(".")[0] == __package__:  # a model that others derived is theirs to register
        from hypothesis import strategies  # noqa: PLC0415  (it is just being loaded when it runs `register`)

        strategies.register_type_strategy(model, _strategy_for)


def _strategy_for(model: Any) -> Any:
    """What draws the reports of one model; of a class above all models nothing, as Hypothesis is to be told."""
    from .report import PublishedReport  # noqa: PLC0415  (see above, and below)

    if not issubclass(model, PublishedReport):
        return NotImplemented
    from .testing import published_reports, reports  # noqa: PLC0415  (likewise)

    return (reports if model.strict else published_reports)(edition=model.form or None)
