"""The text beside an earlier one, sentence by sentence."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from postil.reading.records import Entry
from postil.sphinx.pages.gathering import GatheringDirective, link, table


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    app.add_directive("parallels", ParallelsDirective)


class ParallelsDirective(GatheringDirective):
    """The text beside an earlier one, sentence by sentence."""

    def run(self) -> list[nodes.Node]:
        """The table."""
        heads = ("The article", "The earlier text", "Shared words", "Changed", "Match")
        return [table(heads, map(self._row, self.edition.apparatus.parallels), "parallels")]

    def _row(self, entry: Entry[Any]) -> tuple[list[nodes.Node], ...]:
        parallel = entry.record
        place = link("sentence", parallel.sentence, parallel.sentence.replace("-", "."))
        return (
            [nodes.paragraph("", "", place, nodes.Text(f" “{parallel.article}”"))],
            self.text(entry, "earlier"),
            [nodes.Text(parallel.shared or "none seen")],
            self.text(entry, "changed"),
            [nodes.inline("", parallel.sure, classes=["likeness", parallel.sure])],
        )
