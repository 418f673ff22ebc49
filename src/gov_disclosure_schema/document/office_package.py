"""Office Open XML packages: a ZIP file whose bytes depend on its parts and on nothing else.

The parts are stored, not compressed: what a compressor makes of them differs from one version of zlib to the next
(``docs/adr/0012-office-files-without-a-library.md``).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import PurePosixPath
from typing import Final, NamedTuple

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""Where the kinds of relations between the parts of a document are named."""
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES: Final = "docProps/core.xml"
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP file can name."""


class Relation(NamedTuple):
    """From a part to another.

    Attributes
    ----------
    id
        What the part calls it.
    kind
        The last step of its type's name.
    target
        Path from the part's folder.
    """

    id: str
    kind: str
    target: str


class Part(NamedTuple):
    """A part of a package.

    Attributes
    ----------
    path
        Where it lies.
    media_type
        What it is.
    content
        Its XML, without declaration.
    relations
        To the parts that it uses.
    """

    path: str
    media_type: str
    content: str
    relations: tuple[Relation, ...] = ()


def packed(parts: Sequence[Part], title: str) -> bytes:
    """The package of some parts, the first of which is the document itself.

    Parameters
    ----------
    parts
        In the order in which they are stored.
    title
        The document's title, for its properties; may be empty.
    """
    properties = Part(_PROPERTIES, "application/vnd.openxmlformats-package.core-properties+xml", _core(title))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as file:
        for path, content in _entries([*parts, properties]):
            entry = zipfile.ZipInfo(path, _FIRST_DAY)
            entry.create_system = 0  # the same wherever it is made
            file.writestr(entry, f"{_DECLARATION}{content}\n")
    return buffer.getvalue()


def _entries(parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    yield "[Content_Types].xml", _types(parts)
    whole = (
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="{parts[0].path}"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="{_PROPERTIES}"/>'
    )
    yield "_rels/.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{whole}</Relationships>'
    for part in parts:
        yield part.path, part.content
        if part.relations:
            path = PurePosixPath(part.path)
            yield f"{path.parent}/_rels/{path.name}.rels", _relations(part.relations)


def _types(parts: Iterable[Part]) -> str:
    types = "".join(f'<Override PartName="/{part.path}" ContentType="{part.media_type}"/>' for part in parts)
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{relations}{xml}{types}</Types>'


def _relations(relations: Iterable[Relation]) -> str:
    inner = "".join(
        f'<Relationship Id="{relation.id}" Type="{OFFICE}/{relation.kind}" Target="{relation.target}"/>'
        for relation in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _core(title: str) -> str:
    """Title and language; neither author nor time, which are not the report's."""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
