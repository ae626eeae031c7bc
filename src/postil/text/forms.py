"""Forms of text: what its lines are, where speakers are named and articles numbered. `guessing` guesses it for a new
edition, which says it from then on.
"""

from __future__ import annotations

import re
from enum import StrEnum

from postil.text.divisions import divides

_DATE = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[ T])?"
_HOUR = r"(?:\d{1,2}:\d{2}(?::\d{2})?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?|\d{1,2} minutes? \d{1,2} seconds?)"
_TIMED = re.compile(rf"[\[(]?{_DATE}{_HOUR}[\])]?\s+(?:[-–]\s+)?(?=\S)")
_TIME = rf"(?:{_TIMED.pattern})?"
_APART = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")  # what a speaker does
_CAPITALS = re.compile(r"((?:[^\W\d_a-z]|[ .'’-]){2,40})[:：]?\Z")
_ASIDE = r"(?=\s*(?:\([^()\n]{1,90}\)|\[[^\[\]\n]{1,90}\])[.:]?\s)"  # what its speaker does, in brackets
_HEAD = re.compile(
    rf"{_TIME}(?:(?:(?i:the|mrs?\.?|ms\.?|dr\.?|senator|representative|chairman|judge|justice) )?"
    rf"[A-ZÀ-ÞА-Я][^\W\d_A-Z]?[A-ZÀ-ÞА-Я .'’-]{{1,38}}(?: of (?:[A-Z][a-z]+ ?){{1,3}})?(?:[.:](?=[\s—–])|{_ASIDE}))"
)
_NUMBERED = re.compile(r"([QA]) ?\d+\Z|\d+\. ")  # “Q12”, “3. Ann Lee”
_SHOT = re.compile(r"(?:INT|EXT|I/E)\b[./ ].*|(?:FADE|CUT|DISSOLVE)\b[^a-z]*\Z|[^a-z]+ TO:\Z")  # of a film
_PLACE = re.compile(r"(?:\d{1,3}[A-Z]?\.?\s+)?(?:INT|EXT|I/E)\b[./ ]")
_WORD = r"[^\W\d_][^\s:：,;!?()\[\]<>{}«»“”\"]*"  # with the signs of vowels, which are no letters to Python
_WORDS = rf"{_WORD}(?: (?![a-zà-ÿа-я]{{4,}}){_WORD}){{0,3}}"  # a person has capitals: “He said:” is no name
_TITLED = r"(?:M|MM|Mme|Mlle)\.? [^\n.:!?]{2,80}\.(?=\s)"  # “M. le président.”, in France
_QUESTION = r"(?:[QA] ?\d{0,3}|[DFPR]|Question|Answer)[.:]"
_NAME = re.compile(
    rf"{_TIME}(?:(?:\d{{1,3}}\. )?{_WORDS}(?: \([^()\n]{{1,60}}\)){{0,3}}[ \u00a0\u202f]?(?::(?=[\s「“])|：)"
    rf"|{_TITLED}|{_WORDS} \d{{1,2}}:(?=\s)|(?:{_QUESTION}|<[^<>\s]{{1,30}}>)(?=[\s「“]))"
    rf"|{_WORDS}(?: \d{{1,2}})?(?=,?\s+(?:[—–]\s+)?[\[(]?{_DATE}{_HOUR}[\])]?\s*\n)"
    r"|[^\W\d_]{1,10}(?=「[^\n]*」\s*\Z)"
)
_ARTICLE = re.compile(
    r"(?:(?:article|art|amendment|section|sec|clause|rule|artikel|artículo|artigo|articolo|artykuł|статья|стаття|madde)\b\.?\s*|§+\s*)"
    r"(?:\d+[a-z]?(?:[.-]\d+)*|[ivxlc]+|premier|1er|first)(?:\s*(?:bis|ter))?\b[.:)]?"
    r"|第\s*[\d０-９〇零一二三四五六七八九十百千]+\s*[条條]"
    r"|제\s*\d+\s*조|(?:المادة|مادة|סעיף|अनुच्छेद)\s*\(?[^\s():.]{1,12}\)?[:.]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+|\((?:[a-z]{1,2}|[ivx]{1,5})\))(?=\s)")


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
        if is_scene(line):
            return 0
        if _CAPITALS.match(line) and line.isupper():
            return len(line)
        found = _HEAD.match(words)
        return len(found[0].rstrip()) if found else 0
    if form == Form.DIALOGUE:
        found = _NAME.match(words)
        return found.end() if found else 0
    return 0


def is_scene(line: str) -> bool:
    """Whether a line begins an act or a scene of a play, or a shot of a film, or ends one."""
    return divides(line) or bool(_SHOT.match(line))


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
    if form == Form.DRAMA and is_scene(_first_line(words)):
        return len(_first_line(words)), "strong"
    if form == Form.LAW:
        numbered = _NUMBER.match(words)
        return article_end(words) or (numbered.end() if numbered else 0), "number"
    return speaker_end(words, form), "speaker"


def name_of(label: str) -> str:
    """The name in the label of a speech, without its time, what its speaker does and the sign after it."""
    name = _APART.sub("", re.sub(rf"^{_TIME}", "", label)).strip(" .:：–-")
    return _NUMBERED.sub(r"\1", name)


def is_timed(line: str) -> bool:
    """Whether a line begins with a time, as those of chats and transcripts do."""
    return bool(_TIMED.match(line))


def is_shot(line: str) -> bool:
    """Whether a line says where a scene of a film is."""
    return bool(_PLACE.match(line))


def has_time(label: str) -> bool:
    """Whether the label of a speech says when it was sent."""
    return bool(re.search(_HOUR, label))
