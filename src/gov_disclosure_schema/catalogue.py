"""The catalogue of rules: id, severity, source, and the message in Chinese and in English, once for the whole package.

Ids are for ever: a rule that changes its meaning gets a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


class Severity(StrEnum):
    """How much a finding weighs; only an error makes a file fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Words(NamedTuple):
    """The same words in both languages."""

    zh: str
    en: str

    def spoken(self, language: Language) -> str:
        """The words in one of the two."""
        return self.zh if language == "zh" else self.en


class Rule(NamedTuple):
    """A rule and what is said when it is broken.

    Attributes
    ----------
    id
        Stable id.
    severity
        What a breach weighs.
    source
        Where the rule comes from.
    messages
        By variant; the plain one is named by the empty string. Placeholders are named in braces.
    """

    id: str
    severity: Severity
    source: str
    messages: Mapping[str, Words]

    def message(self, variant: str = "") -> Words:
        """The words of one variant."""
        return self.messages[variant]


FORM: Final = "政府信息公开工作年度报告格式"
PACKAGE: Final = "gov-disclosure-schema"
EXACTNESS: Final = "ADR 0003"
BLANKS: Final = "ADR 0001"
IDENTITY: Final = "ADR 0004"
CREDIT: Final = "GB 32100-2015"

_RULES: dict[str, Rule] = {}


def _rule(rule: str, severity: Severity, source: str, zh: str, en: str, **variants: tuple[str, str]) -> None:
    messages = {"": Words(zh, en)} | {name: Words(*words) for name, words in variants.items()}
    _RULES[rule] = Rule(rule, severity, source, MappingProxyType(messages))


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# The identities of the form (勾稽关系). `total` is the cell that should hold the sum.
_ZERO_TOTAL = (
    "{total}：总计印为 0，而各项之和为 {expected}，总计疑为漏填。",
    "{total}: the total is printed as 0, but its parts add up to {expected}; the total was probably left out.",
)
_OFFSET = (
    (
        "{total} 与 {other}：一处多 {surplus}，另一处少 {surplus}，两处相抵。疑有 {surplus} 件记错了行或列："
        "{total} 印为 {actual}，应为 {expected}；{other} 印为 {other_actual}，应为 {other_expected}。"
    ),
    (
        "{total} and {other}: one is {surplus} too high and the other {surplus} too low, and they cancel out. "
        "Probably {surplus} stood in the wrong row or column: {total} is printed as {actual}, should be {expected}; "
        "{other} is printed as {other_actual}, should be {other_expected}."
    ),
)
_rule(
    "T3-ROW",
    _ERROR,
    FORM,
    "{total}：印为 {actual}，六类申请人之和为 {expected}，相差 {difference}。",
    "{total}: printed {actual}, but the six kinds of requester add up to {expected}, difference {difference}.",
    zero_total=_ZERO_TOTAL,
    offset=_OFFSET,
)
_rule(
    "T3-OUTCOME",
    _ERROR,
    FORM,
    "{total}：印为 {actual}，（一）至（六）各项办理结果之和为 {expected}，相差 {difference}。",
    "{total}: printed {actual}, but the outcomes (一) to (六) add up to {expected}, difference {difference}.",
    zero_total=_ZERO_TOTAL,
    offset=_OFFSET,
)
_rule(
    "T3-BALANCE",
    _ERROR,
    FORM,
    "{total}：第一项加第二项为 {expected}，第三项总计加第四项为 {actual}，相差 {difference}。",
    "{total}: items 一 and 二 add up to {expected}, items 三 (total) and 四 to {actual}, difference {difference}.",
    offset=_OFFSET,
)
_rule(
    "T4-SUM",
    _ERROR,
    FORM,
    "{total}：印为 {actual}，四种结果之和为 {expected}，相差 {difference}。",
    "{total}: printed {actual}, but the four results add up to {expected}, difference {difference}.",
    zero_total=_ZERO_TOTAL,
    offset=_OFFSET,
)
IDENTITY_RULES: Final = tuple(_RULES)

_rule(
    "NOT-ASSESSABLE",
    _WARNING,
    BLANKS,
    "{rule}：{count} 项勾稽关系因所需单元格空白而无法核对（既不算通过，也不算不通过）。",
    "{rule}: identities that could not be assessed because of a blank cell (neither passed nor failed): {count}.",
)

# Values of the header, and text.
_rule(
    "CREDIT-CODE",
    _ERROR,
    CREDIT,
    "统一社会信用代码的校验码应为 {due}，印为 {printed}。",
    "the check character of the unified social credit code should be {due}, not {printed}.",
)
_rule("TEXT-EMPTY", _ERROR, EXACTNESS, "文字不得为空。", "a text must not be empty.")
_rule(
    "TEXT-CHARACTER",
    _ERROR,
    EXACTNESS,
    "第 {offset} 个字符 {code} 并非各种格式都能承载，不得使用。",
    "character {offset} is {code}, which not every format can carry.",
)
_rule(
    "TEXT-EDGE",
    _ERROR,
    EXACTNESS,
    "文字首尾不得有空白。",
    "a text must not begin or end with white space.",
)
_rule(
    "TEXT-SPACES",
    _ERROR,
    EXACTNESS,
    "第 {offset} 个字符起有连续空格，网页会把它们并成一个。",
    "two spaces in a row at character {offset}, which HTML would make one.",
)
_rule(
    "TEXT-LENGTH",
    _ERROR,
    EXACTNESS,
    "一段文字有 {length} 个字符，上限为 {limit}。",
    "a text of {length} characters, the limit is {limit}.",
)
_rule(
    "TEXT-HEADING",
    _ERROR,
    EXACTNESS,
    "段落与本表的部分标题“{heading}”完全相同，文本格式中无法区分。",
    "a paragraph equals the section heading {heading}; the text layout could not tell them apart.",
)
_rule(
    "TEXT-TIDIED",
    _INFO,
    EXACTNESS,
    "{count} 处文字中的多余空白或不可见字符已略去。",
    "superfluous white space or invisible characters were left out; places: {count}.",
)

# Shape: what the model says of a document's structure.
_rule("SHAPE-MISSING", _ERROR, PACKAGE, "缺少此项。", "this field is missing.")
_rule("SHAPE-UNKNOWN", _ERROR, PACKAGE, "本表没有此项。", "the form has no such field.")
_rule(
    "SHAPE-BLANK",
    _ERROR,
    BLANKS,
    "此处空白，而完整的报告每格都须填数（没有的填 0）。",
    "blank, where a complete report has a number in every cell (0 where there were none).",
)
_rule(
    "SHAPE-VALUE",
    _ERROR,
    PACKAGE,
    "“{value}” 不合要求：{reason}。",
    "“{value}” will not do: {reason}.",
    int_type=("“{value}” 不是整数。", "“{value}” is not a whole number."),
    greater_than_equal=("“{value}” 小于 {ge}。", "“{value}” is less than {ge}."),
    less_than_equal=("“{value}” 大于 {le}。", "“{value}” is more than {le}."),
    decimal_type=("“{value}” 不是数。", "“{value}” is not a number."),
    finite_number=("“{value}” 不是有限的数。", "“{value}” is not a finite number."),
    decimal_max_places=(
        "“{value}” 的小数多于 {decimal_places} 位。",
        "“{value}” has more than {decimal_places} decimal places.",
    ),
    decimal_max_digits=(
        "“{value}” 的有效数字多于 {max_digits} 位。",
        "“{value}” has more than {max_digits} digits.",
    ),
    string_type=("“{value}” 不是文字。", "“{value}” is not a text."),
    string_too_long=(
        "“{value}” 超过 {max_length} 个字符。",
        "“{value}” is longer than {max_length} characters.",
    ),
    string_pattern_mismatch=(
        "“{value}” 的写法不合要求。",
        "“{value}” is not written as it should be.",
    ),
    tuple_type=("“{value}” 不是数组。", "“{value}” is not an array."),
    model_type=("“{value}” 不是对象。", "“{value}” is not an object."),
    literal_error=("“{value}” 应为 {expected_value}。", "“{value}” should be {expected_value}."),
    date_from_datetime_parsing=(
        "“{value}” 不是日期（年-月-日）。",
        "“{value}” is not a date (year-month-day).",
    ),
)

# Cells of printed tables.
_rule(
    "CELL-BLANK",
    _WARNING,
    BLANKS,
    "{cell}：单元格空白（印作“{printed}”），未当作 0。",
    "{cell}: the cell is blank (printed “{printed}”); it was not taken for 0.",
    many=(
        "{row}：有 {count} 个单元格空白，未当作 0。",
        "{row}: {count} cells are blank; they were not taken for 0.",
    ),
)
_rule(
    "CELL-VALUE",
    _ERROR,
    FORM,
    "{cell}：“{printed}”不是{due}，未采用。",
    "{cell}: “{printed}” is not {due}; it was not taken.",
)
_rule(
    "CELL-NOTE",
    _WARNING,
    FORM,
    "{cell}：“{printed}”中取数 {value}，其余“{note}”为附注。",
    "{cell}: {value} was taken from “{printed}”; the rest, “{note}”, is a note.",
)
_rule(
    "CELL-UNIT",
    _ERROR,
    FORM,
    "{cell}：本表单位为{unit}，而印作“{printed}”；数值照印录入，请核对单位。",
    "{cell}: the form's unit is {unit}, but “{printed}” is printed; the number was taken as printed, check the unit.",
)
_rule(
    "ROW-TOO-MANY",
    _ERROR,
    FORM,
    "{row}：应有 {due} 个数，印有 {count} 个，整行未采用。{suggestion}",
    "{row}: values due {due}, printed {count}; none was taken. {suggestion}",
)
_rule(
    "ROW-TOO-FEW",
    _ERROR,
    FORM,
    "{row}：应有 {due} 个单元格，只见 {count} 个，无法判断缺哪一个，整行未采用。",
    "{row}: cells due {due}, there {count}, and which is missing cannot be told; none was taken.",
)
_rule(
    "ROW-SHIFTED",
    _ERROR,
    FORM,
    "{row}：有空白单元格，且列的起点无法确定，整行未采用。",
    "{row}: some cells are blank and where the columns begin cannot be told; none was taken.",
)
_rule(
    "ROW-MISSING",
    _ERROR,
    FORM,
    "{row}：表中未见此行，按空白记。",
    "{row}: the table has no such row; its cells are blank.",
    many=(
        "未见 {count} 行，按空白记：{rows}。",
        "{count} rows were not found; their cells are blank: {rows}.",
    ),
)
_rule(
    "ROW-TWICE",
    _ERROR,
    FORM,
    "{row}：此行出现两次（另见第 {first} 行），数值不同，均未采用。",
    "{row}: the row stands twice (first on line {first}) with different values; neither was taken.",
)
_rule(
    "ROW-REPEATED",
    _WARNING,
    FORM,
    "{row}：此行重复出现（另见第 {first} 行），数值相同。",
    "{row}: the row stands twice (first on line {first}) with the same values.",
    many=(
        "“{heading}”的表有 {count} 行重复出现（自第 {line} 行起），数值相同。",
        "{count} rows of the table of {heading} stand twice (from line {line} on) with the same values.",
    ),
)
_rule(
    "TABLE-TWICE",
    _ERROR,
    FORM,
    "“{heading}”的表出现两次，有 {count} 行数值不同，均未采用。",
    "the table of {heading} stands twice; rows that differ: {count}; neither was taken for them.",
)
_rule(
    "ROW-UNKNOWN",
    _ERROR,
    FORM,
    "表中有一行无法对应到本表的任何一行，未采用：“{printed}”。",
    "a row of the table fits no row of the form and was not taken: “{printed}”.",
)
_rule(
    "ROW-MOVED",
    _INFO,
    FORM,
    "{table}：{count} 行的数值不在同一列起（如第 {line} 行），已按标签逐行对应。",
    "{table}: rows whose values begin in another column: {count} (line {line}, say); each was placed by its label.",
)
_rule(
    "LABEL-SPELLING",
    _INFO,
    FORM,
    "{table}：{count} 处标签与表式写法不同，如“{printed}”（应为“{official}”）。",
    "{table}: labels not spelled as on the form: {count}, “{printed}” for “{official}”, say.",
)
_rule(
    "TABLE-MISSING",
    _ERROR,
    FORM,
    "未见“{heading}”的表，其 {count} 个单元格按空白记。",
    "the table of {heading} was not found; its {count} cells are blank.",
)

# Sections, title, text around the form.
_rule(
    "TITLE-MISSING", _ERROR, FORM, "未见报告标题，机关名称和年度不明。", "no title was found: organ and year unknown."
)
_rule("HEADER-BLANK", _WARNING, FORM, "未填{field}。", "the {field} is not stated.")
_rule(
    "TITLE-SPELLING",
    _INFO,
    FORM,
    "标题“{printed}”与规定写法不同。",
    "the title “{printed}” is not spelled as the form has it.",
)
_rule(
    "TITLE-TWICE",
    _WARNING,
    FORM,
    "另有一个标题，机关或年度不同：“{printed}”，未采用。",
    "another title names another organ or year: “{printed}”; it was not taken.",
)
_rule(
    "TITLE-YEAR",
    _ERROR,
    FORM,
    "标题中的年度 {year} 早于本表施行的 {first} 年，未采用。",
    "the title's year, {year}, is before {first}, when the form came into force; it was not taken.",
)
_rule(
    "SECTION-MISSING",
    _WARNING,
    FORM,
    "未见“{heading}”部分的标题。",
    "the heading of section {heading} was not found.",
)
_rule("SECTION-EMPTY", _WARNING, FORM, "“{heading}”部分没有文字。", "section {heading} has no text.")
_rule(
    "SECTION-TWICE",
    _WARNING,
    FORM,
    "“{heading}”部分的标题出现两次（另见第 {first} 行），文字已合并。",
    "the heading of section {heading} stands twice (first on line {first}); their texts were joined.",
)
_rule(
    "SECTION-ORDER",
    _WARNING,
    FORM,
    "“{heading}”部分的次序不对。",
    "section {heading} is out of order.",
)
_rule(
    "SECTION-SPELLING",
    _INFO,
    FORM,
    "标题“{printed}”与规定写法“{heading}”不同。",
    "the heading “{printed}” is not spelled as the form has it, “{heading}”.",
)
_rule(
    "TEXT-UNUSED",
    _WARNING,
    PACKAGE,
    "此处文字不属于本表任何部分，未采用：“{printed}”。",
    "text that belongs to no part of the form was not taken: “{printed}”.",
    many=(
        "此处 {count} 行文字不属于本表任何部分，未采用：“{printed}”等。",
        "{count} lines of text that belong to no part of the form were not taken: “{printed}” and so on.",
    ),
)
_rule(
    "TEXT-DROPPED",
    _ERROR,
    EXACTNESS,
    "一段文字无法录入，未采用：{reason}",
    "a paragraph could not be held and was not taken: {reason}",
)
_rule(
    "NOT-A-REPORT",
    _ERROR,
    FORM,
    "这不是政府信息公开工作年度报告：未见本表的任何一个表格。",
    "this is not an annual report on open government information: none of the form's tables was found.",
)

# The canonical text layout.
_rule(
    "LAYOUT-LINE",
    _ERROR,
    "docs/formats/text.md",
    "此行应为“{due}”，实为“{printed}”。",
    "the line should be “{due}”, not “{printed}”.",
    end=("文件在此中断，还应有“{due}”。", "the file ends here, where “{due}” should follow."),
    rest=("规定的版式到此为止，多出“{printed}”。", "the layout ends here, but “{printed}” follows."),
    fields=(
        "此行应有 {due_fields} 栏，实有 {fields} 栏：“{printed}”。",
        "the line should have {due_fields} fields, not {fields}: “{printed}”.",
    ),
    label=("此栏应为“{due}”，实为“{printed}”。", "the field should be “{due}”, not “{printed}”."),
    number=(
        "“{printed}”不是规范写法的数（仅阿拉伯数字，无前导零，无分隔符）。",
        "“{printed}” is not a number in canonical form (ASCII digits, no leading zeros, no separators).",
    ),
)

# JSON.
_rule("JSON-SYNTAX", _ERROR, "RFC 8259", "不是合法的 JSON:{reason}。", "not well-formed JSON: {reason}.")
_rule("JSON-DUPLICATE", _ERROR, "RFC 8259, I-JSON (RFC 7493)", "键“{key}”重复。", "the key {key} stands twice.")
_rule(
    "JSON-SCHEMA",
    _ERROR,
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
_rule(
    "JSON-NUMBER",
    _ERROR,
    PACKAGE,
    "{printed} 的位数超出一般解析器能精确保留的范围。",
    "{printed} has more digits than common parsers keep.",
)

# XML.
_XML: Final = "docs/formats/xml.md"
_rule("XML-SYNTAX", _ERROR, "XML 1.0", "不是合法的 XML：{reason}。", "not well-formed XML: {reason}.")
_rule(
    "XML-DOCTYPE",
    _ERROR,
    _XML,
    "文件带有文档类型声明（DOCTYPE），不予读取。",
    "the document has a document type declaration, which is refused.",
)
_rule(
    "XML-ENCODING",
    _ERROR,
    _XML,
    "文件声明的编码是“{printed}”，只接受 UTF-8。",
    "the document declares the encoding {printed}; only UTF-8 is taken.",
)
_rule(
    "XML-ROOT",
    _ERROR,
    IDENTITY,
    "根元素是“{printed}”，本程序只读“{due}”。",
    "the root element is {printed}; this is a reader of {due}.",
)
_rule(
    "XML-ELEMENT",
    _ERROR,
    _XML,
    "此处应为元素“{due}”，实为“{printed}”。",
    "the element should be {due}, not {printed}.",
    rest=("此处不应有元素“{printed}”。", "no element should stand here, but {printed} does."),
    end=("元素“{printed}”内缺元素“{due}”。", "the element {printed} lacks {due}."),
)
_rule(
    "XML-ATTRIBUTE",
    _ERROR,
    _XML,
    "属性“{printed}”不属于本格式。",
    "the attribute {printed} does not belong to this format.",
)
_rule(
    "XML-TEXT",
    _ERROR,
    _XML,
    "只应有元素之处有文字“{printed}”。",
    "text stands where only elements may: “{printed}”.",
)
_rule(
    "XML-NUMBER",
    _ERROR,
    _XML,
    "“{printed}”不是本格式的数（仅阿拉伯数字，无符号，无前导零，无分隔符，无指数）。",
    "“{printed}” is not a number of this format (ASCII digits, no sign, no leading zeros, no separators, no exponent).",
)

# A foreign schema beside the published one (`gov-disclosure schema compare`).
_COMPARED: Final = "schemas/"
_rule(
    "SCHEMA-WIDER",
    _ERROR,
    _COMPARED,
    "{field}：比公布的模式宽。{aspect}：{other}；公布的是：{published}。",
    "{field}: wider than the published schema. {aspect}: {other}; published: {published}.",
)
_rule(
    "SCHEMA-NARROWER",
    _ERROR,
    _COMPARED,
    "{field}：比公布的模式窄。{aspect}：{other}；公布的是：{published}。",
    "{field}: narrower than the published schema. {aspect}: {other}; published: {published}.",
)
_rule(
    "SCHEMA-UNRELATED",
    _ERROR,
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
_rule(
    "SCHEMA-INCOMPARABLE",
    _ERROR,
    _COMPARED,
    "{field}：不同，无法比较。{aspect}：{other}；公布的是：{published}。",
    "{field}: different, not comparable. {aspect}: {other}; published: {published}.",
)
_rule(
    "SCHEMA-UNIT",
    _ERROR,
    _COMPARED,
    "{field}：单位不同，写作 {other}；公布的是 {published}。",
    "{field}: the units differ, {other} is stated; published: {published}.",
)
_rule(
    "SCHEMA-LABEL",
    _INFO,
    _COMPARED,
    "{field}：标签不同，写作“{other}”；公布的是“{published}”。",
    "{field}: the labels differ, “{other}” is stated; published: “{published}”.",
)
_rule(
    "SCHEMA-UNREADABLE",
    _ERROR,
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

# Files.
_rule("FILE-MISSING", _ERROR, PACKAGE, "没有这个文件：{path}。", "no such file: {path}.")
_rule("FILE-DIRECTORY", _ERROR, PACKAGE, "这是文件夹，不是文件：{path}。", "this is a directory, not a file: {path}.")
_rule("FILE-UNREADABLE", _ERROR, PACKAGE, "无法读取 {path}：{reason}。", "{path} cannot be read: {reason}.")
_rule(
    "FILE-UNWRITABLE",
    _ERROR,
    PACKAGE,
    "无法写入 {path}：{reason}。原文件未动。",
    "{path} cannot be written: {reason}. The old file is as it was.",
    output=("无法写到标准输出：{reason}。", "standard output cannot be written: {reason}."),
)
_rule(
    "FILE-TOO-LARGE",
    _ERROR,
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
_rule("FILE-EMPTY", _ERROR, PACKAGE, "文件是空的。", "the file is empty.")
_rule(
    "FILE-BINARY",
    _ERROR,
    PACKAGE,
    "这是二进制文件（{kind}），不是文本。",
    "this is a binary file ({kind}), not text.",
)
_rule(
    "FILE-ENCODING",
    _ERROR,
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
_rule(
    "FILE-FORMAT",
    _ERROR,
    PACKAGE,
    "不认得“{printed}”这种格式；可用：{known}。",
    "unknown format {printed}; known: {known}.",
)
_rule(
    "FILE-HTML",
    _ERROR,
    PACKAGE,
    "这是网页（HTML），目前尚不能读取；请先另存为纯文本。",
    "this is HTML, which cannot be read yet; save it as plain text first.",
)
_rule(
    "EDITION-UNKNOWN",
    _ERROR,
    PACKAGE,
    "不认得“{printed}”版表式；可用：{known}。",
    "unknown edition {printed}; known: {known}.",
)
_rule(
    "CARRY-TITLE",
    _ERROR,
    "docs/formats/text.md",
    "报告缺机关名称或年度，文本格式的标题无法写出。",
    "organ or year is unknown, and the text layout needs both for its title.",
)

RULES: Final[Mapping[str, Rule]] = MappingProxyType(_RULES)
"""Every rule by its id."""
