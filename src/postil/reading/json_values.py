"""JSON texts of other programs: what is wrong with one, in words, and where."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError


class JsonError(ValueError):
    """What is wrong with a JSON text, and where: line and column from 1."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(f"is not JSON: {message}")
        self.line, self.column = line, column


@contextmanager
def faults_in_words() -> Iterator[None]:
    """Raise JsonError for what Python finds wrong with a JSON text."""
    try:
        yield
    except JSONDecodeError as error:
        raise JsonError(error.msg.lower(), error.lineno, error.colno) from None
    except RecursionError:
        raise JsonError("its lists and objects are too deep in one another") from None
