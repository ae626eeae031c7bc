"""Where the addresses of notes that are no longer there lead, as a script file: pages opened from disk cannot fetch."""

from __future__ import annotations

from sphinx.application import Sphinx

from postil.builders import makes_site, static_folder
from postil.sphinx.domain import edition_domain
from postil.sphinx.scripts import assignment
from postil.text.dates import in_words

Entry = dict[str, str]


def setup(app: Sphinx) -> None:
    """Write the file when the pages are written."""
    app.connect("build-finished", write)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write `_static/postil/former.js` of a build that has succeeded."""
    if not exception and makes_site(app.builder):
        text = assignment("former", {"moved": moved(app), "gone": gone(app)})
        (static_folder(app) / "former.js").write_text(text, "utf-8")


def moved(app: Sphinx) -> dict[str, Entry]:
    """Where each merged note's addresses lead, and the title of the note there, by the id that it had."""
    domain = edition_domain(app.env)
    replaced = sorted(domain.edition.replaced.items())
    pages = ((old, note, app.builder.get_target_uri(domain.docname_of(note.id))) for old, note in replaced)
    return {old: {"address": f"{page}#note-{note.id}", "title": note.title} for old, note, page in pages}


def gone(app: Sphinx) -> dict[str, Entry]:
    """When and why each removed note was taken out, by the id that it had."""
    entries = (entry.record for entry in edition_domain(app.env).edition.removed)
    return {
        record.id: {"on": in_words(record.on.isoformat(), app.config.language), "why": record.why} for record in entries
    }
