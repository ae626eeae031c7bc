"""The list of sources, in groups, each with the notes that rest on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from postil.builders import link, makes_site
from postil.compat.bibtex import entries, holds_bibliography
from postil.model import Note, SourceGroup
from postil.reading.source_facts import language_in_words, language_of, readers_of
from postil.sphinx.citations import STYLE
from postil.sphinx.domain import Gathers, edition_domain
from postil.sphinx.evidence import told
from postil.sphinx.lines import FEW, Link, line_of
from postil.sphinx.nodes import folded, settled, source_entry
from postil.sphinx.pages.source_uses import Use, uses
from postil.sphinx.templating import render
from postil.sphinx.words import _, _n


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    app.add_transform(WatchBibliographies)
    app.add_post_transform(ArrangeSources)


GROUPS = {
    SourceGroup.OFFICIAL: _("Official bodies"),
    SourceGroup.AGENCY: _("News agencies"),
    SourceGroup.PRESS: _("Press, broadcasters and other sites"),
    SourceGroup.SCHOLARSHIP: _("Scholarship and data"),
    SourceGroup.REFERENCE: _("Works of reference"),
}


class WatchBibliographies(SphinxTransform):
    """A page with a bibliography names the notes that lean on each source, so it gathers too."""

    default_priority = 840  # before domains remember what a page was made of

    def apply(self, **kwargs: Any) -> None:
        """Remember it where it is so."""
        if holds_bibliography(self.document):
            edition_domain(self.env).gather(self.env.docname, Gathers.SOURCES | Gathers.LEANING)


MANY = 12
"""A group of more sources than so many is folded into parts of so many or more, by the first letters."""


def _folded(listed: list[source_entry]) -> Iterator[nodes.Element]:
    """The sources of a group: as they are where they are few, else in parts named by letters, which open on demand."""
    if len(listed) <= MANY:
        yield nodes.container("", *listed, classes=["postil-citations"])
        return
    part: list[source_entry] = []
    for _first, entries_of_it in groupby(listed, _letter):
        part += entries_of_it
        if len(part) >= MANY:
            yield _part(part)
            part = []
    if part:
        yield _part(part)


def _part(listed: list[source_entry]) -> folded:
    first, last = _letter(listed[0]), _letter(listed[-1])
    letters = first if first == last else f"{first} – {last}"
    return folded("", *listed, summary=f"{letters} ({len(listed)})", classes=["postil-citations"])


def _letter(entry: source_entry) -> str:
    return next((letter.upper() for letter in entry.astext() if letter.isalnum()), "#")


def _words(entry: source_entry) -> str:
    """An entry as readers look for it: persons among organisations, and no sign before the first letter."""
    return "".join(letter for letter in entry.astext().casefold() if letter.isalnum() or letter.isspace())


class ArrangeSources(SphinxPostTransform):
    """Adds to each source of a bibliography the notes that lean on it, and puts the sources under their groups.

    Entries of another bibliography in the book, and the order of a style that the user chose, are left as they are.
    """

    default_priority = 8  # after sphinxcontrib-bibtex has made the entries, before references are resolved

    def run(self, **kwargs: Any) -> None:
        """Name the notes first, then move the entries."""
        edition = edition_domain(self.env).edition
        listed = list(entries(self.document))
        used = uses(self.env) if listed and makes_site(self.app.builder) else {}
        for key, entry in listed:
            if key in edition.sources:
                self.tell(key, entry)
                self.name_leaning_notes(key, entry)
                self.name_uses(entry, used.get(key, ()))
        if self.config.bibtex_default_style != STYLE:
            return
        for container in dict.fromkeys(entry.parent for _key, entry in listed):
            own = [(key, entry) for key, entry in listed if entry.parent is container]
            if all(key in edition.sources for key, _entry in own):
                self.group(container, own)

    def group(self, container: nodes.Element, own: list[tuple[str, nodes.citation]]) -> None:
        """Put the entries of a bibliography into a section for each group."""
        sources = edition_domain(self.env).edition.sources
        lists: dict[SourceGroup, list[source_entry]] = {group: [] for group in GROUPS}
        for key, entry in own:
            children = [child for child in entry.children if not isinstance(child, nodes.label)]
            listed = source_entry("", *children, ids=entry["ids"], **self.facts(key))
            lists[SourceGroup(sources[key].fields["keywords"])].append(listed)
        lists = {group: sorted(listed, key=_words) for group, listed in lists.items() if listed}
        sections = [
            nodes.section("", nodes.title("", str(GROUPS[group])), *_folded(listed), ids=[f"sources-{group}"])
            for group, listed in lists.items()
        ]
        many = any(len(listed) > MANY for listed in lists.values())
        container.replace_self([*self.narrowing(lists), *sections] if many else sections)

    def narrowing(self, lists: dict[SourceGroup, list[source_entry]]) -> Iterator[nodes.Node]:
        """What narrows a long list, on a page for browsers."""
        if makes_site(self.app.builder):
            listed = [entry for group in lists.values() for entry in group]
            form = render(
                self.app,
                "narrow",
                groups=[(f"sources-{group}", GROUPS[group]) for group in lists],
                languages=[(name, name) for name in sorted({entry["language"] for entry in listed} - {""})],
                count=len(listed),
            )
            yield nodes.raw("", form, format="html")

    def facts(self, key: str) -> dict[str, str]:
        """What the list can be narrowed by, for the page's script: the language and how often a source was read.

        It is also `later` where it came out after the text.
        """
        edition = edition_domain(self.env).edition
        source = edition.sources[key]
        language = language_of(source, edition.evidence)
        words = language_in_words(language, self.config.language or "en") if language else ""
        later = {"later": ""} if edition.is_later_source(key) else {}
        return {"language": words, "read": str(readers_of(source, edition.evidence)), **later}

    def tell(self, key: str, entry: nodes.citation) -> None:
        """Add what the source says and who read it; that stands in the place of the entry's own word on its state."""
        edition = edition_domain(self.env).edition
        if edition.evidence is not None and self.config.bibtex_default_style == STYLE:
            for state in list(entry.findall(nodes.strong)):
                state.parent.remove(state)
        entry += list(told(edition, key, self.config.language or "en"))

    def name_leaning_notes(self, key: str, entry: nodes.citation) -> None:
        """Add a paragraph to the entry of a source that a note names."""
        edition = edition_domain(self.env).edition
        leaning = edition.leaning.get(key)
        if leaning:
            links = (Link(self._link(note), edition.is_later(note)) for note in leaning)
            line = line_of(str(_("Notes:")) + " ", links, ["postil-leaning"])
            entry += settled(content=line) if makes_site(self.app.builder) else line  # of a large book many thousands

    def name_uses(self, entry: nodes.citation, used: Sequence[Use]) -> None:
        """Add what else rests on a source; where that is much it opens on demand."""
        links = [Link(self._reference(use), use.later) for use in used]
        if len(links) > FEW:
            summary = _n("Used in %d place", "Used in %d places", len(links)) % len(links)
            entry += folded("", line_of("", links, ["postil-leaning"]), summary=summary, classes=["postil-leaning"])
        elif links:
            entry += line_of(_("Used in: "), links, ["postil-leaning"])

    def _reference(self, use: Use) -> nodes.Element:
        words = nodes.inline("", use.title)
        return link(self.app.builder, self.env.docname, (use.docname, use.id), words)

    def _link(self, note: Note) -> nodes.Element:
        place = edition_domain(self.env).docname_of(note.id), f"note-{note.id}"
        return link(self.app.builder, self.env.docname, place, nodes.inline("", note.title))
