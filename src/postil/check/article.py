"""What holds for the article."""

from __future__ import annotations

from collections.abc import Iterator

from postil.edition import Edition
from postil.problems import Problem
from postil.text.characters import unfit


def the_article_can_be_printed(edition: Edition) -> Iterator[Problem]:
    """The article holds no character that a page, a handout or an e-book cannot show."""
    found = unfit(edition.article.text)
    if found:
        line, column, message = found
        yield Problem(edition.paths.article, line, "character-unseen", f"column {column}: {message}")
