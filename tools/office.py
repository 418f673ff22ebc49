"""Install what opens our office files as people's programs do; say what cannot be had.

    python tools/office.py

LibreOffice without a display (Writer, Calc), Poppler (`pdftotext`) and a Chinese font, from Debian, by `apt-get` where
this is run as root and they are not there. Under `CI=true` it fails if anything is missing; elsewhere the tests that
need it are skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

_PROGRAMS: Final = {
    "soffice": ("libreoffice-writer-nogui", "libreoffice-calc-nogui"),
    "pdftotext": ("poppler-utils",),
    "fc-list": ("fontconfig",),
}
_FONT: Final = "fonts-noto-cjk"


def missing() -> Iterator[str]:
    """What could not be had, one sentence each."""
    wanted = [*_lacking()]
    if wanted and shutil.which("apt-get") and os.geteuid() == 0:
        refused = _run("apt-get", "update", "-qq") or _run(
            "apt-get", "install", "--yes", "--no-install-recommends", *wanted
        )
        if refused:
            yield refused
    if wanted := [*_lacking()]:
        yield f"these packages of Debian are not there: {', '.join(wanted)} (apt-get install, as root)"


def _lacking() -> Iterator[str]:
    for program, packages in _PROGRAMS.items():
        if not shutil.which(program):
            yield from packages
    if (
        not shutil.which("fc-list")
        or not subprocess.run(
            ["fc-list", ":lang=zh-cn"],  # noqa: S607  (the system's)
            capture_output=True,
            check=False,
        ).stdout
    ):
        yield _FONT


def _run(*command: str) -> str:
    """Run a command; what it complained of if it failed."""
    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    return (done.stderr or done.stdout or f"exit code {done.returncode}").strip() if done.returncode else ""


def main() -> int:
    """Install; the exit code of the command."""
    lacking = [*missing()]
    sys.stdout.writelines(f"missing: {sentence}\n" for sentence in lacking)
    return int(bool(lacking) and os.environ.get("CI") == "true")


if __name__ == "__main__":
    sys.exit(main())
