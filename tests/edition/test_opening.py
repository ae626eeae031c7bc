"""Whatever opens a note, its words and its card are on the screen together. All notes, wide and narrow.

Each chapter is opened once in a view, and tests go on where the one before ended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.support.browser import Reader, address, reading
from tests.support.built import BUILT
from tests.support.chapters import CHARTED
from tests.support.notes import after_each, at_rest, marks, shown

SCREENS = [(1440, 900), (390, 844)]
VIEWS = ["", "?view=text", "?view=all", "?view=then", "?without=correction.context.source"]
CALM = {"color_scheme": "light", "reduced_motion": "reduce"}
"""A reader who wants no motion, so that what is measured has come to rest."""

MARK = "document.getElementById('mark-' + id)"
AFRESH = "() => { postil.closeNote(); document.activeElement.blur(); scrollTo(0, 0); }"
OVERLAPS = """() => [...document.querySelectorAll('[data-notes*=" "]')].map((words, index) => {
  words.dataset.overlap = index;
  return words.dataset.notes.split(" ").reverse();
})"""
BOXES = """() => [
  ...document.querySelectorAll("main *:not(.postil-chart-drawing *, .postil-chart-still, .postil-chart-still *)"),
].map((element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [element.tagName, element.id, x, y, width, height].join(" ");
})"""
BY_SCHEME = re.compile(r"prefers-color-scheme|\[data-scheme[^{]*\{(?!\s*color-scheme:\s*\w+;?\s*\})[^}]*\}")


@pytest.fixture(scope="module", params=SCREENS, ids=["wide", "phone"])
def screen(request) -> tuple[int, int]:
    return request.param


@pytest.fixture(scope="module")
def still(browser, screen) -> Iterator[Reader]:
    with reading(browser, BUILT, *screen, **CALM) as visit:
        yield visit


@pytest.fixture(scope="module")
def opened(still, chapters) -> Callable[[str], list[Page]]:
    return cache(lambda view: [still.open(f"{chapter}{view}") for chapter in chapters])


@pytest.fixture
def pages(opened) -> Callable[[str], list[Page]]:
    """The chapters in a view, in order, with no note open."""

    def make(view: str) -> list[Page]:
        for page in opened(view):
            page.evaluate(AFRESH)
        return opened(view)

    return make


def notes_of(edition, chapter: str) -> list[str]:
    return [note.id for note in edition.notes_in(chapter.removesuffix(".html"))]


def apart(page, ids, act: str) -> dict:
    """The notes whose words and card are not together on the screen after an act."""
    return {id: note for id, _, note in after_each(page, ids, act) if not note.together}


def test_a_click_on_a_number(pages) -> None:
    for page in pages(""):
        assert (ids := marks(page))
        assert apart(page, ids, f"(id) => press({MARK})") == {}


def test_what_the_line_under_a_paragraph_opens(pages) -> None:
    unfold = """() => {
      const lines = document.querySelectorAll(".postil-rest:not([open]) > summary");
      for (const line of lines) if (line.checkVisibility()) press(line);
      return [...document.querySelectorAll('.postil-rest [data-note]')].map((card) => card.dataset.note);
    }"""
    for page in pages(""):
        [(_, ids, _)] = after_each(page, marks(page)[:1], unfold)
        assert apart(page, ids, "(id) => press(document.querySelector(`#note-${id} .postil-finding a`))") == {}


def test_an_address(pages, chapters, edition) -> None:
    act = """(id) => new Promise((done) => {
      addEventListener("hashchange", () => done(), { once: true });
      location.hash = "note-" + id;
    })"""
    for page, chapter in zip(pages(""), chapters, strict=True):
        assert (ids := notes_of(edition, chapter))
        assert apart(page, ids, act) == {}


@pytest.mark.parametrize("turn", range(len(VIEWS)), ids=VIEWS)
def test_an_address_that_is_opened_anew(reader, screen, chapters, edition, turn) -> None:
    """In each view another note of another chapter; that every note is found in a page that is open is seen above."""
    chapter = chapters[(turn + SCREENS.index(screen)) % len(chapters)]
    ids = notes_of(edition, chapter)
    id = ids[turn * len(ids) // len(VIEWS)]
    page = reader(*screen, **CALM).open(f"{chapter}{VIEWS[turn]}#note-{id}")
    at_rest(page)
    assert shown(page, id).together, (id, shown(page, id))
    assert address(page).endswith(f"#note-{id}")


def test_dark_differs_from_light_by_colours_alone(reader, screen) -> None:
    """What holds of places in one scheme holds in the other: no box moves, and styles know schemes by colours alone."""
    page = reader(*screen, **CALM).open(f"{CHARTED}?view=all")
    assert apart(page, marks(page)[-1:], f"(id) => press({MARK})") == {}
    light = page.evaluate(BOXES)
    page.emulate_media(color_scheme="dark")
    at_rest(page)
    assert page.evaluate(BOXES) == light
    for sheet in page.evaluate("[...document.styleSheets].flatMap((sheet) => sheet.href ?? [])"):
        assert not BY_SCHEME.search(Path(urlsplit(sheet).path).read_text("utf-8")), sheet


def test_a_click_where_all_are_shown_lets_no_text_jump(pages) -> None:
    """Words that are on the screen with room for their card stay where they are."""
    act = f"""(id) => {{
      {MARK}.scrollIntoView({{ block: "center" }});
      const {{ top }} = shown(id);
      press({MARK});
      return top;
    }}"""
    for page in pages("?view=all"):
        ids = marks(page)
        assert ids
        for id, before, note in after_each(page, ids, act):
            assert note.together, (id, note)
            if note.height < 300 and 100 < before < 400:
                assert abs(note.top - before) <= 1, id


def test_the_keys(pages) -> None:
    """The next note, by a key, is the next one in the text."""
    act = """() => {
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "n", bubbles: true, cancelable: true }));
      return document.activeElement.closest("[data-note]").dataset.note;
    }"""
    for page in pages("?view=all"):
        for id, focused, note in after_each(page, marks(page), act):
            assert focused == id
            assert note.together, (id, note)


def test_where_notes_overlap_the_innermost_opens_and_the_others_are_offered(pages) -> None:
    found = 0
    for page in pages("?view=all"):
        for index, (inner, *others) in enumerate(page.evaluate(OVERLAPS)):
            act = f"""(id) => {{
              document.querySelector("[data-overlap='{index}']").click();
              return [...document.querySelectorAll(`#note-${{id}} .postil-also button`)].map((chip) => chip.innerText);
            }}"""
            [(_, offered, note)] = after_each(page, [inner], act)
            assert note.together, inner
            numbers = {page.locator(f"#mark-{id}").get_attribute("data-number"): id for id in others}
            assert numbers.keys() <= set(offered)
            chosen = numbers.get(offered[0])
            press = f"() => press(document.querySelector('#note-{inner} .postil-also button'))"
            assert chosen is None or apart(page, [chosen], press) == {}
            found += 1
    assert found, "the test must see notes that overlap"


def test_escape_and_the_number_close_a_note_and_give_the_focus_back(pages) -> None:
    page = pages("?view=all")[2]
    for id in marks(page)[:8]:
        for close in (
            lambda: page.keyboard.press("Escape"),
            lambda id=id: page.locator(f"#note-{id} .postil-number").click(),
        ):
            page.locator(f"#mark-{id}").focus()
            page.keyboard.press("Enter")
            assert shown(page, id).together, id
            close()
            assert page.evaluate("document.activeElement.id") == f"mark-{id}"
            assert "postil-is-open" not in str(page.locator(f"#note-{id}").get_attribute("class"))
