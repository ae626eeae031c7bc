"""Lines of a document tree made of several things with a sign between each two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes

SEPARATOR = "\u00a0· "
"""Between things of one line: its sign stays with what it follows, so that no line begins with it."""


def joined(parts: Iterable[Iterable[nodes.Node]], separator: str = SEPARATOR) -> Iterator[nodes.Node]:
    """The nodes of each part in turn, and between two parts the separator."""
    for index, part in enumerate(parts):
        if index:
            yield nodes.Text(separator)
        yield from part
