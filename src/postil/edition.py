"""A whole edition read from disk: the text, its chapters, the notes and the sources, joined but not yet judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from postil.mentions import Mentions, Ref, What, find_mentions
from postil.model import Note, Source, Standing, State, Verdict, Vocabulary
from postil.paths import Paths
from postil.problems import Problem
from postil.reading.apparatus import Apparatus, read_apparatus
from postil.reading.article import read_article_text
from postil.reading.book_config import find_paths
from postil.reading.chapters import Block, Piece, find_blocks, lay_out
from postil.reading.evidence import Extent, Records, read_evidence
from postil.reading.history import Correction, Release, read_corrections, read_releases
from postil.reading.labels import labels
from postil.reading.markup import CHART_ROLE
from postil.reading.memory import recall, recall_all
from postil.reading.notes import Frame, find_notes, read_note
from postil.reading.pages import Page, read_pages
from postil.reading.parallels import Likeness
from postil.reading.records import Entry, Event
from postil.reading.removed import Removed, read_removed
from postil.reading.seminar import Seminar, read_seminar
from postil.reading.settings import Format, Settings, read_settings
from postil.reading.sources import other_lists, read_sources
from postil.reading.toc import read_toc
from postil.reading.values import Values, read_values
from postil.text.anchor import Anchor, find_all
from postil.text.article import Article, Paragraph, read_article
from postil.text.inline import Mark

FEWEST_OFFERED = 3
"""From fewer verdicts there is nothing to choose."""

Key = TypeVar("Key", str, int)


class InContext(NamedTuple):
    """The words of a note, and those of their sentences before and after them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Edition:
    """Everything that the rules judge and the book is built from. Every path is absolute.

    `evidence` is None where the edition keeps no records of it.
    """

    paths: Paths
    settings: Settings
    article: Article
    documents: tuple[str, ...]
    pages: tuple[Page, ...]
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    sources: dict[str, Source]
    apparatus: Apparatus
    seminar: Seminar
    charts: tuple[str, ...]
    evidence: Records | None = None
    values: Values = field(default_factory=dict)
    removed: tuple[Entry[Removed], ...] = ()
    corrections: tuple[Entry[Correction], ...] = ()
    releases: tuple[Entry[Release], ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @cached_property
    def places(self) -> dict[str, list[Anchor]]:
        """Every place in which the quote of each note stands, by id."""
        quotes = {repr(note.quote): note.quote for note in self.notes}
        found = recall_all("places", quotes, lambda new: find_all(new, self.article).values(), self.article.digest)
        return {note.id: found[note.quote] for note in self.notes}

    @cached_property
    def anchors(self) -> dict[str, Anchor]:
        """Where each note stands, by id; a note whose quote stands in no place or several is left out."""
        return {id: places[0] for id, places in self.places.items() if len(places) == 1}

    @cached_property
    def chapters(self) -> tuple[str, ...]:
        """The documents that hold the text, in its order."""
        return tuple(dict.fromkeys(piece.block.docname for piece in self.pieces))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The kinds and verdicts of this edition."""
        return self.settings.vocabulary

    @cached_property
    def offered(self) -> tuple[Verdict, ...]:
        """The verdicts that a class may give: those that a note gives, or all where so few would tell which it is."""
        every = tuple(self.vocabulary.verdicts.values())
        given = {note.verdict for note in self.notes}
        some = tuple(verdict for verdict in every if verdict in given)
        return some if len(some) >= FEWEST_OFFERED else every

    @cached_property
    def frame(self) -> Frame:
        """What the notes of this edition are read by."""
        return _frame(self.settings, self.values)

    @cached_property
    def essential(self) -> frozenset[str]:
        """The ids of the notes that are shown at once: the essential ones, or all where the edition names none."""
        named = frozenset(note.id for note in self.notes if note.essential)
        return named or frozenset(note.id for note in self.notes)

    def is_later(self, note: Note) -> bool:
        """Whether what a note says could not be known in the month of the text."""
        return note.as_of.isoformat()[:7] > self.settings.date.isoformat()[:7]

    def is_after(self, day: str) -> bool:
        """Whether a day, month or year, an ISO 8601 date, lies wholly after the day of the text."""
        return day > self.settings.date.isoformat()[: len(day)]

    @cached_property
    def last_year(self) -> int:
        """The latest year in which something that a note says could first be known; that of the text without notes."""
        return max((note.as_of.year for note in self.notes), default=self.settings.date.year)

    def numbers_in(self, docname: str) -> dict[str, int]:
        """The numbers of the notes on a document's page, from 1: essential notes first, then reading order."""
        notes = sorted(self.notes_in(docname), key=lambda note: note.id not in self.essential)
        return {note.id: number for number, note in enumerate(notes, 1)}

    def is_later_source(self, key: str) -> bool:
        """Whether a source came out after the day of the text; one without a date did not, as far as is known."""
        return self.is_after(self.sources[key].fields.get("date", ""))

    @cached_property
    def by_id(self) -> dict[str, Note]:
        """The notes by id."""
        return {note.id: note for note in self.notes}

    @cached_property
    def labels(self) -> dict[str, str]:
        """How each source is called where it is cited, by key; no two are alike."""
        return labels(self.sources)

    def standing(self, key: str) -> Standing:
        """Whether a source was read: its record says so or, in an edition without records, its entry."""
        if self.evidence is None:
            return Standing.READ if self.sources[key].state == State.CHECKED else Standing.UNREAD
        entry = self.evidence.get(key)
        if entry is None or not entry.record.read:
            return Standing.UNREAD
        return Standing.EXCERPT if entry.record.extent == Extent.EXCERPT else Standing.READ

    @cached_property
    def leaning(self) -> dict[str, list[Note]]:
        """The anchored notes that name or cite each source, by its key, in reading order."""
        notes: dict[str, list[Note]] = defaultdict(list)
        for id in self.reading_order:
            for key in self.by_id[id].cited:
                notes[key].append(self.by_id[id])
        return notes

    @cached_property
    def charted(self) -> dict[str, list[Note]]:
        """The anchored notes that lead to each chart, by its name, in reading order."""
        notes: dict[str, list[Note]] = defaultdict(list)
        for id in self.reading_order:
            references = (reference for passage in self.by_id[id].passages for reference in passage.references)
            for name in dict.fromkeys(found.target for found in references if found.role == CHART_ROLE):
                notes[name].append(self.by_id[id])
        return notes

    @cached_property
    def replaced(self) -> dict[str, Note]:
        """The note that each merged note's addresses lead to, by the id that the merged one had."""
        return {old: note for note in self.notes for old in note.replaces}

    @cached_property
    def home(self) -> dict[str, Piece]:
        """The piece of text on which each note stands, by id; a note that crosses a division is left out."""
        return {
            id: piece
            for id, anchor in self.anchors.items()
            for piece in self.parts_of(self.paragraph(anchor.paragraph))
            if piece.start <= anchor.start and anchor.end <= piece.end
        }

    @cached_property
    def reading_order(self) -> tuple[str, ...]:
        """The ids of the anchored notes in the order in which their marks stand in the text."""
        return tuple(sorted(self.anchors, key=lambda id: _mark_order(self.anchors[id])))

    @cached_property
    def likeness(self) -> dict[str, Likeness]:
        """How sure it is that a sentence, by its number, goes with another text: the surest of its parallels."""
        records = [entry.record for entry in self.apparatus.parallels]
        least_first = (Likeness.LIKELY, Likeness.CLOSE)
        return {record.sentence: sure for sure in least_first for record in records if record.sure == sure}

    @cached_property
    def mentions(self) -> Mentions:
        """Where the text and the notes name the people, terms and events of the apparatus."""
        notes = (self.by_id[id] for id in self.reading_order)
        return find_mentions(self.apparatus, self.article, notes)

    @cached_property
    def events_in(self) -> dict[str, list[Event]]:
        """The events that each note tells of, by its id."""
        events: dict[str, list[Event]] = defaultdict(list)
        for entry in self.apparatus.events:
            for id in self.mentions.notes.get(Ref(What.EVENT, entry.record.id), ()):
                events[id].append(entry.record)
        return events

    @cached_property
    def unnamed_in(self) -> dict[str, list[Ref]]:
        """The people and terms that no words name and that each note tells of, by its id."""
        refs: dict[str, list[Ref]] = defaultdict(list)
        for ref in sorted(self.mentions.unnamed):
            for id in self.mentions.notes.get(ref, ()):
                refs[id].append(ref)
        return refs

    @cached_property
    def _notes_by_piece(self) -> dict[Piece, list[str]]:
        notes = defaultdict(list)
        for id in self.reading_order:
            if id in self.home:
                notes[self.home[id]].append(id)
        return notes

    @cached_property
    def cited_by_pages(self) -> frozenset[str]:
        """The keys that pages cite, outside of notes and records."""
        return frozenset(key for page in self.pages for key in page.citations())

    def paragraph(self, number: int) -> Paragraph:
        """The paragraph of a number, 0 for the title."""
        return self._paragraphs[number]

    @cached_property
    def _paragraphs(self) -> dict[int, Paragraph]:
        return {paragraph.number: paragraph for paragraph in self.article.paragraphs}

    def records(self) -> Iterator[Entry[Any]]:
        """Every record of the apparatus and of the teacher's key."""
        yield from self.apparatus.entries()
        yield from self.seminar.key or ()

    def sentence_of(self, note_id: str) -> str:
        """The number, such as `2-5`, of the sentence in which the words of a note begin."""
        anchor = self.anchors[note_id]
        return f"{anchor.paragraph}-{self.paragraph(anchor.paragraph).sentence_at(anchor.start)}"

    def in_context(self, note_id: str) -> InContext:
        """The words of a note with the sentences in which they stand."""
        anchor = self.anchors[note_id]
        paragraph = self.paragraph(anchor.paragraph)
        first, last = (paragraph.sentence_at(offset) - 1 for offset in (anchor.start, anchor.end - 1))
        edges = (paragraph.sentences[first][0], anchor.start, anchor.end, paragraph.sentences[last][1])
        return InContext(*(paragraph.text[start:end] for start, end in pairwise(edges)))

    def start_of(self, note_id: str) -> tuple[int, int]:
        """Where the words of a note begin: the paragraph, and the letters of it before them."""
        anchor = self.anchors[note_id]
        return anchor.paragraph, anchor.start

    def notes_on(self, piece: Piece) -> list[Note]:
        """The notes that stand on a piece of text, in reading order."""
        return [self.by_id[id] for id in self._notes_by_piece.get(piece, ())]

    def notes_in(self, docname: str) -> list[Note]:
        """The notes that stand on a document's page, in reading order."""
        return [note for piece in self.pieces_in(docname) for note in self.notes_on(piece)]

    def pieces_in(self, docname: str) -> list[Piece]:
        """The pieces of text that a document holds, in reading order."""
        return self._pieces_by_docname.get(docname, [])

    def pieces_of(self, block: Block) -> list[Piece]:
        """The pieces of text that a block holds, in reading order."""
        return [piece for piece in self.pieces_in(block.docname) if piece.block is block]

    def parts_of(self, paragraph: Paragraph) -> list[Piece]:
        """The pieces into which a paragraph is divided, in reading order; one for most."""
        return self._pieces_by_paragraph.get(paragraph.number, [])

    def place_of_link(self, mark: Mark) -> tuple[str, str] | None:
        """The document and the id in it to which a mark on the text leads; None where that is not in the text."""
        number = self.article.targets.get(mark.target)
        parts = self.parts_of(self.paragraph(number)) if mark.target and number is not None else []
        return (parts[0].block.docname, f"p{number}" if number else "title") if parts else None

    @cached_property
    def _pieces_by_docname(self) -> dict[str, list[Piece]]:
        return _grouped(self.pieces, lambda piece: piece.block.docname)

    @cached_property
    def _pieces_by_paragraph(self) -> dict[int, list[Piece]]:
        return _grouped(self.pieces, lambda piece: piece.paragraph.number)


def read_edition(root: Path) -> tuple[Edition | None, list[Problem]]:
    """Read the edition in the book at `root`; see `read_edition_at`."""
    paths = find_paths(root)
    return (None, [paths]) if isinstance(paths, Problem) else read_edition_at(paths)


def read_edition_at(paths: Paths) -> tuple[Edition | None, list[Problem]]:
    """Read an edition. Without settings or text there is none; other Problems are also kept in it."""
    settings = read_settings(paths.settings)
    if isinstance(settings, Problem):
        return None, [settings]
    documents, toc_problems = read_toc(paths)
    if toc_problems and not documents:
        return None, toc_problems
    pages, page_problems = read_pages(paths, documents)
    blocks = find_blocks(pages)
    text = read_article_text(paths.article, blocks)
    if isinstance(text, Problem):
        return None, [text]
    marked = settings.format == Format.MARKDOWN
    article = recall(
        "article",
        text,
        lambda: read_article(text, settings.title, settings.language, markdown=marked, form=settings.form),
        f"{settings.title}\0{settings.language}\0{settings.format}\0{settings.form}",
    )
    pieces, problems = lay_out(blocks, article)
    removed, removed_problems = read_removed(paths.removed)
    corrections, correction_problems = read_corrections(paths.corrections)
    releases, release_problems = read_releases(paths.releases)
    values, value_problems = read_values(paths.values)
    notes, note_problems = _read_notes(paths.notes, _frame(settings, values))
    sources, source_problems = read_sources(*paths.bibliographies)
    source_problems = [*source_problems, *other_lists(*paths.bibliographies)]
    apparatus, record_problems = read_apparatus(paths)
    seminar, seminar_problems = read_seminar(paths)
    evidence, evidence_problems = read_evidence(paths.evidence)
    problems += toc_problems + page_problems + note_problems + source_problems + record_problems
    problems += seminar_problems + evidence_problems + value_problems + removed_problems
    problems += correction_problems + release_problems
    edition = Edition(
        paths,
        settings,
        article,
        tuple(documents),
        tuple(pages),
        tuple(pieces),
        tuple(notes),
        sources,
        apparatus,
        seminar,
        tuple(sorted(path.stem for path in paths.charts.glob("*.svg"))),
        evidence,
        values,
        removed,
        corrections,
        releases,
        tuple(problems),
    )
    return edition, problems


def read_notes(root: Path) -> tuple[Settings, list[Note]]:
    """The settings and the notes of the edition in the book at `root`, for whoever needs nothing else of it.

    Notes that cannot be read are left out. Raises ValueError where the settings cannot be read.
    """
    paths = find_paths(root)
    settings = paths if isinstance(paths, Problem) else read_settings(paths.settings)
    if isinstance(paths, Problem) or isinstance(settings, Problem):
        raise ValueError(str(settings))
    values, _ = read_values(paths.values)
    notes, _ = _read_notes(paths.notes, _frame(settings, values))
    return settings, notes


def _frame(settings: Settings, values: Values) -> Frame:
    shown = {name: entry.record.value for name, entry in values.items()}
    return Frame(settings.vocabulary, shown, settings.languages)


def _read_notes(folder: Path, frame: Frame) -> tuple[list[Note], list[Problem]]:
    notes: dict[str, Note] = {}
    paths, problems = find_notes(folder)
    for path in paths:
        note, found = read_note(path, frame)
        problems += found
        if note and note.id in notes:
            message = f"the id '{note.id}' is also that of {notes[note.id].path.relative_to(folder)}"
            problems.append(Problem(path, 1, "note-id-duplicate", message))
        elif note:
            notes[note.id] = note
    return list(notes.values()), problems


def _grouped(pieces: Iterable[Piece], key: Callable[[Piece], Key]) -> dict[Key, list[Piece]]:
    groups: dict[Key, list[Piece]] = defaultdict(list)
    for piece in pieces:
        groups[key(piece)].append(piece)
    return groups


def _mark_order(anchor: Anchor) -> tuple[int, int, int]:
    """A mark stands where its words end; of two that end together the shorter comes first."""
    return anchor.paragraph, anchor.end, -anchor.start
