"""The Sphinx extension: joins text, notes and evidence into the document tree. This file only wires."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from postil import __version__, charts, epub, paper, theme
from postil.sphinx import (
    apparatus,
    bibliography,
    build,
    directives,
    downloads,
    exercises,
    exports,
    html,
    publication,
    schema,
    search,
    seminar,
    tables,
    whole,
)
from postil.sphinx.domain import EditionDomain
from postil.sphinx.note_text import NoteReferenceRole


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx, as its extension interface asks."""
    app.setup_extension("sphinxcontrib.bibtex")
    bibliography.setup(app)
    app.add_domain(EditionDomain)
    app.add_role("note", NoteReferenceRole())
    directives.setup(app)
    apparatus.setup(app)
    html.setup(app)
    tables.setup(app)
    schema.setup(app)
    search.setup(app)
    exports.setup(app)
    downloads.setup(app)
    seminar.setup(app)
    exercises.setup(app)
    whole.setup(app)
    build.setup(app)
    publication.setup(app)
    charts.setup(app)
    paper.setup(app)
    epub.setup(app)
    theme.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
