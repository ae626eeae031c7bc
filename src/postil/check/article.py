"""What holds for the article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postil.edition import Edition
from postil.problems import Problem, ProblemError
from postil.reading.files import LARGEST, read_text
from postil.reading.illustrations import named, wrong_with
from postil.reading.toc import all_pages
from postil.text.characters import unfit

_BLOCK = re.compile(r"^ {0,3}(:{3,}|`{3,})\{article\}\s*$", re.MULTILINE)


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


def the_article_is_in_the_book(edition: Edition) -> Iterator[Problem]:
    """Each page of the edition that holds words of the article is in the table of contents, and one such page is."""
    paths, listed = edition.paths, set(edition.documents)
    left_out = []
    for path in (paths.root / f"{name}.md" for name in all_pages(paths) if name not in listed):
        if not path.is_relative_to(paths.book) or not path.is_file():
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
