"""The article as the chapters hold it: the `article` blocks, in reading order, laid against the source text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin

from postil.problems import Problem
from postil.reading.memory import recall
from postil.reading.pages import Page
from postil.text.article import Article, Paragraph
from postil.text.characters import position


@dataclass(frozen=True, slots=True)
class Block:
    """An `article` block of a chapter. `line` is that of its opening fence, from 1; the text begins on the next."""

    docname: str
    path: Path
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of one paragraph that one block holds: a half-open span within the paragraph."""

    block: Block
    paragraph: Paragraph
    start: int
    end: int

    @property
    def continues(self) -> bool:
        """Whether the paragraph began in an earlier block."""
        return self.start > 0

    @property
    def continued(self) -> bool:
        """Whether the paragraph goes on in a later block."""
        return self.end < len(self.paragraph.text)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The numbers, such as `2-5`, of the sentences that it holds."""
        spans = enumerate(self.paragraph.sentences, 1)
        held = (number for number, (start, end) in spans if start < self.end and end > self.start)
        return tuple(f"{self.paragraph.number}-{number}" for number in held)


def find_blocks(pages: Iterable[Page]) -> list[Block]:
    """Every `article` block of the pages, in reading order; notebooks hold none."""
    blocks = []
    for page in pages:
        if page.path.suffix == ".md":
            fences = recall("fences", page.text, partial(_fences, page.text))
            blocks += [Block(page.docname, page.path, line, text) for line, text in fences]
    return blocks


def _fences(text: str) -> list[tuple[int, str]]:
    """(line, content) of each block of a page that holds words of the article."""
    tokens = MarkdownIt("commonmark").use(colon_fence_plugin).parse(text)
    fences = ((t.map, t.content) for t in tokens if t.type == "colon_fence" and t.info.strip() == "{article}")
    return [(at[0] + 1, content.rstrip("\n")) for at, content in fences if at]


def lay_out(blocks: Iterable[Block], article: Article) -> tuple[list[Piece], list[Problem]]:
    """Lay the blocks along the article; stops at the first character that differs."""
    pieces: list[Piece] = []
    at = 0
    block = None
    for block in blocks:
        at = next((place for place in range(at, len(article.text)) if not article.text[place].isspace()), at)
        words = block.text.strip()
        if not article.text.startswith(words, at):
            return pieces, [_difference(block, article.text[at:])]
        end = at + len(words)
        first = bisect_right(article.paragraphs, at, key=lambda paragraph: paragraph.end)
        last = bisect_left(article.paragraphs, end, key=lambda paragraph: paragraph.start)
        for paragraph in article.paragraphs[first:last]:
            start, stop = paragraph.place(at), paragraph.place(end)
            if start is None or stop is None:
                return pieces, [_marked_division(block, paragraph)]
            pieces.append(Piece(block, paragraph, start, stop))
        at = end
    rest = article.text[at:].strip()
    problems = [p for p in map(_division, pieces) if p]
    if rest and block is not None:
        message = f"the article goes on after this block: “{_clip(rest)}” stands in no chapter of _toc.yml"
        problems.append(Problem(block.path, block.line, "article-incomplete", message))
    return pieces, problems


def _difference(block: Block, expected: str) -> Problem:
    words = block.text.strip()
    same = next(
        (i for i, (a, b) in enumerate(zip(words, expected, strict=False)) if a != b), min(len(words), len(expected))
    )
    line, column = position(block.text, block.text.index(words) + same)
    before = words[max(0, same - 20) : same].rpartition("\n")[2]
    there, here = _clip(expected[same:]) or "(the end)", _clip(words[same:]) or "(the end)"
    where = f" after “{before}”" if before else ""  # else where it begins, or a line does
    message = f"differs from article.txt{where}: here “{here}”, in the article “{there}”"
    return Problem(block.path, block.line + line, "article-differs", message, column)


def _division(piece: Piece) -> Problem | None:
    if not piece.continues or piece.start in {start for start, _ in piece.paragraph.sentences}:
        return None
    message = f"paragraph {piece.paragraph.number} is divided inside a sentence; divide it where a sentence ends"
    return Problem(piece.block.path, piece.block.line + 1, "article-divided", message)


def _marked_division(block: Block, paragraph: Paragraph) -> Problem:
    message = f"paragraph {paragraph.number} has emphasis or links and is divided; keep it whole in one block"
    return Problem(block.path, block.line + 1, "article-divided", message)


def _clip(text: str, length: int = 40) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
