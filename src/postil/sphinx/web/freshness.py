"""Which pages to write again because of what is elsewhere: a new name, title or address, another note that names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from postil.charts.store import chart_domain
from postil.compat.bibtex import places_of
from postil.mentions import Ref, What, all_names
from postil.sphinx.asked import in_preview
from postil.sphinx.domain import EditionDomain, Gathers, digest, edition_domain
from postil.sphinx.pages.source_uses import uses


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("env-updated", changed_pages)


def changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages whose part of the web differs from that of the last build.

    A preview leaves the page of the whole edition for the next whole build.
    """
    domain = edition_domain(env)
    shared = digest([*_shared(domain), *_frame(env), *_beside_all_pages(app), str(domain.edition.settings)])
    used = digest([str(sorted(uses(env).items()))])
    listing = {docname: used for docname, _ in places_of(env).values()}
    woven: dict[str, str] = domain.data["woven"]
    changed = []
    for docname in sorted(env.found_docs - (set(domain.data["whole"]) if in_preview() else set())):
        now = digest([shared, *_own(domain, docname, listing)])
        if woven.get(docname) != now:
            woven[docname] = now
            changed.append(docname)
    return changed


def _shared(domain: EditionDomain) -> Iterator[str]:
    """What every page may show: the names and verdicts, where they are, and in which chapter each sentence is."""
    yield from map(str, all_names(domain.edition.apparatus))
    for ref, place in sorted(domain.places.items()):
        if ref.what in (What.PERSON, What.TERM, What.VERDICT):
            yield f"{ref} {place} {domain.titles.get(ref)}"
    yield str(domain.first_sentences)


def _frame(env: BuildEnvironment) -> Iterator[str]:
    """What stands around every page: the contents of the book, in order, and which pages are passed over."""
    yield from (f"{docname} {names}" for docname, names in sorted(env.toctree_includes.items()))
    yield from (f"{docname} {title.astext()}" for docname, title in sorted(env.titles.items()))
    yield from sorted(docname for docname, metadata in env.metadata.items() if "nosearch" in metadata)


def _beside_all_pages(app: Sphinx) -> Iterator[str]:
    """The static files that no build makes. The address of a style sheet, on every page, tells which state it has."""
    for folder in (Path(app.confdir, name) for name in app.config.html_static_path):
        made = folder.is_relative_to(app.doctreedir)
        for path in [] if made else sorted([folder, *folder.rglob("*")]):
            if path.is_file():
                yield f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}"


def _own(domain: EditionDomain, docname: str, listing: Mapping[str, str]) -> Iterator[str]:
    """What a page shows of the entries that are on it, the sentences and the notes that name them; of what it holds.

    `listing` says of the pages that list sources where these are used.
    """
    if docname in domain.data["whole"]:
        for chapter in domain.edition.chapters:
            yield f"{chapter} {domain.env.all_docs.get(chapter)}"  # when it was read last
            yield chart_domain(domain.env).drawn().get(chapter, "")
            yield from _own(domain, chapter, listing)
    yield from _beside_the_text(domain, docname)
    if Gathers.EVENTS in domain.data["gathering"].get(docname, Gathers.NOTHING):
        yield str(sorted((ref, place) for ref, place in domain.places.items() if ref.what == What.EVENT))
    mentions = domain.edition.mentions
    for ref in domain.data["entries"].get(docname, {}):
        yield f"{ref} {mentions.sentences.get(ref, ())}"
        yield from (domain.heading(domain.edition.by_id[id]) for id in mentions.notes.get(ref, ()))
    for name, figure in chart_domain(domain.env).figures.items():
        if figure.docname == docname:
            yield from (f"{name} {domain.heading(note)}" for note in domain.edition.charted.get(name, ()))
    if docname in listing:
        yield listing[docname]


def _beside_the_text(domain: EditionDomain, docname: str) -> Iterator[str]:
    """What a chapter says beside its sentences of other texts, and in its notes of entries that tell of the same."""
    edition = domain.edition
    comparison = edition.apparatus.comparison
    if comparison:
        yield comparison.record.label
        for number in domain.sentences_in(docname):
            yield f"{number} {domain.place_of(Ref(What.PARALLEL, number))} {edition.likeness.get(number)}"
    for note in edition.notes_in(docname):
        yield f"{note.id} {domain.place_of(Ref(What.CLAIM, note.id))} {edition.unnamed_in.get(note.id, ())}"
        for event in edition.events_in.get(note.id, ()):
            yield f"{event.date} {event.title} {domain.place_of(Ref(What.EVENT, event.id))}"
