"""Printed documents as files: charsets, what a page or a document holds besides the report."""

from __future__ import annotations

from .rule import ERROR, INFO, PACKAGE, WARNING, Subject

rule = Subject()

rule(
    "CHARSET-TOLD",
    INFO,
    PACKAGE,
    "文件未说明编码，按 {charset} 读取。",
    "the file does not say its charset; it was read as {charset}.",
)
rule(
    "CHARSET-DECLARED",
    WARNING,
    PACKAGE,
    "文件声明的编码是 {declared}，实际是 {charset}，按后者读取。",
    "the file declares the charset {declared} but is in {charset}; it was read as the latter.",
)
rule(
    "LINES-JOINED",
    INFO,
    PACKAGE,
    "有 {count} 段文字在原文中断成几行，已按缩进接成整段，如“{printed}”。",
    "paragraphs broken into lines were put together by their indents, {count} of them, “{printed}”, say.",
)
rule(
    "PAGE-SURROUNDINGS",
    INFO,
    PACKAGE,
    "有 {count} 段导航、页脚一类的文字未读，如“{printed}”。",
    "navigation, footers and the like were not read, {count} lines of them, “{printed}”, say.",
)
rule(
    "TEXT-HIDDEN",
    WARNING,
    PACKAGE,
    "有 {count} 处不显示的文字未读，如“{printed}”。",
    "hidden text was not read, in {count} places, “{printed}”, say.",
)
rule(
    "TEXT-STRUCK",
    WARNING,
    PACKAGE,
    "有 {count} 处文字已划去，未采用，如“{printed}”。",
    "text that is struck through was not taken, in {count} places, “{printed}”, say.",
)
rule(
    "OFFICE-DAMAGED",
    ERROR,
    PACKAGE,
    "文件已损坏，无法打开：{reason}。",
    "the file is damaged and cannot be opened: {reason}.",
    part=("文件不完整，缺少 {part}。", "the file is not complete: {part} is missing."),
    twice=(
        "文件中有同名的部分，无法确定以哪个为准。",
        "parts of the file have the same name, and which is meant cannot be told.",
    ),
    doctype=(
        "文件的 {part} 带有文档类型声明（DTD），不予读取。",
        "{part} in the file has a document type declaration (DTD) and is not read.",
    ),
    encrypted=("文件有密码或以不常见的方式压缩，无法打开。", "the file is encrypted, or packed in an unusual way."),
    content=("文件的 {part} 中没有应有的内容。", "{part} in the file does not hold what it should."),
)
rule(
    "OFFICE-MACROS",
    WARNING,
    PACKAGE,
    "文件带有宏，未读取，也未执行。",
    "the file has macros; they were neither read nor run.",
)
rule(
    "OFFICE-EXTERNAL",
    WARNING,
    PACKAGE,
    "文件引用了 {count} 处外部内容，未读取，如“{printed}”。",
    "content outside the file was not fetched, in {count} places, “{printed}”, say.",
)
rule(
    "OFFICE-PICTURES",
    INFO,
    PACKAGE,
    "文件中有 {count} 处图片或嵌入的对象，其中的文字未读。",
    "pictures and embedded objects are not read, and there are {count} of them.",
)
rule(
    "WORD-CHANGES",
    WARNING,
    PACKAGE,
    "文件带有修订：插入的文字已采用，删除的 {count} 处未采用，如“{printed}”。",
    "the file has tracked changes: what was inserted was taken, what was deleted, in {count} places, was not, "
    "“{printed}”, say.",
    inserted=(
        "文件带有修订：{count} 处插入的文字已采用，如“{printed}”。",
        "the file has tracked changes: what was inserted was taken, in {count} places, “{printed}”, say.",
    ),
)
rule(
    "WORD-NUMBERS",
    INFO,
    PACKAGE,
    "有 {count} 段的编号由 Word 自动生成，编号未读，如“{printed}”。",
    "numbers that Word sets before paragraphs by itself were not read, {count} of them, before “{printed}”, say.",
)
rule(
    "SHEET-FORMULA",
    ERROR,
    PACKAGE,
    "有 {count} 个单元格的公式没有存下计算结果，按空白处理；请用 Excel 或 WPS 打开并保存。",
    "formulas whose result is not stored were taken as blank, {count} of them; open and save the file in Excel or WPS.",
)
