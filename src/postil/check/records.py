"""What holds for the apparatus, the seminar kit and the pictures of charts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from postil.edition import Edition
from postil.mentions import names_of
from postil.model import Claim
from postil.problems import Problem, ProblemError, did_you_mean
from postil.reading.files import read_text
from postil.reading.pictures import foreign_to_pictures
from postil.reading.records import Entry
from postil.text.folding import fold_quote

_LARGEST_STILL = 1024 * 1024  # bytes


def stills_are_pictures(edition: Edition) -> Iterator[Problem]:
    """Each still picture of a chart is a picture and nothing else."""
    for path in sorted(edition.paths.charts.rglob("*.svg")):
        try:
            found = foreign_to_pictures(read_text(path, _LARGEST_STILL))
        except ProblemError as error:
            yield error.at(path)
            continue
        if found:
            line, what = found
            message = f"the still picture holds {what}; draw it again: make stills"
            yield Problem(path, line, "chart-picture", message)


def records_have_ids_of_their_own(edition: Edition) -> Iterator[Problem]:
    """No two people, no two terms and no two events share an id."""
    apparatus = edition.apparatus
    groups: tuple[tuple[Entry[Any], ...], ...] = (apparatus.people, apparatus.terms, apparatus.events)
    for group in groups:
        seen: dict[str, int] = {}
        for entry in group:
            id = entry.record.id
            if id in seen:
                message = f"the id '{id}' is also that of the record on line {seen[id]}"
                yield Problem(entry.path, entry.line, "record-id-duplicate", message)
            seen.setdefault(id, entry.line)


def names_tell_entries_apart(edition: Edition) -> Iterator[Problem]:
    """No form of a name belongs to two people or terms: a reader would be led to the wrong one."""
    named: tuple[Entry[Any], ...] = (*edition.apparatus.people, *edition.apparatus.terms)
    seen: dict[str, Entry[Any]] = {}
    for entry in named:
        for name in names_of(entry.record):
            other = seen.setdefault(fold_quote(name), entry)
            if other is not entry:
                message = f"'{name}' is also a name of '{other.record.id}'; leave it to one of the two"
                yield Problem(entry.path, entry.line, "record-name", message)


def entries_lead_to_notes(edition: Edition) -> Iterator[Problem]:
    """Each note that a person, a term or an event names exists."""
    apparatus = edition.apparatus
    entries: tuple[Entry[Any], ...] = (*apparatus.people, *apparatus.terms, *apparatus.events)
    for entry in entries:
        for id in entry.record.notes:
            if id not in edition.by_id:
                hint = did_you_mean(id, edition.by_id, "name the file of a note without its .md")
                message = f"there is no note '{id}'; {hint}"
                yield Problem(entry.path, entry.line, "note-link", message, missing_from=(edition.paths.note(id),))


def parallels_quote_exactly(edition: Edition) -> Iterator[Problem]:
    """The words that a parallel quotes stand in the sentence that it names."""
    for entry in edition.apparatus.parallels:
        sentence = edition.article.sentence(entry.record.sentence)
        if fold_quote(entry.record.article) not in fold_quote(sentence):
            message = f"“{entry.record.article}” does not stand in sentence {entry.record.sentence}: “{sentence}”"
            yield Problem(entry.path, entry.line, "record-quote", message)


def stops_lead_somewhere(edition: Edition) -> Iterator[Problem]:
    """Each stop of a session path is at a sentence, note, chart or page that exists."""
    known: dict[str, Collection[str]] = {
        "sentence": [f"{p.number}-{n}" for p in edition.article.paragraphs for n in range(1, len(p.sentences) + 1)],
        "note": edition.by_id,
        "chart": edition.charts,
        "page": edition.documents,
    }
    claims = [note.id for note in edition.notes if note.verdict or note.claim == Claim.OPINION]
    for path in edition.seminar.paths:
        for entry in path.stops:
            kind, target = entry.record.place
            if target not in known[kind]:
                hint = did_you_mean(target, known[kind], "every stop must lead to one that exists")
                message, home = f"there is no {kind} '{target}'; {hint}", edition.paths.note(target)
                yield Problem(entry.path, entry.line, "path-stop", message, missing_from=(home,))
            for id in entry.record.claims:
                if id not in claims:
                    hint = did_you_mean(id, claims, "name a note with a verdict or an opinion")
                    message, home = f"the ledger has no claim '{id}'; {hint}", edition.paths.note(id)
                    yield Problem(entry.path, entry.line, "path-stop", message, missing_from=(home,))


def key_answers_questions(edition: Edition) -> Iterator[Problem]:
    """Each answer of the teacher's key has a question, and no question two answers."""
    answered: dict[str, int] = {}
    questions = [note for note in edition.notes if note.kind.asks]
    for entry in edition.seminar.key or ():
        id = entry.record.question
        if id in answered:
            message = f"the question '{id}' is already answered on line {answered[id]}"
            yield Problem(entry.path, entry.line, "key-question", message)
        elif id not in {note.id for note in questions}:
            hint = did_you_mean(id, [note.id for note in questions], "name the file of a question without its .md")
            message, home = f"there is no note of kind question '{id}'; {hint}", edition.paths.note(id)
            yield Problem(entry.path, entry.line, "key-question", message, missing_from=(home,))
        answered.setdefault(id, entry.line)
        for target in entry.record.look_at:
            if target not in edition.by_id:
                hint = did_you_mean(target, edition.by_id, "name the file of a note without its .md")
                message, home = f"there is no note '{target}' to look at; {hint}", edition.paths.note(target)
                yield Problem(entry.path, entry.line, "note-link", message, missing_from=(home,))
