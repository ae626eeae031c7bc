"""The article as numbered paragraphs and sentences, and the folding under which quotes are compared.

Folding follows the edition's one rule of likeness: runs of white space count as one space, and curly
quote marks as straight ones. Nothing else is forgiven.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from babel import Locale, UnknownLocaleError
from sentencex import segment

from postil.text.inline import Mark, read_inline

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'"})
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Folded:
    """Text folded for comparison; `origin[i]` is where its i-th character stands in the text it came from."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, length: int) -> tuple[int, int]:
        """The half-open span of the original text that `length` folded characters from `start` stand for."""
        return self.origin[start], self.origin[start + length - 1] + 1


def fold(text: str) -> Folded:
    """Fold `text`: white space to one space each, quote marks straight. Offsets count code points."""
    folded = _SPACE.sub(" ", text.translate(_STRAIGHT))
    if len(folded) == len(text):
        return Folded(folded, range(len(text)))
    return Folded(folded, [at for at in range(len(text)) if not (at and text[at - 1 : at + 1].isspace())])


def fold_quote(text: str) -> str:
    """Fold the words of a quote or of its surroundings, without white space at their ends."""
    return fold(text.strip()).text


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the article: `number` from 1, or 0 for the title; `start` and `end` are its place in the article.

    `text` is its words. In an article of Markdown `marks` are the emphasis and links on them, and `level` that of a
    heading; else a paragraph has neither.
    """

    number: int
    start: int
    end: int
    text: str
    language: str = "en"
    marks: tuple[Mark, ...] = ()
    level: int = 0

    def place(self, offset: int) -> int | None:
        """The place in the words of an offset in the article; None where Markdown stands between the two."""
        inside = min(max(offset, self.start), self.end)
        if self.end - self.start == len(self.text):
            return inside - self.start
        return {self.start: 0, self.end: len(self.text)}.get(inside)

    @cached_property
    def folded(self) -> Folded:
        """The paragraph as quotes are compared with it."""
        return fold(self.text)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The half-open spans of the sentences within the paragraph, without the space between them."""
        spans = []
        offset = 0
        for sentence in segment(self.language, self.text):
            words = sentence.strip()
            if words:
                start = self.text.index(words, offset)
                spans.append((start, start + len(words)))
                offset = start + len(words)
        return tuple(spans)

    def sentence_at(self, offset: int) -> int:
        """The number, from 1, of the sentence in which the character at `offset` stands or which follows it."""
        return next((n for n, (_, end) in enumerate(self.sentences, 1) if offset < end), len(self.sentences))


@dataclass(frozen=True)
class Article:
    """The source text. A block that equals `title` is the title; the other blocks are the paragraphs."""

    text: str
    paragraphs: tuple[Paragraph, ...]

    def sentence(self, number: str) -> str:
        """The words of a sentence such as `2-5`: paragraph 2, sentence 5; empty where there is none."""
        return self.sentences.get(number, "")

    @cached_property
    def sentences(self) -> dict[str, str]:
        """The words of every sentence by its number, in reading order; the title's number is 0."""
        return {
            f"{paragraph.number}-{number}": paragraph.text[start:end]
            for paragraph in self.paragraphs
            for number, (start, end) in enumerate(paragraph.sentences, 1)
        }


def direction(language: str) -> str:
    """How a language, by its BCP 47 tag, is written: `ltr` or `rtl`; `ltr` where it is unknown."""
    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def read_article(text: str, title: str = "", language: str = "en", *, markdown: bool = False) -> Article:
    """Number the blocks of `text`, which blank lines part, as paragraphs; a text of Markdown without its marks."""
    paragraphs = []
    number = 0
    for start, block in _blocks(text):
        words, marks, level = read_inline(block) if markdown else (block, (), 0)
        is_title = _SPACE.sub(" ", words) == title
        number += not is_title
        end = start + len(block)
        paragraphs.append(Paragraph(0 if is_title else number, start, end, words, language, marks, level))
    return Article(text, tuple(paragraphs))


def _blocks(text: str) -> list[tuple[int, str]]:
    bounds = [0, *(edge for gap in _BREAK.finditer(text) for edge in gap.span()), len(text)]
    pairs = zip(bounds[::2], bounds[1::2], strict=True)
    return [(start, text[start:end].rstrip()) for start, end in pairs if text[start:end].strip()]
