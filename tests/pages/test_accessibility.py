"""WCAG 2.2 AA, as far as a machine can tell (axe), and what is promised to those who use the keyboard."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.conftest import PAGES

TAGS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1360])
def test_axe_finds_nothing(reader, name, scheme, width) -> None:
    page = reader(width, color_scheme=scheme).open(name)
    page.wait_for_timeout(200)
    result = Axe().run(page, options=TAGS)
    found = {v["id"]: [node["html"][:140] for node in v["nodes"][:3]] for v in result.response["violations"]}
    assert found == {}


def test_a_note_can_be_opened_left_and_closed_with_the_keyboard(reader, chapters, edition) -> None:
    page = reader().open(chapters[0])
    id = edition.notes_on(edition.pieces_in(chapters[0].removesuffix(".html"))[-1])[0].id
    page.evaluate("(id) => { document.getElementById('note-' + id).open = false; }", id)
    page.locator(f"#mark-{id}").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('[data-note]').dataset.note") == id
    assert page.locator(f"#note-{id}").get_attribute("open") is not None
    page.keyboard.press("Enter")
    assert page.locator(f"#note-{id}").get_attribute("open") is None


def test_the_table_of_contents_closes_with_escape(reader, chapters) -> None:
    page = reader().open(chapters[0])
    page.locator(".contents summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".contents nav").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".contents nav").is_visible()
