"""The view as of the month of the text: it stays on the way through the book, and says and shows nothing of later."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.browser import address
from tests.support.build import build
from tests.support.edition import SmallEdition, note
from tests.support.evidence import with_evidence

THEN = "document.documentElement.dataset.view"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    edition = with_evidence(SmallEdition(tmp_path_factory.mktemp("as-of") / "edition"))
    edition.note("only-later", note("Nobody was hurt", tier="essential", title="Unhurt", sources="[herald-1902]"))
    edition.note("floods", note("very high", title="A flood of later", as_of="1902-03-01", margin="The bridge stood."))
    edition.note("old-flood", note("In autumn", title="A flood of old", margin="Water stood at the bridge."))
    judged = {"kind": "correction", "verdict": "imprecise"}
    edition.note("known", note("river rose in spring", title="Known at once", **judged))
    edition.note("learnt", note("the bridge fell", title="Learnt later", as_of="1902-03-01", **judged))
    tallied = "{tally}`notes` notes, {tally}`sources` sources"
    edition.write("book/claims.md", f"# Claims\n\n{tallied}\n\n:::{{claims}}\n:::\n\n:::{{verdict-bar}}\n:::\n")
    edition.write("book/corrections.yml", "- {note: data-rains, was: It had 3 rows., now: It has 4., on: 1902-11-24}\n")
    edition.write("book/changed.md", "# Changes\n\n:::{changes}\n:::\n")
    toc = (edition.root / "_toc.yml").read_text("utf-8")
    edition.write("_toc.yml", f"{toc}- file: book/claims\n- file: book/changed\n")
    return build(edition)


def test_the_list_of_claims_counts_and_shows_none_that_was_known_later(reader_of, folder: Path) -> None:
    page = reader_of(folder).open("book/claims.html?view=then")
    rows = page.locator(".postil-ledger tbody tr:visible")
    assert rows.evaluate_all("rows => rows.map(row => row.id)") == ["claim-known"]
    assert page.locator(".postil-narrow [role=status]").inner_text() == "1 of 1"
    assert page.locator(".postil-counts").inner_text().split() == ["Imprecise", "1"]
    assert page.locator(".postil-cells > span:visible").count() == 1
    before = page.locator("main > section > p").first.inner_text()
    page.locator(".postil-then-strip button").click()
    assert rows.count() == 2
    assert page.locator(".postil-narrow [role=status]").inner_text() == "2 of 2"
    assert page.locator("main > section > p").first.inner_text() != before


def test_what_became_of_the_edition_is_later(reader_of, folder: Path) -> None:
    page = reader_of(folder).open("book/changed.html?view=then")
    assert "1902" not in page.locator("main").inner_text() and page.locator("main h1").is_visible()


def test_the_view_that_an_address_asks_for_stays_while_links_are_followed(reader_of, folder: Path) -> None:
    page = reader_of(folder).open("book/one.html?view=then")
    page.locator("a.postil-next").click()
    page.wait_for_url("**/book/two.html?view=then")
    assert page.evaluate(THEN) == "then" and page.locator(".postil-then-strip").is_visible()
    page.locator("a.postil-edition").click()
    page.wait_for_url("**/book/index.html?view=then")
    page.locator(".postil-then-strip button").click()
    assert page.evaluate(THEN) is None
    page.locator(".postil-contents a[href='two.html']").evaluate("link => link.click()")
    page.wait_for_url("**/book/two.html")
    assert page.evaluate(THEN) is None


def test_search_does_not_show_what_is_later_and_says_how_much_it_leaves_out(reader_of, folder: Path) -> None:
    page = reader_of(folder).open("search.html?q=flood&view=then")
    page.wait_for_function("() => document.getElementById('search-status').textContent")
    assert page.locator("#search-results li > a").all_inner_texts() == ["A flood of old"]
    assert page.locator("#search-status").text_content() == "1 place found · none in the article · 1 later, not shown"
    page.get_by_role("button", name="Search").click()
    assert address(page).endswith("search.html?q=flood&view=then")
    page.locator("#search-results li > a").click()
    page.wait_for_url("**/book/two.html?found=*view=then#note-old-flood")
    page.goto((folder / "search.html").as_uri() + "?q=flood")
    page.wait_for_function("() => document.getElementById('search-status').textContent")
    assert page.locator("#search-results li").count() == 2


@pytest.mark.parametrize("width", [1440, 390])
def test_a_card_without_a_source_of_the_time_has_no_words_under_its_button(reader_of, folder: Path, width) -> None:
    page = reader_of(folder, width=width).open("book/one.html?view=then#note-only-later")
    card = page.locator("#note-only-later")
    words, more = (card.locator(part).bounding_box() for part in (".postil-card-text", ".postil-more > summary"))
    assert more["y"] >= words["y"] + words["height"] - 1


def test_what_is_read_as_of_is_a_switch_of_its_own(reader_of, folder: Path) -> None:
    page = reader_of(folder).open("book/one.html?view=then")
    looks = "buttons => buttons.map(button => getComputedStyle(button).backgroundColor)"
    pressed = page.locator(".postil-depths [aria-pressed=true]").evaluate_all(looks)
    assert len(pressed) == 2 and len(set(pressed)) == 2
    depth, then = (page.locator(f".postil-depths button[value='{value}']").bounding_box() for value in ("all", "then"))
    assert then["x"] - depth["x"] - depth["width"] > 8
    assert page.locator("footer p").last.inner_text().strip(" ·•") == page.locator("footer p").last.inner_text().strip()
