"""The most awkward notes that are allowed, in the browser: they show as written, run nothing, stay in their place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.build import build
from tests.support.edition import CONF, SmallEdition, note
from tests.support.hostile import TITLE, awkward

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunte"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    edition = SmallEdition(tmp_path_factory.mktemp("awkward") / "edition")
    edition.write("conf.py", CONF)
    awkward(edition)
    edition.note("long-words", note("autumn", title=LONG, margin=f"{'x' * 800} `{'<' * 60}`", by=f"[{'y' * 80}]"))
    edition.note("from-right", note("the river rose again", title="הגשר החדש עמד (1901) <b>", margin="הגשר עמד."))
    return build(edition)


@pytest.fixture
def open_page(browser, folder):
    """Opens a page of the small book; in the end nothing must have failed, run or been asked for elsewhere."""
    context = browser.new_context(viewport={"width": 1360, "height": 900}, offline=True)
    wrong: list[str] = []
    context.on("request", lambda request: request.url.startswith("file://") or wrong.append(request.url))

    def opened(name: str, width: int = 1360):
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.goto(f"{folder.as_uri()}/{name}")
        return page

    yield opened
    context.close()
    assert wrong == []


@pytest.mark.parametrize("width", [360, 1360])
def test_long_words_stay_in_their_card(open_page, width) -> None:
    page = open_page("book/two.html", width)
    page.eval_on_selector_all("details", "all => all.forEach(details => { details.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cards = page.locator(".postil-card, .postil-card-text, .postil-finding").all()
    assert len(cards) == 9
    assert all(card.evaluate("card => card.scrollWidth <= card.clientWidth + 1") for card in cards)
    found = open_page("search.html?q=donau", width)
    assert found.locator("#search-results li").count() == 1
    assert found.evaluate("document.documentElement.scrollWidth") <= width


def test_a_title_shows_as_it_is_written_wherever_it_stands(open_page) -> None:
    page = open_page("book/two.html#note-awkward")
    assert page.locator("#note-awkward .postil-finding").text_content() == TITLE
    page.locator("#mark-awkward").focus()
    page.keyboard.press("c")
    assert page.locator("dialog h2").text_content() == f"Cite: {TITLE}"
    found = open_page("search.html?q=onerror")
    assert found.locator("#search-results a").first.text_content() == TITLE
    assert found.locator("#search-results img, #search-results script").count() == 0


def test_a_title_from_right_to_left_keeps_to_itself(open_page) -> None:
    page = open_page("book/two.html")
    title = page.locator("#note-from-right .postil-finding a")
    assert title.evaluate("title => getComputedStyle(title).direction") == "rtl"
    assert title.evaluate("title => getComputedStyle(title).unicodeBidi") == "isolate"


@pytest.mark.parametrize("hash", ["%", "note-%", "note-%3Cb%3E", "note-<img src=x onerror=alert(1)>", "note-\"],*['"])
def test_no_address_breaks_a_page(open_page, hash) -> None:
    page = open_page(f"book/two.html#{hash}")
    page.keyboard.press("n")
    assert page.locator("dialog img").count() == 0
    assert json.loads(page.evaluate("JSON.stringify(typeof window.postil.stepNote)")) == "function"
