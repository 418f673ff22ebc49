"""Fetch what the tests in a browser need; say what cannot be had.

    python tools/browser.py

- the packages of `browser/package-lock.json` (Playwright's driver, axe-core), by `npm ci`; no browser comes with them;
- Chromium: the system's; where there is none, as root or under `CI=true`, Debian's, with fonts for Chinese.

Under `CI=true` it fails if anything is missing; elsewhere the tests that need it are skipped.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGES = Path(__file__).resolve().parent.parent / "browser"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
DEBIAN = ("chromium", "fonts-noto-cjk")
IN_CI = os.environ.get("CI") == "true"


def chromium() -> str | None:
    """Where the browser is; None where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def missing() -> Iterator[str]:
    """What could not be had, one sentence each; what could is in its place afterwards."""
    if not (shutil.which("node") and shutil.which("npm")):
        yield "node and npm are not on the PATH (Node.js 20 or later)"
    elif refused := _packages():
        yield f"npm ci failed: {refused}"
    if chromium() is None and (refused := _install()):
        yield f"no Chromium on the PATH ({', '.join(BROWSERS)}): {refused}"


def _packages() -> str:
    """The packages as locked, if they are not there yet."""
    lock = hashlib.sha256((PACKAGES / "package-lock.json").read_bytes()).hexdigest()
    stamp = PACKAGES / "node_modules" / ".locked"
    if stamp.is_file() and stamp.read_text() == lock:
        return ""
    refused = _run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
    if not refused:
        stamp.write_text(lock)
    return refused


def _install() -> str:
    """Debian's browser; what was in the way otherwise."""
    if not shutil.which("apt-get"):
        return "apt-get is not there"
    root = os.geteuid() == 0
    if not root and not IN_CI:
        return f"apt-get install {' '.join(DEBIAN)}, as root"
    rights = () if root else ("sudo", "--non-interactive")
    _run(*rights, "apt-get", "update")
    return _run(*rights, "apt-get", "install", "--yes", "--no-install-recommends", *DEBIAN)


def _run(*command: str) -> str:
    """Run a command; what it complained of if it failed."""
    try:
        done = subprocess.run(
            command,
            cwd=PACKAGES,
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except OSError as error:
        return str(error)
    return (done.stderr or done.stdout or f"exit code {done.returncode}").strip() if done.returncode else ""


def main() -> int:
    """Fetch; the exit code of the command."""
    lacking = list(missing())
    sys.stdout.writelines(f"missing: {sentence}\n" for sentence in lacking)
    return int(bool(lacking) and IN_CI)


if __name__ == "__main__":
    sys.exit(main())
