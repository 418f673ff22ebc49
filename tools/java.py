"""Install the Java that Spark runs on, where it is missing.

    python tools/java.py

From Debian, by `apt-get`, where this is run as root and there is no Java, or one that is too old; elsewhere it says so.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import Final

LEAST: Final = 17
_PACKAGE: Final = f"openjdk-{LEAST}-jre-headless"


def version() -> int:
    """The version of the Java that is found; 0 where there is none."""
    java = shutil.which("java")
    if not java:
        return 0
    done = subprocess.run([java, "-version"], capture_output=True, encoding="utf-8", check=False)
    found = re.search(r'version "(\d+)', done.stderr + done.stdout)
    return int(found[1]) if found else 0


def main() -> int:
    """Install; the exit code of the command."""
    if version() < LEAST and shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (("update", "-qq"), ("install", "--yes", "--no-install-recommends", _PACKAGE)):
            subprocess.run(["apt-get", *command], env=environment, check=False)  # noqa: S607  (the system's)
    found = version()
    if found < LEAST:
        sys.stdout.write(f"Java {LEAST} or later is missing: apt-get install {_PACKAGE}, as root.\n")
    return int(found < LEAST)


if __name__ == "__main__":
    sys.exit(main())
