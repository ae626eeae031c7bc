"""Whatever opens a note, its words and its card are on the screen together. All notes, wide and narrow."""

from __future__ import annotations

import pytest

from tests.support.browser import address
from tests.support.notes import is_open, marks, shown

SCREENS = [(1440, 900), (390, 844)]
CLICK = "(id) => document.getElementById('mark-' + id).click()"
OVERLAPS = """() => [...document.querySelectorAll('[data-notes*=" "]')].map((words, index) => {
  words.id = words.id || `overlap-${index}`;
  return [words.id, words.dataset.notes];
})"""
TOP = "(id) => document.querySelector(`[data-notes~='${id}']`).getClientRects()[0].top"


@pytest.fixture(params=SCREENS, ids=["wide", "phone"])
def still(reader, request):
    """A reader who wants no motion, so that what is measured has come to rest."""
    return lambda **options: reader(*request.param, reduced_motion="reduce", **options)


def notes_of(edition, chapter: str) -> list[str]:
    return [note.id for note in edition.notes_in(chapter.removesuffix(".html"))]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["", "?view=all"])
def test_a_click_on_a_number(still, chapters, scheme, view) -> None:
    apart, seen = {}, 0
    for chapter in chapters:
        page = still(color_scheme=scheme).open(f"{chapter}{view}")
        for id in marks(page):
            page.locator(f"#mark-{id}").scroll_into_view_if_needed()
            page.evaluate(CLICK, id)
            seen += 1
            if not shown(page, id).together:
                apart[id] = shown(page, id)
    assert seen and not apart


def test_the_text_does_not_jump(still, chapters) -> None:
    """Words that are on the screen with room for their card stay where they are."""
    for chapter in chapters:
        page = still().open(f"{chapter}?view=all")
        for id in marks(page):
            page.evaluate("(id) => document.getElementById('mark-' + id).scrollIntoView({block: 'center'})", id)
            before = page.evaluate(TOP, id)
            page.evaluate(CLICK, id)
            height = shown(page, id).height
            if height < 300 and 100 < before < 400:
                assert abs(page.evaluate(TOP, id) - before) <= 1, id


def test_the_keys(still, chapters) -> None:
    for chapter in chapters:
        page = still().open(f"{chapter}?view=all")
        for id in marks(page):
            page.keyboard.press("n")
            assert page.evaluate("document.activeElement.closest('[data-note]').dataset.note") == id
            assert shown(page, id).together, (id, shown(page, id))


def test_an_address(still, chapters, edition) -> None:
    apart = {}
    for chapter in chapters:
        page = still().open(chapter)
        for id in notes_of(edition, chapter):
            page.evaluate("(id) => { location.hash = 'note-' + id; }", id)
            page.wait_for_timeout(60)
            if not shown(page, id).together:
                apart[id] = shown(page, id)
    assert not apart


@pytest.mark.parametrize("view", ["", "?view=text", "?view=all", "?view=then", "?without=correction.context.source"])
def test_an_address_that_is_opened_anew(still, chapters, edition, view) -> None:
    for chapter in chapters[1::2]:
        for id in notes_of(edition, chapter)[::4]:
            page = still().open(f"{chapter}{view}#note-{id}")
            page.wait_for_timeout(150)
            assert shown(page, id).together, (id, shown(page, id))
            assert address(page).endswith(f"#note-{id}")
            page.close()


def test_what_the_line_under_a_paragraph_opens(still, chapters) -> None:
    for chapter in chapters:
        page = still().open(chapter)
        for summary in page.locator(".postil-rest > summary:visible").all():
            summary.click()
        for id in page.evaluate("[...document.querySelectorAll('.postil-rest [data-note]')].map(e => e.dataset.note)"):
            page.locator(f"#note-{id} .postil-finding a").click()
            assert shown(page, id).together, (id, shown(page, id))


def test_where_notes_overlap_the_innermost_opens_and_the_others_are_offered(still, chapters, edition) -> None:
    found = 0
    for chapter in chapters:
        page = still().open(f"{chapter}?view=all")
        overlaps = page.evaluate(OVERLAPS)
        for element, ids in overlaps[:6]:
            inner, *others = reversed(ids.split())
            page.locator(f"#{element}").evaluate("e => e.click()")
            assert shown(page, inner).together, inner
            chips = page.locator(f"#note-{inner} .postil-also button")
            offered = {chips.nth(n).inner_text() for n in range(chips.count())}
            assert {page.locator(f"#mark-{id}").get_attribute("data-number") for id in others} <= offered
            chips.first.click()
            assert not is_open(page, inner) or shown(page, inner).shown
            found += 1
    assert found, "the test must see notes that overlap"


def test_escape_and_the_number_close_a_note_and_give_the_focus_back(still, chapters) -> None:
    page = still().open(f"{chapters[2]}?view=all")
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
