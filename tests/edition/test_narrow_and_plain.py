"""Narrow screens and pages without script: everything can be read, and stands in its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.browser import Reader, reading
from tests.support.built import BUILT, PAGES
from tests.support.chapters import CHARTED, FIRST
from tests.support.notes import is_open, marks, shown


@pytest.fixture(scope="module")
def plain(browser) -> Iterator[Reader]:
    """A reader with a narrow window and without script, whose one page is led from page to page."""
    with reading(browser, BUILT, 360, java_script_enabled=False) as visit:
        visit.context.new_page()
        yield visit


@pytest.mark.parametrize("name", PAGES)
def test_without_script_nothing_is_cut_off(plain, name) -> None:
    page = plain.context.pages[0]
    plain.go(page, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 16


def test_on_a_narrow_screen_a_note_opens_under_its_sentence(reader, chapters) -> None:
    for page, _ in reader(360).each(chapters, "?view=all"):
        for id in marks(page)[::5]:
            page.locator(f"#mark-{id}").click()
            note = shown(page, id)
            assert note.open and note.inline and 0 <= note.below < 60, f"{id}: {note}"
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            page.locator(f"#note-{id} .postil-number").click()
            assert not is_open(page, id)


@pytest.mark.parametrize("width", [360, 1440])
def test_without_script_every_note_can_be_read_in_place(reader, chapters, edition, width) -> None:
    for page, chapter in reader(width, java_script_enabled=False).each(chapters):
        for note in edition.notes_in(chapter.removesuffix(".html")):
            card = page.locator(f"#note-{note.id}")
            if note.id not in edition.essential and not card.is_visible():
                page.locator("details.postil-rest", has=card).locator("> summary").click()
            assert card.locator(".postil-card-text").is_visible(), note.id


def test_without_script_the_data_of_a_chart_can_be_read(reader) -> None:
    page = reader(360, java_script_enabled=False).open(CHARTED)
    page.locator(".postil-chart-data > summary").first.click()
    assert page.locator(".postil-chart-data td").first.is_visible()


@pytest.mark.parametrize("plan", ["fifty-minutes", "second-language", "three-sessions"])
def test_a_table_of_words_has_room_for_them_on_a_phone(reader, plan) -> None:
    page = reader(360).open(f"book/seminar/{plan}.html")
    widths = page.locator("table.docutils td").evaluate_all(
        "cells => cells.filter(cell => cell.innerText.length > 20).map(cell => cell.offsetWidth)"
    )
    assert widths and min(widths) >= 100


def test_the_first_chapter_leads_back_to_the_cover_by_that_name(reader) -> None:
    assert reader(360).open(FIRST).locator(".postil-previous").inner_text().endswith("Cover")
