"""The text of an edition: as received or, where it is alive, as its pages have it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from postil.problems import Problem, ProblemError
from postil.reading.chapters import Block
from postil.reading.files import read_text

_LARGEST = 16 * 1024 * 1024  # bytes

_MISSING = (
    "this file is missing; it holds the text, exactly as received. Or put the words of your pages that notes are on "
    "into blocks that begin with :::{article}, at the top level of a page"
)


def read_article_text(path: Path, blocks: Iterable[Block]) -> str | Problem:
    """The characters of `article.txt`, or what keeps them from being read.

    Where there is no such file, the text is what is in the `blocks` of the pages, in their order: it may change, and
    notes are held against what it is now.
    """
    if not path.exists() and not path.is_symlink():
        words = "\n\n".join(block.text.strip() for block in blocks)
        return words or Problem(path, 1, "article-missing", _MISSING)
    try:
        return read_text(path, _LARGEST)
    except ProblemError as error:
        return error.at(path)
