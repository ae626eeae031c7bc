"""How much of each card shows, and where: the script's short ways lead where one step after another leads."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

BRIEF, FOLDED = 2, 3  # levels, as in placement.js
NEAR, LEVEL, PINNED = 60, 16, 1e6
ARRANGE = """cases => cases.map(([items, gap, floor, far]) => postil.arrange(items, gap, floor, far)
  .map(({item, level, top}) => [items.indexOf(item), level, top]))"""


class Column:
    """Cards that are all placed anew after each step: what the script would do if time were nothing."""

    def __init__(self, items: list[dict[str, Any]], gap: int, floor: int, far: int) -> None:
        self.items, self.gap, self.floor, self.far = items, gap, floor, far
        self.order = self.with_room()
        self.levels = [item["level"] for item in items]

    def arranged(self) -> list[tuple[int, int, float]]:
        """Each card in the order in which they stand, its level and its top."""
        self.reduce(BRIEF, NEAR)
        self.reduce(FOLDED, self.far)
        self.give_back()
        return [(n, self.levels[n], top) for n, top in zip(self.order, self.tops(), strict=True)]

    def with_room(self) -> list[int]:
        """The cards, those before the first opened one for which there is no room behind it."""
        at = next((n for n, item in enumerate(self.items) if item["pinned"]), 0)
        before, after = list(range(at)), list(range(at + 1, len(self.items)))
        while before and sum(self.height(n, FOLDED) for n in before) > self.items[at]["wish"] - self.floor:
            after.insert(0, before.pop())
        return [*before, at, *after]

    def height(self, n: int, level: int) -> float:
        return self.items[n]["heights"][level] + self.gap

    def tops(self) -> list[float]:
        """Isotonic regression by pooling adjacent violators."""
        blocks: list[list[float]] = []  # sum, weight, count
        used, above, tops = 0.0, 0.0, []
        for n in self.order:
            weight = PINNED if self.items[n]["pinned"] else 1
            block = [(self.items[n]["wish"] - used) * weight, weight, 1]
            while blocks and blocks[-1][0] / blocks[-1][1] > block[0] / block[1]:
                block = [a + b for a, b in zip(blocks.pop(), block, strict=True)]
            blocks.append(block)
            used += self.height(n, self.levels[n])
        levels = [max(total / weight, self.floor) for total, weight, count in blocks for _ in range(int(count))]
        for n, level in zip(self.order, levels, strict=True):
            tops.append(level + above)
            above += self.height(n, self.levels[n])
        return tops

    def excess(self, tops: list[float], near: float) -> list[float]:
        """By how much each card is too far from its words."""
        placed = [(self.items[n], top) for n, top in zip(self.order, tops, strict=True)]
        return [abs(top - item["wish"]) - (LEVEL if item["pinned"] else near) for item, top in placed]

    def touching(self, tops: list[float], place: int) -> list[int]:
        """The cards that push one another about the one at a place."""
        ends = [top + self.height(n, self.levels[n]) for n, top in zip(self.order, tops, strict=True)]
        apart = [0, *(n + 1 for n in range(len(tops) - 1) if ends[n] <= tops[n + 1] - 1), len(tops)]
        first, last = max(n for n in apart if n <= place), min(n for n in apart if n > place)
        return self.order[first:last]

    def reduce(self, to: int, near: float) -> None:
        """One card after another, about the one that is farthest."""
        while True:
            tops = self.tops()
            over = self.excess(tops, near)
            if max(over) <= 0:
                return
            about = self.touching(tops, over.index(max(over)))
            can = [n for n in about[:-1] if not self.items[n]["pinned"] and self.levels[n] < to]  # the last pushes none
            if not can:
                return
            self.levels[min(can, key=self.soonest)] += 1

    def soonest(self, n: int) -> tuple[bool, int, float]:
        level = self.levels[n]
        return self.items[n]["essential"], level, self.height(n, level + 1) - self.height(n, level)

    def give_back(self) -> None:
        """Each card as much as leaves all near."""
        reduced = [n for n in self.order if self.levels[n] > self.items[n]["level"]]
        for n in sorted(reduced, key=lambda n: (not self.items[n]["essential"], -self.levels[n], self.height(n, 0))):
            while self.levels[n] > self.items[n]["level"]:
                self.levels[n] -= 1
                if max(self.excess(self.tops(), self.far if self.levels[n] == BRIEF else NEAR)) > 0:
                    self.levels[n] += 1
                    break


def column(random: Random, count: int, span: float) -> list[dict[str, Any]]:
    """Cards as a margin has them: wishes in order and heights by level, in the steps of a browser's layout."""
    opened = random.choice([0, 0, 0.05, 0.3])

    def item(wish: float) -> dict[str, Any]:
        pinned = random.random() < opened
        essential = pinned or random.random() < 0.5
        heights = sorted((random.randint(20 * 64, 260 * 64) / 64 for _ in range(4)), reverse=True)
        level = 0 if essential else random.choice([0, FOLDED])
        return {"wish": wish, "heights": heights, "level": level, "pinned": pinned, "essential": essential}

    return [item(wish) for wish in sorted(random.randint(0, int(span * 64)) / 64 for _ in range(count))]


def test_cards_stand_as_if_all_were_placed_anew_after_each_step(reader_of, kit) -> None:
    random = Random(7)
    cases = []
    for _ in range(300):
        count = random.randint(1, 30)
        items = column(random, count, random.uniform(50, 160 * count))
        cases.append((items, random.choice([10, 18]), random.randint(0, 300), random.choice([60, 96])))
    page = reader_of(kit, 1360).open("book/one.html")
    for case, found in zip(cases, page.evaluate(ARRANGE, cases), strict=True):
        expected = Column(*case).arranged()
        assert [(n, level) for n, level, _top in found] == [(n, level) for n, level, _top in expected]
        assert [top for *_, top in found] == pytest.approx([top for *_, top in expected], abs=1e-6)


def test_the_last_of_those_that_push_one_another_keeps_its_words(reader_of, kit) -> None:
    """Below an opened card too, from which it cannot come nearer."""
    card = {"heights": [200, 120, 100, 40], "level": 0, "pinned": False, "essential": True}
    opened = card | {"heights": [300, 300, 300, 300], "pinned": True}
    page = reader_of(kit, 1360).open("book/one.html")
    for first in (card, opened):
        cards = [first | {"wish": 100}, card | {"wish": 130}, card | {"wish": 900}]
        assert [level for _n, level, _top in page.evaluate(ARRANGE, [[cards, 18, 0, 60]])[0]][1:] == [0, 0]
