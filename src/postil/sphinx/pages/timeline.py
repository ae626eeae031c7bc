"""What happened when: the events as a list and as a picture, and the notes on what came after."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from postil.builders import makes_site
from postil.compat.sphinx import offer_directive
from postil.drawing.timeline import Words, draw
from postil.edition import Edition
from postil.mentions import Ref, What
from postil.reading.records import Entry, Event
from postil.sphinx.domain import Gathers, edition_domain
from postil.sphinx.nodes import appears_in, dated_item, timeline_picture
from postil.sphinx.pages.gathering import GatheringDirective
from postil.sphinx.templating import render
from postil.sphinx.words import _, _n, date_of_text
from postil.text.dates import within_year


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    offer_directive(app, "timeline", TimelineDirective)
    offer_directive(app, "timeline-drawing", TimelineDrawingDirective)
    offer_directive(app, "updates", UpdatesDirective)
    app.add_post_transform(DrawTimeline)


class TimelineDirective(GatheringDirective):
    """The events between two dates as a list."""

    draws_on = Gathers.EVENTS
    option_spec: ClassVar[dict[str, Any]] = {"from": directives.unchanged, "to": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """The list; `from` and `to` are the first and last date, inclusive, as precise as need be."""
        first, last = self.options.get("from", ""), self.options.get("to", "9999")
        items = [
            self._item(entry, id)
            for entry, id in events(self.edition)
            if entry.record.date >= first and entry.record.date[: len(last)] <= last
        ]
        return [nodes.bullet_list("", *items, classes=["postil-dated"])]

    def _item(self, entry: Entry[Event], id: str) -> dated_item:
        event = entry.record
        ref = Ref(What.EVENT, event.id)
        self.enter(ref, id)
        item = dated_item(ids=[id], entry=ref, later=self.edition.is_after(event.date), classes=[thread_class(event)])
        date = nodes.inline("", f"{self.date(event.date)} ", classes=["postil-date"])
        item += nodes.paragraph("", "", date, nodes.strong("", event.title))
        item += self.text(entry)
        item += self.sources(event.sources)
        item += appears_in(ref=ref)
        return item


class TimelineDrawingDirective(GatheringDirective):
    """The events as a picture that leads to the list."""

    draws_on = Gathers.EVENTS

    def run(self) -> list[nodes.Node]:
        """The place of the picture."""
        if not self.edition.apparatus.events:
            raise self.error(f"there is no event in {self.name_of(self.edition.paths.events)} to draw")
        return [timeline_picture()]


class DrawTimeline(SphinxPostTransform):
    """Puts the picture in its place: a list in lanes for browsers, which no label outgrows; a drawing elsewhere."""

    default_priority = 9

    def run(self, **kwargs: Any) -> None:
        """Replace the places of this document."""
        edition = edition_domain(self.env).edition
        for place in list(self.document.findall(timeline_picture)):
            picture = self.lanes(edition) if makes_site(self.app.builder) else self.drawing(edition)
            place.replace_self(nodes.raw("", picture, format="html"))

    def lanes(self, edition: Edition) -> str:
        """Time runs down, each thread has a lane, and the day of the text is drawn across."""
        listed = [entry.record for entry, _id in events(edition)]
        threads = list(dict.fromkeys(event.thread for event in listed))
        before = {event.thread for event in listed if not edition.is_after(event.date)}
        language = self.config.language
        return render(
            self.app,
            "timeline",
            threads=[
                (thread_class_of(thread), thread.replace("-", " ").capitalize(), thread not in before)
                for thread in threads
            ],
            points=[(event, within_year(event.date, language), self.address(event)) for event in listed],
            lane={event.thread: threads.index(event.thread) + 1 for event in listed},
            is_after=edition.is_after,
            day=date_of_text(edition.settings, language),
        )

    def address(self, event: Event) -> str:
        """Where an event is told; nothing where no page lists it."""
        place = edition_domain(self.env).place_of(Ref(What.EVENT, event.id))
        if not place:
            return ""
        docname = self.env.docname
        page = "" if place[0] == docname else self.app.builder.get_relative_uri(docname, place[0])
        return f"{page}#{place[1]}"

    def drawing(self, edition: Edition) -> str:
        """An SVG for paper and e-readers."""
        listed = events(edition)
        records, ids = [entry.record for entry, _ in listed], [id for _, id in listed]
        columns = len({event.thread for event in records})
        label = _n("The events of the list below, in %d column", "The events of the list below, in %d columns", columns)
        said = Words(label % columns, _("article"))
        return draw(records, ids, edition.settings.date, self.config.language, said)


class UpdatesDirective(GatheringDirective):
    """The notes on what came after, by date."""

    draws_on = Gathers.PLACES

    def run(self) -> list[nodes.Node]:
        """A list of dates and titles."""
        notes = sorted((n for n in self.edition.notes if n.kind.later), key=lambda note: note.as_of)
        items = nodes.bullet_list(classes=["postil-dated"])
        for note in notes:
            date = nodes.inline("", f"{self.date(note.as_of.isoformat())} ", classes=["postil-date"])
            line = nodes.paragraph("", "", date, self.link(note))
            items += dated_item("", line, later=self.edition.is_later(note))
        return [items]


def events(edition: Edition) -> list[tuple[Entry[Event], str]]:
    """The events in order of time, each with the id of its entry in the list."""
    ordered = sorted(edition.apparatus.events, key=lambda entry: entry.record.date)
    return [(entry, f"event-{entry.record.id}") for entry in ordered]


def thread_class(event: Event) -> str:
    """The class by which a script finds what belongs to an event's thread."""
    return thread_class_of(event.thread)


def thread_class_of(thread: str) -> str:
    """The class of a thread's name."""
    return f"postil-thread-{thread}"
