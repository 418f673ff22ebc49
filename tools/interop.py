"""Fetch what the programs that are not Python need, each thing from its own registry; say what cannot be had.

    python tools/interop.py

- the packages of `interop/package-lock.json`, by `npm ci`;
- Jackson, for the checker in Java: the system's, or Debian's packages unpacked under `build/interop`, none installed;
- the stylesheet that ISO Schematron makes of each of our Schematron schemas, for XSLT processors.

Node.js, a JDK and, where the system has no Jackson, `apt-get` must be there. Under `CI=true` it fails if anything is
missing; elsewhere the tests that need it are skipped.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import gov_disclosure_schema as gds
from gov_disclosure_schema.editions import EDITIONS
from gov_disclosure_schema.schemas import file_name

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "interop"
BUILD = ROOT / "build" / "interop"
JACKSON = BUILD / "jackson"
_SYSTEM = Path("/usr/share/java")
_JARS = {
    "jackson-core.jar": "libjackson2-core-java",
    "jackson-databind.jar": "libjackson2-databind-java",
    "jackson-annotations.jar": "libjackson2-annotations-java",
}


def missing() -> Iterator[str]:
    """What could not be had, one sentence each; what could is in its place afterwards."""
    BUILD.mkdir(parents=True, exist_ok=True)
    if not (shutil.which("node") and shutil.which("npm")):
        yield "node and npm are not on the PATH: no ajv, no TypeScript (Node.js 20 or later)"
    elif refused := _packages():
        yield f"npm ci failed: {refused}"
    if not shutil.which("javac"):
        yield "javac is not on the PATH: no validation in Java (a JDK, 17 or later)"
    if refused := _jackson():
        yield f"no Jackson for the checker in Java: {refused}"
    for name in EDITIONS:
        target = BUILD / f"{file_name('schematron', name)}.xslt"
        target.write_bytes(stylesheet(gds.schema("schematron", name)))


def _run(*command: str, folder: Path = ROOT) -> str:
    """Run a command; what it complained of if it failed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return (done.stderr or done.stdout or f"exit code {done.returncode}").strip() if done.returncode else ""


def _packages() -> str:
    """The packages as locked, if they are not there yet."""
    lock = hashlib.sha256((PACKAGES / "package-lock.json").read_bytes()).hexdigest()
    stamp = PACKAGES / "node_modules" / ".locked"
    if stamp.is_file() and stamp.read_text() == lock:
        return ""
    refused = _run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", folder=PACKAGES)
    if not refused:
        stamp.write_text(lock)
    return refused


def _jackson() -> str:
    """The jars, if they are not there yet."""
    if all((JACKSON / jar).is_file() for jar in _JARS):
        return ""
    JACKSON.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source = _SYSTEM
        if not all((source / jar).is_file() for jar in _JARS):
            if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
                return f"not in {_SYSTEM}, and apt-get is not there"
            if refused := _run("apt-get", "download", *_JARS.values(), folder=Path(folder)):
                return f"{refused} (apt-get update may help)"
            for package in Path(folder).glob("*.deb"):
                if refused := _run("dpkg-deb", "--extract", str(package), folder):
                    return refused
            source = Path(folder, *_SYSTEM.parts[1:])
        for jar in _JARS:
            shutil.copyfile(source / jar, JACKSON / jar)
    return ""


def stylesheet(schematron: str) -> bytes:
    """The XSLT 1.0 stylesheet that reports, in SVRL, which asserts of a Schematron schema fail."""
    from lxml import etree, isoschematron  # noqa: PLC0415  (heavy, on use only)

    made = isoschematron.Schematron(etree.fromstring(schematron.encode()), store_xslt=True).validator_xslt
    return etree.tostring(made, encoding="UTF-8", xml_declaration=True)


def main() -> int:
    """Fetch; the exit code of the command."""
    lacking = list(missing())
    sys.stdout.writelines(f"missing: {sentence}\n" for sentence in lacking)
    return int(bool(lacking) and os.environ.get("CI") == "true")


if __name__ == "__main__":
    sys.exit(main())
