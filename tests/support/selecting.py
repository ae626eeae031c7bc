"""Words of the article, selected in a page as a reader would."""

from __future__ import annotations

from playwright.sync_api import Page

_SELECT = """([sentence, words, nth]) => {
  const walker = document.createTreeWalker(document.getElementById(sentence), NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode())
    if (!walker.currentNode.parentElement.closest("[data-editorial]")) nodes.push(walker.currentNode);
  const text = nodes.map(node => node.data).join("");
  let at = -1;
  for (let i = 0; i <= nth; i++) at = text.indexOf(words, at + 1);
  const place = offset => {
    for (const node of nodes) {
      if (offset <= node.data.length) return [node, offset];
      offset -= node.data.length;
    }
  };
  const range = document.createRange();
  range.setStart(...place(at));
  range.setEnd(...place(at + words.length));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  document.dispatchEvent(new PointerEvent("pointerup"));
}"""


def select(page: Page, sentence: str, words: str, nth: int = 0) -> None:
    """Select words of a sentence, by its id; `nth` of the places where they are in it, from 0."""
    page.evaluate(_SELECT, [sentence, words, nth])
