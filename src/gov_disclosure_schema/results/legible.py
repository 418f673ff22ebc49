"""Text from elsewhere as it may be shown: nothing in it that would steer a terminal, or turn a line of text around."""

from __future__ import annotations

import re
from typing import Final

_CONTROL: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Control characters, marks that turn a line around, annotations and tags that nobody sees."""


def legible(text: str) -> str:
    """The text with control characters written as escapes."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)
