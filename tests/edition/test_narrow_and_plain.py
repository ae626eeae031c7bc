"""Narrow screens and pages without script: everything can be read, and stands in its place."""

from __future__ import annotations

import pytest

from tests.support.built import PAGES


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_off_at_360_pixels(reader, name, script) -> None:
    page = reader(360, java_script_enabled=script).open(name)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 16


def test_on_a_narrow_screen_a_note_opens_under_its_sentence(reader, chapters, edition) -> None:
    for chapter in chapters:
        page = reader(360).open(chapter)
        for piece in edition.pieces_in(chapter.removesuffix(".html")):
            for note in edition.notes_on(piece)[:3]:
                page.locator(f"#mark-{note.id}").click()
                card = page.locator(f"#note-{note.id}")
                assert card.is_visible()
                below = page.evaluate(
                    """(id) => {
                      const words = Array.from(document.querySelectorAll('[data-notes~="' + id + '"]')).at(-1);
                      const ends = Array.from(words.closest(".sentence").getClientRects()).at(-1).bottom;
                      const box = document.getElementById("note-" + id).getBoundingClientRect();
                      return [box.top - ends, box.left >= 0 && box.right <= innerWidth];
                    }""",
                    note.id,
                )
                assert -2 <= below[0] < 60 and below[1], f"{note.id}: {below}"
                page.locator(f"#mark-{note.id}").click()
                assert not card.is_visible()


@pytest.mark.parametrize("width", [360, 1360])
def test_without_script_every_note_can_be_read_in_place(reader, chapters, edition, width) -> None:
    for chapter in chapters:
        page = reader(width, java_script_enabled=False).open(chapter)
        for piece in edition.pieces_in(chapter.removesuffix(".html")):
            for note in edition.notes_on(piece)[:2]:
                card = page.locator(f"#note-{note.id}")
                card.locator("> summary").click()
                assert card.locator(".card > p").first.is_visible()


def test_without_script_the_data_of_a_chart_can_be_read(reader) -> None:
    page = reader(360, java_script_enabled=False).open("book/chapters/02-putin-at-valdai.html")
    page.locator(".chart-data > summary").first.click()
    assert page.locator(".chart-data td").first.is_visible()
