"""The directives of a chapter: the article's own words, and the editors' lead-in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective, is_directive_registered

from postil.compat.sphinx import offer_directive
from postil.edition import Edition
from postil.joining import SEPARATOR, joined
from postil.model import Note
from postil.reading.chapters import Piece
from postil.sphinx.domain import edition_domain
from postil.sphinx.illustrations import note_pictures
from postil.sphinx.nodes import (
    Sentence,
    Words,
    article_text,
    division,
    named_here,
    note_body,
    note_card,
    note_cards,
    note_margin,
    note_sources,
    note_web,
    other_cards,
    passage,
    reading_controls,
)
from postil.sphinx.note_text import citation, render
from postil.sphinx.words import _
from postil.text.anchor import Segment, segments
from postil.text.inline import Mark

SHOWN_SOURCES = 1  # on a closed card, which has one line for them


def setup(app: Sphinx) -> None:
    """Register the directives; that of the text has one name, by which pages are read without Sphinx too."""
    app.connect("config-inited", refuse_other, priority=950)
    offer_directive(app, "article", ArticleDirective)
    offer_directive(app, "lead-in", LeadInDirective)


def refuse_other(app: Sphinx, config: Config) -> None:
    """Raise SystemExit where the book has a directive by the name of ours, which would show the text in its way."""
    if is_directive_registered("article"):
        raise SystemExit(
            f"{app.srcdir}: an extension of this book has a directive {{article}} of its own, which is what postil "
            "calls the text that notes are on; give that one another name, or take postil out of the extensions"
        )


class LeadInDirective(SphinxDirective):
    """A few sentences by the editors before the article's words."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The sentences in a container of class `lead-in`."""
        self.assert_has_content()
        container = nodes.container(classes=["postil-lead-in"])
        self.state.nested_parse(self.content, self.content_offset, container)
        return [container]


def controls_of(edition: Edition, notes: Sequence[Note]) -> reading_controls:
    """How much to see of a page with these notes."""
    return reading_controls(notes=notes, sides=sorted({note.side for note in edition.notes}))


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
        numbers = self.edition.numbers_in(self.env.docname)
        passages = [node for piece in self.edition.pieces_of(block) for node in self._piece(piece, numbers)]
        first = block == self.edition.pieces_in(self.env.docname)[0].block
        controls = controls_of(self.edition, self.edition.notes_in(self.env.docname))
        return [controls, *passages] if first and numbers else passages

    def _piece(self, piece: Piece, numbers: dict[str, int]) -> Iterator[nodes.Node]:
        if piece.continues:
            yield _division(self.edition, piece, onward=False)
        notes = self.edition.notes_on(piece)
        essential = [note for note in notes if note.id in self.edition.essential]
        others = [note for note in notes if note.id not in self.edition.essential]
        number = piece.paragraph.number
        note_pictures(self.env, piece.paragraph, self.edition.paths)
        node = passage()
        node += text_of(piece, self.edition, notes, numbers)
        node += named_here(sentences=piece.sentences)
        if essential:
            node += note_cards("", *(self._card(note, numbers[note.id]) for note in essential), number=number)
        if others:
            cards = (self._card(note, numbers[note.id]) for note in others)
            node += other_cards("", *cards, number=number, notes=others)
        yield node
        if piece.continued:
            yield _division(self.edition, piece, onward=True)

    def _card(self, note: Note, number: int) -> note_card:
        card = note_card(note=note, number=number, ids=[f"note-{note.id}"])
        card += note_margin("", *render(note.margin, note.path, self.state.document))
        if note.sources:
            card += note_sources("", "", *_line_of_sources([citation(key) for key in note.citations]))
        if note.body:
            card += note_body("", *render(note.body, note.path, self.state.document))
        card += note_web()
        return card


def _line_of_sources(citations: list[list[nodes.Node]]) -> Iterator[nodes.Node]:
    """The sources of a note; where they are many, those after the first show when the card is opened."""
    yield from joined(citations[:SHOWN_SOURCES])
    further = citations[SHOWN_SOURCES:]
    if further:
        yield nodes.inline("", "", nodes.Text(SEPARATOR), *joined(further), classes=["postil-further"])
        yield nodes.inline("", "", nodes.Text(SEPARATOR + str(_("%d more")) % len(further)), classes=["postil-count"])


def text_of(piece: Piece, edition: Edition, notes: list[Note], numbers: dict[str, int]) -> article_text:
    """The words of a piece, cut into sentences and segments, with a numbered mark where each note's words end."""
    number = piece.paragraph.number
    spans = {note.id: (edition.anchors[note.id].start, edition.anchors[note.id].end) for note in notes}
    builder = _SegmentBuilder(piece, edition, spans, numbers)
    sentences = []
    at = piece.start
    for index, (start, end) in enumerate(piece.paragraph.sentences, 1):
        if start < piece.end and end > piece.start:
            parts = segments(spans, _cut_at_marks(start, end, piece.paragraph.marks))
            sentences.append(Sentence(index, piece.paragraph.text[at:start], tuple(builder.build(parts))))
            at = end
    rest = piece.paragraph.text[piece.end :]
    gap = len(rest) - len(rest.lstrip())  # the parts of a divided paragraph, joined, are the paragraph
    id = f"p{number}" if number else "title"
    after = piece.paragraph.text[at : piece.end + gap]
    level, language = piece.paragraph.level, edition.settings.language
    return article_text(
        number=number,
        ids=[id],
        level=level,
        language=language,
        sentences=tuple(sentences),
        after=after,
        form=str(edition.settings.form),
        shape=piece.paragraph.shape,
        breaks=piece.paragraph.breaks,
        line=piece.paragraph.line_at(piece.start),
        indent="" if piece.start else piece.paragraph.indent,
    )


def _cut_at_marks(start: int, end: int, marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """A sentence cut wherever emphasis or a link begins or ends in it."""
    edges = sorted({start, end, *(edge for m in marks for edge in (m.start, m.end) if start < edge < end)})
    return list(pairwise(edges))


class _SegmentBuilder:
    """Turns the segments of a piece into words."""

    def __init__(
        self, piece: Piece, edition: Edition, spans: dict[str, tuple[int, int]], numbers: dict[str, int]
    ) -> None:
        self.text, self.marks = piece.paragraph.text, piece.paragraph.marks
        self.edition, self.spans, self.numbers = edition, spans, numbers

    def build(self, parts: Iterable[Segment]) -> Iterator[Words]:
        """Each segment as words that know the notes on them and those that end with them."""
        notes = self.edition.by_id
        for part in parts:
            on = [notes[id] for id in part.ids]
            ending = tuple((self.numbers[id], notes[id]) for id in self.spans if self.spans[id][1] == part.end)
            over = (mark for mark in self.marks if mark.start <= part.start and part.end <= mark.end)
            within = tuple(mark for mark in over if mark.form != "image" or mark.start == part.start)
            essential = any(note.id in self.edition.essential for note in on)
            later = bool(on) and all(map(self.edition.is_later, on))
            yield Words(self.text[part.start : part.end], part.ids, essential, later, ending, within)


def _division(edition: Edition, piece: Piece, *, onward: bool) -> division:
    parts = edition.parts_of(piece.paragraph)
    other = parts[parts.index(piece) + (1 if onward else -1)]
    sentences = other.paragraph.sentences
    number = next(n for n, (start, _) in enumerate(sentences, 1) if start >= other.start)
    target = f"s{other.paragraph.number}-{number}"
    return division(number=piece.paragraph.number, docname=other.block.docname, target=target, onward=onward)
