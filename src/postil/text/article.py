"""The article as numbered paragraphs and sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from babel import Locale, UnknownLocaleError
from sentencex import segment

from postil.text.folding import Folded, fold, fold_quote
from postil.text.forms import Form, speaker_end
from postil.text.inline import Mark, read_inline

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the article: `number` from 1, or 0 for the title; `start` and `end` are its place in the article.

    `text` is its words. In an article of Markdown `marks` are the emphasis and links on them, and `level` that of a
    heading; else a paragraph has neither, but for a mark on the name of a speaker. In verse `line` is the number of its
    first line, from 1, and `indent` the space before it; else they are 0 and nothing.
    """

    number: int
    start: int
    end: int
    text: str
    language: str = "en"
    marks: tuple[Mark, ...] = ()
    level: int = 0
    line: int = 0
    indent: str = ""

    @property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """The half-open spans of the lines of verse, without the space around them; none in other forms."""
        found = re.finditer(r"[^\s](?:[^\n]*[^\s])?", self.text) if self.line else ()
        return tuple(match.span() for match in found)

    def line_at(self, offset: int) -> int:
        """The number of the line of verse in which an offset is; 0 in other forms."""
        return self.line and self.line + self.text.count("\n", 0, offset)

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
    """The source text. The first block that equals `title` is the title; the other blocks are the paragraphs."""

    text: str
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def folded(self) -> str:
        """All paragraphs as quotes are compared with them, one space between each and the next."""
        return " ".join(paragraph.folded.text for paragraph in self.paragraphs)

    @cached_property
    def index(self) -> dict[int, int]:
        """The place of each paragraph in `paragraphs`, by its number."""
        return {paragraph.number: index for index, paragraph in enumerate(self.paragraphs)}

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each paragraph begins in `folded`."""
        lengths = (len(paragraph.folded.text) + 1 for paragraph in self.paragraphs)
        return tuple(accumulate(lengths, initial=0))[:-1]

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


def first_sentence(text: str, language: str = "en") -> str:
    """The first sentence of a text; empty where it has none."""
    return next((words for words in map(str.strip, segment(language, text)) if words), "")


def direction(language: str) -> str:
    """How a language, by its BCP 47 tag, is written: `ltr` or `rtl`; `ltr` where it is unknown."""
    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def read_article(
    text: str, title: str = "", language: str = "en", *, markdown: bool = False, form: Form = Form.PROSE
) -> Article:
    """Number the blocks of `text`, which blank lines part, as paragraphs; a text of Markdown without its marks."""
    paragraphs = []
    number, line = 0, 1
    heading = fold_quote(title)
    for start, block in _code_whole(_blocks(text), text) if markdown else _blocks(text):
        words, marks, level = read_inline(block) if markdown else (block, (), 0)
        is_title = bool(heading) and fold_quote(words) == heading
        heading = "" if is_title else heading
        number += not is_title
        end = start + len(block)
        speaker = speaker_end(words, form) if not is_title and not level else 0
        marks = (*marks, Mark(0, speaker, "speaker")) if speaker else marks
        verse = form == Form.VERSE and not is_title
        indent = text[text.rfind("\n", 0, start) + 1 : start] if verse else ""
        paragraphs.append(
            Paragraph(
                0 if is_title else number, start, end, words, language, marks, level, line if verse else 0, indent
            )
        )
        line += verse and words.count("\n") + 1
    return Article(text, tuple(paragraphs))


def _blocks(text: str) -> list[tuple[int, str]]:
    bounds = [
        len(text) - len(text.lstrip()),
        *(edge for gap in _BREAK.finditer(text) for edge in gap.span()),
        len(text),
    ]
    pairs = zip(bounds[::2], bounds[1::2], strict=True)
    return [(start, text[start:end].rstrip()) for start, end in pairs if text[start:end].strip()]


def _code_whole(blocks: list[tuple[int, str]], text: str) -> list[tuple[int, str]]:
    """The blocks, but those between a fence of code and its end as one; each with the indent that makes it code."""
    whole: list[tuple[int, str]] = []
    fence = ""
    for start, block in blocks:
        begin = text.rfind("\n", 0, start) + 1
        indented = text[begin:start].startswith(("    ", "\t")) and not text[begin:start].strip()
        if fence:
            first = whole[-1][0]
            whole[-1] = (first, text[first : start + len(block)])
        else:
            whole.append((begin, text[begin : start + len(block)]) if indented else (start, block))
        for line in block.split("\n"):
            mark = re.match(r"(`{3,}|~{3,})", line.strip())
            if mark and not fence:
                fence = mark[1]
            elif mark and fence and mark[1].startswith(fence) and not line.strip()[len(mark[1]) :]:
                fence = ""
    return whole
