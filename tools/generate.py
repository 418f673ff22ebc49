"""Write the files that are derived from the model; with `--check`, say which are not current and fail.

    python tools/generate.py
    python tools/generate.py --check

Derived are the schemas, the reference pages on cells, rules and modules, and the form in Chinese. They are committed
so that they can be read, linked and fetched without running anything; a test and this script's `--check` keep them
current.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import gov_disclosure_schema as gds
from gov_disclosure_schema.catalogue import PACKAGE, Rule
from gov_disclosure_schema.editions import EDITIONS, Edition
from gov_disclosure_schema.report import header_fields, heading_of, sections
from gov_disclosure_schema.results.names import apart, path_of
from gov_disclosure_schema.results.output_schema import FILE_NAME, OUTPUT_ID, output_schema
from gov_disclosure_schema.scalars import AMOUNT_DIGITS, AMOUNT_PLACES, COUNT_MAX
from gov_disclosure_schema.schemas import KINDS, file_name
from gov_disclosure_schema.walk import label_of
from gov_disclosure_schema.xml_names import ROOT as ROOT_ELEMENT

sys.path.append(str(Path(__file__).resolve().parent))
import guarantees  # beside this script, wherever that is loaded from

ROOT = Path(__file__).resolve().parent.parent
PACKAGE_ROOT = Path(gds.__file__).resolve().parent
_NOTICE = "<!-- Written by tools/generate.py; do not edit. -->"


def files() -> dict[str, str]:
    """Every derived file: path from the project's root, by slashes → what it should hold."""
    derived = {f"schemas/{file_name(kind, name)}": gds.schema(kind, name) for name in EDITIONS for kind in KINDS}
    derived[f"schemas/{FILE_NAME}"] = output_schema()
    derived["schemas/README.md"] = "\n".join(_schemas_page())
    derived["docs/reference/cells.md"] = "\n".join(_cells_page())
    derived["docs/reference/check-output.md"] = "\n".join(_output_page())
    derived["docs/reference/rules.md"] = "\n".join(_rules_page())
    derived["docs/assurance.md"] = "\n".join(guarantees.page(_NOTICE))
    derived["docs/reference/modules.md"] = "\n".join(_modules_page())
    derived["docs/zh/form.md"] = "\n".join(_chinese_page())
    return derived


def outdated(root: Path = ROOT) -> list[str]:
    """The derived files that are missing below a root, or hold something else."""
    return [
        path
        for path, text in files().items()
        if not (root / path).is_file() or (root / path).read_bytes() != text.encode()
    ]


_ARTEFACTS: Final = {
    "json": "structure and bounds of JSON documents: JSON Schema 2020-12",
    "xsd": "structure and bounds of XML documents: XML Schema 1.0",
    "schematron": "the identities, and what an XSD cannot say: ISO Schematron, XPath 1.0",
    "rules": "the identities, as two lists of JSON Pointers each",
}


def _schemas_page() -> Iterator[str]:
    yield from (
        _NOTICE,
        "# The published artefacts",
        "",
        "Derived from the model, for programs that are not Python.",
        "[How to use them](../docs/guides/other-languages.md); how they are versioned is in",
        "[ADR 0004](../docs/adr/0004-identity-of-schema-and-versions.md).",
        "",
        "| file | what it says | printed by |",
        "|---|---|---|",
    )
    for name in EDITIONS:
        for kind in KINDS:
            path = file_name(kind, name)
            command = f"`gov-disclosure schema {kind} --edition {name}`"
            yield _table_row(f"[`{path}`]({path})", _ARTEFACTS[kind], command)
    what = "the output of `gov-disclosure check --format json` ([its keys](../docs/reference/check-output.md))"
    yield _table_row(f"[`{FILE_NAME}`]({FILE_NAME})", what, "`gov-disclosure schema check-output`")
    yield ""


def _cells_page() -> Iterator[str]:
    yield from (
        _NOTICE,
        "# Cells of the form",
        "",
        "The address of a cell is the path of field names from the report's root. The same words are the attribute",
        "path in Python, the property path in JSON (`requests.received.total` is the JSON Pointer",
        "`/requests/received/total`) and the location in every finding. Whole numbers count pieces (件), from 0 to",
        f"{COUNT_MAX}; amounts are exact decimals of at least 0 with at most {AMOUNT_PLACES} decimal places and",
        f"{AMOUNT_DIGITS} significant digits.",
    )
    for edition in EDITIONS.values():
        yield from _cells_of(edition)


def _cells_of(edition: Edition) -> Iterator[str]:
    cells = gds.cells(edition.name)
    yield from ("", f"## {_edition_heading(edition)}", "", f"{len(cells)} cells.")
    for heading, group in groupby(cells, lambda cell: cell.labels[0]):
        found = list(group)
        yield from ("", f"### {heading}", "", f"{found[0].meanings[0].capitalize()}: {len(found)} cells.", "")
        yield "| address | label | meaning | clause | kind | unit |"
        yield "|---|---|---|---|---|---|"
        for cell in found:
            words = cell.words
            entries = (f"`{cell.address}`", words.zh, words.en, cell.clause, cell.kind, cell.unit)
            yield _table_row(*entries)
    yield ""


def _output_page() -> Iterator[str]:
    whole = json.loads(output_schema())
    yield from (
        _NOTICE,
        "# The output of check as JSON",
        "",
        "`gov-disclosure check FILES… --format json` writes one JSON document in UTF-8: an array with an object for",
        "each file, each on a line of its own, as soon as the file has been checked. Its schema, 2020-12, is",
        f"[`{FILE_NAME}`](../../schemas/{FILE_NAME}), which `gov-disclosure schema check-output` prints. A changed",
        "output has a schema with another number at the end of its id; readers pass over keys that they do not know.",
        f"This is `{OUTPUT_ID}`.",
        "",
        "A byte of a file's name that is not text stands as a lone surrogate, escaped (as in Python's `os.fsdecode`).",
    )
    for name, described in whole["$defs"].items():
        yield from ("", f"## {name}", "", described["description"], "", "| key | type | meaning |", "|---|---|---|")
        for key, held in described["properties"].items():
            yield _table_row(f"`{key}`", _json_type(held), held["description"])
    yield ""


def _json_type(held: dict[str, Any]) -> str:  # noqa: PLR0911  (one for each kind of value)
    """What a schema says of a value, in few words."""
    match held:
        case {"$ref": reference}:
            return f"[{_name(reference)}](#{_name(reference).lower()})"
        case {"oneOf": several}:
            return " or ".join(map(_json_type, several))
        case {"const": value} | {"enum": [value]}:
            return f"`{json.dumps(value)}`"
        case {"enum": values}:
            return ", ".join(f"`{json.dumps(value)}`" for value in values)
        case {"type": "array", "items": items}:
            return f"array of {_json_type(items)}"
        case {"type": "object", "additionalProperties": items}:
            return f"object of {_json_type(items)}"
        case {"type": "object", "properties": properties}:
            return f"object: {', '.join(f'`{name}`' for name in properties)}"
        case {"type": [*types]}:
            return " or ".join(types)
        case _:
            return str(held["type"])


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


def _rules_page() -> Iterator[str]:
    yield from (
        _NOTICE,
        "# Rules",
        "",
        "Every finding names one of these rules by its id. Ids are for ever: a rule that changes its meaning gets a",
        "new one. Only an error makes a file fail. Words in braces are filled in from the finding; where a rule has",
        "several messages, each but the plain one is named before it.",
    )
    for rule in gds.RULES.values():
        yield from ("", f"## {rule.id}", "", f"Severity {rule.severity}; source: {_source(rule)}.", "")
        for variant, words in rule.messages.items():
            weight = f" ({rule.severities[variant]})" if variant in rule.severities else ""
            named = f"*{variant}{weight}:* " if variant else ""
            yield f"- {named}{words.zh}<br>{words.en}"
    for edition in EDITIONS.values():
        yield from _identities_of(edition)


def _identities_of(edition: Edition) -> Iterator[str]:
    identities = gds.identities(edition.name)
    yield from ("", f"## Identities: {_edition_heading(edition)}", "")
    yield f"{len(identities)} identities (勾稽关系), tolerance 0. In each line the sum on the left is what a report"
    yield "prints, the sum on the right what it should be. A finding stands at the last cell on the left."
    by_rule: dict[str, list[gds.Identity]] = {}
    for identity in identities:
        by_rule.setdefault(identity.rule, []).append(identity)
    for rule, found in by_rule.items():
        yield from ("", f"### {rule} ({len(found)})", "", "```text")
        for identity in found:
            yield f"{' + '.join(identity.actual)} = {' + '.join(identity.expected)}"
        yield "```"
    yield ""


def _modules_page() -> Iterator[str]:
    yield from (
        _NOTICE,
        "# The house, file by file",
        "",
        f"Every module of `src/{PACKAGE_ROOT.name}`, with the first line of its docstring.",
        "",
        "| file | what it is |",
        "|---|---|",
    )
    modules = sorted(PACKAGE_ROOT.rglob("*.py"), key=lambda path: (len(path.relative_to(PACKAGE_ROOT).parts), path))
    for path in modules:
        docstring = ast.get_docstring(ast.parse(path.read_bytes())) or ""
        yield _table_row(f"`{path.relative_to(PACKAGE_ROOT).as_posix()}`", docstring.partition("\n")[0])
    yield ""


_KINDS: Final = {"count": "件数", "amount": "金额", "change": "增减数", "stated_amount": "带单位的金额"}


def _chinese_page() -> Iterator[str]:
    yield from (
        _NOTICE,
        "# 表式：单元格与勾稽关系",
        "",
        "本页由模型生成，与[英文的单元格表](../reference/cells.md)、[规则表](../reference/rules.md)同出一源。",
        "",
        "".join(
            (  # one line, because a browser shows the end of a line as a space
                "每个单元格有一个**地址**，即从报告根部起各级字段名相连。地址在各处相同：Python 的属性、JSON 的属性、",
                "XML 的元素，以及核对结果中的位置。例如 `requests.received.total`，在 JSON 中的 JSON Pointer 是 ",
                f"`/requests/received/total`，在 XML 中是 `/{ROOT_ELEMENT}/requests/received/total`。",
            )
        ),
        "",
        "".join(
            (
                f"件数是 0 至 {COUNT_MAX} 的整数；金额是不小于 0 的十进制数，小数不超过 {AMOUNT_PLACES} 位，",
                f"有效数字不超过 {AMOUNT_DIGITS} 位。没有的填 0；",
                "空白不等于 0（[为什么](../adr/0001-blank-is-not-zero.md)，英文）。",
            )
        ),
        "",
        "## 报告头",
        "",
        "| 项目 | 地址 | 必填 |",
        "|---|---|---|",
    )
    for field in gds.AnnualReport.model_fields:
        if field in sections():
            break
        label = label_of(gds.AnnualReport, field).official
        yield _table_row(label, f"`{field}`", "否" if field in header_fields() else "是")
    yield from ("", "模式标识和表式版本在 XML 中由命名空间表示，不另设元素。")
    for edition in EDITIONS.values():
        yield from _chinese_cells_of(edition)
        yield from _chinese_identities_of(edition)
    yield ""


def _chinese_cells_of(edition: Edition) -> Iterator[str]:
    cells = gds.cells(edition.name)
    years = f"{edition.first_year} 年度" + ("起" if edition.last_year is None else f"至 {edition.last_year} 年度")
    yield from ("", f"## {edition.name} 版表式（{edition.source}），{years}", "", f"共 {len(cells)} 个单元格。")
    for section in sections():
        yield from ("", f"### {heading_of(section)}", "")
        found = [cell for cell in cells if cell.address.startswith(f"{section}.")]
        if not found:
            yield f"文字，由若干段落组成。地址：`{section}`。"
            continue
        yield f"地址：`{section}`，共 {len(found)} 个单元格。"
        yield from ("", "| 单元格 | 地址 | 条款 | 类型 | 单位 |", "|---|---|---|---|---|")
        for cell in found:
            yield _table_row(cell.words.zh, f"`{cell.address}`", cell.clause, _KINDS[cell.kind], cell.unit)


def _chinese_identities_of(edition: Edition) -> Iterator[str]:
    identities = gds.identities(edition.name)
    named = {cell.address: path_of(cell, "zh") for cell in gds.cells(edition.name)}
    yield from ("", f"### {edition.name} 版的勾稽关系", "")
    sides = "等号左边是报告上印的数，右边是应有的数；算式下面列出它所适用的各行、各列或各组。"
    yield f"共 {len(identities)} 项，不允许误差。{sides}"
    by_rule: dict[str, dict[str, list[str]]] = {}
    for identity in identities:
        place, rest = apart([named[address] for address in identity.cells])
        words = dict(zip(identity.cells, rest, strict=True))
        actual, expected = (
            " + ".join(words[address] for address in side) for side in (identity.actual, identity.expected)
        )
        by_rule.setdefault(identity.rule, {}).setdefault(f"{actual} = {expected}", []).append(place)
    for rule, formulas in by_rule.items():
        yield from ("", f"#### {rule}（{sum(map(len, formulas.values()))} 项）")
        for formula, places in formulas.items():
            yield from ("", formula, "", "分别适用于：", "")
            yield from (f"- {place}" for place in places)


def _edition_heading(edition: Edition) -> str:
    last = "and later" if edition.last_year is None else f"to {edition.last_year}"
    return f"edition {edition.name} ({edition.source}), reporting years {edition.first_year} {last}"


def _source(rule: Rule) -> str:
    return "this package" if rule.source == PACKAGE else rule.source


def _table_row(*entries: str) -> str:
    return f"| {' | '.join(entry.replace('|', '&#124;') for entry in entries)} |"


def main(arguments: list[str] | None = None) -> int:
    """Write, or check; the exit code of the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is not current")
    late = outdated()
    if parser.parse_args(arguments).check:
        sys.stdout.writelines(f"not current: {path}\n" for path in late)
        return int(bool(late))
    for path in late:
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(files()[path].encode())
        sys.stdout.write(f"written: {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
