"""What happened when: the events as a list and as a picture, and the notes on what came after."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from postil.drawing.timeline import draw
from postil.edition import Edition
from postil.mentions import Ref, What
from postil.reading.records import Entry, Event
from postil.sphinx.domain import Gathers
from postil.sphinx.nodes import appears_in
from postil.sphinx.pages.gathering import GatheringDirective, link


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    app.add_directive("timeline", TimelineDirective)
    app.add_directive("timeline-drawing", TimelineDrawingDirective)
    app.add_directive("updates", UpdatesDirective)


class TimelineDirective(GatheringDirective):
    """The events between two dates as a list."""

    option_spec: ClassVar[dict[str, Any]] = {"from": directives.unchanged, "to": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """The list; `from` and `to` are the first and last date, inclusive, as precise as need be."""
        first, last = self.options.get("from", ""), self.options.get("to", "9999")
        items = [
            self._item(entry, id)
            for entry, id in events(self.edition)
            if entry.record.date >= first and entry.record.date[: len(last)] <= last
        ]
        return [nodes.bullet_list("", *items, classes=["dated"])]

    def _item(self, entry: Entry[Event], id: str) -> nodes.list_item:
        event = entry.record
        ref = Ref(What.EVENT, event.id)
        self.enter(ref, id)
        item = nodes.list_item(ids=[id], entry=ref)
        date = nodes.inline("", f"{self.date(event.date)} ", classes=["date"])
        item += nodes.paragraph("", "", date, nodes.strong("", event.title))
        item += self.text(entry)
        item += self.sources(event.sources)
        item += appears_in(ref=ref)
        return item


class TimelineDrawingDirective(GatheringDirective):
    """The events as a picture that leads to the list."""

    def run(self) -> list[nodes.Node]:
        """The picture, in HTML; elsewhere the list serves."""
        listed = events(self.edition)
        if not listed:
            raise self.error(f"there is no event in {self.name_of(self.edition.paths.events)} to draw")
        records, ids = [entry.record for entry, _ in listed], [id for _, id in listed]
        picture = draw(records, ids, self.edition.settings.date, self.config.language)
        return [nodes.raw("", picture, format="html")]


class UpdatesDirective(GatheringDirective):
    """The notes on what came after, by date."""

    draws_on = Gathers.HEADS

    def run(self) -> list[nodes.Node]:
        """A list of dates and titles."""
        notes = sorted((n for n in self.edition.notes if n.kind.later), key=lambda note: note.as_of)
        items = nodes.bullet_list(classes=["dated"])
        for note in notes:
            date = nodes.inline("", f"{self.date(note.as_of.isoformat())} ", classes=["date"])
            items += nodes.list_item("", nodes.paragraph("", "", date, link("note", note.id, note.title)))
        return [items]


def events(edition: Edition) -> list[tuple[Entry[Event], str]]:
    """The events in order of time, each with the id of its entry in the list."""
    ordered = sorted(edition.apparatus.events, key=lambda entry: entry.record.date)
    return [(entry, f"event-{entry.record.id}") for entry in ordered]
