"""JSON and the model: what the identities, the codec and the peers cost."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any, Final

import json_peers
import orjson
from measuring import EXAMPLE, REAL, Comparison, Seconds, measured, table
from pydantic import create_model

import gov_disclosure_schema as gds
from gov_disclosure_schema.arithmetic import Verified
from gov_disclosure_schema.codecs import json
from gov_disclosure_schema.editions import LATEST
from gov_disclosure_schema.narrative.shapes import shapes
from gov_disclosure_schema.report import published_type, report_type

ROUNDS: Final = 300
CALLS: Final = 5
"""Calls in a round, timed together."""

MODEL: Final = (
    Comparison("the strict door, 42 identities / pydantic alone", "model", "pydantic", 1.25),
    Comparison("the codec, 42 identities and exactness / pydantic alone", "decode", "pydantic", 1.25),
    Comparison("the codec / the same codec without identities", "decode", "decode, shape", 1.3),
    Comparison("the codec / `orjson.loads`", "decode", "orjson.loads"),
    Comparison("report → JSON / pydantic's `model_dump_json`", "encode", "model_dump_json", 1.1),
    Comparison("report → JSON / `orjson.dumps` of the ready dictionary", "encode", "orjson.dumps"),
    Comparison("`check` of a report / JSON → report", "check", "decode", 5),
    Comparison("the same, no sentence's shape met before / JSON → report", "check anew", "decode"),
    Comparison("`check` of the real report / its JSON → report", "check real", "decode real"),
)
PEERS: Final = (
    Comparison("cattrs + orjson / the codec", "cattrs", "decode", None, 1.3),
    Comparison("cattrs + orjson, bounds not checked / the codec", "cattrs, types alone", "decode"),
    Comparison("fastjsonschema + orjson / the codec", "fastjsonschema", "decode", None, 1.5),
    Comparison("jsonschema + orjson / the codec", "jsonschema", "decode", None, 30),
    Comparison("msgspec structs / the codec", "msgspec", "decode"),
    Comparison("jsonschema-rs + orjson / the codec", "jsonschema-rs", "decode"),
    Comparison("cattrs + orjson / report → JSON", "cattrs encode", "encode"),
)


def shape_without_identities() -> type[gds.PublishedReport]:
    """`AnnualReport` once more, field by field, without what verifies the identities."""
    own: dict[str, Any] = {
        field: Annotated[(info.annotation, *(fact for fact in info.metadata if not isinstance(fact, Verified)))]
        for field, info in report_type(LATEST.name).model_fields.items()
        if field in gds.AnnualReport.__annotations__
    }
    return create_model("Shape", __base__=published_type(LATEST.name), **own)


def seconds_of_the_model(written: bytes) -> Seconds:
    """Seconds of one call of what reads and writes the report, of the package and of what it stands on."""
    report = json.decode(written)
    real = gds.read(REAL).report
    written_real = json.encode(real)
    shape = shape_without_identities()
    ready = orjson.loads(written)

    def check_anew() -> None:
        shapes.cache_clear()
        gds.check(report)

    return measured(
        {
            "decode": lambda: json.decode(written),
            "decode, shape": lambda: json.decode(written, shape),
            "model": lambda: gds.AnnualReport.model_validate_json(written),
            "pydantic": lambda: shape.model_validate_json(written),
            "orjson.loads": lambda: orjson.loads(written),
            "encode": lambda: json.encode(report),
            "model_dump_json": report.model_dump_json,
            "orjson.dumps": lambda: orjson.dumps(ready),
            "check": lambda: gds.check(report),
            "check anew": check_anew,
            "check real": lambda: gds.check(real),
            "decode real": lambda: json.decode(written_real, gds.PublishedReport),
        },
        ROUNDS,
        CALLS,
    )


def seconds_of_peers(written: bytes) -> Seconds:
    """Seconds of one call of what reads and writes the report, the peers' included."""
    report = json.decode(written)
    readers = json_peers.readers(report.edition)
    converter, read_by_cattrs = json_peers.cattrs_converter(), readers["cattrs"](written)
    return measured(
        {
            "decode": lambda: json.decode(written),
            "encode": lambda: json.encode(report),
            "cattrs encode": lambda: converter.dumps(read_by_cattrs),
            **{name: partial(read, written) for name, read in readers.items()},
        },
        ROUNDS // 5,
        CALLS,
    )


def section() -> Iterator[str]:
    """What the model, its JSON and its peers cost."""
    written = EXAMPLE.read_bytes()
    yield "## JSON"
    yield ""
    yield "“pydantic alone” is a model of the same strict fields, derived from `AnnualReport`, that verifies no"
    yield "identity; the codec sees, besides, that no key stands twice and no number was rounded. `check` assesses"
    yield "every rule once more and compares what the running text says with the cells; what a sentence says is"
    yield "parsed once for all sentences of its shape. The real report is `examples/songzhuang-2023.txt`."
    yield ""
    yield from table(MODEL, seconds_of_the_model(written), "µs", 1e6)
    yield ""
    yield "The peers check no identity. cattrs gets attrs classes with the model's bounds, msgspec structs with"
    yield "the same; the others validate what `orjson.loads` gives against the published JSON Schema and build"
    yield "no objects. msgspec and jsonschema-rs are what they are: faster, and blind to the arithmetic, which"
    yield "is what the form is about."
    yield ""
    yield from table(PEERS, seconds_of_peers(written), "µs", 1e6)
