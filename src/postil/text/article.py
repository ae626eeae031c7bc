"""The article as numbered paragraphs and sentences."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import accumulate
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from sentencex import segment

from postil.text.breaks import meant
from postil.text.counting import is_unspaced
from postil.text.folding import Folded, fold, fold_quote
from postil.text.forms import Form, label_of
from postil.text.inline import Mark, slug
from postil.text.markdown import Block, Shape, read_blocks

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
# Where sentences end in a speech: one of Chinese or Japanese may be pages long. Others end where sentencex says.
_WITHIN_SPEECH = re.compile("(?<=[。！？])(?![。！？」』”’）》…—])")
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})  # scripts, as CLDR has it
_ENDS = {"footnote": "fn:", "reference": "fnref:"}  # marks to which other marks lead


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the article: `number` from 1, or 0 for the title; `start` and `end` are its place in the article.

    `text` is its words. In an article of Markdown `marks` are the emphasis and links on them, `level` that of a
    heading, `shape` what else it is, and `breaks` says whether its ends of lines are to be seen; else a paragraph has
    none of these, but for a mark on the name of a speaker or the number of an article. In verse `line` is the number of
    its first line, from 1, and `indent` the space before it; else they are 0 and nothing.
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
    shape: Shape = Shape.PARAGRAPH
    breaks: bool = False

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

    def __getstate__(self) -> dict[str, Any]:
        """What is kept of it between runs: its sentences too, but not its folded words, which are soon made again."""
        return {name: value for name, value in self.__dict__.items() if name != "folded"}

    @cached_property
    def folded(self) -> Folded:
        """The paragraph as quotes are compared with it."""
        return fold(self.text)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The half-open spans of the sentences within the paragraph, without the space between them.

        Those of a table are its cells; in a list none goes over the end of an item.
        """
        spans = []
        offset = 0
        for sentence in self._segments():
            words = sentence.strip()
            if words:
                start = self.text.index(words, offset)
                spans.append((start, start + len(words)))
                offset = start + len(words)
        return tuple(spans)

    def _segments(self) -> Iterable[str]:
        if self.shape == Shape.TABLE:
            return re.split("[\t\n]", self.text)
        if self.shape == Shape.LIST:
            return (sentence for item in self.text.split("\n") for sentence in segment(self.language, item))
        found: Iterable[str] = segment(self.language, self.text)
        return (part for words in found for part in _WITHIN_SPEECH.split(words))

    def sentence_at(self, offset: int) -> int:
        """The number, from 1, of the sentence in which the character at `offset` stands or which follows it."""
        return next((n for n, (_, end) in enumerate(self.sentences, 1) if offset < end), len(self.sentences))


@dataclass(frozen=True)
class Article:
    """The source text. The first block that equals `title` is the title; the other blocks are the paragraphs."""

    text: str
    paragraphs: tuple[Paragraph, ...]

    def __getstate__(self) -> dict[str, Any]:
        """What is kept of it between runs."""
        return {"text": self.text, "paragraphs": self.paragraphs}

    @cached_property
    def targets(self) -> dict[str, int]:
        """The numbers of the paragraphs to which links within the text lead, by what stands after their `#`.

        Headings have the names that GitHub gives them; footnotes and what refers to them have their own.
        """
        places: dict[str, int] = {}
        seen: Counter[str] = Counter()
        for paragraph in self.paragraphs:
            for mark in paragraph.marks:
                if mark.form in _ENDS:
                    places.setdefault(_ENDS[mark.form] + mark.target.partition(":")[2], paragraph.number)
            if paragraph.level:
                name = slug(paragraph.text)
                seen[name] += 1
                places.setdefault(f"{name}-{seen[name] - 1}" if seen[name] > 1 else name, paragraph.number)
        return places

    @cached_property
    def digest(self) -> str:
        """A digest of the paragraphs, among which quotes are looked for."""
        parts = (f"{paragraph.number} {paragraph.text}" for paragraph in self.paragraphs)
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()

    @cached_property
    def folded(self) -> str:
        """All paragraphs as quotes are compared with them, one space between each and the next."""
        return " ".join(paragraph.folded.text for paragraph in self.paragraphs)

    @cached_property
    def index(self) -> dict[int, int]:
        """The place of each paragraph in `paragraphs`, by its number."""
        return {paragraph.number: index for index, paragraph in enumerate(self.paragraphs)}

    @cached_property
    def having(self) -> dict[str, list[int]]:
        """The places in `paragraphs` of those that have each of the pieces."""
        places: dict[str, list[int]] = defaultdict(list)
        for index, paragraph in enumerate(self.paragraphs):
            for piece in pieces(paragraph.folded.text):
                places[piece].append(index)
        return places

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


def pieces(text: str) -> set[str]:
    """The words of a text, whatever their case; two letters each where words have no spaces between them."""
    text = text.casefold()
    return {text[at : at + 2] for at in range(len(text))} if is_unspaced(text) else set(text.split())


def first_sentence(text: str, language: str = "en") -> str:
    """The first sentence of a text; empty where it has none."""
    return next((words for words in map(str.strip, segment(language, text)) if words), "")


@cache
def direction(language: str) -> str:
    """How a language, by its BCP 47 tag, is written: `ltr` or `rtl`; `ltr` where it is unknown.

    By its script, since Babel reads all that it knows of a language to tell its direction.
    """
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return "ltr"
    likely = get_global("likely_subtags")
    whole = likely.get(f"{locale.language}_{locale.territory}") or likely.get(locale.language, "__")
    return "rtl" if (locale.script or whole.split("_")[1]) in _RIGHT_TO_LEFT else "ltr"


def direction_of(words: str) -> str:
    """How words are written by the first letter that tells (Unicode Standard Annex 9, P2): `ltr` or `rtl`."""
    classes = map(unicodedata.bidirectional, words)
    return "rtl" if next((c for c in classes if c in ("L", "R", "AL")), "L") != "L" else "ltr"


def isolated(words: str, around: str) -> str:
    """Words in a sentence of the direction `around`; kept to themselves (UAX 9, isolates) where they run the other way.

    Characters and no element, since they do the same in pages, in print and in e-readers, which know no `unicode-bidi`.
    """
    tells = any(unicodedata.bidirectional(c) in ("L", "R", "AL") for c in words)
    return f"\u2068{words}\u2069" if tells and direction_of(words) != around else words


def read_article(
    text: str, title: str = "", language: str = "en", *, markdown: bool = False, form: Form = Form.PROSE
) -> Article:
    """Number the blocks of `text`, which blank lines part, as paragraphs; a text of Markdown without its marks."""
    paragraphs = []
    number, line = 0, 1
    heading = fold_quote(title)
    for block in read_blocks(text) if markdown else _with_breaks(list(_blocks(text))):
        is_title = bool(heading) and fold_quote(block.words) == heading
        heading = "" if is_title else heading
        number += not is_title
        verse = form == Form.VERSE and not is_title and block.shape == Shape.PARAGRAPH
        paragraphs.append(
            Paragraph(
                0 if is_title else number,
                block.start,
                block.end,
                block.words,
                language,
                block.marks if is_title else (*block.marks, *_label(block, form)),
                block.level,
                line if verse else 0,
                text[text.rfind("\n", 0, block.start) + 1 : block.start] if verse else "",
                block.shape,
                block.breaks and not verse,
            )
        )
        line += verse and block.words.count("\n") + 1
    article = Article(text, tuple(paragraphs))
    return Article(text, tuple(_settled(paragraph, article.targets) for paragraph in paragraphs))


def _with_breaks(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks of a plain text, of which those whose ends of lines are meant show them."""
    kept = meant([block.words for block in blocks])
    return (replace(block, breaks=True) if block.words in kept else block for block in blocks)


def _settled(paragraph: Paragraph, targets: Mapping[str, int]) -> Paragraph:
    """A paragraph of which no link leads to a place that the text does not have."""
    if not any(mark.address.startswith("#") for mark in paragraph.marks):
        return paragraph
    marks = (
        replace(mark, form="elsewhere") if mark.address.startswith("#") and mark.target not in targets else mark
        for mark in paragraph.marks
    )
    return replace(paragraph, marks=tuple(marks))


def _label(block: Block, form: Form) -> Iterator[Mark]:
    """The mark on the name of a speaker, or on the number of an article, with which a block begins."""
    plain = block.shape == Shape.PARAGRAPH and (not block.level or form == Form.LAW)
    end, kind = label_of(block.words, form) if plain else (0, "")
    if end:
        yield Mark(0, end, kind)


def _blocks(text: str) -> Iterator[Block]:
    bounds = [
        len(text) - len(text.lstrip()),
        *(edge for gap in _BREAK.finditer(text) for edge in gap.span()),
        len(text),
    ]
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        words = text[start:end].rstrip()
        if words:
            yield Block(start, start + len(words), words)
