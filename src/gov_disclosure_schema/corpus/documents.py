"""Where a corpus comes from: a folder, a pattern, a file of JSON Lines, an archive; cut into chunks of documents.

The chunks of a source are the same each time, whoever works on them: in the order of the names, or of the lines. What
identifies a chunk changes with its documents, so that what was done is known to be done.
"""

from __future__ import annotations

import glob
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from itertools import count, islice
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from ..errors import FileError, GovDisclosureError
from ..files import SIZE_MAX, read_bytes
from ..findings import Finding

FoundT = TypeVar("FoundT")

FILES: Final = 256
"""Files of a chunk."""
BYTES: Final = 4 * 2**20
"""Bytes of a chunk of JSON Lines, about 600 reports."""
LINES: Final = (".jsonl", ".ndjson")


class Item(NamedTuple):
    """One document of a chunk; of JSON Lines, a run of lines.

    Attributes
    ----------
    name
        What the tables call it; of lines, what comes before the number.
    place
        The file that holds it.
    begin, length
        Of lines, where they begin and how long they are; of an archive's member, its number.
    line
        Number of the first line.
    """

    name: str
    place: str
    begin: int = 0
    length: int = 0
    line: int = 0


class Chunk(NamedTuple):
    """Documents that are worked on together.

    Attributes
    ----------
    kind
        `"files"`, `"lines"` or `"members"`.
    number
        From 0, in the order of the source.
    identity
        Changes with the documents.
    items
        The documents.
    size
        How much of the source it is, in the units of `extent`.
    """

    kind: str
    number: int
    identity: str
    items: tuple[Item, ...]
    size: int


class Document(NamedTuple):
    """A document's name, and its bytes or why there are none."""

    name: str
    data: bytes | GovDisclosureError


def extent(source: str) -> int:
    """How much there is to do: files, members, or bytes of lines.

    Raises
    ------
    FileError
        If the source is not there, or cannot be read.
    """
    if _kind(source) == "files":
        return sum(1 for _ in _files(source))
    if _kind(source) == "members":
        return len(_members(source))
    return _stat(source).st_size


def chunks(source: str) -> Iterator[Chunk]:
    """The chunks of a source, in order.

    Raises
    ------
    FileError
        If the source is not there, or cannot be read.
    """
    return {"files": _of_files, "lines": _of_lines, "members": _of_members}[_kind(source)](source)


def documents(chunk: Chunk) -> Iterator[Document]:
    """The documents of a chunk, in order."""
    if chunk.kind == "lines":
        yield from _lines(chunk.items[0])
    elif chunk.kind == "members":
        yield from _read_members(chunk.items)
    else:
        for item in chunk.items:
            yield Document(item.name, _read(item.place))


def _kind(source: str) -> str:
    suffix = Path(source).suffix.lower()
    if Path(source).is_dir() or suffix not in (*LINES, ".zip"):
        return "files"
    return "members" if suffix == ".zip" else "lines"


def _of_files(source: str) -> Iterator[Chunk]:
    for number, files in enumerate(_batched(_files(source))):
        yield Chunk("files", number, _identity(_state(place) for _, place in files), _items(files), len(files))


def _batched(found: Iterable[FoundT]) -> Iterator[tuple[FoundT, ...]]:
    """Runs of as many as a chunk has."""
    rest = iter(found)
    while batch := tuple(islice(rest, FILES)):
        yield batch


def _items(files: Iterable[tuple[str, str]]) -> tuple[Item, ...]:
    return tuple(Item(name, place) for name, place in files)


def _files(source: str) -> Iterator[tuple[str, str]]:
    """Name and path of every file, in the order of the names."""
    if Path(source).is_dir():
        yield from _below(source, "")
        return
    found = sorted(path for path in glob.iglob(source, recursive=True) if not Path(path).is_dir())  # noqa: PTH207  (pathlib takes no absolute pattern)
    if not found:
        _stat(source)  # says what is the matter
    for path in found:
        yield _legible(path), path


def _below(folder: str, before: str) -> Iterator[tuple[str, str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise _unreadable(folder, error) from None
    for entry in entries:
        name = f"{before}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, f"{name}/")
        else:
            yield _legible(name), entry.path


def _legible(name: str) -> str:
    """A name that text can hold; a byte that is none is shown as an escape."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _state(place: str) -> str:
    try:
        found = Path(place).stat()
    except OSError as error:
        return f"{place}\0{error.errno}"
    return f"{place}\0{found.st_size}\0{found.st_mtime_ns}"


def _identity(parts: Iterable[str]) -> str:
    found = sha256()
    for part in parts:
        found.update(part.encode("utf-8", "surrogateescape") + b"\n")
    return found.hexdigest()[:16]


def _read(place: str) -> bytes | GovDisclosureError:
    try:
        if not stat.S_ISREG(Path(place).stat().st_mode):
            return _unreadable(place, OSError(0, "not a regular file"))
        return read_bytes(place)
    except GovDisclosureError as error:
        return error
    except OSError as error:
        return _unreadable(place, error)


def _of_lines(source: str) -> Iterator[Chunk]:
    """Runs of whole lines; one that is too long to be a report ends a chunk, and what is left of it is passed over."""
    numbers, line, begin = count(), 1, 0
    try:
        with Path(source).open("rb") as file:
            while data := file.read(BYTES):
                data += file.readline(SIZE_MAX + 1)
                rest = data
                while rest and not rest.endswith(b"\n"):
                    rest = file.readline(SIZE_MAX + 1)
                end = file.tell()
                identity = _identity([source, str(line), sha256(data).hexdigest()])
                item = Item(_legible(Path(source).name), source, begin, len(data), line)
                yield Chunk("lines", next(numbers), identity, (item,), end - begin)
                line += max(data.count(b"\n"), 1)
                begin = end
    except OSError as error:
        raise _unreadable(source, error) from None


def _lines(item: Item) -> Iterator[Document]:
    with Path(item.place).open("rb") as file:
        file.seek(item.begin)
        data = file.read(item.length)
    begin = 0
    for number in count(item.line):
        if begin >= len(data):
            return
        # One after the other: to cut all at once takes twice as long.
        end = data.find(b"\n", begin)
        line = data[begin : end if end >= 0 else len(data)]
        if line and not line.isspace():
            yield Document(f"{item.name}#{number}", line if len(line) <= SIZE_MAX else _too_large())
        begin += len(line) + 1


def _of_members(source: str) -> Iterator[Chunk]:
    members = _members(source)
    for number, found in enumerate(_batched(range(len(members)))):
        items, states = [], []
        for index in found:
            name, info = members[index]
            items.append(Item(name, source, index))
            states.append(f"{name}\0{info.CRC}\0{info.file_size}")
        yield Chunk("members", number, _identity(states), tuple(items), len(items))


def _members(source: str) -> list[tuple[str, zipfile.ZipInfo]]:
    """Name and entry of every file of an archive, in the order of the names; a second one of a name is numbered."""
    try:
        with zipfile.ZipFile(source) as archive:
            entries = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
    except (OSError, zipfile.BadZipFile) as error:
        raise _unreadable(source, error) from None
    seen: dict[str, int] = {}
    found = []
    for info in entries:
        seen[info.filename] = seen.get(info.filename, 0) + 1
        again = f"#{seen[info.filename]}" if seen[info.filename] > 1 else ""
        found.append((_legible(f"{Path(source).name}!{info.filename}{again}"), info))
    return found


def _read_members(items: tuple[Item, ...]) -> Iterator[Document]:
    source = items[0].place
    found = _stat(source)
    archive, members = _opened(source, found.st_size, found.st_mtime_ns)
    for item in items:
        yield Document(item.name, _read_member(archive, members[item.begin][1]))


@lru_cache(maxsize=1)
def _opened(source: str, _size: int, _changed: int) -> tuple[zipfile.ZipFile, list[tuple[str, zipfile.ZipInfo]]]:
    """An archive with its members, kept open: to list them anew for each chunk takes the square of its size."""
    return zipfile.ZipFile(source), _members(source)


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | GovDisclosureError:
    try:
        with archive.open(info) as file:
            data = file.read(SIZE_MAX + 1)
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError) as error:
        return _unreadable(info.filename, error)
    return data if len(data) <= SIZE_MAX else _too_large()


def _too_large() -> FileError:
    return FileError(Finding("FILE-TOO-LARGE", facts={"limit": SIZE_MAX}))


def _stat(source: str) -> os.stat_result:
    try:
        return Path(source).stat()
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError):
            raise FileError(Finding("FILE-MISSING", facts={"path": source})) from None
        raise _unreadable(source, error) from None


def _unreadable(path: str, error: Exception) -> FileError:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return FileError(Finding("FILE-UNREADABLE", facts={"path": path, "reason": reason}))
