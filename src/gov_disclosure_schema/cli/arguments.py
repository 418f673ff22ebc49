"""The arguments of the command, and the language it speaks. Imports nothing that costs time."""

from __future__ import annotations

import argparse
import locale
import os
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, NoReturn

from .. import __version__
from ..catalogue import LANGUAGES, Language
from ..files import PIPE
from ..results.legible import legible
from .words import of_argparse, said

PROGRAM: Final = "gov-disclosure"
_LOCALE_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(arguments: Sequence[str]) -> Language:
    """What `--lang` says, else the language of the locale: Chinese or English.

    Needed before the arguments are parsed, because what the parser says is in that language too.
    """
    asked = ""
    for option, after in pairwise([*arguments, ""]):
        if option == "--":
            break
        if option == "--lang":
            asked = after
        elif option.startswith("--lang="):
            asked = option.removeprefix("--lang=")
    for language in LANGUAGES:
        if asked == language:
            return language
    stated = next((os.environ[name] for name in _LOCALE_VARIABLES if os.environ.get(name)), None)
    # Where no variable says so (Windows), the locale of the process: "Chinese (Simplified)_China".
    name = stated if stated is not None else locale.getlocale()[0] or ""
    return "zh" if name.startswith(("zh", "Chinese")) else "en"


class _Parser(argparse.ArgumentParser):
    """A parser that speaks both languages."""

    language: Language = "en"

    def format_help(self) -> str:
        return of_argparse(super().format_help(), self.language)

    def format_usage(self) -> str:
        return of_argparse(super().format_usage(), self.language)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {legible(of_argparse(message, self.language))}\n")


def parser_for(language: Language) -> argparse.ArgumentParser:
    """The parser of the whole command, in a language."""

    class Parser(_Parser):
        pass

    Parser.language = language

    def words(key: str) -> str:
        return said(key, language)

    def common(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
        parser.add_argument("-h", "--help", action="help", help=words("help_help"))
        parser.add_argument("--lang", choices=LANGUAGES, help=words("help_lang"))
        return parser

    top = Parser(prog=PROGRAM, description=words("description"), add_help=False, allow_abbrev=False)
    common(top).add_argument(
        "--version", action="version", version=f"{PROGRAM} {__version__}", help=words("help_version")
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", title=words("help_commands"))

    def command(name: str) -> argparse.ArgumentParser:
        parser = commands.add_parser(
            name,
            help=words(f"help_{name}"),
            description=words(f"help_{name}"),
            epilog=words(f"epilog_{name}"),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        parser.set_defaults(parser=parser)
        return common(parser)

    def choose_format(parser: argparse.ArgumentParser, *more: str) -> None:
        said_of = "help_check_format" if more else "help_format"
        parser.add_argument("--format", choices=("text", "json", *more), default="text", help=words(said_of))

    def choose_rules(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--select", metavar="RULE[,RULE]", action="append", default=[], help=words("help_select"))
        parser.add_argument("--ignore", metavar="RULE[,RULE]", action="append", default=[], help=words("help_ignore"))
        parser.add_argument("--config", metavar="TOML", help=words("help_config"))

    check = command("check")
    check.add_argument("files", metavar="FILE", nargs="+", help=words("help_files"))
    check.add_argument("--against", choices=("model", "schema"), default="model", help=words("help_against"))
    check.add_argument("--previous", metavar="LAST", help=words("help_previous"))
    choose_rules(check)
    choose_format(check, "sarif", "github")
    check.add_argument("--html", metavar="OUT", help=words("help_html"))

    diff = command("diff")
    diff.add_argument("first", metavar="A", help=words("help_first"))
    diff.add_argument("second", metavar="B", help=words("help_second"))
    choose_format(diff)

    _convert(command("convert"), words)

    choose_rules(_corpus(command("corpus"), words))
    _aggregate(command("aggregate"), words)

    schema = command("schema")
    schema.add_argument("kind", metavar="KIND", nargs="?", default="json", help=words("help_kind"))
    schema.add_argument("other", metavar="OTHER", nargs="?", help=words("help_other"))
    schema.add_argument("--edition", help=words("help_edition"))
    choose_format(schema)

    template = command("template")
    template.add_argument("output", metavar="OUT", help=words("help_form"))
    template.add_argument("--edition", help=words("help_edition"))
    template.add_argument("--to", dest="target", metavar="FORMAT", help=words("help_to"))

    conformance = command("conformance")
    conformance.add_argument("output", metavar="OUT", help=words("help_archive"))
    conformance.add_argument("--edition", help=words("help_edition"))

    rules = command("rules")
    rules.add_argument("--edition", help=words("help_edition"))
    choose_format(rules)
    return top


def _convert(convert: argparse.ArgumentParser, words: Callable[[str], str]) -> None:
    convert.add_argument("input", metavar="IN", help=words("help_in"))
    convert.add_argument("output", metavar="OUT", help=words("help_out"))
    convert.add_argument("--from", dest="source", metavar="FORMAT", help=words("help_from"))
    convert.add_argument("--to", dest="target", metavar="FORMAT", help=words("help_to"))
    convert.add_argument("--strict", action="store_true", help=words("help_strict"))


def _corpus(corpus: argparse.ArgumentParser, words: Callable[[str], str]) -> argparse.ArgumentParser:
    corpus.add_argument("action", metavar="check", choices=("check",), help=words("help_action"))
    corpus.add_argument("source", metavar="SOURCE", help=words("help_source"))
    corpus.add_argument("-o", "--output", metavar="OUT", required=True, help=words("help_tables"))
    corpus.add_argument("--jobs", metavar="N", type=int, help=words("help_jobs"))
    return corpus


def _aggregate(aggregate: argparse.ArgumentParser, words: Callable[[str], str]) -> None:
    aggregate.add_argument("files", metavar="FILE", nargs="+", help=words("help_members"))
    aggregate.add_argument("-o", "--output", metavar="OUT", help=words("help_sum"))
    aggregate.add_argument("--to", dest="target", metavar="FORMAT", help=words("help_to"))
    aggregate.add_argument("--organ", metavar="NAME", help=words("help_organ"))
    aggregate.add_argument("--against", metavar="PUBLISHED", help=words("help_published"))


def needs_format(output: str, target: str | None) -> bool:
    """Whether nothing tells the format to write."""
    return output == PIPE and target is None
