"""Deformations of what stands around the tables: title, headings, navigation, footnotes, characters."""

from __future__ import annotations

from random import Random

from .deformation import EVERY, Subject
from .of_tables import FOOTNOTES
from .page import Box, Page, Paragraph, Table

PAGES = Subject()

_NUMERALS = "一二三四五六"


@PAGES()
def navigation_before(page: Page, random: Random) -> None:
    """Navigation and a list of other reports before the report."""
    links = ["网站首页", "政务公开", "当前位置：首页 > 政府信息公开年报 > 正文", "字号：大 中 小", "无障碍阅读"]
    page.blocks[:0] = [Paragraph(text) for text in random.sample(links, random.randint(1, len(links)))]


@PAGES(frozenset({"html", "text"}))
def navigation_after(page: Page, random: Random) -> None:
    """Navigation and attachments' names after the report."""
    links = [
        "附件：年度报告.docx",
        "上一篇：没有了",
        "【打印】【关闭】",
        "主办：某市人民政府办公室",
        "备案号12345678",
        "分享到：微信 微博",
        "扫一扫在手机打开当前页",
        "版权所有：某市人民政府 网站标识码：1234567890",
    ]
    page.blocks += [Paragraph(text) for text in random.sample(links, random.randint(1, len(links)))]


@PAGES()
def metadata_table(page: Page, random: Random) -> None:
    """A metadata table before the report."""
    number = random.randint(1000, 9999)
    rows = [["索引号", f"A0{number}/2024-{number}", "发布机构", "某局"], ["文号", "无", "公开方式", "主动公开"]]
    page.blocks.insert(0, Table([[Box(text) for text in row] for row in rows]))


@PAGES()
def contents(page: Page, random: Random) -> None:
    """A list of contents before the first section."""
    del random
    at = page.blocks.index(page.headings()[0])
    page.blocks[at:at] = [Paragraph(heading.text) for heading in page.headings()]


@PAGES()
def preface(page: Page, random: Random) -> None:
    """A preface before the first section."""
    text = "根据《中华人民共和国政府信息公开条例》的规定，编制本报告，统计期限自1月1日起至12月31日止。"
    page.blocks.insert(page.blocks.index(page.headings()[0]), Paragraph(text))
    del random


@PAGES()
def title_spelling(page: Page, random: Random) -> None:
    """A title with the year first, spaces in it, or without 工作."""
    organ, year = page.texts["organ"], page.texts["year"]
    page.title.text = random.choice(
        [
            f"{year}年{organ}政府信息公开工作年度报告",
            f"{organ} {year} 年政府信息公开工作 年度报告",
            f"{organ}{year}年政府信息公开年度报告",
            f"《{organ}{year}年度政府信息公开工作年度报告》",
        ]
    )


@PAGES()
def section_numbers(page: Page, random: Random) -> None:
    """Section numbers that are wrong or repeated."""
    for heading in random.sample(page.headings(), random.randint(1, 3)):
        heading.text = random.choice(_NUMERALS) + heading.text[1:]


@PAGES()
def heading_wordings(page: Page, random: Random) -> None:
    """Headings with other words."""
    for heading in page.headings():
        known = _HEADINGS.get(heading.section, ())
        if known and random.random() < 0.7:  # noqa: PLR2004  (most)
            heading.text = heading.text[:2] + random.choice(known)


_HEADINGS = {
    "proactive_disclosure": ("主动公开政府信息的情况", "主动公开信息情况"),
    "requests": ("收到和处理政府信息公开申请的情况", "政府信息公开申请的收到和处理情况"),
    "remedies": ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", "政府信息公开行政复议和行政诉讼情况"),
    "problems_and_improvements": (
        "存在问题及改进情况",
        "政府信息公开工作存在的主要问题及改进情况",
        "存在的主要问题及整改措施",
    ),
    "other_matters": ("其他需要报告事项", "需要报告的其他事项"),
}


@PAGES()
def heading_lost(page: Page, random: Random) -> None:
    """The heading of a table lost between pages."""
    tables = {table.section for table in page.tables()}
    lost = random.choice([heading for heading in page.headings() if heading.section in tables])
    at = page.blocks.index(lost)
    if isinstance(page.blocks[at + 1], Table) and not page.blocks[at + 1].section:
        # A stray table behind it is now as good as one of the text before it.
        before = next(block.section for block in reversed(page.blocks[:at]) if block.section)
        page.texts.pop(before, None)
    page.blocks.remove(lost)


@PAGES()
def footnotes(page: Page, random: Random) -> None:
    """A footnote under a table."""
    table = random.choice(page.tables())
    page.blocks.insert(page.blocks.index(table) + 1, Paragraph(random.choice(FOOTNOTES)))


@PAGES()
def nothing_to_report(page: Page, random: Random) -> None:
    """Nothing but 无 in section 六."""
    last = page.blocks.index(page.headings()[-1])
    text = random.choice(["无。", "无"])
    page.blocks[last + 1 :] = [Paragraph(text)]
    page.texts["other_matters"] = (text,)


@PAGES()
def control_characters(page: Page, random: Random) -> None:
    """Control characters."""
    paragraphs = [block for block in page.blocks if isinstance(block, Paragraph) and not block.section]
    for block in random.sample(paragraphs, min(3, len(paragraphs))):
        block.text = block.text[:2] + random.choice(["\u0007", "\u0001", "\ufeff", "\u200b"]) + block.text[2:]
    for field in ("overview", "problems_and_improvements", "other_matters", "organ"):
        page.texts.pop(field, None)


def _way(name: str, entry: str, formats: frozenset[str] = EVERY) -> None:
    """A way to print that the format's printer has to see to."""

    def change(page: Page, random: Random) -> None:
        del random
        page.how.add(name)

    change.__name__, change.__doc__ = name, f"{entry}."
    PAGES(formats)(change)


_way("gb18030", "GB18030 without a word on it", frozenset({"html", "text"}))
_way("byte_order_mark", "A byte-order mark", frozenset({"html", "text"}))
_way("carriage_returns", "Lines ended by CR LF", frozenset({"html", "text"}))
_way("trimmed", "White space taken off the ends of lines", frozenset({"text"}))
_way("nested_spans", "Single characters in spans of their own, nested paragraphs", frozenset({"html", "docx"}))
_way("non_breaking", "&nbsp; in blank cells and before paragraphs", frozenset({"html"}))
_way("wrong_charset", "A charset that the page declares and does not have", frozenset({"html"}))
_way("numbers_as_text", "Numbers stored as text", frozenset({"xlsx"}))
_way("page_numbers", "Page numbers between rows", frozenset({"text"}))
