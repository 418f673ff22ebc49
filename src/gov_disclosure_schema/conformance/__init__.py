"""The conformance suite: for every rule documents that keep it and that break it, for enforcers in any language.

`files` are the suite, for the latest edition as committed in ``tests/conformance``; `digests` stand for that of
another, which is made when it is needed; `archive` is the suite with the published artefacts, as one ZIP file.
"""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache
from hashlib import sha256
from typing import Any, Final

from ..editions import EDITIONS, LATEST
from ..errors import UsageError
from ..findings import Finding
from ..schemas import KINDS, file_name, schema
from .case import Case, Expected
from .cases import cases_of, unique
from .enforcers import CLASSES, ENFORCERS, EnforcerClass

__all__ = ["CLASSES", "ENFORCERS", "Case", "EnforcerClass", "Expected", "archive", "cases", "digests", "files"]

MANIFEST: Final = "manifest.json"
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)


@cache
def cases(edition: str = LATEST.name) -> tuple[Case, ...]:
    """Every case of an edition, ordered by file.

    Raises
    ------
    UsageError
        If there is no such edition; a mixture of two has no suite, because no document of one is valid.
    """
    if edition not in EDITIONS:
        raise UsageError(Finding("EDITION-UNKNOWN", facts={"printed": edition, "known": ", ".join(EDITIONS)}))
    return tuple(unique(cases_of(edition)))


def files(edition: str = LATEST.name) -> dict[str, bytes]:
    """The suite: path → content, the manifest among them."""
    return {MANIFEST: _manifest(edition).encode()} | {case.file: case.content for case in cases(edition)}


def digests(edition: str = LATEST.name) -> str:
    """The suite as a few lines of JSON: of each folder how many documents it holds, and a SHA-256 of them all.

    The digest is that of the lines that ``sha256sum`` would print of the folder's files, named as in the manifest.
    """
    folders: dict[str, list[str]] = {}
    for path, content in sorted(files(edition).items()):
        folders.setdefault(path.rpartition("/")[0] or path, []).append(f"{sha256(content).hexdigest()}  {path}\n")
    found = {folder: [len(lines), sha256("".join(lines).encode()).hexdigest()] for folder, lines in folders.items()}
    entries = ",\n".join(f" {json.dumps(folder)}: {json.dumps(entry)}" for folder, entry in found.items())
    return f"{{\n{entries}\n}}\n"


def archive(edition: str = LATEST.name) -> bytes:
    """The suite and the published artefacts as a ZIP file, the same bytes at any time."""
    found = files(edition) | {f"schemas/{file_name(kind, edition)}": schema(kind, edition).encode() for kind in KINDS}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(found):
            entry = zipfile.ZipInfo(f"conformance/{path}", _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, wherever it is made
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, found[path])
    return buffer.getvalue()


def _manifest(edition: str) -> str:
    """One case a line, so that a change is seen as one."""
    lines = [json.dumps(_entry(case), ensure_ascii=False) for case in cases(edition)]
    head: dict[str, Any] = {
        "schema_id": EDITIONS[edition].schema_id,
        "edition": edition,
        "description": "`expected` is what the reference finds: rule, and the address it stands at, if any. "
        "`refused_by` are the classes of enforcers that must refuse the document; every class that reads the format "
        "must accept a valid one, and nothing is claimed of the others.",
        "classes": {name: kind._asdict() for name, kind in CLASSES.items()},
    }
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    return opening + ',\n "cases": [\n  ' + ",\n  ".join(lines) + "\n ]\n}\n"


def _entry(case: Case) -> dict[str, Any]:
    return {
        "file": case.file,
        "format": case.format,
        "valid": case.valid,
        "fault": case.fault,
        "at": case.at,
        "expected": [expected._asdict() for expected in case.expected],
        "refused_by": [*case.refused_by],
    }
