"""Search: one entry for each thing, as the reader types, forgiving, in three languages, landing on the very place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import Reader, in_every_light, reading
from tests.support.build import build
from tests.support.edition import SmallEdition, note
from tests.support.texts import NewEdition, about
from tests.support.web import weave


@pytest.fixture(scope="module")
def built(shared: SmallEdition) -> Path:
    weave(shared)
    people = shared.root / "book/apparatus/people.yml"
    text = people.read_text("utf-8").replace("kind: person", "original: 赵立坚\n  language: zh\n  kind: person")
    people.write_text(text.replace("He saw it", "He saw it from the café; he doesn’t say when"), "utf-8")
    shared.note(
        "cafe",
        note(
            "Nobody was hurt",
            title="A café on the bridge",
            margin="They don’t serve tea {cite:p}`gazette-1901`. Путин был там (he says) ({cite:t}`gazette-1901`).",
        ),
    )
    shared.note(
        "seven", note("In autumn", title="Seven exercises", margin="Joint exercises of the fire brigade: messages.")
    )
    rain = "It rained on the river."
    for number in range(6):
        shared.note(f"rain-{number}", note("It rose", title=f"The river and rain {number}", margin=rain))
    shared.note(
        "heron", note("stood", title="What stood there", margin="A heron seen on the river for years; passages.")
    )
    shared.note("fishing", note("the river rose", title="River news", margin="Two men were fishing and rowing."))
    shared.note("rowing", note("rose again", title="Other news", margin="Rowing, then fishing, then rowing."))
    shared.write("book/about.md", "---\nkeywords: author; who wrote this\n---\n\n# Of the text\n\nNobody knows.\n")
    toc = shared.root / "_toc.yml"
    toc.write_text(f"{toc.read_text('utf-8')}- file: book/about\n", "utf-8")
    return build(shared)


def titles(page) -> list[str]:
    page.wait_for_function("() => document.getElementById('search-status').textContent")
    return page.locator("#search-results li > a").all_inner_texts()


@pytest.fixture(scope="module")
def searching(browser: Browser, built: Path) -> Iterator[Page]:
    """The page of search, opened once for all queries; in the end it must not have complained."""
    with reading(browser, built) as reader:
        yield reader.open("search.html")
        assert reader.complaints == []


def found(page: Page, query: str) -> list[str]:
    """The titles of what is found for a query that is typed in place of the last one."""
    field = page.get_by_role("searchbox")
    for words in ("", query):
        field.fill(words)
        page.wait_for_function(
            "(words) => Boolean(document.getElementById('search-status').textContent) === Boolean(words)", arg=words
        )
    return titles(page)


def test_an_address_asks_as_typing_does(reader_of, built: Path) -> None:
    reader = reader_of(built)
    assert titles(reader.open("search.html?q=赵立坚"))[0] == "The keeper"
    assert titles(reader.open("search.html?q=how many joint exercises"))[0] == "Seven exercises"
    assert reader.complaints == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("keeper", "The keeper"),
        ("the keeper", "The keeper"),
        ("赵立坚", "The keeper"),
        ("立坚", "The keeper"),
        ("flood", "Flood"),
        ("crue", "Flood"),
        ("cafe on", "A café on the bridge"),
        ("don't serve", "A café on the bridge"),
        ("dont serve", "A café on the bridge"),
        ("Путин", "A café on the bridge"),
        ("how many joint exercises", "Seven exercises"),
        ("joint exercse", "Seven exercises"),
        ("brig fire", "Seven exercises"),
        ("the bridge falls", "The bridge falls"),
        ("gazette", "The bridge falls"),
        ("who wrote this", "Of the text"),
        ("who is the author", "Of the text"),
        ("river rain heron", "What stood there"),
        ("fishing and rowing", "River news"),
        ("1.2", "Paragraph 1, sentence 2"),
        ("2.1", "Paragraph 2, sentence 1"),
        ("sentence 1.2", "Paragraph 1, sentence 2"),
        ("river rose", "Paragraph 1, sentence 1"),
        ("Sentence 2.1", "Paragraph 2, sentence 1"),
    ],
)
def test_the_right_answer_comes_first(searching: Page, query: str, first: str) -> None:
    assert found(searching, query)[0] == first


def test_what_the_article_says_comes_before_what_is_about_it_and_is_counted(searching: Page) -> None:
    shown = found(searching, "river")
    assert set(shown[:3]) == {"Title", "Paragraph 1, sentence 1", "Paragraph 2, sentence 1"}
    status = searching.locator("#search-status")
    assert status.inner_text() == f"{len(shown)} places found · 3 in the article"
    found(searching, "heron")
    assert status.inner_text().endswith("· none in the article")


def test_of_a_slip_the_article_is_not_said_to_have_nothing(searching: Page) -> None:
    assert "Paragraph 1, sentence 1" in found(searching, "rivver")[:2]
    assert searching.locator("#search-status").inner_text().endswith("· 2 in the article")


def test_a_short_word_may_be_a_slip_unless_a_word_begins_with_it(searching: Page) -> None:
    assert "Paragraph 1, sentence 1" in found(searching, "rivr")[:3]
    assert found(searching, "hero") == found(searching, "heron")


def test_a_word_that_is_there_is_no_slip_of_another(searching: Page) -> None:
    assert found(searching, "messages") == ["Seven exercises"]
    assert found(searching, "message")[0] == "Seven exercises"
    assert found(searching, "mesages")[0] == "Seven exercises"


def test_a_result_lands_on_its_place_and_marks_what_was_found(reader_of, built: Path) -> None:
    page = reader_of(built).open("search.html?q=serve tea")
    titles(page)
    assert page.locator("#search-results li p mark").all_inner_texts() == ["serve", "tea"]
    page.locator("#search-results a").first.click()
    page.wait_for_url("**/one.html?found=**#note-cafe")
    page.wait_for_function("() => CSS.highlights.has('postil-found')")
    found = page.evaluate("[...CSS.highlights.get('postil-found')].map(String)")
    assert found == ["serve", "tea"]
    assert page.locator("#note-cafe").is_visible()


ACCENTS = (
    "On Accents\n\nIt was a fine day. The café by the Ærø ferry had naïve pictures; the “Straße” was short, and nobody "
    "said “don’t”. The ﬁrst oﬃce was un\u00adfathom\u00adable. 有朋自遠方來，不亦樂乎。 كتـــاب الرجل.\n"
)


@pytest.fixture(scope="module")
def accents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text with a note that begins within a word and one that parts Chinese characters."""
    made = NewEdition(tmp_path_factory.mktemp("accents"), ACCENTS, about(ACCENTS))
    made.note("within", note("ort, and nobody", kind="question", sources=None))
    made.note("apart", note("自遠方", kind="question", sources=None))
    return build(made)


@pytest.fixture(scope="module")
def accented(browser: Browser, accents: Path) -> Iterator[Reader]:
    """A reader of it, whose one page is led from search to search."""
    with reading(browser, accents) as reader:
        reader.context.new_page()
        yield reader


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("cafe", ["café"]),
        ("don't", ["don’t"]),
        ("dont", ["don’t"]),
        ("naive", ["naïve"]),
        ("strasse", ["Straße"]),
        ("STRASSE", ["Straße"]),
        ("aero", ["Ærø"]),
        ("first office", ["ﬁrst", "oﬃce"]),
        ("unfathomable", ["un\u00adfathom\u00adable"]),
        ("short", ["short"]),
        ("朋自", ["朋自"]),
        ("كتاب", ["كتـــاب"]),
    ],
)
def test_what_was_found_is_marked_however_it_is_typed(accented: Reader, query: str, marked: list[str]) -> None:
    page = accented.context.pages[0]
    accented.go(page, f"search.html?q={query}")
    titles(page)
    shown = page.locator("#search-results li").filter(has_text="The article").locator("p mark").all_inner_texts()
    assert [words for words in shown if words in marked] == marked
    page.locator("#search-results li").filter(has_text="The article").locator("a").first.click()
    page.wait_for_function("() => CSS.highlights.has('postil-found')")
    assert page.evaluate("[...CSS.highlights.get('postil-found')].map(String)") == marked


def test_each_kind_has_an_entry_of_its_own_in_words_alone(reader_of, built: Path) -> None:
    page = reader_of(built).open("search.html?q=bridge")
    titles(page)
    kinds = {words.split(" · ")[0] for words in page.locator(".postil-found-in").all_inner_texts()}
    assert {"The article", "Note", "Term", "Event"} <= kinds
    page.get_by_role("searchbox").fill("gazette-1901")
    page.wait_for_function("() => document.getElementById('search-status').textContent")
    assert not any("{cite" in text or "<svg" in text for text in page.locator("#search-results p").all_inner_texts())


def test_from_any_page_a_field_shows_results_and_the_keyboard_reaches_them(reader_of, built: Path) -> None:
    reader = reader_of(built)
    page = reader.open("book/two.html")
    assert not any("minisearch" in request for request in reader.requests)
    page.get_by_role("link", name="Search").click()
    page.keyboard.type("keeper")
    box = page.locator(".postil-search-box")
    box.locator("li").first.wait_for()
    assert box.locator("li > a").first.inner_text() == "The keeper"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/web.html?found=keeper#keeper")
    assert all(request.startswith("file:") for request in reader.requests)
    assert reader.complaints == []


def test_a_key_opens_the_field_where_one_reads_and_leads_to_it_on_its_own_page(reader_of, built: Path) -> None:
    reader = reader_of(built)
    page = reader.open("book/two.html")
    page.keyboard.press("/")
    page.keyboard.type("keeper")
    page.locator(".postil-search-box li").first.wait_for()
    page.keyboard.press("Escape")
    assert page.url.endswith("book/two.html")
    page = reader.open("search.html?q=bridge")
    titles(page)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-words"
    assert page.url.endswith("search.html?q=bridge")


def test_search_is_for_everyone(reader_of, built: Path) -> None:
    page = reader_of(built).open("search.html?q=bridge")
    titles(page)
    for where, faults in in_every_light(page, 390, 1440):
        assert faults == {}, where


@pytest.mark.parametrize("width", [390, 1440])
def test_the_field_on_any_page_is_for_everyone(reader_of, built: Path, width: int) -> None:
    page = reader_of(built, width).open("book/two.html")
    page.locator('.postil-bar a[rel="search"]').click()
    page.keyboard.type("bridge")
    page.locator(".postil-search-box li").first.wait_for()
    for where, faults in in_every_light(page, width):
        assert faults == {}, where


def test_an_excerpt_ends_with_a_whole_word(reader_of, small: SmallEdition) -> None:
    weave(small)
    words = "embankments " * 60
    small.note("long", note("In autumn", title="Dams", margin="Long ago.", body=f"A dyke. {words}"))
    page = reader_of(build(small)).open("search.html?q=dyke")
    titles(page)
    shown = [text for text in page.locator("#search-results li > p").all_inner_texts() if "embankments" in text]
    assert shown
    assert all(text.endswith("embankments …") for text in shown)


def test_no_empty_brackets_are_left_of_citations(searching: Page) -> None:
    found(searching, "tea")
    texts = searching.evaluate("postil.entries.map(entry => entry.text)")
    assert "They don’t serve tea. Путин был там (he says)." in texts
    assert [text for text in texts if "()" in text.replace(" ", "")] == []
