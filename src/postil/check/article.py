"""What holds for the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import shorten

from postil.edition import Edition
from postil.problems import Problem, ProblemError
from postil.reading.book_config import mathjax_from_elsewhere, without_fence
from postil.reading.files import LARGEST, read_text
from postil.reading.illustrations import named, wrong_with
from postil.reading.toc import all_pages
from postil.text.characters import position, unfit

_BLOCK = re.compile(r"^ {0,3}(:{3,}|`{3,})\{article\}\s*$", re.MULTILINE)

# What MyST would read outside of a block. A block of code is shown as one.
_MARKUP = re.compile(
    r"^ {0,3}(?:`{3,}|:{3,})(?P<directive>\{[^}\n]+\})"
    r"|^ {0,3}(?P<ticks>`{3,}|~{3,})[^`\n]*\n.*?(?:^ {0,3}(?P=ticks)|\Z)"
    r"|(?P<role>\{[A-Za-z][\w:+.-]*\}`[^`\n]+`)"
    r"|(?P<formula>\$\$.+?\$\$|(?<![\\\w$])\$(?=\S)(?:[^$\n]*[\\^_{}=][^$\n]*|\w{1,3})(?<=\S)\$(?!\d))"
    r"|(?<!`)(?P<code>`[^`\n]+`)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_CALLED = {"directive": "the directive", "role": "the role", "formula": "the formula", "code": "the code"}


def the_article_can_be_printed(edition: Edition) -> Iterator[Problem]:
    """The article holds no character that a page, a handout or an e-book cannot show."""
    found = unfit(edition.article.text)
    if found:
        line, column, message = found
        path = edition.paths.article
        if not path.exists():  # the text is what the pages hold
            block = next((piece.block for piece in edition.pieces if unfit(piece.block.text)), None)
            if block:
                path, (line, column, message) = block.path, unfit(block.text) or found
                line += block.line
        yield Problem(path, line, "character-unseen", message, column)


def pictures_are_there(edition: Edition) -> Iterator[Problem]:
    """Each picture that the article names is a file in the folder of the edition, and nothing but a picture."""
    path = edition.paths.article if edition.paths.article.exists() else edition.paths.settings
    for line, column, address in named(edition.article):
        message = wrong_with(edition.paths.book, address)
        if message:
            yield Problem(path, line, "article-picture", message, column)


def blocks_are_read(edition: Edition) -> Iterator[Problem]:
    """Where pages hold words of the article, MyST reads their blocks."""
    if edition.pieces and (problem := without_fence(edition.paths)):
        yield problem


def formulas_can_be_drawn(edition: Edition) -> Iterator[Problem]:
    """Where pages have formulas, what is to draw them can be loaded."""
    found = mathjax_from_elsewhere(edition.paths)
    if found and any(page.has_formula(dollars=found[1]) for page in edition.pages):
        yield found[0]


def the_article_is_in_the_book(edition: Edition) -> Iterator[Problem]:
    """Each page of the edition that holds words of the article is in the table of contents, and one such page is.

    Words that are in pages alone may be in any; then those are looked for that the table of contents names otherwise.
    """
    paths, listed = edition.paths, set(edition.documents)
    pages = all_pages(paths)
    anywhere = not paths.article.exists() and not listed <= set(pages)
    left_out = []
    for path in (paths.root / f"{name}.md" for name in pages if name not in listed):
        if not (anywhere or path.is_relative_to(paths.book)) or not path.is_file():
            continue
        try:
            holds = _BLOCK.search(read_text(path, LARGEST))
        except ProblemError:
            continue
        if holds:
            left_out.append(path)
            message = f"this page holds words of the article, but {paths.toc.name} does not name it; add it there"
            yield Problem(path, 1, "toc-left-out", message)
    if edition.article.paragraphs and not edition.pieces and not edition.problems and not left_out:
        message = "no page of the book holds the article's words; put them into blocks that begin with :::{article}"
        yield Problem(paths.toc, 1, "article-incomplete", message)


def blocks_hold_words(edition: Edition) -> Iterator[Problem]:
    """Blocks of pages whose text is nowhere else hold no MyST, which is not read there, as their author may expect."""
    if edition.paths.article.exists():
        return
    for block in dict.fromkeys(piece.block for piece in edition.pieces):
        for found in _MARKUP.finditer(block.text):
            kind = found.lastgroup
            if kind in _CALLED:
                line, column = position(block.text, found.start(kind))
                words = shorten(found[kind], 60, placeholder="…")
                message = (
                    f"{_CALLED[kind]} “{words}” would be shown as it is written: the words of a block are "
                    "exact, and MyST is not read there. Put its paragraph outside of the block, or say it in words"
                )
                yield Problem(block.path, block.line + line, "article-markup", message, column)
