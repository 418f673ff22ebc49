"""Debian's Chromium, driven by `browser/drive.mjs`: a thin hand for tests that look at pages as people do."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

FOLDER = Path(__file__).resolve().parent.parent / "browser"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def chromium() -> str | None:
    """Where the browser is; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """A browser with one page open."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["node", str(FOLDER / "drive.mjs"), str(chromium())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=60)

    def _tell(self, do: str, **order: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **order}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["answer"]

    def open(self, file: Path, fragment: str = "", **how: Any) -> list[str]:
        """Open a file in a new page: what went wrong, what was fetched."""
        troubles: list[str] = self._tell("open", url=file.resolve().as_uri() + fragment, **how)
        return troubles

    def troubles(self) -> list[str]:
        """The same, up to now."""
        troubles: list[str] = self._tell("troubles")
        return troubles

    def follow(self, selector: str) -> None:
        """Click."""
        self._tell("follow", selector=selector)

    def press(self, key: str) -> None:
        """Press a key."""
        self._tell("press", key=key)

    def ask(self, script: str) -> Any:
        """What an expression is worth on the page."""
        return self._tell("ask", script=script)

    def axe(self) -> dict[str, list[str]]:
        """What axe-core finds: violations, and the rules that had something to pass on."""
        found: dict[str, list[str]] = self._tell("axe")
        return found

    def print(self, to: Path) -> None:
        """Print to PDF."""
        self._tell("print", to=str(to))

    def picture(self, to: Path, *, whole: bool = False) -> None:
        """Take a picture, of the window or of the whole page."""
        self._tell("picture", to=str(to), whole=whole)
