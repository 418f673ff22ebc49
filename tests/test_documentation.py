"""What the documents say of the project is so: links lead somewhere, the READMEs are twins, named rules exist."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

import gov_disclosure_schema as gds
from gov_disclosure_schema.catalogue import RULES
from gov_disclosure_schema.editions import EDITIONS

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "tools" / "site.py"


def load_site() -> ModuleType:
    spec = importlib.util.spec_from_file_location("site_builder", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SITE = load_site()
PAGES = [ROOT / path for path in SITE.published() if path.endswith(".md")]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    return [source for found, source in FENCE.findall(text_of(page)) if found == language]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_within_the_project_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", FENCE.sub("", text_of(page)))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def commands(page: Path, prompt: str, language: str) -> list[str]:
    found = [line for source in blocks(page, language) for line in source.splitlines() if line.startswith(prompt)]
    return [line.replace('"zh"', '"en"') for line in found]


def test_the_readmes_are_twins() -> None:
    """The same lines to paste, the same commands, and Python that differs in the language asked for alone."""
    english, chinese = ROOT / "README.md", ROOT / "README.zh-CN.md"
    assert blocks(english, "sh") == blocks(chinese, "sh")
    assert len(blocks(english, "sh")) == 2
    for prompt, language in (("$ ", "console"), (">>> ", "python")):
        assert commands(english, prompt, language) == commands(chinese, prompt, language) != []


def headings(page: Path) -> list[int]:
    return [len(marks) for marks in re.findall(r"^(#+) ", FENCE.sub("", text_of(page)), re.MULTILINE)]


def rules_named(page: Path) -> set[str]:
    return {word for word in re.findall(r"`([A-Z0-9-]+)`", text_of(page)) if word in RULES}


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("check-guide.md", "zh/check-guide.md"), ("guides/draft-in-word-or-excel.md", "zh/draft.md")],
)
def test_the_guides_for_drafters_are_twins(english: str | Path, chinese: str | Path) -> None:
    """The same commands under the same headings, and the same rules spoken of."""
    english, chinese = ROOT / "docs" / english, ROOT / "docs" / chinese
    assert commands(english, "$ ", "console") == commands(chinese, "$ ", "console") != []
    assert headings(english) == headings(chinese)
    assert rules_named(english) == rules_named(chinese) != set()


def test_the_form_in_chinese_has_every_cell_and_every_rule_of_the_form() -> None:
    _, *parts = re.split(r"^## (\d+) 版", text_of(ROOT / "docs" / "zh" / "form.md"), flags=re.MULTILINE)
    assert parts[::2] == [*EDITIONS]
    for edition, page in zip(parts[::2], parts[1::2], strict=True):
        for cell in gds.cells(edition):
            assert f"| {cell.words.zh} | `{cell.address}` | {cell.clause} |" in page
        counted = {rule: int(count) for rule, count in re.findall(r"^#### (\S+)（(\d+) 项）$", page, re.MULTILINE)}
        due = [identity.rule for identity in gds.identities(edition)]
        assert counted == {rule: due.count(rule) for rule in due}
        places = re.findall(r"^- ", page.partition("版的勾稽关系")[2], re.MULTILINE)
        assert len(places) == len(due)


class TestTheSite:
    """The site shows every page, includes files that are there, and what is built is looked at once more."""

    def test_every_page_is_in_the_plan_once(self) -> None:
        plan = text_of(ROOT / "mkdocs.yml").partition("\nnav:\n")[2]
        assert sorted(re.findall(r": (\S+\.md)$", plan, re.MULTILINE)) == sorted(
            path for path in SITE.published() if path.endswith(".md")
        )

    def test_what_a_page_includes_is_published_with_it(self) -> None:
        included = {path for page in PAGES for path in re.findall(r'^--8<-- "([^":]+)', text_of(page), re.MULTILINE)}
        assert included
        assert included <= set(SITE.published())

    @pytest.mark.parametrize(
        ("name", "text", "told"),
        [
            ("a.html", '<script src="https://x.test/a.js"></script>', '<script src="https://x.test/a.js">'),
            (
                "a.html",
                '<link rel="stylesheet" href="//x.test/a.css">',
                '<link rel="stylesheet" href="//x.test/a.css">',
            ),
            ("a.html", '<img alt="" src=http://x.test/a.png>', '<img alt="" src=http://x.test/a.png>'),
            ("a.css", "@font-face{src:url(https://x.test/a.woff)}", "url(https://x.test/a.woff"),
            ("a.html", '<script src="a.js"></script> <a href="https://x.test">x</a>', None),
            ("a.css", "a{background:url(data:image/svg+xml;x)}", None),
        ],
    )
    def test_what_a_browser_would_fetch_from_elsewhere_is_told(
        self, tmp_path: Path, name: str, text: str, told: str | None
    ) -> None:
        (tmp_path / name).write_text(text)
        assert SITE.foreign(tmp_path) == ([f"{name}: {told}"] if told else [])

    def test_a_link_that_leads_nowhere_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub" / "index.html").write_text('<a href="../a%20b.json#x">x</a> <a href="#top">x</a>')
        (tmp_path / "a b.json").write_text("{}")
        (tmp_path / "index.html").write_text(
            '<a class="x" href="sub">x</a> <a href="none.html?x">x</a> <a href="https://x.test/none">x</a>'
        )
        assert SITE.dead(tmp_path) == ["index.html: none.html?x"]


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
