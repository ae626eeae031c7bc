"""Which lines of a plain text head a chapter: a guess, by which a new edition is cut."""

from __future__ import annotations

import re

from postil.text.article import Paragraph
from postil.text.divisions import ENDS_SENTENCE, divides
from postil.text.forms import Form, article_end

_LONGEST = 80  # characters
_EAST_ASIAN = re.compile(
    r"第?\s*[\d０-９〇零一二三四五六七八九十百千兩两]+\s*[章回節节卷部篇話话幕場场折]|제\s*\d+\s*[장절부막]"
)


def heading_of(paragraph: Paragraph, form: Form = Form.PROSE) -> str:
    """The words of a block that heads a chapter; nothing where it does not.

    Heads are those of Markdown, `Chapter` and its like in many languages with a number and perhaps a title, and a line
    of capitals, but in a play, where it names a speaker; no sentence is a head, and no article of a law.
    """
    line = paragraph.text
    if form == Form.LAW and article_end(line):
        return ""
    if paragraph.level:
        return line
    if "\n" in line or len(line) > _LONGEST:
        return ""
    if divides(line) or (_EAST_ASIAN.match(line) and not ENDS_SENTENCE.search(line)):
        return line
    capitals = line.isupper() and not line.endswith(("?", "!", ",", ";", ":"))
    return line if capitals and form not in (Form.DRAMA, Form.DIALOGUE) else ""
