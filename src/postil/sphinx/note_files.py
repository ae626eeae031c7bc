"""The notes' files as they stand, as a script that a page loads when a reader would improve one."""

from __future__ import annotations

from sphinx.application import Sphinx

from postil.builders import makes_site, static_folder
from postil.sphinx.domain import edition_domain
from postil.sphinx.scripts import assignment


def setup(app: Sphinx) -> None:
    """Write the file when the pages are written."""
    app.connect("build-finished", write)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write `_static/postil/note-files.js` of a build that has succeeded: texts by the ids of notes."""
    if not exception and makes_site(app.builder):
        files = {note.id: note.path.read_text("utf-8-sig") for note in edition_domain(app.env).edition.notes}
        (static_folder(app) / "note-files.js").write_text(assignment("noteFiles", files), "utf-8")
