"""The lines of the web as HTML; all of them are editorial."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from postil.sphinx import nodes as n
from postil.sphinx.cards import depart_piece, visit_piece
from postil.sphinx.visiting import Visitor, closing
from postil.sphinx.words import _


def setup(app: Sphinx) -> None:
    """Give each node its HTML."""
    for node, (visit, depart) in VISITORS.items():
        app.add_node(node, html=(visit, depart))


def visit_named_here(self: HTML5Translator, node: nodes.Element) -> None:
    """One quiet line under a paragraph: whom it names, and what other text it goes with."""
    names = any(isinstance(child, nodes.Text | nodes.reference) for child in node.children)
    words = escape(_("In this paragraph:"))
    label = f"<span>{words}</span> " if names else ""
    self.body.append(f'<p class="postil-named" data-editorial>{label}')


def visit_folded(self: HTML5Translator, node: nodes.Element) -> None:
    """A list that opens on demand."""
    classes = escape(" ".join(["postil-folded", *node["classes"]]))
    self.body.append(f'<details class="{classes}"><summary>{escape(node["summary"])}</summary>\n')


def visit_settled(self: HTML5Translator, node: nodes.Element) -> None:
    """The node that it holds."""
    node["content"].walkabout(self)


def visit_later(self: HTML5Translator, node: nodes.Element) -> None:
    """Words that the view as of the text's month leaves out."""
    self.body.append("<span data-later>")


def visit_dated_item(self: HTML5Translator, node: nodes.Element) -> None:
    """An item that the view as of the text's month leaves out if it is later."""
    tag = self.starttag(node, "li", "")
    self.body.append(tag.replace("<li", "<li data-later", 1) if node["later"] else tag)


def nothing(self: HTML5Translator, node: nodes.Element) -> None:
    """A place that stayed empty."""


VISITORS: dict[type[nodes.Element], tuple[Visitor, Visitor]] = {
    n.named_here: (visit_named_here, closing("</p>\n")),
    n.appears_in: (nothing, nothing),
    n.folded: (visit_folded, closing("</details>\n")),
    n.settled: (visit_settled, nothing),
    n.later: (visit_later, closing("</span>")),
    n.dated_item: (visit_dated_item, closing("</li>\n")),
    n.timeline_picture: (nothing, nothing),
    n.note_web: (visit_piece, depart_piece),
}
