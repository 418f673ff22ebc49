"""Cells and fields named for people: their labels, and what of these tells several cells apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, takewhile
from typing import Any

from ..catalogue import Language
from ..editions import LATEST
from ..report import cells, report_type
from ..walk import Cell, label_of, part_of
from .legible import legible


def apart(paths: Sequence[tuple[str, ...]]) -> tuple[str, list[str]]:
    """What labels all paths begin and end with, and what is left of each: one label at least."""
    most = min(map(len, paths)) - 1
    before = _shared(paths, most)
    after = _shared([path[::-1] for path in paths], most - before)
    first = paths[0]
    rest = [" › ".join(path[before : len(path) - after]) for path in paths]
    return " › ".join((*first[:before], *first[len(first) - after :])), rest


def _shared(paths: Sequence[tuple[str, ...]], most: int) -> int:
    """How many labels all paths begin with."""
    same = (len(set(labels)) == 1 for labels in islice(zip(*paths, strict=False), most))
    return sum(1 for _ in takewhile(bool, same))


def path_of(cell: Cell, language: Language) -> tuple[str, ...]:
    """A cell's labels, without the section's heading."""
    return (cell.labels if language == "zh" else cell.meanings)[1:]


def path_at(address: str, language: Language, edition: str = LATEST.name) -> tuple[str, ...]:
    """An address as labels: a cell's, or those of the fields as far as the form has them."""
    for cell in cells(edition):
        if cell.address == address:
            return path_of(cell, language)
    part: Any = report_type(edition)
    names: list[str] = []
    for field in address.split("."):
        if part is None or field not in part.model_fields:
            break
        label = label_of(part, field)
        names.append(label.official if language == "zh" else label.meaning)
        part = part_of(part, field)
    return tuple(names) or (legible(address),)
