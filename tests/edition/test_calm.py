"""A calm page, in numbers: how much is marked, how many cards are open, how far they are from their words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from postil.edition import Edition
from tests.support.browser import reading
from tests.support.built import BUILT
from tests.support.notes import Shown, at_rest, marks, shown

WIDTHS = (1280, 1440, 1920)
WORDS = """() => {
  const count = (text) => text.split(/\\s+/).filter(Boolean).length;
  const own = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("[data-editorial]").forEach((editorial) => editorial.remove());
    return copy.textContent;
  };
  const articles = [...document.querySelectorAll(".postil-article")];
  const marked = [...document.querySelectorAll(".postil-words")]
    .filter((words) => getComputedStyle(words).textDecorationLine === "underline");
  const sum = (elements) => elements.reduce((words, element) => words + count(own(element)), 0);
  return [sum(articles), sum(marked)];
}"""


@pytest.fixture(scope="module")
def tiered(edition: Edition) -> Edition:
    if len(edition.essential) == len(edition.anchors):
        pytest.skip("no note of the edition is marked as essential")
    return edition


@pytest.fixture(scope="module")
def pages(browser: Browser, chapters: list[str]) -> Iterator[dict[str, Page]]:
    """The chapters, each opened once."""
    with reading(browser, BUILT, WIDTHS[0], reduced_motion="reduce") as visit:
        yield {chapter: visit.open(chapter) for chapter in chapters}


@pytest.fixture(scope="module", params=WIDTHS)
def width(request) -> int:
    return request.param


@pytest.fixture(scope="module")
def cards(pages: dict[str, Page], tiered: Edition, width: int) -> dict[str, Shown]:
    """The essential notes as they show in a window of some width when no note was opened."""
    found = {}
    for chapter, page in pages.items():
        page.set_viewport_size({"width": width, "height": 900})
        at_rest(page)
        notes = tiered.notes_in(chapter.removesuffix(".html"))
        found |= {note.id: shown(page, note.id) for note in notes if note.id in tiered.essential}
    return found


def test_few_words_are_marked_and_few_notes_open(pages, tiered) -> None:
    words = marked = notes = 0
    for page in pages.values():
        in_all, underlined = page.evaluate(WORDS)
        words, marked, notes = words + in_all, marked + underlined, notes + len(marks(page))
    print(
        f"{marked} of {words} words marked, {notes} notes: {marked / words:.0%}, {100 * notes / words:.1f} to 100 words"
    )
    assert marked <= 0.25 * words
    assert notes <= 4 * words / 100


def test_essential_cards_are_near_their_words(cards, width) -> None:
    off = sorted(card.off for card in cards.values())
    near = sum(distance <= 60 for distance in off)
    cards_open = sum(card.open for card in cards.values())
    print(f"{width}: {near} of {len(off)} within 60 px, furthest {off[-1]:.0f} px; {cards_open} open")
    assert all(card.shown for card in cards.values())
    assert near >= 0.9 * len(off), off
    assert off[-1] <= 100, {id: card.off for id, card in cards.items() if card.off > 100}


def test_essential_cards_are_open(cards, width) -> None:
    folded = [id for id, card in cards.items() if not card.open]
    assert len(folded) <= (0.5 if width < 1346 else 0.2) * len(cards), folded
