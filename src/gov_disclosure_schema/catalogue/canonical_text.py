"""The canonical text layout."""

from __future__ import annotations

from .rule import ERROR, Subject

rule = Subject()

rule(
    "LAYOUT-LINE",
    ERROR,
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
