"""WeasyPrint 66 to 70: the boxes of a page, by which lines and notes are measured before pages are made.

`Page._page_box` and `weasyprint.formatting_structure` are in no documentation; there is no other way to learn where a
line was broken or how tall a block is.
"""

from __future__ import annotations

from weasyprint import Document
from weasyprint.formatting_structure.boxes import BlockBox, Box, LineBox, TextBox

__all__ = ["BlockBox", "Box", "LineBox", "TextBox", "only_page"]


def only_page(document: Document) -> Box:
    """The boxes of a document of one page. Raises ValueError where there are more."""
    (page,) = document.pages
    return page._page_box
