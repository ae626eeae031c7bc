"""Every page works from disk with the network off, asks nobody else for anything, and leads nowhere wrong."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from tests.support.built import BUILT, PAGES
from tests.support.chapters import CHARTED, CLOSE, FOLDER
from tests.support.links import ids_named
from tests.support.notes import at_rest


def test_a_page_without_charts_loads_no_plotly(reader) -> None:
    visit = reader()
    at_rest(visit.open(CLOSE))
    assert not [url for url in visit.requests if "plotly" in url or "charts.js" in url]


def test_a_chart_is_a_still_picture_until_the_reader_moves(reader) -> None:
    visit = reader(360, 4000)
    page = visit.open(CHARTED)
    at_rest(page)
    assert page.locator("figure.postil-chart .postil-chart-still svg:visible").count() == 1
    assert not [url for url in visit.requests if "plotly" in url]


def test_a_still_picture_is_set_in_the_faces_of_its_page(reader) -> None:
    faces = """figure => [...figure.querySelectorAll(".postil-chart-still text")]
      .map(text => [text.getAttribute("font-family"), getComputedStyle(text).fontFamily])"""
    page = reader().open("notebooks/exercises.html")
    face = "element => getComputedStyle(element).fontFamily"
    figure = page.locator("figure.postil-chart").first
    of_page = {("sans-serif", figure.evaluate(face)), ("serif", page.locator("h1").evaluate(face))}
    assert {tuple(pair) for pair in figure.evaluate(faces)} == of_page


@cache
def ids_of(page: Path) -> set[str]:
    return set(html.parse(page).xpath("//@id"))


@pytest.mark.parametrize("name", PAGES)
def test_every_link_within_the_book_leads_somewhere(name) -> None:
    broken = []
    for link in html.parse(BUILT / name).getroot().cssselect("a[href]"):
        parts = urlsplit(link.get("href"))
        if parts.scheme:
            continue
        target = ((BUILT / name).parent / unquote(parts.path)).resolve() if parts.path else BUILT / name
        if not target.is_file() or not set(ids_named(parts.fragment)) <= ids_of(target):
            broken.append(link.get("href"))
    assert broken == []


def test_search_finds_words_of_the_article_and_of_notes(reader) -> None:
    for words in ("hegemony", "Valdai"):
        page = reader().open(f"search.html?q={words}")
        page.wait_for_selector("#search-results li")
        assert FOLDER in page.locator("#search-results").inner_html()
