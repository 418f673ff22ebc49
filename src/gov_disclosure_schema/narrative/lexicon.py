"""The words of running text that belong to no field: negations, comparisons, scopes, fillers, other things.

What fields are called stands on their labels. A word that is neither there nor here is unknown, and an unknown word
between a field's name and a number keeps the number from being read as that field's.
"""

from __future__ import annotations

from enum import IntEnum, auto
from typing import Final


class Kind(IntEnum):
    """What a token is to the grammar."""

    NUMBER = auto()
    """A number with its unit."""
    MENTION = auto()
    """A field, or one of several that share the word."""
    THING = auto()
    """What is counted in section 三: an application."""
    FEE = auto()
    """The information-processing fee, which no cell holds."""
    YEAR = auto()
    """A time: before (-1), within (0) or after (1) the reporting year."""
    YEARS = auto()
    """Several years that end with the reporting year."""
    COMPARED = auto()
    """What follows compares with last year."""
    UP = auto()
    DOWN = auto()
    SAME = auto()
    SHARE = auto()
    """What follows is a share of something."""
    NONE = auto()
    """Nothing of what follows, or of what went before, has happened."""
    NOT = auto()
    """A negation of the verb that follows alone."""
    ALL = auto()
    EACH = auto()
    EXCEPT = auto()
    AMONG = auto()
    """A breakdown of what went before."""
    RESPECTIVELY = auto()
    AND = auto()
    BREAK = auto()
    STOP = auto()
    """A break that closes the scopes."""
    OPEN = auto()
    CLOSE = auto()
    WHOLE = auto()
    """The reporting organ or its whole region."""
    PART = auto()
    """An office or a part of the region."""
    PLAN = auto()
    """What follows is not this year's."""
    SUBSET = auto()
    """The number is of some of the things that a field counts."""
    OTHER = auto()
    """Things that the form does not count."""
    LAW = auto()
    """A reference, a date, a number of a document."""
    FILLER = auto()
    UNKNOWN = auto()


BEFORE: Final = ("上一年度", "上一年", "上年度", "上年", "去年", "前一年", "往年", "历年", "年初", "期初", "上期")
AFTER: Final = ("下一年度", "下一年", "下年度", "下年", "次年", "明年", "来年", "年末", "年底", "期末")
WITHIN: Final = ("本年度", "本年", "今年", "当年", "本期")

_WORDS: Final[dict[Kind, str]] = {
    Kind.FEE: "信息处理费 信息公开处理费",
    Kind.COMPARED: "同比 环比 同期相比",
    Kind.UP: "增长 增加 上升 提高 提升 上涨 增幅 增多 多出 增 多",
    Kind.DOWN: "下降 减少 降低 回落 降幅 减幅 少",
    Kind.SAME: "持平",
    Kind.SHARE: "占比 占",
    Kind.NONE: "未发生 未出现 未产生 没有发生 没有产生 没有出现 没有收到 没有接到 没有 未有 不存在 为无 均无 无",
    Kind.NOT: "从未 尚未 未曾 暂未 未",
    Kind.ALL: "全部 均 都 悉数 一律 全",
    Kind.EACH: "各",
    Kind.EXCEPT: "除 其余 剩余",
    Kind.AMONG: "其中 包括 包含 含",
    Kind.RESPECTIVELY: "分别 依次",
    Kind.AND: "、 和 及 以及 与 或 或者 并 也 又 / ／ + ＋",
    Kind.BREAK: "， , ： : —— —",
    Kind.STOP: "； ;",
    Kind.OPEN: "（ ( [ 【",
    Kind.CLOSE: "） ) ] 】",
    Kind.WHOLE: (
        "全省 全市 全县 全区 全州 全旗 全镇 全乡 全局 全委 全厅 全系统 全街道 全域 本省 本市 本县 本区 "
        "本镇 本乡 本局 本委 本厅 本办 本行政区 我省 我市 我县 我区 我镇 我乡 我局 我委 我厅 我办 我街道 "
        "我处 我院 我校 我单位 我部门 我机关 我中心 我队 本机关 本单位 本部门 本行政机关 本街道 本中心 "
        "本级行政机关"
    ),
    Kind.PART: (
        "本级 政府办公室 政府办公厅 政府办 局机关 厅机关 委机关 部机关 办机关 机关本级 局属单位 厅属单位 "
        "委属单位 直属单位 下属单位 所属单位 下属部门 县区 区县 县市区 镇街 街镇 乡镇 镇乡 市直 区直 县直 "
        "省直 市级部门 区级部门 县级部门 市级单位 区级单位 县级单位 市级机关 区级机关 县级机关 分局 村居 "
        "社区 街道办"
    ),
    Kind.PLAN: "计划 力争 下一步 下步 将于 拟 预计 争取 目标 确保 应当 可以 可在",
    Kind.SUBSET: (
        "网上 网络 在线 线上 互联网 信函 信件 邮寄 邮件 电子邮件 当面 现场 传真 电话 窗口 当场 延期 补正 "
        "撤回 撤销 逾期答复 转交 移送 会商 征求 减免 退还 免收 超期 首次 公民 个人 无关 责令 减免缓"
    ),
    Kind.OTHER: (
        "不予受理 不受理 收取标准 收费标准 热线 留言 信箱 来信 建议 提案 咨询 信访 网站 微信 微博 公众号 "
        "新媒体 客户端 政策解读 解读 培训 发布会 公报 专栏 栏目 诉求 投诉 清单 目录 信息条 赔偿 访问量 "
        "点击量 浏览量 阅读量 粉丝 满意度 舆情 听证 采购"
    ),
    Kind.FILLER: (
        "政府信息公开 政务公开 信息公开 政府信息 主动公开 案件 案 事项 事件 决定 处理决定 数量 总数量 "
        "总数 总量 件数 数 量 业务 工作 的 地 之 为 有 共有 共 总共 共计 合计 总计 累计 计 是 系 达 达到 "
        "到 至 已 已经 了 其 该 此 类 类型 属于 因 因为 由于 被 以 由 于 在 对 向 就 将 且 中 里 方面 "
        "情况 的情况 情形 结果 办理结果 办理情况 处理结果 答复结果 结果中 各级 各部门 各单位 各地 "
        "行政机关 机关 单位 部门 政府 人民政府 镇政府 乡政府 街道办事处 办事处 全年 全年度 年度 年内 年中 "
        "期间 总体 目前 截至 截止 期间内 公民、法人或其他组织 公民、法人和其他组织 公民、法人及其他组织 "
        "公民法人和其他组织 公民法人或其他组织 公民、法人或者其他组织 失效 按照 法定时限 一起 一件 一例 "
        "提出 提交 递交 来自 申请人 群众 社会公众 公众 按要求 依法 依规 依法依规 规范 按规定 按照规定 规定 按期 "
        "按时 及时 如期 准时 法定 期限 法定期限 时限 规定期限 规定时限 规定时间 期限内 时限内 内 书面 "
        "要件齐备 符合 条件 有效 各类 引起 引发 产生 涉及 有关 相关 关于 方式 渠道 完毕 完成 作出 做出 "
        "告知 给予 作为 作 做 实施 采取 措施 强制措施 发生 存在 出现 提起 被提起 申请行政 被申请 引致 "
        "导致 一审 备案 收入 金额 总金额 总额 收取 征收 收缴 收费金额 宣布 清理 截至年底 期间共 新 年 度 "
        "继续 进行 予以 件次 人次 尚有 尚在 仍有 还有 另有 余 另 等 方 者 人 本着 机构 主要 所有 一 经 后 "
        "时 年度内 件 获 获得 当 则 即 增至 升至 降至 减至 增加到 减少到 下降到 上升到 总件数 相比 较 "
        "与去 略有 幅度 率为"
    ),
}

WORDS: Final[dict[str, Kind]] = {word: kind for kind, words in _WORDS.items() for word in words.split()}
"""Every word of the lexicon that is not a time."""
TIMES: Final[dict[str, int]] = {
    **dict.fromkeys(BEFORE, -1),
    **dict.fromkeys(WITHIN, 0),
    **dict.fromkeys(AFTER, 1),
}
"""Words for times: before, within, after the reporting year."""
ROUGHLY: Final[dict[str, int]] = {
    **dict.fromkeys(("超过", "超", "逾", "突破", "余", "多"), 1),
    **dict.fromkeys(("近", "将近", "接近", "不足", "不到"), -1),
    **dict.fromkeys(("约", "大约", "左右", "上下"), 0),
}
"""Words that make a number inexact: above, below, around."""
