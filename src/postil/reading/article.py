"""The text of an edition, as received."""

from __future__ import annotations

from pathlib import Path

from postil.problems import Problem, ProblemError
from postil.reading.files import read_text

_LARGEST = 16 * 1024 * 1024  # bytes


def read_article_text(path: Path) -> str | Problem:
    """The characters of `article.txt`, or what keeps them from being read."""
    if not path.exists() and not path.is_symlink():
        return Problem(path, 1, "article-missing", "this file is missing; it must hold the text, exactly as received")
    try:
        return read_text(path, _LARGEST)
    except ProblemError as error:
        return Problem(path, error.line, error.code, str(error))
