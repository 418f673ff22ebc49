"""Cells of printed tables."""

from __future__ import annotations

from .rule import BLANKS, ERROR, FORM, INFO, WARNING, Subject

rule = Subject()

rule(
    "CELL-BLANK",
    WARNING,
    BLANKS,
    "{cell}：单元格空白（印作“{printed}”），未当作 0。",
    "{cell}: the cell is blank (printed “{printed}”); it was not taken for 0.",
    many=(
        "{row}：有 {count} 个单元格空白，未当作 0。",
        "{row}: {count} cells are blank; they were not taken for 0.",
    ),
)
rule(
    "CELL-VALUE",
    ERROR,
    FORM,
    "{cell}：“{printed}”不是{due}，未采用。",
    "{cell}: “{printed}” is not {due}; it was not taken.",
)
rule(
    "CELL-NOTE",
    WARNING,
    FORM,
    "{cell}：“{printed}”中取数 {value}，其余“{note}”为附注。",
    "{cell}: {value} was taken from “{printed}”; the rest, “{note}”, is a note.",
)
rule(
    "CELL-UNIT",
    ERROR,
    FORM,
    "{cell}：本表单位为{unit}，而印作“{printed}”；数值照印录入，请核对单位。",
    "{cell}: the form's unit is {unit}, but “{printed}” is printed; the number was taken as printed, check the unit.",
)
rule(
    "UNIT-MISSING",
    WARNING,
    FORM,
    "{cell}：印作“{printed}”，未写明单位（元或万元）；照印录入，未作换算。",
    "{cell}: “{printed}” states no unit (yuan or 10 000 yuan); it was taken as printed and not converted.",
)
rule(
    "ROW-TOO-MANY",
    ERROR,
    FORM,
    "{row}：应有 {due} 个数，印有 {count} 个，整行未采用。{suggestion}",
    "{row}: values due {due}, printed {count}; none was taken. {suggestion}",
)
rule(
    "ROW-TOO-FEW",
    ERROR,
    FORM,
    "{row}：应有 {due} 个单元格，只见 {count} 个，无法判断缺哪一个，整行未采用。",
    "{row}: cells due {due}, there {count}, and which is missing cannot be told; none was taken.",
)
rule(
    "ROW-SHIFTED",
    ERROR,
    FORM,
    "{row}：有空白单元格，且列的起点无法确定，整行未采用。",
    "{row}: some cells are blank and where the columns begin cannot be told; none was taken.",
)
rule(
    "ROW-MISSING",
    ERROR,
    FORM,
    "{row}：表中未见此行，按空白记。",
    "{row}: the table has no such row; its cells are blank.",
    many=(
        "未见 {count} 行，按空白记：{rows}。",
        "{count} rows were not found; their cells are blank: {rows}.",
    ),
)
rule(
    "ROW-TWICE",
    ERROR,
    FORM,
    "{row}：此行出现两次（另见{first}），数值不同，均未采用。",
    "{row}: the row stands twice (first at {first}) with different values; neither was taken.",
)
rule(
    "ROW-REPEATED",
    WARNING,
    FORM,
    "{row}：此行重复出现（另见{first}），数值相同。",
    "{row}: the row stands twice (first at {first}) with the same values.",
    many=(
        "“{heading}”的表有 {count} 行重复出现（自{place}起），数值相同。",
        "{count} rows of the table of {heading} stand twice (from {place} on) with the same values.",
    ),
)
rule(
    "TABLE-TWICE",
    ERROR,
    FORM,
    "“{heading}”的表出现两次，有 {count} 行数值不同，均未采用。",
    "the table of {heading} stands twice; rows that differ: {count}; neither was taken for them.",
)
rule(
    "ROW-UNKNOWN",
    ERROR,
    FORM,
    "表中有一行无法对应到本表的任何一行，未采用：“{printed}”。",
    "a row of the table fits no row of the form and was not taken: “{printed}”.",
    alike=(
        "表中有一行的标签介于几行之间（{alike}），未采用：“{printed}”。",
        "a row's label may be that of several rows ({alike}); it was not taken: “{printed}”.",
    ),
)
rule(
    "TABLE-UNKNOWN",
    WARNING,
    FORM,
    "此处有一个表不是本表的任何一个，其 {count} 行未采用：“{printed}”等。",
    "a table that is none of the form's was not taken; rows: {count}, “{printed}” and so on.",
)
rule(
    "ROW-MOVED",
    INFO,
    FORM,
    "{table}：{count} 行的数值不在同一列起（如{place}），已按标签逐行对应。",
    "{table}: rows whose values begin in another column: {count} ({place}, say); each was placed by its label.",
)
rule(
    "LABEL-SPELLING",
    INFO,
    FORM,
    "{table}：{count} 处标签与表式写法不同，如“{printed}”（应为“{official}”）。",
    "{table}: labels not spelled as on the form: {count}, “{printed}” for “{official}”, say.",
)
rule(
    "TABLE-MISSING",
    ERROR,
    FORM,
    "未见“{heading}”的表，其 {count} 个单元格按空白记。",
    "the table of {heading} was not found; its {count} cells are blank.",
)
