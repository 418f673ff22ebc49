"""What can be run, each by name: ``nox -s tests``; ``nox`` alone runs what every change must pass, the coverage apart.

With ``--no-venv`` the sessions run in the environment that nox stands in, where the extra ``dev`` is installed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.5"
nox.options.default_venv_backend = "venv"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["lint", "types", "imports", "generated", "tests"]


def _install(session: nox.Session) -> None:
    if session.virtualenv.is_sandboxed:
        session.install("--quiet", "--editable", ".[dev]")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests and the documentation's examples; further arguments go to pytest."""
    _install(session)
    session.run("python", "-m", "pytest", "--quiet", "-n", "2", *session.posargs)


@nox.session
def laws_long(session: nox.Session) -> None:
    """Try the laws on a million documents more, or for so long; `-- --documents N --minutes M --jobs J --record`."""
    _install(session)
    session.run("python", "tools/laws_long.py", *session.posargs)


@nox.session
def tests_long(session: nox.Session) -> None:
    """Run the tests with many more generated examples for each law, drawn anew."""
    _install(session)
    session.run("python", "-m", "pytest", "--quiet", "-n", "2", "tests", env={"HYPOTHESIS_PROFILE": "long"})


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format with ruff, GitHub's workflows by their schema and for what makes them unsafe."""
    _install(session)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    workflows = sorted(str(path) for path in Path(".github/workflows").glob("*.yml"))
    session.run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)
    session.run("zizmor", "--offline", "--quiet", "--persona", "pedantic", "--min-severity", "low", ".github")


@nox.session
def types(session: nox.Session) -> None:
    """Check types, those that users see included, with mypy and with pyright."""
    _install(session)
    session.run("mypy")
    session.run("pyright")


@nox.session
def imports(session: nox.Session) -> None:
    """Check that imports go the way the house is built."""
    _install(session)
    session.run("lint-imports")


@nox.session
def generated(session: nox.Session) -> None:
    """Check that the files derived from the model are current."""
    _install(session)
    session.run("python", "tools/generate.py", "--check")
    session.run("python", "tools/conformance.py", "--check")
    session.run("python", "tools/schema_identity.py")


@nox.session
def docs(session: nox.Session) -> None:
    """Run the examples of the documentation alone, and build the site into ``build/site``, a warning being an error."""
    _install(session)
    session.run("python", "tools/site.py")
    session.run("python", "-m", "pytest", "--quiet", "docs", "README.md", "README.zh-CN.md")


@nox.session
def interop(session: nox.Session) -> None:
    """Run programs in other languages, and generators of code, on the published artefacts; all under CI=true."""
    if session.virtualenv.is_sandboxed:
        session.install("--quiet", "--editable", ".[dev,interop]")
    session.run("python", "tools/interop.py")
    env = {"INTEROP": "required"} if os.environ.get("CI") == "true" else {}
    session.run(
        "python", "-m", "pytest", "--quiet", "-n", "2", "-rs", "tests/test_interop.py", *session.posargs, env=env
    )


@nox.session
def browser(session: nox.Session) -> None:
    """Look at the check report in a browser: links, roles, contrast, narrow windows, print; all under CI=true."""
    _install(session)
    session.run("python", "tools/browser.py")
    env = {"BROWSER": "required"} if os.environ.get("CI") == "true" else {}
    session.run("python", "-m", "pytest", "--quiet", "-rs", "tests/test_browser.py", *session.posargs, env=env)


@nox.session
def office(session: nox.Session) -> None:
    """Open, save and print our files in LibreOffice, and read them back; under CI=true nothing may be missing."""
    _install(session)
    session.run("python", "tools/office.py")
    env = {"OFFICE": "required" if os.environ.get("CI") == "true" else "wanted"}
    session.run("python", "-m", "pytest", "--quiet", "-rs", "tests/test_office.py", *session.posargs, env=env)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure, and write the results to ``docs/benchmarks.md``."""
    if session.virtualenv.is_sandboxed:
        session.install("--quiet", ".[bench]")
    lean = Path(session.create_tmp()) / "lean"
    session.run("python", "-m", "venv", str(lean))
    python = str(lean / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    session.run(python, "-m", "pip", "install", "--quiet", ".", external=True)
    session.run("python", "benchmarks/run.py", "--write", "--python", python, *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Run the tests and fail if they reach less of the package's branches than ``pyproject.toml`` asks for."""
    _install(session)
    session.run("python", "-m", "pytest", "--quiet", "-n", "2", "--cov", "--cov-report", "term", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Fuzz every reader, guided by coverage; `-- --seconds 3600 --seed 0 --record` is a long run."""
    if session.virtualenv.is_sandboxed:
        session.install("--quiet", "--editable", ".[dev,fuzz]")
    session.run("python", "fuzz/run.py", *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """Change the code in one place at a time, and see whether the tests notice; `-- --record --sample 300 MODULE…`."""
    if session.virtualenv.is_sandboxed:
        session.install("--quiet", "--editable", ".[dev,mutants]")
    session.run("python", "tools/mutants.py", *session.posargs)


@nox.session
def package(session: nox.Session) -> None:
    """Build sdist and wheel twice with equal hashes, check and use them, write the bill of materials, audit it."""
    if session.virtualenv.is_sandboxed:
        session.install("--quiet", ".[package]")
    session.run("python", "tools/package.py", *session.posargs)


@nox.session
def spark(session: nox.Session) -> None:
    """Make the tables of a corpus on Spark, the same rows with a worker killed; `-- --documents N`."""
    if session.virtualenv.is_sandboxed:
        needed = "cluster" if {"ray", "dask"} & {*session.posargs} else "spark"
        session.install("--quiet", "--editable", f".[{needed}]")
    session.run("python", "tools/java.py")
    session.run("python", "tools/spark.py", *session.posargs)


@nox.session
def lowest(session: nox.Session) -> None:
    """Run the tests with the oldest supported version of each dependency (needs an environment of its own)."""
    if not session.virtualenv.is_sandboxed:
        session.error("not with --no-venv: it would put old versions beside new ones")
    session.install("--quiet", "uv")
    install = ("uv", "pip", "install", "--quiet", "--python", session.virtualenv.location)
    session.run(*install, "--resolution", "lowest-direct", "--editable", ".[all]")
    session.run(*install, "--editable", ".[dev]")  # what runs the tests; what is installed stays as it is
    session.run("uv", "pip", "list", "--python", session.virtualenv.location)
    session.run("python", "-m", "pytest", "--quiet", "-n", "2", *(session.posargs or ["tests"]))


@nox.session
def variants(session: nox.Session) -> None:
    """Read 10 000 variants of published reports and record it; ``-- --seeds 10000:20000`` takes others."""
    _install(session)
    session.run("python", "tools/variants.py", "--write", *session.posargs)
