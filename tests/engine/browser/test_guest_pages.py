"""Notes on an ordinary page of somebody's book, under sphinx-book-theme and under ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import Reader
from tests.support.edition import note
from tests.support.host import HostBook, html_of
from tests.support.notes import at_rest

LONG = "A long word: `" + "a_very_long_name." * 12 + "`.\n\n"
PAGE = """# Floods

Ordinary *MyST*, as ever.

## Of the river

```{warning}
A box.
```

### In spring

Words before.

:::{article}
The river rose in spring, and the bridge fell.

Nobody was hurt.
:::

Words after.

```{figure} dot.png
:width: 120px

A dot.
```
"""
SIZES = [(1440, 900), (1100, 800), (390, 844)]
LEVEL = 12  # px
THEIRS = ("THEBE_JS_URL", "theme mode")  # what sphinx-thebe and pydata-sphinx-theme complain of in any book


@pytest.fixture(scope="session", params=["sphinx_book_theme", "postil"])  # the outer of the two: each is built once
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with notes on one of its pages."""
    host = HostBook(tmp_path_factory.mktemp("guest")).extend("postil", html_theme=request.param)
    host.write("book/edition.yml", "title: A course\ndate: 2024-01-01\n")
    host.write("more.md", PAGE + LONG * (request.param == "postil"))  # the other theme lets it stand out
    more = {"kind": "question", "sources": None, "as_of": "2024-01-01"}
    host.write("short.md", "# Short\n\n:::{article}\nThe other bridge held.\n:::\n")
    host.write("_toc.yml", (host.root / "_toc.yml").read_text("utf-8") + "- file: short\n")
    host.write("book/notes/held.md", note("other bridge held", title="Why did it?", **more))
    host.write("book/notes/why.md", note("the bridge fell", title="Why?", margin="Of wood. " * 25, **more))
    host.write("book/notes/who.md", note("Nobody was hurt", title="Who says so?", **more))
    return html_of(host)


@pytest.fixture(scope="module", params=SIZES, ids=["wide", "middling", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser, pages: Path) -> Iterator[Page]:
    """The page in a window of some size, opened once for all that is seen on it."""
    width, height = request.param
    reader = Reader(browser.new_context(viewport={"width": width, "height": height}), pages)
    page = reader.open("more.html")
    at_rest(page)
    page.complaints = [line for line in reader.complaints if not any(own in line for own in THEIRS)]  # type: ignore[attr-defined]
    yield page
    reader.context.close()


def box(page: Page, css: str) -> dict[str, float]:
    """Where an element is."""
    found = page.locator(css).first.bounding_box()
    assert found
    return {**found, "end": found["y"] + found["height"]}


def test_nothing_is_wider_than_the_window(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_the_words_stay_in_the_line_of_the_page(page: Page) -> None:
    before, words = box(page, "p:text-is('Words before.')"), box(page, "#p1")
    assert abs(before["x"] - words["x"]) < 1


def test_notes_are_beside_their_words_or_below_them(page: Page) -> None:
    words = box(page, "#p1")
    if page.locator("#note-why").is_hidden():
        page.locator("#mark-why").click()
    why = box(page, "#note-why")
    if why["x"] < words["x"] + words["width"]:
        assert page.viewport_size and page.viewport_size["width"] < 1200
        assert why["y"] >= box(page, "#mark-why")["end"] and abs(why["width"] - words["width"]) < 40
        return
    who = box(page, "#note-who")
    assert abs(why["y"] - words["y"]) < LEVEL and who["y"] >= why["end"]
    after = box(page, "p:text-is('Words after.')")
    assert 0 < after["y"] - box(page, "#p2")["end"] < 60, "no hole in the text"


def test_what_the_page_asks_for_it_gets(page: Page) -> None:
    assert page.complaints == []  # type: ignore[attr-defined]
    assert abs(box(page, "figure img")["width"] - 120) < 1


def test_a_page_without_contents_has_its_notes_in_the_margin_and_no_error(pages: Path, reader_of) -> None:
    reader = reader_of(pages, width=1440)
    page = reader.open("short.html")
    at_rest(page)
    assert [line for line in reader.complaints if not any(own in line for own in THEIRS)] == []
    assert box(page, "#note-held")["x"] >= box(page, "#p3")["x"] + box(page, "#p3")["width"]
