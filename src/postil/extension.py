"""The Sphinx extension: joins text, notes and evidence into the document tree. This file only wires."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from postil import __version__, charts, epub, paper, theme
from postil.sphinx import article, build, citations, html, pages, search, swap, tables, values
from postil.sphinx.domain import EditionDomain
from postil.sphinx.note_text import NoteReferenceRole


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx, as its extension interface asks."""
    app.setup_extension("sphinxcontrib.bibtex")
    citations.setup(app)
    app.add_domain(EditionDomain)
    app.add_role("note", NoteReferenceRole())
    article.setup(app)
    html.setup(app)
    tables.setup(app)
    search.setup(app)
    pages.setup(app)
    build.setup(app)
    swap.setup(app)
    charts.setup(app)
    values.setup(app)
    paper.setup(app)
    epub.setup(app)
    theme.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
