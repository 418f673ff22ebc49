"""A foreign schema beside the published one (`gov-disclosure schema compare`)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .rule import ERROR, INFO, Subject, Words

rule = Subject()

_COMPARED: Final = "schemas/"
rule(
    "SCHEMA-WIDER",
    ERROR,
    _COMPARED,
    "{field}：比公布的模式宽。{aspect}：{other}；公布的是：{published}。",
    "{field}: wider than the published schema. {aspect}: {other}; published: {published}.",
)
rule(
    "SCHEMA-NARROWER",
    ERROR,
    _COMPARED,
    "{field}：比公布的模式窄。{aspect}：{other}；公布的是：{published}。",
    "{field}: narrower than the published schema. {aspect}: {other}; published: {published}.",
)
rule(
    "SCHEMA-UNRELATED",
    ERROR,
    _COMPARED,
    "{field}：与公布的模式互不包含。{aspect}：{other}；公布的是：{published}。",
    "{field}: neither contains the other. {aspect}: {other}; published: {published}.",
    missing=(
        "{field}：公布的模式有此项，另一模式没有。",
        "{field}: the published schema has this field, the other schema has not.",
    ),
    unknown=(
        "{field}：另一模式有此项，公布的模式没有。",
        "{field}: the other schema has this field, the published schema has not.",
    ),
)
rule(
    "SCHEMA-INCOMPARABLE",
    ERROR,
    _COMPARED,
    "{field}：不同，无法比较。{aspect}：{other}；公布的是：{published}。",
    "{field}: different, not comparable. {aspect}: {other}; published: {published}.",
)
rule(
    "SCHEMA-UNIT",
    ERROR,
    _COMPARED,
    "{field}：单位不同，写作 {other}；公布的是 {published}。",
    "{field}: the units differ, {other} is stated; published: {published}.",
)
rule(
    "SCHEMA-LABEL",
    INFO,
    _COMPARED,
    "{field}：标签不同，写作“{other}”；公布的是“{published}”。",
    "{field}: the labels differ, “{other}” is stated; published: “{published}”.",
)
rule(
    "SCHEMA-UNREADABLE",
    ERROR,
    _COMPARED,
    "模式无法读取：{reason}。",
    "the schema cannot be read: {reason}.",
    kind=(
        "既不是 JSON Schema，也不是 XML Schema。",
        "this is neither a JSON Schema nor an XML Schema.",
    ),
    dialect=(
        "不认得“{printed}”这一 JSON Schema 版本。",
        "{printed} is no known dialect of JSON Schema.",
    ),
    invalid=(
        "模式本身有误，在 {printed}：{reason}。",
        "the schema itself is wrong, at {printed}: {reason}.",
    ),
    outside=(
        "引用了别的文件“{printed}”；请先合成一个文件。",
        "{printed} refers to another file; make it one file first.",
    ),
    dangling=("引用的“{printed}”不存在。", "{printed} is referred to, but is not there."),
    recursive=(
        "“{printed}”引用了自身，而本表没有无穷的层次。",
        "{printed} refers to itself, which the form never does.",
    ),
    large=(
        "模式展开后超过 {limit} 项或 {depth} 层，不予比较。",
        "the schema has more than {limit} items or {depth} levels when expanded, and is not compared.",
    ),
)

SCHEMA_ASPECTS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "types": Words("类型", "type"),
        "values": Words("可取的值", "values"),
        "minimum": Words("下限", "minimum"),
        "maximum": Words("上限", "maximum"),
        "step": Words("须为其倍数", "multiple of"),
        "digits": Words("有效数字位数", "digits"),
        "min_length": Words("最短字符数", "least characters"),
        "max_length": Words("最长字符数", "most characters"),
        "pattern": Words("写法（正则式）", "pattern"),
        "lexical": Words("写法（正则式）", "pattern"),
        "format": Words("写法（format）", "format"),
        "min_items": Words("最少项数", "least items"),
        "max_items": Words("最多项数", "most items"),
        "least": Words("至少出现次数", "least occurrences"),
        "most": Words("至多出现次数", "most occurrences"),
        "open": Words("未列明的项", "fields not listed"),
        "order": Words("各项次序", "order of the fields"),
        "root": Words("根元素", "root element"),
        "namespace": Words("命名空间", "namespace"),
        "unjudged": Words("本程序不作判断的约束", "constraints that are not judged"),
    }
)
"""What two schemas may differ in at one address."""
SCHEMA_WORDS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "document": Words("整个文件", "the whole document"),
        "none": Words("无", "none"),
        "any": Words("不限", "any"),
        "unbounded": Words("不限", "unbounded"),
        "allowed": Words("允许", "allowed"),
        "refused": Words("不允许", "refused"),
        "excluded": Words("{value}（不含）", "{value} (excluded)"),
        "null": Words("空值", "null"),
        "boolean": Words("布尔值", "boolean"),
        "object": Words("对象", "object"),
        "array": Words("数组", "array"),
        "number": Words("数", "number"),
        "string": Words("文字", "text"),
        "date": Words("日期", "date"),
    }
)
"""What stands at an aspect where it is not a value of the schema's own."""
