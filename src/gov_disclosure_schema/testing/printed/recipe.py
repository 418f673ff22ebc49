"""Recipes: a line of text that makes a variant, the same wherever it is followed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from random import Random
from types import MappingProxyType
from typing import Final, NamedTuple, Self

from ...editions import EDITIONS, FORMS
from ...findings import Number
from ...money import Money
from ...report import PublishedReport, narratives
from ...scalars import Kind
from ..tables import nested, valid_values
from .as_html import HTML_LAYOUTS, as_html
from .as_office import DOCX_LAYOUTS, XLSX_LAYOUTS, as_docx, as_xlsx
from .as_text import TEXT_LAYOUTS, as_text
from .deformation import Deformation
from .of_labels import LABELS
from .of_pages import PAGES
from .of_tables import AGAIN, TABLES
from .of_values import VALUES
from .page import Page, page_of

DEFORMATIONS: Final[Mapping[str, Deformation]] = MappingProxyType({**TABLES, **LABELS, **VALUES, **PAGES, **AGAIN})
"""Every deformation by name, in the order in which they are done to a page."""
LAYOUTS: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {"text": tuple(TEXT_LAYOUTS), "html": HTML_LAYOUTS, "docx": DOCX_LAYOUTS, "xlsx": XLSX_LAYOUTS}
)
"""The layouts of every format."""
_PRINTERS: Final[Mapping[str, Callable[[Page, str], bytes]]] = {
    "text": as_text,
    "html": as_html,
    "docx": as_docx,
    "xlsx": as_xlsx,
}
_MOST: Final = 5


class Variant(NamedTuple):
    """A report as it might be published, and what a sound reader makes of it.

    Attributes
    ----------
    recipe
        What it was made by.
    data
        The file.
    format
        Its format.
    values
        Address → what the page says; None for a blank. A reader that takes another number has put one into the wrong
        cell.
    lost
        Addresses of cells that the page no longer places with certainty: a reader may leave them, in a finding.
    told
        Addresses of cells that a finding must name whatever is read there: blanks, numbers with notes.
    texts
        Field → what the page says of the header and the narrative.
    """

    recipe: Recipe
    data: bytes
    format: str
    values: Mapping[str, Number | None]
    lost: frozenset[str]
    told: frozenset[str]
    texts: Mapping[str, object]


class Recipe(NamedTuple):
    """What makes a variant; as text, ``seed edition format/layout deformation deformation …``.

    Attributes
    ----------
    seed
        Of everything that is left to chance: the report, and where the deformations strike.
    edition
        Name of the form, an edition's or that of a mixture.
    format, layout
        One of `LAYOUTS`.
    deformations
        Names of `DEFORMATIONS`.
    """

    seed: int
    edition: str
    format: str
    layout: str
    deformations: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join([str(self.seed), self.edition, f"{self.format}/{self.layout}", *self.deformations])

    @classmethod
    def of(cls, text: str) -> Self:
        """The recipe that a text writes down."""
        seed, edition, where, *deformations = text.split()
        format_, _, layout = where.partition("/")
        return cls(int(seed), edition, format_, layout, tuple(deformations))

    @classmethod
    def drawn(cls, seed: int, formats: Sequence[str] = tuple(LAYOUTS)) -> Self:
        """The recipe of a seed: any form, format and layout, and up to five deformations that go with them."""
        random = Random(seed)  # noqa: S311  (not for secrets)
        edition, format_ = random.choice([*EDITIONS, *FORMS]), random.choice(formats)
        layout = random.choice(LAYOUTS[format_])
        fitting = [name for name, deformation in DEFORMATIONS.items() if format_ in deformation.formats]
        chosen = random.sample(fitting, random.randint(0, _MOST))
        return cls(seed, edition, format_, layout, tuple(sorted(chosen, key=fitting.index)))

    def report(self) -> PublishedReport:
        """The report that is printed, every cell filled."""
        return report_of(Random(self.seed), self.edition)  # noqa: S311  (not for secrets)

    def variant(self, report: PublishedReport | None = None) -> Variant:
        """What it makes, of its own report or of another."""
        page = page_of(report or self.report())
        for name in self.deformations:
            DEFORMATIONS[name].change(page, Random(f"{self.seed} {name}"))  # noqa: S311  (likewise)
        data = _PRINTERS[self.format](page, self.layout)
        lost, told = frozenset(page.lost), frozenset(page.told)
        return Variant(self, data, self.format, page.values, lost, told, page.texts)


def report_of(random: Random, edition: str) -> PublishedReport:
    """A report with plain narrative, sparse or dense, whose identities hold."""
    values = valid_values(edition, _numbers(random))
    texts = {section: tuple(_sentences(random, section)) for section in narratives()}
    organ = random.choice(["某市", "某县人民政府", "某区教育和体育局", "某镇", "某市2号街道办事处"])
    first = min(known.first_year for known in EDITIONS.values())
    fields = {"edition": edition, "organ": organ, "year": random.randint(first, first + 6)}
    return PublishedReport.model_validate({**fields, **texts, **nested(edition, values)})


def _numbers(random: Random) -> Callable[[Kind], Number | Money]:
    dense, most = random.random(), random.choice([3, 30, 3000])

    def drawn(kind: Kind) -> Number | Money:
        if random.random() > dense:
            return Money(Decimal(0)) if kind == "stated_amount" else 0
        number = random.randint(0, most)
        if kind == "count":
            return number
        if kind == "change":
            return random.choice([number, -number])
        amount = Decimal(number).scaleb(-random.randint(0, 6))
        return amount if kind == "amount" else Money(amount, random.choice(["元", "万元"]))

    return drawn


_SENTENCES: Final = {
    "overview": (
        "（一）主动公开情况。全年通过门户网站发布各类信息 {} 条，其中政策文件 {} 条。",
        "（二）依申请公开",
        "全年收到申请 {} 件，均在法定期限内答复。",
        "（三）政府信息管理：完善目录，清理失效文件 {} 件。",
        "1.拓展渠道，提升时效。",
        "（五）监督保障。组织培训 {} 次，参训 {} 人次。",
    ),
    "problems_and_improvements": (
        "一是公开的主动性还不够，二是解读形式较单一。",
        "下一步，将加强学习，细化 {} 项措施，提升公开质量。",
    ),
    "other_matters": ("本年度未收取信息处理费。", "本年度发出收费通知 {} 件，收取信息处理费 {} 元。"),
}


def _sentences(random: Random, section: str) -> list[str]:
    known = _SENTENCES[section]
    chosen = random.sample(range(len(known)), random.randint(1, len(known)))
    return [known[n].replace("{}", str(random.randint(0, 2000))) for n in sorted(chosen)]
