"""What is the same in every Word file: styles as for official documents (GB/T 9704), settings, footer."""

from __future__ import annotations

from typing import Final

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TABLE_SIZE: Final = 18
"""Of the text in a table, in half points."""


def _style(name: str, title: str, paragraph: str, run: str = "") -> str:
    """A style of paragraphs: id, name, and what it says of paragraphs and of their text."""
    text = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr>{text}</w:style>"
    )


def _font(east_asian: str, half_points: int, *, bold: bool = False) -> str:
    return (
        f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{east_asian}"'
        f' w:cs="Times New Roman"/>{"<w:b/><w:bCs/>" if bold else ""}'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )


_BODY: Final = '<w:spacing w:before="0" w:after="0" w:line="560" w:lineRule="exact"/>'
_TOGETHER: Final = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
"""No space between a number and its unit: on paper it would stand between two cells."""
_INDENT: Final = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
STYLES: Final = (
    f'<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>{_font("宋体", 21)}'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    '<w:pPr><w:jc w:val="both"/></w:pPr></w:style>'
    + _style(
        "Title",
        "Title",
        '<w:keepNext/><w:spacing w:before="240" w:after="360"/><w:jc w:val="center"/>',
        _font("宋体", 44, bold=True),
    )
    + _style("HeaderField", "Header field", '<w:jc w:val="left"/>')
    + _style(
        "Heading1",
        "heading 1",
        f'<w:keepNext/><w:spacing w:before="240" w:after="120"/>{_INDENT}<w:outlineLvl w:val="0"/>',
        _font("黑体", 32),
    )
    + _style("Narrative", "Narrative", _BODY + _INDENT, _font("仿宋", 32))
    + _style("TableText", "Table text", _TOGETHER + '<w:jc w:val="center"/>', _font("宋体", TABLE_SIZE))
    + _style("Footer", "footer", '<w:jc w:val="center"/>', _font("宋体", 28))
    + '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>'
    '<w:rPr><w:color w:val="808080"/></w:rPr></w:style></w:styles>'
)
SETTINGS: Final = (
    f'<w:settings xmlns:w="{WORD}"><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
FOOTER: Final = (
    f'<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
)
