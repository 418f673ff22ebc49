"""Bytes in from a file or a pipe, bytes out to a file that is whole at any moment."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

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
    new = _written_unnamed(target, data) or _written(target, data)
    try:
        new.replace(target)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise


def _written_unnamed(target: Path, data: bytes) -> Path | None:
    """A new file beside the target that had no name while it was written, so that a kill leaves nothing behind.

    None where the system or the file system has no such files; a full disk and the like are raised.
    """
    try:
        handle = os.open(target.parent, os.O_TMPFILE | os.O_WRONLY, 0o666)
    except (AttributeError, OSError):
        return None
    with os.fdopen(handle, "wb") as file:
        _fill(file, target, data)
        named = _beside(target)
        try:
            # With a directory's handle, which an absolute path makes no use of, Python follows the link in /proc.
            os.link(f"/proc/self/fd/{handle}", named, src_dir_fd=handle, follow_symlinks=True)
        except OSError:
            return None
    return named


def _written(target: Path, data: bytes) -> Path:
    """A new file beside the target."""
    named = _beside(target)
    handle = os.open(named, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            _fill(file, target, data)
    except BaseException:
        with suppress(OSError):
            named.unlink()
        raise
    return named


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name[:50]}.{secrets.token_hex(4)}")


def _fill(file: BinaryIO, target: Path, data: bytes) -> None:
    """Write the bytes, with the permissions of the file whose place they take; a new one has those of the umask."""
    file.write(data)
    file.flush()
    if hasattr(os, "fchmod"):
        with suppress(FileNotFoundError):
            os.fchmod(file.fileno(), target.stat().st_mode & 0o7777)
    os.fsync(file.fileno())


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
