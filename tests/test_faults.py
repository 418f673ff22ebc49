"""What happens to files when something fails: the disk is full, the process is killed, the target is read-only.

Also the places where the package must work: other modes of the interpreter, other locales, many threads, many processes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import gov_disclosure_schema as gds

EXAMPLES = Path(__file__).parents[1] / "examples"
EXAMPLE = EXAMPLES / "suqian-2023.json"
KILLS = 200
KILLING = """
import os, random, signal, sys, time
from pathlib import Path
from gov_disclosure_schema.files import write_bytes

folder, kills = Path(sys.argv[1]), int(sys.argv[2])
old, new = (folder / "old").read_bytes(), (folder / "new").read_bytes()
(folder / "target").mkdir()
target = folder / "target" / "report.json"
began = time.perf_counter()
write_bytes(target, new)
write_bytes(target, old)
twice = time.perf_counter() - began
drawn = random.Random(20260107)
counts = [0, 0, 0, 0, 0]
for kill in range(10 * kills):
    if kill >= kills and min(counts[:2]):  # some fell on either side of a replacement
        break
    target.write_bytes(old)
    child = os.fork()
    if not child:
        while True:
            write_bytes(target, new)
            write_bytes(target, old)
    time.sleep(drawn.uniform(0, 1.5 * twice))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    found = target.read_bytes()
    counts[0 if found == old else 1 if found == new else 2] += 1
    for path in target.parent.iterdir():
        if path != target:
            counts[3 if path.read_bytes() in (old, new) else 4] += 1
            path.unlink()
print(*counts)
"""
posix = pytest.mark.skipif(os.name != "posix", reason="signals and mounts of a POSIX system")


def contents() -> tuple[bytes, bytes]:
    """Two reports as files of very different size: what is old and what is new."""
    small = EXAMPLE.read_bytes()
    report = gds.codecs.json.decode(small)
    large = report.model_copy(update={"overview": tuple(f"第{n}段。" * 200 for n in range(200))})
    return small, gds.codecs.json.encode(large)


@posix
class TestKilled:
    """A process that is killed while it writes leaves the old file or the new one, whole, and nothing else."""

    def test_at_any_moment(self, tmp_path: Path) -> None:
        for name, content in zip(("old", "new"), contents(), strict=True):
            (tmp_path / name).write_bytes(content)
        ran = subprocess.run(
            [sys.executable, "-c", KILLING, tmp_path, str(KILLS)], check=True, capture_output=True, text=True
        )
        old, new, torn, left, left_torn = map(int, ran.stdout.split())
        assert torn == 0
        assert old + new >= KILLS
        assert min(old, new) > 0, "no kill fell on either side of a replacement"
        # A new file has no name before it is whole; what is left fell between that moment and the replacement, which
        # are two calls of the system, further apart the busier it is.
        assert left_torn == 0
        assert left <= (old + new) // 10


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no right to mount a file system")
    yield place
    subprocess.run(["umount", place], check=True)


@posix
class TestDisk:
    """A disk that is full or read-only is an error of ours; the old file is as it was, and no other is left."""

    def test_full(self, small_disk: Path) -> None:
        old, new = contents()
        target = small_disk / "report.json"
        target.write_bytes(old)
        with pytest.raises(gds.FileError) as error:
            gds.write(gds.codecs.json.decode(new), target)
        assert error.value.findings[0].message("en") == (
            f"{target} cannot be written: No space left on device. The old file is as it was."
        )
        assert target.read_bytes() == old
        assert [*small_disk.iterdir()] == [target]

    def test_read_only(self, small_disk: Path) -> None:
        old, _ = contents()
        target = small_disk / "report.json"
        target.write_bytes(old)
        subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
        with pytest.raises(gds.FileError) as error:
            gds.write(gds.codecs.json.decode(old), target)
        assert error.value.findings[0].message("en") == (
            f"{target} cannot be written: Read-only file system. The old file is as it was."
        )
        assert target.read_bytes() == old

    def test_an_interrupted_pipe_ends_the_command_without_a_traceback(self) -> None:
        command = [sys.executable, "-m", "gov_disclosure_schema", "convert", "--to", "xml", str(EXAMPLE), "-"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.close()
            assert process.stderr is not None
            said = process.stderr.read()
        assert said == b""


def _read_all(paths: list[Path]) -> list[str]:
    return [gds.codecs.json.encode(gds.read(path).report).decode() for path in paths]


class TestTogether:
    """Reading at once, in threads and in processes, gives what reading in turn gives."""

    PATHS = tuple(sorted(path for path in EXAMPLES.iterdir() if path.suffix in {".txt", ".json"}))

    def test_threads(self) -> None:
        """In a new interpreter, so that the first reading is what eight threads do at once."""
        program = f"""
import sys, threading
from pathlib import Path
import gov_disclosure_schema as gds
paths = [Path(name) for name in {[str(path) for path in self.PATHS]!r}]
start, said = threading.Barrier(8), []
def work():
    start.wait()
    said.append([gds.codecs.json.encode(gds.read(path).report) for path in paths])
threads = [threading.Thread(target=work) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert len(said) == 8 and all(one == said[0] for one in said), "threads differ"
sys.stdout.buffer.write(b"".join(said[0]))
"""
        ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
        assert ran.stdout.decode() == "".join(_read_all([*self.PATHS]))

    def test_threads_in_a_warm_interpreter(self) -> None:
        expected = _read_all([*self.PATHS])
        with ThreadPoolExecutor(8) as pool:
            assert [*pool.map(lambda _: _read_all([*self.PATHS]), range(16))] == [expected] * 16

    def test_processes(self) -> None:
        program = f"""
import sys
import gov_disclosure_schema as gds
for path in {[str(path) for path in self.PATHS]!r}:
    sys.stdout.buffer.write(gds.codecs.json.encode(gds.read(path).report))
"""
        running = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) for _ in range(4)]
        said = [process.communicate()[0].decode() for process in running]
        assert said == ["".join(_read_all([*self.PATHS]))] * 4


class TestSurroundings:
    """The command says the same under other modes of the interpreter, and speaks under any locale."""

    @staticmethod
    def _check(*options: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, *options, "-m", "gov_disclosure_schema", "check", "--lang", "zh", "planted-errors.txt"],
            cwd=EXAMPLES,
            check=False,
            capture_output=True,
            env=os.environ | {"PYTHONIOENCODING": ""} | environment,
        )

    @pytest.mark.parametrize("options", [("-O",), ("-OO",), ("-W", "error"), ("-X", "dev", "-W", "error"), ("-I",)])
    def test_modes(self, options: tuple[str, ...]) -> None:
        plain, other = self._check(), self._check(*options)
        assert (other.returncode, other.stdout, other.stderr) == (1, plain.stdout, b"")

    @pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "zh_CN.UTF-8", "zh_CN.GB18030", "tr_TR.UTF-8"])
    def test_locales(self, locale: str) -> None:
        ran = self._check(LC_ALL=locale, LANG=locale)
        assert (ran.returncode, ran.stderr) == (1, b"")
        assert "不合格".encode() in ran.stdout
