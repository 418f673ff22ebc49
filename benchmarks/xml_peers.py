"""The same XML document through the libraries that users would take instead: pydantic-xml and xsdata.

Both get classes made from the form, so that all read the same elements; neither checks an identity.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic_xml import BaseXmlModel, element

import gov_disclosure_schema as gds
from gov_disclosure_schema.editions import EDITIONS
from gov_disclosure_schema.part import Part
from gov_disclosure_schema.report import report_type
from gov_disclosure_schema.schemas.parts import fields_of
from gov_disclosure_schema.walk import held_by
from gov_disclosure_schema.xml_names import PARAGRAPH, ROOT


def pydantic_xml_model(edition: str) -> Any:
    """A pydantic-xml model of an edition's documents."""
    namespaces = {"": EDITIONS[edition].schema_id}

    def model(part: type[Part], tag: str) -> Any:
        annotations: dict[str, Any] = {}
        fields: dict[str, Any] = {}
        for field in fields_of(part):
            if field.constant is not None:
                continue
            if field.part:
                annotations[field.name] = model(field.part, field.name)
                fields[field.name] = element(tag=field.name)
            elif field.repeated:
                annotations[field.name] = _narrative(field.name, namespaces)
                fields[field.name] = element(tag=field.name)
            else:
                plain = _plain(held_by(part, field.name))
                annotations[field.name] = plain if field.required else plain | None
                absent = {} if field.required else {"default": None}
                fields[field.name] = element(tag=field.name, **absent)
        body = {"__annotations__": annotations, "__module__": __name__, **fields}
        return _class(tag, body, namespaces)

    return model(report_type(edition), ROOT)


def _plain(annotation: Any) -> Any:
    """The type of a value without its constraints, which pydantic-xml does not take in this form."""
    if get_origin(annotation) in (Union, UnionType):
        return next(_plain(one) for one in get_args(annotation) if one is not type(None))
    return _plain(annotation.__origin__) if hasattr(annotation, "__metadata__") else annotation


def _narrative(tag: str, namespaces: dict[str, str]) -> Any:
    body = {
        "__annotations__": {"paragraphs": list[str]},
        "__module__": __name__,
        "paragraphs": element(tag=PARAGRAPH, default_factory=list),
    }
    return _class(tag, body, namespaces)


def _class(tag: str, body: dict[str, Any], namespaces: dict[str, str]) -> Any:
    metaclass: Any = type(BaseXmlModel)
    return metaclass(tag, (BaseXmlModel,), body, tag=tag, nsmap=namespaces)


def xsdata_classes(edition: str) -> Any:
    """The dataclasses that xsdata generates from the published XSD: the module that holds them."""
    folder = Path(tempfile.mkdtemp())
    schema = folder / "report.xsd"
    schema.write_text(gds.schema("xsd", edition), encoding="utf-8")
    command = [sys.executable, "-m", "xsdata", "generate", schema.name, "--package", "generated_report"]
    # xsdata formats what it writes with the ruff beside the interpreter.
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, "PATH": path})
    sys.path.insert(0, str(folder))
    return importlib.import_module("generated_report")
