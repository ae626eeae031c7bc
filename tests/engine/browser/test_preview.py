"""The preview in a browser: a saved note comes to the same place with the same card open, and a fault is shown."""

from __future__ import annotations

import pytest

from tests.support.edition import SmallEdition, note
from tests.support.preview import Running

BODY = "\n\n".join(["It was built of oak and of pine."] * 12)


@pytest.fixture
def running(small: SmallEdition) -> Running:
    small.note("wooden-bridge", note(body=BODY))
    running = Running(small)
    assert running.next_build() == 0
    return running


def test_a_saved_note_comes_to_the_same_place_and_a_fault_is_shown_until_it_is_mended(
    small: SmallEdition, running: Running, browser
) -> None:
    running.start()
    context = browser.new_context(viewport={"width": 1360, "height": 400})
    page = context.new_page()
    page.goto(f"{running.address}book/one.html")
    page.locator(".postil-mark a").first.click()
    card = page.locator("#note-wooden-bridge")
    card.locator("summary").first.click()
    page.evaluate("window.scrollTo({top: 180, behavior: 'instant'})")
    small.note("wooden-bridge", note(body=BODY, title="The bridge was of oak"))
    card.get_by_text("The bridge was of oak").wait_for(timeout=120_000)
    card.get_by_text("of pine").last.wait_for()
    page.wait_for_function("() => Math.abs(scrollY - 180) < 30")

    small.note("wooden-bridge", note("the bridge felt"))
    fault = page.get_by_role("alert")
    fault.wait_for(timeout=120_000)
    assert "book/notes/wooden-bridge.md:2: " in fault.inner_text() and "[quote-missing]" in fault.inner_text()
    small.note("wooden-bridge", note(body=BODY, title="The bridge was of pine"))
    card.get_by_text("The bridge was of pine").wait_for(timeout=120_000)
    assert not fault.count()
    context.close()
