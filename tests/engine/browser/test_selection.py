"""What can be done with selected words, and with a sentence, from disk, by keyboard and on a phone."""

from __future__ import annotations

import pytest

from tests.support.browser import address, violations
from tests.support.notes import at_rest
from tests.support.selecting import select
from tests.support.texts import QUOTED

ONE = "book/one.html"
COPIED = "navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }"


def bar(page):
    return page.get_by_role("toolbar")


def test_selected_words_are_copied_with_their_place_and_source(visit_published) -> None:
    reader = visit_published()
    page = reader.open(ONE)
    page.evaluate(COPIED)
    select(page, "s1-2", "ery hig")
    assert bar(page).get_by_role("button").all_inner_texts() == ["Copy quotation", "Link", "Cite", "Note"]
    bar(page).get_by_role("button", name="Copy quotation").click()
    page.wait_for_function("() => window.copied")
    assert page.evaluate("window.copied") == (
        "“very high” (A. Keeper, “On rivers”, 1 May 1901, sentence 1.2, https://example.org/rivers/book/one.html#s1-2)"
    )
    bar(page).get_by_role("button", name="Copied").wait_for()
    bar(page).wait_for(state="detached")
    select(page, "s1-3", "hurt")
    bar(page).get_by_role("button", name="Link").click()
    page.wait_for_function("() => window.copied.endsWith('#s1-3')")
    assert page.evaluate("window.copied") == "https://example.org/rivers/book/one.html#s1-3"
    assert reader.complaints == []


def test_a_citation_tells_the_article_from_the_edition(visit_published) -> None:
    page = visit_published().open(ONE)
    select(page, "s1-2", "the bridge fell")
    bar(page).get_by_role("button", name="Cite").click()
    page.get_by_role("dialog").wait_for()  # what is cited has come
    article, edition, entry = page.get_by_role("dialog").locator("pre").all_inner_texts()
    assert article == "A. Keeper, “On rivers”, 1 May 1901, sentence 1.2"
    assert edition.startswith(f"{article}, in: The editors, annotated reading edition “Rivers, annotated”")
    assert edition.endswith("https://example.org/rivers/book/one.html#s1-2")
    assert entry.startswith("@misc{article-s1-2,") and "author = {{A. Keeper}}" in entry
    assert "file:" not in page.get_by_role("dialog").inner_text()


def test_a_copy_that_knows_no_address_cites_none(reader_of, kit) -> None:
    page = reader_of(kit).open(ONE)
    select(page, "s1-2", "the bridge fell")
    bar(page).get_by_role("button", name="Cite").click()
    words = page.get_by_role("dialog").inner_text()
    assert "file:" not in words and "No author named" in words and "has no address" in words


def test_nothing_that_is_cited_or_copied_leads_to_this_disk(reader_of, kit) -> None:
    for width in (390, 1360):
        page = reader_of(kit, width).open(ONE)
        select(page, "s1-2", "the bridge fell")
        assert bar(page).get_by_role("button").all_inner_texts() == ["Copy quotation", "Cite", "Note"]
        assert page.locator(".postil-copy-link").first.text_content() == "Link to this note"
        page.keyboard.press("Escape")
        if width == 390:
            page.locator(".postil-views > summary").click()
        page.locator(".postil-bar .postil-cite-button").locator("visible=true").click()
        words = page.get_by_role("dialog").inner_text()
        assert "file:" not in words and "has no address" in words and "BibTeX" in words


def test_on_a_phone_every_page_has_cite_and_help(reader_of, kit) -> None:
    for name in (ONE, "search.html"):
        page = reader_of(kit, 360).open(name)
        for way, words in (("Cite", "Cite:"), ("Help", "Keys")):
            if page.locator(".postil-views:not([open]) > summary").count():
                page.locator(".postil-views > summary").click()
            page.get_by_role("button", name=way, exact=True).locator("visible=true").click()
            assert page.get_by_role("dialog").locator("h2").inner_text().startswith(words)
            page.keyboard.press("Escape")
            assert page.evaluate("document.activeElement.matches('.postil-cite-button, .postil-help-button')")


def test_help_tells_fingers_what_they_do_and_has_the_keys_one_step_away(reader_of, kit) -> None:
    page = reader_of(kit, 390, has_touch=True, is_mobile=True).open(ONE)
    page.locator(".postil-views > summary").click()
    page.get_by_role("button", name="Help", exact=True).locator("visible=true").click()
    box = page.get_by_role("dialog")
    assert box.locator("h2").inner_text() == "By touch"
    assert box.locator("kbd").first.is_hidden() and "the note opens under its sentence" in box.inner_text()
    box.locator("summary", has_text="With a keyboard").click()
    assert box.locator("kbd").first.is_visible()


def test_scripts_turn_quotation_marks_within_quotation_marks(reader_of, kit) -> None:
    page = reader_of(kit).open(ONE)
    assert page.evaluate("all => all.map(postil.quoted)", [words for words, _ in QUOTED]) == [
        expected for _, expected in QUOTED
    ]


def test_a_text_without_a_date_is_cited_as_undated(reader_of, kit) -> None:
    page = reader_of(kit).open(ONE)
    select(page, "s1-2", "the bridge fell")
    bar(page).get_by_role("button", name="Cite").click()
    page.get_by_role("dialog").wait_for()  # what is cited has come
    article, _edition, entry = page.get_by_role("dialog").locator("pre").all_inner_texts()
    assert article == "No author named, “On rivers”, undated, not before 1 May 1901, sentence 1.2"
    assert "note = {undated, not before 1 May 1901, sentence 1.2}" in entry and "date = {" not in entry


def test_by_keyboard_a_sentence_offers_the_same(visit_published) -> None:
    page = visit_published().open(ONE)
    number = page.locator("#s1-3 .postil-place")
    number.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.textContent === 'Copy quotation'")
    assert address(page).endswith("#s1-3")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "Cite"
    page.keyboard.press("Escape")
    assert bar(page).count() == 0
    assert page.evaluate("document.activeElement.dataset.number") == "1.3"
    page.keyboard.press("a")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").locator(".postil-chosen-words").inner_text() == "Nobody was hurt."


def test_words_outside_the_article_and_within_notes_offer_nothing(visit_published) -> None:
    page = visit_published().open(ONE)
    for selector in ("h1", ".postil-card-text"):
        page.evaluate("s => getSelection().selectAllChildren(document.querySelector(s))", selector)
        page.evaluate("document.dispatchEvent(new PointerEvent('pointerup'))")
        at_rest(page)
        assert bar(page).count() == 0


def test_words_that_the_view_hides_offer_nothing(visit_published) -> None:
    """In a presentation the address may still name a sentence that is not shown any more."""
    reader = visit_published()
    page = reader.open(f"{ONE}?view=present#s1-2")
    page.wait_for_selector("#s1-2.postil-current")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#s1-2", state="hidden")
    page.keyboard.press("a")
    assert bar(page).count() == 0
    assert reader.complaints == []


def test_a_selection_over_two_paragraphs_is_that_of_the_first(visit_published) -> None:
    page = visit_published().open(ONE)
    page.evaluate("""() => {
      const range = document.createRange();
      range.setStart(document.querySelector("#s0-1"), 0);
      range.setEnd(document.querySelector("#s1-1"), 0);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      document.dispatchEvent(new PointerEvent("pointerup"));
    }""")
    bar(page).get_by_role("button", name="Note").click()
    assert page.get_by_role("dialog").locator(".postil-chosen-words").inner_text() == "On rivers"


def test_what_closes_the_words_before_is_not_quoted(visit_published) -> None:
    page = visit_published().open(ONE)
    for chosen, quoted in ((", and the", "and the"), ("”, and", "and"), (" the bridge ", "the bridge")):
        select(page, "s1-2", chosen)
        bar(page).get_by_role("button", name="Note").click()
        assert page.get_by_role("dialog").locator(".postil-chosen-words").inner_text() == quoted
        page.keyboard.press("Escape")


@pytest.mark.parametrize("width", [390, 1360])
def test_bar_and_forms_fit_and_axe_finds_nothing(visit_published, width) -> None:
    page = visit_published(width).open(ONE)
    select(page, "s1-2", "very high")
    box = bar(page).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width and box["height"] >= 44
    assert violations(page) == {}
    bar(page).get_by_role("button", name="Note").click()
    assert violations(page) == {}
    page.get_by_role("button", name="Suggest it to the edition").click()
    page.get_by_role("heading", name="Suggest a note").wait_for()
    assert violations(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_suggestion_shows_its_card_counts_its_words_and_asks_what_the_source_says(visit_published) -> None:
    page = visit_published().open(ONE)
    select(page, "s1-2", "very high")
    bar(page).get_by_role("button", name="Note").click()
    page.get_by_label("Your note; leave it empty").fill("It was three metres.")
    page.get_by_role("button", name="Suggest it to the edition").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What your note does").select_option(index=0)
    dialog.get_by_label("Your finding in a few words").fill("Three metres")
    dialog.get_by_label("The one sentence that the source says").fill("The gauge was at 3 m.")
    assert "4 of 60 words" in dialog.inner_text()
    assert "Three metres" in dialog.locator(".postil-preview").inner_text()
    assert not dialog.locator("pre").is_visible()
    dialog.get_by_text("The note file").click()
    assert 'quote: "very high"' in dialog.locator("pre").inner_text()
    record = dialog.get_by_role("link", name="Then write what your source says").get_attribute("href")
    assert "/new/main/book/evidence?" in record and "gauge+was+at+3+m" in record
    dialog.get_by_label("Your source: author, title, address").fill("The Gazette")
    assert "The Gazette" in dialog.locator(".postil-preview").inner_text()
    dialog.get_by_label("What your note does").select_option("question")  # asks, and needs neither source nor record
    assert not dialog.get_by_label("Your source: author, title, address").is_visible()
    assert not dialog.get_by_label("The one sentence that the source says").is_visible()
    assert "The Gazette" not in dialog.locator(".postil-preview").inner_text()
    assert dialog.locator("p", has_text="Fill in a form instead").inner_text().endswith("instead")
    dialog.get_by_label("Your note, at most 60 words").fill("word " * 61)
    assert "61 of 60 words: too long" in dialog.inner_text()


def improving(page, id: str):
    """The form in which a note is improved."""
    page.evaluate(f"postil.reveal('{id}')")
    page.evaluate(f"document.querySelector('#note-{id} .postil-more').open = true")
    page.locator(f"#note-{id}").get_by_role("button", name="Improve").click()
    page.get_by_role("heading", name="Improve this note").wait_for()
    return page.get_by_role("dialog")


@pytest.mark.parametrize("hosted", [True, False])
def test_a_note_is_improved_as_it_stands(visit_published, reader_of, kit, published, hosted) -> None:
    """Also in a copy without a repository, where nothing leads to one."""
    built = published if hosted else kit
    page = reader_of(built).open(ONE)
    dialog = improving(page, "high")
    assert dialog.get_by_label("Your finding in a few words").input_value() == "Three metres"
    assert dialog.get_by_label("Your note, at most 60 words").input_value() == "The gauge shows 3 m."
    stands = (built.parent.parent / "book/notes/high.md").read_text("utf-8")
    assert dialog.locator("pre").text_content() == stands
    dialog.get_by_label("Your note, at most 60 words").fill("The gauge shows 3.2 m.")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "high.md"
    assert download.value.path().read_text("utf-8") == stands.replace("3 m.", "3.2 m.")
    there = dialog.get_by_role("link", name="Copy the file, then open GitHub")
    assert there.count() == int(hosted)
    if hosted:
        assert there.get_attribute("href") == "https://github.com/example/rivers/edit/main/book/notes/high.md"
        assert there.get_attribute("target") == "_blank" and "asks for an account" in dialog.inner_text()
    else:
        assert page.locator("a[href*='github']").count() == 0 and "give it to the editors" in dialog.inner_text()


def test_without_a_repository_a_note_is_suggested_as_a_file(reader_of, kit) -> None:
    page = reader_of(kit).open(ONE)
    select(page, "s1-2", "very high")
    bar(page).get_by_role("button", name="Note").click()
    page.get_by_role("button", name="Suggest it to the edition").click()
    dialog = page.get_by_role("dialog")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "note-on-very-high.md"
    assert violations(page) == {}


def test_without_script_a_note_leads_to_its_file_and_to_a_discussion_in_new_tabs(visit_published) -> None:
    page = visit_published(java_script_enabled=False).open(ONE)
    foot = page.locator("#note-high .postil-card-foot")
    edit, discuss = (foot.locator(f"a:has-text('{words}')") for words in ("Improve", "Discuss"))
    assert edit.get_attribute("href").endswith("/edit/main/book/notes/high.md")
    assert "issues/new?title=Note" in discuss.get_attribute("href")
    assert {link.get_attribute("target") for link in (edit, discuss)} == {"_blank"}


def test_a_sentence_is_cited_alike_from_its_bar_and_from_the_header(visit_published) -> None:
    page = visit_published().open(f"{ONE}#s1-2")
    said = []
    for way in (".postil-bar .postil-cite-button", ".postil-selection button:nth-child(3)"):
        if "selection" in way:
            page.locator("#s1-2 .postil-place").evaluate("number => number.click()")
        page.locator(way).locator("visible=true").click()
        said.append(page.get_by_role("dialog").inner_text())
        page.keyboard.press("Escape")
    assert said[0] == said[1]
