"""Who wrote the notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from docutils import nodes
from sphinx.application import Sphinx

from postil.compat.sphinx import offer_directive
from postil.joining import joined
from postil.model import Note
from postil.sphinx.domain import Gathers
from postil.sphinx.lines import FEW
from postil.sphinx.nodes import folded
from postil.sphinx.pages.gathering import GatheringDirective, link
from postil.sphinx.words import _n


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    offer_directive(app, "credits", CreditsDirective)


class CreditsDirective(GatheringDirective):
    """Who wrote the notes: each contributor with the notes that name them, those with most notes first."""

    draws_on = Gathers.HEADS

    def run(self) -> list[nodes.Node]:
        """A definition list of contributors."""
        written: dict[str, list[Note]] = defaultdict(list)
        for id in self.edition.reading_order:
            for name in self.edition.by_id[id].by:
                written[name].append(self.edition.by_id[id])
        ranked = sorted(written.items(), key=lambda pair: (-len(pair[1]), pair[0].casefold()))
        return [
            nodes.definition_list("", *(self._entry(name, notes) for name, notes in ranked), classes=["postil-credits"])
        ]

    def _entry(self, name: str, notes: Sequence[Note]) -> nodes.definition_list_item:
        count = _n("1 note", "%d notes", len(notes)).replace("%d", str(len(notes)))
        links = [[link("note", note.id, note.title)] for note in notes]
        if len(notes) > FEW:
            items = (nodes.list_item("", nodes.paragraph("", "", *parts)) for parts in links)
            shown: nodes.Element = folded("", nodes.bullet_list("", *items), summary=count, classes=["postil-appears"])
            return nodes.definition_list_item("", nodes.term("", name), nodes.definition("", shown))
        term = nodes.term("", "", nodes.Text(name), nodes.inline("", f", {count}", classes=["postil-tally"]))
        return nodes.definition_list_item("", term, nodes.definition("", nodes.paragraph("", "", *joined(links))))
