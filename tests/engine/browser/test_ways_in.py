"""Addresses that name no page or no note of their page lead on, and each note has a link to copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.build import build
from tests.support.edition import CONF, SmallEdition


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    edition = SmallEdition(tmp_path_factory.mktemp("ways") / "edition")
    edition.write("conf.py", f"{CONF}html_baseurl = 'https://example.org/rivers/'\n")
    return build(edition)


@pytest.mark.parametrize("page", ["index.html", "book/index.html", "book/two.html", "from-disk.html"])
def test_a_notes_address_on_any_page_leads_to_the_note(reader_of, folder: Path, page: str) -> None:
    missing = (folder / "404.html").read_text("utf-8")
    (folder / "from-disk.html").write_text(missing.replace('<base href="/rivers/">', ""), "utf-8")
    opened = reader_of(folder).open(f"{page}#note-wooden-bridge")
    opened.wait_for_url("**/book/one.html#note-wooden-bridge")
    assert opened.locator("#note-wooden-bridge .postil-card-text").is_visible()


def test_the_books_folder_leads_to_its_first_page_with_the_view(reader_of, folder: Path) -> None:
    reader_of(folder).open("index.html?view=seminar").wait_for_url("**/book/index.html?view=seminar")
    reader_of(folder, java_script_enabled=False).open("index.html").wait_for_url("**/book/index.html")


def test_an_address_without_a_page_is_answered_with_ways_on(reader_of, folder: Path) -> None:
    """A server shows this page under any address: its links must not be relative to that."""
    page = (folder / "404.html").read_text("utf-8")
    assert '<base href="/rivers/">' in page and "base-uri 'self'" in page
    opened = reader_of(folder, java_script_enabled=False).open("404.html")
    assert opened.locator("h1").inner_text() == "This page is not here"
    links = opened.locator("main li a")
    assert [links.nth(n).get_attribute("href") for n in range(links.count())] == [
        "book/index.html", "book/one.html", "book/two.html", "search.html",
    ]  # fmt: skip


def test_the_address_of_a_note_can_be_copied(reader_of, folder: Path) -> None:
    reader = reader_of(folder, permissions=["clipboard-read", "clipboard-write"])
    opened = reader.open("book/one.html")
    assert not opened.locator(".postil-copy-link").is_visible()
    opened.locator(".postil-more > summary").click()
    opened.locator(".postil-card-head").get_by_role("link", name="Copy link").click()
    opened.get_by_text("Copied").wait_for()
    assert (
        opened.evaluate("navigator.clipboard.readText()")
        == "https://example.org/rivers/book/one.html#note-wooden-bridge"
    )


def test_who_has_opened_the_fuller_text_finds_less_at_its_beginning_and_at_the_end_of_a_long_one(
    reader_of, folder: Path
) -> None:
    opened = reader_of(folder).open("book/one.html")
    summary = opened.locator(".postil-more > summary")
    summary.click()
    opened.locator(".postil-more > summary", has_text="Less").wait_for()
    assert opened.get_by_role("button", name="Less").count() == 0, "it is short"
    summary.click()
    opened.locator(".postil-more > summary", has_text="More").wait_for()
    opened.set_viewport_size({"width": 390, "height": 160})
    summary.click()
    opened.get_by_role("button", name="Less").click()
    opened.locator(".postil-more > summary", has_text="More").wait_for()
    assert opened.evaluate("document.activeElement.matches('.postil-more > summary')")
    assert opened.get_by_role("button", name="Less").count() == 0


def test_where_nothing_can_be_copied_the_link_leads_to_the_note(reader_of, folder: Path) -> None:
    for options in ({}, {"java_script_enabled": False}):
        opened = reader_of(folder, **options).open("book/one.html")
        if not options:
            opened.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
        opened.locator(".postil-more > summary").click()
        opened.locator(".postil-copy-link").click()
        opened.wait_for_url("**/book/one.html#note-wooden-bridge")


def test_the_list_of_keys_begins_at_its_top_in_a_low_window(reader_of, folder: Path) -> None:
    """At 200 % of zoom a window is as low; the first thing to press in the list stands at its end."""
    page = reader_of(folder, 720, 450).open("book/one.html")
    page.keyboard.press("?")
    page.locator("dialog h2").wait_for()
    seen = "box => [box.scrollTop, box.scrollHeight > box.clientHeight, box.contains(document.activeElement)]"
    assert page.locator("dialog").evaluate(seen) == [0, True, True]
