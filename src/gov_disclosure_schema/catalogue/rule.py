"""What a rule of the catalogue is, and the words of its messages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


class Severity(StrEnum):
    """How much a finding weighs; only an error makes a file fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Words(NamedTuple):
    """The same words in both languages."""

    zh: str
    en: str

    def spoken(self, language: Language) -> str:
        """The words in one of the two."""
        return self.zh if language == "zh" else self.en


class Rule(NamedTuple):
    """A rule and what is said when it is broken.

    Attributes
    ----------
    id
        Stable id.
    severity
        What a breach weighs.
    source
        Where the rule comes from.
    messages
        By variant; the plain one is named by the empty string. Placeholders are named in braces.
    severities
        By variant, what those weigh that weigh something else.
    """

    id: str
    severity: Severity
    source: str
    messages: Mapping[str, Words]
    severities: Mapping[str, Severity]

    def message(self, variant: str = "") -> Words:
        """The words of one variant."""
        return self.messages[variant]

    def severity_of(self, variant: str) -> Severity:
        """What a breach of one variant weighs."""
        return self.severities.get(variant, self.severity)


FORM: Final = "政府信息公开工作年度报告格式"
PACKAGE: Final = "gov-disclosure-schema"
EXACTNESS: Final = "ADR 0003"
BLANKS: Final = "ADR 0001"
IDENTITY: Final = "ADR 0004"
CREDIT: Final = "GB 32100-2015"


class Subject(dict[str, Rule]):
    """The rules of one subject by id, in order; called, it takes in one more."""

    def __call__(
        self,
        rule: str,
        severity: Severity,
        source: str,
        zh: str,
        en: str,
        **variants: tuple[str, str] | tuple[str, str, Severity],
    ) -> None:
        """Take in a rule: id, severity, source, its plain message in both languages, and its variants.

        A variant that weighs something else than the rule names its severity after its messages.
        """
        messages = {"": Words(zh, en)} | {name: Words(*words[:2]) for name, words in variants.items()}
        severities = {name: words[2] for name, words in variants.items() if len(words) == 3}  # noqa: PLR2004
        self[rule] = Rule(rule, severity, source, MappingProxyType(messages), MappingProxyType(severities))


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
