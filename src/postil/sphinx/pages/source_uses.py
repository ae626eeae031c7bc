"""Where a source is used besides notes: entries of the apparatus, charts and their marks, and pages that cite it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from sphinx.environment import BuildEnvironment

from postil.charts.store import chart_domain
from postil.mentions import Ref, What
from postil.sphinx.domain import EditionDomain, edition_domain


class Use(NamedTuple):
    """A place that rests on a source: what it is called, where it is, and whether it is later than the text."""

    title: str
    docname: str
    id: str
    later: bool


def uses(env: BuildEnvironment) -> dict[str, list[Use]]:
    """The uses of each source, by its key: entries first, then marks of charts, charts, and other pages."""
    found: dict[str, dict[Use, None]] = defaultdict(dict)
    domain = edition_domain(env)
    for keys, use in (*_of_entries(domain), *_of_marks(env), *_of_charts(env)):
        for key in keys:
            if use not in found[key]:
                found[key][use] = None
    chapters = domain.edition.chapters
    for docname, keys in sorted(domain.data["cited"].items()):
        for key in keys if docname not in chapters and docname in env.titles else ():
            if all(use.docname != docname for use in found[key]):
                found[key][Use(env.titles[docname].astext(), docname, "", False)] = None
    return {key: list(places) for key, places in found.items()}


def _of_entries(domain: EditionDomain) -> Iterator[tuple[list[str], Use]]:
    apparatus = domain.edition.apparatus
    listed = {
        **{Ref(What.EVENT, entry.record.id): entry.record for entry in apparatus.events},
        **{Ref(What.PERSON, entry.record.id): entry.record for entry in apparatus.people},
        **{Ref(What.TERM, entry.record.id): entry.record for entry in apparatus.terms},
    }
    after = {entry.record.id for entry in apparatus.events if domain.edition.is_after(entry.record.date)}
    for ref, record in listed.items():
        place = domain.place_of(ref)
        if place:
            yield list(record.sources), Use(domain.titles[ref], *place, ref.what == What.EVENT and ref.id in after)


def _of_marks(env: BuildEnvironment) -> Iterator[tuple[list[str], Use]]:
    seen: set[str] = set()
    for figure in chart_domain(env).figures.values():
        for mark in figure.payload["marks"]:
            if mark["key"] not in seen:
                seen.add(mark["key"])
                yield mark["sources"], Use(mark["title"], figure.docname, f"mark-{mark['key']}", not mark["known"])


def _of_charts(env: BuildEnvironment) -> Iterator[tuple[list[str], Use]]:
    for name, figure in chart_domain(env).figures.items():
        yield figure.payload["sources"], Use(figure.payload["title"], figure.docname, f"chart-{name}", False)
