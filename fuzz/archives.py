"""Archives whose one part that matters is what the fuzzer makes: it would hardly find a whole archive by itself."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Final

import gov_disclosure_schema as gds

ROOT: Final = Path(__file__).resolve().parent.parent
ARCHIVES: Final = ("docx", "xlsx")
"""Formats that are archives."""


@cache
def example(name: str) -> dict[str, bytes]:
    """The members of an example's archive."""
    report = gds.read(ROOT / "examples" / "suqian-2023.json").report
    data = gds.FORMATS[name].encode(report)  # type: ignore[misc]  (both are written)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {member: archive.read(member) for member in archive.namelist()}


def part_of(name: str) -> str:
    """The largest member: the text of a Word file, of a workbook the sheet of the matrix."""
    members = example(name)
    return max(members, key=lambda member: len(members[member]))


def around(data: bytes, name: str) -> bytes:
    """An archive around a part; what is an archive already, or of another format, as it is."""
    if name not in ARCHIVES or data.startswith(b"PK"):
        return data
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for member, content in example(name).items():
            archive.writestr(zipfile.ZipInfo(member), data if member == part_of(name) else content)
    return whole.getvalue()


def within(data: bytes, name: str) -> bytes:
    """The part of an archive that the fuzzer works on; other files as they are."""
    if name not in ARCHIVES:
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part_of(name))
