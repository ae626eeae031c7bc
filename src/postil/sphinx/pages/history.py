"""What has changed: errors that were corrected, releases, and notes that were merged or taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx.application import Sphinx

from postil.model import Note
from postil.reading.history import Correction, Release
from postil.sphinx.domain import Gathers
from postil.sphinx.pages.gathering import GatheringDirective
from postil.sphinx.words import _


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    app.add_directive("changes", ChangesDirective)


class ChangesDirective(GatheringDirective):
    """Corrections, releases and former notes, each in a section; sections without anything are left out."""

    draws_on = Gathers.PLACES

    def run(self) -> list[nodes.Node]:
        """The sections."""
        edition = self.edition
        merged = ([self._named(old), nodes.Text(" → "), self._link(note.id)] for old, note in self._replaced())
        removed = (
            [self._named(e.record.id), nodes.Text(f", {self.date(e.record.on.isoformat())}: {e.record.why}")]
            for e in edition.removed
        )
        parts: dict[str, Iterable[list[nodes.Node]]] = {
            str(_("Corrections")): (self._correction(entry.record) for entry in edition.corrections),
            str(_("Merged notes")): merged,
            str(_("Removed notes")): removed,
        }
        sections = [self._section(title, list(items)) for title, items in parts.items()]
        releases = [self._release(entry.record) for entry in edition.releases]
        return [section for section in [*sections[:1], *releases, *sections[1:]] if section is not None]

    def _replaced(self) -> Iterator[tuple[str, Note]]:
        yield from sorted(self.edition.replaced.items())

    def _named(self, id: str) -> nodes.literal:
        return nodes.literal("", id)

    def _link(self, id: str) -> nodes.Node:
        note = self.edition.by_id.get(id)
        return self.link(note) if note else nodes.literal("", id)

    def _correction(self, record: Correction) -> list[nodes.Node]:
        on = f", {self.date(record.on.isoformat())}" if record.on else ""
        found = str(_(" (found by %s)")) % record.found if record.found else ""
        told = [
            nodes.paragraph("", "", self._link(record.note), nodes.Text(f"{on}{found}")),
            nodes.paragraph("", "", nodes.strong("", str(_("Was: "))), nodes.Text(record.was)),
            nodes.paragraph("", "", nodes.strong("", str(_("Is: "))), nodes.Text(record.now)),
        ]
        return list(told)

    def _release(self, release: Release) -> nodes.section | None:
        """A release: what became of which notes."""
        groups: dict[str, list[list[nodes.Node]]] = {
            str(_("Added")): [[self._link(id)] for id in release.added],
            str(_("Changed")): [[self._link(id)] for id in release.changed],
            str(_("Merged")): [
                [self._named(pair.was), nodes.Text(" → "), self._link(pair.into)] for pair in release.merged
            ],
            str(_("Removed")): [[self._named(id)] for id in release.removed],
            str(_("Verdict changed")): [
                [self._link(change.note), nodes.Text(f": {change.was} → {change.now}")] for change in release.verdicts
            ],
        }
        title = f"{release.version}, {self.date(release.on.isoformat())}"
        items: list[list[nodes.Node]] = []
        for name, told in groups.items():
            if told:
                inner = nodes.bullet_list("", *(_item(item) for item in told))
                items.append([nodes.paragraph("", f"{name}: {len(told)}"), inner])
        return self._section(title, items)

    def _section(self, title: str, items: list[list[nodes.Node]]) -> nodes.section | None:
        if not items:
            return None
        content = nodes.bullet_list("", *(_item(item) for item in items))
        return nodes.section("", nodes.title("", title), content, ids=[f"changes-{nodes.make_id(title)}"])


def _item(content: list[nodes.Node]) -> nodes.list_item:
    blocks = content if isinstance(content[0], nodes.paragraph) else [nodes.paragraph("", "", *content)]
    return nodes.list_item("", *blocks)
