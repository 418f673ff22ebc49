"""Spark gives the tables that one machine gives, row for row, also when a worker dies in the middle.

    python tools/spark.py
    python tools/spark.py --documents 1000 --ways threads killed
    python tools/spark.py --documents 1000 --ways ray dask

Documents of mixed formats are made by number; `gov-disclosure corpus check` makes their tables, and so does
``examples/cluster/on_spark.py``: on two threads (`local[2]`), on a master with two workers, and on such a cluster of
which one worker is killed while it works. It fails when a row differs, and when the killed worker had nothing to do.
Logs are kept in ``build/spark``.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Final

from same_tables import differences, unnest
from spark_cluster import LOCALHOST, Cluster, answer, free_port, until

from gov_disclosure_schema.testing.corpora import corpus_of

ROOT: Final = Path(__file__).resolve().parent.parent
JOB: Final = ROOT / "examples" / "cluster" / "on_spark.py"
WORKERS: Final = 2
_PIECE: Final = 500
"""Documents that are made together, of as many organs' numbers."""
_DOCUMENTS: Final = 20_000
_MIDDLE: Final = 0.25
"""How much of the work is done when the worker is killed, at least."""


def make(folder: Path, documents: int) -> None:
    """The documents of a corpus, by number."""
    pieces = range(0, documents, _PIECE)
    with ProcessPoolExecutor() as pool:
        list(pool.map(_piece, [folder] * len(pieces), pieces, [min(_PIECE, documents - n) for n in pieces]))


def _piece(folder: Path, first: int, documents: int) -> None:
    for name, data in corpus_of(documents, first):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def on_one_machine(documents: Path, out: Path) -> None:
    """The tables as the command makes them; some documents cannot be read, and it says so."""
    command = ("gov-disclosure", "corpus", "check", str(documents), "-o", str(out))
    done = subprocess.run([str(Path(sys.executable).parent / command[0]), *command[1:]], check=False)
    if done.returncode not in (0, 1, 3):
        raise SystemExit(f"{' '.join(command)}: exit code {done.returncode}")


class Job:
    """A run of the job on Spark, its log beside its tables."""

    def __init__(self, documents: Path, out: Path, master: str) -> None:
        self.out: Final = out
        self.events: Final = out.with_suffix(".events")
        self.log: Final = out.with_suffix(".log")
        self.events.mkdir()
        page = free_port()
        self.page: Final = f"http://{LOCALHOST}:{page}/api/v1/applications"
        settings = {
            "spark.driver.host": LOCALHOST,
            "spark.driver.bindAddress": LOCALHOST,
            "spark.ui.port": page,
            "spark.ui.showConsoleProgress": "false",
            "spark.eventLog.enabled": "true",
            "spark.eventLog.compress": "false",
            "spark.eventLog.rolling.enabled": "false",
            "spark.eventLog.dir": f"file:{self.events}",
            "spark.sql.shuffle.partitions": 8,
        }
        command = [sys.executable, str(JOB), str(documents), str(out), "--master", master]
        command += [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
        python = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": LOCALHOST}
        with self.log.open("wb") as log:
            self.process: Final = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **python})

    def wait(self) -> None:
        """Wait until it is done."""
        if self.process.wait():
            raise SystemExit(f"the job failed; see {self.log}")

    def end(self) -> None:
        """Stop it, if it runs."""
        self.process.terminate()
        self.process.wait()

    def working(self, executor: str | None) -> bool:
        """Whether it is in the middle of a stage of many tasks, and an executor has some in hand."""
        for application in answer(self.page) or ():
            page = f"{self.page}/{application['id']}"
            stages = answer(f"{page}/stages?status=active") or ()
            busy = [one["id"] for one in answer(f"{page}/executors") or () if one["activeTasks"]]
            middle = any(one["numCompleteTasks"] >= max(one["numTasks"] * _MIDDLE, 1) for one in stages)
            if middle and executor in busy:
                return True
        return False

    def lost(self, executor: str) -> int:
        """How many tasks died with an executor."""
        ended = [
            event for event in self._events("SparkListenerTaskEnd") if event["Task Info"]["Executor ID"] == executor
        ]
        return sum(event["Task End Reason"]["Reason"] == "ExecutorLostFailure" for event in ended)

    def _events(self, kind: str) -> Iterator[dict[str, Any]]:
        for path in self.events.iterdir():
            with path.open(encoding="utf-8") as lines:
                yield from (event for event in map(json.loads, lines) if event["Event"] == kind)


def on_threads(documents: Path, out: Path) -> str:
    """On two threads of one process."""
    Job(documents, out, f"local[{WORKERS}]").wait()
    return f"Spark, local[{WORKERS}]"


def on_a_cluster(documents: Path, out: Path) -> str:
    """On a master and two workers."""
    with Cluster(out.with_suffix(".cluster"), WORKERS) as cluster:
        Job(documents, out, cluster.master).wait()
    return f"Spark, a master and {WORKERS} workers"


def on_a_cluster_that_loses_a_worker(documents: Path, out: Path) -> str:
    """The same, one worker being killed in the middle."""
    with Cluster(out.with_suffix(".cluster"), WORKERS) as cluster:
        job = Job(documents, out, cluster.master)
        try:
            until(lambda: job.working(cluster.executor_of(0)), [job.process])
            executor = cluster.executor_of(0) or ""
            code = cluster.kill(0)
            job.wait()
        finally:
            job.end()
        lost = job.lost(executor)
    if code != -signal.SIGKILL or not lost:
        raise SystemExit(f"the worker ended with {code}, and {lost} tasks died with it: that proves nothing")
    return f"Spark, the same, a worker killed with {lost} tasks in hand"


def on_ray(documents: Path, out: Path) -> str:
    """By Ray Data."""
    return _elsewhere("on_ray.py", documents, out)


def on_dask(documents: Path, out: Path) -> str:
    """By Dask."""
    return _elsewhere("on_dask.py", documents, out)


def _elsewhere(program: str, documents: Path, out: Path) -> str:
    log = out.with_suffix(".log")
    with log.open("wb") as found:
        command = [sys.executable, str(JOB.with_name(program)), str(documents), str(out)]
        if subprocess.run(command, stdout=found, stderr=found, check=False).returncode:
            raise SystemExit(f"the job failed; see {log}")
    unnest(out)
    return program


WAYS: Final = {
    "threads": on_threads,
    "cluster": on_a_cluster,
    "killed": on_a_cluster_that_loses_a_worker,
    "ray": on_ray,
    "dask": on_dask,
}
"""The last two need the extra `cluster` besides."""


def main() -> int:
    """Run every way; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=_DOCUMENTS)
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=[*WAYS][:3])
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # who is ended ends the cluster
    folder = ROOT / "build" / "spark"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    documents = folder / "documents"
    print(f"{options.documents} documents: {_timed(lambda: make(documents, options.documents)):.0f} s", flush=True)
    due = folder / "one-machine"
    print(f"gov-disclosure corpus check: {_timed(lambda: on_one_machine(documents, due)):.0f} s", flush=True)
    wrong = 0
    for way in options.ways:
        began = time.monotonic()
        name = WAYS[way](documents, folder / way)
        took = time.monotonic() - began
        found = [*differences(due, folder / way)]
        print(f"{name}: {took:.0f} s, {'; '.join(found) or 'row for row the same'}", flush=True)
        wrong += bool(found)
    return int(bool(wrong))


def _timed(work: Any) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
