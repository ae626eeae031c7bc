"""Which pages to write again because of what is elsewhere: a new name, title or address, another note that names it."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from postil.charts.store import chart_domain
from postil.compat.bibtex import places_of
from postil.mentions import all_names
from postil.sphinx.domain import EditionDomain, digest, edition_domain
from postil.sphinx.pages.source_uses import uses
from postil.sphinx.preview import in_preview


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("env-updated", changed_pages)


def changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages whose part of the web differs from that of the last build.

    A preview leaves the page of the whole edition for the next whole build.
    """
    domain = edition_domain(env)
    shared = digest([*_shared(domain), *_frame(env), str(domain.edition.settings)])
    woven: dict[str, str] = domain.data["woven"]
    changed = []
    for docname in sorted(env.found_docs - (set(domain.data["whole"]) if in_preview() else set())):
        now = digest([shared, *_own(domain, docname)])
        if woven.get(docname) != now:
            woven[docname] = now
            changed.append(docname)
    return changed


def _shared(domain: EditionDomain) -> Iterator[str]:
    """What every page may show: the names, and where the entries are."""
    yield from map(str, all_names(domain.edition.apparatus))
    yield from (f"{ref} {place} {domain.titles.get(ref)}" for ref, place in sorted(domain.places.items()))
    yield from (repr(entry.record) for entry in domain.edition.apparatus.events)
    comparison = domain.edition.apparatus.comparison
    yield f"{comparison.record.label if comparison else ''} {domain.edition.likeness}"


def _frame(env: BuildEnvironment) -> Iterator[str]:
    """What stands around every page: the contents of the book, in order, and which pages are passed over."""
    yield from (f"{docname} {names}" for docname, names in sorted(env.toctree_includes.items()))
    yield from (f"{docname} {title.astext()}" for docname, title in sorted(env.titles.items()))
    yield from sorted(docname for docname, metadata in env.metadata.items() if "nosearch" in metadata)


def _own(domain: EditionDomain, docname: str) -> Iterator[str]:
    """What a page shows of the entries that are on it, the sentences and the notes that name them; of what it holds."""
    if docname in domain.data["whole"]:
        for chapter in domain.edition.chapters:
            yield f"{chapter} {domain.env.all_docs.get(chapter)}"  # when it was read last
            yield from _own(domain, chapter)
    mentions = domain.edition.mentions
    for ref in domain.data["entries"].get(docname, {}):
        yield f"{ref} {mentions.sentences.get(ref, ())}"
        for id in mentions.notes.get(ref, ()):
            yield f"{id} {domain.edition.by_id[id].title} {domain.docname_of(id)}"
    for name, figure in chart_domain(domain.env).figures.items():
        if figure.docname == docname:
            yield from (f"{name} {note.id} {note.title}" for note in domain.edition.charted.get(name, ()))
    if any(place == docname for place, _ in places_of(domain.env).values()):
        yield str(sorted(uses(domain.env).items()))
