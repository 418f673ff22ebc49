"""Worker processes that may die: what they were at is done again, and a document that kills one is found out."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait as wait_for
from typing import Final, NamedTuple, Self

from .documents import Chunk

Work = Callable[[Chunk, frozenset[int]], int]
"""What is done with a chunk, but for the documents of some numbers; gives how many documents it has."""
Probe = Callable[[Chunk, int], bool]
"""What is done with one document, by its number in the chunk; gives whether there is one of that number."""

_AHEAD: Final = 2
"""Chunks for each worker, so that none is idle and the memory does not grow with the corpus."""


class Done(NamedTuple):
    """A chunk that was worked on, and how many documents it has."""

    chunk: Chunk
    documents: int


class Workers:
    """Worker processes that are started when they are needed, and kept: to start one takes a second.

    Attributes
    ----------
    count
        How many.
    """

    def __init__(self, count: int) -> None:
        self.count: Final = count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def pool(self) -> ProcessPoolExecutor:
        """The processes."""
        if self._pool is None:
            self._pool = pool_of(self.count)
        return self._pool

    def end(self) -> None:
        """End them, those that are left where one has died; others are started when they are needed."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def worked_on(chunks: Iterable[Chunk], work: Work, probe: Probe, workers: Workers) -> Iterator[Done]:
    """Work on every chunk, in whatever order they get done.

    Where a worker dies, what was in hand is done again, one chunk after the other; where one dies again, the documents
    of that chunk are tried one after the other.

    Parameters
    ----------
    chunks
        Looked at as they are needed.
    work, probe
        Run in workers, so that either can be pickled.
    workers
        Who does it.
    """
    queue = iter(chunks)
    while True:
        pending: dict[Future[int], Chunk] = {}
        try:
            while True:
                for chunk in islice(queue, workers.count * _AHEAD - len(pending)):
                    pending[workers.pool.submit(work, chunk, frozenset())] = chunk
                if not pending:
                    return
                for future in wait(pending, return_when=FIRST_COMPLETED).done:
                    documents = future.result()
                    yield Done(pending.pop(future), documents)
        except BrokenProcessPool:
            workers.end()
        for chunk in pending.values():
            yield Done(chunk, _alone(chunk, work, probe))


def _alone(chunk: Chunk, work: Work, probe: Probe) -> int:
    try:
        with pool_of(1) as pool:
            return pool.submit(work, chunk, frozenset()).result()
    except BrokenProcessPool:
        killers = _killers(chunk, probe)
    with pool_of(1) as pool:
        return pool.submit(work, chunk, killers).result()


def _killers(chunk: Chunk, probe: Probe) -> frozenset[int]:
    """The documents on which a process dies."""
    killers: set[int] = set()
    number = 0
    while True:
        try:
            with pool_of(1) as pool:
                while pool.submit(probe, chunk, number).result():
                    number += 1
                return frozenset(killers)
        except BrokenProcessPool:
            killers.add(number)
            number += 1


def pool_of(workers: int) -> ProcessPoolExecutor:
    """Worker processes that end with this one."""
    # Not forked: the threads of this process, Arrow's among them, would not be there.
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _prepare)


def _prepare() -> None:
    """In a worker: leave an interruption to the parent, and end when the parent has ended, however it did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            wait_for([parent.sentinel])
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()
