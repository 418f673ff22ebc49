"""Hypothesis profiles, and the reports that many tests begin with.

`pytest` runs the profile `default`; `HYPOTHESIS_PROFILE=ci` and `=long` draw more examples, others each time.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

import gov_disclosure_schema as gds
from gov_disclosure_schema.codecs import json

# No deadline: the first example pays for building the models. The default draws the same examples for everybody, so that
# a red run is the doing of the change at hand; the others draw anew each time, to find what it did not.
settings.register_profile(
    "default", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", settings.get_profile("default"), max_examples=300, derandomize=False, print_blob=True)
settings.register_profile("long", settings.get_profile("ci"), max_examples=5000)
# Thousands of mutants are tried: fewer examples each, none kept for the next, none made smaller.
settings.register_profile(
    "mutants",
    settings.get_profile("default"),
    max_examples=30,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def report() -> gds.AnnualReport:
    """A real report whose cells are many and not 0, with narrative."""
    return json.decode((Path(__file__).parent.parent / "examples" / "suqian-2023.json").read_bytes())
