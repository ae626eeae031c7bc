"""A small edition with much to print, and how much of each of its pages is left white."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument, PdfPage

from postil.paper import typeset
from tests.support.build import build
from tests.support.edition import CONF, SmallEdition, note

SENTENCES = 9  # of a paragraph
FULL = "Notwithstanding all that. " * 130
WHITE = 1 / 3
POINT = 25.4 / 72  # mm
_SHEET = re.compile("WORKSHEET|ANSWERS|TO GO ROUND")  # the line above its title
INK = 245  # of 255: what is as dark, a hairline too


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


def pages_of(pdf: bytes | Path) -> list[str]:
    """The words of each page. PDFium tells them in a twentieth of the time that pypdf takes."""
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in PdfDocument(pdf)]


def words_of(pdf: bytes | Path) -> str:
    """The words of all pages."""
    return " ".join(pages_of(pdf))


def says(words: str, phrase: str) -> bool:
    """Whether a phrase is among words, between which PDFium leaves out spaces where a browser drew pictures."""
    return "".join(phrase.split()) in "".join(words.split())


def white_pages(pdf: bytes | Path) -> list[int]:
    """The numbers of the pages, but the last, of whose room for print a third is one white rectangle."""
    return too_white(whites(pdf))


def too_white(shares: Sequence[float]) -> list[int]:
    """The same, where it is known what part of each page is white."""
    return [number for number, white in enumerate(shares[:-1], 1) if white > WHITE]


def white_in_sheets(handout: Path) -> list[int]:
    """The same, but for the pages before a new sheet: each pupil's begins on paper of its own."""
    with PdfDocument(handout) as pdf:
        begins = [bool(_SHEET.match(page.get_textpage().get_text_bounded())) for page in pdf]
    return [number for number in white_pages(handout) if not begins[number]]


def whites(pdf: bytes | Path) -> list[float]:
    """What part of the room for print, within the margins, the largest rectangle without ink takes, page by page."""
    return [_largest(_inked(page)) for page in PdfDocument(pdf)]


def _inked(page: PdfPage) -> list[list[bool]]:
    """Whether there is ink in each square of two millimetres, row by row; head and foot of the page do not count."""
    side, cell = (page.get_width() * POINT - typeset.WIDTH) / 2, 2
    picture = page.render(scale=2 * POINT, grayscale=True).to_pil()  # two pixels a millimetre
    box = (2 * side, 2 * typeset.TOP, picture.width - 2 * side, picture.height - 2 * typeset.BOTTOM)
    room = picture.crop([round(edge) for edge in box])
    darkest = room.point(lambda shade: 255 * (shade < INK)).reduce(2 * cell).tobytes()
    across = -(-room.width // (2 * cell))
    return [[shade > 0 for shade in darkest[at : at + across]] for at in range(0, len(darkest), across)]


def _largest(rows: list[list[bool]]) -> float:
    """The share of the largest rectangle that holds nothing: under each row, how far up each column is empty."""
    heights, largest = [0] * len(rows[0]), 0
    for row in rows:
        heights = [0 if inked else height + 1 for inked, height in zip(row, heights, strict=True)]
        open_since: list[tuple[int, int]] = []  # the first column of each height that still goes on
        for column, height in enumerate([*heights, 0]):
            first = column
            while open_since and open_since[-1][1] >= height:
                first, before = open_since.pop()
                largest = max(largest, before * (column - first))
            open_since.append((first, height))
    return largest / (len(rows) * len(rows[0]))
