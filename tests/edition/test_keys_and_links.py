"""Every function by key; permanent links; ready-made citations; a link to a note that is gone says so."""

from __future__ import annotations

import pytest

from tests.support.browser import address
from tests.support.chapters import CLOSE, FIRST, WHOLE
from tests.support.notes import focused, is_open, marks


def test_n_and_p_go_from_note_to_note(reader) -> None:
    page = reader().open(CLOSE)
    all_marks = marks(page)
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert focused(page) == all_marks[1]
    page.keyboard.press("p")
    assert focused(page) == all_marks[0]


def test_enter_opens_and_escape_closes_and_goes_back(reader) -> None:
    for width in (360, 1360):
        page = reader(width).open(CLOSE)
        id = marks(page)[-1]
        page.locator(f"#mark-{id}").focus()
        page.keyboard.press("Enter")
        assert is_open(page, id) and page.evaluate("document.activeElement.matches('.postil-card a')")
        page.keyboard.press("Escape")
        assert width > 1000 or not is_open(page, id)
        assert page.evaluate("document.activeElement.id") == f"mark-{id}"


@pytest.mark.parametrize("width", [360, 1360])
def test_the_title_of_an_open_note_unfolds_its_fuller_text_and_folds_it(reader, width) -> None:
    page = reader(width).open(CLOSE)
    id = marks(page)[-1]
    page.locator(f"#mark-{id}").press("Enter")
    title, more = page.locator(f"#finding-{id} > a"), page.locator(f"#note-{id} > .postil-more")
    for unfolded in (True, False):
        title.press("Enter")
        assert is_open(page, id) and (more.get_attribute("open") is not None) == unfolded


@pytest.mark.parametrize("width", [360, 390])
def test_a_long_title_in_the_bar_has_two_lines_on_a_phone(reader, width) -> None:
    page = reader(width).open(FIRST)
    lines = "title => title.clientHeight / parseFloat(getComputedStyle(title).lineHeight)"
    assert 1.95 < page.locator(".postil-edition").evaluate(lines) < 2.2
    assert page.locator(".postil-edition").bounding_box()["height"] >= 40
    assert page.locator(".postil-bar").bounding_box()["height"] <= 45


def test_help_names_the_keys_and_lets_them_be_turned_off(reader) -> None:
    page = reader().open(CLOSE)
    page.keyboard.press("?")
    assert "next note" in page.locator("dialog").inner_text()
    page.get_by_label("Use single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    assert page.locator(".postil-mark a:visible").count() > 0


def test_keys_leave_fields_and_shortcuts_alone(reader) -> None:
    page = reader().open("search.html")
    page.locator("#search-words").type("tons?")
    assert page.locator("#search-words").input_value() == "tons?"
    assert page.locator("dialog").count() == 0
    page = reader().open(CLOSE)
    page.keyboard.press("Control+d")
    assert page.evaluate("document.documentElement.dataset.scheme") is None


def test_brackets_turn_pages_and_slash_searches(reader) -> None:
    page = reader().open(CLOSE)
    page.keyboard.press("]")
    page.wait_for_url("**/06-*")
    page.keyboard.press("[")
    page.wait_for_url("**/05-*")
    page.keyboard.press("/")
    page.keyboard.type("patrol")
    assert page.locator(".postil-search-box input").input_value() == "patrol"


def test_a_note_can_be_cited(reader, edition) -> None:
    page = reader().open(CLOSE)
    page.keyboard.press("n")
    id = focused(page)
    page.keyboard.press("c")
    page.locator("dialog pre").first.wait_for()
    texts = page.locator("dialog pre").all_inner_texts()
    assert edition.by_id[id].title in texts[0]
    assert "does not know where the edition is published" in page.locator("dialog").inner_text()
    assert "file:" not in " ".join(texts)
    assert texts[1].startswith("@misc{edition-note-")


def test_a_sentence_can_be_cited(reader) -> None:
    page = reader().open(f"{CLOSE}#s5-2")
    page.keyboard.press("c")
    assert "sentence 5.2" in page.locator("dialog").inner_text()


def test_a_link_to_a_note_on_another_page_finds_it(reader, edition) -> None:
    id = edition.reading_order[0]
    page = reader().open(f"{CLOSE}#note-{id}")
    page.wait_for_url(f"**/{FIRST}#note-{id}")


def test_a_link_to_a_removed_note_says_so(reader) -> None:
    page = reader().open(f"{CLOSE}#note-never-was")
    assert "no longer here" in page.locator("dialog").inner_text()


def test_search_tells_text_notes_and_pages_apart_and_opens_the_note(reader) -> None:
    page = reader().open("search.html?q=Zhao Lijian")
    page.locator(".postil-found-in").first.wait_for()
    kinds = page.locator(".postil-found-in").all_inner_texts()
    assert {kind.split(" · ")[0] for kind in kinds} == {
        "The article", "Note", "Page", "Claim", "Event", "Source", "Person or institution", "Term",
    }  # fmt: skip
    page.locator("#search-results a[href*='#note-']").first.click()
    page.wait_for_url("**#note-*")
    id = address(page).partition("#")[2]
    assert is_open(page, id.removeprefix("note-"))


def test_search_for_nothing_found_says_so(reader) -> None:
    page = reader().open("search.html?q=zzzz")
    assert page.locator("#search-status").inner_text().startswith("0 places found. Fewer words")


def test_the_whole_edition_stands_on_one_page(reader, edition) -> None:
    page = reader().open(WHOLE)
    ids = page.evaluate("[...document.querySelectorAll('[data-note]')].map(card => card.dataset.note)")
    assert sorted(ids) == sorted(edition.anchors)
    fuller = page.evaluate("""[...document.querySelectorAll('[data-note]')].map(card => [
      card.dataset.note, card.querySelector('.postil-more > p > a')?.getAttribute('href')?.endsWith(`#${card.id}`)])""")
    assert {id for id, elsewhere in fuller if elsewhere} == set(ids) - edition.essential


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_on_paper_notes_are_open_and_the_interface_is_gone(reader, script) -> None:
    page = reader(700, java_script_enabled=script).open(CLOSE)
    page.emulate_media(media="print")
    assert not page.locator(".postil-bar").is_visible()
    for text in page.locator("[data-note] :is(.postil-card-text, .postil-more) > p:not(.postil-card-foot)").all():
        assert text.is_visible()
