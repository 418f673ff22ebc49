"""Write the conformance suite to ``tests/conformance``; with `--check`, say which files are not current and fail.

    python tools/conformance.py
    python tools/conformance.py --check

Committed are the documents of the latest edition of the form. Of another, whose documents differ from them in little
but the form, a file of digests is, ``tests/conformance-<edition>.json``; the tests write the documents to a temporary
folder (``docs/adr/0007-mixed-forms.md``), and `gov-disclosure conformance` writes them for whoever wants them.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gov_disclosure_schema.conformance import digests, files
from gov_disclosure_schema.editions import EDITIONS, LATEST

TESTS = Path(__file__).resolve().parent.parent / "tests"
SUITE = TESTS / "conformance"


def outdated(root: Path = SUITE) -> list[str]:
    """The files below a root that are missing, hold something else, or are no part of the suite."""
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    due = files()
    late = [path for path, content in due.items() if path not in found or found[path].read_bytes() != content]
    return sorted([*late, *(found.keys() - due.keys())])


def outdated_digests(root: Path = TESTS) -> dict[Path, str]:
    """Each file of digests that is missing below a root, or holds something else, with what it should hold."""
    due = {root / f"conformance-{name}.json": digests(name) for name in EDITIONS if name != LATEST.name}
    return {path: text for path, text in due.items() if not path.is_file() or path.read_text(encoding="utf-8") != text}


def main(arguments: list[str] | None = None) -> int:
    """Write, or check; the exit code of the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is not current")
    late, late_digests = outdated(), outdated_digests()
    if parser.parse_args(arguments).check:
        sys.stdout.writelines(f"not current: {path}\n" for path in [*late, *(path.name for path in late_digests)])
        return int(bool(late or late_digests))
    due = files()
    for path in late:
        target = SUITE / path
        if path in due:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(due[path])
        else:
            target.unlink()
    for path, text in late_digests.items():
        path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"files written or removed: {len(late)} of {len(due)}; of digests: {len(late_digests)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
