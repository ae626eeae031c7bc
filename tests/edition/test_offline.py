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

DRAWN = "() => Array.from(document.querySelectorAll('figure.postil-chart')).every(f => f.dataset.drawn)"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_only_for_its_own_files_and_does_not_complain(reader, name) -> None:
    visit = reader()
    page = visit.open(name)
    page.evaluate("() => window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(300)
    assert [
        url for url in visit.requests if not url.startswith(BUILT.as_uri()) and not url.startswith(("data:", "blob:"))
    ] == []
    assert visit.complaints == []


def with_charts() -> list[str]:
    return [name for name in PAGES if 'class="postil-chart"' in (BUILT / name).read_text("utf-8")]


@pytest.mark.parametrize("name", with_charts())
@pytest.mark.parametrize("width", [360, 1360])
def test_every_chart_is_drawn_from_disk(reader, name, width) -> None:
    page = reader(width).open(name)
    page.keyboard.press("ArrowDown")
    for figure in page.locator("figure.postil-chart").all():
        figure.scroll_into_view_if_needed()
    page.wait_for_function(DRAWN, timeout=20_000)
    for figure in page.locator("figure.postil-chart").all():
        assert figure.locator("svg.main-svg").count() > 0
        assert figure.locator(".postil-chart-drawing").bounding_box()["height"] > 200


def test_a_page_without_charts_loads_no_plotly(reader) -> None:
    visit = reader()
    visit.open(CLOSE).wait_for_timeout(300)
    assert not [url for url in visit.requests if "plotly" in url or "charts.js" in url]


def test_a_chart_is_a_still_picture_until_the_reader_moves(reader) -> None:
    visit = reader(360, 4000)
    page = visit.open(CHARTED)
    page.wait_for_timeout(500)
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
        page.wait_for_selector("#search-results li", timeout=10_000)
        assert FOLDER in page.locator("#search-results").inner_html()
