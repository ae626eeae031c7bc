"""WeasyPrint 66 to 70: the boxes of pages, by which lines and notes are measured before pages are made.

`Page._page_box` and `weasyprint.formatting_structure` are in no documentation; there is no other way to learn where a
line was broken or how tall a block is. Of its pydyf 0.11 to 0.13: how a tag finds its page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from weasyprint import Document
from weasyprint.formatting_structure.boxes import BlockBox, Box, LineBox, TextBox
from weasyprint.pdf import pydyf

__all__ = ["BlockBox", "Box", "LineBox", "TextBox", "boxes", "filled"]


def boxes(document: Document) -> Iterator[Box]:
    """The boxes of a document, page by page; a block that goes on over pages has one box on each of them."""
    for page in document.pages:
        yield from page._page_box.descendants()


def filled(document: Document) -> float:
    """How far down its last page a document reaches, in CSS pixels below the top margin."""
    page = document.pages[-1]._page_box
    root = page.children[0]  # the element `html`; the boxes in the page's margins follow it
    below = (box.position_y + box.margin_height() for box in root.descendants() if isinstance(box, BlockBox))
    return float(max(below, default=0.0) - page.margin_top)


class _PageReferences:
    """The references to the pages of a PDF, each made when it is asked for."""

    def __init__(self, kids: Sequence[object]) -> None:
        self._kids = kids  # number, generation and "R" of each page

    def __getitem__(self, page: int) -> bytes:
        return f"{self._kids[3 * page]} 0 R".encode()


def find_pages_quickly() -> None:
    """Have a tag ask for the reference to its own page; pydyf makes those of all pages for every tag.

    Its time grows with the square of the pages: with a million words it does not end within an hour. The same bytes.
    """
    pydyf.PDF.page_references = property(lambda pdf: _PageReferences(pdf.pages["Kids"]))
