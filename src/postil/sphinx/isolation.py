"""Titles and names that run the other way than the sentence around them, such as a Hebrew title among English words."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from postil.sphinx.domain import edition_domain
from postil.text.article import direction, isolated


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(IsolateDirections)


class IsolateDirections(SphinxPostTransform):
    """Keeps each link and each emphasised title to itself: its full stop stays behind it, and the order of a line."""

    default_priority = 20  # after references are resolved

    def run(self, **kwargs: Any) -> None:
        """Put the words between signs that nobody sees."""
        paths = edition_domain(self.env).edition.paths
        if not (paths.root / self.env.docname).is_relative_to(paths.book):
            return  # a host's page keeps its form
        around = direction(self.config.language or "en")
        for element in list(self.document.findall(nodes.reference)) + list(self.document.findall(nodes.emphasis)):
            texts = list(element.findall(nodes.Text))
            words = element.astext()
            before, _, after = isolated(words, around).partition(words)
            if texts and before and not isinstance(element.parent, nodes.reference):
                texts[0].parent.replace(texts[0], nodes.Text(f"{before}{texts[0]}"))
                last = next(reversed(list(element.findall(nodes.Text))))
                last.parent.replace(last, nodes.Text(f"{last}{after}"))
