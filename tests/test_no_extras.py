"""Without its extra, what needs one says what to install; everything else works."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import gov_disclosure_schema as gds

EXAMPLES = Path(__file__).parent.parent / "examples"
# What users may install, and what of the package then works; the other extras are the project's own tools.
NEEDS = {
    "testing": ("hypothesis", "import gov_disclosure_schema.testing"),
    "corpus": ("pyarrow", "import gov_disclosure_schema.corpus.arrow"),
}
# What runs the package's functions on a cluster (extras `spark`, `cluster`), and is never needed by it.
ENGINES = ("pyspark", "dask", "distributed", "ray")
WITHOUT = f"import sys; sys.modules.update(dict.fromkeys({[*(package for package, _ in NEEDS.values()), *ENGINES]!r}))"


def without_extras(program: str) -> str:
    """What a program prints in an interpreter in which none of the extras can be imported."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{WITHOUT}\n{program}"], check=True, capture_output=True, text=True, cwd=EXAMPLES
    )
    return ran.stdout


@pytest.mark.parametrize(("extra", "package", "program"), [(extra, *needs) for extra, needs in NEEDS.items()])
def test_what_needs_an_extra_says_what_to_install(extra: str, package: str, program: str) -> None:
    said = without_extras(f"""
import gov_disclosure_schema as gds
try:
    {program}
except gds.UsageError as error:
    print(error.findings[0].rule, error.findings[0].message("en"), error.findings[0].message("zh"), sep="\\n")
""")
    assert said.splitlines() == [
        "EXTRA-MISSING",
        f"this needs {package}; install it first: pip install 'gov-disclosure-schema[{extra}]'.",
        f"需要 {package}，请先安装：pip install 'gov-disclosure-schema[{extra}]'。",
    ]


def test_all_else_works_without_any() -> None:
    """Every format is written and read, every report checked."""
    said = without_extras("""
import gov_disclosure_schema as gds
report = gds.read("suqian-2023.json").report
for name, known in gds.FORMATS.items():
    print(name, gds.read(known.encode(report), format=name).report == report)
print(gds.check(report).errors, len(gds.schema("json")) > 0)
""")
    assert said == "".join(f"{name} True\n" for name in gds.FORMATS) + "() True\n"


def test_the_functions_for_a_cluster_need_none_of_its_engines() -> None:
    """Spark, Ray and Dask call them; the extras `spark` and `cluster` are what an engine and its examples need."""
    pytest.importorskip("pyarrow")
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            f"""
import sys
sys.modules.update(dict.fromkeys({ENGINES!r}))
import pyarrow as pa
from gov_disclosure_schema.corpus import map_documents, map_organs
found = pa.record_batch({{"path": ["a"], "bytes": pa.array([open("suqian-2023.json", "rb").read()], pa.binary())}})
documents = [*map_documents(iter([found]))]
print(documents[0]["verdict"][0], sum(map(len, map_organs(documents))))
""",
        ],
        check=True,
        capture_output=True,
        text=True,
        cwd=EXAMPLES,
    )
    assert ran.stdout == "passed 1\n"
