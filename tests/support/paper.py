"""A small edition with much to print, and how much of each of its pages is left white."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from postil.paper import typeset
from tests.support.build import build
from tests.support.edition import CONF, SmallEdition, note

SENTENCES = 9  # of a paragraph
FULL = "Notwithstanding all that. " * 130
WHITE = 1 / 3
POINT = 25.4 / 72  # mm


def long_edition(root: Path) -> SmallEdition:
    """An edition of three chapters, each with an essential note, one with a verdict, and one of many words."""
    book = SmallEdition(root)
    book.write("conf.py", CONF)
    names = ("Ash", "Beech", "Cedar")
    texts = [" ".join(f"{tree} number {n} grew by the river in its bend." for n in range(SENTENCES)) for tree in names]
    book.write("book/article.txt", "\n\n".join(["On rivers", *texts]) + "\n")
    (book.root / "book/notes/wooden-bridge.md").unlink()
    for name, tree, text in zip(("one", "two", "three"), names, texts, strict=True):
        book.chapter(name, f"On rivers\n\n{text}" if name == "one" else text)
        essential = note(f"{tree} number 1", title=f"{tree} stood", verdict="disputed", tier="essential", body=FULL)
        book.note(f"{name}-first", essential)
        fell = note(
            f"{tree} number 0", title=f"{tree} fell", margin="It fell. " * 25, body="Notwithstanding, so. " * 200
        )
        book.note(f"{name}-other", fell)
        book.note(f"{name}-short", note(f"{tree} number 2", title=f"{tree} lay", margin="It lay."))
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", f"{toc}- file: book/three\n")
    return book


def on_a4(edition: SmallEdition, *options: str) -> Path:
    """Where its handouts are on one paper alone, which takes half as long: for what is the same on both."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(typeset.SIZES, "letter")
        return build(edition, "pdf", *options)


def white_pages(pdf: PdfReader) -> list[int]:
    """The numbers of the pages, but the last, of which more than a third is white without a break."""
    return [number for number, page in enumerate(pdf.pages[:-1], 1) if _widest(page) > WHITE]


def _widest(page: PageObject) -> float:
    """What part of a page the highest strip without words takes; head and foot of the page do not count."""
    tall = float(page.mediabox.height)
    top, bottom = tall - typeset.TOP / POINT, typeset.BOTTOM / POINT
    found: list[float] = []

    def seen(text: str, outer: list[float], inner: list[float], *font: object) -> None:
        if text.strip():
            found.append(inner[5] * outer[3] + outer[5])

    page.extract_text(visitor_text=seen)
    heights = [bottom, *sorted(height for height in found if bottom < height < top), top]
    return max(above - below for below, above in pairwise(heights)) / tall
