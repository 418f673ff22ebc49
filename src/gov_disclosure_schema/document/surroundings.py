"""What stands below the last section of a published page and is none of the report: its footer, its buttons, links.

A line is told by its words, and only behind the last sentence of the section: a short line without a full stop that

- is nothing but buttons (打印, 关闭, 分享, 返回顶部 …), one or several; or
- begins with a word for what such a line names, and a colon (附件, 上一篇, 下一篇, 主办, 责任编辑, 来源 …); or
- states who owns the site, or its registration (版权所有, 网站标识码, 备案号, ICP备, 公网安备 …).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .blocks import Cell

_LONGEST: Final = 80
"""Longest line that is looked at."""
_SENTENCE: Final = re.compile("[。；！？!?]")
_BETWEEN: Final = r"[\s\u3000|｜/、,，>＞·\-—\[\]【】〔〕（）()：:]*"
_BUTTON: Final = (
    r"(?:打印|关闭|收藏|纠错|复制|分享|转发|返回|本页|此页|页面|窗口|顶部|首页|列表|目录|上一页|下一页|微信|微博|朋友圈|空间|"
    r"字号|字体|大\s*中\s*小|网站地图|联系我们|关于我们|网站声明|隐私声明|无障碍(?:浏览|阅读)?|友情链接|相关链接|下载|附件|查看|"
    "QQ|到|至|扫一扫|在手机打开当前页|手机)"
)
_BUTTONS: Final = re.compile(f"{_BETWEEN}(?:{_BUTTON}{_BETWEEN})+", re.IGNORECASE)
_LED: Final = re.compile(
    r"[\s\u3000【\[]*(?:相关)?(?:附件(?:下载)?[0-9０-９一二三四五六七八九十]*\s*[：:.．、]|"
    r"(?:[上下]一[篇条页]|主办|主管|承办|协办|主办单位|主管单位|承办单位|技术支持|技术维护|责任编辑|编辑|责编|来源|信息来源|"
    r"浏览次数|浏览量|点击数|点击量|访问量|分享到|分享至)\s*[：:】\]])"
)
_OWNER: Final = re.compile("版权所有|网站标识码|备案(?:序)?号|ICP备|公网安备|Copyright", re.IGNORECASE)


def footer_of(paragraphs: Sequence[Cell]) -> list[int]:
    """Numbers of the lines of the last section that are the page's.

    Parameters
    ----------
    paragraphs
        Its lines.
    """
    last = max((n for n, cell in enumerate(paragraphs) if _says_something(cell.text)), default=-1)
    return [n for n, cell in enumerate(paragraphs) if n > last and _is_surroundings(cell.text)]


def _says_something(text: str) -> bool:
    """Whether a line is a sentence, or longer than a footer's."""
    return len(text) > _LONGEST or (bool(_SENTENCE.search(text)) and not _is_surroundings(text))


def _is_surroundings(text: str) -> bool:
    if len(text) > _LONGEST or "。" in text:
        return False
    return bool(_BUTTONS.fullmatch(text) or _LED.match(text) or _OWNER.search(text))
