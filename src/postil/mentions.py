"""Who and what is named where: people and terms are found by their names and aliases, events by their notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from postil.model import Note
from postil.reading.apparatus import Apparatus
from postil.reading.memory import recall
from postil.reading.records import Person, SourcedRecord, Term
from postil.text.article import Article
from postil.text.names import Finder, either_case


class What(StrEnum):
    """What an entry of the apparatus is about; also the type of references to it."""

    PERSON = "person"
    TERM = "term"
    EVENT = "event"
    CLAIM = "claim"
    VERDICT = "verdict"
    PARALLEL = "parallel"


class Ref(NamedTuple):
    """An entry of the apparatus by its id."""

    what: What
    id: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where the entries are named: `sentences` by their numbers and `notes` by id, both in reading order."""

    finder: Finder[Ref]
    sentences: Mapping[Ref, Sequence[str]]
    notes: Mapping[Ref, Sequence[str]]
    named_in: Mapping[str, Sequence[Ref]]
    """The entries that a sentence names, in the order in which it does."""
    unnamed: frozenset[Ref]
    """The people and terms that no words name: they are found in the notes that tell of them."""


def names_of(record: Person | Term) -> Iterator[str]:
    """Every form under which an entry is found. Terms begin with a small letter or a large one, people as written."""
    if isinstance(record, Person):
        yield from (name for name in (record.name, record.original, *record.aliases) if name)
    else:
        for words in filter(None, (record.term, record.original, *record.aliases)):
            yield from either_case(words)


def all_names(apparatus: Apparatus) -> Iterator[tuple[str, Ref]]:
    """The forms of all people, then those of all terms, each with its entry."""
    for ref, record in named_records(apparatus):
        yield from ((name, ref) for name in names_of(record))


def named_records(apparatus: Apparatus) -> Iterator[tuple[Ref, Person | Term]]:
    """The people and the terms, each with its entry."""
    yield from ((Ref(What.PERSON, entry.record.id), entry.record) for entry in apparatus.people)
    yield from ((Ref(What.TERM, entry.record.id), entry.record) for entry in apparatus.terms)


def find_mentions(apparatus: Apparatus, article: Article, notes: Iterable[Note]) -> Mentions:
    """Look for every entry in the sentences of the article and in the notes, which come in reading order.

    An entry that none of them names is found in the notes that tell of it.
    """
    names = list(all_names(apparatus))
    finder, known = Finder(names), repr(names)

    def named_by(texts: Sequence[str]) -> list[tuple[Ref, ...]]:
        return recall("named", "\0".join(texts), lambda: [_each_once(finder, text) for text in texts], known)

    sentences: dict[Ref, list[str]] = defaultdict(list)
    named_in: dict[str, tuple[Ref, ...]] = {}
    for paragraph in article.paragraphs:
        words = [paragraph.text[start:end] for start, end in paragraph.sentences]
        for number, named in enumerate(named_by(words), 1):
            sentence = f"{paragraph.number}-{number}"
            named_in[sentence] = named
            for ref in named:
                sentences[ref].append(sentence)
    in_notes: dict[Ref, list[str]] = defaultdict(list)
    listed = list(notes)
    for note in listed:
        in_texts = named_by([note.title, *(passage.words for passage in note.passages)])
        told = (Ref(What.EVENT, entry.record.id) for entry in apparatus.events if tells_of(note, entry.record))
        for ref in dict.fromkeys([*chain.from_iterable(in_texts), *told]):
            in_notes[ref].append(note.id)
    unnamed = {ref: record for ref, record in named_records(apparatus) if ref not in sentences and ref not in in_notes}
    for ref, record in unnamed.items():
        telling = [note.id for note in listed if tells_of(note, record)]
        in_notes |= {ref: telling} if telling else {}
    return Mentions(finder, dict(sentences), dict(in_notes), named_in, frozenset(unnamed))


def tells_of(note: Note, record: SourcedRecord) -> bool:
    """Whether a note tells of an entry: the entry names it or, where it names none, the two share a source."""
    return note.id in record.notes if record.notes else not set(record.sources).isdisjoint(note.sources)


def _each_once(finder: Finder[Ref], text: str) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(found.named for found in finder.find(text)))
