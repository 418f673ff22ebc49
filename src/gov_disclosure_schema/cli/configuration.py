"""The command's own configuration: `[tool.gov-disclosure]` of `pyproject.toml`, or of a file that is named."""

from __future__ import annotations

import os
import tomllib
from argparse import Namespace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..errors import UsageError
from ..files import read_bytes
from ..findings import Finding

FILE: Final = "pyproject.toml"
_TABLE: Final = ("tool", "gov-disclosure")
_KEYS: Final = ("select", "ignore")


class Configuration(NamedTuple):
    """Which rules are on for a run.

    Attributes
    ----------
    select, ignore
        Ids of rules, or beginnings of ids.
    file
        The configuration that was used; empty where there was none.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    file: str = ""


def configured(options: Namespace) -> Configuration:
    """What the options say, with what the configuration says.

    The options' `--select` takes the place of the configuration's, their `--ignore` is added to it.

    Raises
    ------
    UsageError
        If the configuration has a key or a value that it cannot have, or is no TOML.
    FileError
        If the file that is named cannot be read.
    """
    file = options.config or _nearest()
    stated = _stated(file) if file else Configuration()
    return Configuration(
        tuple(options.select) or stated.select,
        (*stated.ignore, *options.ignore),
        stated.file,
    )


def _nearest() -> str:
    """`pyproject.toml` in the current folder, or in the nearest above it that has one."""
    try:
        here = Path.cwd()
    except OSError:  # a folder that is not there any more
        return ""
    candidates = (f"{folder / FILE}" for folder in (here, *here.parents))
    return next(filter(os.path.isfile, candidates), "")  # Path.is_file raises where a folder may not be looked into


def _stated(file: str) -> Configuration:
    table: Any = _parsed(file)
    for step in _TABLE:
        table = table.get(step, {}) if isinstance(table, dict) else table
    if not isinstance(table, dict):
        raise UsageError(Finding("CONFIG-VALUE", facts={"file": file, "key": ".".join(_TABLE)}, variant="table"))
    for key, value in table.items():
        if key not in _KEYS:
            nearest = get_close_matches(key, _KEYS, n=1, cutoff=0)[0]
            raise UsageError(Finding("CONFIG-KEY", facts={"file": file, "printed": key, "nearest": nearest}))
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise UsageError(Finding("CONFIG-VALUE", facts={"file": file, "key": key}))
    select, ignore = (tuple(table.get(key, ())) for key in _KEYS)
    return Configuration(select, ignore, file if table else "")


def _parsed(file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(read_bytes(file).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(Finding("CONFIG-SYNTAX", facts={"file": file, "reason": str(error)})) from None
