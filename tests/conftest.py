"""The reports that many tests begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import json


@pytest.fixture(scope="session")
def report() -> gds.AnnualReport:
    """A real report whose cells are many and not 0, with narrative."""
    return json.decode((Path(__file__).parent.parent / "examples" / "suqian-2023.json").read_bytes())
