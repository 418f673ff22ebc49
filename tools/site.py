"""Build the documentation site into ``build/site``; a warning fails.

    python tools/site.py
    python tools/site.py --stage

The site mirrors the repository: a page lies where it lies here, beside the files that it links to, so that one link
serves both, and the documents stay readable without the site. `--stage` only lays out what the site is made of. What is
built is checked once more: a reader's browser must not have to fetch anything from elsewhere, and every link within the
site must lead to a file.
"""

from __future__ import annotations

import argparse
import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "build/site-source"
SITE = "build/site"
PUBLISHED = (
    "*.md",
    "LICENSE",
    "docs/**/*.md",
    "examples/**/*.*",
    "interop/*.*",
    "schemas/*",
    "tests/README.md",
)
"""What the site shows, or lets its readers fetch."""
PICTURES = "docs/guides"
"""Where pictures lie that a page draws; a comment in the page says where it shows them."""
_DRAWN = ("docs/guides/corpus.md",)
_PICTURE = re.compile(r"<!-- picture: (\S+) \| (.*?) -->")
_LINK = re.compile(r"""<a\b[^>]*?\bhref=["']?([^"'\s>]+)""", re.IGNORECASE)
_FETCHED = re.compile(r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']?(?:https?:)?//[^>]*>""", re.IGNORECASE)
_LINKED = re.compile(r"""<link\b[^>]*\bhref=["']?(?:https?:)?//[^>]*>""", re.IGNORECASE)
_IMPORTED = re.compile(r"""(?:@import|url\()\s*["']?(?:https?:)?//[^;)]*""", re.IGNORECASE)


def published(root: Path = ROOT) -> list[str]:
    """The files that the site is made of: paths from the project's root, by slashes."""
    found = {path for pattern in PUBLISHED for path in root.glob(pattern) if path.is_file()}
    return sorted(path.relative_to(root).as_posix() for path in found if not _left_out(path))


def _left_out(path: Path) -> bool:
    return path.suffix in {".pyc", ".class"} or path.name == "package-lock.json"


def stage(root: Path = ROOT) -> None:
    """Lay out what the site is made of."""
    source = root / SOURCE
    shutil.rmtree(source, ignore_errors=True)
    for path in published(root):
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / path, source / path)


def draw(root: Path = ROOT) -> list[str]:
    """Run the pages that draw, put their pictures beside them, and show them; what is missing, one sentence each."""
    source = root / SOURCE
    environment = {**os.environ, "DOCS_PICTURES": str(source / PICTURES)}
    command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *_DRAWN]
    done = subprocess.run(command, cwd=root, env=environment, check=False)
    missing = ["a page that draws did not run"] if done.returncode else []
    for page in _DRAWN:
        path = source / page
        text = path.read_text(encoding="utf-8")
        names = [name for name, _ in _PICTURE.findall(text)]
        missing += [f"{page}: {name} was not drawn" for name in names if not (path.parent / name).exists()]
        path.write_text(_PICTURE.sub(r"![\2](\1)", text), encoding="utf-8")
    return missing


def foreign(site: Path) -> list[str]:
    """What the pages and styles of a site would make a browser fetch from elsewhere."""
    found = []
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        found += [
            f"{path.relative_to(site).as_posix()}: {tag}" for tag in _FETCHED.findall(text) + _LINKED.findall(text)
        ]
    for path in sorted(site.rglob("*.css")):
        fetched = _IMPORTED.findall(path.read_text(encoding="utf-8"))
        found += [f"{path.relative_to(site).as_posix()}: {rule}" for rule in fetched]
    return found


def dead(site: Path) -> list[str]:
    """Links of a site that lead to no file within it; the builder looks only at links to pages."""
    found = []
    for path in sorted(site.rglob("*.html")):
        if path.name == "404.html":  # its links depend on where it is shown
            continue
        for link in _LINK.findall(path.read_text(encoding="utf-8")):
            target = urlsplit(html.unescape(link))
            if target.scheme or target.netloc or not target.path:
                continue
            file = (path.parent / unquote(target.path)).resolve()
            if not (file / "index.html" if file.is_dir() else file).is_file():
                found.append(f"{path.relative_to(site).as_posix()}: {link}")
    return found


def main(arguments: list[str] | None = None) -> int:
    """Build; the exit code of the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--stage", action="store_true", help="only lay out what the site is made of")
    options = parser.parse_args(arguments)
    stage()
    if options.stage:
        return 0
    missing = draw()
    shutil.rmtree(ROOT / SITE, ignore_errors=True)
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    done = subprocess.run(command, cwd=ROOT, check=False)
    wrong = missing + [f"fetched from elsewhere: {line}" for line in foreign(ROOT / SITE)]
    wrong += [f"leads nowhere: {line}" for line in dead(ROOT / SITE)]
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    pages = len(list((ROOT / SITE).rglob("*.html")))
    sys.stdout.write(f"{pages} pages in {SITE}\n")
    return int(bool(done.returncode or wrong or not pages))


if __name__ == "__main__":
    sys.exit(main())
