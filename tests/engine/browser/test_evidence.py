"""A source opens where it is cited: by mouse, key and touch, with a name, never over its note; and without script."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from tests.support.browser import in_every_light
from tests.support.build import build
from tests.support.edition import SmallEdition
from tests.support.evidence import with_evidence

CARD = "#note-rose"
CITED = f"{CARD} .postil-sources .postil-cite"
PANEL = ".postil-source"
WIDTHS = [1600, 1360, 900, 390]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(with_evidence(SmallEdition(tmp_path_factory.mktemp("evidence") / "edition")))


@pytest.fixture
def opened(reader_of, folder: Path):
    """Opens the note and then its first source with a click; in the end no page may have complained."""
    readers = []

    def open_at(width: int = 1360, **options):
        readers.append(reader_of(folder, width=width, **options))
        page = readers[-1].open("book/one.html#note-rose")
        page.wait_for_selector(CITED)
        return page

    yield open_at
    assert [reader.complaints for reader in readers] == [[] for _ in readers]
    assert all(url.startswith(("file:", "data:")) for reader in readers for url in reader.requests)


def boxes(page) -> tuple[dict, dict]:
    return page.locator(CARD).bounding_box(), page.locator(PANEL).bounding_box()


@pytest.mark.parametrize("width", [1600, 1360])
def test_a_source_opens_beside_its_note_where_there_is_room(opened, width: int) -> None:
    page = opened(width)
    page.locator(CITED).first.click()
    page.wait_for_selector(PANEL)
    card, panel = boxes(page)
    assert panel["x"] >= card["x"] + card["width"] or panel["x"] + panel["width"] <= card["x"]


@pytest.mark.parametrize("width", WIDTHS)
def test_wherever_a_citation_stands_its_source_is_on_the_screen_and_nothing_moves(opened, width: int) -> None:
    page = opened(width)
    page.evaluate("document.querySelector('main').style.paddingBottom = '150vh'")
    page.locator(f"{CARD} .postil-more").evaluate("more => { more.open = true; }")
    for part, share in product((".postil-sources", ".postil-card-text", ".postil-more"), (0.2, 0.5, 0.85)):
        link = page.locator(f"{CARD} {part} .postil-cite").last
        link.evaluate(f"link => window.scrollBy(0, link.getBoundingClientRect().top - innerHeight * {share})")
        before = (page.evaluate("scrollY"), link.bounding_box())
        link.click()
        page.wait_for_selector(PANEL)
        assert (page.evaluate("scrollY"), link.bounding_box()) == before
        cited, panel = before[1], page.locator(PANEL).bounding_box()
        assert panel["y"] >= 0 and panel["y"] + panel["height"] <= 900 and panel["height"] > 150
        assert panel["x"] >= 0 and panel["x"] + panel["width"] <= width
        apart = panel["x"] >= cited["x"] + cited["width"] or panel["x"] + panel["width"] <= cited["x"]
        near = min(abs(panel["y"] - cited["y"] - cited["height"]), abs(panel["y"] + panel["height"] - cited["y"]))
        assert apart or near < 12, "right under or over the citation, and not on it"
        page.get_by_role("button", name="Close").click()
        assert (page.evaluate("scrollY"), link.bounding_box()) == before
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_shows_the_words_the_reference_who_read_it_and_what_else_rests_on_it(opened) -> None:
    page = opened()
    page.locator(CITED).first.click()
    panel = page.locator(PANEL)
    panel.wait_for()
    words = " ".join(str(panel.inner_text()).split())
    exact = panel.locator(".postil-exact")
    assert (exact.text_content(), exact.get_attribute("lang")) == ("“le pont tomba”", "fr")
    for part in (
        "The Gazette 1901a",
        "“the bridge fell”",
        "The wooden bridge fell on 2 April 1901.",
        "The Gazette. The bridge falls, 2 April 1901.",
        "The opening was read, 25 November 2026.",
        "The bridge was of wood",
    ):
        assert part in words, part
    assert "It rose" not in words  # the note itself
    addresses = panel.locator(".postil-ways a").evaluate_all("links => links.map(link => link.href)")
    assert addresses[:2] == ["https://example.org/gazette", "https://web.archive.org/web/*/https://example.org/gazette"]
    assert addresses[2].endswith("/book/index.html#source-gazette-1901")


def test_no_line_of_it_is_drawn_over_another(opened) -> None:
    page = opened(390)
    page.locator(CITED).first.click()
    heights = "all => all.map(line => line.clientHeight / parseFloat(getComputedStyle(line).lineHeight))"
    assert [lines for lines in page.locator(f"{PANEL} p").evaluate_all(heights) if lines < 0.9] == []


def test_keys_open_and_close_it_and_focus_comes_back(opened) -> None:
    page = opened()
    link = page.locator(CITED).first
    assert link.get_attribute("aria-haspopup") == "dialog"
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(PANEL)
    assert page.evaluate("document.activeElement.matches('.postil-source[role=dialog]')")
    assert page.get_by_role("dialog", name="The Gazette 1901a").count() == 1
    assert link.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.locator(PANEL).count() == 0
    assert link.evaluate("link => link === document.activeElement")
    assert link.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    page.wait_for_selector(PANEL)
    for _ in range(12):
        page.keyboard.press("Tab")
        if not page.locator(PANEL).count():
            break
    assert link.evaluate("link => link === document.activeElement")


def test_it_closes_by_its_button_by_a_click_elsewhere_and_gives_way_to_another(opened) -> None:
    page = opened()
    page.locator(CITED).first.click()
    page.wait_for_selector(PANEL)
    page.locator(CITED).nth(1).click()
    page.get_by_role("dialog", name="The Gazette 1901b").wait_for()
    assert page.locator(PANEL).count() == 1
    page.get_by_role("button", name="Close").click()
    assert page.locator(PANEL).count() == 0
    page.locator(CITED).first.click()
    page.wait_for_selector(PANEL)
    page.locator("h1").click()
    assert page.locator(PANEL).count() == 0


def test_touch_opens_it(opened) -> None:
    page = opened(390, has_touch=True, is_mobile=True)
    page.locator(CITED).first.tap()
    page.wait_for_selector(PANEL)
    assert page.get_by_role("button", name="Close").bounding_box()["height"] >= 40


@pytest.mark.parametrize("width", [1360, 390])
def test_nothing_is_wrong_with_it_for_those_who_hear_the_page(reader_of, folder: Path, width: int) -> None:
    page = reader_of(folder, width).open("book/one.html#note-rose")
    page.locator(CITED).first.click()
    page.wait_for_selector(PANEL)
    for where, faults in in_every_light(page, width):
        assert page.locator(PANEL).is_visible() and faults == {}, where


def test_only_exceptions_are_marked(opened) -> None:
    page = opened()
    marks = page.locator(f"{CARD} .postil-sources .postil-standing").all_text_contents()
    assert marks == ["excerpt", "not yet read"]
    told = page.locator(f"{CARD} .postil-sources .postil-standing").evaluate_all("all => all.map(mark => mark.title)")
    assert told == ["An excerpt was read.", "Nobody has read this source for the edition yet."]


def test_who_comes_back_finds_the_note_as_it_was_left(opened) -> None:
    page = opened()
    page.locator(f"{CARD} .postil-more > summary").click()
    page.locator(f"{CARD} .postil-more .postil-cite").first.click()
    page.locator(f"{PANEL} .postil-ways a").last.click()
    page.wait_for_url("**/index.html#source-gazette-1901")
    page.go_back()
    page.locator(f"{CARD} .postil-more[open] > p").first.wait_for()


def test_a_source_cited_twice_in_one_place_is_named_once(opened) -> None:
    page = opened()
    assert page.locator("#note-rose .postil-more > p").first.text_content() == "More (The Gazette 1901a)."


def test_without_script_a_citation_leads_to_where_all_of_it_can_be_read(reader_of, folder: Path) -> None:
    page = reader_of(folder, java_script_enabled=False).open("book/one.html")
    page.locator(CITED).first.click()
    assert page.url.endswith("index.html#source-gazette-1901")
    words = " ".join(str(page.locator("#source-gazette-1901").inner_text()).split())
    for part in (
        "The Gazette. The bridge falls, 2 April 1901.",
        "“le pont tomba” “the bridge fell” (first page)",
        "The wooden bridge fell on 2 April 1901.",
        "The opening was read: reader-1, 25 November 2026.",
        "Look for archived copies",
        "It rose",
    ):
        assert part in words, part
    assert page.locator("#source-gazette-1901 [lang=fr]").text_content() == "“le pont tomba”"
    assert "Nobody has read this source" in str(page.locator("#source-herald-1902").inner_text())
