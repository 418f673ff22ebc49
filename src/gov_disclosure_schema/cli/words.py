"""Every word that the command says of its own accord, in both languages; findings have theirs in the catalogue.

Verdicts and severities are named in `results.words`, for every form of the output.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..catalogue import Language, Words

_EXIT_CODES: Final = Words(
    "退出码：0 无误；1 有“错误”级的问题；2 用法不对；3 文件无法读写，或者不是年度报告。",
    "Exit codes: 0 clean; 1 findings of severity error; 2 wrong usage; 3 a file cannot be read or written, "
    "or is not a report.",
)

WORDS: Final[Mapping[str, Words]] = {
    # Results.
    "counts": Words("错误 {error}，警告 {warning}，提示 {info}", "errors {error}, warnings {warning}, infos {info}"),
    "file_line": Words("{file}：{verdict}（{counts}）", "{file}: {verdict} ({counts})"),
    "tally": Words(
        "勾稽关系 {ran} 项（通过/不通过/无法核对）：{all}；其中 {rules}",
        "{ran} identities (passed/failed/not assessable): {all}; of these {rules}",
    ),
    "tally_years": Words(
        "与上年核对 {ran} 项（通过/不通过/无法核对）：{all}；其中 {rules}",
        "{ran} comparisons with last year (passed/failed/not assessable): {all}; of these {rules}",
    ),
    "switched_off": Words(
        "已关闭、未核对的规则：{rules}。", "Rules that were switched off, and neither passed nor failed: {rules}."
    ),
    "switched_off_by": Words(
        "已关闭、未核对的规则（配置：{file}）：{rules}。",
        "Rules that were switched off, and neither passed nor failed (configuration: {file}): {rules}.",
    ),
    "comma": Words("，", ", "),
    "value": Words("{words} = {value}〔{address}〕", "{words} = {value} [{address}]"),
    "no_value": Words("{words}〔{address}〕", "{words} [{address}]"),
    "last_value": Words("上年：{shown}", "last year: {shown}"),
    "cause": Words(
        "可能同一原因：若{words}〔{address}〕为 {due}（印为 {value}），{findings} 都相符",
        "probably one cause: if {words} [{address}] were {due} (printed {value}), {findings} would hold",
    ),
    "blank": Words("空白", "blank"),
    "zeros": Words("另有 {count} 格为 0", "cells that are 0 besides: {count}"),
    "more": Words("另有 {count} 格，全部见 check --format json", "further cells: {count}, all in check --format json"),
    "source": Words("依据：{source}", "source: {source}"),
    "summary": Words("共 {count} 份：{verdicts}。", "{count} files: {verdicts}."),
    "summary_part": Words("{verdict} {count}", "{verdict}: {count}"),
    "page_written": Words("核对报告（网页）：{output}", "check report (web page): {output}"),
    "page_over_report": Words(
        "--html 不能写在要核对的报告上：{output}", "--html would overwrite a report to be checked: {output}"
    ),
    "standard_input": Words("标准输入", "standard input"),
    # Conversion.
    "written_wrong": Words(
        "{output} 已照原样写出；报告中有错误 {count} 处，未作改动。",
        "{output} was written; errors in the report, left as they are: {count}.",
    ),
    "refused_wrong": Words(
        "{output} 未写出：报告中有错误 {count} 处，而 --strict 不写有错误的报告。",
        "{output} was not written: errors in the report: {count}, and --strict does not write such a report.",
    ),
    "standard_output": Words("标准输出", "standard output"),
    "pipe_needs_format": Words(
        "写到标准输出（-）时须用 --to 指明格式。", "writing to standard output (-) needs a format: --to FORMAT."
    ),
    # Comparison of reports.
    "compared_file": Words("{sign} {file}：{verdict}（{counts}）", "{sign} {file}: {verdict} ({counts})"),
    "no_difference": Words("两份报告相同（比较了 {cells} 格）。", "The reports are the same ({cells} cells compared)."),
    "changed": Words("{words}：{first} → {second}", "{words}: {first} → {second}"),
    "cells_differ": Words(
        "共有的 {cells} 格中，{differ} 格不同：", "Cells that differ, of the {cells} that both have: {differ}"
    ),
    "changed_cell": Words(
        "{words}：{first} → {second}{change}〔{address}〕", "{words}: {first} → {second}{change} [{address}]"
    ),
    "change": Words("（{change}）", " ({change})"),
    "text_differs": Words(
        "“{heading}”第 {first} 段起，另一份第 {second} 段起：",
        "{heading}, from paragraph {first}, of the other report from paragraph {second}:",
    ),
    "not_comparable": Words(
        "{sign} 只有这一版表式有、无从比较的 {count} 格：{addresses}",
        "{sign} cells that this form alone has, and that were not compared: {count}: {addresses}",
    ),
    # Corpora and regions.
    "corpus_pace": Words(
        "{share}　{count} 份，每秒 {rate} 份，还需 {remaining}",
        "{share}  {count} documents, {rate} a second, {remaining} left",
    ),
    "corpus_findings": Words(
        "错误 {error}，警告 {warning}，提示 {info}。", "Errors {error}, warnings {warning}, infos {info}."
    ),
    "corpus_written": Words(
        "已写入 {output}（本次处理 {count} 份）。", "Written to {output} (documents worked on in this run: {count})."
    ),
    "aggregate_needs_output": Words(
        "须有 -o（写出汇总）或 --against（与公布的汇总核对）。",
        "needs -o, to write the sum, or --against, to compare a published one.",
    ),
    "aggregate_written": Words(
        "已写出 {output}：{count} 份报告的合计。", "Written to {output}: the sum of {count} reports."
    ),
    "aggregate_compared": Words("{file}：与合计不符 {count} 处。", "{file}: cells that do not add up: {count}."),
    # Rules.
    "identities": Words(
        "{edition} 版表式（{source}）的勾稽关系，共 {count} 项：",
        "The {count} arithmetic identities of edition {edition} of the form ({source}):",
    ),
    "identity": Words("{rule}  {place}：{actual} = {expected}", "{rule}  {place}: {actual} = {expected}"),
    "other_rules": Words("其他规则，共 {count} 条：", "The {count} other rules:"),
    "rule": Words("{rule}  {severity}（{source}）：{message}", "{rule}  {severity} ({source}): {message}"),
    # Comparison of schemas.
    "compared": Words("{file}：{verdict}", "{file}: {verdict}"),
    "equal": Words("与公布的模式（{edition} 版）相同", "equal to the published schema of edition {edition}"),
    "different": Words(
        "与公布的模式（{edition} 版）不同：较宽 {wider} 处，较窄 {narrower} 处，互不包含 {unrelated} 处，"
        "无法比较 {incomparable} 处，单位不同 {unit} 处",
        "different from the published schema of edition {edition}: wider {wider}, narrower {narrower}, "
        "unrelated {unrelated}, not comparable {incomparable}, other units {unit}",
    ),
    "compare_needs_other": Words("compare 之后须有一个文件。", "compare needs a file."),
    "only_compare_takes_other": Words("只有 compare 之后可以有文件：{other}", "only compare takes a file: {other}"),
    # Help.
    "description": Words(
        "核对、转换政府信息公开工作年度报告。各命令的说明：gov-disclosure 命令 --help",
        "Check and convert annual reports on open government information (政府信息公开工作年度报告). "
        "More on a command: gov-disclosure COMMAND --help",
    ),
    "help_commands": Words("命令", "commands"),
    "help_help": Words("显示本说明", "show this help"),
    "help_version": Words("显示版本", "show the version"),
    "help_lang": Words(
        "显示的语言：zh 或 en；不写时依系统语言", "language of what is shown, zh or en; by default that of the locale"
    ),
    "help_check": Words("核对报告", "check reports"),
    "help_files": Words("报告文件；- 为标准输入", "a report; - is standard input"),
    "help_against": Words(
        "依什么核对：model 本程序的模型（默认），schema 只用公布的模式文件（JSON、XML）",
        "what to check against: model (the default), or schema, the published artefacts alone (JSON and XML)",
    ),
    "help_previous": Words(
        "同一机关的上年报告，任何可读的格式；逐项核对两年的衔接",
        "the same organ's report for the year before, in any format that can be read, to be compared with",
    ),
    "help_select": Words(
        "只核对这些规则（代号或其开头，如 Y、P-FEES）；读取中发现的问题照常说明",
        "check these rules alone (ids, or beginnings of ids: Y, P-FEES); what reading finds is told all the same",
    ),
    "help_ignore": Words("不核对、不说明这些规则（代号或其开头）", "leave out these rules (ids, or beginnings of ids)"),
    "help_config": Words(
        "配置文件，取其 [tool.gov-disclosure]；不写时用最近的 pyproject.toml",
        "file with [tool.gov-disclosure]; by default the nearest pyproject.toml",
    ),
    "previous_needs_one_file": Words("--previous 只能与一份报告同用。", "--previous goes with one report alone."),
    "only_model_takes": Words("{option} 不能与 --against schema 同用。", "{option} cannot go with --against schema."),
    "help_format": Words("text 供人阅读（默认），json 供程序读取", "text for people (the default), json for programs"),
    "help_check_format": Words(
        "text 供人阅读（默认），json 供程序读取，sarif 供代码扫描平台和编辑器（SARIF 2.1.0），"
        "github 为 GitHub Actions 的批注",
        "text for people (the default), json for programs, sarif for code scanning and editors (SARIF 2.1.0), "
        "github for annotations in GitHub Actions",
    ),
    "help_html": Words(
        "另写一份供人查看的网页，各表照官方版式，标出有问题的单元格；- 为标准输出",
        "write a page to look at as well: the tables as the form has them, the cells marked; - is standard output",
    ),
    "epilog_check": Words(
        "示例：\n"
        "  gov-disclosure check 报告.txt\n"
        "  gov-disclosure check 报告.txt --html 核对.html\n"
        "  gov-disclosure check 2023/*.txt --lang zh\n"
        "  cat 报告.json | gov-disclosure check - --format json\n"
        "  gov-disclosure check 报告.xml --against schema\n"
        "  gov-disclosure check 2024.txt --previous 2023.json\n"
        "  gov-disclosure check 报告.txt --ignore P-LATE,SECTION-SPELLING\n\n"
        "多份文件时，退出码取其中最大的，每份都会核对。\n" + _EXIT_CODES.zh,
        "Examples:\n"
        "  gov-disclosure check report.txt\n"
        "  gov-disclosure check report.txt --html page.html\n"
        "  gov-disclosure check 2023/*.txt --lang en\n"
        "  cat report.json | gov-disclosure check - --format json\n"
        "  gov-disclosure check report.xml --against schema\n"
        "  gov-disclosure check 2024.txt --previous 2023.json\n"
        "  gov-disclosure check report.txt --ignore P-LATE,SECTION-SPELLING\n\n"
        "With several files the exit code is the highest of theirs; every file is checked.\n" + _EXIT_CODES.en,
    ),
    "help_diff": Words("比较两份报告", "compare two reports"),
    "help_first": Words(
        "一份报告，任何可读的格式；- 为标准输入", "a report in any format that can be read; - is standard input"
    ),
    "help_second": Words("另一份报告", "another report"),
    "epilog_diff": Words(
        "示例：\n"
        "  gov-disclosure diff 2023.txt 2024.xml\n"
        "  gov-disclosure diff 草稿.docx 定稿.html --format json\n\n"
        "逐格、逐段列出不同之处；两版表式不同时，只比较共有的单元格，其余列出。\n"
        "退出码：0 相同；1 不同；2 用法不对；3 文件无法读取，或者不是年度报告。",
        "Examples:\n"
        "  gov-disclosure diff 2023.txt 2024.xml\n"
        "  gov-disclosure diff draft.docx final.html --format json\n\n"
        "Every cell and every paragraph that differs. Of two editions of the form the cells are compared that both\n"
        "have, and the others listed.\n"
        "Exit codes: 0 the same; 1 different; 2 wrong usage; 3 a file cannot be read, or is not a report.",
    ),
    "help_convert": Words("把报告转换为另一种格式", "convert a report into another format"),
    "help_in": Words("要读的报告；- 为标准输入", "the report to read; - is standard input"),
    "help_out": Words(
        "要写的文件，格式依后缀；- 为标准输出", "the file to write, its format by its suffix; - is standard output"
    ),
    "help_from": Words("读入的格式；不写时依内容判断", "format to read; by default told by the content"),
    "help_to": Words("写出的格式；不写时依后缀", "format to write; by default told by the suffix"),
    "help_strict": Words(
        "报告有错误时不写出，原文件不动", "do not write a report that has errors; the old file is left alone"
    ),
    "epilog_convert": Words(
        "示例：\n"
        "  gov-disclosure convert 报告.txt 报告.json\n"
        "  gov-disclosure convert 报告.json 报告.txt --strict\n"
        "  cat 报告.txt | gov-disclosure convert - - --to json\n\n"
        "读出的问题写到标准错误。有错误的报告也照原样写出（退出码 1），因为已发布的报告可能本来就有错；\n"
        "--strict 则不写。\n" + _EXIT_CODES.zh,
        "Examples:\n"
        "  gov-disclosure convert report.txt report.json\n"
        "  gov-disclosure convert report.json report.txt --strict\n"
        "  cat report.txt | gov-disclosure convert - - --to json\n\n"
        "Findings go to standard error. A report with errors is written all the same (exit code 1), because published\n"
        "reports may be wrong; --strict does not write it.\n" + _EXIT_CODES.en,
    ),
    "help_schema": Words(
        "输出由模型生成的模式文件，或与别的模式比较",
        "print a schema that is generated from the model, or compare another with it",
    ),
    "help_kind": Words(
        "模式的种类 json（默认）、xsd、schematron、rules，check-output 为 check --format json 的输出；"
        "或 compare，与另一模式比较",
        "kind of schema: json (the default), xsd, schematron, rules; check-output, of what check --format json writes; "
        "or compare, with another schema",
    ),
    "help_other": Words(
        "compare 之后：要比较的 JSON Schema 或 XSD 文件；- 为标准输入",
        "after compare: a JSON Schema or XSD to compare; - is standard input",
    ),
    "help_edition": Words("表式的版本，默认最新", "edition of the form, the latest by default"),
    "epilog_schema": Words(
        "示例：\n"
        "  gov-disclosure schema > annual-report.schema.json\n"
        "  gov-disclosure schema compare 别的.schema.json\n"
        "  gov-disclosure schema compare 别的.xsd --format json\n\n"
        "compare 逐项说明别的模式在何处较宽、较窄、互不包含或无法比较；有不同时退出码为 1。\n" + _EXIT_CODES.zh,
        "Examples:\n"
        "  gov-disclosure schema > annual-report.schema.json\n"
        "  gov-disclosure schema compare other.schema.json\n"
        "  gov-disclosure schema compare other.xsd --format json\n\n"
        "compare tells, field by field, where another schema is wider, narrower, unrelated or not comparable;\n"
        "any difference makes the exit code 1.\n" + _EXIT_CODES.en,
    ),
    "help_template": Words("输出空白表式，供起草报告", "write an empty form, to draft a report in"),
    "help_form": Words(
        "要写的文件，.xlsx 或 .docx；- 为标准输出", "the file to write, .xlsx or .docx; - is standard output"
    ),
    "epilog_template": Words(
        "示例：\n"
        "  gov-disclosure template 年度报告.xlsx\n"
        "  gov-disclosure template 年度报告.docx\n\n"
        "Excel 表式中的总计是公式；已有的文件不会被覆盖。填好之后用 gov-disclosure check 核对。\n" + _EXIT_CODES.zh,
        "Examples:\n"
        "  gov-disclosure template report.xlsx\n"
        "  gov-disclosure template report.docx\n\n"
        "The totals of the Excel form are formulas. A file that exists is not written over. Once the form is filled\n"
        "in, gov-disclosure check checks it.\n" + _EXIT_CODES.en,
    ),
    "help_conformance": Words(
        "输出一致性测试套件（ZIP）", "write the conformance suite, for programs in any language (ZIP)"
    ),
    "help_archive": Words("要写的 ZIP 文件；- 为标准输出", "the ZIP file to write; - is standard output"),
    "epilog_conformance": Words(
        "示例：\n"
        "  gov-disclosure conformance suite.zip\n\n"
        "套件中每条规则都有合规和不合规的最小文件（JSON、XML、文本），manifest.json 逐一列出应有的结论，\n"
        "并附各种模式文件。\n" + _EXIT_CODES.zh,
        "Examples:\n"
        "  gov-disclosure conformance suite.zip\n\n"
        "For every rule it holds minimal documents that keep it and that break it (JSON, XML, text); manifest.json\n"
        "says what is due for each. The schemas come with it.\n" + _EXIT_CODES.en,
    ),
    "help_corpus": Words("核对大批报告，写成表（Parquet）", "check very many reports, into tables (Parquet)"),
    "help_action": Words("check：读入、核对、列表", "check: read, check, tabulate"),
    "help_source": Words(
        "文件夹、通配模式（加引号）、.jsonl、.zip 或一个文件",
        "a folder, a pattern (quoted), a .jsonl, a .zip, or a file",
    ),
    "help_tables": Words("写表的文件夹：reports、cells、findings", "folder of the tables: reports, cells, findings"),
    "help_jobs": Words("同时用几个进程；不写时为处理器数", "processes; by default one for each processor"),
    "epilog_corpus": Words(
        "示例：\n"
        "  gov-disclosure corpus check 报告/ -o 表\n"
        "  gov-disclosure corpus check '报告/**/*.docx' -o 表 --jobs 4\n\n"
        "中断后再运行同一命令即继续，已做的不再做。读不了的文件也占一行，不影响其他文件。\n"
        "同一机关相邻两年的报告按信用代码或名称互相核对。\n" + _EXIT_CODES.zh,
        "Examples:\n"
        "  gov-disclosure corpus check reports/ -o tables\n"
        "  gov-disclosure corpus check 'reports/**/*.docx' -o tables --jobs 4\n\n"
        "The same command again goes on where it was interrupted. A file that cannot be read is a row, and stops\n"
        "nothing. "
        "Reports of one organ for two years in a row, by credit code or name, are compared.\n" + _EXIT_CODES.en,
    ),
    "help_aggregate": Words("汇总一个地区各机关的报告", "add up the reports of a region's organs"),
    "help_members": Words("各机关的报告", "the reports of the organs"),
    "help_sum": Words("要写的汇总报告，格式依后缀", "the sum to write, its format by its suffix"),
    "help_organ": Words("汇总机关的名称", "name of the organ that reports for the region"),
    "help_published": Words(
        "已公布的汇总报告：逐格核对", "the consolidated report as published: compared cell by cell"
    ),
    "epilog_aggregate": Words(
        "示例：\n"
        "  gov-disclosure aggregate 局/*.docx -o 汇总.json --organ 某市\n"
        "  gov-disclosure aggregate 局/*.docx --against 公布.docx\n\n"
        "各格相加；文字部分由起草人写。任何一份的某格空白，合计也留空。同一机关重复则不汇总。\n" + _EXIT_CODES.zh,
        "Examples:\n"
        "  gov-disclosure aggregate bureaus/*.docx -o sum.json --organ 某市\n"
        "  gov-disclosure aggregate bureaus/*.docx --against published.docx\n\n"
        "Cells are added; the texts are the drafter's. A cell that is blank in one report is blank in the sum.\n"
        "An organ that is there twice is refused.\n" + _EXIT_CODES.en,
    ),
    "help_rules": Words("列出勾稽关系和其他规则", "list the arithmetic identities and the other rules"),
    "epilog_rules": Words(
        "示例：\n  gov-disclosure rules\n  gov-disclosure rules --format json\n\n" + _EXIT_CODES.zh,
        "Examples:\n  gov-disclosure rules\n  gov-disclosure rules --format json\n\n" + _EXIT_CODES.en,
    ),
}

_ARGPARSE_ZH: Final = tuple(
    (re.compile(pattern, re.MULTILINE), chinese)
    for pattern, chinese in (
        (r"\busage: ", "用法："),
        (r"^(\S*)positional arguments:", r"\1参数："),
        (r"^(\S*)options:", r"\1选项："),
        (r"^(\S*命令):", r"\1："),
        (r"^the following arguments are required: ", "缺少参数："),
        (r"^unrecognized arguments: ", "不认得的参数："),
        (r"^argument (.+?): ", r"参数 \1："),
        (r"(?<=：)invalid choice: (.*) \(choose from (.*)\)$", r"没有 \1 这一选择（可用：\2）"),
        (r"(?<=：)expected one argument$", "后面须有一个值"),
        (r"(?<=：)ignored explicit argument (.*)$", r"不能带值 \1"),
    )
)


def said(key: str, language: Language, **facts: object) -> str:
    """Words of the table, their placeholders filled."""
    return WORDS[key].spoken(language).format_map(facts)


def of_argparse(text: str, language: Language) -> str:
    """What argparse says, in the language asked for; it speaks English by itself."""
    if language == "zh":
        for pattern, chinese in _ARGPARSE_ZH:
            text = pattern.sub(chinese, text)
    return text
