"""Documents that keep every rule, each to the limit in one place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from ..money import Money
from ..report import PublishedReport, cells, header_fields, identities, narratives, sections
from ..scalars import AMOUNT_DIGITS, COUNT_MAX, LINE_MAX, ORGAN_MAX, YEAR_MAX, Kind
from .case import Case, Deriver
from .documents import FORMATS, ORGAN, base, settled, written


class Valid(Deriver):
    """The valid cases of one edition."""

    def all(self) -> Iterator[Case]:
        """Every valid case."""
        for fault, at, report in self._valid_reports():
            for format_ in FORMATS:
                yield self._case(format_, fault, at, written(report, format_))
        yield from self._valid_json()
        yield from self._valid_xml()

    def _valid_reports(self) -> Iterator[tuple[str, str, PublishedReport]]:
        name = self._name
        yield "zeros", "", base(name)
        totals = {identity.at for identity in identities(name) if len(identity.actual) == 1}
        for number, identity in enumerate(identities(name)):
            parts = [cell for cell in identity.expected if cell not in totals]
            if len(identity.actual) == 1 and parts:
                one = parts[number % len(parts)]
                yield "one", one, base(name, settled(name, {one: 1}))
        counts = [cell.address for cell in cells(name) if cell.kind == "count"]
        free = [address for address in counts if not any(address in identity.cells for identity in identities(name))]
        yield "largest", "", base(name, dict.fromkeys(free, COUNT_MAX))
        for identity in identities(name):
            if len(identity.actual) > 1:
                # Each term at the bound: both sums are beyond what a double holds exactly.
                yield "largest-sums", identity.at, base(name, self._largest(identity))
                break
        for cell in cells(name):
            for value in _VALUES.get(cell.kind, ()):
                yield f"{_NAMES[cell.kind]}-{value}", cell.address, base(name, {cell.address: value})
        yield "header", "", base(name, **self._header_values())
        yield "organ-longest", "organ", base(name, organ="局" * ORGAN_MAX)
        yield "organ-characters", "organ", base(name, organ="某市2023年“<&>”\u3000𠮷局")
        yield "year-last", "year", base(name, year=YEAR_MAX)
        narrative = narratives()
        yield "none", "", base(name, None, **dict.fromkeys(narrative, ()))
        yield "longest", narrative[0], base(name, None, **{narrative[0]: ("a" * LINE_MAX,)})
        yield "characters", narrative[0], base(name, None, **{narrative[0]: _LEGAL_LINES})

    def _valid_json(self) -> Iterator[Case]:
        (count,) = self._first("count")
        for fault, at, raw in (
            ("negative-zero", count, "-0"),
            *(("negative-zero", change, "-0") for change in self._first("change")),
            *(
                (fault, amount, raw)
                for amount in self._first("amount")
                for fault, raw in (
                    ("negative-zero", "-0.0"),
                    ("trailing-zeros", "1.5000"),
                    ("more-trailing-zeros", "1.50000000"),
                    ("exponent", "1e3"),
                )
            ),
            *(("null", field, "null") for field in header_fields()),
        ):
            yield self._case("json", fault, at, self._edited("json", {at: raw}))
        document = json.loads(self._base("json"))
        yield self._case("json", "indented", "", json.dumps(document, indent=1))
        yield self._case("json", "escaped", "", json.dumps(document))
        yield self._case("json", "another-order", "", json.dumps(_reversed(document), ensure_ascii=False))
        key = count.rpartition(".")[2]
        escaped = self._base("json").replace(f'"{key}"', f'"\\u{ord(key[0]):04x}{key[1:]}"')
        yield self._case("json", "escaped-keys", "", escaped)

    def _valid_xml(self) -> Iterator[Case]:
        (count,) = self._first("count")
        for fault, at, raw in (
            ("spaces", count, " 0\t"),
            ("lines", count, "\n0\n"),
            ("cdata", count, "<![CDATA[0]]>"),
            ("comment-behind", count, "0<!-- none -->"),
            ("comment-before", count, "<!-- none -->0"),
            ("instruction", count, "<?note none?>0"),
            ("reference", count, "&#48;"),
            *(("spaces", amount, " 1.5 ") for amount in self._first("amount")),
            *(("trailing-zeros", amount, "1.5000") for amount in self._first("amount")),
            *(("spaces", change, " -5\n") for change in self._first("change")),
            *(("spaces", amount, " 1.5万元 ") for amount in self._first("stated_amount")),
            ("spaces", "year", f" {self._edition.first_year} "),
            ("cdata", "organ", f"<![CDATA[{ORGAN}]]>"),
            ("comment-inside", "organ", f"{ORGAN[0]}<!-- none -->{ORGAN[1:]}"),
            ("references", f"{sections()[0]}.0", "&#x4E00;&lt;&amp;&gt;&quot;&apos;"),
        ):
            yield self._case("xml", fault, at, self._edited("xml", {at: raw}))
        text = self._base("xml")
        lines = text.splitlines()
        yield self._case("xml", "one-line", "", "".join(line.strip() for line in lines[1:]))
        yield self._case("xml", "no-declaration", "", "\n".join(lines[1:]))
        yield self._case("xml", "carriage-returns", "", "\r\n".join(lines))
        yield self._case("xml", "byte-order-mark", "", b"\xef\xbb\xbf" + text.encode())
        yield self._case("xml", "prolog", "", text.replace("<annual", "<!-- a --><?b c?>\n<annual") + "<!-- d -->\n")
        prefixed = text.replace("</", "</r:").replace("xmlns=", "xmlns:r=").replace("<", "<r:")
        prefixed = prefixed.replace("<r:/r:", "</r:").replace("<r:?xml", "<?xml")
        yield self._case("xml", "prefixed", "", prefixed)
        location = (
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            f'xsi:schemaLocation="{self._edition.schema_id} annual-report.xsd" xmlns='
        )
        yield self._case("xml", "schema-location", "", text.replace("xmlns=", location, 1))


_VALUES: Final[Mapping[Kind, Sequence[Any]]] = {
    "amount": [
        *map(Decimal, ("0.000001", "0.1", "4.35", "59237.2449", "123456789.123456", "9" * AMOUNT_DIGITS)),
    ],
    "change": [1, -1, COUNT_MAX, -COUNT_MAX],
    "stated_amount": [
        *map(Money.parse, ("5", "251000元", "25.1万元", "0.000001万元", f"{'9' * AMOUNT_DIGITS}.999999元")),
    ],
}
_NAMES: Final = {"amount": "amount", "change": "change", "stated_amount": "amount"}
_LEGAL_LINES: Final = (
    "一",
    "a b\u3000c\u00a0d",
    "“双引号”\"'<b>&amp;</b>]]>",
    "|规章|0|0|0|",
    "\\u0000 \\n %s {}",
    "𠮷👨\u200d👩\u200d👧\ue000\u200b",
    "12.0",
)


def _reversed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _reversed(value[key]) for key in reversed(value)}
    return value
