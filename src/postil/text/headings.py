"""Which lines of a plain text head a chapter: a guess, by which a new edition is cut."""

from __future__ import annotations

import re

from postil.text.article import Paragraph
from postil.text.divisions import ENDS_SENTENCE, divides
from postil.text.forms import Form, article_end

_LONGEST = 80  # characters
_NUMBER = "[\\d０-９〇零一二三四五六七八九十百千兩两]+"
_EAST_ASIAN = re.compile(
    rf"第?\s*{_NUMBER}\s*[章回節节卷部篇話话幕場场折]|[卷巻](?:[之第]?\s*{_NUMBER}|之?[上中下首末])(?!\w)|제\s*\d+\s*[장절부막]"
)


def heading_of(paragraph: Paragraph, form: Form = Form.PROSE) -> str:
    """The words of a block that heads a chapter; nothing where it does not.

    Heads are those of Markdown, `Chapter` and its like in many languages with a number and perhaps a title, and a line
    of capitals, but in a play, where it names a speaker; no sentence is a head, no article of a law, and nothing in
    brackets or between asterisks.
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
    capitals = line.isupper() and line[0] not in "*[(<" and not line.endswith(("?", "!", ",", ";", ":"))
    return line if capitals and form not in (Form.DRAMA, Form.DIALOGUE) else ""
