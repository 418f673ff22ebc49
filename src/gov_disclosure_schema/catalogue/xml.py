"""XML."""

from __future__ import annotations

from typing import Final

from .rule import ERROR, IDENTITY, Subject

rule = Subject()

_XML: Final = "docs/formats/xml.md"
rule("XML-SYNTAX", ERROR, "XML 1.0", "不是合法的 XML：{reason}。", "not well-formed XML: {reason}.")
rule(
    "XML-DOCTYPE",
    ERROR,
    _XML,
    "文件带有文档类型声明（DOCTYPE），不予读取。",
    "the document has a document type declaration, which is refused.",
)
rule(
    "XML-ENCODING",
    ERROR,
    _XML,
    "文件声明的编码是“{printed}”，只接受 UTF-8。",
    "the document declares the encoding {printed}; only UTF-8 is taken.",
)
rule(
    "XML-ROOT",
    ERROR,
    IDENTITY,
    "根元素是“{printed}”，本程序只读“{due}”。",
    "the root element is {printed}; this is a reader of {due}.",
)
rule(
    "XML-ELEMENT",
    ERROR,
    _XML,
    "此处应为元素“{due}”，实为“{printed}”。",
    "the element should be {due}, not {printed}.",
    rest=("此处不应有元素“{printed}”。", "no element should stand here, but {printed} does."),
    end=("元素“{printed}”内缺元素“{due}”。", "the element {printed} lacks {due}."),
)
rule(
    "XML-ATTRIBUTE",
    ERROR,
    _XML,
    "属性“{printed}”不属于本格式。",
    "the attribute {printed} does not belong to this format.",
)
rule(
    "XML-TEXT",
    ERROR,
    _XML,
    "只应有元素之处有文字“{printed}”。",
    "text stands where only elements may: “{printed}”.",
)
rule(
    "XML-NUMBER",
    ERROR,
    _XML,
    "“{printed}”不是本格式的数（仅阿拉伯数字，无符号，无前导零，无分隔符，无指数）。",
    "“{printed}” is not a number of this format (ASCII digits, no sign, no leading zeros, no separators, no exponent).",
)
