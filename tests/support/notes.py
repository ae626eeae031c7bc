"""How a note shows on a page: whether its card is open, where it is, and whether its words are seen with it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

_SHOWN = """(id) => {
  const card = document.getElementById("note-" + id);
  const words = [...document.querySelectorAll(`[data-notes~="${id}"]`)];
  const sentence = words.at(-1).closest(".postil-sentence");
  const sentences = [...sentence.getClientRects()];
  const line = words[0].getClientRects()[0];
  const box = card.getBoundingClientRect();
  const bars = [...document.querySelectorAll(".postil-bar, .postil-then-strip")].filter((bar) => bar.offsetHeight);
  const top = Math.max(0, ...bars.map((bar) => bar.getBoundingClientRect().bottom));
  const text = card.querySelector(".postil-card-text");
  const seen = (from, to) => from >= top - 1 && to <= innerHeight + 1;
  return {
    shown: card.offsetHeight > 0,
    open: text.offsetHeight > 0,
    inline: Boolean(card.closest(".postil-article")),
    words_seen: seen(line.top, line.bottom),
    card_seen: seen(box.top, box.height < innerHeight / 2 ? box.bottom : box.top + 60),
    off: Math.abs(box.top + 10 - (line.top + line.bottom) / 2),
    below: box.top - sentences.at(-1).bottom,
    height: box.height,
  };
}"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees of a note; lengths in px."""

    shown: bool
    open: bool
    inline: bool
    words_seen: bool
    card_seen: bool
    off: float
    below: float
    height: float

    @property
    def together(self) -> bool:
        """Words and open card are on the screen, level with each other, or the card under the sentence of its words."""
        beside = 0 <= self.below < 60 if self.inline else self.off <= 40
        return self.open and self.words_seen and self.card_seen and beside


def shown(page: Page, id: str) -> Shown:
    """A note as it shows now."""
    return Shown(**page.evaluate(_SHOWN, id))


def is_open(page: Page, id: str) -> bool:
    """Whether a note's card is to be read."""
    return shown(page, id).open


def marks(page: Page) -> list[str]:
    """The notes whose numbers are in the text, in the order of the text."""
    return page.evaluate(
        "[...document.querySelectorAll('.postil-mark a')].filter(a => a.offsetWidth).map(a => a.id.slice(5))"
    )


def focused(page: Page) -> str:
    """The note whose card, or whose number in the text, has the focus; empty where none has."""
    return page.evaluate(
        """() => {
          const element = document.activeElement;
          const mark = element.closest(".postil-mark") ? element.id.slice("mark-".length) : "";
          return element.closest("[data-note]")?.dataset.note || mark;
        }"""
    )
