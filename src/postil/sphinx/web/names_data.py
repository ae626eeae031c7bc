"""What a small card shows of an entry beside a mention of it, as a script: pages opened from disk cannot fetch."""

from __future__ import annotations

from sphinx.application import Sphinx

from postil.builders import makes_site, static_folder
from postil.edition import Edition
from postil.mentions import named_records
from postil.reading.markup import parse, plain
from postil.reading.records import Person, Term
from postil.sphinx.domain import edition_domain
from postil.sphinx.scripts import assignment
from postil.text.article import direction, first_sentence


def setup(app: Sphinx) -> None:
    """Write the file when the pages are written."""
    app.connect("build-finished", write)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write `_static/postil/named.js` of a build that has succeeded: what a card shows, by the address of the entry."""
    domain = edition_domain(app.env)
    if exception or not makes_site(app.builder) or not domain.has_entries:
        return
    cards = {}
    for ref, record in named_records(domain.edition.apparatus):
        place = domain.place_of(ref)
        if place:
            cards[f"{app.builder.get_target_uri(place[0])}#{place[1]}"] = _card(domain.edition, record)
    (static_folder(app) / "named.js").write_text(assignment("named", cards), "utf-8")


def _card(edition: Edition, record: Person | Term) -> dict[str, str]:
    """The name, its form in its own script and in Latin letters, and what it was on the day or what it means."""
    values = {name: entry.record.value for name, entry in edition.values.items()}
    if isinstance(record, Person):
        name, says = record.name, record.on_the_day
    else:
        name, says = record.term, first_sentence(plain(parse(record.text), values), edition.settings.language)
    card = {"name": name, "says": says, **_original(record)}
    return {field: words for field, words in card.items() if words}


def _original(record: Person | Term) -> dict[str, str]:
    if not record.original:
        return {}
    shown = {"original": record.original, "spoken": record.transliteration}
    return {**shown, "lang": record.language, "dir": direction(record.language)}
