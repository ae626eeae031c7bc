"""The folding under which quotes are compared with the article: the edition's one rule of likeness.

Runs of white space count as one space, curly quote marks as straight ones, letters with accents as one character or
several (canonical equivalence, Unicode Standard Annex 15, form C); characters that nobody sees, such as soft hyphens,
do not count. Nothing else is forgiven.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import category, is_normalized, normalize

from postil.text.characters import ignored

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'"})
_SPACE = re.compile(r"\s+")
_JAMO = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff]")  # vowels and finals of Korean syllables, which join what is before


@dataclass(frozen=True, slots=True)
class Folded:
    """Text folded for comparison; its i-th character comes from `starts[i]` up to `ends[i]` of the original text."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, length: int) -> tuple[int, int]:
        """The half-open span of the original text that `length` folded characters from `start` come from."""
        return self.starts[start], self.ends[start + length - 1]


def fold(text: str) -> Folded:
    """Fold `text`. Offsets count code points. Raises nothing; an empty text gives an empty one."""
    straight = text.translate(_STRAIGHT)
    if ignored(straight) or not is_normalized("NFC", straight):
        return _folded(list(_characters(straight)))
    folded = _SPACE.sub(" ", straight)
    if len(folded) == len(text):
        return Folded(folded, range(len(text)), range(1, len(text) + 1))
    starts = [at for at in range(len(text)) if not (at and text[at - 1 : at + 1].isspace())]
    return Folded(folded, starts, [at + 1 for at in starts])


def fold_quote(text: str) -> str:
    """Fold the words of a quote or of its surroundings, without white space at their ends."""
    return fold(text).text.strip()


def _folded(characters: list[tuple[str, int, int]]) -> Folded:
    text = "".join(character for character, _, _ in characters)
    return Folded(text, [start for _, start, _ in characters], [end for _, _, end in characters])


def _characters(text: str) -> Iterator[tuple[str, int, int]]:
    """Each folded character, and where what it comes from begins and ends."""
    at, space = 0, False
    while at < len(text):
        end = at + 1
        if text[at].isspace():
            if not space:
                yield " ", at, end
            space = True
        elif not ignored(text[at]):
            cluster = [at]
            for place in range(end, len(text)):
                if category(text[place])[0] == "M" or _JAMO.match(text[place]):
                    cluster.append(place)
                elif not ignored(text[place]):
                    break
            end = cluster[-1] + 1
            yield from _composed(text, cluster)
            space = False
        at = end


def _composed(text: str, cluster: list[int]) -> Iterator[tuple[str, int, int]]:
    """A letter and its accents in form C; where that changes nothing, each character by itself."""
    letters = [text[place] for place in cluster if not ignored(text[place])]
    composed = normalize("NFC", "".join(letters))
    if list(composed) == letters and len(letters) == len(cluster):
        yield from ((letter, place, place + 1) for letter, place in zip(letters, cluster, strict=True))
    else:
        yield from ((letter, cluster[0], cluster[-1] + 1) for letter in composed)


def letters(words: str) -> str:
    """The letters and digits of words, which stay when they are copied from a PDF or typed: not so dashes, quotation
    marks, ligatures, hyphens at ends of lines, spaces and capitals.
    """
    return "".join(c for c in normalize("NFKC", words).casefold() if category(c)[0] in "LMN")
