"""How a note shows on a page: whether its card is open, where it is, and whether its words are seen with it.

A chapter has many notes, and every call of a page costs as much as a note that opens: `after_each` does all in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

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
    top: line.top,
    height: box.height,
  };
}"""
# Click where a pointer would: what it would meet in the middle of an element must be the element, or lie in it.
_PRESS = """(element) => {
  element.scrollIntoView({ block: "nearest" });
  const box = element.getClientRects()[0];
  const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  if (!element.contains(met)) throw new Error(`${element.outerHTML} is under ${met?.outerHTML.slice(0, 200)}`);
  met.click();
}"""
# The next frame, when observers and tasks have run. It is not painted: that would cost as much as opening the note.
_REST = """async () => {
  document.documentElement.style.clipPath = "inset(50%)";
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  document.documentElement.style.clipPath = "";
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
    top: float
    height: float

    @property
    def together(self) -> bool:
        """Words and open card are on the screen, level with each other, or the card under the sentence of its words."""
        beside = 0 <= self.below < 60 if self.inline else self.off <= 40
        return self.open and self.words_seen and self.card_seen and beside


def shown(page: Page, id: str) -> Shown:
    """A note as it shows now."""
    return Shown(**page.evaluate(_SHOWN, id))


def after_each(page: Page, ids: Iterable[str], act: str) -> Iterator[tuple[str, Any, Shown]]:
    """Each note as it shows after `act`, when the page has come to rest, and what that gave.

    `act` is a JavaScript function of a note's id; it may call `press(element)` and `shown(id)`.
    """
    for id, given, how in page.evaluate(
        f"""async (ids) => {{
          const [shown, press, rest, act] = [{_SHOWN}, {_PRESS}, {_REST}, {act}];
          const all = [];
          for (const id of ids) {{
            const given = await act(id);
            await rest();
            all.push([id, given, shown(id)]);
          }}
          return all;
        }}""",
        list(ids),
    ):
        yield id, given, Shown(**how)


def at_rest(page: Page) -> None:
    """Wait until the fonts of a page have come and what its scripts do then is done."""
    page.evaluate(f"async () => {{ const rest = {_REST}; await document.fonts.ready; await rest(); await rest(); }}")


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
