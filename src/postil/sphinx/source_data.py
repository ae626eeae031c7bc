"""What the pages' script shows of a source where it is cited, in scripts: pages opened from disk cannot fetch.

The sources are divided among a fixed number of files, so that a page loads the few that it needs: which one is the sum
of the characters of the id to which a citation leads.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sphinx.application import Sphinx

from postil.builders import makes_site, static_folder
from postil.compat.bibtex import places_of
from postil.edition import Edition
from postil.model import Note
from postil.sphinx.domain import edition_domain
from postil.sphinx.evidence import ARCHIVE, extent_in_words
from postil.sphinx.scripts import assignment
from postil.sphinx.words import date_of_source
from postil.text.article import direction

FOLDER = "sources"
PARTS = 16  # as evidence.js counts


def setup(app: Sphinx) -> None:
    """Write the files when the pages are written."""
    app.connect("build-finished", write)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write `_static/postil/sources/<part>.js` of a build that has succeeded."""
    if exception or not makes_site(app.builder):
        return
    domain = edition_domain(app.env)
    places = places_of(app.env)
    leaning = domain.edition.leaning
    parts: dict[int, dict[str, Any]] = defaultdict(dict)
    for key, (docname, id) in places.items():
        if key in domain.edition.sources:
            place = f"{app.builder.get_target_uri(docname)}#{id}"
            notes = [_note(app, note) for note in leaning.get(key, ())]
            told = _source(domain.edition, key, app.config.language)
            parts[part_of(id)][id] = {**told, "place": place, "notes": notes}
    folder = static_folder(app) / FOLDER
    folder.mkdir(exist_ok=True)
    for part, sources in parts.items():
        (folder / f"{part}.js").write_text(assignment(f"sources{part}", sources), "utf-8")


def part_of(id: str) -> int:
    """The number of the file that a source is in."""
    return sum(map(ord, id)) % PARTS


def _note(app: Sphinx, note: Note) -> dict[str, str]:
    page = app.builder.get_target_uri(edition_domain(app.env).docname_of(note.id))
    return {"id": note.id, "title": note.title, "address": f"{page}#note-{note.id}"}


def _source(edition: Edition, key: str, language: str | None) -> dict[str, Any]:
    source, tongue = edition.sources[key], language or "en"
    fields = source.fields
    entry = (edition.evidence or {}).get(key)
    return {
        "label": edition.labels[key],
        "who": source.people,
        **{name: fields[name] for name in ("title", "gloss", "note") if name in fields},
        "date": date_of_source(fields.get("date", ""), tongue),
        "url": source.url,
        "archive": f"{ARCHIVE}{source.url}" if source.url else "",
        "read": extent_in_words(edition, key, tongue) if edition.evidence is not None else "",
        "passages": [
            {**passage.model_dump(exclude_defaults=True), **({"dir": direction(passage.lang)} if passage.lang else {})}
            for passage in (entry.record.passages if entry else ())
        ],
    }
