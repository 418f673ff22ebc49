"""A page is read as if nothing had been taken out of it: attributes that nobody asks for, and links one behind the other."""

from __future__ import annotations

import re
from functools import partial
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st
from test_web_pages import page_of

import gov_disclosure_schema as gds
from gov_disclosure_schema.document import from_html
from gov_disclosure_schema.document.charset import declared_in, decoded
from gov_disclosure_schema.document.layout import layouts
from gov_disclosure_schema.document.lighter_page import LinksTaken, lighter
from gov_disclosure_schema.document.marked_page import marked
from gov_disclosure_schema.report import cell_values
from gov_disclosure_schema.testing import Recipe

WORD = (
    '<td width="57" style="border:solid windowtext 1.0pt;padding:0cm 5.4pt">'
    '<p class="MsoNormal" align="center" style="text-align:center"><span lang="EN-US">3</span></p></td>'
)
LINKS = "\n".join(
    f'<li class="item"><a href="/zwgk/{n}.html" target="_blank">信息公开栏目 {n}</a></li>' for n in range(9)
)
ROWS = "".join(f"<tr><td>{n}</td><td style='color:red'>{n} 件</td></tr>" for n in range(12))


def sources(page: str) -> list[Any]:
    """What stands on a page, lighter and whole: its rows with all that is said of them, its findings."""
    found = []
    for way in (marked, partial(marked, whole=True)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(from_html, "marked", way)
            try:
                document, findings = from_html.source_of(page.encode())
            except gds.DecodeError as error:
                found.append(str(error))
            else:
                rows = [(row.table, row.text, row.cells) for row in document]
                found.append((rows, findings))
    return found


def left_of(page: bytes) -> bytes:
    """What is left of a page from which something can be taken out."""
    light = lighter(page)
    assert light
    return light.page


def test_what_nobody_asks_for_is_taken_out() -> None:
    bare, of_a_class = b"<td><p><span>3</span></p></td>", b'<td><p class="MsoNormal"><span>3</span></p></td>'
    hiding, other = b"<style>.Mso { display: none }</style>", b"<style>.Mso { display: block }</style>"
    assert left_of(WORD.encode()) == bare
    assert left_of(other + WORD.encode()) == other + bare
    assert left_of(hiding + WORD.encode()) == hiding + of_a_class
    assert left_of(b"<body>" + WORD.encode() + hiding) == b"<body>" + of_a_class + hiding
    taken = lighter(f"<ul>{LINKS}</ul>".encode())
    assert taken
    _, others = LINKS.split("\n", 1)
    kept = '<li><a gov-disclosure-taken-links="0" href="/zwgk/0.html">信息公开栏目 0</a></li>' + 8 * "\n"
    assert taken.page == f"<ul>{kept}</ul>".encode()
    assert taken.links == [LinksTaken(others.encode(), 8, "\n", "\n" + 7 * "\n")]


KEPT = {
    "spans": '<td colspan="2" rowspan="3">',
    "where a link leads": '<a href="a.html">',
    "that it is hidden": '<td hidden="">',
    "a style that hides it": '<td style="Display:none" width="5">',
    "a style that shows it": '<td style="visibility:visible">',
    "an attribute without a value": "<td hidden>",
    "the end of a comment": "<!-- <td lang=x--> 3",
    "a line": '<td style="border:\n0">',
    "a character by its number": '<td style="displ&#97;y:none">',
}


@pytest.mark.parametrize("page", KEPT.values(), ids=KEPT)
def test_what_is_asked_for_is_kept(page: str) -> None:
    assert left_of(page.encode()) == page.encode()


AROUND = {
    "a list": "<ul>{}</ul>",
    "nothing": "{}",
    "a paragraph": "<p>{}",
    "a link": '<a href="/">{}</a>',
    "a link that is not closed": '<a href="/">{}',
    "bold": "<b>{}</b>",
    "a heading": "<h1>{}</h1>",
    "what the page sets apart": "<nav><ul>{}</ul></nav>",
    "what it sets apart, behind another": "<footer>地址</footer><nav><ul>{}</ul></nav>",
    "what it sets apart, behind a text of its own": "<nav>栏目<ul>{}</ul>后</nav>",
    "what is hidden": '<div style="display:none">{}</div>',
    "what is struck": "<del>{}</del>",
    "a cell": "<table><tr><td><ul>{}</ul></td><td>2</td></tr></table>",
    "a cell that lays out the page": "<table><tr><td><ul>{}</ul>" + "文" * 500 + "</td><td>2</td></tr></table>",
    "a cell that lays it out with them alone": "<table><tr><td>"
    + "文" * 150
    + "<ul>{}</ul></td><td>2</td></tr></table>",
    "a table between its rows": "<table><tr><td>3</td><td>4</td></tr>{}<tr><td>1</td><td>2</td></tr></table>",
    "a list of choices": "<select>{}</select>",
    "a script": "<script>{}</script>",
    "a comment": "<!-- {} -->",
    "a field": "<textarea>{}</textarea>",
    "a title": "<title>{}</title>",
    "a struck script": "<del>文<script>{}</script></del>",
    "text that shows tags": "<xmp>{}</xmp>",
    "a value": "<div title='{}'>文</div>",
    "a value in other quotes": '<div title="{}">文</div>',
    "a value behind a >": '<div title="a > b" alt="{}">文</div>',
    "a value in no quotes": "<div title={}>文</div>",
    "a tag": "<div {}>文</div>",
    "a sheet that hides lists": "<style>li { display: none }</style><ul>{}</ul>",
    "a sheet that hides a class": "<style>.item { display: none }</style><ul>{}</ul>",
    "a sheet whose tag is odd": "<style title='>'>.a { display: none }</style><ul class=a>{}</ul>",
    "a sheet whose tag is odder": '<style a">.a { display: none }</style><p title="x"><ul class=a>{}</ul>',
    "a sheet that hides heads": "<style>th { display: none }</style><table><tr><th>1</th><td>2</td></tr></table>{}",
    "a sheet that hides cells": "<style>td { display: none }</style><table><tr><th>1</th><td>2</td></tr></table>{}",
    "a sheet that hides cells of a class": "<style>.a td.c { display: none }</style>"
    "<div class=a><table class=b><tr><td>1</td><td>2</td></tr></table><table><tr><td class=c>1</td><td>2</td></tr></table></div>{}",
    "a sheet that hides whatever stands in a class": "<style>.a * { display: none }</style>"
    "<div class=a><table><tr><td>1</td><td>2</td></tr></table></div>{}",
    "a sheet that hides what it stands in": "<style>.nav { display: none }</style><div class='nav'><ul>{}</ul></div>",
}


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
@pytest.mark.parametrize("links", [LINKS, LINKS.replace(' class="item"', "")], ids=["of a class", "bare"])
def test_links_count_where_they_stand(around: str, links: str) -> None:
    for before, after in (("", ""), ("<html><body><p>前</p>", f"<table>{ROWS}</table><p>后</p>{links}</body></html>")):
        one, other = sources(before + around.replace("{}", links) + after)
        assert one == other


TWO = '<li><a href="/">甲</a></li><li><a href="/">乙</a></li>'
ROW = "<tr><td>1</td><td>2</td></tr>"
TABLE = f"<table>{ROW}</table>"
PARTS = f"<table><thead>{ROW}</thead><tbody><tr><td>3</td><td>4</td></tr></tbody></table>"
HIDES_X = '<style>.x{display:none}</style><p class="x">文</p>'
ODD = {
    "a link of a run hidden by its style": f'<ul>{TWO.replace("</li><li>", "</li><li style=display:none>")}</ul>',
    "a block of a run invisible": f"<ul>{TWO.replace('</li><li>', '</li><li style=visibility:hidden>')}</ul>",
    "the first of a run shown in spite of a sheet": "<style>li{display:none}</style>" + TWO.replace("<li>", '<li style="display:block">', 1),
    "a link within where a link of a run leads": TWO + "<li><a href='#<li><a>丙</a></li>'>丁</a></li>",
    "a class by the number of its letter": "<style>.q{display:none}</style>" + TWO.replace("</li><li>", '</li><li class="&#113;">'),
    "an id by the number of its letter": "<style>#q{display:none}</style>" + TWO.replace("</li><li>", "</li><li id=&#113;>"),
    "a class of the second of a run": "<style>.x{display:none}</style>" + TWO.replace("</li><li>", '</li><li class="x">'),
    "runs of several lengths": f"<ul>{TWO}</ul><p>甲</p><ul>{LINKS}</ul><p>乙</p><ul>{TWO}</ul>",
    "runs of several lengths set apart": f"<nav>{TWO}</nav><nav>{LINKS}</nav><nav>{TWO}</nav>",
    "a table over several lines": f"<table>\n<tbody>\n{ROW}\n</tbody>\n\n</table>\n<p>文</p>",
    "columns over several lines": f"<table>\n<colgroup><col>\n\n<col></colgroup>\n<tbody>{ROW}\n</tbody></table>\n<p>文</p>",
    "what is no character in a cell": "<table><tr><td>1\uffff</td><td>2</td></tr></table>",
    "columns hidden": f"<style>col{{display:none}}</style><table><colgroup><col></colgroup>{ROW}</table>",
    "a table behind more lines than libxml2 counts": "\n" * 66_000 + f"{TABLE}\n<p>文</p>",
    "rows hidden": f"<style>tr{{display:none}}</style>{PARTS}",
    "cells of the body hidden": f"<style>tbody td{{display:none}}</style>{PARTS}",
    "rows of the head hidden": f"<style>thead tr{{display:none}}</style>{PARTS}",
    "rows below an id hidden": f"<style>#y tr{{display:none}}</style><div id=y>{PARTS}</div>",
    "a block in a caption": f"<table><caption>题<div></caption>{ROW}</table>",
    "a script in a caption": f"<table><caption><script></caption>{ROW}</table></script></caption>{ROW}</table>",
    "a comment in a caption": f"<table><caption><!--</caption>{ROW}</table>--></caption>{ROW}</table>",
    "a row in a caption": f"<table><caption>题<TR><TD>甲</TD></TR></caption>{ROW}</table>",
    "a table in a caption": f"<table><caption>题<TABLE><TR><TD>甲</TD><TD>乙</TD></TR></TABLE></caption>{ROW}</table>",
    "two paragraphs as long as an article": f"<table><tr><td><p>{'文' * 200}</p><p>{'文' * 199}</p></td><td>2</td></tr></table>",
    "a value that ends in a slash": "<nav class=x/>甲</nav>乙",
    "a tag that closes itself": '<nav class="x"/>甲</nav>乙',
    "hidden behind a >": '<p class="hidden">甲</p><p title="a>b" style="display:none">乙</p>',
    "hidden in other letters": '<p class="hidden">甲</p><p style="displ&#97;y:none">乙</p>',
    "hidden in letters that look so": '<p hidden>甲</p><p style="diſplay:none">乙</p>',
    "an attribute within a medium": '<style media="screen a=b">.x{display:none}</style><p class="x">文</p>',
    "an attribute within spans": '<table><tr><td colspan=" a=b 3">1</td><td>2</td></tr></table>',
    "an attribute within an id": '<style>#x{display:none}</style><p id="x a=b">文</p>',
    "an attribute within a class": '<style>.y{display:none}</style><p class="y a=b/x">文</p>',
    "a frame within what is set apart": '<nav>甲<iframe><td class="x">a</td></iframe></nav>',
    "white space behind a comment": f"<nav>{TWO}<!-- --> 后</nav>",
    "white space by its number": f"<nav>{TWO}&#32;后</nav>",
    "white space behind the end of an element": f"<nav><i>{TWO}</i> 后</nav>",
    "lines of Windows in what is set apart": f"<nav>{TWO.replace('><li', chr(62) + chr(13) + chr(10) + chr(60) + 'li')} 后</nav>",
    "a table that says it was taken out": f"{TABLE}<TABLE Gov-disclosure-taken-table=x>{ROW}</TABLE>",
    "a table that says which": f"{TABLE}<TABLE Gov-disclosure-taken-table=9>{ROW}</TABLE>",
    "a link that says so": f"<nav><A href=/ Gov-disclosure-taken-links=7>甲</A>{TWO}</nav>",
    "a table in a script, and one that says it is that": f"<script>{TABLE}</script><TABLE Gov-disclosure-taken-table=0>{ROW}</TABLE>",
    "links in a script, and one that tells of them": f"<script>{TWO}</script><LI><A href=/ Gov-disclosure-taken-links=0>甲</A></LI>",
    "an open string in a comment": f"<!-- <style>' -->{HIDES_X}",
    "an open comment in a comment": f"<!-- <style>/* -->{HIDES_X}",
    "an open rule in a comment": f"<!-- <style>a{{ -->{HIDES_X}",
    "rules for paper in a comment": f"<!-- <style>@media print{{ -->{HIDES_X}",
    "what looks like the end of a sheet": '<style></stylex>{}.x{display:none}</style><p class="x">文</p>',
    "the end of a line in a string": "<style>' \r .x{display:none}</style><p class='x'>文</p>",
    "a string in a word": '<style>.x{dis""play:none}</style><p class="x">文</p>',
}  # fmt: skip


@pytest.mark.parametrize("page", ODD.values(), ids=ODD)
def test_odd_pages(page: str) -> None:
    one, other = sources(page)
    assert one == other
    assert not isinstance(one, str)


@pytest.mark.parametrize("sheet", ["", "<style>.off, aside { display: none }</style>"], ids=["no sheet", "a sheet"])
def test_what_was_taken_out_is_not_looked_for_again(sheet: str) -> None:
    page = marked(f"{sheet}<ul>{LINKS}</ul>{TABLE}".encode())
    assert (len(page.links), len(page.tables)) == (1, 1)


def published(seed: int) -> str:
    """A page as it may be published, as text."""
    data = Recipe.drawn(seed, ("html",)).variant().data
    return decoded(data, declared_in(data)).text


BITS = (
    *("<", ">", '"', "'", "=", " ", "\n", "/", "-", "--", "&", "文", "3", "\v", "\0", "文" * 60, "<!", "<!--", "-->"),
    *(
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<XMP>",
        "</xmp>",
        "<textarea>",
        "</textarea>",
        "<select>",
        "</select>",
        "<pre>",
    ),
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        '<a href="/">',
        "</a>",
        "<b>",
        "</b>",
        "<br>",
    ),
    *(
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<nav>",
        "</nav>",
        "<del>",
        "</del>",
        "<body>",
        "</html>",
    ),
    *(
        " style='display:none'",
        " a=b",
        "/>",
        "<iframe>",
        "</iframe>",
        "<TABLE Gov-disclosure-taken-table=0>",
        "<style>tr, tbody td{display:none}</style>",
        "<table><caption>题",
        "</caption><tr><td>1</td><td>2</td></tr></table>",
        TWO,
        TWO.replace("</li><li>", "</li><li style=display:none>"),
        "<td>甲<br>乙</td>",
        "<td><p>甲</p>\n<p><b>乙</b><br/></p>丙</td>",
        "<table><tr><td>甲 ><p>乙</p></td><td>丙<br /> </td></tr><tr><th><p>3</p></th><td>4<strong>5</strong>6</td></tr></table>",
        "<thead>",
        "</thead>",
        "<tbody>",
        "</tbody>",
        "<caption>",
        "</caption>",
        "<col>",
        "<colgroup>",
        "</colgroup>",
        "&nbsp;",
        "&#160;",
        "\r\n",
        "\x0c",
        "\uffff",
    ),
    *(
        "<td></td>",
        "<td> <p><span>甲</span></p> </td>",
        "<th colspan='0'>乙</th>",
        '<th colspan="0">乙</th>',
        "<tr><td>1</td></tr>",
        "<table><tr><td colspan='2' colspan=3>1</td></tr><tr><td rowspan=2>1</td><td>2</td></tr></table>",
    ),
    *(
        "<table><tbody><tr><td>1</td><td>2</td></tr>\n<tr></tr></tbody></table>",
        "<table> <tr><td>\n</td><td> </td></tr>\n\n</table>",
    ),
    *(
        "<table>\n<caption><p>题</p></caption>\n<colgroup><col>\n<col></colgroup>\n<tr><td>1</td>\n<td>2</td></tr></table>",
        "<table><colgroup><col></colgroup><tbody><tr><td>甲>乙</td><td>\x01</td></tr></tbody></table>",
        "<table><caption><b>甲>乙</b></caption><colgroup> </colgroup><tr><td>1</td><td>2</td></tr></table>",
    ),
    *(
        "<table><caption>题</caption><thead><tr><th>1</th><th>\n2</th></tr></thead><tbody><tr><td>3</td></tr></tbody></table>",
    ),
    *(
        "<td style='x'>",
        '<td style="x">',
        "<td lang=x>",
        '<td colspan="2" lang="x">',
        '<td hidden style="x">',
        "<th id='x'>",
    ),
    *(
        "<p class='x'>",
        '<span style="display:none">',
        '<div title="',
        "<div title='",
        "<a href=",
        "</span>",
        ' title="',
    ),
    *(
        ".x { display: none }",
        "li { display: none }",
        '<li class="x"><a href="/">甲</a></li>',
        "<li><a href='/'>甲</a></li>",
    ),
    *(
        '<li><a href="/">甲</a></li>',
        '<li><a href="/b">乙</a></li>',
        '<li><a href="/"> 丙</a></li>',
        '<p><a href="/">1</a></p>',
    ),
    *(
        '<div class="x"> <a title=">" href="/">丁</a> </div>\n',
        f"<ul>{LINKS}</ul>",
        LINKS,
        f"<table>{ROWS}</table>",
        ROWS,
        WORD,
    ),
)


@settings(max_examples=settings().max_examples * 4)
@given(st.lists(st.sampled_from(BITS), max_size=30).map("".join))
@example('<div title="a <td style="x"> b">文</div>')
@example('<div title="<li><a href="/">甲</a></li><li><a href="/">乙</a></li>')
def test_whatever_stands_on_it(page: str) -> None:
    one, other = sources(page)
    assert one == other


@settings(max_examples=max(settings().max_examples // 2, 5))
@given(
    st.integers(0, 1_000_000), st.sampled_from(["", *AROUND]), st.lists(st.sampled_from(BITS), max_size=3), st.randoms()
)
def test_published_pages(seed: int, around: str, bits: list[str], random: Random) -> None:
    page = published(seed)
    for bit in bits:
        at = random.randrange(len(page))
        page = page[:at] + bit + page[at + random.choice([0, 0, 1, len(bit)]) :]
    one, other = sources(AROUND[around].replace("{}", page) if around else page)
    assert one == other


@pytest.mark.parametrize("editor", ["of a portal", "of Word"])
def test_tables_of_reports_are_read_without_a_parser(report: gds.AnnualReport, editor: str) -> None:
    page = page_of(report)
    if editor == "of Word":
        page = re.sub(
            "<td[^>]*>(.*?)</td>", r"<td class='x' style='border: 0'>\n<p lang=EN-US><span>\1</span></p></td>", page
        )
    taken = lighter(page.encode())
    assert taken
    cells = [sum(map(len, rows)) for rows in layouts(report.edition).values()]
    assert [len(table.texts) for table in taken.tables] == [2, *cells]
    assert cell_values(gds.read(page.encode()).report) == cell_values(report)
