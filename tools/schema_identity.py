"""Say which published artefact has changed under an unchanged id, and fail; with `--record`, take them as they are.

    python tools/schema_identity.py
    python tools/schema_identity.py --record

``schemas/released.json`` maps each id to the SHA-256 of the artefacts that bear it. Documents name the id, so what it
stands for must not change once it is released (``docs/adr/0004-identity-of-schema-and-versions.md``).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

from gov_disclosure_schema.editions import EDITIONS
from gov_disclosure_schema.results.output_schema import FILE_NAME
from gov_disclosure_schema.schemas import KINDS, file_name

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
RECORD = "released.json"
# Where an artefact says its own id: `$id`, the target namespace, the namespace of the asserts.
_ID = re.compile(r'"\$id": "([^"]+)"|targetNamespace="([^"]+)"|<sch:ns [^>]*uri="([^"]+)"')

Record = dict[str, dict[str, str]]


def present(root: Path = SCHEMAS) -> Record:
    """Id → name of each artefact that bears it → SHA-256 of its content."""
    found: Record = {}
    for name in sorted([FILE_NAME, *(file_name(kind, edition) for edition in EDITIONS for kind in KINDS)]):
        data = (root / name).read_bytes()
        match = _ID.search(data.decode())
        if not match:
            raise ValueError(f"{name} does not say its id")
        identity = next(filter(None, match.groups()))
        found.setdefault(identity, {})[name] = hashlib.sha256(data).hexdigest()
    return found


def recorded(root: Path = SCHEMAS) -> Record:
    """The same, as it was last taken."""
    record: Record = json.loads((root / RECORD).read_bytes())
    return record


def complaints(root: Path = SCHEMAS) -> list[str]:
    """What is to be done about each artefact that is not as recorded."""
    said = []
    known = recorded(root)
    for identity, artefacts in present(root).items():
        for name, digest in artefacts.items():
            before = known.get(identity, {}).get(name)
            if before is None:
                said.append(f"{name} is new under {identity}: python tools/schema_identity.py --record")
            elif before != digest:
                said.append(
                    f"{name} has changed under {identity}. If a valid document could now be invalid, or mean something "
                    "else, raise `schema_version` of its edition, and keep the old artefact. If only words changed, or "
                    "the id was never released: python tools/schema_identity.py --record"
                )
    return said


def main(arguments: list[str] | None = None) -> int:
    """Check, or record; the exit code of the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument(
        "--record", action="store_true", help="take the artefacts as they are; ids no longer built stay"
    )
    if parser.parse_args(arguments).record:
        before = recorded() if (SCHEMAS / RECORD).exists() else {}
        text = json.dumps({**before, **present()}, indent=1) + "\n"
        (SCHEMAS / RECORD).write_text(text, encoding="utf-8")
        return 0
    said = complaints()
    sys.stdout.writelines(f"{line}\n" for line in said)
    return int(bool(said))


if __name__ == "__main__":
    sys.exit(main())
