"""Under each paragraph who and what it names; under each entry where it is named; in each note where else it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from postil.edition import Edition
from postil.joining import joined
from postil.mentions import Ref, What
from postil.model import Note
from postil.reading.records import Event
from postil.sphinx.domain import edition_domain
from postil.sphinx.nodes import appears_in, folded, later, named_here, note_card, note_web
from postil.sphinx.web.first_mentions import reference_to
from postil.sphinx.words import _, _n
from postil.text.dates import in_words

FEW = 3
"""Of so many notes or fewer the titles are shown at once."""


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ShowAppearances)


class ShowAppearances(SphinxPostTransform):
    """Fills the places that the directives left."""

    default_priority = 7  # after first mentions are linked: these lists are no mentions

    def run(self, **kwargs: Any) -> None:
        """Fill each place, or take it out where there is nothing to say."""
        self.domain = edition_domain(self.env)
        edition = self.domain.edition
        for line in list(self.document.findall(named_here)):
            self.fill(line, [*self.names(edition, line["sentences"]), *self.parallels(edition, line["sentences"])])
        for place in list(self.document.findall(appears_in)):
            place.replace_self(list(self.appearances(edition, place["ref"])))
        for card in list(self.document.findall(note_card)):
            for piece in list(card.findall(note_web)):
                self.fill(piece, self.elsewhere(edition, card["note"]))

    def fill(self, place: nodes.Element, content: Iterable[nodes.Node]) -> None:
        """Put content into a place; one that stays empty is taken out."""
        place += list(content)
        if not place.children:
            place.parent.remove(place)

    def names(self, edition: Edition, sentences: Sequence[str]) -> Iterator[nodes.Node]:
        """Links to what the sentences name, in the order in which they do."""
        refs = dict.fromkeys(ref for number in sentences for ref in edition.mentions.named_in[number])
        known = [ref for ref in refs if self.domain.place_of(ref)]
        return joined(([self.entry(ref, self.domain.titles[ref])] for ref in known), "\u00a0· ")

    def parallels(self, edition: Edition, sentences: Sequence[str]) -> Iterator[nodes.Node]:
        """Links from the sentences that go with another text to the place where both are side by side."""
        refs = [ref for ref in (Ref(What.PARALLEL, number) for number in sentences) if self.domain.place_of(ref)]
        comparison = edition.apparatus.comparison
        label = comparison.record.label if comparison else ""
        groups = {
            f"{label[:1].upper()}{label[1:]}: ": [ref for ref in refs if ref.id in edition.likeness],
            _("No match seen: "): [ref for ref in refs if ref.id not in edition.likeness],
        }
        for words, group in groups.items():
            if group:
                links = joined(([self.entry(ref, ref.id.replace("-", "."))] for ref in group), ", ")
                yield nodes.inline("", "", nodes.Text(words), *links, classes=["postil-parallel"])

    def appearances(self, edition: Edition, ref: Ref) -> Iterator[nodes.Node]:
        """A line of the sentences that name an entry, and one of the notes."""
        sentences = edition.mentions.sentences.get(ref, ())
        notes = [edition.by_id[id] for id in edition.mentions.notes.get(ref, ())]
        if sentences:
            links = joined(([self.reference("sentence", place, place.replace("-", "."))] for place in sentences), ", ")
            label = nodes.inline("", _("Appears in the text: "))
            yield nodes.paragraph("", "", label, *links, classes=["postil-appears"])
        if notes:
            yield self.notes(edition, notes)

    def notes(self, edition: Edition, notes: Sequence[Note]) -> nodes.Element:
        """Links to notes; where there are many they open on demand."""
        links = [self.dated(edition, note) for note in notes]
        if len(notes) <= FEW:
            label = nodes.inline("", _("Appears in notes: "))
            return nodes.paragraph("", "", label, *joined(([link] for link in links), "; "), classes=["postil-appears"])
        items = nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", "", link)) for link in links))
        summary = _n("Appears in %d note", "Appears in %d notes", len(notes)) % len(notes)
        return folded("", items, summary=summary, classes=["postil-appears"])

    def dated(self, edition: Edition, note: Note) -> nodes.Element:
        """A link to a note, which the view as of the text's month leaves out if the note is later."""
        link = self.reference("note", note.id, note.title)
        return later("", "", link) if edition.is_later(note) else link

    def elsewhere(self, edition: Edition, note: Note) -> Iterator[nodes.Node]:
        """The events on the timeline that a note tells of, and its row in the ledger."""
        listed = (entry.record for entry in edition.apparatus.events)
        told = [event for event in listed if note.id in edition.mentions.notes.get(Ref(What.EVENT, event.id), ())]
        events = [event for event in told if self.domain.place_of(Ref(What.EVENT, event.id))]
        if events:
            label = nodes.inline("", _("On the timeline: "))
            yield nodes.paragraph("", "", label, *joined([[self.event(edition, event)] for event in events], "; "))
        about = [ref for ref in sorted(edition.mentions.unnamed) if note.id in edition.mentions.notes.get(ref, ())]
        if about:
            links = joined([self.entry(ref, self.domain.titles[ref])] for ref in about if self.domain.place_of(ref))
            yield nodes.paragraph("", "", nodes.inline("", _("See also: ")), *links)
        claim = Ref(What.CLAIM, note.id)
        if self.domain.place_of(claim):
            yield nodes.paragraph("", "", self.entry(claim, _("In the list of claims")))

    def event(self, edition: Edition, event: Event) -> nodes.Element:
        """A link to an event by its day and its title."""
        words = f"{in_words(event.date, self.config.language)}, {event.title}"
        link = self.entry(Ref(What.EVENT, event.id), words)
        return later("", "", link) if edition.is_after(event.date) else link

    def entry(self, ref: Ref, words: str) -> pending_xref:
        """A link to an entry."""
        return reference_to(ref, words, self.env.docname)

    def reference(self, kind: str, target: str, words: str) -> pending_xref:
        """A link to a note or a sentence."""
        inner = nodes.inline("", words)
        return pending_xref("", inner, refdomain="postil", reftype=kind, reftarget=target, refdoc=self.env.docname)
