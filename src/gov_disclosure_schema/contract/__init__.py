"""The exchange contract read back: what a schema's text says of the form, and how two schemas differ.

Nothing here looks at the model. `fields_of` and `cells_of` read the published JSON Schema, or the XML Schema, as an
integrator in another language would; `compare` holds any other schema beside the published one.
"""

from __future__ import annotations

from .compare import RELATIONS, Comparison, Difference, compare
from .fields import Bounds, Field, cells_of, fields_of
from .read import Contract, contract_of

__all__ = [
    "RELATIONS",
    "Bounds",
    "Comparison",
    "Contract",
    "Difference",
    "Field",
    "cells_of",
    "compare",
    "contract_of",
    "fields_of",
]
