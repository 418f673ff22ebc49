"""The check report in a real browser: links lead where they say, nothing is fetched, everybody can read it.

Where the browser is absent the tests are skipped; with `BROWSER=required` they fail. `python tools/browser.py` fetches
what can be fetched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from browsing import FOLDER, Browser, chromium

import gov_disclosure_schema as gds
from gov_disclosure_schema.catalogue import LANGUAGES, Language
from gov_disclosure_schema.page.document import page
from gov_disclosure_schema.report import cell_values
from gov_disclosure_schema.results.result import Result, result_of

pytestmark = pytest.mark.browser

EXAMPLES = Path(__file__).parent.parent / "examples"
TOTAL = "requests.outcomes.partially_disclosed.total"
TERM = "requests.outcomes.partially_disclosed.natural_person"


def need(there: object, what: str) -> None:
    if not there:
        if os.environ.get("BROWSER") == "required":
            pytest.fail(f"missing: {what}")
        pytest.skip(f"missing: {what}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    need(shutil.which("node"), "node")
    need(chromium(), "Chromium")
    need((FOLDER / "node_modules").is_dir(), "packages of Node.js (python tools/browser.py)")
    with Browser() as found:
        yield found


class Pages(NamedTuple):
    """Pages by what is on them."""

    failing: Path
    clean: Path
    unreadable: Path
    several: Path
    hostile: Path


@pytest.fixture(scope="module", params=LANGUAGES)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    language: Language = request.param
    folder = tmp_path_factory.mktemp("pages")
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02")
    failing = result_of(str(EXAMPLES / "planted-errors.txt"))
    clean = result_of(str(EXAMPLES / "suqian-2024.txt"))
    unreadable = result_of(str(folder / "binary.txt"))
    text = (EXAMPLES / "planted-errors.txt").read_text("utf-8").replace("481", "<script>alert(1)</script>", 1)
    reading = gds.read(text.replace("云川市", "云川<img src=x onerror=alert(1)>市").encode())
    hostile = Result("<script>alert(2)</script>.txt", reading, reading.findings)

    def written(name: str, *results: Result) -> Path:
        path = folder / f"{name}.html"
        path.write_bytes(page(results, language))
        return path

    return Pages(
        written("failing", failing),
        written("clean", clean),
        written("unreadable", unreadable),
        written("several", clean, failing, unreadable),
        written("hostile", hostile),
    )


class TestLinks:
    """From a finding to its cell, and back, with the mouse and with the keyboard."""

    @pytest.mark.parametrize("width", [1400, 320])
    def test_a_findings_link_lands_on_the_cell_and_the_cells_link_on_the_finding(
        self, browser: Browser, pages: Pages, width: int
    ) -> None:
        browser.open(pages.failing, width=width, height=800)
        browser.follow(f"#finding-1 .actual a[href='#{TOTAL}']")
        assert browser.ask("document.querySelector(':target').id") == TOTAL
        assert browser.ask("document.activeElement.id") == TOTAL
        assert visible(browser, TOTAL)
        browser.follow(f"[id='{TOTAL}'] a.error")
        assert browser.ask("document.querySelector(':target').id") == "finding-1"
        assert browser.ask("document.activeElement.id") == "finding-1"
        assert visible(browser, "finding-1", whole=False)

    def test_a_term_leads_back_only_for_who_has_come_to_it(self, browser: Browser, pages: Pages) -> None:
        browser.open(pages.failing)
        back = f"getComputedStyle(document.querySelector(\"[id='{TERM}'] a.term\")).display"
        assert browser.ask(back) == "none"
        browser.follow(f"#finding-1 .term a[href='#{TERM}']")
        assert browser.ask(back) != "none"
        browser.follow(f"[id='{TERM}'] a.term[href='#finding-1']")
        assert browser.ask("document.querySelector(':target').id") == "finding-1"

    def test_by_keyboard(self, browser: Browser, pages: Pages) -> None:
        browser.open(pages.failing)
        browser.ask(f"document.querySelector(\"#finding-1 .actual a[href='#{TOTAL}']\").focus()")
        browser.press("Enter")
        assert browser.ask("document.activeElement.id") == TOTAL
        browser.press("Tab")
        assert browser.ask("document.activeElement.hash") == "#finding-1"
        browser.press("Enter")
        assert browser.ask("document.activeElement.id") == "finding-1"

    def test_on_a_page_of_several_each_has_its_own(self, browser: Browser, pages: Pages) -> None:
        browser.open(pages.several)
        browser.follow("table.summary tr:nth-child(2) a")
        assert browser.ask("document.querySelector(':target').id") == "file-2.title-heading"
        browser.follow(f"[id='file-2.finding-1'] .actual a[href='#file-2.{TOTAL}']")
        assert visible(browser, f"file-2.{TOTAL}")

    def test_the_findings_stay_beside_the_table_in_a_wide_window(self, browser: Browser, pages: Pages) -> None:
        browser.open(pages.failing, width=1400)
        browser.follow(f"#finding-1 .actual a[href='#{TOTAL}']")
        assert visible(browser, "finding-1", whole=False)


def visible(browser: Browser, name: str, *, whole: bool = True) -> bool:
    """Whether an element, or its beginning, is in the window and nothing covers it."""
    return bool(
        browser.ask(
            f"""(() => {{
              const element = document.getElementById("{name}");
              const box = element.getBoundingClientRect();
              const inside = box.top >= 0 && box.top < innerHeight && box.left >= 0 && box.left < innerWidth
                && (!{str(whole).lower()} || (box.bottom <= innerHeight && box.right <= innerWidth));
              const top = document.elementFromPoint(box.left + 4, Math.max(box.top, 0) + 4);
              return inside && element.contains(top);
            }})()"""
        )
    )


class TestNothingIsFetchedAndNothingComplains:
    """The console says nothing and the network is not used."""

    @pytest.mark.parametrize("name", Pages._fields)
    def test_every_page(self, browser: Browser, pages: Pages, name: str) -> None:
        browser.open(getattr(pages, name))
        for link in ("#finding-1", f"#{TOTAL}"):
            browser.ask(f"location.hash = '{link}'")
        assert browser.troubles() == []

    def test_the_policy_lets_the_style_through_and_no_script(self, browser: Browser, pages: Pages) -> None:
        """Opened as people open it, with the policy in force."""
        troubles = browser.open(pages.failing, policy=True)
        assert troubles == []
        assert browser.ask("getComputedStyle(document.querySelector('.verdict')).borderLeftStyle") == "solid"
        browser.ask("document.body.appendChild(document.createElement('script')).textContent = 'window.ran = 1'")
        assert browser.ask("window.ran ?? null") is None
        assert any("Content Security Policy" in trouble for trouble in browser.troubles())


class TestEverybodyCanReadIt:
    """Roles, names, contrast: axe-core has nothing to say, wide and narrow, light and dark."""

    @pytest.mark.parametrize(("width", "dark"), [(1400, False), (320, True)], ids=["wide, light", "narrow, dark"])
    @pytest.mark.parametrize("name", Pages._fields)
    def test_axe_finds_nothing(self, browser: Browser, pages: Pages, name: str, width: int, *, dark: bool) -> None:
        browser.open(getattr(pages, name), width=width, dark=dark)
        found = browser.axe()
        assert found["violations"] == []
        assert "color-contrast" in found["rules"]

    def test_axe_would_find_something(self, browser: Browser, tmp_path: Path) -> None:
        (tmp_path / "bad.html").write_text(
            "<html><body style='color:#999;background:#fff'><img src='data:,'>Words too pale to be read.</body>"
        )
        browser.open(tmp_path / "bad.html")
        rules = {violation.partition(":")[0] for violation in browser.axe()["violations"]}
        assert {"color-contrast", "image-alt", "html-has-lang", "document-title"} <= rules

    @pytest.mark.parametrize("name", Pages._fields)
    @pytest.mark.parametrize("width", [320, 768, 1400])
    def test_the_page_never_scrolls_sideways(self, browser: Browser, pages: Pages, name: str, width: int) -> None:
        browser.open(getattr(pages, name), width=width)
        assert browser.ask("document.documentElement.scrollWidth") == width

    def test_in_a_narrow_window_the_matrix_scrolls_in_a_region_that_has_a_name_and_the_keyboard(
        self, browser: Browser, pages: Pages
    ) -> None:
        browser.open(pages.failing, width=320)
        region = "document.querySelector('#requests .scroll')"
        assert browser.ask(f"{region}.scrollWidth > {region}.clientWidth")
        assert browser.ask(f"{region}.getAttribute('role')") == "region"
        assert "三、收到和处理政府信息公开申请情况" in browser.ask(f"{region}.getAttribute('aria-label')")
        browser.ask(f"{region}.focus()")
        for _ in range(5):
            browser.press("ArrowRight")
        browser.ask("new Promise((done) => setTimeout(done, 300))")
        assert browser.ask(f"{region}.scrollLeft") > 0

    def test_while_the_numbers_scroll_the_labels_beside_them_stay(self, browser: Browser, pages: Pages) -> None:
        """Whatever columns a label spans, its words are in sight, and nothing lies over them."""
        browser.open(pages.failing, width=320)
        browser.ask("document.querySelector('#requests .scroll').scrollLeft = 10_000")
        covered = browser.ask(
            """[...document.querySelectorAll("#requests tbody .beside")].filter((label) => {
              const words = document.createRange();
              words.selectNodeContents(label.firstChild);
              const box = words.getBoundingClientRect();
              const region = label.closest(".scroll").getBoundingClientRect();
              label.scrollIntoView({ block: "center", inline: "nearest" });
              const now = words.getBoundingClientRect();
              const top = document.elementFromPoint((now.left + now.right) / 2, (now.top + now.bottom) / 2);
              return box.left < region.left || box.right > region.right || !label.contains(top);
            }).map((label) => label.textContent)"""
        )
        assert covered == []

    def test_a_link_to_a_cell_does_not_leave_it_under_its_label(self, browser: Browser, pages: Pages) -> None:
        browser.open(pages.failing, width=320)
        browser.ask("document.querySelector('#requests .scroll').scrollLeft = 10_000")
        browser.ask(f"location.hash = '#{TERM}'")
        assert visible(browser, TERM)

    def test_it_reads_without_script(self, browser: Browser, pages: Pages, tmp_path: Path) -> None:
        browser.open(pages.failing, script=False)
        browser.follow(f"#finding-1 .actual a[href='#{TOTAL}']")
        browser.picture(tmp_path / "without.png")
        assert (tmp_path / "without.png").stat().st_size > 10_000


class TestPrinted:
    """On paper nothing is cut off."""

    @pytest.mark.parametrize("name", Pages._fields)
    def test_it_prints(self, browser: Browser, pages: Pages, name: str, tmp_path: Path) -> None:
        browser.open(getattr(pages, name))
        browser.print(tmp_path / "page.pdf")
        assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")

    def test_a_table_fits_on_one_page(self, browser: Browser, pages: Pages) -> None:
        browser.open(pages.failing, width=703, paper=True)
        for table in ("#proactive_disclosure", "#requests", "#remedies"):
            section = f"document.querySelector('{table}')"
            assert browser.ask(f"getComputedStyle({section}).breakInside") == "avoid"
            assert browser.ask(f"{section}.getBoundingClientRect().height") < 1016

    def test_the_matrix_fits_on_the_paper_and_what_scrolls_on_screen_is_all_there(
        self, browser: Browser, pages: Pages
    ) -> None:
        browser.open(pages.failing, width=703, paper=True)  # A4 less its margins, in pixels
        assert browser.ask("document.documentElement.scrollWidth") == 703
        for table in ("#proactive_disclosure", "#requests", "#remedies"):
            region = f"document.querySelector('{table} .scroll')"
            assert browser.ask(f"getComputedStyle({region}).overflowX") == "visible"
            assert browser.ask(f"{region}.scrollWidth <= {region}.clientWidth")
        assert browser.ask("getComputedStyle(document.querySelector('.list')).position") == "static"


class TestThePublishedPage:
    """A report written as a page: nothing fetched, nothing run, axe-core has nothing to say, wide and narrow."""

    @pytest.fixture
    def published(self, tmp_path: Path) -> Path:
        path = tmp_path / "report.html"
        gds.write(gds.read(EXAMPLES / "suqian-2024.txt").report, path)
        return path

    @pytest.mark.parametrize("width", [320, 1400])
    def test_everybody_can_read_it(self, browser: Browser, published: Path, width: int) -> None:
        assert browser.open(published, width=width) == []
        found = browser.axe()
        assert found["violations"] == []
        assert {"td-headers-attr", "scope-attr-valid", "color-contrast"} <= {*found["rules"]}
        assert browser.ask("document.documentElement.scrollWidth") == width

    def test_on_paper_each_table_stands_on_one_page(self, browser: Browser, published: Path) -> None:
        browser.open(published, width=657, paper=True)  # A4 less its margins, in pixels
        tables = "[...document.querySelectorAll('.table')]"
        assert browser.ask(f"{tables}.map((table) => getComputedStyle(table).breakInside)") == ["avoid"] * 3
        assert browser.ask(f"Math.max(...{tables}.map((table) => table.getBoundingClientRect().height))") < 971

    def test_a_link_leads_to_a_cell(self, browser: Browser, published: Path) -> None:
        browser.open(published, f"#{TOTAL}")
        assert browser.ask("document.querySelector(':target').textContent") == "471"

    def test_printed_every_number_is_read_from_the_page(
        self, browser: Browser, published: Path, tmp_path: Path
    ) -> None:
        need(shutil.which("pdftotext"), "pdftotext")
        browser.open(published)
        browser.print(tmp_path / "report.pdf")
        text = subprocess.run(["pdftotext", "-layout", tmp_path / "report.pdf", "-"], capture_output=True, check=True)
        reading = gds.read(text.stdout)
        assert cell_values(reading.report) == cell_values(gds.read(published).report)
        assert reading.findings.errors == ()
