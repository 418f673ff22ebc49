"""Cells added up, and the same said in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..catalogue import Words
from ..findings import Number


def total(numbers: Iterable[Any]) -> Number:
    """The sum of numbers, none of them blank."""
    added: Number = sum(numbers)
    return added


def in_words(addresses: Sequence[str], words: Mapping[str, Words], values: Mapping[str, Number | None]) -> Words:
    """Cells by their own labels, each with its number."""
    named = [(words[address], values[address]) for address in addresses]
    zh = "、".join(f"{label.zh.rpartition(' › ')[2]} {value}" for label, value in named)
    en = ", ".join(f"{value} {label.en.rpartition(' › ')[2]}" for label, value in named)
    return Words(zh, en)
