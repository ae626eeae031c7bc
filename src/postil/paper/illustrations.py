"""Pictures within the article. Each stands above the line in which its words begin, and the words beneath it."""

from __future__ import annotations

from html import escape

from postil.edition import Edition
from postil.paper.nodes_html import with_bytes
from postil.reading.illustrations import file_of
from postil.text.article import Paragraph


def pictures_in(paragraph: Paragraph, start: int, end: int, edition: Edition) -> str:
    """The HTML of the pictures whose words begin in a span of a paragraph."""
    marks = (mark for mark in paragraph.marks if mark.form == "image" and start <= mark.start < end)
    return "".join(
        f'<img class="postil-print-article-picture" alt="{escape(paragraph.text[mark.start : mark.end])}" '
        f'src="{with_bytes(edition.paths.book / (file_of(mark.address) or ""))}">'
        for mark in marks
    )
