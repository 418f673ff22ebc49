"""The tables of a corpus, as Arrow has them: `reports`, `cells`, `findings`.

A table that changes gets the next `VERSION`; both stand in the metadata of the schema, and so in every Parquet file.
"""

from __future__ import annotations

from typing import Any, Final

from .arrow import Field, Schema, pa

VERSION: Final = 1
"""Version of the tables."""


def _schema(table: str, *fields: Field) -> Schema:
    return pa.schema(
        fields, metadata={"gov-disclosure-schema.table": table, "gov-disclosure-schema.version": str(VERSION)}
    )


def _field(name: str, kind: Any, meaning: str, *, nullable: bool = True) -> Field:
    return pa.field(name, kind, nullable=nullable, metadata={"meaning": meaning})


_WORDS: Final = pa.dictionary(pa.int32(), pa.string())
_ADDRESSES: Final = pa.list_(pa.field("element", pa.string()))  # named as Parquet names it

REPORTS: Final = _schema(
    "reports",
    _field("document", pa.string(), "name of the document in the corpus; one row each", nullable=False),
    _field("verdict", pa.string(), "passed, incomplete, failed or unreadable, as the command says it", nullable=False),
    _field("format", pa.string(), "format of the document; null where it could not be read"),
    _field("bytes", pa.int64(), "size of the document", nullable=False),
    _field("edition", pa.string(), "edition of the form, or the mixture of two"),
    _field("organ", pa.string(), "the organ that reports"),
    _field("year", pa.int16(), "the reporting year"),
    _field("unified_social_credit_code", pa.string(), "the organ's credit code (GB 32100), where it is stated"),
    _field("administrative_division_code", pa.string(), "division code (GB/T 2260), where it is stated"),
    _field("publication_date", pa.date32(), "day of publication, where it is stated"),
    _field("source_url", pa.string(), "where it was published, where that is stated"),
    _field("errors", pa.int32(), "findings of severity error in the document by itself", nullable=False),
    _field("warnings", pa.int32(), "findings of severity warning", nullable=False),
    _field("infos", pa.int32(), "findings of severity info", nullable=False),
    _field("passed", pa.int32(), "identities that hold", nullable=False),
    _field("failed", pa.int32(), "identities that do not", nullable=False),
    _field("not_assessable", pa.int32(), "identities that a blank kept from being assessed", nullable=False),
)
CELLS: Final = _schema(
    "cells",
    _field("document", _WORDS, "name of the document", nullable=False),
    _field("edition", _WORDS, "edition of the form, or the mixture of two", nullable=False),
    _field("section", _WORDS, "first part of the address", nullable=False),
    _field("row", _WORDS, "the parts between; empty where the section has no rows", nullable=False),
    _field("column", _WORDS, "last part of the address", nullable=False),
    _field("address", _WORDS, "address of the cell, as everywhere", nullable=False),
    _field("value", pa.float64(), "the number, exact for every count and for 15 digits; null where the cell is blank"),
    _field("unit", _WORDS, "unit of an amount of money: 元, 万元, or empty where the cell states none; null of counts"),
    _field("printed", pa.string(), "what stood in the cell, where that is not the number in plain notation"),
)
FINDINGS: Final = _schema(
    "findings",
    _field("document", pa.string(), "name of the document", nullable=False),
    _field("rule", pa.string(), "id of the rule", nullable=False),
    _field("severity", pa.string(), "error, warning or info", nullable=False),
    _field("at", _ADDRESSES, "addresses that the finding stands at", nullable=False),
    _field("cells", _ADDRESSES, "addresses of every cell involved", nullable=False),
    _field("actual", pa.float64(), "what is printed, where a number is at stake"),
    _field("expected", pa.float64(), "what it should be"),
    _field("difference", pa.float64(), "actual less expected"),
    _field("place", pa.string(), "where in the source; null in JSON and XML, where the address says it"),
    _field("previous_document", pa.string(), "the document for the year before, of a finding across two years"),
    _field("previous_cells", _ADDRESSES, "addresses of that document's cells involved", nullable=False),
    _field("message_zh", pa.string(), "the finding in Chinese", nullable=False),
    _field("message_en", pa.string(), "the finding in English", nullable=False),
)
SEVERITIES: Final = ("errors", "warnings", "infos")
"""The columns of `reports` that count findings."""
TABLES: Final = {"reports": REPORTS, "cells": CELLS, "findings": FINDINGS}


def plain(schema: Schema) -> Schema:
    """A table's schema without dictionaries, which not every engine takes."""
    fields = [field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field for field in schema]
    return pa.schema(fields, metadata=schema.metadata)
