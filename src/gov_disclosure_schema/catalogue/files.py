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
    archive=(
        "文件解压后超过 {limit} 字节的上限，不会是一份报告。",
        "the file unpacks to more than the limit of {limit} bytes and cannot be one report.",
    ),
    ratio=(
        "文件的 {part} 压缩比超过 {limit} 倍，可能是压缩炸弹，不予读取。",
        "{part} in the file is packed to less than one {limit}th, as in a decompression bomb, and is not read.",
    ),
    entries=(
        "文件中有 {count} 个部分，超过 {limit} 的上限，不会是一份报告。",
        "the file has {count} parts, more than the limit of {limit}, and cannot be one report.",
    ),
    document=(
        "文件有 {count} 行和单元格，超过 {limit} 的上限，不会是一份报告。",
        "the file has {count} rows and cells, more than the limit of {limit}, and cannot be one report.",
    ),
    nesting=(
        "网页或文档的嵌套超过 {limit} 层，不会是一份报告。",
        "the document is nested more than {limit} deep and cannot be a report.",
    ),
    tags=(
        "文件有 {count} 个标记，超过 {limit} 的上限，不会是一份报告。",
        "the file has {count} tags, more than the limit of {limit}, and cannot be one report.",
    ),
    attributes=(
        "网页的一个标记有 {limit} 个以上属性，不会是一份报告。",
        "a tag of the page has more than {limit} attributes, and it cannot be a report.",
    ),
    text=(
        "工作簿的单元格里共有 {limit} 字以上，不会是一份报告。",
        "the cells of the workbook hold more than {limit} characters, and it cannot be one report.",
    ),
    directory=(
        "压缩文件的目录超过 {limit} 字节的上限，不会是一份报告。",
        "the list of parts of the archive is larger than the limit of {limit} bytes, and it cannot be one report.",
    ),
    styles=(
        "网页的样式规则过多（要与元素比对 {limit} 次以上），不会是一份报告。",
        "the page has more style rules than can be looked at ({limit} looks at an element) and cannot be a report.",
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
    unknown=(
        "第 {offset} 个字节起既不是 UTF-8，也不是 GB18030，无法读取文字。",
        "from byte {offset} on neither UTF-8 nor GB18030; the text cannot be read.",
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
    "FILE-CONVERT",
    ERROR,
    PACKAGE,
    "这是旧版 Word、Excel 或 WPS 的文件；请先转换：soffice --headless --convert-to docx 报告.doc（表格用 xlsx）。",
    "this is a file of old Word, Excel or WPS; convert it first: "
    "soffice --headless --convert-to docx report.doc (for sheets xlsx).",
    odf=(
        "这是 OpenDocument 文件；请先转换：soffice --headless --convert-to docx 报告.odt（表格用 xlsx）。",
        "this is an OpenDocument file; convert it first: soffice --headless --convert-to docx report.odt (or xlsx).",
    ),
    rtf=(
        "这是 RTF 文件；请先转换：soffice --headless --convert-to docx 报告.rtf。",
        "this is an RTF file; convert it first: soffice --headless --convert-to docx report.rtf.",
    ),
    encrypted=(
        "文件有密码保护；请先在 Word、Excel 或 WPS 中取消密码。",
        "the file is protected by a password; take it off in Word, Excel or WPS first.",
    ),
    pdf=(
        "这是 PDF 文件；请先取出文字：pdftotext -layout 报告.pdf 报告.txt。",
        "this is a PDF; take its text out first: pdftotext -layout report.pdf report.txt.",
    ),
    zip=(
        "这是 ZIP 文件，其中既没有 Word 文档，也没有 Excel 工作簿。",
        "this is a ZIP file that holds neither a Word document nor an Excel workbook.",
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
    "这是网页（HTML），不是本格式的 XML。",
    "this is HTML, not XML of this format.",
)
rule(
    "EDITION-UNKNOWN",
    ERROR,
    PACKAGE,
    "不认得“{printed}”版表式；可用：{known}。",
    "unknown edition {printed}; known: {known}.",
)
rule(
    "NAME-UNKNOWN",
    ERROR,
    PACKAGE,
    "没有“{printed}”这种{kind}；可用：{known}。",
    "unknown {kind} {printed}; known: {known}.",
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
rule(
    "EXTRA-MISSING",
    ERROR,
    PACKAGE,
    "需要 {package}，请先安装：pip install 'gov-disclosure-schema[{extra}]'。",
    "this needs {package}; install it first: pip install 'gov-disclosure-schema[{extra}]'.",
)
