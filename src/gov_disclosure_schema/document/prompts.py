"""What an empty form asks for where nothing is printed: the title, and the sections of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..report import TITLE_ENDING

TITLE: Final = f"〔标题：机关名称、四位数年份，然后是“{TITLE_ENDING}”〕"
SECTIONS: Final[Mapping[str, str]] = {
    "overview": "〔主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障各方面的情况〕",
    "problems_and_improvements": "〔本年度存在的主要问题和改进的情况，不得空缺〕",
    "other_matters": "〔本年度收取信息处理费的情况，没有收取的也要写明；其他需要报告的事项〕",
}
"""Section of text → what is to be written there."""
COUNT: Final = "请填整数；没有的填 0，不要填“无”或“/”。"
AMOUNT: Final = "请填金额，单位以表头为准；没有的填 0，不要填“无”或“/”。"
CHANGE: Final = "请填整数，减少的填负数；没有增减的填 0。"
STATED_AMOUNT: Final = "请填金额，并写明“元”或“万元”；没有的填 0。"
