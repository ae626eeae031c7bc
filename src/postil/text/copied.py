"""What shows that a text was copied from a PDF or a scan, by line: a hint for its editor, since no word is changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from postil.text.divisions import divides
from postil.text.forms import article_end
from postil.text.verse import ends_sentence

_LEAST = 3  # times that tell a habit from chance
_SHOWN = 4  # lines that are named
_LONGEST_HEAD = 70  # letters
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_DIVIDED = re.compile(r"[^\W\d_]{2,}[-\u00ad\u2010¬]\n[ \t]*(?=[^\W\d_])")
_PAGE = re.compile(
    r"\W{0,3}(?:page|seite|p\.|s\.|стр\.|第)?\s*(\d{1,4})(?:\s*(?:/|of|von|de|из)\s*\d{1,4})?\s*[页頁]?\W{0,3}", re.I
)
_NUMBER = re.compile(r"^\d{1,3}\b|\b\d{1,3}$")
_LETTERS = 4  # of the head of a page, without its number


def signs_of_copying(text: str) -> Iterator[tuple[int, str]]:
    """(line from 1, hint) for each kind of sign that a text has."""
    lines = [line.strip() for line in text.split("\n")]
    pages = _page_numbers(lines)
    right = "take them out before the first note, since the text cannot change afterwards"
    if pages:
        yield pages[0], f"page numbers seem to stand in the text ({_named(pages)}); {right}"
    if heads := _running_heads(lines, pages):
        yield heads[0], f"“{lines[heads[0] - 1]}” seems to be the head of pages ({_named(heads)}); {right}"
    divided = [text.count("\n", 0, found.start()) + 1 for found in _DIVIDED.finditer(text)]
    if len(divided) >= _LEAST:
        yield divided[0], f"words seem to be divided at the ends of lines ({_named(divided)}); join them, if they are"
    ligatures = [(text.count("\n", 0, found.start()) + 1, found[0]) for found in _LIGATURE.finditer(text)]
    if ligatures:
        line, sign = ligatures[0]
        places = _named([number for number, _ in ligatures])
        yield line, f"letters such as “{sign}” are one sign, by which no search finds them ({places}); write them apart"


def _named(lines: Sequence[int]) -> str:
    """Lines in words, the first few."""
    several = list(dict.fromkeys(lines))
    more = f" and {len(several) - _SHOWN} more" if len(several) > _SHOWN else ""
    return f"line{'s' if len(several) > 1 else ''} {', '.join(map(str, several[:_SHOWN]))}{more}"


def _page_numbers(lines: Sequence[str]) -> list[int]:
    """The lines of numbers that stand alone and go up by one, far from one another, as those of pages do."""
    found = [(line, int(number[1])) for line, words in enumerate(lines, 1) if (number := _PAGE.fullmatch(words))]
    rising = {at for (at, first), (_, then) in pairwise(found) if then == first + 1}
    rising |= {at for (_, first), (at, then) in pairwise(found) if then == first + 1}
    within = any(_last_words(lines, line) and not ends_sentence(_last_words(lines, line)) for line in rising)
    if found and found[0][1] == 1 and not within:
        return []  # of chapters
    apart = all(later - earlier > _LEAST for earlier, later in pairwise(sorted(rising)))
    return sorted(rising) if len(rising) >= _LEAST and apart else []


def _last_words(lines: Sequence[str], line: int) -> str:
    """The last words before a line."""
    return next(filter(None, reversed(lines[: line - 1])), "")


def _running_heads(lines: Sequence[str], pages: Sequence[int]) -> list[int]:
    """The lines that are the same each time but for a number in them, or beside a line that is a page's number."""
    alike: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for line, words in enumerate(lines, 1):
        bare = _NUMBER.sub("", words).strip(" |·-–—")
        beside = any(abs(page - line) <= _LEAST - 1 for page in pages)
        is_head = sum(map(str.isalpha, bare)) >= _LETTERS and len(words) <= _LONGEST_HEAD
        if is_head and (_NUMBER.search(words) or beside) and not (divides(words) or article_end(words)):
            alike[bare].append((line, words))
    several = (found for found in alike.values() if len(found) >= _LEAST and (pages or len({w for _, w in found}) > 2))
    return [line for line, _ in max(several, key=len, default=[])]
