"""How far the annotation has come: numbers for the cover, and a report sentence by sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from postil.check.statements import Carriers
from postil.edition import Edition
from postil.model import Claim, Note, State


@dataclass(frozen=True, slots=True)
class SentenceReport:
    """A sentence such as `2-5`, its words, and the notes that begin in it."""

    number: str
    text: str
    notes: tuple[Note, ...]


def tally(edition: Edition, *, then: bool = False) -> dict[str, int]:
    """The edition in numbers, by name: notes, sentences, sources, checked, claims, opinions, each kind and verdict.

    With `then` of what could be known in the month of the text.
    """
    notes = [note for note in edition.notes if not (then and edition.is_later(note))]
    sources = [source for key, source in edition.sources.items() if not (then and edition.is_later_source(key))]
    verdicts = Counter(str(note.verdict) for note in notes if note.verdict)
    kinds = Counter(str(note.kind) for note in notes)
    return {
        "notes": len(notes),
        "words": sum(len(p.text.split()) for p in edition.article.paragraphs),
        "sentences": len(edition.article.sentences),
        "sources": len(sources),
        "checked": sum(source.state == State.CHECKED for source in sources),
        "claims": sum(verdicts.values()),
        "opinions": sum(note.claim == Claim.OPINION for note in notes),
        **{kind: kinds[kind] for kind in edition.vocabulary.kinds},
        **{verdict: verdicts[verdict] for verdict in edition.vocabulary.verdicts},
    }


def by_sentence(edition: Edition) -> Iterator[SentenceReport]:
    """Every sentence in reading order, the title's included."""
    notes: dict[str, list[Note]] = defaultdict(list)
    for id in edition.reading_order:
        notes[edition.sentence_of(id)].append(edition.by_id[id])
    for number, sentence in edition.article.sentences.items():
        yield SentenceReport(number, sentence, tuple(notes[number]))


def report(edition: Edition) -> Iterator[str]:
    """The lines of `postil check --report`."""
    numbers = tally(edition)
    yield (
        f"{numbers['notes']} notes on {numbers['sentences']} sentences, {numbers['sources']} sources "
        f"({numbers['checked']} checked), {numbers['claims']} verdicts, {numbers['opinions']} opinions"
    )
    yield ""
    for sentence in by_sentence(edition):
        kinds = Counter(str(note.kind) for note in sentence.notes)
        verdicts = sum(bool(note.verdict) for note in sentence.notes)
        counts = ", ".join(f"{count} {kind}" for kind, count in kinds.items()) or "BARE"
        yield f"{sentence.number}  {counts}; {verdicts} verdicts  “{sentence.text[:50].rstrip()}…”"
    yield ""
    yield from evidence_report(edition)
    yield ""
    unjudged = [note.id for note in edition.notes if note.claim == Claim.FACT and not note.verdict]
    unchecked = [key for key, source in edition.sources.items() if source.state != State.CHECKED]
    uses = Counter(key for note in edition.notes for key in note.sources)
    once = [key for key, count in uses.items() if count == 1]
    answered = {entry.record.question for entry in edition.seminar.key or ()}
    questions = [note.id for note in edition.notes if note.kind.asks and note.id not in answered]
    yield _line("claims without a verdict", unjudged)
    yield _line("questions without an answer in the key", questions)
    yield _line("sources unchecked", unchecked)
    yield _line("sources that one note alone leans on", once)


def evidence_report(edition: Edition) -> Iterator[str]:
    """For each note: its sources by how many have read them, their passages, and its statements without evidence."""
    carriers = Carriers(edition)
    total = without = 0
    for note in sorted(edition.notes, key=lambda note: note.id):
        found = [(edition.evidence or {}).get(key) for key in note.cited]
        readers = Counter(min(entry.record.readers, 2) if entry else 0 for entry in found)
        passages = sum(len(entry.record.passages) for entry in found if entry)
        unsupported = carriers.unsupported(note)
        total, without = total + len(note.statements), without + len(unsupported)
        yield (
            f"{note.id}: sources read twice {readers[2]}, once {readers[1]}, by nobody {readers[0]}; "
            f"{passages} passages; {len(unsupported)} of {len(note.statements)} statements without evidence"
        )
    yield f"statements without evidence: {without} of {total}"


def _line(what: str, ids: list[str]) -> str:
    return f"{what}: {len(ids)}" + (f" ({', '.join(sorted(ids))})" if ids else "")
