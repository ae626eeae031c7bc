"""What visitors of nodes have in common."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

Visitor = Callable[[HTML5Translator, nodes.Element], None]


def closing(text: str) -> Visitor:
    """A visitor that ends an element with a text."""

    def depart(self: HTML5Translator, node: nodes.Element) -> None:
        self.body.append(text)

    return depart
