"""Views: kept in the address and remembered, and each hides what it says it hides."""

from __future__ import annotations

import pytest

CHAPTER = "book/chapters/05-beijings-answer.html"
SETTLE = "() => new Promise(done => setTimeout(done, 300))"


def shown(page, selector: str) -> int:
    return page.evaluate("(s) => [...document.querySelectorAll(s)].filter(e => e.offsetHeight).length", selector)


@pytest.mark.parametrize("width", [360, 1360])
def test_text_only_shows_the_text_and_nothing_else(reader, width) -> None:
    page = reader(width).open(f"{CHAPTER}?view=text")
    assert shown(page, "[data-note], .note-mark a") == 0
    assert shown(page, ".article") > 0
    decorated = "[...document.querySelectorAll('.mark')].some(e => getComputedStyle(e).textDecorationLine !== 'none')"
    assert not page.evaluate(decorated)


def test_kinds_can_be_left_out(reader) -> None:
    page = reader().open(f"{CHAPTER}?without=update.translation")
    assert shown(page, ".note.update, .note-mark.update a, .note.translation") == 0
    assert shown(page, ".note.source") > 0


def test_as_read_then_hides_what_could_not_be_known(reader, edition) -> None:
    page = reader().open(f"{CHAPTER}?view=then")
    page.evaluate(SETTLE)
    ids = page.evaluate("[...document.querySelectorAll('[data-note]')].map(e => e.dataset.note)")
    visible = [id for id in ids if page.locator(f"#note-{id}").is_visible()]
    known = [id for id in ids if edition.by_id[id].as_of.isoformat() < "2020-11"]
    assert visible == known
    assert len(known) < len(ids)


def test_seminar_seals_verdicts_until_each_is_opened(reader) -> None:
    page = reader().open(f"{CHAPTER}?view=seminar")
    page.evaluate(SETTLE)
    assert shown(page, "[data-judges] .verdict, [data-judges] .note-title") == 0
    card = page.locator("[data-judges]").first
    card.locator("> summary").click()
    page.evaluate(SETTLE)
    assert card.locator(".note-title").is_visible()
    assert shown(page, "[data-judges] .verdict") == 1


def test_presentation_goes_sentence_by_sentence(reader) -> None:
    page = reader().open(f"{CHAPTER}?view=present")
    assert shown(page, ".sentence") == 1
    first = page.locator(".sentence.current").inner_text()
    page.keyboard.press("ArrowRight")
    assert shown(page, ".sentence") == 1
    assert page.locator(".sentence.current").inner_text() != first
    page.keyboard.press("ArrowLeft")
    assert page.locator(".sentence.current").inner_text() == first
    page.locator(".current .note-mark a").first.click()
    assert shown(page, "[data-note][open]") == 1
    page.keyboard.press("Escape")
    assert shown(page, ".sentence") > 1


def test_presentation_begins_where_the_address_says(reader) -> None:
    page = reader().open(f"{CHAPTER}?view=present#s5-3")
    assert page.locator(".sentence.current").get_attribute("id") == "s5-3"


def test_the_menu_writes_the_address_and_is_remembered(reader) -> None:
    visit = reader()
    page = visit.open(CHAPTER)
    page.locator(".views summary").click()
    page.get_by_label("Text only").check()
    page.get_by_role("checkbox", name="Question").uncheck()
    assert "view=text" in page.url and "without=question" in page.url
    again = visit.open("book/chapters/01-question.html")
    assert shown(again, "[data-note]") == 0
    assert again.locator('[name="kind"][value="question"]').is_checked() is False


def test_a_view_in_the_address_goes_before_what_is_remembered(reader) -> None:
    visit = reader()
    page = visit.open(CHAPTER)
    page.keyboard.press("t")
    assert shown(page, "[data-note]") == 0
    assert shown(visit.open(f"{CHAPTER}?view=seminar"), "[data-note]") > 0


def test_text_grows_and_stays_inside_the_page(reader) -> None:
    for width in (360, 1360):
        page = reader(width).open(f"{CHAPTER}?size=4")
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.article')).fontSize)") > 27
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_opening_a_note_does_not_move_the_text(reader) -> None:
    page = reader().open(CHAPTER)
    page.evaluate(SETTLE)
    tops = "[...document.querySelectorAll('.sentence')].map(s => s.getBoundingClientRect().top)"
    before = page.evaluate(tops)
    for summary in page.locator("[data-note] > summary").all()[:4]:
        summary.evaluate("e => e.click()")
        page.evaluate(SETTLE)
        assert page.evaluate(tops) == before
