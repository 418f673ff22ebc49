"""Bytes in from a file or a pipe, bytes out to a file that is whole at any moment."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from .errors import FileError
from .findings import Finding

SIZE_MAX: Final = 256 * 2**20
"""Largest file that is read, in bytes."""
PIPE: Final = "-"


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file; of standard input for `-`.

    Raises
    ------
    FileError
        If there is no such file, it is a directory, it cannot be read, or it is larger than `SIZE_MAX`.
    """
    name = os.fspath(path)
    try:
        if name == PIPE:
            data = sys.stdin.buffer.read(SIZE_MAX + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(SIZE_MAX + 1)
    except FileNotFoundError:
        raise FileError(Finding("FILE-MISSING", facts={"path": name})) from None
    except IsADirectoryError:
        raise FileError(Finding("FILE-DIRECTORY", facts={"path": name})) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise FileError(Finding("FILE-UNREADABLE", facts={"path": name, "reason": _reason(error)})) from None
    if len(data) > SIZE_MAX:
        raise FileError(Finding("FILE-TOO-LARGE", facts={"limit": SIZE_MAX}))
    return data


def write_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file whole or not at all; to standard output for `-`.

    The bytes go to a new file beside the old one, which then takes its place (and its permissions), so that a failure
    leaves the old file as it was.

    Raises
    ------
    FileError
        If it cannot be written.
    """
    name = os.fspath(path)
    try:
        if name == PIPE:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            _replace(Path(name), data)
    except BrokenPipeError:
        raise
    except IsADirectoryError:
        raise FileError(Finding("FILE-DIRECTORY", facts={"path": name})) from None
    except (OSError, ValueError) as error:
        facts, variant = {"path": name, "reason": _reason(error)}, "output" if name == PIPE else ""
        raise FileError(Finding("FILE-UNWRITABLE", facts=facts, variant=variant)) from None


def _replace(path: Path, data: bytes) -> None:
    if path.is_dir():
        raise IsADirectoryError
    target = path.resolve()  # through a symbolic link, which stays
    mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:50]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
