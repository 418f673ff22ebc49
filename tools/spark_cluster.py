"""A cluster of Spark on this machine: a master and workers, each a process that is started and ended by its id."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Self, TypeVar
from urllib.error import URLError
from urllib.request import urlopen

LOCALHOST: Final = "127.0.0.1"
_PATIENCE: Final = 180
"""Seconds until a process of the cluster must have answered, on a machine that is busy."""
FoundT = TypeVar("FoundT")


class Cluster:
    """A master and workers of one core each; their logs, and what they work in, are kept in a folder."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder: Final = folder
        self._asked: Final = workers
        self._processes: list[subprocess.Popen[bytes]] = []
        self.master = ""
        self._page = ""

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True)
        port, page = free_port(), free_port()
        self.master, self._page = f"spark://{LOCALHOST}:{port}", f"http://{LOCALHOST}:{page}/json/"
        try:
            self._start("master", "master.Master", "--port", str(port), "--webui-port", str(page))
            until(lambda: answer(self._page))
            for number in range(self._asked):
                work = self.folder / f"worker-{number}"
                options = ("--webui-port", "0", "--cores", "1", "--memory", "1g", "--work-dir", str(work))
                self._start(f"worker-{number}", "worker.Worker", *options, self.master)
            until(lambda: answer(self._page)["aliveworkers"] == self._asked)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._processes):
            _signal(process, signal.SIGTERM)
        for process in reversed(self._processes):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait()

    def executor_of(self, worker: int) -> str | None:
        """The id of the executor that a worker runs, by the folder that it works in."""
        return next((path.name for path in (self.folder / f"worker-{worker}").glob("app-*/*")), None)

    def kill(self, worker: int) -> int:
        """Kill a worker as a power failure does, its executor with it; the code that its process ended with."""
        process = self._processes[1 + worker]
        _signal(process, signal.SIGKILL)
        return process.wait()

    def _start(self, name: str, kind: str, *arguments: str) -> None:
        log = (self.folder / f"{name}.log").open("wb")
        home = spark_home()
        command = [f"{home}/bin/spark-class", f"org.apache.spark.deploy.{kind}", "--host", LOCALHOST, *arguments]
        environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": LOCALHOST}
        with log:  # a group of its own, so that what it starts ends with it
            self._processes.append(
                subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)
            )


def spark_home() -> Path:
    """Where PySpark is installed, which brings Spark along."""
    found = find_spec("pyspark")
    if found is None or found.origin is None:
        raise SystemExit("PySpark is not installed: pip install 'gov-disclosure-schema[spark]'")
    return Path(found.origin).parent


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind((LOCALHOST, 0))
        port: int = found.getsockname()[1]
        return port


def answer(address: str) -> Any:
    """What a page of Spark says as JSON; None where nobody answers."""
    try:
        with urlopen(address, timeout=5) as found:  # noqa: S310  (a page of this machine)
            return json.load(found)
    except (URLError, OSError, ValueError):
        return None


def until(met: Callable[[], FoundT], watched: Sequence[subprocess.Popen[bytes]] = ()) -> FoundT:
    """Wait until a condition is met, and give what met it.

    Raises
    ------
    TimeoutError
        If it is not met in time, or one of the processes that are watched has ended.
    """
    deadline = time.monotonic() + _PATIENCE
    while not (found := met()):
        if time.monotonic() > deadline or any(process.poll() is not None for process in watched):
            raise TimeoutError("Spark did not do what was waited for; see its logs")
        time.sleep(0.05)
    return found


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
