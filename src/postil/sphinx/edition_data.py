"""What the pages' scripts must know of the edition, as a script that they load when they need it."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from postil.builders import makes_site, static_folder
from postil.sphinx.domain import edition_domain
from postil.sphinx.scripts import assignment
from postil.sphinx.words import date_of_text, meaning_of, name_of

NAME = "edition.js"


def setup(app: Sphinx) -> None:
    """Write the file when the pages are written."""
    app.connect("build-finished", write)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write `_static/postil/edition.js` of a build that has succeeded."""
    if exception or not makes_site(app.builder):
        return
    (static_folder(app) / NAME).write_text(assignment("edition", describe(app)), "utf-8")


def describe(app: Sphinx) -> dict[str, Any]:
    """The text, the edition of it, and the words with which notes judge, in the order of the vocabulary."""
    domain = edition_domain(app.env)
    settings, vocabulary = domain.edition.settings, domain.edition.vocabulary
    return {
        "title": settings.title,
        "author": settings.author,
        "date": settings.date.isoformat(),
        "undated": settings.undated,
        "published": date_of_text(settings, app.config.language),
        "name": str(app.config.html_title or app.config.project),
        "editors": settings.editors or str(app.config.author),
        "version": settings.version,
        "kinds": [
            {"name": str(kind), "label": name_of(kind), "asks": kind.asks, "later": kind.later}
            for kind in vocabulary.kinds.values()
        ],
        "verdicts": [
            {
                "name": str(verdict),
                "label": name_of(verdict),
                "meaning": meaning_of(verdict),
                "offered": verdict in domain.edition.offered,
            }
            for verdict in vocabulary.verdicts.values()
        ],
        "notes": _notes(app),
    }


def _notes(app: Sphinx) -> dict[str, dict[str, str]]:
    """For each note: its verdict, if any, on which words it is, and where it can be read."""
    domain = edition_domain(app.env)
    notes = (domain.edition.by_id[id] for id in domain.edition.reading_order)
    return {
        note.id: {
            "verdict": str(note.verdict or ""),
            "title": note.title,
            "words": note.quote.exact,
            "address": f"{app.builder.get_target_uri(domain.docname_of(note.id))}#note-{note.id}",
        }
        for note in notes
    }
