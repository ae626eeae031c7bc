"""The whole edition on one page: the chapters, one after the other, as they stand on their own pages.

The HTML of each is kept beside the doctrees until the chapter's own page is written again: what would make that another
would make this another.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from postil.builders import makes_site
from postil.compat.docutils import OwnNode
from postil.compat.sphinx import before_writing, offer_directive
from postil.sphinx.article import controls_of
from postil.sphinx.domain import edition_domain
from postil.sphinx.nodes import reading_controls, whole_chapter


class whole_edition(nodes.General, OwnNode):  # noqa: N801
    """The place of all chapters."""


def setup(app: Sphinx) -> None:
    """Register the directive and the transform, and forget in time what was kept."""
    app.add_node(whole_edition)
    app.add_node(whole_chapter, html=(visit_whole_chapter, depart_whole_chapter))
    offer_directive(app, "whole-edition", WholeEditionDirective)
    app.add_post_transform(GatherChapters)
    app.connect("builder-inited", lambda app: before_writing(app.builder, lambda names: _forget(app, names)))


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
        gather = self.chapter if makes_site(self.app.builder) else self.sections
        for place in list(self.document.findall(whole_edition)):
            self.document["far"] = True  # its charts, so that the HTML of a chapter does not depend on those before it
            edition = edition_domain(self.env).edition
            whole = [node for name in edition.chapters for node in gather(name)]
            place.replace_self([controls_of(edition, edition.notes), *whole] if edition.notes else whole)

    def sections(self, name: str) -> list[nodes.Node]:
        """The sections of a chapter, without its control: the page has one for all notes."""
        chapter = self.env.get_doctree(name)
        for control in list(chapter.findall(reading_controls)):
            control.parent.remove(control)
        return chapter.children

    def chapter(self, name: str) -> list[nodes.Node]:
        """A chapter for browsers, without its sections where its HTML is kept."""
        file = _folder(self.app, name) / f"{self.env.docname}.html"
        kept = file.read_text("utf-8") if file.is_file() else ""
        return [whole_chapter("", *(() if kept else self.sections(name)), file=file, kept=kept)]


def visit_whole_chapter(self: HTML5Translator, node: nodes.Element) -> None:
    """What is kept, or else where what will be kept begins."""
    node["begun"] = len(self.body)
    self.body.append(node["kept"])


def depart_whole_chapter(self: HTML5Translator, node: nodes.Element) -> None:
    """Keep the HTML."""
    if node.children:
        node["file"].parent.mkdir(parents=True, exist_ok=True)
        node["file"].write_text("".join(self.body[node["begun"] :]), "utf-8")


def _folder(app: Sphinx, docname: str) -> Path:
    """Where the HTML of a chapter is kept, for each page that shows the whole edition."""
    return Path(app.doctreedir, "whole", app.builder.name, docname)


def _forget(app: Sphinx, docnames: Iterable[str]) -> None:
    for docname in docnames:
        shutil.rmtree(_folder(app, docname), ignore_errors=True)
