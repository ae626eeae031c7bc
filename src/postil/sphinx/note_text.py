"""The text of a note as document-tree nodes, by the same parser that checked it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils import new_document
from markdown_it import MarkdownIt
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import ReferenceRole

from postil.charts.store import ChartDomain
from postil.compat.myst_renderer import GivenDocumentRenderer, render_into
from postil.model import CITATION_ROLES, Citation, Passage
from postil.reading.markup import CHART_ROLE, note_parser
from postil.sphinx.domain import edition_domain
from postil.sphinx.nodes import PASSAGES


class NoteReferenceRole(ReferenceRole):
    """The role `note`: a link to a note, which reads as its title where no other words are given."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave a reference that the domain resolves when all pages are known."""
        domain = edition_domain(self.env)
        domain.name_notes(self.env.docname, [self.target])
        notes = domain.edition.by_id
        title = self.title if self.has_explicit_title or self.target not in notes else notes[self.target].title
        reference = pending_xref(refdomain="postil", reftype="note", reftarget=self.target, refwarn=True)
        reference += nodes.inline("", title, classes=["postil-note-title"])
        self.set_source_info(reference)
        return [reference], []


def render(passage: Passage, path: Path, document: nodes.document) -> list[nodes.Node]:
    """The nodes of a note's text; messages about them name the note's own file and line."""
    inner = new_document(str(path), document.settings)
    render_into(inner, _parser(), "\n" * (passage.line - 1) + passage.text)
    for node in inner.findall():
        node.document = document  # or else the tree of each page would be kept with all that Sphinx knows of the book
    return list(inner.children)


class NoteRenderer(GivenDocumentRenderer):
    """Renders note texts; citations keep the passages that they name."""

    def read_role(self, name: str, text: str) -> tuple[str, str, dict[str, Any]]:
        """Our roles, whatever else a book has by their names; passages are set apart before bibtex reads the keys."""
        if name not in CITATION_ROLES:
            return f"{ChartDomain.name if name == CHART_ROLE else 'postil'}:{name}", text, {}
        cited = [Citation.parse(part.strip()) for part in text.split(",")]
        return name, ",".join(citation.key for citation in cited), {PASSAGES: [citation.passage for citation in cited]}


@cache
def _parser() -> MarkdownIt:
    return note_parser(NoteRenderer)


def citation(cited: Citation) -> list[nodes.Node]:
    """A source as the card names it: a reference into the list of sources."""
    reference = pending_xref("", nodes.inline(), refdomain="cite", reftype="t", reftarget=cited.key, refwarn=True)
    reference[PASSAGES] = [cited.passage]
    return [reference]
