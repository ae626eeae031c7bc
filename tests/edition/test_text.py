"""The words on the pages are the article's, and each highlight is exactly its quote."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from tests.support import ROOT

TEXTS = """(selector) => Array.from(document.querySelectorAll(selector)).map(element => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("[data-editorial]").forEach(own => own.remove());
  return [element.dataset.paragraph || "", copy.textContent];
})"""
SPANS = """() => Array.from(document.querySelectorAll(".postil-article")).flatMap(article => {
  const copy = article.cloneNode(true);
  copy.querySelectorAll("[data-editorial]").forEach(own => own.remove());
  return Array.from(copy.querySelectorAll("[data-notes]")).map(words => {
    const before = document.createRange();
    before.setStart(copy, 0);
    before.setEndBefore(words);
    const number = article.dataset.paragraph || "0";
    return [number, before.toString().length, words.textContent, words.dataset.notes.split(" ")];
  });
})"""


def test_the_pages_give_back_the_article_letter_for_letter(reader, chapters) -> None:
    paragraphs = defaultdict(str)
    for page, _ in reader().each(chapters):
        for number, text in page.evaluate(TEXTS, "[data-title], [data-paragraph]"):
            paragraphs[number] += text
    received = (ROOT / "book/article.txt").read_text("utf-8")
    assert "\n\n".join(paragraphs.values()) == received.strip()
    assert list(paragraphs) == ["", "1", "2", "3", "4", "5"]


def test_every_highlight_covers_exactly_its_quote(reader, chapters, edition) -> None:
    begins = {(p.paragraph.number, p.block.docname + ".html"): p.start for p in edition.pieces}
    covered = defaultdict(list)
    for page, chapter in reader().each(chapters):
        for number, start, words, ids in page.evaluate(SPANS):
            at = begins[int(number), chapter] + start
            for id in ids:
                covered[id].append((int(number), at, at + len(words)))
    assert covered.keys() == edition.anchors.keys()
    for id, anchor in edition.anchors.items():
        parts = covered[id]
        text = next(p.text for p in edition.article.paragraphs if p.number == anchor.paragraph)
        missing = "".join(text[left[2] : right[1]] for left, right in pairwise(parts))
        assert (parts[0][0], parts[0][1], parts[-1][2]) == (anchor.paragraph, anchor.start, anchor.end), id
        assert missing.strip() == "", f"{id} leaves out {missing!r}"


def test_some_notes_overlap(edition) -> None:
    spans = [(a.paragraph, a.start, a.end) for a in edition.anchors.values()]
    crossing = [(a, b) for a in spans for b in spans if a[0] == b[0] and a[1] < b[1] < a[2] < b[2]]
    assert crossing, "the tests of highlights must see two notes that overlap without one holding the other"
