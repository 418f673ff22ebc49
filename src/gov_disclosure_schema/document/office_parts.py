"""The parts of a Word or Excel file, taken out of its archive within limits; nothing is written, run or fetched.

A part is found by the relations of those that use it, never by a path of the archive's own. What would make a reader
expand, fetch or run something is refused (a document type) or left alone and told (macros, external content).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ..catalogue import Words
from ..errors import DecodeError
from ..findings import Finding
from ..refusals import printed
from ..source_text import tags_of

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element  # noqa: SLF001  (as its stubs name it)

ENTRIES_MAX: Final = 2000
"""Most entries of an archive; a report has some twenty."""
SIZE_MAX: Final = 32 * 2**20
"""Most bytes that are taken out of an archive; a report has a few million."""
RATIO_MAX: Final = 200
"""How many times its packed size a part may be, from `RATIO_FROM` on; markup has up to some fifty."""
RATIO_FROM: Final = 2**20
DIRECTORY_MAX: Final = 2**20
"""Most bytes of an archive's list of parts, which is read as a whole before they can be counted."""
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UTF16: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
"""How a part in UTF-16 begins, with a mark or without; every other part is in UTF-8."""
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Relation(NamedTuple):
    """What a part uses.

    Attributes
    ----------
    id
        How it names it.
    kind
        The last step of the name of its type.
    target
        Path of the part, or address of what lies outside.
    external
        Whether it lies outside.
    """

    id: str
    kind: str
    target: str
    external: bool


class _Bounded(io.BytesIO):
    """The bytes of an archive; until it is opened no more is read at once than the list of its parts may have."""

    opened = False

    def read(self, size: int | None = -1, /) -> bytes:
        """Read.

        Raises
        ------
        DecodeError
            If more is asked for.
        """
        if not self.opened and size and size > DIRECTORY_MAX:
            raise DecodeError(Finding("FILE-TOO-LARGE", facts={"limit": DIRECTORY_MAX}, variant="directory"))
        return super().read(size)


class Parts:
    """The parts of a file."""

    def __init__(self, data: bytes) -> None:
        """Open an archive; its parts are read when they are asked for.

        Raises
        ------
        DecodeError
            If it is damaged, encrypted, or larger than any report.
        """
        try:
            file = _Bounded(data)
            self._archive = zipfile.ZipFile(file)
            file.opened = True
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise damaged(str(error)) from None
        entries = self._archive.infolist()
        if len(entries) > ENTRIES_MAX:
            facts = {"count": len(entries), "limit": ENTRIES_MAX}
            raise DecodeError(Finding("FILE-TOO-LARGE", facts=facts, variant="entries"))
        self._entries = {entry.filename: entry for entry in entries}
        if len({name.casefold() for name in self._entries}) < len(entries):
            raise DecodeError(Finding("OFFICE-DAMAGED", variant="twice"))
        self._taken = 0
        self._tags = 0
        self._external: list[str] = []

    def main(self) -> str:
        """Path of the part that the others belong to."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and not relation.external:
                return relation.target
        raise _without("officeDocument")

    def relations(self, path: str) -> list[Relation]:
        """What a part uses; the archive itself for an empty path."""
        folder, name = posixpath.split(path)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._entries:
            return []
        found = []
        for element in self.xml(relations).iter(_RELATIONS):
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            kind = element.get("Type", "").rpartition("/")[2]
            if external:
                if kind != "hyperlink":
                    self._external.append(target)
            else:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append(Relation(element.get("Id", ""), kind, target, external))
        return found

    def xml(self, path: str) -> Element:
        """A part as elements, without comments and processing instructions.

        Raises
        ------
        DecodeError
            If there is none, or it is no XML in UTF-8 or UTF-16, or has a document type declaration or, with the parts
            before, more tags than any report.
        """
        from lxml import etree  # noqa: PLC0415  (heavy, on use only)

        text = self._bytes(path)
        if text[:2] in _UTF16:
            text = text.decode(_UTF16[text[:2]], "replace").encode()
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise DecodeError(Finding("OFFICE-DAMAGED", facts={"part": printed(path)}, variant="doctype"))
        self._tags = tags_of(text, self._tags)
        parser = etree.XMLParser(
            encoding="utf-8",  # whatever it declares, so that nothing is in it that was not looked at
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(text, parser)
        except etree.XMLSyntaxError as error:
            raise damaged(f"{path}: {str(error.msg).partition(', line ')[0]}") from None

    def has(self, path: str) -> bool:
        """Whether there is such a part."""
        return path in self._entries

    def findings(self) -> Iterator[Finding]:
        """What was left alone."""
        if any(posixpath.basename(name).lower() == "vbaproject.bin" for name in self._entries):
            yield Finding("OFFICE-MACROS")
        if self._external:
            facts: dict[str, str | int | Words] = {
                "count": len(self._external),
                "printed": printed(self._external[0]),
            }
            yield Finding("OFFICE-EXTERNAL", facts=facts)

    def _bytes(self, path: str) -> bytes:
        entry = self._entries.get(path)
        if entry is None:
            raise _without(path)
        if entry.flag_bits & 1 or entry.compress_type not in _METHODS:
            raise DecodeError(Finding("OFFICE-DAMAGED", variant="encrypted"))
        left = SIZE_MAX - self._taken
        try:
            with self._archive.open(entry) as file:
                content = file.read(left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise damaged(f"{path}: {error}") from None
        self._taken += len(content)
        if len(content) > left:
            raise DecodeError(Finding("FILE-TOO-LARGE", facts={"limit": SIZE_MAX}, variant="archive"))
        if len(content) > max(RATIO_FROM, RATIO_MAX * entry.compress_size):
            ratio: dict[str, str | int | Words] = {"part": printed(path), "limit": RATIO_MAX}
            raise DecodeError(Finding("FILE-TOO-LARGE", facts=ratio, variant="ratio"))
        return content


def damaged(reason: str) -> DecodeError:
    """The error that a file cannot be opened as what it seems to be."""
    return DecodeError(Finding("OFFICE-DAMAGED", facts={"reason": printed(reason)}))


def _without(part: str) -> DecodeError:
    return DecodeError(Finding("OFFICE-DAMAGED", facts={"part": printed(part)}, variant="part"))
