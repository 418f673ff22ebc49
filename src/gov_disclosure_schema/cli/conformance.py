"""`gov-disclosure conformance`: the conformance suite and the published artefacts as one archive."""

from __future__ import annotations

import argparse

from ..catalogue import Language
from ..conformance import archive
from ..editions import LATEST
from ..files import write_bytes


def run(options: argparse.Namespace, language: Language) -> int:
    """Write the archive."""
    del language
    edition = options.edition or LATEST.name
    write_bytes(options.output, archive(edition))
    return 0
