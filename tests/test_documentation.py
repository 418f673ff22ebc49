"""What the documents say of the project is so: links lead somewhere, the READMEs are twins, named rules exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema.catalogue import RULES

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md")})
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    return [source for found, source in FENCE.findall(text_of(page)) if found == language]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_within_the_project_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", FENCE.sub("", text_of(page)))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_the_readmes_are_twins() -> None:
    """The same lines to paste, the same commands, and Python that differs in the language asked for alone."""
    english, chinese = ROOT / "README.md", ROOT / "README.zh-CN.md"
    assert blocks(english, "sh") == blocks(chinese, "sh")
    assert len(blocks(english, "sh")) == 2

    def commands(page: Path, prompt: str, language: str) -> list[str]:
        found = [line for source in blocks(page, language) for line in source.splitlines() if line.startswith(prompt)]
        return [line.replace('"zh"', '"en"') for line in found]

    for prompt, language in (("$ ", "console"), (">>> ", "python")):
        assert commands(english, prompt, language) == commands(chinese, prompt, language) != []


def test_the_line_that_runs_the_tests_is_marked() -> None:
    marked = re.findall(r"<!-- test-line -->\n```sh\n(.*)\n```", text_of(ROOT / "README.md"))
    assert marked == [blocks(ROOT / "README.md", "sh")[1].rstrip("\n")]


def test_every_rule_that_a_document_names_exists() -> None:
    """A rule id that was renamed would stay behind in the prose."""
    families = {rule.partition("-")[0] for rule in RULES}
    named = {
        (page.name, word)
        for page in PAGES
        for word in re.findall(r"`([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)`", text_of(page))
        if word.partition("-")[0] in families
    }
    assert {(page, word) for page, word in named if word not in RULES} == set()
    assert len(named) > len(families)


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_numbers_that_the_readmes_repeat_are_those_of_the_form(page: str) -> None:
    prose = FENCE.sub("", text_of(ROOT / page))
    assert re.findall(r"(\d+) (?:cells|个单元格)", prose) == [str(len(gds.cells()))]
    assert re.findall(r"(\d+) (?:arithmetic identities|项勾稽关系)", prose) == [str(len(gds.identities()))]


def test_the_licence_is_the_one_that_the_package_declares() -> None:
    assert "Apache License\n                           Version 2.0" in text_of(ROOT / "LICENSE")
