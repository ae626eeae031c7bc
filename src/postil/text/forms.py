"""Forms of text: what its lines are, and where speakers are named. Guessed for a new edition, then said by it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

_SHORT = 50  # letters: a line of verse is mostly shorter
_SHARE = 0.6  # of a text that must look so
_LEAST = 3  # speeches or articles that make a form
_TIME = r"(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s+)?"
_CAPITALS = re.compile(r"(?:[^\W\d_a-z]|[ .'’-]){2,40}\Z")
_HEAD = re.compile(
    rf"{_TIME}(?:(?:THE |MR\.? |MRS\.? |DR\.? )?[A-ZÀ-ÞА-Я][^\W\d_A-Z]?[A-ZÀ-ÞА-Я .'’-]{{1,38}}[.:])(?=\s)"
)
_NAME = re.compile(rf"{_TIME}(?:[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){{0,3}}[:：]|[QA][.:])(?=\s|[「“])")
_LAW = re.compile(r"(?:Article|Art\.|Section|§+|Artikel|第)\s*[\dIVXLC一二三四五六七八九十百]+")


class Form(StrEnum):
    """What a text is, for how it is shown."""

    PROSE = "prose"
    VERSE = "verse"
    DRAMA = "drama"
    DIALOGUE = "dialogue"
    LAW = "law"


def speaker_end(words: str, form: Form) -> int:
    """Where the name of a speaker ends with which a paragraph begins; 0 where it begins with none.

    In a play names are capitals, on a line of their own or before a full stop or a colon; in a dialogue or a
    transcript any name before a colon, perhaps after a time.
    """
    if form == Form.DRAMA:
        line = words.partition("\n")[0].rstrip()
        if _CAPITALS.match(line) and line.isupper():
            return len(line)
        found = _HEAD.match(words)
        return found.end() if found else 0
    if form == Form.DIALOGUE:
        found = _NAME.match(words)
        return found.end() if found else 0
    return 0


def guess_form(paragraphs: Sequence[str]) -> Form:
    """The form that the paragraphs of a text look like."""
    if not paragraphs:
        return Form.PROSE
    for form in (Form.DIALOGUE, Form.DRAMA):
        ends = ((words, speaker_end(words, form)) for words in paragraphs)
        names = Counter(re.sub(rf"^{_TIME}", "", words[:end]) for words, end in ends if end)
        speeches = sum(names.values())
        if speeches >= _LEAST and len(names) < speeches and speeches >= len(paragraphs) / 3:
            return form
    if sum(bool(_LAW.match(words)) for words in paragraphs) >= max(_LEAST, len(paragraphs) / 3):
        return Form.LAW
    stanzas = [words.split("\n") for words in paragraphs if "\n" in words]
    lines = [line.strip() for stanza in stanzas for line in stanza]
    short = sum(len(line) <= _SHORT for line in lines)
    return (
        Form.VERSE
        if lines and short > _SHARE * 1.4 * len(lines) and 2 * len(stanzas) >= len(paragraphs)
        else Form.PROSE
    )
