"""The whole edition on one page: the chapters, one after the other, as they stand on their own pages."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from postil.sphinx.domain import edition_domain


class whole_edition(nodes.General, nodes.Element):  # noqa: N801
    """The place of all chapters."""


def setup(app: Sphinx) -> None:
    """Register the directive and the transform."""
    app.add_node(whole_edition)
    app.add_directive("whole-edition", WholeEditionDirective)
    app.add_post_transform(GatherChapters)


class WholeEditionDirective(SphinxDirective):
    """Leaves the place; the chapters are known when all pages have been read.

    The page must stand in the folder of the chapters, so that their links to other pages hold.
    """

    def run(self) -> list[nodes.Node]:
        """The place of the chapters."""
        edition_domain(self.env).data["whole"][self.env.docname] = True
        return [whole_edition()]


class GatherChapters(SphinxPostTransform):
    """Puts the chapters in their place, before anything in them is resolved."""

    default_priority = 1

    def run(self, **kwargs: Any) -> None:
        """Replace the place by the sections of the chapters."""
        for place in list(self.document.findall(whole_edition)):
            chapters = edition_domain(self.env).edition.chapters
            place.replace_self([node for name in chapters for node in self.env.get_doctree(name).children])
