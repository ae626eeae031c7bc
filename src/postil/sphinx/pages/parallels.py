"""The text beside other texts: a column for each witness, a row for each sentence, whose words light up together."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx

from postil.compat.sphinx import offer_directive
from postil.mentions import Ref, What
from postil.model import Passage
from postil.reading.parallels import Exchange, Likeness, Parallel, Reading, Relation, Witness
from postil.reading.records import Entry
from postil.sphinx.domain import Gathers
from postil.sphinx.note_text import render
from postil.sphinx.pages.gathering import GatheringDirective, link, table
from postil.sphinx.words import _, called, quoted

LIKENESS = {Likeness.CLOSE: _("close"), Likeness.LIKELY: _("likely"), Likeness.NONE: _("no match seen")}
SIDE_BY_SIDE = "side-by-side"  # the id of the table
_TEXT = {
    Relation.REUSE: _("This text"),
    Relation.TRANSLATION: _("The original"),
    Relation.VERSIONS: _("This version"),
}


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    offer_directive(app, "parallels", ParallelsDirective)


class ParallelsDirective(GatheringDirective):
    """The text beside its witnesses, sentence by sentence."""

    draws_on = Gathers.PARALLELS

    def run(self) -> list[nodes.Node]:
        """The table."""
        comparison = self.edition.apparatus.comparison
        if comparison is None:
            raise self.error(f"there is nothing in {self.name_of(self.edition.paths.parallels)} to set beside the text")
        self.witnesses = comparison.record.witnesses
        self.own = str(_TEXT[comparison.record.relation])
        heads = [_("Sentence"), *(witness.name for witness in self.witnesses), self.own]
        rows = self.edition.apparatus.parallels
        parallels = table([str(head) for head in heads], map(self._row, rows), "postil-parallels")
        parallels["ids"] = [SIDE_BY_SIDE]
        columns = list(next(parallels.findall(nodes.thead)).findall(nodes.entry))
        for head, witness in zip(columns[1:], self.witnesses, strict=False):
            head += [nodes.paragraph("", witness.about, classes=["postil-about"]), self.sources(witness.sources)]
        self._address(list(next(parallels.findall(nodes.tbody)).findall(nodes.row)), rows)
        return [parallels]

    def _address(self, rows: list[nodes.row], entries: tuple[Entry[Parallel], ...]) -> None:
        """Give the first row of each sentence the sentence's address."""
        seen: set[str] = set()
        for row, entry in zip(rows, entries, strict=True):
            id = f"parallel-{entry.record.sentence}"
            if entry.record.sentence not in seen:
                row["ids"] = [id]
                self.enter(Ref(What.PARALLEL, entry.record.sentence), id)
            seen.add(entry.record.sentence)

    def _row(self, entry: Entry[Parallel]) -> tuple[list[nodes.Node], ...]:
        parallel = entry.record
        readings = {reading.witness: reading for reading in parallel.readings}
        place = link("sentence", parallel.sentence, called(parallel.sentence))
        grade = nodes.inline(
            "", str(LIKENESS[parallel.sure]), classes=["postil-likeness", f"postil-likeness-{parallel.sure}"]
        )
        return (
            [nodes.paragraph("", "", place), nodes.paragraph("", "", grade)],
            *([*self._reading(entry, witness, readings.get(witness.id))] for witness in self.witnesses),
            [*self._text(entry)],
        )

    def _reading(self, entry: Entry[Parallel], witness: Witness, reading: Reading | None) -> Iterator[nodes.Node]:
        yield nodes.paragraph("", witness.name, classes=["postil-witness"])
        if reading is None:
            yield nodes.paragraph("", _("not in the passages read"), classes=["postil-none-seen"])
            return
        if reading.words:
            words = nodes.inline("", reading.words, classes=["postil-aligned", f"language-{witness.language}"])
            yield nodes.paragraph("", "", words, classes=["postil-reading"])
        if reading.means:
            yield nodes.paragraph("", quoted(reading.means), classes=["postil-gloss"])
        yield from self._marked(entry, reading.says)

    def _text(self, entry: Entry[Parallel]) -> Iterator[nodes.Node]:
        """The whole sentence, its aligned words marked; then what was exchanged and changed."""
        parallel = entry.record
        sentence = self.edition.article.sentence(parallel.sentence)
        before, found, after = sentence.partition(parallel.article)
        words = nodes.inline("", found or parallel.article, classes=["postil-aligned"])
        parts = [nodes.Text(before), words, nodes.Text(after)] if found else [words]
        yield nodes.paragraph("", self.own, classes=["postil-witness"])
        yield nodes.paragraph("", "", *parts, classes=["postil-reading"])
        if parallel.exchanged:
            framed = [part for one in parallel.exchanged for part in (nodes.Text(" "), self._exchange(one))][1:]
            yield nodes.paragraph("", "", *framed, classes=["postil-exchanges"])
        yield from self._marked(entry, parallel.changed)

    def _exchange(self, exchange: Exchange) -> nodes.inline:
        return nodes.inline("", f"{exchange.was} → {exchange.now}", classes=["postil-exchanged"])

    def _marked(self, entry: Entry[Parallel], text: str) -> list[nodes.Node]:
        return render(Passage(text, entry.line), entry.path, self.state.document) if text else []
