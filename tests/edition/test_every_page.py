"""What holds of every page. Each is opened once, and a test goes on where the one before it ended."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.support.browser import OF_COLOURS, Reader, violations
from tests.support.built import BUILT, PAGES
from tests.support.notes import at_rest

LATER = r"(?<![\d.,])202[1-6](?![\d,]|\.\d)|\b(Nov(ember)?|Dec(ember)?)\.? 2020\b|2020-1[12]"
SEEN = """(later) => {
  const closed = () => [...document.querySelectorAll("details:not([open])")]
    .filter(part => part.checkVisibility() && !part.closest("[data-later]"));
  for (let parts = closed(); parts.length; parts = closed()) parts.forEach(part => { part.open = true; });
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const seen = walk.currentNode.parentElement.checkVisibility({ visibilityProperty: true });
    if (seen && new RegExp(later).test(walk.currentNode.data)) found.push(walk.currentNode.data);
  }
  return found;
}"""
BY_WIDTH_AND_COLOUR = (*OF_COLOURS, "target-size", "scrollable-region-focusable")
SMALL = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  while (walk.nextNode()) {
    const { parentElement: element, data } = walk.currentNode;
    const seen = data.trim() && element.checkVisibility() && !element.closest("svg, script, style");
    if (seen && parseFloat(getComputedStyle(element).fontSize) < 13) found.add(element.outerHTML);
  }
  return [...found];
}"""


@pytest.fixture(scope="module", params=PAGES)
def name(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def opened(contexts, name) -> Iterator[tuple[Reader, Page]]:
    """A page, in the process in which the one before it was, which has read scripts and axe already."""
    with contexts.reading(BUILT, color_scheme="light") as visit:
        yield visit, visit.open(name)


@pytest.fixture
def visit(opened) -> Reader:
    return opened[0]


@pytest.fixture
def page(opened) -> Page:
    return opened[1]


def test_axe_finds_nothing(page) -> None:
    """All rules in a wide window; then, narrow and dark, those that judge what is seen there and was not before."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1360, "height": 900})
    assert violations(page) == {}
    page.set_viewport_size({"width": 360, "height": 900})
    page.emulate_media(color_scheme="dark")
    assert violations(page, *BY_WIDTH_AND_COLOUR) == {}


@pytest.mark.parametrize("width", [360, 768, 1024])
def test_nothing_is_cut_off(page, width) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    at_rest(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 16


def test_no_text_is_smaller_than_thirteen_pixels(page) -> None:
    assert page.evaluate(SMALL) == []


def test_it_asks_only_for_its_own_files_and_does_not_complain(visit, page) -> None:
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    at_rest(page)
    own = (BUILT.as_uri(), "data:", "blob:")
    assert [url for url in visit.requests if not url.startswith(own)] == []
    assert visit.complaints == []


def test_what_is_folded_is_large_enough_for_a_finger(page, name) -> None:
    if name.startswith("book/apparatus/"):
        page.set_viewport_size({"width": 1360, "height": 900})
        page.evaluate("document.querySelectorAll('.postil-folded').forEach(part => { part.open = true; })")
        assert violations(page, "target-size") == {}


def test_as_read_then_it_shows_no_later_day(page, name) -> None:
    """By the key, which all pages know but the presenter's window; `test_views` asks for it by an address."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.keyboard.press("o")
    assert name == "presenter.html" or page.evaluate("document.documentElement.dataset.view") == "then"
    # A chart that was drawn is drawn anew, when the page has nothing else to do: so it is not asked at every frame.
    page.wait_for_function(f"later => !({SEEN})(later).length", arg=LATER, polling=200)
