"""Citations as readers meet them: each leads to the source's own place, and a script opens what it says there and then.

Only what is out of the ordinary is marked: a source that nobody has read yet, or of which an excerpt alone was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from postil.builders import link, makes_site
from postil.compat.bibtex import keys_in, places_of
from postil.edition import Edition
from postil.model import Standing
from postil.reading.evidence import Extent, SourcePassage
from postil.reading.labels import label_of
from postil.reading.records import Entry
from postil.sphinx.citations import STYLE
from postil.sphinx.domain import edition_domain
from postil.sphinx.lines import Link, separated
from postil.sphinx.nodes import PASSAGES, source_reference
from postil.sphinx.words import _, quoted
from postil.text.article import direction, isolated
from postil.text.dates import in_words

ARCHIVE = "https://web.archive.org/web/*/"
_STANDING = {Standing.UNREAD: _("not yet read"), Standing.EXCERPT: _("excerpt"), Standing.READ: ""}
_EXTENT = {
    Extent.WHOLE: _("Read in full"),
    Extent.OPENING: _("The opening was read"),
    Extent.EXCERPT: _("An excerpt was read"),
}


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ShowCitations)


class ShowCitations(SphinxPostTransform):
    """Turns citations of the edition's sources into our own nodes, unless the user chose another style for them."""

    default_priority = 9  # after charts and bibliographies have been put in place, before references are resolved

    def run(self, **kwargs: Any) -> None:
        """Replace each citation all of whose sources the edition has and a page of the book lists."""
        if self.config.bibtex_reference_style != STYLE:
            return
        edition, places = edition_domain(self.env).edition, places_of(self.env)
        for citation in list(self.document.findall(pending_xref)):
            keys = keys_in(citation)
            if keys and all(key in edition.sources and key in places for key in keys):
                passages = citation.get(PASSAGES) or [""] * len(keys)
                cited: dict[str, str] = {}  # a source that is cited twice in one place is named once
                for key, passage in zip(keys, passages, strict=True):
                    cited.setdefault(key, passage)
                links = [
                    Link(self._reference(key, passage, *places[key]), self._gives_way(edition, key, citation))
                    for key, passage in cited.items()
                ]
                bracketed = citation["reftype"] == "p"
                around = (nodes.Text("("), nodes.Text(")")) if bracketed else ()
                citation.parent.replace(citation, list(separated(links, "; ", *around)))

    def _gives_way(self, edition: Edition, key: str, citation: pending_xref) -> bool:
        """Whether a citation is left out of the view as of the text's month; one that is part of a sentence is not."""
        return makes_site(self.app.builder) and citation["reftype"] == "p" and edition.is_later_source(key)

    def _reference(self, key: str, passage: str, docname: str, id: str) -> source_reference:
        edition = edition_domain(self.env).edition
        builder = self.app.builder
        words = nodes.inline("", edition.labels[key])
        node = source_reference("", "", source=key, passage=passage)
        node += link(builder, self.env.docname, (docname, id), words)
        mark = str(_STANDING[edition.standing(key)])
        if mark:
            meaning = extent_in_words(edition, key)
            shown = nodes.abbreviation("", mark, explanation=meaning, classes=["postil-standing"])
            node += [nodes.Text("\u00a0"), shown]
        return node


def told(edition: Edition, key: str, language: str) -> Iterator[nodes.Node]:
    """What the record of a source tells, for its place in the list of sources."""
    if edition.labels[key] != label_of(edition.sources[key]):
        label = isolated(edition.labels[key], direction(language))
        yield nodes.paragraph("", str(_("Cited as %s")) % label, classes=["postil-read"])
    entry = (edition.evidence or {}).get(key)
    for passage in entry.record.passages if entry else ():
        content = nodes.container(ids=[passage_id(key, passage.id)], classes=["postil-told"])
        content += nodes.paragraph("", passage.says)
        if passage.words:
            content += nodes.paragraph("", "", *_words(passage), classes=["postil-exact"])
        yield content
    if edition.evidence is not None:
        yield nodes.paragraph("", read_in_words(edition, key, language), classes=["postil-read"])
    url = edition.sources[key].url
    if url:
        link = nodes.reference("", str(_("Look for archived copies")), refuri=f"{ARCHIVE}{url}", internal=False)
        yield nodes.paragraph("", "", link, classes=["postil-archive"])


def passage_id(key: str, passage: str) -> str:
    """The id of a passage's own place."""
    return f"passage-{nodes.make_id(key)}-{passage}"


def _words(passage: SourcePassage) -> Iterable[nodes.Node]:
    yield nodes.inline("", quoted(passage.words), classes=[f"language-{passage.lang}"])
    if passage.means:
        yield nodes.Text(f" {quoted(passage.means)}")
    if passage.where:
        yield nodes.Text(f" ({passage.where})")


def extent_in_words(edition: Edition, key: str, language: str = "") -> str:
    """How much of a source was read and, in a language, when last; or that nobody has read it yet."""
    entry: Entry[Any] | None = (edition.evidence or {}).get(key)
    if entry is None or not entry.record.read:
        return str(_("Nobody has read this source for the edition yet."))
    if not language:
        return f"{_EXTENT[entry.record.extent]}."
    last = max(reading.on for reading in entry.record.read)
    return f"{_EXTENT[entry.record.extent]}, {in_words(last.isoformat(), language)}."


def read_in_words(edition: Edition, key: str, language: str) -> str:
    """Who read how much of a source, and when; or that nobody has read it yet."""
    entry: Entry[Any] | None = (edition.evidence or {}).get(key)
    if entry is None or not entry.record.read:
        return extent_in_words(edition, key, language)
    readings = (f"{reading.by}, {in_words(reading.on.isoformat(), language)}" for reading in entry.record.read)
    return f"{_EXTENT[entry.record.extent]}: {'; '.join(readings)}."
