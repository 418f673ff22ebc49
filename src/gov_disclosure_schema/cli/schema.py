"""`gov-disclosure schema`: a published artefact, as generated from the model."""

from __future__ import annotations

import argparse

from ..catalogue import Language
from ..editions import LATEST
from ..schemas import schema
from .terminal import emit


def run(options: argparse.Namespace, language: Language) -> int:
    """Print an artefact."""
    del language
    emit(schema(options.kind, options.edition or LATEST.name))
    return 0
