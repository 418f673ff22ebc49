"""Write the conformance suite to ``tests/conformance``; with `--check`, say which files are not current and fail.

python tools/conformance.py
python tools/conformance.py --check
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gov_disclosure_schema.conformance import files

SUITE = Path(__file__).resolve().parent.parent / "tests" / "conformance"


def outdated(root: Path = SUITE) -> list[str]:
    """The files below a root that are missing, hold something else, or are no part of the suite."""
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    due = files()
    late = [path for path, content in due.items() if path not in found or found[path].read_bytes() != content]
    return sorted([*late, *(found.keys() - due.keys())])


def main(arguments: list[str] | None = None) -> int:
    """Write, or check; the exit code of the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is not current")
    late = outdated()
    if parser.parse_args(arguments).check:
        sys.stdout.writelines(f"not current: {path}\n" for path in late)
        return int(bool(late))
    due = files()
    for path in late:
        target = SUITE / path
        if path in due:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(due[path])
        else:
            target.unlink()
    sys.stdout.write(f"files written or removed: {len(late)} of {len(due)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
