"""A program whose workers die on some documents, for `test_corpus.py`: started as a process of its own."""

from __future__ import annotations

import os
import signal
import sys

from gov_disclosure_schema.corpus import documents
from gov_disclosure_schema.corpus.documents import Chunk, chunks, documents as documents_of
from gov_disclosure_schema.corpus.workers import Workers, worked_on


def work(chunk: Chunk, killers: frozenset[int]) -> int:
    names = []
    for number, document in enumerate(documents_of(chunk)):
        if number in killers:
            names.append(f"killed {document.name}")
            continue
        _die_of(document.data)
        names.append(document.name)
    print(*names, sep="\n", flush=True)  # noqa: T201
    return len(names)


def probe(chunk: Chunk, number: int) -> bool:
    for index, document in enumerate(documents_of(chunk)):
        if index == number:
            _die_of(document.data)
            return True
    return False


def _die_of(data: object) -> None:
    if data == b"deadly":
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    documents.FILES = 4
    with Workers(2) as workers:
        print(sum(done.documents for done in worked_on(chunks(sys.argv[1]), work, probe, workers)))  # noqa: T201  (what the test reads)
