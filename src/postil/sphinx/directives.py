"""The directives of a chapter: the article's own words, and the editors' lead-in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from postil.anchor import Segment, segments
from postil.chapters import Piece
from postil.edition import Edition
from postil.inline import Mark
from postil.model import Kind, Note
from postil.sphinx.domain import edition_domain
from postil.sphinx.nodes import (
    article_text,
    division,
    note_body,
    note_card,
    note_cards,
    note_mark,
    note_sources,
    passage,
    sentence,
    words,
)
from postil.sphinx.note_text import citation, render

_FORMS: dict[str, type[nodes.TextElement]] = {
    "emphasis": nodes.emphasis,
    "strong": nodes.strong,
    "link": nodes.reference,
}


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("article", ArticleDirective)
    app.add_directive("lead-in", LeadInDirective)


class LeadInDirective(SphinxDirective):
    """A few sentences by the editors before the article's words."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The sentences in a container of class `lead-in`."""
        self.assert_has_content()
        container = nodes.container(classes=["lead-in"])
        self.state.nested_parse(self.content, self.content_offset, container)
        return [container]


class ArticleDirective(SphinxDirective):
    """A part of the article, letter for letter, with the notes that stand on it."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """A passage for each paragraph that the block holds, whole or in part."""
        domain = edition_domain(self.env)
        self.edition = domain.edition
        block = next(
            (piece.block for piece in self.edition.pieces_in(self.env.docname) if piece.block.line == self.lineno), None
        )
        if block is None:
            raise self.error("an article block must stand at the top level of a chapter, with three colons")
        return [node for piece in self.edition.pieces_of(block) for node in self._piece(piece)]

    def _piece(self, piece: Piece) -> Iterator[nodes.Node]:
        if piece.continues:
            yield _division(self.edition, piece, onward=False)
        notes = self.edition.notes_on(piece)
        first = self._number_of_first(piece)
        numbers = {note.id: first + index for index, note in enumerate(notes)}
        node = passage()
        node += text_of(piece, self.edition, notes, numbers)
        if notes:
            cards = note_cards(number=piece.paragraph.number)
            cards += [self._card(note, numbers[note.id]) for note in notes]
            node += cards
        yield node
        if piece.continued:
            yield _division(self.edition, piece, onward=True)

    def _number_of_first(self, piece: Piece) -> int:
        """Notes are numbered through a page."""
        before = self.edition.pieces_in(self.env.docname)
        return 1 + sum(len(self.edition.notes_on(other)) for other in before[: before.index(piece)])

    def _card(self, note: Note, number: int) -> note_card:
        card = note_card(note=note, number=number, ids=[f"note-{note.id}"])
        card += render(note.margin, note.path, self.state.document)
        if note.sources:
            sources = note_sources()
            for key in note.sources:
                sources += list(citation(self.edition.sources[key]))
                sources += nodes.Text(" · " if key != note.sources[-1] else "")
            card += sources
        if note.body:
            body = note_body()
            body += render(note.body, note.path, self.state.document)
            card += body
        return card


def text_of(piece: Piece, edition: Edition, notes: list[Note], numbers: dict[str, int]) -> article_text:
    """The words of a piece, cut into sentences and segments, with a numbered mark where each note's words end."""
    number = piece.paragraph.number
    spans = {note.id: (edition.anchors[note.id].start, edition.anchors[note.id].end) for note in notes}
    builder = _SegmentBuilder(piece, {note.id: note for note in notes}, spans, numbers)
    text = article_text(number=number, ids=[f"p{number}" if number else "title"], support_smartquotes=False)
    text["level"] = piece.paragraph.level
    at = piece.start
    for index, (start, end) in enumerate(piece.paragraph.sentences, 1):
        if start >= piece.end or end <= piece.start:
            continue
        text += nodes.Text(piece.paragraph.text[at:start])
        span = sentence(number=index, ids=[f"s{number}-{index}"], support_smartquotes=False)
        span += builder.build(segments(spans, _cut_at_marks(start, end, piece.paragraph.marks)))
        text += span
        at = end
    rest = piece.paragraph.text[piece.end :]
    gap = len(rest) - len(rest.lstrip())  # the parts of a divided paragraph, joined, are the paragraph
    text += nodes.Text(piece.paragraph.text[at : piece.end + gap])
    return text


def _cut_at_marks(start: int, end: int, marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """A sentence cut wherever emphasis or a link begins or ends in it."""
    edges = sorted({start, end, *(edge for m in marks for edge in (m.start, m.end) if start < edge < end)})
    return list(pairwise(edges))


class _SegmentBuilder:
    """Turns the segments of a piece into nodes; a note's underline keeps its lane from first word to last."""

    lanes: ClassVar[int] = 2

    def __init__(
        self, piece: Piece, notes: dict[str, Note], spans: dict[str, tuple[int, int]], numbers: dict[str, int]
    ) -> None:
        self.text, self.marks = piece.paragraph.text, piece.paragraph.marks
        self.notes, self.spans, self.numbers = notes, spans, numbers
        self.lane = self._assign_lanes()

    def _assign_lanes(self) -> dict[str, int]:
        """Overlapping notes get different lanes, corrections and short ones first; where lanes run out, no line."""

        def importance(id: str) -> tuple[bool, int]:
            return self.notes[id].kind != Kind.CORRECTION, self.spans[id][1] - self.spans[id][0]

        lanes: dict[str, int] = {}
        for id in sorted(self.spans, key=importance):
            start, end = self.spans[id]
            taken = {lanes[o] for o in lanes if self.spans[o][0] < end and start < self.spans[o][1]}
            free = set(range(self.lanes)) - taken
            if free:
                lanes[id] = min(free)
        return lanes

    def _marked(self, part: Segment) -> nodes.Node:
        """The words of a segment within the emphasis and links that lie over it."""
        node: nodes.Node = nodes.Text(self.text[part.start : part.end])
        for mark in self.marks:
            if mark.start <= part.start and part.end <= mark.end:
                node = _FORMS[mark.form]("", "", node, support_smartquotes=False)
                if mark.address:
                    node["refuri"] = mark.address
        return node

    def build(self, parts: Iterable[Segment]) -> Iterator[nodes.Node]:
        for part in parts:
            text = self._marked(part)
            if part.ids:
                marks = [(str(self.notes[id].kind), self.lane[id]) for id in part.ids if id in self.lane]
                yield words("", "", text, notes=list(part.ids), marks=marks, support_smartquotes=False)
            else:
                yield text
            ending = [id for id in self.numbers if self.spans[id][1] == part.end]
            yield from (note_mark(note=self.notes[id], number=self.numbers[id]) for id in ending)


def _division(edition: Edition, piece: Piece, *, onward: bool) -> division:
    parts = [other for other in edition.pieces if other.paragraph is piece.paragraph]
    other = parts[parts.index(piece) + (1 if onward else -1)]
    sentences = other.paragraph.sentences
    number = next(n for n, (start, _) in enumerate(sentences, 1) if start >= other.start)
    target = f"s{other.paragraph.number}-{number}"
    return division(number=piece.paragraph.number, docname=other.block.docname, target=target, onward=onward)
