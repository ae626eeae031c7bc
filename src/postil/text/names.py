"""Where names are in a text: of several that begin at one place the longest, and none within a word.

Scripts that put no space between words have no bounds of words; in them a name is found wherever it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from postil.text.folding import fold, fold_quote

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\W{_UNSPACED}]"
_NOT_WITHIN = rf"(?!(?<={_LETTER}){_LETTER})"  # a word, as every place between two letters is

K = TypeVar("K")


class Found(NamedTuple, Generic[K]):
    """A name at the half-open span of code points from `start` to `end`, and what it names."""

    start: int
    end: int
    named: K


class Finder(Generic[K]):
    """Finds names: pairs of the words of one and what it names. Words are compared as quotes are (`text.folding`)."""

    def __init__(self, names: Iterable[tuple[str, K]]) -> None:
        self._named = {fold_quote(words): named for words, named in names if fold_quote(words)}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Of names that begin alike the longest first; most places in a text are passed by for their first sign."""
        by_first = groupby(sorted(self._named, key=lambda words: (words[0], -len(words), words)), itemgetter(0))
        names = (f"{re.escape(first)}(?:{'|'.join(re.escape(w[1:]) for w in some)})" for first, some in by_first)
        return re.compile(f"{_NOT_WITHIN}(?:{'|'.join(names)}){_NOT_WITHIN}")

    def find(self, text: str) -> list[Found[K]]:
        """Every name in the text, in order; none over another."""
        if not self._named:
            return []
        folded = fold(text)
        hits = self._pattern.finditer(folded.text)
        return [Found(*folded.span(hit.start(), len(hit[0])), self._named[hit[0]]) for hit in hits]


def either_case(words: str) -> tuple[str, ...]:
    """A word of the language, as it is written within a sentence and at its beginning."""
    small, large = words[:1].lower() + words[1:], words[:1].upper() + words[1:]
    return (small,) if small == large else (small, large)
