"""How verdicts and severities are named, in both languages, wherever a result is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..catalogue import PACKAGE, Severity, Words

SEVERITIES: Final[Mapping[Severity, Words]] = {
    Severity.ERROR: Words("错误", "error"),
    Severity.WARNING: Words("警告", "warning"),
    Severity.INFO: Words("提示", "info"),
}
VERDICTS: Final[Mapping[str, Words]] = {
    "passed": Words("合格", "passed"),
    "failed": Words("不合格", "failed"),
    "incomplete": Words("未见错误，但不完整", "no errors, but incomplete"),
    "unreadable": Words("无法读取", "cannot be read"),
}
DECIDED_HERE: Final = (PACKAGE, "ADR ", "docs/")
"""How sources begin that are this package's own; they tell a drafter nothing."""
