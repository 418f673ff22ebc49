"""Values of the header, text, and shape: what the model says of a document."""

from __future__ import annotations

from .rule import BLANKS, CREDIT, ERROR, EXACTNESS, INFO, PACKAGE, Subject

rule = Subject()

# Values of the header, and text.
rule(
    "CREDIT-CODE",
    ERROR,
    CREDIT,
    "统一社会信用代码的校验码应为 {due}，印为 {printed}。",
    "the check character of the unified social credit code should be {due}, not {printed}.",
)
rule("TEXT-EMPTY", ERROR, EXACTNESS, "文字不得为空。", "a text must not be empty.")
rule(
    "TEXT-CHARACTER",
    ERROR,
    EXACTNESS,
    "第 {offset} 个字符 {code} 并非各种格式都能承载，不得使用。",
    "character {offset} is {code}, which not every format can carry.",
)
rule(
    "TEXT-EDGE",
    ERROR,
    EXACTNESS,
    "文字首尾不得有空白。",
    "a text must not begin or end with white space.",
)
rule(
    "TEXT-SPACES",
    ERROR,
    EXACTNESS,
    "第 {offset} 个字符起有连续空格，网页会把它们并成一个。",
    "two spaces in a row at character {offset}, which HTML would make one.",
)
rule(
    "TEXT-LENGTH",
    ERROR,
    EXACTNESS,
    "一段文字有 {length} 个字符，上限为 {limit}。",
    "a text of {length} characters, the limit is {limit}.",
)
rule(
    "TEXT-HEADING",
    ERROR,
    EXACTNESS,
    "段落与本表的部分标题“{heading}”完全相同，文本格式中无法区分。",
    "a paragraph equals the section heading {heading}; the text layout could not tell them apart.",
)
rule(
    "TEXT-TIDIED",
    INFO,
    EXACTNESS,
    "{count} 处文字中的多余空白或不可见字符已略去。",
    "superfluous white space or invisible characters were left out; places: {count}.",
)

# Shape: what the model says of a document's structure.
rule("SHAPE-MISSING", ERROR, PACKAGE, "缺少此项。", "this field is missing.")
rule("SHAPE-UNKNOWN", ERROR, PACKAGE, "本表没有此项。", "the form has no such field.")
rule(
    "SHAPE-BLANK",
    ERROR,
    BLANKS,
    "此处空白，而完整的报告每格都须填数（没有的填 0）。",
    "blank, where a complete report has a number in every cell (0 where there were none).",
)
rule(
    "SHAPE-VALUE",
    ERROR,
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
