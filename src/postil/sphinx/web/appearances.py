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
from postil.reading.parallels import Likeness
from postil.reading.records import Event
from postil.sphinx.domain import edition_domain
from postil.sphinx.lines import Link, line_of, notes_line, sentences_line
from postil.sphinx.nodes import appears_in, named_here, note_card, note_web
from postil.sphinx.web.first_mentions import reference_to
from postil.sphinx.words import _, called
from postil.text.dates import in_words


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
        return joined([self.entry(ref, self.domain.titles[ref])] for ref in known)

    def parallels(self, edition: Edition, sentences: Sequence[str]) -> Iterator[nodes.Node]:
        """Links from the sentences that go with another text to the place where both are side by side."""
        refs = [ref for ref in (Ref(What.PARALLEL, number) for number in sentences) if self.domain.place_of(ref)]
        comparison = edition.apparatus.comparison
        label = comparison.record.label if comparison else ""
        follows = f"{label[:1].upper()}{label[1:]}"
        labels = {
            Likeness.CLOSE: f"{follows}: ",
            Likeness.LIKELY: _("%s, likely: ") % follows,
            Likeness.NONE: _("No match seen: "),
        }
        for likeness, words in labels.items():
            group = [ref for ref in refs if edition.likeness.get(ref.id, Likeness.NONE) == likeness]
            if group:
                links = joined(([self.entry(ref, called(ref.id))] for ref in group), ", ")
                classes = ["postil-parallel", f"postil-likeness-{likeness}"]
                yield nodes.inline("", "", nodes.Text(words), *links, classes=classes)

    def appearances(self, edition: Edition, ref: Ref) -> Iterator[nodes.Node]:
        """A line of the sentences that name an entry, and one of the notes."""
        sentences = edition.mentions.sentences.get(ref, ())
        notes = [edition.by_id[id] for id in edition.mentions.notes.get(ref, ())]
        if sentences:
            yield sentences_line(_("Appears in the text: "), sentences, self.env.docname)
        if notes:
            yield notes_line(edition, notes, self.env.docname)

    def elsewhere(self, edition: Edition, note: Note) -> Iterator[nodes.Node]:
        """The events on the timeline that a note tells of, and its row in the ledger."""
        told = edition.events_in.get(note.id, ())
        events = [event for event in told if self.domain.place_of(Ref(What.EVENT, event.id))]
        if events:
            links = (Link(self.event(event), edition.is_after(event.date)) for event in events)
            yield line_of(_("On the timeline: "), links, [])
        about = edition.unnamed_in.get(note.id, ())
        if about:
            known = joined([self.entry(ref, self.domain.titles[ref])] for ref in about if self.domain.place_of(ref))
            yield nodes.paragraph("", "", nodes.inline("", _("See also: ")), *known)
        claim = Ref(What.CLAIM, note.id)
        if self.domain.place_of(claim):
            yield nodes.paragraph("", "", self.entry(claim, _("In the list of claims")))

    def event(self, event: Event) -> nodes.Element:
        """A link to an event by its day and its title."""
        return self.entry(Ref(What.EVENT, event.id), f"{in_words(event.date, self.config.language)}, {event.title}")

    def entry(self, ref: Ref, words: str) -> pending_xref:
        """A link to an entry."""
        return reference_to(ref, words, self.env.docname)
