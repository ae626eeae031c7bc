"""Wide screens: cards stand level with their words as far as they can, in order, and never over each other."""

from __future__ import annotations

from itertools import accumulate, pairwise
from random import Random

import pytest

RECTS = """() => Array.from(document.querySelectorAll("[data-note]")).map(card => {
  const box = card.getBoundingClientRect();
  return {id: card.dataset.note, left: box.left, right: box.right, top: box.top, bottom: box.bottom};
})"""
SET_ALL = "(open) => document.querySelectorAll('[data-note], [data-note] .more').forEach(card => { card.open = open; })"
FRAMES = "() => new Promise(done => setTimeout(done, 400))"


@pytest.mark.parametrize("width", [1360, 1800])
@pytest.mark.parametrize("state", ["as it opens", "all open", "all closed"])
def test_no_two_cards_overlap(reader, chapters, width, state) -> None:
    for chapter in chapters:
        page = reader(width).open(chapter)
        if state != "as it opens":
            page.evaluate(SET_ALL, state == "all open")
        page.evaluate(FRAMES)
        rects = page.evaluate(RECTS)
        text = page.evaluate(
            "Math.max(...[...document.querySelectorAll('.article')].map(p => p.getBoundingClientRect().right))"
        )
        for upper, lower in pairwise(rects):
            assert lower["top"] >= upper["bottom"] - 0.5, f"{chapter}: {upper['id']} covers {lower['id']}"
        for rect in rects:
            assert text < rect["left"] and rect["right"] <= width, f"{chapter}: {rect['id']} leaves the margin"


def least_total_distance(targets: list[float], heights: list[float], gap: float) -> float:
    """The least sum of distances from `targets` with the order kept and no overlap, by trying every useful place."""
    used = [sum(heights[:n]) + gap * n for n in range(len(targets))]
    wishes = [target - before for target, before in zip(targets, used, strict=True)]
    places = sorted(set(wishes))
    best = [0.0] * len(places)
    for wish in wishes:
        costs = [cost + abs(place - wish) for cost, place in zip(best, places, strict=True)]
        best = list(accumulate(costs, min))
    return best[-1]


def test_cards_stand_as_near_their_words_as_they_can(reader, chapters) -> None:
    page = reader().open(chapters[0])
    random = Random(1)
    for _ in range(50):
        count = random.randint(1, 40)
        targets = sorted(random.uniform(0, 900) for _ in range(count))
        heights = [random.uniform(20, 200) for _ in range(count)]
        tops = page.evaluate("([targets, heights]) => postil.place(targets, heights, 2, -1e9)", [targets, heights])
        ends = [top + height + 2 for top, height in zip(tops, heights, strict=True)]
        assert all(end <= top + 1e-6 for end, top in zip(ends, tops[1:], strict=False))
        total = sum(abs(top - target) for top, target in zip(tops, targets, strict=True))
        assert total == pytest.approx(least_total_distance(targets, heights, 2), abs=1e-3)


def test_touching_words_opens_their_note_and_lights_both(reader, chapters, edition) -> None:
    page = reader().open(chapters[0])
    page.evaluate(SET_ALL, False)
    id = edition.notes_on(edition.pieces_in(chapters[0].removesuffix(".html"))[-1])[0].id
    words = page.locator(f'[data-notes~="{id}"]').first
    words.hover()
    assert "lit" in page.locator(f"#note-{id}").get_attribute("class")
    page.locator(f"#mark-{id}").click()
    assert page.locator(f"#note-{id}").get_attribute("open") is not None


def test_a_link_to_a_note_opens_it(reader, chapters, edition) -> None:
    for width in (360, 1360):
        id = edition.notes_on(edition.pieces_in(chapters[-1].removesuffix(".html"))[-1])[-1].id
        page = reader(width).open(f"{chapters[-1]}#note-{id}")
        card = page.locator(f"#note-{id}")
        page.evaluate(FRAMES)
        assert card.get_attribute("open") is not None
        assert card.bounding_box()["y"] < 900


def test_the_measure_is_comfortable(reader, chapters) -> None:
    page = reader(1360).open(chapters[1])
    letters = page.evaluate(
        """() => {
          const article = document.querySelector(".article");
          const style = getComputedStyle(article);
          const canvas = document.createElement("canvas").getContext("2d");
          canvas.font = style.fontSize + " " + style.fontFamily;
          const text = article.textContent.replace(/\\s+/g, " ");
          return article.getBoundingClientRect().width / (canvas.measureText(text).width / text.length);
        }"""
    )
    assert 60 <= letters <= 76
