"""Where names are in a text: of several that begin at one place the longest, and none within a word.

Scripts that put no space between words have no bounds of words; in them a name is found wherever it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import groupby, starmap
from typing import Generic, NamedTuple, TypeVar

from postil.text.folding import fold, fold_quote

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\W{_UNSPACED}]"

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
        longest_first = sorted(self._named, key=lambda words: (-len(words), words))
        return re.compile("|".join(starmap(_alternatives, groupby(longest_first, _bounds))) or r"(?!)")

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


def _bounds(words: str) -> tuple[str, str]:
    """What may not stand before and after a name: a letter, where the name itself begins or ends with one."""
    before = rf"(?<!{_LETTER})" if re.match(_LETTER, words[0]) else ""
    after = rf"(?!{_LETTER})" if re.match(_LETTER, words[-1]) else ""
    return before, after


def _alternatives(bounds: tuple[str, str], names: Iterable[str]) -> str:
    """A pattern of names with the same bounds, which are written once: to compile them for each name takes long."""
    before, after = bounds
    return f"{before}(?:{'|'.join(map(re.escape, names))}){after}"
