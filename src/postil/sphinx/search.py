"""What search looks through, as script files: every sentence, note, person, term, event, claim, chart, source and
section, one entry each.

Scripts, not JSON, because pages opened from disk cannot fetch. The sources, of which there may be very many, are a part
of their own, which is loaded after the first. The first part also tells where a note is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from sphinx.application import Sphinx

from postil.builders import makes_site, static_folder
from postil.charts.store import chart_domain
from postil.compat.bibtex import places_of
from postil.edition import Edition
from postil.mentions import Ref, What, names_of
from postil.reading.markup import parse, plain
from postil.reading.records import Person, Term
from postil.sphinx.domain import edition_domain
from postil.sphinx.scripts import write_list
from postil.sphinx.web.later import tells_of_later
from postil.sphinx.words import _, quoted, word_of
from postil.text.dates import in_words

Entry = dict[str, str]
_LEFT = re.compile(r"\s+(?:\([\s,;]*\)|(?=[.,]))|\([\s,;]*\)")  # of a citation, whose source is an entry of its own
ALL = "all"  # of what an entry leads to is later than the month of the text


def setup(app: Sphinx) -> None:
    """Write the files when the pages are written."""
    app.connect("build-finished", write_index)


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Write the parts, each of which puts its entries where the scripts of the pages find them."""
    if exception or not makes_site(app.builder):
        return
    first = (of_text, of_notes, of_people, of_terms, of_events, of_claims, of_charts, of_pages)
    static = static_folder(app)
    edition = edition_domain(app.env).edition
    known = chain.from_iterable(entries(app) for entries in first)
    write_list(static / "index.js", "entries", (timed(edition, entry) for entry in known))
    write_list(static / "index-sources.js", "sourceEntries", (timed(edition, entry) for entry in of_sources(app)))


def timed(edition: Edition, entry: Entry) -> Entry:
    """An entry marked where what it leads to, or its words, tell of what was later than the month of the text."""
    if "later" in entry or entry["kind"] == "text":
        return entry
    if tells_of_later(edition, entry["title"]):
        return entry | {"later": ALL}
    return entry | ({"later": "words"} if tells_of_later(edition, entry["text"]) else {})


def of_text(app: Sphinx) -> Iterator[Entry]:
    """An entry for each sentence of the text."""
    domain = edition_domain(app.env)
    page = cache(lambda docname: (app.builder.get_target_uri(docname), _title(app, docname)))
    numbered, unnumbered = str(_("Paragraph %d, sentence %d")), str(_("Title"))
    for paragraph in domain.edition.article.paragraphs:
        for number, (start, end) in enumerate(paragraph.sentences, 1):
            sentence = f"{paragraph.number}-{number}"
            uri, title = page(domain.docname_of_sentence(sentence))
            place = numbered % (paragraph.number, number) if paragraph.number else unnumbered
            entry = _entry("text", f"{uri}#s{sentence}", place, title, paragraph.text[start:end])
            called = f"{paragraph.number}.{number}"
            spoken = str(_("sentence %s")) % called
            yield entry | ({"also": f"{called}; {spoken}"} if paragraph.number else {})


def of_notes(app: Sphinx) -> Iterator[Entry]:
    """An entry for each note."""
    domain = edition_domain(app.env)
    for id in domain.edition.reading_order:
        note = domain.edition.by_id[id]
        words = " ".join(passage.words for passage in note.passages)
        address = f"{app.builder.get_target_uri(domain.docname_of(id))}#note-{id}"
        where = str(_("%s, on %s")) % (word_of(note.kind), quoted(note.quote.exact))
        entry = _entry("note", address, note.title, where, words)
        yield entry | _later(domain.edition.is_later(note))


def of_people(app: Sphinx) -> Iterator[Entry]:
    """An entry for each person and institution that a page lists."""
    for entry in edition_domain(app.env).edition.apparatus.people:
        person = entry.record
        words = f"{person.on_the_day}. {_plain(app, person.text)}"
        yield from _listed(app, "person", Ref(What.PERSON, person.id), person.name, _forms(person), words)


def of_terms(app: Sphinx) -> Iterator[Entry]:
    """An entry for each term that a page lists."""
    for entry in edition_domain(app.env).edition.apparatus.terms:
        term = entry.record
        yield from _listed(app, "term", Ref(What.TERM, term.id), term.term, _forms(term), _plain(app, term.text))


def of_events(app: Sphinx) -> Iterator[Entry]:
    """An entry for each event that a page lists."""
    edition = edition_domain(app.env).edition
    for entry in edition.apparatus.events:
        event = entry.record
        when = in_words(event.date, app.config.language)
        ref, words = Ref(What.EVENT, event.id), _plain(app, event.text)
        for listed in _listed(app, "event", ref, event.title, [when, event.label], words):
            yield listed | _later(edition.is_after(event.date))


def of_claims(app: Sphinx) -> Iterator[Entry]:
    """An entry for each row of the ledger."""
    edition = edition_domain(app.env).edition
    for id in edition.reading_order:
        note = edition.by_id[id]
        title, verdict = quoted(note.quote.exact), word_of(note.judgement) if note.judgement else ""
        for listed in _listed(app, "claim", Ref(What.CLAIM, id), title, [verdict], note.title):
            yield listed | _later(edition.is_later(note))


def of_charts(app: Sphinx) -> Iterator[Entry]:
    """An entry for each published chart, on the page of its notebook."""
    for name, figure in sorted(chart_domain(app.env).figures.items()):
        address = f"{app.builder.get_target_uri(figure.docname)}#chart-{name}"
        reading = str(figure.payload.get("reading", ""))
        yield _entry("chart", address, str(figure.payload["title"]), _title(app, figure.docname), reading)


def of_pages(app: Sphinx) -> Iterator[Entry]:
    """An entry for each section of the pages that do not hold the text, but for those that ask to be left out."""
    domain = edition_domain(app.env)
    unlisted = {docname for docname, metadata in app.env.metadata.items() if "nosearch" in metadata}
    for docname in sorted(app.env.found_docs.difference(domain.edition.chapters, unlisted)):
        keywords = str(app.env.metadata[docname].get("keywords", ""))  # of the page, so of its first section
        for section in domain.data["sections"].get(docname, ()):
            address = f"{app.builder.get_target_uri(docname)}#{section.id}"
            entry = _entry("page", address, section.title, _title(app, docname), section.words)
            yield entry | ({"also": keywords} if keywords else {}) | _later(section.later)
            keywords = ""


def of_sources(app: Sphinx) -> Iterator[Entry]:
    """An entry for each source that a page lists, with what its evidence record says."""
    edition = edition_domain(app.env).edition
    for key, (docname, id) in sorted(places_of(app.env).items()):
        if key in edition.sources:
            source = edition.sources[key]
            record = (edition.evidence or {}).get(key)
            said = [f"{p.words} {p.means} {p.says}" for p in (record.record.passages if record else ())]
            words = " ".join([source.people, source.fields.get("gloss", ""), source.fields.get("note", ""), *said])
            address = f"{app.builder.get_target_uri(docname)}#{id}"
            title = source.fields.get("title", key)
            entry = _entry("source", address, title, edition.labels[key], " ".join(words.split()))
            yield entry | _later(edition.is_later_source(key))


def _listed(app: Sphinx, kind: str, ref: Ref, title: str, also: Iterable[str], words: str) -> Iterator[Entry]:
    """The entry of a record, if a page lists it; `also` are other words by which readers may look for it."""
    place = edition_domain(app.env).place_of(ref)
    if place:
        docname, id = place
        address = f"{app.builder.get_target_uri(docname)}#{id}"
        entry = _entry(kind, address, title, _title(app, docname), words)
        yield entry | {"also": "; ".join(filter(None, also))}


def _forms(record: Person | Term) -> list[str]:
    return list(dict.fromkeys([*names_of(record), record.transliteration]))


def _plain(app: Sphinx, text: str) -> str:
    values = edition_domain(app.env).edition.values
    return plain(parse(text), {name: entry.record.value for name, entry in values.items()})


def _entry(kind: str, address: str, title: str, where: str, text: str) -> Entry:
    words = text if kind == "text" else _LEFT.sub("", text)  # the article itself cites nothing
    return {"kind": kind, "address": address, "title": title, "where": where, "text": words}


def _later(later: bool) -> Entry:
    return {"later": ALL} if later else {}


def _title(app: Sphinx, docname: str) -> str:
    return app.env.titles[docname].astext()
