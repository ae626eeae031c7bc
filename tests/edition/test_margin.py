"""Wide screens: cards are level with their words as far as they can, in order, and never over each other."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from tests.support.browser import at_widths
from tests.support.notes import is_open, marks, shown

RECTS = """() => [...document.querySelectorAll("[data-note]")].filter(card => card.checkVisibility()).map(card => {
  const box = card.getBoundingClientRect();
  return {id: card.dataset.note, left: box.left, right: box.right, top: box.top, bottom: box.bottom};
})"""
TEXT = """() => {
  const boxes = [...document.querySelectorAll(".postil-article")].map(p => p.getBoundingClientRect());
  return [Math.min(...boxes.map(box => box.left)), Math.max(...boxes.map(box => box.right))];
}"""


@pytest.mark.parametrize("view", ["", "?view=all"])
def test_no_card_covers_another_or_the_text(reader, chapters, view) -> None:
    for page, chapter in reader(reduced_motion="reduce").each(chapters, view):
        for width in at_widths(page, 1280, 1440, 1920):
            left, right = page.evaluate(TEXT)
            rects = sorted(page.evaluate(RECTS), key=lambda rect: rect["top"])
            assert rects
            for rect in rects:
                beside = rect["right"] < left or rect["left"] > right
                where = f"{chapter}, {width}: {rect['id']}"
                assert beside and rect["left"] >= 0 and rect["right"] <= width, f"{where} leaves the margin"
            for margin in ([r for r in rects if r["left"] > right], [r for r in rects if r["right"] < left]):
                for upper, lower in pairwise(margin):
                    assert lower["top"] >= upper["bottom"] - 0.5, f"{where}: {upper['id']} covers {lower['id']}"


def least_squares(wishes: list[float], weights: list[float]) -> list[float]:
    """The non-decreasing numbers nearest to `wishes`: at each, the greatest of the least means of what is around it."""

    def mean(start: int, end: int) -> float:
        weight = sum(weights[start:end])
        return sum(w * x for w, x in zip(weights[start:end], wishes[start:end], strict=True)) / weight

    count = len(wishes)
    return [max(min(mean(i, j + 1) for j in range(n, count)) for i in range(n + 1)) for n in range(count)]


def test_cards_are_as_near_their_words_as_they_can_be(reader, chapters) -> None:
    """The least sum of squared distances with the order kept: minimax formula of isotonic regression."""
    page = reader().open(chapters[0])
    random = Random(1)
    for _ in range(30):
        items = [
            {"wish": wish, "height": random.uniform(20, 200), "weight": random.choice([1, 1, 50])}
            for wish in sorted(random.uniform(0, 900) for _ in range(random.randint(1, 25)))
        ]
        tops = page.evaluate("(items) => postil.place(items, 2, -1e9)", items)
        used = [sum(item["height"] + 2 for item in items[:n]) for n in range(len(items))]
        wishes = [item["wish"] - before for item, before in zip(items, used, strict=True)]
        best = least_squares(wishes, [item["weight"] for item in items])
        assert tops == pytest.approx([top + before for top, before in zip(best, used, strict=True)], abs=1e-3)


def test_pointing_at_words_lights_them_and_their_card(reader, chapters) -> None:
    page = reader(1440).open(chapters[0])
    id = marks(page)[0]
    page.locator(f'[data-notes~="{id}"]').first.hover()
    assert "postil-is-lit" in page.locator(f"#note-{id}").get_attribute("class")
    assert "postil-is-lit" in page.locator(f'[data-notes~="{id}"]').first.get_attribute("class")


def test_a_link_to_a_note_opens_it(reader, chapters, edition) -> None:
    for width in (360, 1360):
        id = edition.notes_on(edition.pieces_in(chapters[-1].removesuffix(".html"))[-1])[-1].id
        page = reader(width, reduced_motion="reduce").open(f"{chapters[-1]}#note-{id}")
        assert is_open(page, id) and shown(page, id).card_seen


def test_the_measure_is_comfortable(reader, chapters) -> None:
    page = reader(1360).open(chapters[1])
    letters = page.evaluate(
        """() => {
          const article = document.querySelector(".postil-article");
          const style = getComputedStyle(article);
          const canvas = document.createElement("canvas").getContext("2d");
          canvas.font = style.fontSize + " " + style.fontFamily;
          const copy = article.cloneNode(true);
          copy.querySelectorAll("[data-editorial]").forEach(own => own.remove());
          const text = copy.textContent.replace(/\\s+/g, " ");
          return article.getBoundingClientRect().width / (canvas.measureText(text).width / text.length);
        }"""
    )
    assert 60 <= letters <= 70
