"""A chapter on pages: lines of text above the essential notes on them, what is between passages, and endnotes.

Nothing but the measure of what was put on a page before says where a page ends. So chapters follow each other without
white between them, unless the first lines would not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from docutils import nodes
from markupsafe import Markup

from postil.charts.nodes import chart
from postil.paper import typeset
from postil.paper.content import Card, Content, Flow, Run, numbers_of
from postil.paper.lines import Line, heights_above, lines_of, printed
from postil.paper.pages import Row, divide, height_of

LINE, GAP = 6.4, 3.0  # mm: a line of text, the space after a paragraph
SLACK = 18.0  # mm: the space around notes, and by how much their columns may differ
KEPT = 2  # lines of a passage that are on the page of what leads to it
WHITE = 1 / 3  # of a page: what may be left empty
NEW_PAGE = Markup('<div class="postil-print-new-page"></div>')

Render = Callable[..., Markup]


class Chapters:
    """Sets the chapters of an edition on pages of one size."""

    def __init__(self, content: Content, lines: Sequence[Line], render: Render, targets: Set[str], size: str) -> None:
        self.content, self.edition = content, content.edition
        self.lines, self.render, self.targets, self.size = lines, render, targets, size
        self.room = typeset.height(size)
        self.used = 0.0  # mm of the page that is being filled

    def front(self, html: Markup) -> Markup:
        """What is before the first chapter; a new page follows unless that leaves a third of this one white."""
        self._add(html)
        if self.room - self.used > self.room * WHITE:
            return html
        self.used = 0.0
        return html + NEW_PAGE

    def chapter(self, docname: str) -> Markup:
        """The HTML of the next chapter."""
        cards = self.content.cards(docname)
        parts: list[Markup] = []
        before = self.render("opening", docname=docname, chapters=self.content.chapters)
        after: Sequence[nodes.Node] = []
        for block in self.content.blocks(docname):
            if isinstance(block, Flow):
                after = block.content
            else:
                parts += self._spreads(block, before + self.content.html(after, docname, self.targets), docname, cards)
                before, after = Markup(""), []
        parts += [self._add(before), *self._rest(docname, after, self._endnotes(docname, cards))]
        return Markup("").join(parts)

    def _rest(self, docname: str, after: Sequence[nodes.Node], notes: Sequence[Markup]) -> Iterator[Markup]:
        """What is `after` the text and the endnotes; a chart for which there is no room lets some of them go first."""
        told = 0
        for node in after:
            html = self.content.html([node], docname, self.targets)
            count = self._before_chart(html, notes, told) if isinstance(node, chart) else told
            yield self._add(self._notes(notes, told, count))
            yield self._add(html)
            told = count
        yield self._add(self._notes(notes, told, len(notes)))

    def _before_chart(self, html: Markup, notes: Sequence[Markup], told: int) -> int:
        """How many endnotes are told when a chart comes: the fewest after which it leaves no page a third white."""
        white: dict[int, float] = {}
        for count in range(told, len(notes) + 1):
            some = self._notes(notes, told, count)
            used = typeset.reach(some, self.size, self.used) if some else self.used
            fits = not used or typeset.reach(html, self.size, used) > typeset.reach(html, self.size, 0.0)
            white[count] = 0.0 if fits else self.room - used
            if white[count] <= self.room * WHITE:
                break
        return min(white, key=white.__getitem__)

    def _notes(self, notes: Sequence[Markup], start: int, end: int) -> Markup:
        """Some of the endnotes, the first of them under their heading."""
        return self.render("endnotes", notes=notes[start:end], first=not start) if start < end else Markup("")

    def _lead(self, before: Markup, rows: Sequence[Row]) -> Markup:
        """What leads to a passage; on a new page, where the first lines would not be on the same."""
        end, least = typeset.reach(before, self.size, self.used) if before else self.used, height_of(rows[:KEPT], SLACK)
        if not self.used or self.used <= end <= self.room - least:
            return self._add(before)
        self.used = 0.0
        return NEW_PAGE + self._add(before)

    def _add(self, html: Markup) -> Markup:
        """Put HTML that flows over pages after what is there."""
        if html:
            self.used = typeset.reach(html, self.size, self.used)
        return html

    def _endnotes(self, docname: str, cards: Sequence[Card]) -> list[Markup]:
        """The fuller texts of essential notes, and the other notes, by their numbers."""
        notes = (self._endnote(card, docname) for card in sorted(cards, key=lambda card: card.number))
        return [note for note in notes if note]

    def _endnote(self, card: Card, docname: str) -> Markup:
        if card.note.id not in self.edition.essential:
            return self.content.endnote(card, docname, self.targets)
        return self.content.fuller(card, docname, self.targets) if card.body else Markup("")

    def _spreads(self, run: Run, before: Markup, docname: str, cards: Sequence[Card]) -> list[Markup]:
        """Passages, and what is `before` them, as pages with notes at the foot; what follows goes on below the last."""
        lines = lines_of(self.lines, run.pieces)
        on = self._cards_on(lines, cards)
        notes = {
            card.note.id: self.content.note(card, docname, self.targets)
            for line in lines
            for card in on[line]
            if card.note.id in self.edition.essential
        }
        rows = _rows(lines, heights_above(lines, self.edition), on, notes)
        parts = [self._lead(before, rows)]
        start = 0
        for count in divide(rows, self.room - self.used, self.room, SLACK):
            page, taken = lines[start : start + count], height_of(rows[start : start + count], SLACK)
            here = [card for line in page for card in on[line]]
            foot = [notes[card.note.id] for card in here if card.note.id in notes]
            start += count
            ends = start == len(lines)
            space = 0.0 if ends else max(self.room - self.used - taken, 0.0)
            words = printed(page, self.edition, numbers_of(here))
            spread = self.render("spread", words=words, notes=foot, space=space, ends=ends)
            self.used = typeset.reach(spread, self.size, self.used) if ends else 0.0
            parts.append(spread)
        return parts

    def _cards_on(self, lines: Sequence[Line], cards: Sequence[Card]) -> Mapping[Line, Sequence[Card]]:
        """The notes whose words end on each line."""
        found: dict[Line, list[Card]] = {line: [] for line in lines}
        for card in cards:
            anchor = self.edition.anchors[card.note.id]
            for line in lines:
                if line.paragraph.number == anchor.paragraph and line.start < anchor.end <= line.end:
                    found[line].append(card)
        return found


def _rows(
    lines: Sequence[Line], above: Sequence[float], on: Mapping[Line, Sequence[Card]], notes: Mapping[str, Markup]
) -> list[Row]:
    """The lines, what is `above` each, and their notes by their heights."""
    measured = (f'<div class="postil-print-measured" id="{id}">{note}</div>' for id, note in notes.items())
    tall = typeset.heights(f'<div class="postil-print-column">{"".join(measured)}</div>') if notes else {}
    return [
        Row(
            LINE + GAP * line.is_first + picture, tuple(tall[card.note.id] for card in on[line] if card.note.id in tall)
        )
        for line, picture in zip(lines, above, strict=True)
    ]
