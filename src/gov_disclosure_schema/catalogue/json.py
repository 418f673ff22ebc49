"""JSON."""

from __future__ import annotations

from .rule import ERROR, IDENTITY, PACKAGE, Subject

rule = Subject()

rule("JSON-SYNTAX", ERROR, "RFC 8259", "不是合法的 JSON:{reason}。", "not well-formed JSON: {reason}.")
rule("JSON-DUPLICATE", ERROR, "RFC 8259, I-JSON (RFC 7493)", "键“{key}”重复。", "the key {key} stands twice.")
rule(
    "JSON-SCHEMA",
    ERROR,
    IDENTITY,
    "文件声明的模式是“{printed}”，本程序只读“{due}”。",
    "the document names the schema {printed}; this is a reader of {due}.",
    missing=("文件没有声明模式（schema_id 应为“{due}”）。", "the document names no schema; schema_id should be {due}."),
    edition=(
        "文件声明的表式版本是“{printed}”，本程序认得的是：{due}。",
        "the document names edition {printed}; the editions known are {due}.",
    ),
    editionmissing=(
        "文件没有声明表式版本（edition），本程序认得的是：{due}。",
        "the document names no edition of the form; the editions known are {due}.",
    ),
)
rule(
    "JSON-NUMBER",
    ERROR,
    PACKAGE,
    "{printed} 的位数超出一般解析器能精确保留的范围。",
    "{printed} has more digits than common parsers keep.",
)
