"""Printed documents as files: charsets, what a page or a document holds besides the report."""

from __future__ import annotations

from .rule import INFO, PACKAGE, WARNING, Subject

rule = Subject()

rule(
    "CHARSET-TOLD",
    INFO,
    PACKAGE,
    "文件未说明编码，按 {charset} 读取。",
    "the file does not say its charset; it was read as {charset}.",
)
rule(
    "CHARSET-DECLARED",
    WARNING,
    PACKAGE,
    "文件声明的编码是 {declared}，实际是 {charset}，按后者读取。",
    "the file declares the charset {declared} but is in {charset}; it was read as the latter.",
)
rule(
    "PAGE-SURROUNDINGS",
    INFO,
    PACKAGE,
    "网页中有 {count} 段导航、页脚一类的文字未读，如“{printed}”。",
    "navigation, footers and the like were not read, {count} lines of them, “{printed}”, say.",
)
rule(
    "PAGE-HIDDEN",
    WARNING,
    PACKAGE,
    "网页中有 {count} 处不显示的文字未读，如“{printed}”。",
    "hidden text was not read, in {count} places, “{printed}”, say.",
)
rule(
    "TEXT-STRUCK",
    WARNING,
    PACKAGE,
    "有 {count} 处文字已划去，未采用，如“{printed}”。",
    "text that is struck through was not taken, in {count} places, “{printed}”, say.",
)
