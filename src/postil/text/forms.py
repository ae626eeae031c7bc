"""Forms of text: what its lines are, where speakers are named and articles numbered. Guessed for a new edition, then
said by it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from postil.text.divisions import divides

_SHORT = 50  # letters: a line of verse is mostly shorter
_SHARE = 0.6  # of a text that must look so
_NEARLY = 0.75  # of the lines, of which one may be a title
_LEAST = 3  # lines, speeches or articles that make a form
_DATE = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[ T])?"
_TIME = rf"(?:[\[(]?{_DATE}\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?: ?[AaPp]\.?[Mm]\.?)?[\])]?\s+(?:[-–]\s+)?)?"
_CAPITALS = re.compile(r"((?:[^\W\d_a-z]|[ .'’-]){2,40})[:：]?\Z")
_ASIDE = r"(?=\s*(?:\([^()\n]{1,90}\)|\[[^\[\]\n]{1,90}\])[.:]?\s)"  # what its speaker does, in brackets
_HEAD = re.compile(
    rf"{_TIME}(?:(?:(?i:the|mrs?\.?|ms\.?|dr\.?|senator|representative|chairman|judge|justice) )?"
    rf"[A-ZÀ-ÞА-Я][^\W\d_A-Z]?[A-ZÀ-ÞА-Я .'’-]{{1,38}}(?: of (?:[A-Z][a-z]+ ?){{1,3}})?(?:[.:](?=\s)|{_ASIDE}))"
)
_WORD = r"[^\W\d_][^\s:：,;!?()\[\]<>{}«»“”\"]*"  # with the signs of vowels, which are no letters to Python
_WORDS = rf"{_WORD}(?: (?![a-zà-ÿа-я]{{4,}}){_WORD}){{0,3}}"  # a person has capitals: “He said:” is no name
_NAME = re.compile(
    rf"{_TIME}(?:{_WORDS}(?: \([^()\n]{{1,60}}\))?[ \u00a0\u202f]?[:：]|[QA][.:]|<[^<>\s]{{1,30}}>)(?=\s|[「“])"
    rf"|{_WORDS}(?=\s+[\[(]?\d{{1,2}}:\d{{2}}(?::\d{{2}})?[\])]?\s*\n)"
    r"|[^\W\d_]{1,10}(?=「[^\n]*」\s*\Z)"
)
_ARTICLE = re.compile(
    r"(?:(?:article|art|section|sec|clause|rule|artikel|artículo|artigo|articolo|artykuł|статья|стаття|madde)\b\.?\s*|§+\s*)"
    r"(?:\d+[a-z]?(?:[.-]\d+)*|[ivxlc]+|premier|1er|first)(?:\s*(?:bis|ter))?\b[.:)]?"
    r"|第\s*[\d０-９〇零一二三四五六七八九十百千]+\s*[条條]"
    r"|제\s*\d+\s*조|(?:المادة|مادة|סעיף|अनुच्छेद)\s*\(?[^\s():.]{1,12}\)?[:.]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)](?=\s)")
_LISTED = re.compile(
    r"\s*(?:[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)\]]|[-*+•²³¹])\s"
)  # how an item or a footnote begins
_DIVIDED = re.compile(r"[^\W\d_]-\n(?=[^\W\d_A-Z])")  # a word at the end of a line
_CELLS = re.compile(r"\S\t\s*\S|\S[,;]\S(?![^,;]* )")  # of a table
_LONG = 80  # letters: a line of prose that no one broke
_LAW_SHARE = 5  # one paragraph of so many begins an article


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
    transcript any name before a colon, perhaps after a time. Acts and scenes do not speak.
    """
    if form == Form.DRAMA:
        line = _first_line(words)
        if divides(line):
            return 0
        if _CAPITALS.match(line) and line.isupper():
            return len(line)
        found = _HEAD.match(words)
        return len(found[0].rstrip()) if found else 0
    if form == Form.DIALOGUE:
        found = _NAME.match(words)
        return found.end() if found else 0
    return 0


def _first_line(words: str) -> str:
    return words.partition("\n")[0].rstrip()


def article_end(words: str) -> int:
    """Where the number of an article of a law ends with which a paragraph begins; 0 where it begins with none.

    “Article 5 says that …” is a sentence, and no article.
    """
    found = _ARTICLE.match(words)
    if found and not words[found.end() :].lstrip(" \t-–—.:")[:1].islower():
        return found.end()
    return 0


def label_of(words: str, form: Form) -> tuple[int, str]:
    """(end, kind of mark) of the name of a speaker or the number of an article with which a paragraph begins; of a head
    in a play.
    """
    if form == Form.DRAMA and divides(_first_line(words)):
        return len(_first_line(words)), "strong"
    if form == Form.LAW:
        numbered = _NUMBER.match(words)
        return article_end(words) or (numbered.end() if numbered else 0), "number"
    return speaker_end(words, form), "speaker"


def are_labelled(lines: Sequence[str]) -> bool:
    """Whether nearly each line begins with a speaker, and some with the same, or with the number of an article."""
    for form in (Form.DIALOGUE, Form.DRAMA, Form.LAW):
        labels = [line[:end] for line in lines if (end := label_of(line, form)[0]) and line[end:].strip()]
        names = {re.sub(rf"^{_TIME}", "", label) for label in labels}
        if len(labels) >= max(_LEAST, _NEARLY * len(lines)) and (form == Form.LAW or len(names) < len(labels)):
            return True
    return False


def _speak(paragraphs: Sequence[str], form: Form) -> bool:
    """Whether many paragraphs begin with one of a few names, mostly another than that of the speech before.

    In a play most names stand on a line of their own or before a full stop. Where times stand before them, one speaker
    may have many speeches on end.
    """
    spoken = [(words, end) for words in paragraphs if (end := speaker_end(words, form))]
    labels = [words[:end].strip(".:：") for words, end in spoken]
    names = [re.sub(rf"^{_TIME}", "", label) for label in labels]
    if len(names) < max(_LEAST, len(paragraphs) / 3) or not 1 < len(set(names)) < len(names):
        return False
    if form == Form.DRAMA:
        apart = sum(words[end - 1] not in ":：" or words[end : end + 1] in ("", "\n") for words, end in spoken)
        return 2 * apart > len(names)
    turns = sum(name != before for before, name in pairwise(names))
    return (2 * turns > len(names) and 3 * len(set(names)) <= 2 * len(names)) or names != labels


def guess_form(paragraphs: Sequence[str]) -> Form:
    """The form that the paragraphs of a text look like."""
    if not paragraphs:
        return Form.PROSE
    for form in (Form.DRAMA, Form.DIALOGUE):
        if _speak(paragraphs, form):
            return form
    articles = {words[:end] for words in paragraphs if (end := article_end(words))}
    if len(articles) >= max(_LEAST, len(paragraphs) / _LAW_SHARE):
        return Form.LAW
    stanzas = [words.split("\n") for words in paragraphs if "\n" in words]
    lines = [line.strip() for stanza in stanzas for line in stanza]
    short = sum(len(line) <= _SHORT for line in lines)
    in_lines = len(lines) >= _LEAST and short > _SHARE * 1.4 * len(lines) and 2 * len(stanzas) >= len(paragraphs)
    return Form.VERSE if in_lines and not _are_broken_otherwise(paragraphs, lines) else Form.PROSE


def _are_broken_otherwise(paragraphs: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether lines end for another reason than verse: in a list, a table, a narrow column, or a letter's address."""
    long = sum(len(line) for words in paragraphs for line in words.split("\n") if len(line) > _LONG)
    listed = sum(bool(_LISTED.match(line)) for line in lines)
    cells = sum(bool(_CELLS.search(line)) for line in lines)
    divided = sum(len(_DIVIDED.findall(words)) for words in paragraphs)
    return 2 * long > sum(map(len, paragraphs)) or 2 * max(listed, cells) > len(lines) or 5 * divided > len(lines)
