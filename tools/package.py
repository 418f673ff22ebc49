"""Build the package as it would be published, and prove what is promised of it; everything goes to ``dist/``.

    python tools/package.py
    python tools/package.py --require-audit

In order: sdist and wheel are built twice and have equal hashes; their metadata and contents pass `twine check` and
`check-wheel-contents`; the wheel alone, in a new environment without any extra, does the README's main job; a software
bill of materials (CycloneDX) of that environment is written; its packages are looked up among known vulnerabilities.
Where the registry has no such data this is said, and fails only with `--require-audit`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
DIST: Final = ROOT / "dist"
PROGRAMS: Final = Path(sys.executable).parent


def main() -> int:
    """Run every step; the first that fails ends the run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--require-audit", action="store_true", help="fail where a package could not be looked up")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        wheel = _built_twice(Path(scratch))
        _run(PROGRAMS / "twine", "check", "--strict", *DIST.glob("gov_disclosure_schema-*"))
        _run(PROGRAMS / "check-wheel-contents", wheel)
        python = _installed(wheel, Path(scratch) / "clean")
        _main_job(python, Path(scratch))
        _bill_of_materials(python)
        return _audited(Path(scratch), required=options.require_audit)


def _run(*command: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    print("$", *command, flush=True)
    return subprocess.run([str(part) for part in command], check=True, text=True, cwd=ROOT, **options)


def _built_twice(scratch: Path) -> Path:
    shutil.rmtree(DIST, ignore_errors=True)
    for folder in (DIST, scratch / "again"):
        _run(sys.executable, "-m", "build", "--outdir", folder, stdout=subprocess.DEVNULL)
    for archive in sorted(DIST.iterdir()):
        digests = [
            hashlib.sha256(path.read_bytes()).hexdigest() for path in (archive, scratch / "again" / archive.name)
        ]
        if len(set(digests)) > 1:
            sys.exit(f"{archive.name} differs between two builds: {digests}")
        print(f"{digests[0]}  {archive.name}  (twice the same)")
    return next(DIST.glob("*.whl"))


def _installed(wheel: Path, place: Path) -> Path:
    venv.create(place, with_pip=True)
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    return python


def _main_job(python: Path, scratch: Path) -> None:
    """What the README shows, by the installed command, in a folder that holds nothing of the project."""
    example = shutil.copy(ROOT / "examples" / "planted-errors.txt", scratch)
    command = [str(python.parent / "gov-disclosure"), "check", "--lang", "en", Path(example).name]
    said = subprocess.run(command, check=False, text=True, capture_output=True, cwd=scratch)
    first = said.stdout.partition("\n")[0]
    print("$", *command, f"\n{first}")
    if said.returncode != 1 or not first.startswith("planted-errors.txt: failed"):
        sys.exit(f"the wheel does not do the main job: exit {said.returncode}\n{said.stdout}{said.stderr}")


def _bill_of_materials(python: Path) -> None:
    bill = DIST / "sbom.cdx.json"
    command = (PROGRAMS / "cyclonedx-py", "environment", python, "--pyproject", ROOT / "pyproject.toml")
    _run(*command, "--output-reproducible", "--output-format", "JSON", "--output-file", bill)
    components = json.loads(bill.read_text(encoding="utf-8"))["components"]
    print(f"{bill.name}: {len(components)} components")


def _audited(scratch: Path, *, required: bool) -> int:
    """Look up the packages of the bill; 1 where one is vulnerable, or could not be looked up though it must."""
    bill = json.loads((DIST / "sbom.cdx.json").read_text(encoding="utf-8"))
    pins = [f"{one['name']}=={one['version']}" for one in bill["components"] if one["name"] != "gov-disclosure-schema"]
    (scratch / "pins.txt").write_text("\n".join(pins), encoding="utf-8")
    command = [str(PROGRAMS / "pip-audit"), "--no-deps", "--disable-pip", "-f", "json", "-r", str(scratch / "pins.txt")]
    said = subprocess.run(command, check=False, text=True, capture_output=True)
    try:
        found = json.loads(said.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        print(f"audit: NOT DONE: {said.stderr.strip().splitlines()[-1:]}")
        return int(required)
    vulnerable = [one for one in found if one.get("vulns")]
    unknown = [one["name"] for one in found if "skip_reason" in one]
    for one in vulnerable:
        print(f"audit: {one['name']} {one['version']}: {', '.join(each['id'] for each in one['vulns'])}")
    if unknown:
        print(f"audit: NOT DONE for {len(unknown)} of {len(found)} packages, of which the registry has no data")
    else:
        print(f"audit: {len(found)} packages, {len(vulnerable)} vulnerable")
    return int(bool(vulnerable) or (required and bool(unknown)))


if __name__ == "__main__":
    sys.exit(main())
