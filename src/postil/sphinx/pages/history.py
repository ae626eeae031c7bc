"""What has changed: errors that were corrected, releases, and notes that were merged or taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from docutils import nodes
from sphinx.application import Sphinx

from postil.compat.sphinx import offer_directive
from postil.model import Note
from postil.reading.history import Correction, Release
from postil.sphinx.domain import Gathers
from postil.sphinx.nodes import folded
from postil.sphinx.pages.gathering import GatheringDirective
from postil.sphinx.words import _

MANY = 12
"""Of more corrections than so many only the newest are shown at once; so long a list of a release opens on demand."""


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    offer_directive(app, "changes", ChangesDirective)


class ChangesDirective(GatheringDirective):
    """Corrections, releases and former notes, each in a section; sections without anything are left out."""

    draws_on = Gathers.PLACES | Gathers.HISTORY

    def run(self) -> list[nodes.Node]:
        """The sections."""
        edition = self.edition
        merged = ([self._named(old), nodes.Text(" → "), self._link(note.id)] for old, note in self._replaced())
        removed = (
            [self._named(e.record.id), nodes.Text(f", {self.date(e.record.on.isoformat())}: {e.record.why}")]
            for e in edition.removed
        )
        sections = [
            _section(str(_("Corrections")), self._corrections([entry.record for entry in edition.corrections])),
            *(self._release(entry.record) for entry in edition.releases),
            _section(str(_("Merged notes")), _listed(str(_("Merged")), list(merged), fold=True)),
            _section(str(_("Removed notes")), _bullets(list(removed))),
        ]
        return [section for section in sections if section is not None]

    def _replaced(self) -> Iterator[tuple[str, Note]]:
        yield from sorted(self.edition.replaced.items())

    def _named(self, id: str) -> nodes.literal:
        return nodes.literal("", id)

    def _link(self, id: str) -> nodes.Node:
        """A link to a note, or what else was corrected, such as a table, by its name in words."""
        note = self.edition.by_id.get(id)
        return self.link(note) if note else nodes.emphasis("", id.replace("-", " ").capitalize())

    def _corrections(self, records: Sequence[Correction]) -> Iterator[nodes.Node]:
        """The corrections of a day together, the newest day first; in each by what was corrected."""
        days: dict[date, list[Correction]] = {}
        for record in sorted(records, key=lambda record: (record.note, record.found)):
            days.setdefault(record.on or date.min, []).append(record)
        if len(days) > 1:
            yield nodes.paragraph("", str(_("In all: %s")) % len(records))
        for number, day in enumerate(sorted(days, reverse=True)):
            head = str(_("Without a day")) if day == date.min else self.date(day.isoformat())
            items = [self._correction(record) for record in days[day]]
            yield from _listed(head, items, number > 0 and len(records) > MANY, ["postil-corrections"])

    def _correction(self, record: Correction) -> list[nodes.Node]:
        found = nodes.inline("", str(_("found by %s")) % record.found, classes=["postil-found"])
        return [
            nodes.paragraph("", "", self._link(record.note), *([nodes.Text(" "), found] if record.found else [])),
            nodes.paragraph("", "", nodes.strong("", str(_("Was: "))), nodes.Text(record.was)),
            nodes.paragraph("", "", nodes.strong("", str(_("Is: "))), nodes.Text(record.now)),
        ]

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
        lists = (_listed(name, items, len(items) > MANY) for name, items in groups.items() if items)
        return _section(title, (block for blocks in lists for block in blocks))


def _section(title: str, blocks: Iterable[nodes.Node]) -> nodes.section | None:
    content = list(blocks)
    name = f"changes-{nodes.make_id(title)}"
    classes = ["postil-later"]  # what became of the edition nobody knew in the month of the text
    return nodes.section("", nodes.title("", title), *content, ids=[name], classes=classes) if content else None


def _listed(
    head: str, items: Sequence[list[nodes.Node]], fold: bool, classes: Sequence[str] = ("postil-titles",)
) -> Iterator[nodes.Element]:
    """Items under their heading and number, which opens them where they are folded."""
    summary, content = f"{head}: {len(items)}", _bullets(items, classes)
    if fold:
        yield folded("", *content, summary=summary, classes=["postil-changed"])
    else:
        yield from (nodes.paragraph("", summary, classes=["postil-listed"]), *content)


def _bullets(items: Sequence[list[nodes.Node]], classes: Sequence[str] = ()) -> list[nodes.Element]:
    return [nodes.bullet_list("", *map(_item, items), classes=list(classes))] if items else []


def _item(content: list[nodes.Node]) -> nodes.list_item:
    blocks = content if isinstance(content[0], nodes.paragraph) else [nodes.paragraph("", "", *content)]
    return nodes.list_item("", *blocks)
