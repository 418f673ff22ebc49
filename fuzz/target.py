"""One reader under a coverage-guided fuzzer: any bytes give a reading that holds, or an error of ours.

    python fuzz/target.py FORMAT [libFuzzer's arguments] CORPUS…

`fuzz/run.py` starts it with seeds, a dictionary and a time; the law itself is in ``tests/reader_law.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
with atheris.instrument_imports(include=["gov_disclosure_schema"]):
    from archives import around
    from reader_law import reader_is_total


def main() -> None:
    """Hand the process to the fuzzer."""
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, lambda data: reader_is_total(around(data, name), name))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
