"""The text of a note as document-tree nodes, by the same parser that checked it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

from docutils import nodes
from docutils.utils import new_document
from markdown_it import MarkdownIt
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import ReferenceRole

from postil.model import Passage, Source
from postil.reading.markup import note_parser
from postil.sphinx.domain import edition_domain
from postil.sphinx.nodes import source_state


class NoteReferenceRole(ReferenceRole):
    """The role `note`: a link to a note, which reads as its title where no other words are given."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave a reference that the domain resolves when all pages are known."""
        notes = edition_domain(self.env).edition.by_id
        title = self.title if self.has_explicit_title or self.target not in notes else notes[self.target].title
        reference = pending_xref(refdomain="postil", reftype="note", reftarget=self.target, refwarn=True)
        reference += nodes.inline("", title, classes=["note-title"])
        self.set_source_info(reference)
        return [reference], []


def render(passage: Passage, path: Path, document: nodes.document) -> list[nodes.Node]:
    """The nodes of a note's text; messages about them name the note's own file and line."""
    inner = new_document(str(path), document.settings)
    parser = _parser()
    parser.options["document"] = inner
    parser.render("\n" * (passage.line - 1) + passage.text)
    for reference in inner.findall(nodes.reference):
        reference["refuri"] = unescape(reference["refuri"])  # the renderer escapes it, and so does the HTML writer
    return list(inner.children)


@cache
def _parser() -> MarkdownIt:
    return note_parser(SphinxRenderer)


def citation(source: Source) -> Iterator[nodes.Node]:
    """A source as the card shows it: a reference into the bibliography, and whether it was checked."""
    yield pending_xref("", nodes.inline(), refdomain="cite", reftype="t", reftarget=source.key, refwarn=True)
    yield nodes.Text(" ")
    yield source_state("", source.state, state=source.state)
