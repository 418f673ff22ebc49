"""Files."""

from __future__ import annotations

from .rule import ERROR, PACKAGE, Subject

rule = Subject()

rule("FILE-MISSING", ERROR, PACKAGE, "没有这个文件：{path}。", "no such file: {path}.")
rule("FILE-DIRECTORY", ERROR, PACKAGE, "这是文件夹，不是文件：{path}。", "this is a directory, not a file: {path}.")
rule("FILE-UNREADABLE", ERROR, PACKAGE, "无法读取 {path}：{reason}。", "{path} cannot be read: {reason}.")
rule(
    "FILE-UNWRITABLE",
    ERROR,
    PACKAGE,
    "无法写入 {path}：{reason}。原文件未动。",
    "{path} cannot be written: {reason}. The old file is as it was.",
    output=("无法写到标准输出：{reason}。", "standard output cannot be written: {reason}."),
)
rule(
    "FILE-EXISTS",
    ERROR,
    PACKAGE,
    "{path} 已经存在，可能已经填过，空白表式不会覆盖它。",
    "{path} exists and may have been filled in; an empty form is not written over it.",
)
rule(
    "FILE-TOO-LARGE",
    ERROR,
    PACKAGE,
    "文件超过 {limit} 字节的上限。",
    "the file is larger than the limit of {limit} bytes.",
    cells=(
        "文本有 {count} 行和单元格，超过 {limit} 的上限，不会是一份报告。",
        "the text has {count} lines and cells, more than the limit of {limit}, and cannot be one report.",
    ),
    values=(
        "JSON 中有 {count} 个值，超过 {limit} 的上限，不会是一份报告。",
        "the JSON has {count} values, more than the limit of {limit}, and cannot be one report.",
    ),
)
rule("FILE-EMPTY", ERROR, PACKAGE, "文件是空的。", "the file is empty.")
rule(
    "FILE-BINARY",
    ERROR,
    PACKAGE,
    "这是二进制文件（{kind}），不是文本。",
    "this is a binary file ({kind}), not text.",
)
rule(
    "FILE-ENCODING",
    ERROR,
    PACKAGE,
    "第 {offset} 个字节起不是 UTF-8。",
    "not UTF-8 from byte {offset} on.",
    gb18030=(
        "不是 UTF-8，而像是 GBK/GB18030 编码（第 {offset} 个字节起）；请先转换：iconv -f GB18030 -t UTF-8。",
        "not UTF-8 but probably GBK/GB18030 (from byte {offset} on); convert it first: iconv -f GB18030 -t UTF-8.",
    ),
    utf16=(
        "这是 UTF-16 编码（“Unicode 文本”）；请先转换：iconv -f UTF-16 -t UTF-8。",
        "this is UTF-16 (“Unicode text”); convert it first: iconv -f UTF-16 -t UTF-8.",
    ),
    bom=(
        "文件以字节顺序标记（BOM）开头，规范格式不允许。",
        "the file begins with a byte order mark, which the canonical format forbids.",
    ),
)
rule(
    "FILE-FORMAT",
    ERROR,
    PACKAGE,
    "不认得“{printed}”这种格式；可用：{known}。",
    "unknown format {printed}; known: {known}.",
)
rule(
    "FILE-HTML",
    ERROR,
    PACKAGE,
    "这是网页（HTML），目前尚不能读取；请先另存为纯文本。",
    "this is HTML, which cannot be read yet; save it as plain text first.",
)
rule(
    "EDITION-UNKNOWN",
    ERROR,
    PACKAGE,
    "不认得“{printed}”版表式；可用：{known}。",
    "unknown edition {printed}; known: {known}.",
)
rule(
    "CARRY-TITLE",
    ERROR,
    "docs/formats/text.md",
    "报告缺机关名称或年度，文本格式的标题无法写出。",
    "organ or year is unknown, and the text layout needs both for its title.",
    printed=(
        "报告缺机关名称或年度，标题无法写出。",
        "organ or year is unknown, and a printed report needs both for its title.",
    ),
)
