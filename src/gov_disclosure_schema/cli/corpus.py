"""`gov-disclosure corpus check`: every document of a corpus, read, checked and put into tables."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ..catalogue import Language
from ..results.words import VERDICTS
from .configuration import configured
from .terminal import OneLine, Screen

if TYPE_CHECKING:
    from ..corpus.run import Pace


def run(options: argparse.Namespace, language: Language) -> int:
    """Work on the corpus; show how far it is, then what is in the tables."""
    from ..corpus import check_corpus  # noqa: PLC0415  (needs the extra)

    screen, line = Screen(sys.stdout, language), OneLine(sys.stderr)

    def show(pace: Pace) -> None:
        remaining = "—" if pace.remaining is None else _time(pace.remaining)
        facts = {"share": f"{pace.share:.1%}", "rate": f"{pace.rate:.0f}", "remaining": remaining}
        line.show(screen.words("corpus_pace", count=pace.documents, **facts))

    configuration = configured(options)
    try:
        summary = check_corpus(
            options.source,
            options.output,
            select=configuration.select,
            ignore=configuration.ignore,
            workers=options.jobs,
            progress=show,
        )
    finally:
        line.erase()
    verdicts = [
        screen.words("summary_part", verdict=VERDICTS[verdict].spoken(language), count=count)
        for verdict, count in summary.verdicts.items()
    ]
    screen.say("summary", count=summary.documents, verdicts=("，" if language == "zh" else ", ").join(verdicts) or "0")
    screen.say("corpus_findings", error=summary.errors, warning=summary.warnings, info=summary.infos)
    screen.say("corpus_written", output=screen.file(options.output), count=summary.worked_on)
    return summary.code


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
