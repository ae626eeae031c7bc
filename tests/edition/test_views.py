"""Views: kept in the address and remembered, and each hides what it says it hides."""

from __future__ import annotations

import re

import pytest

from tests.support.browser import address
from tests.support.chapters import CLOSE, FIRST, WHOLE
from tests.support.notes import is_open, marks


def count(page, selector: str) -> int:
    """How many such elements are to be seen."""
    return page.evaluate("(s) => [...document.querySelectorAll(s)].filter(e => e.offsetHeight).length", selector)


def depth(page, name: str) -> None:
    """Choose how much to see."""
    page.locator(".postil-depths").get_by_role("button", name=name).click()


def pressed(page) -> str:
    """What the control says is shown."""
    return " ".join(page.locator('.postil-depths [aria-pressed="true"]').all_inner_texts())


@pytest.mark.parametrize("width", [360, 1360])
def test_text_shows_the_text_and_nothing_else(reader, width) -> None:
    page = reader(width).open(f"{CLOSE}?view=text")
    assert count(page, "[data-note], .postil-mark a, .postil-rest, .postil-lead-in, figure.postil-chart") == 0
    assert count(page, ".postil-article") > 0 and count(page, ".postil-place") > 0
    assert page.evaluate(
        "[...document.querySelectorAll('.postil-words')].every(e => getComputedStyle(e).textDecorationLine === 'none')"
    )


def test_text_leads_to_the_whole_text_on_one_page(reader, edition) -> None:
    page = reader().open(CLOSE)
    depth(page, "Text")
    page.wait_for_url(f"**/{WHOLE}?view=text#s*")
    assert page.evaluate("document.querySelector(location.hash).getBoundingClientRect().top < innerHeight / 2")
    numbers = page.evaluate("[...document.querySelectorAll('[data-paragraph]')].map(p => Number(p.dataset.paragraph))")
    assert sorted(set(numbers)) == [p.number for p in edition.article.paragraphs if p.number]


@pytest.mark.parametrize("width", [390, 1440])
def test_all_shows_the_number_of_every_note(reader, edition, width) -> None:
    page = reader(width).open(f"{CLOSE}?view=all")
    assert set(marks(page)) == {note.id for note in edition.notes_in(CLOSE.removesuffix(".html"))}


def test_kinds_can_be_left_out(reader) -> None:
    page = reader().open(f"{CLOSE}?view=all&without=update.translation")
    left_out = "[data-kind=update], [data-kind=translation]"
    assert count(page, f".postil-card:is({left_out}), .postil-mark:is({left_out}) a") == 0
    assert count(page, ".postil-card[data-kind=source]") > 0


@pytest.mark.parametrize("view", ["then", "all.then"])
def test_as_read_then_hides_what_could_not_be_known(reader, edition, view) -> None:
    page = reader().open(f"{CLOSE}?view={view}")
    notes = edition.notes_in(CLOSE.removesuffix(".html"))
    later = {note.id for note in notes if note.as_of.isoformat() >= "2020-11"}
    assert later and later < {note.id for note in notes}
    seen = set(marks(page)) | set(
        page.evaluate(
            "[...document.querySelectorAll('[data-note]')].filter(e => e.offsetHeight).map(e => e.dataset.note)"
        )
    )
    assert seen and not seen & later
    known = [note for note in notes if note.id not in later]
    essential = [note for note in known if note.id in edition.essential]
    counts = page.locator(".postil-depths small:visible").all_inner_texts()
    assert counts == [str(len(some)) for some in (essential, known, known)]
    others = " ".join(page.locator(".postil-rest > summary:visible").all_inner_texts())
    assert sum(map(int, re.findall(r"\+(\d+)", others))) == (0 if "all" in view else len(known) - len(essential))


def test_seminar_seals_verdicts_until_each_is_opened(reader) -> None:
    page = reader(1440).open(f"{CLOSE}?view=seminar")
    sealed = "[data-judges] :is(.postil-verdict, .postil-card-text, .postil-sources, .postil-kind)"
    assert count(page, "[data-judges]") > 0 and count(page, sealed) == 0
    card = page.locator("[data-judges]:visible").first
    assert card.get_attribute("aria-labelledby") is None, "a screen reader would say the finding"
    id = card.get_attribute("data-note")
    assert "sealed" in page.locator(f"#mark-{id}").get_attribute("aria-label")
    card.get_by_role("button", name="Show the verdict without judging").click()
    assert count(page, "[data-judges] .postil-card-text") == 1 and is_open(page, id)
    assert "sealed" not in page.locator(f"#mark-{id}").get_attribute("aria-label")


def test_presentation_goes_sentence_by_sentence(reader) -> None:
    page = reader().open(f"{CLOSE}?view=present")
    assert count(page, ".postil-sentence") == 1
    first = page.locator(".postil-sentence.postil-current").inner_text()
    page.keyboard.press("ArrowRight")
    assert count(page, ".postil-sentence") == 1
    assert page.locator(".postil-sentence.postil-current").inner_text() != first
    page.keyboard.press("ArrowLeft")
    assert page.locator(".postil-sentence.postil-current").inner_text() == first
    page.locator(".postil-current .postil-mark a:visible").first.click()
    assert count(page, "[data-note]") == 1
    page.keyboard.press("Escape")
    assert count(page, ".postil-sentence") > 1


def test_presentation_begins_where_the_address_says(reader) -> None:
    page = reader().open(f"{CLOSE}?view=present#s5-3")
    assert page.locator(".postil-sentence.postil-current").get_attribute("id") == "s5-3"


def test_what_is_chosen_is_written_into_the_address_and_remembered(reader) -> None:
    visit = reader()
    page = visit.open(CLOSE)
    page.locator(".postil-views summary").click()
    page.get_by_role("checkbox", name="Seminar").check()
    page.get_by_role("checkbox", name="Question").uncheck()
    depth(page, "As of")
    assert "view=seminar.then" in address(page) and "without=question" in address(page)
    again = visit.open(FIRST)
    assert "As of" in pressed(again)
    assert again.evaluate("document.documentElement.dataset.view") == "seminar then"
    assert again.locator('[name="kind"][value="question"]').is_checked() is False


def test_a_view_in_the_address_goes_before_what_is_remembered(reader) -> None:
    visit = reader()
    page = visit.open(CLOSE)
    page.keyboard.press("t")
    assert count(page, "[data-note]") == 0
    assert count(visit.open(f"{CLOSE}?view=seminar"), "[data-note]") > 0


def test_text_grows_and_stays_inside_the_page(reader) -> None:
    for width in (360, 1360):
        page = reader(width).open(f"{CLOSE}?size=4")
        size = "parseFloat(getComputedStyle(document.querySelector('.postil-article')).fontSize)"
        assert page.evaluate(size) > 27
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_opening_a_note_does_not_move_the_text(reader) -> None:
    page = reader(1440, reduced_motion="reduce").open(f"{CLOSE}?view=all")
    tops = "[...document.querySelectorAll('.postil-sentence')].map(s => s.getBoundingClientRect().top + scrollY)"
    before = page.evaluate(tops)
    for id in marks(page)[:6]:
        page.locator(f"#mark-{id}").evaluate("e => e.click()")
        assert is_open(page, id) and page.evaluate(tops) == before


@pytest.mark.parametrize("name", ["book/index.html", "notebooks/exercises.html"])
def test_who_hears_a_chart_hears_nothing_that_was_later(reader, name) -> None:
    page = reader().open(f"{name}?view=then")
    label = page.locator(".postil-chart-drawing").first.get_attribute("aria-label") or ""
    assert "to October 2020" in label and "since then" not in label
    page.locator(".postil-then-strip button").click()
    assert "since then" in (page.locator(".postil-chart-drawing").first.get_attribute("aria-label") or "")
